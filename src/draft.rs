//! A report begun: title, headings, blank tables, and gaps where sentences are due.
//!
//! In: an edition, who reports, the year, and perhaps last year's report. Out: the whole of a report in Markdown. Nothing is invented: from last year's
//! report come the unit, what it carried over, and the wording of its sentences without their numbers; everything else is blank, for `blank-cell`
//! to count, or a gap, for `template-text` to name.

mod wording;

use crate::form::across::CellId;
use crate::form::frames::{Filling, Frames, ReportPart, fill};
use crate::form::{Edition, TableSpec};
use crate::narrative::body;
use crate::reading::{ReportReading, TableReading};
use crate::skeleton::Skeleton;
use crate::syntax::Surface;

use wording::LastWording;

/// What a new report is begun with.
#[derive(Clone, Copy, Debug)]
pub struct Beginning<'a> {
    /// Who reports.
    pub unit: &'a str,
    /// The year that is reported on.
    pub year: u16,
    /// The report of the year before.
    pub last: Option<&'a ReportReading>,
}

const SKELETON: Skeleton = Skeleton {
    surface: Surface::Bars,
    markdown_headings: true,
    newline: "\n",
};

/// A new report on the form of an edition.
pub fn new_report(edition: &Edition, beginning: &Beginning<'_>) -> String {
    let draft = Draft { edition, beginning };
    let report = &Frames::builtin().report;
    let year_mark = edition.title.year_marks.first().map_or("", String::as_str);
    let mut text = format!(
        "# {}{}{year_mark}{}\n\n",
        beginning.unit, beginning.year, edition.title.words
    );
    draft.paragraph(fill(&report.opening, None, &draft), &mut text);
    for section in &edition.sections {
        text += &SKELETON.heading(section);
        let parts = report.parts.iter();
        for part in parts.filter(|part| part.section == section.id) {
            draft.part(part, &mut text);
        }
        if let Some(table) = section.table.and_then(|table| edition.tables.get(table)) {
            text += &draft.table(table);
        }
    }
    for line in &report.closing {
        draft.paragraph(fill(line, None, &draft), &mut text);
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// A report that is being begun.
struct Draft<'a> {
    edition: &'a Edition,
    beginning: &'a Beginning<'a>,
}

impl Draft<'_> {
    fn paragraph(&self, paragraph: Option<String>, text: &mut String) {
        if let Some(paragraph) = paragraph {
            text.push_str(&paragraph);
            text.push_str("\n\n");
        }
    }

    /// A part of a section: as last year's report words it, where that has sentences about the same tables.
    fn part(&self, part: &ReportPart, text: &mut String) {
        if let Some(heading) = &part.heading {
            text.push_str(&format!("### {heading}\n\n"));
        }
        let said = part.text.as_ref();
        self.paragraph(said.and_then(|bits| fill(bits, None, self)), text);
        let all = &Frames::builtin().frames;
        let frames: Vec<_> = part.frames.iter().filter_map(|&at| all.get(at)).collect();
        let mut worded: Vec<&str> = Vec::new();
        for frame in frames {
            if worded.contains(&frame.table.as_str()) {
                continue;
            }
            let last = self.last_wording(&part.section, &frame.table);
            if last.is_empty() {
                let table = frame.table_of(self.edition);
                self.paragraph(table.and_then(|table| frame.filled(table, self)), text);
                continue;
            }
            worded.push(&frame.table);
            for sentence in last {
                self.paragraph(Some(sentence), text);
            }
        }
    }

    /// The sentences of last year's report about a table, with gaps for their numbers.
    fn last_wording(&self, section: &str, table: &str) -> Vec<String> {
        let sentences = self.beginning.last.map(|last| {
            let wording = LastWording {
                last,
                year: self.beginning.year,
                known: &|table, cell| self.known(last, table, cell),
            };
            wording.sentences(section, table)
        });
        sentences.unwrap_or_default()
    }

    /// What a cell that last year's report states will say this year, by its place there: what was carried over.
    fn known(&self, last: &ReportReading, table: &TableReading, cell: usize) -> Option<i64> {
        let (row, column) = table.spec().row_and_column(cell);
        let tables = self.edition.tables.iter();
        let spec = tables.into_iter().find(|spec| spec.id == table.spec().id)?;
        let row_id = &table.spec().rows.get(row)?.id;
        let column_id = &table.spec().columns.get(column)?.id;
        let row = spec.rows.iter().position(|row| row.id == *row_id)?;
        self.carried_into(last, spec, spec.cell(row, spec.column_named(column_id)?)?)
    }

    /// A blank table, with what last year's report carried over.
    fn table(&self, spec: &TableSpec) -> String {
        SKELETON.table_with(spec, |cell| {
            let last = self.beginning.last;
            let carried = last.and_then(|last| self.carried_into(last, spec, cell));
            carried.map_or_else(String::new, |number| number.to_string())
        })
    }

    /// What last year's report states to be carried into a cell.
    fn carried_into(&self, last: &ReportReading, spec: &TableSpec, cell: usize) -> Option<i64> {
        let table = self
            .edition
            .tables
            .iter()
            .position(|table| table.id == spec.id)?;
        let mut relations = self.edition.across.iter();
        let carried = relations.find(|relation| {
            let is_all = relation.parts.is_empty() && relation.minus.is_empty();
            relation.table == table && relation.total == cell && is_all
        })?;
        stated(last, &carried.last)
    }
}

/// The number that a report states in a cell.
fn stated(report: &ReportReading, id: &CellId) -> Option<i64> {
    let mut tables = report.found_tables();
    let table = tables.find(|table| table.spec().id == id.table)?;
    let spec = table.spec();
    let row = spec.rows.iter().position(|row| row.id == id.row)?;
    let cell = spec.cell(row, spec.column_named(&id.column)?)?;
    table.figures.cells.get(cell)?.number()
}

/// Who reports, as the title of a report writes it; `None` if it names nobody.
pub fn unit_of(report: &ReportReading) -> Option<String> {
    let title = report.aligned.title.as_ref()?;
    let spec = &report.aligned.edition().title;
    let text = report.aligned.document.at(title.span);
    let (before, behind) = match title.year {
        Some((_, year)) => {
            let start = (year.start - title.span.start) as usize;
            let end = (year.end - title.span.start) as usize;
            (text.get(..start)?, text.get(end..)?)
        }
        None => (text, ""),
    };
    let marks = spec.year_marks.iter();
    let behind = marks
        .filter_map(|mark| behind.strip_prefix(mark.as_str()))
        .min_by_key(|rest| rest.len())
        .unwrap_or(behind);
    let is_word = |c: &char| !c.is_whitespace() && !matches!(c, '#' | '*');
    let name: String = before
        .chars()
        .chain(behind.chars())
        .filter(is_word)
        .collect();
    let endings = std::iter::once(&spec.words).chain(&spec.also);
    let name = endings
        .filter_map(|ending| name.strip_suffix(ending.as_str()))
        .min_by_key(|rest| rest.len())
        .map(str::to_owned);
    let named = name.filter(|name| !name.is_empty());
    // The name may stand on a line above the title.
    named.or_else(|| body::name(&report.aligned))
}

impl Filling for Draft<'_> {
    fn year(&self) -> Option<u16> {
        Some(self.beginning.year)
    }

    fn unit(&self) -> Option<&str> {
        Some(self.beginning.unit)
    }

    fn number(&self, _: &[usize]) -> Option<String> {
        Some(Frames::builtin().gap.clone())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
