//! From advice about a block of relations to fixes and words.
//!
//! What the search proposes is bare cells and numbers; here they become edits, titles that say what changes and what stays broken, and the places
//! that a finding points at.

use super::Context;
use crate::align::AlignedTable;
use crate::chars::is_space;
use crate::edit::Edit;
use crate::finding::{DocumentId, Related};
use crate::fix::{Applicability, Fix};
use crate::form::{Relation, RelationKind, TableSpec};
use crate::locale::counted;
use crate::narrative::{Fact, Said};
use crate::repair::{Action, Advice, MinChanges, Proposal, Repair, Target};
use crate::say;

/// Candidates that a tie names; the others are counted.
pub(super) const NAMED: usize = 6;
/// Characters of a clause that a message quotes.
const MAX_QUOTE: usize = 30;

impl Context<'_> {
    /// The fact that a cell of the search stands for, if it is none of the table's own.
    pub(super) fn mention(&self, table: &AlignedTable, cell: usize) -> Option<&Fact> {
        let table = self.reading.table(table.spec)?;
        let fact = table
            .mentions
            .get(cell.checked_sub(table.spec().n_cells)?)?;
        self.narrative.facts.get(*fact)
    }

    /// Whether a sentence states a number that another may be written over. Words that mean 0 are the writer's to change, and nobody knows what ought to
    /// stand where two numbers may have been read as one.
    pub(super) fn is_number(&self, fact: &Fact) -> bool {
        fact.said == Said::Number && !self.at(fact.span).contains(is_space)
    }

    /// What the text has to say about the unique smallest repair: that it fits, or that it does not; empty if the text is silent.
    pub(super) fn word_of_text(&self, table: &AlignedTable, advice: &Advice) -> String {
        let locale = self.locale;
        let (Some(unique), Some(table)) = (advice.outcome.unique(), self.reading.table(table.spec))
        else {
            return String::new();
        };
        let spec = table.spec();
        let candidate = advice
            .candidates
            .iter()
            .find(|candidate| candidate.repair == *unique);
        let Some(candidate) = candidate else {
            return String::new();
        };
        let quote = |cell: usize| {
            let fact = self.mention(table, cell)?;
            let clause = self.at(fact.clause);
            let mut short: String = clause.chars().take(MAX_QUOTE).collect();
            if short.len() < clause.len() {
                short.push('…');
            }
            Some(short.split_whitespace().collect::<String>())
        };
        let is_changed = |cell: &&usize| {
            let fact = self.mention(table, **cell);
            let cells = fact
                .and_then(|fact| fact.readings.first())
                .map(|sum| &sum.plus);
            let mut changed = unique.changes.iter().map(|change| change.cell);
            cells.is_some_and(|cells| changed.any(|cell| cells.contains(&cell)))
        };
        if let Some(text) = candidate
            .contradicted_by
            .iter()
            .find_map(|&cell| quote(cell))
        {
            return say!(
                locale,
                "；但正文写“{text}”，与此不一致",
                "; the text, however, says “{text}”"
            );
        }
        let decides = |cell: &&usize| {
            let mut others = advice.candidates.iter();
            spec.n_cells <= **cell && others.any(|other| other.contradicted_by.contains(cell))
        };
        let supports = || candidate.supported_by.iter();
        let best = supports()
            .find(is_changed)
            .or_else(|| supports().find(decides));
        match best.and_then(|&cell| quote(cell)) {
            Some(text) => say!(
                locale,
                "；正文写“{text}”，与此一致",
                "; the text agrees: “{text}”"
            ),
            None => String::new(),
        }
    }

    /// The advice that speaks of a relation, by the relation's number in its table.
    pub(super) fn advice_on(&self, table: &AlignedTable, relation: usize) -> Option<&Advice> {
        let of_table = &self.reading.table(table.spec)?.advice;
        of_table
            .iter()
            .find(|advice| advice.outcome.equations.binary_search(&relation).is_ok())
    }

    /// The proposals as fixes, best first. None is safe: each changes a stated number.
    pub(super) fn fixes_of(
        &self,
        table: &AlignedTable,
        spec: &TableSpec,
        advice: &Advice,
    ) -> Vec<Fix> {
        self.fixes_at(table, spec, advice, None)
    }

    /// The same at the total of a relation, by the relation's number: what its own parts come to is among them, and first where the text states
    /// it.
    pub(super) fn fixes_at(
        &self,
        table: &AlignedTable,
        spec: &TableSpec,
        advice: &Advice,
        relation: Option<usize>,
    ) -> Vec<Fix> {
        let mut proposals: Vec<&Proposal> = advice.proposals.iter().collect();
        let mut plain_totals = advice.plain_totals.iter();
        if let Some(plain) = plain_totals.find(|plain| Some(plain.equation) == relation) {
            let at = match plain.is_confirmed {
                true => 0,
                false => advice.n_smallest,
            };
            proposals.insert(at, &plain.proposal);
        }
        let choice = advice.choice.and_then(|at| advice.proposals.get(at));
        let fix = |&proposal: &&Proposal| {
            let mut fix = self.fix_of(table, spec, proposal)?;
            fix.needs_choice = choice != Some(proposal);
            Some(fix)
        };
        proposals.iter().filter_map(fix).collect()
    }

    fn fix_of(&self, table: &AlignedTable, spec: &TableSpec, proposal: &Proposal) -> Option<Fix> {
        let Repair { changes, fills, .. } = &proposal.repair;
        let mut numbers: Vec<(usize, i64)> = Vec::with_capacity(changes.len() + fills.len());
        for change in changes {
            numbers.push((change.cell, change.to.exactly()?));
        }
        numbers.extend_from_slice(fills);
        let mut edits = Vec::with_capacity(numbers.len());
        for &(cell, number) in &numbers {
            if let Some(fact) = self.mention(table, cell) {
                edits.push(Edit {
                    span: self.is_number(fact).then_some(fact.span)?,
                    text: number.to_string(),
                });
                continue;
            }
            let slot = table.slots.get(cell).filter(|slot| slot.is_placed())?;
            let text = self.cell_text(table, slot, &number.to_string());
            edits.push(Edit {
                span: slot.span(),
                text,
            });
        }
        let title = match proposal.action {
            Action::CorrectText => self.title_with_text(table, spec, &numbers),
            _ => self.title_of(spec, proposal, &numbers),
        };
        let mut fix = Fix::new(title, Applicability::Unsafe, edits);
        fix.preferred = proposal.preferred;
        Some(fix)
    }

    /// The cells that may be wrong, to be pointed at: those of the unique smallest repair, or the candidates of a tie.
    pub(super) fn suspects(&self, table: &AlignedTable, advice: &Advice) -> Vec<Related> {
        let locale = self.locale;
        let unique = advice.outcome.unique().is_some();
        let mut seen: Vec<usize> = Vec::new();
        let mut related = Vec::new();
        let offered = advice.proposals[..advice.n_smallest].iter();
        let smallest = advice.candidates.iter().filter(|c| c.is_smallest);
        let repairs = offered.map(|proposal| &proposal.repair);
        for change in repairs
            .chain(smallest.map(|candidate| &candidate.repair))
            .flat_map(|repair| &repair.changes)
        {
            let Some(slot) = table
                .slots
                .get(change.cell)
                .filter(|slot| slot.is_placed() && !seen.contains(&change.cell))
            else {
                continue;
            };
            if related.len() == NAMED {
                break;
            }
            seen.push(change.cell);
            let name = self.report.edition().tables[table.spec].cell_name(change.cell);
            let message = match (change.to, unique) {
                (Target::Exactly(number), true) => say!(
                    locale,
                    "疑似填错：“{name}”改为 {number} 即可平衡",
                    "probably wrong: “{name}” balances as {number}"
                ),
                (Target::Exactly(number), false) => say!(
                    locale,
                    "可能有误：“{name}”可改为 {number}",
                    "possibly wrong: “{name}” could be {number}"
                ),
                (Target::Between { .. }, _) => {
                    say!(locale, "可能有误：“{name}”", "possibly wrong: “{name}”")
                }
            };
            related.push(Related {
                document: DocumentId::THIS,
                span: slot.span(),
                message,
            });
        }
        related
    }

    /// What to add to the message of the first broken relation of a block that has no unique repair; empty if it has one.
    pub(super) fn verdict(&self, advice: &Advice) -> String {
        let locale = self.locale;
        if advice.outcome.unique().is_some() {
            return String::new();
        }
        match advice.outcome.min_changes {
            MinChanges::AtLeast(least) if advice.outcome.proven => {
                let cells = counted(least, "cell");
                say!(
                    locale,
                    "；至少 {least} 格数据需要核对",
                    "; at least {cells} must be checked"
                )
            }
            MinChanges::Exactly(cells)
                if advice.outcome.proven && advice.outcome.repairs.len() > 1 =>
            {
                let ways = advice.outcome.repairs.len();
                let more = if advice.outcome.truncated { "+" } else { "" };
                say!(
                    locale,
                    "；只改 {cells} 格就能平衡的改法有 {ways}{more} 种",
                    "; there are {ways}{more} ways to balance it, each changing {cells} of its cells"
                )
            }
            _ => String::new(),
        }
    }

    /// What a relation is called.
    pub(super) fn relation_name(&self, spec: &TableSpec, relation: &Relation) -> String {
        let locale = self.locale;
        let (row, column) = (
            spec.row_label(relation.total),
            spec.column_label(relation.total),
        );
        match relation.kind {
            RelationKind::RowTotal => say!(locale, "“{row}”行合计", "the row “{row}”"),
            RelationKind::ColumnTotal => say!(locale, "“{column}”列合计", "the column “{column}”"),
            RelationKind::Balance => {
                say!(locale, "“{column}”列勾稽关系", "the balance of “{column}”")
            }
        }
    }
}
