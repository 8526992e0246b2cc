//! The message of a keystroke: `textDocument/didChange` in the words in which every editor says it.
//!
//! In: the bytes of a body. Out: the edit, read in one pass; `None` for whatever is said in any other way, which is then read with all the patience that
//! [`super::message`] has. What is read here is read there as the same.

use serde::Deserialize;
use tower_lsp::lsp_types::{Position, Range, Url};

use crate::lsp::notices::{Change, ContentEdit};

/// Longer bodies are no keystrokes.
const LONGEST: usize = 1 << 12;

/// An edit of a document by its name as the client spells it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::lsp) struct CommonChange {
    pub(in crate::lsp) uri: String,
    version: i32,
    edits: Vec<ContentEdit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    jsonrpc: TheVersion,
    method: TheMethod,
    params: Params,
}

#[derive(Deserialize)]
enum TheVersion {
    #[serde(rename = "2.0")]
    Two,
}

#[derive(Deserialize)]
enum TheMethod {
    #[serde(rename = "textDocument/didChange")]
    DidChange,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Params {
    text_document: Identifier,
    content_changes: Vec<ChangePart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Identifier {
    uri: String,
    version: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct ChangePart {
    range: ChangeRange,
    #[serde(default, rename = "rangeLength")]
    _range_length: u32,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeRange {
    start: ChangeEnd,
    end: ChangeEnd,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeEnd {
    line: u32,
    character: u32,
}

impl ChangeEnd {
    fn position(&self) -> Position {
        Position::new(self.line, self.character)
    }
}

impl CommonChange {
    /// The edit that a body tells.
    pub(super) fn of(body: &[u8]) -> Option<CommonChange> {
        if body.len() > LONGEST || memchr::memmem::find(body, b"/didChange\"").is_none() {
            return None;
        }
        let Body {
            jsonrpc: TheVersion::Two,
            method: TheMethod::DidChange,
            params,
        } = serde_json::from_slice(body).ok()?;
        let edits = params.content_changes.into_iter().map(|part| {
            let range = Range::new(part.range.start.position(), part.range.end.position());
            ContentEdit::Part(range, part.text)
        });
        Some(CommonChange {
            uri: params.text_document.uri,
            version: params.text_document.version,
            edits: edits.collect(),
        })
    }

    /// The edit of the document that goes by this name.
    pub(super) fn named(self, uri: Url) -> Change {
        Change {
            uri,
            version: Some(self.version),
            edits: self.edits,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::lsp::event::Event;
    use crate::lsp::notices::notice;

    fn body(params: &str) -> String {
        format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{params}}}"#)
    }

    #[test]
    fn a_keystroke_is_read_as_the_patient_reader_reads_it() {
        for params in [
            r#"{"textDocument":{"uri":"file:///a.md","version":7},"contentChanges":[{"range":{"start":{"line":3,"character":4},"end":{"line":3,"character":5}},"rangeLength":1,"text":"\u4e03\n𠮷"}]}"#,
            r#"{"contentChanges":[{"text":"","range":{"end":{"character":0,"line":9},"start":{"line":8,"character":4294967295}}},{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"x"}],"textDocument":{"version":-1,"uri":"file:///a.md"}}"#,
            r#"{"textDocument":{"uri":"file:///a.md","version":2},"contentChanges":[]}"#,
        ] {
            let common = CommonChange::of(body(params).as_bytes()).unwrap();
            let uri = Url::parse(&common.uri).unwrap();
            let read = common.named(uri);
            let params = serde_json::from_str(params).unwrap();
            let Event::Change(patient) =
                notice("textDocument/didChange", &params).unwrap().remove(0)
            else {
                panic!("no change");
            };
            assert_eq!(
                (&read.uri, read.version, &read.edits),
                (&patient.uri, patient.version, &patient.edits)
            );
        }
    }

    #[test]
    fn what_is_said_in_another_way_is_left_to_the_patient_reader() {
        let at = r#"{"start":{"line":0,"character":0},"end":{"line":0,"character":0}}"#;
        let document = r#"{"uri":"file:///a.md","version":7}"#;
        for params in [
            format!(r#"{{"textDocument":{document},"contentChanges":[{{"text":"all of it"}}]}}"#),
            format!(
                r#"{{"textDocument":{document},"contentChanges":[{{"range":null,"text":"x"}}]}}"#
            ),
            format!(r#"{{"textDocument":{document},"contentChanges":[{{"range":{at}}}]}}"#),
            format!(
                r#"{{"textDocument":{document},"contentChanges":[{{"range":{at},"text":1}}]}}"#
            ),
            format!(
                r#"{{"textDocument":{document},"contentChanges":[{{"range":{at},"text":"x"}}],"more":1}}"#
            ),
            format!(
                r#"{{"textDocument":{{"uri":"file:///a.md","version":"7"}},"contentChanges":[{{"range":{at},"text":"x"}}]}}"#
            ),
            format!(
                r#"{{"textDocument":{document},"textDocument":{document},"contentChanges":[]}}"#
            ),
        ] {
            assert_eq!(CommonChange::of(body(&params).as_bytes()), None, "{params}");
        }
        let request = format!(
            r#"{{"id":1,"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{document},"contentChanges":[]}}}}"#
        );
        assert_eq!(CommonChange::of(request.as_bytes()), None);
    }
}
