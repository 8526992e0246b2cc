//! Lines of one tab as witnesses of blank cells. Where a cell holds a paragraph, a browser sets it on a line of its own, and the tab behind it on
//! another:
//!
//! ```text
//! 一、本年新收政府信息公开申请数量
//!
//! <tab>
//!
//! 4
//! ```
//!
//! In: the values of a row and what stands between them. Out: which of its cells are blank, since every cell but the last has its tab.

use super::empty_lines::EvenRun;
use super::gaps::Placed;
use crate::span::Span;
use crate::syntax::Document;

/// What the tabs round the values of a row tell.
pub(super) enum TabLines {
    /// There is not one between any two values.
    None,
    /// They are more or fewer than the row has cells.
    Unclear,
    Placed(Vec<Placed>),
}

/// The tabs of a row, one value after the other.
struct Tabs {
    /// For each value those in front of it, by their places in the text.
    before: Vec<Vec<usize>>,
    /// Those behind the last.
    behind: Vec<usize>,
}

impl EvenRun<'_> {
    /// Places the values of a row of `n` columns by the tabs between them; `has_label` tells whether the first tab is that of a label.
    pub(super) fn by_tab_lines(self, document: &Document, n: usize, has_label: bool) -> TabLines {
        let before = self
            .values
            .iter()
            .map(|value| tabs_above(document, value.row));
        let tabs = Tabs {
            before: before.collect(),
            behind: tabs_above(document, self.next_row),
        };
        let n_label = usize::from(has_label);
        let n_tabs = tabs.before.iter().map(Vec::len).sum::<usize>() + tabs.behind.len();
        let mut inner = tabs.before.iter().skip(1 - n_label);
        if n_tabs < 2 || inner.any(Vec::is_empty) {
            return TabLines::None;
        }
        // The last cell of a row has a tab of its own in some programs.
        let n_due = (n + n_label).saturating_sub(1);
        if n_tabs != n_due && n_tabs != n_due + 1 {
            return match self.values.is_empty() {
                true => TabLines::None,
                false => TabLines::Unclear,
            };
        }
        let mut placed = Vec::with_capacity(n);
        for (at, (value, before)) in self.values.iter().zip(&tabs.before).enumerate() {
            let is_first = at == 0 && !has_label;
            let from = match is_first {
                true => end_above(document, value.row),
                false => before[0] + 1,
            };
            let starts = std::iter::once(from).chain(before.iter().map(|tab| tab + 1));
            let starts = starts.skip(usize::from(!is_first));
            let blanks = starts.zip(before.iter().skip(usize::from(!is_first)));
            placed.extend(blanks.map(|(from, &to)| blank_between(document, from, to)));
            placed.push(Placed::Cell(value.cell));
        }
        let end = document
            .rows
            .get(self.next_row)
            .map(|row| row.span.start as usize);
        let end = end.unwrap_or(document.text.len());
        let ends = tabs.behind.iter().skip(1).copied().chain([end]);
        if let (true, false, Some(&to)) = (self.values.is_empty(), has_label, tabs.behind.first()) {
            placed.push(blank_between(
                document,
                end_above(document, self.next_row),
                to,
            ));
        }
        let blanks = tabs.behind.iter().zip(ends);
        placed.extend(blanks.map(|(&from, to)| blank_between(document, from + 1, to)));
        placed.truncate(n);
        match placed.len() == n {
            true => TabLines::Placed(placed),
            false => TabLines::Unclear,
        }
    }
}

/// Where the row above a row ends.
fn end_above(document: &Document, row: usize) -> usize {
    let above = row
        .checked_sub(1)
        .and_then(|above| document.rows.get(above));
    above.map_or(0, |above| above.span.end as usize)
}

/// The tabs between a row and the one above, by their places in the text.
fn tabs_above(document: &Document, row: usize) -> Vec<usize> {
    let from = end_above(document, row);
    let below = document.rows.get(row);
    let to = below.map_or(document.text.len(), |below| below.span.start as usize);
    let between = document.text.as_bytes().get(from..to).unwrap_or_default();
    let tabs = memchr::memchr_iter(b'\t', between);
    tabs.map(|at| from + at).collect()
}

/// A blank cell somewhere between two places, on a line of its own if there is one.
fn blank_between(document: &Document, from: usize, to: usize) -> Placed {
    let between = document.text.as_bytes().get(from..to).unwrap_or_default();
    let starts: Vec<usize> = memchr::memchr_iter(b'\n', between)
        .map(|at| from + at + 1)
        .collect();
    // The last of these lines is that of the tab, or of what stands behind the row.
    let lines = &starts[..starts.len().saturating_sub(1)];
    let line = lines.get(1).or_else(|| lines.first());
    Placed::Gap(Span::at(line.copied().unwrap_or(from)), 0)
}
