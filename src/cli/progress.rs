//! How far a long run has come: a bar on the terminal, with files, rate and time left. Short runs have none.

use std::fmt::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::locale::Locale;
use crate::say;

/// Nobody needs to be told of a run that is over by then.
const PATIENCE: Duration = Duration::from_millis(500);

/// The progress of a run.
pub(super) struct Progress {
    begun: Instant,
    files: u64,
    done: AtomicU64,
    is_wanted: bool,
    locale: Locale,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    /// A run over so many files begins; nothing is shown unless `is_wanted`.
    pub fn over(files: usize, is_wanted: bool, locale: Locale) -> Progress {
        Progress {
            begun: Instant::now(),
            files: files as u64,
            done: AtomicU64::new(0),
            is_wanted,
            locale,
            bar: OnceLock::new(),
        }
    }

    /// One more file is done.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.is_wanted {
            return;
        }
        if let Some(bar) = self.bar.get() {
            bar.inc(1);
        } else if self.begun.elapsed() > PATIENCE {
            self.bar.get_or_init(|| self.begin(done));
        }
    }

    /// Does something that may print, with no bar in its way.
    pub fn paused<T>(&self, work: impl FnOnce() -> T) -> T {
        match self.bar.get() {
            Some(bar) => bar.suspend(work),
            None => work(),
        }
    }

    fn begin(&self, done: u64) -> ProgressBar {
        let template = say!(
            self.locale,
            "核对 {{bar:30}} {{pos}}/{{len}} 个文件，每秒 {{rate}} 个，剩余 {{left}}",
            "checking {{bar:30}} {{pos}}/{{len}} files, {{rate}} a second, {{left}} left"
        );
        let style = ProgressStyle::with_template(&template);
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        // The bar's own rate knows nothing of the files that were done before it was there.
        let (begun, files, locale) = (self.begun, self.files, self.locale);
        let rate = move |state: &ProgressState, out: &mut dyn Write| {
            let _ = write!(out, "{:.0}", per_second(state.pos(), begun.elapsed()));
        };
        let left = move |state: &ProgressState, out: &mut dyn Write| {
            let rate = per_second(state.pos(), begun.elapsed());
            let rest = files.saturating_sub(state.pos()) as f64;
            let _ = out.write_str(&time_left((rest / rate).ceil() as u64, locale));
        };
        let style = style
            .with_key("rate", rate)
            .with_key("left", left)
            .progress_chars("━╸─");
        let bar = ProgressBar::with_draw_target(Some(self.files), ProgressDrawTarget::stderr());
        bar.set_style(style);
        bar.with_position(done).with_elapsed(self.begun.elapsed())
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

/// Files a second, above 0.
fn per_second(done: u64, elapsed: Duration) -> f64 {
    done.max(1) as f64 / elapsed.as_secs_f64().max(f64::MIN_POSITIVE)
}

fn time_left(seconds: u64, locale: Locale) -> String {
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    match minutes {
        0 => say!(locale, "{seconds} 秒", "{seconds} s"),
        _ => say!(
            locale,
            "{minutes} 分 {seconds} 秒",
            "{minutes} min {seconds} s"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_minutes_and_seconds() {
        assert_eq!(time_left(7, Locale::Chinese), "7 秒");
        assert_eq!(time_left(125, Locale::English), "2 min 5 s");
    }

    #[test]
    fn the_rate_is_that_of_the_whole_run() {
        let rate = per_second(600, Duration::from_millis(500));
        assert!((rate - 1200.0).abs() < 0.01, "{rate}");
        assert!(per_second(0, Duration::ZERO) > 0.0);
    }

    #[test]
    fn a_run_that_nobody_watches_has_no_bar() {
        let progress = Progress::over(3, false, Locale::Chinese);
        progress.step();
        assert!(progress.bar.get().is_none());
    }
}
