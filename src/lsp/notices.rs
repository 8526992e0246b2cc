//! What a client tells without waiting for an answer, read from its JSON by our own hand.
//!
//! In: notifications. Out: events. The library drops a notification that its types cannot hold without a word; a lost edit would leave us
//! with another text than the editor's. So everything is read as far as it makes sense, and what makes none is not passed over in silence.

use serde_json::Value;
use tower_lsp::lsp_types::{Position, Range, Url};

use super::abilities::folders;
use super::event::Event;

/// A document as the client opens it.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) uri: Url,
    /// As the client counts; `None` if it does not.
    pub(super) version: Option<i32>,
    pub(super) text: String,
}

/// Edits of a document, in their order.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) uri: Url,
    /// Of the document after them; `None` if the client does not count.
    pub(super) version: Option<i32>,
    pub(super) edits: Vec<ContentEdit>,
}

/// One edit.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ContentEdit {
    /// The whole text is another one.
    Whole(String),
    /// A part of the text gives way to another one.
    Part(Range, String),
    /// There is one, but nobody can say which.
    Unknown,
}

/// The notifications that tell the text of a document.
pub(super) const TELLS_TEXT: &[&str] = &["textDocument/didOpen", "textDocument/didChange"];

/// What a notification tells the engine, in order; `None` for those that are no concern of ours.
pub(super) fn notice(method: &str, params: &Value) -> Option<Vec<Event>> {
    let event = match method {
        "initialized" => Some(Event::Initialized),
        "textDocument/didOpen" => opened(params).map(Event::Open),
        "textDocument/didChange" => changed(params).map(Event::Change),
        "textDocument/didSave" => document(params).map(Event::Saved),
        "textDocument/didClose" => document(params).map(Event::Closed),
        "workspace/didChangeConfiguration" => Some(Event::SettingsPushed(
            params.get("settings").cloned().unwrap_or_default(),
        )),
        "workspace/didChangeWorkspaceFolders" => Some(Event::FoldersChanged {
            added: folders(params.pointer("/event/added")),
            removed: folders(params.pointer("/event/removed")),
        }),
        "workspace/didChangeWatchedFiles" => Some(watched(params)),
        "window/workDoneProgress/cancel" => params
            .get("token")
            .and_then(|token| serde_json::from_value(token.clone()).ok())
            .map(Event::Cancelled),
        _ => return None,
    };
    Some(match event {
        Some(event) => vec![event],
        None => unreadable(method, params),
    })
}

/// What the change of watched files means: that of a report is no change of settings.
fn watched(params: &Value) -> Event {
    let changes = params.get("changes").and_then(Value::as_array);
    let uris = changes.into_iter().flatten();
    let mut uris = uris.map(|change| change.get("uri").and_then(Value::as_str));
    let is_report =
        |uri: Option<&str>| uri.is_some_and(|uri| !uri.to_ascii_lowercase().ends_with(".toml"));
    let is_known = changes.is_some_and(|changes| !changes.is_empty());
    match is_known && uris.all(is_report) {
        true => Event::ReportsChanged,
        false => Event::FilesChanged,
    }
}

/// What is left of an edit of a document that has no name.
pub(super) fn unreadable_change() -> Vec<Event> {
    unreadable("textDocument/didChange", &Value::Null)
}

/// What is left of a notification that makes no sense: that there was one, and perhaps that a text is not what it was.
pub(super) fn unreadable(method: &str, params: &Value) -> Vec<Event> {
    let refused = Event::Refused(method.to_owned());
    if TELLS_TEXT.contains(&method) {
        vec![Event::Lost(document(params)), refused]
    } else {
        vec![refused]
    }
}

/// The document that a message is about.
fn document(params: &Value) -> Option<Url> {
    let uri = params.pointer("/textDocument/uri")?.as_str()?;
    Url::parse(uri).ok()
}

fn opened(params: &Value) -> Option<Opened> {
    Some(Opened {
        uri: document(params)?,
        version: version(params),
        text: params.pointer("/textDocument/text")?.as_str()?.to_owned(),
    })
}

fn changed(params: &Value) -> Option<Change> {
    let edits = match params.get("contentChanges") {
        Some(Value::Array(edits)) => edits.iter().map(edit).collect(),
        _ => vec![ContentEdit::Unknown],
    };
    Some(Change {
        uri: document(params)?,
        version: version(params),
        edits,
    })
}

/// The version of a document. Clients have been seen to send it as a text, as a fraction, or not at all.
fn version(params: &Value) -> Option<i32> {
    match params.pointer("/textDocument/version")? {
        Value::String(digits) => digits.trim().parse().ok(),
        number => whole(number).and_then(|version| i32::try_from(version).ok()),
    }
}

/// A number without a fraction.
pub(super) fn whole(number: &Value) -> Option<i64> {
    let whole = |number: f64| {
        let is_whole = number.fract() == 0.0 && number.abs() < 9e15;
        #[allow(clippy::cast_possible_truncation)] // it has no fraction and is not large
        is_whole.then_some(number as i64)
    };
    number.as_i64().or_else(|| number.as_f64().and_then(whole))
}

fn edit(change: &Value) -> ContentEdit {
    let Some(text) = change.get("text").and_then(Value::as_str) else {
        return ContentEdit::Unknown;
    };
    match change.get("range") {
        None | Some(Value::Null) => ContentEdit::Whole(text.to_owned()),
        Some(given) => range(given).map_or(ContentEdit::Unknown, |range| {
            ContentEdit::Part(range, text.to_owned())
        }),
    }
}

fn range(given: &Value) -> Option<Range> {
    let position = |end: &str| {
        let number = |key: &str| {
            let number = whole(given.get(end)?.get(key)?)?;
            // The specification lets a column past the end of its line mean the end.
            (number >= 0).then(|| u32::try_from(number).unwrap_or(u32::MAX))
        };
        Some(Position::new(number("line")?, number("character")?))
    };
    Some(Range::new(position("start")?, position("end")?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn change(version: Value, edits: Value) -> Change {
        let params = json!({
            "textDocument": { "uri": "file:///a.md", "version": version },
            "contentChanges": edits,
        });
        match notice("textDocument/didChange", &params).unwrap().remove(0) {
            Event::Change(change) => change,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn versions_are_read_as_far_as_they_make_sense() {
        for (given, read) in [
            (json!(7), Some(7)),
            (json!(7.0), Some(7)),
            (json!("7"), Some(7)),
            (json!(-1), Some(-1)),
            (json!(2_147_483_648_u64), None),
            (json!(7.5), None),
            (json!(null), None),
            (json!([7]), None),
        ] {
            assert_eq!(change(given.clone(), json!([])).version, read, "{given}");
        }
    }

    #[test]
    fn an_edit_that_makes_no_sense_is_still_known_to_have_been_there() {
        let at = |line: Value| json!({ "line": line, "character": 0 });
        let edits = change(
            json!(2),
            json!([
                { "range": { "start": at(json!(0)), "end": at(json!(1.0)) }, "text": "甲" },
                { "range": { "start": at(json!(-1)), "end": at(json!(1)) }, "text": "乙" },
                { "range": { "start": at(json!(0.5)), "end": at(json!(1)) }, "text": "乙" },
                { "range": { "start": at(json!(0)) }, "text": "乙" },
                { "range": [], "text": "乙" },
                { "range": null },
                "丙",
                { "range": null, "text": "丁" },
                { "text": "戊", "rangeLength": -3 },
            ]),
        )
        .edits;
        let part = Range::new(Position::new(0, 0), Position::new(1, 0));
        assert_eq!(edits[0], ContentEdit::Part(part, "甲".to_owned()));
        assert!(edits[1..7].iter().all(|edit| *edit == ContentEdit::Unknown));
        assert_eq!(edits[7], ContentEdit::Whole("丁".to_owned()));
        assert_eq!(edits[8], ContentEdit::Whole("戊".to_owned()));
        assert_eq!(
            change(json!(2), json!({ "text": "甲" })).edits,
            [ContentEdit::Unknown]
        );
    }

    #[test]
    fn what_cannot_be_read_of_a_text_is_told_to_be_lost() {
        let of = |uri: Value| json!({ "textDocument": { "uri": uri } });
        let lost = |method: &str, params: &Value| match &*notice(method, params).unwrap() {
            [Event::Lost(uri), Event::Refused(_)] => Some(uri.as_ref().map(Url::to_string)),
            [Event::Refused(_)] => None,
            other => panic!("{other:?}"),
        };
        for params in [json!(null), of(json!(5)), of(json!("a.md")), json!([])] {
            assert_eq!(lost("textDocument/didChange", &params), Some(None));
            assert_eq!(lost("textDocument/didClose", &params), None);
        }
        let named = of(json!("file:///a.md"));
        let name = Some("file:///a.md".to_owned());
        assert_eq!(lost("textDocument/didOpen", &named), Some(name));
        assert!(notice("$/setTrace", &json!({})).is_none());
    }
}
