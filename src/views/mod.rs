//! What the program understood of a text, for people who want to see it: its number cells and the numbers in its sentences.

pub mod applications;
pub mod extent;
pub mod folds;
pub mod format;
pub mod hints;
pub mod hover;
pub mod jumps;
pub mod links;
pub mod memory;
pub mod offers;
pub mod outline;
pub mod placed;
pub mod sentences;
pub mod sheet;
pub mod spot;
pub mod summary;
pub mod symbols;
pub mod tidy;
pub mod tokens;
pub mod totals;
pub mod widening;

use crate::align::{AlignedTable, RowState, Slot};
use crate::door::{Origin, Span};
use crate::locale::Words;
use crate::narrative::compare::{self, Verdict};
use crate::narrative::{Fact, Said, Silence};
use crate::reading::{Reading, ReportReading, TableReading};
use crate::syntax::value::Value;

/// One number cell of the form, as the program understood it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellView {
    /// The cell's name: `三/（七）总计/自然人`.
    pub name: String,
    /// The labels of its row, from the outermost group to the row's own.
    pub row: Vec<String>,
    /// The label of its column.
    pub column: String,
    /// The ids of table, row and column, as in the edition's data.
    pub ids: [String; 3],
    /// Its characters; empty for a blank cell.
    pub written: String,
    /// The number in plain digits, where it is one.
    pub value: Option<String>,
    /// How it was found.
    pub state: CellState,
    /// In bytes of the analysed text; for a blank cell the place where its value would be written.
    pub span: Span,
}

/// How a number cell was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellState {
    /// In its place.
    Found,
    /// Its row's label is lost; order says which row it is.
    Guessed,
    /// Its row has too many or too few values, so that only their order is known.
    Unplaced,
    /// Such a row has no value for it.
    Absent,
    /// Its row is not there.
    Missing,
}

impl CellState {
    /// Its name.
    pub fn words(self) -> Words {
        let (chinese, english) = match self {
            CellState::Found => ("已对应", "found"),
            CellState::Guessed => ("推断", "guessed"),
            CellState::Unplaced => ("未能对应", "unplaced"),
            CellState::Absent => ("缺单元格", "absent"),
            CellState::Missing => ("缺行", "missing"),
        };
        Words { chinese, english }
    }

    fn of(table: &AlignedTable, row: usize, slot: &Slot) -> Self {
        let row = table.rows.get(row).map(|row| row.state);
        match (slot, row) {
            (Slot::Found(_), _) => CellState::Found,
            (Slot::Guessed(_), _) => CellState::Guessed,
            (Slot::ByOrder(_), _) => CellState::Unplaced,
            (Slot::Absent(_), Some(RowState::Unplaced { .. })) => CellState::Absent,
            (Slot::Absent(_), _) => CellState::Missing,
        }
    }
}

/// Every number cell of the form in its order, whether the report has it or not; empty if the text is no report.
pub fn cells(reading: &Reading) -> Vec<CellView> {
    let mut all = Vec::new();
    for (report, origin) in reading.reports() {
        for table in &report.tables {
            all.extend(cells_of(report, table, origin));
        }
    }
    all
}

fn cells_of<'r>(
    report: &'r ReportReading,
    table: &'r TableReading,
    origin: Origin<'r>,
) -> impl Iterator<Item = CellView> + 'r {
    let (document, spec) = (&report.aligned.document, table.spec());
    table.slots.iter().enumerate().map(move |(at, slot)| {
        let (row, column) = spec.row_and_column(at);
        CellView {
            name: spec.cell_name(at),
            row: spec.row_path(row),
            column: spec.columns[column].label.clone(),
            ids: [
                spec.id.clone(),
                spec.rows[row].id.clone(),
                spec.columns[column].id.clone(),
            ],
            written: slot
                .cell()
                .map_or_else(String::new, |cell| document.at(cell.span).to_owned()),
            value: match slot.value() {
                Some(Value::Number(number)) => Some(number.plain()),
                Some(Value::Blank | Value::Dash | Value::Words) | None => None,
            },
            state: CellState::of(table, row, slot),
            span: origin.place(slot.span()),
        }
    })
}

/// One number of the text, as the program understood it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactView {
    /// The clause it stands in.
    pub text: String,
    /// The number.
    pub value: i64,
    /// How it is stated.
    pub said: Said,
    /// The names of the cells that it is compared with; several add up.
    pub cells: Vec<String>,
    /// What those cells come to; `None` if one of them is blank or not there.
    pub in_table: Option<i64>,
    /// What came of comparing.
    pub verdict: FactVerdict,
    /// Of the number, in bytes of the analysed text.
    pub span: Span,
}

/// What comes of comparing a number of the text with the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactVerdict {
    /// It is what the cells say.
    Agrees,
    /// It is what they say by another reading, such as with those carried in.
    AgreesOtherwise,
    /// It is something else.
    Differs,
    /// The table does not tell.
    Unknown,
}

impl FactVerdict {
    /// Its name.
    pub fn words(self) -> Words {
        let (chinese, english) = match self {
            FactVerdict::Agrees => ("一致", "agrees"),
            FactVerdict::AgreesOtherwise => ("一致（按另一种口径）", "agrees otherwise"),
            FactVerdict::Differs => ("不一致", "differs"),
            FactVerdict::Unknown => ("表中无数", "unknown"),
        };
        Words { chinese, english }
    }
}

/// Every number of the text that names cells of the tables, in reading order; empty if the text is no report.
pub fn facts(reading: &Reading) -> Vec<FactView> {
    let mut all = Vec::new();
    for (report, origin) in reading.reports() {
        let facts = report.narrative.facts.iter();
        all.extend(facts.filter_map(|fact| fact_view(report, fact, origin)));
    }
    all
}

fn fact_view(report: &ReportReading, fact: &Fact, origin: Origin<'_>) -> Option<FactView> {
    let document = &report.aligned.document;
    let table = report.table(fact.table)?;
    let (verdict, reading) = match compare::verdict(fact, &table.figures) {
        Verdict::Agrees(0) => (FactVerdict::Agrees, 0),
        Verdict::Agrees(reading) => (FactVerdict::AgreesOtherwise, reading),
        Verdict::Differs(_) => (FactVerdict::Differs, 0),
        Verdict::Unknown => (FactVerdict::Unknown, 0),
    };
    let sum = fact.readings.get(reading)?;
    let name = |&cell: &usize| table.spec().cell_name(cell);
    Some(FactView {
        text: document.at(fact.clause).to_owned(),
        value: fact.value,
        said: fact.said,
        cells: sum.plus.iter().map(name).collect(),
        in_table: compare::value_of(sum, &table.figures),
        verdict,
        span: origin.place(fact.span),
    })
}

/// One number of the text that is compared with nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilentView {
    /// The clause it stands in.
    pub text: String,
    /// The number in plain digits, if it is a whole one.
    pub value: Option<i64>,
    /// Why it is not compared.
    pub why: Silence,
    /// Of the number, in bytes of the analysed text.
    pub span: Span,
}

/// Every number of the text's sentences that is not compared, in reading order; empty if the text is no report.
pub fn silences(reading: &Reading) -> Vec<SilentView> {
    let mut all = Vec::new();
    for (report, origin) in reading.reports() {
        let document = &report.aligned.document;
        let silent = report.narrative.silent.iter();
        all.extend(silent.map(|silent| SilentView {
            text: document.at(silent.clause).to_owned(),
            value: silent.value,
            why: silent.why,
            span: origin.place(silent.span),
        }));
    }
    all
}
