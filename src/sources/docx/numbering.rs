//! The numbers of headings and list items, which Word makes while it shows a document: they stand in no text.
//!
//! In: the parts `numbering` and `styles`. Out: for each paragraph, in order, what stands in front of it.

use std::collections::{HashMap, HashSet};

use super::super::unread::NotRead;
use super::super::xml::Tree;
use super::lists::{Kinds, LEVELS, List, ListLevel, level, list};
use super::ordinals::Writing;

/// What a style says.
#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    is_hidden: Option<bool>,
}

/// All lists of a document and how far they have counted.
#[derive(Debug, Default)]
pub(in crate::sources) struct Numbering {
    kinds: HashMap<String, Kinds>,
    lists: HashMap<String, List>,
    styles: HashMap<String, Style>,
    default_style: Option<String>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    begun: HashSet<String>,
}

/// The list and level of a paragraph, as far as it says them itself.
#[derive(Clone, Debug, Default)]
pub(in crate::sources) struct Item {
    pub style: Option<String>,
    pub list: Option<String>,
    pub level: Option<usize>,
}

impl Numbering {
    /// Of lists that something else than the part `numbering` tells.
    pub fn of_lists(kinds: HashMap<String, Kinds>, lists: HashMap<String, List>) -> Self {
        Numbering {
            kinds,
            lists,
            ..Numbering::default()
        }
    }

    /// Reads the part `numbering`.
    pub fn read_lists(&mut self, xml: &str) -> Result<(), NotRead> {
        let tree = Tree::without_looks(xml, true)?;
        for at in tree.children(0) {
            match tree.get(at).map_or("", |element| element.name) {
                "abstractNum" => {
                    let levels = tree.children(at).filter(|&child| tree.is(child, "lvl"));
                    let kind = Kinds {
                        levels: levels.filter_map(|at| level(&tree, at)).collect(),
                        link: tree.value_of(at, "numStyleLink").map(Into::into),
                    };
                    let id = tree.attribute(at, "abstractNumId").unwrap_or_default();
                    self.kinds.insert(id.into_owned(), kind);
                }
                "num" => {
                    let id = tree.attribute(at, "numId").unwrap_or_default();
                    self.lists.insert(id.into_owned(), list(&tree, at));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads the part `styles`, if it can say anything: where there are no lists and nothing is hidden, styles are only looks.
    pub fn read_styles(&mut self, xml: &str) -> Result<(), NotRead> {
        if self.lists.is_empty() && memchr::memmem::find(xml.as_bytes(), b"vanish").is_none() {
            return Ok(());
        }
        let tree = Tree::without_looks(xml, true)?;
        for at in tree.children(0).filter(|&at| tree.is(at, "style")) {
            let properties = tree.child(at, "pPr").and_then(|at| tree.child(at, "numPr"));
            let run = tree.child(at, "rPr");
            let style = Style {
                based_on: tree.value_of(at, "basedOn").map(Into::into),
                list: properties.and_then(|at| Some(tree.value_of(at, "numId")?.into())),
                level: properties.and_then(|at| tree.value_of(at, "ilvl")?.parse().ok()),
                is_hidden: run
                    .and_then(|at| tree.child(at, "vanish").map(|_| tree.is_on(at, "vanish"))),
            };
            let Some(id) = tree.attribute(at, "styleId") else {
                continue;
            };
            let is_paragraph = tree.attribute(at, "type").as_deref() == Some("paragraph");
            let is_default = matches!(tree.attribute(at, "default").as_deref(), Some("1" | "true"));
            if is_paragraph && is_default {
                self.default_style = Some(id.to_string());
            }
            self.styles.insert(id.into_owned(), style);
        }
        Ok(())
    }

    /// The first that a style or those it is based on say.
    fn inherited<T>(&self, style: &str, ask: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut at = Some(style);
        // Styles that are based on each other in a circle end somewhere.
        for _ in 0..32 {
            let style = self.styles.get(at?)?;
            if let Some(found) = ask(style) {
                return Some(found);
            }
            at = style.based_on.as_deref();
        }
        None
    }

    /// Whether text in a style is hidden.
    pub fn hides(&self, style: &str) -> bool {
        self.inherited(style, |style| style.is_hidden)
            .unwrap_or(false)
    }

    /// Whether Word counts anything in the document.
    pub fn counts(&self) -> bool {
        !self.lists.is_empty()
    }

    /// What stands in front of the next paragraph.
    pub fn next(&mut self, item: &Item) -> Option<String> {
        let style = item.style.as_ref().or(self.default_style.as_ref()).cloned();
        let of_style = |ask: fn(&Style) -> Option<String>| {
            style
                .as_deref()
                .and_then(|style| self.inherited(style, ask))
        };
        let id = item
            .list
            .clone()
            .or_else(|| of_style(|style| style.list.clone()))?;
        let list = self.lists.get(&id)?.clone();
        let kind_id = self.kind_of(&list.kind, 0);
        let kind = self.kinds.get(&kind_id)?;
        let of_own_style = || {
            let style = style.as_deref()?;
            let own = |level: &ListLevel| level.style.as_deref() == Some(style);
            kind.levels
                .iter()
                .find(|(_, level)| own(level))
                .map(|(at, _)| *at)
        };
        let inherited = || {
            let style = style.as_deref()?;
            self.inherited(style, |style| style.level)
        };
        let at = item
            .level
            .or_else(of_own_style)
            .or_else(inherited)
            .unwrap_or(0);
        let at = at.min(LEVELS - 1);
        let levels: Vec<Option<ListLevel>> = (0..LEVELS)
            .map(|at| {
                let own = list.overrides.get(&at).and_then(|own| own.level.clone());
                own.or_else(|| kind.levels.get(&at).cloned())
            })
            .collect();
        let is_begun = self.begun.contains(&id);
        let counts = self.counts.entry(kind_id).or_default();
        if !is_begun {
            for (&level, own) in list.overrides.iter().filter(|(level, _)| **level < LEVELS) {
                if own.start.is_some() {
                    counts[level] = None;
                }
            }
            self.begun.insert(id);
        }
        count(counts, &levels, &list, at);
        levels
            .get(at)?
            .as_ref()
            .map(|level| shown(level, &levels, counts))
    }

    /// The kind that holds the levels: a kind may stand for that of a style.
    fn kind_of(&self, kind: &str, depth: usize) -> String {
        let link = self.kinds.get(kind).and_then(|kind| kind.link.as_deref());
        let list = link.and_then(|style| self.inherited(style, |style| style.list.clone()));
        match list.and_then(|list| self.lists.get(&list)) {
            Some(list) if depth < 8 => self.kind_of(&list.kind, depth + 1),
            _ => kind.to_owned(),
        }
    }
}

/// Counts one paragraph at a level.
fn count(counts: &mut [Option<u32>; LEVELS], levels: &[Option<ListLevel>], list: &List, at: usize) {
    let start_of = |at: usize| {
        let own = list.overrides.get(&at).and_then(|own| own.start);
        let of_level = levels
            .get(at)
            .and_then(Option::as_ref)
            .map(|level| level.start);
        own.or(of_level).unwrap_or(1)
    };
    for (outer, count) in counts.iter_mut().enumerate().take(at) {
        count.get_or_insert(start_of(outer));
    }
    if let Some(count) = counts.get_mut(at) {
        *count = Some(count.map_or_else(|| start_of(at), |count| count.saturating_add(1)));
    }
    for (inner, count) in counts.iter_mut().enumerate().skip(at + 1) {
        let restarts_after = levels
            .get(inner)
            .and_then(Option::as_ref)
            .map_or(inner, |level| level.restarts_after);
        if at < restarts_after {
            *count = None;
        }
    }
}

/// The number of a paragraph as it is shown.
fn shown(
    level: &ListLevel,
    levels: &[Option<ListLevel>],
    counts: &[Option<u32>; LEVELS],
) -> String {
    let mut out = String::new();
    let mut letters = level.text.chars().peekable();
    while let Some(letter) = letters.next() {
        let digit = letters.peek().and_then(|next| next.to_digit(10));
        let Some(outer) = digit.filter(|digit| letter == '%' && (1..=9).contains(digit)) else {
            out.push(letter);
            continue;
        };
        letters.next();
        let outer = outer as usize - 1;
        let of = levels.get(outer).and_then(Option::as_ref);
        let writing = of.map_or(Writing::Decimal, |of| of.writing);
        let writing = match level.is_legal {
            true => Writing::Decimal,
            false => writing,
        };
        let number = counts.get(outer).copied().flatten().unwrap_or(1);
        out += &writing.write(number);
    }
    if level.writing == Writing::Nothing {
        return String::new();
    }
    let ends_apart = out.ends_with(|c: char| !c.is_ascii_alphanumeric());
    if !level.is_tight && !ends_apart && !out.is_empty() {
        out.push(' ');
    }
    out
}
