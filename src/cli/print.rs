//! Findings on paper: one checked text in, its piece of the output out. Pieces are made in parallel and joined in order.
//!
//! Deliberately absent: deciding anything about a finding. Severity, message and fixes come from the engine.

mod concise;
pub(super) mod excerpt;
mod explained;
mod github;
pub(super) mod json;
mod junit;
mod sarif;
pub(super) mod tally;
mod text;

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

pub(super) use self::excerpt::width;
use super::args::OutputFormat;
use super::baseline::Baseline;
use super::lines::SourceLines;
use super::summary::Summary;
use super::uri;
use crate::analysis::Analysis;
use crate::chars::is_hidden_command;
use crate::door::Related;
use crate::finding::DocumentId;
use crate::locale::Locale;
use crate::say;

/// One text that has been checked.
pub(super) struct Checked<'a> {
    /// As [`Printer::path`] gives it.
    pub path: &'a str,
    /// Its path from the root.
    pub absolute: &'a Path,
    /// How the file stores its characters, by its name for people.
    pub encoding: &'a str,
    /// Its lines.
    pub lines: SourceLines<'a>,
    /// The texts of other files that findings rest on.
    pub others: &'a [OtherText<'a>],
    /// What was found.
    pub analysis: &'a Analysis,
    /// The language of its messages.
    pub locale: Locale,
}

/// The text of another file that findings rest on.
pub(super) struct OtherText<'a> {
    /// The name under which they do.
    pub document: DocumentId,
    /// As [`Printer::path`] gives it.
    pub path: String,
    /// Its lines.
    pub lines: SourceLines<'a>,
}

impl<'a> Checked<'a> {
    /// The file and the lines in which a place stands that a finding rests on; no file for the one that was checked. `None` for a file that cannot
    /// be read any more.
    fn home_of(&self, related: &Related) -> Option<(Option<&str>, &SourceLines<'a>)> {
        if related.document == DocumentId::THIS {
            return Some((None, &self.lines));
        }
        let mut others = self.others.iter();
        let other = others.find(|other| other.document == related.document)?;
        Some((Some(&other.path), &other.lines))
    }
}

/// What stands at the end of a run's results.
pub(super) struct Ending<'a> {
    pub summary: &'a Summary,
    /// The worst reports and the findings by rule, as tables for people.
    pub tables: Option<&'a str>,
    /// Whether something could not be done.
    pub failed: bool,
    pub locale: Locale,
}

/// What machines call a run that was stopped before the end.
const INTERRUPTED: &str = "interrupted";

impl Ending<'_> {
    /// That the run was stopped before the end, if so.
    fn interrupted(&self) -> Option<String> {
        let left = self.summary.not_reached;
        let plural = if left == 1 { "" } else { "s" };
        (left > 0).then(|| {
            say!(
                self.locale,
                "已中断：另有 {left} 个文件没有核对，结果不含这些文件",
                "interrupted: {left} more file{plural} not checked, the results are without them"
            )
        })
    }
}

/// How findings are printed.
#[derive(Clone, Debug)]
pub(super) struct Printer {
    format: OutputFormat,
    verbose: bool,
    /// The folder that relative paths start from, with `/` and without one at the end.
    root: Option<String>,
    /// What was found before, and is not told again.
    pub told_before: Option<Arc<Baseline>>,
}

impl Printer {
    /// A printer for a format; `verbose` shows all related places, `root` is the current folder.
    pub fn new(format: OutputFormat, verbose: bool, root: Option<String>) -> Self {
        Printer {
            format,
            verbose,
            root,
            told_before: None,
        }
    }

    /// Whether the output is for people, so that a summary may follow.
    pub fn is_for_people(&self) -> bool {
        matches!(
            self.format,
            OutputFormat::Text | OutputFormat::Concise | OutputFormat::Explained
        )
    }

    /// A path as the output names it: for people as they write it, for machines with `/` on every system.
    pub fn path<'p>(&self, shown: &'p str) -> Cow<'p, str> {
        match self.is_for_people() {
            true => Cow::Borrowed(shown),
            false => Cow::Owned(uri::slashed(shown)),
        }
    }

    /// What stands before the first piece.
    pub fn opening(&self, locale: Locale) -> String {
        match self.format {
            OutputFormat::Json => json::OPENING.to_owned(),
            OutputFormat::Sarif => sarif::opening(self.root.as_deref(), locale),
            OutputFormat::Junit => junit::OPENING.to_owned(),
            _ => String::new(),
        }
    }

    /// The piece of one text; empty if nothing is to be said about it.
    pub fn piece(&self, checked: &Checked<'_>) -> String {
        match self.format {
            OutputFormat::Text => text::piece(checked, self.verbose),
            OutputFormat::Concise => concise::piece(checked),
            OutputFormat::Explained => explained::piece(checked, self.verbose),
            OutputFormat::Json => json::piece(checked),
            OutputFormat::JsonLines => json::lines(checked),
            OutputFormat::Sarif => sarif::piece(checked),
            OutputFormat::Github => github::piece(checked),
            OutputFormat::Junit => junit::piece(checked),
        }
    }

    /// What stands between two pieces that are not empty.
    pub fn between(&self) -> &'static str {
        match self.format {
            OutputFormat::Json | OutputFormat::Sarif => ",\n",
            _ => "",
        }
    }

    /// What stands after the last piece.
    pub fn closing(&self, ending: &Ending<'_>) -> String {
        match self.format {
            OutputFormat::Text | OutputFormat::Concise | OutputFormat::Explained => {
                self.closing_for_people(ending)
            }
            OutputFormat::Json => json::closing(ending),
            OutputFormat::JsonLines => json::closing_lines(ending),
            OutputFormat::Sarif => sarif::closing(ending),
            OutputFormat::Github => github::closing(ending),
            OutputFormat::Junit => junit::closing(ending),
        }
    }

    fn closing_for_people(&self, ending: &Ending<'_>) -> String {
        let said = match ending.tables {
            None => ending.summary.lines(ending.locale, self.verbose),
            Some(tables) => {
                let counts = ending.summary.tally.summary(ending.locale);
                let left_out = ending.summary.left_out_line(ending.locale, self.verbose);
                format!("{tables}{counts}\n{left_out}")
            }
        };
        let interrupted = ending.interrupted().map(|words| words + "\n");
        said + &interrupted.unwrap_or_default()
    }
}

/// A severity for people.
pub(super) fn severity_word(severity: crate::finding::Severity, locale: Locale) -> String {
    use crate::finding::Severity;
    match severity {
        Severity::Error => say!(locale, "错误", "error"),
        Severity::Warning => say!(locale, "警告", "warning"),
        Severity::Information => say!(locale, "提示", "information"),
    }
}

/// Words that come from a file, safe to show on one line: what could move the cursor, change the terminal or turn what follows is made
/// visible, as `␛` or `<U+202E>`.
pub(super) fn shown(words: &str) -> String {
    made_visible(words, &[])
}

/// The same for a text of several lines.
pub(super) fn shown_text(words: &str) -> String {
    made_visible(&words.replace("\r\n", "\n"), &['\n', '\t'])
}

fn made_visible(words: &str, kept: &[char]) -> String {
    // Chinese characters and plain letters, of which most words are, are all that these bytes begin.
    let is_common = |byte: &u8| matches!(byte, b' '..=b'~' | 0x80..=0xBF | 0xE3..=0xEF);
    if words.as_bytes().iter().all(is_common) {
        return words.to_owned();
    }
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        let picture = match letter {
            _ if kept.contains(&letter) => None,
            '\0'..='\u{1f}' => char::from_u32(u32::from(letter) + 0x2400),
            '\u{7f}' => Some('␡'),
            _ => None,
        };
        match picture {
            Some(picture) => out.push(picture),
            None if is_hidden_command(letter) => {
                out.push_str(&format!("<U+{:04X}>", u32::from(letter)));
            }
            None => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests;
