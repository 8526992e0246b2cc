//! What a value is to be, what that is called, and a mistake if it is something else.

use super::Notes;
use super::fields::{Fields, TomlWord};
use super::node::{Node, TomlValue};
use crate::say;

/// What kinds of values are called in Chinese and English.
pub(super) const FLAG: (&str, &str) = ("true 或 false", "true or false");
pub(super) const WORD: (&str, &str) = ("带引号的文字", "a string in quotes");
pub(super) const LIST: (&str, &str) = ("列表 […]", "a list […]");
pub(super) const LISTS: (&str, &str) = ("列表的列表 [[…], […]]", "a list of lists [[…], […]]");
pub(super) const YEAR: (&str, &str) = ("年份，如 2021", "a year such as 2021");
pub(super) const TABLE: (&str, &str) = ("表（键 = 值）", "a table of keys and values");
pub(super) const TABLES: (&str, &str) = (
    "若干个表，每个以 [[…]] 开头",
    "tables, each under its own [[…]]",
);

impl<'n> Fields<'n> {
    pub(super) fn as_word(
        &self,
        key: &str,
        node: &'n Node<'n>,
        notes: &mut Notes,
    ) -> Option<TomlWord<'n>> {
        match &node.value {
            TomlValue::Words(text) if text.trim().is_empty() => {
                let message = say!(notes.locale(), "文字不能为空", "the text must not be empty");
                notes.add(node.at, self.path(key), message);
                None
            }
            TomlValue::Words(text) => Some(TomlWord { text, at: node.at }),
            _ => {
                notes.expected(node, self.path(key), WORD);
                None
            }
        }
    }

    pub(super) fn as_words(
        &self,
        key: &str,
        node: &'n Node<'n>,
        notes: &mut Notes,
    ) -> Vec<TomlWord<'n>> {
        let Some(items) = list(node) else {
            notes.expected(node, self.path(key), LIST);
            return Vec::new();
        };
        let words = items
            .iter()
            .filter_map(|item| self.as_word(key, item, notes));
        words.collect()
    }
}

/// The items of a list. Lua's empty table may arrive as an object.
pub(super) fn list<'n>(node: &'n Node<'n>) -> Option<&'n [Node<'n>]> {
    match &node.value {
        TomlValue::List(items) => Some(items),
        TomlValue::Table(entries) if entries.is_empty() => Some(&[]),
        _ => None,
    }
}
