//! How far the look through the workspace has come, and that it can be stopped.
//!
//! In: the looking, which counts its files as it goes. Out: `$/progress` for clients that show it. A look that is over soon is not spoken of.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tower_lsp::lsp_types::{
    ProgressToken, WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressEnd,
    WorkDoneProgressReport,
};

use super::engine::Engine;
use super::outbox::OutboxMessage;
use crate::locale::counted;
use crate::say;

/// A look is not spoken of before it has taken so long.
const SHORT: Duration = Duration::from_millis(700);
/// So often is said how far it has come.
const PACE: Duration = Duration::from_millis(250);
/// The names by which clients know looks begin so.
const NAME: &str = "nianbao/index/";

/// What the looking and the engine both know.
#[derive(Debug, Default)]
pub(super) struct Way {
    length: AtomicUsize,
    done: AtomicUsize,
    is_cut: Arc<AtomicBool>,
}

impl Way {
    /// So many files are to be looked at.
    pub(super) fn is_long(&self, length: usize) {
        self.length.store(length, Ordering::Relaxed);
    }

    /// One more file has been looked at.
    pub(super) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether nobody wants the rest any more.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut.load(Ordering::Relaxed)
    }

    /// The same for whoever cannot see the way.
    pub(super) fn cut_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.is_cut)
    }

    fn cut(&self) {
        self.is_cut.store(true, Ordering::Relaxed);
    }
}

/// A look that goes on.
#[derive(Debug)]
pub(super) struct Index {
    way: Arc<Way>,
    /// When something is said next; `None` while the client's agreement is waited for.
    pub(super) due: Option<Instant>,
    /// The name by which the client knows it, once it has been asked to show it.
    token: Option<ProgressToken>,
    is_shown: bool,
}

impl Index {
    /// A look that begins now.
    pub(super) fn begun() -> Self {
        Index {
            way: Arc::default(),
            due: Some(Instant::now() + SHORT),
            token: None,
            is_shown: false,
        }
    }

    /// For whoever does the looking.
    pub(super) fn way(&self) -> Arc<Way> {
        Arc::clone(&self.way)
    }
}

impl Engine {
    /// Says how far the look has come, if that is due.
    pub(super) fn tell_of_index(&mut self) {
        let shows = self.client.progress;
        let turn = self.workspace.turn;
        let Some(index) = self.workspace.index.as_mut() else {
            return;
        };
        if index.due.is_none_or(|due| due > Instant::now()) {
            return;
        }
        index.due = None;
        match (&index.token, shows) {
            (_, false) => {}
            (None, true) => {
                let token = ProgressToken::String(format!("{NAME}{turn}"));
                index.token = Some(token.clone());
                self.post(OutboxMessage::MakeProgress(token));
            }
            (Some(token), true) => {
                index.due = Some(Instant::now() + PACE);
                let (done, length) = (
                    index.way.done.load(Ordering::Relaxed),
                    index.way.length.load(Ordering::Relaxed),
                );
                let percentage = done.saturating_mul(100).checked_div(length);
                let report = WorkDoneProgress::Report(WorkDoneProgressReport {
                    cancellable: Some(true),
                    message: (length > 0).then(|| format!("{done} / {length}")),
                    percentage: percentage.and_then(|percent| u32::try_from(percent).ok()),
                });
                let token = token.clone();
                self.post(OutboxMessage::Progress(token, report));
            }
        }
    }

    /// The client shows how far the look with this name has come; false if it is the name of something else.
    pub(super) fn show_index(&mut self, token: &ProgressToken) -> bool {
        let is_ours = matches!(token, ProgressToken::String(name) if name.starts_with(NAME));
        let locale = self.locale();
        let of_token = |index: &&mut Index| index.token.as_ref() == Some(token);
        let Some(index) = self.workspace.index.as_mut().filter(of_token) else {
            // Perhaps it is over by now.
            return is_ours;
        };
        index.is_shown = true;
        index.due = Some(Instant::now() + PACE);
        let begin = WorkDoneProgress::Begin(WorkDoneProgressBegin {
            title: say!(
                locale,
                "查找各单位历年的报告",
                "Looking for the reports of other years"
            ),
            cancellable: Some(true),
            message: None,
            percentage: Some(0),
        });
        self.post(OutboxMessage::Progress(token.clone(), begin));
        true
    }

    /// The user has had enough of the look with this name.
    pub(super) fn cancel_index(&mut self, token: &ProgressToken) {
        let index = self.workspace.index.as_ref();
        if let Some(index) = index.filter(|index| index.token.as_ref() == Some(token)) {
            index.way.cut();
            self.workspace.is_given_up = true;
        }
    }

    /// The look is over, with so many files.
    pub(super) fn end_index(&mut self, n_files: usize) {
        let Some(index) = self.workspace.index.take() else {
            return;
        };
        let Some(token) = index.token.filter(|_| index.is_shown) else {
            return;
        };
        let files = counted(n_files, "file");
        let message = match index.way.is_cut() {
            true => say!(
                self.locale(),
                "已停止，看过 {n_files} 个文件",
                "stopped after {files}"
            ),
            false => say!(self.locale(), "看过 {n_files} 个文件", "{files} looked at"),
        };
        let end = WorkDoneProgress::End(WorkDoneProgressEnd {
            message: Some(message),
        });
        self.post(OutboxMessage::Progress(token, end));
    }
}
