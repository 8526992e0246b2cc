//! What was read of a document of another program: a text, and where each stretch of it stands in the document.

use super::ink::Stroke;
use super::place::Place;
use crate::span::{Source, Span};

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// Word: `.docx`, `.docm`, `.dotx`.
    Docx,
    /// Word of the old kind: `.doc`, and `.wps` where it is the same.
    Doc,
    /// Excel: `.xlsx`, `.xlsm`.
    Xlsx,
    /// Excel of the old kind: `.xls`, and `.et` where it is the same.
    Xls,
    /// OpenDocument text: `.odt`.
    Odt,
    /// OpenDocument workbook: `.ods`.
    Ods,
    /// Pages: `.pdf`, with text in them.
    Pdf,
}

impl DocumentKind {
    /// Whether changes are written into documents of this kind; the others are only read.
    pub fn is_written(self) -> bool {
        matches!(self, DocumentKind::Docx | DocumentKind::Xlsx)
    }

    /// Its name where encodings of texts are named.
    pub fn name(self) -> &'static str {
        match self {
            DocumentKind::Docx => "docx",
            DocumentKind::Doc => "doc",
            DocumentKind::Xlsx => "xlsx",
            DocumentKind::Xls => "xls",
            DocumentKind::Odt => "odt",
            DocumentKind::Ods => "ods",
            DocumentKind::Pdf => "pdf",
        }
    }
}

/// A document as it was read: its text in one of our own surfaces, to be analysed like any other, with the way back from places in it.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// What it is.
    pub kind: DocumentKind,
    /// A line for each paragraph, a row of bars for each row of a table.
    pub text: String,
    /// Sorted and disjoint in the text.
    pub(super) marks: Vec<Mark>,
    /// Sorted and disjoint in the text.
    pub(super) strokes: Vec<Stroke>,
    /// What it holds that was not read.
    pub unread: Vec<Passed>,
}

/// What a document may hold that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passed {
    /// A file of another format that Word shows as part of the text.
    OtherFile,
    /// A document or workbook inside the document.
    Embedded,
    /// The text of boxes that lie over a sheet or stand beside the text of an old document.
    TextBox,
    /// A page that is a picture.
    PicturePage,
    /// A page on which letters have no characters.
    UnmappedPage,
    /// A page with words that are filled in as the fields of a form.
    FormPage,
}

/// A stretch of the text that has a place of its own: a paragraph, or a cell with its padding.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub start: usize,
    pub end: usize,
    pub place: Place,
    /// See [`super::ink::Ink::anchor`].
    pub anchor: usize,
    pub is_computed: bool,
}

impl Manuscript {
    pub(super) fn empty(kind: DocumentKind) -> Self {
        Manuscript {
            kind,
            text: String::new(),
            marks: Vec::new(),
            strokes: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// Where in the document a span of the text begins; for a place between its lines, the line before. `None` if nothing was read.
    pub fn place(&self, span: Span<Source>) -> Option<&Place> {
        let before = self
            .marks
            .partition_point(|mark| mark.start <= span.range().start);
        self.marks
            .get(before.saturating_sub(1))
            .map(|mark| &mark.place)
    }

    /// The paragraph or cell that a byte of the text belongs to.
    pub(super) fn mark_at(&self, at: usize) -> Option<&Mark> {
        let before = self.marks.partition_point(|mark| mark.start <= at);
        let mark = self.marks.get(before.checked_sub(1)?)?;
        (at <= mark.end).then_some(mark)
    }

    /// The strokes that touch a range of the text.
    pub(super) fn strokes_in(&self, start: usize, end: usize) -> &[Stroke] {
        let first = self
            .strokes
            .partition_point(|stroke| stroke.at + stroke.len < start);
        let after = self.strokes.partition_point(|stroke| stroke.at <= end);
        self.strokes.get(first..after).unwrap_or_default()
    }

    /// Every stretch of the text that has a place of its own, in reading order: each paragraph and each cell.
    pub fn places(&self) -> impl Iterator<Item = (Span<Source>, &Place)> {
        let marks = self.marks.iter();
        marks.map(|mark| (Span::new(mark.start, mark.end), &mark.place))
    }
}
