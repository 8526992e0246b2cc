//! `textDocument/formatting`: tables aligned by the width of their characters.

use serde_json::{Value, json};
use tower_lsp::lsp_types::request::Formatting;
use tower_lsp::lsp_types::{DocumentFormattingParams, OneOf, ServerCapabilities, TextEdit, Url};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::{DocumentQuestion, Open};
use crate::views::format::format;

/// How far a table is indented is no wish of the editor's, and its own options may be anything.
pub(super) fn without_wishes(params: &mut Value) {
    if let Value::Object(params) = params {
        let any = json!({ "tabSize": 4, "insertSpaces": true });
        params.insert("options".to_owned(), any);
    }
}

/// The tables of a text, aligned.
pub(in crate::lsp) struct Formatted;

impl DocumentQuestion for Formatted {
    type Request = Formatting;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.document_formatting_provider = Some(OneOf::Left(true));
    }

    fn prune(params: &mut Value) {
        without_wishes(params);
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
