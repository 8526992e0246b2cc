//! One file per rule; each says one thing about an aligned report.
//!
//! A rule is a constant with a function pointer. Adding one: a file here, one line in the module list, one line in [`RULES`], a row in README's
//! table, and fixtures under `tests/reports/<code>/`.

mod across;
mod around;
mod balance;
mod blank_cell;
mod blank_total;
mod carried_over;
mod cell_count;
mod column_header;
mod column_total;
mod copied_text;
mod dates;
mod deadline;
mod doubled_word;
mod duplicate_section;
mod empty_section;
mod explanation;
mod extra_section;
mod fee_relation;
mod fee_statement;
mod habit;
mod impossible_regulation;
mod in_force;
mod kept;
mod kept_numbers;
mod left_behind;
mod list_sum;
#[cfg(test)]
#[path = "../../tests/guide/lone_total.rs"]
mod lone_total;
mod missing_row;
mod missing_section;
mod missing_table;
mod narrative_mismatch;
mod narrative_share;
mod narrative_sum;
mod not_a_count;
mod not_a_number;
mod number_format;
mod other_form;
mod own_name;
mod part_count;
mod personal_data;
mod proposal_titles;
mod proposals;
mod report_date;
mod report_title;
mod roll_up;
mod row_label;
mod row_order;
mod row_total;
mod section_number;
mod section_numbers;
mod section_order;
mod section_title;
mod settled_and_carried;
mod stale_text;
mod sums;
mod suspect_cell;
mod template_text;
#[cfg(test)]
mod toy_reports;
mod unit_scale;
mod unknown_row;
mod unlike_last_year;
mod wording;
mod wrong_edition;
mod year_mismatch;

pub(crate) use across::AcrossContext;
pub use explanation::Explanation;

use std::cell::OnceCell;

use dates::Signed;
use section_numbers::Numbered;

use crate::align::{AlignedReport, AlignedTable, Slot};
use crate::door;
use crate::edit::{Edit, narrowed};
use crate::figures::Figures;
use crate::finding::{DocumentId, Finding, Related, Severity};
use crate::fix::{Applicability, Fix};
use crate::follow::ReportHistory;
use crate::form::TableSpec;
use crate::locale::Locale;
pub use crate::locale::Words;
use crate::narrative::Narrative;
use crate::reading::{ReportReading, TableReading};
use crate::settings::Settings;
use crate::span::{self, Span};
use crate::syntax::value::Value;

/// What fixes a rule offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// None.
    None,
    /// Only such as the writer has to decide.
    Unsafe,
    /// Some that are certain.
    Safe,
}

/// A check and everything constant about it.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, equal to the file's name; never changes once released.
    pub code: &'static str,
    /// The severity of its ordinary findings; some speak more quietly.
    pub severity: Severity,
    /// What fixes it offers.
    pub fixes: FixKind,
    /// What it says, in one short sentence.
    pub summary: Words,
    /// The manual: what is checked, why, an example, whether its fixes are safe.
    pub explain: Explanation,
    check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// One report.
    Report(fn(&Context, &mut Vec<Finding>)),
    /// A report beside others.
    Across(fn(&AcrossContext, &mut Vec<door::Finding>)),
    /// The same, where somebody asks for it.
    AcrossIfAsked(fn(&AcrossContext, &mut Vec<door::Finding>)),
}

/// All rules, in the order of the documentation.
pub const RULES: &[&Rule] = &[
    &missing_section::RULE,
    &duplicate_section::RULE,
    &section_order::RULE,
    &section_title::RULE,
    &section_number::RULE,
    &extra_section::RULE,
    &empty_section::RULE,
    &missing_table::RULE,
    &missing_row::RULE,
    &unknown_row::RULE,
    &row_order::RULE,
    &row_label::RULE,
    &column_header::RULE,
    &cell_count::RULE,
    &wrong_edition::RULE,
    &blank_total::RULE,
    &blank_cell::RULE,
    &not_a_number::RULE,
    &number_format::RULE,
    &not_a_count::RULE,
    &unit_scale::RULE,
    &row_total::RULE,
    &column_total::RULE,
    &balance::RULE,
    &suspect_cell::RULE,
    &impossible_regulation::RULE,
    &other_form::RULE,
    &report_title::RULE,
    &year_mismatch::RULE,
    &report_date::RULE,
    &deadline::RULE,
    &own_name::RULE,
    &part_count::RULE,
    &template_text::RULE,
    &stale_text::RULE,
    &doubled_word::RULE,
    &personal_data::RULE,
    &narrative_mismatch::RULE,
    &narrative_sum::RULE,
    &narrative_share::RULE,
    &list_sum::RULE,
    &settled_and_carried::RULE,
    &fee_statement::RULE,
    &fee_relation::RULE,
    &carried_over::RULE,
    &in_force::RULE,
    &copied_text::RULE,
    &unlike_last_year::RULE,
    &roll_up::RULE,
];

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}

/// Bytes behind the last that was recognised: a row or a header that is being written takes no more.
const UNFINISHED: usize = 600;

/// What a rule sees.
pub(crate) struct Context<'a> {
    /// All that was understood of the report.
    pub reading: &'a ReportReading,
    /// What is where in it.
    pub report: &'a AlignedReport,
    /// What its sentences say.
    pub narrative: &'a Narrative,
    /// What it said before, where that is to count; it may only rank and prefer.
    pub history: Option<&'a ReportHistory>,
    pub locale: Locale,
    /// What several rules ask about.
    pub once: AskedOnce,
}

/// What is worked out for the first rule that asks, and told to the others.
#[derive(Debug, Default)]
pub(crate) struct AskedOnce {
    /// See [`Context::odd_cells`]; for each table of the edition.
    odd_cells: OnceCell<Vec<Vec<usize>>>,
    signed: OnceCell<Vec<Signed>>,
    numbered: OnceCell<Vec<Numbered>>,
}

impl<'a> Context<'a> {
    /// For rules that speak a language.
    pub(crate) fn new(reading: &'a ReportReading, locale: Locale) -> Self {
        Context {
            reading,
            report: &reading.aligned,
            narrative: &reading.narrative,
            history: None,
            locale,
            once: AskedOnce::default(),
        }
    }
}

/// Which rules are meant for a report: where the form is not for it, only the one that says so.
pub(crate) fn meant_rules(context: &Context) -> impl Fn(&Rule) -> bool + use<> {
    let is_other = other_form::applies(context);
    move |rule| !is_other || rule.code == other_form::RULE.code
}

/// Runs every rule that looks at a report beside others and is wanted.
pub(crate) fn check_across(
    context: &AcrossContext,
    is_wanted: impl Fn(&Rule) -> bool,
    mut ran: impl FnMut(&'static Rule, Vec<door::Finding>),
) {
    for rule in RULES.iter().filter(|rule| is_wanted(rule)) {
        let (Check::Across(check) | Check::AcrossIfAsked(check)) = rule.check else {
            continue;
        };
        let mut found = Vec::new();
        check(context, &mut found);
        found.iter_mut().for_each(wording::print_quotes);
        ran(rule, found);
    }
}

impl Rule {
    /// What it finds in a report looked at by itself. Spans point into the document's text.
    pub(crate) fn ask(&self, context: &Context) -> Vec<Finding> {
        let mut found = Vec::new();
        if let Check::Report(check) = self.check {
            check(context, &mut found);
        }
        found.iter_mut().for_each(wording::print_quotes);
        for finding in &mut found {
            let text = &context.report.document.text;
            finding
                .fixes
                .retain(|fix| kept_numbers::keeps_numbers(fix, text));
        }
        found
    }

    /// Whether it looks at a report beside others.
    pub fn is_across(&self) -> bool {
        matches!(self.check, Check::Across(_) | Check::AcrossIfAsked(_))
    }

    /// Whether it looks at more cells beside those of another year than the relations between two years count; sums of other reports aside.
    pub(crate) fn compares_other_cells(&self) -> bool {
        matches!(self.check, Check::AcrossIfAsked(_))
    }

    /// Its severity where no setting names it; `None` if it is off unless somebody asks for it.
    pub fn default_severity(&self) -> Option<Severity> {
        let is_off = matches!(self.check, Check::AcrossIfAsked(_));
        (!is_off).then_some(self.severity)
    }

    /// Whether anything of it is to be said.
    pub(crate) fn is_on(&self, settings: &Settings) -> bool {
        let severity = settings.severity(self.code, self.default_severity());
        severity.is_some()
    }

    /// A finding of this rule at its own severity.
    fn finding<T>(&self, span: span::Span<T>, message: String) -> Finding<T> {
        Finding {
            code: self.code,
            severity: self.severity,
            document: DocumentId::THIS,
            span,
            message,
            cell: None,
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }
}

impl<T> Finding<T> {
    fn in_cell(mut self, spec: &TableSpec, cell: usize) -> Self {
        self.cell = Some(spec.cell_name(cell));
        self
    }

    fn in_row(mut self, spec: &TableSpec, row: usize) -> Self {
        self.cell = Some(format!("{}/{}", spec.short, spec.rows[row].label));
        self
    }

    fn quietly(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    fn with_fix(mut self, fix: Fix<T>) -> Self {
        self.fixes.push(fix);
        self
    }

    fn related(self, span: span::Span<T>, message: String) -> Self {
        self.related_in(DocumentId::THIS, span, message)
    }

    fn related_in(mut self, document: DocumentId, span: span::Span<T>, message: String) -> Self {
        self.related.push(Related {
            document,
            span,
            message,
        });
        self
    }
}

impl Context<'_> {
    /// Whether some relation of the table makes the cell a total.
    fn is_total(&self, table: &AlignedTable, cell: usize) -> bool {
        let table = self.reading.table(table.spec);
        table.is_some_and(|table| table.system().is_total(cell))
    }

    /// Whether the text ends within this table: its writer has not come further yet, or the copy was cut off.
    fn ends_in(&self, table: &AlignedTable) -> bool {
        let section = self.report.edition().tables[table.spec].section;
        self.ends_within(section, table.span.end)
    }

    /// Whether a section is the last that the text has come to, and little stands behind this byte of it.
    fn ends_within(&self, section: usize, end: u32) -> bool {
        let mut later = self.report.headings.main.iter();
        let text = &self.report.document.text;
        let rest = text.get(end as usize..).unwrap_or_default().trim();
        let says_more = rest.len() > UNFINISHED || rest.contains('。');
        !later.any(|heading| heading.section > section) && !says_more
    }

    /// The tables that were found, with their forms and figures.
    fn tables(&self) -> impl Iterator<Item = (&TableReading, &TableSpec, &Figures)> {
        let found = self.reading.found_tables();
        found.map(|table| (table, table.spec(), &*table.figures))
    }

    /// Those of them of which more can be said than that they cannot be read.
    fn legible_tables(&self) -> impl Iterator<Item = (&TableReading, &TableSpec, &Figures)> {
        let tables = self.tables();
        tables.filter(|(table, ..)| !cell_count::is_lost(table))
    }

    /// The cells of a table that stand in their place and say anything but a plain count, which few do: each with its slot, in their order.
    fn odd_cells<'t>(&self, table: &'t TableReading) -> impl Iterator<Item = (usize, &'t Slot)> {
        let is_odd = |slot: &Slot| {
            let says_count =
                |value| matches!(value, Value::Number(number) if number.is_plain_count());
            slot.is_placed() && !slot.value().is_some_and(says_count)
        };
        let of_table = |table: &TableReading| {
            let slots = table.slots.iter().enumerate();
            let odd = slots.filter(|(_, slot)| is_odd(slot));
            odd.map(|(cell, _)| cell).collect()
        };
        let of_all = || self.reading.tables.iter().map(of_table).collect();
        let odd = self.once.odd_cells.get_or_init(of_all).get(table.spec);
        let odd = odd.into_iter().flatten();
        odd.filter_map(|&cell| Some((cell, table.slots.get(cell)?)))
    }

    /// The characters of a span.
    fn at(&self, span: Span) -> &str {
        self.report.document.at(span)
    }

    /// What to write into a cell so that it says `value`.
    fn cell_text(&self, table: &AlignedTable, slot: &Slot, value: &str) -> String {
        table.cell_text(&self.report.document, slot, value)
    }

    /// A fix that writes `text` over `span`.
    fn replace(&self, title: String, applicability: Applicability, span: Span, text: &str) -> Fix {
        let text = text.to_string();
        Fix::new(title, applicability, vec![Edit { span, text }])
    }

    /// The same for words. Markup beside those that change is none of the fix's.
    fn reword(&self, title: String, applicability: Applicability, span: Span, text: &str) -> Fix {
        let text = text.to_string();
        let edit = match self.report.document.map.is_identity() {
            true => Edit { span, text },
            false => narrowed(self.at(span), Edit { span, text }),
        };
        Fix::new(title, applicability, vec![edit])
    }
}
