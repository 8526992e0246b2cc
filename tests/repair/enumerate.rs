//! The smallest repairs of a table of the official size, by looking at every set of up to four cells.
//!
//! Each set that touches every broken relation is solved as a system of linear equations by plain elimination with fractions. Slow, and
//! shares nothing with the engine.

use nianbao::form::{Relation, TableSpec};

/// What must be found in a table.
pub struct Expectation {
    /// The smallest number of changes; 5 if four do not suffice.
    pub changes: usize,
    /// Row, column and number of each changed or filled cell, for every smallest repair.
    pub repairs: Vec<Vec<(String, String, i64)>>,
}

/// Every smallest repair of up to four changes.
pub fn smallest_repairs(spec: &TableSpec, observed: &[Vec<Option<i64>>]) -> Expectation {
    let numbers: Vec<Option<i64>> = observed.iter().flatten().copied().collect();
    let table = Table {
        relations: &spec.relations,
        touched: (0..numbers.len())
            .map(|cell| relations_of(spec, cell))
            .collect(),
        broken: broken(spec, &numbers),
        numbers: &numbers,
    };
    for changes in 0..=4 {
        let mut solutions = Vec::new();
        table.try_sets(&mut Vec::new(), 0, changes, 0, &mut solutions);
        if !solutions.is_empty() {
            let mut repairs: Vec<_> = solutions
                .into_iter()
                .map(|solution| named(spec, solution))
                .collect();
            repairs.sort();
            return Expectation { changes, repairs };
        }
    }
    Expectation {
        changes: 5,
        repairs: Vec::new(),
    }
}

struct Table<'a> {
    relations: &'a [Relation],
    /// For each cell a mask of its relations.
    touched: Vec<u64>,
    /// Mask of the broken relations without a blank.
    broken: u64,
    numbers: &'a [Option<i64>],
}

type Solution = Vec<(usize, i64)>;

impl Table<'_> {
    fn try_sets(
        &self,
        set: &mut Vec<usize>,
        from: usize,
        left: usize,
        touched: u64,
        found: &mut Vec<Solution>,
    ) {
        if left == 0 {
            if self.broken & !touched == 0 {
                found.extend(self.solve(set));
            }
            return;
        }
        // One cell lies in at most three relations.
        if (self.broken & !touched).count_ones() as usize > 3 * left {
            return;
        }
        for cell in from..self.numbers.len() {
            if self.numbers[cell].is_some() {
                set.push(cell);
                self.try_sets(set, cell + 1, left - 1, touched | self.touched[cell], found);
                set.pop();
            }
        }
    }

    /// The numbers of the cells of `set` and of the blanks, if the relations have one solution among the counts that changes all of `set`.
    fn solve(&self, set: &[usize]) -> Option<Solution> {
        let blanks = (0..self.numbers.len()).filter(|&cell| self.numbers[cell].is_none());
        let unknown: Vec<usize> = set.iter().copied().chain(blanks).collect();
        let mut rows: Vec<Vec<i128>> = self
            .relations
            .iter()
            .map(|relation| self.row(relation, &unknown))
            .collect();
        let width = unknown.len();
        let mut done = 0;
        for column in 0..width {
            let pivot = (done..rows.len()).find(|&row| rows[row][column] != 0);
            // No pivot: the numbers are not determined, which a test table must not show.
            let pivot = match pivot {
                Some(pivot) => pivot,
                None if rows[done..].iter().any(|row| row[width] != 0) => return None,
                None => panic!("the cells {set:?} have no definite numbers: take another seed"),
            };
            rows.swap(done, pivot);
            let lead = rows[done].clone();
            for (at, row) in rows.iter_mut().enumerate() {
                if at != done && row[column] != 0 {
                    let (own, other) = (lead[column], row[column]);
                    for (cell, &by) in row.iter_mut().zip(&lead) {
                        *cell = *cell * own - by * other;
                    }
                    let divisor = row.iter().fold(0, |all, &cell| common_divisor(all, cell));
                    if divisor > 1 {
                        row.iter_mut().for_each(|cell| *cell /= divisor);
                    }
                }
            }
            done += 1;
        }
        if rows[done..].iter().any(|row| row[width] != 0) {
            return None;
        }
        let mut solution = Vec::new();
        for (at, &cell) in unknown.iter().enumerate() {
            let (lead, rest) = (rows[at][at], rows[at][width]);
            let number = i64::try_from(rest / lead).ok()?;
            let fits = rest % lead == 0 && number >= 0 && self.numbers[cell] != Some(number);
            if !fits {
                return None;
            }
            solution.push((cell, number));
        }
        solution.sort_unstable();
        Some(solution)
    }

    /// The coefficients of the unknown cells, and what they have to sum to.
    fn row(&self, relation: &Relation, unknown: &[usize]) -> Vec<i128> {
        let mut row = vec![0; unknown.len() + 1];
        let parts = relation.parts.iter().map(|&cell| (cell, 1));
        let others = relation
            .minus
            .iter()
            .chain(std::iter::once(&relation.total));
        for (cell, sign) in parts.chain(others.map(|&cell| (cell, -1))) {
            match unknown.iter().position(|&other| other == cell) {
                Some(at) => row[at] = sign,
                None => {
                    let last = unknown.len();
                    row[last] -= sign * i128::from(self.numbers[cell].unwrap_or(0));
                }
            }
        }
        row
    }
}

fn common_divisor(a: i128, b: i128) -> i128 {
    if b == 0 {
        a.abs()
    } else {
        common_divisor(b, a % b)
    }
}

fn relations_of(spec: &TableSpec, cell: usize) -> u64 {
    let mut mask = 0;
    for (at, relation) in spec.relations.iter().enumerate() {
        let has = relation.parts.contains(&cell)
            || relation.minus.contains(&cell)
            || relation.total == cell;
        mask |= u64::from(has) << at;
    }
    mask
}

fn broken(spec: &TableSpec, numbers: &[Option<i64>]) -> u64 {
    let mut mask = 0;
    for (at, relation) in spec.relations.iter().enumerate() {
        let sum =
            |cells: &[usize]| -> Option<i64> { cells.iter().map(|&cell| numbers[cell]).sum() };
        let sides = (
            sum(&relation.parts),
            sum(&relation.minus),
            numbers[relation.total],
        );
        if let (Some(parts), Some(minus), Some(total)) = sides {
            mask |= u64::from(parts - minus != total) << at;
        }
    }
    mask
}

fn named(spec: &TableSpec, solution: Solution) -> Vec<(String, String, i64)> {
    let cells = solution.into_iter().map(|(cell, number)| {
        let (row, column) = spec.row_and_column(cell);
        (
            spec.rows[row].id.clone(),
            spec.columns[column].id.clone(),
            number,
        )
    });
    cells.collect()
}
