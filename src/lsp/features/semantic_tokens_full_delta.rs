//! `textDocument/semanticTokens/full/delta`: what has changed of the colours since the client asked last.

use tower_lsp::lsp_types::request::SemanticTokensFullDeltaRequest;
use tower_lsp::lsp_types::{
    SemanticTokensDelta, SemanticTokensDeltaParams, SemanticTokensFullDeltaResult,
    ServerCapabilities, Url,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::semantic_tokens::{difference, named};
use super::{DocumentQuestion, Open};

/// What has changed of the tokens.
pub(in crate::lsp) struct ChangedTokens;

impl DocumentQuestion for ChangedTokens {
    type Request = SemanticTokensFullDeltaRequest;

    /// Told together with the request for all tokens.
    fn advertise(_: &mut ServerCapabilities, _: &Abilities) {}

    fn document(params: &SemanticTokensDeltaParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(
        params: SemanticTokensDeltaParams,
        open: &mut Open,
    ) -> Result<Option<SemanticTokensFullDeltaResult>, Breakdown> {
        let before = open.document.colours.clone();
        let (name, data) = open.coloured()?;
        let known = before.filter(|(name, _)| name.to_string() == params.previous_result_id);
        Ok(Some(match known {
            Some((_, old)) => SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
                result_id: Some(name.to_string()),
                edits: difference(&old, &data),
            }),
            None => SemanticTokensFullDeltaResult::Tokens(named(name, data)),
        }))
    }
}
