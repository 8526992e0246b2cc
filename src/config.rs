//! Settings from every source, resolved the same way for the editor and the command line.
//!
//! In: the text of `nianbao.toml`, an editor's JSON, options. Out: a [`Config`] whose values remember where they come from, and from
//! it the [`Settings`] of one file. [`Resolver`] does all of that for many folders. Deliberately absent: the disk; a front end hands one in.

mod choices;
mod collections;
mod disk;
mod editor;
mod globs;
mod ignore_entry;
mod keys;
mod read;
mod resolver;
mod schema;
mod show;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use crate::finding::Severity;
use crate::form::Edition;
use crate::kit::Forms;
use crate::locale::Locale;
use crate::rules::{RULES, rule};
use crate::say;
use crate::settings::{Ignore, Settings};
use crate::views::hints::ColumnNames;
use crate::written::nearest;

pub use collections::{RollUpEntry, SeriesEntry};
pub use disk::{Disk, Look, Unread, read_text};
pub use globs::{GlobMistake, PathGlob};
pub use ignore_entry::with_ignore;
pub use keys::{KEYS, Key};
pub use read::says_nothing;
pub use resolver::{Choice, FILE_NAME, Loaded, Resolver, Sources};
pub use schema::{schema, template};
pub use show::{Shown, show};

pub use crate::written::{Mistake, TextOrigin};

/// Gives the text of a file, or a sentence saying why it cannot.
pub type ReadText<'a> = dyn Fn(&Path) -> Result<String, String> + 'a;

/// A value and where it was set.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting<T> {
    /// What was set.
    pub value: T,
    /// Where.
    pub origin: TextOrigin,
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
    /// Whether totals that agreed follow their parts (editors only).
    pub follow_totals: Option<Setting<bool>>,
    /// Which numbers are shown the name of their column (editors only).
    pub column_names: Option<Setting<ColumnNames>>,
    /// Milliseconds to wait after an edit (editors only).
    pub diagnostic_delay_ms: Option<Setting<u64>>,
    /// Levels by rule code.
    pub rules: BTreeMap<&'static str, Setting<Level>>,
    /// Files that are never checked, strongest source first.
    pub exclude: Vec<Setting<PathGlob>>,
    /// Accepted findings, strongest source first.
    pub ignores: Vec<Setting<IgnoreEntry>>,
    /// Reports that belong to one unit, strongest source first.
    pub series: Vec<Setting<SeriesEntry>>,
    /// Reports that are the sums of others, strongest source first.
    pub roll_ups: Vec<Setting<RollUpEntry>>,
    /// The files that editions of the user's own are read from, as they are written.
    pub edition_files: Vec<Setting<String>>,
    /// Editions beside the built-in ones, strongest source first.
    pub own_editions: Vec<Setting<Edition>>,
    /// Whether another own edition is written that has mistakes.
    pub lacks_own_edition: bool,
}

impl Config {
    /// Reads a `nianbao.toml`. `path` is where it lies: globs are relative to its folder, and mistakes name it. `read_other` gives the
    /// text of a file named by `edition-files` (its path joined to the folder), or a sentence saying why it cannot.
    pub fn from_toml(
        text: &str,
        path: &Path,
        locale: Locale,
        read_other: &ReadText<'_>,
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
        self.series.extend(weaker.series);
        self.roll_ups.extend(weaker.roll_ups);
        self.edition_files.extend(weaker.edition_files);
        self.own_editions.extend(weaker.own_editions);
        Config {
            enable: self.enable.or(weaker.enable),
            edition: self.edition.or(weaker.edition),
            locale: self.locale.or(weaker.locale),
            fix_on_save: self.fix_on_save.or(weaker.fix_on_save),
            follow_totals: self.follow_totals.or(weaker.follow_totals),
            column_names: self.column_names.or(weaker.column_names),
            diagnostic_delay_ms: self.diagnostic_delay_ms.or(weaker.diagnostic_delay_ms),
            lacks_own_edition: self.lacks_own_edition || weaker.lacks_own_edition,
            ..self
        }
    }

    /// Drops what only shows as wrong when all sources are laid together: an edition that no source defines, a table that no edition has.
    pub fn settle(&mut self, forms: &Forms, locale: Locale) -> Vec<Mistake> {
        let mut mistakes = self.settle_roll_ups(forms, locale);
        mistakes.extend(self.settle_edition(forms, locale));
        mistakes
    }

    fn settle_edition(&mut self, forms: &Forms, locale: Locale) -> Vec<Mistake> {
        let Some(Setting {
            value: Some(wanted),
            origin,
        }) = &self.edition
        else {
            return Vec::new();
        };
        if forms.editions().any(|edition| edition.id == *wanted) {
            return Vec::new();
        }
        let known = forms.editions().map(|edition| edition.id.as_str());
        let message = match nearest(wanted, known.clone()) {
            Some(near) => say!(
                locale,
                "没有格式版本 {wanted}，是否应为 {near}？",
                "there is no edition {wanted}; did you mean {near}?"
            ),
            None => say!(
                locale,
                "没有格式版本 {wanted}；可用：auto, {known}",
                "there is no edition {wanted}; choose from auto, {known}",
                known = known.collect::<Vec<_>>().join(", ")
            ),
        };
        let key = match origin {
            TextOrigin::CommandLine => "--edition",
            _ => "edition",
        };
        let mistake = Mistake {
            origin: origin.clone(),
            key: key.to_owned(),
            message,
        };
        self.edition = None;
        // it may be the one whose mistakes have been told
        if self.lacks_own_edition {
            return Vec::new();
        }
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
                    // a rule that is off unless it is asked for has been asked for
                    Level::Own => rule(code).map(|rule| (*code, Some(rule.severity))),
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
