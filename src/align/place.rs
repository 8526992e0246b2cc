//! Which column each value of a record stands in.
//!
//! By position where the surface keeps blank cells; by count otherwise, with the empty lines of a cell-per-line text as witnesses for blanks. When
//! neither tells, the record stays unplaced.

use rustc_hash::FxHashMap;

use super::empty_lines::{EvenRun, even_gaps};
use super::end_totals::EndTotals;
use super::furniture::{without_page_lines, without_page_number};
use super::gaps::{Placed, commonest};
use super::lone_totals::{are_lone_totals, lone_total};
use super::records::{Record, Records, ValueCell};
use super::tab_lines::TabLines;
use super::torn::{Order, order_of_lines};
use crate::chars::is_bar;
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Document, Row, Surface};

/// The values of one record in their columns, or how many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Placement {
    Placed(Vec<Placed>),
    Unplaced { n_values: usize },
}

/// What the form says of the row that a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Wanted {
    /// Number of columns.
    pub columns: usize,
    /// Columns of labels that a full grid leaves blank behind the row's own.
    pub spare: usize,
}

/// How a record is laid out, before anything is known of its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Shape {
    surface: Surface,
    wanted: Wanted,
    /// Cells before the first value.
    column: usize,
    /// Cells in the row.
    cells: usize,
}

impl Shape {
    fn of(record: &Record, wanted: Wanted) -> Self {
        Shape {
            surface: record.shape.surface,
            wanted,
            column: record.shape.column,
            cells: record.shape.cells,
        }
    }
}

/// What the well-formed rows of a table teach about the others.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// Blank cells between label and first value.
    lead: FxHashMap<Shape, usize>,
    /// Rows, by surface and number of cells, that end with their last value: a full grid, in which merged cells leave blanks before the values.
    flush: Vec<(Surface, usize)>,
    /// Line ends before a row's first value, between its values, and after its last.
    gaps: Option<(u32, u32, u32)>,
    /// Line ends that a blank cell adds, where a row tells.
    step: Option<u32>,
    /// How rows with blanks end behind their totals.
    end_totals: EndTotals,
    /// Whether all rows state nothing but their totals.
    has_lone_totals: bool,
}

/// The one value of a row whose merged cell was written out once for each column that it takes.
fn repeated_cell<'r>(
    document: &Document,
    record: &Record,
    values: &'r [ValueCell],
    n: usize,
    adds_up: impl Fn(&[Value]) -> bool,
) -> Option<&'r [ValueCell]> {
    let says = |value: &ValueCell| document.at(document.cells[value.cell].span);
    let (first, others) = values.get(n.checked_sub(1)?..)?.split_first()?;
    // The last cell of a narrow row is the merged one.
    let is_merged = n <= 2 && values.len() > 2 && record.shape.surface.keeps_blanks();
    if !is_merged {
        return None;
    }
    if values.iter().all(|value| value.is_stated(document)) {
        // Asked for nothing but that whoever keeps the answer knows that it rests on the numbers.
        adds_up(&[]);
    }
    let is_repeated = !others.is_empty() && others.iter().all(|other| says(other) == says(first));
    is_repeated.then(|| &values[..n])
}

impl Habits {
    /// Learns from the records that state every value. `wanted` tells what each record should have, `adds_up` whether values are those of a row that
    /// does, with blanks as 0.
    pub(super) fn learn(
        document: &Document,
        records: &Records,
        wanted: impl Fn(usize) -> Option<Wanted>,
        adds_up: impl Fn(usize, &[Value]) -> bool,
    ) -> Self {
        let mut lead: FxHashMap<Shape, usize> = FxHashMap::default();
        let mut gaps = Vec::new();
        let mut flush = Vec::new();
        for (at, record) in records.records.iter().enumerate() {
            let Some(wanted) = wanted(at) else { continue };
            let n = wanted.columns;
            let values = records.values_of(record);
            let is_stated = |value: &ValueCell| value.is_stated(document);
            let (Some(first), Some(last)) = (
                values.iter().position(is_stated),
                values.iter().rposition(is_stated),
            ) else {
                continue;
            };
            let cells = (record.shape.surface, record.shape.cells);
            if values.len() == n && record.shape.surface.keeps_blanks() && !flush.contains(&cells) {
                flush.push(cells);
            }
            if last + 1 - first != n {
                continue;
            }
            if record.shape.surface.keeps_blanks() {
                lead.entry(Shape::of(record, wanted)).or_insert(first);
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
            flush,
            gaps: commonest(gaps.into_iter()).or_else(|| even_gaps(document, records)),
            step: None,
            has_lone_totals: are_lone_totals(document, records, &wanted, &adds_up),
            end_totals: EndTotals::learn(document, records, &wanted, adds_up),
        };
        habits.step = habits.learn_step(document, records, |at| {
            wanted(at).map(|wanted| wanted.columns)
        });
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
                let run =
                    EvenRun::of(records, record).filter(|run| !run.is_last && !run.may_go_on)?;
                run.extra_lines(document, n_columns(at)?, usual)?
                    .only_step(usual)
            });
        commonest(steps)
    }

    /// Places one record into the columns of its row.
    pub(super) fn place(
        &self,
        document: &Document,
        records: &Records,
        record: &Record,
        wanted: Wanted,
        adds_up: impl Fn(&[Value]) -> bool,
    ) -> Placement {
        self.by_its_lines(document, records, record, wanted, adds_up)
            .unwrap_or_else(|| self.by_its_cells(document, records, record, wanted))
    }

    /// Places a record by what stands on its lines beside its values, or is known of rows like it.
    fn by_its_lines(
        &self,
        document: &Document,
        records: &Records,
        record: &Record,
        wanted: Wanted,
        adds_up: impl Fn(&[Value]) -> bool,
    ) -> Option<Placement> {
        let n = wanted.columns;
        let values = records.values_of(record);
        let n_stated = values.iter().filter(|v| v.is_stated(document)).count();
        let cells = |window: &[ValueCell]| {
            let cells = window.iter().map(|value| Placed::Cell(value.cell));
            Some(Placement::Placed(cells.collect()))
        };
        if let Some(kept) = without_page_lines(document, record, values, n) {
            return cells(&kept);
        }
        if let Some(kept) = repeated_cell(document, record, values, n, &adds_up) {
            return cells(kept);
        }
        if values.len() == n + 1
            && let Some(kept) = without_page_number(document, record, values, n, &adds_up)
        {
            return cells(kept);
        }
        if values.len() == n {
            match order_of_lines(document, record, values, &adds_up) {
                Order::AsWritten => {}
                Order::Known(order) => return cells(&order),
                Order::Unknown => return Some(Placement::Unplaced { n_values: n_stated }),
            }
        }
        if n_stated < n
            && let Some(row) = self.end_totals.values_of(document, record, values, n)
        {
            return cells(row);
        }
        if let (true, [total]) = (self.has_lone_totals && n > 1, values) {
            return lone_total(document, total, n).map(Placement::Placed);
        }
        let label = records.pieces_of(record).last();
        // A label and a bar, and nothing behind it.
        let ends_in_bar =
            |row: &Row| row.surface == Surface::BarEnded && document.at(row.span).ends_with(is_bar);
        if values.is_empty()
            && n == 1
            && let Some(row) = label
                .map(|label| &document.rows[label.row])
                .filter(|row| ends_in_bar(row))
        {
            let blank = Placed::Gap(Span::at(row.span.end as usize), 0);
            return Some(Placement::Placed(vec![blank]));
        }
        // A label and a bar, and its blanks behind a bar on the line below; behind them stand the bars of merged cells.
        let is_below = |value: &ValueCell| label.is_some_and(|label| label.row != value.row);
        let keeps_blanks = record.shape.surface.keeps_blanks();
        if n_stated == 0 && keeps_blanks && values.len() >= n && values.iter().all(is_below) {
            return cells(&values[..n]);
        }
        None
    }

    /// Places a record by the number and order of its cells.
    fn by_its_cells(
        &self,
        document: &Document,
        records: &Records,
        record: &Record,
        wanted: Wanted,
    ) -> Placement {
        let n = wanted.columns;
        let shape = Shape::of(record, wanted);
        let values = records.values_of(record);
        let is_stated = |value: &ValueCell| value.is_stated(document);
        let n_stated = values.iter().filter(|v| is_stated(v)).count();
        let cells = |window: &[ValueCell]| {
            Placement::Placed(window.iter().map(|v| Placed::Cell(v.cell)).collect())
        };
        let with_one_more = Shape {
            cells: shape.cells + 1,
            ..shape
        };
        if let Some(placed) = with_outer_blanks(document, values, n)
            && self.has_peers_shape(with_one_more)
        {
            return Placement::Placed(placed);
        }
        // The bars that merged cells leave are often gone from the end of a table.
        let n_before = values.iter().take_while(|v| !is_stated(v)).count();
        let n_behind = values.iter().rev().take_while(|v| !is_stated(v)).count();
        let is_whole = wanted.spare == 0 || n_before != wanted.spare && n_behind != wanted.spare;
        let is_last = || records.is_last(record) && is_whole;
        let is_trusted = n_stated == n
            || self.has_peers_shape(shape)
            || values.len() == n && (is_last() || self.is_longer_by_labels(shape));
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
        let is_flush = self
            .flush
            .contains(&(record.shape.surface, record.shape.cells));
        let known = self.lead.get(&shape).copied();
        let lead = known
            .or_else(|| self.lead_of_rows_cut_alike(shape))
            .unwrap_or_else(|| match is_flush {
                true => wanted.spare,
                false => self.lead_without_peers(wanted),
            });
        let from = lead.clamp(earliest, latest.max(earliest));
        cells(&values[from..from + n])
    }

    /// The blanks before the values of rows with as many cells, as many of them before the values and as many columns, where those are others than
    /// the form's grid leaves blank.
    fn lead_of_rows_cut_alike(&self, shape: Shape) -> Option<usize> {
        let (wanted, columns) = (shape.wanted, shape.wanted.columns);
        let is_alike =
            |peer: &Shape| peer.wanted.columns == columns && Shape { wanted, ..*peer } == shape;
        let alike = self.lead.iter().filter(|(peer, _)| is_alike(peer));
        let keeps_grid = alike.clone().all(|(peer, &lead)| peer.wanted.spare == lead);
        let lead = alike.map(|(_, &lead)| lead).min();
        lead.filter(|_| !keeps_grid)
    }

    /// The blanks before the values of a row whose shape no well-formed row has: as many as where labels stand in the same column of the form.
    fn lead_without_peers(&self, wanted: Wanted) -> usize {
        let leads = |is_peer: &dyn Fn(&Shape) -> bool| {
            let peers = self.lead.iter().filter(|(shape, _)| is_peer(shape));
            peers.map(|(_, &lead)| lead).min()
        };
        leads(&|shape| shape.wanted == wanted)
            .or_else(|| leads(&|_| true))
            .unwrap_or(0)
    }

    /// Whether a row with blanks has as many cells as the well-formed rows like it, or as all of them in a grid. With fewer or more, a value has
    /// gone or come with its separator, and the blanks that merged cells leave would pass for it.
    fn has_peers_shape(&self, shape: Shape) -> bool {
        let is_like = |peer: &&Shape| {
            Shape {
                cells: shape.cells,
                ..**peer
            } == shape
        };
        if self.lead.keys().any(|peer| is_like(&peer)) {
            return self.lead.contains_key(&shape);
        }
        let is_near = |peer: &&Shape| {
            peer.surface == shape.surface && peer.wanted.columns == shape.wanted.columns
        };
        let near = || self.lead.keys().filter(is_near);
        let width = near().next().map(|peer| peer.cells);
        let is_grid = near().nth(1).is_some() && near().all(|peer| Some(peer.cells) == width);
        !is_grid || shape.surface == Surface::Html || width == Some(shape.cells)
    }

    /// Whether a row has nothing but labels and values, as all well-formed rows of so many columns, and is longer than they. Its group's label, written
    /// out in front of its own, makes it so; in a grid, which keeps blanks for labels, all rows are as long.
    fn is_longer_by_labels(&self, shape: Shape) -> bool {
        let (surface, columns) = (shape.surface, shape.wanted.columns);
        let is_bare = |shape: &Shape| shape.cells == shape.column + columns;
        let mut peers = self
            .lead
            .iter()
            .filter(|(peer, _)| peer.surface == surface && peer.wanted.columns == columns);
        is_bare(&shape)
            && peers.all(|(peer, &lead)| lead == 0 && is_bare(peer) && peer.cells < shape.cells)
    }

    fn by_empty_lines(
        &self,
        document: &Document,
        records: &Records,
        record: &Record,
        n: usize,
    ) -> Option<Placement> {
        let run = EvenRun::of(records, record)?;
        match run.by_tab_lines(document, n, true) {
            TabLines::Placed(placed) => return Some(Placement::Placed(placed)),
            TabLines::Unclear => return None,
            TabLines::None => {}
        }
        run.by_empty_lines(document, n, self.gaps?, self.step)
            .map(Placement::Placed)
    }
}

/// The cells of a line between bars that lacks blanks only at its ends, where the outermost bar would be the one beside a blank cell.
pub(super) fn with_outer_blanks(
    document: &Document,
    values: &[ValueCell],
    n: usize,
) -> Option<Vec<Placed>> {
    let row = document
        .rows
        .get(values.first()?.row)
        .filter(|row| row.surface == Surface::Bars)?;
    // Behind the values of a row that runs into the next one stand others.
    let is_at_end = values.last()?.cell + 1 == (row.first_cell + row.n_cells) as usize;
    let line = document.at(row.span);
    let (opens, closes) = (line.starts_with(is_bar), line.ends_with(is_bar));
    let gap = |at: u32| Placed::Gap(Span::at(at as usize), 0);
    let inner = values.iter().map(|value| Placed::Cell(value.cell));
    let (start, end) = (gap(row.span.start), gap(row.span.end));
    // Where a label stands in front, the bar before it is no blank's.
    let is_bare = row.n_cells as usize == values.len();
    let [before, after] = match (n.checked_sub(values.len())?, opens, closes) {
        (1, false, true) if is_at_end => [None, Some(end)],
        (1, true, false) if is_bare => [Some(start), None],
        (2, true, true) if is_bare => [Some(start), Some(end)],
        _ => return None,
    };
    Some(before.into_iter().chain(inner).chain(after).collect())
}
