//! A broken total set to what its parts come to, beside the proposals that say more.

use super::outcome::{CellChange, Repair, Target, applied, broken_equations};
use super::proposal::{Action, Advice, PlainTotal, Proposal};
use super::propose::{Desk, plain};
use super::trust::is_confirmed;
use crate::sums::Terms;

impl Desk<'_> {
    /// What the parts of each broken total come to, where no proposal is to write that alone.
    pub(super) fn plain_totals(&self, advice: &Advice) -> Vec<PlainTotal> {
        let plain = |&equation: &usize| {
            let proposal = self.plain_total(advice, equation)?;
            let change = proposal.repair.changes.first()?;
            let is_confirmed = is_confirmed(self.system, self.numbers, change);
            let mut proposals = advice.proposals.iter();
            let is_new = proposals.all(|other| other.repair != proposal.repair);
            is_new.then_some(PlainTotal {
                equation,
                is_confirmed,
                proposal,
            })
        };
        advice.outcome.broken.iter().filter_map(plain).collect()
    }

    fn plain_total(&self, advice: &Advice, equation: usize) -> Option<Proposal> {
        let relation = &self.system.equations()[equation];
        let cell = relation.total;
        if !relation.fills || self.frozen.contains(cell) {
            return None;
        }
        let from = self.numbers[cell].number()?;
        let due = from.checked_add(relation.residual(|cell| self.numbers[cell])?)?;
        if due < 0 && !self.system.is_signed(cell) {
            return None;
        }
        let change = CellChange {
            cell,
            from: Some(from),
            to: Target::Exactly(due),
        };
        let repair = Repair {
            changes: vec![change],
            ..Repair::default()
        };
        let after = applied(self.numbers, &repair);
        let ours = |at: &usize| advice.outcome.equations.binary_search(at).is_ok();
        let broken = broken_equations(self.system, &after).into_iter();
        let (texts, still_broken): (Vec<_>, Vec<_>) = broken
            .filter(|at| ours(at) || self.system.is_mention_equation(*at))
            .partition(|&at| self.system.is_mention_equation(at));
        Some(Proposal {
            still_broken,
            contradicted_by: self.mentions_of(texts),
            ..plain(Action::Correct, repair)
        })
    }
}
