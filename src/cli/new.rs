//! `nianbao new`: a report begun, blank but for what last year's report carries over.

use super::args::{Common, New};
use super::configs::Configs;
use super::new_file::{TEXT_ENDINGS, fitting};
use super::one_report::OneReport;
use super::streams::Streams;
use super::write::create;
use super::{Exit, Stop};
use crate::draft::{Beginning, new_report, unit_of};
use crate::locale::Locale;
use crate::say;

/// Writes a new report to standard output, or into a file that is not there yet.
pub(super) fn run(
    asked: &New,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    if let Some(path) = &asked.output {
        fitting(path, TEXT_ENDINGS, locale)?;
    }
    let last = match &asked.from {
        Some(file) => Some(OneReport::read(file, None, common, locale, streams)?),
        None => None,
    };
    let reading = match &last {
        Some(last) => Some(last.answer(|_| ())?.0),
        None => None,
    };
    let last = reading
        .as_ref()
        .and_then(|reading| reading.reports().last());
    let last = last.map(|(report, _)| report);
    if asked
        .unit
        .as_ref()
        .is_some_and(|unit| unit.contains(char::is_control))
    {
        return Err(Stop::Failed(say!(
            locale,
            "--unit 只能是一行文字，不能换行",
            "--unit is one line of words, without line breaks"
        )));
    }
    let unit = asked.unit.clone().or_else(|| last.and_then(unit_of));
    let unit = unit.map(|unit| unit.trim().to_owned());
    let Some(unit) = unit.filter(|unit| !unit.is_empty()) else {
        return Err(missing(locale, "--unit"));
    };
    let next = last.and_then(|last| last.aligned.year()?.checked_add(1));
    let Some(year) = asked.year.or(next) else {
        return Err(missing(locale, "--year"));
    };
    let mut configs = Configs::new(common, None, asked.edition.as_deref(), locale)?;
    let loaded = configs.for_current_folder(streams);
    configs.obey_options()?;
    let wanted = loaded.config.settings_for(None, locale).edition;
    let edition = loaded.forms.for_year(year, wanted.as_deref());
    let Some(edition) = edition else {
        return Err(Stop::Failed(say!(
            locale,
            "没有 {year} 年的格式版本",
            "there is no edition of the form for {year}"
        )));
    };
    let beginning = Beginning {
        unit: &unit,
        year,
        last,
    };
    let text = new_report(edition, &beginning);
    match &asked.output {
        Some(path) => create(path, &text, locale, streams)?,
        None => streams.document(text.as_bytes(), Some(&text))?,
    }
    Ok(match configs.failed {
        true => Exit::Failed,
        false => Exit::Clean,
    })
}

fn missing(locale: Locale, option: &str) -> Stop {
    Stop::Failed(say!(
        locale,
        "缺少 {option}，上年度的报告里也看不出来",
        "{option} is missing, and last year's report does not tell it either"
    ))
}
