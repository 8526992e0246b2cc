//! What a cell has to do with others: the sums that it takes part in, and the sentences that state it.

use crate::figures::Figures;
use crate::form::{Relation, TableSpec};
use crate::reading::{ReportReading, TableReading};

/// Whether a relation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not; the total is larger than the sum by this much, or smaller if it is negative.
    No(i64),
    /// What is blank or not in its place leaves it open.
    Open,
}

/// Whether a relation holds by the figures of its table.
pub fn holds(figures: &Figures, relation: &Relation) -> Holds {
    if let Some(broken) = figures.breach(relation) {
        return Holds::No(broken.total.unwrap_or(0).saturating_sub(broken.sum));
    }
    let sum = figures.sum(relation, figures.blanks_are_zero);
    let total = figures.value(relation.total, figures.blanks_are_zero);
    match (sum, total) {
        (Some(sum), Some(total)) if sum == total => Holds::Yes,
        _ => Holds::Open,
    }
}

/// The relations that a cell takes part in: first the one whose total it is.
pub fn relations_of(spec: &TableSpec, cell: usize) -> Vec<&Relation> {
    let own = |relation: &&Relation| relation.total == cell;
    let counts = |relation: &&Relation| {
        relation.total != cell && (relation.parts.contains(&cell) || relation.minus.contains(&cell))
    };
    let (own, others) = (
        spec.relations.iter().filter(own),
        spec.relations.iter().filter(counts),
    );
    own.chain(others).collect()
}

/// The cells that a cell is the total of, those that are taken away among them; empty for a part.
pub fn parts_of(spec: &TableSpec, cell: usize) -> Vec<usize> {
    let own = spec
        .relations
        .iter()
        .filter(|relation| relation.total == cell);
    sorted(own.flat_map(|relation| relation.parts.iter().chain(&relation.minus).copied()))
}

/// The totals that count a cell.
pub fn totals_of(spec: &TableSpec, cell: usize) -> Vec<usize> {
    let counting = spec
        .relations
        .iter()
        .filter(|relation| relation.parts.contains(&cell) || relation.minus.contains(&cell));
    sorted(counting.map(|relation| relation.total))
}

/// The numbers of sentences that state a cell, alone or in a sum, as indices into the narrative's facts.
pub fn facts_of(report: &ReportReading, table: &TableReading, cell: usize) -> Vec<usize> {
    let facts = report.narrative.facts.iter().enumerate();
    let names = facts.filter(|(_, fact)| {
        let plain = fact.readings.first();
        fact.table == table.spec && plain.is_some_and(|sum| sum.plus.contains(&cell))
    });
    names.map(|(at, _)| at).collect()
}

fn sorted(cells: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut cells: Vec<usize> = cells.collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}
