//! `convert` and `export` of a folder: every report in it is written anew, beside its original or into another folder that has the same folders in it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::args::{Common, NewFileArgs, Selection};
use super::batch::{Delivery, Job, Outcome, Pace, Run};
use super::left_out::Reason;
use super::load::Contents;
use super::new_file::NewFile;
use super::paths::absolute;
use super::print::tally::Tally;
use super::spared::{SparedFiles, holds_report};
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
        let prepared = run.prepare(streams);
        let places = OutputPlaces::of(&prepared.jobs, |job| self.target_of(job));
        let spared = run.spared(&prepared.jobs);
        let delivery = Delivery {
            between: "",
            pace: Pace::Afterwards,
        };
        let summary = run.prepared_files(prepared, delivery, streams, |job| {
            self.file(job, (&places, &spared), &make)
        })?;
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

    fn file(
        &self,
        job: &Job,
        (places, spared): (&OutputPlaces, &SparedFiles),
        make: &impl Fn(&Job, &Contents, &Reading) -> Made,
    ) -> Outcome {
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
        let free = places.free_for(job, &target);
        let written = free.and(made);
        let written = written.and_then(|bytes| self.put((job, spared), &target, &bytes));
        Outcome {
            tally: Tally {
                reports: reading.reports().count(),
                ..Tally::default()
            },
            changes: usize::from(written.is_ok()),
            notices: written.iter().flatten().cloned().collect(),
            failure: written.err(),
            ..Outcome::default()
        }
    }

    fn put(
        &self,
        (job, spared): (&Job, &SparedFiles),
        target: &Path,
        bytes: &[u8],
    ) -> Result<Option<String>, String> {
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
        let none = SparedFiles::default();
        let file = NewFile {
            path: target,
            // What was only looked at and is no report is any other file.
            spared: match spared.file_at(target) {
                Some(_) if !holds_report(target, &job.loaded.forms) => &none,
                _ => spared,
            },
            may_replace: self.target.force,
        };
        file.put(bytes, locale).map_err(Stop::sentence)
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

/// Where the files of a folder go: each place is one report's.
struct OutputPlaces {
    /// The files that would go to a place, in the order of their paths.
    meant: HashMap<PathBuf, Vec<PathBuf>>,
}

impl OutputPlaces {
    fn of(jobs: &[Job], target_of: impl Fn(&Job) -> PathBuf) -> OutputPlaces {
        let mut meant: HashMap<PathBuf, Vec<PathBuf>> = HashMap::new();
        for job in jobs {
            let there = meant.entry(absolute(&target_of(job))).or_default();
            there.push(job.input.path.clone());
        }
        OutputPlaces { meant }
    }

    /// Whether no report before a job's goes where its own goes; the sentence to say if one does.
    fn free_for(&self, job: &Job, target: &Path) -> Result<(), String> {
        let place = absolute(target);
        let there = self.meant.get(&place).into_iter().flatten();
        let before = there.take_while(|path| **path != job.input.path);
        let is_other = |path: &&PathBuf| absolute(path) != place;
        let mut before = before.filter(is_other);
        match before.find(|path| holds_report(path, &job.loaded.forms)) {
            None => Ok(()),
            Some(first) => Err(say!(
                job.locale(),
                "{path} 没有写：{target} 是 {first} 的输出文件",
                "{path} was not written: {target} is where {first} goes",
                path = job.shown(),
                target = target.display(),
                first = first.display()
            )),
        }
    }
}
