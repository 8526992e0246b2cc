//! The official form as data: what sections, tables, rows, columns and relations an edition has.
//!
//! In: TOML (built in, or the user's own). Out: [`Edition`], with every reference resolved to an index. Deliberately absent: any knowledge
//! of a report's text. Official wording lives in `editions/*.toml` and nowhere in code.

pub mod across;
pub(crate) mod compiled;
mod copied;
mod explains;
#[cfg(any(test, not(compiled_form)))]
pub(crate) mod files;
pub mod fold;
pub mod frames;
pub mod lexicon;
mod load;
mod named;
pub mod phrases;
mod pitfalls;
mod script;
mod title_words;
#[cfg(test)]
pub(crate) mod toy;
mod units;

use serde::{Deserialize, Serialize};

pub use copied::CopiedWords;
pub use explains::Explained;
pub(crate) use load::read_editions;
pub use load::{load_edition, load_edition_of, load_phrases};
pub use pitfalls::*;
pub use script::ScriptVariants;
pub use title_words::TitleWords;
pub use units::UnitWords;

/// One official edition of the form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    /// Stable id: `2021`, `2019`, or the user's own word.
    pub id: String,
    /// The edition's name for people.
    pub name: String,
    /// The instrument that prescribes it.
    pub source: String,
    /// First report year it is prescribed for.
    pub first_year: u16,
    /// Last report year it is prescribed for; `None` while in force.
    pub last_year: Option<u16>,
    /// How the title of a report reads.
    pub title: TitleSpec,
    /// The sections in their official order.
    pub sections: Vec<SectionSpec>,
    /// The tables in the order of their sections.
    pub tables: Vec<TableSpec>,
    /// What must hold between a report and the one of the year before.
    pub across: Vec<across::YearRelation>,
    /// How sentences speak of its numbers, where it does not speak as the official editions do.
    pub narrative: Option<phrases::Phrases>,
}

/// How the title of a report reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TitleSpec {
    /// The regular words after unit and year: `政府信息公开工作年度报告`.
    pub words: String,
    /// Other endings by which a title is recognised (`政府信息公开年度报告`, …); they are not the official words.
    pub also: Vec<String>,
    /// What stands after the year's digits, before the words: `年`, `年度`.
    pub year_marks: Vec<String>,
}

/// One official section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SectionSpec {
    /// Stable id: `overview`, `proactive`, `applications`, `disputes`, `problems`, `other`.
    pub id: String,
    /// The official numeral: `一`.
    pub number: String,
    /// The official title without its number.
    pub title: String,
    /// Other wordings met in reports: they identify the section but are not its official title.
    pub also: Vec<String>,
    /// Words that together identify the section in a heading whose wording is free: every inner list is one alternative set.
    pub key: Vec<Vec<String>>,
    /// The table that the section must hold, as an index into [`Edition::tables`].
    pub table: Option<usize>,
    /// Whether the section may not be left with nothing, or only with one of these words (`无`), under its heading. `None`: may be empty.
    pub not_only: Option<Vec<String>>,
    /// Words of which the section has to say at least one; empty: it is free to say anything.
    pub must_mention: Vec<String>,
    /// What it means, where the edition says so itself.
    pub explains: Option<Explained>,
    /// Where the official text says so.
    pub source: String,
}

/// What a number cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NumberKind {
    /// A whole number from 0.
    Count,
    /// A whole number with a sign (`+19`, `减4`).
    Signed,
    /// An amount of money: decimals and a unit are legitimate.
    Amount,
}

/// How a table's rows stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layout {
    /// Each row starts with its label.
    LabelledRows,
    /// All rows side by side in one line of numbers without a label (section 四); `RowSpec`s are the blocks from left to right.
    OneLine,
}

/// One official table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableSpec {
    /// Stable id: `proactive`, `applications`, `disputes`.
    pub id: String,
    /// The first part of cell names: `三`.
    pub short: String,
    /// The section it belongs to, an index into [`Edition::sections`].
    pub section: usize,
    /// How its rows stand in a text.
    pub layout: Layout,
    /// Columns from left to right. A row uses some or all of them.
    pub columns: Vec<ColumnSpec>,
    /// Captions, group rows and parent labels, none of which carry numbers; in the order of the form.
    pub groups: Vec<GroupSpec>,
    /// The rows that carry numbers, in the order of the form.
    pub rows: Vec<RowSpec>,
    /// Header words above the columns that are not a column's own label (the note at the top left, 申请人情况, 法人或其他组织, 信息内容).
    pub headers: Vec<HeaderSpec>,
    /// What must hold between its cells.
    pub relations: Vec<Relation>,
    /// Number of cells: the sum of the rows' column counts.
    pub n_cells: usize,
    /// Where the official text says so.
    pub source: String,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnSpec {
    /// Stable id: `natural`, …, `total`.
    pub id: String,
    /// The official label.
    pub label: String,
    /// Other wordings that identify the column without being official.
    pub also: Vec<String>,
    /// What its cells hold.
    pub kind: NumberKind,
    /// The unit in which its amounts are counted, if the form says so: `万元`.
    pub unit: Option<String>,
    /// Whether its cells are totals of the row.
    pub is_total: bool,
    /// What it means, where the edition says so itself.
    pub explains: Option<Explained>,
    /// Where the official text says so.
    pub source: String,
}

/// A label that carries no numbers of its own: a caption (第二十条第（一）项), a group (（三）不予公开), a parent (三、本年度办理结果).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupSpec {
    /// Stable id.
    pub id: String,
    /// The official label.
    pub label: String,
    /// Other wordings that identify it.
    pub also: Vec<String>,
    /// The group it stands in, an index into [`TableSpec::groups`].
    pub parent: Option<usize>,
    /// What it means, where the edition says so itself.
    pub explains: Option<Explained>,
}

/// One row of numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowSpec {
    /// Stable id: `new`, `granted`, `processed_total`, …
    pub id: String,
    /// The official label.
    pub label: String,
    /// Other wordings that identify the row without being official.
    pub also: Vec<String>,
    /// Words that identify the row where only one line of the table is called so: those of any total.
    pub plain: Vec<String>,
    /// The group it stands in, an index into [`TableSpec::groups`].
    pub group: Option<usize>,
    /// Its columns from left to right, as indices into [`TableSpec::columns`].
    pub columns: Vec<usize>,
    /// Number of the row's first cell among the table's cells; the others follow in the order of `columns`.
    pub first_cell: usize,
    /// Whether the row holds totals of other rows.
    pub is_total: bool,
    /// Columns, as indices into [`TableSpec::columns`], in which only bodies that may make regulations can have more than 0.
    pub reserved: Vec<usize>,
    /// What it means, where the edition says so itself.
    pub explains: Option<Explained>,
    /// Where the official text says so.
    pub source: String,
}

/// A header word that is not a column's label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeaderSpec {
    /// The official words.
    pub label: String,
    /// Other wordings.
    pub also: Vec<String>,
    /// The columns that it stands over, as indices into [`TableSpec::columns`]; empty: it stands over the labels.
    pub over: Vec<usize>,
}

/// What a relation adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RelationKind {
    /// The cells of a row.
    RowTotal,
    /// Cells of a column.
    ColumnTotal,
    /// What came in, against what was dealt with and what is left.
    Balance,
}

impl RelationKind {
    /// All of them.
    pub const ALL: [RelationKind; 3] = [
        RelationKind::RowTotal,
        RelationKind::ColumnTotal,
        RelationKind::Balance,
    ];

    /// The code of the rule that reports one that is broken.
    pub fn rule(self) -> &'static str {
        match self {
            RelationKind::RowTotal => "row-total",
            RelationKind::ColumnTotal => "column-total",
            RelationKind::Balance => "balance",
        }
    }
}

/// One identity that the form declares: the cells of `parts` minus those of `minus` sum to `total`.
///
/// `row`: six applicants = 总计. `balance`: 一 + 二 − （七）总计 = 四, anchored at 四.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Stable id: `row:new`, `column:natural`, `balance:natural`, `outcome:review`.
    pub id: String,
    /// What it is, and which rule reports it.
    pub kind: RelationKind,
    /// Cells that add up, in reading order, by number of cell within the table.
    pub parts: Vec<usize>,
    /// Cells that are taken away.
    pub minus: Vec<usize>,
    /// The cell that must equal the sum, and at which a break is reported.
    pub total: usize,
    /// Whether `total` is a total by nature, so that a blank there is filled (`blank-total`); false for the balance.
    pub fills: bool,
    /// Where the official text says so.
    pub source: String,
}

/// The official editions.
pub(crate) fn official() -> Vec<Edition> {
    compiled::taken_in(compiled::EDITIONS)
}

impl Edition {
    /// Whether it is the form for a report year.
    pub fn is_prescribed_for(&self, year: u16) -> bool {
        self.first_year <= year && self.last_year.is_none_or(|last| year <= last)
    }

    /// How many years lie between a report year and those that it is the form for; 0 if the year is one of them.
    pub fn years_from(&self, year: u16) -> u16 {
        let after = self.last_year.map_or(0, |last| year.saturating_sub(last));
        self.first_year.saturating_sub(year).max(after)
    }

    /// How sentences speak of its numbers.
    pub fn phrases(&self) -> &phrases::Phrases {
        self.narrative
            .as_ref()
            .unwrap_or_else(|| phrases::Phrases::builtin())
    }

    /// How it calls reporting bodies: the same as [`Edition::phrases`] says, without all the rest being read for that.
    pub fn bodies(&self) -> &phrases::Bodies {
        match &self.narrative {
            Some(own) => &own.bodies,
            None => phrases::Bodies::builtin(),
        }
    }
}

impl TableSpec {
    /// The row and column of a cell, as indices.
    pub fn row_and_column(&self, cell: usize) -> (usize, usize) {
        let row = self
            .rows
            .partition_point(|row| row.first_cell <= cell)
            .saturating_sub(1);
        (
            row,
            self.rows[row].columns[cell - self.rows[row].first_cell],
        )
    }

    /// The official words of a row, group, column or header of this table; `None` for what has none.
    pub fn label_of(&self, name: lexicon::Name) -> Option<&str> {
        use lexicon::Name;
        let label = match name {
            Name::Row(_, row) => &self.rows.get(row)?.label,
            Name::Group(_, group) => &self.groups.get(group)?.label,
            Name::Column(_, column) => &self.columns.get(column)?.label,
            Name::Header(_, header) => &self.headers.get(header)?.label,
            _ => return None,
        };
        Some(label)
    }

    /// The labels from the outermost group to the row's own.
    pub fn row_path(&self, row: usize) -> Vec<String> {
        let groups = self.group_path(self.rows[row].group).into_iter();
        let mut path: Vec<String> = groups
            .map(|group| self.groups[group].label.clone())
            .collect();
        path.push(self.rows[row].label.clone());
        path
    }

    /// A group and the groups it stands in, the outermost first.
    pub fn group_path(&self, group: Option<usize>) -> Vec<usize> {
        let mut path: Vec<usize> = std::iter::successors(group, |&at| self.groups[at].parent)
            .take(self.groups.len())
            .collect();
        path.reverse();
        path
    }

    /// How many groups a row of this group stands in.
    pub fn depth_of(&self, group: Option<usize>) -> usize {
        let path = std::iter::successors(group, |&at| self.groups[at].parent);
        path.take(self.groups.len()).count()
    }

    /// The cell's name in findings and in `[[ignore]]`: `三/（七）总计/自然人`.
    pub fn cell_name(&self, cell: usize) -> String {
        let (row, column) = self.row_and_column(cell);
        format!(
            "{}/{}/{}",
            self.short, self.rows[row].label, self.columns[column].label
        )
    }

    /// The cell's name for a sentence that has to stay short: a row's label of more than `most` characters is cut.
    pub fn short_cell_name(&self, cell: usize, most: usize) -> String {
        let (row, column) = self.row_and_column(cell);
        format!(
            "{}/{}/{}",
            self.short,
            cut(&self.rows[row].label, most),
            self.columns[column].label
        )
    }

    /// The label of a cell's row, cut if it has more than `most` characters.
    pub fn short_row_label(&self, cell: usize, most: usize) -> String {
        cut(self.row_label(cell), most)
    }

    /// The label of a cell's row.
    pub fn row_label(&self, cell: usize) -> &str {
        &self.rows[self.row_and_column(cell).0].label
    }

    /// The label of a cell's column.
    pub fn column_label(&self, cell: usize) -> &str {
        &self.columns[self.row_and_column(cell).1].label
    }

    /// The cell of a row and a column, by their indices; `None` if the row does not have the column.
    pub fn cell(&self, row: usize, column: usize) -> Option<usize> {
        let row = self.rows.get(row)?;
        row.columns
            .iter()
            .position(|&c| c == column)
            .map(|at| row.first_cell + at)
    }
}

/// The first characters of a label, with a mark where more than `most` are cut to that many.
fn cut(label: &str, most: usize) -> String {
    match label.char_indices().nth(most) {
        Some((end, _)) => {
            let kept = label[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
            format!("{kept}…")
        }
        None => label.to_owned(),
    }
}
