//! Small systems, where every set of cells can be tried.

use crate::brute_force::{self, Tiny};
use nianbao::repair::{Limits, MinChanges, Repair, Target, solve};
use nianbao::sums::{CellSet, Equation, Observed, System};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn sum(parts: &[usize], total: usize) -> Equation {
    Equation {
        parts: parts.to_vec(),
        minus: Vec::new(),
        total,
        fills: true,
    }
}

/// Two rows and two columns with their totals; cells row by row.
fn square() -> Vec<Equation> {
    vec![
        sum(&[0, 1], 2),
        sum(&[3, 4], 5),
        sum(&[6, 7], 8),
        sum(&[0, 3], 6),
        sum(&[1, 4], 7),
        sum(&[2, 5], 8),
    ]
}

/// The official table in small: two columns and their total; rows in, carried in, two results, processed, carried out.
fn ledger() -> Vec<Equation> {
    let mut equations: Vec<Equation> = (0..6)
        .map(|row| sum(&[row * 3, row * 3 + 1], row * 3 + 2))
        .collect();
    for column in 0..3 {
        equations.push(sum(&[6 + column, 9 + column], 12 + column));
        equations.push(Equation {
            parts: vec![column, 3 + column],
            minus: vec![12 + column],
            total: 15 + column,
            fills: false,
        });
    }
    equations
}

/// One relation alone, and one that hangs on it by its total.
fn chain() -> Vec<Equation> {
    vec![
        sum(&[0, 1, 2, 3], 4),
        Equation {
            parts: vec![4],
            minus: vec![5],
            total: 6,
            fills: false,
        },
    ]
}

fn observed(n_cells: usize, blank: u32) -> impl Strategy<Value = Vec<Observed>> {
    let cell = prop_oneof![
        14 => (0_i64..5).prop_map(Observed::Number),
        blank => Just(Observed::Blank),
        1 => Just(Observed::Unreadable),
    ];
    prop::collection::vec(cell, n_cells)
}

fn few_cells(n_cells: usize) -> impl Strategy<Value = CellSet> {
    prop::collection::vec(0..n_cells, 0..3).prop_map(|cells| cells.into_iter().collect())
}

/// Same sets of cells, and the same numbers or ranges in them, as trying everything gives.
fn agrees(
    equations: &[Equation],
    observed: &[Observed],
    frozen: &CellSet,
    signed: &CellSet,
    most: usize,
) {
    let system = System::new(observed.len(), equations.to_vec()).with_signed(signed.clone());
    let limits = Limits {
        changes: most,
        ..Limits::default()
    };
    let outcome = solve(&system, observed, frozen, limits);
    assert!(outcome.is_proven());
    // Stated numbers stay below 5, so what is bounded at all stays below 20, and what is not passes it.
    let (bounded, greatest) = (20, 40);
    let tiny = Tiny {
        equations,
        observed,
        frozen,
        signed,
        greatest,
    };
    let Some((n, expected)) = brute_force::repairs(&tiny, most) else {
        assert!(outcome.min_changes().is_at_least(), "{outcome:?}");
        return;
    };
    if outcome.blocks.is_empty() {
        assert_eq!(n, 0);
        return;
    }
    assert_eq!(
        outcome.min_changes(),
        MinChanges::Exactly(n),
        "{outcome:?} {expected:?}"
    );
    let found: BTreeMap<Vec<usize>, Repair> = outcome
        .repairs(10_000)
        .into_iter()
        .map(|repair| {
            (
                repair.changes.iter().map(|change| change.cell).collect(),
                repair,
            )
        })
        .collect();
    assert_eq!(
        found.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>()
    );
    for (set, ranges) in &expected {
        let repair = &found[set];
        for change in &repair.changes {
            let (least, most) = ranges[&change.cell];
            match change.to {
                Target::Exactly(number) => assert_eq!((least, most), (number, number)),
                Target::Between {
                    least: low,
                    most: high,
                } => {
                    match low {
                        Some(low) => assert_eq!(low, least),
                        None => assert!(least < -bounded),
                    }
                    match high {
                        Some(high) => assert_eq!(high, most),
                        None => assert!(most > bounded),
                    }
                    assert_ne!(least, most);
                }
            }
        }
        for (cell, &(least, most)) in ranges {
            if observed[*cell] == Observed::Blank {
                let filled = repair
                    .fills
                    .iter()
                    .copied()
                    .find(|(blank, _)| blank == cell);
                let expected = (least == most).then_some((*cell, least));
                assert_eq!(filled, expected, "blank {cell} of {repair:?}");
                assert_eq!(repair.open.contains(cell), least != most);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn a_square_is_repaired_as_by_trying_everything(
        observed in observed(9, 1), frozen in few_cells(9)
    ) {
        agrees(&square(), &observed, &frozen, &CellSet::new(), 3);
    }

    #[test]
    fn a_square_with_many_blanks_is_repaired_as_by_trying_everything(
        observed in observed(9, 10), frozen in few_cells(9)
    ) {
        agrees(&square(), &observed, &frozen, &CellSet::new(), 2);
    }

    #[test]
    fn a_ledger_is_repaired_as_by_trying_everything(
        observed in observed(18, 1), frozen in few_cells(18)
    ) {
        agrees(&ledger(), &observed, &frozen, &CellSet::new(), 2);
    }

    #[test]
    fn relations_that_locate_nothing_give_ranges_as_by_trying_everything(
        observed in observed(7, 2), frozen in few_cells(7)
    ) {
        agrees(&chain(), &observed, &frozen, &CellSet::new(), 4);
    }

    #[test]
    fn signed_cells_are_repaired_as_by_trying_everything(
        observed in observed(7, 2), signed in few_cells(7)
    ) {
        agrees(&chain(), &observed, &CellSet::new(), &signed, 3);
    }

    #[test]
    fn a_square_with_signed_cells_is_repaired_as_by_trying_everything(
        observed in observed(9, 3), signed in few_cells(9)
    ) {
        agrees(&square(), &observed, &CellSet::new(), &signed, 2);
    }
}
