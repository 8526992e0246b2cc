//! From an outcome and its candidates to the list of proposals, in the order in which a writer should meet them.

use super::advice::of_table;
use super::operation::Mishap;
use super::outcome::{BlockOutcome, CellChange, Repair, Target, applied, broken_equations};
use super::proposal::{Action, Advice, Proposal, Tier};
use super::rank::{Contender, rank, stated_sum};
use super::trust::{is_preferable, needed, tier};
use super::update::update;
use crate::sums::{CellSet, Observed, System, Terms, Totals};

/// At most so many smallest repairs are proposed; the others are counted.
const MOST_LISTED: usize = 6;

/// All that is known about one block before anything is proposed.
pub(super) struct Desk<'a> {
    pub system: &'a System,
    /// The readings of all cells, mentions included.
    pub numbers: &'a [Observed],
    pub frozen: &'a CellSet,
    /// What the search says when the statements of the text count; `None` if there are none.
    pub heard: Option<&'a BlockOutcome>,
}

impl Desk<'_> {
    /// `None` if there is nothing to change and nothing to fill.
    pub fn advise(&self, outcome: BlockOutcome) -> Option<Advice> {
        let mut advice = Advice {
            tier: tier(self.system, self.numbers, &outcome),
            contested: self.is_contested(&outcome),
            is_certain: false,
            candidates: Vec::new(),
            proposals: Vec::new(),
            n_smallest: 0,
            n_unlisted: 0,
            choice: None,
            plain_totals: Vec::new(),
            outcome,
        };
        if !advice.outcome.needs_change() {
            let fills = self.fills(&mut advice)?;
            advice.proposals.push(fills);
            return Some(advice);
        }
        advice.candidates = self.candidates(&advice.outcome);
        self.propose_candidates(&mut advice);
        let update = self.recomputed(&advice, Totals::ByNature, Action::UpdateTotals);
        insert_new(&mut advice.proposals, advice.n_smallest, update);
        if let Some(text) = self.text(&advice.candidates) {
            advice.proposals.push(text);
        }
        let all = self.recomputed(&advice, Totals::All, Action::RecomputeAll);
        let end = advice.proposals.len();
        insert_new(&mut advice.proposals, end, all);
        self.choose(&mut advice);
        advice.plain_totals = self.plain_totals(&advice);
        Some(advice)
    }

    /// Finds what nothing equals. Where only the text decides, that comes first.
    fn choose(&self, advice: &mut Advice) {
        let preferred = |proposal: &Proposal| proposal.preferred;
        advice.choice = advice.proposals.iter().position(preferred);
        if advice.choice.is_some() {
            return;
        }
        let listed = |repair: Repair| {
            let wanted = needed(self.system, &repair);
            let mut smallest = advice.proposals[..advice.n_smallest].iter();
            smallest.position(|proposal| proposal.repair == wanted)
        };
        let by_text = || {
            let unique = self.heard?.unique()?;
            let is_mention = |change: &CellChange| self.system.is_mention(change.cell);
            let of_cells = !unique.changes.iter().any(is_mention);
            of_cells.then(|| of_table(self.system, unique.clone()))
        };
        if let Some(unique) = advice.outcome.unique() {
            advice.choice = listed(unique.clone());
        } else if advice.outcome.proven
            && let Some(at) = by_text().and_then(listed)
        {
            advice.proposals[..=at].rotate_right(1);
            advice.choice = Some(0);
        }
    }

    /// Whether the statements of the text call for something else than the table alone.
    fn is_contested(&self, outcome: &BlockOutcome) -> bool {
        self.heard.is_some_and(|heard| {
            let mut repairs = heard.repairs.iter();
            heard.min_changes != outcome.min_changes
                || repairs.any(|repair| {
                    let repair = of_table(self.system, repair.clone());
                    !outcome.repairs.contains(&repair)
                })
        })
    }

    /// The smallest repairs and the operations, and what only the text calls for.
    fn candidates(&self, outcome: &BlockOutcome) -> Vec<Contender> {
        let mut all = outcome.clone();
        for repair in self.heard.iter().flat_map(|heard| &heard.repairs) {
            let repair = of_table(self.system, repair.clone());
            if !repair.changes.is_empty() && !all.repairs.contains(&repair) {
                all.repairs.push(repair);
            }
        }
        let mut candidates = rank(self.system, self.numbers, self.frozen, &all);
        for candidate in &mut candidates {
            candidate.is_smallest &= outcome.repairs.contains(&candidate.repair);
        }
        candidates
    }

    /// Every smallest repair, best first, then the larger candidates. Among equals, none that invents a part stands before one of totals.
    fn propose_candidates(&self, advice: &mut Advice) {
        let best = advice.candidates.first().map(|best| best.repair.clone());
        let preferable = is_preferable(advice.tier, &advice.candidates);
        let mut late_entry = false;
        let (mut small, large): (Vec<_>, Vec<_>) = advice
            .candidates
            .iter()
            .filter(|candidate| candidate.repair.is_definite())
            .partition(|candidate| candidate.is_smallest);
        if small.len() > 1 {
            small.sort_by_key(|candidate| self.invents_a_part(candidate));
        }
        advice.n_unlisted = small.len().saturating_sub(MOST_LISTED);
        small.truncate(MOST_LISTED);
        for candidate in small.into_iter().chain(large) {
            let action = action(candidate);
            let is_late = matches!(action, Action::EnterAndUpdate { .. });
            if is_late && std::mem::replace(&mut late_entry, true) {
                continue;
            }
            let repair = match action {
                Action::Correct => needed(self.system, &candidate.repair),
                _ => candidate.repair.clone(),
            };
            advice.n_smallest += usize::from(candidate.is_smallest);
            advice.proposals.push(Proposal {
                preferred: preferable && best.as_ref() == Some(&candidate.repair),
                events: candidate.events.clone(),
                contradicted_by: candidate.contradicted_by.clone(),
                ..plain(action, repair)
            });
        }
    }

    /// Whether a number is written into a part that stands nowhere near, and that no text states.
    fn invents_a_part(&self, candidate: &Contender) -> bool {
        let invents = |event: &Mishap| match event {
            Mishap::Mistyped { cell, .. } => !self.system.is_total(*cell),
            _ => false,
        };
        // A total that the text contradicts is none to put first.
        !candidate.contradicted_by.is_empty() || candidate.events.iter().any(invents)
    }

    /// For the best candidate that the text contradicts: the same, and the numbers of the text with it.
    fn text(&self, candidates: &[Contender]) -> Option<Proposal> {
        let candidate = candidates.iter().find(|candidate| {
            !candidate.contradicted_by.is_empty() && candidate.repair.is_definite()
        })?;
        let after = applied(self.numbers, &candidate.repair);
        let mut repair = needed(self.system, &candidate.repair);
        for &mention in &candidate.contradicted_by {
            let due = stated_sum(self.system, mention, &after)?;
            let Observed::Number(stated) = self.numbers[mention] else {
                return None;
            };
            if self.frozen.contains(mention) {
                return None;
            }
            repair.changes.push(CellChange {
                cell: mention,
                from: Some(stated),
                to: Target::Exactly(due),
            });
        }
        repair.changes.sort_unstable();
        Some(Proposal {
            events: candidate.events.clone(),
            ..plain(Action::CorrectText, repair)
        })
    }

    /// Totals computed from their parts, as far as they belong to this block.
    fn recomputed(&self, advice: &Advice, totals: Totals, action: Action) -> Proposal {
        let update = update(self.system, self.numbers, self.frozen, totals);
        let equations = &advice.outcome.equations;
        let is_ours = |at: usize| equations.binary_search(&at).is_ok();
        let has_ours = |cell: usize| self.system.equations_of(cell).any(is_ours);
        let mut repair = update.repair;
        repair.changes.retain(|change| has_ours(change.cell));
        repair.fills.retain(|&(cell, _)| has_ours(cell));
        let broken = update.still_broken.into_iter().filter(|&at| is_ours(at));
        let (texts, still_broken) = broken.partition(|&at| self.system.is_mention_equation(at));
        let blanks = update.blanks_as_zero.into_iter();
        Proposal {
            still_broken,
            contradicted_by: self.mentions_of(texts),
            blanks_as_zero: blanks.filter(|&cell| has_ours(cell)).collect(),
            ..plain(action, repair)
        }
    }

    /// The determined blanks of a block without a mistake. They are certain unless the text states another number for one of them.
    fn fills(&self, advice: &mut Advice) -> Option<Proposal> {
        let repair = advice.outcome.repairs.first()?.clone();
        if repair.fills.is_empty() {
            return None;
        }
        let after = applied(self.numbers, &repair);
        let mut texts = broken_equations(self.system, &after);
        texts.retain(|&at| {
            let equation = &self.system.equations()[at];
            let mut filled = repair.fills.iter();
            self.system.is_mention_equation(at) && filled.any(|&(cell, _)| equation.has(cell))
        });
        advice.tier = Tier::Fill;
        advice.contested = !texts.is_empty();
        advice.is_certain = advice.outcome.proven && texts.is_empty();
        Some(Proposal {
            contradicted_by: self.mentions_of(texts),
            preferred: advice.is_certain,
            ..plain(Action::FillBlanks, repair)
        })
    }

    pub(super) fn mentions_of(&self, equations: Vec<usize>) -> Vec<usize> {
        let totals = equations
            .into_iter()
            .map(|at| self.system.equations()[at].total);
        totals.collect()
    }
}

pub(super) fn plain(action: Action, repair: Repair) -> Proposal {
    Proposal {
        action,
        repair,
        events: Vec::new(),
        still_broken: Vec::new(),
        contradicted_by: Vec::new(),
        blanks_as_zero: Vec::new(),
        preferred: false,
    }
}

/// Inserts a proposal unless it does nothing to stated numbers, or another does the same.
fn insert_new(proposals: &mut Vec<Proposal>, at: usize, proposal: Proposal) {
    let known = proposals
        .iter()
        .any(|other| other.repair == proposal.repair);
    if !known && !proposal.repair.changes.is_empty() {
        proposals.insert(at, proposal);
    }
}

fn action(candidate: &Contender) -> Action {
    match candidate.events.as_slice() {
        [Mishap::RowShifted { row, left }] => Action::ShiftRow {
            row: *row,
            left: !left,
        },
        [Mishap::StaleTotals] if candidate.repair.changes.len() > 1 => Action::UpdateTotals,
        [Mishap::LateEntry { balance }] => Action::EnterAndUpdate { balance: *balance },
        _ => Action::Correct,
    }
}
