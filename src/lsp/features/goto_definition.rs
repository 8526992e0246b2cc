//! `textDocument/definition`: from a total to its parts, from a number of the text to its cells, from what is taken over to last year's report.

use tower_lsp::lsp_types::request::GotoDefinition;
use tower_lsp::lsp_types::{
    GotoDefinitionParams, GotoDefinitionResponse, Location, OneOf, ServerCapabilities, Url,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::{DocumentQuestion, Open};
use crate::views::jumps::definitions;

/// What a number is made of.
pub(in crate::lsp) struct Definitions;

impl DocumentQuestion for Definitions {
    const BESIDE_OTHERS: bool = true;

    type Request = GotoDefinition;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.definition_provider = Some(OneOf::Left(true));
    }

    fn document(params: &GotoDefinitionParams) -> &Url {
        &params.text_document_position_params.text_document.uri
    }

    fn answer(
        params: GotoDefinitionParams,
        open: &mut Open,
    ) -> Result<Option<GotoDefinitionResponse>, Breakdown> {
        let view = open.view();
        let at = view.offset(params.text_document_position_params.position);
        let places = open.with_reading(|reading| definitions(reading, at))?;
        let places = places.into_iter();
        let locations = places.map(|place| Location::new(view.uri.clone(), view.range(place)));
        let mut locations: Vec<Location> = locations.collect();
        let last = open.last_year_at(at).filter(|last| last.is_taken_over);
        locations.extend(last.and_then(|last| open.location_of(last.document, last.span)));
        Ok(Some(GotoDefinitionResponse::Array(locations)))
    }
}
