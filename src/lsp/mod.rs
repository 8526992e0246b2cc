//! The language server: `nianbao lsp`.
//!
//! In: the protocol on stdin. Out: the protocol on stdout, and nothing else there. This folder is the only place that knows the protocol.
//!
//! ```text
//! bytes ─ wire/ ─┬─ notices: what the client tells ──────┬─ events ─▶ engine ─ documents
//!                └─ features/: what it asks, a file each ┘              │
//! bytes ─ wire/ ◀── outbox: findings and messages ◀────────────────────┘ answers
//! ```
//!
//! Events are sent before anything is waited for, so edits and questions keep their order; one engine owns the open documents. All of it
//! runs on one thread: waking another one takes longer than reading a report.

mod abilities;
mod backend;
mod beside;
mod closed;
mod comparing;
mod configuration;
mod discovery;
mod disk;
mod document;
mod elsewhere;
mod engine;
mod event;
mod features;
mod index;
mod last_year;
mod lookout;
mod notices;
mod outbox;
mod requests;
mod taking;
mod texts;
mod to_proto;
mod told;
mod uri;
mod wire;
mod workspace;

use std::io::Write;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use futures::FutureExt;
use tokio::io::AsyncReadExt;
use tokio::sync::mpsc;
use tower_lsp::LspService;

use backend::Backend;
pub(crate) use disk::OnDisk;
pub use disk::{Files, Lacking, SeenTitles, TitlesRead};
use document::Checker;
use engine::Engine;
use outbox::{Outbox, send_posted};
use wire::guard::Guard;
use wire::life::Life;
use wire::outlet::Outlet;
use wire::session::converse;
use wire::spellings::Spellings;
use wire::transport::{self, Incoming, Inlet, Outgoing};
use wire::watch::watch_streams;

use crate::analysis::prepare;
use crate::locale::Locale;

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
pub fn run(options: Options, files: Files) -> ExitCode {
    report_panics_on_stderr();
    prepare();
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
    let code = runtime.block_on(async {
        let life = Arc::new(Life::of_process());
        watch_streams(Arc::clone(&life));
        let (incoming, outgoing) = (transport::stdin(&life), transport::stdout());
        tokio::select! {
            () = serve((incoming, outgoing), Arc::clone(&life), options, files) => {}
            () = life.over() => {}
        }
        life.exit_code()
    });
    // Where stdin is not driven by the reactor, a thread is still reading from it.
    runtime.shutdown_background();
    code
}

/// A conversation without a process: all that a client says, and all that it would have heard when it leaves. For tests.
pub fn rehearse(said: &[u8], options: Options) -> std::io::Result<Vec<u8>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    let said = Incoming::Reactor(Box::new(std::io::Cursor::new(said.to_vec())));
    runtime.block_on(async {
        let (outgoing, mut ear) = tokio::io::duplex(1 << 16);
        let hearing = tokio::spawn(async move {
            let mut heard = Vec::new();
            ear.read_to_end(&mut heard).await.map(|_| heard)
        });
        serve(
            (said, outgoing.into()),
            Arc::default(),
            options,
            Files::NONE,
        )
        .await;
        hearing.await?
    })
}

/// Serves one client until it has left and everything that it said is worked on.
async fn serve(
    (incoming, outgoing): (Incoming, Outgoing),
    life: Arc<Life>,
    options: Options,
    files: Files,
) {
    let (events, received) = mpsc::unbounded_channel();
    let outbox = Arc::<Outbox>::default();
    let spellings = Arc::<Spellings>::default();
    let outlet = Outlet::default();
    let engine = Engine::new(Checker::default(), options, Arc::clone(&outbox)).with_files(files);
    let engine = tokio::spawn(engine.run(received));
    let writer = tokio::spawn(outlet.clone().write_to(outgoing, Arc::clone(&life)));
    let service = LspService::build(|client| {
        tokio::spawn(send_posted(
            Arc::clone(&outbox),
            client,
            outlet.clone(),
            Arc::clone(&spellings),
            events.downgrade(),
        ));
        Backend {
            events: events.clone(),
        }
    });
    let (inner, socket) = features::with_ours(service).finish();
    let guard = Guard {
        inner,
        life: Arc::clone(&life),
        spellings,
        events,
        introduced: false,
        leaving: false,
    };
    let inlet = Inlet::new(incoming);
    let conversation = converse(inlet, outlet.clone(), guard, socket, life);
    // The library panics at answers to what it has not asked.
    let _ = AssertUnwindSafe(conversation).catch_unwind().await;
    // Nobody tells the engine anything more.
    let _ = engine.await;
    outbox.emptied().await;
    outlet.drained().await;
    writer.abort();
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
