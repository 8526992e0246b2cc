//! `textDocument/codeAction`: the changes offered at a place: fixes of the findings there, accepting them, and the two that concern the whole
//! document.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde_json::{Value, json};
use tower_lsp::lsp_types::request::CodeActionRequest;
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionOrCommand, CodeActionParams,
    CodeActionProviderCapability, CodeActionResponse, DocumentChanges, NumberOrString, OneOf,
    OptionalVersionedTextDocumentIdentifier, Range, ServerCapabilities, TextDocumentEdit, TextEdit,
    Url, WorkspaceEdit,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::super::to_proto::SOURCE;
use super::acceptance::acceptance;
use super::{DocumentQuestion, Open};
use crate::door::Edit;
use crate::door::Finding;
use crate::say;
use crate::views::totals::settled_totals;

/// Computes every total, because the writer asks for it.
pub(in crate::lsp) const FILL_TOTALS: CodeActionKind =
    CodeActionKind::new("source.fillTotals.nianbao");
/// Applies everything that is safe.
pub(in crate::lsp) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.nianbao");

/// The fixes of so many findings are offered at once.
const MAX_CONCERNED: usize = 50;

/// So many findings can be accepted at once.
const MAX_ACCEPTED: usize = 5;

/// Everything that can be offered at a place.
pub(in crate::lsp) struct CodeActions;

impl DocumentQuestion for CodeActions {
    const BESIDE_OTHERS: bool = true;

    type Request = CodeActionRequest;

    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        let actions = CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL, FILL_TOTALS]),
            ..CodeActionOptions::default()
        };
        capabilities.code_action_provider = Some(CodeActionProviderCapability::Options(actions));
    }

    /// Clients send the findings of all servers along. Only ours concern us, and of those only what tells which one it is.
    fn prune(params: &mut Value) {
        let Some(Value::Object(context)) = params.get_mut("context") else {
            return;
        };
        let ours = match context.get("diagnostics").and_then(Value::as_array) {
            Some(shown) => shown.iter().filter_map(pruned_finding).collect(),
            None => Vec::new(),
        };
        context.insert("diagnostics".to_owned(), Value::Array(ours));
        context.remove("triggerKind");
    }

    fn nothing() -> Option<CodeActionResponse> {
        Some(Vec::new())
    }

    fn document(params: &CodeActionParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(
        params: CodeActionParams,
        open: &mut Open,
    ) -> Result<Option<CodeActionResponse>, Breakdown> {
        let only = params.context.only.as_deref();
        let mut offered = Vec::new();
        if wants(only, &CodeActionKind::QUICKFIX) {
            let findings = open.with_tried_fixes(concerned(open, &params))?;
            add_fixes(open, &findings, &mut offered);
            let accepted = acceptances(open, &findings);
            if !findings.is_empty() {
                // Most editors hide source actions, so fixing everything is offered beside each problem as well.
                offered.extend(fix_all(open, CodeActionKind::QUICKFIX)?);
            }
            offered.extend(accepted);
        }
        if wants(only, &FIX_ALL) {
            offered.extend(fix_all(open, FIX_ALL)?);
        }
        if wants(only, &FILL_TOTALS) {
            let title = say!(
                open.locale(),
                "由分项计算本报告的全部总计（覆盖已填的总计）",
                "Compute every total in this report from its parts (overwrites stated totals)"
            );
            let edits = open.with_text(settled_totals)?;
            offered.extend(whole_document(open, title, FILL_TOTALS, &edits));
        }
        let offered = offered.into_iter().map(CodeActionOrCommand::CodeAction);
        Ok(Some(offered.collect()))
    }
}

/// What is needed of a finding that a client shows; `None` if it is not one of ours.
fn pruned_finding(shown: &Value) -> Option<Value> {
    let ours = shown.get("source")?.as_str()? == SOURCE;
    let (range, code) = (shown.get("range")?, shown.get("code")?.as_str()?);
    let is_range = serde_json::from_value::<Range>(range.clone()).is_ok();
    (ours && is_range).then(|| json!({ "range": range, "code": code, "message": "" }))
}

/// Everything that is safe to fix in the document, as an action of a kind.
fn fix_all(open: &mut Open, kind: CodeActionKind) -> Result<Option<CodeAction>, Breakdown> {
    let title = say!(
        open.locale(),
        "修正本报告全部可安全修正的问题",
        "Fix everything in this report that is safe to fix"
    );
    let edits = open.fix_all()?.to_vec();
    Ok(whole_document(open, title, kind, &edits))
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

/// The findings at the place asked about, by its range or by what the client shows there, in their order. Of too many to choose from, those
/// that the client shows and the gravest.
fn concerned(open: &Open, asked: &CodeActionParams) -> Vec<Finding> {
    let view = open.view();
    let place = view.span(asked.range);
    let is_shown = |finding: &Finding| {
        asked.context.diagnostics.iter().any(|shown| {
            let code = NumberOrString::String(finding.code.to_owned());
            shown.code == Some(code) && view.span(shown.range) == finding.span
        })
    };
    let findings = open.analysis().into_iter().flat_map(|all| &all.findings);
    let mut findings: Vec<&Finding> = findings
        .filter(|finding| finding.span.touches(place) || is_shown(finding))
        .collect();
    if findings.len() > MAX_CONCERNED {
        findings.sort_by_cached_key(|finding| (!is_shown(finding), Reverse(finding.severity)));
        findings.truncate(MAX_CONCERNED);
        findings.sort_by_key(|finding| finding.span.range().start);
    }
    findings.into_iter().cloned().collect()
}

/// Adds the fixes of findings.
fn add_fixes(open: &Open, findings: &[Finding], offered: &mut Vec<CodeAction>) {
    let view = open.view();
    for finding in findings {
        for fix in &finding.fixes {
            let edit = Some(workspace_edit(open, view.text_edits(fix.edits())));
            // Two findings of one slip offer the same repair.
            if let Some(twin) = offered
                .iter_mut()
                .find(|twin| twin.title == fix.title && twin.edit == edit)
            {
                let findings = twin.diagnostics.get_or_insert_default();
                findings.push(view.diagnostic(finding));
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
}

/// To accept each of a few findings: nobody looks through more than fit on a screen.
fn acceptances(open: &Open, findings: &[Finding]) -> Vec<CodeAction> {
    if findings.len() > MAX_ACCEPTED {
        return Vec::new();
    }
    let mut offered: Vec<CodeAction> = Vec::new();
    for action in findings.iter().filter_map(|one| acceptance(open, one)) {
        if !offered.iter().any(|twin| twin.edit == action.edit) {
            offered.push(action);
        }
    }
    offered
}

/// An action on the whole document; `None` if there is nothing to do.
fn whole_document(
    open: &Open,
    title: String,
    kind: CodeActionKind,
    edits: &[Edit],
) -> Option<CodeAction> {
    let edits = open.view().text_edits(edits);
    (!edits.is_empty()).then(|| CodeAction {
        title,
        kind: Some(kind),
        edit: Some(workspace_edit(open, edits)),
        ..CodeAction::default()
    })
}

/// Edits of one document, tied to its version where the client understands that.
pub(super) fn workspace_edit(open: &Open, edits: Vec<TextEdit>) -> WorkspaceEdit {
    let uri = open.document.uri.clone();
    if !open.client.document_changes {
        return WorkspaceEdit::new(HashMap::from([(uri, edits)]));
    }
    let version = open.document.version;
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
