//! stdin and stdout as asynchronous streams of messages.
//!
//! Pipes and sockets, which is what editors give us, are driven by the reactor: tokio's own stdin and stdout hand every read and write to
//! another thread, which costs more than everything else the server does for a keystroke. Files and terminals, and systems other than
//! Unix, get tokio's own.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::framing::{Framer, empty};
use super::life::Life;
use crate::lsp::event::{Event, EventSender};

/// What an editor that went away leaves for requests under way.
const GRACE_AFTER_EOF: Duration = Duration::from_millis(400);

/// Bytes asked for at once: what a pipe holds.
const PORTION: usize = 1 << 16;

/// Bytes from the client.
pub(in crate::lsp) type Incoming = Box<dyn AsyncRead + Send + Unpin>;

/// Bytes to the client.
pub(in crate::lsp) type Outgoing = Box<dyn AsyncWrite + Send + Unpin>;

/// The process's stdin. Call it inside the runtime.
pub(in crate::lsp) fn stdin() -> Incoming {
    #[cfg(unix)]
    if let Some(stream) = unix::reader(std::io::stdin()) {
        return stream;
    }
    Box::new(tokio::io::stdin())
}

/// The process's stdout. Call it inside the runtime.
pub(in crate::lsp) fn stdout() -> Outgoing {
    #[cfg(unix)]
    if let Some(stream) = unix::writer(std::io::stdout()) {
        return stream;
    }
    Box::new(tokio::io::stdout())
}

/// Ends the process when the client has hung up, even if the thread that serves it is at work for longer than a client may be outlived.
pub(in crate::lsp) fn do_not_outlive_client(life: Arc<Life>) {
    #[cfg(unix)]
    unix::watch_for_hang_up(life);
    #[cfg(not(unix))]
    drop(life);
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::os::fd::{AsFd, OwnedFd};
    use std::os::unix::fs::FileTypeExt;
    use std::sync::Arc;
    use std::time::Duration;

    use tokio::net::UnixStream;
    use tokio::net::unix::pipe;

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;

    use super::{GRACE_AFTER_EOF, Incoming, Life, Outgoing};

    /// Costs nothing until it happens: the thread sleeps in the kernel.
    pub(in crate::lsp) fn watch_for_hang_up(life: Arc<Life>) {
        let watch = move || {
            let stdin = std::io::stdin();
            let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
            loop {
                match poll(&mut watched, None) {
                    Err(Errno::INTR) => {}
                    Ok(_) if hung_up(&watched) => break,
                    _ => return,
                }
            }
            std::thread::sleep(GRACE_AFTER_EOF + Duration::from_millis(100));
            std::process::exit(if life.is_shut_down() { 0 } else { 1 });
        };
        let thread = std::thread::Builder::new().name("hang-up".to_owned());
        // Without it, a client that leaves in the middle of an analysis is outlived until that is done.
        drop(thread.spawn(watch));
    }

    fn hung_up(watched: &[PollFd<'_>]) -> bool {
        let signs = PollFlags::HUP | PollFlags::ERR;
        watched
            .iter()
            .any(|watched| watched.revents().intersects(signs))
    }

    pub(in crate::lsp) fn reader(stream: impl AsFd) -> Option<Incoming> {
        let (file, kind) = open(stream)?;
        Some(match kind {
            Kind::Pipe => Box::new(pipe::Receiver::from_file(file).ok()?),
            Kind::Socket => Box::new(socket(file)?),
        })
    }

    pub(in crate::lsp) fn writer(stream: impl AsFd) -> Option<Outgoing> {
        let (file, kind) = open(stream)?;
        Some(match kind {
            Kind::Pipe => Box::new(pipe::Sender::from_file(file).ok()?),
            Kind::Socket => Box::new(socket(file)?),
        })
    }

    enum Kind {
        Pipe,
        Socket,
    }

    /// A descriptor of our own for the stream, if the reactor can drive it. Others are left untouched: making a terminal non-blocking would
    /// outlast us.
    fn open(stream: impl AsFd) -> Option<(File, Kind)> {
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

/// stdin with the damaged messages taken out. Its end is the end of the process.
pub(in crate::lsp) struct Inlet {
    from: Incoming,
    portion: Box<[u8]>,
    framer: Framer,
    /// Whole messages, of which the first `taken` bytes have been handed on.
    whole: Vec<u8>,
    taken: usize,
    life: Arc<Life>,
    events: EventSender,
}

impl Inlet {
    /// Reads from `from`; refused messages become events, the end is told to `life`.
    pub(in crate::lsp) fn new(from: Incoming, life: Arc<Life>, events: EventSender) -> Self {
        let portion = vec![0; PORTION].into_boxed_slice();
        Inlet {
            from,
            portion,
            framer: Framer::default(),
            whole: Vec::new(),
            taken: 0,
            life,
            events,
        }
    }

    /// Reads one portion and cuts out the messages that it completes. `false` at the end of the stream.
    fn poll_portion(&mut self, context: &mut Context<'_>) -> Poll<std::io::Result<bool>> {
        let mut buffer = ReadBuf::new(&mut self.portion);
        ready!(Pin::new(&mut self.from).poll_read(context, &mut buffer))?;
        if buffer.filled().is_empty() {
            return Poll::Ready(Ok(false));
        }
        self.framer.push(buffer.filled());
        empty(&mut self.whole);
        self.taken = 0;
        while let Some(message) = self.framer.take_message(&mut self.whole) {
            if let Err(refused) = message {
                let _ = self.events.send(Event::Refused(refused.0));
            }
        }
        Poll::Ready(Ok(true))
    }
}

impl AsyncRead for Inlet {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let inlet = &mut *self;
        while inlet.taken == inlet.whole.len() {
            let read = ready!(inlet.poll_portion(context));
            if !matches!(read, Ok(true)) {
                inlet.life.end_within(GRACE_AFTER_EOF);
                return Poll::Ready(read.map(|_| ()));
            }
        }
        let left = inlet.whole.get(inlet.taken..).unwrap_or_default();
        let part = left.get(..buffer.remaining()).unwrap_or(left);
        buffer.put_slice(part);
        inlet.taken += part.len();
        Poll::Ready(Ok(()))
    }
}
