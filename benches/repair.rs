//! What the search for the wrong cell costs, by number of wrong cells, and at its worst.
//!
//! Over the project's own cases, or over those of the file that `NIANBAO_REPAIR_CASES` names. Each iteration takes the next case of its
//! group, so the median is that of a table and the slowest sample that of a noisy moment; `worst` measures the hardest case alone.

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

#[path = "../tests/repair/case.rs"]
mod case;

use case::{Case, Systems};
use divan::Bencher;
use nianbao::repair::{Limits, Solver, advise, rank, solve};
use nianbao::sums::{CellSet, Observed, System};
use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

fn main() {
    divan::main();
}

struct Table {
    case: Case,
    system: System,
    numbers: Vec<Observed>,
}

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/repair/cases.jsonl");
    let path = std::env::var("NIANBAO_REPAIR_CASES").unwrap_or_else(|_| own.to_owned());
    let systems = Systems::official();
    let cases = case::read(&std::fs::read_to_string(path).unwrap()).unwrap();
    let tables = cases.into_iter().map(|case| Table {
        system: systems.of(&case).expect("an official table").clone(),
        numbers: case.cells(),
        case,
    });
    tables.collect()
});

fn wrong_cells(least: usize, most: usize) -> Vec<&'static Table> {
    let tables = TABLES.iter();
    tables
        .filter(|table| (least..=most).contains(&table.case.min_changes))
        .collect()
}

fn search(solver: &mut Solver, table: &Table) -> usize {
    let nothing = CellSet::new();
    solver
        .solve(&table.system, &table.numbers, &nothing, Limits::default())
        .nodes()
}

fn each_in_turn(bencher: Bencher, tables: &[&Table]) {
    let mut solver = Solver::default();
    let mut turn = tables.iter().cycle();
    bencher.bench_local(|| search(&mut solver, turn.next().unwrap()));
}

/// What every keystroke pays in a table that is in order.
#[divan::bench]
fn table_in_order(bencher: Bencher) {
    let table = &TABLES.iter().find(|table| table.case.table == 3).unwrap();
    let truth = table.case.truth.iter().flatten();
    let numbers: Vec<Observed> = truth.copied().map(Observed::Number).collect();
    let nothing = CellSet::new();
    let mut solver = Solver::default();
    bencher.bench_local(|| {
        let outcome = solver.solve(
            &table.system,
            black_box(&numbers),
            &nothing,
            Limits::default(),
        );
        assert!(outcome.blocks.is_empty());
    });
}

#[divan::bench(args = [0, 1, 2, 3, 4])]
fn by_wrong_cells(bencher: Bencher, n: usize) {
    each_in_turn(bencher, &wrong_cells(n, n));
}

#[divan::bench]
fn five_wrong_cells_or_more(bencher: Bencher) {
    each_in_turn(bencher, &wrong_cells(5, usize::MAX));
}

/// The case with the most smallest repairs.
#[divan::bench]
fn most_ties(bencher: Bencher) {
    let nothing = CellSet::new();
    let ties = |table: &&Table| {
        let outcome = solve(&table.system, &table.numbers, &nothing, Limits::default());
        outcome.repairs(1000).len()
    };
    each_in_turn(bencher, &[TABLES.iter().max_by_key(ties).unwrap()]);
}

/// The case that takes longest: the fastest of several runs of each decides, so that noise does not.
#[divan::bench]
fn worst(bencher: Bencher) {
    let mut solver = Solver::default();
    let mut fastest = |table: &&Table| {
        let runs = (0..20).map(|_| {
            let start = Instant::now();
            black_box(search(&mut solver, table));
            start.elapsed()
        });
        runs.min().unwrap_or(Duration::ZERO)
    };
    let slowest = TABLES.iter().max_by_key(&mut fastest).unwrap();
    each_in_turn(bencher, &[slowest]);
}

/// Ranking the repairs of one wrong cell, operations included.
#[divan::bench]
fn ranking_one_wrong_cell(bencher: Bencher) {
    let nothing = CellSet::new();
    let solved: Vec<_> = wrong_cells(1, 1)
        .into_iter()
        .map(|table| {
            let outcome = solve(&table.system, &table.numbers, &nothing, Limits::default());
            (table, outcome.broken_blocks().next().unwrap().clone())
        })
        .collect();
    let mut turn = solved.iter().cycle();
    bencher.bench_local(|| {
        let (table, block) = turn.next().unwrap();
        rank(&table.system, &table.numbers, &nothing, block)
    });
}

/// Everything an editor offers for one wrong cell.
#[divan::bench]
fn advice_on_one_wrong_cell(bencher: Bencher) {
    let nothing = CellSet::new();
    let tables = wrong_cells(1, 1);
    let mut turn = tables.iter().cycle();
    bencher.bench_local(|| {
        let table = turn.next().unwrap();
        advise(&table.system, &table.numbers, &nothing, Limits::default())
    });
}
