//! Checking the files of the workspace that are not open, one between two events: nobody who types waits for more than one file.
//!
//! In: the folders of the workspace. Out: findings of their reports, for the client to show; how far it has come, where the client shows that. What is
//! open is left to itself.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use ignore::{Walk, WalkBuilder};
use tower_lsp::lsp_types::{
    Diagnostic, MessageType, ProgressToken, SymbolInformation, Url, WorkDoneProgress,
    WorkDoneProgressBegin, WorkDoneProgressEnd, WorkDoneProgressReport,
};

use super::rechecking::{Stamp, stamp};
use super::unread::{FileOutcome, UnreadFiles, text_of_file};
use super::{Engine, OpenDocument};
use crate::config::Unread;
use crate::locale::counted;
use crate::lsp::document::Breakdown;
use crate::lsp::features::symbol::symbol;
use crate::lsp::notices::Opened;
use crate::lsp::outbox::{OutboxMessage, Refresh};
use crate::lsp::uri::DocumentKey;
use crate::say;
use crate::views::symbols::{Landmark, landmarks};

/// The endings of files that are looked at.
const ENDINGS: [&str; 7] = ["txt", "text", "md", "markdown", "html", "htm", "xhtml"];
/// How long the client is waited for to say that it will show how far a check has come.
const PATIENCE: Duration = Duration::from_secs(2);
/// Entries of folders that are passed over between two events.
const ENTRIES: usize = 64;

/// A check under way.
pub(in crate::lsp) struct Sweep {
    walk: Walk,
    /// The name by which the client knows it; `None` until it has agreed to show it.
    token: Option<ProgressToken>,
    /// The name by which the client has been asked to show it, and has not answered yet.
    offered: Option<ProgressToken>,
    /// Until when the client's agreement is waited for.
    pub(super) begins: Instant,
    n_reports: usize,
    n_findings: usize,
    unread: UnreadFiles,
    /// The files that an earlier check found, and this one has not met yet.
    before: HashMap<Url, CheckedFile>,
}

/// What was found in a file that is not open.
pub(in crate::lsp) struct CheckedFile {
    pub(in crate::lsp) diagnostics: Vec<Diagnostic>,
    symbols: Vec<(Landmark, SymbolInformation)>,
    /// Of the file as it was read.
    pub(super) stamp: Stamp,
}

impl Engine {
    /// Begins to check the workspace, in place of a check that is under way. `token`: the client's own name for it.
    pub(in crate::lsp) fn check_workspace(&mut self, token: Option<ProgressToken>) {
        self.end_sweep();
        self.workspace.look_at_all();
        let folders = self.configuration.folders().to_vec();
        let mut folders = folders.iter();
        let Some(first) = folders.next() else {
            let text = say!(self.locale(), "没有打开文件夹", "no folder is open");
            self.post(OutboxMessage::Show(MessageType::INFO, text));
            return;
        };
        let mut walk = WalkBuilder::new(first);
        folders.for_each(|folder| {
            walk.add(folder);
        });
        self.n_sweeps += 1;
        let offered = (token.is_none() && self.client.progress)
            .then(|| ProgressToken::String(format!("nianbao/check/{}", self.n_sweeps)));
        self.sweep = Some(Sweep {
            walk: walk.require_git(false).build(),
            token: None,
            offered: offered.clone().or_else(|| token.clone()),
            begins: match offered.is_some() {
                true => Instant::now() + PATIENCE,
                false => Instant::now(),
            },
            n_reports: 0,
            n_findings: 0,
            unread: UnreadFiles::default(),
            before: std::mem::take(&mut self.checked),
        });
        match (token, offered) {
            (Some(token), _) => self.show_sweep(&token),
            (None, Some(token)) => self.post(OutboxMessage::MakeProgress(token)),
            (None, None) => {}
        }
    }

    /// The client shows how far the check with this name has come. Of one that is over by now, or was begun anew, nothing is said.
    pub(in crate::lsp) fn show_sweep(&mut self, token: &ProgressToken) {
        let locale = self.locale();
        let of_token = |sweep: &&mut Sweep| sweep.offered.as_ref() == Some(token);
        if let Some(sweep) = self.sweep.as_mut().filter(of_token) {
            sweep.offered = None;
            sweep.token = Some(token.clone());
            sweep.begins = Instant::now();
            let begin = WorkDoneProgress::Begin(WorkDoneProgressBegin {
                title: say!(
                    locale,
                    "核对工作区的年度报告",
                    "Checking the reports of the workspace"
                ),
                cancellable: Some(true),
                message: None,
                percentage: None,
            });
            self.post(OutboxMessage::Progress(token.clone(), begin));
        }
    }

    /// The user does not want what goes by this name any more.
    pub(in crate::lsp) fn cancel(&mut self, token: &ProgressToken) {
        let sweep = self.sweep.as_ref();
        if sweep.is_some_and(|sweep| sweep.token.as_ref() == Some(token)) {
            self.end_sweep();
        }
    }

    /// Goes on with a check by one file. What a breakdown costs is that file.
    pub(super) fn go_on_checking(&mut self) {
        for _ in 0..ENTRIES {
            let begun = |sweep: &&mut Sweep| sweep.begins <= Instant::now();
            let Some(sweep) = self.sweep.as_mut().filter(begun) else {
                return;
            };
            let path = match sweep.walk.next() {
                None => return self.end_sweep(),
                Some(Ok(entry)) if may_be_report(entry.path()) => entry.into_path(),
                Some(_) => continue,
            };
            match self.check_file(&path) {
                Ok(FileOutcome::Checked) => return self.count(&path),
                Ok(FileOutcome::Unread(reason)) => self.note_unread(&path, reason),
                Ok(FileOutcome::Passed) => {}
                Err(breakdown) => return self.broke_down(&breakdown),
            }
        }
    }

    /// Checks one file.
    pub(super) fn check_file(&mut self, path: &Path) -> Result<FileOutcome, Breakdown> {
        let mut folders = self.configuration.folders().iter();
        if !folders.any(|folder| path.starts_with(folder)) {
            return Ok(FileOutcome::Passed);
        }
        let Ok(uri) = Url::from_file_path(path) else {
            return Ok(FileOutcome::Passed);
        };
        let effective = self.configuration.effective(Some(path));
        let key = DocumentKey::from(&uri);
        let is_open = self
            .documents
            .keys()
            .any(|name| DocumentKey::from(name) == key);
        if is_open || !effective.enabled {
            return Ok(FileOutcome::Passed);
        }
        let stamp = stamp(path);
        let text = match text_of_file(path) {
            Ok(text) => text,
            Err(reason) => return Ok(FileOutcome::Unread(reason)),
        };
        let opened = Opened {
            uri: uri.clone(),
            version: None,
            text,
        };
        let mut document = OpenDocument::new(opened, effective);
        document.refresh(self.checker)?;
        let view = document.view(&self.client);
        let Some(analysis) = document.analysis() else {
            return Ok(FileOutcome::Checked);
        };
        let diagnostics = view.diagnostics(analysis);
        let marks = document.with_reading(landmarks)?;
        let symbols = marks.into_iter().map(|mark| {
            let symbol = symbol(&mark, &view);
            (mark, symbol)
        });
        let checked = CheckedFile {
            diagnostics,
            symbols: symbols.collect(),
            stamp,
        };
        self.checked.insert(uri.clone(), checked);
        self.publish_closed(uri);
        Ok(FileOutcome::Checked)
    }

    /// Counts a file that was checked, if it is a report.
    fn count(&mut self, path: &Path) {
        let uri = Url::from_file_path(path).ok();
        let found = uri.and_then(|uri| Some((self.checked.get(&uri)?.diagnostics.len(), uri)));
        let (Some((n_findings, uri)), Some(sweep)) = (found, &mut self.sweep) else {
            return;
        };
        sweep.before.remove(&uri);
        sweep.n_reports += 1;
        sweep.n_findings += n_findings;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let message = format!("{} · {name}", sweep.n_reports);
        if let Some(token) = sweep.token.clone() {
            let report = WorkDoneProgress::Report(WorkDoneProgressReport {
                cancellable: Some(true),
                message: Some(message),
                percentage: None,
            });
            self.post(OutboxMessage::Progress(token, report));
        }
    }

    /// Notes a file that could not be read, by its name in its folder of the workspace.
    fn note_unread(&mut self, path: &Path, reason: Unread) {
        let mut folders = self.configuration.folders().iter();
        let within = folders.find_map(|folder| path.strip_prefix(folder).ok());
        let name = within.unwrap_or(path).display().to_string();
        if let Some(sweep) = &mut self.sweep {
            sweep.unread.add(name, reason);
        }
    }

    /// Says what came of a check that is done, or was given up. Findings of files that it did not meet are taken back only when it is done.
    fn end_sweep(&mut self) {
        let Some(mut sweep) = self.sweep.take() else {
            return;
        };
        let is_done = sweep.walk.next().is_none();
        match is_done {
            true => {
                for uri in sweep.before.into_keys() {
                    self.publish_closed(uri);
                }
            }
            false => self.checked.extend(sweep.before),
        }
        let (reports, findings) = (sweep.n_reports, sweep.n_findings);
        let (in_reports, of_them) = (counted(reports, "report"), counted(findings, "problem"));
        let said = match is_done {
            true => say!(
                self.locale(),
                "已核对 {reports} 份报告，{findings} 个问题",
                "{in_reports} checked, {of_them}"
            ),
            false => say!(
                self.locale(),
                "已停止；核对了 {reports} 份报告，{findings} 个问题",
                "stopped; {in_reports} checked, {of_them}"
            ),
        };
        let unread = sweep.unread.clause(self.locale());
        let kind = match unread {
            Some(_) => MessageType::WARNING,
            None => MessageType::INFO,
        };
        // How far it has come is gone from the screen at once.
        let is_logged = sweep.token.is_none() || unread.is_some();
        let said = said + &unread.unwrap_or_default();
        if is_logged {
            self.post(OutboxMessage::Log(kind, said.clone()));
        }
        if let Some(token) = sweep.token {
            let end = WorkDoneProgress::End(WorkDoneProgressEnd {
                message: Some(said),
            });
            self.post(OutboxMessage::Progress(token, end));
        }
        if self.client.pulls_findings && self.client.refreshes.findings {
            self.post(OutboxMessage::Refresh(Refresh::Findings));
        }
    }

    /// What is called so in the files that were checked with the workspace.
    pub(in crate::lsp) fn symbols_of_checked(
        &self,
        query: &str,
    ) -> impl Iterator<Item = SymbolInformation> {
        let symbols = self.checked.values().flat_map(|file| &file.symbols);
        let meant = symbols.filter(move |(mark, _)| mark.is_meant_by(query));
        meant.map(|(_, symbol)| symbol.clone())
    }
}

fn may_be_report(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        ENDINGS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(ending))
    })
}
