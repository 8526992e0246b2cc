//! One line, and the section's heading that it may be.
//!
//! A heading is known by number and title together: titles recur in lists and in sub-headings, numbers recur in the rows of tables. In: a line. Out: a
//! [`Candidate`] with what speaks for it. Which candidates are headings is decided over all of them, in `sections`.

use super::heading_number::HeadingNumber;
use super::report::Heading;
use crate::chars::{after_named_space, is_han, is_space};
use crate::form::Edition;
use crate::form::fold::{Fold, hash_of, is_mark};
use crate::form::lexicon::{
    Lexicon, Name, SectionWords, Wording, is_subsequence, nearness, same_words, wording,
};
use crate::numerals;
use crate::span::Span;
use crate::syntax::without_named_spaces;

/// A title longer than this, in folded characters, is a sentence.
const MAX_TITLE: usize = 34;
/// Spaces by their names are looked for behind a title in a line of so many bytes: one that is longer is a sentence.
const MAX_NAMED: usize = 6 * MAX_TITLE;
/// Nearness at which a numbered line in the right place counts as its section's heading.
const NEAR_IN_PLACE: f64 = 0.3;

/// How much speaks for a candidate. Ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// The title fits, the number is another's, in the style of another height: parts of a section are called so, unless all sections are numbered
    /// in this style.
    OtherPart,
    /// The number fits and the title is somewhat near: only in the right place and if there is nothing better.
    InPlace,
    /// The title fits, the number is another's.
    OtherNumber,
    /// The title fits, the number is lost.
    TitleOnly,
    /// Number fits, title is near or known.
    Near,
    /// Number and title fit.
    Full,
}

/// A line that may be the heading of a section.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub heading: Heading,
    pub strength: Strength,
}

/// Recognises one line.
pub(super) struct Matcher<'f> {
    pub(super) edition: &'f Edition,
    lexicon: &'f Lexicon,
    pub(super) fold: &'f Fold,
    pub(super) sections: &'f [SectionWords],
}

impl<'f> Matcher<'f> {
    pub(super) fn new(edition: &'f Edition, lexicon: &'f Lexicon, fold: &'f Fold) -> Self {
        Matcher {
            edition,
            lexicon,
            fold,
            sections: lexicon.sections(),
        }
    }

    /// The best reading of a line that starts at byte `start` of the document.
    pub(super) fn read(&self, line: &str, start: usize, row: usize) -> Option<Candidate> {
        let lead = bytes_before(line, |c| is_space(c) || is_set_in_front(c));
        let (number, number_len) = self.read_number(&line[lead..]);
        let after = &line[lead + number_len..];
        let title_at = lead + number_len + bytes_before(after, |c| is_space(c) || c == '*');
        let mut title = trim_behind(&line[title_at..]);
        // A title with the number of its own section may be worded in any way.
        let first = self.fold.first(title)?;
        let may_be_title = match number {
            HeadingNumber::None | HeadingNumber::Enclosed(_) | HeadingNumber::Part(_) => {
                self.lexicon.begins_title(first)
            }
            HeadingNumber::Other => self.lexicon.begins_known_title(first),
            HeadingNumber::Section(_) => true,
        };
        if !may_be_title {
            return None;
        }
        if title.len() > 4 * MAX_TITLE {
            title = self.heading_of_long_line(title, number)?;
        } else if let Some(heading) = self.heading_of_long_line(title, number)
            && runs_on(&title[heading.len()..])
        {
            title = heading;
        }
        let folded = self.fold.fold(title);
        if folded.is_empty() || folded.len() > MAX_TITLE {
            return None;
        }
        let (section, wording, strength) = self.weigh(number, &folded)?;
        let at = start + title_at;
        let title_span = Span::new(at, at + title.len());
        let heading = Heading {
            section,
            span: Span::new(start + lead, at + title.len()),
            title_span,
            wording,
            row,
            body: Span::at(at + title.len()),
        };
        Some(Candidate { heading, strength })
    }

    /// A cheap test that turns down most lines: those that begin with a word with which no title begins.
    pub(super) fn may_be_heading(&self, line: &str) -> bool {
        let first = line.chars().next().filter(|&first| is_han(first));
        let starts_title = |first| numerals::part(first).is_some() || first == '第';
        first.is_none_or(|first| {
            starts_title(first)
                || (self.fold.first(line)).is_some_and(|first| self.lexicon.begins_title(first))
        })
    }

    /// The official title, or another known wording of it, at the start of a line on which text follows.
    fn heading_of_long_line<'l>(&self, line: &'l str, number: HeadingNumber) -> Option<&'l str> {
        let HeadingNumber::Section(section) = number else {
            return None;
        };
        let words = &self.sections[section];
        let mut wordings = std::iter::once(&words.title).chain(&words.also);
        wordings.find_map(|title| self.heading_at_start(line, title))
    }

    /// The start of a line that says this folded title, if a word ends there and text follows.
    fn heading_at_start<'l>(&self, line: &'l str, title: &[char]) -> Option<&'l str> {
        let mut rest = line.chars();
        let mut expected = title.iter();
        while !expected.as_slice().is_empty() {
            let c = rest.next()?;
            if is_han(c) && self.fold.keeps_han(c) {
                if expected.next() != Some(&c) {
                    return None;
                }
                continue;
            }
            let mut fits = true;
            self.fold.each(c.encode_utf8(&mut [0; 4]), |folded| {
                fits &= expected.next() == Some(&folded);
            });
            if !fits {
                return None;
            }
        }
        let rest = rest.as_str();
        let follows = rest.chars().next()?;
        let ends = is_space(follows) || !follows.is_alphanumeric();
        ends.then(|| &line[..line.len() - rest.len()])
    }

    /// Which section the folded title names, how, and how much speaks for it.
    fn weigh(&self, number: HeadingNumber, folded: &[char]) -> Option<(usize, Wording, Strength)> {
        let strength = |section: usize, wording: Wording| match number {
            HeadingNumber::Section(n) if n == section => {
                if wording <= Wording::Marks {
                    Strength::Full
                } else {
                    Strength::Near
                }
            }
            HeadingNumber::None => Strength::TitleOnly,
            _ => Strength::OtherNumber,
        };
        for (section, words) in self.sections.iter().enumerate() {
            if let Some(wording) = same_words(folded, &words.title) {
                let is_other = matches!(number, HeadingNumber::Enclosed(n) if n != section);
                let strength = match is_other {
                    true => Strength::OtherPart,
                    false => strength(section, wording),
                };
                return Some((section, wording, strength));
            }
        }
        if matches!(number, HeadingNumber::Enclosed(_) | HeadingNumber::Part(_)) {
            return None;
        }
        let n_marks = folded.iter().rev().take_while(|&&c| is_mark(c)).count();
        let bare = &folded[..folded.len() - n_marks];
        let known = self.lexicon.exact(hash_of(bare)).first();
        match known.map(|label| label.name) {
            Some(Name::Section(section)) => {
                return Some((section, Wording::Known, strength(section, Wording::Known)));
            }
            Some(Name::Row(..) | Name::Group(..)) => return None,
            _ => {}
        }
        let HeadingNumber::Section(section) = number else {
            return None;
        };
        if self.is_row_label(number, folded) {
            return None;
        }
        let title = &self.sections[section].title;
        let (wording, near) = match wording(folded, title) {
            Some((Wording::LeftOut, near)) => (Wording::LeftOut, near),
            Some((wording, near)) => (wording, near),
            None => (Wording::Near, nearness(folded, title)),
        };
        let says = |word: &Vec<char>| folded.windows(word.len()).any(|window| window == word);
        let mut keys = self.sections[section].key.iter();
        let has_key = keys.any(|words| !words.is_empty() && words.iter().all(says));
        if !has_key && near < NEAR_IN_PLACE {
            return None;
        }
        let best_other = (0..self.sections.len())
            .filter(|&s| s != section)
            .map(|s| nearness(folded, &self.sections[s].title))
            .fold(0.0, f64::max);
        if has_key || (near >= crate::form::lexicon::NEAR && near > best_other) {
            return Some((section, wording, Strength::Near));
        }
        (near >= NEAR_IN_PLACE
            && near > best_other
            && folded.len() <= 20
            && !folded.iter().any(|c| matches!(c, ',' | '。' | ';')))
        .then_some((section, Wording::Near, Strength::InPlace))
    }

    /// `四、结转下年度继续办理` and its like: rows of a table that carry a section's number.
    fn is_row_label(&self, number: HeadingNumber, folded: &[char]) -> bool {
        let HeadingNumber::Section(section) = number else {
            return false;
        };
        let mut numbered = self.sections[section].number.clone();
        numbered.push('.');
        numbered.extend_from_slice(folded);
        self.lexicon.labels().iter().any(|label| {
            matches!(label.name, Name::Row(..) | Name::Group(..))
                && label.chars.starts_with(&numbered[..2.min(numbered.len())])
                && (label.chars == numbered
                    || nearness(&numbered, &label.chars) > 0.75
                    || (folded.len() >= 4
                        && is_subsequence(numbered.iter().copied(), label.chars.iter().copied())))
        })
    }
}

/// The bytes in front of a line's words: characters that `is_in_front` takes, and spaces by their names.
fn bytes_before(line: &str, is_in_front: impl Fn(char) -> bool) -> usize {
    let mut rest = line.trim_start_matches(&is_in_front);
    while let Some(after) = rest.strip_prefix('&').and_then(after_named_space) {
        rest = after.trim_start_matches(&is_in_front);
    }
    line.len() - rest.len()
}

/// A title without what may stand behind it: spaces, also by their names, and marks of emphasis.
fn trim_behind(title: &str) -> &str {
    let trimmed = title.trim_end_matches(|c| is_space(c) || matches!(c, '*' | '#' | '】'));
    if trimmed.len() > MAX_NAMED || !trimmed.ends_with([';', '>']) {
        return trimmed;
    }
    match without_named_spaces(trimmed, 0, trimmed.len()) {
        (0, end) if end < trimmed.len() => trim_behind(&trimmed[..end]),
        _ => trimmed,
    }
}

/// Whether a character may stand in front of a heading to set it off.
fn is_set_in_front(c: char) -> bool {
    matches!(c, '#' | '*' | '-' | '•' | '>' | '【')
        // Squares, triangles, circles, stars; but a circle may be a nought.
        || matches!(c, '\u{25A0}'..='\u{25CA}' | '\u{25CE}'..='\u{25CF}' | '★' | '☆' | '➢' | '➤')
}

/// Whether the text of a section follows on its heading's line: behind a space or the end of a sentence, or with the number of an item.
fn runs_on(rest: &str) -> bool {
    let text = rest.trim_start_matches(|c| is_space(c) || matches!(c, '。' | '：' | ':'));
    let is_apart = text.len() < rest.len();
    let is_note = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    let opens_item = text.starts_with(['（', '(']) && !is_note;
    (is_apart || opens_item) && text.contains(char::is_alphanumeric) && !is_note
}
