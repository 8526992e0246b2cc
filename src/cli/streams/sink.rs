//! One standard stream. Takes colours out where none are wanted, and waits where a stream that must not block is full.

use std::io::{self, Write};

use anstream::adapter::strip_str;
use anstream::stream::{AsLockedWrite, RawStream};
use anstream::{AutoStream, ColorChoice};

/// A standard stream.
pub(super) struct Sink<S: RawStream> {
    stream: Stream<S>,
    /// Waits until the stream takes more.
    wait: fn(),
}

enum Stream<S: RawStream> {
    /// Old consoles of Windows need their colours translated.
    Terminal(AutoStream<S>),
    Other {
        stream: S,
        coloured: bool,
    },
}

impl<S: RawStream + AsLockedWrite> Sink<S> {
    /// Over `stream`; `wait` returns when it takes more.
    pub fn new(stream: S, coloured: bool, wait: fn()) -> Self {
        let stream = match stream.is_terminal() {
            true => Stream::Terminal(AutoStream::new(stream, choice(coloured))),
            false => Stream::Other { stream, coloured },
        };
        Sink { stream, wait }
    }

    /// Whether somebody looks at it as it comes.
    pub fn is_terminal(&self) -> bool {
        matches!(self.stream, Stream::Terminal(_))
    }

    /// `words` as they are to be written: an escape sequence that is cut in two would not be found any more.
    pub fn prepared(&self, words: &str) -> String {
        match self.stream {
            Stream::Other {
                coloured: false, ..
            } => strip_str(words).to_string(),
            _ => words.to_owned(),
        }
    }

    fn patiently<T>(
        &mut self,
        mut work: impl FnMut(&mut dyn Write) -> io::Result<T>,
    ) -> io::Result<T> {
        loop {
            let done = match &mut self.stream {
                Stream::Terminal(stream) => work(stream),
                Stream::Other { stream, .. } => work(stream),
            };
            match done {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => (self.wait)(),
                done => return done,
            }
        }
    }
}

impl<S: RawStream + AsLockedWrite> Write for Sink<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.patiently(|stream| stream.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.patiently(|stream| stream.flush())
    }
}

/// The same in the library's words, which leave nothing to it.
pub(super) fn choice(coloured: bool) -> ColorChoice {
    match coloured {
        true => ColorChoice::Always,
        false => ColorChoice::Never,
    }
}

/// Waits for standard output.
pub(super) fn wait_for_output() {
    #[cfg(unix)]
    wait(&io::stdout());
    #[cfg(not(unix))]
    pause();
}

/// Waits for standard error.
pub(super) fn wait_for_error() {
    #[cfg(unix)]
    wait(&io::stderr());
    #[cfg(not(unix))]
    pause();
}

#[cfg(unix)]
fn wait(stream: &impl std::os::fd::AsFd) {
    use rustix::event::{PollFd, PollFlags, poll};
    let mut waited = [PollFd::new(stream, PollFlags::OUT)];
    if poll(&mut waited, None).is_err() {
        pause();
    }
}

fn pause() {
    std::thread::sleep(std::time::Duration::from_millis(5));
}
