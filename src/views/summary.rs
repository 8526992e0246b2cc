//! One line over each table: how much of it holds.

use super::links::{Holds, holds};
use super::memory::{AskedTable, TableMemory};
use crate::door::Span;
use crate::locale::Locale;
use crate::reading::Reading;
use crate::say;

/// A table and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSummary {
    /// The table, in bytes of the opened text.
    pub span: Span,
    /// How many rows of it were found.
    pub n_rows: usize,
    /// How many of its relations hold.
    pub n_holding: usize,
    /// How many are broken.
    pub n_broken: usize,
    /// How many cannot be judged.
    pub n_open: usize,
}

impl TableSummary {
    /// In words.
    pub fn words(&self, locale: Locale) -> String {
        let (rows, holding, broken, open) =
            (self.n_rows, self.n_holding, self.n_broken, self.n_open);
        match (broken, open) {
            (0, 0) if holding == 0 => say!(locale, "{rows} 行", "{rows} rows"),
            (0, 0) => say!(
                locale,
                "全部 {rows} 行、{holding} 条关系成立",
                "{rows} rows; all {holding} relations hold"
            ),
            (0, _) => say!(
                locale,
                "{holding} 条关系成立，{open} 条因空白或未对应无法核对",
                "{holding} relations hold; {open} cannot be judged"
            ),
            _ => say!(locale, "{broken} 处不平衡", "{broken} relations broken"),
        }
    }
}

/// How each table of a text stands, in reading order.
pub fn summaries(reading: &Reading) -> Vec<TableSummary> {
    summaries_again(reading, &mut TableMemory::default())
}

pub(super) fn summaries_again(
    reading: &Reading,
    known: &mut TableMemory<TableSummary>,
) -> Vec<TableSummary> {
    let mut all = Vec::new();
    known.each(reading, summary, |_, summary, moved| {
        all.push(TableSummary {
            span: moved.place(summary.span),
            ..*summary
        });
    });
    all
}

fn summary(asked: AskedTable<'_>) -> TableSummary {
    let AskedTable { table, origin, .. } = asked;
    let span = origin.place(table.span);
    let relations = table.spec().relations.iter();
    let verdicts: Vec<Holds> = relations
        .map(|relation| holds(&table.figures, relation))
        .collect();
    let count = |is: fn(&Holds) -> bool| verdicts.iter().filter(|verdict| is(verdict)).count();
    TableSummary {
        span,
        n_rows: table
            .rows
            .iter()
            .filter(|row| row.state != crate::align::RowState::Missing)
            .count(),
        n_holding: count(|verdict| matches!(verdict, Holds::Yes)),
        n_broken: count(|verdict| matches!(verdict, Holds::No(_))),
        n_open: count(|verdict| matches!(verdict, Holds::Open)),
    }
}
