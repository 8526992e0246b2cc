//! `nianbao fix`.

mod diff;
mod document;
mod said;

use std::ops::ControlFlow::{self, Break, Continue};

pub(super) use diff::difference;
use said::{last_lines, left_alone};

use super::args::{Common, FixArgs, OutputFormat};
use super::batch::{self, Delivery, Job, Outcome, Pace, Run};
use super::check::judge;
use super::documents::Seen;
use super::encoding::{decode, rewritten};
use super::left_out::Reason;
use super::load::Contents;
use super::print::Printer;
use super::streams::Streams;
use super::summary::Summary;
use super::write::{WriteRefusal, changed_meanwhile, replace};
use super::{Exit, Stop};
use crate::analysis::fix_at_least;
use crate::edit::apply;
use crate::fix::Applicability;
use crate::locale::Locale;
use crate::say;

/// Fixes files, folders or standard input, and prints what is left.
pub(super) fn run(
    fix: &FixArgs,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let mut run = Run::open(&fix.selection, common, locale, streams)?;
    let printer = Printer::new(OutputFormat::Text, common.verbose, None);
    let summary = if run.from_stdin {
        fix_standard_input(fix, &mut run, &printer, streams)?
    } else {
        let delivery = Delivery {
            between: "",
            pace: match fix.diff {
                true => Pace::Streaming,
                false => Pace::Afterwards,
            },
        };
        run.files(delivery, streams, |job| fix_file(job, fix, &printer))?
    };
    if !streams.is_quiet() {
        let said = last_lines(&summary, fix, run.locale, common.verbose);
        if run.from_stdin || fix.diff {
            streams.aside(&said);
        } else {
            streams.out(&said)?;
        }
    }
    let exit = run.exit(&summary, &fix.gate);
    // With --diff nothing is done yet: what would change is left to do.
    let undone = fix.diff && summary.changes > 0 && !fix.gate.exit_zero;
    Ok(if undone {
        exit.max(Exit::Findings)
    } else {
        exit
    })
}

/// The document goes to standard output whatever happens; findings and failures go to standard error.
fn fix_standard_input(
    fix: &FixArgs,
    run: &mut Run<'_>,
    printer: &Printer,
    streams: &mut Streams,
) -> Result<Summary, Stop> {
    let mut summary = Summary::default();
    let (job, excluded) = run.standard_input(streams);
    let bytes = batch::read_standard_input(job.locale())?;
    let (after, mut outcome) = if excluded {
        (None, job.left_out_by(Reason::Excluded).into())
    } else {
        let done = job.guarded(|job| match job.contents_of(bytes.clone()) {
            Ok(contents) => fix_text(job, &contents, fix, printer),
            Err(left_out) => (None, left_out.into()),
        });
        done.unwrap_or_else(|sentence| (None, job.broken(sentence).into()))
    };
    let piece = std::mem::take(&mut outcome.piece);
    if fix.diff {
        streams.exactly(&piece)?;
    } else {
        let document = after.as_deref().unwrap_or(&bytes);
        let text = decode(document).ok().map(|(text, _)| text);
        streams.document(document, text.as_deref())?;
        streams.aside(&piece);
    }
    summary.add(&job, outcome, run, streams);
    Ok(summary)
}

/// How often a file that others write to is read again before it is left alone.
pub(super) const TRIES: usize = 3;

fn fix_file(job: &Job, fix: &FixArgs, printer: &Printer) -> Outcome {
    let mut last = Outcome::default();
    for _ in 0..TRIES {
        match fix_file_once(job, fix, printer) {
            Break(outcome) => return outcome,
            Continue(unwritten) => last = unwritten,
        }
    }
    Outcome {
        failure: Some(changed_meanwhile(&job.shown(), job.locale())),
        ..last
    }
}

/// `Continue`: somebody else has changed the file since it was read; what there was to say of it then.
fn fix_file_once(job: &Job, fix: &FixArgs, printer: &Printer) -> ControlFlow<Outcome, Outcome> {
    let contents = match job.load() {
        Ok(contents) => contents,
        Err(left_out) => return Break(left_out.into()),
    };
    let (after, outcome) = fix_text(job, &contents, fix, printer);
    let Some(after) = after.filter(|_| !fix.diff) else {
        return Break(outcome);
    };
    match replace(&job.input.path, &contents.bytes, &after, job.locale()) {
        Ok(()) => Break(outcome),
        Err(WriteRefusal::Changed) => Continue(judge(job, contents.seen(), printer)),
        Err(WriteRefusal::Sentence(sentence)) => Break(Outcome {
            failure: Some(sentence),
            ..judge(job, contents.seen(), printer)
        }),
    }
}

/// The bytes of the fixed text, if there is something to fix and it may be written, and what is left to complain about; with `--diff` the
/// difference stands in its place.
fn fix_text(
    job: &Job,
    contents: &Contents,
    fix: &FixArgs,
    printer: &Printer,
) -> (Option<Vec<u8>>, Outcome) {
    let fixed = fixed(job, contents, fix, printer);
    match job.doubtful_settings().filter(|_| fixed.0.is_some()) {
        None => fixed,
        Some(sentence) => {
            let outcome = Outcome {
                failure: Some(sentence),
                ..left_as_it_is(job, contents, fix, printer)
            };
            (None, outcome)
        }
    }
}

fn fixed(
    job: &Job,
    contents: &Contents,
    fix: &FixArgs,
    printer: &Printer,
) -> (Option<Vec<u8>>, Outcome) {
    if let Some(manuscript) = &contents.document {
        return document::fix_document(job, (contents, manuscript), fix, printer);
    }
    let text = contents.text.as_str();
    let (new, changes) = fixed_text(job, text, least(fix));
    let after = if new == text {
        Ok(None)
    } else {
        written(job, contents, &new).map(Some)
    };
    let (after, failure) = match after {
        Ok(after) => (after, None),
        Err(sentence) => (None, Some(sentence)),
    };
    let fixed = after.is_some();
    let now = if fixed { new.as_str() } else { text };
    let seen = Seen {
        text: now,
        ..contents.seen()
    };
    let mut outcome = judge(job, seen, printer);
    let undecided = outcome.tally.undecided;
    if fix.risky && undecided > 0 {
        outcome.notices.push(left_alone(job, undecided));
    }
    if fix.diff && outcome.left_out.is_none() {
        outcome.piece = difference(job, text, now);
        outcome.exact = true;
    }
    (
        after,
        Outcome {
            failure,
            changes: if fixed { changes } else { 0 },
            ..outcome
        },
    )
}

/// What there is to say of a text that stays as it is; a diff has nothing to show of it.
fn left_as_it_is(job: &Job, contents: &Contents, fix: &FixArgs, printer: &Printer) -> Outcome {
    let mut outcome = judge(job, contents.seen(), printer);
    if fix.diff {
        outcome.piece.clear();
    }
    outcome
}

/// How far fixes have to be trusted.
fn least(fix: &FixArgs) -> Applicability {
    match fix.risky {
        true => Applicability::Unsafe,
        false => Applicability::Safe,
    }
}

/// The text after its fixes and the number of changes.
fn fixed_text(job: &Job, text: &str, least: Applicability) -> (String, usize) {
    let edits = fix_at_least(text, &job.loaded.forms, &job.settings(), least);
    (apply(text, &edits), edits.len())
}

/// The bytes of the new text. A file whose bytes its encoding cannot give back exactly is not touched.
pub(super) fn written(job: &Job, contents: &Contents, new: &str) -> Result<Vec<u8>, String> {
    let encoding = contents.encoding;
    let after = rewritten(&contents.bytes, &contents.text, new, encoding);
    after.ok_or_else(|| {
        say!(
            job.locale(),
            "{path} 的编码（{name}）无法原样写回，没有修改；请另存为 UTF-8",
            "{path} cannot be written back exactly in its encoding ({name}) and was not changed; save it as UTF-8",
            path = job.shown(),
            name = encoding.name()
        )
    })
}
