//! What follows from the equations of a system: which of them count, which cells they share, in what order totals are defined.

use super::super::block::split;
use super::super::{CellSet, Terms};
use super::{Equation, System};

impl System {
    /// Works out what follows from the equations, but for the definitions, which no mention changes.
    pub(super) fn arrange(&mut self) {
        self.largest = i64::MAX as u64 / 4 / (self.n_cells as u64 + 1);
        self.left_out.clear();
        self.totals = CellSet::new();
        let mut last_seen = vec![usize::MAX; self.n_cells];
        for (at, equation) in self.equations.iter().enumerate() {
            if !is_usable(equation, at, &mut last_seen) {
                self.left_out.push(at);
            } else if equation.fills {
                self.totals.insert(equation.total);
            }
        }
        self.index();
        self.blocks = split(self);
    }

    /// Works out which equations each cell takes part in.
    fn index(&mut self) {
        let usable = || {
            let all = self.equations.iter().zip(0u32..);
            all.filter(|(_, at)| !self.left_out.contains(&(*at as usize)))
        };
        let mut bounds = vec![0; self.n_cells + 1];
        for (cell, _) in usable().flat_map(|(equation, _)| equation.terms()) {
            bounds[cell + 1] += 1;
        }
        for cell in 0..self.n_cells {
            bounds[cell + 1] += bounds[cell];
        }
        let mut next = bounds.clone();
        let mut equations_of = vec![0; bounds[self.n_cells] as usize];
        for (equation, at) in usable() {
            for (cell, _) in equation.terms() {
                equations_of[next[cell] as usize] = at;
                next[cell] += 1;
            }
        }
        self.equations_of = equations_of;
        self.bounds_of = bounds;
    }

    /// One defining equation for each total, totals by nature first in choice; those that rest on each other in a circle are left out.
    pub(super) fn order_definitions(&self) -> Vec<u32> {
        let mut defined_by: Vec<Option<u32>> = vec![None; self.n_cells];
        let usable = |at: &usize| !self.left_out.contains(at) && !self.is_mention_equation(*at);
        for by_nature in [true, false] {
            for at in (0..self.equations.len()).filter(usable) {
                let equation = &self.equations[at];
                if equation.fills == by_nature {
                    defined_by[equation.total].get_or_insert(at as u32);
                }
            }
        }
        let mut waiting: Vec<u32> = defined_by.iter().flatten().copied().collect();
        waiting.sort_unstable();
        let mut order = Vec::with_capacity(waiting.len());
        loop {
            let n_waiting = waiting.len();
            waiting.retain(|&at| {
                let equation = &self.equations[at as usize];
                let mut inputs = equation.parts.iter().chain(&equation.minus);
                let ready = inputs.all(|&cell| defined_by[cell].is_none());
                if ready {
                    order.push(at);
                    defined_by[equation.total] = None;
                }
                !ready
            });
            if waiting.len() == n_waiting {
                return order;
            }
        }
    }
}

/// Whether every cell exists and occurs once. `last_seen`: for each cell the last equation in which it was met; `at` is the number of this one.
fn is_usable(equation: &Equation, at: usize, last_seen: &mut [usize]) -> bool {
    equation.terms().all(|(cell, _)| {
        let last = last_seen.get_mut(cell);
        last.is_some_and(|last| std::mem::replace(last, at) != at)
    })
}
