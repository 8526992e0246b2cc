//! Pages put together: lines to paragraphs, torn tables to whole ones.

use super::super::ink::Ink;
use super::super::manuscript::{DocumentKind, Manuscript};
use super::super::pen::{InkCell, Pen};
use super::super::place::Place;
use super::super::unread::NotRead;
use super::lines::TextLine;
use super::margins::drop_furniture;
use super::tables::{PageBlock, PageBlocks, PageTable, between};
use super::torn::TornTable;

/// Writes what pages say.
pub(super) fn write(mut pages: Vec<PageBlocks>) -> Result<Manuscript, NotRead> {
    drop_furniture(&mut pages);
    let margins = Margins::of(&pages);
    let mut writer = Writer {
        pen: Pen::new(DocumentKind::Pdf),
        margins,
        paragraph: None,
        table: None,
        n_paragraphs: 0,
        n_tables: 0,
    };
    for (page, blocks) in (1..).zip(pages) {
        for block in blocks.blocks {
            match block {
                PageBlock::Line(line) => writer.line(line, page)?,
                PageBlock::Table(table) => writer.table(table, page)?,
            }
        }
    }
    writer.end_paragraph()?;
    writer.end_table()?;
    Ok(writer.pen.finish())
}

/// Where lines of text begin and end, and how far they are apart.
struct Margins {
    left: f64,
    right: f64,
    leading: f64,
    /// Whether lines enough go to the right side to know where it is.
    is_sure: bool,
}

/// Lines that go to the right side at least.
const FULL_LINES: usize = 3;
/// How much of a line of letters may be left free at its end: one that has no room, and what may not stand there.
const RAGGED: f64 = 1.7;

impl Margins {
    fn of(pages: &[PageBlocks]) -> Margins {
        let all = || {
            pages
                .iter()
                .flat_map(|page| page.blocks.iter().filter_map(line_of))
        };
        let size = most_frequent(all().map(|line| line.size));
        let body = || all().filter(|line| (line.size - size).abs() < 0.6);
        let gaps = pages.iter().flat_map(|page| {
            let blocks = page.blocks.windows(2);
            blocks.filter_map(|pair| match pair {
                [PageBlock::Line(one), PageBlock::Line(other)] => Some(other.at - one.at),
                _ => None,
            })
        });
        let right = body().map(|line| line.to).fold(f64::MIN, f64::max);
        let n_full = body()
            .filter(|line| line.to >= right - RAGGED * line.size)
            .count();
        Margins {
            is_sure: n_full >= FULL_LINES,
            left: body().map(|line| line.from).fold(f64::MAX, f64::min),
            right,
            leading: most_frequent(gaps),
        }
    }

    /// Whether the text of a line goes on in the next.
    fn goes_on(&self, line: &TextLine, next: &TextLine, is_same_page: bool) -> bool {
        let size = line.size;
        let gap = next.at - line.at;
        let is_near = !is_same_page || gap < (self.leading * 1.3 + 1.0).min(3.0 * size);
        let is_first = next.from < line.from - 0.9 * size;
        let is_full = line.to >= self.right - RAGGED * size && (self.is_sure || is_first);
        let is_at_margin = next.from <= self.left + 0.9 * size;
        // A row of a table without lines ends where it ends, and begins a row of its own.
        let is_text = line.n_gaps == 0 && next.n_gaps < 2;
        is_text && is_near && is_full && is_at_margin && (size - next.size).abs() < 0.6
    }
}

fn line_of(block: &PageBlock) -> Option<&TextLine> {
    match block {
        PageBlock::Line(line) => Some(line),
        PageBlock::Table(_) => None,
    }
}

/// The measure that most have, to half a point.
fn most_frequent(measures: impl Iterator<Item = f64>) -> f64 {
    let mut all: Vec<i64> = measures
        .map(|measure| (measure * 2.0).round() as i64)
        .collect();
    all.sort_unstable();
    let most = all
        .chunk_by(|a, b| a == b)
        .max_by_key(|bundle| bundle.len());
    most.and_then(|bundle| bundle.first())
        .map_or(0.0, |&half| half as f64 / 2.0)
}

/// A paragraph on its way.
struct LinedParagraph {
    text: String,
    page: u32,
    last: TextLine,
    last_page: u32,
}

struct Writer {
    pen: Pen,
    margins: Margins,
    paragraph: Option<LinedParagraph>,
    table: Option<TornTable>,
    n_paragraphs: u32,
    n_tables: u32,
}

impl Writer {
    fn line(&mut self, line: TextLine, page: u32) -> Result<(), NotRead> {
        self.end_table()?;
        if let Some(own) = &mut self.paragraph
            && self
                .margins
                .goes_on(&own.last, &line, own.last_page == page)
        {
            own.text += between(&own.text, &line.text, true);
            own.text += &line.text;
            (own.last, own.last_page) = (line, page);
            return Ok(());
        }
        self.end_paragraph()?;
        self.paragraph = Some(LinedParagraph {
            text: line.text.clone(),
            page,
            last: line,
            last_page: page,
        });
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), NotRead> {
        let Some(own) = self.paragraph.take() else {
            return Ok(());
        };
        self.n_paragraphs += 1;
        let place = Place {
            page: Some(own.page),
            paragraph: Some(self.n_paragraphs),
            ..Place::default()
        };
        self.pen.paragraph(&made(&own.text), &place)
    }

    fn table(&mut self, table: PageTable, page: u32) -> Result<(), NotRead> {
        self.end_paragraph()?;
        if let Some(own) = &mut self.table
            && own.is_continued_by(&table, page)
        {
            own.go_on(table, page);
            return Ok(());
        }
        self.end_table()?;
        self.table = Some(TornTable::of(table, page));
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), NotRead> {
        let Some(own) = self.table.take() else {
            return Ok(());
        };
        self.n_tables += 1;
        self.pen.paragraph(&Ink::default(), &Place::default())?;
        for (number, (row, page)) in (1..).zip(own.rows) {
            let cells = row.cells.iter().map(|cell| InkCell {
                ink: made(&cell.text),
                place: Place {
                    page: Some(page),
                    table: Some(self.n_tables),
                    row: Some(number),
                    column: Some(cell.column),
                    ..Place::default()
                },
            });
            self.pen.row(&cells.collect::<Vec<_>>())?;
        }
        self.pen.paragraph(&Ink::default(), &Place::default())
    }
}

fn made(text: &str) -> Ink {
    let mut ink = Ink::default();
    ink.make(text);
    ink
}
