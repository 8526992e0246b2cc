//! Ids: given once each, and found again by those that refer to them.

use rustc_hash::FxHashMap;

use super::{Fields, Notes, TomlWord};
use crate::locale::Locale;
use crate::say;

/// The ids, or labels, given so far in one list, in the order of their indices.
#[derive(Default)]
pub(crate) struct Names {
    names: Vec<String>,
    /// The first index of each name.
    indices: FxHashMap<String, usize>,
    /// Whether an entry has no name: what refers to nothing may mean that one, which is a mistake already.
    has_nameless: bool,
}

impl Names {
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.indices.get(name).copied()
    }

    /// Takes the `id` of the next entry; noted if it is missing or an earlier one has it.
    pub(crate) fn declare_id(&mut self, fields: &mut Fields<'_>, notes: &mut Notes) -> String {
        let id = fields.word("id", notes);
        let text = id.text;
        if self.is_taken(text) {
            let message = say!(
                notes.locale(),
                "编号“{text}”重复",
                "the id \"{text}\" stands twice"
            );
            notes.add(id.at, fields.path("id"), message);
        }
        self.take(text);
        text.to_owned()
    }

    /// Takes the label of the next entry; noted if an earlier one has it.
    pub(crate) fn declare(&mut self, label: TomlWord<'_>, path: String, notes: &mut Notes) {
        let text = label.text;
        if self.is_taken(text) {
            let message = say!(notes.locale(), "“{text}”重复", "\"{text}\" stands twice");
            notes.add(label.at, path, message);
        }
        self.take(text);
    }

    fn is_taken(&self, name: &str) -> bool {
        !name.is_empty() && self.find(name).is_some()
    }

    fn take(&mut self, name: &str) {
        self.has_nameless |= name.is_empty();
        let index = self.names.len();
        self.indices.entry(name.to_owned()).or_insert(index);
        self.names.push(name.to_owned());
    }

    /// The index of what `name` refers to; noted if there is none, once for each name however often it is used.
    pub(crate) fn refer(
        &self,
        name: TomlWord<'_>,
        path: String,
        notes: &mut Notes,
    ) -> Option<usize> {
        self.index_or(name, path, notes, |text, locale| {
            say!(
                locale,
                "没有定义编号“{text}”",
                "no id \"{text}\" is defined"
            )
        })
    }

    /// As [`Names::refer`], where only names that stand above are known yet.
    pub(crate) fn refer_above(
        &self,
        name: TomlWord<'_>,
        path: String,
        notes: &mut Notes,
    ) -> Option<usize> {
        self.index_or(name, path, notes, |text, locale| {
            say!(
                locale,
                "前面没有定义编号“{text}”",
                "no id \"{text}\" is defined above"
            )
        })
    }

    fn index_or(
        &self,
        name: TomlWord<'_>,
        path: String,
        notes: &mut Notes,
        missing: impl Fn(&str, Locale) -> String,
    ) -> Option<usize> {
        let text = name.text;
        // an empty name stands for one that is missing, which is noted already
        if text.is_empty() {
            return None;
        }
        let found = self.find(text);
        if found.is_none() && !self.has_nameless {
            let locale = notes.locale();
            let known = self.names.iter().map(String::as_str);
            let message = match notes.nearest(text, known) {
                Some(near) => say!(
                    locale,
                    "{missing}，是否应为“{near}”？",
                    "{missing}; did you mean \"{near}\"?",
                    missing = missing(text, locale)
                ),
                None => missing(text, locale),
            };
            notes.add_once(name.at, path, message);
        }
        found
    }

    /// The indices of what `names` refer to, without those that refer to nothing, which are noted.
    pub(crate) fn refer_to_all(
        &self,
        names: &[TomlWord<'_>],
        path: &str,
        notes: &mut Notes,
    ) -> Vec<usize> {
        let index = |name: &TomlWord<'_>| self.refer(*name, path.to_owned(), notes);
        names.iter().filter_map(index).collect()
    }

    /// The name of an index, empty if there is none.
    pub(crate) fn name(&self, index: usize) -> &str {
        self.names.get(index).map_or("", String::as_str)
    }
}
