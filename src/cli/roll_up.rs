//! `nianbao roll-up`: the numbers of many reports added up, into a draft or into a report of their own.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::args::{Common, RollUpArgs};
use super::configs::Configs;
use super::files::list;
use super::new_file::{NewFile, PAGE_ENDINGS, TEXT_ENDINGS, fitting};
use super::one_report::OneReport;
use super::spared::SparedFiles;
use super::streams::Streams;
use super::wildcards::expanded;
use super::{Exit, Stop};
use crate::dossier::{Dossier, Member, ReportId, RollUp, Summed, Unfit};
use crate::edit::apply;
use crate::finding::DocumentId;
use crate::form::Edition;
use crate::kit::Forms;
use crate::locale::Locale;
use crate::reading::Reading;
use crate::say;
use crate::skeleton::Skeleton;
use crate::syntax::Surface;

/// The reports that are added up, as they were read.
struct PartsRead {
    dossier: Dossier,
    paths: Vec<String>,
    files: Vec<PathBuf>,
    /// Those that could not be read, each with its sentence.
    unread: Vec<String>,
}

/// So many cells that are not added up are named.
const MOST_NAMED: usize = 10;

const WHOLE: ReportId = ReportId {
    document: DocumentId(1),
    at: 0,
};

/// Adds up reports and writes the sums.
pub(super) fn run(
    asked: &RollUpArgs,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let mut configs = Configs::new(common, None, None, locale)?;
    let mut parts = PartsRead::read(asked, &mut configs, locale, streams);
    let draft = match &asked.whole {
        Some(path) => Some(OneReport::read_by(path, &mut configs, streams)?),
        None => None,
    };
    let output = asked.output.as_deref();
    if let Some(path) = output.filter(|path| path.as_os_str() != "-") {
        fitting(path, &endings(draft.as_ref()), locale)?;
    }
    let reading = match &draft {
        Some(draft) => Some(draft.answer(|_| ())?.0),
        None => None,
    };
    let roll_up = parts.roll_up(asked, reading.as_ref());
    let fitting = roll_up.parts(&parts.dossier);
    let unfit = fitting.unfit.iter().map(|(report, why)| {
        let path = parts.path(*report);
        why_left_out(path, *why, locale)
    });
    let mut left_out: Vec<String> = parts.unread.iter().cloned().chain(unfit).collect();
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
    let n_added = fitting.added.len();
    let summed = roll_up.sums(&parts.dossier);
    let text = match (&draft, &reading) {
        (Some(draft), Some(reading)) => {
            let edits = summed.edits(reading);
            apply(&draft.text, &edits)
        }
        _ => anew(
            &summed,
            fitting.added.first().map(|(_, digest)| digest.edition()),
        ),
    };
    left_out.extend(uncertain_cells(&summed, locale));
    left_out
        .iter()
        .for_each(|sentence| streams.warning(sentence, locale));
    let n_not = parts.unread.len() + fitting.unfit.len();
    streams.notice(&say!(
        locale,
        "已汇总 {n_added} 份报告，{n_not} 份没有计入",
        "{n_added} reports added up, {n_not} left out"
    ));
    match &asked.output {
        Some(path) if path.as_os_str() != "-" => NewFile {
            path,
            spared: &parts.spared(asked, &configs),
            may_replace: asked.force,
        }
        .write(text.as_bytes(), locale, streams)?,
        _ => streams.document(text.as_bytes(), Some(&text))?,
    }
    Ok(match parts.unread.is_empty() && !configs.failed {
        true => Exit::Clean,
        false => Exit::Failed,
    })
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

impl PartsRead {
    fn read(
        asked: &RollUpArgs,
        configs: &mut Configs,
        locale: Locale,
        streams: &mut Streams,
    ) -> PartsRead {
        let listing = list(&expanded(&asked.parts, cfg!(windows)), locale);
        let mut parts = PartsRead {
            dossier: Dossier::default(),
            paths: Vec::new(),
            files: Vec::new(),
            unread: Vec::new(),
        };
        let failed = listing.left_out.iter().filter(|left_out| left_out.failed);
        parts
            .unread
            .extend(failed.map(|left_out| left_out.sentence.clone()));
        let whole = asked.whole.as_deref().map(super::paths::absolute);
        for input in listing.inputs {
            if Some(&input.absolute) == whole.as_ref() {
                continue;
            }
            if let Err(sentence) = parts.add(&input.path, &input.absolute, configs, streams) {
                parts.unread.push(sentence);
            }
        }
        parts
    }

    fn add(
        &mut self,
        path: &Path,
        absolute: &Path,
        configs: &mut Configs,
        streams: &mut Streams,
    ) -> Result<(), String> {
        let report = OneReport::read_by(path, configs, streams).map_err(Stop::sentence)?;
        let (reading, ()) = report.answer(|_| ()).map_err(Stop::sentence)?;
        let id = u32::try_from(self.paths.len())
            .unwrap_or(u32::MAX)
            .saturating_add(2);
        self.dossier
            .insert(DocumentId(id), Member::of(absolute, &reading));
        self.paths.push(report.path);
        self.files.push(path.to_path_buf());
        Ok(())
    }

    /// What is read and therefore not written over.
    fn spared(&self, asked: &RollUpArgs, configs: &Configs) -> SparedFiles {
        let reports = self.files.iter().chain(&asked.whole);
        SparedFiles::of(reports).and(configs.files())
    }

    fn path(&self, report: ReportId) -> &str {
        let at = usize::try_from(report.document.0)
            .ok()
            .and_then(|id| id.checked_sub(2));
        at.and_then(|at| self.paths.get(at))
            .map_or("", String::as_str)
    }

    /// The sum of all, of the year and the form of the draft, or else of the first report.
    fn roll_up(&mut self, asked: &RollUpArgs, draft: Option<&Reading>) -> RollUp {
        let members = self.dossier.members().map(|(id, _)| id);
        let ids: Vec<DocumentId> = members.collect();
        let parts: Vec<ReportId> = ids
            .iter()
            .flat_map(|id| self.dossier.reports_of(*id))
            .collect();
        let mut tables = asked.tables.clone();
        let path = asked.whole.clone().unwrap_or_else(|| PathBuf::from("-"));
        let path = super::paths::absolute(&path);
        match draft {
            Some(draft) => self
                .dossier
                .insert(WHOLE.document, Member::of(&path, draft)),
            None => {
                let first = parts.first().and_then(|first| self.dossier.digest(*first));
                if let Some(mut first) = first.cloned() {
                    first.unit = None;
                    if tables.is_empty() {
                        let all = first.edition().tables.iter();
                        tables.extend(all.map(|table| table.id.clone()));
                    }
                    let digests = vec![first.into()];
                    self.dossier
                        .insert(WHOLE.document, Member { path, digests });
                }
            }
        }
        RollUp {
            whole: WHOLE,
            parts,
            tables,
        }
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
