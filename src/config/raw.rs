//! TOML and JSON as one kind of value that knows its line, so that both are read by the same code.

use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value as it is written.
pub(super) struct Node {
    /// Line, from 1; `None` in JSON.
    pub line: Option<usize>,
    /// What it is.
    pub value: Raw,
}

/// What a value is.
pub(super) enum Raw {
    /// JSON's `null`: the same as not written.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A string.
    Words(String),
    /// An array.
    List(Vec<Node>),
    /// A table or object, in the order of the text.
    Table(Vec<Entry>),
    /// Anything that no key takes: fractions, dates.
    Other,
}

/// A key of a table and its value.
pub(super) struct Entry {
    /// As written.
    pub key: String,
    /// Line of the key, from 1; `None` in JSON.
    pub line: Option<usize>,
    /// Its value.
    pub node: Node,
}

/// Where the lines of a text begin, to turn byte offsets into line numbers.
pub(super) struct LineStarts(Vec<usize>);

impl LineStarts {
    /// Of `text`.
    pub fn of(text: &str) -> Self {
        LineStarts(memchr::memchr_iter(b'\n', text.as_bytes()).collect())
    }

    /// The line, from 1, that holds byte `at`.
    pub fn line(&self, at: usize) -> usize {
        self.0.partition_point(|&end| end < at) + 1
    }
}

/// From a TOML table.
pub(super) fn from_toml(table: &Spanned<DeTable<'_>>, lines: &LineStarts) -> Node {
    Node {
        line: Some(lines.line(table.span().start)),
        value: toml_table(table.get_ref(), lines),
    }
}

fn toml_table(table: &DeTable<'_>, lines: &LineStarts) -> Raw {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            line: Some(lines.line(key.span().start)),
            node: toml_value(value, lines),
        })
        .collect();
    entries.sort_by_key(|entry| entry.line);
    Raw::Table(entries)
}

fn toml_value(value: &Spanned<DeValue<'_>>, lines: &LineStarts) -> Node {
    let raw = match value.get_ref() {
        DeValue::String(words) => Raw::Words(words.to_string()),
        DeValue::Integer(digits) => {
            i64::from_str_radix(digits.as_str(), digits.radix()).map_or(Raw::Other, Raw::Whole)
        }
        DeValue::Boolean(flag) => Raw::Flag(*flag),
        DeValue::Array(items) => {
            Raw::List(items.iter().map(|item| toml_value(item, lines)).collect())
        }
        DeValue::Table(table) => toml_table(table, lines),
        DeValue::Float(_) | DeValue::Datetime(_) => Raw::Other,
    };
    Node {
        line: Some(lines.line(value.span().start)),
        value: raw,
    }
}

/// From JSON.
pub(super) fn from_json(value: &Json) -> Node {
    let value = match value {
        Json::Null => Raw::Null,
        Json::Bool(flag) => Raw::Flag(*flag),
        Json::Number(number) => number.as_i64().map_or(Raw::Other, Raw::Whole),
        Json::String(words) => Raw::Words(words.clone()),
        Json::Array(items) => Raw::List(items.iter().map(from_json).collect()),
        Json::Object(entries) => Raw::Table(
            entries
                .iter()
                .map(|(key, value)| Entry {
                    key: key.clone(),
                    line: None,
                    node: from_json(value),
                })
                .collect(),
        ),
    };
    Node { line: None, value }
}
