//! `textDocument/references`: every total that counts a cell, every sentence that states it, and the same cell in the reports of other years.

use tower_lsp::lsp_types::request::References;
use tower_lsp::lsp_types::{Location, OneOf, ReferenceParams, ServerCapabilities, Url};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::{DocumentQuestion, Open};
use crate::views::jumps::references;

/// Who speaks of a cell.
pub(in crate::lsp) struct Mentions;

impl DocumentQuestion for Mentions {
    const BESIDE_OTHERS: bool = true;

    type Request = References;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.references_provider = Some(OneOf::Left(true));
    }

    fn document(params: &ReferenceParams) -> &Url {
        &params.text_document_position.text_document.uri
    }

    fn answer(
        params: ReferenceParams,
        open: &mut Open,
    ) -> Result<Option<Vec<Location>>, Breakdown> {
        let view = open.view();
        let at = view.offset(params.text_document_position.position);
        let with_itself = params.context.include_declaration;
        let places = open.with_reading(|reading| references(reading, at, with_itself))?;
        let places = places.into_iter();
        let locations = places.map(|place| Location::new(view.uri.clone(), view.range(place)));
        Ok(Some(
            locations.chain(open.same_cell_elsewhere(at)).collect(),
        ))
    }
}
