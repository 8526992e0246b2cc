//! What a finding says of a total that agreed until a part of it was changed, and the fix that takes the total along.
//!
//! Only where somebody has seen the text being edited; see [`crate::follow`]. The finding and its place are those of the text alone.

use super::{Context, Finding};
use crate::fix::{Applicability, Fix};
use crate::follow::{ChangedPart, TableHistory, written};
use crate::form::{Relation, RelationKind, TableSpec};
use crate::reading::TableReading;
use crate::say;

/// Changed parts that a sentence names; more are counted.
const NAMED: usize = 3;
/// Characters of a row's label in it.
const MAX_LABEL: usize = 6;

impl Context<'_> {
    /// Tells, at a broken relation, which of its parts were changed since it held, and offers first what follows from that.
    pub(super) fn recall(&self, table: &TableReading, relation: usize, finding: &mut Finding) {
        let spec = table.spec();
        let Some(history) = self.history.and_then(|report| report.table(table.spec)) else {
            return;
        };
        let changed = history.changed_parts(table.system(), relation);
        if let Some(relation) = spec.relations.get(relation)
            && !changed.is_empty()
        {
            finding.message += &self.changed_just_now(table, relation, &changed);
            self.offer_followers(table, history, &changed, relation.total, finding);
        }
    }

    /// Tells the same of a part that is suspected.
    pub(super) fn recall_part(&self, table: &TableReading, part: usize, finding: &mut Finding) {
        let Some(history) = self.history.and_then(|report| report.table(table.spec)) else {
            return;
        };
        let mut relations = table.system().equations_of(part);
        let changed = relations.find_map(|relation| {
            let mut changed = history.changed_parts(table.system(), relation).into_iter();
            Some((relation, changed.find(|changed| changed.cell == part)?))
        });
        let Some((relation, changed)) = changed else {
            return;
        };
        let ChangedPart { from, to, .. } = changed;
        finding.message += &say!(
            self.locale,
            "；它刚才由 {from} 改为 {to}",
            "; it was just changed from {from} to {to}"
        );
        let total = table.system().equations()[relation].total;
        self.offer_followers(table, history, &[changed], total, finding);
    }

    /// `；刚才把“自然人”由 5 改为 6，总计仍为 12`.
    fn changed_just_now(
        &self,
        table: &TableReading,
        relation: &Relation,
        changed: &[ChangedPart],
    ) -> String {
        let (spec, locale) = (table.spec(), self.locale);
        let name = |cell: usize| match relation.kind {
            RelationKind::RowTotal => spec.column_label(cell).to_owned(),
            RelationKind::ColumnTotal | RelationKind::Balance => {
                spec.short_row_label(cell, MAX_LABEL)
            }
        };
        let total = table
            .figures
            .value(relation.total, true)
            .unwrap_or_default();
        let total = match relation.kind {
            RelationKind::Balance => {
                let name = name(relation.total);
                say!(locale, "“{name}”仍为 {total}", "“{name}” is still {total}")
            }
            _ => say!(locale, "总计仍为 {total}", "the total is still {total}"),
        };
        let count = changed.len();
        if count > NAMED {
            return say!(
                locale,
                "；刚才改了 {count} 个分项，{total}",
                "; {count} parts were just changed, {total}"
            );
        }
        let parts = changed.iter().map(|part| {
            let (name, from, to) = (name(part.cell), part.from, part.to);
            say!(
                locale,
                "“{name}”由 {from} 改为 {to}",
                "“{name}” from {from} to {to}"
            )
        });
        let parts = locale.list(&parts.collect::<Vec<_>>());
        say!(
            locale,
            "；刚才把{parts}，{total}",
            "; just changed: {parts}, {total}"
        )
    }

    /// Puts first what takes along all that depends on the changed parts.
    fn offer_followers(
        &self,
        table: &TableReading,
        history: &TableHistory,
        changed: &[ChangedPart],
        total: usize,
        finding: &mut Finding,
    ) {
        let from: Vec<usize> = changed.iter().map(|part| part.cell).collect();
        let followers = history.followers(table.system(), Some(&from));
        let edits = written(self.reading, table, &followers);
        if edits.is_empty() || edits.len() != followers.len() {
            return;
        }
        let n_failing = history.n_failing(table.system(), &followers);
        let title = self.title_of_followers(table.spec(), &followers, total, n_failing);
        let mut fix = Fix::new(title, Applicability::Unsafe, edits);
        fix.preferred = true;
        finding.fixes.retain(|other| other.edits() != fix.edits());
        for other in &mut finding.fixes {
            other.preferred = false;
        }
        finding.fixes.insert(0, fix);
    }

    fn title_of_followers(
        &self,
        spec: &TableSpec,
        followers: &[(usize, i64)],
        total: usize,
        n_failing: usize,
    ) -> String {
        let (locale, count) = (self.locale, followers.len());
        let own = followers.iter().find(|(cell, _)| *cell == total);
        let mut title = match (own.or(followers.first()), count) {
            (Some(&(cell, number)), 1) => {
                let name = spec.cell_name(cell);
                say!(
                    locale,
                    "“{name}”随之改为 {number}（只改 1 格）",
                    "“{name}” follows: {number} (1 cell)"
                )
            }
            (Some(&(cell, number)), _) => {
                let name = spec.cell_name(cell);
                say!(
                    locale,
                    "“{name}”随之改为 {number}，相关合计一并更新（改 {count} 格）",
                    "“{name}” follows: {number}, and so do the totals that depend on it ({count} cells)"
                )
            }
            (None, _) => String::new(),
        };
        if n_failing > 0 {
            title += &say!(
                locale,
                "，仍有 {n_failing} 处不平衡",
                "; {n_failing} still broken"
            );
        }
        title
    }
}
