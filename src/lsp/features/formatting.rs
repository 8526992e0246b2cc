//! `textDocument/formatting`: tables aligned by the width of their characters.

use tower_lsp::lsp_types::request::Formatting;
use tower_lsp::lsp_types::{DocumentFormattingParams, OneOf, ServerCapabilities, TextEdit, Url};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::{DocumentQuestion, Open};
use crate::views::format::format;

/// The tables of a text, aligned.
pub(in crate::lsp) struct Formatted;

impl DocumentQuestion for Formatted {
    type Request = Formatting;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.document_formatting_provider = Some(OneOf::Left(true));
    }

    fn document(params: &DocumentFormattingParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(
        _: DocumentFormattingParams,
        open: &mut Open,
    ) -> Result<Option<Vec<TextEdit>>, Breakdown> {
        let view = open.view();
        let within = None;
        let edits = open.with_reading(|reading| format(reading, within))?;
        Ok(Some(view.text_edits(&edits)))
    }
}
