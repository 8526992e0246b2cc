//! `nianbao check`.

use std::borrow::Cow;
use std::sync::Arc;

use super::across::{Across, AnalysedBeside, Keepsake};
use super::args::{CheckArgs, Common, OutputFormat};
use super::baseline::Baseline;
use super::batch::{self, Delivery, Job, Outcome, Pace, Piece, Run, SecondLook, Worked};
use super::documents::Seen;
use super::interrupt::{self, StopManner};
use super::left_out::Reason;
use super::lines::SourceLines;
use super::print::tally::Tally;
use super::print::{Checked, Ending, OtherText, Printer};
use super::spool::Spool;
use super::streams::Streams;
use super::summary::Summary;
use super::uri::slashed;
use super::{Exit, Stop, worst};
use crate::analysis::{Analysis, Memory, analyze_and_try, looks_across, prepare, starts_of};
use crate::dossier::Member;
use crate::locale::Locale;
use crate::reading::Reading;
use crate::say;
use crate::settings::Settings;
use crate::sources::{Manuscript, Passed};

/// Checks files, folders or standard input and prints what was found.
pub(super) fn run(
    check: &CheckArgs,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    prepare();
    let mut run = Run::open(&check.selection, common, locale, streams)?;
    let root = std::env::current_dir()
        .ok()
        .map(|here| here.to_string_lossy().into_owned());
    if !run.from_stdin {
        interrupt::expect(StopManner::Finish, run.locale);
    }
    let mut printer = Printer::new(check.output_format, common.verbose, root);
    if let Some(path) = &check.baseline {
        printer.told_before = Some(Arc::new(Baseline::read(path, run.locale)?));
    }
    streams.out(&printer.opening(run.locale))?;
    streams.flush()?;
    let mut summary = if run.from_stdin {
        check_standard_input(&mut run, &printer, streams)?
    } else {
        let spool = Arc::clone(&run.spool);
        let again = |beside: &AnalysedBeside<'_>, _| printed_again(beside, &printer);
        let mut across = Across::new(&spool, &again, common.verbose).quoting_others();
        let delivery = Delivery {
            between: printer.between(),
            pace: Pace::Together(&mut across),
        };
        run.files(delivery, streams, |job| check_file(job, &printer, &spool))?
    };
    summary.sort();
    let tables = closing_tables(check, &summary, run.locale);
    if !(printer.is_for_people() && streams.is_quiet()) {
        let ending = Ending {
            summary: &summary,
            tables: tables.as_deref().filter(|_| printer.is_for_people()),
            failed: run.has_failed(&summary),
            locale: run.locale,
        };
        streams.out(&printer.closing(&ending))?;
    }
    if let Some(tables) = tables.filter(|_| !printer.is_for_people()) {
        streams.flush()?;
        streams.aside(&tables);
    }
    Ok(run.exit(&summary, &check.gate))
}

/// The tables at the end: if asked for, and where people read what is said of several reports.
fn closing_tables(check: &CheckArgs, summary: &Summary, locale: Locale) -> Option<String> {
    let usual = check.output_format == OutputFormat::Text && summary.tally.reports > 1;
    let wanted = check.closing.wanted().unwrap_or(usual);
    let tables = wanted.then(|| worst::tables(summary, locale));
    tables.filter(|tables| !tables.is_empty())
}

fn check_standard_input(
    run: &mut Run<'_>,
    printer: &Printer,
    streams: &mut Streams,
) -> Result<Summary, Stop> {
    let mut summary = Summary::default();
    let (job, excluded) = run.standard_input(streams);
    let bytes = batch::read_standard_input(run.locale)?;
    let spool = Arc::clone(&run.spool);
    let outcome: Outcome = if excluded {
        job.left_out_by(Reason::Excluded).into()
    } else {
        let done = job.guarded(|job| match job.contents_of(bytes) {
            Ok(contents) => {
                let mut outcome = judge_among(job, contents.seen(), printer, &spool);
                if let Some(kept) = &mut outcome.kept {
                    kept.contents = Some(contents);
                }
                outcome
            }
            Err(left_out) => left_out.into(),
        });
        done.unwrap_or_else(|sentence| job.broken(sentence).into())
    };
    let mut worked = [Some(outcome.with_piece(None))];
    let again = |beside: &AnalysedBeside<'_>, _| printed_again(beside, printer);
    let mut across = Across::new(&spool, &again, true).quoting_others();
    let jobs = std::slice::from_ref(&job);
    across.gather(jobs, &mut worked);
    across.look(jobs, 0, &mut worked);
    let worked = worked.into_iter().flatten();
    for Worked { outcome, yields } in worked {
        if let Some((slip, _)) = yields {
            streams.out(&String::from_utf8_lossy(&spool.get(slip)?))?;
        }
        summary.add(&job, outcome, run, streams);
    }
    Ok(summary)
}

/// A report in which something was found beside others.
fn printed_again(beside: &AnalysedBeside<'_>, printer: &Printer) -> Worked<Piece> {
    let others = beside.others.iter().map(|(document, path, contents)| {
        let seen = contents.seen();
        OtherText {
            document: *document,
            path: printer.path(path).into_owned(),
            lines: SourceLines::of_document(seen.text, seen.document),
        }
    });
    let others: Vec<OtherText<'_>> = others.collect();
    let found = (beside.analysis, beside.starts);
    printed(beside.job, beside.seen, found, printer, &others).with_piece(None)
}

fn check_file(job: &Job, printer: &Printer, spool: &Spool) -> Outcome {
    let contents = match job.load() {
        Ok(contents) => contents,
        Err(left_out) => return left_out.into(),
    };
    let (path, encoding) = (job.shown(), contents.seen().stored);
    let detail = say!(job.locale(), "{path}：{encoding}", "{path}: {encoding}");
    let mut outcome = Outcome {
        detail: Some(detail),
        ..judge_among(job, contents.seen(), printer, spool)
    };
    // To read a document of another program again would cost as much as to check several texts.
    if let Some(kept) = &mut outcome.kept
        && contents.document.is_some()
        && spool.may_hold(contents.n_bytes_held())
    {
        kept.contents = Some(contents);
    }
    outcome
}

/// What is found in one text, printed.
pub(super) fn judge(job: &Job, seen: Seen<'_>, printer: &Printer) -> Outcome {
    found_in(job, seen, printer, |_, _| None)
}

/// The same with what others are compared with.
fn judge_among(job: &Job, seen: Seen<'_>, printer: &Printer, spool: &Spool) -> Outcome {
    found_in(job, seen, printer, |settings, found| {
        kept(job, settings, (seen.text, found), spool)
    })
}

fn found_in(
    job: &Job,
    seen: Seen<'_>,
    printer: &Printer,
    keep: impl FnOnce(&Settings, (&Analysis, &Reading)) -> Option<Box<Keepsake>>,
) -> Outcome {
    let settings = job.settings();
    let mut memory = Memory::default();
    let forms = &job.loaded.forms;
    let analysis = analyze_and_try(seen.text, forms, &settings, &mut memory);
    if !analysis.is_report {
        return job.left_out_by(Reason::NotAReport).into();
    }
    let starts = starts_of(&memory.reading);
    Outcome {
        kept: keep(&settings, (&analysis, &memory.reading)),
        ..printed(job, seen, (&analysis, &starts), printer, &[])
    }
}

/// What is kept of a text and what was found in it so that others can be compared with it, if they are to be.
pub(super) fn kept(
    job: &Job,
    settings: &Settings,
    (text, found): (&str, (&Analysis, &Reading)),
    spool: &Spool,
) -> Option<Box<Keepsake>> {
    looks_across(settings).then(|| {
        let path = &job.input.absolute;
        let mut member = match &job.compared {
            Some(compared) => Member::compared(path, found.1, compared),
            None => Member::of(path, found.1),
        };
        job.loaded.config.assign(&mut member);
        Box::new(Keepsake::of(member, text, found, spool))
    })
}

/// What was found in one text, whose reports begin at these bytes, printed. `others` are the texts that it rests on beside its own.
pub(super) fn printed(
    job: &Job,
    seen: Seen<'_>,
    (analysis, starts): (&Analysis, &[usize]),
    printer: &Printer,
    others: &[OtherText<'_>],
) -> Outcome {
    let shown = job.shown();
    let mut analysis = Cow::Borrowed(analysis);
    if let Some(before) = &printer.told_before {
        before.take_out(&slashed(&shown), analysis.to_mut(), starts);
    }
    let analysis = analysis.as_ref();
    let checked = Checked {
        path: &printer.path(&shown),
        absolute: &job.input.absolute,
        encoding: seen.stored,
        lines: SourceLines::of_document(seen.text, seen.document),
        others,
        analysis,
        locale: job.locale(),
    };
    let mut tally = Tally::of(analysis);
    if checked.lines.is_only_read() {
        tally.fixable = 0;
    }
    Outcome {
        piece: printer.piece(&checked),
        tally,
        notices: seen
            .document
            .map_or_else(Vec::new, |document| passed_over(job, document)),
        ..Outcome::default()
    }
}

/// What a document holds that was not read.
fn passed_over(job: &Job, document: &Manuscript) -> Vec<String> {
    let (path, locale) = (job.shown(), job.locale());
    let count = |what: &[Passed]| {
        let own = document.unread.iter().filter(|own| what.contains(own));
        own.count()
    };
    let mut said = Vec::new();
    let number = count(&[Passed::OtherFile, Passed::Embedded]);
    if number > 0 {
        let plural = if number == 1 { "" } else { "s" };
        said.push(say!(
            locale,
            "{path}：其中嵌入的 {number} 个其他文件没有读，请在 Word 中转为正文后再核对",
            "{path}: {number} other file{plural} inside it not read; turn them into text in Word first"
        ));
    }
    if count(&[Passed::TextBox]) > 0 {
        said.push(say!(
            locale,
            "{path}：文本框中的文字没有读；属于年报内容的，请移到正文或单元格中再核对",
            "{path}: text in text boxes not read; move what belongs to the report into the text or the cells first"
        ));
    }
    let number = count(&[Passed::PicturePage]);
    if number > 0 {
        said.push(say!(
            locale,
            "{path}：有 {number} 页是图片，其中的文字没有读；请先用文字识别（OCR）软件转换，或核对 Word 原件",
            "{path}: {number} of its pages are pictures and were not read; recognise their text (OCR) first, or check the Word original"
        ));
    }
    let number = count(&[Passed::UnmappedPage]);
    if number > 0 {
        said.push(say!(
            locale,
            "{path}：有 {number} 页中的部分文字没有字符编码，没有读；请核对 Word 原件",
            "{path}: on {number} of its pages some characters are not told and were not read; check the Word original"
        ));
    }
    let number = count(&[Passed::FormPage]);
    if number > 0 {
        said.push(say!(
            locale,
            "{path}：有 {number} 页的表单域中填有内容，没有读；请打印或另存为普通 PDF，或核对 Word 原件",
            "{path}: what is filled in as form fields on {number} of its pages was not read; print it to a plain PDF, or check the Word original"
        ));
    }
    said
}
