//! One open document: its text, what was last found in it, and when it has to be looked at again.
//!
//! In: edits. Out: an analysis of the text as it is now, computed at most once per state of the text.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use tempfile::TempPath;
use tower_lsp::lsp_types::Url;

use super::abilities::Abilities;
use super::beside::FoundBeside;
use super::configuration::Effective;
use super::features::ToldColours;
use super::last_year::LastYearFile;
use super::notices::{ContentEdit, Opened};
use super::to_proto::{View, from_position};
use super::told::LastTold;
use super::workspace::TextBeside;
use crate::analysis::{self, Analysis, Memory, starts_of};
use crate::door::{Edit, Finding};
use crate::edit::{apply, compose};
use crate::kit::Forms;
use crate::reading::Reading;
use crate::settings::Settings;
use crate::text::{PositionUnit, Reach, Text};
use crate::views::memory::ViewMemory;
use crate::views::offers::Read;

/// The functions of the core that judge a text. Everything else that is said of one is a view of its reading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checker {
    pub(super) analyze: fn(&str, &Forms, &Settings, &mut Memory) -> Analysis,
    pub(super) fix_all: fn(&str, &Forms, &Settings) -> Vec<Edit>,
}

impl Default for Checker {
    fn default() -> Self {
        Checker {
            analyze: analysis::analyze_again,
            fix_all: analysis::fix_all,
        }
    }
}

/// An open document.
#[derive(Debug)]
pub(super) struct OpenDocument {
    pub(super) uri: Url,
    /// As the client counts; `None` if it does not.
    pub(super) version: Option<i32>,
    pub(super) text: Text,
    pub(super) effective: Effective,
    /// An edit did not fit: the client's text is probably another one, and no edit of ours may touch it until the whole text comes again.
    pub(super) doubtful: bool,
    /// When to look at it again; `None` when what was published is up to date.
    pub(super) due: Option<Instant>,
    /// Whether the client shows findings of ours.
    pub(super) showing: bool,
    /// The colours that the client was told last.
    pub(super) colours: ToldColours,
    /// The page that was last drawn of it for a browser.
    pub(super) page: Option<TempPath>,
    /// What was found in the text as it is now; `contents` and `fix_all` belong to it.
    analysis: Option<Analysis>,
    /// The same with what was found beside other reports, where something was.
    whole: Option<Analysis>,
    /// What was found beside other reports.
    pub(super) beside: FoundBeside,
    /// The findings that the client was told last.
    pub(super) told: LastTold,
    /// The reports on the year before of which the client was told.
    pub(super) last_year: Vec<LastYearFile>,
    /// The whole text, kept for its memory while there is no analysis.
    contents: String,
    fix_all: Option<Vec<Edit>>,
    /// What was understood of it, and what the next analysis may use again.
    memory: Memory,
    /// What was shown of it, which the next question may use again.
    views: ViewMemory,
}

impl OpenDocument {
    /// A document as the client opens it.
    pub(super) fn new(opened: Opened, effective: Effective) -> Self {
        OpenDocument {
            uri: opened.uri,
            version: opened.version,
            text: Text::from(opened.text.as_str()),
            effective,
            doubtful: false,
            due: Some(Instant::now()),
            showing: false,
            colours: ToldColours::default(),
            page: None,
            analysis: None,
            whole: None,
            beside: FoundBeside::default(),
            told: LastTold::default(),
            last_year: Vec::new(),
            contents: String::new(),
            fix_all: None,
            memory: Memory::of_writing(),
            views: ViewMemory::default(),
        }
    }

    /// Applies edits in their order.
    pub(super) fn change(
        &mut self,
        version: Option<i32>,
        edits: Vec<ContentEdit>,
        encoding: PositionUnit,
    ) {
        self.version = version;
        for edit in edits {
            match edit {
                ContentEdit::Whole(text) => {
                    self.text = Text::from(text.as_str());
                    self.memory.replaced();
                    self.beside.forget();
                    self.told.forget();
                    self.colours.replaced();
                    self.doubtful = false;
                }
                ContentEdit::Part(range, text) => {
                    let (start, end) = (from_position(range.start), from_position(range.end));
                    let [start, end] = [start.min(end), start.max(end)];
                    let bytes = self.text.between(start, end, encoding);
                    let old = self.text.slice(bytes.start, bytes.end);
                    self.memory.typed(bytes.start, &old, &text);
                    let reach = self.text.reach(start, end, encoding);
                    self.colours.edited(bytes.clone(), text.len());
                    self.beside.replaced(&bytes, text.len());
                    let keeps_lines = self.text.replace_bytes(bytes.clone(), &text);
                    let lines = (start.line, end.line);
                    self.told.replaced(&bytes, lines, text.len(), keeps_lines);
                    if reach == Reach::Outside {
                        self.doubtful = true;
                    }
                }
                ContentEdit::Unknown => self.doubtful = true,
            }
        }
        self.look_again(self.effective.delay);
    }

    /// Other settings apply from now on.
    pub(super) fn reset(&mut self, effective: Effective) {
        self.effective = effective;
        self.memory.forget_all_but_writing();
        self.beside.forget();
        self.told.forget();
        self.look_again(Duration::ZERO);
    }

    fn look_again(&mut self, delay: Duration) {
        self.analysis = None;
        self.whole = None;
        self.beside.edited();
        self.fix_all = None;
        self.due = Some(Instant::now() + delay);
    }

    /// Analyses the text unless that has been done since the last edit.
    pub(super) fn refresh(&mut self, checker: Checker) -> Result<(), Breakdown> {
        if self.analysis.is_none() && self.effective.enabled {
            self.text.copy_to(&mut self.contents);
            let mut memory = std::mem::take(&mut self.memory);
            self.analysis = Some(self.run(|text, forms, settings| {
                (checker.analyze)(text, forms, settings, &mut memory)
            })?);
            self.memory = memory;
        }
        Ok(())
    }

    /// What is found in the text as it is now; `None` if nothing is to be said about it, or it has not been refreshed.
    pub(super) fn analysis(&self) -> Option<&Analysis> {
        let found = self.whole.as_ref().or(self.analysis.as_ref());
        found.filter(|analysis| analysis.is_report)
    }

    /// Adds what is found in the text beside other reports, whose texts are given; whether that is another thing than before.
    pub(super) fn add_across(&mut self, found: Vec<Finding>, others: Vec<TextBeside>) -> bool {
        self.told.forget_beside();
        let is_other = self.beside.take_in(found, others);
        self.add_beside();
        is_other
    }

    /// Leaves what was found beside other reports where the text has taken it, until it is quiet; false if it has to be looked for at once.
    pub(super) fn wait_for_quiet(&mut self) -> bool {
        let is_first = self.beside.due.is_none();
        let waits = self.analysis.is_some() && self.beside.wait();
        if waits && is_first {
            self.add_beside();
        }
        waits
    }

    fn add_beside(&mut self) {
        let found = self.beside.found();
        let alone = self.analysis.as_ref().filter(|_| !found.is_empty());
        self.whole = alone.map(|alone| {
            let mut whole = alone.clone();
            whole.add(found.to_vec(), &starts_of(&self.memory.reading));
            whole
        });
    }

    /// All safe edits of the text as it is now.
    pub(super) fn fix_all(&mut self, checker: Checker) -> Result<&[Edit], Breakdown> {
        self.refresh(checker)?;
        if self.fix_all.is_none() {
            let known = self.analysis.as_ref();
            self.fix_all = Some(match known.is_some_and(|found| !found.has_safe_fixes()) {
                true => Vec::new(),
                false => self.run(checker.fix_all)?,
            });
        }
        Ok(self.fix_all.as_deref().unwrap_or_default())
    }

    /// The edits that take along the totals left behind in the text as it was last refreshed.
    pub(super) fn followers(&self) -> Result<Vec<Edit>, Breakdown> {
        self.run(|_, _, _| self.memory.followers())
    }

    /// All safe edits of the text once these edits are made, together with them.
    pub(super) fn fixed_after(
        &self,
        edits: Vec<Edit>,
        checker: Checker,
    ) -> Result<Vec<Edit>, Breakdown> {
        self.run(|text, forms, settings| {
            let then = (checker.fix_all)(&apply(text, &edits), forms, settings);
            compose(&edits, &then)
        })
    }

    /// A view of what was understood of the text when it was last refreshed.
    pub(super) fn with_reading<T>(&self, view: impl FnOnce(&Reading) -> T) -> Result<T, Breakdown> {
        self.run(|_, _, _| view(&self.memory.reading))
    }

    /// A view of it that keeps what it shows of tables for the next time. Should it break down, that is forgotten.
    pub(super) fn with_views<T>(
        &mut self,
        view: impl FnOnce(&mut ViewMemory, &Reading) -> T,
    ) -> Result<T, Breakdown> {
        let mut views = std::mem::take(&mut self.views);
        let shown = self.run(|_, _, _| view(&mut views, &self.memory.reading))?;
        self.views = views;
        Ok(shown)
    }

    /// The same for a view that looks at the text itself, or asks how another text would be read.
    pub(super) fn with_text<T>(
        &self,
        view: impl FnOnce(&Reading, &str, &Read<'_>) -> T,
    ) -> Result<T, Breakdown> {
        self.run(|text, forms, settings| {
            let read = |other: &str| Reading::of(other, forms, settings);
            view(&self.memory.reading, text, &read)
        })
    }

    /// The document as the client sees it.
    pub(super) fn view<'a>(&'a self, client: &'a Abilities) -> View<'a> {
        View {
            uri: &self.uri,
            text: &self.text,
            client,
            locale: self.effective.settings.locale,
            others: &self.beside.others,
        }
    }

    /// Calls the core on `contents`. A panic there costs this one answer, not the session.
    pub(super) fn run<T>(
        &self,
        function: impl FnOnce(&str, &Forms, &Settings) -> T,
    ) -> Result<T, Breakdown> {
        let call = || {
            function(
                &self.contents,
                self.effective.forms(),
                &self.effective.settings,
            )
        };
        catch_unwind(AssertUnwindSafe(call)).map_err(|_| Breakdown(self.uri.clone()))
    }
}

/// The core panicked over this document.
#[derive(Debug)]
pub(super) struct Breakdown(pub(super) Url);
