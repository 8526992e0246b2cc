//! Fixes tried out before they are offered: made in the text, which is read once more.
//!
//! In: findings about a text. Out: the same without the fixes that would not be read as what they say.

use super::{Analysis, Memory, analyze_again};
use crate::door::{Edit, Finding, Fix};
use crate::edit::apply;
use crate::kit::Forms;
use crate::reading::Reading;
use crate::settings::Settings;
use crate::syntax::value::{Value, read_value};
use crate::views::placed::{PlacedCells, has_table_told_by_sums};

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

/// Leaves out the fixes that write into cells of `text` and then are read otherwise: each cell that a fix writes into must say afterwards what was
/// written, and every other cell what it said. The same goes for those that only take words away. Pure; reads nothing where there are no such fixes.
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
    // Where no sums tell which cell a number is of, a number for a number moves no other.
    let counts_in_sums = !reading.is_report() || has_table_told_by_sums(reading);
    for finding in findings {
        finding.fixes.retain(|fix| {
            let writes = match counts_in_sums {
                true => writes_a_number(fix),
                false => fills_a_cell(text, fix),
            };
            let may_move_cells = writes || takes_away(fix);
            let begin = || Trials::new(text, forms, settings, std::mem::take(reading));
            !may_move_cells || trials.get_or_insert_with(begin).is_read_as_meant(fix)
        });
    }
    if let Some(trials) = trials {
        *reading = match trials.is_fresh {
            true => trials.reading,
            false => trials.reading.again(text, forms, settings),
        };
    }
}

/// Whether a fix writes a number where none stands, but nothing, a stroke or words.
fn fills_a_cell(text: &str, fix: &Fix) -> bool {
    let fills = |edit: &Edit| is_number(&edit.text) && !is_number(edit.span.of(text));
    fix.edits().iter().any(fills)
}

fn writes_a_number(fix: &Fix) -> bool {
    fix.edits().iter().any(|edit| is_number(&edit.text))
}

/// Whether a fix writes nothing: words that are taken away may have told which columns or rows there are.
fn takes_away(fix: &Fix) -> bool {
    fix.edits().iter().all(|edit| edit.text.is_empty())
}

fn is_number(text: &str) -> bool {
    matches!(read_value(text.trim()), Value::Number(_))
}

/// A text, what its cells say, and its last reading.
struct Trials<'t> {
    text: &'t str,
    forms: &'t Forms,
    settings: &'t Settings,
    /// Of the text as it was last tried, so that the next is read sooner.
    reading: Reading,
    before: PlacedCells,
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
            before: PlacedCells::of(&reading),
            reading,
            is_fresh: true,
            left: MOST_READ,
        }
    }

    /// Whether nothing needs to be read to know that all is read as meant.
    fn is_certain(&self, fix: &Fix) -> bool {
        let edits = fix.edits();
        if takes_away(fix) {
            return self.before.are_in_cells(edits);
        }
        self.before.are_in_grids(edits)
            || !fills_a_cell(self.text, fix) && !self.before.are_told_by_sums(edits)
    }

    fn is_read_as_meant(&mut self, fix: &Fix) -> bool {
        if self.is_certain(fix) {
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
        let mut misread = self.before.misread(fix.edits(), &self.reading);
        misread.next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{analyze, fill_totals, fill_zeros, fix_at_least};
    use crate::door::Span;
    use crate::fix::Applicability;

    /// Values of part four, all but the last.
    const VALUES: &str = "2 |\n1 |\n0 |\n0 |\n3 |\n1 |\n0 |\n0 |\n0 |\n1 |\n";

    /// Part four, a cell per line, with the last values of its row.
    fn part_four(last: &str) -> String {
        with_values(&format!("{VALUES}{last}"))
    }

    /// The same with all values.
    fn with_values(values: &str) -> String {
        let columns = "结果维持 |\n结果纠正 |\n其他结果 |\n尚未审结 |\n总计 |\n".repeat(3);
        format!(
            "某市某局2024年政府信息公开工作年度报告\n\n一、总体情况\n\n按时公开。\n\n四、政府信息公开行政复议、行政诉讼情况\n\n行政复议 |\n行政诉讼 |\n未经复议直接起诉 |\n复议后起诉 |\n{columns}{values}\n\n\n五、存在的主要问题及改进情况\n\n人手偏少，拟增加一人。\n"
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

    #[test]
    fn blanks_are_filled_with_0_only_where_that_is_read_where_it_is_written() {
        let zeros = |text: &str| fill_zeros(text, Forms::builtin(), &Settings::default());
        let torn = "2\n0 |0\n3  0\n0 |\n0\n\n1  4 |\n0 |\n0 |\n4 |\n";
        assert_eq!(zeros(&with_values(torn)), []);
        let whole = part_four("4 |\n0 |\n0 |");
        let filled = apply(&whole, &zeros(&whole));
        assert!(filled.contains("4 |\n0 |\n0 |\n0\n4\n五、"), "{filled}");
        assert_eq!(zeros(&filled), []);
    }

    #[test]
    fn totals_are_computed_only_where_they_are_read_where_they_are_written() {
        let totals = |text: &str| fill_totals(text, Forms::builtin(), &Settings::default());
        assert_eq!(totals(&part_four("4 |\n0 |0 |")), []);
        let whole = part_four("4 |\n0 |\n0 |");
        let filled = apply(&whole, &totals(&whole));
        assert_ne!(filled, whole);
        assert_eq!(totals(&filled), []);
    }

    #[test]
    fn zeros_in_place_of_strokes_are_tried_out_too() {
        let stroke = Edit {
            span: Span::new(0, 1),
            text: "0".to_owned(),
        };
        let fills = |text: &str| {
            let fix = Fix::new(String::new(), Applicability::Unsafe, vec![stroke.clone()]);
            fills_a_cell(text, &fix)
        };
        assert!(fills("/") && fills("-") && fills(" "));
        assert!(!fills("7"), "a number for a number moves no other");
    }
}
