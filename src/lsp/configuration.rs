//! Which settings apply to which open document, from the editor and from `nianbao.toml`.
//!
//! In: the editor's settings as they come, paths of documents. Out: [`Effective`] settings, and sentences about mistakes, each said once.
//! How settings are found and laid over each other is [`crate::config`]'s.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::Options;
use super::abilities::Start;
use super::disk::OnDisk;
use crate::config::{self, Choice, Config, Loaded, Look, Resolver, Setting, Sources, TextOrigin};
use crate::kit::Forms;
use crate::locale::Locale;
use crate::say;
use crate::settings::Settings;
use crate::views::hints::ColumnNames;

/// So many mistakes are shown one by one.
const SHOWN: usize = 5;

/// The settings that apply to one document.
#[derive(Debug)]
pub(super) struct Effective {
    /// For the analysis.
    pub(super) settings: Settings,
    /// Whether anything is to be said about the document.
    pub(super) enabled: bool,
    /// Whether safe fixes are applied on save.
    pub(super) fixes_on_save: bool,
    /// Whether totals that agreed follow their parts.
    pub(super) follows_totals: bool,
    /// Which numbers are shown the name of their column.
    pub(super) column_names: ColumnNames,
    /// How long to wait after an edit.
    pub(super) delay: Duration,
    /// Where accepted findings are noted down; `None` for a document without a place on the disk, and where no file applies.
    pub(super) notebook: Option<PathBuf>,
    loaded: Arc<Loaded>,
}

impl Effective {
    /// The editions to check against.
    pub(super) fn forms(&self) -> &Forms {
        &self.loaded.forms
    }

    /// The same, to be kept.
    pub(super) fn shared_forms(&self) -> Arc<Forms> {
        Arc::clone(&self.loaded.forms)
    }

    /// All that is set.
    pub(super) fn config(&self) -> Arc<Loaded> {
        Arc::clone(&self.loaded)
    }

    /// The text of the configuration file; `None` if there is none yet, or it cannot be read.
    pub(super) fn noted(&self) -> Option<&str> {
        self.loaded.text.as_deref()
    }
}

/// The part of pushed settings that is ours: what stands under our name, or the object itself if it has a key of ours. Some clients push
/// `null` to say that there is something to ask for, others everything that is set for any server. What can be no settings at all is a mistake.
pub(super) fn section(pushed: &Value) -> Option<&Value> {
    let ours = pushed.get("nianbao").unwrap_or(pushed);
    let is_named = pushed.get("nianbao").is_some();
    let has_a_key = || {
        let mut keys = config::KEYS.iter();
        keys.any(|key| pushed.get(key.editor_name()).is_some())
    };
    let counts = match ours {
        Value::Object(_) => is_named || has_a_key(),
        ours => !config::says_nothing(ours),
    };
    counts.then_some(ours)
}

/// All sources of settings. The editor's are what it says now, stronger, and its `initializationOptions`.
#[derive(Debug)]
pub(super) struct Configuration {
    resolver: Resolver,
}

impl Configuration {
    /// With the words of the command line, and nothing known of the client yet.
    pub(super) fn new(options: Options) -> Self {
        let strongest = Config {
            locale: options.locale.map(|locale| Setting {
                value: Some(locale),
                origin: TextOrigin::CommandLine,
            }),
            ..Config::default()
        };
        let file = match options.config {
            _ if options.isolated => Choice::Nothing,
            Some(given) => Choice::Given(std::path::absolute(&given).unwrap_or(given)),
            None => Choice::Nearest,
        };
        let sources = Sources {
            file,
            options: strongest,
            editor: vec![Value::Null, Value::Null],
            ..Sources::default()
        };
        Configuration {
            resolver: Resolver::new(sources, Box::new(OnDisk)),
        }
    }

    /// Takes what came with the client's introduction.
    pub(super) fn start(&mut self, start: &Start) {
        let sources = self.resolver.sources_mut();
        sources.locale = start.locale;
        sources.folders.clone_from(&start.folders);
        sources.editor = vec![Value::Null, start.options.clone()];
        self.resolver.review_editor();
    }

    /// Takes the editor's settings, which replace those it sent before. Whether anything has changed.
    pub(super) fn set_editor(&mut self, value: &Value) -> bool {
        if self.resolver.sources().editor.first() == Some(value) {
            return false;
        }
        if let Some(editor) = self.resolver.sources_mut().editor.first_mut() {
            editor.clone_from(value);
        }
        self.resolver.review_editor();
        true
    }

    /// Takes folders that were added to the workspace, and others that were taken out of it.
    pub(super) fn change_folders(&mut self, added: &[PathBuf], removed: &[PathBuf]) {
        let folders = &mut self.resolver.sources_mut().folders;
        folders.retain(|folder| !removed.contains(folder) && !added.contains(folder));
        folders.extend_from_slice(added);
    }

    /// Forgets what was read from the disk.
    pub(super) fn forget_files(&mut self) {
        self.resolver.forget_files();
    }

    /// Looks at the disk again, as something was saved. Whether that changes anything.
    pub(super) fn look_again(&mut self, saved: Option<&Path>) -> bool {
        let is_ours = saved.is_some_and(|path| self.resolver.knows(path));
        let is_outdated = is_ours || self.resolver.is_outdated();
        if is_outdated {
            self.resolver.forget_files();
        }
        is_outdated
    }

    /// Looks at the disk again, as far as it concerns a document that is opened. Whether that changes anything.
    pub(super) fn look_again_for(&mut self, document: &Path) -> bool {
        let folder = document.parent();
        let is_outdated = folder.is_some_and(|folder| self.resolver.is_outdated_for(folder));
        if is_outdated {
            self.resolver.forget_files();
        }
        is_outdated
    }

    /// What was looked at on the disk, as it was then.
    pub(super) fn seen(&self) -> Vec<(PathBuf, Look)> {
        self.resolver.seen()
    }

    /// The folders of the workspace.
    pub(super) fn folders(&self) -> &[PathBuf] {
        &self.resolver.sources().folders
    }

    /// The language of what is said outside of any document.
    pub(super) fn locale(&self) -> Locale {
        self.resolver.locale()
    }

    /// The settings for a document, by its place on the disk; one without a place has those of the first folder of the workspace.
    pub(super) fn effective(&mut self, document: Option<&Path>) -> Effective {
        let folder = match document {
            Some(document) => document.parent().map(Path::to_path_buf),
            None => self.folders().first().cloned(),
        };
        let loaded = self.resolver.for_folder(folder.as_deref());
        let config = &loaded.config;
        let changes_texts = !loaded.has_doubtful_file();
        Effective {
            settings: config.settings_for(document, self.resolver.sources().locale),
            enabled: config.enabled()
                && !document.is_some_and(|document| config.excludes(document)),
            fixes_on_save: changes_texts && config.fixes_on_save(),
            follows_totals: changes_texts && config.follows_totals(),
            column_names: config.column_names(),
            delay: config.diagnostic_delay(),
            notebook: document.and_then(|document| self.notebook(document, &loaded)),
            loaded,
        }
    }

    /// What is set for a file.
    pub(super) fn loaded(&mut self, file: &Path) -> Arc<Loaded> {
        self.resolver.for_folder(file.parent())
    }

    /// What is set for a file that is checked; `None` for one that is not.
    pub(super) fn checked(&mut self, file: &Path) -> Option<Arc<Loaded>> {
        let loaded = self.loaded(file);
        let config = &loaded.config;
        let is_checked = config.enabled() && !config.excludes(file);
        is_checked.then_some(loaded)
    }

    /// The configuration file that applies to a document, or the one to begin: in the workspace folder that it lies in, or else beside it.
    fn notebook(&self, document: &Path, loaded: &Loaded) -> Option<PathBuf> {
        let sources = self.resolver.sources();
        match (&sources.file, &loaded.file) {
            (Choice::Nothing, _) => None,
            (_, Some(file)) => loaded.text.is_some().then(|| file.clone()),
            (_, None) => {
                let holds = |folder: &&PathBuf| document.starts_with(folder);
                let folders = sources.folders.iter().filter(holds).map(PathBuf::as_path);
                let nearest = folders.max_by_key(|folder| folder.components().count());
                Some(nearest.or(document.parent())?.join(config::FILE_NAME))
            }
        }
    }

    /// Sentences about mistakes that have not been said yet.
    pub(super) fn take_mistakes(&mut self) -> Vec<String> {
        let mistakes = self.resolver.take_mistakes();
        if mistakes.is_empty() {
            return Vec::new();
        }
        let locale = self.locale();
        let sentences = mistakes.iter().map(|mistake| mistake.sentence(locale));
        let mut sentences: Vec<String> = sentences.take(SHOWN).collect();
        if mistakes.len() > SHOWN {
            sentences.push(say!(
                locale,
                "设置中另有 {n} 处错误；nianbao config 列出全部",
                "{n} more mistakes in the settings; `nianbao config` lists them all",
                n = mistakes.len() - SHOWN
            ));
        }
        sentences
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn started(options: Value) -> Configuration {
        let mut configuration = Configuration::new(Options::default());
        configuration.start(&Start {
            options,
            ..Start::default()
        });
        configuration
    }

    #[test]
    fn the_editor_is_stronger_than_its_options_and_both_than_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let toml = "edition = \"2019\"\nfix-on-save = true\ndiagnostic-delay-ms = 5\n";
        std::fs::write(folder.path().join(config::FILE_NAME), toml).unwrap();
        let report = folder.path().join("年报.txt");

        let mut configuration = started(json!({ "fixOnSave": false, "diagnosticDelayMs": 6 }));
        configuration.set_editor(&json!({ "nianbao": { "diagnosticDelayMs": 7 } }));
        let effective = configuration.effective(Some(&report));

        assert_eq!(effective.settings.edition.as_deref(), Some("2019"));
        assert!(!effective.fixes_on_save);
        assert_eq!(effective.delay, Duration::from_millis(7));
        assert_eq!(configuration.effective(None).settings.edition, None);
        assert_eq!(configuration.take_mistakes(), Vec::<String>::new());
    }

    #[test]
    fn the_command_line_is_stronger_than_both() {
        let folder = tempfile::tempdir().unwrap();
        let toml = folder.path().join(config::FILE_NAME);
        std::fs::write(&toml, "edition = \"2019\"\nlocale = \"zh-CN\"\n").unwrap();
        let report = folder.path().join("年报.txt");
        let effective = |options, report| {
            let mut configuration = Configuration::new(options);
            configuration.start(&Start::default());
            let Effective { settings, .. } = configuration.effective(report);
            (settings.edition, settings.locale)
        };

        let isolated = Options {
            isolated: true,
            ..Options::default()
        };
        assert_eq!(effective(isolated, Some(&report)), (None, Locale::Chinese));
        let given = Options {
            config: Some(toml),
            locale: Some(Locale::English),
            ..Options::default()
        };
        let edition = Some("2019".to_owned());
        assert_eq!(effective(given, None), (edition, Locale::English));
    }

    #[test]
    fn a_text_without_a_place_has_the_settings_of_the_first_folder() {
        let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for (folder, edition) in [(&first, "2019"), (&second, "2021")] {
            let toml = format!("edition = \"{edition}\"\nexclude = [\"*\"]\n");
            std::fs::write(folder.path().join(config::FILE_NAME), toml).unwrap();
        }
        let mut configuration = Configuration::new(Options::default());
        configuration.start(&Start {
            folders: vec![first.path().to_path_buf(), second.path().to_path_buf()],
            ..Start::default()
        });

        let effective = configuration.effective(None);

        assert_eq!(effective.settings.edition.as_deref(), Some("2019"));
        assert!(effective.enabled, "globs are about files");
        assert_eq!(effective.notebook, None);
    }

    #[test]
    fn a_changed_file_applies_once_it_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let report = folder.path().join("年报.txt");
        let mut configuration = started(json!({}));
        assert!(configuration.effective(Some(&report)).enabled);

        std::fs::write(
            folder.path().join(config::FILE_NAME),
            "exclude = [\"年报.txt\"]\n",
        )
        .unwrap();
        assert!(configuration.effective(Some(&report)).enabled);
        configuration.forget_files();
        assert!(!configuration.effective(Some(&report)).enabled);
    }

    #[test]
    fn pushed_settings_of_others_are_not_ours() {
        assert_eq!(
            section(&json!({ "nianbao": { "fixOnSave": true }, "else": 1 })),
            Some(&json!({ "fixOnSave": true }))
        );
        assert_eq!(
            section(&json!({ "fixOnSave": true })),
            Some(&json!({ "fixOnSave": true }))
        );
        for pushed in [
            json!(null),
            json!({}),
            json!([]),
            json!({ "python": {} }),
            json!({ "nianbao": null }),
            json!({ "nianbao": [] }),
        ] {
            assert_eq!(section(&pushed), None, "{pushed}");
        }
    }

    #[test]
    fn settings_that_are_none_are_said_once_by_whichever_way_they_come() {
        for wrong in [json!(5), json!("x"), json!([1]), json!(true)] {
            let mut configuration = started(wrong.clone());
            assert_eq!(configuration.take_mistakes().len(), 1, "{wrong}");
            configuration.effective(None);
            configuration.set_editor(&wrong);
            assert_eq!(configuration.take_mistakes(), Vec::<String>::new());

            let named = json!({ "nianbao": wrong });
            assert_eq!(section(&named), Some(&wrong));
            assert_eq!(section(&wrong), Some(&wrong));
            let mut configuration = started(json!({}));
            configuration.set_editor(&wrong);
            assert_eq!(configuration.take_mistakes().len(), 1, "{wrong}");
        }
        // An empty table of Lua comes as an empty list.
        for nothing in [json!(null), json!([])] {
            let mut configuration = started(nothing.clone());
            configuration.set_editor(&nothing);
            assert_eq!(configuration.take_mistakes(), Vec::<String>::new());
        }
    }

    #[test]
    fn no_text_is_changed_by_itself_beside_a_mistake_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let (file, report) = (
            folder.path().join(config::FILE_NAME),
            folder.path().join("年报.txt"),
        );
        let wished = json!({ "fixOnSave": true, "followTotals": true });
        for (toml, changes) in [
            ("exclude = [\"归档/**\"]\n", true),
            ("exclude = \"归档/**\"]\n", false),
            ("exclud = [\"归档/**\"]\n", false),
            ("[[ignore]]\ncode = \"no-such-rule\"\n", false),
        ] {
            std::fs::write(&file, toml).unwrap();
            let mut configuration = started(wished.clone());
            let effective = configuration.effective(Some(&report));
            assert_eq!(effective.fixes_on_save, changes, "{toml}");
            assert_eq!(effective.follows_totals, changes, "{toml}");
            assert_eq!(configuration.take_mistakes().is_empty(), changes, "{toml}");
        }
    }

    #[test]
    fn of_many_mistakes_the_first_are_shown_and_the_others_counted() {
        let folder = tempfile::tempdir().unwrap();
        let keys: String = (0..12).map(|n| format!("key-{n} = 1\n")).collect();
        std::fs::write(folder.path().join(config::FILE_NAME), keys).unwrap();
        let mut configuration = started(json!({}));
        configuration.effective(Some(&folder.path().join("年报.txt")));
        let said = configuration.take_mistakes();
        assert_eq!(said.len(), SHOWN + 1);
        assert!(said[SHOWN].contains("另有 7 处"), "{said:?}");
    }

    #[test]
    fn a_mistake_is_said_once_and_the_rest_applies() {
        let mut configuration = started(json!({ "fixOnSave": true, "edition": "1999" }));
        assert!(configuration.effective(None).fixes_on_save);
        let said = configuration.take_mistakes();
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("1999"), "{said:?}");

        configuration.set_editor(&json!({}));
        configuration.effective(None);
        assert_eq!(configuration.take_mistakes(), Vec::<String>::new());
    }
}
