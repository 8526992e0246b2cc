//! `workspace/diagnostic`: the findings of all open texts, of the files that were checked with the workspace, and of those that do not fit others.

use std::collections::HashMap;

use tower_lsp::lsp_types::request::WorkspaceDiagnosticRequest;
use tower_lsp::lsp_types::{
    Diagnostic, ServerCapabilities, Url, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::super::abilities::Abilities;
use super::super::engine::Engine;
use super::diagnostic::ToldFindings;
use super::{Question, Unanswered};

/// The findings of many texts.
pub(in crate::lsp) struct AllDiagnosed;

impl Question for AllDiagnosed {
    type Request = WorkspaceDiagnosticRequest;

    /// Announced with the findings of one text.
    fn advertise(_: &mut ServerCapabilities, _: &Abilities) {}

    fn answer(
        params: WorkspaceDiagnosticParams,
        engine: &mut Engine,
    ) -> Result<WorkspaceDiagnosticReportResult, Unanswered> {
        let before = params.previous_result_ids.into_iter();
        let mut before: HashMap<Url, String> = before.map(|id| (id.uri, id.value)).collect();
        let mut items = Vec::new();
        for uri in engine.open_documents() {
            let Some(mut open) = engine.open_for_findings(&uri) else {
                continue;
            };
            let version = open.document.version.map(i64::from);
            let told = ToldFindings::of(open.diagnostics()?, before.remove(&uri).as_deref());
            items.push(item(uri, version, told));
        }
        for (uri, found) in engine.closed_files() {
            let told = ToldFindings::of(found, before.remove(&uri).as_deref());
            items.push(item(uri, None, told));
        }
        // What was told of before and is gone has nothing to say any more.
        let gone = before.into_keys();
        items.extend(
            gone.map(|uri| item(uri, None, ToldFindings::of(Vec::<Diagnostic>::new(), None))),
        );
        Ok(WorkspaceDiagnosticReport { items }.into())
    }
}

fn item(uri: Url, version: Option<i64>, told: ToldFindings) -> WorkspaceDocumentDiagnosticReport {
    match told {
        ToldFindings::Anew(full_document_diagnostic_report) => {
            WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                uri,
                version,
                full_document_diagnostic_report,
            })
        }
        ToldFindings::AsBefore(unchanged_document_diagnostic_report) => {
            WorkspaceDocumentDiagnosticReport::Unchanged(
                WorkspaceUnchangedDocumentDiagnosticReport {
                    uri,
                    version,
                    unchanged_document_diagnostic_report,
                },
            )
        }
    }
}
