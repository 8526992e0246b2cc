//! `textDocument/rangeFormatting`: the tables of a stretch, aligned.

use serde_json::Value;
use tower_lsp::lsp_types::request::RangeFormatting;
use tower_lsp::lsp_types::{
    DocumentRangeFormattingParams, OneOf, ServerCapabilities, TextEdit, Url,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::formatting::without_wishes;
use super::{DocumentQuestion, Open};
use crate::views::format::format;

/// The tables of a stretch, aligned.
pub(in crate::lsp) struct RangeFormatted;

impl DocumentQuestion for RangeFormatted {
    type Request = RangeFormatting;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.document_range_formatting_provider = Some(OneOf::Left(true));
    }

    fn prune(params: &mut Value) {
        without_wishes(params);
    }

    fn document(params: &DocumentRangeFormattingParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(
        params: DocumentRangeFormattingParams,
        open: &mut Open,
    ) -> Result<Option<Vec<TextEdit>>, Breakdown> {
        let view = open.view();
        let within = Some(view.span(params.range));
        let edits = open.with_reading(|reading| format(reading, within))?;
        Ok(Some(view.text_edits(&edits)))
    }
}
