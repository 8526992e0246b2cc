//! `nianbao review`: what is wrong with a folder of reports, for whoever reads them: one page, or one workbook.
//!
//! Deliberately absent: judgement. Every figure is that of `check`.

mod charts;
mod form;
mod gather;
mod page;
mod put_away;
mod said;
mod survey;
mod workbook;

use std::path::Path;
use std::sync::Arc;

use self::gather::{Gathered, gather, gather_anew};
use self::put_away::{PutReports, put};
use self::survey::Survey;
use super::across::{Across, AnalysedBeside};
use super::args::{Common, Review};
use super::baseline::Baseline;
use super::batch::{Job, Pace, Run, Worked};
use super::check::kept;
use super::interrupt::{self, StopManner};
use super::left_out::Reason;
use super::load::ending_of;
use super::output::Output;
use super::spared::holds_report;
use super::spool::Spool;
use super::streams::Streams;
use super::{Exit, Stop};
use crate::analysis::{Memory, analyze_and_try};
use crate::locale::Locale;
use crate::say;

/// What is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReviewForm {
    Page,
    Workbook,
}

/// Reviews files and folders.
pub(super) fn run(
    review: &Review,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let mut run = Run::open(&review.selection, common, locale, streams)?;
    interrupt::expect(StopManner::Finish, run.locale);
    let forms = forms_of(review, run.locale)?;
    let baseline = match &review.baseline {
        Some(path) => Some(Baseline::read(path, run.locale)?),
        None => None,
    };
    if run.from_stdin {
        return Err(Stop::Failed(say!(
            run.locale,
            "review 只读文件和文件夹，不读标准输入",
            "review reads files and folders, not standard input"
        )));
    }
    let mut prepared = run.prepare(streams);
    let own_forms = run.forms();
    // What was made before is no report, and is not spoken of.
    let made_before = |job: &Job| {
        let mut outputs = review.output.iter();
        outputs.any(|path| job.input.is(path)) && !holds_report(&job.input.path, &job.loaded.forms)
    };
    prepared.jobs.retain(|job| !made_before(job));
    let spared = run.spared(&prepared.jobs).and(&review.baseline);
    let mut outputs = Vec::new();
    for (path, form) in review.output.iter().zip(forms) {
        let output = Output::open(Some(path), (&spared, &own_forms), run.locale)?;
        outputs.push((output, form));
    }
    let mut survey = Survey::new(review.most);
    let spool = Arc::clone(&run.spool);
    let again = |beside: &AnalysedBeside<'_>, reports: Option<PutReports>| {
        gather_anew(beside, reports, baseline.as_ref(), &spool)
    };
    let mut across = Across::new(&spool, &again, common.verbose);
    let work = |job: &Job| put(judge(job, baseline.as_ref(), &spool), &spool);
    let take = |put: PutReports, _: &mut Streams| {
        survey.add(put.back(&spool)?);
        Ok(())
    };
    let mut summary = run.each(prepared, Pace::Together(&mut across), streams, (work, take))?;
    summary.sort();
    let told = said::ReviewTold {
        survey: &survey.finished(),
        summary: &summary,
        baseline: review.baseline.as_deref(),
        locale: run.locale,
    };
    for (mut output, form) in outputs {
        match form {
            ReviewForm::Page => output.write(&page::page(&told), streams)?,
            ReviewForm::Workbook => output.bytes(&workbook::workbook(&told)?, streams)?,
        }
        output.finish()?;
    }
    if !streams.is_quiet() {
        let lines = summary.lines(run.locale, common.verbose);
        streams.out(&lines)?;
    }
    for path in &review.output {
        streams.notice(&say!(
            run.locale,
            "已写入 {path}",
            "{path} written",
            path = path.display()
        ));
    }
    Ok(run.exit_of_work(&summary))
}

fn forms_of(review: &Review, locale: Locale) -> Result<Vec<ReviewForm>, Stop> {
    let form = |path: &Path| match ending_of(path).as_str() {
        "html" | "htm" => Ok(ReviewForm::Page),
        "xlsx" => Ok(ReviewForm::Workbook),
        _ => Err(Stop::Failed(say!(
            locale,
            "{path} 的扩展名不是 .html 或 .xlsx",
            "the ending of {path} is neither .html nor .xlsx",
            path = path.display()
        ))),
    };
    review.output.iter().map(|path| form(path)).collect()
}

/// What is to be said of one file.
fn judge(job: &Job, baseline: Option<&Baseline>, spool: &Spool) -> Worked<Gathered> {
    let contents = match job.load() {
        Ok(contents) => contents,
        Err(left_out) => return left_out.into(),
    };
    let (text, mut memory) = (contents.text.as_str(), Memory::default());
    let settings = job.settings();
    let analysis = analyze_and_try(text, &job.loaded.forms, &settings, &mut memory);
    if !analysis.is_report {
        return job.left_out_by(Reason::NotAReport).into();
    }
    let kept = kept(job, &settings, (text, (&analysis, &memory.reading)), spool);
    let mut worked = gather(job, contents.seen(), analysis, &memory.reading, baseline);
    worked.outcome.kept = kept;
    worked
}
