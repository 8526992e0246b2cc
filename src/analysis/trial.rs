//! Fixes tried out before they are offered: made in the text, which is read once more.
//!
//! In: findings about a text. Out: the same without the fixes that would not be read as what they say. In a table that has lost cells, a value written
//! into a blank may be taken for another cell's, or teach how other rows are to be read.

use super::{Analysis, Memory, analyze_again};
use crate::door::{Edit, Finding, Fix, Origin, Span};
use crate::edit::apply;
use crate::kit::Forms;
use crate::reading::{Reading, ReportReading, TableReading};
use crate::settings::Settings;
use crate::syntax::Document;
use crate::syntax::value::{Value, read_value};

/// Bytes of text read again for one text. A report has fewer fixes than that allows; in a book of thousands the others are offered untried.
const MOST_READ: usize = 32 << 20;

/// What [`analyze_again`] says, without the fixes that [`leave_out_misread`] leaves out.
pub fn analyze_and_try(
    text: &str,
    forms: &Forms,
    settings: &Settings,
    memory: &mut Memory,
) -> Analysis {
    let mut analysis = analyze_again(text, forms, settings, memory);
    let (reading, findings) = (&mut memory.reading, &mut analysis.findings);
    leave_out_misread_again(text, forms, settings, reading, findings);
    analysis
}

/// Leaves out the fixes that fill cells of `text` and then are read otherwise: each cell that a fix fills must say afterwards what was written, and every
/// other cell what it said. Pure; reads nothing where nothing is filled.
pub fn leave_out_misread(text: &str, forms: &Forms, settings: &Settings, findings: &mut [Finding]) {
    leave_out_misread_again(text, forms, settings, &mut Reading::default(), findings);
}

/// The same as [`leave_out_misread`], sooner where there is a reading of the text already. It is put back as it was.
pub fn leave_out_misread_again(
    text: &str,
    forms: &Forms,
    settings: &Settings,
    reading: &mut Reading,
    findings: &mut [Finding],
) {
    let mut trials: Option<Trials> = None;
    for finding in findings {
        finding.fixes.retain(|fix| {
            let begin = || Trials::new(text, forms, settings, std::mem::take(reading));
            !fills_a_cell(text, fix) || trials.get_or_insert_with(begin).is_read_as_meant(fix)
        });
    }
    if let Some(trials) = trials {
        *reading = match trials.is_fresh {
            true => trials.reading,
            false => trials.reading.again(text, forms, settings),
        };
    }
}

/// Whether a fix writes a number where none stands.
fn fills_a_cell(text: &str, fix: &Fix) -> bool {
    let is_blank = |edit: &Edit| edit.span.of(text).trim().is_empty();
    let is_number = |edit: &Edit| matches!(read_value(edit.text.trim()), Value::Number(_));
    let mut edits = fix.edits().iter();
    edits.any(|edit| is_blank(edit) && is_number(edit))
}

/// A text, what its cells say, and its last reading.
struct Trials<'t> {
    text: &'t str,
    forms: &'t Forms,
    settings: &'t Settings,
    /// Of the text as it was last tried, so that the next is read sooner.
    reading: Reading,
    before: Vec<PlacedCell>,
    /// Of each cell, whether its table is a grid (see [`is_grid`]).
    in_grid: Vec<bool>,
    /// Whether `reading` is of the text as it is.
    is_fresh: bool,
    /// Bytes that may still be read.
    left: usize,
}

impl<'t> Trials<'t> {
    /// Of a text that has been read, or not yet.
    fn new(text: &'t str, forms: &'t Forms, settings: &'t Settings, known: Reading) -> Self {
        let reading = match known.is_report() {
            true => known,
            false => known.again(text, forms, settings),
        };
        Trials {
            text,
            forms,
            settings,
            before: cells(&reading)
                .map(|cell| cell.map(|(span, says)| (span, says.to_owned())))
                .collect(),
            in_grid: tables(&reading)
                .flat_map(|(report, _, table)| {
                    let is_grid = is_grid(&report.aligned.document, table);
                    table.slots.iter().map(move |_| is_grid)
                })
                .collect(),
            reading,
            is_fresh: true,
            left: MOST_READ,
        }
    }

    fn is_read_as_meant(&mut self, fix: &Fix) -> bool {
        let written = fix.edits().iter().filter(|edit| !edit.text.is_empty());
        let targets: Vec<(Option<usize>, &Edit)> =
            written.map(|edit| (self.target(edit), edit)).collect();
        // What is written elsewhere, a label or a row, may well change which rows there are.
        let is_of_cells = targets.iter().all(|(target, _)| target.is_some());
        let stays = |target: &Option<usize>| target.is_some_and(|at| self.in_grid[at]);
        if targets.iter().all(|(target, _)| stays(target)) {
            return true;
        }
        let Some(left) = self.left.checked_sub(self.text.len()) else {
            return true;
        };
        self.left = left;
        let changed = apply(self.text, fix.edits());
        let reading = std::mem::take(&mut self.reading);
        self.reading = reading.again(&changed, self.forms, self.settings);
        self.is_fresh = false;
        let mut after = cells(&self.reading);
        let is_as_meant = |(at, before): (usize, &PlacedCell)| {
            let now = after.next().flatten();
            match targets.iter().find(|(target, _)| *target == Some(at)) {
                Some((_, edit)) => {
                    now.is_some_and(|(_, says)| read_value(says) == read_value(edit.text.trim()))
                }
                None => match before {
                    Some((_, before)) if is_of_cells => now.is_some_and(|(_, says)| says == before),
                    _ => true,
                },
            }
        };
        self.before.iter().enumerate().all(is_as_meant)
    }

    /// The cell that an edit writes a value into; `None` for a row or a label.
    fn target(&self, edit: &Edit) -> Option<usize> {
        let is_target = |cell: &PlacedCell| {
            cell.as_ref().is_some_and(|(span, _)| {
                let is_inside = span.start <= edit.span.start && edit.span.end <= span.end;
                is_inside && span.is_empty() == edit.span.is_empty()
            })
        };
        let is_number = matches!(read_value(edit.text.trim()), Value::Number(_));
        let target = || self.before.iter().position(is_target);
        is_number.then(target).flatten()
    }
}

/// A cell of the form that is in its place: where, in the text, and its characters; `None` for one that is not.
type PlacedCell = Option<(Span, String)>;

/// The tables of all reports.
fn tables(reading: &Reading) -> impl Iterator<Item = (&ReportReading, Origin<'_>, &TableReading)> {
    reading.reports().flat_map(|(report, origin)| {
        let tables = report.tables.iter();
        tables.map(move |table| (report, origin, table))
    })
}

/// Whether every row of a table has as many cells and all its values in their places, blanks among them: what is written into one then moves no other.
fn is_grid(document: &Document, table: &TableReading) -> bool {
    let mut rows = table.slots.iter().map(|slot| {
        let row = document.line_of(slot.span());
        row.filter(|row| slot.is_placed() && row.surface.keeps_blanks())
            .map(|row| (row.surface, row.n_cells))
    });
    let first = rows.next().flatten();
    !table.is_told_by_sums && first.is_some() && rows.all(|row| row == first)
}

/// The cells of the form that are in their places, report by report and table by table, with their characters.
fn cells(reading: &Reading) -> impl Iterator<Item = Option<(Span, &str)>> {
    tables(reading).flat_map(|(report, origin, table)| {
        table.slots.iter().map(move |slot| {
            let cell = slot.cell().filter(|_| slot.is_placed())?;
            let says = report.aligned.document.at(cell.span);
            Some((origin.place(slot.span()), says))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{analyze, fix_at_least};
    use crate::fix::Applicability;

    /// Part four, a cell per line, with the last values of its row.
    fn part_four(last: &str) -> String {
        let columns = "结果维持 |\n结果纠正 |\n其他结果 |\n尚未审结 |\n总计 |\n".repeat(3);
        let values = "2 |\n1 |\n0 |\n0 |\n3 |\n1 |\n0 |\n0 |\n0 |\n1 |\n";
        format!(
            "某市某局2024年政府信息公开工作年度报告\n\n一、总体情况\n\n按时公开。\n\n四、政府信息公开行政复议、行政诉讼情况\n\n行政复议 |\n行政诉讼 |\n未经复议直接起诉 |\n复议后起诉 |\n{columns}{values}{last}\n\n\n五、存在的主要问题及改进情况\n\n人手偏少，拟增加一人。\n"
        )
    }

    /// What is written by the offers to fill cells: those that rules make, and those that are left once they were tried.
    fn filled(text: &str) -> [Vec<String>; 2] {
        let (forms, settings) = (Forms::builtin(), Settings::default());
        let mut findings = analyze(text, forms, &settings).findings;
        let written = |findings: &[Finding]| {
            let fixes = findings.iter().flat_map(|finding| &finding.fixes);
            let filling = fixes.filter(|fix| fills_a_cell(text, fix));
            let edits = filling.flat_map(Fix::edits);
            edits.map(|edit| edit.text.clone()).collect()
        };
        let made = written(&findings);
        leave_out_misread(text, forms, &settings, &mut findings);
        [made, written(&findings)]
    }

    #[test]
    fn a_value_that_would_be_read_as_another_cells_is_not_offered() {
        let [made, left] = filled(&part_four("4 |\n0 |0 |"));
        assert_eq!(made, ["0", "4"]);
        assert!(left.is_empty(), "{left:?}");
        let text = part_four("4 |\n0 |0 |");
        let (forms, settings) = (Forms::builtin(), Settings::default());
        let fixed = apply(
            &text,
            &fix_at_least(&text, forms, &settings, Applicability::Unsafe),
        );
        assert!(fixed.contains("4 |\n0 |0 |\n\n\n五、"), "{fixed}");
    }

    #[test]
    fn values_that_are_read_where_they_are_written_stay_offered() {
        let [made, left] = filled(&part_four("4 |\n0 |\n0 |"));
        assert_eq!(made, ["0", "4"]);
        assert_eq!(left, made);
    }
}
