//! Fields: of each only the result is shown, and nothing of a list of contents.

use std::collections::HashSet;

use super::super::xml::{Space, Tree, chunks};
use super::walk::DocumentWalk;

/// A field whose end has not been seen.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub instruction: String,
    /// Whether its result has begun.
    pub has_result: bool,
    pub is_contents: bool,
    pub is_formula: bool,
    /// Whether the fields round it hide what stands in them.
    is_hidden: bool,
    /// Whether one of the fields round it computes its result.
    is_in_formula: bool,
}

impl Field {
    /// Whether what stands in it is shown.
    fn shows(&self) -> bool {
        self.has_result && !self.is_contents && !self.is_hidden
    }
}

impl DocumentWalk<'_, '_> {
    /// The marks of fields that never end; they hide nothing.
    fn unended_fields(&mut self) -> &HashSet<usize> {
        let tree = self.tree;
        self.unended_fields.get_or_insert_with(|| unended(tree))
    }

    /// A mark of a field: it begins, its result begins, it ends.
    pub(super) fn field(&mut self, at: usize) {
        if self.unended_fields().contains(&at) {
            return;
        }
        match self.tree.attribute(at, "fldCharType").as_deref() {
            Some("begin") => {
                let around = self.fields.last();
                let field = Field {
                    is_hidden: around.is_some_and(|around| !around.shows()),
                    is_in_formula: self.computes(),
                    ..Field::default()
                };
                self.fields.push(field);
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
                    field.is_contents = is_contents(Some(&field.instruction));
                    field.is_formula = is_formula(Some(&field.instruction));
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// Words of a field that are no part of its result.
    pub(super) fn instruction(&mut self, at: usize) {
        let Some(element) = self.tree.get(at) else {
            return;
        };
        let chunks = chunks(self.tree.xml, element.inner_start, element.inner_end);
        if let Some(field) = self
            .fields
            .last_mut()
            .filter(|field| field.instruction.len() < 200)
        {
            field
                .instruction
                .extend(chunks.iter().map(|chunk| chunk.text.as_ref()));
        }
    }

    /// Whether text at this place is shown: no instruction of a field, and no list of contents, which repeats the headings.
    pub(super) fn shows(&self) -> bool {
        self.fields.last().is_none_or(Field::shows)
    }

    /// Whether a field computes what stands at this place.
    pub(super) fn computes(&self) -> bool {
        let field = self.fields.last();
        field.is_some_and(|field| field.is_formula || field.is_in_formula)
    }
}

/// The marks of fields that never end, by their indices. What was deleted does not count.
fn unended(tree: &Tree<'_>) -> HashSet<usize> {
    let mut open: Vec<Vec<usize>> = Vec::new();
    let mut at = 0;
    while let Some(element) = tree.get(at) {
        if element.space == Space::Word && matches!(element.name, "del" | "moveFrom") {
            at = element.next;
            continue;
        }
        if element.name == "fldChar" {
            match tree.attribute(at, "fldCharType").as_deref() {
                Some("begin") => open.push(vec![at]),
                Some("end") => {
                    open.pop();
                }
                _ => open
                    .iter_mut()
                    .last()
                    .into_iter()
                    .for_each(|of| of.push(at)),
            }
        }
        at += 1;
    }
    open.into_iter().flatten().collect()
}

fn first_word(instruction: Option<&str>) -> &str {
    instruction
        .unwrap_or_default()
        .split_whitespace()
        .next()
        .unwrap_or_default()
}

/// Whether a field lists the contents.
pub(super) fn is_contents(instruction: Option<&str>) -> bool {
    first_word(instruction).eq_ignore_ascii_case("TOC")
}

/// Whether a field computes its result.
pub(super) fn is_formula(instruction: Option<&str>) -> bool {
    first_word(instruction).starts_with('=')
}
