//! What a writer may want to write next: the heading that is missing, a row that is missing, the sum of a blank total, a sentence made from the
//! tables, the number that a sentence is about to state.
//!
//! In: a text, its reading and a place in it. Out: [`Offer`]s, the likeliest first, each with the one edit that makes it. Nothing that was typed is
//! lost: what an offer takes the place of stands in it.

mod numbers;
mod rows;

use std::ops::Range;

use crate::chars::is_space;
use crate::door::{Edit, Origin, Span};
use crate::edit;
use crate::form::lexicon::{Name, is_subsequence};
use crate::lines::is_line_end;
use crate::locale::Locale;
use crate::reading::{Reading, ReportReading};
use crate::say;
use crate::skeleton::Skeleton;
use crate::syntax::value::Value;

use super::hints::dues;
use super::sentences::sentences;

/// What an offer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferKind {
    /// The heading of a section, with its table.
    Section,
    /// A row of a table.
    Row,
    /// What a blank total comes to.
    Total,
    /// A number for a sentence.
    Number,
    /// A whole sentence.
    Sentence,
}

/// Something that may be written next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it is.
    pub kind: OfferKind,
    /// As it stands in the list.
    pub label: String,
    /// Where it comes from.
    pub detail: String,
    /// What writes it, in the opened text; it covers the place that was asked about.
    pub edit: Edit,
    /// What explains it: a row or a section.
    pub about: Option<Name>,
}

/// Reads a text by the same editions and settings.
pub type Read<'a> = dyn Fn(&str) -> Reading + 'a;

/// What may be written at byte `at` of the opened text. `read` reads a text by the same editions and settings: a number is offered for the cells that the
/// sentence would name with it.
pub fn offers(
    reading: &Reading,
    text: &str,
    at: usize,
    locale: Locale,
    read: &Read<'_>,
) -> Vec<Offer> {
    if !text.is_char_boundary(at) {
        return Vec::new();
    }
    let starts_before =
        |origin: &Origin<'_>| origin.place(crate::span::Span::at(0)).start as usize <= at;
    let of_place = reading
        .reports()
        .filter(|(_, origin)| starts_before(origin));
    let Some((report, origin)) = of_place.last() else {
        return Vec::new();
    };
    let desk = Caret {
        report,
        origin,
        text,
        at,
        line: line_around(text, at),
        locale,
    };
    let totals = desk.totals();
    if !totals.is_empty() {
        return totals;
    }
    if let Some(table) = desk.table_of_line() {
        return desk.rows(table);
    }
    let mut all = desk.numbers(read);
    all.extend(desk.headings());
    all.extend(desk.sentences());
    all
}

/// The line that holds a byte, without its line ends.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.split_at(at);
    let start = before.rfind(is_line_end).map_or(0, |end| {
        end + before[end..].chars().next().map_or(0, char::len_utf8)
    });
    start..at + after.find(is_line_end).unwrap_or(after.len())
}

/// A place in a report that something may be written at.
struct Caret<'r> {
    report: &'r ReportReading,
    origin: Origin<'r>,
    text: &'r str,
    at: usize,
    line: Range<usize>,
    locale: Locale,
}

impl<'r> Caret<'r> {
    fn before(&self) -> &'r str {
        self.text.get(self.line.start..self.at).unwrap_or_default()
    }

    fn after(&self) -> &'r str {
        self.text.get(self.at..self.line.end).unwrap_or_default()
    }

    /// The section that the place stands in.
    fn section(&self) -> Option<usize> {
        let headings = self.report.aligned.headings.main.iter();
        let mut above = headings.filter(|heading| self.place(heading.span).end as usize <= self.at);
        Some(above.next_back()?.section)
    }

    fn place(&self, span: crate::span::Span) -> Span {
        self.origin.place(span)
    }

    /// The sums of blank totals at the place.
    fn totals(&self) -> Vec<Offer> {
        let tables = self.report.found_tables();
        let offers = tables.flat_map(|table| {
            let spec = table.spec();
            let blank = dues(table).into_iter().filter_map(|(cell, due)| {
                let slot = table.slots.get(cell).filter(|slot| slot.is_placed())?;
                let place = self.place(slot.span());
                let is_blank = slot.value() == Some(Value::Blank);
                (is_blank && self.reaches(place)).then_some((cell, due, slot))
            });
            blank
                .filter_map(|(cell, due, slot)| {
                    let document = &self.report.aligned.document;
                    let text = table.cell_text(document, slot, &due.to_string());
                    let span = slot.span();
                    let [written] = &self.origin.write(&edit::Edit { span, text })[..] else {
                        return None;
                    };
                    Some(Offer {
                        kind: OfferKind::Total,
                        label: due.to_string(),
                        detail: spec.cell_name(cell),
                        edit: self.stretched(written),
                        about: None,
                    })
                })
                .collect::<Vec<_>>()
        });
        offers.collect()
    }

    /// Whether nothing but spaces stands between the place and a span.
    fn reaches(&self, span: Span) -> bool {
        let (start, end) = (span.start as usize, span.end as usize);
        let between = match () {
            () if end < self.at => self.text.get(end..self.at),
            () if self.at < start => self.text.get(self.at..start),
            () => Some(""),
        };
        let is_gap = |c: char| is_space(c) && c != '\t' && !is_line_end(c);
        between.is_some_and(|between| between.chars().all(is_gap))
    }

    /// The same edit, stretched over the spaces up to the place.
    fn stretched(&self, edit: &Edit) -> Edit {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        let before = self.text.get(self.at..start).unwrap_or_default();
        let after = self.text.get(end..self.at).unwrap_or_default();
        Edit {
            span: edit.span.to(Span::at(self.at)),
            text: format!("{before}{}{after}", edit.text),
        }
    }

    /// The headings that are missing between those around the place, with their tables, where the place begins a line.
    fn headings(&self) -> Vec<Offer> {
        let aligned = &self.report.aligned;
        let edition = aligned.edition();
        let typed = self
            .before()
            .trim_start_matches(|c: char| is_space(c) || c == '#');
        let is_below_title = aligned
            .title
            .as_ref()
            .is_none_or(|title| self.place(title.span).end as usize <= self.line.start);
        if !is_below_title || !self.after().chars().all(is_space) {
            return Vec::new();
        }
        let headings = aligned.headings.main.iter();
        let below = headings
            .clone()
            .find(|heading| self.place(heading.span).start as usize >= self.at);
        let first = self.section().map_or(0, |section| section + 1);
        let end = below.map_or(edition.sections.len(), |heading| heading.section);
        let missing = (first..end).filter(|&section| aligned.heading(section).is_none());
        let offers = missing.filter_map(|section| {
            let spec = &edition.sections[section];
            let label = format!("{}、{}", spec.number, spec.title);
            if !is_subsequence(typed.chars().filter(|c| !is_space(*c)), label.chars()) {
                return None;
            }
            let skeleton = Skeleton::for_report(aligned);
            let table = spec.table.and_then(|table| self.report.table(table));
            let mut text = skeleton.heading(spec);
            if let Some(table) = table.filter(|table| !table.is_found) {
                text += &skeleton.table(table.spec());
            }
            Some(Offer {
                kind: OfferKind::Section,
                label,
                detail: match table {
                    Some(_) => say!(self.locale, "标题和空白的表", "heading and blank table"),
                    None => say!(self.locale, "标题", "heading"),
                },
                edit: Edit {
                    span: Span::new(self.line.start, self.at),
                    text: text.trim_end_matches(is_line_end).to_owned(),
                },
                about: Some(Name::Section(section)),
            })
        });
        offers.collect()
    }

    /// The sentences of the section, where the place begins one: first those that the text does not state yet.
    fn sentences(&self) -> Vec<Offer> {
        let Some(section) = self.section() else {
            return Vec::new();
        };
        let start = self.line.start + begins(self.before());
        let typed = self.text.get(start..self.at).unwrap_or_default();
        let mut ready = sentences(self.report, section);
        ready.sort_by_key(|sentence| sentence.is_told);
        let fits = |text: &str| is_subsequence(typed.chars(), text.chars());
        let ready = ready.into_iter().filter(|sentence| fits(&sentence.text));
        ready
            .map(|sentence| Offer {
                kind: OfferKind::Sentence,
                label: sentence.text.clone(),
                detail: match sentence.is_told {
                    true => say!(self.locale, "正文已写明", "the text says so already"),
                    false => say!(self.locale, "按表中数据", "from the tables"),
                },
                edit: Edit {
                    span: Span::new(start, self.at),
                    text: sentence.text,
                },
                about: None,
            })
            .collect()
    }
}

/// Where in a piece of a line its last sentence begins.
fn begins(before: &str) -> usize {
    let ends = |c: char| matches!(c, '。' | '；' | '！' | '？' | '>');
    let last = before.char_indices().rev().find(|(_, c)| ends(*c));
    let start = last.map_or(0, |(at, c)| at + c.len_utf8());
    let sentence = before.get(start..).unwrap_or_default();
    start + (sentence.len() - sentence.trim_start_matches(is_space).len())
}

#[cfg(test)]
mod tests;
