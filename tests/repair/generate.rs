//! Makes the cases in `cases.jsonl`: consistent tables from a seeded generator, and in each what one kind of mistake does to it.
//!
//! What must be found in them is worked out by `enumerate`, which shares nothing with the engine.

use crate::case::Systems;
use crate::enumerate::{Expectation, smallest_repairs};
use serde::{Deserialize, Serialize};

/// One line of `cases.jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnCase {
    pub id: String,
    pub table: u8,
    pub edition: u16,
    pub kind: String,
    /// What should have been typed.
    pub truth: Vec<Vec<i64>>,
    /// What was typed; `null` is blank.
    pub observed: Vec<Vec<Option<i64>>>,
    /// The smallest number of changes; 5 stands for more than four.
    pub min_changes: usize,
    /// Every smallest repair: row, column and number of each changed or filled cell. Empty beyond four changes.
    pub repairs: Vec<Vec<(String, String, i64)>>,
}

type Grid = Vec<Vec<i64>>;
type Typed = Vec<Vec<Option<i64>>>;

/// Numbers that look random and are the same everywhere (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.roll() % n as u64) as usize
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least + 1) as usize) as i64
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// The kinds of mistakes, each with what it does to a true table. `None`: this table does not lend itself, take another.
type Spoil = fn(&mut Dice, &mut Grid) -> Option<Typed>;

const APPLICATIONS: [(&str, Spoil); 20] = [
    ("wrong digit", |dice, truth| {
        one_slip(dice, truth, wrong_digit)
    }),
    ("swapped digits", |dice, truth| {
        one_slip(dice, truth, swapped_digits)
    }),
    ("dropped digit", |dice, truth| {
        one_slip(dice, truth, dropped_digit)
    }),
    ("extra digit", |dice, truth| {
        one_slip(dice, truth, extra_digit)
    }),
    ("off by one", |dice, truth| {
        one_slip(dice, truth, off_by_one)
    }),
    ("any number", |dice, truth| {
        one_slip(dice, truth, any_number)
    }),
    ("one total stale", |dice, truth| {
        stale_totals(dice, truth, 1)
    }),
    ("some totals stale", |dice, truth| {
        stale_totals(dice, truth, 3)
    }),
    ("all totals stale", |dice, truth| {
        stale_totals(dice, truth, 4)
    }),
    ("lone part", lone_part),
    ("lone total", lone_total),
    ("wrong column", |dice, truth| exchanged(dice, truth, 0, 1)),
    ("wrong row", |dice, truth| exchanged(dice, truth, 1, 0)),
    ("row shifted", |dice, truth| row_shifted(dice, truth)),
    ("two slips", |dice, truth| slips(dice, truth, 2)),
    ("three slips", |dice, truth| slips(dice, truth, 3)),
    ("four slips", |dice, truth| slips(dice, truth, 4)),
    ("some totals blank", |dice, truth| {
        some_totals_blank(dice, truth)
    }),
    ("all totals blank", |_, truth| Some(all_totals_blank(truth))),
    ("totals blank and a slip", blank_and_slip),
];

const DISPUTES: [(&str, Spoil); 3] = [
    ("dispute total wrong", |dice, truth| {
        dispute_slip(dice, truth, true)
    }),
    ("dispute part wrong", |dice, truth| {
        dispute_slip(dice, truth, false)
    }),
    ("dispute totals blank", |_, truth| {
        let mut typed = as_typed(truth);
        typed.iter_mut().for_each(|row| row[4] = None);
        Some(typed)
    }),
];

/// Three cases of each kind.
pub fn cases(with_repairs: bool) -> Vec<OwnCase> {
    let systems = Systems::official();
    let mut all = Vec::new();
    let kinds = APPLICATIONS.iter().map(|kind| (3, kind));
    let kinds = kinds.chain(DISPUTES.iter().map(|kind| (4, kind)));
    for (nth_kind, (table, (kind, spoil))) in kinds.enumerate() {
        for nth in 0..3_u64 {
            let mut dice = Dice(1000 * nth_kind as u64 + nth);
            let edition = if nth == 2 { 2019 } else { 2021 };
            let (truth, observed) = loop {
                let mut truth = if table == 3 {
                    applications(&mut dice, edition, nth)
                } else {
                    disputes(&mut dice, nth)
                };
                if let Some(observed) = spoil(&mut dice, &mut truth) {
                    break (truth, observed);
                }
            };
            let mut case = OwnCase {
                id: format!("{} {}", kind, nth + 1),
                table,
                edition,
                kind: (*kind).to_owned(),
                truth,
                observed,
                min_changes: 0,
                repairs: Vec::new(),
            };
            if with_repairs {
                let spec = systems.spec(table, edition).unwrap();
                let Expectation { changes, repairs } = smallest_repairs(spec, &case.observed);
                case.min_changes = changes;
                case.repairs = repairs;
            }
            all.push(case);
        }
    }
    all
}

/// A true table of applications; `size` 0 is a village with a handful of requests, 2 a city with thousands.
fn applications(dice: &mut Dice, edition: u16, size: u64) -> Grid {
    let n_rows = if edition == 2021 { 25 } else { 23 };
    let (processed, carried_out) = (n_rows - 2, n_rows - 1);
    let mut grid = vec![vec![0; 7]; n_rows];
    for (row, cells) in grid.iter_mut().enumerate().take(processed).skip(2) {
        let common = if row < 4 || row == 12 { 8 } else { 1 };
        let most = [1, 12, 160][size as usize] * common;
        if dice.below(4) != 0 || common > 1 {
            for (column, cell) in cells.iter_mut().enumerate().take(6) {
                let share = [1, 4, 30, 20, 12, 9][column];
                *cell = if dice.below(3) == 0 {
                    0
                } else {
                    dice.between(0, most / share)
                };
            }
        }
    }
    for column in 0..6 {
        let answered: i64 = grid[2..processed].iter().map(|row| row[column]).sum();
        let out = dice.between(0, answered / 10 + 1);
        let carried_in = dice.between(0, (answered + out) / 8);
        grid[0][column] = answered + out - carried_in;
        grid[1][column] = carried_in;
        grid[processed][column] = answered;
        grid[carried_out][column] = out;
    }
    grid.iter_mut()
        .for_each(|row| row[6] = row[..6].iter().sum());
    grid
}

fn disputes(dice: &mut Dice, size: u64) -> Grid {
    let most = [1, 9, 60][size as usize];
    let row = |dice: &mut Dice| {
        let mut row: Vec<i64> = (0..4).map(|_| dice.between(0, most)).collect();
        row.push(row.iter().sum());
        row
    };
    (0..3).map(|_| row(dice)).collect()
}

fn as_typed(truth: &Grid) -> Typed {
    let row = |row: &Vec<i64>| row.iter().copied().map(Some).collect();
    truth.iter().map(row).collect()
}

fn slip_at(
    dice: &mut Dice,
    truth: &Grid,
    row: usize,
    column: usize,
    slip: fn(&mut Dice, i64) -> Option<i64>,
) -> Option<i64> {
    let due = truth[row][column];
    slip(dice, due).filter(|&typed| typed != due && typed >= 0)
}

fn one_slip(
    dice: &mut Dice,
    truth: &Grid,
    slip: fn(&mut Dice, i64) -> Option<i64>,
) -> Option<Typed> {
    let (row, column) = (dice.below(truth.len()), dice.below(7));
    let mut typed = as_typed(truth);
    typed[row][column] = Some(slip_at(dice, truth, row, column, slip)?);
    Some(typed)
}

fn wrong_digit(dice: &mut Dice, due: i64) -> Option<i64> {
    let mut digits = due.to_string().into_bytes();
    let at = dice.below(digits.len());
    digits[at] = b'0' + dice.below(10) as u8;
    number(&digits)
}

fn swapped_digits(dice: &mut Dice, due: i64) -> Option<i64> {
    let mut digits = due.to_string().into_bytes();
    if digits.len() < 2 {
        return None;
    }
    let at = dice.below(digits.len() - 1);
    digits.swap(at, at + 1);
    number(&digits)
}

fn dropped_digit(dice: &mut Dice, due: i64) -> Option<i64> {
    let mut digits = due.to_string().into_bytes();
    if digits.len() < 2 {
        return None;
    }
    digits.remove(dice.below(digits.len()));
    number(&digits)
}

fn extra_digit(dice: &mut Dice, due: i64) -> Option<i64> {
    let mut digits = due.to_string().into_bytes();
    digits.insert(dice.below(digits.len() + 1), b'0' + dice.below(10) as u8);
    number(&digits)
}

fn off_by_one(dice: &mut Dice, due: i64) -> Option<i64> {
    Some(due + *dice.pick(&[-1, 1]))
}

fn any_number(dice: &mut Dice, due: i64) -> Option<i64> {
    Some(dice.between(0, 2 * due + 20))
}

fn number(digits: &[u8]) -> Option<i64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// One more request in some row of results, as a late correction: the new row and the old one.
struct Late {
    row: usize,
    column: usize,
    by: i64,
}

/// Adds a late request to `truth`, so that it is in order again.
fn late_request(dice: &mut Dice, truth: &mut Grid) -> Late {
    let processed = truth.len() - 2;
    let late = Late {
        row: 2 + dice.below(processed - 2),
        column: dice.below(6),
        by: *dice.pick(&[1, 1, 2, 5]),
    };
    for (row, column) in [
        (late.row, late.column),
        (late.row, 6),
        (processed, late.column),
        (processed, 6),
        (0, late.column),
        (0, 6),
    ] {
        truth[row][column] += late.by;
    }
    late
}

/// `n` of the four totals that a late request touches, itself entered twice, stay as they were.
fn stale_totals(dice: &mut Dice, truth: &mut Grid, n: usize) -> Option<Typed> {
    let late = late_request(dice, truth);
    let processed = truth.len() - 2;
    let mut totals = vec![
        (late.row, 6),
        (processed, late.column),
        (processed, 6),
        (0, 6),
    ];
    while totals.len() > n {
        totals.remove(dice.below(totals.len()));
    }
    let mut typed = as_typed(truth);
    for (row, column) in totals {
        typed[row][column] = Some(truth[row][column] - late.by);
    }
    Some(typed)
}

/// A late request entered in its row of results and nowhere else.
fn lone_part(dice: &mut Dice, truth: &mut Grid) -> Option<Typed> {
    let before = as_typed(truth);
    let late = late_request(dice, truth);
    let mut typed = before;
    typed[late.row][late.column] = Some(truth[late.row][late.column]);
    Some(typed)
}

/// A late request of which only the total of new requests knows.
fn lone_total(dice: &mut Dice, truth: &mut Grid) -> Option<Typed> {
    let mut typed = as_typed(truth);
    late_request(dice, truth);
    typed[0][6] = Some(truth[0][6]);
    Some(typed)
}

/// Two neighbouring parts hold each other's number.
fn exchanged(dice: &mut Dice, truth: &Grid, down: usize, right: usize) -> Option<Typed> {
    let (row, column) = (dice.below(truth.len() - down), dice.below(6 - right));
    let (a, b) = (truth[row][column], truth[row + down][column + right]);
    let mut typed = as_typed(truth);
    typed[row][column] = Some(b);
    typed[row + down][column + right] = Some(a);
    (a != b).then_some(typed)
}

/// A row begins one column too early or too late; what does not fit is lost.
fn row_shifted(dice: &mut Dice, truth: &Grid) -> Option<Typed> {
    let row = dice.below(truth.len());
    let mut shifted = truth[row].clone();
    if dice.below(2) == 0 {
        shifted.remove(0);
        shifted.push(0);
    } else {
        shifted.pop();
        shifted.insert(0, 0);
    }
    let mut typed = as_typed(truth);
    typed[row] = shifted.iter().copied().map(Some).collect();
    let several = truth[row].iter().filter(|&&number| number != 0).count() > 2;
    (several && shifted != truth[row]).then_some(typed)
}

/// Independent slips in different cells.
fn slips(dice: &mut Dice, truth: &Grid, n: usize) -> Option<Typed> {
    let mut typed = as_typed(truth);
    let mut done = Vec::new();
    while done.len() < n {
        let at = (dice.below(truth.len()), dice.below(7));
        let slip = *dice.pick(&[
            wrong_digit,
            swapped_digits,
            dropped_digit,
            extra_digit,
            off_by_one,
        ]);
        if let (false, Some(seen)) = (done.contains(&at), slip_at(dice, truth, at.0, at.1, slip)) {
            typed[at.0][at.1] = Some(seen);
            done.push(at);
        }
    }
    Some(typed)
}

/// The column of totals is blank, or the row of processed requests.
fn some_totals_blank(dice: &mut Dice, truth: &Grid) -> Option<Typed> {
    let mut typed = as_typed(truth);
    if dice.below(2) == 0 {
        typed.iter_mut().for_each(|row| row[6] = None);
    } else {
        typed[truth.len() - 2].fill(None);
    }
    Some(typed)
}

fn all_totals_blank(truth: &Grid) -> Typed {
    let mut typed = as_typed(truth);
    typed.iter_mut().for_each(|row| row[6] = None);
    typed[truth.len() - 2].fill(None);
    typed
}

fn blank_and_slip(dice: &mut Dice, truth: &mut Grid) -> Option<Typed> {
    let mut typed = some_totals_blank(dice, truth)?;
    let (row, column) = (dice.below(truth.len()), dice.below(7));
    typed[row][column]?;
    typed[row][column] = Some(slip_at(dice, truth, row, column, wrong_digit)?);
    Some(typed)
}

fn dispute_slip(dice: &mut Dice, truth: &Grid, total: bool) -> Option<Typed> {
    let (row, part) = (dice.below(3), dice.below(4));
    let column = if total { 4 } else { part };
    let mut typed = as_typed(truth);
    typed[row][column] = Some(slip_at(dice, truth, row, column, wrong_digit)?);
    Some(typed)
}
