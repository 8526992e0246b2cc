//! `textDocument/codeLens`: over each table how it stands, and what can be done with all of it.

use serde_json::json;
use tower_lsp::lsp_types::request::CodeLensRequest;
use tower_lsp::lsp_types::{CodeLens, CodeLensOptions, CodeLensParams, ServerCapabilities, Url};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::execute_command::OurCommand;
use super::{DocumentQuestion, Open};
use crate::views::memory::ViewMemory;

/// What stands over tables.
pub(in crate::lsp) struct Lenses;

impl DocumentQuestion for Lenses {
    type Request = CodeLensRequest;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        capabilities.code_lens_provider = Some(CodeLensOptions {
            resolve_provider: Some(false),
        });
    }

    fn document(params: &CodeLensParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(_: CodeLensParams, open: &mut Open) -> Result<Option<Vec<CodeLens>>, Breakdown> {
        let summaries = open.with_views(ViewMemory::summaries)?;
        let (view, locale) = (open.view(), open.locale());
        let uri = json!(view.uri);
        let mut lenses = Vec::new();
        for summary in summaries {
            let mut range = view.range(summary.span);
            range.end = range.start;
            // The first lens only tells; editors show one without a command as text.
            let told = tower_lsp::lsp_types::Command {
                title: summary.words(locale),
                ..Default::default()
            };
            let can = OurCommand::ALL
                .iter()
                .filter(|command| command.is_for(view.client));
            let offers = can.map(|command| command.offered(&uri, locale));
            lenses.extend(std::iter::once(told).chain(offers).map(|command| CodeLens {
                range,
                command: Some(command),
                data: None,
            }));
        }
        Ok(Some(lenses))
    }
}
