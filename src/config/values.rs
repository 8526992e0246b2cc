//! Reading one value of a given kind, or saying what is wrong with it.

use super::globs::PathGlob;
use super::keys::LONGEST_DELAY_MS;
use super::raw::{Entry, Node, Raw};
use super::read::Reader;
use crate::locale::Locale;
use crate::say;

/// How alike two words must be (Jaro-Winkler, 0 to 1) for "did you mean".
const ALIKE: f64 = 0.8;

impl Reader<'_> {
    pub(super) fn table(&mut self, node: Node, key: &str) -> Option<Vec<Entry>> {
        match node.value {
            Raw::Table(entries) => Some(entries),
            Raw::Null => Some(Vec::new()),
            // Lua has one kind of empty table, and it arrives as an empty list.
            Raw::List(items) if items.is_empty() => Some(Vec::new()),
            _ => {
                let wanted = say!(self.locale, "表（键 = 值）", "a table of keys and values");
                self.wrong_kind(&node, key, &wanted);
                None
            }
        }
    }

    pub(super) fn list(&mut self, node: Node, key: &str) -> Vec<Node> {
        match node.value {
            Raw::List(items) => items,
            Raw::Table(entries) if entries.is_empty() => Vec::new(),
            _ => {
                let wanted = say!(self.locale, "列表 […]", "a list […]");
                self.wrong_kind(&node, key, &wanted);
                Vec::new()
            }
        }
    }

    pub(super) fn flag(&mut self, node: Node, key: &str) -> Option<bool> {
        if let Raw::Flag(flag) = node.value {
            return Some(flag);
        }
        self.wrong_kind(
            &node,
            key,
            &say!(self.locale, "true 或 false", "true or false"),
        );
        None
    }

    pub(super) fn words(&mut self, node: Node, key: &str) -> Option<String> {
        if let Raw::Words(words) = node.value {
            return Some(words);
        }
        self.wrong_kind(
            &node,
            key,
            &say!(self.locale, "带引号的文字", "a string in quotes"),
        );
        None
    }

    pub(super) fn delay(&mut self, node: Node, key: &str) -> Option<u64> {
        let ms = match node.value {
            Raw::Whole(ms) => u64::try_from(ms).ok().filter(|ms| *ms <= LONGEST_DELAY_MS),
            _ => None,
        };
        if ms.is_none() {
            let wanted = say!(
                self.locale,
                "0 至 {LONGEST_DELAY_MS} 的整数",
                "a whole number from 0 to {LONGEST_DELAY_MS}"
            );
            self.wrong_kind(&node, key, &wanted);
        }
        ms
    }

    /// One of `words`, compared without regard to case.
    pub(super) fn choice(
        &mut self,
        node: Node,
        key: &str,
        words: &'static [&'static str],
    ) -> Option<&'static str> {
        let chosen = match &node.value {
            Raw::Words(written) => words.iter().find(|word| word.eq_ignore_ascii_case(written)),
            _ => None,
        };
        if chosen.is_none() {
            let wanted = say!(
                self.locale,
                "{all} 之一",
                "one of {all}",
                all = words.join(", ")
            );
            self.wrong_kind(&node, key, &wanted);
        }
        chosen.copied()
    }

    pub(super) fn rule_code(&mut self, node: Node, key: &str) -> Option<&'static str> {
        let line = node.line;
        let written = self.words(node, key)?;
        let codes = super::rule_codes();
        let code = codes.iter().copied().find(|code| *code == written);
        if code.is_none() {
            self.unknown(line, key, &written, codes.iter().copied());
        }
        code
    }

    pub(super) fn glob(&mut self, node: Node, key: &str) -> Option<PathGlob> {
        let line = node.line;
        let written = self.words(node, key)?;
        match PathGlob::new(&written, self.folder) {
            Ok(glob) => Some(glob),
            Err(reason) => {
                let message = say!(
                    self.locale,
                    "通配符“{written}”有误（{reason}）",
                    "the glob \"{written}\" is wrong ({reason})"
                );
                self.note(line, key, message);
                None
            }
        }
    }

    /// Notes a word that is not among `known`, with the one it resembles most.
    pub(super) fn unknown<'w>(
        &mut self,
        line: Option<usize>,
        key: &str,
        word: &str,
        known: impl Iterator<Item = &'w str>,
    ) {
        let message = match nearest(word, known) {
            Some(near) => say!(
                self.locale,
                "不认识“{word}”，是否应为“{near}”？",
                "\"{word}\" is unknown; did you mean \"{near}\"?"
            ),
            None => say!(self.locale, "不认识“{word}”", "\"{word}\" is unknown"),
        };
        self.note(line, key, message);
    }

    fn wrong_kind(&mut self, node: &Node, key: &str, wanted: &str) {
        let found = found(&node.value, self.locale);
        let message = say!(
            self.locale,
            "写的是{found}，应为{wanted}",
            "found {found}, expected {wanted}"
        );
        self.note(node.line, key, message);
    }
}

/// The word among `known` that `word` is probably a slip of.
pub fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let lower = word.to_ascii_lowercase().replace('_', "-");
    known
        .map(|candidate| {
            (
                strsim::jaro_winkler(&lower, &candidate.to_ascii_lowercase()),
                candidate,
            )
        })
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| candidate)
}

/// What was written, for the message.
fn found(value: &Raw, locale: Locale) -> String {
    match value {
        Raw::Null => "null".to_owned(),
        Raw::Flag(flag) => flag.to_string(),
        Raw::Whole(number) => number.to_string(),
        Raw::Words(words) => say!(locale, "“{words}”", "\"{words}\""),
        Raw::List(_) => say!(locale, "列表", "a list"),
        Raw::Table(_) => say!(locale, "表", "a table"),
        Raw::Other => say!(locale, "其他类型的值", "a value of another kind"),
    }
}
