//! Places in JSON: in a text, and in the document that a text was read of.

use serde::Serialize;

use crate::cli::lines::{PrintedPlace, SourceLines};
use crate::door::Span;
use crate::sources;

/// A place in a document; all numbers from 1.
#[derive(Serialize)]
pub(in crate::cli) struct JsonDocumentPlace<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<u32>,
}

impl<'a> From<&'a sources::Place> for JsonDocumentPlace<'a> {
    fn from(place: &'a sources::Place) -> Self {
        JsonDocumentPlace {
            page: place.page,
            sheet: place.sheet.as_deref(),
            table: place.table,
            row: place.row,
            column: place.column,
            paragraph: place.paragraph,
        }
    }
}

/// The range of a span.
#[derive(Serialize)]
pub(in crate::cli) struct JsonRange {
    start: JsonPlace,
    end: JsonPlace,
}

#[derive(Serialize)]
struct JsonPlace {
    line: usize,
    column: usize,
    #[serde(rename = "utf16Column")]
    utf16_column: usize,
    byte: usize,
}

impl From<PrintedPlace> for JsonPlace {
    fn from(place: PrintedPlace) -> Self {
        JsonPlace {
            line: place.line,
            column: place.column,
            utf16_column: place.utf16_column,
            byte: place.byte,
        }
    }
}

impl JsonRange {
    /// Of a span in a text with these lines.
    pub(in crate::cli) fn of(span: Span, lines: &SourceLines<'_>) -> Self {
        let range = span.range();
        JsonRange {
            start: lines.place(range.start).into(),
            end: lines.place(range.end).into(),
        }
    }
}
