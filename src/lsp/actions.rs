//! The changes offered at a place: fixes of the findings there, and the two that concern the whole document.
//!
//! In: a document and a client's question. Out: code actions whose edits fit the text as it is now.

use std::collections::HashMap;

use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, DocumentChanges, NumberOrString, OneOf,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use super::abilities::{Abilities, FILL_TOTALS, FIX_ALL};
use super::document::{Breakdown, Checker, Document};
use super::event::ActionsQuestion;
use crate::finding::Finding;
use crate::fix::Edit;
use crate::say;

/// Everything that the client may offer at the place it asks about.
pub(super) fn actions(
    document: &mut Document,
    question: &ActionsQuestion,
    client: &Abilities,
    checker: Checker,
) -> Result<Vec<CodeActionOrCommand>, Breakdown> {
    let only = question.only.as_deref();
    let locale = document.effective.settings.locale;
    let mut offered = Vec::new();
    if wants(only, &CodeActionKind::QUICKFIX)
        && add_fixes(document, question, client, checker, &mut offered)?
    {
        // Most editors hide source actions, so fixing everything is offered beside each problem as well.
        let title = say!(
            locale,
            "修正本文件全部可安全修正的问题",
            "Fix everything in this file that is safe to fix"
        );
        let edits = document.fix_all(checker)?.to_vec();
        offered.extend(whole_document(
            document,
            client,
            title,
            CodeActionKind::QUICKFIX,
            &edits,
        ));
    }
    if wants(only, &FIX_ALL) {
        let title = say!(
            locale,
            "修正全部可安全修正的问题",
            "Fix everything that is safe to fix"
        );
        let edits = document.fix_all(checker)?.to_vec();
        offered.extend(whole_document(document, client, title, FIX_ALL, &edits));
    }
    if wants(only, &FILL_TOTALS) {
        let title = say!(
            locale,
            "由分项计算全部总计（覆盖已填的总计）",
            "Compute every total from its parts (overwrites stated totals)"
        );
        let edits = document.fill_totals(checker)?;
        offered.extend(whole_document(document, client, title, FILL_TOTALS, &edits));
    }
    Ok(offered
        .into_iter()
        .map(CodeActionOrCommand::CodeAction)
        .collect())
}

/// Whether the client wants actions of a kind. `source` covers `source.fixAll`, which does not cover `source.fixAllElse`; without a wish,
/// quick fixes are wanted.
fn wants(only: Option<&[CodeActionKind]>, kind: &CodeActionKind) -> bool {
    let Some(only) = only else {
        return *kind == CodeActionKind::QUICKFIX;
    };
    only.iter()
        .any(|wanted| match kind.as_str().strip_prefix(wanted.as_str()) {
            Some(rest) => rest.is_empty() || rest.starts_with('.') || wanted.as_str().is_empty(),
            None => false,
        })
}

/// Adds the fixes of the findings at the place asked about, by its range or by what the client shows there. Whether there are any findings.
fn add_fixes(
    document: &mut Document,
    question: &ActionsQuestion,
    client: &Abilities,
    checker: Checker,
    offered: &mut Vec<CodeAction>,
) -> Result<bool, Breakdown> {
    document.refresh(checker)?;
    let view = document.view(client);
    let asked = view.span(question.range);
    let Some(analysis) = document.analysis().filter(|_| !document.doubtful) else {
        return Ok(false);
    };
    let mut any = false;
    let is_shown = |finding: &Finding| {
        question.shown.iter().any(|shown| {
            let code = NumberOrString::String(finding.code.to_owned());
            shown.code == Some(code) && view.span(shown.range) == finding.span
        })
    };
    for finding in analysis
        .findings
        .iter()
        .filter(|finding| finding.span.touches(asked) || is_shown(finding))
    {
        any = true;
        for fix in &finding.fixes {
            let edits = view.text_edits(fix.edits());
            let edit = Some(workspace_edit(document, client, edits));
            // Two findings of one slip offer the same repair.
            if let Some(twin) = offered
                .iter_mut()
                .find(|twin| twin.title == fix.title && twin.edit == edit)
            {
                twin.diagnostics
                    .get_or_insert_default()
                    .push(view.diagnostic(finding));
                continue;
            }
            offered.push(CodeAction {
                title: fix.title.clone(),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![view.diagnostic(finding)]),
                edit,
                is_preferred: fix.preferred.then_some(true),
                ..CodeAction::default()
            });
        }
    }
    Ok(any)
}

/// An action on the whole document; `None` if there is nothing to do.
fn whole_document(
    document: &Document,
    client: &Abilities,
    title: String,
    kind: CodeActionKind,
    edits: &[Edit],
) -> Option<CodeAction> {
    let edits = document.view(client).text_edits(edits);
    (!edits.is_empty()).then(|| CodeAction {
        title,
        kind: Some(kind),
        edit: Some(workspace_edit(document, client, edits)),
        ..CodeAction::default()
    })
}

/// Edits of one document, tied to its version where the client understands that.
fn workspace_edit(document: &Document, client: &Abilities, edits: Vec<TextEdit>) -> WorkspaceEdit {
    let uri = document.uri.clone();
    if !client.document_changes {
        return WorkspaceEdit::new(HashMap::from([(uri, edits)]));
    }
    let version = Some(document.version);
    let text_document = OptionalVersionedTextDocumentIdentifier { uri, version };
    let edits = edits.into_iter().map(OneOf::Left).collect();
    let changes = DocumentChanges::Edits(vec![TextDocumentEdit {
        text_document,
        edits,
    }]);
    WorkspaceEdit {
        document_changes: Some(changes),
        ..WorkspaceEdit::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_covers_the_kinds_below_it() {
        let covers = |wish: &'static str, kind: &CodeActionKind| {
            wants(Some(&[CodeActionKind::new(wish)]), kind)
        };
        for wish in ["", "source", "source.fixAll", "source.fixAll.nianbao"] {
            assert!(covers(wish, &FIX_ALL), "{wish}");
        }
        for wish in [
            "quickfix",
            "source.fix",
            "source.fixAllElse",
            "source.fixAll.nianbao.more",
            "source.organizeImports",
        ] {
            assert!(!covers(wish, &FIX_ALL), "{wish}");
        }
        assert!(covers("source.fillTotals", &FILL_TOTALS));
        assert!(!covers("source.fixAll", &FILL_TOTALS));
    }

    #[test]
    fn without_a_wish_only_quick_fixes_are_wanted() {
        assert!(wants(None, &CodeActionKind::QUICKFIX));
        assert!(!wants(None, &FIX_ALL));
        assert!(!wants(Some(&[]), &CodeActionKind::QUICKFIX));
    }
}
