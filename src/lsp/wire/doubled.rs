//! An object of JSON, and whether a name in it, however deep, is said twice.
//!
//! In: the bytes of a body. Out: its members, the last of those that share a name, and that name. JSON leaves open which of them counts, and the
//! library's own decoder passes over it in silence.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// The members of an object, and the first name that was said twice.
pub(super) fn members(body: &[u8]) -> serde_json::Result<(Map<String, Value>, Option<String>)> {
    let mut doubled = None;
    let mut from = serde_json::Deserializer::from_slice(body);
    let value = Noting(&mut doubled).deserialize(&mut from)?;
    from.end()?;
    match value {
        Value::Object(members) => Ok((members, doubled)),
        _ => Err(serde_json::Error::custom("not an object")),
    }
}

/// Reads a value and notes the first name that is said twice.
struct Noting<'a>(&'a mut Option<String>);

impl<'de> DeserializeSeed<'de> for Noting<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Noting<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element_seed(Noting(self.0))? {
            all.push(item);
        }
        Ok(all.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut all = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            if all.contains_key(&name) {
                self.0.get_or_insert_with(|| name.clone());
            }
            all.insert(name, entries.next_value_seed(Noting(self.0))?);
        }
        Ok(all.into())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_read_as_the_library_reads_it() {
        for body in [
            r#"{"a":[1,-2,3.5,true,null,"七\n",{"b":{}}],"c":18446744073709551615}"#,
            "{}",
        ] {
            let read: Map<String, Value> = serde_json::from_str(body).unwrap();
            assert_eq!(members(body.as_bytes()).unwrap(), (read, None), "{body}");
        }
        for body in ["{", "[]", "7", "", r#"{"a":1} {"#, r#"{"a":1e999}"#] {
            assert!(members(body.as_bytes()).is_err(), "{body}");
        }
        let deep = format!(r#"{{"a":{}{}}}"#, "[".repeat(200), "]".repeat(200));
        assert!(members(deep.as_bytes()).is_err());
    }

    #[test]
    fn a_name_said_twice_is_noted_at_any_depth() {
        for (body, name) in [
            (r#"{"a":1,"b":2,"a":3}"#, "a"),
            (r#"{"a":[{"b":{"c":1,"c":1}}]}"#, "c"),
            (r#"{"\u0061":1,"a":2}"#, "a"),
        ] {
            let (_, doubled) = members(body.as_bytes()).unwrap();
            assert_eq!(doubled.as_deref(), Some(name), "{body}");
        }
        let apart = r#"{"a":{"a":[{"a":1},{"a":2}]}}"#;
        assert_eq!(members(apart.as_bytes()).unwrap().1, None);
    }
}
