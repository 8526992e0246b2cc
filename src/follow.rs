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
    /// Where the writer has typed since the last state.
    touched: Touched,
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
    pub fn note(&mut self, reading: &Reading) -> Noted {
        let mut noted = Noted::Further;
        let touched = std::mem::take(&mut self.touched);
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
        let parts = reading.parts().iter();
        let reports = parts.filter_map(|part| Some((part.report()?, part.is_unchanged)));
        for (((report, origin), is_unchanged), history) in reports.zip(&mut self.reports) {
            history
                .tables
                .resize_with(report.tables.len(), TableHistory::default);
            for (table, history) in report.tables.iter().zip(&mut history.tables) {
                let place = origin.place(table.span);
                let is_touched = touched.reaches(place.start as usize, place.end as usize);
                let is_same = is_unchanged || table.is_kept;
                if is_same && history.knows(table.system()) && !is_touched {
                    continue;
                }
                let is_typed = |cell: usize| {
                    let slot = table.slots.get(cell).filter(|slot| slot.is_placed());
                    let span = slot.map(|slot| origin.place(slot.span()));
                    span.is_some_and(|span| touched.reaches(span.start as usize, span.end as usize))
                };
                let cells = table.figures.observed(table.system());
                history.note(table.system(), cells, is_typed);
            }
        }
        noted
    }

    /// `old`, which began at byte `start` of the text, is replaced by `new`. Who does not tell this has a total that is typed anew with the number
    /// it had pass for one that was not typed.
    pub fn replace(&mut self, start: usize, old: &str, new: &str) {
        let end = start + old.len();
        // Where a word among them was typed before cannot be told from the words.
        let is_typed = self.touched.reaches(start, end) || !is_respaced(old, new);
        self.touched.moved(start, end, new.len());
        if is_typed {
            self.touched.typed(start, new.len());
        }
    }

    /// The whole text is replaced: what was typed shows only in the numbers.
    pub fn forget_places(&mut self) {
        self.touched = Touched::default();
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
            span: slot.span(),
            text: table.cell_text(&report.aligned.document, slot, &number.to_string()),
        })
    });
    numbers.collect()
}

/// Stretches of a text that were typed or pasted, in its bytes as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Touched {
    stretches: Vec<(usize, usize)>,
}

/// Whether only the spaces, bars and rules between words became others, as when tables are aligned or that is taken back. Nobody typed the words; but
/// one word alone may have been typed once more, and so may a text that is the same.
fn is_respaced(old: &str, new: &str) -> bool {
    let is_layout = |c: char| c.is_whitespace() || matches!(c, '-' | '|');
    let words = |text| str::split(text, is_layout).filter(|word| !word.is_empty());
    let is_one_word = words(new).count() == 1;
    !is_one_word && old != new && words(old).eq(words(new))
}

impl Touched {
    /// The bytes from `start` to `end` were replaced by `length` others.
    fn moved(&mut self, start: usize, end: usize, length: usize) {
        let moved = |at: usize| match at {
            _ if at <= start => at,
            _ if at >= end => at - end + start + length,
            _ => start,
        };
        for stretch in &mut self.stretches {
            *stretch = (moved(stretch.0), moved(stretch.1));
        }
    }

    /// The `length` bytes from `start` were typed.
    fn typed(&mut self, start: usize, length: usize) {
        self.stretches.push((start, start + length));
    }

    /// Whether something was written in the bytes from `start` to `end`, or at one of their ends.
    fn reaches(&self, start: usize, end: usize) -> bool {
        let mut stretches = self.stretches.iter();
        stretches.any(|&(from, to)| from <= end && start <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::History;

    #[test]
    fn what_was_typed_moves_with_the_text_before_it() {
        let mut history = History::default();
        history.replace(10, "ab", "123");
        let touched = &history.touched;
        assert!(touched.reaches(13, 15) && !touched.reaches(14, 15) && !touched.reaches(7, 9));
        history.replace(2, "", "1234");
        let touched = &history.touched;
        assert!(touched.reaches(17, 18) && !touched.reaches(10, 12));
        history.replace(0, &"x".repeat(17), "y");
        assert_eq!(history.touched.stretches, [(0, 1), (0, 0), (0, 1)]);
    }

    #[test]
    fn spaces_between_words_are_not_typing_and_what_was_typed_moves_with_them() {
        let mut history = History::default();
        history.replace(0, "|  7 | 12|\n|---|", "| 7 | 12 |\n|-|");
        history.replace(4, "", "  ");
        assert_eq!(history.touched.stretches, []);
        history.replace(30, "12", "12");
        history.replace(20, "12", " 12 ");
        assert_eq!(history.touched.stretches, [(32, 34), (20, 24)]);
        history.replace(12, "|  7 |  12  |", "| 7 | 12 |");
        assert_eq!(history.touched.stretches[2], (12, 22));
    }
}
