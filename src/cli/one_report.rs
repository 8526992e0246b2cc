//! Reading the one report that `cells` and `facts` speak of.

use std::path::Path;

use super::args::Common;
use super::batch::{self, Job};
use super::configs::Configs;
use super::files::{Input, absolute};
use super::streams::Streams;
use super::{Exit, Stop};
use crate::form::Forms;
use crate::locale::Locale;
use crate::say;
use crate::settings::Settings;

/// One report with its settings.
pub(super) struct OneReport {
    job: Job,
    /// What the file says.
    pub text: String,
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
        let place = absolute(file);
        let folder = place.parent().unwrap_or(Path::new("")).to_path_buf();
        let job = Job {
            loaded: configs.for_folder(&folder, streams),
            input: Input {
                path: file.to_path_buf(),
                absolute: place,
                named: true,
                folders: Vec::new(),
            },
        };
        let text = if file.as_os_str() == "-" {
            let bytes = batch::read_standard_input(job.locale())?;
            job.decode(&bytes).map(|(text, _)| text)
        } else {
            job.read().map(|(_, text, _)| text)
        };
        Ok(OneReport {
            text: text.map_err(Stop::Failed)?,
            path: job.shown().into_owned(),
            locale: job.locale(),
            exit: match configs.failed {
                true => Exit::Failed,
                false => Exit::Clean,
            },
            job,
        })
    }

    /// What `ask` says of the report; a failure of the program becomes a sentence.
    pub fn answer<T>(&self, ask: impl Fn(&Forms, &Settings) -> T) -> Result<T, Stop> {
        let answer = |job: &Job| ask(job.loaded.forms(), &job.settings());
        self.job.guarded(answer).map_err(Stop::Failed)
    }

    /// Stops if the text is no annual report.
    pub fn refuse_unless(&self, is_report: bool) -> Result<(), Stop> {
        let path = &self.path;
        match is_report {
            true => Ok(()),
            false => Err(Stop::Failed(say!(
                self.locale,
                "{path} 不像政府信息公开工作年度报告",
                "{path} does not look like an annual report"
            ))),
        }
    }
}
