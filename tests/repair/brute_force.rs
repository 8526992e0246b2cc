//! The smallest repairs of a tiny system by trying every set of cells and every number: slow, and too simple to be wrong.

use nianbao::sums::{CellSet, Equation, Observed, Terms};
use std::collections::BTreeMap;

/// For each smallest set of changed cells, the least and the greatest number met in each changed or blank cell.
pub type Repairs = BTreeMap<Vec<usize>, BTreeMap<usize, (i64, i64)>>;

/// A system small enough to be tried out.
pub struct Tiny<'a> {
    pub equations: &'a [Equation],
    pub observed: &'a [Observed],
    pub frozen: &'a CellSet,
    /// Cells that may be negative.
    pub signed: &'a CellSet,
    /// No number above this is tried, nor below its opposite.
    pub greatest: i64,
}

/// The smallest repairs of at most `most` changes, with their number of changes.
pub fn repairs(tiny: &Tiny<'_>, most: usize) -> Option<(usize, Repairs)> {
    let cells: Vec<usize> = (0..tiny.observed.len()).collect();
    let must: Vec<usize> = cells
        .iter()
        .copied()
        .filter(|&cell| tiny.observed[cell] == Observed::Unreadable)
        .collect();
    let may: Vec<usize> = cells
        .iter()
        .copied()
        .filter(|&cell| {
            matches!(tiny.observed[cell], Observed::Number(_)) && !tiny.frozen.contains(cell)
        })
        .collect();
    for n in must.len()..=most {
        let mut found = Repairs::new();
        for more in subsets(&may, n - must.len()) {
            let mut set = [must.clone(), more].concat();
            set.sort_unstable();
            let mut numbers: Vec<Option<i64>> = tiny
                .observed
                .iter()
                .enumerate()
                .map(|(cell, state)| match state {
                    Observed::Number(number) if !set.contains(&cell) => Some(*number),
                    _ => None,
                })
                .collect();
            let mut ranges = BTreeMap::new();
            fill(tiny, &set, &mut numbers, &mut ranges);
            if !ranges.is_empty() || (set.is_empty() && holds(tiny, &numbers)) {
                found.insert(set, ranges);
            }
        }
        if !found.is_empty() {
            return Some((n, found));
        }
    }
    None
}

/// Tries all numbers for the unknown cells that relations speak of, and widens the ranges by each solution in which all of `set` changes.
fn fill(
    tiny: &Tiny<'_>,
    set: &[usize],
    numbers: &mut Vec<Option<i64>>,
    ranges: &mut BTreeMap<usize, (i64, i64)>,
) {
    // A relation with one unknown leaves no choice; otherwise the first unknown takes every number.
    let mut pick: Option<(usize, Option<i64>)> = None;
    for equation in tiny.equations {
        let unknown: Vec<(usize, i64)> = equation
            .terms()
            .filter(|&(cell, _)| numbers[cell].is_none())
            .collect();
        let rest: i64 = equation
            .terms()
            .map(|(cell, sign)| sign * numbers[cell].unwrap_or(0))
            .sum();
        match unknown.as_slice() {
            [] if rest != 0 => return,
            [] => {}
            [(cell, sign)] => {
                pick = Some((*cell, Some(-sign * rest)));
                break;
            }
            [(cell, _), ..] => pick = pick.or(Some((*cell, None))),
        }
    }
    let Some((cell, value)) = pick else {
        let changed = |&cell: &usize| match tiny.observed[cell] {
            Observed::Number(number) => numbers[cell] != Some(number),
            _ => true,
        };
        if set.iter().all(changed) {
            for (cell, number) in numbers.iter().enumerate() {
                let was_unknown = set.contains(&cell) || tiny.observed[cell] == Observed::Blank;
                if let (true, Some(number)) = (was_unknown, *number) {
                    let range = ranges.entry(cell).or_insert((number, number));
                    *range = (range.0.min(number), range.1.max(number));
                }
            }
        }
        return;
    };
    let least = if tiny.signed.contains(cell) {
        -tiny.greatest
    } else {
        0
    };
    let choices = match value {
        Some(number) => number..=number,
        None => least..=tiny.greatest,
    };
    for number in choices {
        if (least..=tiny.greatest).contains(&number) {
            numbers[cell] = Some(number);
            fill(tiny, set, numbers, ranges);
        }
    }
    numbers[cell] = None;
}

fn holds(tiny: &Tiny<'_>, numbers: &[Option<i64>]) -> bool {
    tiny.equations.iter().all(|equation| {
        let sum: Option<i64> = equation
            .terms()
            .map(|(cell, sign)| numbers[cell].map(|number| sign * number))
            .sum();
        sum == Some(0)
    })
}

/// All subsets of `n` elements, in order.
fn subsets(of: &[usize], n: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (at, &first) in of.iter().enumerate() {
        for mut rest in subsets(&of[at + 1..], n - 1) {
            rest.insert(0, first);
            all.push(rest);
        }
    }
    all
}
