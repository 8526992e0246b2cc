//! What the table of keys is good for beside reading: a JSON Schema and a first `nianbao.toml`.

use serde_json::{Map, Value, json};

use super::keys::{
    AUTO, COLUMN_NAMES, HINT_COLUMNS, IGNORE_KEYS, KEYS, Key, KeyKind, LANGUAGES, LEVELS,
    LONGEST_DELAY_MS,
};
use super::keys::{ROLL_UP_KEYS, SERIES_KEYS};
use crate::locale::Locale;

/// The JSON Schema of `nianbao.toml`. Editors that know TOML complete and check the file with it.
pub fn schema(locale: Locale) -> Value {
    let properties: Map<String, Value> = KEYS
        .iter()
        .map(|key| (key.name.to_owned(), property(key, locale)))
        .collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": super::FILE_NAME,
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

fn property(key: &Key, locale: Locale) -> Value {
    let mut schema = match key.kind {
        KeyKind::Flag => json!({ "type": "boolean" }),
        KeyKind::Hints => json!({ "type": "object", "additionalProperties": false, "properties": {
            HINT_COLUMNS: { "enum": names(COLUMN_NAMES), "default": "off" },
        } }),
        KeyKind::EditionId => {
            json!({ "type": ["string", "integer"], "examples": [AUTO, "2021", "2019"] })
        }
        KeyKind::Language => json!({ "enum": names(LANGUAGES) }),
        KeyKind::Delay => json!({ "type": "integer", "minimum": 0, "maximum": LONGEST_DELAY_MS }),
        KeyKind::Globs | KeyKind::EditionFiles => {
            json!({ "type": "array", "items": { "type": "string", "minLength": 1 } })
        }
        KeyKind::Levels => {
            let levels: Map<String, Value> = super::rule_codes()
                .iter()
                .map(|code| ((*code).to_owned(), json!({ "enum": names(LEVELS) })))
                .collect();
            json!({ "type": "object", "additionalProperties": false, "properties": levels })
        }
        KeyKind::Ignores => {
            let keys: Map<String, Value> = IGNORE_KEYS
                .iter()
                .map(|(name, chinese, english)| {
                    let about = pick(locale, chinese, english);
                    let mut key = json!({ "type": "string", "description": about });
                    if *name == "rule" {
                        key["enum"] = json!(super::rule_codes());
                    }
                    ((*name).to_owned(), key)
                })
                .collect();
            json!({ "type": "array", "items": {
                "type": "object", "additionalProperties": false, "required": ["rule"], "properties": keys,
            } })
        }
        KeyKind::Series => tables(SERIES_KEYS, &["unit"], locale),
        KeyKind::RollUps => tables(ROLL_UP_KEYS, &["whole", "parts"], locale),
        KeyKind::Editions => json!({ "type": "array", "items": {
            "type": "object", "required": ["id", "name", "source", "first-year", "title", "section", "table"],
        } }),
    };
    schema["description"] = json!(pick(locale, key.chinese, key.english));
    if let Some(default) = default_as_json(key) {
        schema["default"] = default;
    }
    schema
}

/// A list of tables with these keys.
fn tables(
    keys: &[(&'static str, &'static str, &'static str, bool)],
    required: &[&str],
    locale: Locale,
) -> Value {
    let word = json!({ "type": "string", "minLength": 1 });
    let keys = keys.iter().map(|(name, chinese, english, is_list)| {
        let mut key = match is_list {
            true => json!({ "type": "array", "items": word }),
            false => word.clone(),
        };
        key["description"] = json!(pick(locale, chinese, english));
        ((*name).to_owned(), key)
    });
    let keys: Map<String, Value> = keys.collect();
    json!({ "type": "array", "items": {
        "type": "object", "additionalProperties": false, "required": required, "properties": keys,
    } })
}

fn names<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
    choices.iter().map(|(name, _)| *name).collect()
}

/// The default of a key as JSON.
fn default_as_json(key: &Key) -> Option<Value> {
    let table: toml::Table = format!("value = {}", key.default).parse().ok()?;
    serde_json::to_value(table.get("value")?).ok()
}

/// A first `nianbao.toml`: every key with its default, commented out, so that the file changes nothing until somebody edits it.
pub fn template(locale: Locale) -> String {
    let mut single = String::new();
    let mut tables = String::new();
    for key in KEYS {
        let about = pick(locale, key.chinese, key.english);
        match key.kind {
            KeyKind::Levels => {
                let code = super::rule_codes().first().copied().unwrap_or_default();
                tables.push_str(&format!(
                    "\n# {about}\n# [{}]\n# {code} = \"off\"\n",
                    key.name
                ));
            }
            KeyKind::Hints => tables.push_str(&format!(
                "\n# {about}\n# [{}]\n# {HINT_COLUMNS} = \"off\"\n",
                key.name
            )),
            KeyKind::Ignores => {
                tables.push_str(&format!("\n# {about}\n# [[{}]]\n", key.name));
                for (name, chinese, english) in IGNORE_KEYS {
                    tables.push_str(&format!(
                        "# {name} = \"…\"  # {}\n",
                        pick(locale, chinese, english)
                    ));
                }
            }
            KeyKind::Series | KeyKind::RollUps => {
                let keys = match key.kind {
                    KeyKind::Series => SERIES_KEYS,
                    _ => ROLL_UP_KEYS,
                };
                tables.push_str(&format!("\n# {about}\n# [[{}]]\n", key.name));
                for (name, chinese, english, is_list) in keys {
                    let value = if *is_list { "[\"…\"]" } else { "\"…\"" };
                    tables.push_str(&format!(
                        "# {name} = {value}  # {}\n",
                        pick(locale, chinese, english)
                    ));
                }
            }
            KeyKind::Editions => {
                let copy = pick(
                    locale,
                    "其余各项同官方格式版本的文件，见 README",
                    "and all the keys of an official edition's file; see README",
                );
                tables.push_str(&format!(
                    "\n# {about}\n# [[{}]]\n# id = \"…\"  # {copy}\n",
                    key.name
                ));
            }
            _ => single.push_str(&format!("\n# {about}\n# {} = {}\n", key.name, key.default)),
        }
    }
    let opening = pick(
        locale,
        "# 年报核对的设置。去掉行首的 # 即生效。",
        "# Settings of nianbao. Remove the # at the start of a line to use it.",
    );
    format!("{opening}\n{single}{tables}")
}

fn pick<'w>(locale: Locale, chinese: &'w str, english: &'w str) -> &'w str {
    match locale {
        Locale::Chinese => chinese,
        Locale::English => english,
    }
}
