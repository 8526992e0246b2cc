//! Reading a configuration: every key by its kind, every mistake noted, everything else applied.

use std::path::Path;

use super::keys::{AUTO, EDITOR_ONLY, KEYS, Key, Kind, LANGUAGES, LEVELS};
use super::own_edition::OwnEditions;
use super::raw::{self, Entry, LineStarts, Node, Raw};
use super::{Config, IgnoreEntry, Level, Mistake, Origin, Setting};
use crate::finding::Severity;
use crate::locale::Locale;
use crate::say;

/// See [`Config::from_toml`].
pub(super) fn from_toml(
    text: &str,
    path: &Path,
    locale: Locale,
    read_other: &dyn Fn(&Path) -> Result<String, String>,
) -> (Config, Vec<Mistake>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
    let lines = LineStarts::of(text);
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut reader = Reader::new(Some(path.display().to_string()), Some(folder), locale);
    for error in errors {
        let line = error.span().map_or(1, |span| lines.line(span.start));
        let reason = error.message();
        let message = say!(
            locale,
            "不是有效的 TOML（{reason}）",
            "not valid TOML ({reason})"
        );
        reader.note(Some(line), "", message);
    }
    let text = reader.mistakes.is_empty().then_some(text);
    reader.own_editions = Some(OwnEditions { text, read_other });
    reader.read_root(raw::from_toml(&table, &lines));
    reader.finish()
}

/// See [`Config::from_json`].
pub(super) fn from_json(
    value: &serde_json::Value,
    base: Option<&Path>,
    locale: Locale,
) -> (Config, Vec<Mistake>) {
    let inner = value
        .get("nianbao")
        .filter(|inner| inner.is_object())
        .unwrap_or(value);
    let mut reader = Reader::new(None, base, locale);
    reader.read_root(raw::from_json(inner));
    reader.finish()
}

/// What is being read and what has been read so far.
pub(super) struct Reader<'a> {
    pub(super) file: Option<String>,
    pub(super) folder: Option<&'a Path>,
    pub(super) locale: Locale,
    own_editions: Option<OwnEditions<'a>>,
    pub(super) config: Config,
    pub(super) mistakes: Vec<Mistake>,
}

impl<'a> Reader<'a> {
    fn new(file: Option<String>, folder: Option<&'a Path>, locale: Locale) -> Self {
        Reader {
            file,
            folder,
            locale,
            own_editions: None,
            config: Config::default(),
            mistakes: Vec::new(),
        }
    }

    fn finish(mut self) -> (Config, Vec<Mistake>) {
        // What stands on a line that is not TOML was guessed, so nothing else is said about it.
        let place = |mistake: &Mistake| (mistake.file.clone(), mistake.line);
        let torn: Vec<_> = self
            .mistakes
            .iter()
            .filter(|m| m.key.is_empty())
            .map(place)
            .collect();
        self.mistakes
            .retain(|m| m.key.is_empty() || !torn.contains(&place(m)));
        self.mistakes.sort_by_key(|mistake| mistake.line);
        (self.config, self.mistakes)
    }

    /// Notes a mistake in the file being read.
    pub(super) fn note(&mut self, line: Option<usize>, key: &str, message: String) {
        let line = if self.file.is_some() { line } else { None };
        self.mistakes.push(Mistake {
            file: self.file.clone(),
            line,
            key: key.to_owned(),
            message,
        });
    }

    /// A value together with where it stands.
    pub(super) fn setting<T>(&self, value: T, line: Option<usize>) -> Setting<T> {
        let origin = match &self.file {
            Some(path) => Origin::File {
                path: path.clone(),
                line: line.unwrap_or(1),
            },
            None => Origin::Editor,
        };
        Setting { value, origin }
    }

    fn read_root(&mut self, root: Node) {
        let Some(entries) = self.table(root, "") else {
            return;
        };
        for entry in entries {
            match self.key(&entry.key) {
                Some(key) => self.read_key(key, entry),
                None if self.file.is_none() && EDITOR_ONLY.contains(&entry.key.as_str()) => {}
                None => {
                    let names: Vec<String> =
                        self.readable_keys().map(|key| self.spelled(key)).collect();
                    self.unknown(
                        entry.line,
                        &entry.key,
                        &entry.key,
                        names.iter().map(String::as_str),
                    );
                }
            }
        }
    }

    fn readable_keys(&self) -> impl Iterator<Item = &'static Key> + use<> {
        let in_file = self.file.is_some();
        KEYS.iter().filter(move |key| in_file || key.in_editor)
    }

    fn spelled(&self, key: &Key) -> String {
        if self.file.is_some() {
            key.name.to_owned()
        } else {
            key.editor_name()
        }
    }

    fn key(&self, written: &str) -> Option<&'static Key> {
        self.readable_keys()
            .find(|key| self.spelled(key) == written)
    }

    fn read_key(&mut self, key: &Key, entry: Entry) {
        let Entry {
            key: name,
            line,
            node,
        } = entry;
        if matches!(node.value, Raw::Null) {
            return;
        }
        match key.kind {
            Kind::Flag => {
                let value = self.flag(node, &name).map(|flag| self.setting(flag, line));
                match key.name {
                    "enable" => self.config.enable = value,
                    _ => self.config.fix_on_save = value,
                }
            }
            Kind::EditionId => {
                // An id may be written as a number; whether it exists shows when all sources are laid together.
                let words = match node.value {
                    Raw::Whole(year) => Some(year.to_string()),
                    _ => self.words(node, &name),
                };
                self.config.edition =
                    words.map(|id| self.setting((id != AUTO).then_some(id), line));
            }
            Kind::Language => {
                let word = self.choice(node, &name, LANGUAGES);
                self.config.locale = word
                    .map(|word| self.setting((word != AUTO).then(|| Locale::from_tag(word)), line));
            }
            Kind::Delay => {
                let delay = self.delay(node, &name).map(|ms| self.setting(ms, line));
                self.config.diagnostic_delay_ms = delay;
            }
            Kind::Globs => {
                for item in self.list(node, &name) {
                    let at = item.line.or(line);
                    if let Some(glob) = self.glob(item, &name) {
                        let setting = self.setting(glob, at);
                        self.config.exclude.push(setting);
                    }
                }
            }
            Kind::Levels => self.levels(node, &name),
            Kind::Ignores => self.ignores(node, &name),
            Kind::EditionFiles => {
                for item in self.list(node, &name) {
                    let at = item.line.or(line);
                    if let (Some(file), Some(own)) = (self.words(item, &name), self.own_editions) {
                        own.read_file(self, &file, &name, at);
                    }
                }
            }
            Kind::Editions => {
                if let Some(own) = self.own_editions {
                    own.read_inline(self, &name);
                }
            }
        }
    }

    fn levels(&mut self, node: Node, name: &str) {
        let codes = super::rule_codes();
        for entry in self.table(node, name).unwrap_or_default() {
            let path = format!("{name}.{}", entry.key);
            let Some(code) = codes.iter().find(|code| **code == entry.key) else {
                self.unknown(entry.line, &path, &entry.key, codes.iter().copied());
                continue;
            };
            if matches!(entry.node.value, Raw::Null) {
                continue;
            }
            if let Some(word) = self.choice(entry.node, &path, LEVELS) {
                let level = match word {
                    "error" => Level::At(Severity::Error),
                    "warning" => Level::At(Severity::Warning),
                    "off" => Level::Off,
                    _ => Level::At(Severity::Information),
                };
                let setting = self.setting(level, entry.line);
                self.config.rules.insert(code, setting);
            }
        }
    }

    fn ignores(&mut self, node: Node, name: &str) {
        for item in self.list(node, name) {
            let line = item.line;
            if let Some(entry) = self.ignore(item, name) {
                let setting = self.setting(entry, line);
                self.config.ignores.push(setting);
            }
        }
    }

    /// One `[[ignore]]`. A mistake in it drops the whole entry: half an entry would silence more than was asked for.
    fn ignore(&mut self, node: Node, name: &str) -> Option<IgnoreEntry> {
        let line = node.line;
        let known: Vec<&str> = super::keys::IGNORE_KEYS.iter().map(|key| key.0).collect();
        let before = self.mistakes.len();
        let (mut file, mut rule, mut cell, mut reason) = (None, None, None, None);
        for entry in self.table(node, name)? {
            let path = format!("{name}.{}", entry.key);
            match entry.key.as_str() {
                "file" => file = self.glob(entry.node, &path),
                "rule" => rule = self.rule_code(entry.node, &path),
                "cell" => cell = self.words(entry.node, &path),
                "reason" => reason = self.words(entry.node, &path),
                _ => self.unknown(entry.line, &path, &entry.key, known.iter().copied()),
            }
        }
        if rule.is_none() && self.mistakes.len() == before {
            let message = say!(
                self.locale,
                "缺少 rule（规则代码）",
                "rule (the code of a rule) is missing"
            );
            self.note(line, name, message);
        }
        if self.mistakes.len() > before {
            return None;
        }
        Some(IgnoreEntry {
            file,
            rule: rule?,
            cell,
            reason,
        })
    }
}
