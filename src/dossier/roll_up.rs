//! A report that is the sum of others, as somebody declared it.

use super::{Digest, Dossier, ReportId, Unit, decimal};
use crate::door;
use crate::edit::{Edit, disjoint};
use crate::form::NumberKind;
use crate::reading::Reading;

/// A declaration, with the reports that it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollUp {
    /// The report that is the sum.
    pub whole: ReportId,
    /// Those that are added up.
    pub parts: Vec<ReportId>,
    /// The tables, by the first parts of their cells' names or by ids; empty for all that have totals.
    pub tables: Vec<String>,
}

/// Why a report is not added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is on another year, or on none.
    OtherYear,
    /// It is written on another edition of the form.
    OtherEdition,
    /// The report of the same unit lies nearer.
    Another,
}

/// The parts that are added up, and those that are not.
#[derive(Debug, Default)]
pub struct UnitParts<'d> {
    /// Those that are.
    pub added: Vec<(ReportId, &'d Digest)>,
    /// Those that are not.
    pub unfit: Vec<(ReportId, Unfit)>,
}

impl RollUp {
    /// Whether a table is added up.
    pub fn covers(&self, digest: &Digest, table: usize) -> bool {
        let Some(spec) = digest.spec(table) else {
            return false;
        };
        match self.tables.is_empty() {
            true => !spec.relations.is_empty(),
            false => {
                let mut named = self.tables.iter();
                named.any(|name| spec.is_called(name))
            }
        }
    }

    /// The parts that are of the year and the edition of the whole, each unit once.
    pub fn parts<'d>(&self, dossier: &'d Dossier) -> UnitParts<'d> {
        let mut parts = UnitParts::default();
        let Some(whole) = dossier.digest(self.whole) else {
            return parts;
        };
        let mut sorted: Vec<ReportId> = self.parts.clone();
        sorted.retain(|part| *part != self.whole);
        sorted.sort_by_key(|part| (dossier.distance(self.whole, *part), *part));
        sorted.dedup();
        let digests = sorted.iter().filter_map(|part| dossier.digest(*part));
        let units_of_parts: Vec<&Unit> = digests.filter_map(|part| part.unit.as_ref()).collect();
        for report in sorted {
            let Some(digest) = dossier.digest(report) else {
                continue;
            };
            let is_same = |(_, other): &(ReportId, &Digest)| {
                let units = digest.unit.as_ref().zip(other.unit.as_ref());
                units.is_some_and(|(own, other)| is_one_unit(own, other, &units_of_parts))
            };
            if digest.year.is_none() || digest.year != whole.year {
                parts.unfit.push((report, Unfit::OtherYear));
            } else if digest.edition().id != whole.edition().id {
                parts.unfit.push((report, Unfit::OtherEdition));
            } else if parts.added.iter().any(is_same) {
                parts.unfit.push((report, Unfit::Another));
            } else {
                parts.added.push((report, digest));
            }
        }
        parts.added.sort_by_key(|(report, _)| *report);
        parts
    }
}

/// Whether two of the parts are of one unit: what one of them leaves out in brackets stands behind no other's name.
fn is_one_unit(one: &Unit, other: &Unit, all: &[&Unit]) -> bool {
    let same_name = one.name() == other.name() && one.may_be(other);
    same_name
        && (one == other
            || all
                .iter()
                .all(|unit| unit.may_be(one) == unit.may_be(other)))
}

/// The numbers of many reports added up.
#[derive(Clone, Debug, Default)]
pub struct Summed {
    /// The year of the reports.
    pub year: Option<u16>,
    /// Cells that some report does not say for certain, by their names.
    pub uncertain: Vec<String>,
    /// For each table its cells as they are written; `None` for those that are not added up.
    tables: Vec<Vec<Option<String>>>,
}

impl RollUp {
    /// Adds up what fits. A cell that one of the reports does not say for certain is not added up.
    pub fn sums(&self, dossier: &Dossier) -> Summed {
        let parts = self.parts(dossier).added;
        let Some(whole) = dossier.digest(self.whole) else {
            return Summed::default();
        };
        let mut summed = Summed {
            year: whole.year,
            ..Summed::default()
        };
        for (table, spec) in whole.edition().tables.iter().enumerate() {
            let mut cells = vec![None; spec.n_cells];
            if self.covers(whole, table) {
                for (cell, written) in cells.iter_mut().enumerate() {
                    let mut numbers = parts.iter().map(|(_, part)| part.cell(table, cell)?.number);
                    let sum = numbers.try_fold(0_i64, |sum, number| sum.checked_add(number?));
                    let (_, column) = spec.row_and_column(cell);
                    let is_amount = spec.columns[column].kind == NumberKind::Amount;
                    *written = sum.map(|sum| match is_amount {
                        true => decimal(sum),
                        false => sum.to_string(),
                    });
                    if written.is_none() {
                        summed.uncertain.push(spec.cell_name(cell));
                    }
                }
            }
            summed.tables.push(cells);
        }
        summed
    }
}

impl Summed {
    /// What is written into a cell; nothing where it is not added up.
    pub fn written(&self, table: usize, cell: usize) -> String {
        let cells = self.tables.get(table);
        let written = cells.and_then(|cells| cells.get(cell)?.clone());
        written.unwrap_or_default()
    }

    /// The edits that write the sums into the first report of a text, where it says something else.
    pub fn edits(&self, reading: &Reading) -> Vec<door::Edit> {
        let Some((report, origin)) = reading.reports().next() else {
            return Vec::new();
        };
        let mut edits = Vec::new();
        for (at, cells) in self.tables.iter().enumerate() {
            let Some(table) = report.table(at).filter(|table| table.is_found) else {
                continue;
            };
            for (slot, written) in table.slots.iter().zip(cells) {
                let document = &report.aligned.document;
                let Some(written) = written.as_deref().filter(|_| slot.is_placed()) else {
                    continue;
                };
                if document.at(slot.span()) != written {
                    let text = table.cell_text(document, slot, written);
                    let span = slot.span();
                    edits.extend(origin.write(&Edit { span, text }));
                }
            }
        }
        disjoint(edits)
    }
}
