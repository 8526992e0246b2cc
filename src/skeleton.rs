//! Headings and tables of the form written out, blank or with values, in the way a report writes its own.

use crate::align::AlignedReport;
use crate::form::{Layout, SectionSpec, TableSpec};
use crate::lines::newline_of;
use crate::span::Span;
use crate::syntax::{Row, Surface};

/// How official text is written into a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skeleton {
    /// How rows are written; [`Surface::Line`] writes one cell per line.
    pub surface: Surface,
    /// Whether headings carry `## `.
    pub markdown_headings: bool,
    /// The line end.
    pub newline: &'static str,
}

impl Skeleton {
    /// Written as most of the report is.
    pub fn for_report(report: &AlignedReport) -> Self {
        let surface = report.surface;
        let text = &report.document.text;
        let markdown_headings = report.headings.main.first().is_some_and(|heading| {
            report
                .document
                .at(report.document.rows[heading.row].span)
                .starts_with('#')
        });
        Skeleton {
            surface,
            markdown_headings,
            newline: newline_of(text),
        }
    }

    /// Whether lines that are written in this way are read as lines beside a row of the report: inside a cell of a page they are not.
    pub fn is_read_beside(&self, row: &Row) -> bool {
        self.surface == Surface::Html || row.surface != Surface::Html
    }

    /// The same for what is inserted at a place, in bytes of the document's text: behind a tag lines may be none, whatever the report's tables are
    /// written in.
    pub fn inserted_at(self, at: usize, report: &AlignedReport) -> Self {
        let map = &report.document.map;
        let has_tags_before = || map.source(Span::at(at)).start as usize != at;
        match !map.is_identity() && has_tags_before() {
            true => Skeleton {
                surface: Surface::Html,
                ..self
            },
            false => self,
        }
    }

    /// A section's heading on a line of its own.
    pub fn heading(&self, spec: &SectionSpec) -> String {
        let (number, title, newline) = (&spec.number, &spec.title, self.newline);
        match self.surface {
            Surface::Html => format!("<p>{number}、{title}</p>{newline}"),
            _ if self.markdown_headings => format!("## {number}、{title}{newline}{newline}"),
            _ => format!("{number}、{title}{newline}"),
        }
    }

    /// A table with blank number cells.
    pub fn table(&self, spec: &TableSpec) -> String {
        self.table_with(spec, |_| String::new())
    }

    /// A table with the values that `value` gives for each cell number.
    pub fn table_with(&self, spec: &TableSpec, value: impl Fn(usize) -> String) -> String {
        let mut rows: Vec<Vec<String>> = Vec::new();
        match spec.layout {
            Layout::LabelledRows => labelled_rows(spec, &value, &mut rows),
            Layout::OneLine => one_line(spec, &value, &mut rows),
        }
        self.rows(&rows)
    }

    /// One row: a label and its values.
    pub fn row(&self, label: &str, values: &[String]) -> String {
        let mut cells = vec![label.to_string()];
        cells.extend_from_slice(values);
        match self.surface {
            Surface::Html => self.html_row(&cells),
            _ => self.plain_row(&cells),
        }
    }

    fn rows(&self, rows: &[Vec<String>]) -> String {
        let newline = self.newline;
        match self.surface {
            Surface::Html => {
                let rows: String = rows.iter().map(|row| self.html_row(row)).collect();
                format!("<table>{newline}{rows}</table>{newline}")
            }
            Surface::Bars => {
                // Markdown wants a delimiter row under the first, as wide as the widest row.
                let width = rows.iter().map(Vec::len).max().unwrap_or(1);
                let delimiter = format!("|{}{newline}", " --- |".repeat(width));
                let mut text = String::new();
                for (at, row) in rows.iter().enumerate() {
                    let mut row = row.clone();
                    row.resize(width, String::new());
                    text.push_str(&self.plain_row(&row));
                    if at == 0 {
                        text.push_str(&delimiter);
                    }
                }
                text + newline
            }
            _ => {
                rows.iter()
                    .map(|row| self.plain_row(row))
                    .collect::<String>()
                    + newline
            }
        }
    }

    fn html_row(&self, cells: &[String]) -> String {
        let cells: String = cells
            .iter()
            .map(|cell| format!("<td>{cell}</td>"))
            .collect();
        format!("<tr>{cells}</tr>{}", self.newline)
    }

    fn plain_row(&self, cells: &[String]) -> String {
        let newline = self.newline;
        match self.surface {
            Surface::Bars => format!("| {} |{newline}", cells.join(" | ")),
            Surface::Tabs | Surface::Html => format!("{}{newline}", cells.join("\t")),
            Surface::Indented => {
                cells
                    .iter()
                    .map(|cell| format!("\t{cell}{newline}"))
                    .collect::<String>()
                    + newline
            }
            Surface::BarEnded => cells
                .iter()
                .map(|cell| format!("{cell} |{newline}"))
                .collect(),
            Surface::Spaced => format!("{}{newline}", cells.join(" ")),
            Surface::Line => cells
                .iter()
                .map(|cell| format!("{cell}{newline}{newline}"))
                .collect(),
        }
    }
}

/// Captions and groups on rows of their own where they change, then each row of numbers.
fn labelled_rows(spec: &TableSpec, value: &impl Fn(usize) -> String, rows: &mut Vec<Vec<String>>) {
    let header = |columns: &[usize]| {
        columns
            .iter()
            .map(|&column| spec.columns[column].label.clone())
            .collect::<Vec<_>>()
    };
    let first_header = spec
        .headers
        .first()
        .map(|header| header.label.clone())
        .unwrap_or_default();
    let uniform = spec
        .rows
        .windows(2)
        .all(|pair| pair[0].columns == pair[1].columns);
    let mut path: Vec<usize> = Vec::new();
    let mut columns: Option<&[usize]> = None;
    if uniform && let Some(row) = spec.rows.first() {
        rows.push([vec![first_header.clone()], header(&row.columns)].concat());
        columns = Some(&row.columns);
    }
    for row in &spec.rows {
        let groups = spec.group_path(row.group);
        let common = path.iter().zip(&groups).take_while(|(a, b)| a == b).count();
        for &group in &groups[common..] {
            rows.push(vec![spec.groups[group].label.clone()]);
        }
        let new_caption = groups.len() > common && !uniform;
        if new_caption || columns != Some(row.columns.as_slice()) {
            rows.push([vec![first_header.clone()], header(&row.columns)].concat());
            columns = Some(&row.columns);
        }
        path = groups;
        let values = (0..row.columns.len()).map(|at| value(row.first_cell + at));
        rows.push(std::iter::once(row.label.clone()).chain(values).collect());
    }
}

/// Blocks side by side: the groups they stand in, their labels, their columns, the numbers.
fn one_line(spec: &TableSpec, value: &impl Fn(usize) -> String, rows: &mut Vec<Vec<String>>) {
    let paths: Vec<Vec<String>> = (0..spec.rows.len()).map(|row| spec.row_path(row)).collect();
    let depth = paths.iter().map(Vec::len).max().unwrap_or_default();
    for level in 0..depth {
        let mut labels = vec![String::new(); spec.n_cells];
        for (at, (row, path)) in spec.rows.iter().zip(&paths).enumerate() {
            let is_new = at == 0 || paths[at - 1].get(..=level) != path.get(..=level);
            if let (true, Some(label)) = (is_new, path.get(level)) {
                labels[row.first_cell].clone_from(label);
            }
        }
        rows.push(labels);
    }
    let columns = spec.rows.iter().flat_map(|row| &row.columns);
    rows.push(
        columns
            .map(|&column| spec.columns[column].label.clone())
            .collect(),
    );
    rows.push((0..spec.n_cells).map(value).collect());
}
