//! Whether an edit leaves the sentences of a report as they were.
//!
//! In: what stood round the sentences before, and the damage. Out: yes or no; in doubt, no.

use super::Narrative;
use super::prose::is_line;
use crate::align::{AlignedReport, AlignedTable, Headings, Title};
use crate::span::Span;
use crate::syntax::Damage;

/// What tells which parts of a report are sentences.
#[derive(Debug)]
pub(crate) struct Surroundings {
    title: Option<Title>,
    headings: Headings,
    /// The places of the tables; none for one that was not found.
    tables: Vec<Option<Span>>,
    /// Whether words and numbers of a table stand among the sentences.
    has_lost_table: bool,
}

/// A place, as seen from outside a damage.
#[derive(PartialEq, Eq)]
enum Outlook {
    Outside(i64),
    Inside,
}

impl Surroundings {
    /// Of a report and its tables.
    pub(crate) fn of<'t>(
        report: &AlignedReport,
        tables: impl Iterator<Item = &'t AlignedTable> + Clone,
    ) -> Self {
        Surroundings {
            title: report.title.clone(),
            headings: report.headings.clone(),
            has_lost_table: tables.clone().any(is_lost),
            tables: tables.map(place_of).collect(),
        }
    }

    /// Whether the sentences of a report are those of before, but for their places: what was read anew was no sentence and is none, and what tells
    /// sentences from the rest stands where it stood.
    pub(crate) fn are_untouched(
        &self,
        report: &AlignedReport,
        tables: &[AlignedTable],
        was: &Narrative,
        damage: &Damage,
    ) -> bool {
        let rows = report.document.rows.get(damage.rows.clone());
        let rows = rows.unwrap_or_default();
        let is_no_sentence = !rows.is_empty()
            && !damage.old_rows.is_empty()
            && !rows.iter().any(|row| is_line(&report.document, row))
            && !was.sentences.come_from(damage.start..damage.old_end);
        let title = self.title.as_ref();
        let is_above = title.is_none_or(|title| title.last_row < damage.old_rows.start);
        is_no_sentence
            && !self.has_lost_table
            && !tables.iter().any(is_lost)
            && is_above
            && self.title == report.title
            && self.has_headings(&report.headings, damage)
            && self.has_tables(tables, damage)
    }

    fn has_headings(&self, now: &Headings, damage: &Damage) -> bool {
        let was = self.headings.main.iter();
        let was = was.map(|heading| (damage.row(heading.row), damage.place(heading.span)));
        let now = now
            .main
            .iter()
            .map(|heading| (Some(heading.row), heading.span));
        was.eq(now)
    }

    fn has_tables(&self, now: &[AlignedTable], damage: &Damage) -> bool {
        let (start, end) = (i64::from(damage.start), i64::from(damage.old_end));
        let place = |at: u32, end: i64, shift: i64| match i64::from(at) {
            at if at < start => Outlook::Outside(at),
            at if at >= end => Outlook::Outside(at + shift),
            _ => Outlook::Inside,
        };
        let was = |at: u32| place(at, end, damage.shift);
        let is = |at: u32| place(at, end + damage.shift, 0);
        let now = now.iter().map(place_of);
        self.tables.len() == now.len()
            && self
                .tables
                .iter()
                .zip(now)
                .all(|(old, new)| match (old, new) {
                    (Some(old), Some(new)) => {
                        was(old.start) == is(new.start) && was(old.end) == is(new.end)
                    }
                    (None, None) => true,
                    _ => false,
                })
    }
}

fn is_lost(table: &AlignedTable) -> bool {
    table.run_together.is_some()
}

fn place_of(table: &AlignedTable) -> Option<Span> {
    table.is_found.then_some(table.span)
}
