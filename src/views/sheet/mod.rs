//! A report in the official layout: title, headings, paragraphs, and tables with merged cells as the form prints them.
//!
//! In: a reading, and what was found. Out: one [`Sheet`] for each report of the text, plain data for whoever draws or writes it anew. Nothing that
//! is written is left out: what the form has no place for stands where it stood, or below its table. Labels are the form's unless the report words
//! them otherwise; values are as stated. Rows that the report lacks are not made up.

mod grid;
mod heads;
mod lines;
mod marks;
mod model;
mod official;
mod recognised;
mod values;
mod zones;

pub use self::model::{
    CellRole, Sheet, SheetBlock, SheetCell, SheetGrid, SheetLine, SheetRow, SheetRun,
};

use self::lines::LineKind;
use self::marks::FindingMarks;
use self::zones::Zones;
use crate::align::{AlignedReport, Title};
use crate::door::{Finding, Origin, Span};
use crate::reading::{Reading, ReportReading, TextPart};
use crate::span;
use crate::syntax::{Document, Row, Surface, parse};

/// The reports of a text in the official layout, in reading order; what stands between them too. Empty if the text is no report. `findings` are
/// those of the same text, sorted by place, as [`crate::analysis`] gives them.
pub fn sheets(reading: &Reading, findings: &[Finding]) -> Vec<Sheet> {
    let parts = reading.parts().iter();
    parts.map(|part| sheet_of_part(part, findings)).collect()
}

/// A text that is no report, as a sheet: its lines and its tables.
pub fn plain_sheet(text: &str) -> Sheet {
    let document = parse(text);
    let origin = Origin::new(0, &document.map);
    let mut marks = FindingMarks::of(&[], Span::default());
    let drawer = Drawer::of(&document, origin, None);
    Sheet {
        blocks: drawer.blocks(&Zones::none(&document), &mut marks),
        ..Sheet::default()
    }
}

fn sheet_of_part(part: &TextPart, findings: &[Finding]) -> Sheet {
    let Some((report, origin)) = part.report() else {
        return plain_sheet(part.text());
    };
    let whole = origin.place(span::Span::new(0, report.aligned.document.text.len()));
    let mut marks = FindingMarks::of(findings, whole);
    let blocks = blocks_of(report, origin, &mut marks);
    let title = blocks.iter().find_map(|block| match block {
        SheetBlock::Title(line) => Some(line.text()),
        _ => None,
    });
    let aligned = &report.aligned;
    let in_cell = || {
        let title = aligned.title.as_ref()?;
        Some(aligned.document.at(title.span).to_owned())
    };
    Sheet {
        edition: Some(report.aligned.edition().id.clone()),
        title: title.or_else(in_cell).unwrap_or_default(),
        blocks,
        findings: marks.left_over(),
    }
}

fn blocks_of(
    report: &ReportReading,
    origin: Origin<'_>,
    marks: &mut FindingMarks,
) -> Vec<SheetBlock> {
    let mut zones = Zones::of(report);
    let drawer = Drawer::of(&report.aligned.document, origin, Some(&report.aligned));
    // Cells are asked for their findings before the lines round them.
    let grids = zones.all.iter();
    zones.grids = grids
        .map(|zone| official::grid(report, origin, zone, marks))
        .collect();
    drawer.blocks(&zones, marks)
}

/// Whether the title stands in a row of a table beside words of other cells, as in the description of a page: it stays in its cell.
fn is_among_cells(document: &Document, title: &Title) -> bool {
    let row = document.rows.get(title.last_row);
    title.first_row == title.last_row && row.is_some_and(|row| n_words(document, row) > 1)
}

/// How many cells of a row say something.
fn n_words(document: &Document, row: &Row) -> usize {
    let cells = document.cells_of(row).iter();
    let cells = cells.filter(|cell| !cell.span.is_empty());
    match row.surface {
        // A sentence may be set apart by spaces.
        Surface::Spaced => 1,
        _ => cells.count(),
    }
}

/// Walks over the rows of a document and draws what stands there.
struct Drawer<'d> {
    document: &'d Document,
    origin: Origin<'d>,
    /// The title and the headings of sections, sorted.
    known: Vec<(span::Span, LineKind)>,
    /// For each row of the document, whether one of them stands on it.
    is_heading: Vec<bool>,
}

impl<'d> Drawer<'d> {
    fn of(document: &'d Document, origin: Origin<'d>, aligned: Option<&AlignedReport>) -> Self {
        let mut known = Vec::new();
        let mut is_heading = vec![false; document.rows.len()];
        let title = aligned.and_then(|aligned| aligned.title.as_ref());
        if let Some(title) = title.filter(|title| !is_among_cells(document, title)) {
            known.push((title.span, LineKind::Title));
            if let Some(rows) = is_heading.get_mut(title.first_row..=title.last_row) {
                rows.fill(true);
            }
        }
        let headings = aligned.map(|aligned| &aligned.headings).into_iter();
        for heading in headings.flat_map(|all| all.main.iter().chain(&all.repeated)) {
            known.push((heading.span, LineKind::Section));
            if let Some(row) = is_heading.get_mut(heading.row) {
                *row = true;
            }
        }
        known.sort_by_key(|(span, _)| *span);
        Drawer {
            document,
            origin,
            known,
            is_heading,
        }
    }

    fn blocks(&self, zones: &Zones, marks: &mut FindingMarks) -> Vec<SheetBlock> {
        let mut blocks = Vec::new();
        let mut own: Vec<&Row> = Vec::new();
        let mut stands_as_written = false;
        for (at, row) in self.document.rows.iter().enumerate() {
            let is_as_written = zones.is_as_written(at);
            let is_table = !zones.holds(at)
                && !self.is_heading[at]
                && (is_as_written || n_words(self.document, row) > 1);
            if is_table && is_as_written != stands_as_written {
                self.close_table(&mut own, stands_as_written, &mut blocks, marks);
                stands_as_written = is_as_written;
            }
            if is_table {
                own.push(row);
                continue;
            }
            self.close_table(&mut own, stands_as_written, &mut blocks, marks);
            self.lines_of_row(at, row, zones, marks, &mut blocks);
            for (zone, (grid, undrawn)) in zones.ending_at(at) {
                blocks.push(SheetBlock::Table(grid.clone()));
                let strays = zone
                    .strays
                    .iter()
                    .map(|&cell| self.document.cells[cell].span);
                for span in undrawn.iter().copied().chain(strays) {
                    self.line(span, marks, &mut blocks);
                }
            }
        }
        self.close_table(&mut own, stands_as_written, &mut blocks, marks);
        blocks
    }

    /// Draws the rows of a table that the form does not have, or of one whose values could not be placed.
    fn close_table(
        &self,
        rows: &mut Vec<&Row>,
        stands_as_written: bool,
        blocks: &mut Vec<SheetBlock>,
        marks: &mut FindingMarks,
    ) {
        let rows = std::mem::take(rows);
        if !rows.is_empty() {
            let mut grid = grid::own(self.document, self.origin, &rows, marks);
            if !stands_as_written {
                grid::fill_up(&mut grid);
            }
            blocks.push(SheetBlock::Table(grid));
        }
    }
}
