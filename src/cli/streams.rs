//! Standard output for results, standard error for everything said about the run.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod closed;
mod sink;

use std::io::{self, BufWriter, ErrorKind, IsTerminal, Stderr, Stdout, Write};

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};

pub(super) use self::closed::is_output_closed;
use self::sink::{Sink, choice};
use super::args::{Common, When};
use super::print::{shown, shown_text};
use crate::locale::Locale;
use crate::say;

/// The two streams of a run.
pub(super) struct Streams {
    out: BufWriter<Sink<Stdout>>,
    err: Sink<Stderr>,
    quiet: bool,
    verbose: bool,
    /// Whether nobody reads the results any more.
    unread: bool,
}

impl Streams {
    /// As the options ask.
    pub fn new(common: &Common) -> Self {
        Streams {
            quiet: common.quiet,
            verbose: common.verbose,
            ..Streams::coloured(common.color)
        }
    }

    /// Before the options are known.
    pub fn plain() -> Self {
        Streams::coloured(When::Auto)
    }

    fn coloured(when: When) -> Self {
        let out = has_colour(when, &io::stdout());
        let err = has_colour(when, &io::stderr());
        Streams {
            out: BufWriter::new(Sink::new(io::stdout(), out, sink::wait_for_output)),
            err: Sink::new(io::stderr(), err, sink::wait_for_error),
            quiet: false,
            verbose: false,
            unread: false,
        }
    }

    /// Writes results. Colours are taken out if the output has none.
    pub fn out(&mut self, words: &str) -> io::Result<()> {
        let words = self.out.get_ref().prepared(words);
        self.bytes(words.as_bytes())
    }

    /// Writes words out of a file that have to stay as they are; on a terminal their control characters are made visible.
    pub fn exactly(&mut self, words: &str) -> io::Result<()> {
        match self.out.get_ref().is_terminal() {
            true => self.bytes(shown_text(words).as_bytes()),
            false => self.bytes(words.as_bytes()),
        }
    }

    /// Writes a document in its own encoding; `text` is what it says, if that is known, for terminals.
    pub fn document(&mut self, bytes: &[u8], text: Option<&str>) -> io::Result<()> {
        match text.filter(|_| self.out.get_ref().is_terminal()) {
            Some(text) => self.exactly(text)?,
            None => self.bytes(bytes)?,
        }
        self.flush()
    }

    /// A reader such as `head` that has seen enough is no failure: the rest is not written, and the work goes on.
    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.unread || bytes.is_empty() {
            return Ok(());
        }
        if is_output_closed() {
            return Err(closed::error());
        }
        let written = self.out.write_all(bytes);
        self.read_or(written)
    }

    /// Makes sure that everything has been written.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.unread {
            return Ok(());
        }
        let flushed = self.out.flush();
        self.read_or(flushed)
    }

    fn read_or(&mut self, written: io::Result<()>) -> io::Result<()> {
        match written {
            Err(error) if is_unread(&error) => {
                self.unread = true;
                Ok(())
            }
            written => written,
        }
    }

    /// Whether nobody reads the results any more.
    pub fn is_unread(&self) -> bool {
        self.unread
    }

    /// Writes results to standard error, where standard output holds a document.
    pub fn aside(&mut self, words: &str) {
        self.say(words);
    }

    /// Says that something could not be done.
    pub fn failure(&mut self, sentence: &str, locale: Locale) {
        self.say(&failure_line(sentence, locale));
    }

    /// Says what must not be overlooked, even where only findings are wanted.
    pub fn warning(&mut self, sentence: &str, locale: Locale) {
        let yellow = Style::new().bold().fg_color(Some(AnsiColor::Yellow.into()));
        let word = say!(locale, "注意：", "warning: ");
        self.say(&format!("{yellow}{word}{yellow:#}{}\n", shown(sentence)));
    }

    /// Says something worth knowing, unless only findings are wanted.
    pub fn notice(&mut self, sentence: &str) {
        if !self.quiet {
            self.say(&format!("{}\n", shown(sentence)));
        }
    }

    /// Says something that only a curious user wants to know.
    pub fn detail(&mut self, sentence: &str) {
        if self.verbose {
            self.say(&format!("{}\n", shown(sentence)));
        }
    }

    /// Whether a summary is wanted.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether a long run shows how far it has come: on a terminal only, where somebody looks.
    pub fn shows_progress(&self) -> bool {
        let is = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let is_dumb = is("TERM").is_some_and(|terminal| terminal == "dumb");
        !self.quiet && self.err.is_terminal() && is("CI").is_none() && !is_dumb
    }

    fn say(&mut self, words: &str) {
        let words = self.err.prepared(words);
        // If standard error is closed there is nobody left to tell; the exit status still speaks.
        let _ = self
            .err
            .write_all(words.as_bytes())
            .and_then(|()| self.err.flush());
    }
}

fn failure_line(sentence: &str, locale: Locale) -> String {
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    let word = say!(locale, "出错：", "error: ");
    format!("{red}{word}{red:#}{}\n", shown(sentence))
}

/// Said by a run that is ended while its streams are in use.
pub(super) fn last_words(sentence: &str, locale: Locale) {
    let choice = choice(has_colour(When::Auto, &io::stderr()));
    let mut err = AutoStream::new(io::stderr(), choice);
    // The line may hold the progress, and what the terminal shows for Ctrl-C.
    let erase = if io::stderr().is_terminal() {
        "\r\u{1b}[K"
    } else {
        ""
    };
    let _ = write!(err, "{erase}{}", failure_line(sentence, locale)).and_then(|()| err.flush());
}

fn is_unread(error: &io::Error) -> bool {
    /// ERROR_PIPE_NOT_CONNECTED, which some systems give for a pipe that was closed.
    const NOT_CONNECTED: i32 = 233;
    error.kind() == ErrorKind::BrokenPipe
        || (cfg!(windows) && error.raw_os_error() == Some(NOT_CONNECTED))
}

fn has_colour(when: When, stream: &impl IsTerminal) -> bool {
    let variable = |name: &str| Some(std::env::var_os(name)?.to_string_lossy().into_owned());
    colour(when, &variable, stream.is_terminal())
}

/// `--color`, then NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, then whether the stream is a terminal, CLICOLOR and TERM. An empty variable says
/// nothing. The library is not asked: it takes any CLICOLOR_FORCE for a wish.
fn colour(when: When, variable: &dyn Fn(&str) -> Option<String>, is_terminal: bool) -> bool {
    let variable = |name| variable(name).filter(|value| !value.is_empty());
    let is_no = |value: &String| value == "0" || value == "false";
    match when {
        When::Always => return true,
        When::Never => return false,
        When::Auto => {}
    }
    // Whatever it says: https://no-color.org
    if variable("NO_COLOR").is_some() {
        return false;
    }
    if let Some(force) = variable("FORCE_COLOR") {
        return !is_no(&force);
    }
    if variable("CLICOLOR_FORCE").is_some_and(|force| !is_no(&force)) {
        return true;
    }
    let is_able = || match variable("TERM") {
        Some(terminal) => terminal != "dumb",
        // Windows names none.
        None => cfg!(windows),
    };
    is_terminal
        && match variable("CLICOLOR") {
            Some(wanted) => !is_no(&wanted),
            None => is_able() || variable("CI").is_some(),
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a pipe has colours, and whether a terminal.
    fn chosen(when: When, variables: &[(&str, &str)]) -> [bool; 2] {
        [false, true].map(|is_terminal| {
            let of = |name: &str| {
                let mut set = variables.iter().chain(&[("TERM", "xterm")]);
                let set = set.find(|(known, _)| *known == name);
                set.map(|(_, value)| (*value).to_owned())
            };
            colour(when, &of, is_terminal)
        })
    }

    const ALWAYS: [bool; 2] = [true, true];
    const NEVER: [bool; 2] = [false, false];
    const ON_TERMINALS: [bool; 2] = [false, true];

    #[test]
    fn the_option_beats_the_environment_and_no_beats_force() {
        let all = [("NO_COLOR", "1"), ("FORCE_COLOR", "1")];
        assert_eq!(chosen(When::Always, &all), ALWAYS);
        assert_eq!(chosen(When::Never, &all), NEVER);
        assert_eq!(chosen(When::Auto, &all), NEVER);
        assert_eq!(chosen(When::Auto, &[]), ON_TERMINALS);
    }

    #[test]
    fn every_variable_is_read_by_its_own_convention() {
        for (name, value, expected) in [
            ("NO_COLOR", "0", NEVER),
            ("NO_COLOR", "", ON_TERMINALS),
            ("FORCE_COLOR", "3", ALWAYS),
            ("FORCE_COLOR", "0", NEVER),
            ("FORCE_COLOR", "false", NEVER),
            ("FORCE_COLOR", "", ON_TERMINALS),
            ("CLICOLOR_FORCE", "1", ALWAYS),
            ("CLICOLOR_FORCE", "0", ON_TERMINALS),
            ("CLICOLOR_FORCE", "false", ON_TERMINALS),
            ("CLICOLOR_FORCE", "", ON_TERMINALS),
            ("CLICOLOR", "0", NEVER),
            ("CLICOLOR", "1", ON_TERMINALS),
            ("TERM", "dumb", NEVER),
        ] {
            let chosen = chosen(When::Auto, &[(name, value)]);
            assert_eq!(chosen, expected, "{name}={value}");
        }
    }
}
