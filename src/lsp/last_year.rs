//! What last year's report says where this year's is looked at.

use std::path::Path;

use super::workspace::Workspace;
use crate::door::Span;
use crate::finding::DocumentId;

/// A cell of last year's report.
#[derive(Debug)]
pub(super) struct LastYear {
    pub(super) document: DocumentId,
    pub(super) year: u16,
    /// The cell's name.
    pub(super) name: String,
    pub(super) number: Option<i64>,
    pub(super) span: Span,
    /// Whether this year's cell takes over its number.
    pub(super) is_taken_over: bool,
}

impl Workspace {
    /// What last year's report says in the cell that stands at a place of a document.
    pub(super) fn last_year_at(&self, path: &Path, at: usize) -> Option<LastYear> {
        let id = self.document(path)?;
        self.dossier.reports_of(id).find_map(|report| {
            let digest = self.dossier.digest(report)?;
            let (table, cell) = digest.cell_at(at)?;
            let last = *self.dossier.last_year(report).first()?;
            let other = self.dossier.digest(last)?;
            let mut relations = digest.edition().across.iter();
            let relation =
                relations.find(|relation| (relation.table, relation.total) == (table, cell));
            let taken_over = relation.map(|relation| relation.last.clone());
            let cell_id = taken_over
                .clone()
                .or_else(|| digest.edition().id_of(table, cell))?;
            let (table, cell) = other.place_of(&cell_id)?;
            let place = other.cell(table, cell)?;
            Some(LastYear {
                document: last.document,
                year: other.year?,
                name: other.spec(table)?.cell_name(cell),
                number: place.number,
                span: place.span,
                is_taken_over: taken_over.is_some(),
            })
        })
    }
}
