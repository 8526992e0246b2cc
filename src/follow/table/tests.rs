//! Histories of small systems.

use super::*;
use crate::sums::Equation;
use Observed::{Absent, Blank, Number};

/// 0 + 1 = 2, 2 + 3 = 4, and 4 − 5 = 6 without 6 being a total by nature.
fn chain() -> System {
    let sum = |parts: &[usize], minus: &[usize], total, fills| Equation {
        parts: parts.to_vec(),
        minus: minus.to_vec(),
        total,
        fills,
    };
    System::new(
        7,
        vec![
            sum(&[0, 1], &[], 2, true),
            sum(&[2, 3], &[], 4, true),
            sum(&[4], &[5], 6, false),
        ],
    )
}

fn after(states: &[[i64; 7]]) -> TableHistory {
    let mut history = TableHistory::default();
    for state in states {
        let cells = state.map(|n| if n < 0 { Blank } else { Number(n) });
        history.note(&chain(), cells.to_vec(), |_| false);
    }
    history
}

const AGREED: [i64; 7] = [5, 7, 12, 3, 15, 9, 6];

#[test]
fn a_changed_part_takes_its_totals_with_it_down_to_the_balance() {
    let history = after(&[AGREED, [6, 7, 12, 3, 15, 9, 6]]);
    let followers = history.followers(&chain(), None);
    assert_eq!(followers, [(2, 13), (4, 16), (6, 7)]);
    assert_eq!(history.n_failing(&chain(), &followers), 0);
    let part = ChangedPart {
        cell: 0,
        from: 5,
        to: 6,
    };
    assert_eq!(history.changed_parts(&chain(), 0), [part]);
    assert_eq!(history.changed_parts(&chain(), 1), []);
}

#[test]
fn a_part_that_is_blank_while_it_is_typed_forgets_nothing() {
    let history = after(&[AGREED, [-1, 7, 12, 3, 15, 9, 6], [6, 7, 12, 3, 15, 9, 6]]);
    assert_eq!(history.followers(&chain(), Some(&[0]))[0], (2, 13));
}

#[test]
fn a_total_that_was_typed_stays_until_it_holds_again() {
    let typed = [6, 7, 14, 3, 15, 9, 6];
    let back = [6, 7, 12, 3, 15, 9, 6];
    assert_eq!(after(&[AGREED, typed]).followers(&chain(), Some(&[0])), []);
    assert_eq!(
        after(&[AGREED, typed, back]).followers(&chain(), Some(&[0])),
        []
    );
    let agreed = [6, 7, 13, 3, 16, 9, 7];
    let again = [8, 7, 13, 3, 16, 9, 7];
    let history = after(&[AGREED, typed, agreed, again]);
    assert_eq!(
        history.followers(&chain(), None),
        [(2, 15), (4, 18), (6, 9)]
    );
}

#[test]
fn a_total_that_never_held_is_never_touched() {
    let history = after(&[[5, 7, 99, 3, 15, 9, 6], [6, 7, 99, 3, 15, 9, 6]]);
    assert_eq!(history.followers(&chain(), None), []);
    assert_eq!(history.changed_parts(&chain(), 0), []);
}

#[test]
fn a_total_typed_anew_with_the_same_number_was_typed() {
    let mut history = after(&[AGREED]);
    let cells = [6, 7, 12, 3, 15, 9, 6].map(Number);
    history.note(&chain(), cells.to_vec(), |cell| cell == 2);
    assert_eq!(history.followers(&chain(), None), []);
}

#[test]
fn a_total_that_the_reader_lost_for_a_moment_was_not_typed() {
    let mut history = after(&[AGREED]);
    let mut lost = [6, 7, 12, 3, 15, 9, 6].map(Number);
    lost[2] = Absent;
    history.note(&chain(), lost.to_vec(), |_| false);
    lost[2] = Number(12);
    history.note(&chain(), lost.to_vec(), |_| false);
    assert_eq!(history.followers(&chain(), None)[0], (2, 13));
}

#[test]
fn a_total_that_another_relation_still_makes_does_not_follow() {
    // 0 + 1 = 4 along the row of totals, 2 + 3 = 4 along the column of totals.
    let sum = |parts: &[usize]| Equation {
        parts: parts.to_vec(),
        minus: Vec::new(),
        total: 4,
        fills: true,
    };
    let both = System::new(5, vec![sum(&[0, 1]), sum(&[2, 3])]);
    let mut history = TableHistory::default();
    history.note(&both, [5, 7, 4, 8, 12].map(Number).to_vec(), |_| false);
    history.note(&both, [6, 7, 4, 8, 12].map(Number).to_vec(), |cell| {
        cell == 0
    });
    assert_eq!(history.followers(&both, None), []);
    history.note(&both, [6, 7, 4, 9, 12].map(Number).to_vec(), |cell| {
        cell == 3
    });
    assert_eq!(history.followers(&both, None), [(4, 13)]);
}

#[test]
fn totals_that_were_taken_along_just_before_the_next_key_were_not_typed() {
    let mut history = after(&[AGREED, [6, 7, 12, 3, 15, 9, 6]]);
    let both = [8, 7, 13, 3, 16, 9, 7].map(Number);
    history.note(&chain(), both.to_vec(), |cell| [0, 2, 4, 6].contains(&cell));
    let followers = [(2, 15), (4, 18), (6, 9)];
    assert_eq!(history.followers(&chain(), None), followers);
}

#[test]
fn a_balance_does_not_follow_into_a_sum_that_stays() {
    let equation = |parts: &[usize], minus: &[usize], total, fills| Equation {
        parts: parts.to_vec(),
        minus: minus.to_vec(),
        total,
        fills,
    };
    // 0 − 1 = 2 and 2 + 3 = 4; that 5 − 6 = 4 was never seen to hold.
    let carried = System::new(
        7,
        vec![
            equation(&[0], &[1], 2, false),
            equation(&[2, 3], &[], 4, true),
            equation(&[5], &[6], 4, false),
        ],
    );
    let mut history = TableHistory::default();
    for state in [[5, 4, 1, 0, 1, 9, 3], [5, 3, 1, 0, 1, 9, 3]] {
        history.note(&carried, state.map(Number).to_vec(), |_| false);
    }
    assert_eq!(history.followers(&carried, None), []);
    // Once it holds there as well, it goes on.
    for state in [[5, 3, 2, 0, 2, 5, 3], [5, 1, 2, 0, 2, 7, 3]] {
        history.note(&carried, state.map(Number).to_vec(), |_| false);
    }
    assert_eq!(history.followers(&carried, None), [(2, 4), (4, 4)]);
}

#[test]
fn nothing_follows_below_zero() {
    let history = after(&[[5, 7, 12, 3, 15, 15, 0], [4, 7, 12, 3, 15, 15, 0]]);
    assert_eq!(history.followers(&chain(), None), [(2, 11), (4, 14)]);
}
