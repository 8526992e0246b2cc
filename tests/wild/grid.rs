//! The official tables as grids of cells, laid out as the forms print them, with the ways in which copies of them differ.

use fastrand::Rng;
use nianbao::form::{Edition, Layout, TableSpec};

use crate::layout::{Cell, cell};
use crate::marks::mark;
use crate::recipe::{Manner, Recipe};

/// Rows of cells.
pub type Grid = Vec<Vec<Cell>>;

/// Builds the grids of one report.
pub struct Drawing<'r> {
    pub recipe: &'r Recipe,
    pub edition: &'r Edition,
    pub numbers: &'r [Vec<String>],
}

/// The key of a number cell.
pub fn number_key(table: usize, cell: usize) -> String {
    format!("number {table} {cell}")
}

/// The key of a row's label.
pub fn label_key(table: usize, row: usize) -> String {
    format!("label {table} {row}")
}

/// The key of a column's word, where it first stands.
pub fn header_key(table: usize, column: usize) -> String {
    format!("header {table} {column}")
}

impl Drawing<'_> {
    /// One table, as one grid or several.
    pub fn grids(&self, table: usize, rng: &mut Rng) -> Vec<Grid> {
        let spec = &self.edition.tables[table];
        let widest = spec.rows.iter().map(|row| row.columns.len()).max().unwrap();
        let is_uniform = spec.rows.iter().all(|row| row.columns.len() == widest);
        match spec.layout {
            Layout::OneLine => vec![self.blocks(table, spec, rng)],
            Layout::LabelledRows if is_uniform => vec![self.uniform(table, spec, rng)],
            Layout::LabelledRows => self.captioned(table, spec, widest, rng),
        }
    }

    fn number(&self, table: usize, cell: usize) -> String {
        let number = &self.numbers[table][cell];
        let spec = &self.edition.tables[table];
        let (row, column) = spec.row_and_column(cell);
        let hides = |text: &String| text == "0";
        let is_blank = self.recipe.has(Manner::ZerosBlank) && hides(number)
            || self.recipe.has(Manner::ZerosTotalOnly)
                && !spec.columns[column].is_total
                && spec.rows[row].columns.len() > 3
                && self.numbers[table][spec.rows[row].first_cell..][..spec.rows[row].columns.len()]
                    .iter()
                    .all(hides);
        let marked = mark(&number_key(table, cell), if is_blank { "" } else { number });
        match self.recipe.has(Manner::PaddingWide) {
            true => format!("  {marked}\u{3000}"),
            false => marked,
        }
    }

    fn numbers_of(&self, table: usize, row: usize) -> impl Iterator<Item = Cell> {
        let row = &self.edition.tables[table].rows[row];
        let cells = row.first_cell..row.first_cell + row.columns.len();
        cells.map(move |at| cell(self.number(table, at)))
    }

    fn label(&self, table: usize, row: usize, rng: &mut Rng) -> String {
        let label = self.worded(&self.edition.tables[table].rows[row].label, rng);
        mark(&label_key(table, row), &label)
    }

    fn header(&self, table: usize, column: usize, rng: &mut Rng) -> String {
        let label = self.worded(&self.edition.tables[table].columns[column].label, rng);
        mark(&header_key(table, column), &label)
    }

    /// A label as this report writes labels.
    fn worded(&self, label: &str, rng: &mut Rng) -> String {
        let has = |manner| self.recipe.has(manner);
        let mut label = label.to_string();
        if has(Manner::LabelsCut) {
            label = match label.as_str() {
                "本年制发件数" => "本年发件".to_string(),
                "现行有效件数" => "现行有效件".to_string(),
                "第二十条第（一）项" => "第二十条第".to_string(),
                "本年增/减" => "本年增/".to_string(),
                _ if label.starts_with("（二）部分公开") => "（二）部分公开".to_string(),
                _ => label,
            };
        }
        if has(Manner::LabelsNoted) {
            label = match label.as_str() {
                "规章" => "规章（本机关无权制定规章）".to_string(),
                "上一年项目数量" => "上一年项目数量（指上年事项数）".to_string(),
                "现行有效件数" => "现行有效件数（历史累计）".to_string(),
                "本年增/减" => "本年增/减（减用负值表示）".to_string(),
                _ => label,
            };
        }
        if has(Manner::LabelsHalfWidth) {
            label = exchanged(
                &label,
                &[("（", "("), ("）", ")"), ("，", ","), ("：", ":")],
            );
        }
        if has(Manner::LabelsSpaced) {
            label = exchanged(&label, &[("）", "） "), (".", ". ")]);
        }
        if has(Manner::LabelsEnumerated) {
            label = label.replace('.', "、");
        }
        if has(Manner::LabelsPlainQuotes) {
            label = match rng.bool() {
                true => exchanged(&label, &[("“", "\""), ("”", "\"")]),
                false => exchanged(&label, &[("“", ""), ("”", "")]),
            };
        }
        if has(Manner::LabelsCompatible) {
            label = exchanged(
                &label,
                &[("一", "⼀"), ("人", "⼈"), ("二", "⼆"), ("大", "⼤")],
            );
        }
        if has(Manner::LabelsTraditional) {
            label = traditional(&label);
        }
        if has(Manner::LabelsBroken) {
            label = broken(&label, rng);
        }
        label
    }

    /// A table whose rows have other columns from caption to caption.
    fn captioned(&self, table: usize, spec: &TableSpec, widest: usize, rng: &mut Rng) -> Vec<Grid> {
        let mut grids: Vec<Grid> = vec![Vec::new()];
        let mut group_before = None;
        for (at, row) in spec.rows.iter().enumerate() {
            if row.group != group_before {
                if self.recipe.has(Manner::TablesSplit) && group_before.is_some() {
                    grids.push(Vec::new());
                }
                let grid = grids.last_mut().unwrap();
                let caption = row.group.map_or("", |group| &spec.groups[group].label);
                if !(self.recipe.has(Manner::CaptionsLost) && at == 0) {
                    let caption = self.worded(caption, rng);
                    grid.push(wide(caption, 1 + widest));
                }
                let first = spec.headers.first().map_or("", |header| &header.label);
                let mut header = vec![cell(self.worded(first, rng))];
                header.extend(
                    row.columns
                        .iter()
                        .map(|&column| cell(self.header(table, column, rng))),
                );
                grid.push(stretched(header, 1 + widest));
                group_before = row.group;
            }
            let mut line = vec![cell(self.label(table, at, rng))];
            line.extend(self.numbers_of(table, at));
            grids.last_mut().unwrap().push(stretched(line, 1 + widest));
        }
        grids
    }

    /// A table with the same columns throughout and up to three columns of labels.
    fn uniform(&self, table: usize, spec: &TableSpec, rng: &mut Rng) -> Grid {
        let depths = (0..spec.rows.len()).map(|row| spec.row_path(row).len());
        let depth = depths.max().unwrap();
        let columns = &spec.rows[0].columns;
        let n = columns.len();
        let mut grid = self.uniform_headers(table, spec, depth, n, rng);
        let mut path: Vec<usize> = Vec::new();
        for (at, row) in spec.rows.iter().enumerate() {
            let groups = spec.group_path(row.group);
            let mut line = Vec::new();
            for (level, &group) in groups.iter().enumerate() {
                if path.get(level) == Some(&group) {
                    line.push(Cell::Covered);
                    continue;
                }
                let rows = spec.rows[at..].iter();
                let covered =
                    rows.take_while(|row| spec.group_path(row.group).get(level) == Some(&group));
                let label = self.worded(&spec.groups[group].label, rng);
                line.push(Cell::Text(label, 1, covered.count()));
            }
            path = groups;
            let spare = depth - line.len();
            if self.recipe.has(Manner::LabelsApart)
                && spare == depth
                && let Some((number, rest)) = row.label.split_once('、')
            {
                line.push(cell(format!("{number}、")));
                line.push(Cell::Text(mark(&label_key(table, at), rest), spare - 1, 1));
                line.extend(vec![Cell::Covered; spare - 2]);
                line.extend(self.numbers_of(table, at));
                grid.push(line);
                continue;
            }
            if self.recipe.has(Manner::LabelsTorn) && row.id == "unable3" {
                let label: Vec<char> = row.label.chars().collect();
                let (before, after) = label.split_at(label.len() - 3);
                let n = line.len() + 1;
                line.push(cell(mark(
                    &label_key(table, at),
                    &before.iter().collect::<String>(),
                )));
                line.extend(self.numbers_of(table, at));
                grid.push(line);
                let mut rest = vec![Cell::Covered; n - 1];
                rest.push(cell(after.iter().collect::<String>()));
                rest.extend((0..row.columns.len()).map(|_| cell("")));
                grid.push(rest);
                continue;
            }
            line.push(Cell::Text(self.label(table, at, rng), spare, 1));
            line.extend(vec![Cell::Covered; spare - 1]);
            line.extend(self.numbers_of(table, at));
            grid.push(line);
        }
        grid
    }

    fn uniform_headers(
        &self,
        table: usize,
        spec: &TableSpec,
        depth: usize,
        n: usize,
        rng: &mut Rng,
    ) -> Grid {
        let header = |at: usize, rng: &mut Rng| self.worded(&spec.headers[at].label, rng);
        let note = match () {
            () if self.recipe.has(Manner::NoteBookmark) => "[bookmark: _GoBack]".to_string(),
            () if self.recipe.has(Manner::NoteMissing) => String::new(),
            () => header(0, rng),
        };
        let mut labels: Vec<String> = (0..n)
            .map(|column| self.header(table, column, rng))
            .collect();
        if self.recipe.has(Manner::HeaderApart) {
            labels[1] = labels[1].replacen("商业", "商业\n", 1);
        }
        let low_total = self.recipe.has(Manner::HeaderLowTotal);
        let covered = |n: usize| vec![Cell::Covered; n];
        let mut first = vec![Cell::Text(note, depth, 3)];
        first.extend(covered(depth - 1));
        first.push(Cell::Text(header(1, rng), n, 1));
        first.extend(covered(n - 1));
        let mut second = covered(depth);
        second.push(Cell::Text(labels[0].clone(), 1, 2));
        let between = if low_total { n - 1 } else { n - 2 };
        second.push(Cell::Text(header(2, rng), between, 1));
        second.extend(covered(between - 1));
        let mut third = covered(depth + 1);
        third.extend(labels[1..n - 1].iter().map(cell));
        match low_total {
            true => third.push(cell(labels[n - 1].clone())),
            false => {
                second.push(Cell::Text(labels[n - 1].clone(), 1, 2));
                third.push(Cell::Covered);
            }
        }
        vec![first, second, third]
    }

    /// Blocks side by side, one line of numbers.
    fn blocks(&self, table: usize, spec: &TableSpec, rng: &mut Rng) -> Grid {
        let (mut top, mut middle, mut bottom) = (Vec::new(), Vec::new(), Vec::new());
        let mut group_before = None;
        for (at, row) in spec.rows.iter().enumerate() {
            let n = row.columns.len();
            let upright = |label: String| match self.recipe.has(Manner::LabelsUpright) {
                true => label
                    .chars()
                    .map(|c| format!("{c}\n"))
                    .collect::<String>()
                    .trim()
                    .to_string(),
                false => label,
            };
            let outcomes: Vec<Cell> = (row.columns.iter())
                .map(|&column| cell(upright(self.worded(&spec.columns[column].label, rng))))
                .collect();
            let Some(group) = row.group else {
                top.extend(wide(self.worded(&row.label, rng), n));
                middle.extend(outcomes.into_iter().map(|outcome| match outcome {
                    Cell::Text(text, ..) => Cell::Text(text, 1, 2),
                    Cell::Covered => Cell::Covered,
                }));
                bottom.extend(vec![Cell::Covered; n]);
                continue;
            };
            if group_before == Some(group) {
                top.extend(vec![Cell::Covered; n]);
            } else {
                let sisters = spec.rows[at..]
                    .iter()
                    .filter(|row| row.group == Some(group));
                let width: usize = sisters.map(|row| row.columns.len()).sum();
                top.push(Cell::Text(
                    self.worded(&spec.groups[group].label, rng),
                    width,
                    1,
                ));
                top.extend(vec![Cell::Covered; n - 1]);
            }
            middle.extend(wide(self.worded(&row.label, rng), n));
            bottom.extend(outcomes);
            group_before = row.group;
        }
        let numbers = (0..spec.n_cells).map(|at| cell(self.number(table, at)));
        vec![top, middle, bottom, numbers.collect()]
    }
}

fn wide(text: String, columns: usize) -> Vec<Cell> {
    let mut cells = vec![Cell::Text(text, columns, 1)];
    cells.resize(columns, Cell::Covered);
    cells
}

/// The last cell covers what is left.
fn stretched(mut cells: Vec<Cell>, columns: usize) -> Vec<Cell> {
    let spare = columns - cells.len();
    if let Some(Cell::Text(_, width, _)) = cells.last_mut() {
        *width += spare;
    }
    cells.resize(columns, Cell::Covered);
    cells
}

fn exchanged(text: &str, pairs: &[(&str, &str)]) -> String {
    pairs
        .iter()
        .fold(text.to_string(), |text, (from, to)| text.replace(from, to))
}

/// Traditional script, as a converter writes it.
pub fn traditional(text: &str) -> String {
    let pairs = [
        ("信息", "資訊"),
        ("开", "開"),
        ("动", "動"),
        ("总", "總"),
        ("体", "體"),
        ("况", "況"),
        ("处", "處"),
        ("请", "請"),
        ("复", "復"),
        ("议", "議"),
        ("讼", "訟"),
        ("诉", "訴"),
        ("题", "題"),
        ("进", "進"),
        ("报", "報"),
        ("项", "項"),
        ("问", "問"),
        ("数", "數"),
        ("结", "結"),
        ("转", "轉"),
        ("计", "計"),
        ("机", "機"),
        ("关", "關"),
        ("规", "規"),
        ("废", "廢"),
        ("发", "發"),
        ("现", "現"),
        ("执", "執"),
    ];
    exchanged(text, &pairs)
}

/// Broken over two or three lines, as narrow cells break their words.
fn broken(label: &str, rng: &mut Rng) -> String {
    let chars: Vec<char> = label.chars().collect();
    if chars.len() < 4 || rng.u32(..3) == 0 {
        return label.to_string();
    }
    let at = rng.usize(2..chars.len() - 1);
    let (before, after): (String, String) =
        (chars[..at].iter().collect(), chars[at..].iter().collect());
    format!("{before}\n{after}")
}
