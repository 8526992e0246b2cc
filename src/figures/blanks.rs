//! What blank cells come to: totals that their parts or another relation give, parts that a relation leaves only one value for.

use super::Figures;
use crate::form::{Relation, TableSpec};
use crate::sums::{Observed, Terms, propagate};

/// A blank total of which at least one part is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// The cell, by number.
    pub cell: usize,
    /// What it comes to, and why; `None` if nothing tells, and counting blank parts as 0 contradicts another relation.
    pub value: Option<(i64, Basis)>,
}

/// What the value of a blank total rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// All its parts are stated, or zero by habit, and no other relation disagrees. Only this is certain.
    Certain,
    /// All its parts are stated, but in most rows of the table that want a total the last of them is no less than the others together: it may be the
    /// total itself, one column too far to the left.
    Shifted,
    /// All its parts are stated, but another relation leaves no room for their sum, or most of the stated totals do not hold.
    Disputed,
    /// Some parts are unknown; another relation gives the value.
    Relation,
    /// Some parts are unknown and counted as 0.
    BlanksAsZero,
}

/// Beside fewer other parts the last is often the largest.
const FEW_PARTS: usize = 3;

/// A last part that may be the total of a row that lacks a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowEnd {
    /// All others are 0.
    OnlyNumber,
    /// The others are no more than it, together.
    TotalOfOthers,
}

impl Figures {
    /// What blank totals come to, in the order of cells. A total may rest on another that is blank too.
    pub fn fills(&self, spec: &TableSpec) -> Vec<Fill> {
        if self.not_added_up.is_empty() {
            return Vec::new();
        }
        let mut known = self.clone();
        let mut fills: Vec<Fill> = Vec::new();
        // First what is certain and what follows from it, then what is less and less so.
        for basis in [
            Basis::Certain,
            Basis::Shifted,
            Basis::Disputed,
            Basis::Relation,
            Basis::BlanksAsZero,
        ] {
            while known.fill_by(spec, self, basis, &mut fills) {}
        }
        for &cell in &self.not_added_up {
            if !fills.iter().any(|fill| fill.cell == cell) {
                fills.push(Fill { cell, value: None });
            }
        }
        fills.sort_by_key(|fill| fill.cell);
        fills
    }

    /// Fills what can be filled on this basis, once round; false if there was nothing.
    fn fill_by(
        &mut self,
        spec: &TableSpec,
        stated: &Figures,
        basis: Basis,
        fills: &mut Vec<Fill>,
    ) -> bool {
        let before = fills.len();
        let found: Vec<(usize, i64)> = match basis {
            Basis::Relation => self.determined(spec),
            _ => Vec::new(),
        };
        let is_doubtful = match basis {
            Basis::Certain => stated.are_rows_shifted(spec) || stated.is_mostly_broken(spec),
            Basis::Shifted => stated.is_mostly_broken(spec),
            _ => false,
        };
        if is_doubtful {
            return false;
        }
        for relation in spec.relations.iter().filter(|relation| relation.fills) {
            let cell = relation.total;
            if self.cells[cell] != Observed::Blank || !stated.not_added_up.contains(&cell) {
                continue;
            }
            let value = match basis {
                Basis::Certain | Basis::Shifted | Basis::Disputed => {
                    self.sum(relation, self.blanks_are_zero)
                }
                Basis::BlanksAsZero => self.sum(relation, true),
                Basis::Relation => found
                    .iter()
                    .find(|(determined, _)| *determined == cell)
                    .map(|(_, value)| *value),
            };
            let Some(value) = value.filter(|&value| value >= 0) else {
                continue;
            };
            if basis != Basis::Disputed && self.is_contradicted(spec, &self.cells, cell, value) {
                continue;
            }
            self.cells[cell] = Observed::Number(value);
            let value = Some((value, basis));
            fills.push(Fill { cell, value });
        }
        fills.len() > before
    }

    /// Whether at least half of the rows that want a total end in what may be one.
    fn are_rows_shifted(&self, spec: &TableSpec) -> bool {
        let wanting = spec.relations.iter().filter(|relation| {
            let total = relation.total;
            let is_row = relation.fills && is_behind_parts(relation);
            is_row && self.not_added_up.contains(&total) && self.sum(relation, true) != Some(0)
        });
        let ends: Vec<Option<RowEnd>> = wanting.map(|relation| self.row_end(relation)).collect();
        let n_totals = ends.iter().flatten().count();
        n_totals * 2 >= ends.len() && ends.contains(&Some(RowEnd::TotalOfOthers))
    }

    /// Whether more of the stated totals break than hold, or all of several: the numbers may be those of other columns.
    fn is_mostly_broken(&self, spec: &TableSpec) -> bool {
        let holds = |relation: &&Relation| {
            let total = self.cells[relation.total].number();
            relation.fills && total.is_some_and(|total| self.sum(relation, true) == Some(total))
        };
        let n_broken = self.broken.len();
        let n_holding = || spec.relations.iter().filter(holds).count();
        match n_broken {
            0 | 1 => false,
            2 => n_holding() == 0,
            _ => n_broken > n_holding(),
        }
    }

    /// What the last part may be besides itself: as much as the others or more, as a total is whose first part is gone.
    fn row_end(&self, relation: &Relation) -> Option<RowEnd> {
        let (&last, before) = relation.parts.split_last()?;
        let Observed::Number(last @ 1..) = self.cells[last] else {
            return None;
        };
        if before.len() < FEW_PARTS {
            return None;
        }
        let others = before
            .iter()
            .try_fold(0_i64, |sum, &cell| sum.checked_add(self.value(cell, true)?))?;
        match others {
            0 => Some(RowEnd::OnlyNumber),
            _ => (last >= others).then_some(RowEnd::TotalOfOthers),
        }
    }

    /// Blank cells that are the only unknown of some relation, with the value it gives them, where no other relation disagrees.
    pub fn determined(&self, spec: &TableSpec) -> Vec<(usize, i64)> {
        let mut determined = Vec::new();
        for relation in &spec.relations {
            if let Some((cell, value)) = relation.only_unknown(|cell| self.cells[cell])
                && !determined.contains(&(cell, value))
                && self.may_be(spec, &self.cells, cell, value)
            {
                determined.push((cell, value));
            }
        }
        determined
    }

    /// Values for the blanks, in the order of cells: what the relations leave for it, 0 elsewhere, and for a total what its parts then come to. Beside rows
    /// that are missing a total is 0 where all its other parts are. One that nothing tells stays blank.
    pub fn filled(&self, spec: &TableSpec) -> Vec<(usize, i64)> {
        let mut now = self.clone();
        let infer = |now: &mut Figures| {
            propagate(
                spec.relations.iter(),
                &mut now.cells,
                |cells, cell, value| self.may_be(spec, cells, cell, value),
            );
        };
        infer(&mut now);
        let totals = || spec.relations.iter().filter(|relation| relation.fills);
        for cell in 0..now.cells.len() {
            if now.cells[cell] == Observed::Blank && !totals().any(|sum| sum.total == cell) {
                now.cells[cell] = Observed::Number(0);
            }
        }
        // A total of totals is added up after them, and may tell others.
        loop {
            let before = now.cells.clone();
            for relation in totals() {
                now.add_up_blanks(relation);
            }
            infer(&mut now);
            if now.cells == before {
                break;
            }
        }
        let pairs = self.cells.iter().zip(&now.cells).enumerate();
        pairs
            .filter(|(_, (before, _))| **before == Observed::Blank)
            .filter_map(|(cell, (_, after))| match after {
                Observed::Number(value) => Some((cell, *value)),
                _ => None,
            })
            .collect()
    }

    /// Writes a blank total, where its parts tell it: their sum, or 0 where those that are not missing are 0.
    fn add_up_blanks(&mut self, relation: &Relation) {
        if self.cells[relation.total] != Observed::Blank {
            return;
        }
        let sum = self.sum(relation, false).filter(|&sum| sum >= 0);
        let is_none =
            |&cell: &usize| matches!(self.cells[cell], Observed::Number(0) | Observed::Absent);
        let mut parts = relation.parts.iter().chain(&relation.minus);
        if let Some(sum) = sum.or_else(|| parts.all(is_none).then_some(0)) {
            self.cells[relation.total] = Observed::Number(sum);
        }
    }

    /// Whether a cell is blank among `cells` and may be this number.
    fn may_be(&self, spec: &TableSpec, cells: &[Observed], cell: usize, value: i64) -> bool {
        cells[cell] == Observed::Blank
            && value >= 0
            && !self.is_contradicted(spec, cells, cell, value)
    }

    /// Whether some relation breaks once `cell` says `value` among `cells`.
    fn is_contradicted(
        &self,
        spec: &TableSpec,
        cells: &[Observed],
        cell: usize,
        value: i64,
    ) -> bool {
        let mut touched = spec.relations.iter().filter(|relation| relation.has(cell));
        touched.any(|relation| {
            let meant = self.meant(cells, relation.total);
            let with = |other| match other == cell {
                true => Observed::Number(value),
                false => meant(other),
            };
            relation.breach(with).is_some()
        })
    }
}

/// Whether the total stands right behind the last of its parts, as that of a row does.
fn is_behind_parts(relation: &Relation) -> bool {
    let last = relation.parts.last();
    last.is_some_and(|last| last + 1 == relation.total)
}
