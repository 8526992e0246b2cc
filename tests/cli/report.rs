//! Reports made from the form's own data, so that a test says only what is wrong in its report.

use std::fmt::Write;

use nianbao::form::{Layout, TableSpec};
use nianbao::kit::Forms;

/// A complete, clean report on 2023; every cell is 0 but for those in `changed`, given by their names.
pub fn report_with(changed: &[(&str, &str)]) -> String {
    let edition = Forms::builtin()
        .edition("2021")
        .expect("the official edition");
    let mut out = format!("# 示范镇2023年{}\n\n", edition.title.words);
    for section in &edition.sections {
        let _ = writeln!(out, "## {}、{}\n", section.number, section.title);
        match section.table.and_then(|table| edition.tables.get(table)) {
            Some(table) => out.push_str(&table_text(table, changed)),
            None => {
                out.push_str("本机关按照规定开展工作，各项制度落实到位，没有收取信息处理费。\n\n")
            }
        }
    }
    for (name, _) in changed {
        let known = edition
            .tables
            .iter()
            .any(|table| (0..table.n_cells).any(|cell| table.cell_name(cell) == *name));
        assert!(known, "the form has no cell {name}");
    }
    out
}

fn table_text(table: &TableSpec, changed: &[(&str, &str)]) -> String {
    let value = |cell: usize| {
        let name = table.cell_name(cell);
        changed
            .iter()
            .find(|(changed, _)| *changed == name)
            .map_or("0", |(_, value)| *value)
    };
    let mut out = String::new();
    match table.layout {
        Layout::OneLine => {
            let blocks = table
                .rows
                .iter()
                .map(|row| format!("{} | | | | ", row.label));
            let columns = table.rows.iter().flat_map(|row| &row.columns);
            let labels: Vec<&str> = columns
                .map(|&column| table.columns[column].label.as_str())
                .collect();
            let values: Vec<&str> = (0..table.n_cells).map(value).collect();
            let _ = writeln!(out, "| {}|", blocks.collect::<Vec<_>>().join("| "));
            let _ = writeln!(out, "|{}", "---|".repeat(labels.len()));
            let _ = writeln!(
                out,
                "| {} |\n| {} |\n",
                labels.join(" | "),
                values.join(" | ")
            );
        }
        Layout::LabelledRows => {
            let mut head: Option<&[usize]> = None;
            for row in &table.rows {
                // A new set of columns has its header above it.
                if head != Some(&row.columns) {
                    let labels: Vec<&str> = row
                        .columns
                        .iter()
                        .map(|&column| table.columns[column].label.as_str())
                        .collect();
                    let corner = table
                        .headers
                        .first()
                        .map_or("", |header| header.label.as_str());
                    let _ = writeln!(out, "\n| {corner} | {} |", labels.join(" | "));
                    let _ = writeln!(out, "|{}", "---|".repeat(labels.len() + 1));
                    head = Some(&row.columns);
                }
                let cells = row.first_cell..row.first_cell + row.columns.len();
                let values: Vec<&str> = cells.map(value).collect();
                let _ = writeln!(out, "| {} | {} |", row.label, values.join(" | "));
            }
            out.push('\n');
        }
    }
    out
}

/// A report with one mistake that no fix is certain of: a stated total that is not the sum of its parts.
pub fn wrong_total() -> String {
    report_with(&[("三/一、本年新收政府信息公开申请数量/总计", "13")])
}

/// A report with one mistake that is certain to be fixed: a total left blank.
pub fn blank_total() -> String {
    report_with(&[("三/（一）予以公开/总计", "")])
}
