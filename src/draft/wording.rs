//! How last year's report worded what it said of its tables: its sentences without their numbers.

use crate::form::frames::Frames;
use crate::lines::is_line_end;
use crate::narrative::{Fact, Said};
use crate::reading::{ReportReading, TableReading};
use crate::span::Span;

/// The number that a cell of last year's report will have this year, where that is known.
pub(super) type Known<'a> = dyn Fn(&TableReading, usize) -> Option<i64> + 'a;

/// Last year's report, to be worded anew for `year`.
pub(super) struct LastWording<'a> {
    pub last: &'a ReportReading,
    pub year: u16,
    pub known: &'a Known<'a>,
}

impl LastWording<'_> {
    /// The sentences of a section that state numbers of a table, both by their ids, with gaps for the numbers. Those that say in words that there was none are
    /// left out: nobody knows that yet.
    pub fn sentences(&self, section: &str, table: &str) -> Vec<String> {
        let edition = self.last.aligned.edition();
        let Some(section) = edition.sections.iter().position(|spec| spec.id == section) else {
            return Vec::new();
        };
        let Some(heading) = self.last.aligned.heading(section) else {
            return Vec::new();
        };
        let is_of_table = |fact: &&Fact| {
            let of = self.last.table(fact.table);
            of.is_some_and(|of| of.spec().id == table)
        };
        let facts = self.last.narrative.facts.iter();
        let in_section = facts.filter(|fact| within(fact.span, heading.body));
        let mut sentences: Vec<Span> = in_section
            .filter(is_of_table)
            .map(|fact| self.sentence_of(fact.span))
            .collect();
        sentences.dedup();
        let sentences = sentences.into_iter();
        sentences
            .filter_map(|sentence| self.anew(sentence))
            .collect()
    }

    /// The sentence that holds a place.
    fn sentence_of(&self, place: Span) -> Span {
        let text = self.last.aligned.document.text.as_str();
        let ends = |c: char| c == '。' || is_line_end(c);
        let (start, end) = (place.start as usize, place.end as usize);
        let before = text.get(..start).unwrap_or_default();
        let first = before.char_indices().rev().find(|(_, c)| ends(*c));
        let first = first.map_or(0, |(at, c)| at + c.len_utf8());
        let behind = text.get(end..).unwrap_or_default();
        let last = behind.char_indices().find(|(_, c)| ends(*c));
        let last = last.map_or(text.len(), |(at, c)| match is_line_end(c) {
            true => end + at,
            false => end + at + c.len_utf8(),
        });
        Span::new(first, last)
    }

    /// A sentence with gaps for its numbers; years are those of this year's report.
    fn anew(&self, sentence: Span) -> Option<String> {
        let document = &self.last.aligned.document;
        let all = self.last.narrative.facts.iter();
        let facts: Vec<&Fact> = all.filter(|fact| within(fact.span, sentence)).collect();
        if facts.iter().any(|fact| fact.said != Said::Number) {
            return None;
        }
        let gap = Frames::builtin().gap.as_str();
        let mut text = String::new();
        let mut at = sentence.start;
        while at < sentence.end {
            let rest = document.at(Span::over(at, sentence.end));
            if let Some(fact) = facts.iter().find(|fact| fact.span.start == at) {
                let known = self.number(fact).map(|number| number.to_string());
                text.push_str(known.as_deref().unwrap_or(gap));
                at = fact.span.end;
                continue;
            }
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let length = match rest.chars().next() {
                Some(_) if digits > 0 => {
                    let (number, behind) = rest.split_at(digits);
                    match self.year_for(number, behind) {
                        Some(year) => text.push_str(&year),
                        None => text.push_str(gap),
                    }
                    digits
                }
                Some(c) => {
                    text.push(c);
                    c.len_utf8()
                }
                None => break,
            };
            at += u32::try_from(length).unwrap_or(u32::MAX);
        }
        Some(text.trim().to_owned())
    }

    /// This year's number, if it is known already.
    fn number(&self, fact: &Fact) -> Option<i64> {
        let table = self.last.table(fact.table)?;
        let [only] = &fact.readings[..] else {
            return None;
        };
        match (&only.plus[..], &only.minus[..]) {
            ([cell], []) => (self.known)(table, *cell),
            _ => None,
        }
    }

    /// The year that takes the place of one of last year's report.
    fn year_for(&self, number: &str, behind: &str) -> Option<String> {
        let marks = &self.last.aligned.edition().title.year_marks;
        let is_year =
            number.len() == 4 && marks.iter().any(|mark| behind.starts_with(mark.as_str()));
        let (written, last) = (number.parse::<u16>().ok()?, self.last.aligned.year()?);
        let year = self.year.checked_add(written)?.checked_sub(last)?;
        (is_year && written.abs_diff(last) <= 1).then(|| year.to_string())
    }
}

fn within(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
