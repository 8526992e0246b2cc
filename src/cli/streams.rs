//! Standard output for results, standard error for everything said about the run.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::{BufWriter, IsTerminal, Stderr, Stdout, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::args::{Common, When};
use crate::locale::Locale;
use crate::say;

/// The two streams of a run.
pub(super) struct Streams {
    out: BufWriter<AutoStream<Stdout>>,
    err: AutoStream<Stderr>,
    quiet: bool,
    verbose: bool,
    /// Whether a half-written progress line stands on the terminal.
    progress_shown: bool,
}

impl Streams {
    /// As the options ask.
    pub fn new(common: &Common) -> Self {
        let choice = colour(common.color, &|name| {
            std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0")
        });
        Streams {
            out: BufWriter::new(AutoStream::new(std::io::stdout(), choice)),
            err: AutoStream::new(std::io::stderr(), choice),
            quiet: common.quiet,
            verbose: common.verbose,
            progress_shown: false,
        }
    }

    /// Before the options are known.
    pub fn plain() -> Self {
        Streams {
            out: BufWriter::new(AutoStream::new(std::io::stdout(), ColorChoice::Auto)),
            err: AutoStream::new(std::io::stderr(), ColorChoice::Auto),
            quiet: false,
            verbose: false,
            progress_shown: false,
        }
    }

    /// Writes results. Colours are taken out if the output has none.
    pub fn out(&mut self, words: &str) -> std::io::Result<()> {
        self.out.write_all(words.as_bytes())
    }

    /// Writes bytes as they are: a document in its own encoding.
    pub fn raw(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.out.flush()?;
        let mut out = std::io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }

    /// Makes sure that everything has been written.
    pub fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }

    /// Writes results to standard error, where standard output holds a document.
    pub fn aside(&mut self, words: &str) {
        self.say(words);
    }

    /// Says that something could not be done.
    pub fn failure(&mut self, sentence: &str, locale: Locale) {
        let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
        let word = say!(locale, "出错：", "error: ");
        self.say(&format!(
            "{red}{word}{red:#}{}\n",
            super::print::shown(sentence)
        ));
    }

    /// Says something worth knowing, unless only findings are wanted.
    pub fn notice(&mut self, sentence: &str) {
        if !self.quiet {
            self.say(&format!("{}\n", super::print::shown(sentence)));
        }
    }

    /// Says something that only a curious user wants to know.
    pub fn detail(&mut self, sentence: &str) {
        if self.verbose {
            self.say(&format!("{}\n", super::print::shown(sentence)));
        }
    }

    /// Whether a summary is wanted.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Shows how far a long run has come, on a terminal only.
    pub fn progress(&mut self, done: usize, of: usize) {
        if !self.quiet && std::io::stderr().is_terminal() {
            self.say(&format!("{done}/{of}"));
            self.progress_shown = true;
        }
    }

    fn say(&mut self, words: &str) {
        let erase = if std::mem::take(&mut self.progress_shown) {
            "\r\u{1b}[K"
        } else {
            ""
        };
        // If standard error is closed there is nobody left to tell; the exit status still speaks.
        let _ = write!(self.err, "{erase}{words}").and_then(|()| self.err.flush());
    }
}

/// `--color`, then NO_COLOR, then CLICOLOR_FORCE and FORCE_COLOR, then whether the stream is a terminal. `set` says whether a variable
/// is set to something.
fn colour(when: When, set: &dyn Fn(&str) -> bool) -> ColorChoice {
    match when {
        When::Always => ColorChoice::Always,
        When::Never => ColorChoice::Never,
        When::Auto if set("NO_COLOR") => ColorChoice::Never,
        When::Auto if set("CLICOLOR_FORCE") || set("FORCE_COLOR") => ColorChoice::Always,
        When::Auto => ColorChoice::Auto,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_beats_the_environment_and_no_beats_force() {
        let all = |_: &str| true;
        assert_eq!(colour(When::Always, &all), ColorChoice::Always);
        assert_eq!(colour(When::Never, &all), ColorChoice::Never);
        assert_eq!(colour(When::Auto, &all), ColorChoice::Never);
        assert_eq!(
            colour(When::Auto, &|name| name == "FORCE_COLOR"),
            ColorChoice::Always
        );
        assert_eq!(colour(When::Auto, &|_| false), ColorChoice::Auto);
    }
}
