//! Which rules find after an edit what they found before it.
//!
//! In: what the edit has left of the report as it was. Out: the findings of before, moved. What a rule may look at so that its findings are kept stands
//! here and nowhere else; a rule that is in no list is always asked again, and so is one whose findings reach into what was edited.

use std::sync::OnceLock;

use super::{RULES, Rule};
use crate::edit::Edit;
use crate::finding::Finding;
use crate::reading::Unchanged;
use crate::span::Span;

/// Rules that see title, headings, labels, lines and sentences, and of the tables only what is where: never a number of theirs.
const WITHOUT_NUMBERS: [&Rule; 25] = [
    &super::missing_section::RULE,
    &super::duplicate_section::RULE,
    &super::section_order::RULE,
    &super::section_title::RULE,
    &super::section_number::RULE,
    &super::extra_section::RULE,
    &super::empty_section::RULE,
    &super::missing_table::RULE,
    &super::unknown_row::RULE,
    &super::row_order::RULE,
    &super::row_label::RULE,
    &super::wrong_edition::RULE,
    &super::report_title::RULE,
    &super::year_mismatch::RULE,
    &super::report_date::RULE,
    &super::deadline::RULE,
    &super::own_name::RULE,
    &super::part_count::RULE,
    &super::template_text::RULE,
    &super::stale_text::RULE,
    &super::doubled_word::RULE,
    &super::personal_data::RULE,
    &super::list_sum::RULE,
    &super::settled_and_carried::RULE,
    &super::fee_statement::RULE,
];

/// Rules that see the tables, and nothing else of the report.
const OF_TABLES: [&Rule; 9] = [
    &super::unknown_row::RULE,
    &super::row_order::RULE,
    &super::row_label::RULE,
    &super::column_header::RULE,
    &super::blank_total::RULE,
    &super::not_a_number::RULE,
    &super::number_format::RULE,
    &super::not_a_count::RULE,
    &super::unit_scale::RULE,
];

/// Rules that see the tables and what the text states about their cells, and nothing else of the report.
const OF_STATED_TABLES: [&Rule; 1] = [&super::blank_cell::RULE];

/// In which of the lists a rule is.
#[derive(Clone, Copy, Debug, Default)]
struct RuleLook {
    no_numbers: bool,
    tables_alone: bool,
    stated_tables: bool,
}

/// One for each of [`RULES`].
fn looks() -> &'static [RuleLook] {
    static LOOKS: OnceLock<Vec<RuleLook>> = OnceLock::new();
    LOOKS.get_or_init(|| {
        let looks = RULES.iter().map(|rule| {
            let is_of = |list: &[&Rule]| list.iter().any(|other| other.code == rule.code);
            RuleLook {
                no_numbers: is_of(&WITHOUT_NUMBERS),
                tables_alone: is_of(&OF_TABLES),
                stated_tables: is_of(&OF_STATED_TABLES),
            }
        });
        looks.collect()
    })
}

impl Unchanged {
    /// Moves what a rule found, if that is what it finds now; `false` if it has to be asked again, and nothing is moved then.
    /// The rule is that with this number of [`RULES`].
    pub(crate) fn keep(&self, rule: usize, found: &mut [Finding]) -> bool {
        let sees = looks().get(rule).copied().unwrap_or_default();
        let sees_nothing_new = self.all_but_numbers && sees.no_numbers
            || self.tables && sees.tables_alone
            || self.stated_tables && sees.stated_tables;
        if !sees_nothing_new || found.iter().any(|finding| self.touches(finding)) {
            return false;
        }
        if self.damage.shift != 0 {
            found
                .iter_mut()
                .for_each(|finding| self.move_finding(finding));
        }
        true
    }

    fn touches(&self, finding: &Finding) -> bool {
        let related = finding.related.iter().map(|related| related.span);
        let edits = finding.fixes.iter().flat_map(|fix| fix.edits());
        let places = related.chain(edits.map(|edit| edit.span));
        places
            .chain([finding.span])
            .any(|span| self.damage.touches(span))
    }

    fn move_finding(&self, finding: &mut Finding) {
        let place = |span: Span| self.damage.place(span);
        finding.span = place(finding.span);
        for related in &mut finding.related {
            related.span = place(related.span);
        }
        for fix in &mut finding.fixes {
            let moved = |edit: &Edit| Edit {
                span: place(edit.span),
                text: edit.text.clone(),
            };
            *fix = fix.clone().written(|edit| vec![moved(edit)]);
        }
    }
}
