//! What was understood of a text, kept: everything that is said of it is a function of this.
//!
//! In: a text and the editions it may be written on. Out: [`Reading`], one [`ReportReading`] for each report of the text. Deliberately absent:
//! judgement; findings, outline, cells, facts and totals are asked of a reading by those who say them.

mod advice;
mod again;

use std::ops::Deref;
use std::sync::Arc;

use crate::align::{AlignedReport, AlignedTable, Alignment, Collection, Marks};
use crate::align::{align, align_again, align_one, align_one_again};
use crate::door::Origin;
use crate::figures::Figures;
use crate::form::{Edition, TableSpec};
use crate::kit::{Forms, Kit};
use crate::narrative::{self, Narrative};
use crate::repair::Advice;
use crate::settings::Settings;
use crate::sums::System;
use crate::syntax::{Document, parse};
use again::Remembered;
pub(crate) use again::Unchanged;

/// What was understood of a text.
#[derive(Debug, Default)]
pub struct Reading {
    /// The edition that the text, or its first report, is written on; `None` if it is no annual report.
    kit: Option<Arc<Kit>>,
    parts: Vec<TextPart>,
    /// The whole text, where it holds several reports, with what its rows show.
    whole: Option<(Document, Marks)>,
}

/// A stretch of a text that holds one report.
#[derive(Debug)]
pub struct TextPart {
    /// Where it begins, in bytes of the text.
    start: usize,
    /// What was understood of it; `None` if it turned out not to be a report.
    report: Option<ReportReading>,
    /// Whether nothing in it has changed since the reading that this one was made from.
    pub is_unchanged: bool,
    /// Its text, where the whole text holds several reports.
    text: String,
}

/// What was understood of one report.
#[derive(Debug)]
pub struct ReportReading {
    /// What is where, but for its tables.
    pub aligned: AlignedReport,
    /// One for each table of the edition, in its order.
    pub tables: Vec<TableReading>,
    /// What its sentences say.
    pub narrative: Narrative,
    /// What the next reading of its sentences may use again.
    sentences: narrative::NarrativeMemory,
    /// What the rows of its document show.
    marks: Marks,
    /// What it has in common with the reading that it was made from.
    unchanged: Option<Unchanged>,
}

/// One table of a report, and what was understood of it.
#[derive(Debug)]
pub struct TableReading {
    /// The edition it is one of.
    kit: Arc<Kit>,
    /// What is where.
    aligned: AlignedTable,
    /// Its numbers as its relations see them. An edit that leaves the table as it was leaves it these very same.
    pub figures: Arc<Figures>,
    /// What to say about its broken relations; empty while none is broken.
    pub advice: Arc<[Advice]>,
    /// The facts that the search for its wrong cells has heard, as indices into the narrative's.
    pub mentions: Vec<usize>,
    /// What the next search may use again.
    searched: advice::AdviceMemory,
}

/// A table that was read is first of all a table laid along its form.
impl Deref for TableReading {
    type Target = AlignedTable;

    fn deref(&self) -> &AlignedTable {
        &self.aligned
    }
}

impl TableReading {
    /// The table of the form.
    pub fn spec(&self) -> &TableSpec {
        &self.kit.edition.tables[self.aligned.spec]
    }

    /// Its relations as the search sees them.
    pub fn system(&self) -> &System {
        &self.kit.systems[self.aligned.spec]
    }
}

impl Reading {
    /// Reads a text. Pure; never fails. Of the settings only the edition matters, where labels do not tell.
    pub fn of(text: &str, forms: &Forms, settings: &Settings) -> Reading {
        Reading::default().again(text, forms, settings)
    }

    /// Reads a text that is mostly the one of this reading: the same as [`Reading::of`], sooner. Editions and settings must be those of the last time.
    pub fn again(self, text: &str, forms: &Forms, settings: &Settings) -> Reading {
        let wanted = settings.edition.as_deref();
        let mut before = self.parts;
        let known = match self.whole {
            Some((document, marks)) => Some(Remembered::of_whole(document, marks)),
            None => {
                let only = before.pop().and_then(|part| part.report);
                only.map(ReportReading::remember)
            }
        };
        let (alignment, rest) = match known {
            None => (align(parse(text), forms, wanted), None),
            Some(known) => known.again(
                text,
                |document| align(document, forms, wanted),
                |document, damage, before| align_again(document, damage, forms, wanted, before),
            ),
        };
        match alignment {
            Alignment::NoReport => Reading::default(),
            Alignment::One(aligned) => {
                let report = ReportReading::of(*aligned, rest);
                Reading {
                    kit: Some(Arc::clone(report.aligned.kit())),
                    parts: vec![TextPart {
                        start: 0,
                        report: Some(report),
                        is_unchanged: false,
                        text: String::new(),
                    }],
                    whole: None,
                }
            }
            Alignment::Several(collection) => {
                let Collection {
                    kit,
                    starts,
                    document,
                    marks,
                } = *collection;
                let ends = starts.iter().copied().chain([text.len()]);
                let starts = std::iter::once(0).chain(starts.iter().copied());
                let mut before = before.into_iter();
                let parts = starts.zip(ends).map(|(start, end)| {
                    let part = text.get(start..end).unwrap_or_default();
                    TextPart::of(start, part, forms, settings, before.next())
                });
                Reading {
                    kit: Some(kit),
                    parts: parts.collect(),
                    whole: Some((document, marks)),
                }
            }
        }
    }

    /// Whether the text is an annual report at all; if not, there is nothing else to say.
    pub fn is_report(&self) -> bool {
        self.kit.is_some()
    }

    /// The edition that the text, or its first report, is written on.
    pub fn edition(&self) -> Option<&Edition> {
        self.kit.as_ref().map(|kit| &kit.edition)
    }

    /// What was understood of each report of the text, in reading order, with the way from there to the text.
    pub fn reports(&self) -> impl Iterator<Item = (&ReportReading, Origin<'_>)> {
        self.parts.iter().filter_map(TextPart::report)
    }

    /// The stretches of the text that hold one report each, in reading order.
    pub fn parts(&self) -> &[TextPart] {
        &self.parts
    }
}

impl TextPart {
    /// The report with the way from what was read of it to the opened text; `None` if the part turned out not to be a report.
    pub fn report(&self) -> Option<(&ReportReading, Origin<'_>)> {
        let report = self.report.as_ref()?;
        let origin = Origin::new(self.start, &report.aligned.document.map);
        Some((report, origin))
    }

    /// Its text, where the whole text holds several reports; empty otherwise.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn of(
        start: usize,
        text: &str,
        forms: &Forms,
        settings: &Settings,
        before: Option<TextPart>,
    ) -> TextPart {
        let before = match before {
            Some(same) if same.text == text => {
                return TextPart {
                    start,
                    is_unchanged: true,
                    ..same
                };
            }
            before => before.and_then(|part| part.report),
        };
        let wanted = settings.edition.as_deref();
        let (aligned, rest) = match before.map(ReportReading::remember) {
            None => (align_one(parse(text), forms, wanted), None),
            Some(known) => known.again(
                text,
                |document| align_one(document, forms, wanted),
                |document, damage, before| align_one_again(document, damage, forms, wanted, before),
            ),
        };
        TextPart {
            start,
            report: aligned.map(|aligned| ReportReading::of(aligned, rest)),
            is_unchanged: false,
            text: text.to_owned(),
        }
    }
}

impl ReportReading {
    /// A table with what was understood of it, by its number in the edition.
    pub fn table(&self, table: usize) -> Option<&TableReading> {
        self.tables.get(table)
    }

    /// What it has in common with the reading that it was made from; `None` if nothing is known to be.
    pub(crate) fn unchanged(&self) -> Option<&Unchanged> {
        self.unchanged.as_ref()
    }

    /// The tables that the report has.
    pub fn found_tables(&self) -> impl Iterator<Item = &TableReading> {
        self.tables.iter().filter(|table| table.is_found)
    }
}
