//! Whether standard output was closed when the program was started.
//!
//! Before `main` the library of the language puts the null device where a standard stream is closed, so that whatever is written there is lost in
//! silence. So it is looked at before that.

/// Whether there is no standard output.
pub(in crate::cli) fn is_output_closed() -> bool {
    #[cfg(unix)]
    return unix::WAS_CLOSED.load(std::sync::atomic::Ordering::Relaxed);
    #[cfg(not(unix))]
    false
}

/// What writing to it comes to.
pub(super) fn error() -> std::io::Error {
    #[cfg(unix)]
    return rustix::io::Errno::BADF.into();
    #[cfg(not(unix))]
    std::io::ErrorKind::NotConnected.into()
}

#[cfg(unix)]
mod unix {
    use std::sync::atomic::{AtomicBool, Ordering};

    use rustix::io::fcntl_getfd;
    use rustix::stdio::stdout;

    pub(super) static WAS_CLOSED: AtomicBool = AtomicBool::new(false);

    ctor::declarative::ctor! {
        // Nothing of the standard library but a number is touched: it is not ready.
        #[ctor(unsafe)]
        fn look_at_output() {
            WAS_CLOSED.store(fcntl_getfd(stdout()).is_err(), Ordering::Relaxed);
        }
    }
}
