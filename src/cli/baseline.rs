//! What was found before: the output of an earlier `check --output-format json`. Findings are told apart by file, rule, cell and the words and numbers
//! of the report that they name, not by line, nor by the language that they were told in.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use super::Stop;
use super::load::unreadable;
use super::new_file::no_target;
use crate::analysis::Analysis;
use crate::locale::Locale;
use crate::say;

/// What was found before.
#[derive(Debug)]
pub(super) struct Baseline {
    /// By file, how often each finding was there.
    files: HashMap<String, BTreeMap<Known, usize>>,
}

/// Rule and cell of a finding, and what its message names.
type Known = (String, Option<String>, Vec<String>);

#[derive(Deserialize)]
struct JsonBefore {
    version: u8,
    files: Vec<JsonFileBefore>,
}

#[derive(Deserialize)]
struct JsonFileBefore {
    path: String,
    findings: Vec<JsonFindingBefore>,
}

#[derive(Deserialize)]
struct JsonFindingBefore {
    code: String,
    cell: Option<String>,
    message: String,
}

impl Baseline {
    /// Reads what an earlier run printed.
    pub fn read(path: &Path, locale: Locale) -> Result<Baseline, Stop> {
        let unread = |error: io::Error| Stop::Failed(unreadable(path, &error, locale));
        let there = fs::metadata(path).map_err(unread)?;
        if !there.is_file() {
            // A pipe that nobody fills would be waited for for ever.
            return Err(Stop::Failed(no_target(path, &there, locale)));
        }
        let bytes = fs::read(path).map_err(unread)?;
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        let read: Result<JsonBefore, _> = serde_json::from_slice(bytes);
        let before = read.ok().filter(|before| before.version == 1);
        let Some(before) = before else {
            return Err(Stop::Failed(say!(
                locale,
                "{path} 不是 nianbao check --output-format json 的输出",
                "{path} is not what `nianbao check --output-format json` prints",
                path = path.display()
            )));
        };
        let mut files: HashMap<String, BTreeMap<Known, usize>> = HashMap::new();
        for file in before.files {
            let known = files.entry(file.path).or_default();
            for finding in file.findings {
                let finding = (finding.code, finding.cell, named_in(&finding.message));
                *known.entry(finding).or_default() += 1;
            }
        }
        Ok(Baseline { files })
    }

    /// Takes out of an analysis of reports that begin at these bytes what was there before. `file` has `/` on every system.
    pub fn take_out(&self, file: &str, analysis: &mut Analysis, starts: &[usize]) {
        let Some(known) = self.files.get(file) else {
            return;
        };
        let mut known = known.clone();
        analysis.findings.retain(|finding| {
            let key = (
                finding.code.to_owned(),
                finding.cell.clone(),
                named_in(&finding.message),
            );
            match known.get_mut(&key) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    false
                }
                _ => true,
            }
        });
        analysis.count_anew(starts);
    }
}

/// What a message quotes, and its numbers, in order of their characters: that is the same in every language.
fn named_in(message: &str) -> Vec<String> {
    let mut named = Vec::new();
    let mut rest = message;
    while let Some(at) = rest.find(|c: char| c == '“' || c.is_ascii_digit()) {
        rest = &rest[at..];
        let length = match rest.strip_prefix('“') {
            Some(quoted) => quoted.find('”').map(|end| '“'.len_utf8() + end),
            None => rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ','),
        };
        let (one, behind) = rest.split_at(length.unwrap_or(rest.len()));
        let one = one.trim_start_matches('“').trim_end_matches(['.', ',']);
        named.push(one.to_owned());
        rest = behind;
    }
    named.sort_unstable();
    named
}

#[cfg(test)]
mod tests {
    use super::named_in;

    #[test]
    fn quotations_and_numbers_are_named_in_any_order_and_language() {
        let chinese = named_in("正文为 12，表中“三/总计”为 13");
        assert_eq!(chinese, ["12", "13", "三/总计"]);
        assert_eq!(named_in("“三/总计” is 13, the text says 12."), chinese);
        assert_eq!(named_in("没有"), [""; 0]);
        assert_eq!(named_in("“未完"), ["未完"]);
    }
}
