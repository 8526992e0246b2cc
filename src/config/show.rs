//! The effective settings, for people: every key, its value, and where it was set.

use super::keys::{COLUMN_NAMES, HINT_COLUMNS};
use super::{Config, KEYS, Level, TextOrigin};
use crate::chars::is_hidden_command;
use crate::locale::Locale;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The key as in `nianbao.toml`; for a rule `rules.row-total`.
    pub key: String,
    /// The value as TOML.
    pub value: String,
    /// Where it was set.
    pub origin: TextOrigin,
}

/// Every key in the order of [`KEYS`]; lists and rules one line per entry, or their default when they have none.
pub fn show(config: &Config) -> Vec<Shown> {
    let mut lines = Vec::new();
    for key in KEYS {
        let before = lines.len();
        for (suffix, value, origin) in values(config, key.name) {
            lines.push(Shown {
                key: format!("{}{suffix}", key.name),
                value,
                origin,
            });
        }
        if lines.len() == before {
            lines.push(Shown {
                key: key.name.to_owned(),
                value: key.default.to_owned(),
                origin: TextOrigin::Default,
            });
        }
    }
    lines
}

/// What was set for one key: a suffix for the key, the value as TOML, and where.
fn values(config: &Config, key: &str) -> Vec<(String, String, TextOrigin)> {
    fn one<T>(
        setting: &Option<super::Setting<T>>,
        toml: impl Fn(&T) -> String,
    ) -> Vec<(String, String, TextOrigin)> {
        let line = |s: &super::Setting<T>| (String::new(), toml(&s.value), s.origin.clone());
        setting.iter().map(line).collect()
    }
    fn many<T>(
        settings: &[super::Setting<T>],
        toml: impl Fn(&T) -> String,
    ) -> Vec<(String, String, TextOrigin)> {
        let line = |s: &super::Setting<T>| (String::new(), toml(&s.value), s.origin.clone());
        settings.iter().map(line).collect()
    }
    match key {
        "edition" => one(&config.edition, |id| {
            quoted(id.as_deref().unwrap_or(super::keys::AUTO))
        }),
        "locale" => one(&config.locale, |locale| {
            quoted(locale.map_or(super::keys::AUTO, Locale::tag))
        }),
        "exclude" => many(&config.exclude, |glob| quoted(&glob.pattern)),
        "enable" => one(&config.enable, bool::to_string),
        "fix-on-save" => one(&config.fix_on_save, bool::to_string),
        "follow-totals" => one(&config.follow_totals, bool::to_string),
        "inlay-hints" => {
            let set = config.column_names.iter();
            set.map(|setting| {
                let named = COLUMN_NAMES
                    .iter()
                    .find(|(_, names)| *names == setting.value);
                let value = named.map_or("", |(name, _)| *name);
                (
                    format!(".{HINT_COLUMNS}"),
                    quoted(value),
                    setting.origin.clone(),
                )
            })
            .collect()
        }
        "diagnostic-delay-ms" => one(&config.diagnostic_delay_ms, u64::to_string),
        "rules" => config
            .rules
            .iter()
            .map(|(code, setting)| {
                let word = match setting.value {
                    Level::Off => "off",
                    Level::Own => super::keys::AUTO,
                    Level::At(severity) => severity.name(),
                };
                (format!(".{code}"), quoted(word), setting.origin.clone())
            })
            .collect(),
        "ignore" => many(&config.ignores, |entry| {
            let mut parts = Vec::new();
            if let Some(file) = &entry.file {
                parts.push(format!("file = {}", quoted(&file.pattern)));
            }
            parts.push(format!("rule = {}", quoted(entry.rule)));
            if let Some(cell) = &entry.cell {
                parts.push(format!("cell = {}", quoted(cell)));
            }
            if let Some(reason) = &entry.reason {
                parts.push(format!("reason = {}", quoted(reason)));
            }
            format!("{{ {} }}", parts.join(", "))
        }),
        "series" => many(&config.series, super::SeriesEntry::as_toml),
        "roll-up" => many(&config.roll_ups, super::RollUpEntry::as_toml),
        "edition-files" => many(&config.edition_files, |file| quoted(file)),
        "own-edition" => many(&config.own_editions, |edition| quoted(&edition.id)),
        _ => Vec::new(),
    }
}

/// A word as TOML, in one line that is safe to look at. The escapes of JSON are among those of TOML.
pub(super) fn quoted(words: &str) -> String {
    let json = serde_json::Value::from(words).to_string();
    let mut toml = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter == '\u{7f}' || is_hidden_command(letter) {
            true => toml.push_str(&format!("\\u{:04x}", u32::from(letter))),
            false => toml.push(letter),
        }
    }
    toml
}

/// The same for several words.
pub(super) fn listed<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let quoted: Vec<String> = words.map(quoted).collect();
    format!("[{}]", quoted.join(", "))
}
