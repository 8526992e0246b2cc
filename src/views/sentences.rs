//! Whole sentences made from the tables of a report, by the frames of `form/phrases.toml`.
//!
//! In: a report. Out: the sentences whose numbers its tables state, in the order of the frames. No number is written that the tables do not state.

use crate::figures::Figures;
use crate::form::TableSpec;
use crate::form::frames::{Filling, Frame, Frames};
use crate::narrative::Sum;
use crate::narrative::compare::value_of;
use crate::reading::{ReportReading, TableReading};

/// A sentence ready to be inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadySentence {
    /// The id of its frame.
    pub frame: &'static str,
    /// The sentence.
    pub text: String,
    /// The names of the cells that it states.
    pub cells: Vec<String>,
    /// Whether the text states all of them already.
    pub is_told: bool,
}

/// The sentences that belong into a section, by its number in the edition.
pub fn sentences(report: &ReportReading, section: usize) -> Vec<ReadySentence> {
    let edition = report.aligned.edition();
    let Some(section) = edition.sections.get(section) else {
        return Vec::new();
    };
    let frames = Frames::builtin().frames.iter();
    let of_section = frames.filter(|frame| frame.section == section.id);
    of_section
        .filter_map(|frame| ready(report, frame))
        .collect()
}

/// A frame filled; `None` if the tables do not state all that belongs into it, or it is not the one to say so.
fn ready(report: &ReportReading, frame: &'static Frame) -> Option<ReadySentence> {
    let mut tables = report.found_tables();
    let table = tables.find(|table| table.spec().id == frame.table)?;
    let spec = table.spec();
    let told = TableTeller { report, table };
    let [some, none] = frame.conditions(spec)?;
    let is_some = |cells: &Vec<usize>| told.sum(cells).is_some_and(|sum| sum > 0);
    let is_none = |cells: &Vec<usize>| told.sum(cells) == Some(0);
    if !some.iter().all(is_some) || !none.iter().all(is_none) {
        return None;
    }
    let text = frame.filled(spec, &told)?;
    let stated = frame.stated(spec)?;
    let what = if stated.is_empty() { none } else { stated };
    let cells: Vec<usize> = what.into_iter().flatten().collect();
    Some(ReadySentence {
        frame: &frame.id,
        text,
        is_told: cells.iter().all(|&cell| told.is_in_text(spec, cell)),
        cells: cells.iter().map(|&cell| spec.cell_name(cell)).collect(),
    })
}

/// What a table tells.
struct TableTeller<'r> {
    report: &'r ReportReading,
    table: &'r TableReading,
}

impl TableTeller<'_> {
    fn figures(&self) -> &Figures {
        &self.table.figures
    }

    /// What cells come to, if all of them are stated.
    fn sum(&self, cells: &[usize]) -> Option<i64> {
        let sum = Sum {
            plus: cells.to_vec(),
            minus: Vec::new(),
        };
        value_of(&sum, self.figures()).filter(|&sum| sum >= 0)
    }

    fn is_in_text(&self, spec: &TableSpec, cell: usize) -> bool {
        let facts = self.report.narrative.facts.iter();
        let of_table = facts.filter(|fact| {
            let table = self.report.table(fact.table);
            table.is_some_and(|table| table.spec().id == spec.id)
        });
        let mut sums = of_table.filter_map(|fact| fact.readings.first());
        sums.any(|sum| sum.plus.contains(&cell))
    }
}

impl Filling for TableTeller<'_> {
    fn year(&self) -> Option<u16> {
        self.report.aligned.year()
    }

    fn unit(&self) -> Option<&str> {
        None
    }

    fn number(&self, cells: &[usize]) -> Option<String> {
        Some(self.sum(cells)?.to_string())
    }
}
