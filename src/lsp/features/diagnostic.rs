//! `textDocument/diagnostic`: the findings of one text, for clients that ask; they are not sent unasked then.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use tower_lsp::lsp_types::request::DocumentDiagnosticRequest;
use tower_lsp::lsp_types::{
    Diagnostic, DiagnosticOptions, DiagnosticServerCapabilities, DocumentDiagnosticParams,
    DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    ServerCapabilities, UnchangedDocumentDiagnosticReport,
};

use super::super::abilities::Abilities;
use super::super::engine::Engine;
use super::super::to_proto::SOURCE;
use super::{Question, Unanswered};

/// The findings of one text.
pub(in crate::lsp) struct Diagnosed;

impl Question for Diagnosed {
    type Request = DocumentDiagnosticRequest;

    fn advertise(capabilities: &mut ServerCapabilities, client: &Abilities) {
        if client.pulls_findings {
            let options = DiagnosticOptions {
                identifier: Some(SOURCE.to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                ..DiagnosticOptions::default()
            };
            capabilities.diagnostic_provider = Some(DiagnosticServerCapabilities::Options(options));
        }
    }

    fn answer(
        params: DocumentDiagnosticParams,
        engine: &mut Engine,
    ) -> Result<DocumentDiagnosticReportResult, Unanswered> {
        let diagnostics = match engine.open_for_findings(&params.text_document.uri) {
            Some(mut open) => open.diagnostics()?,
            None => Vec::new(),
        };
        let report = match ToldFindings::of(diagnostics, params.previous_result_id.as_deref()) {
            ToldFindings::Anew(full) => {
                DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
                    related_documents: None,
                    full_document_diagnostic_report: full,
                })
            }
            ToldFindings::AsBefore(same) => {
                DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                    related_documents: None,
                    unchanged_document_diagnostic_report: same,
                })
            }
        };
        Ok(report.into())
    }
}

/// Findings as they are told to somebody who may know them already.
pub(super) enum ToldFindings {
    Anew(FullDocumentDiagnosticReport),
    AsBefore(UnchangedDocumentDiagnosticReport),
}

impl ToldFindings {
    /// The name of a result is made of what it says, so that the same findings bear the same name, whoever asks and whenever.
    pub(super) fn of(items: Vec<Diagnostic>, before: Option<&str>) -> ToldFindings {
        let mut hasher = FxHasher::default();
        // Serialising plain data fails for no list that can be built.
        serde_json::to_string(&items)
            .unwrap_or_default()
            .hash(&mut hasher);
        let result_id = format!("{:016x}", hasher.finish());
        match before == Some(result_id.as_str()) {
            true => ToldFindings::AsBefore(UnchangedDocumentDiagnosticReport { result_id }),
            false => ToldFindings::Anew(FullDocumentDiagnosticReport {
                result_id: Some(result_id),
                items,
            }),
        }
    }
}
