//! `textDocument/documentSymbol`: what a report consists of.

use tower_lsp::lsp_types::request::DocumentSymbolRequest;
use tower_lsp::lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, OneOf,
    ServerCapabilities, SymbolInformation, SymbolKind, Url,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::super::to_proto::View;
use super::{DocumentQuestion, Open};
use crate::views::outline::{OutlineItem, OutlineKind};

/// Sections, tables and rows.
pub(in crate::lsp) struct DocumentSymbols;

impl DocumentQuestion for DocumentSymbols {
    type Request = DocumentSymbolRequest;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.document_symbol_provider = Some(OneOf::Left(true));
    }

    fn document(params: &DocumentSymbolParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(
        _: DocumentSymbolParams,
        open: &mut Open,
    ) -> Result<Option<DocumentSymbolResponse>, Breakdown> {
        let items = open.outline()?;
        let view = open.view();
        if open.client.nested_outline {
            let nested = items.iter().map(|item| nested(&view, item)).collect();
            return Ok(Some(DocumentSymbolResponse::Nested(nested)));
        }
        let mut flat = Vec::new();
        flatten(&view, &items, None, &mut flat);
        Ok(Some(DocumentSymbolResponse::Flat(flat)))
    }
}

#[allow(deprecated)] // the field cannot be left out
fn nested(view: &View, item: &OutlineItem) -> DocumentSymbol {
    let children = item.children.iter().map(|child| nested(view, child));
    DocumentSymbol {
        name: shown_name(item),
        detail: None,
        kind: symbol_kind(item.kind),
        tags: None,
        deprecated: None,
        range: view.range(item.span.to(item.name_span)),
        selection_range: view.range(item.name_span),
        children: Some(children.collect()),
    }
}

#[allow(deprecated)] // the field cannot be left out
fn flatten(
    view: &View,
    items: &[OutlineItem],
    container: Option<&str>,
    flat: &mut Vec<SymbolInformation>,
) {
    for item in items {
        let name = shown_name(item);
        flat.push(SymbolInformation {
            name: name.clone(),
            kind: symbol_kind(item.kind),
            tags: None,
            deprecated: None,
            location: Location::new(view.uri.clone(), view.range(item.span)),
            container_name: container.map(str::to_owned),
        });
        flatten(view, &item.children, Some(&name), flat);
    }
}

/// The name in an outline. Editors refuse a whole outline for one empty name.
fn shown_name(item: &OutlineItem) -> String {
    let name = item.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        "—".to_owned()
    } else {
        name
    }
}

fn symbol_kind(kind: OutlineKind) -> SymbolKind {
    match kind {
        OutlineKind::Report => SymbolKind::FILE,
        OutlineKind::Section => SymbolKind::NAMESPACE,
        OutlineKind::Table => SymbolKind::STRUCT,
        OutlineKind::Row => SymbolKind::FIELD,
    }
}
