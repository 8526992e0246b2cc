//! Writing a file that was not there, or that the user wants to be written over; never one that is read, and another report not without a word.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::Path;

use super::Stop;
use super::format::by_ending;
use super::interrupt::{self, StopManner};
use super::left_out::Reason;
use super::load::{ending_of, not_a_file, special_kind};
use super::spared::{SparedFiles, holds_report, was_replaced};
use super::streams::Streams;
use super::write::{WriteRefusal, changed_meanwhile, put_new, replace_by_bytes, unwritable};
use crate::kit::Forms;
use crate::locale::Locale;
use crate::say;

/// The endings of text as the program writes it.
pub(super) const TEXT_ENDINGS: &[&str] = &["md", "markdown", "txt", "text"];
/// The endings of a page.
pub(super) const PAGE_ENDINGS: &[&str] = &["html", "htm"];

/// Refuses a name whose ending promises something else than what is to be written, the endings of which are these (lower case). An ending that
/// promises nothing is anybody's.
pub(super) fn fitting(path: &Path, endings: &[&str], locale: Locale) -> Result<(), Stop> {
    const TABLES: &[&str] = &["json", "jsonl", "ndjson", "parquet", "xhtml"];
    let ending = ending_of(path);
    let texts = [TEXT_ENDINGS, PAGE_ENDINGS, TABLES].concat();
    let promises = texts.contains(&&*ending) || by_ending(&ending).is_some();
    if endings.contains(&&*ending) || !promises {
        return Ok(());
    }
    let fitting: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
    let path = path.display();
    Err(Stop::Failed(say!(
        locale,
        "{path} 的扩展名与要写的内容不符；可用：{fitting}",
        "the ending of {path} is not that of what is written; choose from {fitting}",
        fitting = fitting.join(say!(locale, "、", ", ").as_str())
    )))
}

/// Says that something is no file that could be read or written here, where standard input and output are no way out.
pub(super) fn no_target(path: &Path, metadata: &Metadata, locale: Locale) -> String {
    if metadata.is_dir() {
        return not_a_file(path, metadata, locale);
    }
    let (path, kind) = (path.display(), special_kind(metadata, locale));
    say!(
        locale,
        "{path} 是{kind}，不是文件",
        "{path} is a {kind}, not a file"
    )
}

/// Refuses a name that only a folder can have. What would be made of it is a file by another name than was asked for.
pub(super) fn no_folder_name(path: &Path, locale: Locale) -> Result<(), Stop> {
    let last = path.as_os_str().as_encoded_bytes().last();
    if !last.is_some_and(|last| std::path::is_separator(char::from(*last))) {
        return Ok(());
    }
    Err(Stop::Failed(say!(
        locale,
        "{path} 是文件夹的写法，不是文件名；请去掉末尾的斜线，或在后面写上文件名",
        "{path} can only be the name of a folder; leave out the slash at its end, or write the name of a file behind it",
        path = path.display()
    )))
}

/// Said of a file whose folder is not there.
pub(super) fn no_folder(shown: &str, locale: Locale) -> String {
    say!(
        locale,
        "写不了 {shown}：文件夹不存在",
        "cannot write {shown}: there is no such folder"
    )
}

/// Refuses a link that leads to no file: where it should lead is not known, and it is not given up for a file.
pub(super) fn no_dead_link(path: &Path, locale: Locale) -> Result<(), Stop> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
    match fs::metadata(path) {
        Err(error) if is_link => Err(Stop::Failed(match error.kind() {
            ErrorKind::PermissionDenied => unwritable(&path.display().to_string(), &error, locale),
            _ => Reason::DeadLink.sentence(&path.display().to_string(), locale),
        })),
        _ => Ok(()),
    }
}

/// A file to be written.
pub(super) struct NewFile<'p> {
    pub path: &'p Path,
    /// The files that are read for it, which are never written over.
    pub spared: &'p SparedFiles,
    /// Whether another file of that name may be lost.
    pub may_replace: bool,
}

impl NewFile<'_> {
    /// Writes the file whole or not at all, and says so if it held a report.
    pub fn write(&self, bytes: &[u8], locale: Locale, streams: &mut Streams) -> Result<(), Stop> {
        if let Some(said) = self.put(bytes, locale)? {
            streams.notice(&said);
        }
        Ok(())
    }

    /// Writes the file whole or not at all. What is to be said of it if a report stood there.
    pub fn put(&self, bytes: &[u8], locale: Locale) -> Result<Option<String>, Stop> {
        interrupt::expect(StopManner::End, locale);
        let shown = self.path.display().to_string();
        self.spared.refuse(self.path, locale)?;
        if let Ok(there) = fs::metadata(self.path)
            && !there.is_file()
        {
            return Err(Stop::Failed(no_target(self.path, &there, locale)));
        }
        no_folder_name(self.path, locale)?;
        no_dead_link(self.path, locale)?;
        let failed = |error: &std::io::Error| Stop::Failed(unwritable(&shown, error, locale));
        match put_new(self.path, bytes) {
            Ok(()) => Ok(None),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && self.may_replace => {
                let was_report = holds_report(self.path, Forms::builtin());
                self.put_over(bytes, locale)?;
                Ok(was_report.then(|| was_replaced(self.path, locale)))
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(Stop::Failed(say!(
                locale,
                "{shown} 已存在，没有改动；要覆盖请加 --force",
                "{shown} exists and was left as it is; use --force to write over it"
            ))),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(Stop::Failed(no_folder(&shown, locale)))
            }
            Err(error) => Err(failed(&error)),
        }
    }

    /// Writes over the file that is there, whatever it says.
    fn put_over(&self, bytes: &[u8], locale: Locale) -> Result<(), Stop> {
        let shown = self.path.display().to_string();
        replace_by_bytes(self.path, bytes, locale).map_err(|refusal| {
            Stop::Failed(match refusal {
                WriteRefusal::Changed => changed_meanwhile(&shown, locale),
                WriteRefusal::Sentence(sentence) => sentence,
            })
        })
    }
}
