//! `textDocument/semanticTokens/full`: what stands where, for colours.

use tower_lsp::lsp_types::request::SemanticTokensFullRequest;
use tower_lsp::lsp_types::{
    SemanticTokens, SemanticTokensParams, SemanticTokensResult, ServerCapabilities, Url,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::semantic_tokens::advertise;
use super::{DocumentQuestion, Open};

/// All tokens of a text.
pub(in crate::lsp) struct AllTokens;

impl DocumentQuestion for AllTokens {
    type Request = SemanticTokensFullRequest;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        advertise(capabilities);
    }

    fn document(params: &SemanticTokensParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(
        _: SemanticTokensParams,
        open: &mut Open,
    ) -> Result<Option<SemanticTokensResult>, Breakdown> {
        open.colour()?;
        let told = &open.document.colours;
        Ok(Some(SemanticTokensResult::Tokens(SemanticTokens {
            result_id: Some(told.name()),
            data: told.data.clone(),
        })))
    }
}
