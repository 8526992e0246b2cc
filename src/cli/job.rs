//! One file or standard input, with the settings that hold for it.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::configs::from_here;
use super::files::Input;
use super::left_out::{LeftOut, Reason};
use super::load::{Contents, NotLoaded, contents, load};
use crate::config::Loaded;
use crate::dossier::ComparedCells;
use crate::locale::Locale;
use crate::say;
use crate::settings::Settings;

/// One file with its settings.
pub(super) struct Job {
    pub input: Input,
    pub loaded: Arc<Loaded>,
    /// The cells that its reports are compared by, if that is known; otherwise all are.
    pub compared: Option<Arc<ComparedCells>>,
}

impl Job {
    /// The settings of the analysis.
    pub fn settings(&self) -> Settings {
        let file = (self.input.path.as_os_str() != "-").then_some(self.input.absolute.as_path());
        self.loaded.config.settings_for(file, Locale::default())
    }

    /// The language of what is said about the file.
    pub fn locale(&self) -> Locale {
        self.loaded.config.locale(Locale::default())
    }

    /// Why the file is not to be written, if its settings have a mistake: they may have meant to leave it alone.
    pub fn doubtful_settings(&self) -> Option<String> {
        let (mistake, locale) = (self.loaded.mistakes.first()?, self.locale());
        Some(say!(
            locale,
            "{path} 没有修改，因为适用于它的设置有误：{mistake}",
            "{path} was not changed, for there is a mistake in its settings: {mistake}",
            path = self.shown(),
            mistake = from_here(&mistake.sentence(locale))
        ))
    }

    /// The path as it is shown.
    pub fn shown(&self) -> Cow<'_, str> {
        self.input.path.to_string_lossy()
    }

    /// Reads and decodes the file.
    pub fn load(&self) -> Result<Contents, Box<LeftOut>> {
        let loaded = load(&self.input.path, &self.loaded.forms, self.locale());
        loaded.map_err(|unread| self.left_out(unread))
    }

    /// The bytes of standard input as text.
    pub fn contents_of(&self, bytes: Vec<u8>) -> Result<Contents, Box<LeftOut>> {
        contents(bytes, &self.input.path, self.locale()).map_err(|reason| self.left_out(reason))
    }

    /// The file, left out for a reason that its reading gave. What somebody named has to be there and to be read.
    pub fn left_out(&self, unread: NotLoaded) -> Box<LeftOut> {
        let (named, locale) = (self.input.named, self.locale());
        let (reason, sentence, failed) = match unread.reason {
            Reason::Missing if !named => {
                let sentence = Reason::Vanished.sentence(&self.shown(), locale);
                (Reason::Vanished, sentence, false)
            }
            Reason::NotAFile
            | Reason::OtherFormat(_)
            | Reason::NoText
            | Reason::NotAReport
            | Reason::OwnPage => {
                let is_no_report = matches!(unread.reason, Reason::NotAReport | Reason::OwnPage);
                let failed = named && !is_no_report;
                (unread.reason, unread.sentence, failed)
            }
            reason => (reason, unread.sentence, true),
        };
        Box::new(LeftOut {
            path: self.shown().into_owned(),
            absolute: self.input.absolute.clone(),
            reason,
            sentence,
            failed,
        })
    }

    /// The file, left out for `reason` without a failure.
    pub fn left_out_by(&self, reason: Reason) -> Box<LeftOut> {
        Box::new(LeftOut {
            path: self.shown().into_owned(),
            absolute: self.input.absolute.clone(),
            reason,
            sentence: reason.sentence(&self.shown(), self.locale()),
            failed: false,
        })
    }

    /// Runs `work`; a panic in it costs this file only. `Err` is the sentence to say then.
    pub fn guarded<T>(&self, work: impl FnOnce(&Job) -> T) -> Result<T, String> {
        catch_unwind(AssertUnwindSafe(|| work(self))).map_err(|_| {
            say!(
                self.locale(),
                "核对 {path} 时程序内部出错，请反馈给开发者",
                "internal error while checking {path}; please report it",
                path = self.shown()
            )
        })
    }

    /// What came of the file when the program itself failed.
    pub fn broken(&self, sentence: String) -> Box<LeftOut> {
        self.left_out(NotLoaded {
            reason: Reason::InternalError,
            sentence,
        })
    }
}
