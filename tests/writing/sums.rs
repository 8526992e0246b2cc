//! The sums of the official form, written down anew: what the program says of a cell is compared with these, not with its own relations.

use nianbao::door::Span;
use nianbao::views::{CellState, CellView};

/// Those who apply, by the columns of 三.
const APPLICANTS: [&str; 6] = ["natural", "business", "research", "ngo", "legal", "other"];
/// How reviews and suits end, by the columns of 四.
const OUTCOMES: [&str; 4] = ["maintained", "corrected", "other", "pending"];
/// The rows of 三 that are no results.
const NO_RESULTS: [&str; 4] = ["new", "carried_in", "processed_total", "carried_out"];

/// A sum of the form: cells as indices into the list of all.
#[derive(Debug)]
pub struct Sum {
    pub total: usize,
    pub plus: Vec<usize>,
    pub minus: Vec<usize>,
}

impl Sum {
    pub fn parts(&self) -> impl Iterator<Item = usize> + '_ {
        self.plus.iter().chain(&self.minus).copied()
    }

    /// What the parts come to, blanks as 0; `None` if one of them holds something else than a whole number.
    pub fn value(&self, cells: &[CellView]) -> Option<i64> {
        let add = |sum: i64, value: i64| sum.checked_add(value);
        let plus: Option<Vec<i64>> = self.plus.iter().map(|&at| number(&cells[at])).collect();
        let minus: Option<Vec<i64>> = self.minus.iter().map(|&at| number(&cells[at])).collect();
        let plus = plus?.into_iter().try_fold(0, add)?;
        minus?
            .into_iter()
            .try_fold(plus, |sum, value| sum.checked_sub(value))
    }

    /// Whether all of its cells hold whole numbers.
    pub fn is_stated(&self, cells: &[CellView]) -> bool {
        let mut all = self.parts().chain([self.total]);
        all.all(|at| {
            is_placed(&cells[at]) && cells[at].value.is_some() && number(&cells[at]).is_some()
        })
    }
}

/// The count in a cell, a blank one as 0; `None` if it holds something else: nothing can be less than 0.
pub fn number(cell: &CellView) -> Option<i64> {
    match (&cell.value, cell.written.is_empty()) {
        (Some(value), _) => value.parse().ok().filter(|&count: &i64| count >= 0),
        (None, true) => Some(0),
        (None, false) => None,
    }
}

pub fn is_placed(cell: &CellView) -> bool {
    matches!(cell.state, CellState::Found | CellState::Guessed)
}

/// The sums of one report, in the order in which the form has them: those of rows, those of columns, the balance.
pub fn sums(cells: &[CellView]) -> Vec<Sum> {
    let at = |table: &str, row: &str, column: &str| {
        cells
            .iter()
            .position(|cell| cell.ids == [table, row, column])
    };
    let rows_of = |table: &str| {
        let of_table = cells.iter().filter(|cell| cell.ids[0] == table);
        let mut rows: Vec<String> = of_table.map(|cell| cell.ids[1].clone()).collect();
        rows.dedup();
        rows
    };
    let mut all = Vec::new();
    let applications = rows_of("applications");
    for row in &applications {
        let part = |column: &&str| at("applications", row, column);
        all.extend(at("applications", row, "total").map(|total| Sum {
            total,
            plus: APPLICANTS.iter().filter_map(part).collect(),
            minus: Vec::new(),
        }));
    }
    let columns: Vec<&str> = APPLICANTS.iter().copied().chain(["total"]).collect();
    for column in &columns {
        let results = applications
            .iter()
            .filter(|row| !NO_RESULTS.contains(&row.as_str()));
        all.extend(at("applications", "processed_total", column).map(|total| {
            Sum {
                total,
                plus: results
                    .filter_map(|row| at("applications", row, column))
                    .collect(),
                minus: Vec::new(),
            }
        }));
    }
    for column in &columns {
        let cell = |row: &str| at("applications", row, column);
        all.extend(cell("carried_out").map(|total| {
            Sum {
                total,
                plus: [cell("new"), cell("carried_in")]
                    .into_iter()
                    .flatten()
                    .collect(),
                minus: cell("processed_total").into_iter().collect(),
            }
        }));
    }
    for row in rows_of("disputes") {
        let part = |column: &&str| at("disputes", &row, column);
        all.extend(at("disputes", &row, "total").map(|total| Sum {
            total,
            plus: OUTCOMES.iter().filter_map(part).collect(),
            minus: Vec::new(),
        }));
    }
    all
}

/// The sums that a cell takes part in: first those whose total it is.
pub fn sums_with(sums: &[Sum], cell: usize) -> Vec<&Sum> {
    let own = sums.iter().filter(|sum| sum.total == cell);
    let others = sums
        .iter()
        .filter(|sum| sum.total != cell && sum.parts().any(|part| part == cell));
    own.chain(others).collect()
}

/// The cells that a total is made of.
pub fn parts_of(sums: &[Sum], cell: usize) -> Vec<usize> {
    let own = sums.iter().filter(|sum| sum.total == cell);
    sorted(own.flat_map(Sum::parts))
}

/// The totals that count a cell.
pub fn totals_of(sums: &[Sum], cell: usize) -> Vec<usize> {
    let counting = sums
        .iter()
        .filter(|sum| sum.parts().any(|part| part == cell));
    sorted(counting.map(|sum| sum.total))
}

/// The places of those cells that are there.
pub fn places(cells: &[CellView], wanted: &[usize]) -> Vec<Span> {
    let mut places: Vec<Span> = wanted
        .iter()
        .filter(|&&at| is_placed(&cells[at]))
        .map(|&at| cells[at].span)
        .collect();
    places.sort_unstable();
    places
}

fn sorted(cells: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut cells: Vec<usize> = cells.collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}
