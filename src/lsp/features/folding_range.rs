//! `textDocument/foldingRange`: sections, tables, header rows, runs of zeros, what stands round the report.

use tower_lsp::lsp_types::request::FoldingRangeRequest;
use tower_lsp::lsp_types::{
    FoldingRange, FoldingRangeKind, FoldingRangeParams, FoldingRangeProviderCapability,
    ServerCapabilities, Url,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::{DocumentQuestion, Open};
use crate::views::folds::FoldKind;
use crate::views::memory::ViewMemory;

/// What can be folded away.
pub(in crate::lsp) struct Folds;

impl DocumentQuestion for Folds {
    type Request = FoldingRangeRequest;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.folding_range_provider = Some(FoldingRangeProviderCapability::Simple(true));
    }

    fn document(params: &FoldingRangeParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(
        _: FoldingRangeParams,
        open: &mut Open,
    ) -> Result<Option<Vec<FoldingRange>>, Breakdown> {
        let folds = open.with_views(ViewMemory::folds)?;
        let view = open.view();
        let lines = folds.into_iter().filter_map(|fold| {
            let range = view.range(fold.span);
            (range.start.line < range.end.line).then(|| FoldingRange {
                start_line: range.start.line,
                end_line: range.end.line,
                kind: match fold.kind {
                    FoldKind::Section | FoldKind::Table | FoldKind::Header => None,
                    FoldKind::Zeros => Some(FoldingRangeKind::Region),
                    FoldKind::Around => Some(FoldingRangeKind::Comment),
                },
                ..FoldingRange::default()
            })
        });
        Ok(Some(nested(lines.collect())))
    }
}

/// The same in whole lines, of which none may begin one stretch and end another.
fn nested(mut folds: Vec<FoldingRange>) -> Vec<FoldingRange> {
    for at in 0..folds.len() {
        let (before, after) = folds.split_at_mut(at + 1);
        let Some(fold) = before.last_mut() else {
            continue;
        };
        for next in after {
            if next.start_line > fold.end_line {
                break;
            }
            if fold.start_line < next.start_line && fold.end_line < next.end_line {
                fold.end_line = next.start_line - 1;
            }
        }
    }
    folds.retain(|fold| fold.start_line < fold.end_line);
    folds
}
