//! Where the results of a command go that makes one document of many reports: a file that is there whole or not at all, or standard output.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::Stop;
use super::batch::Job;
use super::paths::absolute;
use super::streams::Streams;
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
    },
    /// A device or a pipe, which cannot be replaced.
    Device {
        path: PathBuf,
        file: BufWriter<fs::File>,
    },
}

impl Output {
    /// Standard output for no path and for `-`. A report that is about to be read is never written over.
    pub fn open(path: Option<&Path>, jobs: &[Job], locale: Locale) -> Result<Output, Stop> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Output::Stream);
        };
        let failed = |error| unwritable(path, &error, locale);
        let whole = absolute(path);
        if jobs.iter().any(|job| job.input.absolute == whole) {
            return Err(Stop::Failed(say!(
                locale,
                "{path} 是要读取的文件之一，不能同时用来保存结果",
                "{path} is one of the files to be read and cannot hold the results as well",
                path = path.display()
            )));
        }
        // A link stays a link; what it points to is written.
        let target = fs::canonicalize(path).unwrap_or(whole);
        if fs::metadata(&target).is_ok_and(|there| !there.is_file()) {
            let file = fs::OpenOptions::new().write(true).open(&target);
            let file = BufWriter::new(file.map_err(failed)?);
            return Ok(Output::Device { path: target, file });
        }
        let folder = target.parent().unwrap_or(Path::new("."));
        let mut builder = Builder::new();
        builder.prefix(".nianbao-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any new file has them; the system takes away what the user does not want.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let draft = builder.tempfile_in(folder).map_err(failed)?;
        Ok(Output::File {
            path: target,
            draft: BufWriter::new(draft),
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
            Output::File { draft, .. } => Ok(draft.write_all(bytes)?),
            Output::Device { file, .. } => Ok(file.write_all(bytes)?),
        }
    }

    /// The results are whole.
    pub fn finish(self, locale: Locale) -> Result<(), Stop> {
        match self {
            Output::Stream => Ok(()),
            Output::Device { path, mut file } => {
                let flushed = file.flush();
                flushed.map_err(|error| unwritable(&path, &error, locale))
            }
            Output::File { path, draft } => {
                let draft = draft.into_inner();
                let draft = draft.map_err(|error| unwritable(&path, error.error(), locale))?;
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
            _ => say!(locale, "结果不完整", "the results are not complete"),
        }
    }
}

fn unwritable(path: &Path, error: &std::io::Error, locale: Locale) -> Stop {
    Stop::Failed(say!(
        locale,
        "写不了 {path}：{error}",
        "cannot write {path}: {error}",
        path = path.display()
    ))
}
