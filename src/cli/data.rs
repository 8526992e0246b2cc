//! `nianbao data`: the numbers of reports as data for other programs, one row a cell or one row a report.
//!
//! Deliberately absent: judgement. Which cells have findings is said beside them, and nothing is left out or mended for it.

#[cfg(feature = "parquet")]
mod columnar;
mod csv;
mod form_words;
mod json_lines;
mod later;
mod record;
mod rows;
mod wide;

use std::path::Path;
use std::sync::Arc;

use self::later::{DataRows, LaterRows, put};
pub(super) use self::record::json_number;
use self::record::{DataRecord, records_of};
use self::rows::{RowMaker, RowOutput};
use self::wide::WideColumns;
use super::across::{Across, AnalysedBeside};
use super::args::{Common, Data, DataFormat};
use super::batch::{self, Job, Outcome, Pace, Prepared, Run, SecondLook, Worked};
use super::check::kept;
use super::interrupt::{self, StopManner};
use super::left_out::{LeftOut, Reason};
use super::load::{Contents, ending_of};
use super::output::Output;
use super::print::tally::Tally;
use super::spool::Spool;
use super::streams::Streams;
use super::summary::Summary;
use super::{Exit, Stop};
use crate::analysis::{Memory, analyze_again};
use crate::locale::Locale;
use crate::say;

/// Writes the numbers of files, folders or standard input.
pub(super) fn run(
    data: &Data,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let mut run = Run::open(&data.selection, common, locale, streams)?;
    if !run.from_stdin {
        interrupt::expect(StopManner::Finish, run.locale);
    }
    let format = format_of(data, run.locale)?;
    let input = match run.from_stdin {
        true => None,
        false => Some(run.prepare(streams)),
    };
    let jobs = input.as_ref().map_or(&[][..], |prepared| &prepared.jobs);
    let wide = data.wide.then(|| WideColumns::of(jobs, &run));
    let (spared, forms) = (run.spared(jobs), run.forms());
    let output = Output::open(data.output.as_deref(), (&spared, &forms), run.locale)?;
    let maker = RowMaker::new(format, wide);
    let mut output = RowOutput::open(output, &maker, streams)?;
    let summary = match input {
        Some(prepared) => write_files(&mut run, prepared, &maker, (&mut output, streams))?,
        None => write_standard_input(&mut run, &maker, (&mut output, streams))?,
    };
    if summary.not_reached > 0 && output.is_file() {
        streams.failure(&output.abandoned(run.locale), run.locale);
        return Ok(Exit::Interrupted);
    }
    let unread = summary.left_out.iter().filter(|left| left.may_be_report());
    output.write(maker.unread(unread), streams)?;
    output.finish(streams)?;
    say_what_was_read(&summary, &run, common, streams);
    Ok(run.exit_of_work(&summary))
}

/// By the option, else by the ending of the output's name.
fn format_of(data: &Data, locale: Locale) -> Result<DataFormat, Stop> {
    if let Some(format) = data.output_format {
        return Ok(format);
    }
    let Some(path) = data.output.as_deref().filter(|path| is_file_name(path)) else {
        return Ok(DataFormat::Csv);
    };
    match ending_of(path).as_str() {
        "csv" => Ok(DataFormat::Csv),
        "jsonl" | "ndjson" => Ok(DataFormat::JsonLines),
        #[cfg(feature = "parquet")]
        "parquet" => Ok(DataFormat::Parquet),
        #[cfg(not(feature = "parquet"))]
        "parquet" => Err(Stop::Failed(say!(
            locale,
            "这个程序编译时没有带上 Parquet（--features parquet）；请用 .csv 或 .jsonl",
            "this program was built without Parquet (--features parquet); use .csv or .jsonl"
        ))),
        _ => Err(Stop::Failed(say!(
            locale,
            "{path} 的扩展名不是 .csv 或 .jsonl；请改名，或用 --output-format 指定格式",
            "the ending of {path} is neither .csv nor .jsonl; name it so, or say --output-format",
            path = path.display()
        ))),
    }
}

/// Whether output goes to a file rather than to standard output.
fn is_file_name(path: &Path) -> bool {
    path.as_os_str() != "-"
}

fn write_files(
    run: &mut Run<'_>,
    prepared: Prepared,
    maker: &RowMaker,
    (output, streams): (&mut RowOutput, &mut Streams),
) -> Result<Summary, Stop> {
    let spool = Arc::clone(&run.spool);
    let again = |beside: &AnalysedBeside<'_>, rows| said_anew(beside, rows, &spool);
    let mut later = LaterRows {
        across: Across::new(&spool, &again, false),
        spool: &spool,
        maker,
    };
    let waits = prepared.looks_across();
    let work = |job: &Job| match job.load() {
        Ok(contents) => {
            let (mut worked, records) = recorded(job, &contents, &spool);
            worked.yields = records.map(|records| match waits {
                true => DataRows::Put(put(records, &spool)),
                false => DataRows::Ready(Ok(maker.rows(&records))),
            });
            worked
        }
        Err(left_out) => left_out.into(),
    };
    let take =
        |rows: DataRows, streams: &mut Streams| output.write(rows.ready(&spool, maker)?, streams);
    let pace = match waits {
        true => Pace::Together(&mut later),
        false => Pace::Streaming,
    };
    run.each(prepared, pace, streams, (work, take))
}

fn write_standard_input(
    run: &mut Run<'_>,
    maker: &RowMaker,
    (output, streams): (&mut RowOutput, &mut Streams),
) -> Result<Summary, Stop> {
    let mut summary = Summary::default();
    let (job, excluded) = run.standard_input(streams);
    let bytes = batch::read_standard_input(run.locale)?;
    let spool = Arc::clone(&run.spool);
    let worked = if excluded {
        job.left_out_by(Reason::Excluded).into()
    } else {
        let done = job.guarded(|job| match job.contents_of(bytes) {
            Ok(contents) => {
                let (mut worked, records) = recorded(job, &contents, &spool);
                worked.yields = records.map(|records| DataRows::Put(put(records, &spool)));
                if let Some(kept) = &mut worked.outcome.kept {
                    kept.contents = Some(contents);
                }
                worked
            }
            Err(left_out) => left_out.into(),
        });
        done.unwrap_or_else(|sentence| job.broken(sentence).into())
    };
    let again = |beside: &AnalysedBeside<'_>, rows| said_anew(beside, rows, &spool);
    let mut later = LaterRows {
        across: Across::new(&spool, &again, false),
        spool: &spool,
        maker,
    };
    let (jobs, mut worked) = (std::slice::from_ref(&job), [Some(worked)]);
    later.gather(jobs, &mut worked);
    later.look(jobs, 0, &mut worked);
    for Worked { outcome, yields } in worked.into_iter().flatten() {
        if let Some(rows) = yields {
            output.write(rows.ready(&spool, maker)?, streams)?;
        }
        summary.add(&job, outcome, run, streams);
    }
    Ok(summary)
}

/// What is found in one text, and its records; `None` if it is no report.
fn recorded(
    job: &Job,
    contents: &Contents,
    spool: &Spool,
) -> (Worked<DataRows>, Option<Vec<DataRecord>>) {
    let seen = contents.seen();
    let (settings, mut memory) = (job.settings(), Memory::default());
    let analysis = analyze_again(seen.text, &job.loaded.forms, &settings, &mut memory);
    if !analysis.is_report {
        return (job.left_out_by(Reason::NotAReport).into(), None);
    }
    let outcome = Outcome {
        tally: Tally::of(&analysis),
        kept: kept(
            job,
            &settings,
            (seen.text, (&analysis, &memory.reading)),
            spool,
        ),
        ..Outcome::default()
    };
    let records = records_of(job, seen, &analysis, &memory.reading);
    let worked = Worked {
        outcome,
        yields: None,
    };
    (worked, Some(records))
}

/// The records of a file in which something was found beside others.
fn said_anew(
    beside: &AnalysedBeside<'_>,
    rows: Option<DataRows>,
    spool: &Spool,
) -> Worked<DataRows> {
    Worked {
        outcome: Outcome {
            tally: Tally::of(beside.analysis),
            ..Outcome::default()
        },
        yields: rows.map(|rows| rows.found_anew(&beside.analysis.findings, beside.starts, spool)),
    }
}

/// Says on standard error how many reports the data is of, and what it is not of.
fn say_what_was_read(summary: &Summary, run: &Run<'_>, common: &Common, streams: &mut Streams) {
    let reports = summary.tally.reports;
    let plural = if reports == 1 { "" } else { "s" };
    streams.notice(&say!(
        run.locale,
        "已读取 {reports} 份报告",
        "{reports} report{plural} read"
    ));
    let left_out = summary.left_out_line(run.locale, common.verbose);
    if !left_out.is_empty() {
        streams.notice(left_out.trim_end());
    }
}

impl LeftOut {
    /// Whether a report may be in it that the results would have had to tell of.
    pub fn may_be_report(&self) -> bool {
        let is_document = matches!(
            self.reason,
            Reason::OtherFormat(_)
                | Reason::NoText
                | Reason::DamagedDocument
                | Reason::Binary
                | Reason::UnknownEncoding
                | Reason::TooLarge
        );
        self.failed || is_document
    }
}
