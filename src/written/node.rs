//! TOML and JSON as one kind of value that knows its place, so that both are read by the same code.

use std::borrow::Cow;

use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Notes;
use crate::say;

/// A value as it is written.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    /// Its first byte in the text; 0 in JSON.
    pub(crate) at: usize,
    pub(crate) value: TomlValue<'a>,
}

/// What a value is.
#[derive(Debug)]
pub(crate) enum TomlValue<'a> {
    /// JSON's `null`: the same as not written.
    Null,
    Flag(bool),
    Whole(i64),
    Words(Cow<'a, str>),
    List(Vec<Node<'a>>),
    /// In the order of the text.
    Table(Vec<TomlEntry<'a>>),
    /// What no key takes: fractions, dates.
    Other,
}

/// A key of a table and its value.
#[derive(Debug)]
pub(crate) struct TomlEntry<'a> {
    pub(crate) key: Cow<'a, str>,
    /// The first byte of the key; 0 in JSON.
    pub(crate) at: usize,
    pub(crate) node: Node<'a>,
}

/// The keys of a TOML text, as far as they can be made out. What is not TOML is noted.
pub(crate) fn parse<'a>(text: &'a str, notes: &mut Notes) -> Vec<TomlEntry<'a>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let reason = error.message();
        let message = say!(
            notes.locale(),
            "此处不是合法的 TOML，请检查引号、括号和等号（{reason}）",
            "this is not valid TOML ({reason})"
        );
        notes.add_torn(at, message);
    }
    entries(root.into_inner())
}

fn entries(table: DeTable<'_>) -> Vec<TomlEntry<'_>> {
    let mut entries: Vec<TomlEntry<'_>> = table
        .into_iter()
        .map(|(key, value)| TomlEntry {
            at: key.span().start,
            key: key.into_inner(),
            node: node(value),
        })
        .collect();
    entries.sort_by_key(|entry| entry.at);
    entries
}

fn node(value: Spanned<DeValue<'_>>) -> Node<'_> {
    let at = value.span().start;
    let value = match value.into_inner() {
        DeValue::String(words) => TomlValue::Words(words),
        DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix())
            .map_or(TomlValue::Other, TomlValue::Whole),
        DeValue::Boolean(flag) => TomlValue::Flag(flag),
        DeValue::Array(items) => TomlValue::List(items.into_iter().map(node).collect()),
        DeValue::Table(table) => TomlValue::Table(entries(table)),
        DeValue::Float(_) | DeValue::Datetime(_) => TomlValue::Other,
    };
    Node { at, value }
}

/// From JSON.
pub(crate) fn from_json(value: &Json) -> Node<'_> {
    let value = match value {
        Json::Null => TomlValue::Null,
        Json::Bool(flag) => TomlValue::Flag(*flag),
        Json::Number(number) => number.as_i64().map_or(TomlValue::Other, TomlValue::Whole),
        Json::String(words) => TomlValue::Words(Cow::Borrowed(words)),
        Json::Array(items) => TomlValue::List(items.iter().map(from_json).collect()),
        Json::Object(object) => {
            let entry = |(key, value): (&'_ String, _)| TomlEntry {
                key: Cow::Owned(key.clone()),
                at: 0,
                node: from_json(value),
            };
            TomlValue::Table(object.iter().map(entry).collect())
        }
    };
    Node { at: 0, value }
}
