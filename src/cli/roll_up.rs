//! `nianbao roll-up`: the numbers of many reports added up, into a draft or into a report of their own.

mod parts;

use std::fmt::Write;

use self::parts::{PartsRead, WholeDraft};
use super::args::{Common, RollUpArgs};
use super::configs::Configs;
use super::new_file::{NewFile, PAGE_ENDINGS, TEXT_ENDINGS, fitting};
use super::one_report::OneReport;
use super::streams::Streams;
use super::{Exit, Stop};
use crate::dossier::{Summed, Unfit, UnitParts};
use crate::edit::apply;
use crate::form::Edition;
use crate::kit::Forms;
use crate::locale::{Locale, counted};
use crate::say;
use crate::skeleton::Skeleton;
use crate::syntax::Surface;

/// So many cells that are not added up are named.
const MOST_NAMED: usize = 10;

/// Adds up reports and writes the sums.
pub(super) fn run(
    asked: &RollUpArgs,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let mut configs = Configs::new(common, None, None, locale)?;
    one_input(asked, locale)?;
    let draft = WholeDraft::read(asked, &mut configs, streams)?;
    let draft = draft.as_ref();
    let output = asked.output.as_deref();
    let output = output.filter(|path| path.as_os_str() != "-");
    if let Some(path) = output {
        fitting(path, &endings(draft.map(|draft| &draft.report)), locale)?;
    }
    let mut parts = PartsRead::read(asked, draft, &mut configs, streams, locale);
    let roll_up = parts.roll_up(asked, draft);
    let fitting = roll_up.parts(&parts.dossier);
    let edition = fitting.added.first().map(|(_, digest)| digest.edition());
    known_tables(asked, edition, locale)?;
    let mut left_out = left_out(&parts, &fitting, locale);
    if fitting.added.is_empty() {
        left_out
            .iter()
            .for_each(|sentence| streams.warning(sentence, locale));
        return Err(Stop::Failed(say!(
            locale,
            "没有可以汇总的报告",
            "there is no report to add up"
        )));
    }
    let (n_added, n_not) = (fitting.added.len(), left_out.len());
    let summed = roll_up.sums(&parts.dossier);
    let text = match draft {
        Some(draft) => apply(&draft.report.text, &summed.edits(&draft.reading)),
        None => anew(&summed, edition),
    };
    if let Some(path) = output {
        parts.spare((&text, path), &mut configs, streams, locale)?;
    }
    left_out.append(&mut parts.remarks);
    left_out.extend(uncertain_cells(&summed, locale));
    left_out
        .iter()
        .for_each(|sentence| streams.warning(sentence, locale));
    let reports = counted(n_added, "report");
    streams.notice(&say!(
        locale,
        "已汇总 {n_added} 份报告，{n_not} 份没有计入",
        "{reports} added up, {n_not} left out"
    ));
    match output {
        Some(path) => NewFile {
            path,
            spared: &parts.spared(asked, &configs),
            may_replace: asked.force,
        }
        .write(text.as_bytes(), locale, streams)?,
        None => streams.document(text.as_bytes(), Some(&text))?,
    }
    Ok(match parts.unread.is_empty() && !configs.failed {
        true => Exit::Clean,
        false => Exit::Failed,
    })
}

/// Refuses to read more than one report from standard input.
fn one_input(asked: &RollUpArgs, locale: Locale) -> Result<(), Stop> {
    let named = asked.parts.iter().chain(&asked.whole);
    match named.filter(|path| path.as_os_str() == "-").count() {
        0 | 1 => Ok(()),
        _ => Err(Stop::Failed(say!(
            locale,
            "标准输入只有一份：- 只能写一次",
            "there is one standard input: - can stand once only"
        ))),
    }
}

/// Refuses tables that the form of the reports does not have.
fn known_tables(asked: &RollUpArgs, edition: Option<&Edition>, locale: Locale) -> Result<(), Stop> {
    let tables = || edition.iter().flat_map(|edition| &edition.tables);
    let is_known = |name: &&String| tables().any(|table| table.is_called(name));
    match asked.tables.iter().find(|name| !is_known(name)) {
        Some(name) if edition.is_some() => {
            let known: Vec<&str> = tables().map(|table| table.short.as_str()).collect();
            Err(Stop::Failed(say!(
                locale,
                "没有表“{name}”；可用：{known}",
                "there is no table \"{name}\"; choose from {known}",
                known = known.join(",")
            )))
        }
        _ => Ok(()),
    }
}

/// A sentence for each file that is not added up.
fn left_out(parts: &PartsRead, fitting: &UnitParts<'_>, locale: Locale) -> Vec<String> {
    let unfit = fitting.unfit.iter().map(|(report, why)| {
        let path = parts.path(*report);
        why_left_out(path, *why, locale)
    });
    let read = parts.unread.iter().chain(&parts.set_aside);
    read.cloned().chain(unfit).collect()
}

/// The endings of what the sums may be written as: a draft keeps its own.
fn endings(draft: Option<&OneReport>) -> Vec<&'static str> {
    let is_page = draft.is_some_and(|draft| PAGE_ENDINGS.contains(&&*draft.ending()));
    match is_page {
        true => PAGE_ENDINGS.to_vec(),
        false => TEXT_ENDINGS.to_vec(),
    }
}

/// A sentence for each cell that is not added up, of which the last may count the rest.
fn uncertain_cells(summed: &Summed, locale: Locale) -> Vec<String> {
    let named = summed.uncertain.iter().take(MOST_NAMED);
    let mut sentences: Vec<String> = named
        .map(|name| {
            say!(
                locale,
                "“{name}”没有汇总：有的报告没有读准这一格",
                "“{name}” is not added up: some report does not say it for certain"
            )
        })
        .collect();
    let more = summed.uncertain.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        sentences.push(say!(
            locale,
            "另有 {more} 格没有汇总",
            "{more} more cells are not added up"
        ));
    }
    sentences
}

fn why_left_out(path: &str, why: Unfit, locale: Locale) -> String {
    match why {
        Unfit::OtherYear => say!(
            locale,
            "{path} 没有计入：年度不同，或标题没有年度",
            "{path} is left out: it is on another year, or names none"
        ),
        Unfit::OtherEdition => say!(
            locale,
            "{path} 没有计入：格式版本不同",
            "{path} is left out: it is written on another form"
        ),
        Unfit::Another => say!(
            locale,
            "{path} 没有计入：同一单位已有一份",
            "{path} is left out: another report of the same unit is counted"
        ),
    }
}

/// A report of its own with the sums in its tables.
fn anew(summed: &Summed, edition: Option<&Edition>) -> String {
    let Some(edition) = edition.or_else(|| Forms::builtin().editions().next()) else {
        return String::new();
    };
    let skeleton = Skeleton {
        surface: Surface::Bars,
        markdown_headings: true,
        newline: "\n",
    };
    let year = summed
        .year
        .map_or_else(String::new, |year| year.to_string());
    let mark = edition.title.year_marks.first().map_or("", String::as_str);
    let mut text = format!("# {year}{mark}{}\n\n", edition.title.words);
    for section in &edition.sections {
        let _ = write!(text, "{}", skeleton.heading(section));
        if let Some((table, spec)) = section
            .table
            .and_then(|at| Some((at, edition.tables.get(at)?)))
        {
            text += &skeleton.table_with(spec, |cell| summed.written(table, cell));
        }
        text.push('\n');
    }
    text
}
