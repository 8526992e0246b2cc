//! Which settings apply to which open document, from the editor and from `nianbao.toml`.
//!
//! In: the editor's settings as they come, paths of documents. Out: [`Effective`] settings, and sentences about mistakes, each said once.
//! Reading `nianbao.toml` is the only use the server makes of the disk. How settings are laid over each other is [`crate::config`]'s.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::Options;
use super::abilities::Start;
use crate::config::{self, Config, Mistake, Origin, Setting};
use crate::kit::Forms;
use crate::locale::Locale;
use crate::say;
use crate::settings::Settings;

/// The settings that apply to one document.
#[derive(Debug)]
pub(super) struct Effective {
    /// For the analysis.
    pub(super) settings: Settings,
    /// Whether anything is to be said about the document.
    pub(super) enabled: bool,
    /// Whether safe fixes are applied on save.
    pub(super) fixes_on_save: bool,
    /// How long to wait after an edit.
    pub(super) delay: Duration,
    own_forms: Option<Arc<Forms>>,
}

impl Effective {
    /// The editions to check against.
    pub(super) fn forms(&self) -> &Forms {
        self.own_forms
            .as_deref()
            .unwrap_or_else(|| Forms::builtin())
    }
}

/// The part of pushed settings that is ours: the object under our name, or the object itself if it has a key of ours. Some clients push
/// `null` to say that there is something to ask for, others everything that is set for any server.
pub(super) fn section(pushed: &Value) -> Option<&Value> {
    match pushed.get("nianbao") {
        Some(ours) => Some(ours).filter(|ours| ours.is_object()),
        None => Some(pushed).filter(|bare| {
            config::KEYS
                .iter()
                .any(|key| bare.get(key.editor_name()).is_some())
        }),
    }
}

/// All sources of settings.
#[derive(Debug, Default)]
pub(super) struct Configuration {
    /// Stronger than all others.
    options: Options,
    client_locale: Locale,
    /// The workspace folder, for globs in the editor's settings.
    folder: Option<PathBuf>,
    /// From `initializationOptions`.
    initial: Config,
    /// As the editor says later; stronger.
    editor: Config,
    /// What applies in a folder, read when first needed. `None` stands for documents without a place on the disk.
    folders: HashMap<Option<PathBuf>, Arc<Layers>>,
    /// Sentences already said.
    said: HashSet<String>,
    /// Sentences to say.
    unsaid: Vec<String>,
}

/// All sources for one folder, laid over each other.
#[derive(Debug)]
struct Layers {
    config: Config,
    own_forms: Option<Arc<Forms>>,
}

impl Configuration {
    /// With the words of the command line, and nothing known of the client yet.
    pub(super) fn new(options: Options) -> Self {
        Configuration {
            options,
            ..Configuration::default()
        }
    }

    /// Takes what came with the client's introduction.
    pub(super) fn start(&mut self, start: &Start) {
        self.client_locale = start.locale;
        self.folder.clone_from(&start.folder);
        self.initial = self.read_editor(&start.options);
        self.folders.clear();
    }

    /// Takes the editor's settings, which replace those it sent before. Whether anything has changed.
    pub(super) fn set_editor(&mut self, value: &Value) -> bool {
        let said = self.read_editor(value);
        let changed = self.editor != said;
        if changed {
            self.editor = said;
            self.folders.clear();
        }
        changed
    }

    /// Forgets what was read from the disk.
    pub(super) fn forget_files(&mut self) {
        self.folders.clear();
        self.said.clear();
    }

    /// Forgets what was read from the disk for one document, if that costs a look at the disk only.
    pub(super) fn forget_file_of(&mut self, document: &Path) {
        self.folders
            .remove(&document.parent().map(Path::to_path_buf));
    }

    /// The language of what is said outside of any document.
    pub(super) fn locale(&self) -> Locale {
        let editor = self.editor.locale(self.initial.locale(self.client_locale));
        self.options.locale.unwrap_or(editor)
    }

    /// The settings for a document, by its place on the disk.
    pub(super) fn effective(&mut self, document: Option<&Path>) -> Effective {
        let layers = self.layers(document.and_then(Path::parent));
        let config = &layers.config;
        Effective {
            settings: config.settings_for(document, self.client_locale),
            enabled: config.enabled()
                && !document.is_some_and(|document| config.excludes(document)),
            fixes_on_save: config.fixes_on_save(),
            delay: config.diagnostic_delay(),
            own_forms: layers.own_forms.clone(),
        }
    }

    /// Sentences about mistakes that have not been said yet.
    pub(super) fn take_mistakes(&mut self) -> Vec<String> {
        std::mem::take(&mut self.unsaid)
    }

    fn layers(&mut self, folder: Option<&Path>) -> Arc<Layers> {
        let key = folder.map(Path::to_path_buf);
        if let Some(layers) = self.folders.get(&key) {
            return Arc::clone(layers);
        }
        let file = match &self.options.config {
            _ if self.options.isolated => None,
            Some(given) => Some(given.clone()),
            None => folder.and_then(|folder| config::find(folder, &|path| path.exists())),
        };
        let file = file.map(|file| self.read_file(&file)).unwrap_or_default();
        let wished = Config {
            locale: self.options.locale.map(|locale| Setting {
                value: Some(locale),
                origin: Origin::CommandLine,
            }),
            ..Config::default()
        };
        let editor = self.editor.clone().over(self.initial.clone());
        let mut config = wished.over(editor).over(file);
        let own_forms = (!config.own_editions.is_empty()).then(|| Arc::new(config.forms()));
        let forms = own_forms.as_deref().unwrap_or_else(|| Forms::builtin());
        let mistakes = config.settle(forms, self.locale());
        self.note(mistakes);
        let layers = Arc::new(Layers { config, own_forms });
        self.folders.insert(key, Arc::clone(&layers));
        layers
    }

    fn read_editor(&mut self, value: &Value) -> Config {
        if !value.is_object() {
            return Config::default();
        }
        let (config, mistakes) = Config::from_json(value, self.folder.as_deref(), self.locale());
        self.note(mistakes);
        config
    }

    fn read_file(&mut self, path: &Path) -> Config {
        let read = |path: &Path| std::fs::read_to_string(path).map_err(|error| error.to_string());
        let locale = self.locale();
        match read(path) {
            Ok(text) => {
                let (config, mistakes) = Config::from_toml(&text, path, locale, &read);
                self.note(mistakes);
                config
            }
            Err(reason) => {
                let message = say!(locale, "读不了：{reason}", "cannot be read: {reason}");
                let path = path.display().to_string();
                self.note(vec![Mistake {
                    origin: Origin::File { path, line: None },
                    key: String::new(),
                    message,
                }]);
                Config::default()
            }
        }
    }

    fn note(&mut self, mistakes: Vec<Mistake>) {
        let locale = self.locale();
        for mistake in mistakes {
            let sentence = mistake.sentence(locale);
            if self.said.insert(sentence.clone()) {
                self.unsaid.push(sentence);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn started(options: Value) -> Configuration {
        let mut configuration = Configuration::default();
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
        ] {
            assert_eq!(section(&pushed), None, "{pushed}");
        }
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
