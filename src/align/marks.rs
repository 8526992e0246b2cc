//! What the rows of a document show, each by itself or with the few above it: titles, lines that may be headings, labels that tell an edition.
//!
//! In: a document; for one that has become another, what its rows showed before, of which those without damage are taken over. Deliberately absent:
//! which of them is the title, a section's heading, the edition: that is asked of all of them together, and anew each time.

use super::hashes::CellHashes;
use super::heading_line::Candidate;
use super::numbered::{NumberedLine, numbered_lines, numbered_lines_again};
use super::report::Headings;
use super::sections::{candidates, candidates_again, find_headings};
use super::telling::{TellingLabel, telling_labels, telling_labels_again, told_in_lines};
use super::title::{Title, find_titles, find_titles_again};
use crate::kit::{Forms, Kit};
use crate::syntax::{Damage, Document};

/// A text of one line with fewer bytes is no page of a report.
const MIN_PAGE: usize = 400;

fn is_short(document: &Document) -> bool {
    document.rows.len() < 2 && document.text.len() < MIN_PAGE
}

/// What the rows of a document show.
#[derive(Debug, Default)]
pub struct Marks {
    pub(super) titles: Vec<Title>,
    pub(super) hashes: CellHashes,
    /// Those in cells.
    told: Vec<TellingLabel>,
    /// For each edition that was asked for, by index, the lines that may be its headings.
    headings: Vec<(usize, Vec<Candidate>)>,
    /// The lines that are numbered like sections, by the labels of an edition, whose index stands with them.
    numbered: Option<(usize, Vec<NumberedLine>)>,
}

impl Marks {
    /// Of a whole document; `None` if it can be no report.
    pub(super) fn of(document: &Document, forms: &Forms) -> Option<Marks> {
        let titles = find_titles(document, forms.title_words(), forms.fold());
        if titles.is_empty() && is_short(document) {
            return None;
        }
        let hashes = CellHashes::new(document, forms);
        Some(Marks {
            titles,
            told: telling_labels(document, forms, &hashes),
            hashes,
            headings: Vec::new(),
            numbered: None,
        })
    }

    /// The same for a document that has become another.
    pub(super) fn again(
        self,
        document: &Document,
        damage: &Damage,
        forms: &Forms,
    ) -> Option<Marks> {
        let (words, fold) = (forms.title_words(), forms.fold());
        let titles = find_titles_again(document, damage, self.titles, words, fold);
        if titles.is_empty() && is_short(document) {
            return None;
        }
        let hashes = self.hashes.again(document, damage, forms);
        let headings = self.headings.into_iter().filter_map(|(at, before)| {
            let kit = forms.kits().get(at)?;
            let lines = candidates_again(document, damage, before, kit, &hashes);
            Some((at, lines))
        });
        let numbered = self.numbered.and_then(|(at, before)| {
            let kit = forms.kits().get(at)?;
            Some((at, numbered_lines_again(document, damage, before, kit)))
        });
        Some(Marks {
            titles,
            numbered,
            told: telling_labels_again(document, damage, &self.told, forms, &hashes),
            headings: headings.collect(),
            hashes,
        })
    }

    /// The labels that tell an edition, in reading order.
    pub(super) fn telling_labels(&self, document: &Document, forms: &Forms) -> Vec<TellingLabel> {
        match self.told.is_empty() {
            true => told_in_lines(document, forms),
            false => self.told.clone(),
        }
    }

    /// The lines that are numbered like sections, by the labels of an edition.
    pub(super) fn numbered_lines(
        &mut self,
        document: &Document,
        kit: &Kit,
        kit_at: usize,
    ) -> Vec<NumberedLine> {
        match &self.numbered {
            Some((known, lines)) if *known == kit_at => lines.clone(),
            _ => {
                let lines = numbered_lines(document, 0..document.rows.len(), kit);
                self.numbered = Some((kit_at, lines.clone()));
                lines
            }
        }
    }

    /// The headings by one of the editions.
    pub(super) fn headings(
        &mut self,
        document: &Document,
        forms: &Forms,
        edition: usize,
    ) -> Option<Headings> {
        let kit = forms.kits().get(edition)?;
        let known = self.headings.iter().find(|(at, _)| *at == edition);
        let lines = match known {
            Some((_, lines)) => lines.clone(),
            None => {
                let all = 0..document.rows.len();
                let lines = candidates(document, all, kit, &self.hashes);
                self.headings.push((edition, lines.clone()));
                lines
            }
        };
        Some(find_headings(document, kit, lines))
    }
}
