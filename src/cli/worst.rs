//! The files with the worst findings of a run, and the tables that close it.

use std::cmp::Reverse;

use unicode_width::UnicodeWidthStr;

use super::batch::Job;
use super::print::shown;
use super::print::tally::Tally;
use super::summary::Summary;
use crate::locale::Locale;
use crate::rules::RULES;
use crate::say;

/// How many files are told of.
const MOST: usize = 10;

/// The files with the most errors, then warnings, then notes; the worst first.
#[derive(Debug, Default)]
pub(super) struct Worst(Vec<(Counts, String)>);

/// Errors, warnings and notes.
type Counts = [usize; 3];

impl Worst {
    /// Takes a file into account.
    pub fn add(&mut self, job: &Job, tally: &Tally) {
        let counts = [tally.errors, tally.warnings, tally.informations];
        let is_worse = |(last, _): &(Counts, String)| counts > *last;
        if counts == Counts::default()
            || self.0.len() == MOST && !self.0.last().is_some_and(is_worse)
        {
            return;
        }
        let place = self.0.partition_point(|(other, _)| *other >= counts);
        self.0.insert(place, (counts, job.shown().into_owned()));
        self.0.truncate(MOST);
    }
}

/// The tables of the worst files and of the findings by rule; empty if nothing was found.
pub(super) fn tables(summary: &Summary, locale: Locale) -> String {
    let Worst(worst) = &summary.worst;
    if worst.is_empty() {
        return String::new();
    }
    let (errors, warnings, notes) = (
        say!(locale, "错误", "errors"),
        say!(locale, "警告", "warnings"),
        say!(locale, "提示", "notes"),
    );
    let mut files = vec![vec![
        errors,
        warnings,
        notes,
        say!(locale, "问题最多的报告", "reports with the most findings"),
    ]];
    for (counts, path) in worst {
        let counts = counts.iter().map(usize::to_string);
        files.push(counts.chain([shown(path)]).collect());
    }
    let mut rules: Vec<(&str, usize)> = summary
        .tally
        .by_rule
        .iter()
        .map(|(rule, n)| (*rule, *n))
        .collect();
    rules.sort_by_key(|(rule, n)| (Reverse(*n), *rule));
    let mut by_rule = vec![vec![
        say!(locale, "问题", "findings"),
        say!(locale, "规则", "rule"),
        String::new(),
    ]];
    for (code, n) in rules {
        let rule = RULES.iter().find(|rule| rule.code == code);
        let summary = rule.map_or("", |rule| rule.summary.get(locale));
        by_rule.push(vec![n.to_string(), code.to_owned(), summary.to_owned()]);
    }
    format!("\n{}\n{}\n", table(&files, 3), table(&by_rule, 1))
}

/// Rows of columns as wide as they have to be; the first `n_numbers` columns end where they end, the others begin where they begin.
fn table(rows: &[Vec<String>], n_numbers: usize) -> String {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        widths.resize(row.len().max(widths.len()), 0);
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width().max(*width);
        }
    }
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let padding = " ".repeat(width - cell.width());
            match at < n_numbers {
                true => line += &format!("  {padding}{cell}"),
                false => line += &format!("  {cell}{padding}"),
            }
        }
        out += line.trim_end();
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_words_look() {
        let rows = [["错误", "报告"], ["12", "甲.md"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows, 1), "  错误  报告\n    12  甲.md\n");
    }
}
