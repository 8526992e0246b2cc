//! `textDocument/hover`: what stands at a place and what it has to do with the rest.

use tower_lsp::lsp_types::request::HoverRequest;
use tower_lsp::lsp_types::{
    Hover, HoverContents, HoverParams, HoverProviderCapability, MarkupContent, MarkupKind,
    ServerCapabilities, Url,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::{DocumentQuestion, Open};
use crate::say;
use crate::views::hover::hover;

/// What is said of a place.
pub(in crate::lsp) struct Hovers;

impl DocumentQuestion for Hovers {
    const BESIDE_OTHERS: bool = true;

    type Request = HoverRequest;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.hover_provider = Some(HoverProviderCapability::Simple(true));
    }

    fn document(params: &HoverParams) -> &Url {
        &params.text_document_position_params.text_document.uri
    }

    fn answer(params: HoverParams, open: &mut Open) -> Result<Option<Hover>, Breakdown> {
        let (view, locale) = (open.view(), open.locale());
        let at = view.offset(params.text_document_position_params.position);
        let told = open.with_text(|reading, text, _| hover(reading, text, at, locale))?;
        let last = open.last_year_at(at).and_then(|last| {
            let number = last.number?;
            let (year, name) = (last.year, last.name);
            Some(say!(
                locale,
                "{year}年报告“{name}”：{number}",
                "the report on {year}, “{name}”: {number}"
            ))
        });
        Ok(told.map(|told| {
            let (kind, mut value) = match view.client.markdown_hover {
                true => (MarkupKind::Markdown, told.markdown()),
                false => (MarkupKind::PlainText, told.plain()),
            };
            if let Some(last) = &last {
                value.push_str("\n\n");
                value.push_str(last);
            }
            Hover {
                contents: HoverContents::Markup(MarkupContent { kind, value }),
                range: Some(view.range(told.span)),
            }
        }))
    }
}
