//! `nianbao.newReport`: a report begun, in a file of its own or as the answer. `nianbao.editions`: which editions of the form it may be written on.

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::lsp_types::{
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, TextDocumentEdit,
    TextEdit, Url, WorkspaceEdit,
};

use super::super::configuration::Effective;
use super::super::engine::Engine;
use super::super::engine::unread::text_of_file;
use super::super::outbox::OutboxMessage;
use super::super::uri::file_path;
use super::Unanswered;
use crate::draft::{Beginning, new_report, unit_of};
use crate::locale::Locale;
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
    /// The edition to write it on; without it, the one that is set, or the one prescribed for the year.
    edition: Option<String>,
    /// The file to write, which is not there yet; without it the text is only answered.
    uri: Option<Url>,
}

/// Begins a report, has the client write it where a file is named, and answers its text.
pub(super) fn begin(arguments: &[Value], engine: &mut Engine) -> Result<Option<Value>, Unanswered> {
    let wish = wish(arguments)?;
    let locale = engine.locale();
    let effective = effective(&wish, engine);
    let last = match &wish.from {
        Some(uri) => Some(last_report(uri, engine, &effective)?),
        None => None,
    };
    let last = last.as_ref().and_then(|reading| reading.reports().next());
    let last = last.map(|(report, _)| report);
    let unit = wish.unit.or_else(|| last.and_then(unit_of));
    let unit = unit.filter(|unit| !unit.trim().is_empty());
    let unit = unit.ok_or_else(|| missing(locale, "unit"))?;
    let next = last.and_then(|last| last.aligned.year()?.checked_add(1));
    let year = wish.year.or(next).ok_or_else(|| missing(locale, "year"))?;
    let wanted = wish.edition.or_else(|| effective.settings.edition.clone());
    let edition = effective.forms().for_year(year, wanted.as_deref());
    let edition = edition.ok_or_else(|| {
        Unanswered::Refused(say!(
            locale,
            "没有 {year} 年的格式版本",
            "there is no edition of the form for {year}"
        ))
    })?;
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
        engine.post(OutboxMessage::ApplyEdit(title, written(uri, &text)));
    }
    Ok(Some(json!({ "text": text })))
}

/// The editions on which a report may be begun, the one that it is begun on without a choice first; only that one where it is set.
pub(super) fn editions(
    arguments: &[Value],
    engine: &mut Engine,
) -> Result<Option<Value>, Unanswered> {
    let wish = wish(arguments)?;
    let effective = effective(&wish, engine);
    let forms = effective.forms();
    let set = effective.settings.edition.as_deref();
    let year = wish.year.unwrap_or_default();
    let is_free = set.and_then(|id| forms.edition(id)).is_none();
    let first = forms.for_year(year, set);
    let others = forms
        .editions()
        .filter(|other| is_free && first.is_none_or(|first| first.id != other.id));
    let shown = first.into_iter().chain(others).map(|edition| {
        json!({
            "id": edition.id,
            "name": edition.name,
            "isPrescribed": edition.is_prescribed_for(year),
        })
    });
    Ok(Some(shown.collect()))
}

fn wish(arguments: &[Value]) -> Result<Wish, Unanswered> {
    match arguments.first() {
        None | Some(Value::Null) => Ok(Wish::default()),
        Some(wish) => {
            Wish::deserialize(wish).map_err(|error| Unanswered::Refused(error.to_string()))
        }
    }
}

fn missing(locale: Locale, key: &str) -> Unanswered {
    Unanswered::Refused(say!(
        locale,
        "缺少 {key}，上年度的报告里也看不出来",
        "{key} is missing, and last year's report does not tell it either"
    ))
}

/// The settings of the place where the report will stand: of its file, of last year's report, of the first folder of the workspace.
fn effective(wish: &Wish, engine: &mut Engine) -> Effective {
    let named = [&wish.uri, &wish.from].into_iter().flatten();
    let file = named.filter_map(file_path).next();
    engine.configuration.effective(file.as_deref())
}

/// Last year's report, open or on the disk.
fn last_report(
    uri: &Url,
    engine: &mut Engine,
    effective: &Effective,
) -> Result<Reading, Unanswered> {
    let text = match engine.open_document(uri) {
        Some(open) => {
            let mut text = String::new();
            open.document.text.copy_to(&mut text);
            Some(text)
        }
        None => file_path(uri).and_then(|path| text_of_file(&path).ok()),
    };
    let reading = text.map(|text| Reading::of(&text, effective.forms(), &effective.settings));
    let reading = reading.filter(Reading::is_report);
    reading.ok_or_else(|| {
        Unanswered::Refused(say!(
            engine.locale(),
            "{uri} 不是年度报告",
            "{uri} is no annual report"
        ))
    })
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
