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
use crate::views::outline::{OutlineItem, OutlineKind, outline};

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
        let items = open.with_reading(outline)?;
        Ok(Some(symbols(&open.view(), &items)))
    }
}

fn symbols(view: &View, items: &[OutlineItem]) -> DocumentSymbolResponse {
    if view.client.nested_outline {
        let nested = items.iter().map(|item| nested(view, item)).collect();
        return DocumentSymbolResponse::Nested(nested);
    }
    let mut flat = Vec::new();
    flatten(view, items, None, &mut flat);
    DocumentSymbolResponse::Flat(flat)
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

pub(super) fn symbol_kind(kind: OutlineKind) -> SymbolKind {
    match kind {
        OutlineKind::Report => SymbolKind::FILE,
        OutlineKind::Section => SymbolKind::NAMESPACE,
        OutlineKind::Table => SymbolKind::STRUCT,
        OutlineKind::Row => SymbolKind::FIELD,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::door::Span;
    use crate::locale::Locale;
    use crate::text::Text;
    use serde_json::{Value, json};

    /// The symbols of a table of two rows, one of them without a name.
    fn shown(nested_outline: bool) -> Value {
        let text = Text::from("年报");
        let client = Abilities {
            nested_outline,
            ..Abilities::default()
        };
        let view = View {
            uri: &Url::parse("untitled:a").unwrap(),
            text: &text,
            client: &client,
            locale: Locale::Chinese,
            others: &[],
        };
        let whole = Span::new(0, text.len());
        let item = |kind, name: &str, children| OutlineItem {
            kind,
            name: name.to_owned(),
            span: whole,
            name_span: whole,
            children,
        };
        let row = |name| item(OutlineKind::Row, name, Vec::new());
        let table = item(OutlineKind::Table, "表", vec![row("甲\n乙"), row("")]);
        json!(symbols(&view, &[table]))
    }

    #[test]
    fn an_outline_has_levels() {
        let outline = shown(true);
        assert_eq!(outline[0]["children"][0]["name"], "甲 乙");
        assert_eq!(outline[0]["selectionRange"]["end"]["character"], 2);
    }

    #[test]
    fn a_client_that_knows_no_levels_gets_a_list() {
        let outline = shown(false);
        let names = outline.as_array().unwrap().iter().map(|symbol| {
            let container = symbol["containerName"].as_str().unwrap_or("");
            format!("{container}/{}", symbol["name"].as_str().unwrap())
        });
        let names: Vec<String> = names.collect();
        assert_eq!(names, ["/表", "表/甲 乙", "表/—"]);
    }
}
