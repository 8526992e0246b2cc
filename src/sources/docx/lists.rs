//! The kinds of lists and the lists of a document, as its part `numbering` tells them.

use std::collections::HashMap;

use super::super::limits;
use super::super::xml::Tree;
use super::ordinals::Writing;

/// The deepest level of a list, and one.
pub(in crate::sources) const LEVELS: usize = 9;

/// A level of a list.
#[derive(Clone, Debug)]
pub(in crate::sources) struct ListLevel {
    pub start: u32,
    pub writing: Writing,
    /// Numbers of outer levels are written as digits.
    pub is_legal: bool,
    /// With `%1` for the number of the first level.
    pub text: String,
    /// The number begins anew after each level up to this one; 0 for never.
    pub restarts_after: usize,
    /// The style that brings this level along.
    pub style: Option<String>,
    /// What stands between the number and the text is nothing.
    pub is_tight: bool,
}

/// What a list says itself of one of its levels.
#[derive(Clone, Debug, Default)]
pub(in crate::sources) struct Override {
    pub start: Option<u32>,
    pub level: Option<ListLevel>,
}

/// The kind of a list; several lists share one, and go on counting for each other.
#[derive(Clone, Debug, Default)]
pub(in crate::sources) struct Kinds {
    pub levels: HashMap<usize, ListLevel>,
    /// The style that has the levels instead.
    pub link: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub(in crate::sources) struct List {
    pub kind: String,
    pub overrides: HashMap<usize, Override>,
}

pub(super) fn level(tree: &Tree<'_>, at: usize) -> Option<(usize, ListLevel)> {
    let number: usize = tree.attribute(at, "ilvl")?.parse().ok()?;
    let number_of = |name: &str| tree.value_of(at, name)?.parse().ok();
    let writing = tree
        .value_of(at, "numFmt")
        .or_else(|| {
            // Newer formats stand behind a choice.
            let choice = tree.inside(at, "numFmt").next()?;
            tree.attribute(choice, "val")
        })
        .map_or(Writing::Decimal, |name| Writing::named(&name));
    let level = ListLevel {
        start: number_of("start").unwrap_or(1),
        writing,
        is_legal: tree.is_on(at, "isLgl"),
        text: tree
            .value_of(at, "lvlText")
            .map_or_else(String::new, |text| {
                text.chars().take(limits::LIST_MARK).collect()
            }),
        restarts_after: tree
            .value_of(at, "lvlRestart")
            .and_then(|value| value.parse().ok())
            .unwrap_or(number),
        style: tree.value_of(at, "pStyle").map(Into::into),
        is_tight: tree.value_of(at, "suff").as_deref() == Some("nothing"),
    };
    (number < LEVELS).then_some((number, level))
}

pub(super) fn list(tree: &Tree<'_>, at: usize) -> List {
    let mut overrides = HashMap::new();
    for own in tree.children(at).filter(|&own| tree.is(own, "lvlOverride")) {
        let number = tree
            .attribute(own, "ilvl")
            .and_then(|level| level.parse().ok());
        let Some(number) = number else { continue };
        let start = tree.value_of(own, "startOverride");
        let own_level = tree.child(own, "lvl").and_then(|at| level(tree, at));
        overrides.insert(
            number,
            Override {
                start: start.and_then(|start| start.parse().ok()),
                level: own_level.map(|(_, level)| level),
            },
        );
    }
    List {
        kind: tree
            .value_of(at, "abstractNumId")
            .map_or_else(String::new, Into::into),
        overrides,
    }
}
