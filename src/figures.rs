//! The numbers of one table as the relations see them.
//!
//! In: an aligned table. Out: what each cell counts for, which relations are broken, and what blank totals come to. A blank is unknown, not wrong:
//! a relation is broken only if no filling of its blanks with numbers from 0 satisfies it.

mod blanks;

pub use blanks::{Basis, Fill};

use crate::align::AlignedTable;
use crate::form::{NumberKind, Relation, TableSpec};
use crate::syntax::value::Value;

/// What one cell counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A stated count.
    Stated(i64),
    /// Blank, or a dash: unknown.
    Blank,
    /// Something that is no count.
    Unreadable,
    /// Not in its place, or not there at all.
    Absent,
}

/// The figures of one table.
#[derive(Clone, Debug)]
pub struct Figures {
    /// One for each cell of the form, in its order.
    pub cells: Vec<Figure>,
    /// Whether the writer leaves zeros blank: there are more blanks than zeros, and some relation with blank parts and a stated total other than 0
    /// holds with the blanks as 0.
    pub blanks_are_zero: bool,
    /// Blank totals with a part that is not blank: nobody has added up yet, so that no habit makes them 0.
    not_added_up: Vec<usize>,
    /// Blank cells of rows that state nothing but the total 0, which leaves nothing for them.
    zero_by_total: Vec<usize>,
}

/// A relation that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken<'t> {
    /// The relation.
    pub relation: &'t Relation,
    /// What the parts come to, without what is taken away.
    pub sum: i64,
    /// The stated total; `None` if it is blank.
    pub total: Option<i64>,
}

impl Figures {
    /// The figures of an aligned table.
    pub fn of(table: &AlignedTable, spec: &TableSpec) -> Self {
        let cells = table
            .slots
            .iter()
            .enumerate()
            .map(|(cell, slot)| {
                if !slot.is_placed() {
                    return Figure::Absent;
                }
                match slot.value {
                    Value::Blank | Value::Dash => Figure::Blank,
                    Value::Words => Figure::Unreadable,
                    Value::Number(number)
                        if number.oddities.is_plain() && !number.is_negative() =>
                    {
                        Figure::Stated(number.whole_part)
                    }
                    Value::Number(number) => {
                        let (_, column) = spec.row_and_column(cell);
                        match number.whole() {
                            Some(whole)
                                if spec.columns[column].kind != NumberKind::Count || whole >= 0 =>
                            {
                                Figure::Stated(whole)
                            }
                            _ => Figure::Unreadable,
                        }
                    }
                }
            })
            .collect();
        let mut figures = Figures {
            cells,
            blanks_are_zero: false,
            not_added_up: Vec::new(),
            zero_by_total: Vec::new(),
        };
        figures.zero_by_total = figures.parts_of_zeros(spec);
        figures.not_added_up = figures.blank_totals(spec);
        figures.blanks_are_zero = figures.leaves_zeros_blank(spec);
        if !figures.not_added_up.is_empty() {
            figures.not_added_up = figures.totals_left_out(spec);
        }
        figures
    }

    fn blank_totals(&self, spec: &TableSpec) -> Vec<usize> {
        if !self.cells.contains(&Figure::Blank) {
            return Vec::new();
        }
        let is_open = |relation: &&Relation| {
            // A part that is not there says as little as a blank one.
            let says =
                |&cell: &usize| matches!(self.cells[cell], Figure::Stated(_) | Figure::Unreadable);
            let is_blank = self.cells[relation.total] == Figure::Blank;
            relation.fills && is_blank && relation.parts.iter().any(says)
        };
        let open = spec.relations.iter().filter(is_open);
        open.map(|relation| relation.total).collect()
    }

    fn parts_of_zeros(&self, spec: &TableSpec) -> Vec<usize> {
        if !self.cells.contains(&Figure::Blank) {
            return Vec::new();
        }
        let is_blank = |&cell: &usize| self.cells[cell] == Figure::Blank;
        let states_total_only = |relation: &&Relation| {
            self.cells[relation.total] == Figure::Stated(0)
                && relation.minus.is_empty()
                && relation.parts.iter().all(is_blank)
        };
        let sums = spec.relations.iter().filter(states_total_only);
        sums.flat_map(|sum| sum.parts.iter().copied()).collect()
    }

    /// Blank totals without those that are blank on purpose: 0, where zeros are left blank or a total of 0 leaves nothing else.
    fn totals_left_out(&self, spec: &TableSpec) -> Vec<usize> {
        let says_something = |&part: &usize| matches!(self.cells[part], Figure::Stated(1..));
        let comes_to_zero = |cell: usize| {
            let mut own = spec
                .relations
                .iter()
                .filter(|sum| sum.fills && sum.total == cell);
            !own.any(|sum| sum.parts.iter().any(says_something))
        };
        let is_on_purpose = |&cell: &usize| {
            (self.blanks_are_zero || self.zero_by_total.contains(&cell)) && comes_to_zero(cell)
        };
        let blank = self.not_added_up.iter().copied();
        blank.filter(|cell| !is_on_purpose(cell)).collect()
    }

    /// Whether the writer leaves every zero blank. Who writes zeros elsewhere has not filled in what is blank.
    fn leaves_zeros_blank(&self, spec: &TableSpec) -> bool {
        let count = |figure: Figure| self.cells.iter().filter(|&&cell| cell == figure).count();
        let n_blank = count(Figure::Blank);
        n_blank > 0
            && n_blank > count(Figure::Stated(0))
            && spec
                .relations
                .iter()
                .any(|relation| self.shows_habit(relation))
    }

    fn shows_habit(&self, relation: &Relation) -> bool {
        let Figure::Stated(total) = self.cells[relation.total] else {
            return false;
        };
        let has_blank = relation
            .parts
            .iter()
            .any(|&cell| self.cells[cell] == Figure::Blank);
        total != 0 && has_blank && self.sum(relation, true) == Some(total)
    }

    /// The value of a cell; a blank counts as 0 if `blank_as_zero`.
    pub fn value(&self, cell: usize, blank_as_zero: bool) -> Option<i64> {
        match self.cells[cell] {
            Figure::Stated(value) => Some(value),
            Figure::Blank if blank_as_zero && !self.not_added_up.contains(&cell) => Some(0),
            Figure::Blank if self.zero_by_total.contains(&cell) => Some(0),
            _ => None,
        }
    }

    /// What the parts come to, less what is taken away; `None` if one of them is not known.
    pub fn sum(&self, relation: &Relation, blank_as_zero: bool) -> Option<i64> {
        let mut sum: i64 = 0;
        for &cell in &relation.parts {
            sum = sum.checked_add(self.value(cell, blank_as_zero)?)?;
        }
        for &cell in &relation.minus {
            sum = sum.checked_sub(self.value(cell, blank_as_zero)?)?;
        }
        Some(sum)
    }

    /// The relation's breach, if no filling of its blanks satisfies it.
    pub fn breach<'t>(&self, relation: &'t Relation) -> Option<Broken<'t>> {
        let sides = [
            (&relation.parts[..], 1),
            (&relation.minus[..], -1),
            (std::slice::from_ref(&relation.total), -1),
        ];
        let (mut rest, mut may_grow, mut may_shrink) = (0i64, false, false);
        for (cells, sign) in sides {
            for &cell in cells {
                match self.cells[cell] {
                    Figure::Stated(value) => rest = rest.checked_add(value.checked_mul(sign)?)?,
                    Figure::Blank
                        if cell != relation.total
                            && self.value(cell, self.blanks_are_zero).is_some() => {}
                    Figure::Blank if sign > 0 => may_grow = true,
                    Figure::Blank => may_shrink = true,
                    Figure::Unreadable | Figure::Absent => return None,
                }
            }
        }
        let is_broken = (rest > 0 && !may_shrink) || (rest < 0 && !may_grow);
        let total = self.value(relation.total, false);
        is_broken.then(|| Broken {
            relation,
            sum: rest.saturating_add(total.unwrap_or(0)),
            total,
        })
    }

    /// All breaches, in the order of the form's relations.
    pub fn breaches<'t>(&self, spec: &'t TableSpec) -> Vec<Broken<'t>> {
        spec.relations
            .iter()
            .filter_map(|relation| self.breach(relation))
            .collect()
    }

    /// Every total computed from its parts, blanks as 0, stated ones overwritten: (cell, value) where the value changes, in the order of cells.
    pub fn recomputed(&self, spec: &TableSpec) -> Vec<(usize, i64)> {
        let mut now = self.clone();
        // Each pass carries a change one relation further: rows, （七）总计, 四, and 四's own total.
        for _ in 0..=4 {
            let mut changed = false;
            for fills in [true, false] {
                for relation in spec
                    .relations
                    .iter()
                    .filter(|relation| relation.fills == fills)
                {
                    let is_writable = matches!(
                        now.cells[relation.total],
                        Figure::Stated(_) | Figure::Blank | Figure::Unreadable
                    );
                    let Some(sum) = now
                        .sum(relation, true)
                        .filter(|&sum| sum >= 0 && is_writable)
                    else {
                        continue;
                    };
                    if now.cells[relation.total] != Figure::Stated(sum) {
                        now.cells[relation.total] = Figure::Stated(sum);
                        changed = true;
                    }
                }
            }
            if !changed {
                break;
            }
        }
        let pairs = self.cells.iter().zip(&now.cells).enumerate();
        pairs
            .filter_map(|(cell, (old, new))| {
                if let (true, Figure::Stated(value)) = (old != new, *new) {
                    Some((cell, value))
                } else {
                    None
                }
            })
            .collect()
    }
}
