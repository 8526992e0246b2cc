//! `convert` and `export` of a folder: every report in it is written anew, beside its original or into another folder that has the same folders in it.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::{Common, NewFileArgs, Selection};
use super::batch::{Delivery, Job, Outcome, Pace, Run};
use super::left_out::Reason;
use super::load::Contents;
use super::new_file::NewFile;
use super::paths::absolute;
use super::print::tally::Tally;
use super::streams::Streams;
use super::{Exit, Stop};
use crate::locale::{Locale, counted};
use crate::reading::Reading;
use crate::say;

/// A folder whose reports are written anew.
pub(super) struct FolderAnew<'a> {
    pub folder: &'a Path,
    pub target: &'a NewFileArgs,
    /// The ending of what is written.
    pub ending: &'static str,
    pub edition: Option<&'a str>,
}

/// What a report is written as; `Err` is the sentence to say.
pub(super) type Made = Result<Vec<u8>, String>;

impl FolderAnew<'_> {
    /// Writes every report by what `make` makes of it.
    pub fn write(
        &self,
        common: &Common,
        locale: Locale,
        streams: &mut Streams,
        make: impl Fn(&Job, &Contents, &Reading) -> Made + Sync,
    ) -> Result<Exit, Stop> {
        let into = self.target.output.as_deref();
        if into.is_some_and(|into| into.as_os_str() == "-" || into.is_file()) {
            return Err(Stop::Failed(say!(
                locale,
                "一个文件夹里的报告要写到文件夹里；请用 -o 指定文件夹",
                "the reports of a folder go into a folder; name one with -o"
            )));
        }
        let selection = Selection {
            paths: vec![self.folder.to_path_buf()],
            stdin_filename: None,
            force_exclude: false,
            select: Vec::new(),
            ignore: Vec::new(),
            edition: self.edition.map(str::to_owned),
            require_report: false,
        };
        let mut run = Run::open(&selection, common, locale, streams)?;
        let delivery = Delivery {
            between: "",
            pace: Pace::Afterwards,
        };
        let summary = run.files(delivery, streams, |job| self.file(job, &make))?;
        if !streams.is_quiet() {
            let n_files = summary.changed_files;
            let files = counted(n_files, "file");
            streams.out(&say!(
                run.locale,
                "已写入 {n_files} 个文件\n",
                "wrote {files}\n"
            ))?;
        }
        Ok(run.exit_of_work(&summary))
    }

    fn file(&self, job: &Job, make: &impl Fn(&Job, &Contents, &Reading) -> Made) -> Outcome {
        let target = self.target_of(job);
        // What has this form already stays as it is.
        if target == job.input.path {
            return Outcome::default();
        }
        let contents = match job.load() {
            Ok(contents) => contents,
            Err(left_out) => return left_out.into(),
        };
        let reading = Reading::of(&contents.text, &job.loaded.forms, &job.settings());
        if !reading.is_report() {
            return job.left_out_by(Reason::NotAReport).into();
        }
        let made = make(job, &contents, &reading);
        let written = made.and_then(|bytes| self.put(job, &target, &bytes));
        Outcome {
            tally: Tally {
                reports: reading.reports().count(),
                ..Tally::default()
            },
            changes: usize::from(written.is_ok()),
            failure: written.err(),
            ..Outcome::default()
        }
    }

    fn put(&self, job: &Job, target: &Path, bytes: &[u8]) -> Result<(), String> {
        let locale = job.locale();
        if let Some(folder) = target.parent().filter(|_| self.target.output.is_some()) {
            fs::create_dir_all(folder).map_err(|error| {
                let folder = folder.display();
                say!(
                    locale,
                    "建不了文件夹 {folder}：{error}",
                    "cannot make the folder {folder}: {error}"
                )
            })?;
        }
        let file = NewFile {
            path: target,
            source: &job.input.path,
            may_replace: self.target.force,
        };
        file.write(bytes, locale).map_err(Stop::sentence)
    }

    /// Where a report goes.
    fn target_of(&self, job: &Job) -> PathBuf {
        let anew = job.input.path.with_extension(self.ending);
        let Some(into) = &self.target.output else {
            return anew;
        };
        let below = job.input.absolute.strip_prefix(absolute(self.folder));
        let below = below.map_or_else(
            |_| {
                job.input
                    .path
                    .file_name()
                    .map_or_else(PathBuf::new, PathBuf::from)
            },
            Path::to_path_buf,
        );
        into.join(below).with_extension(self.ending)
    }
}
