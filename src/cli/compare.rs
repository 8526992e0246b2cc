//! `nianbao compare`: two reports side by side, cell by cell and section by section.

use std::fmt::Write;

use serde_json::{Value, json};

use super::args::{Common, Compare, CompareFormat};
use super::configs::Configs;
use super::lines::SourceLines;
use super::one_report::OneReport;
use super::print::json::written;
use super::print::shown;
use super::streams::Streams;
use super::uri::slashed;
use super::{Exit, Stop};
use crate::dossier::{ChangedCell, Comparison, Digest, decimal};
use crate::locale::Locale;
use crate::say;

/// Compares two reports and prints what differs. They are equal if nothing does.
pub(super) fn run(
    asked: &Compare,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let mut configs = Configs::new(common, None, None, locale)?;
    let old = OneReport::read_by(&asked.old, &mut configs, streams)?;
    let new = OneReport::read_by(&asked.new, &mut configs, streams)?;
    let (before, _) = old.answer(|_| ())?;
    let (now, _) = new.answer(|_| ())?;
    let comparison = match (before.reports().next(), now.reports().next()) {
        (Some((before, from)), Some((now, to))) => {
            let digests = (Digest::of(before, from), Digest::of(now, to));
            Comparison::of((&digests.0, before), (&digests.1, now))
        }
        _ => Comparison::default(),
    };
    let page = Page {
        comparison: &comparison,
        old: &old.path,
        new: &new.path,
        locale: new.locale,
    };
    let printed = match asked.output_format {
        CompareFormat::Text => page.text(&SourceLines::of(&new.text)),
        CompareFormat::Markdown => page.markdown(),
        CompareFormat::Csv => page.csv(),
        CompareFormat::Json => page.json(),
        CompareFormat::Html => page.html(),
    };
    streams.out(&printed)?;
    Ok(match comparison.is_equal() {
        true => old.exit.max(new.exit),
        false => old.exit.max(new.exit).max(Exit::Findings),
    })
}

/// A comparison on its way to paper.
struct Page<'a> {
    comparison: &'a Comparison,
    old: &'a str,
    new: &'a str,
    locale: Locale,
}

/// A row of the table of cells: name, old, new, difference, percent.
fn row(cell: &ChangedCell) -> [String; 5] {
    let [old, new, by, percent] = cell.written();
    [cell.name.clone(), old, new, by, percent]
}

impl Page<'_> {
    fn heads(&self) -> [String; 5] {
        [
            say!(self.locale, "单元格", "cell"),
            say!(self.locale, "原", "old"),
            say!(self.locale, "现", "new"),
            say!(self.locale, "差", "difference"),
            say!(self.locale, "增减", "percent"),
        ]
    }

    fn rows(&self) -> impl Iterator<Item = [String; 5]> {
        self.comparison.cells.iter().map(row)
    }

    fn title(&self) -> String {
        let (old, new) = (shown(self.old), shown(self.new));
        say!(self.locale, "{old} → {new}", "{old} → {new}")
    }

    fn summary(&self) -> String {
        let n = self.comparison.cells.len();
        match self.comparison.is_equal() {
            true => say!(self.locale, "两份报告相同", "the reports are equal"),
            false => say!(self.locale, "{n} 个单元格不同", "{n} cells differ"),
        }
    }

    fn text(&self, lines: &SourceLines<'_>) -> String {
        let mut out = format!("{}\n", self.title());
        for (cell, row) in self.comparison.cells.iter().zip(self.rows()) {
            let line = lines.place(cell.span.range().start).line;
            let [name, old, new, by, percent] = row;
            let dash = |number: String| {
                if number.is_empty() {
                    "—".to_owned()
                } else {
                    number
                }
            };
            let change = match (by.is_empty(), percent.is_empty()) {
                (true, _) => String::new(),
                (false, true) => format!("（{by}）"),
                (false, false) => format!("（{by}，{percent}）"),
            };
            let (name, old, new) = (shown(&name), dash(old), dash(new));
            let _ = writeln!(out, "  {line}: {name}  {old} → {new}{change}");
        }
        for section in &self.comparison.sections {
            let _ = writeln!(out, "  {}", section.said(self.locale));
        }
        out + &self.summary() + "\n"
    }

    fn markdown(&self) -> String {
        let cell = |word: &String| word.replace('|', "\\|");
        let line = |row: &[String; 5]| {
            let cells: Vec<String> = row.iter().map(cell).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let mut out = format!("# {}\n\n", self.title());
        out += &line(&self.heads());
        out += "| --- | ---: | ---: | ---: | ---: |\n";
        self.rows().for_each(|row| out += &line(&row));
        out.push('\n');
        for section in &self.comparison.sections {
            let _ = writeln!(out, "- {}", section.said(self.locale));
        }
        out
    }

    fn csv(&self) -> String {
        let field = |word: &String| match word.contains(['"', ',', '\n', '\r']) {
            true => format!("\"{}\"", word.replace('"', "\"\"")),
            false => word.clone(),
        };
        let line = |row: &[String; 5]| {
            let fields: Vec<String> = row.iter().map(field).collect();
            fields.join(",") + "\r\n"
        };
        let rows: String = self.rows().map(|row| line(&row)).collect();
        line(&self.heads()) + &rows
    }

    fn json(&self) -> String {
        let number = |number: Option<i64>, is_amount: bool| match (number, is_amount) {
            (None, _) => Value::Null,
            // Its digits are exact as words, as a number they need not be.
            (Some(number), true) => json!(decimal(number)),
            (Some(number), false) => json!(number),
        };
        let cells = self.comparison.cells.iter().map(|cell| {
            json!({
                "cell": cell.name,
                "old": number(cell.old, cell.is_amount),
                "new": number(cell.new, cell.is_amount),
                "percent": cell.percent(),
            })
        });
        let sections = self.comparison.sections.iter().map(|section| {
            json!({ "number": section.number, "title": section.title, "newShare": section.new_share })
        });
        let all = json!({
            "version": 1,
            "old": slashed(self.old),
            "new": slashed(self.new),
            "equal": self.comparison.is_equal(),
            "cells": cells.collect::<Vec<_>>(),
            "sections": sections.collect::<Vec<_>>(),
        });
        written(&all) + "\n"
    }

    fn html(&self) -> String {
        let safe = |word: &str| {
            let word = word.replace('&', "&amp;").replace('<', "&lt;");
            word.replace('>', "&gt;").replace('"', "&quot;")
        };
        let line = |row: &[String; 5], tag: &str| {
            let cells = row
                .iter()
                .map(|word| format!("<{tag}>{}</{tag}>", safe(word)));
            format!("<tr>{}</tr>\n", cells.collect::<String>())
        };
        let rows: String = self.rows().map(|row| line(&row, "td")).collect();
        let sections = self.comparison.sections.iter();
        let sections =
            sections.map(|section| format!("<li>{}</li>\n", safe(&section.said(self.locale))));
        let title = safe(&self.title());
        let language = self.locale.tag();
        format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
            <style>body{{font-family:sans-serif;margin:2em}}table{{border-collapse:collapse}}\
            td,th{{border:1px solid #999;padding:.2em .6em}}td+td{{text-align:right}}</style>\n\
            <h1>{title}</h1>\n<table>\n{}{rows}</table>\n<ul>\n{}</ul>\n</html>\n",
            line(&self.heads(), "th"),
            sections.collect::<String>()
        )
    }
}
