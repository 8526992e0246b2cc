//! Which settings hold where: sources are found, read and laid over each other here, the same way for the editor and the command line.
//!
//! In: the sources, a disk, folders. Out: what is [`Loaded`] for a folder, looked up once for each, and mistakes, each told once. What was
//! looked at on the disk is remembered, so that a front end can see whether anything has changed since.

mod looks;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::disk::{Disk, Look};
use super::keys::TRUSTED;
use super::read::{ours, says_nothing};
use super::{Config, Level, Setting};
use crate::kit::Forms;
use crate::locale::Locale;
use crate::rules::rule;
use crate::written::{Mistake, TextOrigin};

/// The name of the configuration file.
pub const FILE_NAME: &str = "nianbao.toml";

/// Which configuration file applies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// The nearest one in the folder of a report or above it. The search ends at the root of a repository (a folder that holds `.git`).
    #[default]
    Nearest,
    /// This one, for all reports.
    Given(PathBuf),
    /// None.
    Nothing,
}

/// All sources of settings but the files, and how those are chosen.
#[derive(Debug, Default)]
pub struct Sources {
    /// Which configuration file applies.
    pub file: Choice,
    /// Options of the command line: stronger than all others.
    pub options: Config,
    /// Rules that the command line asks for: a weaker source cannot switch them off.
    pub selected: Vec<&'static str>,
    /// An editor's settings as they come, the strongest first.
    pub editor: Vec<Value>,
    /// The folders that are worked in. Globs in the editor's settings are relative to the one in which a report lies.
    pub folders: Vec<PathBuf>,
    /// The language of the user.
    pub locale: Locale,
}

/// The settings that hold in one folder.
#[derive(Debug)]
pub struct Loaded {
    /// All sources laid together.
    pub config: Config,
    /// The configuration file, if there is one.
    pub file: Option<PathBuf>,
    /// Its text, as far as it could be read.
    pub text: Option<Arc<str>>,
    /// The editions to check against.
    pub forms: Arc<Forms>,
    /// What is wrong with the file and the editor's settings: more may be meant than is known.
    pub mistakes: Vec<Mistake>,
}

impl Loaded {
    /// Whether the file has a mistake, and may have meant to leave a report alone.
    pub fn has_doubtful_file(&self) -> bool {
        let mut origins = self.mistakes.iter().map(|mistake| &mistake.origin);
        origins.any(|origin| matches!(origin, TextOrigin::File { .. }))
    }
}

/// A configuration file as it was read.
#[derive(Clone, Debug)]
struct Stored {
    config: Config,
    text: Option<Arc<str>>,
    forms: Arc<Forms>,
    mistakes: Vec<Mistake>,
}

/// Answers which settings hold where.
pub struct Resolver {
    disk: Box<dyn Disk>,
    sources: Sources,
    /// For each folder that was looked at, the configuration file that holds there.
    nearest: HashMap<PathBuf, Option<PathBuf>>,
    stored: HashMap<Option<PathBuf>, Stored>,
    /// By folder; `None` stands for texts without a place on the disk.
    loaded: HashMap<Option<PathBuf>, Arc<Loaded>>,
    /// What was looked at on the disk.
    seen: BTreeMap<PathBuf, Look>,
    /// Mistakes told since the disk was last looked at, and before.
    told: [HashSet<Mistake>; 2],
    untold: Vec<Mistake>,
}

impl fmt::Debug for Resolver {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Resolver")
            .field("sources", &self.sources)
            .finish_non_exhaustive()
    }
}

impl Resolver {
    /// With these sources and the configuration files on `disk`.
    pub fn new(sources: Sources, disk: Box<dyn Disk>) -> Self {
        Resolver {
            disk,
            sources,
            nearest: HashMap::new(),
            stored: HashMap::new(),
            loaded: HashMap::new(),
            seen: BTreeMap::new(),
            told: [HashSet::new(), HashSet::new()],
            untold: Vec::new(),
        }
    }

    /// The sources as they are.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The sources, to be changed; what files say is kept.
    pub fn sources_mut(&mut self) -> &mut Sources {
        self.loaded.clear();
        &mut self.sources
    }

    /// The settings for the files in `folder`, a path from the root; `None` for texts that are no files.
    pub fn for_folder(&mut self, folder: Option<&Path>) -> Arc<Loaded> {
        let key = folder.map(Path::to_path_buf);
        if let Some(loaded) = self.loaded.get(&key) {
            return Arc::clone(loaded);
        }
        let loaded = Arc::new(self.load(folder));
        self.loaded.insert(key, Arc::clone(&loaded));
        loaded
    }

    /// Looks for mistakes in the editor's settings, whether or not anything needs them yet.
    pub fn review_editor(&mut self) {
        let (_, mistakes) = self.editor(None);
        self.tell(mistakes);
    }

    /// The language of what is said outside of any report.
    pub fn locale(&self) -> Locale {
        let said = |value: &Value| Locale::known(ours(value).get("locale")?.as_str()?);
        let editor = self.sources.editor.iter().find_map(said);
        let editor = editor.unwrap_or(self.sources.locale);
        self.sources.options.locale(editor)
    }

    /// The mistakes that have not been told yet.
    pub fn take_mistakes(&mut self) -> Vec<Mistake> {
        std::mem::take(&mut self.untold)
    }

    /// Forgets what was read from the disk. Mistakes that are still there are not told again.
    pub fn forget_files(&mut self) {
        self.nearest.clear();
        self.stored.clear();
        self.loaded.clear();
        self.seen.clear();
        let told = std::mem::take(&mut self.told[0]);
        self.told[1] = told;
    }

    fn load(&mut self, folder: Option<&Path>) -> Loaded {
        let file = match &self.sources.file {
            Choice::Given(path) => Some(path.clone()),
            Choice::Nothing => None,
            Choice::Nearest => folder.and_then(|folder| self.nearest(folder)),
        };
        let mut stored = self.stored(file.clone());
        let (editor, wrong) = self.editor(folder);
        let mut mistakes = stored.mistakes;
        mistakes.extend(wrong.iter().cloned());
        self.tell(wrong);
        // A folder that came from somewhere may not have the editor change texts by itself.
        let allows = |setting: &Setting<bool>| !setting.value || self.is_trusted();
        stored.config.fix_on_save = stored.config.fix_on_save.filter(allows);
        stored.config.follow_totals = stored.config.follow_totals.filter(allows);
        let options = self.sources.options.clone();
        let mut config = options.over(editor.over(stored.config));
        for code in &self.sources.selected {
            let setting = Setting {
                value: Level::Own,
                origin: TextOrigin::CommandLine,
            };
            let is_off = rule(code).is_some_and(|rule| rule.default_severity().is_none());
            match config.rules.get_mut(code) {
                Some(own) if own.value == Level::Off && own.origin != TextOrigin::CommandLine => {
                    *own = setting;
                }
                None if is_off => {
                    config.rules.insert(code, setting);
                }
                _ => {}
            }
        }
        let forms = stored.forms;
        let wrong = config.settle(&forms, self.locale());
        let in_settings = |wrong: &&Mistake| wrong.origin != TextOrigin::CommandLine;
        mistakes.extend(wrong.iter().filter(in_settings).cloned());
        self.tell(wrong);
        Loaded {
            config,
            file,
            text: stored.text,
            forms,
            mistakes,
        }
    }

    /// What a configuration file says.
    fn stored(&mut self, file: Option<PathBuf>) -> Stored {
        if let Some(stored) = self.stored.get(&file) {
            return stored.clone();
        }
        let mut text = None;
        let (config, mistakes) = match &file {
            None => (Config::default(), Vec::new()),
            Some(path) => match self.text(path) {
                Ok(read) => self.read(path, text.insert(read)),
                Err(unread) => (Config::default(), vec![unread]),
            },
        };
        self.tell(mistakes.clone());
        let forms = match config.own_editions[..] {
            [] => Arc::clone(Forms::builtin()),
            _ => Arc::new(config.forms()),
        };
        let stored = Stored {
            config,
            text,
            forms,
            mistakes,
        };
        self.stored.insert(file, stored.clone());
        stored
    }

    /// The editor's settings as they apply in a folder.
    fn editor(&self, folder: Option<&Path>) -> (Config, Vec<Mistake>) {
        let holds = |base: &&PathBuf| folder.is_some_and(|folder| folder.starts_with(base));
        let base = self.sources.folders.iter().filter(holds);
        let base = base.max_by_key(|base| base.components().count());
        let mut editor = Config::default();
        let mut all = Vec::new();
        let settings = self.sources.editor.iter();
        let settings = settings.filter(|value| !says_nothing(value));
        for value in settings {
            let base = base.map(PathBuf::as_path);
            let (config, mistakes) = Config::from_json(value, base, self.locale());
            editor = editor.over(config);
            all.extend(mistakes);
        }
        (editor, all)
    }

    /// Whether the user trusts the folders; editors that ask say `trusted`.
    fn is_trusted(&self) -> bool {
        let said = |value: &Value| ours(value).get(TRUSTED)?.as_bool();
        self.sources.editor.iter().find_map(said).unwrap_or(true)
    }

    fn tell(&mut self, mistakes: Vec<Mistake>) {
        for mistake in mistakes {
            let was_told = self.told[1].contains(&mistake);
            if self.told[0].insert(mistake.clone()) && !was_told {
                self.untold.push(mistake);
            }
        }
    }
}

#[cfg(test)]
mod tests;
