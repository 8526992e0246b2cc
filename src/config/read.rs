//! Reading a configuration: every key by its kind, every mistake noted, everything else applied.

use std::path::Path;

use super::choices::{edition_id, language};
use super::globs::PathGlob;
use super::keys::{
    COLUMN_NAMES, EDITOR_ONLY, HINT_COLUMNS, KEYS, Key, KeyKind, LEVELS, LONGEST_DELAY_MS,
};
use super::{Config, IgnoreEntry, ReadText, Setting};
use crate::form::{load_edition_of, read_editions};
use crate::locale::Locale;
use crate::say;
use crate::written::{self, Fields, Mistake, Notes, TomlWord};

/// See [`Config::from_toml`].
pub(super) fn from_toml(
    text: &str,
    path: &Path,
    locale: Locale,
    read_other: &ReadText<'_>,
) -> (Config, Vec<Mistake>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut notes = Notes::of_text(text, &path.display().to_string(), locale);
    let entries = written::parse(text, &mut notes);
    let reader = ConfigReader {
        folder: path.parent().or(Some(Path::new(""))),
        read_other: Some(read_other),
        notes,
        config: Config::default(),
        in_other_files: Vec::new(),
    };
    reader.read(Fields::top(&entries))
}

/// See [`Config::from_json`].
pub(super) fn from_json(
    value: &serde_json::Value,
    base: Option<&Path>,
    locale: Locale,
) -> (Config, Vec<Mistake>) {
    let node = written::from_json(ours(value));
    let mut reader = ConfigReader {
        folder: base,
        read_other: None,
        notes: Notes::of_editor(locale),
        config: Config::default(),
        in_other_files: Vec::new(),
    };
    match Fields::of_node(&node, &mut reader.notes) {
        Some(fields) => reader.read(fields),
        None => (reader.config, reader.notes.into_mistakes()),
    }
}

/// The part of an editor's settings that is ours: the object under our name, or all of it.
pub(super) fn ours(settings: &serde_json::Value) -> &serde_json::Value {
    let named = settings.get("nianbao").filter(|named| named.is_object());
    named.unwrap_or(settings)
}

/// Whether an editor sets nothing at all: an empty table of Lua, as Neovim has it, comes as an empty list.
pub fn says_nothing(settings: &serde_json::Value) -> bool {
    settings.is_null() || settings.as_array().is_some_and(Vec::is_empty)
}

/// What is being read and what has been read so far.
pub(super) struct ConfigReader<'a> {
    /// What globs and names of files are relative to.
    folder: Option<&'a Path>,
    /// `None` for an editor's settings, which name no other files.
    read_other: Option<&'a ReadText<'a>>,
    pub(super) notes: Notes,
    pub(super) config: Config,
    in_other_files: Vec<Mistake>,
}

impl ConfigReader<'_> {
    /// What globs are relative to.
    pub(super) fn folder(&self) -> &Path {
        self.folder.unwrap_or(Path::new(""))
    }

    fn read(mut self, mut fields: Fields<'_>) -> (Config, Vec<Mistake>) {
        for key in KEYS {
            if self.read_other.is_some() {
                self.read_key(key, key.name, &mut fields);
            } else if key.in_editor {
                self.read_key(key, &key.editor_name(), &mut fields);
            }
        }
        if self.read_other.is_none() {
            for name in EDITOR_ONLY {
                fields.get(name);
            }
        }
        fields.finish(&mut self.notes);
        let mut mistakes = self.notes.into_mistakes();
        mistakes.extend(self.in_other_files);
        (self.config, mistakes)
    }

    /// A value with the place where its key stands.
    fn at_key<T>(&self, value: Option<T>, name: &str, fields: &Fields<'_>) -> Option<Setting<T>> {
        value.map(|value| self.at(value, fields.key_place(name)))
    }

    fn at<T>(&self, value: T, at: usize) -> Setting<T> {
        let origin = self.notes.origin(at);
        Setting { value, origin }
    }

    /// Reads one key, spelt `name`.
    fn read_key(&mut self, key: &Key, name: &str, fields: &mut Fields<'_>) {
        let notes = &mut self.notes;
        match key.kind {
            KeyKind::Flag => {
                let flag = fields.flag_if_given(name, notes);
                let flag = self.at_key(flag, name, fields);
                match key.name {
                    "enable" => self.config.enable = flag,
                    "follow-totals" => self.config.follow_totals = flag,
                    _ => self.config.fix_on_save = flag,
                }
            }
            KeyKind::Hints => {
                if let Some(mut hints) = fields.table(name, notes) {
                    let columns = hints.choice(HINT_COLUMNS, COLUMN_NAMES, notes);
                    let place = hints.key_place(HINT_COLUMNS);
                    hints.finish(notes);
                    self.config.column_names = columns.map(|columns| self.at(columns, place));
                }
            }
            KeyKind::EditionId => {
                let id = edition_id(name, fields, notes);
                self.config.edition = self.at_key(id, name, fields);
            }
            KeyKind::Language => {
                let language = language(name, fields, notes);
                self.config.locale = self.at_key(language, name, fields);
            }
            KeyKind::Delay => {
                let delay = fields.whole_up_to(LONGEST_DELAY_MS, name, notes);
                self.config.diagnostic_delay_ms = self.at_key(delay, name, fields);
            }
            KeyKind::Globs => {
                for word in fields.words(name, notes) {
                    if let Some(glob) = self.glob(word, fields.path(name)) {
                        let glob = self.at(glob, word.at);
                        self.config.exclude.push(glob);
                    }
                }
            }
            KeyKind::Levels => self.levels(name, fields),
            KeyKind::Ignores => {
                for entry in fields.tables(name, notes) {
                    let at = entry.at();
                    if let Some(entry) = self.ignore(entry) {
                        let entry = self.at(entry, at);
                        self.config.ignores.push(entry);
                    }
                }
            }
            KeyKind::Series => {
                for entry in fields.tables(name, notes) {
                    let at = entry.at();
                    if let Some(entry) = self.series(entry) {
                        let entry = self.at(entry, at);
                        self.config.series.push(entry);
                    }
                }
            }
            KeyKind::RollUps => {
                for entry in fields.tables(name, notes) {
                    let at = entry.at();
                    if let Some(entry) = self.roll_up(entry) {
                        let entry = self.at(entry, at);
                        self.config.roll_ups.push(entry);
                    }
                }
            }
            KeyKind::EditionFiles => {
                for file in fields.words(name, notes) {
                    self.edition_file(file, fields.path(name));
                }
            }
            KeyKind::Editions => self.own_editions(name, fields),
        }
    }

    fn levels(&mut self, name: &str, fields: &mut Fields<'_>) {
        let Some(mut levels) = fields.table(name, &mut self.notes) else {
            return;
        };
        for code in super::rule_codes() {
            let level = levels.choice(code, LEVELS, &mut self.notes);
            if let Some(level) = self.at_key(level, code, &levels) {
                self.config.rules.insert(code, level);
            }
        }
        levels.finish(&mut self.notes);
    }

    /// One `[[ignore]]`. A mistake in it drops the whole entry: half an entry would silence more than was asked for.
    fn ignore(&mut self, mut fields: Fields<'_>) -> Option<IgnoreEntry> {
        let before = self.notes.len();
        let file = fields.word_if_given("file", &mut self.notes);
        let file = file.map(|file| self.glob(file, fields.path("file")));
        let notes = &mut self.notes;
        let written = fields.word_if_given("rule", notes);
        fields.require("rule", notes);
        let cell = fields.word_if_given("cell", notes);
        let reason = fields.remark("reason", notes);
        let codes = super::rule_codes();
        let rule = written.and_then(|written| codes.iter().find(|code| **code == written.text));
        if let (Some(written), None) = (written, rule) {
            let known = codes.iter().copied();
            notes.unknown(written.at, fields.path("rule"), written.text, known);
        }
        fields.finish(notes);
        if notes.len() > before {
            return None;
        }
        Some(IgnoreEntry {
            file: file.flatten(),
            rule: rule?,
            cell: cell.map(|cell| cell.text.to_owned()),
            reason: reason.map(str::to_owned),
        })
    }

    pub(super) fn glob(&mut self, word: TomlWord<'_>, path: String) -> Option<PathGlob> {
        match PathGlob::new(word.text, self.folder) {
            Ok(glob) => Some(glob),
            Err(wrong) => {
                let message = wrong.sentence(word.text, self.notes.locale());
                self.notes.add(word.at, path, message);
                None
            }
        }
    }

    /// One entry of `edition-files`.
    fn edition_file(&mut self, file: TomlWord<'_>, key: String) {
        let Some(read_other) = self.read_other else {
            return;
        };
        let written = self.at(file.text.to_owned(), file.at);
        self.config.edition_files.push(written);
        let path = self.folder.unwrap_or(Path::new("")).join(file.text);
        let locale = self.notes.locale();
        let loaded = match read_other(&path) {
            Ok(text) => load_edition_of(&text, &path.display().to_string(), locale),
            Err(reason) => {
                let name = file.text;
                let message = say!(
                    locale,
                    "读不了 {name}：{reason}",
                    "cannot read {name}: it {reason}"
                );
                self.notes.add(file.at, key, message);
                Err(Vec::new())
            }
        };
        match loaded {
            Ok(edition) => {
                let edition = self.at(edition, file.at);
                self.config.own_editions.push(edition);
            }
            Err(mistakes) => {
                self.config.lacks_own_edition = true;
                self.in_other_files.extend(mistakes);
            }
        }
    }

    /// Every `[[own-edition]]`. In a file that is not TOML throughout they are guesses, which would only be wrong in many places.
    fn own_editions(&mut self, name: &str, fields: &mut Fields<'_>) {
        if !self.notes.is_whole() {
            self.config.lacks_own_edition |= fields.get(name).is_some();
            return;
        }
        let before = self.notes.len();
        for (at, edition) in read_editions(fields, name, &mut self.notes) {
            let edition = self.at(edition, at);
            self.config.own_editions.push(edition);
        }
        self.config.lacks_own_edition |= self.notes.len() > before;
    }
}
