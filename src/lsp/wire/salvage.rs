//! Who waits for an answer to an object that is no JSON.
//!
//! In: the bytes of the object. Out: the id under which it asks, if that stands whole before the first mistake and the object surely asks. What
//! stands behind a mistake is not looked at: it may belong to anything.

use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use tower_lsp::jsonrpc::Id;

use super::message::number;

/// The id under which a damaged object asks; `None` when in doubt.
pub(super) fn asker(body: &[u8]) -> Option<Id> {
    // A control character in a text, which JSON forbids, leaves no doubt about what is around it.
    let is_control = |byte: u8| byte < b' ';
    let spaced: Vec<u8> = body
        .iter()
        .map(|&byte| if is_control(byte) { b' ' } else { byte })
        .collect();
    let mut begun = Begun::default();
    let mut from = serde_json::Deserializer::from_slice(&spaced);
    // That it fails is known.
    let _ = from.deserialize_map(&mut begun);
    match begun {
        Begun {
            ids: 1,
            asks: true,
            answers: false,
            id,
        } => id,
        _ => None,
    }
}

/// What of an object stands before the first mistake.
#[derive(Default)]
struct Begun {
    /// The last id that stands whole: a mark follows it.
    id: Option<Id>,
    /// How many ids there are.
    ids: usize,
    asks: bool,
    answers: bool,
}

impl<'de> Visitor<'de> for &mut Begun {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut last = None;
        while let Some(name) = members.next_key::<String>()? {
            // Only now is it known that a number was not cut.
            self.id = last.take().or(self.id.take());
            match name.as_str() {
                "id" => {
                    self.ids += 1;
                    last = number(&members.next_value::<Value>()?);
                    continue;
                }
                "method" | "params" => self.asks = true,
                "result" | "error" => self.answers = true,
                _ => {}
            }
            members.next_value::<IgnoredAny>()?;
        }
        self.id = last.or(self.id.take());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_before_a_mistake_is_known() {
        for params in [
            "{\"a\":\"b\tc\"}}",
            r#"{"a":"\x"}}"#,
            r#"{"a":"\u12"}}"#,
            r#"{"a":1,}}"#,
            r#"{"a":NaN,"id":9}}"#,
            "[01]}",
            r#"{"a""#,
            "{}} y",
            "",
        ] {
            let body = format!(r#"{{"jsonrpc":"2.0","id":50,"method":"x","params":{params}"#);
            assert_eq!(asker(body.as_bytes()), Some(Id::Number(50)), "{body}");
        }
        for body in [
            r#"{"id":50,"method":'x'}"#,
            "{\"params\":{\"id\":7,\"a\":\"\0\"},\"id\":50}",
        ] {
            assert_eq!(asker(body.as_bytes()), Some(Id::Number(50)), "{body}");
        }
    }

    #[test]
    fn nothing_is_said_of_an_id_in_doubt() {
        for body in [
            // It may belong to the parameters.
            r#"{"method":"x","params":{"a":01},"id":50}"#,
            r#"{"method":"x","params":{"id":50,"a":01}}"#,
            // It may have been cut.
            r#"{"method":"x","id":5"#,
            r#"{"method":"x","id":5 0}"#,
            r#"{"method":"x","id":"五"#,
            r#"{"id":50,"id":51,"method":'x'}"#,
            // It may be an answer, or is one.
            r#"{"id":50,/*c*/"method":"x"}"#,
            r#"{"id":50,"result":01}"#,
            r#"{"id":50,"error":{"code":01}}"#,
            r#"{"id":[50],"method":'x'}"#,
            "{",
        ] {
            assert_eq!(asker(body.as_bytes()), None, "{body}");
        }
    }
}
