//! Tables that are hard to search: however their numbers are chosen, the search ends soon, and always says the same.

use crate::case::{self, Systems};
use nianbao::repair::{Limits, SearchOutcome, Solver};
use nianbao::sums::{CellSet, Observed, Totals, recompute};
use proptest::prelude::*;

/// What reading the last repair off may take beyond the limit.
const SLACK: usize = 1_000;

fn steps(outcome: &SearchOutcome) -> usize {
    outcome.blocks.iter().map(|block| block.steps).sum()
}

/// Numbers and blanks all over the table, with totals that fit or not, and then some slips.
fn hard_table() -> impl Strategy<Value = Vec<Observed>> {
    let state = |blanks: u32| {
        prop_oneof![
            10 => (0..3_i64).prop_map(Observed::Number),
            4 => (0..200_i64).prop_map(Observed::Number),
            blanks => Just(Observed::Blank),
            1 => Just(Observed::Unreadable),
        ]
    };
    let cells = (1..60_u32).prop_flat_map(move |blanks| prop::collection::vec(state(blanks), 175));
    let slips = prop::collection::vec((0..175_usize, 0..9_i64), 0..8);
    (cells, any::<bool>(), slips).prop_map(|(mut cells, fits, slips)| {
        if fits {
            let systems = Systems::official();
            let (system, _) = systems.get(3, 2021).unwrap();
            recompute(system, &mut cells, &CellSet::new(), Totals::All);
        }
        for (cell, number) in slips {
            cells[cell] = Observed::Number(number);
        }
        cells
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn the_search_ends_at_its_limit_and_says_the_same_every_time(cells in hard_table()) {
        let systems = Systems::official();
        let (system, _) = systems.get(3, 2021).unwrap();
        let limits = Limits::default();
        let outcome = Solver::default().solve(system, &cells, &CellSet::new(), limits);
        prop_assert!(steps(&outcome) <= limits.nodes + SLACK, "{}", steps(&outcome));
        let mut used = Solver::default();
        used.solve(system, &[Observed::Number(7)], &CellSet::new(), limits);
        prop_assert_eq!(used.solve(system, &cells, &CellSet::new(), limits), outcome);
    }
}

#[test]
fn no_mistyped_table_comes_near_the_limit() {
    let lines = include_str!("cases.jsonl");
    let systems = Systems::official();
    let mut solver = Solver::default();
    for case in case::read(lines).unwrap() {
        let system = systems.of(&case).unwrap();
        let outcome = solver.solve(system, &case.cells(), &CellSet::new(), Limits::default());
        assert!(
            steps(&outcome) < Limits::default().nodes / 10,
            "{}",
            case.id
        );
    }
}
