//! Whole sentences about the numbers of the tables, and what a new report begins with, as data.
//!
//! In: `phrases.toml`. Out: [`Frames`], with cells still named by the ids of the form, since editions differ in them. Deliberately absent: numbers;
//! a frame is filled by those who know some.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::{Edition, SectionSpec, TableSpec, compiled};

/// Every sentence that can be offered, and what a new report begins with.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    /// Characters behind which an editor asks what may come next.
    pub triggers: Vec<String>,
    /// What stands for a number that is not known yet.
    pub gap: String,
    /// How running text names a section, with places for its number and its title.
    sections: Vec<String>,
    /// The sentences, in the order in which they are offered.
    pub frames: Vec<Frame>,
    /// What a new report begins with.
    pub report: NewReport,
}

/// A sentence with places for numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Stable id.
    pub id: String,
    /// The id of the section it belongs to.
    pub section: String,
    /// The id of the table whose cells it states.
    pub table: String,
    /// It is offered where all of these are more than 0.
    some: Vec<CellIds>,
    /// It is offered where all of these are 0.
    none: Vec<CellIds>,
    bits: Vec<Bit>,
}

/// What a new report begins with, beside title, headings and tables.
#[derive(Clone, Debug, Default)]
pub struct NewReport {
    /// Below the title.
    pub opening: Vec<Bit>,
    /// What stands in the sections, in reading order.
    pub parts: Vec<ReportPart>,
    /// The lines at the end.
    pub closing: Vec<Vec<Bit>>,
}

/// A piece of a section of a new report.
#[derive(Clone, Debug, Default)]
pub struct ReportPart {
    /// The id of the section.
    pub section: String,
    /// A heading below the section's own.
    pub heading: Option<String>,
    /// What stands there whatever the tables say.
    pub text: Option<Vec<Bit>>,
    /// The sentences that stand there, as indices into [`Frames::frames`].
    pub frames: Vec<usize>,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bit {
    /// Words.
    Said(String),
    /// The year of the report, and so many years on.
    Year(u16),
    /// Who reports.
    Unit,
    /// What these cells come to.
    Number(CellIds),
}

/// Cells that add up, by the ids of rows or groups and of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellIds {
    rows: Vec<String>,
    columns: Vec<String>,
}

/// What a frame is filled with.
pub trait Filling {
    /// The year of the report.
    fn year(&self) -> Option<u16>;
    /// Who reports.
    fn unit(&self) -> Option<&str>;
    /// What these cells of the frame's table come to, in words; `None` if that cannot be said.
    fn number(&self, cells: &[usize]) -> Option<String>;
}

impl CellIds {
    /// `natural` of `new.natural`, `denied+unable`: rows, and columns behind a point.
    fn read(text: &str, column: &str) -> CellIds {
        let ids = |text: &str| text.split('+').map(str::to_owned).collect();
        let (rows, columns) = text.split_once('.').unwrap_or((text, column));
        CellIds {
            rows: ids(rows),
            columns: ids(columns),
        }
    }

    /// The cells of a table that these are; `None` if it lacks one of the names.
    pub fn cells(&self, table: &TableSpec) -> Option<Vec<usize>> {
        let mut cells = Vec::new();
        for row in &self.rows {
            for row in table.rows_named(row)? {
                for column in &self.columns {
                    cells.push(table.cell(row, table.column_named(column)?)?);
                }
            }
        }
        Some(cells)
    }
}

/// Cuts a text at its braces.
fn bits(text: &str, column: &str) -> Vec<Bit> {
    let mut bits = Vec::new();
    let mut rest = text;
    while let Some((before, (inside, after))) = rest
        .split_once('{')
        .and_then(|(before, behind)| Some((before, behind.split_once('}')?)))
    {
        if !before.is_empty() {
            bits.push(Bit::Said(before.to_owned()));
        }
        bits.push(match inside {
            "year" => Bit::Year(0),
            "next-year" => Bit::Year(1),
            "unit" => Bit::Unit,
            cells => Bit::Number(CellIds::read(cells, column)),
        });
        rest = after;
    }
    if !rest.is_empty() {
        bits.push(Bit::Said(rest.to_owned()));
    }
    bits
}

impl Frame {
    /// The table of an edition that it speaks of.
    pub fn table_of<'e>(&self, edition: &'e Edition) -> Option<&'e TableSpec> {
        edition.tables.iter().find(|table| table.id == self.table)
    }

    /// What must be more than 0, and what must be 0, for the sentence to be offered; `None` if the table lacks one of the names.
    pub fn conditions(&self, table: &TableSpec) -> Option<[Vec<Vec<usize>>; 2]> {
        let cells = |ids: &[CellIds]| -> Option<Vec<Vec<usize>>> {
            ids.iter().map(|ids| ids.cells(table)).collect()
        };
        Some([cells(&self.some)?, cells(&self.none)?])
    }

    /// The sums of cells that it states, in their order; `None` if the table lacks one of the names.
    pub fn stated(&self, table: &TableSpec) -> Option<Vec<Vec<usize>>> {
        let numbers = self.bits.iter().filter_map(|bit| match bit {
            Bit::Number(ids) => Some(ids),
            _ => None,
        });
        numbers.map(|ids| ids.cells(table)).collect()
    }

    /// The sentence; `None` if something that belongs into it is not known.
    pub fn filled(&self, table: &TableSpec, filling: &impl Filling) -> Option<String> {
        fill(&self.bits, Some(table), filling)
    }
}

/// Bits as a text; `None` if something that belongs into it is not known.
pub fn fill(bits: &[Bit], table: Option<&TableSpec>, filling: &impl Filling) -> Option<String> {
    let mut text = String::new();
    for bit in bits {
        match bit {
            Bit::Said(words) => text.push_str(words),
            Bit::Year(on) => text.push_str(&filling.year()?.checked_add(*on)?.to_string()),
            Bit::Unit => text.push_str(filling.unit()?),
            Bit::Number(ids) => text.push_str(&filling.number(&ids.cells(table?)?)?),
        }
    }
    Some(text)
}

/// The data as it is written.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    triggers: Vec<String>,
    gap: String,
    sections: Vec<String>,
    frame: Vec<WrittenFrame>,
    report: WrittenReport,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct WrittenFrame {
    id: String,
    section: String,
    table: String,
    #[serde(default)]
    column: String,
    #[serde(default)]
    some: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
    text: String,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct WrittenReport {
    opening: String,
    closing: Vec<String>,
    part: Vec<WrittenPart>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct WrittenPart {
    section: String,
    heading: Option<String>,
    text: Option<String>,
    #[serde(default)]
    frames: Vec<String>,
}

impl From<Written> for Frames {
    fn from(written: Written) -> Frames {
        let frames: Vec<Frame> = written.frame.into_iter().map(Frame::from).collect();
        let numbered = |id: &String| frames.iter().position(|frame| frame.id == *id);
        let part = |part: WrittenPart| ReportPart {
            section: part.section,
            heading: part.heading,
            text: part.text.map(|text| bits(&text, "")),
            frames: part.frames.iter().filter_map(numbered).collect(),
        };
        Frames {
            triggers: written.triggers,
            gap: written.gap,
            sections: written.sections,
            report: NewReport {
                opening: bits(&written.report.opening, ""),
                parts: written.report.part.into_iter().map(part).collect(),
                closing: written
                    .report
                    .closing
                    .iter()
                    .map(|line| bits(line, ""))
                    .collect(),
            },
            frames,
        }
    }
}

impl From<WrittenFrame> for Frame {
    fn from(written: WrittenFrame) -> Frame {
        let read = |ids: &[String]| -> Vec<CellIds> {
            ids.iter()
                .map(|ids| CellIds::read(ids, &written.column))
                .collect()
        };
        Frame {
            some: read(&written.some),
            none: read(&written.none),
            bits: bits(&written.text, &written.column),
            id: written.id,
            section: written.section,
            table: written.table,
        }
    }
}

impl Frames {
    /// Those of the official editions. They are read when they are first asked for.
    pub fn builtin() -> &'static Frames {
        static FRAMES: OnceLock<Frames> = OnceLock::new();
        FRAMES.get_or_init(|| Frames::from(compiled::taken_in::<Written>(compiled::PHRASES)))
    }

    /// The ways in which running text names a section.
    pub fn names_of(&self, section: &SectionSpec) -> impl Iterator<Item = String> {
        let numbered = self
            .sections
            .iter()
            .map(|way| way.replace("{number}", &section.number));
        numbered.map(|way| way.replace("{title}", &section.title))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::form::files;
    use crate::kit::Forms;

    #[test]
    fn every_frame_fits_an_official_edition() {
        let read = toml::from_str::<Written>(files::PHRASES);
        assert!(read.is_ok(), "{read:?}");
        for frame in &Frames::builtin().frames {
            let fits = |edition: &Edition| {
                let table = frame.table_of(edition)?;
                frame.conditions(table)?;
                frame.stated(table)
            };
            let mut editions = Forms::builtin().editions();
            assert!(
                editions.any(|edition| fits(edition).is_some()),
                "{}",
                frame.id
            );
            let mut sections = Forms::builtin().editions().flat_map(|it| &it.sections);
            assert!(
                sections.any(|section| section.id == frame.section),
                "{}",
                frame.id
            );
        }
    }

    #[test]
    fn a_new_report_names_only_sections_and_frames_that_there_are() {
        let written: Written = toml::from_str(files::PHRASES).unwrap();
        let newest = Forms::builtin().editions().next().unwrap();
        for part in &written.report.part {
            assert!(
                newest
                    .sections
                    .iter()
                    .any(|section| section.id == part.section)
            );
            for id in &part.frames {
                assert!(written.frame.iter().any(|frame| frame.id == *id), "{id}");
            }
        }
    }

    #[test]
    fn braces_are_places() {
        let bits = bits("{year}年{new}件{new.natural+other}。", "total");
        let ids = |rows: &[&str], columns: &[&str]| {
            let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
            Bit::Number(CellIds {
                rows: owned(rows),
                columns: owned(columns),
            })
        };
        let said = |words: &str| Bit::Said(words.to_owned());
        assert_eq!(
            bits,
            [
                Bit::Year(0),
                said("年"),
                ids(&["new"], &["total"]),
                said("件"),
                ids(&["new"], &["natural", "other"]),
                said("。"),
            ]
        );
    }
}
