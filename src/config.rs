//! Settings from every source, resolved the same way for the editor and the command line.
//!
//! In: the text of `nianbao.toml`, an editor's JSON, options. Out: a [`Config`] whose values remember where they come from, and from
//! it the [`Settings`] of one file. Deliberately absent: reading files; whoever needs another file hands in a closure.

mod globs;
mod ignore_entry;
mod keys;
mod own_edition;
mod raw;
mod read;
mod schema;
mod search;
mod show;
mod values;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use crate::finding::Severity;
use crate::form::{Edition, Forms};
use crate::locale::Locale;
use crate::rules::RULES;
use crate::say;
use crate::settings::{Ignore, Settings};

pub use globs::PathGlob;
pub use ignore_entry::with_ignore;
pub use keys::{KEYS, Key};
pub use schema::{schema, template};
pub use search::{FILE_NAME, find};
pub use show::{Shown, show};
pub use values::nearest;

/// Where a value was set. Ordered from weak to strong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Nowhere: the program's own value.
    Default,
    /// In a configuration file.
    File {
        /// The file as it was named to [`Config::from_toml`].
        path: String,
        /// Line, from 1.
        line: usize,
    },
    /// In the editor's settings.
    Editor,
    /// By an option of the command line.
    CommandLine,
}

/// A value and where it was set.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting<T> {
    /// What was set.
    pub value: T,
    /// Where.
    pub origin: Origin,
}

/// How loudly a rule speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Not at all.
    Off,
    /// As the rule itself says: undoes an `off` of a weaker source.
    Own,
    /// With this severity.
    At(Severity),
}

/// One `[[ignore]]`: findings that somebody has looked at and accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct IgnoreEntry {
    /// The files it applies to; `None` means all.
    pub file: Option<PathGlob>,
    /// The rule's code.
    pub rule: &'static str,
    /// The cell as findings name it; `None` means the whole file.
    pub cell: Option<String>,
    /// Why, for the colleague who reads it next year.
    pub reason: Option<String>,
}

/// What one source says, or several laid over each other. `None` and empty mean "not said".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// Whether reports are checked at all (editors only).
    pub enable: Option<Setting<bool>>,
    /// The edition's id; a value of `None` decides by the tables.
    pub edition: Option<Setting<Option<String>>>,
    /// The language; a value of `None` leaves it to the client.
    pub locale: Option<Setting<Option<Locale>>>,
    /// Whether safe fixes are applied on save (editors only).
    pub fix_on_save: Option<Setting<bool>>,
    /// Milliseconds to wait after an edit (editors only).
    pub diagnostic_delay_ms: Option<Setting<u64>>,
    /// Levels by rule code.
    pub rules: BTreeMap<&'static str, Setting<Level>>,
    /// Files that are never checked, strongest source first.
    pub exclude: Vec<Setting<PathGlob>>,
    /// Accepted findings, strongest source first.
    pub ignores: Vec<Setting<IgnoreEntry>>,
    /// Editions beside the built-in ones, strongest source first.
    pub own_editions: Vec<Setting<Edition>>,
}

/// A mistake in a configuration; everything else in it still applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file; `None` for an editor's settings.
    pub file: Option<String>,
    /// Line, from 1; `None` for an editor's settings.
    pub line: Option<usize>,
    /// The path of the key, `rules.row-total`; empty when the text is not TOML at that place.
    pub key: String,
    /// What is wrong, one sentence.
    pub message: String,
}

impl Mistake {
    /// The whole sentence with file, line and key.
    pub fn sentence(&self, locale: Locale) -> String {
        let place = match (&self.file, self.line) {
            (Some(file), Some(line)) => format!("{file}:{line}"),
            (Some(file), None) => file.clone(),
            (None, _) => say!(locale, "编辑器设置", "editor settings"),
        };
        let key = if self.key.is_empty() {
            String::new()
        } else {
            format!(" {}", self.key)
        };
        let message = &self.message;
        say!(locale, "{place}{key}：{message}", "{place}{key}: {message}")
    }
}

impl Config {
    /// Reads a `nianbao.toml`. `path` is where it lies: globs are relative to its folder, and mistakes name it. `read_other` gives the
    /// text of a file named by `edition-files` (its path joined to the folder), or a sentence saying why it cannot.
    pub fn from_toml(
        text: &str,
        path: &Path,
        locale: Locale,
        read_other: &dyn Fn(&Path) -> Result<String, String>,
    ) -> (Config, Vec<Mistake>) {
        read::from_toml(text, path, locale, read_other)
    }

    /// Reads an editor's settings: the object under `nianbao`, or an object that holds it. Globs are relative to `base`, the
    /// workspace folder; without one they match at any depth.
    pub fn from_json(
        value: &serde_json::Value,
        base: Option<&Path>,
        locale: Locale,
    ) -> (Config, Vec<Mistake>) {
        read::from_json(value, base, locale)
    }

    /// Lays this configuration over a weaker one. Single values and rules of this one win; lists are joined, this one's first.
    pub fn over(mut self, weaker: Config) -> Config {
        for (code, setting) in weaker.rules {
            self.rules.entry(code).or_insert(setting);
        }
        self.exclude.extend(weaker.exclude);
        self.ignores.extend(weaker.ignores);
        self.own_editions.extend(weaker.own_editions);
        Config {
            enable: self.enable.or(weaker.enable),
            edition: self.edition.or(weaker.edition),
            locale: self.locale.or(weaker.locale),
            fix_on_save: self.fix_on_save.or(weaker.fix_on_save),
            diagnostic_delay_ms: self.diagnostic_delay_ms.or(weaker.diagnostic_delay_ms),
            ..self
        }
    }

    /// Drops what only shows as wrong when all sources are laid together: an edition that no source defines.
    pub fn settle(&mut self, forms: &Forms, locale: Locale) -> Vec<Mistake> {
        let Some(Setting {
            value: Some(wanted),
            origin,
        }) = &self.edition
        else {
            return Vec::new();
        };
        if forms.editions.iter().any(|edition| edition.id == *wanted) {
            return Vec::new();
        }
        let known: Vec<&str> = forms
            .editions
            .iter()
            .map(|edition| edition.id.as_str())
            .collect();
        let known = known.join(", ");
        let message = say!(
            locale,
            "没有格式版本 {wanted}；可用：auto, {known}",
            "there is no edition {wanted}; choose from auto, {known}"
        );
        let (file, line) = match origin {
            Origin::File { path, line } => (Some(path.clone()), Some(*line)),
            _ => (None, None),
        };
        let key = if matches!(origin, Origin::CommandLine) {
            "--edition"
        } else {
            "edition"
        };
        let mistake = Mistake {
            file,
            line,
            key: key.to_owned(),
            message,
        };
        self.edition = None;
        vec![mistake]
    }

    /// The built-in editions and the user's own; one of the user's replaces a built-in one with the same id.
    pub fn forms(&self) -> Forms {
        let own = self.own_editions.iter().map(|own| own.value.clone());
        Forms::with_own(own.collect())
    }

    /// The settings for one file; `None` for a text that is no file yet. `client` is the language when none is set.
    pub fn settings_for(&self, file: Option<&Path>, client: Locale) -> Settings {
        let applies = |entry: &&IgnoreEntry| match (&entry.file, file) {
            (None, _) => true,
            (Some(glob), Some(file)) => glob.matches(file),
            (Some(_), None) => false,
        };
        let entries = self
            .ignores
            .iter()
            .map(|setting| &setting.value)
            .filter(applies);
        Settings {
            edition: self
                .edition
                .as_ref()
                .and_then(|setting| setting.value.clone()),
            locale: self.locale(client),
            rules: self
                .rules
                .iter()
                .filter_map(|(code, setting)| match setting.value {
                    Level::Off => Some((*code, None)),
                    Level::At(severity) => Some((*code, Some(severity))),
                    Level::Own => None,
                })
                .collect(),
            ignores: entries
                .map(|entry| Ignore {
                    rule: entry.rule.to_owned(),
                    cell: entry.cell.clone(),
                })
                .collect(),
        }
    }

    /// Whether a file is never to be checked.
    pub fn excludes(&self, file: &Path) -> bool {
        self.exclude.iter().any(|glob| glob.value.matches(file))
    }

    /// Whether reports are checked at all; true unless switched off.
    pub fn enabled(&self) -> bool {
        self.enable.as_ref().is_none_or(|setting| setting.value)
    }

    /// Whether safe fixes are applied on save; false unless switched on.
    pub fn fixes_on_save(&self) -> bool {
        self.fix_on_save
            .as_ref()
            .is_some_and(|setting| setting.value)
    }

    /// How long to wait after an edit before speaking; zero unless set.
    pub fn diagnostic_delay(&self) -> Duration {
        Duration::from_millis(
            self.diagnostic_delay_ms
                .as_ref()
                .map_or(0, |setting| setting.value),
        )
    }

    /// The language of messages; `client` when none is set.
    pub fn locale(&self, client: Locale) -> Locale {
        self.locale
            .as_ref()
            .and_then(|setting| setting.value)
            .unwrap_or(client)
    }
}

/// The codes that `rules` and `ignore` may name.
pub fn rule_codes() -> &'static [&'static str] {
    static CODES: LazyLock<Vec<&'static str>> =
        LazyLock::new(|| RULES.iter().map(|rule| rule.code).collect());
    &CODES
}

#[cfg(test)]
mod tests;
