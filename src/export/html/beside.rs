//! Two reports of one unit side by side: last year's on the left, this year's on the right, section beside section, with the cells marked that say
//! another thing and a list of them on top.

use std::collections::HashMap;

use maud::{Markup, html};

use super::{Draw, PageOptions, STYLE, clean, whole};
use crate::door::Span;
use crate::dossier::{ChangedCell, Comparison};
use crate::locale::Locale;
use crate::say;
use crate::views::sheet::{Sheet, SheetBlock};

/// The looks of two sheets beside each other, on top of [`STYLE`].
pub const BESIDE_STYLE: &str = include_str!("beside.css");

/// How a place is written.
pub type PlaceWords<'a> = &'a dyn Fn(Span) -> String;

/// Two reports to be drawn beside each other.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    /// Last year's.
    pub old: &'a Sheet,
    /// This year's.
    pub new: &'a Sheet,
    /// Of the older one with the newer.
    pub comparison: &'a Comparison,
    /// How people call the older and the newer file.
    pub names: (&'a str, &'a str),
    /// What scripts know the older file by; what stands in it bears this as `data-uri` of an element around it.
    pub old_file: &'a str,
    /// The language of the words round the reports.
    pub locale: Locale,
    /// What is written into `data-at` of everything that has a place in the older and the newer source.
    pub places: Option<(PlaceWords<'a>, PlaceWords<'a>)>,
}

/// A page of such pairs that stands by itself, under the title of its first report.
pub fn pairs_page(title: &str, pairs: &[Markup]) -> String {
    let body = html! { @for drawn in pairs { (drawn) } };
    whole(title, &[STYLE, BESIDE_STYLE], &body)
}

/// One pair.
pub fn pair(pair: Pair<'_>) -> Markup {
    let cells = &pair.comparison.cells;
    let old = told(cells.iter().filter_map(|cell| Some((cell.old_span?, cell))));
    let new = told(cells.iter().map(|cell| (cell.span, cell)));
    let of_old = |span: Span| old.get(&span).cloned();
    let of_new = |span: Span| new.get(&span).cloned();
    let shown = |is_old: bool| {
        let place = pair.places.map(|(old, new)| if is_old { old } else { new });
        let changed: &dyn Fn(Span) -> Option<String> = match is_old {
            true => &of_old,
            false => &of_new,
        };
        Draw(PageOptions {
            findings: &[],
            locale: pair.locale,
            place,
            changed: Some(changed),
        })
    };
    let (left, right) = (shown(true), shown(false));
    let stretches = side_by_side(pair.old, pair.new);
    html! {
        section.nb-pair lang="zh-CN" {
            (summary(pair))
            div.nb-names {
                div data-uri=(pair.old_file) { (clean(pair.names.0)) }
                div { (clean(pair.names.1)) }
            }
            @for (before, now) in stretches {
                div.nb-beside {
                    article.nb-sheet.nb-old data-uri=(pair.old_file) { @for block in before { (left.block(block)) } }
                    article.nb-sheet { @for block in now { (right.block(block)) } }
                }
            }
        }
    }
}

/// What is said of each cell, by its place.
fn told<'c>(cells: impl Iterator<Item = (Span, &'c ChangedCell)>) -> HashMap<Span, String> {
    let say = |cell: &ChangedCell| {
        let [old, new, by, percent] = cell.written().map(|word| match word.is_empty() {
            true => "—".to_owned(),
            false => word,
        });
        format!("{}\n{old} → {new}（{by}，{percent}）", cell.name)
    };
    cells.map(|(span, cell)| (span, say(cell))).collect()
}

/// The list on top: every cell that differs, and how much of each section is new.
fn summary(pair: Pair<'_>) -> Markup {
    let (comparison, locale) = (pair.comparison, pair.locale);
    let at = |span: Span| pair.places.map(|(_, new)| new(span));
    let n = comparison.cells.len();
    let heading = match comparison.is_equal() {
        true => say!(locale, "两份报告相同", "the reports are equal"),
        false => say!(locale, "{n} 个单元格不同", "{n} cells differ"),
    };
    html! {
        details.nb-summary open[n <= FEW] {
            summary { (heading) }
            @if n > 0 {
                table {
                    @for cell in &comparison.cells {
                        @let [old, new, by, percent] = cell.written();
                        tr data-at=[at(cell.span)] {
                            td { (clean(&cell.name)) } td { (old) } td { (new) } td { (by) } td { (percent) }
                        }
                    }
                }
            }
            ul { @for section in &comparison.sections { li { (clean(&section.said(locale))) } } }
        }
    }
}

/// A list of more cells than this is folded at first.
const FEW: usize = 12;

/// What stands beside what: section beside section where both reports have as many, otherwise all beside all.
fn side_by_side<'s>(old: &'s Sheet, new: &'s Sheet) -> Vec<(&'s [SheetBlock], &'s [SheetBlock])> {
    let (before, now) = (sections(&old.blocks), sections(&new.blocks));
    match before.len() == now.len() {
        true => before.into_iter().zip(now).collect(),
        false => vec![(&old.blocks, &new.blocks)],
    }
}

/// Cut in front of every heading of a section.
fn sections(blocks: &[SheetBlock]) -> Vec<&[SheetBlock]> {
    let is_heading = |block: &SheetBlock| matches!(block, SheetBlock::Section(_));
    blocks.chunk_by(|_, next| !is_heading(next)).collect()
}
