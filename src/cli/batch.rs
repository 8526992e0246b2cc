//! Many files at once: read and worked on in parallel, printed in the order of their paths.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::args::{FailOn, Selection};
use super::configs::Configs;
use super::encoding::{Encoding, decode};
use super::files::{Identity, Input, absolute, identity, list, read};
use super::interrupt;
use super::print::tally::Tally;
use super::streams::Streams;
use super::{Exit, Stop};
use crate::config::Loaded;
use crate::finding::Severity;
use crate::locale::Locale;
use crate::say;
use crate::settings::Settings;

/// How many files are worked on before their results are printed: enough to keep every core busy, few enough to hold in memory.
const CHUNK: usize = 256;
/// From how many files on a long run shows how far it has come.
const MANY: usize = 50;

/// One file with its settings.
pub(super) struct Job {
    pub input: Input,
    pub loaded: Arc<Loaded>,
}

/// What came of one job.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Results, for standard output.
    pub piece: String,
    /// Whether they quote a file word for word, so that nothing may be lost of them.
    pub exact: bool,
    /// Why the job could not be done.
    pub failure: Option<String>,
    /// What a curious user wants to know.
    pub detail: Option<String>,
    /// What everybody should know, though nothing failed.
    pub notice: Option<String>,
    /// Whether the file is an annual report.
    pub is_report: bool,
    /// What is left to complain about.
    pub tally: Tally,
    /// Changes made or shown.
    pub changes: usize,
}

/// What came of all jobs.
#[derive(Debug, Default)]
pub(super) struct Summary {
    pub tally: Tally,
    /// Changes made or shown.
    pub changes: usize,
    /// Files with changes.
    pub changed_files: usize,
    /// Whether something could not be done; it has been said.
    pub failed: bool,
}

/// Whether the paths are `-`, and nothing else.
pub(super) fn is_standard_input(paths: &[PathBuf], locale: Locale) -> Result<bool, Stop> {
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

/// The name and settings of standard input, and whether it is excluded.
pub(super) fn standard_input(
    selection: &Selection,
    configs: &mut Configs,
    streams: &mut Streams,
) -> (Job, bool) {
    let name = selection.stdin_filename.clone();
    let absolute = absolute(name.as_deref().unwrap_or(Path::new("-")));
    let folder = absolute.parent().unwrap_or(Path::new("")).to_path_buf();
    let loaded = configs.for_folder(&folder, streams);
    let excluded = name.is_some() && loaded.config.excludes(&absolute);
    let path = name.unwrap_or_else(|| PathBuf::from("-"));
    (
        Job {
            input: Input {
                path,
                absolute,
                named: true,
                folders: Vec::new(),
            },
            loaded,
        },
        excluded,
    )
}

impl Job {
    /// The settings of the analysis.
    pub fn settings(&self) -> Settings {
        let file = (self.input.path.as_os_str() != "-").then_some(self.input.absolute.as_path());
        self.loaded.config.settings_for(file, Locale::default())
    }

    /// The language of what is said about the file.
    pub fn locale(&self) -> Locale {
        self.loaded.config.locale(Locale::default())
    }

    /// The path as it is shown.
    pub fn shown(&self) -> Cow<'_, str> {
        self.input.path.to_string_lossy()
    }

    /// Reads and decodes the file; also gives its bytes as they are.
    pub fn read(&self) -> Result<(Vec<u8>, String, Encoding), String> {
        let bytes = read(&self.input.path, self.locale())?;
        let (text, encoding) = self.decode(&bytes)?;
        Ok((bytes, text, encoding))
    }

    /// Decodes bytes, or says why they cannot be.
    pub fn decode(&self, bytes: &[u8]) -> Result<(String, Encoding), String> {
        decode(bytes).map_err(|refusal| {
            let (path, reason) = (self.shown(), refusal.sentence(self.locale()));
            format!("{path} {reason}")
        })
    }

    /// Runs `work`; a panic in it costs this file only. `Err` is the sentence to say then.
    pub fn guarded<T>(&self, work: impl FnOnce(&Job) -> T) -> Result<T, String> {
        catch_unwind(AssertUnwindSafe(|| work(self))).map_err(|_| {
            say!(
                self.locale(),
                "核对 {path} 时程序内部出错，请反馈给开发者",
                "internal error while checking {path}; please report it",
                path = self.shown()
            )
        })
    }
}

impl Outcome {
    /// The job could not be done.
    pub fn failed(sentence: String) -> Self {
        Outcome {
            failure: Some(sentence),
            ..Outcome::default()
        }
    }
}

/// What a run over many files is to do.
pub(super) struct Plan<'a> {
    pub selection: &'a Selection,
    pub locale: Locale,
    /// Written between pieces that are not empty.
    pub between: &'a str,
    /// Whether files are written. Then all work is done before a word is said of it, so that a reader who stops reading, or never
    /// begins, does not leave half of it undone.
    pub writes: bool,
}

/// Does `work` on every file behind the paths of a selection, and prints what came of it.
pub(super) fn run(
    plan: &Plan<'_>,
    configs: &mut Configs,
    streams: &mut Streams,
    work: impl Fn(&Job) -> Outcome + Sync,
) -> Result<Summary, Stop> {
    let (selection, locale) = (plan.selection, plan.locale);
    let here = [PathBuf::from(".")];
    let paths = if selection.paths.is_empty() {
        &here[..]
    } else {
        &selection.paths
    };
    let listing = list(paths, locale, streams);
    let mut summary = Summary {
        failed: listing.failed,
        ..Summary::default()
    };
    let jobs: Vec<Job> = listing
        .inputs
        .into_iter()
        .filter_map(|input| {
            let loaded =
                configs.for_folder(input.absolute.parent().unwrap_or(Path::new("")), streams);
            let free = input.named && !selection.force_exclude;
            (free || !loaded.config.excludes(&input.absolute)).then_some(Job { input, loaded })
        })
        .collect();
    let jobs = each_file_once(jobs, locale, streams);
    interrupt::begin(jobs.len(), locale);
    let mut reports_in = vec![0_usize; paths.len()];
    let mut first = true;
    let mut waiting: Vec<Outcome> = Vec::new();
    let mut said = 0;
    for (at, chunk) in jobs.chunks(CHUNK).enumerate() {
        if jobs.len() > MANY {
            streams.progress(at * CHUNK, jobs.len());
        }
        waiting.par_extend(chunk.par_iter().map(|job| {
            let outcome = job.guarded(&work).unwrap_or_else(Outcome::failed);
            interrupt::done();
            outcome
        }));
        if plan.writes && said + waiting.len() < jobs.len() {
            continue;
        }
        let told: Vec<Outcome> = std::mem::take(&mut waiting);
        let of = jobs.get(said..).unwrap_or_default();
        said += told.len();
        for (job, outcome) in of.iter().zip(told) {
            for folder in job.input.folders.iter().filter(|_| outcome.is_report) {
                if let Some(count) = reports_in.get_mut(*folder) {
                    *count += 1;
                }
            }
            if !outcome.piece.is_empty() {
                if !std::mem::take(&mut first) {
                    streams.out(plan.between)?;
                }
                match outcome.exact {
                    true => streams.exactly(&outcome.piece)?,
                    false => streams.out(&outcome.piece)?,
                }
            }
            summary.add(job, outcome, selection, streams);
        }
        if streams.is_unread() {
            // What was found so far has been seen; nobody wants more.
            return Ok(summary);
        }
    }
    streams.flush()?;
    for folder in listing.folders {
        if reports_in.get(folder) == Some(&0) {
            summary.failed = true;
            let path = paths
                .get(folder)
                .map(|path| path.display().to_string())
                .unwrap_or_default();
            let sentence = say!(
                locale,
                "文件夹 {path} 中没有年度报告（只看 .txt、.md、.html、.htm 文件）",
                "there is no annual report in the folder {path} (only .txt, .md, .html and .htm files are looked at)"
            );
            streams.failure(&sentence, locale);
        }
    }
    Ok(summary)
}

/// Leaves of several names of one file only one: a named one before a found one, the file before a link to it.
fn each_file_once(jobs: Vec<Job>, locale: Locale, streams: &mut Streams) -> Vec<Job> {
    let mut kept: Vec<Job> = Vec::with_capacity(jobs.len());
    let mut place_of: HashMap<Identity, usize> = HashMap::new();
    for mut job in jobs {
        let known = identity(&job.input.path).and_then(|identity| {
            let place = *place_of.entry(identity).or_insert(kept.len());
            kept.get_mut(place)
        });
        let Some(first) = known else {
            kept.push(job);
            continue;
        };
        let is_better = (job.input.named, !job.input.path.is_symlink())
            > (first.input.named, !first.input.path.is_symlink());
        if is_better {
            std::mem::swap(first, &mut job);
        }
        streams.detail(&say!(
            locale,
            "{other} 与 {path} 是同一个文件，只处理一次",
            "{other} is the same file as {path} and is looked at once",
            other = job.shown(),
            path = first.shown()
        ));
        first.input.folders.append(&mut job.input.folders);
    }
    kept.sort_by(|one, other| one.input.path.cmp(&other.input.path));
    kept
}

impl Summary {
    /// Adds what came of one job, and says what is to be said about it.
    pub fn add(
        &mut self,
        job: &Job,
        outcome: Outcome,
        selection: &Selection,
        streams: &mut Streams,
    ) {
        let locale = job.locale();
        if let Some(detail) = outcome.detail {
            streams.detail(&detail);
        }
        if let Some(notice) = outcome.notice {
            streams.notice(&notice);
        }
        self.tally.add(outcome.tally);
        self.changes += outcome.changes;
        self.changed_files += usize::from(outcome.changes > 0);
        if let Some(failure) = outcome.failure {
            self.failed = true;
            streams.failure(&failure, locale);
        } else if !outcome.is_report {
            let path = job.shown();
            let sentence = say!(
                locale,
                "{path} 不像政府信息公开工作年度报告，没有核对",
                "{path} does not look like an annual report and was not checked"
            );
            if !job.input.named {
                streams.detail(&sentence);
            } else if selection.require_report {
                self.failed = true;
                streams.failure(&sentence, locale);
            } else {
                streams.warning(&sentence, locale);
            }
        }
    }

    /// The exit status.
    pub fn exit(&self, selection: &Selection, configs: &Configs) -> Exit {
        let least = match selection.fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Information,
        };
        if self.failed || configs.failed {
            Exit::Failed
        } else if self.tally.reaches(least) && !selection.exit_zero {
            Exit::Findings
        } else {
            Exit::Clean
        }
    }
}
