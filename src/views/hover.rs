//! What a person is told who rests on a place: what a cell is and adds up to, what a label counts, which cell a number of a sentence names.
//!
//! In: a reading, its text and a byte of it. Out: [`HoverView`], in words ready to be shown as Markdown.

use super::links::{Holds, facts_of, holds, relations_of};
use super::spot::{Found, Spot, spot_at};
use crate::door::Span;
use crate::form::lexicon::Name;
use crate::form::{Relation, TableSpec};
use crate::locale::Locale;
use crate::narrative::compare::{self, Verdict};
use crate::narrative::{Fact, Said};
use crate::reading::{Reading, TableReading};
use crate::say;
use crate::syntax::value::Value;

/// What is said of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoverView {
    /// What it is said of, in bytes of the opened text.
    pub span: Span,
    /// The path of a cell, a label or a heading.
    pub title: String,
    /// One thought a paragraph.
    pub paragraphs: Vec<String>,
}

impl HoverView {
    /// As Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!("**{}**", escaped(&self.title));
        for paragraph in &self.paragraphs {
            text.push_str("\n\n");
            text.push_str(&escaped(paragraph));
        }
        text
    }

    /// As plain text.
    pub fn plain(&self) -> String {
        std::iter::once(&self.title)
            .chain(&self.paragraphs)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// Words of a report, so that none of them is read as markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// What is said of byte `at` of the opened text; `None` if there is nothing.
pub fn hover(reading: &Reading, text: &str, at: usize, locale: Locale) -> Option<HoverView> {
    let found = spot_at(reading, at)?;
    let teller = Teller {
        found,
        text,
        locale,
    };
    let (title, paragraphs) = match found.spot {
        Spot::Cell(table, cell) => teller.cell(found.report.table(table)?, cell),
        Spot::Label(name) => teller.label(name)?,
        Spot::Heading(section) => {
            let section = found.report.aligned.edition().sections.get(section)?;
            let title = format!("{}、{}", section.number, section.title);
            (
                title,
                section
                    .explained(locale)
                    .map(str::to_owned)
                    .into_iter()
                    .collect(),
            )
        }
        Spot::Fact(fact) => teller.fact(found.report.narrative.facts.get(fact)?)?,
        Spot::Silent(silent) => {
            let silent = found.report.narrative.silent.get(silent)?;
            let title = found.report.aligned.document.at(silent.span).to_owned();
            let why = silent.why.name(locale);
            let said = say!(
                locale,
                "不与表核对：{why}",
                "not compared with the tables: {why}"
            );
            (title, vec![said])
        }
    };
    Some(HoverView {
        span: found.span,
        title,
        paragraphs,
    })
}

struct Teller<'r> {
    found: Found<'r>,
    /// The opened text.
    text: &'r str,
    locale: Locale,
}

impl Teller<'_> {
    fn cell(&self, table: &TableReading, cell: usize) -> (String, Vec<String>) {
        let (spec, locale) = (table.spec(), self.locale);
        let (row, column) = spec.row_and_column(cell);
        let mut path = vec![spec.short.clone()];
        path.extend(spec.row_path(row));
        path.push(spec.columns[column].label.clone());
        let slot = &table.slots[cell];
        let written = self.found.report.aligned.document.at(slot.span());
        let stated = match slot.value() {
            Some(Value::Blank) | None => say!(locale, "空白", "blank"),
            Some(Value::Number(number)) => {
                let plain = number.plain();
                say!(locale, "填报 {plain}", "states {plain}")
            }
            Some(Value::Dash | Value::Words) => {
                say!(locale, "填报“{written}”", "states “{written}”")
            }
        };
        let mut said = vec![stated];
        for relation in relations_of(spec, cell) {
            said.push(sentence(table, relation, cell, locale));
        }
        for advice in table.advice.iter() {
            if let Some(change) = advice.suspects().find(|change| change.cell == cell)
                && let Some(number) = change.to.exactly()
            {
                said.push(say!(
                    locale,
                    "可能有误，可改为 {number}",
                    "probably wrong; it could be {number}"
                ));
            }
        }
        let facts = &self.found.report.narrative.facts;
        for fact in facts_of(self.found.report, table, cell) {
            if let Some(fact) = facts.get(fact) {
                said.push(self.mention(table, fact));
            }
        }
        (path.join(" / "), said)
    }

    /// A sentence that states the cell.
    fn mention(&self, table: &TableReading, fact: &Fact) -> String {
        let clause = self.found.report.aligned.document.at(fact.clause);
        let clause: String = clause.split_whitespace().collect();
        let mark = mark_of(compare::verdict(fact, &table.figures));
        let line = line_of(self.text, self.found.origin.place(fact.span));
        say!(
            self.locale,
            "正文第 {line} 行：“{clause}”{mark}",
            "in the text, line {line}: “{clause}”{mark}"
        )
    }

    fn label(&self, name: Name) -> Option<(String, Vec<String>)> {
        let table = self.found.report.table(name.table()?)?;
        let title = table.spec().label_of(name)?.to_owned();
        let explained = table.spec().explained(name, self.locale);
        Some((title, explained.map(str::to_owned).into_iter().collect()))
    }

    fn fact(&self, fact: &Fact) -> Option<(String, Vec<String>)> {
        let (locale, table) = (self.locale, self.found.report.table(fact.table)?);
        let plain = fact.readings.first()?;
        let names: Vec<String> = plain
            .plus
            .iter()
            .map(|&cell| table.spec().cell_name(cell))
            .collect();
        let value = match compare::value_of(plain, &table.figures) {
            Some(value) => value.to_string(),
            None => say!(locale, "未填", "not stated"),
        };
        let mark = mark_of(compare::verdict(fact, &table.figures));
        let told = match fact.said {
            Said::Number => fact.value.to_string(),
            Said::None | Said::All => {
                let words = self.found.report.aligned.document.at(fact.span);
                format!("{words} = {}", fact.value)
            }
        };
        let compared = say!(
            locale,
            "正文 {told}，表中 {value}{mark}",
            "the text says {told}, the table {value}{mark}"
        );
        Some((names.join(" + "), vec![compared]))
    }
}

/// The number of the line that a place begins in, from 1, as editors count lines.
fn line_of(text: &str, place: Span) -> usize {
    let before = text.get(..place.start as usize).unwrap_or_default();
    let ends = before.bytes().enumerate().filter(|&(at, byte)| match byte {
        b'\n' => true,
        b'\r' => before.as_bytes().get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    1 + ends.count()
}

fn mark_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Agrees(_) => " ✓",
        Verdict::Differs(_) => " ✗",
        Verdict::Unknown => "",
    }
}

/// A relation written out with its numbers: `自然人 5 + 其他 7 = 总计 12 ✓`.
fn sentence(table: &TableReading, relation: &Relation, cell: usize, locale: Locale) -> String {
    let spec = table.spec();
    let in_row = |other: usize| spec.row_and_column(other).0 == spec.row_and_column(cell).0;
    let name = |other: usize| match in_row(other) && in_row(relation.total) {
        true => spec.column_label(other).to_owned(),
        false => short_label(spec, other),
    };
    let value = |other: usize| table.figures.value(other, table.figures.blanks_are_zero);
    let term = |other: usize| match value(other) {
        Some(number) => format!("{} {number}", name(other)),
        None => format!("{} ?", name(other)),
    };
    let matters = |&&other: &&usize| value(other) != Some(0) || other == cell;
    let mut text = String::new();
    for part in relation.parts.iter().filter(matters) {
        if !text.is_empty() {
            text.push_str(" + ");
        }
        text.push_str(&term(*part));
    }
    if text.is_empty() {
        text.push('0');
    }
    for part in relation.minus.iter().filter(matters) {
        text.push_str(" − ");
        text.push_str(&term(*part));
    }
    let verdict = match holds(&table.figures, relation) {
        Holds::Yes => " ✓".to_owned(),
        Holds::No(by) => say!(locale, " ✗ 相差 {by}", " ✗ off by {by}"),
        Holds::Open => String::new(),
    };
    format!("{text} = {}{verdict}", term(relation.total))
}

/// The label of a cell's row without the note behind it.
fn short_label(spec: &TableSpec, cell: usize) -> String {
    let label = spec.row_label(cell);
    let mut marks = label.char_indices().filter(|(at, c)| *at > 0 && *c == '（');
    match marks.next() {
        Some((at, _)) => label[..at].to_owned(),
        None => label.to_owned(),
    }
}
