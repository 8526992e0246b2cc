//! What is said of a report that was laid along its form, but for its tables.

use std::sync::Arc;

use super::aligned::AlignedTable;
use super::marks::Marks;
use super::numbered::NumberedLine;
use super::telling::TellingLabel;
use super::title::Title;
use crate::form::Edition;
use crate::form::fold::Fold;
use crate::form::lexicon::Wording;
use crate::kit::Kit;
use crate::span::Span;
use crate::syntax::{Document, Surface};

/// What a document is when it is laid along the form.
#[derive(Debug)]
pub enum Alignment {
    /// No annual report: it has neither a title nor two of the official headings, or is a list of the titles of others.
    NoReport,
    /// A report.
    One(Box<Aligned>),
    /// Several reports one behind the other, each to be aligned by itself.
    Several(Box<Collection>),
}

/// A text that holds several reports.
#[derive(Debug)]
pub struct Collection {
    /// The edition of the first.
    pub kit: Arc<Kit>,
    /// Where the second and each further report begins, in bytes of the source.
    pub starts: Vec<usize>,
    /// What is written.
    pub document: Document,
    /// What its rows show.
    pub marks: Marks,
}

/// A report laid along its form.
#[derive(Debug)]
pub struct Aligned {
    /// All but its tables.
    pub report: AlignedReport,
    /// One for each table of the edition, in its order.
    pub tables: Vec<AlignedTable>,
    /// What the rows of its document show.
    pub marks: Marks,
}

/// What is where in a report, but for its tables.
#[derive(Debug)]
pub struct AlignedReport {
    /// What is written.
    pub document: Document,
    /// The labels that not every edition knows, in reading order.
    pub telling_labels: Vec<TellingLabel>,
    /// The title; `None` if the text has none.
    pub title: Option<Title>,
    /// The sections' headings.
    pub headings: Headings,
    /// The lines that are numbered like sections, in reading order.
    pub numbered_lines: Vec<NumberedLine>,
    /// How its tables are written, or would be if it had any.
    pub surface: Surface,
    /// The editions that it might have been laid along.
    pub kits: Arc<[Arc<Kit>]>,
    /// The one that it is laid along, an index into `kits`.
    pub kit_at: usize,
}

impl AlignedReport {
    /// The form it is laid along, and what is made of it.
    pub fn kit(&self) -> &Arc<Kit> {
        &self.kits[self.kit_at]
    }

    /// The form it is laid along.
    pub fn edition(&self) -> &Edition {
        &self.kit().edition
    }

    /// How labels are compared.
    pub fn fold(&self) -> &Fold {
        &self.kit().fold
    }

    /// The year the report speaks of, by its title.
    pub fn year(&self) -> Option<u16> {
        self.title.as_ref()?.year.as_ref().map(|(year, _)| *year)
    }

    /// The heading of a section, by the section's index.
    pub fn heading(&self, section: usize) -> Option<&Heading> {
        self.headings
            .main
            .iter()
            .find(|heading| heading.section == section)
    }
}

/// A heading that was recognised as a section's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The section, an index into the edition's.
    pub section: usize,
    /// Number and title.
    pub span: Span,
    /// The title alone.
    pub title_span: Span,
    /// How the title relates to the official one.
    pub wording: Wording,
    /// Index of its row in the document.
    pub row: usize,
    /// From behind the heading to the next heading, or to the end.
    pub body: Span,
}

/// The recognised headings.
#[derive(Clone, Debug, Default)]
pub struct Headings {
    /// In reading order; at most one for each section.
    pub main: Vec<Heading>,
    /// Further headings of sections that have one already, in reading order.
    pub repeated: Vec<Heading>,
}
