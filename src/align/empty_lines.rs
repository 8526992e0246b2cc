//! Empty lines as witnesses of blank cells, where every cell has a line of its own.
//!
//! In: the values of a row and the line ends round them. Out: which of its cells are blank, if the lines tell.

use super::gaps::{Placed, commonest};
use super::records::{Piece, Record, Records, ValueCell};
use super::tab_lines::TabLines;
use crate::syntax::value::Value;
use crate::syntax::{Cell, Document, Surface};

/// The line ends round values where no row states all of them: the same everywhere, if they are the same before and between values; else those
/// between the words of the table, if values stand no closer.
pub(super) fn even_gaps(document: &Document, records: &Records) -> Option<(u32, u32, u32)> {
    let on_lines = || {
        records
            .records
            .iter()
            .filter(|r| r.shape.surface == Surface::Line)
    };
    let values = |record| records.values_of(record);
    let gap = |value: &ValueCell| document.rows[value.row].gap;
    let before = commonest(on_lines().filter_map(|record| values(record).first().map(gap)));
    let between = commonest(
        on_lines()
            .flat_map(|record| values(record).iter().skip(1))
            .map(gap),
    );
    match before {
        Some(before) if between == Some(before) => Some((before, before, before)),
        _ => {
            let words = gap_between_words(document, records)?;
            before
                .is_none_or(|before| before >= words)
                .then_some((words, words, words))
        }
    }
}

/// The usual number of line ends between words on lines that follow each other; behind a row's label there may be blanks.
pub(super) fn gap_between_words(document: &Document, records: &Records) -> Option<u32> {
    let pairs = records.pieces.windows(2);
    let names_row = |piece: &Piece| piece.row_name().is_some();
    let neighbours = pairs.filter(|pair| pair[1].row == pair[0].row + 1 && !names_row(&pair[0]));
    commonest(neighbours.filter_map(|pair| Some(document.rows.get(pair[1].row)?.gap)))
}

/// Values on lines of their own, with what stands round them.
#[derive(Clone, Copy, Debug)]
pub(super) struct EvenRun<'r> {
    pub values: &'r [ValueCell],
    /// The row of the document after the last value.
    pub next_row: usize,
    /// Whether space behind the last value may belong to something else.
    pub is_last: bool,
    /// Whether a value of the row may stand behind, or be, the words below.
    pub may_go_on: bool,
}

impl<'r> EvenRun<'r> {
    /// The values of a record, where its surface does not keep blanks and does not set values side by side, so that lines are no cells.
    pub(super) fn of(records: &'r Records, record: &Record) -> Option<EvenRun<'r>> {
        let surface = record.shape.surface;
        if surface.keeps_blanks() || surface == Surface::Spaced {
            return None;
        }
        Some(EvenRun {
            values: records.values_of(record),
            next_row: record.next_row,
            // What follows the last row of a table is none of it, and neither is the space before it.
            is_last: records.is_last(record),
            may_go_on: records.is_before_other_words(record),
        })
    }

    /// The line ends beyond `usual` before each value and behind the last; `None` if no value of `n` is missing.
    pub(super) fn extra_lines(
        &self,
        document: &Document,
        n: usize,
        usual: (u32, u32, u32),
    ) -> Option<ExtraLines> {
        let (before, between, after) = usual;
        let missing = u32::try_from(n.checked_sub(self.values.len())?).ok()?;
        let extra_at = |row: usize, usual: u32| {
            let gap = document.rows.get(row).map_or(0, |row| row.gap);
            gap.saturating_sub(usual)
        };
        let mut inner: Vec<u32> = Vec::with_capacity(self.values.len() + 1);
        let behind = match self.values {
            [] => extra_at(self.next_row, before.max(after)),
            [first, rest @ ..] => {
                inner.push(extra_at(first.row, before));
                inner.extend(rest.iter().map(|value| extra_at(value.row, between)));
                extra_at(self.next_row, after)
            }
        };
        (missing > 0).then_some(ExtraLines {
            missing,
            inner,
            behind,
            is_last: self.is_last,
        })
    }

    /// Whether the line before the first value holds a number among other words.
    fn follows_another_number(&self, document: &Document) -> bool {
        let above = self
            .values
            .first()
            .and_then(|first| first.row.checked_sub(1));
        let Some(row) = above.and_then(|above| document.rows.get(above)) else {
            return false;
        };
        let cells = document.cells_of(row);
        let is_number = |cell: &Cell| matches!(cell.value, Value::Number(_));
        cells.len() > 1 && cells.iter().any(is_number)
    }

    /// What each blank adds to these lines, if they fit.
    fn step(&self, lines: &ExtraLines, between: u32, known: Option<u32>) -> Option<u32> {
        let single = (!self.may_go_on).then_some(1);
        let mut steps = known.into_iter().chain([between]).chain(single);
        steps.find(|&step| lines.fit(step))
    }

    /// Whether a blank above the first value may as well stand below the last.
    fn may_begin_later(&self, document: &Document, n: usize, usual: (u32, u32, u32)) -> bool {
        let lines = self.extra_lines(document, n, usual);
        lines.is_some_and(|lines| {
            let step = self.step(&lines, usual.1, None);
            let room = step.and_then(|step| lines.rest(step)?.checked_add(step));
            let is_blank = lines.inner.first().is_some_and(|&extra| extra > 0);
            is_blank && room.is_some_and(|room| room <= lines.behind)
        })
    }

    /// In a text with one cell per line a blank cell leaves empty lines behind: either one more line end, or a whole step. `usual` are the line
    /// ends before a row's first value, between its values, and after its last; `known_step` is what other rows tell of the step. A row that goes on
    /// behind other words has fewer blanks here than it lacks values: two line ends for each blank would pass for one for each value.
    pub(super) fn by_empty_lines(
        self,
        document: &Document,
        n: usize,
        usual: (u32, u32, u32),
        known_step: Option<u32>,
    ) -> Option<Vec<Placed>> {
        let (before, between, _) = usual;
        let lines = self.extra_lines(document, n, usual)?;
        let step = self.step(&lines, between, known_step)?;
        let rest = lines.rest(step)?;
        let mut extra = lines.inner;
        // What the row lacks behind it may stand in front of it, beside words that are none of its own.
        if rest > 0 && self.is_last && self.follows_another_number(document) {
            return None;
        }
        extra.push(rest);
        let mut placed = Vec::with_capacity(n);
        for (at, &extra) in extra.iter().enumerate() {
            let base = if at == 0 { before } else { between };
            let value = self.values.get(at);
            let row_below = value.map_or(self.next_row, |value| value.row);
            for blank in 0..extra / step {
                let line = base.saturating_add(blank.saturating_mul(step));
                let place = document.empty_line(row_below, line)?;
                placed.push(Placed::Gap(place, between.saturating_sub(step)));
            }
            placed.extend(value.map(|value| Placed::Cell(value.cell)));
        }
        (placed.len() == n).then_some(placed)
    }
}

/// The values of a table in one line, on lines of their own.
pub(super) struct OnLines {
    pub placed: Vec<Placed>,
    /// Whether an empty line above the first value may be space as well as a blank cell: there is room for it below the last.
    pub may_begin_later: bool,
}

/// Values on lines of their own, some of them blank lines; or all of them, below the last word of the table.
pub(super) fn on_lines(
    document: &Document,
    records: &Records,
    record: Option<usize>,
    n: usize,
) -> Option<OnLines> {
    let values = record.map_or(&[][..], |at| records.values_of(&records.records[at]));
    let (row, next_row) = match (record, values) {
        (Some(at), [first, ..]) => (first.row, records.records[at].next_row),
        _ => {
            let last = records.pieces.last()?.row;
            (last, last + 1)
        }
    };
    if document.rows[row].surface.keeps_blanks() {
        return None;
    }
    let run = EvenRun {
        values,
        next_row,
        is_last: true,
        may_go_on: record.is_some_and(|at| records.is_before_other_words(&records.records[at])),
    };
    match run.by_tab_lines(document, n, false) {
        TabLines::Placed(placed) => {
            return Some(OnLines {
                placed,
                may_begin_later: false,
            });
        }
        TabLines::Unclear => return None,
        TabLines::None => {}
    }
    let gaps = values.iter().skip(1);
    let gaps = gaps.map(|value| document.rows[value.row].gap);
    let usual = gaps.chain(gap_between_words(document, records)).min()?;
    let usual = (usual, usual, usual);
    let placed = run.by_empty_lines(document, n, usual, None)?;
    let may_begin_later = run.may_begin_later(document, n, usual);
    Some(OnLines {
        placed,
        may_begin_later,
    })
}

/// The empty lines of a row that has blanks.
pub(super) struct ExtraLines {
    /// Values that the row lacks.
    missing: u32,
    /// Line ends beyond the usual, before each value.
    inner: Vec<u32>,
    /// The same behind the last value.
    behind: u32,
    is_last: bool,
}

impl ExtraLines {
    /// Whether the missing values explain the lines, each with `step` line ends. What stands behind a table's last row may be more.
    fn fit(&self, step: u32) -> bool {
        let is_explained = self.rest(step).is_some_and(|rest| match self.is_last {
            true => rest <= self.behind,
            false => rest == self.behind,
        });
        is_explained && step > 0 && self.inner.iter().all(|extra| extra % step == 0)
    }

    /// What of so many line ends for each missing value stands behind the last.
    fn rest(&self, step: u32) -> Option<u32> {
        let inner: u32 = self.inner.iter().sum();
        self.missing.saturating_mul(step).checked_sub(inner)
    }

    /// The step, if the lines allow just one.
    pub(super) fn only_step(&self, (_, between, _): (u32, u32, u32)) -> Option<u32> {
        match (self.fit(1), self.fit(between)) {
            (true, false) => Some(1),
            (false, true) => Some(between),
            (true, true) if between == 1 => Some(1),
            _ => None,
        }
    }
}
