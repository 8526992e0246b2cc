//! What is kept of a report so that others can be compared with it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::amount::millionths;
use super::cell_bytes;
use super::compared_cells::ComparedCells;
use super::known_prints::KnownPrints;
use super::passages::{Passage, passages};
use super::unit::Unit;
use crate::align::Slot;
use crate::door::{Origin, Span};
use crate::form::across::CellId;
use crate::form::{Edition, NumberKind, TableSpec};
use crate::kit::Kit;
use crate::reading::{ReportReading, TableReading};

/// What is kept of one report.
#[derive(Clone, Debug)]
pub struct Digest {
    /// Whose report it is; `None` if its title does not say so.
    pub unit: Option<Unit>,
    /// The year it speaks of; `None` if its title names none.
    pub year: Option<u16>,
    /// Its title; empty at the beginning if it has none.
    pub title: Span,
    /// Its text, as far as it may be a copy of another's, in reading order.
    pub passages: Vec<Passage>,
    /// The edition that it is written on.
    kit: Arc<Kit>,
    /// One for each table of the edition, in its order.
    tables: Vec<TableDigest>,
}

/// What is kept of a report beside whose it is.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DigestBody {
    passages: Vec<Passage>,
    tables: Vec<TableDigest>,
}

/// What is kept of one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct TableDigest {
    /// One for each cell of the form that is kept, in its order; empty if the table was not found.
    #[serde(with = "cell_bytes")]
    cells: Box<[CellDigest]>,
    /// Which cells these are, ascending, if not all of them.
    kept: Option<Box<[usize]>>,
    /// The cells of relations that do not hold.
    broken: Box<[usize]>,
    /// The cells whose change alone would mend them.
    suspects: Box<[usize]>,
}

/// What is kept of one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellDigest {
    /// Its number where it stands in its place and is certain, in millionths where the column holds amounts of money; a blank that the table's habit
    /// counts as 0 is 0.
    pub number: Option<i64>,
    /// Where it stands in the opened text.
    pub span: Span,
}

impl Digest {
    /// What is kept of a report that was read.
    pub fn of(report: &ReportReading, origin: Origin<'_>) -> Digest {
        Digest::of_edited(report, origin, None, &mut KnownPrints::default())
    }

    /// The same for a report that is read again and again while it is written. `prints` saves work and changes nothing else. Of its cells only those
    /// that are `compared` are kept, if these are given.
    pub(super) fn of_edited(
        report: &ReportReading,
        origin: Origin<'_>,
        compared: Option<&ComparedCells>,
        prints: &mut KnownPrints,
    ) -> Digest {
        let aligned = &report.aligned;
        let title = aligned.title.as_ref();
        let tables = report.tables.iter().enumerate();
        let tables = tables.map(|(at, table)| {
            let kept = compared.and_then(|compared| compared.of_table(aligned.kit(), at));
            TableDigest::of(table, kept, origin)
        });
        let name = report.body.as_deref();
        let unit = name.and_then(|name| prints.unit(name));
        Digest {
            passages: passages(report, origin, (name, unit.as_ref()), prints),
            unit,
            year: aligned.year(),
            title: title.map_or(Span::at(0), |title| origin.place(title.span)),
            kit: Arc::clone(aligned.kit()),
            tables: tables.collect(),
        }
    }

    /// Takes out all but whose it is.
    pub(super) fn take_body(&mut self) -> DigestBody {
        DigestBody {
            passages: std::mem::take(&mut self.passages),
            tables: std::mem::take(&mut self.tables),
        }
    }

    /// The same with what was taken out.
    pub(super) fn with_body(&self, body: DigestBody) -> Digest {
        Digest {
            passages: body.passages,
            tables: body.tables,
            ..self.clone()
        }
    }

    /// The same of a report that begins by so many bytes further down.
    pub(super) fn shift(&mut self, by: i64) {
        let at = |at: u32| u32::try_from(i64::from(at) + by).unwrap_or(u32::MAX);
        let shift = |span: &mut Span| *span = Span::over(at(span.start), at(span.end));
        // A title that is not there has no place to move from.
        if !self.title.is_empty() {
            shift(&mut self.title);
        }
        for passage in &mut self.passages {
            shift(&mut passage.span);
        }
        let cells = self.tables.iter_mut().flat_map(|table| &mut table.cells);
        cells.for_each(|cell| shift(&mut cell.span));
    }

    /// Whether it is of a report that was laid along this form.
    pub(super) fn is_of(&self, kit: &Arc<Kit>) -> bool {
        Arc::ptr_eq(&self.kit, kit)
    }

    /// Whether there is no difference between two for anybody who compares others with them.
    pub(super) fn says_the_same(&self, other: &Digest) -> bool {
        (&self.unit, self.year, self.title) == (&other.unit, other.year, other.title)
            && self.edition().id == other.edition().id
            && self.tables == other.tables
            && self.passages == other.passages
    }

    /// The edition that the report is written on.
    pub fn edition(&self) -> &Edition {
        &self.kit.edition
    }

    /// A table of the form.
    pub fn spec(&self, table: usize) -> Option<&TableSpec> {
        self.edition().tables.get(table)
    }

    /// A cell, by the numbers of its table and itself; `None` if the report does not have the table, or the cell is not kept.
    pub fn cell(&self, table: usize, cell: usize) -> Option<CellDigest> {
        let table = self.tables.get(table)?;
        let at = match &table.kept {
            Some(kept) => kept.binary_search(&cell).ok()?,
            None => cell,
        };
        table.cells.get(at).copied()
    }

    /// The cell at a byte of the opened text, by the numbers of its table and itself.
    pub fn cell_at(&self, at: usize) -> Option<(usize, usize)> {
        let tables = self.tables.iter().enumerate();
        tables.into_iter().find_map(|(table, digest)| {
            let holds = |cell: &CellDigest| {
                let range = cell.span.range();
                range.start <= at && at <= range.end
            };
            let at = digest.cells.iter().position(holds)?;
            let cell = match &digest.kept {
                Some(kept) => *kept.get(at)?,
                None => at,
            };
            Some((table, cell))
        })
    }

    /// The cell that another edition knows by these ids, as the numbers of table and cell.
    pub fn place_of(&self, id: &CellId) -> Option<(usize, usize)> {
        self.edition().cell_of(id)
    }

    /// Whether a relation of the report that counts the cell does not hold.
    pub fn is_broken(&self, table: usize, cell: usize) -> bool {
        let broken = self.tables.get(table).map(|table| &table.broken);
        broken.is_some_and(|broken| broken.contains(&cell))
    }

    /// The cells of a table whose change alone would make its relations hold.
    pub fn suspects(&self, table: usize) -> &[usize] {
        let table = self.tables.get(table);
        table.map_or(&[], |table| &table.suspects)
    }
}

impl TableDigest {
    /// With these of its cells, or with all.
    fn of(table: &TableReading, kept: Option<&[usize]>, origin: Origin<'_>) -> TableDigest {
        if !table.is_found {
            return TableDigest {
                cells: Box::default(),
                kept: None,
                broken: Box::default(),
                suspects: Box::default(),
            };
        }
        let spec = table.spec();
        let figures = &table.figures;
        // In most tables all numbers are of one kind.
        let are_counts = spec
            .columns
            .iter()
            .all(|column| column.kind == NumberKind::Count);
        let kind = |cell: usize| match are_counts {
            true => NumberKind::Count,
            false => spec.columns[spec.row_and_column(cell).1].kind,
        };
        let digest = |(cell, slot): (usize, &Slot)| {
            let number = match slot {
                Slot::Found(found) => match kind(cell) {
                    NumberKind::Count => figures.value(cell, figures.blanks_are_zero),
                    NumberKind::Amount => millionths(found.value),
                    _ => None,
                },
                _ => None,
            };
            let span = origin.place(slot.span());
            CellDigest { number, span }
        };
        let slots = &table.slots;
        let cells: Box<[CellDigest]> = match kept {
            Some(kept) => {
                let kept = kept
                    .iter()
                    .filter_map(|&cell| Some((cell, slots.get(cell)?)));
                kept.map(digest).collect()
            }
            None => slots.iter().enumerate().map(digest).collect(),
        };
        let breaches = match table.advice.is_empty() {
            true => Vec::new(),
            false => figures.breaches(spec),
        };
        let broken = breaches.iter().flat_map(|breach| {
            let relation = breach.relation;
            let parts = relation.parts.iter().chain(&relation.minus);
            parts.chain([&relation.total]).copied()
        });
        let suspects = table.advice.iter().flat_map(|advice| advice.suspects());
        TableDigest {
            cells,
            kept: kept.map(Box::from),
            broken: broken.collect(),
            suspects: suspects.map(|change| change.cell).collect(),
        }
    }
}
