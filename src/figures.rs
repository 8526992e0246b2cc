//! The numbers of one table as its writer means them.
//!
//! In: an aligned table. Out: what each cell counts for, which relations are broken, and what blank totals come to. The arithmetic is that of
//! [`crate::sums`]; here stand the habits of writers, such as leaving zeros blank. A blank is unknown, not wrong.

mod blanks;

pub use blanks::{Basis, Fill};

use crate::align::{AlignedTable, Slot};
use crate::form::{NumberKind, Relation, TableSpec};
use crate::sums::{CellSet, Observed, System, Terms, Totals, recompute};
use crate::syntax::value::Value;

/// The figures of one table.
#[derive(Clone, Debug)]
pub struct Figures {
    /// One for each cell of the form, in its order.
    pub cells: Vec<Observed>,
    /// Whether the writer leaves zeros blank: there are more blanks than zeros, and of the relations that hold with a stated total other than 0 more
    /// have blank parts, as 0, than zeros, or blank parts and a total that is larger; one blank alone may have been passed over.
    pub blanks_are_zero: bool,
    /// The relations that do not hold, as indices into the form's.
    pub broken: Box<[usize]>,
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
                let (Slot::Found(read) | Slot::Guessed(read)) = slot else {
                    return Observed::Absent;
                };
                match read.value {
                    Value::Blank | Value::Dash => Observed::Blank,
                    Value::Words => Observed::Unreadable,
                    Value::Number(number)
                        if number.oddities.is_plain() && !number.is_negative() =>
                    {
                        Observed::Number(number.whole_part)
                    }
                    Value::Number(number) => {
                        let (_, column) = spec.row_and_column(cell);
                        match number.whole() {
                            Some(whole)
                                if spec.columns[column].kind != NumberKind::Count || whole >= 0 =>
                            {
                                Observed::Number(whole)
                            }
                            _ => Observed::Unreadable,
                        }
                    }
                }
            })
            .collect();
        let mut figures = Figures {
            cells,
            blanks_are_zero: false,
            broken: Box::default(),
            not_added_up: Vec::new(),
            zero_by_total: Vec::new(),
        };
        figures.zero_by_total = figures.parts_of_zeros(spec);
        figures.not_added_up = figures.blank_totals(spec);
        figures.blanks_are_zero = figures.leaves_zeros_blank(spec);
        if !figures.not_added_up.is_empty() {
            figures.not_added_up = figures.totals_left_out(spec);
        }
        let relations = spec.relations.iter().enumerate();
        let broken = relations.filter(|(_, relation)| figures.breach(relation).is_some());
        figures.broken = broken.map(|(at, _)| at).collect();
        figures
    }

    fn blank_totals(&self, spec: &TableSpec) -> Vec<usize> {
        if !self.cells.contains(&Observed::Blank) {
            return Vec::new();
        }
        let is_open = |relation: &&Relation| {
            // A part that is not there says as little as a blank one.
            let says = |&cell: &usize| {
                matches!(self.cells[cell], Observed::Number(_) | Observed::Unreadable)
            };
            let is_blank = self.cells[relation.total] == Observed::Blank;
            relation.fills && is_blank && relation.parts.iter().any(says)
        };
        let open = spec.relations.iter().filter(is_open);
        open.map(|relation| relation.total).collect()
    }

    fn parts_of_zeros(&self, spec: &TableSpec) -> Vec<usize> {
        if !self.cells.contains(&Observed::Blank) {
            return Vec::new();
        }
        let is_blank = |&cell: &usize| self.cells[cell] == Observed::Blank;
        let states_total_only = |relation: &&Relation| {
            self.cells[relation.total] == Observed::Number(0)
                && relation.minus.is_empty()
                && relation.parts.iter().all(is_blank)
        };
        let sums = spec.relations.iter().filter(states_total_only);
        sums.flat_map(|sum| sum.parts.iter().copied()).collect()
    }

    /// Blank totals without those that are blank on purpose: 0, where zeros are left blank or a total of 0 leaves nothing else.
    fn totals_left_out(&self, spec: &TableSpec) -> Vec<usize> {
        let says_something = |&part: &usize| matches!(self.cells[part], Observed::Number(1..));
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
        let count = |figure: Observed| self.cells.iter().filter(|&&cell| cell == figure).count();
        let n_blank = count(Observed::Blank);
        // A table that is half written has blanks enough, and one row of it may leave one out by accident.
        n_blank > 0 && n_blank > count(Observed::Number(0)) && {
            let with = |part: Observed| {
                let relations = spec.relations.iter();
                relations.filter(move |relation| self.has_part_and_holds(relation, part))
            };
            let blanks = with(Observed::Blank).flat_map(|relation| &relation.parts);
            let mut blanks = blanks.filter(|&&part| self.cells[part] == Observed::Blank);
            let first = blanks.next();
            let against = spec.relations.iter();
            let against = against.filter(|relation| self.wants_more_than_zeros(relation));
            with(Observed::Blank).count() > with(Observed::Number(0)).count() + against.count()
                && blanks.any(|blank| Some(blank) != first)
        }
    }

    /// Whether one of the parts is blank and the total stated, but more than they come to with blanks as 0: what is blank may be the rest.
    fn wants_more_than_zeros(&self, relation: &Relation) -> bool {
        let total = self.cells[relation.total].number();
        let is_blank = |&cell: &usize| self.cells[cell] == Observed::Blank;
        let both = total.zip(self.sum(relation, true));
        both.is_some_and(|(total, sum)| total > sum) && relation.parts.iter().any(is_blank)
    }

    /// Whether one of the parts is as given, and the total is stated, not 0, and what the parts come to with blanks as 0.
    fn has_part_and_holds(&self, relation: &Relation, part: Observed) -> bool {
        let Observed::Number(total) = self.cells[relation.total] else {
            return false;
        };
        let has_part = relation.parts.iter().any(|&cell| self.cells[cell] == part);
        total != 0 && has_part && self.sum(relation, true) == Some(total)
    }

    /// The value of a cell; a blank counts as 0 if `blank_as_zero`.
    pub fn value(&self, cell: usize, blank_as_zero: bool) -> Option<i64> {
        match self.cells[cell] {
            Observed::Blank => self.is_zero(cell, blank_as_zero).then_some(0),
            state => state.number(),
        }
    }

    /// Whether a blank cell counts as 0.
    fn is_zero(&self, cell: usize, blank_as_zero: bool) -> bool {
        (blank_as_zero && !self.not_added_up.contains(&cell)) || self.zero_by_total.contains(&cell)
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
        let rest = relation.breach(self.meant(&self.cells, relation.total))?;
        let total = self.value(relation.total, false);
        Some(Broken {
            relation,
            sum: rest.saturating_add(total.unwrap_or(0)),
            total,
        })
    }

    /// What the cells say to a search, zeros left blank by habit included; blank totals stay blank.
    pub fn observed(&self, system: &System) -> Vec<Observed> {
        let cells = self.cells.iter().enumerate();
        let observed = cells.map(|(cell, &state)| match state {
            Observed::Blank if self.blanks_are_zero && !system.is_total(cell) => {
                Observed::Number(0)
            }
            state => state,
        });
        observed.collect()
    }

    /// What `cells` mean to the relation with this total, zeros left blank by habit included.
    fn meant(&self, cells: &[Observed], total: usize) -> impl Fn(usize) -> Observed {
        move |cell| match cells[cell] {
            Observed::Blank if cell != total && self.is_zero(cell, self.blanks_are_zero) => {
                Observed::Number(0)
            }
            stated => stated,
        }
    }

    /// All breaches, in the order of the form's relations.
    pub fn breaches<'t>(&self, spec: &'t TableSpec) -> Vec<Broken<'t>> {
        let broken = self.broken.iter().filter_map(|&at| spec.relations.get(at));
        broken
            .filter_map(|relation| self.breach(relation))
            .collect()
    }

    /// Every total computed from its parts, blanks as 0, stated ones overwritten: (cell, value) where the value changes, in the order of cells.
    pub fn recomputed(&self, system: &System) -> Vec<(usize, i64)> {
        let mut now: Vec<Observed> = self.cells.clone();
        for (cell, state) in now.iter_mut().enumerate() {
            if *state == Observed::Blank {
                // A blank total that cannot be added up is not 0.
                *state = self
                    .value(cell, true)
                    .map_or(Observed::Unreadable, Observed::Number);
            }
        }
        let cells = 0..self.cells.len();
        let absent: CellSet = cells
            .filter(|&cell| self.cells[cell] == Observed::Absent)
            .collect();
        let done = recompute(system, &mut now, &absent, Totals::All);
        let totals = done.totals.iter();
        let computed = totals.filter(|&cell| now[cell] != self.cells[cell]);
        computed
            .filter_map(|cell| Some((cell, now[cell].number()?)))
            .collect()
    }
}
