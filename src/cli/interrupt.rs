//! When the user, the system or a closed window ends a run (Ctrl-C, Ctrl-Break, TERM, HUP). A run that writes its files: those that are being written
//! are written to the end, no other is begun, and the run says how far it came. A run that only reads: it gives the results that it has.
//!
//! Signals belong to the whole process, so this is the one place with state of its own.

#[cfg(unix)]
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};
use std::sync::{Once, PoisonError, RwLock, RwLockReadGuard};

use super::streams::last_words;
use crate::locale::Locale;
use crate::say;

/// Held by whoever writes a file, and in the end by whoever ends the run.
static WRITING: RwLock<()> = RwLock::new(());
/// Files to be looked at, looked at, and written.
static FILES: AtomicUsize = AtomicUsize::new(0);
static DONE: AtomicUsize = AtomicUsize::new(0);
static WRITTEN: AtomicUsize = AtomicUsize::new(0);

/// Whether signals are heard.
static HEARING: Once = Once::new();

/// The signal that asked a run that only reads to stop; 0 if none did.
static ASKED: AtomicI32 = AtomicI32::new(0);

/// How a run is to be ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StopManner {
    /// As soon as the files that are being written are whole.
    End,
    /// By itself, with the results that it has; asked twice, at once.
    Finish,
}

/// Whether a run that only reads is to look at no further file.
pub(super) fn is_asked_to_stop() -> bool {
    ASKED.load(Ordering::Relaxed) != 0
}

/// The exit status of a run that was asked to stop, as a shell gives it.
pub(super) fn status() -> u8 {
    u8::try_from(128 + ASKED.load(Ordering::Relaxed)).unwrap_or(u8::MAX)
}

/// How many files have been looked at.
pub(super) fn n_done() -> usize {
    DONE.load(Ordering::Relaxed)
}

/// How far a run came that only reads.
pub(super) fn said(locale: Locale) -> String {
    let (files, done) = (FILES.load(Ordering::Relaxed), n_done());
    say!(
        locale,
        "已中断：{files} 个文件核对了 {done} 个，结果只含这些文件",
        "interrupted: {done} of {files} files were checked, and the results are theirs"
    )
}

/// As long as this is held, the run is not ended by a signal. Waits for ever if it is ending.
pub(super) fn whole() -> RwLockReadGuard<'static, ()> {
    WRITING.read().unwrap_or_else(PoisonError::into_inner)
}

/// A run is about to begin of which it is known how it is to be ended, before it has written anything.
pub(super) fn expect(manner: StopManner, locale: Locale) {
    HEARING.call_once(|| listen(manner, locale));
}

/// A run over so many files begins.
pub(super) fn begin(files: usize, manner: StopManner, locale: Locale) {
    FILES.store(files, Ordering::Relaxed);
    expect(manner, locale);
}

/// One more file has been looked at.
pub(super) fn done() {
    DONE.fetch_add(1, Ordering::Relaxed);
}

/// One more file has been written.
pub(super) fn written() {
    WRITTEN.fetch_add(1, Ordering::Relaxed);
}

/// Waits until every file that is being written is whole, and says how far the run came.
fn end(locale: Locale) {
    // Never given back: nothing is written after this.
    let held = WRITING.write().unwrap_or_else(PoisonError::into_inner);
    let (files, done, written) = (
        FILES.load(Ordering::Relaxed),
        DONE.load(Ordering::Relaxed),
        WRITTEN.load(Ordering::Relaxed),
    );
    last_words(&how_far(files, done, written, locale), locale);
    std::mem::forget(held);
}

fn how_far(files: usize, done: usize, written: usize, locale: Locale) -> String {
    // The last that were written may not have been counted as looked at yet.
    let done = done.max(written);
    let changed = match written {
        0 => say!(locale, "没有写入任何文件", "none was written"),
        1 => say!(
            locale,
            "写入了 1 个，其余没有改动",
            "1 was written, the others are as they were"
        ),
        _ => say!(
            locale,
            "写入了 {written} 个，其余没有改动",
            "{written} were written, the others are as they were"
        ),
    };
    if files == 0 {
        // What makes one file does not count what it reads.
        return say!(locale, "已中断：{changed}", "interrupted: {changed}");
    }
    say!(
        locale,
        "已中断：{files} 个文件核对了 {done} 个，{changed}",
        "interrupted: {done} of {files} files were checked, {changed}"
    )
}

#[cfg(unix)]
fn listen(manner: StopManner, locale: Locale) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::low_level::emulate_default_handler;

    // A file that may not grow any more is an error of its writing, not the end of the run in the middle of it. Where this fails, it is the end.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
    let wanted = [SIGINT, SIGTERM, SIGHUP].into_iter();
    // What whoever started us wants ignored (`nohup`, a job in the background of a script) stays ignored.
    let ignored = ignored_signals();
    let heard = wanted.filter(|signal| ignored >> (signal - 1) & 1 == 0);
    let Ok(mut signals) = signal_hook::iterator::Signals::new(heard) else {
        // Then a signal ends the run as it always did.
        return;
    };
    std::thread::spawn(move || {
        let mut ending = false;
        for signal in signals.forever() {
            // So that whoever started us sees what ended us.
            let die = move || {
                let _ = emulate_default_handler(signal);
            };
            if std::mem::replace(&mut ending, true) {
                // Asked twice, he does not want to wait.
                die();
            }
            if manner == StopManner::Finish {
                ASKED.store(signal, Ordering::Relaxed);
                continue;
            }
            std::thread::spawn(move || {
                end(locale);
                die();
            });
        }
    });
}

/// The signals that this process was told to ignore, one bit each.
#[cfg(unix)]
fn ignored_signals() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .map(str::trim);
    mask.and_then(|mask| u64::from_str_radix(mask, 16).ok())
        .unwrap_or_default()
}

#[cfg(windows)]
fn listen(manner: StopManner, locale: Locale) {
    /// The signal of an interrupt, where there are signals; a shell reports it with 128 more.
    const INTERRUPT: i32 = 2;
    // If there is no console to be interrupted from, nothing is to be heard.
    let _ = ctrlc::set_handler(move || {
        let asked_before = ASKED.swap(INTERRUPT, Ordering::Relaxed) != 0;
        if manner == StopManner::Finish && !asked_before {
            return;
        }
        if manner == StopManner::End {
            end(locale);
        }
        std::process::exit(128 + INTERRUPT);
    });
}

#[cfg(not(any(unix, windows)))]
fn listen(_manner: StopManner, _locale: Locale) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interrupted_run_says_what_is_done_and_what_is_not() {
        assert_eq!(
            how_far(800, 312, 300, Locale::Chinese),
            "已中断：800 个文件核对了 312 个，写入了 300 个，其余没有改动"
        );
        assert_eq!(
            how_far(3, 1, 0, Locale::English),
            "interrupted: 1 of 3 files were checked, none was written"
        );
        assert_eq!(
            how_far(0, 0, 0, Locale::English),
            "interrupted: none was written"
        );
        assert_eq!(
            how_far(80, 39, 40, Locale::Chinese),
            "已中断：80 个文件核对了 40 个，写入了 40 个，其余没有改动"
        );
    }
}
