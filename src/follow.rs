//! Totals that follow: what the text alone cannot tell, and who saw it being typed can.
//!
//! In: the states of one text, one after the other. Out: for each relation that held in the last state in which it could be judged and fails
//! since, the parts that were changed; and the changes that take its total along. Deliberately absent: judgement. History only ranks what
//! is offered and prefers; which problems there are, and where, a fresh look at the text finds as well.

mod table;

pub use table::{ChangedPart, TableHistory};

use crate::door::{Edit, Origin};
use crate::edit::{self, disjoint};
use crate::reading::{Reading, ReportReading, TableReading};

/// What is remembered of a text while it is edited.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The text as it was last noted.
    text: String,
    reports: Vec<ReportHistory>,
}

/// What is remembered of one report.
#[derive(Clone, Debug, Default)]
pub struct ReportHistory {
    /// The id of the edition that the tables belong to.
    edition: String,
    tables: Vec<TableHistory>,
}

/// Whether a new state of a text goes on from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noted {
    /// It does.
    Further,
    /// It holds other reports, so that all was forgotten.
    Anew,
}

impl History {
    /// Takes in a state of the text. What was remembered of other reports than those of this state is forgotten.
    pub fn note(&mut self, text: &str, reading: &Reading) -> Noted {
        let mut noted = Noted::Further;
        let touched = touched(&self.text, text);
        let editions: Vec<&str> = reading
            .reports()
            .map(|(report, _)| report.aligned.kit().edition.id.as_str())
            .collect();
        let before = self.reports.iter().map(|report| report.edition.as_str());
        if !before.eq(editions.iter().copied()) {
            let new = |id: &&str| ReportHistory {
                edition: (*id).to_owned(),
                tables: Vec::new(),
            };
            self.reports = editions.iter().map(new).collect();
            noted = Noted::Anew;
        }
        for ((report, origin), history) in reading.reports().zip(&mut self.reports) {
            history
                .tables
                .resize_with(report.tables.len(), TableHistory::default);
            for (table, history) in report.tables.iter().zip(&mut history.tables) {
                let is_typed = |cell: usize| {
                    let slot = table.slots.get(cell).filter(|slot| slot.is_placed());
                    let span = slot.map(|slot| origin.place(slot.span));
                    let hits = |&(start, end): &(usize, usize)| {
                        span.is_some_and(|span| {
                            span.start as usize <= end && start <= span.end as usize
                        })
                    };
                    touched.as_ref().is_some_and(hits)
                };
                let cells = table.figures.observed(table.system());
                history.note(table.system(), cells, is_typed);
            }
        }
        text.clone_into(&mut self.text);
        noted
    }

    /// What is remembered of a report, by its number among those of the last state.
    pub fn report(&self, report: usize) -> Option<&ReportHistory> {
        self.reports.get(report)
    }

    /// The edits that take along all totals which held before, were left behind and were not typed since, in the last state noted, of which this is the
    /// reading. Sorted and disjoint.
    pub fn follow(&self, reading: &Reading) -> Vec<Edit> {
        let reports = reading.reports().zip(&self.reports);
        reports
            .flat_map(|((report, origin), history)| of_report(report, origin, history))
            .collect()
    }
}

impl ReportHistory {
    /// What is remembered of a table, by its number in the edition.
    pub fn table(&self, table: usize) -> Option<&TableHistory> {
        self.tables.get(table)
    }
}

fn of_report(report: &ReportReading, origin: Origin<'_>, history: &ReportHistory) -> Vec<Edit> {
    let tables = report.tables.iter().zip(&history.tables);
    let edits = tables.flat_map(|(table, history)| {
        let followers = history.followers(table.system(), None);
        written(report, table, &followers)
    });
    disjoint(edits.flat_map(|edit| origin.write(&edit)).collect())
}

/// Numbers written into cells of a table.
pub(crate) fn written(
    report: &ReportReading,
    table: &TableReading,
    numbers: &[(usize, i64)],
) -> Vec<edit::Edit> {
    let numbers = numbers.iter().filter_map(|&(cell, number)| {
        let slot = table.slots.get(cell).filter(|slot| slot.is_placed())?;
        Some(edit::Edit {
            span: slot.span,
            text: table.cell_text(&report.aligned.document, slot, &number.to_string()),
        })
    });
    numbers.collect()
}

/// The stretch of `after` that is not `before`, in bytes: from the first difference to the last. `None` if there is none, or no text before.
fn touched(before: &str, after: &str) -> Option<(usize, usize)> {
    if before.is_empty() || before == after {
        return None;
    }
    let (old, new) = (before.as_bytes(), after.as_bytes());
    let same =
        |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| pairs.take_while(|(a, b)| a == b).count();
    let start = same(&mut old.iter().zip(new));
    let most = old.len().min(new.len()) - start;
    let end = same(&mut old.iter().rev().zip(new.iter().rev())).min(most);
    Some((start, new.len() - end))
}

#[cfg(test)]
mod tests {
    use super::touched;

    #[test]
    fn what_was_touched_lies_between_the_first_and_the_last_difference() {
        assert_eq!(touched("| 5 | 12 |", "| 6 | 12 |"), Some((2, 3)));
        assert_eq!(touched("| 5 | 12 |", "| 55 | 12 |"), Some((3, 4)));
        assert_eq!(touched("| 55 | 12 |", "| 5 | 12 |"), Some((3, 3)));
        assert_eq!(touched("| 5 | 12 |", "| 6 | 13 |"), Some((2, 8)));
        assert_eq!(touched("| 5 |", "| 5 |"), None);
        assert_eq!(touched("", "| 5 |"), None);
    }
}
