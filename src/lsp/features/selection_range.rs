//! `textDocument/selectionRange`: number, row, group, table, section, report.

use tower_lsp::lsp_types::request::SelectionRangeRequest;
use tower_lsp::lsp_types::{
    Range, SelectionRange, SelectionRangeParams, SelectionRangeProviderCapability,
    ServerCapabilities, Url,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::{DocumentQuestion, Open};
use crate::views::widening::widening;

/// What a selection may grow to.
pub(in crate::lsp) struct Selections;

impl DocumentQuestion for Selections {
    type Request = SelectionRangeRequest;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.selection_range_provider =
            Some(SelectionRangeProviderCapability::Simple(true));
    }

    fn document(params: &SelectionRangeParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(
        params: SelectionRangeParams,
        open: &mut Open,
    ) -> Result<Option<Vec<SelectionRange>>, Breakdown> {
        let view = open.view();
        let mut answers = Vec::with_capacity(params.positions.len());
        for position in params.positions {
            let at = view.offset(position);
            let stretches = open.with_reading(|reading| widening(reading, at))?;
            let ranges = stretches
                .into_iter()
                .rev()
                .map(|stretch| view.range(stretch));
            let nested = ranges.fold(None, |parent: Option<Box<SelectionRange>>, range| {
                Some(Box::new(SelectionRange { range, parent }))
            });
            // Every position gets an answer, be it the position itself.
            answers.push(nested.map_or_else(|| at_itself(position), |nested| *nested));
        }
        Ok(Some(answers))
    }
}

fn at_itself(position: tower_lsp::lsp_types::Position) -> SelectionRange {
    SelectionRange {
        range: Range::new(position, position),
        parent: None,
    }
}
