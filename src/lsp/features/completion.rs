//! `textDocument/completion`: what a writer may want to write next.

use serde_json::json;
use tower_lsp::lsp_types::request::Completion;
use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionOptions, CompletionParams,
    CompletionResponse, CompletionTextEdit, InsertTextMode, ServerCapabilities, TextEdit, Url,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::super::to_proto::View;
use super::{DocumentQuestion, Open};
use crate::form::frames::Frames;
use crate::form::lexicon::Name;
use crate::views::offers::{Offer, OfferKind, offers};

/// What may come next.
pub(in crate::lsp) struct Completions;

impl DocumentQuestion for Completions {
    type Request = Completion;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.completion_provider = Some(CompletionOptions {
            resolve_provider: Some(true),
            trigger_characters: Some(Frames::builtin().triggers.clone()),
            ..CompletionOptions::default()
        });
    }

    fn document(params: &CompletionParams) -> &Url {
        &params.text_document_position.text_document.uri
    }

    fn answer(
        params: CompletionParams,
        open: &mut Open,
    ) -> Result<Option<CompletionResponse>, Breakdown> {
        let (view, locale) = (open.view(), open.locale());
        let at = view.offset(params.text_document_position.position);
        let items = open.with_text(|reading, text, read| {
            let offers = offers(reading, text, at, locale, read);
            let items = offers.into_iter().enumerate();
            items
                .map(|(rank, offer)| {
                    let typed = text.get(offer.edit.span.start as usize..at);
                    item(&view, rank, typed.unwrap_or_default(), offer)
                })
                .collect()
        })?;
        Ok(Some(CompletionResponse::List(CompletionList {
            // What fits changes with every character.
            is_incomplete: true,
            items,
        })))
    }
}

/// An offer as an editor lists it, with what it needs to be explained later.
fn item(view: &View, rank: usize, typed: &str, offer: Offer) -> CompletionItem {
    let about = match offer.about {
        Some(Name::Section(section)) => Some(json!({ "section": section })),
        Some(Name::Row(table, row)) => Some(json!({ "table": table, "row": row })),
        _ => None,
    };
    CompletionItem {
        kind: Some(match offer.kind {
            OfferKind::Section => CompletionItemKind::MODULE,
            OfferKind::Row => CompletionItemKind::FIELD,
            OfferKind::Total | OfferKind::Number => CompletionItemKind::VALUE,
            OfferKind::Sentence => CompletionItemKind::TEXT,
        }),
        // Editors list what fits the characters that are replaced; which do, has been judged already.
        filter_text: Some(match offer.label.starts_with(typed) {
            true => offer.label.clone(),
            false => format!("{typed}{}", offer.label),
        }),
        sort_text: Some(format!("{rank:03}")),
        preselect: Some(rank == 0),
        detail: Some(offer.detail).filter(|detail| !detail.is_empty()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit {
            range: view.range(offer.edit.span),
            new_text: offer.edit.text,
        })),
        insert_text_mode: Some(InsertTextMode::AS_IS),
        data: about.map(|about| json!({ "uri": view.uri, "about": about })),
        label: offer.label,
        ..CompletionItem::default()
    }
}
