//! Properties over the official tables with all kinds of damage, and over systems that are larger, stranger or hostile.

use crate::case::Systems;
use nianbao::form::TableSpec;
use nianbao::repair::{Limits, MinChanges, Target, advise, applied, broken_equations, solve};
use nianbao::sums::{CellSet, Equation, Observed, System, Totals, propagate, recompute};
use proptest::prelude::*;

/// A consistent table of applications of 2021 over the given parts: six columns of 23 rows, of results, carried in and carried out.
fn consistent(spec: &TableSpec, parts: &[i64]) -> Vec<Observed> {
    let mut grid = vec![[0_i64; 7]; spec.rows.len()];
    let (processed, out) = (spec.rows.len() - 2, spec.rows.len() - 1);
    let mut parts = parts.iter().copied();
    for column in 0..6 {
        let results: Vec<i64> = parts.by_ref().take(processed - 2).collect();
        let answered: i64 = results.iter().sum();
        for (row, result) in grid[2..processed].iter_mut().zip(results) {
            row[column] = result;
        }
        let carried_out = parts.next().unwrap();
        let carried_in = parts.next().unwrap().min(answered + carried_out);
        grid[0][column] = answered + carried_out - carried_in;
        grid[1][column] = carried_in;
        grid[processed][column] = answered;
        grid[out][column] = carried_out;
    }
    grid.iter_mut()
        .for_each(|row| row[6] = row[..6].iter().sum());
    grid.into_iter().flatten().map(Observed::Number).collect()
}

fn parts() -> impl Strategy<Value = Vec<i64>> {
    let part = prop_oneof![6 => Just(0_i64), 3 => 0_i64..4, 1 => 0_i64..300];
    prop::collection::vec(part, 6 * 23)
}

fn damage() -> impl Strategy<Value = Vec<(usize, Observed)>> {
    let state = prop_oneof![
        8 => (0_i64..40).prop_map(Observed::Number),
        2 => Just(Observed::Blank),
        1 => Just(Observed::Unreadable),
        1 => (-5_i64..0).prop_map(Observed::Number),
    ];
    prop::collection::vec((0_usize..175, state), 1..6)
}

/// What stands in a cell decides whether changing it costs anything.
fn n_wrong(before: &[Observed], after: &[Observed]) -> usize {
    let pairs = before.iter().zip(after);
    pairs
        .filter(|(before, after)| before != after && **after != Observed::Blank)
        .count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_consistent_table_has_no_suspect(parts in parts()) {
        let systems = Systems::official();
        let (system, spec) = systems.get(3, 2021).unwrap();
        let numbers = consistent(spec, &parts);
        let outcome = solve(system, &numbers, &CellSet::new(), Limits::default());
        prop_assert!(outcome.blocks.is_empty());
        prop_assert!(advise(system, &numbers, &CellSet::new(), Limits::default()).is_empty());
    }

    #[test]
    fn what_is_offered_does_what_it_says(parts in parts(), damage in damage()) {
        let systems = Systems::official();
        let (system, spec) = systems.get(3, 2021).unwrap();
        let truth = consistent(spec, &parts);
        let mut typed = truth.clone();
        for (cell, state) in damage {
            typed[cell] = state;
        }
        let nothing = CellSet::new();
        let outcome = solve(system, &typed, &nothing, Limits::default());
        prop_assert!(outcome.is_proven());
        let enough = match outcome.min_changes() {
            MinChanges::Exactly(n) | MinChanges::AtLeast(n) => n,
        };
        prop_assert!(enough <= n_wrong(&truth, &typed), "undoing the damage is a repair");
        for repair in outcome.repairs(300) {
            let after = applied(&typed, &repair);
            prop_assert!(broken_equations(system, &after).is_empty());
            let again = solve(system, &after, &nothing, Limits::default());
            if repair.is_definite() {
                prop_assert_eq!(again.min_changes(), MinChanges::Exactly(0));
            }
        }
        for advice in advise(system, &typed, &nothing, Limits::default()) {
            let preferred = advice.proposals.iter().filter(|proposal| proposal.preferred);
            prop_assert!(preferred.count() <= 1);
            for proposal in &advice.proposals {
                let after = applied(&typed, &proposal.repair);
                prop_assert_eq!(&broken_equations(system, &after), &proposal.still_broken);
                for change in &proposal.repair.changes {
                    prop_assert_ne!(change.from, change.to.exactly());
                    prop_assert!(change.to.exactly().is_some_and(|number| number >= 0));
                }
            }
        }
    }

    #[test]
    fn a_blank_that_the_relations_determine_is_the_number_that_was_blanked(
        parts in parts(), blanks in prop::collection::vec(0_usize..175, 1..12)
    ) {
        let systems = Systems::official();
        let (system, spec) = systems.get(3, 2021).unwrap();
        let truth = consistent(spec, &parts);
        let mut typed = truth.clone();
        for cell in blanks {
            typed[cell] = Observed::Blank;
        }
        let outcome = solve(system, &typed, &CellSet::new(), Limits::default());
        prop_assert_eq!(outcome.min_changes(), MinChanges::Exactly(0));
        for (cell, number) in outcome.repairs(1).into_iter().flat_map(|repair| repair.fills) {
            prop_assert_eq!(Observed::Number(number), truth[cell]);
        }
        propagate(system.equations().iter(), &mut typed, |_, _, number| number >= 0);
        for (stated, due) in typed.iter().zip(&truth).filter(|(stated, _)| **stated != Observed::Blank) {
            prop_assert_eq!(stated, due);
        }
    }

    #[test]
    fn no_numbers_and_no_relations_bring_it_down(
        shape in prop::collection::vec((prop::collection::vec(0_usize..14, 0..5), 0_usize..14, any::<bool>()), 0..9),
        numbers in prop::collection::vec(prop_oneof![any::<i64>(), 0_i64..9], 0..16),
    ) {
        let equations = shape.into_iter().map(|(mut cells, total, fills)| {
            let minus = cells.split_off(cells.len() / 2);
            Equation { parts: cells, minus, total, fills }
        });
        let system = System::new(12, equations.collect());
        let typed: Vec<Observed> = numbers.into_iter().map(Observed::Number).collect();
        for advice in advise(&system, &typed, &CellSet::new(), Limits::default()) {
            for repair in &advice.outcome.repairs {
                prop_assert!(repair.changes.iter().all(|change| change.cell < 12));
            }
        }
    }
}

/// 40 rows of seven cells with totals: 287 cells.
fn large() -> System {
    let sum = |parts: Vec<usize>, total| Equation {
        parts,
        minus: Vec::new(),
        total,
        fills: true,
    };
    let mut equations: Vec<Equation> = (0..41)
        .map(|row| sum((row * 7..row * 7 + 6).collect(), row * 7 + 6))
        .collect();
    for column in 0..7 {
        equations.push(sum(
            (0..40).map(|row| row * 7 + column).collect(),
            40 * 7 + column,
        ));
    }
    System::new(41 * 7, equations)
}

#[test]
fn a_table_larger_than_the_official_one_is_searched_the_same_way() {
    let system = large();
    let mut typed = vec![Observed::Number(0); 287];
    typed[39 * 7 + 2] = Observed::Number(6);
    typed[20 * 7 + 6] = Observed::Number(4);
    let outcome = solve(&system, &typed, &CellSet::new(), Limits::default());
    let repair = outcome.blocks[0].unique().unwrap();
    let changed: Vec<_> = repair
        .changes
        .iter()
        .map(|change| (change.cell, change.to))
        .collect();
    assert_eq!(
        changed,
        [
            (20 * 7 + 6, Target::Exactly(0)),
            (39 * 7 + 2, Target::Exactly(0))
        ]
    );
}

#[test]
fn a_search_that_is_cut_short_says_so() {
    let system = large();
    let mut typed = vec![Observed::Number(5); 287];
    typed[3] = Observed::Number(0);
    let limits = Limits {
        nodes: 1,
        ..Limits::default()
    };
    let outcome = solve(&system, &typed, &CellSet::new(), limits);
    assert!(!outcome.is_proven());
    assert!(outcome.min_changes().is_at_least());
}

#[test]
fn relations_that_cannot_be_used_leave_nothing_proven() {
    let equation = |parts: &[usize], total| Equation {
        parts: parts.to_vec(),
        minus: Vec::new(),
        total,
        fills: true,
    };
    let system = System::new(3, vec![equation(&[0, 1], 2), equation(&[0, 0], 1)]);
    let typed = [1, 1, 3].map(Observed::Number);
    let outcome = solve(&system, &typed, &CellSet::new(), Limits::default());
    assert!(!outcome.is_proven());
    assert_eq!(outcome.min_changes(), MinChanges::Exactly(1));
}

#[test]
fn relations_that_combine_to_a_coefficient_of_two_are_not_claimed_to_be_proven() {
    // 0 + 1 = 2 and 1 + 3 = 0: taking cell 1 out of both leaves twice cell 0.
    let equation = |parts: &[usize], total| Equation {
        parts: parts.to_vec(),
        minus: Vec::new(),
        total,
        fills: true,
    };
    let system = System::new(4, vec![equation(&[0, 1], 2), equation(&[1, 3], 0)]);
    let typed = [5, 2, 9, 8].map(Observed::Number);
    let outcome = solve(&system, &typed, &CellSet::new(), Limits::default());
    assert!(!outcome.is_proven());
    for repair in outcome.repairs(100) {
        assert!(broken_equations(&system, &applied(&typed, &repair)).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn computing_totals_twice_is_computing_them_once_and_touches_nothing_else(
        parts in parts(), damage in prop::collection::vec((0_usize..175, 0_u8..4, 0_i64..40), 0..60),
        all in any::<bool>(),
    ) {
        let systems = Systems::official();
        let (system, spec) = systems.get(3, 2021).unwrap();
        let mut typed = consistent(spec, &parts);
        for (cell, kind, number) in damage {
            typed[cell] = match kind {
                0 => Observed::Number(number),
                1 => Observed::Blank,
                2 => Observed::Unreadable,
                _ => Observed::Absent,
            };
        }
        let wanted = if all { Totals::All } else { Totals::ByNature };
        let absent: CellSet = (0..175).filter(|&cell| typed[cell] == Observed::Absent).collect();
        let mut once = typed.clone();
        let done = recompute(system, &mut once, &absent, wanted);
        for cell in 0..175 {
            let is_total = spec.relations.iter().any(|relation| relation.total == cell);
            prop_assert!(!done.totals.contains(cell) || (is_total && !absent.contains(cell)));
            prop_assert!(done.totals.contains(cell) || once[cell] == typed[cell]);
        }
        let mut twice = once.clone();
        let again = recompute(system, &mut twice, &absent, wanted);
        prop_assert_eq!(&twice, &once);
        prop_assert_eq!(again.totals, done.totals);
    }
}
