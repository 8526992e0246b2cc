//! `textDocument/documentHighlight`: a total with its parts, a part with its totals, a number of the text with its cells.

use tower_lsp::lsp_types::request::DocumentHighlightRequest;
use tower_lsp::lsp_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, OneOf, ServerCapabilities,
    Url,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::{DocumentQuestion, Open};
use crate::views::jumps::{Tie, highlights};

/// What belongs together.
pub(in crate::lsp) struct Highlights;

impl DocumentQuestion for Highlights {
    type Request = DocumentHighlightRequest;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.document_highlight_provider = Some(OneOf::Left(true));
    }

    fn document(params: &DocumentHighlightParams) -> &Url {
        &params.text_document_position_params.text_document.uri
    }

    fn answer(
        params: DocumentHighlightParams,
        open: &mut Open,
    ) -> Result<Option<Vec<DocumentHighlight>>, Breakdown> {
        let view = open.view();
        let at = view.offset(params.text_document_position_params.position);
        let together = open.with_reading(|reading| highlights(reading, at))?;
        let shown = together.into_iter().map(|highlight| DocumentHighlight {
            range: view.range(highlight.span),
            kind: Some(match highlight.tie {
                Tie::Itself => DocumentHighlightKind::WRITE,
                Tie::Tied => DocumentHighlightKind::READ,
            }),
        });
        Ok(Some(shown.collect()))
    }
}
