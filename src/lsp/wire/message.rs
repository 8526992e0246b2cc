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
use crate::lsp::notices::{TELLS_TEXT, whole};

/// A message of the client.
#[derive(Debug)]
pub(in crate::lsp) enum Message {
    /// It asks or tells.
    Request(Request),
    /// It answers.
    Response(Response),
    /// It tells an edit in the words in which every editor does; what comes so often does not go through the library's words.
    Change(CommonChange),
    /// One of these in which this name is said twice; the last counts.
    Doubled(String, Box<Message>),
}

/// A message that was left out.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Refused {
    /// Why.
    pub(in crate::lsp) reason: String,
    /// Under which number an answer is waited for.
    pub(in crate::lsp) id: Option<Id>,
    /// What it would have told about a text.
    pub(in crate::lsp) lost: Option<Lost>,
}

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
    repair_lone_surrogates(body);
    if let Some(change) = CommonChange::of(body) {
        return Ok(Message::Change(change));
    }
    let (members, doubled) = members(body).map_err(|error| {
        let known = Known::of(body);
        // Of what is no JSON nobody knows whether an answer is waited for: the protocol has one for that.
        let is_json = serde_json::from_slice::<IgnoredAny>(body).is_ok();
        let waiting = known.id.filter(|_| known.method.is_some());
        Refused {
            reason: error.to_string(),
            id: waiting.or_else(|| (!is_json).then_some(Id::Null)),
            lost: lost(body, known.params),
        }
    })?;
    let read = message(members).map_err(|(reason, id)| Refused {
        reason: reason.to_owned(),
        id,
        lost: lost(body, Known::of(body).params),
    })?;
    let Some(name) = doubled else { return Ok(read) };
    match lost(body, Known::of(body).params) {
        // Which of two texts the client means nobody knows.
        Some(lost) => Err(Refused {
            reason: format!("“{name}” is said twice"),
            id: match read {
                Message::Request(asked) => asked.id().cloned(),
                _ => None,
            },
            lost: Some(lost),
        }),
        None => Ok(Message::Doubled(name, Box::new(read))),
    }
}

/// The message that an object says, or why it says none and who waits for an answer.
fn message(mut members: Map<String, Value>) -> Result<Message, (&'static str, Option<Id>)> {
    let id = members.remove("id");
    let asks = members.contains_key("method");
    let id = match id {
        None => None,
        Some(value) => match number(&value) {
            Some(id) => Some(id),
            None => {
                return Err((
                    "the id is neither number nor text",
                    asks.then_some(Id::Null),
                ));
            }
        },
    };
    let waiting = id.clone().filter(|_| asks);
    if members.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return Err(("not JSON-RPC 2.0", waiting));
    }
    match (members.remove("method"), id) {
        (Some(Value::String(method)), id) => Ok(Message::Request(request(
            method,
            id,
            members.remove("params"),
        ))),
        (Some(_), _) => Err(("the method is no text", waiting)),
        (None, Some(id)) => Ok(Message::Response(response(id, members))),
        (None, None) => Err(("neither a method nor an id", None)),
    }
}

/// An id in the library's words.
fn number(id: &Value) -> Option<Id> {
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
    /// First with the document, then without: either may be what cannot be decoded.
    fn of(body: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct Bare {
            #[serde(default)]
            id: Option<Id>,
            method: Option<IgnoredAny>,
        }
        serde_json::from_slice(body)
            .or_else(|_| {
                serde_json::from_slice(body).map(|Bare { id, method }| Known {
                    id,
                    method,
                    params: None,
                })
            })
            .unwrap_or_default()
    }
}

/// The text that is lost with a body. That it names such a method is enough: a change that was none costs nothing but a doubt.
fn lost(body: &[u8], params: Option<KnownParams>) -> Option<Lost> {
    let names = |method: &str| {
        // The slash may be escaped, and what follows it ends the text.
        let (_, last) = method.rsplit_once('/')?;
        memchr::memmem::find(body, format!("/{last}\"").as_bytes())
    };
    TELLS_TEXT.iter().find_map(|method| names(method))?;
    Some(params.map_or(Lost::OfSome, |params| {
        Lost::Of(Box::new(params.document.uri))
    }))
}

/// Turns each escape of half a surrogate pair into `\uFFFD`. An editor that splits 𠮷 while typing sends such halves, and no JSON decoder
/// takes them. The stand-in is one UTF-16 unit long, too, so later positions still agree.
fn repair_lone_surrogates(body: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', body.get(at..).unwrap_or_default()) {
        at += found;
        match escaped_unit(body, at) {
            Some(0xD800..=0xDBFF)
                if matches!(escaped_unit(body, at + 6), Some(0xDC00..=0xDFFF)) =>
            {
                at += 12
            }
            Some(0xD800..=0xDFFF) => {
                if let Some(digits) = body.get_mut(at + 2..at + 6) {
                    digits.copy_from_slice(b"FFFD");
                }
                at += 6;
            }
            Some(_) => at += 6,
            None => at += 2,
        }
    }
}

/// The UTF-16 unit that a `\uXXXX` at `at` stands for.
fn escaped_unit(body: &[u8], at: usize) -> Option<u16> {
    let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
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
            (r#"{"jsonrpc":"2.0","id":1}"#, Some(Value::Null)),
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
            (r#"{"jsonrpc":"2.0","id":{},"method":"x"}"#, Some(Id::Null)),
            (r#"{"jsonrpc":"2.0","id":1.5,"method":"x"}"#, Some(Id::Null)),
            (r#"{"jsonrpc":"2.0","method":5}"#, None),
            (r#"{"jsonrpc":"2.0"}"#, None),
            (r#"{"jsonrpc":"2.0","id":8,"result":1e999}"#, None),
            ("{", Some(Id::Null)),
            ("[]", None),
            ("7", None),
            ("", Some(Id::Null)),
        ] {
            assert_eq!(refused(body).id, id, "{body}");
        }
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
        assert_eq!(
            refused(r#"{"jsonrpc":"2.0","method":"x","params":1e999}"#).lost,
            None
        );
    }

    #[test]
    fn half_a_surrogate_pair_becomes_a_stand_in_of_the_same_length() {
        let cases = [
            (r"a\ud842b", r"a\uFFFDb"),
            (r"\udfb7", r"\uFFFD"),
            (r"\ud842\udfb7", r"\ud842\udfb7"),
            (r"\ud842\ud842\udfb7", r"\uFFFD\ud842\udfb7"),
            (r"\\ud842", r"\\ud842"),
            (r"\ud842\n", r"\uFFFD\n"),
            (r"\ud8", r"\ud8"),
            (r"\u4e2d\", r"\u4e2d\"),
        ];
        for (before, after) in cases {
            let mut body = before.as_bytes().to_vec();
            repair_lone_surrogates(&mut body);
            assert_eq!(String::from_utf8(body).unwrap(), after);
        }
    }
}
