//! The mistakes found so far in one text.

use rustc_hash::FxHashMap;

use super::node::{Node, TomlValue};
use super::{Mistake, TextOrigin, nearest};
use crate::locale::Locale;
use crate::say;

/// So many mistakes are not read one by one.
const MANY: usize = 100;

/// Gathers mistakes by their places and gives them out by their lines.
pub(crate) struct Notes {
    /// The name of the text; `None` for an editor's settings.
    path: Option<String>,
    /// Where the lines of the text end.
    ends: Vec<usize>,
    locale: Locale,
    noted: Vec<NotedKey>,
    /// How many mistakes there are, each time that they apply.
    count: usize,
    /// Places, in `noted`, of messages that are said once however often they apply.
    once: FxHashMap<String, usize>,
    /// Lines that are not TOML.
    torn: Vec<usize>,
}

struct NotedKey {
    at: usize,
    key: String,
    message: String,
    /// In how many more places the same is wrong.
    again: usize,
}

impl Notes {
    /// About a text that is called `path`; empty if it has no name.
    pub(crate) fn of_text(text: &str, path: &str, locale: Locale) -> Self {
        Notes {
            path: Some(path.to_owned()),
            ends: memchr::memchr_iter(b'\n', text.as_bytes()).collect(),
            ..Notes::of_editor(locale)
        }
    }

    /// About an editor's settings.
    pub(crate) fn of_editor(locale: Locale) -> Self {
        Notes {
            path: None,
            ends: Vec::new(),
            locale,
            noted: Vec::new(),
            count: 0,
            once: FxHashMap::default(),
            torn: Vec::new(),
        }
    }

    pub(crate) fn locale(&self) -> Locale {
        self.locale
    }

    /// How many mistakes there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// Whether everything so far was TOML.
    pub(crate) fn is_whole(&self) -> bool {
        self.torn.is_empty()
    }

    /// What stands at byte `at`, as an origin.
    pub(crate) fn origin(&self, at: usize) -> TextOrigin {
        match &self.path {
            Some(path) => TextOrigin::File {
                path: path.clone(),
                line: Some(self.line(at)),
            },
            None => TextOrigin::Editor,
        }
    }

    fn line(&self, at: usize) -> usize {
        self.ends.partition_point(|&end| end < at) + 1
    }

    /// Notes a mistake at byte `at`.
    pub(crate) fn add(&mut self, at: usize, key: String, message: String) {
        self.count += 1;
        self.noted.push(NotedKey {
            at,
            key,
            message,
            again: 0,
        });
    }

    /// Notes a mistake that one slip elsewhere may cause in many places: the first place is told, the others are counted.
    pub(crate) fn add_once(&mut self, at: usize, key: String, message: String) {
        match self.once.get(&message) {
            Some(&first) => {
                self.count += 1;
                self.noted[first].again += 1;
            }
            None => {
                self.once.insert(message.clone(), self.noted.len());
                self.add(at, key, message);
            }
        }
    }

    /// Notes that the text is not TOML at byte `at`; one such mistake a line is enough.
    pub(super) fn add_torn(&mut self, at: usize, message: String) {
        let line = self.line(at);
        if !self.torn.contains(&line) {
            self.torn.push(line);
            self.add(at, String::new(), message);
        }
    }

    /// Notes that something else was expected.
    pub(crate) fn expected(&mut self, node: &Node<'_>, key: String, wanted: (&str, &str)) {
        let found = found(&node.value, self.locale);
        let (chinese, english) = wanted;
        let message = say!(
            self.locale,
            "写的是{found}，应为{chinese}",
            "found {found}, expected {english}"
        );
        self.add(node.at, key, message);
    }

    /// The known word that was probably meant. In a text full of mistakes nobody looks for that any more.
    pub(super) fn nearest<'k>(
        &self,
        word: &str,
        known: impl Iterator<Item = &'k str>,
    ) -> Option<&'k str> {
        let is_readable = self.noted.len() < MANY;
        is_readable.then(|| nearest(word, known)).flatten()
    }

    /// Notes a word that is not among `known`, with the one that was probably meant.
    pub(crate) fn unknown<'k>(
        &mut self,
        at: usize,
        key: String,
        word: &str,
        known: impl Iterator<Item = &'k str>,
    ) {
        let message = match self.nearest(word, known) {
            Some(near) => say!(
                self.locale,
                "不认识“{word}”，是否应为“{near}”？",
                "\"{word}\" is unknown; did you mean \"{near}\"?"
            ),
            None => say!(self.locale, "不认识“{word}”", "\"{word}\" is unknown"),
        };
        self.add(at, key, message);
    }

    /// All mistakes in the order of the text. What stands on a line that is not TOML was guessed, so nothing else is said about it.
    pub(crate) fn into_mistakes(mut self) -> Vec<Mistake> {
        let mut noted = std::mem::take(&mut self.noted);
        noted.sort_by(|one, other| {
            (one.at, &one.key, &one.message).cmp(&(other.at, &other.key, &other.message))
        });
        noted.retain(|noted| noted.key.is_empty() || !self.torn.contains(&self.line(noted.at)));
        let mut mistakes: Vec<Mistake> = noted
            .into_iter()
            .map(|noted| Mistake {
                origin: self.origin(noted.at),
                message: counted(noted.message, noted.again, self.locale),
                key: noted.key,
            })
            .collect();
        mistakes.dedup();
        mistakes
    }
}

fn counted(message: String, again: usize, locale: Locale) -> String {
    match again {
        0 => message,
        1 => say!(
            locale,
            "{message}（另有 1 处）",
            "{message} (and 1 more place)"
        ),
        _ => say!(
            locale,
            "{message}（另有 {again} 处）",
            "{message} (and {again} more places)"
        ),
    }
}

/// What was written, for the message.
fn found(value: &TomlValue<'_>, locale: Locale) -> String {
    match value {
        TomlValue::Null => "null".to_owned(),
        TomlValue::Flag(flag) => flag.to_string(),
        TomlValue::Whole(number) => number.to_string(),
        TomlValue::Words(words) => say!(locale, "“{words}”", "\"{words}\""),
        TomlValue::List(_) => say!(locale, "列表", "a list"),
        TomlValue::Table(_) => say!(locale, "表", "a table"),
        TomlValue::Other => say!(locale, "其他类型的值", "a value of another kind"),
    }
}
