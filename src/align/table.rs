//! One table of the form, laid over the rows of its section.

use std::ops::Range;

use super::place::{Placed, Placement};
use super::records::{Collector, Records};
use super::rows::{match_rows, place_rows};
use super::slips::{group_slips, header_slips};
use super::{CellHashes, Headings};
use crate::form::fold::Fold;
use crate::form::lexicon::{Lexicon, Name, TableWords, Wording};
use crate::form::{Edition, Layout, TableSpec};
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Document, Row, Surface};

/// A table of the form and what was found of it.
#[derive(Clone, Debug)]
pub struct AlignedTable {
    /// The table, an index into the edition's.
    pub spec: usize,
    /// Whether anything of it was found.
    pub is_found: bool,
    /// From its first to its last cell; empty at the place where it belongs if it was not found.
    pub span: Span,
    /// One for each row of the form.
    pub rows: Vec<AlignedRow>,
    /// One for each cell of the form, in its order.
    pub slots: Vec<Slot>,
    /// Rows with numbers that the form does not have.
    pub unknown_rows: Vec<UnknownRow>,
    /// Labels of rows and groups that are not worded as the form words them.
    pub label_slips: Vec<Slip>,
    /// Header words that are not worded as the form words them.
    pub header_slips: Vec<Slip>,
    /// How its numbers are written.
    pub surface: Surface,
}

/// A row of the form and what was found of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlignedRow {
    /// Its label as written; `None` if the label is lost or the row is missing.
    pub label: Option<Span>,
    /// Label and values; for a missing row the place behind which it belongs.
    pub span: Span,
    /// Whether its values are in their places.
    pub state: RowState,
    /// Whether it stands where the form has another row.
    pub out_of_order: bool,
}

/// Whether a row's values are in their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    /// Every value stands in its column.
    Placed,
    /// The label is lost; order and count say which row it is.
    Guessed,
    /// There are more or fewer values than the form has columns, and nothing tells which is which.
    Unplaced {
        /// Values found.
        n_values: usize,
        /// From the first to the last value.
        span: Span,
    },
    /// The report does not have the row.
    Missing,
}

/// One number cell of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// How it was found.
    pub state: SlotState,
    /// What it says; [`Value::Blank`] where nothing was found.
    pub value: Value,
    /// Its characters; for a blank one, the place where its value would be written.
    pub span: Span,
    /// Line ends to be written behind that value, so that the next one keeps its distance.
    pub line_ends: u32,
}

/// How a cell was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotState {
    /// In its place.
    Found,
    /// In a row whose label is lost.
    Guessed,
    /// The row has another number of values than columns; this one is named by order alone and no rule does sums with it.
    Unplaced,
    /// Its row is missing, or has no value left for it.
    Absent,
}

impl Slot {
    /// The stated number, where it is a whole one.
    pub fn whole(&self) -> Option<i64> {
        match self.value {
            Value::Number(number) => number.whole(),
            _ => None,
        }
    }

    /// Whether the cell stands in its place, blank or not.
    pub fn is_placed(&self) -> bool {
        matches!(self.state, SlotState::Found | SlotState::Guessed)
    }
}

/// A row with numbers that the form does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownRow {
    /// Its label.
    pub label: Span,
}

/// A label that is not worded as the form words it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The words as written.
    pub span: Span,
    /// What they name.
    pub name: Name,
    /// How they differ.
    pub wording: Wording,
}

/// Lays every table of the edition over the document.
pub(super) fn align_tables(
    document: &Document,
    edition: &Edition,
    lexicon: &Lexicon,
    fold: &Fold,
    hashes: &CellHashes,
    headings: &Headings,
) -> Vec<AlignedTable> {
    let regions = regions(document, edition, lexicon, hashes, headings);
    (0..edition.tables.len())
        .map(|table| {
            let spec = &edition.tables[table];
            let belongs = headings
                .main
                .iter()
                .find(|heading| heading.section == spec.section)
                .map_or(Span::at(document.text.len()), |heading| {
                    Span::at(heading.span.end as usize)
                });
            let collector = Collector {
                document,
                lexicon,
                fold,
                hashes,
                table,
                one_line: spec.layout == Layout::OneLine,
            };
            let Some(region) = regions[table].clone() else {
                return AlignedTable::missing(table, spec, belongs);
            };
            let Some(words) = lexicon.table(table) else {
                return AlignedTable::missing(table, spec, belongs);
            };
            let records = collector.collect(region);
            let aligned = match spec.layout {
                Layout::LabelledRows => labelled(document, table, spec, words, &records, fold),
                Layout::OneLine => super::one_line::one_line(document, table, spec, &records),
            };
            let Some(mut aligned) = aligned else {
                return AlignedTable::missing(table, spec, belongs);
            };
            aligned.header_slips = header_slips(document, table, words, &records, lexicon, fold);
            super::units::convert(document, spec, &mut aligned);
            aligned
        })
        .collect()
}

/// The rows of the document that each table is looked for in: those of its section; for a table whose heading is lost, those that carry its labels.
fn regions(
    document: &Document,
    edition: &Edition,
    lexicon: &Lexicon,
    hashes: &CellHashes,
    headings: &Headings,
) -> Vec<Option<Range<usize>>> {
    let mut regions: Vec<Option<Range<usize>>> = edition
        .tables
        .iter()
        .map(|table| {
            let at = headings
                .main
                .iter()
                .position(|heading| heading.section == table.section)?;
            let end = headings
                .main
                .get(at + 1)
                .map_or(document.rows.len(), |next| next.row);
            let start = headings.main[at].row + 1;
            Some(start.min(end)..end)
        })
        .collect();
    for table in 0..regions.len() {
        if regions[table].is_some() {
            continue;
        }
        let Some(extent) = labelled_extent(document, lexicon, hashes, table) else {
            continue;
        };
        // The section before it reaches too far.
        for other in regions.iter_mut().flatten() {
            if other.contains(&extent.start) {
                other.end = extent.start;
            }
        }
        regions[table] = Some(extent);
    }
    regions
}

/// Rows of the document that two rows with broken labels may take, with their values.
const BROKEN_ROWS: usize = 32;
/// A shorter beginning of a label, in bytes, may be a word of anything.
const MIN_BEGINNING: usize = 12;

/// The rows between the first and the last that carry a label of a table, if there are at least three different ones, with the header above.
fn labelled_extent(
    document: &Document,
    lexicon: &Lexicon,
    hashes: &CellHashes,
    table: usize,
) -> Option<Range<usize>> {
    let mut extent: Option<Range<usize>> = None;
    let mut names = Vec::new();
    for (at, row) in document.rows.iter().enumerate() {
        for cell in row.first_cell..row.first_cell + row.n_cells {
            let name =
                super::label_of(lexicon, hashes.of(cell as usize), table).map(|(name, _)| name);
            // Words such as 其他 and 总计 head columns of several tables.
            if let Some(name @ (Name::Row(..) | Name::Group(..))) = name {
                let start = extent.as_ref().map_or(at, |extent| extent.start);
                extent = Some(start..at + 1);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    let mut extent = extent.filter(|_| names.len() >= 3)?;
    let cells_of = |row: &Row| row.first_cell as usize..(row.first_cell + row.n_cells) as usize;
    let is_label = |cell: usize| super::label_of(lexicon, hashes.of(cell), table).is_some();
    // A label that is broken is known by how it begins.
    let begins_label = |cell: usize| {
        let long_enough = document.cells[cell].span.len() >= MIN_BEGINNING;
        long_enough && lexicon.begins(hashes.of(cell), table)
    };
    let has = |at: usize, is_wanted: &dyn Fn(usize) -> bool| {
        let row = document.rows.get(at);
        row.is_some_and(|row| cells_of(row).any(is_wanted))
    };
    let above = |start: usize| {
        let mut rows = start.saturating_sub(BROKEN_ROWS)..start;
        rows.find(|&at| has(at, &begins_label))
    };
    while let Some(start) = above(extent.start) {
        extent.start = start;
    }
    while let Some(above) = extent.start.checked_sub(1)
        && has(above, &is_label)
    {
        extent.start = above;
    }
    let below = |end: usize| {
        let mut rows = (end..end + BROKEN_ROWS).rev();
        rows.find(|&at| has(at, &begins_label))
    };
    while let Some(last) = below(extent.end) {
        extent.end = last + 1;
    }
    // Values on lines of their own, or below the last row of the header, stand below the last label.
    let is_words = |cell: usize| document.cells[cell].value == Value::Words;
    while document
        .rows
        .get(extent.end)
        .is_some_and(|row| cells_of(row).all(|cell| !is_words(cell) || is_label(cell)))
    {
        extent.end += 1;
    }
    Some(extent)
}

impl AlignedTable {
    pub(super) fn missing(table: usize, spec: &TableSpec, at: Span) -> Self {
        let row = AlignedRow {
            label: None,
            span: at,
            state: RowState::Missing,
            out_of_order: false,
        };
        AlignedTable {
            spec: table,
            is_found: false,
            span: at,
            rows: vec![row; spec.rows.len()],
            slots: vec![
                Slot {
                    state: SlotState::Absent,
                    value: Value::Blank,
                    span: at,
                    line_ends: 0,
                };
                spec.n_cells
            ],
            unknown_rows: Vec::new(),
            label_slips: Vec::new(),
            header_slips: Vec::new(),
            surface: Surface::Line,
        }
    }

    /// Writes the values of a row into its slots.
    pub(super) fn fill_row(
        &mut self,
        document: &Document,
        first_cell: usize,
        placed: &[Placed],
        state: SlotState,
    ) {
        for (slot, placed) in self.slots[first_cell..].iter_mut().zip(placed) {
            *slot = match *placed {
                Placed::Cell(cell) => Slot {
                    state,
                    value: document.cells[cell].value,
                    span: document.cells[cell].span,
                    line_ends: 0,
                },
                Placed::Gap(span, line_ends) => Slot {
                    state,
                    value: Value::Blank,
                    span,
                    line_ends,
                },
            };
        }
    }
}

fn labelled(
    document: &Document,
    table: usize,
    spec: &TableSpec,
    words: &TableWords,
    records: &Records,
    fold: &Fold,
) -> Option<AlignedTable> {
    let mut matches = match_rows(document, table, spec, words, records, fold);
    if !matches
        .iter()
        .flatten()
        .any(|m| m.wording <= Wording::Known && m.piece.is_some())
    {
        return None;
    }
    let placements = place_rows(document, spec, records, &matches);
    let first = matches.iter().flatten().map(|m| m.record).min()?;
    let start = record_span(document, records, first).start as usize;
    let mut aligned = AlignedTable::missing(table, spec, Span::at(start));
    aligned.is_found = true;
    let mut surfaces = Vec::new();
    let mut before = Span::at(start);
    for (row, (found, placement)) in matches.iter_mut().zip(&placements).enumerate() {
        let row_spec = &spec.rows[row];
        let (Some(found), Some(placement)) = (found, placement) else {
            aligned.rows[row].span = before;
            for slot in &mut aligned.slots
                [row_spec.first_cell..row_spec.first_cell + row_spec.columns.len()]
            {
                slot.span = Span::at(before.end as usize);
            }
            continue;
        };
        let record = &records.records[found.record];
        surfaces.push(record.surface);
        if found.wording == Wording::LeftOut
            && is_continued(
                document,
                records,
                found.record,
                found.piece,
                &words.rows[row],
                fold,
            )
        {
            found.wording = Wording::Official;
        }
        let label = found.piece.map(|piece| records.pieces[piece].span);
        let values = &records.values[record.values.clone()];
        let all = values.iter().map(|value| document.cells[value.cell]);
        let stated = all.clone().filter(|cell| cell.value != Value::Blank);
        let stated = stated.map(|cell| cell.span).reduce(Span::to);
        let all = all.map(|cell| cell.span).reduce(Span::to);
        let span = label
            .into_iter()
            .chain(all)
            .reduce(Span::to)
            .unwrap_or(before);
        let state = match placement {
            Placement::Placed(placed) => {
                let (slot_state, state) = if label.is_some() {
                    (SlotState::Found, RowState::Placed)
                } else {
                    (SlotState::Guessed, RowState::Guessed)
                };
                aligned.fill_row(document, row_spec.first_cell, placed, slot_state);
                state
            }
            Placement::Unplaced { n_values } => {
                let at = stated.or(label).unwrap_or(before);
                let slots = &mut aligned.slots
                    [row_spec.first_cell..row_spec.first_cell + row_spec.columns.len()];
                fill_unplaced(document, slots, values.iter().map(|value| value.cell), at);
                RowState::Unplaced {
                    n_values: *n_values,
                    span: at,
                }
            }
        };
        aligned.rows[row] = AlignedRow {
            label,
            span,
            state,
            out_of_order: found.out_of_order,
        };
        aligned.span = aligned.span.to(span);
        before = label.unwrap_or(span);
        if let (Some(span), true) = (label, found.wording > Wording::Noted) {
            aligned.label_slips.push(Slip {
                span,
                name: Name::Row(table, row),
                wording: found.wording,
            });
        }
    }
    aligned.surface = surfaces.first().copied().unwrap_or(Surface::Line);
    aligned.unknown_rows = unknown_rows(document, table, spec, records, fold, &matches);
    aligned
        .label_slips
        .extend(group_slips(document, table, words, records, fold, &matches));
    aligned.label_slips.sort_by_key(|slip| slip.span);
    Some(aligned)
}

/// Hands the stated values of an unplaced row out in their order.
pub(super) fn fill_unplaced(
    document: &Document,
    slots: &mut [Slot],
    cells: impl Iterator<Item = usize>,
    at: Span,
) {
    let mut stated = cells
        .map(|cell| document.cells[cell])
        .filter(|cell| cell.value != Value::Blank);
    for slot in slots {
        *slot = match stated.next() {
            Some(cell) => Slot {
                state: SlotState::Unplaced,
                value: cell.value,
                span: cell.span,
                line_ends: 0,
            },
            None => Slot {
                state: SlotState::Absent,
                value: Value::Blank,
                span: at,
                line_ends: 0,
            },
        };
    }
}

fn record_span(document: &Document, records: &Records, record: usize) -> Span {
    let record = &records.records[record];
    let pieces = records.pieces[record.pieces.clone()]
        .iter()
        .map(|piece| piece.span);
    let values = records.values[record.values.clone()]
        .iter()
        .map(|value| document.cells[value.cell].span);
    pieces.chain(values).reduce(Span::to).unwrap_or_default()
}

/// Whether the rest of a cut label stands behind its values, as a page break leaves it.
fn is_continued(
    document: &Document,
    records: &Records,
    record: usize,
    piece: Option<usize>,
    official: &[char],
    fold: &Fold,
) -> bool {
    let Some(piece) = piece else { return false };
    let written = fold.fold(document.at(records.pieces[piece].span));
    let Some(rest) = official.strip_prefix(written.as_slice()) else {
        return false;
    };
    let next = records
        .records
        .get(record + 1)
        .map_or(records.rest.clone(), |next| next.pieces.clone());
    next.take(1)
        .any(|piece| fold.fold(document.at(records.pieces[piece].span)) == rest)
}

/// Records with numbers, between known rows, whose label the form does not have. Lines below the table are no rows of it.
fn unknown_rows(
    document: &Document,
    table: usize,
    spec: &TableSpec,
    records: &Records,
    fold: &Fold,
    matches: &[Option<super::rows::Match>],
) -> Vec<UnknownRow> {
    let mut is_matched = vec![false; records.records.len()];
    for found in matches.iter().flatten() {
        is_matched[found.record] = true;
    }
    let matched = |record: usize| is_matched[record];
    let known = || (0..records.records.len()).filter(|&record| matched(record));
    let (Some(first), Some(last)) = (known().next(), known().next_back()) else {
        return Vec::new();
    };
    let widest = spec
        .rows
        .iter()
        .map(|row| row.columns.len())
        .max()
        .unwrap_or(0);
    // A page number between two rows is written otherwise than they are.
    let mut surfaces: Vec<Surface> = Vec::new();
    for record in known() {
        let surface = records.records[record].surface;
        if !surfaces.contains(&surface) {
            surfaces.push(surface);
        }
    }
    let is_written_alike = |at: usize| surfaces.contains(&records.records[at].surface);
    (first..last)
        .filter(|&at| !matched(at) && is_written_alike(at))
        .filter_map(|at| {
            let record = &records.records[at];
            let stated = records.values[record.values.clone()]
                .iter()
                .filter(|v| document.cells[v.cell].value != Value::Blank)
                .count();
            let piece = records.pieces[record.pieces.clone()].last()?;
            let is_label = piece.name.is_some_and(|(name, _)| {
                name.table() == Some(table) && !matches!(name, Name::Row(..))
            });
            let label = document.at(piece.span);
            let says = super::sections::says_something(label, fold) && !is_page_word(label);
            (stated > 0 && stated <= widest && !is_label && says)
                .then_some(UnknownRow { label: piece.span })
        })
        .collect()
}

/// `Page` and `P.` in front of a page's number.
fn is_page_word(label: &str) -> bool {
    let word = label.trim_end_matches('.');
    word.eq_ignore_ascii_case("page") || word.eq_ignore_ascii_case("p")
}
