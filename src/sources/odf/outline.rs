//! The numbers that lists and outlines put in front of headings and items: 一、 （一） 1. are not in the text itself.

use std::collections::{HashMap, HashSet};

use super::super::docx::ordinals::Writing;
use super::super::xml::Tree;

/// Levels that a list has.
const LEVELS: usize = 10;
/// The outline of the headings, among the names of lists.
const HEADINGS: &str = "";

/// How a level is numbered.
#[derive(Clone, Debug)]
struct OutlineLevel {
    writing: Writing,
    prefix: String,
    suffix: String,
    /// The whole of it, with `%1%` for the number of the first level.
    pattern: Option<String>,
    /// How many levels up to it are shown.
    shown: usize,
    start: u32,
}

/// A list that has been entered.
#[derive(Debug)]
struct EnteredList {
    style: String,
    /// The paragraphs that begin its items.
    items: HashSet<usize>,
}

/// Numbers on their way through a document.
#[derive(Debug, Default)]
pub(super) struct HeadingOutline {
    styles: HashMap<String, [Option<OutlineLevel>; LEVELS]>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// What the outline of the headings is called where a list refers to it.
    headings: Option<String>,
    /// The innermost last.
    entered: Vec<EnteredList>,
}

impl HeadingOutline {
    /// Reads the styles of lists in a part.
    pub fn learn(&mut self, tree: &Tree<'_>) {
        for list in 0..tree.elements.len() {
            let name = match tree.get(list).map_or("", |element| element.name) {
                "list-style" => tree.attribute(list, "name").unwrap_or_default(),
                "outline-style" => {
                    self.headings = tree.attribute(list, "name").map(Into::into);
                    HEADINGS.into()
                }
                _ => continue,
            };
            let levels = self.styles.entry(name.into_owned()).or_default();
            for at in tree.children(list) {
                let number = tree.attribute(at, "level");
                let number: Option<usize> = number.and_then(|number| number.parse().ok());
                let slot = number.and_then(|number| levels.get_mut(number.checked_sub(1)?));
                if let Some(slot) = slot {
                    *slot = Some(level(tree, at));
                }
            }
        }
    }

    /// A list begins.
    pub fn enter(&mut self, tree: &Tree<'_>, list: usize) {
        let own = tree.attribute(list, "style-name").map(Into::into);
        let outer = self.entered.last().map(|outer| outer.style.clone());
        let mut style: String = own.or(outer).unwrap_or_default();
        let is_outline = self.headings.as_ref() == Some(&style);
        if is_outline {
            HEADINGS.clone_into(&mut style);
        }
        let goes_on = tree.attribute(list, "continue-numbering").as_deref() == Some("true")
            || tree.attribute(list, "continue-list").is_some();
        if self.entered.is_empty() && !goes_on && !is_outline {
            self.counts.remove(&style);
        }
        let items = tree.children(list).filter(|&at| tree.is(at, "list-item"));
        let items = items.filter_map(|item| {
            let first = tree.children(item).next()?;
            (tree.is(first, "p") || tree.is(first, "h")).then_some(first)
        });
        let items = items.collect();
        self.entered.push(EnteredList { style, items });
    }

    /// The list ends.
    pub fn leave(&mut self) {
        self.entered.pop();
    }

    /// The number in front of a paragraph or heading, if it has one.
    pub fn number(&mut self, tree: &Tree<'_>, at: usize) -> Option<String> {
        let (style, depth) = match self.entered.last() {
            Some(list) if list.items.contains(&at) => (list.style.clone(), self.entered.len()),
            Some(_) => return None,
            None if tree.is(at, "h") && tree.attribute(at, "is-list-header").is_none() => {
                let told = tree.attribute(at, "outline-level")?;
                (HEADINGS.to_owned(), told.parse().ok()?)
            }
            None => return None,
        };
        let depth = depth.checked_sub(1)?;
        let levels = self.styles.get(&style)?;
        let own = levels.get(depth)?.as_ref()?;
        let counts = self.counts.entry(style).or_default();
        for (at, count) in counts.iter_mut().enumerate() {
            let start = levels.get(at).and_then(Option::as_ref);
            let start = start.map_or(1, |level| level.start);
            *count = match at.cmp(&depth) {
                std::cmp::Ordering::Less => Some(count.unwrap_or(start)),
                std::cmp::Ordering::Equal => {
                    Some(count.map_or(start, |count| count.saturating_add(1)))
                }
                std::cmp::Ordering::Greater => None,
            };
        }
        let written = |at: usize| {
            let level = levels.get(at).and_then(Option::as_ref);
            let count = counts.get(at).copied().flatten();
            level
                .zip(count)
                .map_or_else(String::new, |(level, count)| level.writing.write(count))
        };
        if own.writing == Writing::Nothing {
            return None;
        }
        if let Some(pattern) = &own.pattern {
            let filled = (0..=depth).fold(pattern.clone(), |filled, at| {
                filled.replace(&format!("%{}%", at + 1), &written(at))
            });
            return Some(filled);
        }
        let first = (depth + 1).saturating_sub(own.shown);
        let numbers: Vec<String> = (first..=depth)
            .map(written)
            .filter(|number| !number.is_empty())
            .collect();
        Some(format!("{}{}{}", own.prefix, numbers.join("."), own.suffix))
    }
}

fn level(tree: &Tree<'_>, at: usize) -> OutlineLevel {
    let told = |name: &str| tree.attribute(at, name).map(|told| told.into_owned());
    let count = |name: &str| told(name).and_then(|told| told.parse().ok());
    OutlineLevel {
        writing: writing(&told("num-format").unwrap_or_default()),
        prefix: told("num-prefix").unwrap_or_default(),
        suffix: told("num-suffix").unwrap_or_default(),
        pattern: told("num-list-format"),
        shown: usize::try_from(count("display-levels").unwrap_or(1)).unwrap_or(1),
        start: count("start-value").unwrap_or(1),
    }
}

/// A format of numbers by its example, such as `一, 二, 三, ...`.
fn writing(example: &str) -> Writing {
    match example.chars().next() {
        None => Writing::Nothing,
        Some('一') => Writing::Chinese,
        Some('１') => Writing::FullWidth,
        Some('甲') => Writing::Stems,
        Some('子') => Writing::Branches,
        Some('①') => Writing::Series('①', 20),
        Some(letter @ ('a' | 'A')) => Writing::Letters {
            upper: letter == 'A',
        },
        Some(letter @ ('i' | 'I')) => Writing::Roman {
            upper: letter == 'I',
        },
        Some(_) => Writing::Decimal,
    }
}
