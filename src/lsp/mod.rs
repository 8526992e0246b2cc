//! The language server: `nianbao lsp`.
//!
//! In: the protocol on stdin. Out: the protocol on stdout, and nothing else there. Handlers (`backend`) only send
//! events; one engine (`engine`) owns the open documents and answers through the outbox. All of it runs on one thread: waking another one
//! takes longer than reading a report. This folder is the only place that knows the protocol.

mod abilities;
mod actions;
mod backend;
mod configuration;
mod document;
mod engine;
mod event;
mod framing;
mod guard;
mod life;
mod outbox;
mod outlet;
mod to_proto;
mod transport;
mod uri;

use std::io::Write;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use futures::FutureExt;
use tokio::sync::mpsc;
use tower_lsp::{LspService, Server};

use backend::Backend;
use document::Checker;
use engine::Engine;
use guard::Guard;
use life::Life;
use outbox::{Outbox, send_posted};
use outlet::Outlet;
use transport::Inlet;
use uri::Spellings;

use crate::locale::Locale;

/// Requests that may wait for the engine at once. While one of them is free, a cancellation is heard.
const CONCURRENCY: usize = 64;

/// What the command line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The configuration file to use for all documents, instead of the nearest one upward.
    pub config: Option<PathBuf>,
    /// Whether to use no configuration file.
    pub isolated: bool,
    /// The language of messages, whatever client and settings say.
    pub locale: Option<Locale>,
}

/// Serves one client on stdin and stdout until it leaves. The exit code is success if the client asked for a shutdown before it left.
pub fn run(options: Options) -> ExitCode {
    report_panics_on_stderr();
    let runtime = match tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "nianbao: {error}");
            return ExitCode::from(2);
        }
    };
    let code = runtime.block_on(serve(options));
    // Where stdin is not driven by the reactor, a thread is still reading from it.
    runtime.shutdown_background();
    code
}

async fn serve(options: Options) -> ExitCode {
    let (events, received) = mpsc::unbounded_channel();
    let (life, outbox, spellings) = (
        Arc::<Life>::default(),
        Arc::<Outbox>::default(),
        Arc::<Spellings>::default(),
    );
    let engine = Engine::new(Checker::default(), options, Arc::clone(&outbox));
    tokio::spawn(engine.run(received));
    transport::do_not_outlive_client(Arc::clone(&life));
    let outlet = Outlet::new(transport::stdout());
    let (inner, socket) = LspService::new(|client| {
        let sender = send_posted(
            Arc::clone(&outbox),
            client,
            outlet.clone(),
            Arc::clone(&spellings),
            events.clone(),
        );
        tokio::spawn(sender);
        Backend {
            events: events.clone(),
        }
    });
    let inlet = Inlet::new(transport::stdin(), Arc::clone(&life), events);
    let guard = Guard {
        inner,
        life: Arc::clone(&life),
        spellings,
    };
    let server = Server::new(inlet, outlet, socket).concurrency_level(CONCURRENCY);
    tokio::select! {
        // The library panics when the client closes our stdout; without it there is nothing left to do.
        _ = AssertUnwindSafe(server.serve(guard)).catch_unwind() => {}
        () = life.over() => {}
    }
    life.exit_code()
}

/// Panics are caught wherever they can be; here is said where they come from. stdout belongs to the protocol, and a client that does not
/// read stderr must not be waited for.
fn report_panics_on_stderr() {
    std::panic::set_hook(Box::new(|panic| {
        let _ = writeln!(std::io::stderr(), "nianbao: {panic}");
    }));
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
