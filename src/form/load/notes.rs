//! The mistakes found so far in one file.

use super::Mistake;
use crate::locale::Locale;

/// Gathers mistakes by their places and gives them out by their lines.
pub(super) struct Notes<'a> {
    toml: &'a str,
    locale: Locale,
    /// Byte of the file, key, message.
    mistakes: Vec<(usize, String, String)>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(toml: &'a str, locale: Locale) -> Self {
        Notes {
            toml,
            locale,
            mistakes: Vec::new(),
        }
    }

    pub(super) fn locale(&self) -> Locale {
        self.locale
    }

    pub(super) fn len(&self) -> usize {
        self.mistakes.len()
    }

    /// The line of byte `at` of the file, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        1 + self.line_breaks(0, at)
    }

    fn line_breaks(&self, from: usize, to: usize) -> usize {
        let between = self.toml.as_bytes().get(from..to).unwrap_or_default();
        memchr::memchr_iter(b'\n', between).count()
    }

    /// Notes a mistake at byte `at` of the file.
    pub(super) fn add(&mut self, at: usize, key: String, message: String) {
        self.mistakes.push((at.min(self.toml.len()), key, message));
    }

    /// All mistakes in the order of the file.
    pub(super) fn into_mistakes(mut self) -> Vec<Mistake> {
        let mut noted = std::mem::take(&mut self.mistakes);
        noted.sort();
        noted.dedup();
        let (mut line, mut reached) = (1, 0);
        let placed = noted.into_iter().map(|(at, key, message)| {
            line += self.line_breaks(reached, at);
            reached = at;
            Mistake { line, key, message }
        });
        placed.collect()
    }
}

/// The known name that a mistyped one probably stands for.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let allowed = 1 + name.chars().count() / 4;
    known
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}
