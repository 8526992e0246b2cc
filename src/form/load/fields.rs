//! The keys of one TOML table, asked for one by one.
//!
//! Every answer is usable: what is missing or of the wrong kind is noted as a mistake with its line, and reading goes on, so that one run
//! reports everything. Keys that nobody asked for are mistakes too.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::notes::{Notes, nearest};
use crate::say;

/// A string of the file.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// Its first byte in the file.
    pub(super) at: usize,
}

/// One TOML table.
pub(super) struct Fields<'a> {
    table: &'a DeTable<'a>,
    at: usize,
    path: String,
    asked: Vec<String>,
}

impl<'a> Fields<'a> {
    /// `path`: the keys that lead to the table, joined by dots; empty at the top of the file.
    pub(super) fn new(table: &'a DeTable<'a>, at: usize, path: String) -> Self {
        Fields {
            table,
            at,
            path,
            asked: Vec::new(),
        }
    }

    /// Where the table starts, as a byte of the file.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Where the value of a key starts, as a byte of the file; where the table starts if the key is not given.
    pub(super) fn place(&self, key: &str) -> usize {
        self.table
            .get(key)
            .map_or(self.at, |value| value.span().start)
    }

    /// The path of one of its keys.
    pub(super) fn path(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    fn get(&mut self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.push(key.to_owned());
        self.table.get(key)
    }

    fn wrong_kind(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        expected: (&str, &str),
        notes: &mut Notes<'_>,
    ) {
        let (chinese, english) = expected;
        let message = say!(
            notes.locale(),
            "此处应为{chinese}",
            "{english} is expected here"
        );
        notes.add(value.span().start, self.path(key), message);
    }

    /// Notes that a key is missing, if it is.
    pub(super) fn require(&self, key: &str, notes: &mut Notes<'_>) {
        if !self.table.contains_key(key) {
            notes.add(
                self.at,
                self.path(key),
                say!(notes.locale(), "缺少 {key}", "{key} is missing"),
            );
        }
    }

    /// A string that must be there and must not be empty; the empty word stands in for a missing one.
    pub(super) fn word(&mut self, key: &str, notes: &mut Notes<'_>) -> Word<'a> {
        if let Some(word) = self.word_if_given(key, notes) {
            return word;
        }
        self.require(key, notes);
        Word {
            text: "",
            at: self.at,
        }
    }

    /// A string that may be left out but must not be empty.
    pub(super) fn word_if_given(&mut self, key: &str, notes: &mut Notes<'_>) -> Option<Word<'a>> {
        let value = self.get(key)?;
        self.as_word(key, value, notes)
    }

    /// A list of strings; empty if left out.
    pub(super) fn words(&mut self, key: &str, notes: &mut Notes<'_>) -> Vec<Word<'a>> {
        self.words_if_given(key, notes).unwrap_or_default()
    }

    /// A list of strings, or `None` if left out.
    pub(super) fn words_if_given(
        &mut self,
        key: &str,
        notes: &mut Notes<'_>,
    ) -> Option<Vec<Word<'a>>> {
        let value = self.get(key)?;
        Some(self.as_words(key, value, notes))
    }

    /// A list of lists of strings; empty if left out.
    pub(super) fn word_lists(&mut self, key: &str, notes: &mut Notes<'_>) -> Vec<Vec<Word<'a>>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_kind(key, value, LISTS, notes);
            return Vec::new();
        };
        items
            .iter()
            .map(|item| self.as_words(key, item, notes))
            .collect()
    }

    /// `true` or `false`; false if left out.
    pub(super) fn flag(&mut self, key: &str, notes: &mut Notes<'_>) -> bool {
        let Some(value) = self.get(key) else {
            return false;
        };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_kind(key, value, ("true 或 false", "true or false"), notes);
            false
        })
    }

    /// A year, or `None` if left out.
    pub(super) fn year(&mut self, key: &str, notes: &mut Notes<'_>) -> Option<u16> {
        let value = self.get(key)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|number| u16::from_str_radix(number.as_str(), number.radix()).ok());
        let year = number.filter(|year| (1900..3000).contains(year));
        if year.is_none() {
            self.wrong_kind(key, value, ("年份，如 2021", "a year such as 2021"), notes);
        }
        year
    }

    /// One of `choices` by its name; `None` if left out or not among them (which is noted).
    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &str,
        choices: &[(&str, T)],
        notes: &mut Notes<'_>,
    ) -> Option<T> {
        let word = self.word_if_given(key, notes)?;
        let chosen = choices
            .iter()
            .find(|(name, _)| *name == word.text)
            .map(|(_, choice)| *choice);
        if chosen.is_none() {
            let names = choices.iter().map(|(name, _)| *name);
            let separator = say!(notes.locale(), "、", ", ");
            let known = names.clone().collect::<Vec<_>>().join(&separator);
            let text = word.text;
            let message = match nearest(text, names) {
                Some(near) => say!(
                    notes.locale(),
                    "不认识 {text}，是否应为 {near}？",
                    "unknown {text}; did you mean {near}?"
                ),
                None => say!(
                    notes.locale(),
                    "不认识 {text}，可用：{known}",
                    "unknown {text}; known are {known}"
                ),
            };
            notes.add(word.at, self.path(key), message);
        }
        chosen
    }

    /// A table, or `None` if left out.
    pub(super) fn table(&mut self, key: &str, notes: &mut Notes<'_>) -> Option<Fields<'a>> {
        let value = self.get(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_kind(key, value, ("表", "a table"), notes);
            return None;
        };
        Some(Fields::new(table, value.span().start, self.path(key)))
    }

    /// The tables of `[[key]]`; none if left out.
    pub(super) fn tables(&mut self, key: &str, notes: &mut Notes<'_>) -> Vec<Fields<'a>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_kind(
                key,
                value,
                (
                    "表的列表，每个以方括号双写开头",
                    "a list of tables, each under a doubly bracketed name",
                ),
                notes,
            );
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(items.len());
        for item in items {
            match item.get_ref().as_table() {
                Some(table) => tables.push(Fields::new(table, item.span().start, self.path(key))),
                None => self.wrong_kind(key, item, ("表", "a table"), notes),
            }
        }
        tables
    }

    fn as_word(
        &self,
        key: &str,
        value: &'a Spanned<DeValue<'a>>,
        notes: &mut Notes<'_>,
    ) -> Option<Word<'a>> {
        let at = value.span().start;
        match value.get_ref().as_str() {
            None => self.wrong_kind(key, value, ("加引号的文字", "a quoted string"), notes),
            Some(text) if text.trim().is_empty() => {
                notes.add(
                    at,
                    self.path(key),
                    say!(notes.locale(), "文字不能为空", "the text must not be empty"),
                );
            }
            Some(text) => return Some(Word { text, at }),
        }
        None
    }

    fn as_words(
        &self,
        key: &str,
        value: &'a Spanned<DeValue<'a>>,
        notes: &mut Notes<'_>,
    ) -> Vec<Word<'a>> {
        match value.get_ref().as_array() {
            Some(items) => items
                .iter()
                .filter_map(|item| self.as_word(key, item, notes))
                .collect(),
            None => {
                self.wrong_kind(key, value, ("文字的列表", "a list of strings"), notes);
                Vec::new()
            }
        }
    }

    /// Notes the keys that were not asked for. Call it when everything has been asked.
    pub(super) fn finish(self, notes: &mut Notes<'_>) {
        for (key, _) in self.table.iter() {
            let name = key.get_ref().as_ref();
            if self.asked.iter().any(|asked| asked == name) {
                continue;
            }
            let message = match nearest(name, self.asked.iter().map(String::as_str)) {
                Some(near) => say!(
                    notes.locale(),
                    "不认识 {name}，是否应为 {near}？",
                    "unknown key {name}; did you mean {near}?"
                ),
                None => say!(notes.locale(), "不认识 {name}", "unknown key {name}"),
            };
            notes.add(key.span().start, self.path(name), message);
        }
    }
}

const LISTS: (&str, &str) = ("文字列表的列表", "a list of lists of strings");

/// The tables of `[[key]]`, of which at least one must be there.
pub(super) fn entries<'a>(
    fields: &mut Fields<'a>,
    key: &str,
    notes: &mut Notes<'_>,
) -> Vec<Fields<'a>> {
    let before = notes.len();
    let entries = fields.tables(key, notes);
    if entries.is_empty() && notes.len() == before {
        let message = say!(
            notes.locale(),
            "至少要有一个 {key}",
            "at least one {key} is needed"
        );
        notes.add(fields.place(key), fields.path(key), message);
    }
    entries
}

/// The words without their places.
pub(super) fn owned(words: Vec<Word<'_>>) -> Vec<String> {
    words.into_iter().map(|word| word.text.to_owned()).collect()
}

/// The `source` of an entry, or of what it belongs to.
pub(super) fn source_or(inherited: &str, fields: &mut Fields<'_>, notes: &mut Notes<'_>) -> String {
    fields
        .word_if_given("source", notes)
        .map_or(inherited, |source| source.text)
        .to_owned()
}
