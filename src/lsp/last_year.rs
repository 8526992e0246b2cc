//! What other reports of the same body say where one is looked at: last year's number, the same cell in every other year.

use std::path::Path;

use serde::Serialize;
use tower_lsp::lsp_types::Url;

use super::engine::Engine;
use super::outbox::OutboxMessage;
use super::uri::shown_path;
use super::wire::spellings::Spellings;
use super::workspace::Workspace;
use crate::door::Span;
use crate::dossier::ReportId;
use crate::finding::DocumentId;

/// Which file is taken for last year's report of an open document, as the client is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LastYearFile {
    uri: Url,
    year: u16,
    /// How many other files claim to be it and were not taken.
    others: usize,
}

/// What `nianbao/lastYear`, a notification of ours, says.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LastYearTold {
    uri: String,
    last_year: Vec<LastYearFile>,
}

impl LastYearTold {
    /// In the client's spelling.
    pub(super) fn new(uri: &Url, last_year: Vec<LastYearFile>, spellings: &Spellings) -> Self {
        LastYearTold {
            uri: spellings.of(uri),
            last_year,
        }
    }
}

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

impl Engine {
    /// Tells a client that shows it which reports an open document is compared with, if they are others than before.
    pub(super) fn tell_last_year(&mut self, name: &Url) {
        if !self.client.shows_last_year {
            return;
        }
        let Some(document) = self.documents.get_mut(name) else {
            return;
        };
        let path = shown_path(name).filter(|_| document.analysis().is_some());
        let files = path.map_or_else(Vec::new, |path| self.workspace.last_year_files(&path));
        if document.last_year == files {
            return;
        }
        document.last_year.clone_from(&files);
        let uri = document.uri.clone();
        self.post(OutboxMessage::LastYear(uri, files));
    }
}

impl Workspace {
    fn last_year_files(&self, path: &Path) -> Vec<LastYearFile> {
        let Some(id) = self.document(path) else {
            return Vec::new();
        };
        let of_report = |report: ReportId| {
            let claims = self.dossier.claims_of_last_year(report);
            let (taken, others) = claims.split_first()?;
            Some(LastYearFile {
                uri: Url::from_file_path(self.path(taken.document)?).ok()?,
                year: self.dossier.digest(*taken)?.year?,
                others: others.len(),
            })
        };
        self.dossier.reports_of(id).filter_map(of_report).collect()
    }

    /// Last year's report of each report of a file that has one, with the number of the latter in the file.
    pub(super) fn last_years(&self, path: &Path) -> Vec<(usize, ReportId)> {
        let Some(id) = self.document(path) else {
            return Vec::new();
        };
        let of_report =
            |report: ReportId| Some((report.at, *self.dossier.last_year(report).first()?));
        self.dossier.reports_of(id).filter_map(of_report).collect()
    }

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

    /// The cell that stands at a place of a document, in the reports of the other years: the earliest first.
    pub(super) fn same_cell_elsewhere(&self, path: &Path, at: usize) -> Vec<(DocumentId, Span)> {
        let found = || {
            let id = self.document(path)?;
            self.dossier.reports_of(id).find_map(|report| {
                let digest = self.dossier.digest(report)?;
                let (table, cell) = digest.cell_at(at)?;
                Some((report, digest.edition().id_of(table, cell)?))
            })
        };
        let Some((own, cell)) = found() else {
            return Vec::new();
        };
        let before = self.series(own, |report| self.dossier.last_year(report));
        let after = self.series(own, |report| self.dossier.next_year(report));
        let others = before.into_iter().rev().chain(after);
        let places = others.filter_map(|report| {
            let digest = self.dossier.digest(report)?;
            let (table, cell) = digest.place_of(&cell)?;
            Some((report.document, digest.cell(table, cell)?.span))
        });
        places.collect()
    }

    /// The reports that a step from one to the next leads to, none twice.
    fn series(&self, own: ReportId, step: impl Fn(ReportId) -> Vec<ReportId>) -> Vec<ReportId> {
        let mut series = Vec::new();
        let mut next = step(own).first().copied();
        while let Some(report) = next.filter(|next| *next != own && !series.contains(next)) {
            series.push(report);
            next = step(report).first().copied();
        }
        series
    }
}
