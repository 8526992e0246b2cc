//! `textDocument/semanticTokens/full/delta`: what has changed of the colours since the client asked last.

use tower_lsp::lsp_types::request::SemanticTokensFullDeltaRequest;
use tower_lsp::lsp_types::{
    SemanticTokens, SemanticTokensDelta, SemanticTokensDeltaParams, SemanticTokensFullDeltaResult,
    ServerCapabilities, Url,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::told_colours::difference;
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
        let before = open.colour()?;
        let told = &open.document.colours;
        let result_id = Some(told.name());
        Ok(Some(match before.are(&params.previous_result_id) {
            true => SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
                result_id,
                edits: difference(&before.data, &told.data),
            }),
            false => SemanticTokensFullDeltaResult::Tokens(SemanticTokens {
                result_id,
                data: told.data.clone(),
            }),
        }))
    }
}
