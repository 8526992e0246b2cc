//! How far an answer of the search may be trusted: the tiers, and what an editor may put first.

use super::operation::Mishap;
use super::outcome::{BlockOutcome, CellChange, Repair};
use super::proposal::Tier;
use super::rank::Contender;
use crate::sums::{CellSet, Observed, System, Terms};

/// From this share on a candidate may stand as the preferred one.
const CLEAR: f64 = 0.9;

/// The tier of a block's outcome. `numbers` are the readings of all cells, mentions included.
pub(super) fn tier(system: &System, numbers: &[Observed], outcome: &BlockOutcome) -> Tier {
    let Some(repair) = outcome.repairs.first() else {
        return Tier::Uncertain;
    };
    if !outcome.needs_change() {
        return Tier::Fill;
    }
    if !outcome.proven || !outcome.repairs.iter().all(Repair::is_definite) {
        return Tier::Uncertain;
    }
    let mut changes = outcome.repairs.iter().flat_map(|repair| &repair.changes);
    if changes.any(|change| is_in_single_relation(system, change.cell)) {
        return Tier::SingleRelation;
    }
    if outcome.unique().is_none() {
        return Tier::Tied;
    }
    if !needed(system, repair).fills.is_empty() || !repair.open.is_empty() {
        return Tier::ChangeAndFill;
    }
    match repair.changes.as_slice() {
        [change] if !system.is_total(change.cell) => Tier::Part,
        [change] if is_confirmed(system, numbers, change) => Tier::ConfirmedTotal,
        [_] => Tier::Total,
        _ => Tier::Several,
    }
}

fn is_in_single_relation(system: &System, cell: usize) -> bool {
    let equations = system.equations_of(cell);
    equations
        .filter(|&at| !system.is_mention_equation(at))
        .count()
        < 2
}

/// The repair without the blanks that have nothing to do with what it changes.
pub(super) fn needed(system: &System, repair: &Repair) -> Repair {
    let mut reached: CellSet = repair.changes.iter().map(|change| change.cell).collect();
    let touches = |cell: usize, reached: &CellSet| {
        let mut equations = system.equations_of(cell);
        equations.any(|at| {
            let mut terms = system.equations()[at].terms();
            terms.any(|(other, _)| other != cell && reached.contains(other))
        })
    };
    let mut fills = repair.fills.clone();
    let mut kept = Vec::new();
    loop {
        let (near, far): (Vec<_>, Vec<_>) = fills
            .into_iter()
            .partition(|&(cell, _)| touches(cell, &reached));
        if near.is_empty() {
            break;
        }
        near.iter().for_each(|&(cell, _)| reached.insert(cell));
        kept.extend(near);
        fills = far;
    }
    kept.sort_unstable();
    Repair {
        fills: kept,
        ..repair.clone()
    }
}

/// Whether the text states the number that the change would write.
pub(super) fn is_confirmed(system: &System, numbers: &[Observed], change: &CellChange) -> bool {
    let due = change.to.exactly().map(Observed::Number);
    system.equations_of(change.cell).any(|at| {
        let equation = &system.equations()[at];
        system.is_mention_equation(at)
            && equation.parts == [change.cell]
            && due == Some(numbers[equation.total])
    })
}

/// Whether the best of the candidates may be put first in an editor.
pub(super) fn is_preferable(tier: Tier, candidates: &[Contender]) -> bool {
    let Some(best) = candidates.first() else {
        return false;
    };
    if !best.contradicted_by.is_empty() || tier == Tier::SingleRelation {
        return false;
    }
    let is_one_act = best.repair.changes.len() > 1
        && matches!(
            best.events.as_slice(),
            [Mishap::StaleTotals | Mishap::RowShifted { .. }]
        );
    match tier {
        _ if is_one_act => true,
        Tier::ConfirmedTotal | Tier::Total => best.is_smallest && best.share >= CLEAR,
        // A statement counts for a part if it speaks against another way to explain the table.
        Tier::Part => {
            let decides = |mention: &usize| {
                let mut others = candidates.iter();
                others.any(|other| other.contradicted_by.contains(mention))
            };
            best.is_smallest && (best.share >= CLEAR || best.supported_by.iter().any(decides))
        }
        _ => false,
    }
}
