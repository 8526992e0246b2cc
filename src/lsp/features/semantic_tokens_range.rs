//! `textDocument/semanticTokens/range`: the colours of what the editor shows.

use tower_lsp::lsp_types::request::SemanticTokensRangeRequest;
use tower_lsp::lsp_types::{
    SemanticTokens, SemanticTokensRangeParams, SemanticTokensRangeResult, ServerCapabilities, Url,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::{DocumentQuestion, Open, ToldColours};

/// The tokens of a stretch.
pub(in crate::lsp) struct SomeTokens;

impl DocumentQuestion for SomeTokens {
    type Request = SemanticTokensRangeRequest;

    /// Told together with the request for all tokens.
    fn advertise(_: &mut ServerCapabilities, _: &Abilities) {}

    fn document(params: &SemanticTokensRangeParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(
        params: SemanticTokensRangeParams,
        open: &mut Open,
    ) -> Result<Option<SemanticTokensRangeResult>, Breakdown> {
        let within = Some(open.view().span(params.range));
        let tokens = open.with_views(|views, reading| views.tokens(reading, within))?;
        Ok(Some(SemanticTokensRangeResult::Tokens(SemanticTokens {
            result_id: None,
            data: ToldColours::default().next(&open.view(), tokens).data,
        })))
    }
}
