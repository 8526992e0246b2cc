//! The reports that are added up, as they are read: not the sum itself, whatever it is called and however often it was made.

use std::path::{Path, PathBuf};

use crate::cli::Stop;
use crate::cli::args::RollUpArgs;
use crate::cli::configs::Configs;
use crate::cli::files::{Input, list};
use crate::cli::one_report::OneReport;
use crate::cli::paths::absolute;
use crate::cli::spared::SparedFiles;
use crate::cli::streams::Streams;
use crate::cli::wildcards::expanded;
use crate::dossier::{Dossier, Member, ReportId, RollUp, Summed};
use crate::finding::DocumentId;
use crate::locale::Locale;
use crate::reading::Reading;
use crate::say;

/// The whole among the documents.
const WHOLE: ReportId = ReportId {
    document: DocumentId(1),
    at: 0,
};

/// The report that the sums are written into.
pub(super) struct WholeDraft {
    pub report: OneReport,
    pub reading: Reading,
    /// What is kept of it, of the unit that the settings say.
    pub member: Member,
}

impl WholeDraft {
    /// Reads the one that is asked for, if any.
    pub fn read(
        asked: &RollUpArgs,
        configs: &mut Configs,
        streams: &mut Streams,
    ) -> Result<Option<WholeDraft>, Stop> {
        let Some(path) = &asked.whole else {
            return Ok(None);
        };
        let report = OneReport::read_by(path, configs, streams)?;
        let (reading, ()) = report.answer(|_| ())?;
        let member = report.member(&reading);
        Ok(Some(WholeDraft {
            report,
            reading,
            member,
        }))
    }

    /// Whether a document is of the same unit.
    fn is_of_the_unit_of(&self, other: &Member) -> bool {
        let unit = |member: &Member| member.digests.first().and_then(|first| first.unit.clone());
        let own = unit(&self.member);
        own.is_some() && other.digests.len() == 1 && own == unit(other)
    }
}

/// The reports that are added up, as they were read.
#[derive(Default)]
pub(super) struct PartsRead {
    pub dossier: Dossier,
    /// As messages name them.
    shown: Vec<String>,
    files: Vec<PathBuf>,
    /// Those that could not be read, each with its sentence.
    pub unread: Vec<String>,
    /// Those that are no parts, each with its sentence.
    pub set_aside: Vec<String>,
    /// What is to be known of those that are parts.
    pub remarks: Vec<String>,
    /// What stands where the sums go, if it is among the files.
    earlier: Option<PathBuf>,
}

impl PartsRead {
    /// Reads what is asked for. `draft` is what the sums are written into.
    pub fn read(
        asked: &RollUpArgs,
        draft: Option<&WholeDraft>,
        configs: &mut Configs,
        streams: &mut Streams,
        locale: Locale,
    ) -> PartsRead {
        let mut parts = PartsRead::default();
        let (input, paths): (Vec<PathBuf>, Vec<PathBuf>) = asked
            .parts
            .iter()
            .cloned()
            .partition(|path| path.as_os_str() == "-");
        let listing = list(&expanded(&paths, cfg!(windows)), locale);
        let failed = listing.left_out.iter().filter(|left_out| left_out.failed);
        parts
            .unread
            .extend(failed.map(|left_out| left_out.sentence.clone()));
        let whole = SparedFiles::of(&asked.whole);
        let output = SparedFiles::of(&asked.output);
        let standard_input = input.first().map(|path| Input {
            absolute: absolute(path),
            path: path.clone(),
            named: true,
            folders: Vec::new(),
        });
        for input in standard_input.into_iter().chain(listing.inputs) {
            let path = &input.path;
            if whole.file_at(path).is_some() {
                parts.set_aside.push(is_whole(path, locale));
            } else if output.file_at(path).is_some() && !input.named {
                parts.set_aside.push(is_earlier(path, locale));
                parts.earlier = Some(path.clone());
            } else if let Err(sentence) = parts.add(&input, draft, configs, streams) {
                parts.unread.push(sentence);
            }
        }
        parts
    }

    fn add(
        &mut self,
        input: &Input,
        draft: Option<&WholeDraft>,
        configs: &mut Configs,
        streams: &mut Streams,
    ) -> Result<(), String> {
        let report = OneReport::read_by(&input.path, configs, streams).map_err(Stop::sentence)?;
        let (reading, ()) = report.answer(|_| ()).map_err(Stop::sentence)?;
        let member = report.member(&reading);
        let blank = || super::anew(&Summed::default(), reading.edition());
        let sheet = draft.map_or_else(blank, |draft| draft.report.text.clone());
        let may_be_sum = is_like(&report.text, &sheet);
        if input.named && may_be_sum {
            // Sums of parts of the area may be added up.
            self.remarks
                .push(may_be_earlier(&input.path, report.locale));
        } else if may_be_sum {
            self.set_aside.push(is_earlier(&input.path, report.locale));
            return Ok(());
        } else if !input.named && draft.is_some_and(|draft| draft.is_of_the_unit_of(&member)) {
            self.set_aside.push(is_wholes(&input.path, report.locale));
            return Ok(());
        }
        let id = u32::try_from(self.shown.len())
            .unwrap_or(u32::MAX)
            .saturating_add(2);
        self.dossier.insert(DocumentId(id), member);
        self.shown.push(report.path);
        self.files.push(input.path.clone());
        Ok(())
    }

    /// A report as messages name it.
    pub fn path(&self, report: ReportId) -> &str {
        let at = usize::try_from(report.document.0)
            .ok()
            .and_then(|id| id.checked_sub(2));
        at.and_then(|at| self.shown.get(at))
            .map_or("", String::as_str)
    }

    /// What is read and therefore not written over.
    pub fn spared(&self, asked: &RollUpArgs, configs: &Configs) -> SparedFiles {
        let reports = self.files.iter().chain(&asked.whole);
        SparedFiles::of(reports).and(configs.files())
    }

    /// Refuses to write the sums over a report of the folders that is no earlier sum: it differs from them in more than numbers.
    pub fn spare(
        &self,
        (sums, output): (&str, &Path),
        configs: &mut Configs,
        streams: &mut Streams,
        locale: Locale,
    ) -> Result<(), Stop> {
        let Some(path) = &self.earlier else {
            return Ok(());
        };
        let there = OneReport::read_by(path, configs, streams);
        let is_report = |there: &OneReport| there.answer(|_| ()).is_ok();
        match there.ok().filter(is_report) {
            Some(there) if !is_like(&there.text, sums) => {
                SparedFiles::of([path, path]).refuse(output, locale)
            }
            _ => Ok(()),
        }
    }

    /// The sum of all, of the year and the form of the draft, or else of the first report.
    pub fn roll_up(&mut self, asked: &RollUpArgs, draft: Option<&WholeDraft>) -> RollUp {
        let members = self.dossier.members().map(|(id, _)| id);
        let ids: Vec<DocumentId> = members.collect();
        let parts: Vec<ReportId> = ids
            .iter()
            .flat_map(|id| self.dossier.reports_of(*id))
            .collect();
        let mut tables = asked.tables.clone();
        match draft {
            Some(draft) => self.dossier.insert(WHOLE.document, draft.member.clone()),
            None => {
                let first = parts.first().and_then(|first| self.dossier.digest(*first));
                if let Some(mut first) = first.cloned() {
                    first.unit = None;
                    if tables.is_empty() {
                        let all = first.edition().tables.iter();
                        tables.extend(all.map(|table| table.id.clone()));
                    }
                    let path = absolute(Path::new("-"));
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

/// Whether two texts differ in nothing but numbers and marks.
fn is_like(one: &str, other: &str) -> bool {
    let letters =
        |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphabetic()).collect() };
    letters(one) == letters(other)
}

fn is_whole(path: &Path, locale: Locale) -> String {
    let path = path.display();
    say!(
        locale,
        "{path} 没有计入：合计就写进这一份",
        "{path} is left out: it is the one that the sums are written into"
    )
}

fn is_earlier(path: &Path, locale: Locale) -> String {
    let path = path.display();
    say!(
        locale,
        "{path} 没有计入：是以前汇总的结果",
        "{path} is left out: it is the sum that was made before"
    )
}

fn may_be_earlier(path: &Path, locale: Locale) -> String {
    let path = path.display();
    say!(
        locale,
        "{path} 像是以前汇总的结果；因为写明了文件名，仍然计入",
        "{path} looks like a sum that was made before; it is counted because it was named"
    )
}

fn is_wholes(path: &Path, locale: Locale) -> String {
    let path = path.display();
    say!(
        locale,
        "{path} 没有计入：与汇总的是同一单位；如应计入，请写出文件名",
        "{path} is left out: it is of the same unit as the sum; name the file itself if it is a part"
    )
}
