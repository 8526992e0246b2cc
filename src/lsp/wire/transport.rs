//! stdin and stdout as streams of messages.
//!
//! Pipes and sockets, which is what editors give us on Unix, are driven by the reactor: to hand every read and write to another thread costs
//! more than everything else the server does for a keystroke. Elsewhere a thread reads stdin, and sees its end even while the server is at work.

use std::fs::File;
use std::io::{self, Read};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};
use tokio::sync::mpsc;

use super::framing::Framer;
use super::message::{Message, Refused};
use super::watch;

/// Bytes asked for at once: what a pipe holds.
const PORTION: usize = 1 << 16;

/// Bytes to the client.
pub(in crate::lsp) struct Outgoing {
    pub(in crate::lsp) stream: Box<dyn AsyncWrite + Send + Unpin>,
    /// The same end as a file that takes what it can take at once and never waits, where there is such a thing.
    pub(in crate::lsp) at_once: Option<File>,
}

impl<W: AsyncWrite + Send + Unpin + 'static> From<W> for Outgoing {
    fn from(stream: W) -> Self {
        Outgoing {
            stream: Box::new(stream),
            at_once: None,
        }
    }
}

/// Bytes from the client.
pub(in crate::lsp) enum Incoming {
    /// Read when there are any.
    Reactor(Box<dyn AsyncRead + Send + Unpin>),
    /// Read by a thread of their own.
    Thread(mpsc::UnboundedReceiver<Vec<u8>>),
}

/// The process's stdin. Call it inside the runtime.
pub(in crate::lsp) fn stdin(life: &std::sync::Arc<super::life::Life>) -> Incoming {
    #[cfg(unix)]
    if let Some(stream) = unix::reader(io::stdin()) {
        return Incoming::Reactor(stream);
    }
    let (portions, read) = mpsc::unbounded_channel();
    let life = std::sync::Arc::clone(life);
    let reading = move || {
        let mut portion = vec![0; PORTION];
        while let Ok(count @ 1..) = io::stdin().lock().read(&mut portion) {
            let read = portion.get(..count).unwrap_or_default().to_vec();
            if portions.send(read).is_err() {
                return;
            }
        }
        drop(portions);
        watch::end(&life);
    };
    // A thread that cannot be started reads nothing, which is the end of stdin.
    drop(
        std::thread::Builder::new()
            .name("stdin".to_owned())
            .spawn(reading),
    );
    Incoming::Thread(read)
}

/// The process's stdout. Call it inside the runtime.
pub(in crate::lsp) fn stdout() -> Outgoing {
    #[cfg(unix)]
    if let Some(stream) = unix::writer(io::stdout()) {
        return stream;
    }
    tokio::io::stdout().into()
}

#[cfg(unix)]
pub(super) mod unix {
    use std::fs::File;
    use std::os::fd::{AsFd, OwnedFd};
    use std::os::unix::fs::FileTypeExt;

    use tokio::io::AsyncRead;
    use tokio::net::UnixStream;
    use tokio::net::unix::pipe;

    use super::Outgoing;

    pub(super) fn reader(stream: impl AsFd) -> Option<Box<dyn AsyncRead + Send + Unpin>> {
        let (file, kind) = open(stream)?;
        Some(match kind {
            Kind::Pipe => Box::new(pipe::Receiver::from_file(file).ok()?),
            Kind::Socket => Box::new(socket(file)?),
        })
    }

    pub(super) fn writer(stream: impl AsFd) -> Option<Outgoing> {
        let (file, kind) = open(stream)?;
        let at_once = file.try_clone().ok();
        // Both make the end that they share with `at_once` one that never waits.
        let outgoing: Outgoing = match kind {
            Kind::Pipe => pipe::Sender::from_file(file).ok()?.into(),
            Kind::Socket => socket(file)?.into(),
        };
        Some(Outgoing {
            at_once,
            ..outgoing
        })
    }

    pub(in crate::lsp::wire) enum Kind {
        Pipe,
        Socket,
    }

    /// A descriptor of our own for the stream, if the reactor can drive it. Others are left untouched: making a terminal non-blocking would
    /// outlast us.
    pub(in crate::lsp::wire) fn open(stream: impl AsFd) -> Option<(File, Kind)> {
        let file = File::from(stream.as_fd().try_clone_to_owned().ok()?);
        let file_type = file.metadata().ok()?.file_type();
        let kind = match (file_type.is_fifo(), file_type.is_socket()) {
            (true, _) => Kind::Pipe,
            (_, true) => Kind::Socket,
            _ => return None,
        };
        Some((file, kind))
    }

    fn socket(file: File) -> Option<UnixStream> {
        let stream = std::os::unix::net::UnixStream::from(OwnedFd::from(file));
        stream.set_nonblocking(true).ok()?;
        UnixStream::from_std(stream).ok()
    }
}

/// stdin as messages.
pub(in crate::lsp) struct Inlet {
    from: Incoming,
    portion: Box<[u8]>,
    framer: Framer,
}

impl Inlet {
    /// Reads from `from`.
    pub(in crate::lsp) fn new(from: Incoming) -> Self {
        Inlet {
            from,
            portion: vec![0; PORTION].into_boxed_slice(),
            framer: Framer::default(),
        }
    }

    /// The next message; `None` at the end of the stream. Nothing is lost if it is asked for and not waited for.
    pub(in crate::lsp) async fn next(&mut self) -> Option<Result<Message, Refused>> {
        loop {
            if let Some(message) = self.framer.next_message() {
                return Some(message);
            }
            match &mut self.from {
                Incoming::Reactor(stream) => {
                    let count = stream.read(&mut self.portion).await.ok()?;
                    let read = self.portion.get(..count).filter(|read| !read.is_empty())?;
                    self.framer.push(read);
                }
                Incoming::Thread(portions) => self.framer.push(&portions.recv().await?),
            }
            // What has arrived before is worked on before more is taken in.
            tokio::task::yield_now().await;
        }
    }
}
