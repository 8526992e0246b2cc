//! A run over files, folders or standard input: worked on in parallel, printed in the order of the paths.

mod once;
mod prepared;
mod stdin;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub(super) use self::prepared::Prepared;
use self::stdin::is_standard_input;
pub(super) use self::stdin::read_standard_input;
use super::args::{Common, Gate, Selection};
use super::configs::Configs;
use super::files::Input;
use super::interrupt::{self, StopManner};
pub(super) use super::job::Job;
pub(super) use super::outcome::{Outcome, Piece, Worked};
use super::paths::absolute;
use super::progress::Progress;
use super::spool::Spool;
use super::streams::Streams;
use super::summary::Summary;
use super::wildcards::expanded;
use super::write::{folder_of, sweep, sweep_copies_of};
use super::{Exit, Stop};
use crate::kit::Forms;
use crate::locale::Locale;

/// How many files are worked on before their results are printed: enough to keep every core busy, few enough to hold in memory.
const CHUNK: usize = 256;

/// A run over files.
pub(super) struct Run<'a> {
    pub selection: &'a Selection,
    pub configs: Configs,
    /// The language of what is said of the run as a whole.
    pub locale: Locale,
    /// Whether there is one text to look at, on standard input.
    pub from_stdin: bool,
    /// Where things lie until they are needed.
    pub spool: Arc<Spool>,
    paths: Vec<PathBuf>,
    forms: Arc<Forms>,
}

/// How the results of a run are given.
pub(super) struct Delivery<'a> {
    /// Written between pieces that are not empty.
    pub between: &'a str,
    /// If files are written, all work is done before a word is said of it, so that a reader who stops reading, or never begins, does not
    /// leave half of it undone.
    pub pace: Pace<'a, Piece>,
}

/// Looks at the results of jobs beside those of all others. An interrupted run has none of some.
pub(super) trait SecondLook<T> {
    /// Takes what it needs to know of all jobs.
    fn gather(&mut self, jobs: &[Job], worked: &mut [Option<Worked<T>>]);
    /// Looks at some of them, beginning with the job at `first`.
    fn look(&self, jobs: &[Job], first: usize, worked: &mut [Option<Worked<T>>]);
}

/// When the results of a run are given.
pub(super) enum Pace<'a, T> {
    /// As they come.
    Streaming,
    /// When all files have been worked on, so that each can be looked at beside the others.
    Together(&'a mut dyn SecondLook<T>),
    /// When all files have been worked on. Files are written.
    Afterwards,
}

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
        let here = configs.for_current_folder(streams);
        configs.obey_options()?;
        let (locale, forms) = (here.config.locale(locale), Arc::clone(&here.forms));
        let paths = match selection.paths.is_empty() {
            true => vec![PathBuf::from(".")],
            false => expanded(&selection.paths, cfg!(windows)),
        };
        Ok(Run {
            selection,
            configs,
            locale,
            from_stdin,
            spool: Arc::default(),
            paths,
            forms,
        })
    }

    /// The editions for the current folder.
    pub fn forms(&self) -> Arc<Forms> {
        Arc::clone(&self.forms)
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
        let job = Job {
            input,
            loaded,
            compared: None,
        };
        (job, excluded)
    }

    /// Does `work` on every file behind the paths, and prints what came of it.
    pub fn files(
        &mut self,
        delivery: Delivery<'_>,
        streams: &mut Streams,
        work: impl Fn(&Job) -> Outcome + Sync,
    ) -> Result<Summary, Stop> {
        let prepared = self.prepare(streams);
        self.prepared_files(prepared, delivery, streams, work)
    }

    /// The same on files that are prepared already.
    pub fn prepared_files(
        &mut self,
        prepared: Prepared,
        delivery: Delivery<'_>,
        streams: &mut Streams,
        work: impl Fn(&Job) -> Outcome + Sync,
    ) -> Result<Summary, Stop> {
        let looks_across = prepared.looks_across();
        let pace = match delivery.pace {
            Pace::Together(_) if !looks_across => Pace::Streaming,
            pace => pace,
        };
        if matches!(pace, Pace::Afterwards) {
            let folders = prepared.jobs.iter().map(|job| folder_of(&job.input.path));
            let folders: BTreeSet<&Path> = folders.collect();
            folders.into_iter().for_each(sweep);
            // What found no room in its own folder was put there.
            sweep(&std::env::temp_dir());
            let files = prepared.jobs.iter().map(|job| &job.input.path);
            files.for_each(|file| sweep_copies_of(file));
        }
        let spool = Arc::clone(&self.spool);
        let until_written = match pace {
            Pace::Streaming => None,
            _ => Some(&*spool),
        };
        let mut first = true;
        let work = |job: &Job| work(job).with_piece(until_written);
        let take = |(slip, exact): Piece, streams: &mut Streams| {
            if !std::mem::take(&mut first) {
                streams.out(delivery.between)?;
            }
            let piece = spool.get(slip)?;
            let piece = String::from_utf8(piece).map_err(io::Error::other)?;
            match exact {
                true => streams.exactly(&piece)?,
                false => streams.out(&piece)?,
            }
            Ok(())
        };
        let mut summary = self.each(prepared, pace, streams, (work, take))?;
        summary.looks_across = looks_across;
        Ok(summary)
    }

    /// Does `work` on every file, in parallel, and gives what it yields to `take` in the order of the paths.
    pub fn each<T: Send>(
        &mut self,
        prepared: Prepared,
        mut pace: Pace<'_, T>,
        streams: &mut Streams,
        (work, mut take): (
            impl Fn(&Job) -> Worked<T> + Sync,
            impl FnMut(T, &mut Streams) -> Result<(), Stop>,
        ),
    ) -> Result<Summary, Stop> {
        let Prepared {
            jobs,
            folders,
            mut summary,
        } = prepared;
        let manner = match pace {
            Pace::Afterwards => StopManner::End,
            _ => StopManner::Finish,
        };
        interrupt::begin(jobs.len(), manner, self.locale);
        let progress = Progress::over(jobs.len(), streams.shows_progress(), self.locale);
        let mut waiting: Vec<Option<Worked<T>>> = Vec::new();
        let mut told = 0;
        for chunk in jobs.chunks(CHUNK) {
            waiting.par_extend(chunk.par_iter().map(|job| {
                if interrupt::is_asked_to_stop() {
                    return None;
                }
                let done = job.guarded(&work);
                interrupt::done();
                progress.step();
                Some(done.unwrap_or_else(|sentence| job.broken(sentence).into()))
            }));
            let waits = !matches!(pace, Pace::Streaming);
            if waits && waiting.len() < jobs.len() && !interrupt::is_asked_to_stop() {
                continue;
            }
            if let Pace::Together(second) = &mut pace {
                second.gather(&jobs, &mut waiting);
            }
            for some in waiting.chunks_mut(CHUNK) {
                if let Pace::Together(second) = &pace {
                    second.look(&jobs, told, some);
                }
                let of = jobs.get(told..).unwrap_or_default();
                told += some.len();
                let done = of.iter().zip(some.iter_mut().map(Option::take));
                progress.paused(|| -> Result<(), Stop> {
                    for (job, worked) in done.filter_map(|(job, worked)| Some((job, worked?))) {
                        if let Some(yields) = worked.yields {
                            take(yields, streams)?;
                        }
                        summary.add(job, worked.outcome, self, streams);
                    }
                    Ok(streams.flush()?)
                })?;
            }
            waiting.clear();
            if streams.is_unread() {
                // What was found so far has been seen; nobody wants more.
                return Ok(summary);
            }
            if interrupt::is_asked_to_stop() {
                summary.not_reached = jobs.len() - interrupt::n_done();
                break;
            }
        }
        drop(progress);
        streams.flush()?;
        if summary.not_reached > 0 {
            streams.failure(&interrupt::said(self.locale), self.locale);
            return Ok(summary);
        }
        for folder in folders {
            if let Some(path) = self.paths.get(folder) {
                summary.empty_folder(folder, path, self.locale, streams);
            }
        }
        Ok(summary)
    }

    /// The exit status of a command that is content with nothing but reports without findings.
    pub fn exit(&self, summary: &Summary, gate: &Gate) -> Exit {
        let stands_in_the_way = summary.tally.reaches(gate.fail_on.severity()) && !gate.exit_zero;
        match self.exit_of_work(summary) {
            Exit::Clean if stands_in_the_way => Exit::Findings,
            exit => exit,
        }
    }

    /// The exit status of a command that is done when every report has been read, whatever was found.
    pub fn exit_of_work(&self, summary: &Summary) -> Exit {
        if summary.not_reached > 0 {
            Exit::Interrupted
        } else if self.has_failed(summary) {
            Exit::Failed
        } else {
            Exit::Clean
        }
    }

    /// Whether something could not be done.
    pub fn has_failed(&self, summary: &Summary) -> bool {
        summary.failed || summary.not_reached > 0 || self.configs.failed
    }
}
