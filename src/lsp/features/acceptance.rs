//! A finding that is right after all, noted down in `nianbao.toml`: plain text has no room for a remark that would not be published.

use std::collections::HashMap;
use std::path::Path;

use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CreateFile, CreateFileOptions, DocumentChangeOperation,
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Range, ResourceOp,
    TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};

use super::super::to_proto::View;
use super::super::uri::file_path;
use super::Open;
use crate::config::with_ignore;
use crate::door::Finding;
use crate::say;
use crate::text::Text;

/// Adds an `[[ignore]]` to `nianbao.toml`, which is created if there is none. `None` where no such file applies or none can be added to.
pub(super) fn acceptance(open: &Open, finding: &Finding) -> Option<CodeAction> {
    let effective = &open.document.effective;
    let notebook = effective.notebook.as_deref()?;
    let report = name_below(notebook.parent()?, &file_path(&open.document.uri)?)?;
    let locale = open.locale();
    let reason = say!(locale, "（请写明理由）", "(say why)");
    let cell = finding.cell.as_deref();
    let before = match &open.notebook {
        Some(notebook) => Some(notebook.text.as_deref()?),
        None => effective.noted(),
    };
    let existing = before.unwrap_or_default();
    let after = with_ignore(existing, &report, finding.code, cell, &reason)?;
    let title = match cell {
        Some(_) => say!(
            locale,
            "接受此问题（记入 nianbao.toml）",
            "Accept this problem (noted in nianbao.toml)"
        ),
        None => say!(
            locale,
            "接受本报告中所有此类问题（记入 nianbao.toml）",
            "Accept all problems of this kind in this report (noted in nianbao.toml)"
        ),
    };
    let entry = after.get(existing.len()..)?.to_owned();
    Some(CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![open.view().diagnostic(finding)]),
        edit: Some(written(open, notebook, before, entry)?),
        ..CodeAction::default()
    })
}

/// A file's name as it is written in the configuration of `folder`: relative where it can be, with `/`.
fn name_below(folder: &Path, file: &Path) -> Option<String> {
    let inside = file.strip_prefix(folder).unwrap_or(file).to_str()?;
    Some(match std::path::MAIN_SEPARATOR {
        '/' => inside.to_owned(),
        separator => inside.replace(separator, "/"),
    })
}

/// The edit that adds `entry` to the end of a file that says `before`, or begins it.
fn written(open: &Open, file: &Path, before: Option<&str>, entry: String) -> Option<WorkspaceEdit> {
    let (uri, version) = match &open.notebook {
        Some(notebook) => (notebook.uri.clone(), notebook.version),
        None => (Url::from_file_path(file).ok()?, None),
    };
    let text = Text::from(before.unwrap_or_default());
    let view = View {
        uri: &uri,
        text: &text,
        ..open.view()
    };
    let end = view.position(text.len());
    let edit = TextEdit::new(Range::new(end, end), entry);
    if !open.client.document_changes {
        return Some(WorkspaceEdit::new(HashMap::from([(uri, vec![edit])])));
    }
    let created = CreateFile {
        uri: uri.clone(),
        options: Some(CreateFileOptions {
            overwrite: None,
            ignore_if_exists: Some(true),
        }),
        annotation_id: None,
    };
    let creates = before.is_none() && open.client.creates_files;
    let created = creates.then_some(DocumentChangeOperation::Op(ResourceOp::Create(created)));
    let edited = DocumentChangeOperation::Edit(TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: vec![OneOf::Left(edit)],
    });
    let operations = created.into_iter().chain([edited]).collect();
    Some(WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations)),
        ..WorkspaceEdit::default()
    })
}
