//! `completionItem/resolve`: what a row counts, what a section has to contain; told of the one entry of the list that is looked at.

use serde::Deserialize;
use tower_lsp::lsp_types::request::ResolveCompletionItem;
use tower_lsp::lsp_types::{CompletionItem, Documentation, ServerCapabilities, Url};

use super::super::abilities::Abilities;
use super::super::engine::Engine;
use super::{Open, Question, Unanswered};
use crate::form::Edition;
use crate::form::lexicon::Name;
use crate::locale::Locale;

/// What is told of an entry.
pub(in crate::lsp) struct Resolved;

/// What an entry carries along.
#[derive(Deserialize)]
struct Carried {
    uri: Url,
    about: AboutName,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum AboutName {
    Section { section: usize },
    Row { table: usize, row: usize },
}

impl Question for Resolved {
    type Request = ResolveCompletionItem;

    /// Announced with the list itself.
    fn advertise(_: &mut ServerCapabilities, _: &Abilities) {}

    fn answer(mut item: CompletionItem, engine: &mut Engine) -> Result<CompletionItem, Unanswered> {
        let carried = item.data.clone().map(serde_json::from_value::<Carried>);
        if let Some(Ok(Carried { uri, about })) = carried
            && let Some(mut open) = engine.open_document(&uri)
        {
            item.documentation = explained(&mut open, &about)?;
        }
        Ok(item)
    }
}

fn explained(open: &mut Open, about: &AboutName) -> Result<Option<Documentation>, Unanswered> {
    if !open.has_answers(false)? {
        return Ok(None);
    }
    let locale = open.locale();
    let told = open.with_reading(|reading| {
        let told = told(reading.edition()?, about, locale)?;
        Some(Documentation::String(told.to_owned()))
    })?;
    Ok(told)
}

fn told<'e>(edition: &'e Edition, about: &AboutName, locale: Locale) -> Option<&'e str> {
    match *about {
        AboutName::Section { section } => edition.sections.get(section)?.explained(locale),
        AboutName::Row { table, row } => {
            let spec = edition.tables.get(table)?;
            spec.explained(Name::Row(table, row), locale)
        }
    }
}
