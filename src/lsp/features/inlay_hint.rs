//! `textDocument/inlayHint`: what a blank or broken total comes to, ready to be written by a double click.

use tower_lsp::lsp_types::request::InlayHintRequest;
use tower_lsp::lsp_types::{
    InlayHint, InlayHintLabel, InlayHintParams, OneOf, ServerCapabilities, Url,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::{DocumentQuestion, Open};
use crate::views::hints::Hint;

/// What is shown beside the text.
pub(in crate::lsp) struct Hints;

impl DocumentQuestion for Hints {
    type Request = InlayHintRequest;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.inlay_hint_provider = Some(OneOf::Left(true));
    }

    fn document(params: &InlayHintParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(
        params: InlayHintParams,
        open: &mut Open,
    ) -> Result<Option<Vec<InlayHint>>, Breakdown> {
        let within = open.view().span(params.range);
        let columns = open.document.effective.column_names;
        let hints = open.with_views(|views, reading| views.hints(reading, within, columns))?;
        let view = open.view();
        let shown = hints.into_iter().map(|Hint { at, label, edits }| {
            let is_due = !edits.is_empty();
            InlayHint {
                position: view.position(at),
                label: InlayHintLabel::String(label),
                kind: None,
                text_edits: is_due.then(|| view.text_edits(&edits)),
                tooltip: None,
                padding_left: Some(is_due),
                padding_right: Some(!is_due),
                data: None,
            }
        });
        Ok(Some(shown.collect()))
    }
}
