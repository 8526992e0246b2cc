//! An open document in the hands of a question.

use tower_lsp::lsp_types::{Diagnostic, Location, Url};

use super::super::abilities::Abilities;
use super::super::document::{Breakdown, Checker, OpenDocument};
use super::super::last_year::LastYear;
use super::super::to_proto::View;
use super::super::uri::shown_path;
use super::super::workspace::Workspace;
use super::ToldColours;
use crate::analysis::{Analysis, leave_out_misread};
use crate::door::{Edit, Finding, Span};
use crate::dossier::ReportId;
use crate::finding::DocumentId;
use crate::locale::Locale;
use crate::reading::Reading;
use crate::views::memory::ViewMemory;
use crate::views::offers::Read;

/// An open document, and what the client can do. Whatever is asked of it concerns the text as it is now.
#[derive(Debug)]
pub(in crate::lsp) struct Open<'a> {
    pub(in crate::lsp) document: &'a mut OpenDocument,
    pub(in crate::lsp) client: &'a Abilities,
    pub(in crate::lsp) checker: Checker,
    pub(in crate::lsp) workspace: &'a Workspace,
    /// The configuration file in which findings are accepted, if the client has it open.
    pub(in crate::lsp) notebook: Option<OpenNotebook>,
}

/// A configuration file as it stands in the editor, which may be another text than the disk has.
#[derive(Debug)]
pub(in crate::lsp) struct OpenNotebook {
    pub(in crate::lsp) uri: Url,
    pub(in crate::lsp) version: Option<i32>,
    /// `None` if nobody knows what the editor has.
    pub(in crate::lsp) text: Option<String>,
}

impl Open<'_> {
    /// Whether anything is to be said about the text: it is the editor's beyond doubt, and a report unless `any_text` will do.
    pub(super) fn has_answers(&mut self, any_text: bool) -> Result<bool, Breakdown> {
        self.document.refresh(self.checker)?;
        let document = &self.document;
        let is_wanted = document.effective.enabled && (any_text || document.analysis().is_some());
        Ok(is_wanted && !document.doubtful)
    }

    /// The findings of the text in the protocol's words.
    pub(super) fn diagnostics(&mut self) -> Result<Vec<Diagnostic>, Breakdown> {
        self.document.refresh(self.checker)?;
        let analysis = self.document.analysis();
        Ok(analysis.map_or_else(Vec::new, |analysis| self.view().diagnostics(analysis)))
    }

    /// What is found in the text.
    pub(super) fn analysis(&self) -> Option<&Analysis> {
        self.document.analysis()
    }

    /// The same findings, with those of their fixes that are read as they are meant once they are made.
    pub(super) fn with_tried_fixes(
        &self,
        mut findings: Vec<Finding>,
    ) -> Result<Vec<Finding>, Breakdown> {
        self.document.run(|text, forms, settings| {
            leave_out_misread(text, forms, settings, &mut findings);
            findings
        })
    }

    /// All safe edits.
    pub(super) fn fix_all(&mut self) -> Result<&[Edit], Breakdown> {
        self.document.fix_all(self.checker)
    }

    /// The edits that take along the totals left behind; none unless that is wished for.
    pub(super) fn followers(&self) -> Result<Vec<Edit>, Breakdown> {
        match self.document.effective.follows_totals {
            true => self.document.followers(),
            false => Ok(Vec::new()),
        }
    }

    /// All safe edits of the text once these are made, together with them.
    pub(super) fn fixed_after(&self, edits: Vec<Edit>) -> Result<Vec<Edit>, Breakdown> {
        self.document.fixed_after(edits, self.checker)
    }

    /// A view of what was understood of the text.
    pub(super) fn with_reading<T>(&self, view: impl FnOnce(&Reading) -> T) -> Result<T, Breakdown> {
        self.document.with_reading(view)
    }

    /// A view of it that keeps what it shows of tables for the next time.
    pub(super) fn with_views<T>(
        &mut self,
        view: impl FnOnce(&mut ViewMemory, &Reading) -> T,
    ) -> Result<T, Breakdown> {
        self.document.with_views(view)
    }

    /// The same for a view that looks at the text itself, or asks how another text would be read.
    pub(super) fn with_text<T>(
        &self,
        view: impl FnOnce(&Reading, &str, &Read<'_>) -> T,
    ) -> Result<T, Breakdown> {
        self.document.with_text(view)
    }

    /// Has the colours told that the text has now. Returns those that were told before.
    pub(super) fn colour(&mut self) -> Result<ToldColours, Breakdown> {
        let tokens = self.with_views(|views, reading| views.tokens(reading, None))?;
        let now = self.document.colours.next(&self.view(), tokens);
        Ok(std::mem::replace(&mut self.document.colours, now))
    }

    /// The document in the words of the protocol: spans as ranges, edits, findings.
    pub(super) fn view(&self) -> View<'_> {
        self.document.view(self.client)
    }

    /// What last year's report says in the cell at a byte of the text.
    pub(super) fn last_year_at(&self, at: usize) -> Option<LastYear> {
        let path = shown_path(&self.document.uri)?;
        self.workspace.last_year_at(&path, at)
    }

    /// Last year's report of each report of the document that has one, with the number of the latter.
    pub(super) fn last_years(&self) -> Vec<(usize, ReportId)> {
        let path = shown_path(&self.document.uri);
        path.map_or_else(Vec::new, |path| self.workspace.last_years(&path))
    }

    /// The cell at a byte of the text in the reports of other years.
    pub(super) fn same_cell_elsewhere(&self, at: usize) -> Vec<Location> {
        let path = shown_path(&self.document.uri);
        let places = path.map(|path| self.workspace.same_cell_elsewhere(&path, at));
        let places = places.into_iter().flatten();
        places
            .filter_map(|(document, span)| self.location_of(document, span))
            .collect()
    }

    /// Where a place of another document stands.
    pub(super) fn location_of(&self, document: DocumentId, span: Span) -> Option<Location> {
        let other = self.workspace.text(document)?;
        let view = View {
            uri: &other.uri,
            text: &other.text,
            ..self.view()
        };
        Some(Location::new(other.uri.clone(), view.range(span)))
    }

    /// The language to answer in.
    pub(super) fn locale(&self) -> Locale {
        self.document.effective.settings.locale
    }
}
