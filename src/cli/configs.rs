//! Configuration files: found upward from each report, read once, laid under the options of the command line.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Stop;
use super::args::{Common, Selection};
use super::files::unreadable;
use super::streams::Streams;
use crate::config::{self, Config, Level, Mistake, Origin, Setting};
use crate::kit::Forms;
use crate::locale::Locale;
use crate::say;
use crate::written::nearest;

/// The settings that hold in one folder.
#[derive(Debug)]
pub(super) struct Loaded {
    /// All sources laid together.
    pub config: Config,
    /// Only when the user has editions of his own.
    own_forms: Option<Forms>,
    /// The configuration file, if there is one.
    pub file: Option<PathBuf>,
}

impl Loaded {
    /// The editions to check against.
    pub fn forms(&self) -> &Forms {
        self.own_forms.as_ref().unwrap_or_else(|| Forms::builtin())
    }
}

/// All configurations of a run.
pub(super) struct Configs {
    explicit: Option<PathBuf>,
    isolated: bool,
    options: Options,
    /// An editor's settings, between the options and the files.
    editor: Config,
    /// Mistakes in them that have not been said yet.
    editor_mistakes: Vec<Mistake>,
    locale: Locale,
    by_folder: HashMap<PathBuf, Arc<Loaded>>,
    by_file: HashMap<Option<PathBuf>, Arc<Loaded>>,
    /// Whether a configuration had a mistake; it has been said.
    pub failed: bool,
}

/// The options that lie over the files.
#[derive(Default)]
struct Options {
    config: Config,
    selected: Vec<&'static str>,
}

impl Configs {
    /// As the options ask. A rule or configuration file that does not exist ends the run: its result would not be what was asked for.
    pub fn new(
        common: &Common,
        selection: Option<&Selection>,
        edition: Option<&str>,
        locale: Locale,
    ) -> Result<Self, Stop> {
        let explicit = match &common.config {
            None => None,
            Some(path) => {
                let readable = std::fs::File::open(path).and_then(|file| file.metadata());
                readable.map_err(|error| Stop::Failed(unreadable(path, &error, locale)))?;
                Some(super::files::absolute(path))
            }
        };
        let mut options = Options::default();
        options.config.edition =
            edition.map(|id| on_command_line((id != "auto").then(|| id.to_owned())));
        options.config.locale =
            super::locale_option(common).map(|locale| on_command_line(Some(locale)));
        if let Some(selection) = selection {
            options.selected = rule_codes(&selection.select, locale)?;
            let ignored = rule_codes(&selection.ignore, locale)?;
            let dropped = |code: &&str| {
                ignored.contains(code)
                    || !(options.selected.is_empty() || options.selected.contains(code))
            };
            let off = config::rule_codes().iter().filter(|code| dropped(code));
            options.config.rules = off
                .map(|code| (*code, on_command_line(Level::Off)))
                .collect();
        }
        let (editor, editor_mistakes) = match &common.editor_settings {
            Some(written) => editor_settings(written, locale)?,
            None => (Config::default(), Vec::new()),
        };
        Ok(Configs {
            explicit,
            isolated: common.isolated,
            options,
            editor,
            editor_mistakes,
            locale,
            by_folder: HashMap::new(),
            by_file: HashMap::new(),
            failed: false,
        })
    }

    /// The settings for files in `folder` (from the root). Mistakes are said when a file is first read.
    pub fn for_folder(&mut self, folder: &Path, streams: &mut Streams) -> Arc<Loaded> {
        if let Some(loaded) = self.by_folder.get(folder) {
            return Arc::clone(loaded);
        }
        let file = match (&self.explicit, self.isolated) {
            (Some(path), _) => Some(path.clone()),
            (None, true) => None,
            (None, false) => config::find(folder, &|path| path.exists()),
        };
        let loaded = match self.by_file.get(&file) {
            Some(loaded) => Arc::clone(loaded),
            None => {
                let loaded = Arc::new(self.load(file.clone(), streams));
                self.by_file.insert(file, Arc::clone(&loaded));
                loaded
            }
        };
        self.by_folder
            .insert(folder.to_path_buf(), Arc::clone(&loaded));
        loaded
    }

    /// The settings for the current folder, whose language the run as a whole speaks.
    pub fn for_current_folder(&mut self, streams: &mut Streams) -> Arc<Loaded> {
        self.for_folder(&super::files::absolute(Path::new(".")), streams)
    }

    fn load(&mut self, file: Option<PathBuf>, streams: &mut Streams) -> Loaded {
        let (stored, mut mistakes) = match &file {
            None => (Config::default(), Vec::new()),
            Some(path) => {
                streams.detail(&say!(
                    self.locale,
                    "配置文件：{path}",
                    "configuration: {path}",
                    path = path.display()
                ));
                match read_text(path, self.locale) {
                    Ok(text) => Config::from_toml(&text, path, self.locale, &|other| {
                        read_text(other, self.locale)
                    }),
                    Err(sentence) => {
                        self.failed = true;
                        streams.failure(&sentence, self.locale);
                        (Config::default(), Vec::new())
                    }
                }
            }
        };
        mistakes.append(&mut self.editor_mistakes);
        let editor = self.editor.clone().over(stored);
        let mut config = self.options.config.clone().over(editor);
        for code in &self.options.selected {
            if let Some(setting) = config.rules.get_mut(code)
                && setting.value == Level::Off
                && setting.origin != Origin::CommandLine
            {
                *setting = on_command_line(Level::Own);
            }
        }
        let own_forms = (!config.own_editions.is_empty()).then(|| config.forms());
        mistakes.extend(config.settle(
            own_forms.as_ref().unwrap_or_else(|| Forms::builtin()),
            self.locale,
        ));
        for mistake in mistakes {
            self.failed = true;
            streams.failure(&from_here(&mistake.sentence(self.locale)), self.locale);
        }
        Loaded {
            config,
            own_forms,
            file,
        }
    }
}

fn on_command_line<T>(value: T) -> Setting<T> {
    Setting {
        value,
        origin: Origin::CommandLine,
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

/// Settings as an editor has them. Its globs start at the current folder.
fn editor_settings(written: &str, locale: Locale) -> Result<(Config, Vec<Mistake>), Stop> {
    match serde_json::from_str(written) {
        Ok(value) => {
            let here = super::files::absolute(Path::new("."));
            Ok(Config::from_json(&value, Some(&here), locale))
        }
        Err(error) => Err(Stop::Failed(say!(
            locale,
            "--editor-settings 不是 JSON：{error}",
            "--editor-settings is no JSON: {error}"
        ))),
    }
}

fn read_text(path: &Path, locale: Locale) -> Result<String, String> {
    let shown = PathBuf::from(from_here(&path.display().to_string()));
    let bytes = std::fs::read(path).map_err(|error| unreadable(&shown, &error, locale))?;
    let decoded = super::encoding::decode(&bytes);
    decoded.map(|(text, _)| text).map_err(|refusal| {
        let (path, reason) = (shown.display(), refusal.sentence(locale));
        format!("{path} {reason}")
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
