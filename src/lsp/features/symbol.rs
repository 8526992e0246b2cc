//! `workspace/symbol`: reports by unit and year, their sections and rows, in open texts and in those that were checked with the workspace.

use tower_lsp::lsp_types::request::Request;
use tower_lsp::lsp_types::{
    Location, OneOf, ServerCapabilities, SymbolInformation, WorkspaceSymbolParams,
};

use super::super::abilities::Abilities;
use super::super::engine::Engine;
use super::super::to_proto::View;
use super::document_symbol::symbol_kind;
use super::{Question, Unanswered};
use crate::views::symbols::{Landmark, landmarks};

/// The request with the answer that every client understands.
#[derive(Debug)]
pub(in crate::lsp) enum SymbolSearch {}

impl Request for SymbolSearch {
    type Params = WorkspaceSymbolParams;
    type Result = Option<Vec<SymbolInformation>>;
    const METHOD: &'static str = "workspace/symbol";
}

/// What is called so.
pub(in crate::lsp) struct Symbols;

impl Question for Symbols {
    type Request = SymbolSearch;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.workspace_symbol_provider = Some(OneOf::Left(true));
    }

    fn answer(
        params: WorkspaceSymbolParams,
        engine: &mut Engine,
    ) -> Result<Option<Vec<SymbolInformation>>, Unanswered> {
        let query = params.query.as_str();
        let mut found = Vec::new();
        for name in engine.open_documents() {
            let Some(mut open) = engine.open_document(&name) else {
                continue;
            };
            if !open.has_answers(false)? {
                continue;
            }
            let landmarks = open.with_reading(landmarks)?;
            let meant = landmarks.iter().filter(|mark| mark.is_meant_by(query));
            let view = open.view();
            found.extend(meant.map(|mark| symbol(mark, &view)));
        }
        found.extend(engine.symbols_of_checked(query));
        Ok(Some(found))
    }
}

/// A landmark in the protocol's words.
#[allow(deprecated)] // the field cannot be left out
pub(in crate::lsp) fn symbol(landmark: &Landmark, view: &View) -> SymbolInformation {
    SymbolInformation {
        name: landmark.name.clone(),
        kind: symbol_kind(landmark.kind),
        tags: None,
        deprecated: None,
        location: Location::new(view.uri.clone(), view.range(landmark.span)),
        container_name: Some(landmark.container.clone()).filter(|name| !name.is_empty()),
    }
}
