//! The exact search for the smallest sets of cells whose change makes every relation of a block hold.
//!
//! Every row of the tableau that cannot hold as things stand — an open one with a residual, or one that keeps a count below zero — must
//! contain a further wrong cell, so branching over its cells misses nothing (the elimination of Fellegi–Holt and de Waal). A cell tried is
//! closed for its later siblings, so every set is visited once.

use super::feasible::{Signs, impossible, settle};
use super::narrow::keep_common;
use super::outcome::Limits;
use super::read_off::read_off;
use super::tableau::Unrepresentable;
use super::workspace::{FoundRepairs, SearchSpace};
use crate::sums::{Block, clear, has, ones, ones_of, set};

/// Searches one block whose observed state is in `workspace`, with one residual for each of its equations.
pub(super) fn search(
    workspace: &mut SearchSpace,
    block: &Block,
    residuals: impl Iterator<Item = i64>,
    limits: Limits,
) -> FoundRepairs {
    workspace.tableau.load(block, residuals);
    let must_change: u32 = workspace
        .unreadable
        .iter()
        .map(|word| word.count_ones())
        .sum();
    let must_change = must_change as usize;
    let mut search = Search {
        at: workspace,
        block,
        limits,
        found: FoundRepairs::default(),
        stopped: false,
        exact: true,
    };
    if search.free_the_unknown().is_err() {
        search.found.changes = must_change;
        return search.found;
    }
    let mut changes = must_change;
    while changes <= limits.changes && search.found.repairs.is_empty() && !search.stopped {
        search.found.changes = changes;
        search.descend(changes - must_change);
        changes += 1;
    }
    let mut found = search.found;
    if found.repairs.is_empty() && !search.stopped {
        found.changes = changes.max(must_change);
    }
    found.proven = search.exact && !search.stopped;
    found.steps = search.at.tableau.pivots();
    found.repairs.sort_unstable();
    found
}

struct Search<'a> {
    at: &'a mut SearchSpace,
    block: &'a Block,
    limits: Limits,
    found: FoundRepairs,
    /// The node limit was reached.
    stopped: bool,
    /// No branch was lost to a coefficient beyond −1, 0, +1.
    exact: bool,
}

impl Search<'_> {
    /// Blank and unreadable cells are free from the start.
    fn free_the_unknown(&mut self) -> Result<(), Unrepresentable> {
        for word in 0..self.block.words {
            self.at.free[word] = self.at.blank[word] | self.at.unreadable[word];
        }
        for word in 0..self.block.words {
            for cell in ones_of(self.at.free[word], word) {
                self.release(cell)?;
            }
        }
        Ok(())
    }

    /// Makes a cell free, defined by the shortest open row it occurs in.
    fn release(&mut self, cell: usize) -> Result<(), Unrepresentable> {
        let observed = self.at.numbers[cell];
        let tableau = &mut self.at.tableau;
        let rows = || tableau.column(cell).map(|(row, _)| row);
        let open = rows().filter(|&row| tableau.is_open(row));
        if let Some(row) = open.min_by_key(|&row| tableau.size(row)) {
            return tableau.pivot(row, cell, observed);
        }
        // A cell that may be signed can take up whatever a count in its row needs.
        let yielding = rows().find(|&row| {
            has(&self.block.signed, cell)
                && tableau
                    .defined(row)
                    .is_some_and(|other| !has(&self.block.signed, other))
        });
        tableau.loosen(cell, observed);
        match yielding {
            Some(row) => tableau.pivot(row, cell, 0),
            None => Ok(()),
        }
    }

    fn descend(&mut self, budget: usize) {
        if self.found.nodes.max(self.at.tableau.pivots()) >= self.limits.nodes {
            self.stopped = true;
            return;
        }
        self.found.nodes += 1;
        let (rows, menders) = (self.at.rows.len(), self.at.menders.len());
        match self.collect_violated() {
            Violated::Hopeless => {}
            Violated::Some if budget == 0 => {}
            Violated::Some if budget == 1 => self.try_last(rows, menders),
            Violated::Some => self.try_shortest(rows, menders, budget, true),
            Violated::None => self.look_at_signs(rows, menders, budget),
        }
        self.at.rows.truncate(rows);
        self.at.menders.truncate(menders);
    }

    /// Pushes the violated open rows and, for each, the cells that could mend it: those that can move in the direction it needs.
    fn collect_violated(&mut self) -> Violated {
        let at = &mut *self.at;
        let mut violated = Violated::None;
        for row in at.tableau.rows() {
            let residual = at.tableau.residual(row);
            if residual == 0 || !at.tableau.is_open(row) {
                continue;
            }
            violated = Violated::Some;
            let (rising, falling) = if residual > 0 {
                (at.tableau.minus(row), at.tableau.plus(row))
            } else {
                (at.tableau.plus(row), at.tableau.minus(row))
            };
            let mut any = 0;
            for word in 0..self.block.words {
                let mask = (rising[word] | falling[word] & at.lowerable[word]) & at.allowed[word];
                any |= mask;
                at.menders.push(mask);
            }
            at.rows.push(row as u32);
            if any == 0 {
                return Violated::Hopeless;
            }
        }
        violated
    }

    /// One change left: it has to lie in every violated row, mend all by the same step and disturb no row that holds.
    fn try_last(&mut self, rows: usize, menders: usize) {
        let words = self.block.words;
        let at = &mut *self.at;
        at.union.fill(u64::MAX);
        for mask in at.menders[menders..].chunks_exact(words) {
            keep_common(&mut at.union, mask);
        }
        let first = at.rows[rows] as usize;
        let tried = at.tried.len();
        for cell in ones(&at.union) {
            let tableau = &at.tableau;
            let step = |row: usize| -tableau.coefficient(row, cell) * tableau.residual(row);
            let same = at.rows[rows..]
                .iter()
                .all(|&row| step(row as usize) == step(first));
            let stays = at.numbers[cell] + step(first) >= 0 || has(&self.block.signed, cell);
            let holds_others = || {
                tableau.rows().all(|row| {
                    !tableau.is_open(row)
                        || tableau.residual(row) != 0
                        || tableau.coefficient(row, cell) == 0
                })
            };
            if same && stays && holds_others() {
                at.tried.push(cell as u32);
            }
        }
        self.branch(tried, Some(first), 1);
    }

    /// Branches over the cells of the row with the fewest menders, unless too many changes are needed anyway. `open`: the rows are open ones,
    /// so that the suspected cell is defined by the row it is to mend.
    fn try_shortest(&mut self, rows: usize, menders: usize, budget: usize, open: bool) {
        let words = self.block.words;
        let at = &mut *self.at;
        at.order.clear();
        for (nth, mask) in at.menders[menders..].chunks_exact(words).enumerate() {
            let n: u32 = mask.iter().map(|word| word.count_ones()).sum();
            at.order.push((n, nth as u32));
        }
        at.order.sort_unstable();
        let Some(&(_, shortest)) = at.order.first() else {
            return;
        };
        if self.at.needs_more_than(budget, menders) {
            return;
        }
        let at = &mut *self.at;
        let tried = at.tried.len();
        let mask = &at.menders[menders + shortest as usize * words..][..words];
        at.tried.extend(ones(mask).map(|cell| cell as u32));
        if budget == 2 && open {
            self.at.drop_those_that_leave_too_much(rows, menders, tried);
        }
        let at = &mut *self.at;
        let row = at.rows[rows + shortest as usize] as usize;
        self.branch(tried, open.then_some(row), budget);
    }

    /// No open row is violated: a repair, unless a count is below zero. Then a further cell of that count's row has to change.
    fn look_at_signs(&mut self, rows: usize, menders: usize, budget: usize) {
        let mark = self.at.tableau.mark();
        match settle(&mut self.at.tableau, &self.block.signed) {
            Ok(Signs::Possible) => self.emit(),
            Ok(Signs::Impossible) if budget > 0 => {
                self.collect_impossible();
                if budget == 1 {
                    self.at.keep_those_that_can_be_last(menders);
                }
                self.try_shortest(rows, menders, budget, false);
            }
            Ok(Signs::Impossible) => {}
            Err(Unrepresentable) => self.exact = false,
        }
        self.at.tableau.undo(mark);
    }

    /// Pushes the rows that keep a count below zero and, for each, the cells that could raise it.
    fn collect_impossible(&mut self) {
        let at = &mut *self.at;
        for row in at.tableau.rows() {
            let Some(rising) = impossible(&at.tableau, &self.block.signed, row) else {
                continue;
            };
            for (word, rising) in rising.iter().enumerate() {
                let either = at.tableau.plus(row)[word] | at.tableau.minus(row)[word];
                let mask = (rising | either & at.lowerable[word]) & at.allowed[word];
                at.menders.push(mask);
            }
            at.rows.push(row as u32);
        }
    }

    /// Suspects each of the cells from `tried` on in turn; `row` is the violated row it is meant to mend, if any.
    fn branch(&mut self, tried: usize, row: Option<usize>, budget: usize) {
        let end = self.at.tried.len();
        for nth in tried..end {
            if self.stopped || self.found.truncated {
                break;
            }
            let cell = self.at.tried[nth] as usize;
            clear(&mut self.at.allowed, cell);
            let mark = self.at.tableau.mark();
            let freed = match row {
                Some(row) => self.at.tableau.pivot(row, cell, self.at.numbers[cell]),
                None => self.release(cell),
            };
            match freed {
                Ok(()) => {
                    set(&mut self.at.free, cell);
                    self.descend(budget - 1);
                    clear(&mut self.at.free, cell);
                }
                Err(Unrepresentable) => self.exact = false,
            }
            self.at.tableau.undo(mark);
        }
        for nth in tried..end {
            let cell = self.at.tried[nth] as usize;
            set(&mut self.at.allowed, cell);
        }
        self.at.tried.truncate(tried);
    }

    /// Writes down the repair that the tableau shows.
    fn emit(&mut self) {
        if self.found.repairs.len() >= self.limits.repairs {
            self.found.truncated = true;
            return;
        }
        match read_off(self.at, self.block) {
            Ok(Some(repair)) => self.found.repairs.push(repair),
            Ok(None) => {}
            Err(Unrepresentable) => self.exact = false,
        }
    }
}

enum Violated {
    None,
    Some,
    /// A violated row has no cell left that could mend it.
    Hopeless,
}
