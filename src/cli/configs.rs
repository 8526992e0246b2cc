//! Configuration files: found upward from each report, read once, laid under the options of the command line.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::Stop;
use super::args::{Common, Selection};
use super::streams::Streams;
use crate::config::{
    self, Choice, Config, Disk, Level, Loaded, Look, Resolver, Setting, TextOrigin,
};
use crate::config::{Sources, Unread};
use crate::locale::Locale;
use crate::lsp::OnDisk;
use crate::say;
use crate::written::nearest;

/// All configurations of a run.
pub(super) struct Configs {
    resolver: Resolver,
    locale: Locale,
    /// The configuration files that have been named.
    named: HashSet<PathBuf>,
    /// Whether a configuration had a mistake; it has been said.
    pub failed: bool,
    /// Whether an option had one, which has been said, too.
    has_wrong_option: bool,
}

impl Configs {
    /// As the options ask. A rule or configuration file that does not exist ends the run: its result would not be what was asked for.
    pub fn new(
        common: &Common,
        selection: Option<&Selection>,
        edition: Option<&str>,
        locale: Locale,
    ) -> Result<Self, Stop> {
        let language = super::locale_option(common);
        let mut options = Config {
            edition: edition.map(|id| on_command_line((id != "auto").then(|| id.to_owned()))),
            locale: language.map(|locale| on_command_line(Some(locale))),
            ..Config::default()
        };
        let mut selected = Vec::new();
        if let Some(selection) = selection {
            selected = rule_codes(&selection.select, locale)?;
            let ignored = rule_codes(&selection.ignore, locale)?;
            let dropped = |code: &&str| {
                ignored.contains(code) || !(selected.is_empty() || selected.contains(code))
            };
            let off = config::rule_codes().iter().filter(|code| dropped(code));
            options.rules = off
                .map(|code| (*code, on_command_line(Level::Off)))
                .collect();
        }
        let editor = match &common.editor_settings {
            Some(written) => vec![editor_settings(written, locale)?],
            None => Vec::new(),
        };
        let sources = Sources {
            file: choice(common, locale)?,
            options,
            selected,
            editor,
            // An editor's globs start at the current folder.
            folders: vec![super::paths::absolute(Path::new("."))],
            locale,
        };
        Ok(Configs {
            resolver: Resolver::new(sources, Box::new(OnDisk)),
            locale,
            named: HashSet::new(),
            failed: false,
            has_wrong_option: false,
        })
    }

    /// The settings for files in `folder` (from the root). Mistakes are said when a file is first read.
    pub fn for_folder(&mut self, folder: &Path, streams: &mut Streams) -> Arc<Loaded> {
        let loaded = self.resolver.for_folder(Some(folder));
        if let Some(path) = &loaded.file
            && self.named.insert(path.clone())
        {
            let path = path.display();
            streams.detail(&say!(
                self.locale,
                "配置文件：{path}",
                "configuration: {path}"
            ));
        }
        let locale = self.resolver.locale();
        for mistake in self.resolver.take_mistakes() {
            self.failed = true;
            self.has_wrong_option |= mistake.origin == TextOrigin::CommandLine;
            streams.failure(&from_here(&mistake.sentence(locale)), locale);
        }
        loaded
    }

    /// The configuration files that were read, and the editions that they name.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.resolver.files()
    }

    /// Ends the run if an option was wrong: what it would do is not what was asked for.
    pub fn obey_options(&self) -> Result<(), Stop> {
        match self.has_wrong_option {
            true => Err(Stop::Told),
            false => Ok(()),
        }
    }

    /// The settings for the current folder, whose language the run as a whole speaks.
    pub fn for_current_folder(&mut self, streams: &mut Streams) -> Arc<Loaded> {
        self.for_folder(&super::paths::absolute(Path::new(".")), streams)
    }
}

/// Which configuration file is asked for. One that cannot be read ends the run.
fn choice(common: &Common, locale: Locale) -> Result<Choice, Stop> {
    let Some(path) = &common.config else {
        return Ok(match common.isolated {
            true => Choice::Nothing,
            false => Choice::Nearest,
        });
    };
    let unread = match OnDisk.look(path) {
        Look::File { .. } => OnDisk.read(path, 0).err(),
        Look::Absent => Some(Unread::Absent),
        Look::Dangling => Some(Unread::Dangling),
        Look::Folder => Some(Unread::Folder),
        Look::Device => Some(Unread::Device),
    };
    match unread {
        None => Ok(Choice::Given(super::paths::absolute(path))),
        Some(unread) => {
            let (path, reason) = (path.display(), unread.clause(locale));
            Err(Stop::Failed(format!("{path} {reason}")))
        }
    }
}

fn on_command_line<T>(value: T) -> Setting<T> {
    Setting {
        value,
        origin: TextOrigin::CommandLine,
    }
}

fn rule_codes(written: &[String], locale: Locale) -> Result<Vec<&'static str>, Stop> {
    let known = config::rule_codes();
    let find = |code: &String| {
        known
            .iter()
            .copied()
            .find(|known| known == code)
            .ok_or_else(|| Stop::Failed(no_rule(code, locale)))
    };
    written.iter().map(find).collect()
}

/// Says that a rule does not exist, with the one that was probably meant.
pub(super) fn no_rule(code: &str, locale: Locale) -> String {
    match nearest(code, config::rule_codes().iter().copied()) {
        Some(near) => say!(
            locale,
            "没有规则“{code}”，是否应为“{near}”？",
            "there is no rule \"{code}\"; did you mean \"{near}\"?"
        ),
        None => say!(
            locale,
            "没有规则“{code}”；用 nianbao rules 列出全部规则",
            "there is no rule \"{code}\"; `nianbao rules` lists them"
        ),
    }
}

/// Settings as an editor has them.
fn editor_settings(written: &str, locale: Locale) -> Result<Value, Stop> {
    serde_json::from_str(written).map_err(|error| {
        Stop::Failed(say!(
            locale,
            "--editor-settings 不是 JSON：{error}",
            "--editor-settings is no JSON: {error}"
        ))
    })
}

/// A sentence or path that begins with a path, shortened if it lies in the current folder.
pub(super) fn from_here(words: &str) -> String {
    let here = std::env::current_dir().ok();
    let prefix = here.map(|here| format!("{}{}", here.display(), std::path::MAIN_SEPARATOR));
    match prefix.and_then(|prefix| words.strip_prefix(&prefix).map(str::to_owned)) {
        Some(rest) => rest,
        None => words.to_owned(),
    }
}
