//! What one body says: a request or notification, or the answer to a request of ours.
//!
//! In: the bytes of a body. Out: a message in the library's words, or the reason why it is none, with what is known of it all the same: the
//! number under which an answer is waited for, and whether an edit was lost. The library itself ends the session at a body that it cannot decode.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::lsp_types::Url;

use super::common::CommonChange;
use super::doubled::members;
use super::oddities::{bare, repair_lone_surrogates};
use super::salvage::asker;
use crate::lsp::notices::{TELLS_TEXT, whole};

/// A message of the client.
#[derive(Debug)]
pub(in crate::lsp) enum Message {
    /// It asks or tells.
    Request(Request),
    /// It answers.
    Response(Response),
    /// It says a number and nothing else. If an answer by that number is waited for, it is one that tells nothing; otherwise it is a request without a method.
    Number(Id),
    /// It tells an edit in the words in which every editor does; what comes so often does not go through the library's words.
    Change(CommonChange),
    /// One of these in which this name is said twice; the last counts.
    Doubled(String, Box<Message>),
}

impl Message {
    /// The number under which an answer is waited for.
    pub(super) fn waiting(&self) -> Option<&Id> {
        match self {
            Message::Request(request) => request.id(),
            Message::Number(id) => Some(id),
            Message::Response(_) | Message::Change(_) => None,
            Message::Doubled(_, message) => message.waiting(),
        }
    }
}

/// A message that was left out.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Refused {
    /// Why; empty if that has been said.
    pub(in crate::lsp) reason: String,
    /// Under which number an answer is waited for.
    pub(in crate::lsp) id: Option<Id>,
    /// Whether its words can be read, and only what they say is no message. The protocol has an answer for either.
    pub(in crate::lsp) is_readable: bool,
    /// What it would have told about a text.
    pub(in crate::lsp) lost: Option<Lost>,
}

impl Refused {
    /// A number, and nothing that would be asked or answered by it.
    pub(in crate::lsp) fn number(id: Id) -> Self {
        Refused {
            reason: NOTHING_ASKED.to_owned(),
            id: Some(id),
            is_readable: true,
            lost: None,
        }
    }
}

const NOTHING_ASKED: &str = "neither a method nor an answer";

/// The text of a document, as told by a message that cannot be decoded.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::lsp) enum Lost {
    /// Of this one.
    Of(Box<Url>),
    /// Of any of those that are open.
    OfSome,
}

/// Reads a body.
pub(in crate::lsp) fn read(body: &mut [u8]) -> Result<Message, Refused> {
    let body = bare(body);
    repair_lone_surrogates(body);
    if let Some(change) = CommonChange::of(body) {
        return Ok(Message::Change(change));
    }
    let (members, doubled) = members(body).map_err(|error| {
        let known = Known::of(body);
        let is_json = serde_json::from_slice::<IgnoredAny>(body).is_ok();
        let is_object = body.trim_ascii_start().starts_with(b"{");
        // Of what is no JSON, or no object, hardly anybody knows whether an answer is waited for: the protocol has one for that.
        let id = match is_json && is_object {
            true => known.id.filter(|_| known.method.is_some()),
            // What stands before the mistake may tell it all the same.
            false if is_object => asker(body).or(Some(Id::Null)),
            false => Some(Id::Null),
        };
        Refused {
            reason: error.to_string(),
            id,
            is_readable: is_json && !is_object,
            lost: lost(body, known.params),
        }
    })?;
    let read = message(members).map_err(|(reason, id)| Refused {
        reason: reason.to_owned(),
        id,
        is_readable: true,
        lost: lost_with(body),
    })?;
    let Some(name) = doubled else { return Ok(read) };
    match lost_with(body) {
        // Which of two texts the client means nobody knows.
        Some(lost) => Err(Refused {
            reason: format!("“{name}” is said twice"),
            id: read.waiting().cloned(),
            is_readable: true,
            lost: Some(lost),
        }),
        None => Ok(Message::Doubled(name, Box::new(read))),
    }
}

/// The message that an object says, or why it says none and who waits for an answer.
fn message(mut members: Map<String, Value>) -> Result<Message, (&'static str, Option<Id>)> {
    let given = members.remove("id");
    let id = given.as_ref().and_then(number);
    let method = members.remove("method");
    let answers = method.is_none()
        && ["result", "error"]
            .iter()
            .any(|name| members.contains_key(*name));
    let tells = given.is_none() && matches!(method, Some(Value::String(_)));
    // Whoever neither answers nor tells may wait for an answer, if only to learn that this was no question.
    let waiting = (!answers && !tells).then(|| id.clone().unwrap_or(Id::Null));
    if given.is_some() && id.is_none() {
        return Err(("the id is neither number nor text", waiting));
    }
    if members.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return Err(("not JSON-RPC 2.0", waiting));
    }
    match (method, id) {
        (Some(Value::String(method)), id) => Ok(Message::Request(request(
            method,
            id,
            members.remove("params"),
        ))),
        (Some(_), _) => Err(("the method is no text", waiting)),
        (None, Some(id)) if answers => Ok(Message::Response(response(id, members))),
        (None, Some(id)) if id != Id::Null && !members.contains_key("params") => {
            Ok(Message::Number(id))
        }
        (None, _) => Err((NOTHING_ASKED, waiting)),
    }
}

/// An id in the library's words.
pub(super) fn number(id: &Value) -> Option<Id> {
    match id {
        Value::Null => Some(Id::Null),
        Value::String(text) => Some(Id::String(text.clone())),
        Value::Number(_) => whole(id).map(Id::Number),
        _ => None,
    }
}

fn request(method: String, id: Option<Id>, params: Option<Value>) -> Request {
    let request = Request::build(method);
    let request = match params {
        Some(params) => request.params(params),
        None => request,
    };
    match id {
        Some(id) => request.id(id).finish(),
        None => request.finish(),
    }
}

/// An answer without a result answers nothing, which is an answer too.
fn response(id: Id, mut members: Map<String, Value>) -> Response {
    match members.remove("error") {
        None | Some(Value::Null) => {
            Response::from_ok(id, members.remove("result").unwrap_or_default())
        }
        Some(error) => {
            let code = error.get("code").and_then(Value::as_i64);
            let message = error.get("message").and_then(Value::as_str);
            let error = Error {
                code: code.map_or(ErrorCode::InternalError, ErrorCode::from),
                message: message.unwrap_or_default().to_owned().into(),
                data: None,
            };
            Response::from_error(id, error)
        }
    }
}

/// What can be known of a body although it cannot be built: nothing that nests deeply is looked into.
#[derive(Deserialize, Default)]
struct Known {
    #[serde(default)]
    id: Option<Id>,
    method: Option<IgnoredAny>,
    #[serde(default)]
    params: Option<KnownParams>,
}

#[derive(Deserialize)]
struct KnownParams {
    #[serde(rename = "textDocument")]
    document: KnownDocument,
}

#[derive(Deserialize)]
struct KnownDocument {
    uri: Url,
}

impl Known {
    /// First with the document, then without, then without the id: each may be what cannot be decoded.
    fn of(body: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct Bare {
            #[serde(default)]
            id: Option<Id>,
            method: Option<IgnoredAny>,
        }
        /// Without an id that could be given back.
        #[derive(Deserialize)]
        struct Barest {
            id: Option<IgnoredAny>,
            method: Option<IgnoredAny>,
        }
        let bare = |Bare { id, method }| Known {
            id,
            method,
            params: None,
        };
        let barest = |Barest { id, method }| Known {
            id: id.map(|_| Id::Null),
            method,
            params: None,
        };
        serde_json::from_slice(body)
            .or_else(|_| serde_json::from_slice(body).map(bare))
            .or_else(|_| serde_json::from_slice(body).map(barest))
            .unwrap_or_default()
    }
}

/// Whether bytes may tell the text of a document. That they name such a method is enough: a change that was none costs nothing but a doubt.
pub(super) fn may_tell_text(bytes: &[u8]) -> bool {
    // Two bytes for a character, or letters that nobody has to escape: a name may be written in them.
    let mut escapes = memchr::memmem::find_iter(bytes, b"\\u00");
    let hides_letters = escapes.any(|at| {
        let digits = bytes.get(at + 4..at + 6);
        matches!(digits, Some([b'4'..=b'7', _] | [b'2', b'f' | b'F']))
    });
    if hides_letters || bytes.contains(&0) {
        return true;
    }
    TELLS_TEXT.iter().any(|method| {
        // The slash may be escaped, and what follows it ends the text.
        let last = method.rsplit_once('/').map_or(*method, |(_, last)| last);
        let word = format!("/{last}\"");
        let word = word.as_bytes();
        // A length that is wrong may cut it in two.
        let mut cut = (1..word.len()).filter_map(|end| word.get(..end));
        memchr::memmem::find(bytes, word).is_some() || cut.any(|begun| bytes.ends_with(begun))
    })
}

/// The text that is lost with a body.
pub(super) fn lost_with(body: &[u8]) -> Option<Lost> {
    lost(body, Known::of(body).params)
}

fn lost(body: &[u8], params: Option<KnownParams>) -> Option<Lost> {
    if !may_tell_text(body) {
        return None;
    }
    Some(params.map_or(Lost::OfSome, |params| {
        Lost::Of(Box::new(params.document.uri))
    }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(body: &str) -> Result<Message, Refused> {
        super::read(&mut body.as_bytes().to_vec())
    }

    fn refused(body: &str) -> Refused {
        read(body).unwrap_err()
    }

    #[test]
    fn what_is_asked_told_and_answered_is_told_apart() {
        let cases = [
            (
                r#"{"jsonrpc":"2.0","id":"七","method":"x/y"}"#,
                Some(Id::String("七".into())),
            ),
            (
                r#"{"id":3.0,"params":[],"method":"x/y","jsonrpc":"2.0","else":{}}"#,
                Some(Id::Number(3)),
            ),
            (r#"{"jsonrpc":"2.0","method":"x/y","params":null}"#, None),
        ];
        for (body, id) in cases {
            match read(body).unwrap() {
                Message::Request(request) => {
                    assert_eq!((request.method(), request.id()), ("x/y", id.as_ref()));
                }
                other => panic!("{other:?}"),
            }
        }
        for (body, answer) in [
            (r#"{"jsonrpc":"2.0","id":1,"result":[2]}"#, Some(json!([2]))),
            (
                r#"{"jsonrpc":"2.0","id":1,"result":null}"#,
                Some(Value::Null),
            ),
            (
                r#"{"jsonrpc":"2.0","id":1,"result":4,"error":null}"#,
                Some(json!(4)),
            ),
            (r#"{"jsonrpc":"2.0","id":1,"error":{"code":"?"}}"#, None),
        ] {
            match read(body).unwrap() {
                Message::Response(response) => {
                    assert_eq!(response.result(), answer.as_ref(), "{body}");
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn whoever_waits_for_an_answer_to_a_damaged_request_is_known() {
        let deep = format!("{}{}", "[".repeat(4000), "]".repeat(4000));
        for damaged in [deep.as_str(), "1e999", &"9".repeat(400), "-1e400"] {
            let body =
                format!(r#"{{"jsonrpc":"2.0","id":8,"method":"x","params":{{"a":{damaged}}}}}"#);
            assert_eq!(refused(&body).id, Some(Id::Number(8)), "{damaged}");
        }
        for (body, id) in [
            (
                r#"{"jsonrpc":"1.0","id":8,"method":"x"}"#,
                Some(Id::Number(8)),
            ),
            (
                r#"{"jsonrpc":"2.0","id":8,"method":["x"]}"#,
                Some(Id::Number(8)),
            ),
            (
                r#"{"jsonrpc":"2.0","id":1e400,"method":"x"}"#,
                Some(Id::Null),
            ),
            (
                r#"{"jsonrpc":"2.0","id":[1e400],"method":"x","params":{}}"#,
                Some(Id::Null),
            ),
            (r#"{"jsonrpc":"2.0","method":"x","params":1e999}"#, None),
            (r#"{"jsonrpc":"2.0","id":{},"method":"x"}"#, Some(Id::Null)),
            (r#"{"jsonrpc":"2.0","id":1.5,"method":"x"}"#, Some(Id::Null)),
            (r#"{"jsonrpc":"2.0","method":5}"#, Some(Id::Null)),
            (r#"{"jsonrpc":"2.0"}"#, Some(Id::Null)),
            (r#"{"jsonrpc":"2.0","id":8,"result":1e999}"#, None),
            (r#"{"jsonrpc":"1.0","id":8,"result":1}"#, None),
            (r#"{"jsonrpc":"2.0","id":{},"error":{}}"#, None),
            (r#"{"method":"x"}"#, None),
            (
                r#"{"jsonrpc":"2.0","id":8,"method":"x","params":{"a":NaN}}"#,
                Some(Id::Number(8)),
            ),
            (r#"{"method":"x","params":[01]}"#, Some(Id::Null)),
            ("{", Some(Id::Null)),
            ("[]", Some(Id::Null)),
            (r#"[5,"x"]"#, Some(Id::Null)),
            ("7", Some(Id::Null)),
            ("", Some(Id::Null)),
        ] {
            assert_eq!(refused(body).id, id, "{body}");
        }
    }

    #[test]
    fn what_can_be_read_and_says_no_message_is_told_apart_from_what_cannot_be_read() {
        for (body, is_readable) in [
            (r#"{"jsonrpc":"2.0","id":null}"#, true),
            (r#"{"jsonrpc":"2.0","id":3,"params":{}}"#, true),
            (r#"{"jsonrpc":"2.0","id":[3],"method":"x"}"#, true),
            (r#"{"id":3,"method":"x"}"#, true),
            ("[]", true),
            ("null", true),
            ("{", false),
            ("", false),
            (
                r#"{"jsonrpc":"2.0","id":3,"method":"x","params":1e999}"#,
                false,
            ),
        ] {
            assert_eq!(refused(body).is_readable, is_readable, "{body}");
        }
    }

    #[test]
    fn a_number_alone_is_a_question_or_an_answer() {
        for (body, number) in [
            (r#"{"jsonrpc":"2.0","id":9}"#, Id::Number(9)),
            (r#"{"id":"九","jsonrpc":"2.0"}"#, Id::String("九".into())),
        ] {
            assert!(
                matches!(read(body), Ok(Message::Number(id)) if id == number),
                "{body}"
            );
        }
    }

    #[test]
    fn a_mark_before_a_message_and_zeros_behind_it_are_none_of_it() {
        for body in [
            "\u{feff}{\"jsonrpc\":\"2.0\",\"method\":\"x\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"x\"}\0",
            "\u{feff} {\"jsonrpc\":\"2.0\",\"method\":\"x\"}\n\0\0",
        ] {
            assert!(matches!(read(body), Ok(Message::Request(_))), "{body:?}");
        }
        assert!(read("\0\0").is_err());
    }

    #[test]
    fn members_said_twice_do_no_harm() {
        let twice = r#"{"jsonrpc":"2.0","method":"a","params":{},"method":"b","params":[1]}"#;
        let Ok(Message::Doubled(name, read)) = read(twice) else {
            panic!("nobody is told");
        };
        assert_eq!(name, "method");
        assert!(matches!(*read, Message::Request(request) if request.method() == "b"));
    }

    #[test]
    fn an_edit_with_members_said_twice_is_lost() {
        let twice = r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.md","version":1},"contentChanges":[{"text":"甲","text":"乙"}]}}"#;
        let uri = Url::parse("file:///a.md").unwrap();
        let refused = refused(twice);
        assert_eq!(refused.lost, Some(Lost::Of(Box::new(uri))));
        assert!(refused.reason.contains("text"), "{}", refused.reason);
    }

    #[test]
    fn an_edit_lost_with_its_message_is_known_to_be_lost() {
        let change = |params: &str| {
            format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{params}}}"#)
        };
        let named =
            r#"{"textDocument":{"uri":"file:///a.md","version":1e999},"contentChanges":[]}"#;
        let uri = Url::parse("file:///a.md").unwrap();
        assert_eq!(refused(&change(named)).lost, Some(Lost::Of(Box::new(uri))));
        for unnamed in ["[1e999]", r#"{"textDocument":{"uri":1e999}}"#, "{"] {
            assert_eq!(
                refused(&change(unnamed)).lost,
                Some(Lost::OfSome),
                "{unnamed}"
            );
        }
        // Its name may be written otherwise than in its own letters.
        let escaped =
            r#"{"jsonrpc":"2.0","method":"textDocument/didChang\u0065","params":[1e999]}"#;
        assert_eq!(refused(escaped).lost, Some(Lost::OfSome));
        let slash = r#"{"jsonrpc":"2.0","method":"textDocument\u002FdidChange","params":[1e999]}"#;
        assert_eq!(refused(slash).lost, Some(Lost::OfSome));
        for cut in ["", "d", "didC", "didOpen"] {
            let body = format!(r#"{{"jsonrpc":"2.0","params":[],"method":"textDocument/{cut}"#);
            assert_eq!(refused(&body).lost, Some(Lost::OfSome), "{body}");
        }
        for whole in ["didSave", "hover\""] {
            let body = format!(r#"{{"jsonrpc":"2.0","params":[],"method":"textDocument/{whole}"#);
            assert_eq!(refused(&body).lost, None, "{body}");
        }
        let wide: Vec<u8> = change("[]").bytes().flat_map(|byte| [byte, 0]).collect();
        let unread = super::read(&mut wide.clone()).unwrap_err();
        assert_eq!(unread.lost, Some(Lost::OfSome));
        assert_eq!(
            refused(r#"{"jsonrpc":"2.0","method":"x","params":["\u003c",1e999]}"#).lost,
            None
        );
        assert_eq!(
            refused(r#"{"jsonrpc":"2.0","method":"x","params":1e999}"#).lost,
            None
        );
    }
}
