//! `nianbao.newReport`: a report begun, in a file of its own or as the answer.

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::lsp_types::{
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, TextDocumentEdit,
    TextEdit, Url, WorkspaceEdit,
};

use super::super::engine::Engine;
use super::super::engine::sweep::text_of;
use super::super::outbox::Message;
use super::super::uri::file_path;
use super::Unanswered;
use crate::draft::{Beginning, new_report, unit_of};
use crate::kit::Forms;
use crate::reading::Reading;
use crate::say;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    /// Who reports; may be left out beside `from`.
    unit: Option<String>,
    /// The year; may be left out beside `from`.
    year: Option<u16>,
    /// Last year's report, by its name.
    from: Option<Url>,
    /// The file to write, which is not there yet; without it the text is only answered.
    uri: Option<Url>,
}

/// Begins a report, has the client write it where a file is named, and answers its text.
pub(super) fn begin(arguments: &[Value], engine: &mut Engine) -> Result<Option<Value>, Unanswered> {
    let wish = arguments.first().cloned().unwrap_or_default();
    let wish: Wish = match wish {
        Value::Null => Wish::default(),
        wish => serde_json::from_value(wish).map_err(|error| refused(error.to_string()))?,
    };
    let last = match &wish.from {
        Some(uri) => Some(last_report(uri, engine)?),
        None => None,
    };
    let last = last.as_ref().and_then(|reading| reading.reports().next());
    let last = last.map(|(report, _)| report);
    let unit = wish.unit.or_else(|| last.and_then(unit_of));
    let unit = unit.filter(|unit| !unit.trim().is_empty());
    let unit = unit.ok_or_else(|| refused("nianbao.newReport wants a unit".to_owned()))?;
    let next = last.and_then(|last| last.aligned.year()?.checked_add(1));
    let year = wish.year.or(next);
    let year = year.ok_or_else(|| refused("nianbao.newReport wants a year".to_owned()))?;
    let edition = Forms::builtin().for_year(year, None);
    let edition = edition.ok_or_else(|| refused(format!("there is no form for {year}")))?;
    let text = new_report(
        edition,
        &Beginning {
            unit: unit.trim(),
            year,
            last,
        },
    );
    if let Some(uri) = wish.uri.filter(|_| engine.client.creates_files) {
        let title = say!(engine.locale(), "新建年度报告", "Begin a report");
        engine.post(Message::ApplyEdit(title, written(uri, &text)));
    }
    Ok(Some(json!({ "text": text })))
}

fn refused(reason: String) -> Unanswered {
    Unanswered::Refused(reason)
}

/// Last year's report, open or on the disk.
fn last_report(uri: &Url, engine: &mut Engine) -> Result<Reading, Unanswered> {
    let text = match engine.open_document(uri) {
        Some(open) => {
            let mut text = String::new();
            open.document.text.copy_to(&mut text);
            Some(text)
        }
        None => file_path(uri).and_then(|path| text_of(&path)),
    };
    let reading = text.map(|text| Reading::of(&text, Forms::builtin(), &Default::default()));
    let reading = reading.filter(Reading::is_report);
    reading.ok_or_else(|| refused(format!("{uri} is no annual report")))
}

/// A new file with this text.
fn written(uri: Url, text: &str) -> WorkspaceEdit {
    let create = CreateFile {
        uri: uri.clone(),
        options: Some(CreateFileOptions {
            overwrite: Some(false),
            ignore_if_exists: Some(false),
        }),
        annotation_id: None,
    };
    let start = Range::new(Position::new(0, 0), Position::new(0, 0));
    let edit = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
        edits: vec![OneOf::Left(TextEdit::new(start, text.to_owned()))],
    };
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(vec![
            DocumentChangeOperation::Op(ResourceOp::Create(create)),
            DocumentChangeOperation::Edit(edit),
        ])),
        ..WorkspaceEdit::default()
    }
}
