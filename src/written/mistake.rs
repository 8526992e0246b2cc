//! A mistake in what was written, and where things are written.

use crate::locale::Locale;
use crate::say;

/// Where something was written. Ordered from weak to strong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextOrigin {
    /// Nowhere: the program's own value.
    Default,
    /// In a file.
    File {
        /// The file as it was named; empty for a text that has no name.
        path: String,
        /// Line, from 1; `None` for the file as a whole.
        line: Option<usize>,
    },
    /// In the editor's settings.
    Editor,
    /// By an option of the command line.
    CommandLine,
}

impl TextOrigin {
    /// In words: `nianbao.toml:3`, 编辑器设置.
    pub fn words(&self, locale: Locale) -> String {
        match self {
            TextOrigin::Default => say!(locale, "默认", "default"),
            TextOrigin::File { path, line: None } => path.clone(),
            TextOrigin::File {
                path,
                line: Some(line),
            } if path.is_empty() => say!(locale, "第 {line} 行", "line {line}"),
            TextOrigin::File {
                path,
                line: Some(line),
            } => format!("{path}:{line}"),
            TextOrigin::Editor => say!(locale, "编辑器设置", "editor settings"),
            TextOrigin::CommandLine => say!(locale, "命令行", "command line"),
        }
    }

    /// The line in its file, from 1.
    pub fn line(&self) -> Option<usize> {
        match self {
            TextOrigin::File { line, .. } => *line,
            _ => None,
        }
    }

    /// Its file.
    pub fn file(&self) -> Option<&str> {
        match self {
            TextOrigin::File { path, .. } => Some(path),
            _ => None,
        }
    }
}

/// A mistake in what was written; everything else that was written still applies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mistake {
    /// Where.
    pub origin: TextOrigin,
    /// The path of keys, `rules.row-total`; the option, `--edition`; empty when it is about no key.
    pub key: String,
    /// What is wrong, one sentence in the language asked for.
    pub message: String,
}

impl Mistake {
    /// The whole sentence with file, line and key.
    pub fn sentence(&self, locale: Locale) -> String {
        let place = match self.origin {
            TextOrigin::CommandLine => say!(locale, "选项", "option"),
            _ => self.origin.words(locale),
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
