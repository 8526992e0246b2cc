//! `nianbao fmt`.

use super::args::{Common, Fmt};
use super::batch::{self, Delivery, Job, Outcome, Pace, Run};
use super::encoding::decode;
use super::fix::{TRIES, difference, written};
use super::left_out::Reason;
use super::load::Contents;
use super::print::shown;
use super::print::tally::Tally;
use super::streams::Streams;
use super::summary::Summary;
use super::write::{WriteRefusal, changed_meanwhile, replace};
use super::{Exit, Stop};
use crate::edit::apply;
use crate::locale::{Locale, counted};
use crate::reading::Reading;
use crate::say;
use crate::views::format::format;

/// Aligns the tables of files, folders or standard input.
pub(super) fn run(
    fmt: &Fmt,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let selection = fmt.selection();
    let mut run = Run::open(&selection, common, locale, streams)?;
    let summary = if run.from_stdin {
        standard_input(fmt, &mut run, streams)?
    } else {
        let delivery = Delivery {
            between: "",
            pace: match fmt.writes() {
                true => Pace::Afterwards,
                false => Pace::Streaming,
            },
        };
        run.files(delivery, streams, |job| file(job, fmt))?
    };
    if !streams.is_quiet() && summary.tally.reports > 0 {
        let said = last_line(&summary, fmt, run.locale);
        match run.from_stdin || fmt.diff {
            true => streams.aside(&said),
            false => streams.out(&said)?,
        }
    }
    Ok(match run.exit_of_work(&summary) {
        Exit::Clean if summary.changes > 0 && !fmt.writes() => Exit::Findings,
        exit => exit,
    })
}

fn last_line(summary: &Summary, fmt: &Fmt, locale: Locale) -> String {
    let n_files = summary.changed_files;
    let files = counted(n_files, "file");
    let said = match (n_files, fmt.writes()) {
        (0, _) if summary.failed || summary.not_reached > 0 => {
            say!(locale, "没有修改任何文件", "no file was changed")
        }
        (0, _) => say!(locale, "表格均已对齐", "all tables are aligned"),
        (_, true) => say!(
            locale,
            "已对齐 {n_files} 个文件的表格",
            "tables aligned in {files}"
        ),
        (_, false) => say!(
            locale,
            "{n_files} 个文件的表格没有对齐，没有写入",
            "tables are not aligned in {files}; nothing written"
        ),
    };
    said + "\n"
}

/// The document goes to standard output whatever happens.
fn standard_input(fmt: &Fmt, run: &mut Run<'_>, streams: &mut Streams) -> Result<Summary, Stop> {
    let mut summary = Summary::default();
    let (job, excluded) = run.standard_input(streams);
    let bytes = batch::read_standard_input(job.locale())?;
    let (after, mut outcome) = if excluded {
        (None, job.left_out_by(Reason::Excluded).into())
    } else {
        let done = job.guarded(|job| match job.contents_of(bytes.clone()) {
            Ok(contents) => aligned(job, &contents, fmt),
            Err(left_out) => (None, left_out.into()),
        });
        done.unwrap_or_else(|sentence| (None, job.broken(sentence).into()))
    };
    let piece = std::mem::take(&mut outcome.piece);
    match fmt.writes() {
        true => {
            let document = after.as_deref().unwrap_or(&bytes);
            let text = decode(document).ok().map(|(text, _)| text);
            streams.document(document, text.as_deref())?;
        }
        false => streams.exactly(&piece)?,
    }
    summary.add(&job, outcome, run, streams);
    Ok(summary)
}

fn file(job: &Job, fmt: &Fmt) -> Outcome {
    for _ in 0..TRIES {
        let contents = match job.load() {
            Ok(contents) => contents,
            Err(left_out) => return left_out.into(),
        };
        let (after, outcome) = aligned(job, &contents, fmt);
        let Some(after) = after.filter(|_| fmt.writes()) else {
            return outcome;
        };
        let failure = match replace(&job.input.path, &contents.bytes, &after, job.locale()) {
            Ok(()) => return outcome,
            // Somebody else has changed it since it was read.
            Err(WriteRefusal::Changed) => continue,
            Err(WriteRefusal::Sentence(sentence)) => sentence,
        };
        return Outcome {
            failure: Some(failure),
            changes: 0,
            ..outcome
        };
    }
    Outcome {
        failure: Some(changed_meanwhile(&job.shown(), job.locale())),
        ..Outcome::default()
    }
}

/// The bytes of the aligned text, if there is something to align; with `--diff` and `--check` what would be changed is said.
fn aligned(job: &Job, contents: &Contents, fmt: &Fmt) -> (Option<Vec<u8>>, Outcome) {
    let text = contents.text.as_str();
    let reading = Reading::of(text, &job.loaded.forms, &job.settings());
    if !reading.is_report() {
        return (None, job.left_out_by(Reason::NotAReport).into());
    }
    if contents.document.is_some() {
        return (None, job.left_out_by(Reason::Document).into());
    }
    let edits = format(&reading, None);
    let mut outcome = Outcome {
        tally: Tally {
            reports: reading.reports().count(),
            ..Tally::default()
        },
        ..Outcome::default()
    };
    if edits.is_empty() {
        return (None, outcome);
    }
    outcome.failure = job.doubtful_settings();
    if outcome.failure.is_some() {
        return (None, outcome);
    }
    let new = apply(text, &edits);
    match written(job, contents, &new) {
        Ok(after) => {
            outcome.changes = edits.len();
            if fmt.diff {
                outcome.piece = difference(job, text, &new);
                outcome.exact = true;
            } else if fmt.check {
                outcome.piece = say!(
                    job.locale(),
                    "{path}：表格没有对齐\n",
                    "{path}: tables are not aligned\n",
                    path = shown(&job.shown())
                );
            }
            (Some(after), outcome)
        }
        Err(sentence) => {
            outcome.failure = Some(sentence);
            (None, outcome)
        }
    }
}
