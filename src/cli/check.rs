//! `nianbao check`.

use super::across::{self, Kept};
use super::args::{Check, Common};
use super::batch::{self, Delivery, Job, Outcome, Run};
use super::encoding::Encoding;
use super::left_out::Reason;
use super::lines::Lines;
use super::print::tally::Tally;
use super::print::{Checked, Ending, OtherText, Printer};
use super::streams::Streams;
use super::summary::Summary;
use super::{Exit, Stop};
use crate::analysis::{Analysis, Memory, analyze_again, looks_across};
use crate::dossier::Member;
use crate::locale::Locale;
use crate::say;

/// Checks files, folders or standard input and prints what was found.
pub(super) fn run(
    check: &Check,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let mut run = Run::open(&check.selection, common, locale, streams)?;
    let root = std::env::current_dir()
        .ok()
        .map(|here| here.to_string_lossy().into_owned());
    let printer = Printer::new(check.output_format, common.verbose, root);
    streams.out(&printer.opening(run.locale))?;
    let mut summary = if run.from_stdin {
        check_standard_input(&mut run, &printer, streams)?
    } else {
        let together = |jobs: &[Job], outcomes: &mut [Outcome]| {
            across::complete(jobs, outcomes, &printer);
        };
        let delivery = Delivery {
            between: printer.between(),
            writes: false,
            together: Some(&together),
        };
        run.files(delivery, streams, |job| check_file(job, &printer))?
    };
    summary.sort();
    if !(printer.is_for_people() && streams.is_quiet()) {
        let ending = Ending {
            summary: &summary,
            failed: run.has_failed(&summary),
            locale: run.locale,
        };
        streams.out(&printer.closing(&ending))?;
    }
    Ok(run.exit(&summary))
}

fn check_standard_input(
    run: &mut Run<'_>,
    printer: &Printer,
    streams: &mut Streams,
) -> Result<Summary, Stop> {
    let mut summary = Summary::default();
    let (job, excluded) = run.standard_input(streams);
    let bytes = batch::read_standard_input(run.locale)?;
    let mut outcome = if excluded {
        job.left_out_by(Reason::Excluded).into()
    } else {
        let done = job.guarded(|job| match job.contents_of(bytes) {
            Ok(contents) => {
                let mut outcome = judge(job, &contents.text, contents.encoding, printer);
                if let Some(kept) = &mut outcome.kept {
                    kept.text = Some((contents.text, contents.encoding));
                }
                outcome
            }
            Err(left_out) => left_out.into(),
        });
        done.unwrap_or_else(|sentence| job.broken(sentence).into())
    };
    across::complete(
        std::slice::from_ref(&job),
        std::slice::from_mut(&mut outcome),
        printer,
    );
    streams.out(&outcome.piece)?;
    summary.add(&job, outcome, run, streams);
    Ok(summary)
}

fn check_file(job: &Job, printer: &Printer) -> Outcome {
    let contents = match job.load() {
        Ok(contents) => contents,
        Err(left_out) => return left_out.into(),
    };
    let (path, encoding) = (job.shown(), contents.encoding.name());
    let detail = say!(job.locale(), "{path}：{encoding}", "{path}: {encoding}");
    Outcome {
        detail: Some(detail),
        ..judge(job, &contents.text, contents.encoding, printer)
    }
}

/// What is found in one text, printed.
pub(super) fn judge(job: &Job, text: &str, encoding: Encoding, printer: &Printer) -> Outcome {
    let settings = job.settings();
    let mut memory = Memory::default();
    let analysis = analyze_again(text, &job.loaded.forms, &settings, &mut memory);
    if !analysis.is_report {
        return job.left_out_by(Reason::NotAReport).into();
    }
    let kept = looks_across(&settings).then(|| {
        Box::new(Kept {
            member: Member::of(&job.input.absolute, &memory.reading),
            text: None,
        })
    });
    Outcome {
        kept,
        ..printed(job, (text, encoding), &analysis, printer, &[])
    }
}

/// What was found in one text, printed. `others` are the texts that it rests on beside its own.
pub(super) fn printed(
    job: &Job,
    (text, encoding): (&str, Encoding),
    analysis: &Analysis,
    printer: &Printer,
    others: &[OtherText<'_>],
) -> Outcome {
    let shown = job.shown();
    let checked = Checked {
        path: &printer.path(&shown),
        encoding: encoding.name(),
        lines: Lines::of(text),
        others,
        analysis,
        locale: job.locale(),
    };
    Outcome {
        piece: printer.piece(&checked),
        tally: Tally::of(analysis),
        ..Outcome::default()
    }
}
