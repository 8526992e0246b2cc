//! Threads that sleep until the client is gone, whatever the server is doing then.
//!
//! In: the ends of its streams, the number of its process. Out: the end of ours. They cost nothing until it happens: they sleep in the kernel.

use std::sync::Arc;
use std::time::Duration;

use super::life::Life;

/// What a client that went away leaves for requests under way.
pub(super) const GRACE: Duration = Duration::from_millis(400);

/// Ends the process: in good order if there is time, and soon after even if the thread that serves the client is at work for longer.
pub(super) fn end(life: &Life) -> ! {
    life.end_within(GRACE);
    std::thread::sleep(GRACE + Duration::from_millis(100));
    std::process::exit(if life.is_shut_down() { 0 } else { 1 })
}

/// Ends the process when the client has closed its end of stdin or stdout.
pub(in crate::lsp) fn watch_streams(life: Arc<Life>) {
    #[cfg(unix)]
    spawn("hang-up", move || {
        if unix::wait_for_hang_up() {
            end(&life);
        }
    });
    #[cfg(not(unix))]
    drop(life);
}

/// Ends the process when the client's is gone. That matters when somebody else holds the other end of our stdin, which then never closes. A
/// number that means no process is of no use: the client may live in a container where processes have other numbers.
pub(super) fn watch_client(process: i32, life: Arc<Life>) {
    #[cfg(any(
        windows,
        target_os = "linux",
        target_os = "macos",
        target_os = "freebsd"
    ))]
    if let Ok(mut client) = waitpid_any::WaitHandle::open(process) {
        spawn("client", move || {
            loop {
                match client.wait() {
                    Ok(()) => end(&life),
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                    Err(_) => return,
                }
            }
        });
    }
    #[cfg(not(any(
        windows,
        target_os = "linux",
        target_os = "macos",
        target_os = "freebsd"
    )))]
    let _ = (process, life);
}

/// Without the thread, a client that leaves in the middle of an analysis is outlived until that is done.
fn spawn(name: &str, watch: impl FnOnce() + Send + 'static) {
    drop(
        std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(watch),
    );
}

#[cfg(unix)]
mod unix {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;

    use super::super::transport::unix::open;

    /// Waits until a stream is closed at its other end; `false` if neither can be watched.
    pub(super) fn wait_for_hang_up() -> bool {
        let streams = [open(std::io::stdin()), open(std::io::stdout())];
        let streams = streams.iter().flatten();
        let mut watched: Vec<PollFd> = streams
            .map(|(file, _)| PollFd::new(file, PollFlags::empty()))
            .collect();
        while !watched.is_empty() {
            match poll(&mut watched, None) {
                Err(Errno::INTR) => {}
                Ok(_) => return watched.iter().any(is_closed),
                Err(_) => return false,
            }
        }
        false
    }

    fn is_closed(watched: &PollFd<'_>) -> bool {
        let signs = PollFlags::HUP | PollFlags::ERR;
        watched.revents().intersects(signs)
    }
}
