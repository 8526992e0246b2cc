//! The few numbers by which years are compared: applications received, and what became of them. Which cells they are the form's relations tell.

use serde::{Deserialize, Serialize};

use crate::figures::Figures;
use crate::form::{RelationKind, TableSpec};
use crate::reading::{ReportReading, TableReading};
use crate::sums::Observed;

/// What a report says of its applications, in the column of totals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applications {
    /// New ones; `None` if the report does not state a number.
    pub received: Option<i64>,
    /// Those dealt with.
    pub processed: Option<i64>,
    /// What became of them: the labels of the form's groups of results, in its order, each with what its rows add up to.
    pub results: Vec<(String, i64)>,
}

impl Applications {
    /// Those whose information was given, where both they and all that were dealt with are stated: the first result of the form.
    pub fn granted(&self) -> Option<(i64, i64)> {
        let (_, granted) = self.results.first()?;
        Some((*granted, self.processed?)).filter(|(_, processed)| *processed > 0)
    }
}

/// What a report says of its applications; `None` if it has no table of them.
pub fn applications(report: &ReportReading) -> Option<Applications> {
    let mut tables = report.found_tables();
    tables.find_map(of_table)
}

fn of_table(table: &TableReading) -> Option<Applications> {
    let (spec, figures) = (table.spec(), &table.figures);
    let is_balance = |relation: &&crate::form::Relation| {
        let (_, column) = spec.row_and_column(relation.total);
        relation.kind == RelationKind::Balance && spec.columns[column].is_total
    };
    let balance = spec.relations.iter().find(is_balance)?;
    let (&new, &processed) = (balance.parts.first()?, balance.minus.first()?);
    let mut relations = spec.relations.iter();
    let all = relations.find(|relation| {
        relation.kind == RelationKind::ColumnTotal && relation.total == processed
    })?;
    let mut results: Vec<(String, i64)> = Vec::new();
    for &part in &all.parts {
        let label = result_label(spec, part);
        let number = stated(figures, part).unwrap_or_default();
        match results.last_mut().filter(|(last, _)| *last == label) {
            Some((_, sum)) => *sum = sum.saturating_add(number),
            None => results.push((label, number)),
        }
    }
    Some(Applications {
        received: stated(figures, new),
        processed: stated(figures, processed),
        results,
    })
}

/// The words by which the form groups a result: under the heading of all results, the next.
fn result_label(spec: &TableSpec, cell: usize) -> String {
    let (row, _) = spec.row_and_column(cell);
    let path = spec.row_path(row);
    path.into_iter().take(2).next_back().unwrap_or_default()
}

fn stated(figures: &Figures, cell: usize) -> Option<i64> {
    match figures.cells.get(cell) {
        Some(&Observed::Number(number)) => Some(number),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::kit::Forms;
    use crate::reading::Reading;
    use crate::settings::Settings;

    #[test]
    fn results_are_told_by_the_groups_of_the_form() {
        let text = "某市某局2024年政府信息公开工作年度报告
三、收到和处理政府信息公开申请情况
| 一、本年新收政府信息公开申请数量 | 5 | 7 | 0 | 0 | 0 | 0 | 12 |
| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| （一）予以公开 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
| （二）部分公开 | 0 | 1 | 0 | 0 | 0 | 0 | 1 |
| 1.属于国家秘密 | 0 | 2 | 0 | 0 | 0 | 0 | 2 |
| 2.其他法律行政法规禁止公开 | 0 | 4 | 0 | 0 | 0 | 0 | 4 |
| （七）总计 | 5 | 7 | 0 | 0 | 0 | 0 | 12 |
";
        let reading = Reading::of(text, Forms::builtin(), &Settings::default());
        let (report, _) = reading.reports().next().unwrap();
        let said = applications(report).unwrap();
        assert_eq!((said.received, said.granted()), (Some(12), Some((5, 12))));
        let numbers: Vec<i64> = said.results.iter().map(|(_, number)| *number).collect();
        assert_eq!(numbers[..3], [5, 1, 6]);
        assert_eq!(said.results[2].0, "（三）不予公开");
    }
}
