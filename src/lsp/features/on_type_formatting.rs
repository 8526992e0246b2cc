//! `textDocument/onTypeFormatting`: totals follow as soon as a cell is left behind, where the user wishes so.

use serde_json::Value;
use tower_lsp::lsp_types::request::OnTypeFormatting;
use tower_lsp::lsp_types::{
    DocumentOnTypeFormattingOptions, DocumentOnTypeFormattingParams, ServerCapabilities, TextEdit,
    Url,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::formatting::without_wishes;
use super::{DocumentQuestion, Open};

/// What to change when the writer goes on to the next cell or line.
pub(in crate::lsp) struct Typed;

impl DocumentQuestion for Typed {
    type Request = OnTypeFormatting;

    /// Announced even while totals do not follow: that can be switched on at any time.
    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.document_on_type_formatting_provider = Some(DocumentOnTypeFormattingOptions {
            first_trigger_character: "|".to_owned(),
            more_trigger_character: Some(vec!["\t".to_owned(), "\n".to_owned()]),
        });
    }

    fn prune(params: &mut Value) {
        without_wishes(params);
    }

    fn document(params: &DocumentOnTypeFormattingParams) -> &Url {
        &params.text_document_position.text_document.uri
    }

    fn answer(
        _: DocumentOnTypeFormattingParams,
        open: &mut Open,
    ) -> Result<Option<Vec<TextEdit>>, Breakdown> {
        let edits = open.followers()?;
        Ok((!edits.is_empty()).then(|| open.view().text_edits(&edits)))
    }
}
