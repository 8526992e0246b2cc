//! Writes a report anew in every way in which reports write their tables: the same words and numbers in other places.
//!
//! In: the text of any report. Out: its lines as they are, and its tables, as the analysis understood them, laid out as the official form lays them
//! out. What a surface cannot hold (a row without a label where labels tell rows apart) is said by [`Written::fits`].
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

mod layout;

use nianbao::align::{AlignedReport, AlignedRow, AlignedTable, RowState, Slip, Slot, align_one};
use nianbao::form::lexicon::Name;
use nianbao::form::{Layout, TableSpec};
use nianbao::kit::Forms;
use nianbao::span::Span;
use nianbao::syntax::value::Value;
use nianbao::syntax::{Document, parse};

pub use layout::Cell;
pub use layout::{SURFACES, Surface};
use layout::{cell, escaped, table};

/// A report taken apart, to be written on any surface.
pub struct Written {
    /// Its lines and tables in order.
    pub blocks: Vec<Block>,
    /// Some row has lost its label, or what stands where a number is due would pass for a label or for two numbers.
    needs_places: bool,
    /// The line of numbers under blocks side by side is all blank.
    has_blank_line: bool,
}

/// A piece of a report.
pub enum Block {
    /// A line outside the tables, and the line ends before it.
    Line(String, u32),
    /// The rows of a table.
    Table(Vec<Vec<Cell>>),
}

impl Written {
    /// Takes a report apart; `None` if the text is no report.
    pub fn read(text: &str, edition: Option<&str>) -> Option<Written> {
        let aligned = align_one(parse(text), Forms::builtin(), edition)?;
        let report = &aligned.report;
        let document = &report.document;
        let tables: Vec<&AlignedTable> = aligned
            .tables
            .iter()
            .filter(|table| table.is_found)
            .collect();
        let is_blank_line = |table: &&&AlignedTable| {
            let is_line = report.edition().tables[table.spec].layout == Layout::OneLine;
            is_line
                && table
                    .slots
                    .iter()
                    .all(|slot| matches!(slot.value(), Some(Value::Blank) | None))
        };
        let lacks_label = |row: &AlignedRow| row.state == RowState::Guessed;
        let rows = tables.iter().flat_map(|table| &table.rows);
        let slots = tables.iter().flat_map(|table| &table.slots);
        let is_unclear = |slot: &Slot| match slot.value() {
            Some(Value::Words) => true,
            Some(Value::Number(number)) => number.oddities.inner_space,
            Some(Value::Blank | Value::Dash) | None => false,
        };
        let mut written = Written {
            blocks: Vec::new(),
            needs_places: rows.into_iter().any(lacks_label) || slots.into_iter().any(is_unclear),
            has_blank_line: tables.iter().any(|table| is_blank_line(&table)),
        };
        let mut done: Vec<usize> = Vec::new();
        for row in &document.rows {
            let holder = tables.iter().position(|table| {
                row.span.start <= table.span.end && table.span.start < row.span.end.max(1)
            });
            match holder {
                Some(at) if done.contains(&at) => {}
                Some(at) => {
                    done.push(at);
                    let table = grid(report, tables[at]);
                    written.blocks.push(Block::Table(table));
                }
                None => {
                    let line = document.at(row.span).to_string();
                    written.blocks.push(Block::Line(line, row.gap));
                }
            }
        }
        Some(written)
    }

    /// Whether the report can be told on this surface without loss.
    pub fn fits(&self, surface: Surface) -> bool {
        match surface {
            Surface::Lines => !self.needs_places && !self.has_blank_line,
            Surface::BarEnded => !self.needs_places,
            Surface::Bars
            | Surface::OpenBars
            | Surface::Markdown
            | Surface::Tabs
            | Surface::Indented
            | Surface::Html => true,
        }
    }

    /// The report on a surface.
    pub fn on(&self, surface: Surface) -> String {
        let mut out = String::new();
        let is_page = surface == Surface::Html;
        if is_page {
            out.push_str("<html>\n<body>\n");
        }
        for block in &self.blocks {
            match block {
                Block::Line(line, _) if is_page => {
                    out.push_str(&format!("<p>{}</p>\n", escaped(line)));
                }
                Block::Line(line, gap) => {
                    if *gap > 1 && !out.is_empty() {
                        out.push('\n');
                    }
                    out.push_str(line);
                    out.push('\n');
                }
                Block::Table(rows) => {
                    if !is_page {
                        out.push('\n');
                    }
                    out.push_str(&table(rows, surface));
                    if !is_page {
                        out.push('\n');
                    }
                }
            }
        }
        if is_page {
            out.push_str("</body>\n</html>\n");
        }
        out
    }
}

/// A table as the report words it, in the layout of the form.
fn grid(report: &AlignedReport, table: &AlignedTable) -> Vec<Vec<Cell>> {
    let spec = &report.edition().tables[table.spec];
    match spec.layout {
        Layout::OneLine => line_of_blocks(&report.document, table, spec),
        Layout::LabelledRows => labelled_rows(&report.document, table, spec),
    }
}

/// Official words, each replaced once by what the report says instead.
struct Words {
    instead: Vec<(Name, String)>,
}

impl Words {
    fn of(document: &Document, table: &AlignedTable) -> Self {
        let labels = table.label_slips.iter().map(|slip| (slip.name, slip.span));
        let headers = table.header_slips.iter().map(|slip| (slip.name, slip.span));
        Words {
            instead: labels
                .chain(headers)
                .map(|(name, span)| (name, one_line(document.at(span))))
                .collect(),
        }
    }

    fn take(&mut self, name: Name, official: &str) -> String {
        match self.instead.iter().position(|(other, _)| *other == name) {
            Some(at) => self.instead.remove(at).1,
            None => official.to_string(),
        }
    }
}

/// A label without the breaks that its own surface puts into it.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c == '|')
        .collect()
}

/// A row of numbers as the report has it.
struct NumberRow {
    /// Index in the form; `None` for a row that the form does not have.
    row: Option<usize>,
    place: Span,
    label: String,
    values: Vec<String>,
}

/// The rows with numbers, in the order of the report.
fn number_rows(document: &Document, table: &AlignedTable, spec: &TableSpec) -> Vec<NumberRow> {
    let mut rows = Vec::new();
    for (at, (row, row_spec)) in table.rows.iter().zip(&spec.rows).enumerate() {
        let is_slip = |slip: &Slip| slip.name == Name::Row(table.spec, at);
        let label = match row.label {
            None => String::new(),
            Some(label) if table.label_slips.iter().any(is_slip) => one_line(document.at(label)),
            // Numbers may have run into it.
            Some(label) => {
                let behind = &document.text[label.end as usize..];
                let digits = behind.split(|c: char| !c.is_numeric()).next();
                row_spec.label.clone() + digits.unwrap_or_default()
            }
        };
        let slots = &table.slots[row_spec.first_cell..row_spec.first_cell + row_spec.columns.len()];
        let values = match row.state {
            RowState::Missing => continue,
            RowState::Placed | RowState::Guessed => {
                let written = slots
                    .iter()
                    .map(|slot| document.at(slot.span()).to_string());
                written.collect()
            }
            RowState::Unplaced { span, .. } => stated_in(document, span),
        };
        rows.push(NumberRow {
            row: Some(at),
            place: row.span,
            label,
            values,
        });
    }
    for unknown in &table.unknown_rows {
        let unknown_rows = table.unknown_rows.iter().map(|row| row.label.start);
        let end = rows
            .iter()
            .map(|row| row.place.start)
            .chain(unknown_rows)
            .filter(|&start| start > unknown.label.end)
            .min()
            .unwrap_or(table.span.end);
        let values = Span::over(unknown.label.end, end);
        rows.push(NumberRow {
            row: None,
            place: unknown.label,
            label: one_line(document.at(unknown.label)),
            values: stated_in(document, values),
        });
    }
    rows.sort_by_key(|row| row.place.start);
    rows
}

/// What stands in the cells of a stretch, blank ones and labels of groups left out.
fn stated_in(document: &Document, span: Span) -> Vec<String> {
    let inside = document
        .cells
        .iter()
        .filter(|cell| span.start <= cell.span.start && cell.span.end <= span.end);
    let stated = inside.filter(|cell| matches!(cell.value, Value::Number(_) | Value::Dash));
    stated
        .map(|cell| document.at(cell.span).to_string())
        .collect()
}

fn labelled_rows(document: &Document, table: &AlignedTable, spec: &TableSpec) -> Vec<Vec<Cell>> {
    let mut words = Words::of(document, table);
    let rows = number_rows(document, table, spec);
    let widest = spec
        .rows
        .iter()
        .map(|row| row.columns.len())
        .max()
        .unwrap_or(1);
    let is_uniform = spec.rows.iter().all(|row| row.columns.len() == widest);
    let depth = match is_uniform {
        true => (0..spec.rows.len())
            .map(|row| spec.row_path(row).len())
            .max()
            .unwrap_or(1),
        false => 1,
    };
    let mut grid = Vec::new();
    if is_uniform {
        headers(spec, table.spec, depth, &mut words, &mut grid);
    }
    let mut path: Vec<usize> = Vec::new();
    let mut columns: &[usize] = &[];
    for row in &rows {
        let groups = match row.row {
            Some(at) => spec.group_path(spec.rows[at].group),
            None => path.clone(),
        };
        let n_common = path.iter().zip(&groups).take_while(|(a, b)| a == b).count();
        let mut line: Vec<Cell> = Vec::new();
        for (level, &group) in groups.iter().enumerate() {
            let name = Name::Group(table.spec, group);
            if level < n_common {
                if is_uniform {
                    line.push(Cell::Covered);
                }
                continue;
            }
            let label = words.take(name, &spec.groups[group].label);
            if is_uniform {
                let covered = rows[rows.iter().position(|r| r.place == row.place).unwrap_or(0)..]
                    .iter()
                    .take_while(|r| {
                        r.row.is_none_or(|at| {
                            spec.group_path(spec.rows[at].group).get(level) == Some(&group)
                        })
                    })
                    .count();
                line.push(Cell::Text(label, 1, covered.max(1)));
            } else {
                let mut caption = vec![Cell::Text(label, 1 + widest, 1)];
                caption.resize(1 + widest, Cell::Covered);
                grid.push(caption);
                columns = &[];
            }
        }
        if let (false, Some(at)) = (is_uniform, row.row)
            && columns != spec.rows[at].columns
        {
            columns = &spec.rows[at].columns;
            let first = spec.headers.first().map_or("", |header| &header.label);
            let mut header = vec![cell(words.take(Name::Header(table.spec, 0), first))];
            for &column in columns {
                let name = Name::Column(table.spec, column);
                header.push(cell(words.take(name, &spec.columns[column].label)));
            }
            header.resize(1 + widest, Cell::Covered);
            grid.push(header);
        }
        path = groups;
        // a label covers the columns that deeper labels would stand in
        let spare = depth.saturating_sub(line.len()).max(1);
        line.push(Cell::Text(row.label.clone(), spare, 1));
        line.extend((1..spare).map(|_| Cell::Covered));
        let n_values = row.values.len();
        line.extend(row.values.iter().map(cell));
        if !is_uniform
            && row
                .row
                .is_some_and(|at| spec.rows[at].columns.len() == n_values)
        {
            line.resize(1 + widest, Cell::Covered);
        }
        grid.push(line);
    }
    grid
}

/// The header of a table with the same columns throughout: a note beside everything, one word above all columns, one above those between the
/// first and the last.
fn headers(
    spec: &TableSpec,
    table: usize,
    depth: usize,
    words: &mut Words,
    grid: &mut Vec<Vec<Cell>>,
) {
    let columns = &spec.rows[0].columns;
    let n = columns.len();
    let mut header = |at: usize| {
        let official = spec.headers.get(at).map_or("", |header| &header.label);
        words.take(Name::Header(table, at), official)
    };
    let (note, above, between) = (header(0), header(1), header(2));
    let mut labels: Vec<String> = Vec::new();
    for &column in columns {
        labels.push(words.take(Name::Column(table, column), &spec.columns[column].label));
    }
    let covered = |n: usize| vec![Cell::Covered; n];
    let row = |parts: Vec<Vec<Cell>>| parts.concat();
    grid.push(row(vec![
        vec![Cell::Text(note, depth, 3)],
        covered(depth - 1),
        vec![Cell::Text(above, n, 1)],
        covered(n - 1),
    ]));
    grid.push(row(vec![
        covered(depth),
        vec![Cell::Text(labels[0].clone(), 1, 2)],
        vec![Cell::Text(between, n - 2, 1)],
        covered(n - 3),
        vec![Cell::Text(labels[n - 1].clone(), 1, 2)],
    ]));
    grid.push(row(vec![
        covered(depth + 1),
        labels[1..n - 1].iter().map(cell).collect(),
        covered(1),
    ]));
}

/// Blocks side by side under their groups, and one line of numbers.
fn line_of_blocks(document: &Document, table: &AlignedTable, spec: &TableSpec) -> Vec<Vec<Cell>> {
    let mut words = Words::of(document, table);
    let (mut top, mut middle, mut bottom) = (Vec::new(), Vec::new(), Vec::new());
    let mut group_before = None;
    for (at, row) in spec.rows.iter().enumerate() {
        let n = row.columns.len();
        let mut outcomes = Vec::new();
        for &column in &row.columns {
            let name = Name::Column(table.spec, column);
            outcomes.push(words.take(name, &spec.columns[column].label));
        }
        match row.group {
            None => {
                top.push(Cell::Text(row.label.clone(), n, 1));
                top.extend(vec![Cell::Covered; n - 1]);
                middle.extend(outcomes.into_iter().map(|label| Cell::Text(label, 1, 2)));
                bottom.extend(vec![Cell::Covered; n]);
            }
            Some(group) => {
                let is_new = group_before != Some(group);
                let sisters = spec.rows[at..].iter().filter(|r| r.group == Some(group));
                if is_new {
                    let width = sisters.map(|sister| sister.columns.len()).sum();
                    let name = Name::Group(table.spec, group);
                    let label = words.take(name, &spec.groups[group].label);
                    top.push(Cell::Text(label, width, 1));
                    top.extend(vec![Cell::Covered; n - 1]);
                } else {
                    top.extend(vec![Cell::Covered; n]);
                }
                middle.push(Cell::Text(row.label.clone(), n, 1));
                middle.extend(vec![Cell::Covered; n - 1]);
                bottom.extend(outcomes.iter().map(cell));
            }
        }
        group_before = row.group;
    }
    let numbers = match table.rows.first().map(|row| row.state) {
        Some(RowState::Unplaced { span, .. }) => stated_in(document, span),
        _ => {
            let written = table.slots.iter().map(|slot| document.at(slot.span()));
            written.map(str::to_string).collect()
        }
    };
    vec![top, middle, bottom, numbers.iter().map(cell).collect()]
}
