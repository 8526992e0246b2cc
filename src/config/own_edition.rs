//! Editions of the user's own, in a file beside `nianbao.toml` or written out in it.

use std::path::Path;

use super::Mistake;
use super::read::Reader;
use crate::form::{self, load_edition, load_editions_in};
use crate::say;

/// What is needed to read own editions.
#[derive(Clone, Copy)]
pub(super) struct OwnEditions<'a> {
    /// The text of the configuration file; `None` if it is not TOML throughout, which has been said.
    pub text: Option<&'a str>,
    /// The text of another file, or why it cannot be had.
    pub read_other: &'a dyn Fn(&Path) -> Result<String, String>,
}

impl OwnEditions<'_> {
    /// Reads one entry of `edition-files`.
    pub(super) fn read_file(
        self,
        reader: &mut Reader<'_>,
        file: &str,
        key: &str,
        line: Option<usize>,
    ) {
        let path = reader.folder.unwrap_or(Path::new("")).join(file);
        match (self.read_other)(&path) {
            Ok(text) => match load_edition(&text, reader.locale) {
                Ok(edition) => {
                    let setting = reader.setting(edition, line);
                    reader.config.own_editions.push(setting);
                }
                Err(mistakes) => {
                    let file = Some(path.display().to_string());
                    let mistakes = mistakes
                        .into_iter()
                        .map(|mistake| placed(mistake, file.clone()));
                    reader.mistakes.extend(mistakes);
                }
            },
            Err(reason) => {
                let message = say!(
                    reader.locale,
                    "读不了 {file}：{reason}",
                    "cannot read {file}: {reason}"
                );
                reader.note(line, key, message);
            }
        }
    }

    /// Reads every `[[own-edition]]` (`key`).
    pub(super) fn read_inline(self, reader: &mut Reader<'_>, key: &str) {
        let Some(text) = self.text else { return };
        let file = reader.file.clone();
        let (editions, mistakes) = load_editions_in(text, key, reader.locale);
        for (line, edition) in editions {
            let setting = reader.setting(edition, Some(line));
            reader.config.own_editions.push(setting);
        }
        reader.mistakes.extend(
            mistakes
                .into_iter()
                .map(|mistake| placed(mistake, file.clone())),
        );
    }
}

/// A mistake of the form's, with its file.
fn placed(mistake: form::Mistake, file: Option<String>) -> Mistake {
    Mistake {
        file,
        line: Some(mistake.line),
        key: mistake.key,
        message: mistake.message,
    }
}
