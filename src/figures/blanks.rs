//! What blank cells come to: totals that their parts or another relation give, parts that a relation leaves only one value for.

use super::{Figure, Figures};
use crate::form::{Relation, TableSpec};

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
    /// All its parts are stated, but another relation leaves no room for their sum.
    Disputed,
    /// Some parts are unknown; another relation gives the value.
    Relation,
    /// Some parts are unknown and counted as 0.
    BlanksAsZero,
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
        for relation in spec.relations.iter().filter(|relation| relation.fills) {
            let cell = relation.total;
            if self.cells[cell] != Figure::Blank || !stated.not_added_up.contains(&cell) {
                continue;
            }
            let value = match basis {
                Basis::Certain | Basis::Disputed => self.sum(relation, self.blanks_are_zero),
                Basis::BlanksAsZero => self.sum(relation, true),
                Basis::Relation => found
                    .iter()
                    .find(|(determined, _)| *determined == cell)
                    .map(|(_, value)| *value),
            };
            let Some(value) = value.filter(|&value| value >= 0) else {
                continue;
            };
            if basis != Basis::Disputed && self.is_contradicted(spec, cell, value) {
                continue;
            }
            self.cells[cell] = Figure::Stated(value);
            let value = Some((value, basis));
            fills.push(Fill { cell, value });
        }
        fills.len() > before
    }

    /// Blank cells that are the only unknown of some relation, with the value it gives them, where no other relation disagrees.
    pub fn determined(&self, spec: &TableSpec) -> Vec<(usize, i64)> {
        let mut determined = Vec::new();
        for relation in &spec.relations {
            if let Some((cell, value)) = self.only_unknown(relation)
                && !determined.contains(&(cell, value))
                && !self.is_contradicted(spec, cell, value)
            {
                determined.push((cell, value));
            }
        }
        determined
    }

    /// The one cell of `relation` that is not stated, if it is blank, and the number from 0 that the others leave for it.
    fn only_unknown(&self, relation: &Relation) -> Option<(usize, i64)> {
        let sides = [
            (&relation.parts[..], 1),
            (&relation.minus[..], -1),
            (std::slice::from_ref(&relation.total), -1),
        ];
        let (mut unknown, mut rest) = (None, 0i64);
        for (cells, sign) in sides {
            for &cell in cells {
                match self.cells[cell] {
                    Figure::Stated(value) => rest = rest.checked_add(value.checked_mul(sign)?)?,
                    Figure::Blank if unknown.is_none() => unknown = Some((cell, sign)),
                    _ => return None,
                }
            }
        }
        let (cell, sign) = unknown?;
        let value = rest.checked_mul(-sign)?;
        (value >= 0).then_some((cell, value))
    }

    /// A value for every blank, in the order of cells: what the relations leave for it, 0 elsewhere, and for a total what its parts then come to.
    pub fn filled(&self, spec: &TableSpec) -> Vec<(usize, i64)> {
        let mut now = self.clone();
        let mut grew = true;
        while std::mem::take(&mut grew) {
            for relation in &spec.relations {
                if let Some((cell, value)) = now.only_unknown(relation)
                    && !now.is_contradicted(spec, cell, value)
                {
                    now.cells[cell] = Figure::Stated(value);
                    grew = true;
                }
            }
        }
        let totals = || spec.relations.iter().filter(|relation| relation.fills);
        for cell in 0..now.cells.len() {
            if now.cells[cell] == Figure::Blank && !totals().any(|sum| sum.total == cell) {
                now.cells[cell] = Figure::Stated(0);
            }
        }
        // A total of totals is added up after them.
        for _ in 0..2 {
            for relation in totals() {
                if now.cells[relation.total] == Figure::Blank
                    && let Some(sum) = now.sum(relation, false).filter(|&sum| sum >= 0)
                {
                    now.cells[relation.total] = Figure::Stated(sum);
                }
            }
        }
        let pairs = self.cells.iter().zip(&now.cells).enumerate();
        pairs
            .filter(|(_, (before, _))| **before == Figure::Blank)
            .map(|(cell, (_, after))| match after {
                Figure::Stated(value) => (cell, *value),
                _ => (cell, 0),
            })
            .collect()
    }

    /// Whether some relation breaks once `cell` says `value`.
    fn is_contradicted(&self, spec: &TableSpec, cell: usize, value: i64) -> bool {
        let mut with = self.clone();
        with.cells[cell] = Figure::Stated(value);
        let has_cell = |relation: &&Relation| {
            relation.total == cell
                || relation.parts.contains(&cell)
                || relation.minus.contains(&cell)
        };
        let mut touched = spec.relations.iter().filter(has_cell);
        touched.any(|relation| with.breach(relation).is_some())
    }
}
