//! The keys of one table, asked for one by one.
//!
//! Every answer is usable: what is missing or of the wrong kind is noted as a mistake with its line, and reading goes on, so that one run
//! reports everything. Keys that nobody asked for are mistakes too.

use super::Notes;
use super::node::{Node, TomlEntry, TomlValue};
use super::values::{FLAG, LISTS, TABLE, TABLES, WORD, YEAR, list};
use crate::say;

/// A string of the text.
#[derive(Clone, Copy)]
pub(crate) struct TomlWord<'n> {
    pub(crate) text: &'n str,
    /// Its first byte in the text.
    pub(crate) at: usize,
}

/// One table.
pub(crate) struct Fields<'n> {
    entries: &'n [TomlEntry<'n>],
    at: usize,
    path: String,
    asked: Vec<String>,
}

impl<'n> Fields<'n> {
    /// The keys at the top of a text.
    pub(crate) fn top(entries: &'n [TomlEntry<'n>]) -> Self {
        Fields {
            entries,
            at: 0,
            path: String::new(),
            asked: Vec::new(),
        }
    }

    /// The keys of a value that is to be a table.
    pub(crate) fn of_node(node: &'n Node<'n>, notes: &mut Notes) -> Option<Self> {
        match &node.value {
            TomlValue::Null => Some(Fields::top(&[])),
            _ => Fields::top(&[]).as_table("", node, notes),
        }
    }

    /// Where the table starts, as a byte of the text.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    fn entry(&self, key: &str) -> Option<&'n TomlEntry<'n>> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        (!matches!(entry.node.value, TomlValue::Null)).then_some(entry)
    }

    /// Where the value of a key starts, as a byte of the text; where the table starts if the key is not given.
    pub(crate) fn place(&self, key: &str) -> usize {
        self.entry(key).map_or(self.at, |entry| entry.node.at)
    }

    /// Where a key itself starts; where the table starts if it is not given.
    pub(crate) fn key_place(&self, key: &str) -> usize {
        self.entry(key).map_or(self.at, |entry| entry.at)
    }

    /// The path of one of its keys.
    pub(crate) fn path(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// The value of a key, whatever it is.
    pub(crate) fn get(&mut self, key: &str) -> Option<&'n Node<'n>> {
        self.asked.push(key.to_owned());
        self.entry(key).map(|entry| &entry.node)
    }

    /// Notes that a key is missing, if it is.
    pub(crate) fn require(&self, key: &str, notes: &mut Notes) {
        if self.entry(key).is_none() {
            let message = say!(notes.locale(), "缺少 {key}", "{key} is missing");
            notes.add(self.at, self.path(key), message);
        }
    }

    /// A string that must be there and must not be empty; the empty word stands in for a missing one.
    pub(crate) fn word(&mut self, key: &str, notes: &mut Notes) -> TomlWord<'n> {
        self.word_if_given(key, notes).unwrap_or_else(|| {
            self.require(key, notes);
            TomlWord {
                text: "",
                at: self.at,
            }
        })
    }

    /// A string that may be left out but must not be empty.
    pub(crate) fn word_if_given(&mut self, key: &str, notes: &mut Notes) -> Option<TomlWord<'n>> {
        let node = self.get(key)?;
        self.as_word(key, node, notes)
    }

    /// A string that may be left out or empty.
    pub(crate) fn remark(&mut self, key: &str, notes: &mut Notes) -> Option<&'n str> {
        let node = self.get(key)?;
        let TomlValue::Words(words) = &node.value else {
            notes.expected(node, self.path(key), WORD);
            return None;
        };
        Some(words)
    }

    /// A list of strings; empty if left out.
    pub(crate) fn words(&mut self, key: &str, notes: &mut Notes) -> Vec<TomlWord<'n>> {
        self.words_if_given(key, notes).unwrap_or_default()
    }

    /// A list of strings, or `None` if left out.
    pub(crate) fn words_if_given(
        &mut self,
        key: &str,
        notes: &mut Notes,
    ) -> Option<Vec<TomlWord<'n>>> {
        let node = self.get(key)?;
        Some(self.as_words(key, node, notes))
    }

    /// A list of lists of strings; empty if left out.
    pub(crate) fn word_lists(&mut self, key: &str, notes: &mut Notes) -> Vec<Vec<TomlWord<'n>>> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = list(node) else {
            notes.expected(node, self.path(key), LISTS);
            return Vec::new();
        };
        let lists = items.iter().map(|item| self.as_words(key, item, notes));
        lists.collect()
    }

    /// `true` or `false`; false if left out.
    pub(crate) fn flag(&mut self, key: &str, notes: &mut Notes) -> bool {
        self.flag_if_given(key, notes).unwrap_or_default()
    }

    /// `true` or `false`, or `None` if left out.
    pub(crate) fn flag_if_given(&mut self, key: &str, notes: &mut Notes) -> Option<bool> {
        let node = self.get(key)?;
        if let TomlValue::Flag(flag) = node.value {
            return Some(flag);
        }
        notes.expected(node, self.path(key), FLAG);
        None
    }

    /// A whole number up to `most`, or `None` if left out.
    pub(crate) fn whole_up_to(&mut self, most: u64, key: &str, notes: &mut Notes) -> Option<u64> {
        let node = self.get(key)?;
        if let TomlValue::Whole(number) = node.value
            && let Ok(number) = u64::try_from(number)
            && number <= most
        {
            return Some(number);
        }
        let chinese = format!("0 至 {most} 的整数");
        let english = format!("a whole number from 0 to {most}");
        notes.expected(node, self.path(key), (&chinese, &english));
        None
    }

    /// A year, or `None` if left out.
    pub(crate) fn year(&mut self, key: &str, notes: &mut Notes) -> Option<u16> {
        let node = self.get(key)?;
        if let TomlValue::Whole(number) = node.value
            && (1900..3000).contains(&number)
        {
            return u16::try_from(number).ok();
        }
        notes.expected(node, self.path(key), YEAR);
        None
    }

    /// One of `choices` by its name, whatever the case; `None` if left out or not among them (which is noted).
    pub(crate) fn choice<T: Copy>(
        &mut self,
        key: &str,
        choices: &[(&str, T)],
        notes: &mut Notes,
    ) -> Option<T> {
        let node = self.get(key)?;
        let chosen = match &node.value {
            TomlValue::Words(written) => choices
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(written)),
            _ => None,
        };
        if chosen.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            let names = names.join(", ");
            let wanted = (format!("{names} 之一"), format!("one of {names}"));
            notes.expected(node, self.path(key), (&wanted.0, &wanted.1));
        }
        chosen.map(|(_, choice)| *choice)
    }

    /// A table, or `None` if left out.
    pub(crate) fn table(&mut self, key: &str, notes: &mut Notes) -> Option<Fields<'n>> {
        let node = self.get(key)?;
        self.as_table(key, node, notes)
    }

    /// The tables of `[[key]]`; none if left out.
    pub(crate) fn tables(&mut self, key: &str, notes: &mut Notes) -> Vec<Fields<'n>> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = list(node) else {
            notes.expected(node, self.path(key), TABLES);
            return Vec::new();
        };
        let tables = items
            .iter()
            .filter_map(|item| self.as_table(key, item, notes));
        tables.collect()
    }

    /// The tables of `[[key]]`, of which at least one must be there.
    pub(crate) fn entries(&mut self, key: &str, notes: &mut Notes) -> Vec<Fields<'n>> {
        let before = notes.len();
        let entries = self.tables(key, notes);
        if entries.is_empty() && notes.len() == before {
            let message = say!(
                notes.locale(),
                "至少要有一个 {key}",
                "at least one {key} is needed"
            );
            notes.add(self.place(key), self.path(key), message);
        }
        entries
    }

    fn as_table(&self, key: &str, node: &'n Node<'n>, notes: &mut Notes) -> Option<Fields<'n>> {
        let entries = match &node.value {
            TomlValue::Table(entries) => entries.as_slice(),
            // Lua has one kind of empty table, and it arrives as an empty list.
            TomlValue::List(items) if items.is_empty() => &[],
            _ => {
                notes.expected(node, self.path(key), TABLE);
                return None;
            }
        };
        Some(Fields {
            at: node.at,
            path: self.path(key),
            ..Fields::top(entries)
        })
    }

    /// Notes the keys that were not asked for. Call it when everything has been asked.
    pub(crate) fn finish(self, notes: &mut Notes) {
        for entry in self.entries {
            let name = entry.key.as_ref();
            if !self.asked.iter().any(|asked| asked == name) {
                let known = self.asked.iter().map(String::as_str);
                notes.unknown(entry.at, self.path(name), name, known);
            }
        }
    }
}

/// The words without their places.
pub(crate) fn owned(words: Vec<TomlWord<'_>>) -> Vec<String> {
    words.into_iter().map(|word| word.text.to_owned()).collect()
}
