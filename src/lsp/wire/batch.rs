//! Several messages in one body. JSON-RPC has that; the editors' protocol has not, and a client that sends it could not be relied on to take the answers.
//!
//! In: the bytes of a body. Out: each message refused by itself, so that whoever asked is answered and only the texts that were told are in doubt.

use std::collections::VecDeque;

use serde_json::value::RawValue;

use super::message::{Refused, lost_with, read};

/// A longer body, or one of more messages, is refused as a whole.
const LONGEST: usize = 1 << 24;
const MOST: usize = 1 << 12;

/// The first message of a body that holds several, and the others in order; `None` if it holds one, or none at all.
pub(super) fn several(body: &[u8]) -> Option<(Refused, VecDeque<Refused>)> {
    if !body.trim_ascii_start().starts_with(b"[") || body.len() > LONGEST {
        return None;
    }
    let parts: Vec<&RawValue> = serde_json::from_slice(body).ok()?;
    if parts.len() > MOST {
        return None;
    }
    let parts = parts.iter().map(|part| part.get().as_bytes());
    let mut refused: VecDeque<Refused> = parts.map(refused).collect();
    let first = Refused {
        reason: "a list of messages".to_owned(),
        ..refused.pop_front()?
    };
    Some((first, refused))
}

/// One of several messages. Why it is refused is said once.
fn refused(part: &[u8]) -> Refused {
    match read(&mut part.to_vec()) {
        Ok(message) => Refused {
            id: message.waiting().cloned(),
            is_readable: true,
            lost: lost_with(part),
            ..Refused::default()
        },
        Err(refused) => Refused {
            reason: String::new(),
            ..refused
        },
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::message::Lost;
    use super::*;
    use tower_lsp::jsonrpc::Id;
    use tower_lsp::lsp_types::Url;

    #[test]
    fn each_message_of_a_list_is_refused_by_itself() {
        let change = |version: &str| {
            format!(
                r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"file:///a.md","version":{version}}},"contentChanges":[]}}}}"#
            )
        };
        let (sound, half) = (change("2"), change("1e999"));
        let body = format!(
            r#" [{{"jsonrpc":"2.0","id":1,"method":"a"}},{sound},{half},[{half}],7,{{"jsonrpc":"2.0","id":2,"result":0}},{{"jsonrpc":"2.0","id":3}},{{"jsonrpc":"2.0","method":"exit"}}]"#
        );
        let (first, rest) = several(body.as_bytes()).unwrap();
        assert_eq!(
            (&*first.reason, first.id, first.lost),
            ("a list of messages", Some(Id::Number(1)), None)
        );
        let of = || {
            let uri = Url::parse("file:///a.md").unwrap();
            Some(Lost::Of(Box::new(uri)))
        };
        let told: Vec<_> = rest.into_iter().map(|part| (part.id, part.lost)).collect();
        assert_eq!(
            told,
            [
                (None, of()),
                (None, of()),
                (Some(Id::Null), Some(Lost::OfSome)),
                (Some(Id::Null), None),
                (None, None),
                (Some(Id::Number(3)), None),
                (None, None),
            ]
        );
    }

    #[test]
    fn what_holds_no_messages_is_no_list_of_them() {
        let long = format!("[{}1]", "1,".repeat(MOST));
        for body in ["", "{}", "[]", "[1,", "[1] 2", "7", &long] {
            assert!(several(body.as_bytes()).is_none(), "{body}");
        }
    }
}
