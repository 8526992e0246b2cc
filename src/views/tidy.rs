//! A report as data: who reports, on which year, and every number cell of the form with what is known of it.
//!
//! In: one report of a reading. Out: bare values; labels are the edition's. Deliberately absent: how the data is written.

use serde::{Deserialize, Serialize};

use crate::align::Slot;
use crate::door::{Origin, Span};
use crate::narrative::body;
use crate::reading::ReportReading;
use crate::syntax::value::{Number, Value};

/// What a report says, cell by cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TidyReport {
    /// The reporting body by its title, folded; `None` if the title names none.
    pub unit: Option<String>,
    /// The year it speaks of, by its title.
    pub year: Option<u16>,
    /// Its title as written, without line breaks; empty if it has none.
    pub title: String,
    /// Every cell of every table of the edition, in the form's order.
    pub cells: Vec<TidyCell>,
}

/// One number cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TidyCell {
    /// The table, an index into the edition's.
    pub table: usize,
    /// The cell, by its number within the table.
    pub cell: usize,
    /// What is known of it.
    pub state: TidyState,
    /// Its number; `None` where it is blank, holds something else, or cannot be told from its neighbours.
    pub value: Option<Number>,
    /// Its characters, in bytes of the opened text; where the value would be written, if it is blank; `None` if the report does not have it.
    pub span: Option<Span>,
}

/// What is known of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TidyState {
    /// Something stands in it.
    Stated,
    /// Nothing stands in it. That is not a 0.
    Blank,
    /// Its row has too many or too few values to tell which is its.
    Unplaced,
    /// The report does not have it.
    Absent,
}

impl TidyState {
    /// Its stable name in data.
    pub fn id(self) -> &'static str {
        match self {
            TidyState::Stated => "stated",
            TidyState::Blank => "blank",
            TidyState::Unplaced => "unplaced",
            TidyState::Absent => "absent",
        }
    }
}

/// A report as data.
pub fn tidy(report: &ReportReading, origin: Origin<'_>) -> TidyReport {
    let aligned = &report.aligned;
    let title = aligned.title.as_ref();
    let title = title.map_or("", |title| aligned.document.at(title.span));
    TidyReport {
        unit: body::name(aligned),
        year: aligned.year(),
        // What marks a heading in Markdown is none of its words.
        title: title.trim_start_matches('#').split_whitespace().collect(),
        cells: report
            .tables
            .iter()
            .enumerate()
            .flat_map(|(table, reading)| {
                let slots = reading.slots.iter().enumerate();
                slots.map(move |(cell, slot)| {
                    let state = match slot {
                        Slot::Absent(_) => TidyState::Absent,
                        Slot::ByOrder(_) => TidyState::Unplaced,
                        Slot::Found(cell) | Slot::Guessed(cell) => match cell.value {
                            Value::Blank => TidyState::Blank,
                            _ => TidyState::Stated,
                        },
                    };
                    TidyCell {
                        table,
                        cell,
                        state,
                        value: match (state, slot.value()) {
                            (TidyState::Stated, Some(Value::Number(number))) => Some(number),
                            _ => None,
                        },
                        span: (state != TidyState::Absent).then(|| origin.place(slot.span())),
                    }
                })
            })
            .collect(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::kit::Forms;
    use crate::reading::Reading;
    use crate::settings::Settings;

    const REPORT: &str = "某市某局2024年政府信息公开工作年度报告
二、主动公开政府信息情况
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 0 |  | / |
| 行政规范性文件 | 1 | 4 |
";

    #[test]
    fn a_blank_a_dash_and_a_row_too_short_are_told_apart_from_nothing() {
        let reading = Reading::of(REPORT, Forms::builtin(), &Settings::default());
        let (report, origin) = reading.reports().next().unwrap();
        let tidy = tidy(report, origin);
        assert_eq!(
            (tidy.unit.as_deref(), tidy.year),
            (Some("某市某局"), Some(2024))
        );
        let told = |cell: &TidyCell| (cell.state, cell.value.and_then(Number::whole));
        let first: Vec<_> = tidy.cells.iter().take(6).map(told).collect();
        assert_eq!(
            first,
            [
                (TidyState::Stated, Some(0)),
                (TidyState::Blank, None),
                (TidyState::Stated, None),
                (TidyState::Unplaced, None),
                (TidyState::Unplaced, None),
                (TidyState::Absent, None),
            ]
        );
        let last = tidy.cells.last().unwrap();
        assert_eq!((last.state, last.span), (TidyState::Absent, None));
    }
}
