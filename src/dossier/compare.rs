//! Two reports side by side: which cells say another thing, and how much of the text is new.

use super::{Digest, decimal, share_of_words};
use crate::door::Span;
use crate::form::NumberKind;
use crate::locale::Locale;
use crate::reading::ReportReading;
use crate::say;

/// What differs between two reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Cells of the later form that say another thing, in the order of the form.
    pub cells: Vec<ChangedCell>,
    /// Sections with text, in the order of the form.
    pub sections: Vec<ChangedSection>,
}

/// A cell that says another thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedCell {
    /// As findings name it.
    pub name: String,
    /// What the older report says; `None` if it says no certain number there.
    pub old: Option<i64>,
    /// What the newer one says.
    pub new: Option<i64>,
    /// Whether the numbers are millionths.
    pub is_amount: bool,
    /// Where the newer one says it.
    pub span: Span,
    /// Where the older one says it; `None` if it does not have the cell.
    pub old_span: Option<Span>,
}

impl ChangedCell {
    /// Old, new, difference and percent as they are written; what cannot be told is empty.
    pub fn written(&self) -> [String; 4] {
        let number = |number: Option<i64>| {
            let write = |number| match self.is_amount {
                true => decimal(number),
                false => number.to_string(),
            };
            number.map_or_else(String::new, write)
        };
        let both = self.new.zip(self.old);
        let by = both.map(|(new, old)| new.saturating_sub(old));
        let sign = if by.is_some_and(|by| by > 0) { "+" } else { "" };
        [
            number(self.old),
            number(self.new),
            by.map_or_else(String::new, |by| format!("{sign}{}", number(Some(by)))),
            self.percent()
                .map_or_else(String::new, |percent| format!("{percent:+.1}%")),
        ]
    }

    /// How much more the new number is than the old one.
    pub fn percent(&self) -> Option<f64> {
        let (new, old) = self.new.zip(self.old)?;
        #[allow(clippy::cast_precision_loss)] // one decimal is shown
        let (new, old) = (new as f64, old as f64);
        (old != 0.0).then(|| (new - old) / old * 100.0)
    }
}

/// How much of a section is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedSection {
    /// The official number: 五.
    pub number: String,
    /// The official title.
    pub title: String,
    /// How much of the newer text does not stand in the older one, in percent.
    pub new_share: usize,
}

impl ChangedSection {
    /// The same as a sentence.
    pub fn said(&self, locale: Locale) -> String {
        let ChangedSection {
            number,
            title,
            new_share,
        } = self;
        match new_share {
            0 => say!(
                locale,
                "{number}、{title}：文字没有变化",
                "{number}、{title}: the text is the same"
            ),
            _ => say!(
                locale,
                "{number}、{title}：{new_share}% 的文字是新的",
                "{number}、{title}: {new_share}% of the text is new"
            ),
        }
    }
}

impl Comparison {
    /// Of an older report with a newer one.
    pub fn of(old: (&Digest, &ReportReading), new: (&Digest, &ReportReading)) -> Comparison {
        Comparison {
            cells: changed_cells(old.0, new.0),
            sections: changed_sections(old.1, new.1),
        }
    }

    /// Whether nothing differs.
    pub fn is_equal(&self) -> bool {
        self.cells.is_empty() && self.sections.iter().all(|section| section.new_share == 0)
    }
}

fn changed_cells(old: &Digest, new: &Digest) -> Vec<ChangedCell> {
    let mut changed = Vec::new();
    for (table, spec) in new.edition().tables.iter().enumerate() {
        for cell in 0..spec.n_cells {
            let place = new.edition().id_of(table, cell);
            let Some(place) = place.and_then(|id| old.place_of(&id)) else {
                continue;
            };
            let old_cell = old.cell(place.0, place.1);
            let before = old_cell.and_then(|cell| cell.number);
            let now = new.cell(table, cell);
            let number = now.and_then(|cell| cell.number);
            if before != number {
                let (_, column) = spec.row_and_column(cell);
                changed.push(ChangedCell {
                    name: spec.cell_name(cell),
                    old: before,
                    new: number,
                    is_amount: spec.columns[column].kind == NumberKind::Amount,
                    span: now.map_or(Span::at(0), |cell| cell.span),
                    old_span: old_cell.map(|cell| cell.span),
                });
            }
        }
    }
    changed
}

fn changed_sections(old: &ReportReading, new: &ReportReading) -> Vec<ChangedSection> {
    let sections = new.aligned.edition().sections.iter();
    let changed = sections.filter_map(|section| {
        let own = text_of(new, &section.id);
        let before = text_of(old, &section.id);
        let same = share_of_words(&own, &before);
        let new_share = match same {
            Some(same) => 100 - same,
            None if before.is_empty() => return None,
            None => 100,
        };
        Some(ChangedSection {
            number: section.number.clone(),
            title: section.title.clone(),
            new_share,
        })
    });
    changed.collect()
}

/// The sentences of a section, by its id.
fn text_of(report: &ReportReading, id: &str) -> String {
    let (aligned, sentences) = (&report.aligned, &report.narrative.sentences);
    let sections = &aligned.edition().sections;
    let mut text = String::new();
    for range in sentences.paragraphs() {
        let span = sentences.source(&aligned.document, range.clone());
        let headings = &aligned.headings.main;
        let above = headings
            .iter()
            .rfind(|heading| heading.span.start <= span.start);
        let section = above.and_then(|heading| sections.get(heading.section));
        if section.is_some_and(|section| section.id == id) {
            text.push_str(sentences.get(range));
        }
    }
    text
}
