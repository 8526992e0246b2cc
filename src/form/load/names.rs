//! Ids: given once each, and found again by those that refer to them.

use rustc_hash::FxHashMap;

use super::fields::{Fields, Word};
use super::notes::{Notes, nearest};
use crate::say;

/// The ids, or labels, given so far in one list, in the order of their indices.
#[derive(Default)]
pub(super) struct Names {
    names: Vec<String>,
    /// The first index of each name.
    indices: FxHashMap<String, usize>,
}

impl Names {
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.indices.get(name).copied()
    }

    /// Takes the `id` of the next entry; noted if it is missing or an earlier one has it.
    pub(super) fn declare_id(&mut self, fields: &mut Fields<'_>, notes: &mut Notes<'_>) -> String {
        let id = fields.word("id", notes);
        self.declare(id, fields.path("id"), notes);
        id.text.to_owned()
    }

    /// Takes the name of the next entry; noted if an earlier one has it.
    pub(super) fn declare(&mut self, name: Word<'_>, path: String, notes: &mut Notes<'_>) {
        let text = name.text;
        if !text.is_empty() && self.find(text).is_some() {
            notes.add(
                name.at,
                path,
                say!(notes.locale(), "{text} 重复", "{text} stands twice"),
            );
        }
        self.indices
            .entry(text.to_owned())
            .or_insert(self.names.len());
        self.names.push(text.to_owned());
    }

    /// The index of what `name` refers to; noted if there is none.
    pub(super) fn refer(
        &self,
        name: Word<'_>,
        path: String,
        notes: &mut Notes<'_>,
    ) -> Option<usize> {
        let text = name.text;
        let found = self.find(text);
        // an empty name stands for one that is missing, which is noted already
        if found.is_none() && !text.is_empty() {
            let known = self
                .names
                .iter()
                .map(String::as_str)
                .filter(|known| !known.is_empty());
            let message = match nearest(text, known) {
                Some(near) => {
                    say!(
                        notes.locale(),
                        "没有编号 {text}，是否应为 {near}？",
                        "there is no {text}; did you mean {near}?"
                    )
                }
                None => say!(
                    notes.locale(),
                    "前文没有编号 {text}",
                    "there is no {text} above"
                ),
            };
            notes.add(name.at, path, message);
        }
        found
    }

    /// The indices of what `names` refer to, without those that refer to nothing, which are noted.
    pub(super) fn refer_to_all(
        &self,
        names: &[Word<'_>],
        path: &str,
        notes: &mut Notes<'_>,
    ) -> Vec<usize> {
        names
            .iter()
            .filter_map(|name| self.refer(*name, path.to_owned(), notes))
            .collect()
    }

    /// The name of an index, empty if there is none.
    pub(super) fn name(&self, index: usize) -> &str {
        self.names.get(index).map_or("", String::as_str)
    }
}
