//! Which repair comes first: the smallest ones and the operations, weighed by how likely a writer is to have produced what stands there.
//!
//! The number of changed cells decides first and is the search's business; weights only order what it found and what single operations add.
//! The share of a candidate is good for one comparison with a threshold and is never shown. No tie is hidden.

use super::operation::{Mishap, operations};
use super::outcome::{BlockOutcome, CellChange, Repair, applied};
use super::slip::weigh;
use crate::sums::{CellSet, Observed, System, Terms};

/// How often a further independent slip happens beside a first one.
const FURTHER_SLIP: f64 = 0.01;
/// A total against a part: it is computed by hand and forgotten more often.
const TOTAL: f64 = 2.0;
/// A number of the text against a part.
const MENTION: f64 = 0.5;
/// Events against the one of mistyping a given cell at all.
const EXCHANGE: f64 = 0.3;
const EXCHANGE_OF_TOTALS: f64 = 0.1;
const ROW_SHIFT: f64 = 0.3;
const STALE_TOTALS: f64 = 0.3;
const LATE_ENTRY: f64 = 0.1;
/// How the first cell that could balance a late entry compares with the others: requests come in far oftener than they are carried over.
const FIRST_BALANCE: f64 = 0.8;
const OTHER_BALANCE: f64 = 0.1;
/// A place without a definite number, as likely as any number.
const ANY_NUMBER: f64 = 0.01;

/// A way to make the relations of a block hold, with what would have happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Contender {
    /// What changes, among the cells of the table.
    pub repair: Repair,
    /// What would have happened, in the order of the cells.
    pub events: Vec<Mishap>,
    /// Its part of the weight of all candidates, 0 to 1. Usable against a threshold of 0.9 and for nothing else.
    pub share: f64,
    /// Whether no repair changes fewer cells, statements of the text left aside.
    pub is_smallest: bool,
    /// The mentions that do not fit the repaired table, by their cell.
    pub contradicted_by: Vec<usize>,
    /// The mentions that fit the repaired table, by their cell.
    pub supported_by: Vec<usize>,
}

/// The candidates of a block, best first: every smallest repair, and the repairs of single operations. Statements of the text (mentions) that
/// a candidate contradicts weigh against it.
pub fn rank(
    system: &System,
    observed: &[Observed],
    frozen: &CellSet,
    block: &BlockOutcome,
) -> Vec<Contender> {
    if !block.needs_change() {
        return Vec::new();
    }
    let observed = &system.readings(observed);
    let mut weighed: Vec<(f64, Contender)> = Vec::new();
    for repair in &block.repairs {
        let (events, weight) = explain(system, repair);
        let candidate = candidate(system, observed, block, repair.clone(), events, true);
        weighed.push((weight, candidate));
    }
    for operation in operations(system, observed, frozen, block) {
        let weight = weight_of(system, &operation.event, operation.step);
        let same = |other: &&mut (f64, Contender)| other.1.repair == operation.repair;
        if let Some((other, known)) = weighed.iter_mut().find(same) {
            if weight > *other {
                known.events = vec![operation.event];
            }
            *other += weight;
        } else {
            let events = vec![operation.event];
            let candidate = candidate(system, observed, block, operation.repair, events, false);
            weighed.push((weight, candidate));
        }
    }
    for (weight, candidate) in &mut weighed {
        for &mention in &candidate.contradicted_by {
            let due = stated_sum(system, mention, &applied(observed, &candidate.repair));
            let stated = observed[mention].number();
            let slip = due.map_or(ANY_NUMBER, |due| weigh(stated, due).1);
            *weight *= FURTHER_SLIP * MENTION * slip;
        }
    }
    let sum: f64 = weighed.iter().map(|(weight, _)| weight).sum();
    // Equal weights keep the order of the cells, so that the same table always gives the same list.
    weighed.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let shared = weighed.into_iter().map(|(weight, mut candidate)| {
        candidate.share = if sum > 0.0 { weight / sum } else { 0.0 };
        candidate
    });
    shared.collect()
}

fn candidate(
    system: &System,
    observed: &[Observed],
    block: &BlockOutcome,
    repair: Repair,
    events: Vec<Mishap>,
    is_smallest: bool,
) -> Contender {
    let after = applied(observed, &repair);
    let mut contradicted_by = Vec::new();
    let mut supported_by = Vec::new();
    for &at in &block.equations {
        let equation = &system.equations()[at];
        let mention = equation.total;
        if system.is_mention_equation(at) {
            match equation.residual(|cell| after[cell]) {
                Some(0) => supported_by.push(mention),
                Some(_) => contradicted_by.push(mention),
                None => {}
            }
        }
    }
    Contender {
        repair,
        events,
        share: 0.0,
        is_smallest,
        contradicted_by,
        supported_by,
    }
}

/// What the cells named by a mention sum to.
pub(super) fn stated_sum(system: &System, mention: usize, numbers: &[Observed]) -> Option<i64> {
    let at = system
        .equations_of(mention)
        .find(|&at| system.equations()[at].total == mention)?;
    let parts = system.equations()[at].parts.iter();
    parts
        .map(|&cell| numbers.get(cell)?.number())
        .try_fold(0_i64, |sum, number| sum.checked_add(number?))
}

/// The events that explain a repair cell by cell, neighbours that exchange their numbers being one, and their weight.
fn explain(system: &System, repair: &Repair) -> (Vec<Mishap>, f64) {
    let mut events = Vec::new();
    let mut weight = 1.0;
    let mut n_slips = 0;
    let mut done = CellSet::new();
    for (at, change) in repair.changes.iter().enumerate() {
        if done.contains(change.cell) {
            continue;
        }
        let exchange = repair.changes[at + 1..].iter().find_map(|other| {
            let free = !done.contains(other.cell);
            free.then(|| exchange(system, change, other))
                .flatten()
                .map(|event| (event, other.cell))
        });
        if let Some((event, other)) = exchange {
            done.insert(other);
            weight *= weight_of(system, &event, None);
            events.push(event);
            n_slips += 1;
            continue;
        }
        let (slip, likelihood) = match change.to.exactly() {
            Some(due) => weigh(change.from, due),
            None => (super::DigitSlip::Other, ANY_NUMBER),
        };
        events.push(Mishap::Mistyped {
            cell: change.cell,
            slip,
        });
        if change.from.is_some() {
            weight *= likelihood
                * if system.is_total(change.cell) {
                    TOTAL
                } else {
                    1.0
                };
            n_slips += 1;
        }
    }
    (events, weight * FURTHER_SLIP.powi((n_slips - 1).max(0)))
}

/// Whether two neighbouring cells give each other their numbers.
fn exchange(system: &System, a: &CellChange, b: &CellChange) -> Option<Mishap> {
    let (from_a, from_b) = (a.from?, b.from?);
    let exchanged = a.to.exactly()? == from_b && b.to.exactly()? == from_a;
    let (at_a, at_b) = (system.place(a.cell)?, system.place(b.cell)?);
    let apart = at_a.row.abs_diff(at_b.row) + at_a.column.abs_diff(at_b.column);
    if !exchanged || apart != 1 {
        return None;
    }
    Some(match (from_a, from_b) {
        (0, _) => Mishap::Moved {
            from: b.cell,
            to: a.cell,
        },
        (_, 0) => Mishap::Moved {
            from: a.cell,
            to: b.cell,
        },
        _ => Mishap::Swapped {
            first: a.cell,
            second: b.cell,
        },
    })
}

fn weight_of(system: &System, event: &Mishap, step: Option<u64>) -> f64 {
    // Corrections by one request are common, by many rare.
    let size = step.map_or(1.0, |step| 1.0 / (step as f64 * (step as f64 + 1.0)));
    match *event {
        Mishap::Mistyped { .. } => ANY_NUMBER,
        Mishap::Moved { from: a, to: b }
        | Mishap::Swapped {
            first: a,
            second: b,
        } => {
            if system.is_total(a) || system.is_total(b) {
                EXCHANGE_OF_TOTALS
            } else {
                EXCHANGE
            }
        }
        Mishap::RowShifted { .. } => ROW_SHIFT,
        Mishap::StaleTotals => STALE_TOTALS * size,
        Mishap::LateEntry { balance } => {
            let first = system.equations_of(balance).any(|at| {
                let equation = &system.equations()[at];
                !equation.fills && equation.parts.first() == Some(&balance)
            });
            LATE_ENTRY * size * if first { FIRST_BALANCE } else { OTHER_BALANCE }
        }
    }
}
