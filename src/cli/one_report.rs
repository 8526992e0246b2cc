//! Reading the one report that `cells` and `facts` speak of.

use std::path::Path;

use serde::Serialize;

use super::args::Common;
use super::batch::{self, Job};
use super::configs::Configs;
use super::files::Input;
use super::lines::SourceLines;
use super::load::ending_of;
use super::paths::absolute;
use super::print::json::written;
use super::spared::SparedFiles;
use super::streams::Streams;
use super::uri::slashed;
use super::{Exit, Stop};
use crate::analysis::analyze;
use crate::door::Finding;
use crate::dossier::Member;
use crate::locale::Locale;
use crate::reading::Reading;
use crate::say;
use crate::sources::Manuscript;
use crate::views::sheet::{Sheet, sheets};

/// What JSON says of one report.
#[derive(Serialize)]
struct JsonReport<'a, T> {
    version: u8,
    path: String,
    edition: Option<&'a str>,
    #[serde(flatten)]
    answer: T,
}

/// One report with its settings.
pub(super) struct OneReport {
    job: Job,
    /// What the file says.
    pub text: String,
    /// Its bytes.
    bytes: Vec<u8>,
    /// The document that it was read of, if the file is no text itself.
    document: Option<Box<Manuscript>>,
    /// As messages name it.
    pub path: String,
    /// The language of the answer.
    pub locale: Locale,
    /// How the run ends if nothing else goes wrong.
    pub exit: Exit,
}

impl OneReport {
    /// Reads `file`, or standard input for `-`.
    pub fn read(
        file: &Path,
        edition: Option<&str>,
        common: &Common,
        locale: Locale,
        streams: &mut Streams,
    ) -> Result<OneReport, Stop> {
        let mut configs = Configs::new(common, None, edition, locale)?;
        OneReport::read_by(file, &mut configs, streams)
    }

    /// The same by configurations that other reports of the run are read by, so that a mistake in them is said once.
    pub fn read_by(
        file: &Path,
        configs: &mut Configs,
        streams: &mut Streams,
    ) -> Result<OneReport, Stop> {
        let place = absolute(file);
        let folder = place.parent().unwrap_or(Path::new("")).to_path_buf();
        let loaded = configs.for_folder(&folder, streams);
        configs.obey_options()?;
        let job = Job {
            loaded,
            input: Input {
                path: file.to_path_buf(),
                absolute: place,
                named: true,
                folders: Vec::new(),
            },
            compared: None,
        };
        let contents = if file.as_os_str() == "-" {
            job.contents_of(batch::read_standard_input(job.locale())?)
        } else {
            job.load()
        };
        let contents = contents.map_err(|left_out| Stop::Failed(left_out.sentence))?;
        Ok(OneReport {
            text: contents.text,
            bytes: contents.bytes,
            document: contents.document,
            path: job.shown().into_owned(),
            locale: job.locale(),
            exit: match configs.failed {
                true => Exit::Failed,
                false => Exit::Clean,
            },
            job,
        })
    }

    /// The report in the official layout, with what was found. A failure of the program becomes a sentence; so does a text that is no report.
    pub fn sheets(&self) -> Result<(Vec<Sheet>, Vec<Finding>), Stop> {
        let find = |job: &Job| analyze(&self.text, &job.loaded.forms, &job.settings()).findings;
        let findings = self.job.guarded(find).map_err(Stop::Failed)?;
        let (_, sheets) = self.answer(|reading| sheets(reading, &findings))?;
        Ok((sheets, findings))
    }

    /// What was understood of the report, and what `ask` says of it. A failure of the program becomes a sentence; so does a text that is no report.
    pub fn answer<T>(&self, ask: impl Fn(&Reading) -> T) -> Result<(Reading, T), Stop> {
        let read = |job: &Job| {
            let reading = Reading::of(&self.text, &job.loaded.forms, &job.settings());
            let answer = ask(&reading);
            (reading, answer)
        };
        let (reading, answer) = self.job.guarded(read).map_err(Stop::Failed)?;
        let path = &self.path;
        match reading.is_report() {
            true => Ok((reading, answer)),
            false => Err(Stop::Failed(say!(
                self.locale,
                "{path} 不像政府信息公开工作年度报告",
                "{path} does not look like an annual report"
            ))),
        }
    }

    /// What is kept of its reports to be compared and added up, put where the settings say that they belong.
    pub fn member(&self, reading: &Reading) -> Member {
        let mut member = Member::of(&self.job.input.absolute, reading);
        self.job.loaded.config.assign(&mut member);
        member
    }

    /// What is read for it, to be spared by what is written: itself, and the settings that hold for it.
    pub fn spared(&self) -> SparedFiles {
        let job = &self.job;
        SparedFiles::of([&job.input.path]).and(&job.loaded.file)
    }

    /// Its bytes and the document that it was read of, if the file is no text itself.
    pub fn original(&self) -> Option<(&[u8], &Manuscript)> {
        Some((&self.bytes, self.document.as_deref()?))
    }

    /// The ending of the file whose text it is, in lower case; empty for a document, which is none itself.
    pub fn ending(&self) -> String {
        match self.document {
            Some(_) => String::new(),
            None => ending_of(&self.job.input.path),
        }
    }

    /// The lines of its text.
    pub fn lines(&self) -> SourceLines<'_> {
        SourceLines::of_document(&self.text, self.document.as_deref())
    }

    /// An answer as JSON, on one line.
    pub fn json(&self, reading: &Reading, answer: impl Serialize) -> String {
        let json = JsonReport {
            version: 1,
            path: slashed(&self.path),
            edition: reading.edition().map(|edition| edition.id.as_str()),
            answer,
        };
        written(&json) + "\n"
    }
}
