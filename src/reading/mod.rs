//! What was understood of a text, kept: everything that is said of it is a function of this.
//!
//! In: a text and the editions it may be written on. Out: [`Reading`], one [`ReportReading`] for each report of the text. Deliberately absent:
//! judgement; findings, outline, cells, facts and totals are asked of a reading by those who say them.

mod advice;
mod again;
mod part;

use std::ops::Deref;
use std::sync::Arc;

use crate::align::{AlignedReport, AlignedTable, Alignment, Collection, Marks};
use crate::align::{align, align_again};
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
pub use part::TextPart;
use part::parts_of;

/// What was understood of a text.
#[derive(Debug, Default)]
pub struct Reading {
    /// The edition that the text, or its first report, is written on; `None` if it is no annual report.
    kit: Option<Arc<Kit>>,
    parts: Vec<TextPart>,
    /// The whole text, where it holds several reports, with what its rows show.
    whole: Option<(Document, Marks)>,
}

/// What was understood of one report.
#[derive(Debug)]
pub struct ReportReading {
    /// What is where, but for its tables.
    pub aligned: AlignedReport,
    /// Who reports, as [`narrative::body::name`] gives it.
    pub body: Option<String>,
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
        &self.kit.systems()[self.aligned.spec]
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
                    parts: vec![TextPart::only(report)],
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
                let mut before = before.into_iter();
                let parts = parts_of(text, &starts);
                let parts =
                    parts.map(|(at, part)| TextPart::of(at, part, forms, settings, before.next()));
                Reading {
                    kit: Some(kit),
                    parts: parts.collect(),
                    whole: Some((document, marks)),
                }
            }
        }
    }

    /// Reads a text as [`Reading::of`] does and keeps nothing: each report is looked at and let go before the next is read. Returns the id of the
    /// edition that the text, or its first report, is written on; `None` if it is no annual report.
    pub fn in_passing(
        text: &str,
        forms: &Forms,
        settings: &Settings,
        mut look: impl FnMut(&ReportReading, Origin<'_>),
    ) -> Option<String> {
        let mut look = |part: TextPart| {
            if let Some((report, origin)) = part.report() {
                look(report, origin);
            }
        };
        let alignment = align(parse(text), forms, settings.edition.as_deref());
        let kit = match alignment {
            Alignment::NoReport => return None,
            Alignment::One(aligned) => {
                let kit = Arc::clone(aligned.report.kit());
                look(TextPart::only(ReportReading::of(*aligned, None)));
                kit
            }
            Alignment::Several(collection) => {
                let Collection { kit, starts, .. } = *collection;
                for (at, part) in parts_of(text, &starts) {
                    look(TextPart::of(at, part, forms, settings, None));
                }
                kit
            }
        };
        Some(kit.edition.id.clone())
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
