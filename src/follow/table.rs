//! What became of the relations of one table while its writer typed.

use crate::sums::{CellSet, Observed, System, Terms};

/// What is remembered of one table.
#[derive(Clone, Debug, Default)]
pub struct TableHistory {
    /// What the cells say now.
    cells: Vec<Observed>,
    /// What they last said while they were there, unless all of them are there: a cell that the reader lost for a moment was not typed.
    seen: Option<Vec<Observed>>,
    /// One for each relation.
    pasts: Vec<Past>,
}

/// What is remembered of one relation.
#[derive(Clone, Debug, Default)]
struct Past {
    /// The numbers of its cells, in the order of its terms, when it last held; `None` if it was never seen to hold.
    agreed: Option<Box<[i64]>>,
    /// Whether the writer has touched its total since then.
    is_total_typed: bool,
}

/// A part that was changed since its relation last held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangedPart {
    /// The cell, by number.
    pub cell: usize,
    /// What it said when the relation held.
    pub from: i64,
    /// What it says now.
    pub to: i64,
}

impl Past {
    /// The relation holds with these numbers of its cells, all of which have one.
    fn agree(&mut self, numbers: impl Iterator<Item = Option<i64>> + Clone) {
        let is_known = self.agreed.as_ref().is_some_and(|agreed| {
            let known = agreed.iter().map(|&number| Some(number));
            known.eq(numbers.clone())
        });
        if !is_known {
            self.agreed = numbers.collect();
        }
    }
}

impl TableHistory {
    /// Whether what the cells say was taken in before.
    pub(super) fn knows(&self, system: &System) -> bool {
        !self.last_seen().is_empty() && self.pasts.len() == system.equations().len()
    }

    fn last_seen(&self) -> &[Observed] {
        self.seen.as_deref().unwrap_or(&self.cells)
    }

    /// Takes in what the cells say now. `is_typed` tells which of them the writer has touched since the last time, whether they say something else or not.
    pub fn note(
        &mut self,
        system: &System,
        cells: Vec<Observed>,
        is_typed: impl Fn(usize) -> bool,
    ) {
        let mut concerned = self.concerned(system, &cells);
        let written = self.written_by_us(system, &cells);
        self.pasts
            .resize_with(system.equations().len(), Past::default);
        let last_seen = self.seen.as_deref().unwrap_or(&self.cells);
        for (equation, past) in system.equations().iter().zip(&mut self.pasts) {
            let is_ours = written.contains(equation.total);
            let is_typed = is_typed(equation.total) && !is_ours;
            if !concerned.next().unwrap_or(true) && !is_typed {
                continue;
            }
            let (Some(&now), before) = (cells.get(equation.total), last_seen.get(equation.total))
            else {
                continue;
            };
            let is_other = now != Observed::Absent && before.is_some_and(|before| *before != now);
            past.is_total_typed |= is_other && !is_ours || is_typed;
            let number = |cell: usize| cells.get(cell).and_then(|cell| cell.number());
            if equation.residual(|cell| cells[cell]) == Some(0) {
                past.agree(equation.terms().map(|(cell, _)| number(cell)));
                past.is_total_typed = false;
            }
        }
        let before = std::mem::replace(&mut self.cells, cells);
        let seen = self.seen.take();
        if self.cells.contains(&Observed::Absent) {
            let mut seen = seen.unwrap_or(before);
            seen.resize(self.cells.len(), Observed::Absent);
            let now = seen.iter_mut().zip(&self.cells);
            for (seen, now) in now.filter(|(_, now)| **now != Observed::Absent) {
                *seen = *now;
            }
            self.seen = Some(seen);
        }
    }

    /// The totals that now say what they came to the last time: that they were taken along may reach us together with what was typed behind it.
    fn written_by_us(&self, system: &System, cells: &[Observed]) -> CellSet {
        let is_other = |total: usize| self.cells.get(total) != cells.get(total);
        let mut totals = system.equations().iter().map(|equation| equation.total);
        if !self.knows(system) || self.cells.len() != cells.len() || !totals.any(is_other) {
            return CellSet::default();
        }
        let followers = self.followers(system, None).into_iter();
        followers
            .filter(|&(total, due)| cells[total] == Observed::Number(due))
            .map(|(total, _)| total)
            .collect()
    }

    /// For each relation whether one of its cells says something else than the last time.
    fn concerned(&self, system: &System, cells: &[Observed]) -> impl Iterator<Item = bool> + use<> {
        let n_relations = system.equations().len();
        let is_new = self.pasts.len() != n_relations || self.cells.len() != cells.len();
        let mut concerned = vec![is_new; n_relations];
        let both = self.cells.iter().zip(cells).enumerate();
        let changed = both.filter(|(_, (was, is))| was != is);
        let relations = changed.flat_map(|(cell, _)| system.equations_of(cell));
        for relation in relations.chain(system.left_out().iter().copied()) {
            if let Some(concerned) = concerned.get_mut(relation) {
                *concerned = true;
            }
        }
        concerned.into_iter()
    }

    /// For a relation, by number, that held and fails since some of its parts were changed and its total was not: those parts. Empty for others.
    pub fn changed_parts(&self, system: &System, relation: usize) -> Vec<ChangedPart> {
        let (Some(past), Some(equation)) =
            (self.pasts.get(relation), system.equations().get(relation))
        else {
            return Vec::new();
        };
        let fails = equation
            .residual(|cell| self.cells[cell])
            .is_some_and(|residual| residual != 0);
        let Some(agreed) = past
            .agreed
            .as_ref()
            .filter(|_| fails && !past.is_total_typed)
        else {
            return Vec::new();
        };
        let parts = equation.terms().zip(agreed);
        let changed = parts.filter_map(|((cell, _), &from)| {
            let to = self.cells[cell].number()?;
            let is_changed = cell != equation.total && to != from;
            is_changed.then_some(ChangedPart { cell, from, to })
        });
        changed.collect()
    }

    /// The totals that held before, were left behind by a change of their parts and were not typed since, with the numbers that they come to, each
    /// after those it rests on. `from`: only such as depend on one of these cells.
    pub fn followers(&self, system: &System, from: Option<&[usize]>) -> Vec<(usize, i64)> {
        let mut staying = CellSet::default();
        loop {
            let followers = self.followers_but(system, from, &staying);
            let Some(breaking) = self.breaking(system, &followers) else {
                return followers;
            };
            staying.insert(breaking);
        }
    }

    fn followers_but(
        &self,
        system: &System,
        from: Option<&[usize]>,
        staying: &CellSet,
    ) -> Vec<(usize, i64)> {
        let mut reached: Option<CellSet> = from.map(|cells| cells.iter().copied().collect());
        let mut now = self.cells.clone();
        let mut followers = Vec::new();
        for relation in system.definition_numbers() {
            let equation = &system.equations()[relation];
            let total = equation.total;
            let is_reached = |reached: &CellSet| {
                let mut terms = equation.terms();
                terms.any(|(cell, _)| cell != total && reached.contains(cell))
            };
            let is_wanted = reached.as_ref().is_none_or(is_reached);
            if !is_wanted
                || staying.contains(total)
                || !self.may_follow(system, relation)
                || holds_otherwise(system, relation, &now)
            {
                continue;
            }
            let stated = now.get(total).and_then(|state| state.number());
            let rest = equation
                .residual(|cell| now[cell])
                .filter(|&rest| rest != 0);
            let due = stated
                .zip(rest)
                .and_then(|(stated, rest)| stated.checked_add(rest));
            let Some(due) = due.filter(|&due| due >= 0 || system.is_signed(total)) else {
                continue;
            };
            now[total] = Observed::Number(due);
            followers.push((total, due));
            if let Some(reached) = &mut reached {
                reached.insert(total);
            }
        }
        followers
    }

    /// A follower that is no total by nature and breaks a sum which holds without it, because the total of that may not follow.
    fn breaking(&self, system: &System, followers: &[(usize, i64)]) -> Option<usize> {
        let follows = |cell: usize| followers.iter().find(|(total, _)| *total == cell);
        let now = |cell: usize| match follows(cell) {
            Some(&(_, due)) => Observed::Number(due),
            None => self.cells[cell],
        };
        let mut changed = followers.iter().map(|(total, _)| *total).rev();
        changed.find(|&cell| {
            let mut relations = system.equations_of(cell).map(|at| &system.equations()[at]);
            let is_sum = |total: usize| {
                let mut own = system.equations_of(total).map(|at| &system.equations()[at]);
                own.any(|equation| equation.total == total && equation.fills)
            };
            !is_sum(cell)
                && relations.any(|equation| {
                    equation.total != cell
                        && equation.residual(|cell| self.cells[cell]) == Some(0)
                        && equation.residual(now) != Some(0)
                })
        })
    }

    /// How many relations fail once the cells say these numbers.
    pub fn n_failing(&self, system: &System, numbers: &[(usize, i64)]) -> usize {
        let mut now = self.cells.clone();
        for &(cell, number) in numbers {
            now[cell] = Observed::Number(number);
        }
        let residuals = system.equations().iter();
        residuals
            .filter_map(|equation| equation.residual(|cell| now[cell]))
            .filter(|&residual| residual != 0)
            .count()
    }

    /// Whether the total of this relation held in every relation that makes it one, and was not typed since it held in this.
    fn may_follow(&self, system: &System, relation: usize) -> bool {
        let total = system.equations()[relation].total;
        let mut own = system
            .equations_of(total)
            .filter(|&at| system.equations()[at].total == total);
        let held = |at: usize| {
            let past = self.pasts.get(at);
            past.is_some_and(|past| past.agreed.is_some())
        };
        let is_typed = self
            .pasts
            .get(relation)
            .is_none_or(|past| past.is_total_typed);
        !is_typed && own.all(held)
    }
}

/// Whether the total of this relation is what another relation makes it: then a part of this one is wrong, not the total.
fn holds_otherwise(system: &System, relation: usize, now: &[Observed]) -> bool {
    let total = system.equations()[relation].total;
    let others = system.equations_of(total).filter(|&at| at != relation);
    let own = others.map(|at| &system.equations()[at]);
    own.filter(|other| other.total == total)
        .any(|other| other.residual(|cell| now[cell]) == Some(0))
}

#[cfg(test)]
mod tests;
