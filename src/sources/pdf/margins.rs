//! Page numbers and running heads: what stands at the edge of pages and is no part of the text.

use std::collections::HashMap;

use super::lines::TextLine;
use super::tables::{PageBlock, PageBlocks};

/// The part of a page at its top and bottom where they stand.
const EDGE: f64 = 0.13;
/// Lines of a head or foot.
const LINES: usize = 3;
/// Whether a height is that of another page.
const SAME_HEIGHT: f64 = 6.0;

/// Takes them out.
pub(super) fn drop_furniture(pages: &mut [PageBlocks]) {
    let mut seen: HashMap<String, Vec<(usize, f64)>> = HashMap::new();
    for (page, blocks) in pages.iter().enumerate() {
        for (_, line) in at_edge(blocks) {
            seen.entry(pattern(&line.text))
                .or_default()
                .push((page, line.at));
        }
    }
    for (page, blocks) in pages.iter_mut().enumerate() {
        let gone: Vec<usize> = at_edge(blocks)
            .filter(|(_, line)| {
                let same = seen.get(&pattern(&line.text));
                let mut others = same.into_iter().flatten().filter(|(own, _)| *own != page);
                let is_repeated = others.any(|(_, at)| (at - line.at).abs() <= SAME_HEIGHT);
                is_repeated || is_page_number(&line.text, page + 1)
            })
            .map(|(at, _)| at)
            .collect();
        let mut at = 0;
        blocks.blocks.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
}

/// The lines at the edges of a page, with their numbers.
fn at_edge(page: &PageBlocks) -> impl Iterator<Item = (usize, &TextLine)> {
    let edge = (page.bottom - page.top) * EDGE;
    let n_blocks = page.blocks.len();
    let line = |at: usize| match page.blocks.get(at) {
        Some(PageBlock::Line(line)) => Some((at, line)),
        _ => None,
    };
    let is_above = move |(_, line): &(usize, &TextLine)| line.at < page.top + edge;
    let is_below = move |(_, line): &(usize, &TextLine)| line.at > page.bottom - edge;
    let first = (0..n_blocks.min(LINES))
        .map_while(line)
        .take_while(is_above);
    let last = (0..n_blocks)
        .rev()
        .take(LINES)
        .map_while(line)
        .take_while(is_below);
    first.chain(last)
}

/// A line with its numbers left open.
fn pattern(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
        match letter.is_numeric() {
            true if out.ends_with('#') => {}
            true => out.push('#'),
            false => out.push(letter),
        }
    }
    out
}

/// Whether a line is the number of its page and signs beside it.
fn is_page_number(text: &str, page: usize) -> bool {
    let digits: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let number = digits.trim_matches(|letter: char| !letter.is_alphanumeric());
    number.parse() == Ok(page)
}
