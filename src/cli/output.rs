//! Where the results of a command go that makes one document of many reports: a file that is there whole or not at all, or standard output.

use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::Stop;
use super::new_file::{no_dead_link, no_folder, no_folder_name, no_target};
use super::paths::absolute;
use super::spared::{SparedFiles, no_report};
use super::streams::Streams;
use super::write::{self, WriteRefusal};
use crate::kit::Forms;
use crate::locale::Locale;
use crate::say;

/// Where results go.
pub(super) enum Output {
    /// Standard output.
    Stream,
    /// Beside the file, until it is whole.
    File {
        path: PathBuf,
        draft: BufWriter<NamedTempFile>,
        locale: Locale,
    },
}

impl Output {
    /// Standard output for no path and for `-`. What is about to be read is never written over, nor is any other report.
    pub fn open(
        path: Option<&Path>,
        (spared, forms): (&SparedFiles, &Forms),
        locale: Locale,
    ) -> Result<Output, Stop> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Output::Stream);
        };
        let failed = |error| unwritable(path, &error, locale);
        spared.refuse(path, locale)?;
        // A link stays a link; what it points to is written.
        let target = fs::canonicalize(path).unwrap_or_else(|_| absolute(path));
        if let Ok(there) = fs::metadata(&target)
            && !there.is_file()
        {
            return Err(Stop::Failed(no_target(path, &there, locale)));
        }
        no_folder_name(path, locale)?;
        no_dead_link(path, locale)?;
        no_report(path, forms, locale)?;
        let folder = target.parent().unwrap_or(Path::new("."));
        let draft = match target.exists() {
            false => write::draft(folder, write::Readers::AsOfAnyNewFile).map_err(failed)?,
            true => {
                // Said before the work is done, and not after it.
                write::writable(path, locale).map_err(|refusal| refused(path, refusal, locale))?;
                draft_for(folder).map_err(failed)?
            }
        };
        Ok(Output::File {
            path: path.to_path_buf(),
            draft: BufWriter::new(draft),
            locale,
        })
    }

    /// Whether nothing is seen of the results before they are whole.
    pub fn is_file(&self) -> bool {
        matches!(self, Output::File { .. })
    }

    /// Writes some of the results.
    pub fn write(&mut self, words: &str, streams: &mut Streams) -> Result<(), Stop> {
        match self {
            Output::Stream => Ok(streams.exactly(words)?),
            _ => self.bytes(words.as_bytes(), streams),
        }
    }

    /// Writes bytes of a document.
    pub fn bytes(&mut self, bytes: &[u8], streams: &mut Streams) -> Result<(), Stop> {
        match self {
            Output::Stream => Ok(streams.document(bytes, None)?),
            Output::File {
                path,
                draft,
                locale,
            } => {
                let written = draft.write_all(bytes);
                written.map_err(|error| unwritable(path, &error, *locale))
            }
        }
    }

    /// The results are whole.
    pub fn finish(self) -> Result<(), Stop> {
        match self {
            Output::Stream => Ok(()),
            Output::File {
                path,
                draft,
                locale,
            } => {
                let draft = draft.into_inner();
                let draft = draft.map_err(|error| unwritable(&path, error.error(), locale))?;
                if path.exists() {
                    let replaced = write::replace_by(&path, draft, locale);
                    return replaced.map_err(|refusal| refused(&path, refusal, locale));
                }
                let kept = draft.persist(&path);
                kept.map_err(|error| unwritable(&path, &error.error, locale))?;
                Ok(())
            }
        }
    }

    /// What is said of results that are not written because the run was interrupted.
    pub fn abandoned(&self, locale: Locale) -> String {
        match self {
            Output::File { path, .. } => say!(
                locale,
                "没有写 {path}",
                "{path} was not written",
                path = path.display()
            ),
            Output::Stream => say!(locale, "结果不完整", "the results are not complete"),
        }
    }
}

/// A draft of what a file that is there is to say: read by nobody who may not read that. A folder that takes none does not forbid to write the file.
fn draft_for(folder: &Path) -> io::Result<NamedTempFile> {
    let readers = write::Readers::UserAlone;
    write::draft(folder, readers).or_else(|_| write::draft(&std::env::temp_dir(), readers))
}

fn refused(path: &Path, refusal: WriteRefusal, locale: Locale) -> Stop {
    Stop::Failed(match refusal {
        WriteRefusal::Changed => write::changed_meanwhile(&path.display().to_string(), locale),
        WriteRefusal::Sentence(sentence) => sentence,
    })
}

/// What cannot be written is the file that was asked for, not the draft beside it, which the error names.
fn unwritable(path: &Path, error: &io::Error, locale: Locale) -> Stop {
    let shown = path.display().to_string();
    let plain = io::Error::from(error.kind());
    let error = match error.get_ref() {
        Some(_) => &plain,
        None => error,
    };
    Stop::Failed(match error.kind() {
        ErrorKind::NotFound => no_folder(&shown, locale),
        _ => write::unwritable(&shown, error, locale),
    })
}
