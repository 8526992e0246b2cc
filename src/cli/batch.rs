//! A run over files, folders or standard input: worked on in parallel, printed in the order of the paths.

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::across::Kept;
use super::args::{Common, Selection};
use super::configs::Configs;
use super::files::{Input, Listing, absolute, list};
use super::identity::{Identity, identity};
use super::interrupt;
pub(super) use super::job::Job;
use super::left_out::{LeftOut, Reason};
use super::print::tally::Tally;
use super::streams::Streams;
use super::summary::Summary;
use super::wildcards::expanded;
use super::{Exit, Stop};
use crate::locale::Locale;
use crate::say;

/// How many files are worked on before their results are printed: enough to keep every core busy, few enough to hold in memory.
const CHUNK: usize = 256;
/// From how many files on a long run shows how far it has come.
const MANY: usize = 50;

/// What came of one job.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Results, for standard output.
    pub piece: String,
    /// Whether they quote a file word for word, so that nothing may be lost of them.
    pub exact: bool,
    /// Why the file was not checked.
    pub left_out: Option<Box<LeftOut>>,
    /// Why it could not be written.
    pub failure: Option<String>,
    /// What a curious user wants to know.
    pub detail: Option<String>,
    /// What everybody should know, though nothing failed.
    pub notice: Option<String>,
    /// What is left to complain about.
    pub tally: Tally,
    /// Changes made or shown.
    pub changes: usize,
    /// What other reports can be compared with.
    pub kept: Option<Box<Kept>>,
}

impl From<Box<LeftOut>> for Outcome {
    fn from(left_out: Box<LeftOut>) -> Self {
        Outcome {
            left_out: Some(left_out),
            ..Outcome::default()
        }
    }
}

/// A run of `check` or `fix`.
pub(super) struct Run<'a> {
    pub selection: &'a Selection,
    pub configs: Configs,
    /// The language of what is said of the run as a whole.
    pub locale: Locale,
    /// Whether there is one text to look at, on standard input.
    pub from_stdin: bool,
    paths: Vec<PathBuf>,
}

/// How the results of a run are given.
#[derive(Clone, Copy)]
pub(super) struct Delivery<'a> {
    /// Written between pieces that are not empty.
    pub between: &'a str,
    /// Whether files are written. Then all work is done before a word is said of it, so that a reader who stops reading, or never
    /// begins, does not leave half of it undone.
    pub writes: bool,
    /// What is done when all files have been worked on, before a word is said of any.
    pub together: Option<&'a Together<'a>>,
}

/// Looks at the results of all jobs together.
pub(super) type Together<'a> = dyn Fn(&[Job], &mut [Outcome]) + 'a;

impl<'a> Run<'a> {
    /// Begins a run as the options ask.
    pub fn open(
        selection: &'a Selection,
        common: &Common,
        locale: Locale,
        streams: &mut Streams,
    ) -> Result<Self, Stop> {
        let edition = selection.edition.as_deref();
        let mut configs = Configs::new(common, Some(selection), edition, locale)?;
        let from_stdin = is_standard_input(&selection.paths, locale)?;
        let locale = configs.for_current_folder(streams).config.locale(locale);
        let paths = match selection.paths.is_empty() {
            true => vec![PathBuf::from(".")],
            false => expanded(&selection.paths, cfg!(windows)),
        };
        Ok(Run {
            selection,
            configs,
            locale,
            from_stdin,
            paths,
        })
    }

    /// Standard input with its settings, and whether it is excluded.
    pub fn standard_input(&mut self, streams: &mut Streams) -> (Job, bool) {
        let name = self.selection.stdin_filename.clone();
        let absolute = absolute(name.as_deref().unwrap_or(Path::new("-")));
        let folder = absolute.parent().unwrap_or(Path::new("")).to_path_buf();
        let loaded = self.configs.for_folder(&folder, streams);
        let excluded = name.is_some() && loaded.config.excludes(&absolute);
        let input = Input {
            path: name.unwrap_or_else(|| PathBuf::from("-")),
            absolute,
            named: true,
            folders: Vec::new(),
        };
        (Job { input, loaded }, excluded)
    }

    /// Does `work` on every file behind the paths, and prints what came of it.
    pub fn files(
        &mut self,
        delivery: Delivery<'_>,
        streams: &mut Streams,
        work: impl Fn(&Job) -> Outcome + Sync,
    ) -> Result<Summary, Stop> {
        let listing = list(&self.paths, self.locale);
        let mut summary = Summary::default();
        for left_out in &listing.left_out {
            summary.leave_out(left_out.clone(), false, self, streams);
        }
        let jobs = self.jobs(&listing, &mut summary, streams);
        interrupt::begin(jobs.len(), self.locale);
        let mut first = true;
        let mut waiting: Vec<Outcome> = Vec::new();
        let mut told = 0;
        for (at, chunk) in jobs.chunks(CHUNK).enumerate() {
            if jobs.len() > MANY {
                streams.progress(at * CHUNK, jobs.len());
            }
            waiting.par_extend(chunk.par_iter().map(|job| {
                let done = job.guarded(&work);
                interrupt::done();
                done.unwrap_or_else(|sentence| job.broken(sentence).into())
            }));
            let waits = delivery.writes || delivery.together.is_some();
            if waits && told + waiting.len() < jobs.len() {
                continue;
            }
            if let Some(together) = delivery.together {
                together(&jobs, &mut waiting);
            }
            let of = jobs.get(told..).unwrap_or_default();
            told += waiting.len();
            for (job, outcome) in of.iter().zip(std::mem::take(&mut waiting)) {
                if !outcome.piece.is_empty() {
                    if !std::mem::take(&mut first) {
                        streams.out(delivery.between)?;
                    }
                    match outcome.exact {
                        true => streams.exactly(&outcome.piece)?,
                        false => streams.out(&outcome.piece)?,
                    }
                }
                summary.add(job, outcome, self, streams);
            }
            if streams.is_unread() {
                // What was found so far has been seen; nobody wants more.
                return Ok(summary);
            }
        }
        streams.flush()?;
        for folder in listing.folders {
            if let Some(path) = self.paths.get(folder) {
                summary.empty_folder(folder, path, self.locale, streams);
            }
        }
        Ok(summary)
    }

    /// The files to look at: not excluded, each of them once.
    fn jobs(
        &mut self,
        listing: &Listing,
        summary: &mut Summary,
        streams: &mut Streams,
    ) -> Vec<Job> {
        let mut jobs = Vec::with_capacity(listing.inputs.len());
        for input in &listing.inputs {
            let folder = input.absolute.parent().unwrap_or(Path::new(""));
            let loaded = self.configs.for_folder(folder, streams);
            let free = input.named && !self.selection.force_exclude;
            let excluded = !free && loaded.config.excludes(&input.absolute);
            let input = input.clone();
            let job = Job { input, loaded };
            match excluded {
                true => summary.leave_out(*job.left_out_by(Reason::Excluded), false, self, streams),
                false => jobs.push(job),
            }
        }
        let (jobs, others) = each_file_once(jobs);
        for left_out in others {
            summary.leave_out(left_out, false, self, streams);
        }
        jobs
    }

    /// The exit status.
    pub fn exit(&self, summary: &Summary) -> Exit {
        if self.has_failed(summary) {
            Exit::Failed
        } else if summary.tally.reaches(self.selection.fail_on.severity())
            && !self.selection.exit_zero
        {
            Exit::Findings
        } else {
            Exit::Clean
        }
    }

    /// Whether something could not be done.
    pub fn has_failed(&self, summary: &Summary) -> bool {
        summary.failed || self.configs.failed
    }
}

/// Whether the paths are `-`, and nothing else.
fn is_standard_input(paths: &[PathBuf], locale: Locale) -> Result<bool, Stop> {
    let dashes = paths.iter().filter(|path| path.as_os_str() == "-").count();
    if dashes > 0 && paths.len() > 1 {
        return Err(Stop::Failed(say!(
            locale,
            "- 表示标准输入，不能与其他文件一起使用",
            "- is standard input and must stand alone"
        )));
    }
    Ok(dashes == 1)
}

/// All bytes of standard input.
pub(super) fn read_standard_input(locale: Locale) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    match std::io::stdin().read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Stop::Failed(say!(
            locale,
            "读不了标准输入：{error}",
            "cannot read standard input: {error}"
        ))),
    }
}

/// Leaves of several names of one file only one: a named one before a found one, the file before a link to it.
fn each_file_once(jobs: Vec<Job>) -> (Vec<Job>, Vec<LeftOut>) {
    let mut kept: Vec<Job> = Vec::with_capacity(jobs.len());
    let mut others: Vec<(usize, Job)> = Vec::new();
    let mut place_of: HashMap<Identity, usize> = HashMap::new();
    for mut job in jobs {
        let known = identity(&job.input.path).and_then(|identity| {
            let place = *place_of.entry(identity).or_insert(kept.len());
            kept.get_mut(place).map(|first| (place, first))
        });
        let Some((place, first)) = known else {
            kept.push(job);
            continue;
        };
        let goodness = |job: &Job| (job.input.named, !job.input.path.is_symlink());
        if goodness(&job) > goodness(first) {
            std::mem::swap(first, &mut job);
        }
        first.input.folders.append(&mut job.input.folders);
        others.push((place, job));
    }
    let said = |(place, other): (usize, Job)| {
        let first = kept.get(place).map(Job::shown).unwrap_or_default();
        let sentence = say!(
            other.locale(),
            "{path} 与 {first} 是同一个文件，只处理一次",
            "{path} is the same file as {first} and is looked at once",
            path = other.shown()
        );
        LeftOut {
            sentence,
            ..*other.left_out_by(Reason::SameFile)
        }
    };
    let others = others.into_iter().map(said).collect();
    kept.sort_by(|one, other| one.input.path.cmp(&other.input.path));
    (kept, others)
}
