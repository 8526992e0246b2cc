//! Mistakes put into a report on purpose, with what has to be said about each.

use fastrand::Rng;
use nianbao::form::{Edition, TableSpec};

use crate::grid::{Grid, header_key, label_key, number_key};
use crate::layout::{Cell, cell};
use crate::marks::{mark, shown};
use crate::numbers::Numbers;
use crate::recipe::{Manner, Mistake, Recipe};
use crate::report::{Block, Section, heading};

/// What has to be said about a mistake.
#[derive(Debug, Default)]
pub struct Planted {
    /// At least one of these codes at one of these places; the place without a name is anywhere.
    pub wanted: Vec<(&'static str, String)>,
    /// What else follows from it: a code, at the cell of this name.
    pub consequences: Vec<(String, String)>,
}

impl Planted {
    fn at(code: &'static str, key: impl Into<String>) -> Option<Planted> {
        Some(Planted {
            wanted: vec![(code, key.into())],
            ..Planted::default()
        })
    }

    fn or(mut self, code: &'static str, key: impl Into<String>) -> Planted {
        self.wanted.push((code, key.into()));
        self
    }
}

/// Changes numbers.
pub fn in_numbers(
    recipe: &Recipe,
    edition: &Edition,
    numbers: &mut Numbers,
    rng: &mut Rng,
) -> Option<Planted> {
    let table_of = |id: &str| {
        edition
            .tables
            .iter()
            .position(|table| table.id == id)
            .unwrap()
    };
    let (proactive, applications, disputes) = (
        table_of("proactive"),
        table_of("applications"),
        table_of("disputes"),
    );
    let choose = |table: usize, rng: &mut Rng, fits: &dyn Fn(usize, usize) -> bool| {
        let spec = &edition.tables[table];
        // beside blanks a zero may be anything
        let hides_zeros = recipe.has(Manner::ZerosBlank) || recipe.has(Manner::ZerosTotalOnly);
        let cells = (0..spec.n_cells).filter(|&at| {
            let (row, column) = spec.row_and_column(at);
            fits(row, column) && !(hides_zeros && numbers[table][at] == "0")
        });
        rng.choice(cells.collect::<Vec<_>>())
    };
    let spec = &edition.tables[applications];
    let is_part = |row: usize, column: usize| {
        !spec.rows[row].is_total
            && !spec.columns[column].is_total
            && spec.rows[row].id != "carried_out"
    };
    let (table, at, code) = match recipe.mistake? {
        Mistake::WrongPart => (
            applications,
            choose(applications, rng, &is_part)?,
            "suspect-cell",
        ),
        Mistake::WrongTotal => {
            let fits = |row: usize, column: usize| {
                spec.columns[column].is_total
                    && !spec.rows[row].is_total
                    && spec.rows[row].id != "carried_out"
            };
            (applications, choose(applications, rng, &fits)?, "row-total")
        }
        Mistake::WrongProcessed => {
            let fits = |row: usize, column: usize| {
                spec.rows[row].is_total && !spec.columns[column].is_total
            };
            (
                applications,
                choose(applications, rng, &fits)?,
                "column-total",
            )
        }
        Mistake::WrongCarriedOut => {
            let fits = |row: usize, column: usize| {
                spec.rows[row].id == "carried_out" && !spec.columns[column].is_total
            };
            (applications, choose(applications, rng, &fits)?, "balance")
        }
        Mistake::WrongOutcome => {
            let spec = &edition.tables[disputes];
            let fits = |_: usize, column: usize| spec.columns[column].is_total;
            (disputes, choose(disputes, rng, &fits)?, "row-total")
        }
        Mistake::BlankTotal => {
            let fits = |row: usize, column: usize| {
                let total = spec
                    .cell(row, column)
                    .map(|at| numbers[applications][at].as_str());
                spec.columns[column].is_total && total != Some("0")
            };
            let at = choose(applications, rng, &fits)?;
            numbers[applications][at].clear();
            return Planted::at("blank-total", number_key(applications, at));
        }
        kind @ (Mistake::Words
        | Mistake::Dash
        | Mistake::WideDigits
        | Mistake::Negative
        | Mistake::Fraction) => {
            let spec = &edition.tables[proactive];
            // A number where only 0 can stand would be a second mistake.
            let fits = |row: usize, column: usize| {
                spec.columns[column].kind == nianbao::form::NumberKind::Count
                    && !spec.rows[row].reserved.contains(&column)
            };
            let at = choose(proactive, rng, &fits)?;
            let number = &mut numbers[proactive][at];
            let code;
            (*number, code) = match kind {
                Mistake::Words => (
                    ["待核实", "见附件", "约30"][rng.usize(..3)].to_string(),
                    "not-a-number",
                ),
                Mistake::Dash => (
                    ["/", "-", "—", "无"][rng.usize(..4)].to_string(),
                    "not-a-number",
                ),
                Mistake::Negative => (format!("-{}", rng.u32(1..90)), "not-a-count"),
                Mistake::Fraction => (format!("{}.5", rng.u32(1..90)), "not-a-count"),
                _ => ("１２".to_string(), "number-format"),
            };
            return Planted::at(code, number_key(proactive, at));
        }
        _ => return None,
    };
    let spec = &edition.tables[table];
    let old: i64 = numbers[table][at].parse().unwrap();
    let new = slip(old, rng);
    numbers[table][at] = new.to_string();
    let mut planted = Planted::at(code, number_key(table, at))?;
    if code != "row-total" {
        planted = planted.or("suspect-cell", number_key(table, at));
    }
    planted.consequences = broken_by(spec, at);
    Some(planted)
}

/// Another number, as fingers slip. Never 0, which a report may write as a blank.
fn slip(old: i64, rng: &mut Rng) -> i64 {
    let new = match rng.u32(..4) {
        0 => old + 1,
        1 => old * 10 + rng.i64(1..10),
        2 => old + rng.i64(2..60),
        _ if old > 1 => old - 1,
        _ => old + 8,
    };
    if new == old || new <= 0 { old + 3 } else { new }
}

/// The relations that a cell takes part in, as what is said where.
fn broken_by(spec: &TableSpec, cell: usize) -> Vec<(String, String)> {
    let holds_cell = |relation: &&nianbao::form::Relation| {
        relation.total == cell || relation.parts.contains(&cell) || relation.minus.contains(&cell)
    };
    let relations = spec.relations.iter().filter(holds_cell);
    relations
        .map(|relation| {
            (
                relation.kind.rule().to_owned(),
                spec.cell_name(relation.total),
            )
        })
        .collect()
}

/// Changes words and the order of things.
pub fn in_words(
    recipe: &Recipe,
    edition: &Edition,
    sections: &mut Vec<Section>,
    title: &mut Vec<String>,
    planted: &mut Option<Planted>,
    rng: &mut Rng,
) {
    let Some(mistake) = recipe.mistake else {
        return;
    };
    let made = match mistake {
        Mistake::FewValues | Mistake::ManyValues => other_count(recipe, edition, sections, rng),
        Mistake::RowMissing => row_missing(edition, sections, rng),
        Mistake::RowUnknown => row_unknown(edition, sections, rng),
        Mistake::RowsExchanged => rows_exchanged(edition, sections, rng),
        Mistake::LabelWrong => label_wrong(edition, sections, rng),
        Mistake::HeaderWrong => header_wrong(edition, sections),
        Mistake::SectionMissing => {
            sections.remove(rng.usize(..sections.len()));
            Planted::at("missing-section", "")
        }
        Mistake::HeadingMissing => {
            let at = rng.usize(..sections.len());
            sections[at].heading.clear();
            Planted::at("missing-section", "")
        }
        Mistake::HeadingTwice => {
            let at = rng.usize(..sections.len());
            let again = shown(&sections[at].heading[0]);
            sections[at]
                .heading
                .insert(1, mark("heading again", &again));
            Planted::at("duplicate-section", "heading again")
        }
        Mistake::HeadingWrong => {
            let choices = [
                (0, "概述"),
                (0, "总体要求"),
                (4, "存在的主要问题及改进措施"),
                (4, "存在问题和改进措施"),
                (5, "其他事项"),
            ];
            let (at, words) = choices[rng.usize(..choices.len())];
            let number = &edition.sections[at].number;
            sections[at].heading = heading(recipe, number, words, at);
            Planted::at("section-title", format!("heading {at}"))
        }
        Mistake::SectionsExchanged => {
            sections.swap(4, 5);
            Planted::at("section-order", "heading 4")
                .map(|planted| planted.or("section-order", "heading 5"))
        }
        Mistake::TableMissing => {
            let at = rng.usize(1..4);
            sections[at]
                .body
                .retain(|block| matches!(block, Block::Line(_)));
            Planted::at("missing-table", format!("heading {at}"))
        }
        Mistake::CellsJoined => cells_joined(edition, sections),
        Mistake::TablesMissing => {
            for section in sections.iter_mut() {
                section.body.retain(|block| matches!(block, Block::Line(_)));
            }
            let at = |section: usize| ("missing-table", format!("heading {section}"));
            Some(Planted {
                wanted: (1..4).map(at).collect(),
                ..Planted::default()
            })
        }
        Mistake::HeadingsMissing => {
            let at = rng.usize(..sections.len() - 1);
            for section in &mut sections[at..at + 2] {
                section.heading.clear();
            }
            Planted::at("missing-section", "")
        }
        Mistake::SectionEmpty => {
            sections[4].body.clear();
            Planted::at("empty-section", "heading 4")
        }
        Mistake::OtherEdition => Planted::at("wrong-edition", ""),
        Mistake::TitleNoYear => {
            for line in title.iter_mut() {
                let marked: String = line.chars().filter(|c| !c.is_ascii_digit()).collect();
                *line = marked
                    .replace("年度政府", "政府")
                    .replace("年政府", "政府")
                    .replace(" 年", "");
            }
            title.retain(|line| !matches!(line.as_str(), "年" | "年度"));
            if recipe.has(Manner::TitleYearFirst) {
                title[0] = title[0]
                    .replace("年", "")
                    .replace("工作度报告", "工作年度报告");
            }
            Planted::at("report-title", "title")
        }
        Mistake::TitleWrong => {
            let last = title.len() - 1;
            // the words may be set apart by spaces
            title[last] = title[last]
                .replace("年度报告", "报告")
                .replace("年 度 报 告", "报 告");
            Planted::at("report-title", "title")
        }
        _ => return,
    };
    *planted = made;
}

/// The first grid of a table, with the table's index.
fn grid_mut<'s>(
    edition: &Edition,
    sections: &'s mut [Section],
    id: &str,
) -> Option<(usize, &'s mut Grid)> {
    let table = edition.tables.iter().position(|table| table.id == id)?;
    let blocks = sections
        .iter_mut()
        .flat_map(|section| section.body.iter_mut());
    blocks
        .filter_map(|block| match block {
            Block::Table(at, grid) if *at == table => Some((table, grid)),
            _ => None,
        })
        .next()
}

/// The row of a grid that holds a mark with this key.
fn row_with(grid: &Grid, key: &str) -> Option<usize> {
    let opened = format!("\u{E000}{key}\u{E001}");
    grid.iter().position(|row| {
        row.iter()
            .any(|cell| matches!(cell, Cell::Text(text, ..) if text.contains(&opened)))
    })
}

/// A row with two values fewer, or one more.
fn other_count(
    recipe: &Recipe,
    edition: &Edition,
    sections: &mut [Section],
    rng: &mut Rng,
) -> Option<Planted> {
    let (table, grid) = grid_mut(edition, sections, "applications")?;
    let spec = &edition.tables[table];
    let row = rng.usize(..spec.rows.len());
    let n = spec.rows[row].columns.len();
    let line = row_with(grid, &label_key(table, row))?;
    let first = grid[line].len() - n;
    if recipe.plants(Mistake::FewValues) {
        grid[line].drain(first + 2..first + 4);
    } else {
        grid[line].insert(first + 3, cell("4"));
    }
    let first_cell = spec.rows[row].first_cell;
    let mut planted = Planted::default();
    for at in first_cell..first_cell + n {
        planted.wanted.push(("cell-count", number_key(table, at)));
    }
    Some(planted)
}

/// Every row of table three run together: what the numbers were cannot be told.
fn cells_joined(edition: &Edition, sections: &mut [Section]) -> Option<Planted> {
    let (table, grid) = grid_mut(edition, sections, "applications")?;
    for row in 0..edition.tables[table].rows.len() {
        let line = row_with(grid, &label_key(table, row))?;
        let n = edition.tables[table].rows[row].columns.len();
        let first = grid[line].len() - n;
        let cells = grid[line].split_off(first);
        let numbers: String = cells
            .iter()
            .map(|cell| match cell {
                Cell::Text(text, ..) => shown(text).trim().to_string(),
                Cell::Covered => String::new(),
            })
            .collect();
        let label = grid[line].iter_mut().rev().find_map(|cell| match cell {
            Cell::Text(text, ..) => Some(text),
            Cell::Covered => None,
        })?;
        label.push_str(&numbers);
    }
    Planted::at("cell-count", "")
}

/// Takes a row out of a grid, with the merged cells beside it one row shorter.
fn take_row(grid: &mut Grid, line: usize) -> Vec<Cell> {
    for column in 0..grid[line].len() {
        if !matches!(grid[line][column], Cell::Covered) {
            break;
        }
        let above = grid[..line]
            .iter_mut()
            .rev()
            .filter_map(|row| match row.get_mut(column) {
                Some(Cell::Text(_, _, rows)) => Some(rows),
                _ => None,
            });
        if let Some(rows) = above.take(1).next() {
            *rows = rows.saturating_sub(1).max(1);
        }
    }
    grid.remove(line)
}

/// Rows of table three that stand inside a group and do not open it.
fn inner_rows(edition: &Edition, table: usize) -> Vec<usize> {
    let rows = &edition.tables[table].rows;
    (1..rows.len())
        .filter(|&at| rows[at].group.is_some() && rows[at].group == rows[at - 1].group)
        .collect()
}

fn row_missing(edition: &Edition, sections: &mut [Section], rng: &mut Rng) -> Option<Planted> {
    let (table, grid) = grid_mut(edition, sections, "applications")?;
    let row = rng.choice(inner_rows(edition, table))?;
    let line = row_with(grid, &label_key(table, row))?;
    take_row(grid, line);
    Planted::at("missing-row", label_key(table, row - 1))
}

fn row_unknown(edition: &Edition, sections: &mut [Section], rng: &mut Rng) -> Option<Planted> {
    let (table, grid) = grid_mut(edition, sections, "proactive")?;
    let line = row_with(grid, &label_key(table, 1))?;
    let mut row: Vec<Cell> = grid[line]
        .iter()
        .map(|_| cell(rng.u32(1..90).to_string()))
        .collect();
    row[0] = cell(mark("unknown", "其他主动公开文件"));
    grid.insert(line, row);
    Planted::at("unknown-row", "unknown")
}

fn rows_exchanged(edition: &Edition, sections: &mut [Section], rng: &mut Rng) -> Option<Planted> {
    let (table, grid) = grid_mut(edition, sections, "applications")?;
    let inner = inner_rows(edition, table);
    // both inside the same group, neither opening it
    let rows = inner.iter().copied().filter(|row| {
        inner.contains(&(row + 1))
            && edition.tables[table].rows[*row].group == edition.tables[table].rows[row + 1].group
    });
    let row = rng.choice(rows.collect::<Vec<_>>())?;
    let line = row_with(grid, &label_key(table, row))?;
    grid.swap(line, line + 1);
    Planted::at("row-order", label_key(table, row))
        .map(|planted| planted.or("row-order", label_key(table, row + 1)))
}

fn label_wrong(edition: &Edition, sections: &mut [Section], rng: &mut Rng) -> Option<Planted> {
    let (table, grid) = grid_mut(edition, sections, "applications")?;
    let rows = &edition.tables[table].rows;
    let long = (0..rows.len()).filter(|&row| rows[row].label.chars().count() >= 9);
    let row = rng.choice(long.collect::<Vec<_>>())?;
    let line = row_with(grid, &label_key(table, row))?;
    let label = grid[line].iter_mut().find_map(|cell| match cell {
        Cell::Text(text, ..) if text.contains(&label_key(table, row)) => Some(text),
        _ => None,
    })?;
    let chars: Vec<char> = shown(label).chars().collect();
    let mut wrong = chars.clone();
    // inside the first words, so that no shortened label drops it
    let at = (5..chars.len()).find(|&at| chars[at].is_alphanumeric())?;
    wrong[at] = '某';
    let wrong: String = wrong.into_iter().collect();
    *label = mark(&label_key(table, row), &wrong);
    Planted::at("row-label", label_key(table, row))
}

fn header_wrong(edition: &Edition, sections: &mut [Section]) -> Option<Planted> {
    let (table, grid) = grid_mut(edition, sections, "applications")?;
    let column = edition.tables[table]
        .columns
        .iter()
        .position(|column| column.id == "ngo")?;
    let line = row_with(grid, &header_key(table, column))?;
    for cell in &mut grid[line] {
        if let Cell::Text(text, ..) = cell
            && text.contains(&header_key(table, column))
        {
            *text = mark(&header_key(table, column), "社会组织");
        }
    }
    Planted::at("column-header", header_key(table, column))
}
