//! Which column each value of a record stands in.
//!
//! By position where the surface keeps blank cells; by count otherwise, with the empty lines of a cell-per-line text as witnesses for blanks. When
//! neither tells, the record stays unplaced.

use rustc_hash::FxHashMap;

use super::records::{Record, Records};
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Document, Surface};

/// One placed cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// A cell of the document, by index.
    Cell(usize),
    /// A blank that only an empty line tells of; where its value would be written.
    Gap(Span),
}

/// The values of one record in their columns, or how many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Placement {
    Placed(Vec<Placed>),
    Unplaced { n_values: usize },
}

/// What the well-formed rows of a table teach about the others.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// Blank cells between label and first value, by shape of the row: cells before the values, cells in the row.
    lead: FxHashMap<(Surface, usize, usize), usize>,
    /// Rows that state every value: surface, cells before the values, values.
    whole: Vec<(Surface, usize, usize)>,
    /// Rows, by surface and number of cells, that end with their last value: in a full grid merged cells leave no blanks there.
    flush: Vec<(Surface, usize)>,
    /// Line ends before a row's first value, between its values, and after its last.
    gaps: Option<(u32, u32, u32)>,
    /// Line ends that a blank cell adds, where a row tells.
    step: Option<u32>,
}

/// The item that occurs most often, the smallest of several.
pub(super) fn commonest<T: Copy + Eq + Ord>(items: impl Iterator<Item = T>) -> Option<T> {
    // A handful of different items at most: a list is faster than a table.
    let mut counts: Vec<(T, usize)> = Vec::new();
    for item in items {
        match counts.iter_mut().find(|(other, _)| *other == item) {
            Some((_, count)) => *count += 1,
            None => counts.push((item, 1)),
        }
    }
    counts
        .into_iter()
        .max_by_key(|&(item, count)| (count, std::cmp::Reverse(item)))
        .map(|(item, _)| item)
}

impl Habits {
    /// Learns from the records that state every value. `n_columns` tells how many each record should have.
    pub(super) fn learn(
        document: &Document,
        records: &Records,
        n_columns: impl Fn(usize) -> Option<usize>,
    ) -> Self {
        let mut lead: FxHashMap<(Surface, usize, usize), usize> = FxHashMap::default();
        let mut gaps = Vec::new();
        let (mut flush, mut whole) = (Vec::new(), Vec::new());
        for (at, record) in records.records.iter().enumerate() {
            let Some(n) = n_columns(at) else { continue };
            let values = &records.values[record.values.clone()];
            let is_stated =
                |v: &super::records::ValueCell| document.cells[v.cell].value != Value::Blank;
            let (Some(first), Some(last)) = (
                values.iter().position(is_stated),
                values.iter().rposition(is_stated),
            ) else {
                continue;
            };
            let cells = (record.surface, record.row_cells);
            if values.len() == n && record.surface.keeps_blanks() && !flush.contains(&cells) {
                flush.push(cells);
            }
            if last + 1 - first != n {
                continue;
            }
            if record.surface.keeps_blanks() {
                let shape = (record.surface, record.values_column, n);
                if !whole.contains(&shape) {
                    whole.push(shape);
                }
                lead.entry((record.surface, record.values_column, record.row_cells))
                    .or_insert(first);
            } else if n >= 3 && values.len() == n {
                let gap_before = |row: usize| document.rows.get(row).map_or(1, |row| row.gap);
                let between =
                    commonest(values[1..].iter().map(|value| gap_before(value.row))).unwrap_or(1);
                // What follows the table says nothing about the space between its rows.
                let after = match records.is_last(record) {
                    true => between,
                    false => gap_before(record.next_row),
                };
                gaps.push((gap_before(values[0].row), between, after));
            }
        }
        let mut habits = Habits {
            lead,
            whole,
            flush,
            gaps: commonest(gaps.into_iter()).or_else(|| even_gaps(document, records)),
            step: None,
        };
        habits.step = habits.learn_step(document, records, n_columns);
        habits
    }

    /// What a blank cell adds in rows with something behind them: there all the empty lines are theirs.
    fn learn_step(
        &self,
        document: &Document,
        records: &Records,
        n_columns: impl Fn(usize) -> Option<usize>,
    ) -> Option<u32> {
        let usual = self.gaps?;
        let steps = records
            .records
            .iter()
            .enumerate()
            .filter_map(|(at, record)| {
                let run = Run::of(records, record).filter(|run| !run.is_last)?;
                run.extra_lines(document, n_columns(at)?, usual)?
                    .only_step(usual)
            });
        commonest(steps)
    }

    /// Places one record into `n` columns.
    pub(super) fn place(
        &self,
        document: &Document,
        records: &Records,
        record: &Record,
        n: usize,
    ) -> Placement {
        let values = &records.values[record.values.clone()];
        let is_stated =
            |v: &super::records::ValueCell| document.cells[v.cell].value != Value::Blank;
        let n_stated = values.iter().filter(|v| is_stated(v)).count();
        let cells = |window: &[super::records::ValueCell]| {
            Placement::Placed(window.iter().map(|v| Placed::Cell(v.cell)).collect())
        };
        // The bars that merged cells leave are often gone from the end of a table.
        let is_last = || records.is_last(record);
        let shape = (record.surface, record.values_column, n);
        // Rows with other columns do not tell how this one looks when it is whole.
        let has_no_model = || !self.whole.contains(&shape);
        let is_trusted = n_stated == n
            || self.has_peers_shape(record)
            || (values.len() == n && (is_last() || has_no_model()));
        if values.len() == n && is_trusted {
            return cells(values);
        }
        if values.len() < n || n_stated > n {
            return self
                .by_empty_lines(document, records, record, n)
                .unwrap_or(Placement::Unplaced { n_values: n_stated });
        }
        // More cells than columns: merged cells leave blanks in front, ragged tables leave them behind.
        let first = values.iter().position(is_stated).unwrap_or(0);
        let last = values.iter().rposition(is_stated).unwrap_or(first);
        if last + 1 - first > n || !is_trusted {
            return Placement::Unplaced { n_values: n_stated };
        }
        let rest = values.len() - n;
        let (earliest, latest) = match n_stated {
            0 => (0, rest),
            _ => ((last + 1).saturating_sub(n), first.min(rest)),
        };
        let wanted = match self
            .lead
            .get(&(record.surface, record.values_column, record.row_cells))
        {
            Some(&lead) => lead,
            None if self.flush.contains(&(record.surface, record.row_cells)) => rest,
            None => self.lead.values().copied().min().unwrap_or(0),
        };
        let from = wanted.clamp(earliest, latest.max(earliest));
        cells(&values[from..from + n])
    }

    /// Whether a row with blanks has as many cells as the well-formed rows like it. With fewer or more, a value has gone or come with its
    /// separator, and the blanks that merged cells leave would pass for it.
    fn has_peers_shape(&self, record: &Record) -> bool {
        let (surface, column) = (record.surface, record.values_column);
        let mut peers = self
            .lead
            .keys()
            .filter(|peer| (peer.0, peer.1) == (surface, column));
        let shape = (surface, column, record.row_cells);
        self.lead.contains_key(&shape) || peers.next().is_none()
    }

    fn by_empty_lines(
        &self,
        document: &Document,
        records: &Records,
        record: &Record,
        n: usize,
    ) -> Option<Placement> {
        Run::of(records, record)?
            .by_empty_lines(document, n, self.gaps?, self.step)
            .map(Placement::Placed)
    }
}

/// The line ends round values where no row states all of them: the same everywhere, if they are the same before and between values.
fn even_gaps(document: &Document, records: &Records) -> Option<(u32, u32, u32)> {
    let on_lines = || records.records.iter().filter(|r| !r.surface.keeps_blanks());
    let values = |record: &Record| &records.values[record.values.clone()];
    let gap = |value: &super::records::ValueCell| document.rows[value.row].gap;
    let before = commonest(on_lines().filter_map(|record| values(record).first().map(gap)))?;
    let between = commonest(
        on_lines()
            .flat_map(|record| values(record).iter().skip(1))
            .map(gap),
    )?;
    (before == between).then_some((between, between, between))
}

/// Values on lines of their own, with what stands round them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'r> {
    /// The row of the document before the first value.
    pub row_before: usize,
    pub values: &'r [super::records::ValueCell],
    /// The row of the document after the last value.
    pub next_row: usize,
    /// Whether space behind the last value may belong to something else.
    pub is_last: bool,
}

impl<'r> Run<'r> {
    /// The values of a record, where its surface does not keep blanks.
    fn of(records: &'r Records, record: &Record) -> Option<Run<'r>> {
        if record.surface.keeps_blanks() {
            return None;
        }
        Some(Run {
            row_before: records.pieces[record.pieces.clone()].last()?.row,
            values: &records.values[record.values.clone()],
            next_row: record.next_row,
            // What follows the last row of a table is none of it, and neither is the space before it.
            is_last: records.is_last(record),
        })
    }

    /// The line ends beyond `usual` before each value and behind the last; `None` if no value of `n` is missing.
    fn extra_lines(
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

    /// In a text with one cell per line a blank cell leaves empty lines behind: either one more line end, or a whole step. `usual` are the line
    /// ends before a row's first value, between its values, and after its last; `known_step` is what other rows tell of the step.
    pub(super) fn by_empty_lines(
        self,
        document: &Document,
        n: usize,
        usual: (u32, u32, u32),
        known_step: Option<u32>,
    ) -> Option<Vec<Placed>> {
        let (before, between, _) = usual;
        let lines = self.extra_lines(document, n, usual)?;
        let step = known_step
            .into_iter()
            .chain([between, 1])
            .find(|&step| lines.fit(step))?;
        let mut extra = lines.inner;
        extra.push(lines.missing.saturating_mul(step) - extra.iter().sum::<u32>());
        let mut placed = Vec::with_capacity(n);
        let mut previous_row = self.row_before;
        for (at, &extra) in extra.iter().enumerate() {
            let base = if at == 0 { before } else { between };
            for blank in 0..extra / step {
                let line = base + blank * step;
                placed.push(Placed::Gap(line_after(document, previous_row, line)));
            }
            if let Some(value) = self.values.get(at) {
                placed.push(Placed::Cell(value.cell));
                previous_row = value.row;
            }
        }
        (placed.len() == n).then_some(placed)
    }
}

/// The empty lines of a row that has blanks.
struct ExtraLines {
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
        let inner: u32 = self.inner.iter().sum();
        let rest = (self.missing.saturating_mul(step)).checked_sub(inner);
        let is_explained = rest.is_some_and(|rest| match self.is_last {
            true => rest <= self.behind,
            false => rest == self.behind,
        });
        is_explained && step > 0 && self.inner.iter().all(|extra| extra % step == 0)
    }

    /// The step, if the lines allow just one.
    fn only_step(&self, (_, between, _): (u32, u32, u32)) -> Option<u32> {
        match (self.fit(1), self.fit(between)) {
            (true, false) => Some(1),
            (false, true) => Some(between),
            (true, true) if between == 1 => Some(1),
            _ => None,
        }
    }
}

/// The start of the line that stands `lines` below the end of a row.
fn line_after(document: &Document, row: usize, lines: u32) -> Span {
    let start = document.rows[row].span.end as usize;
    let bytes = document.text.as_bytes();
    let mut at = start;
    for _ in 0..lines {
        match memchr::memchr2(b'\n', b'\r', &bytes[at..]) {
            Some(found) => {
                at += found + 1;
                if bytes[at - 1] == b'\r' && bytes.get(at) == Some(&b'\n') {
                    at += 1;
                }
            }
            None => break,
        }
    }
    Span::at(at)
}
