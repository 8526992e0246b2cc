//! `nianbao check`.

use super::args::{Check, Common};
use super::batch::{self, Job, Outcome, Plan, Summary};
use super::configs::Configs;
use super::encoding::Encoding;
use super::lines::Lines;
use super::print::tally::Tally;
use super::print::{Checked, Printer};
use super::streams::Streams;
use super::{Exit, Stop};
use crate::analysis::analyze;
use crate::locale::Locale;
use crate::say;

/// Checks files, folders or standard input and prints what was found.
pub(super) fn run(
    check: &Check,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let selection = &check.selection;
    let mut configs = Configs::new(
        common,
        Some(selection),
        selection.edition.as_deref(),
        locale,
    )?;
    let root = std::env::current_dir()
        .ok()
        .map(|here| here.to_string_lossy().into_owned());
    let printer = Printer::new(check.output_format, common.verbose, root);
    let from_stdin = batch::is_standard_input(&selection.paths, locale)?;
    let locale = configs.for_current_folder(streams).config.locale(locale);
    streams.out(&printer.opening(locale))?;
    let summary = if from_stdin {
        let mut summary = Summary::default();
        let (job, excluded) = batch::standard_input(selection, &mut configs, streams);
        let bytes = batch::read_standard_input(locale)?;
        if !excluded {
            let outcome = job.guarded(|job| match job.decode(&bytes) {
                Ok((text, encoding)) => judge(job, &text, encoding, &printer),
                Err(sentence) => Outcome::failed(sentence),
            });
            let outcome = outcome.unwrap_or_else(Outcome::failed);
            streams.out(&outcome.piece)?;
            summary.add(&job, outcome, selection, streams);
        }
        summary
    } else {
        let plan = Plan {
            selection,
            locale,
            between: printer.between(),
            writes: false,
        };
        batch::run(&plan, &mut configs, streams, |job| {
            check_file(job, &printer)
        })?
    };
    streams.out(printer.closing())?;
    if printer.is_for_people() && !streams.is_quiet() && summary.tally.reports > 0 {
        streams.out(&(summary.tally.summary(locale) + "\n"))?;
    }
    Ok(summary.exit(selection, &configs))
}

fn check_file(job: &Job, printer: &Printer) -> Outcome {
    match job.read() {
        Ok((_, text, encoding)) => {
            let detail = format!(
                "{}{}{}",
                job.shown(),
                say!(job.locale(), "：", ": "),
                encoding.name()
            );
            Outcome {
                detail: Some(detail),
                ..judge(job, &text, encoding, printer)
            }
        }
        Err(sentence) => Outcome::failed(sentence),
    }
}

/// What is found in one text, printed.
pub(super) fn judge(job: &Job, text: &str, encoding: Encoding, printer: &Printer) -> Outcome {
    let analysis = analyze(text, &job.loaded.forms, &job.settings());
    if !analysis.is_report {
        return Outcome::default();
    }
    let checked = Checked {
        path: &job.shown(),
        encoding: encoding.name(),
        lines: Lines::of(text),
        analysis: &analysis,
        locale: job.locale(),
    };
    Outcome {
        piece: printer.piece(&checked),
        is_report: true,
        tally: Tally::of(&analysis.findings),
        ..Outcome::default()
    }
}
