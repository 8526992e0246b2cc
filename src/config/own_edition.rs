//! Editions of the user's own, in a file beside `nianbao.toml` or written out in it.

use std::path::Path;

use toml::{Table, Value};

use super::Mistake;
use super::read::Reader;
use crate::form::load_edition;
use crate::say;

/// The header words under which an edition is written out in `nianbao.toml`.
const INLINE: &str = "own-edition";

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
            Ok(text) => {
                let shown = path.display().to_string();
                take(reader, &text, line, |mistake| Mistake {
                    file: Some(shown.clone()),
                    line: Some(mistake.line),
                    key: mistake.key,
                    message: mistake.message,
                });
            }
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

    /// Reads every `[[own-edition]]`.
    pub(super) fn read_inline(self, reader: &mut Reader<'_>, key: &str, line: Option<usize>) {
        let file = reader.file.clone();
        let Some(text) = self.text else { return };
        let Some(editions) = inline_texts(text) else {
            let message = say!(
                reader.locale,
                "自定义格式版本应以 [[{INLINE}]] 开头逐项写出",
                "an own edition must be written out under [[{INLINE}]]"
            );
            reader.note(line, key, message);
            return;
        };
        for (first_line, text) in editions {
            take(reader, &text, Some(first_line), |mistake| Mistake {
                file: file.clone(),
                line: Some(mistake.line),
                key: format!("{INLINE}.{}", mistake.key),
                message: mistake.message,
            });
        }
    }
}

/// Loads one edition's text; `placed` says where a mistake in it stands.
fn take(
    reader: &mut Reader<'_>,
    text: &str,
    line: Option<usize>,
    placed: impl Fn(crate::form::Mistake) -> Mistake,
) {
    match load_edition(text) {
        Ok(edition) => {
            let setting = reader.setting(edition, line);
            reader.config.own_editions.push(setting);
        }
        Err(mistakes) => reader.mistakes.extend(mistakes.into_iter().map(placed)),
    }
}

/// The text of each `[[own-edition]]` as a document of its own, on the lines where it stands, with the first of them. `None` if the
/// cutting by header lines does not give what the file says, as when an edition is written as an inline table.
fn inline_texts(text: &str) -> Option<Vec<(usize, String)>> {
    let mut cut: Vec<(usize, String)> = Vec::new();
    let mut inside = false;
    for (at, line) in text.lines().enumerate() {
        if let Some(header) = line.trim_start().strip_prefix('[') {
            let (open, name) = match header.strip_prefix('[') {
                Some(name) => ("[[", name.trim_start()),
                None => ("[", header.trim_start()),
            };
            let rest = name.strip_prefix(INLINE).map(str::trim_start);
            match rest {
                Some(rest) if open == "[[" && rest.starts_with(']') => {
                    inside = true;
                    cut.push((at + 1, "\n".repeat(at + 1)));
                    continue;
                }
                Some(rest) if inside && rest.starts_with('.') => {
                    let (_, edition) = cut.last_mut()?;
                    edition.push_str(open);
                    edition.push_str(rest.trim_start_matches('.'));
                    edition.push('\n');
                    continue;
                }
                // A line that begins with a bracket may also belong to a list over several lines.
                _ if is_header(line) => inside = false,
                _ => {}
            }
        }
        if inside {
            let (_, edition) = cut.last_mut()?;
            edition.push_str(line);
            edition.push('\n');
        }
    }
    let whole: Table = text.parse().ok()?;
    let said = whole.get(INLINE)?.as_array()?;
    let same = said.len() == cut.len()
        && said.iter().zip(&cut).all(|(said, (_, cut))| {
            cut.parse::<Table>()
                .is_ok_and(|cut| Value::Table(cut) == *said)
        });
    same.then_some(cut)
}

/// Whether a line is a table header of TOML: a dotted name in brackets and nothing else.
fn is_header(line: &str) -> bool {
    format!("{line}\n").parse::<Table>().is_ok()
}
