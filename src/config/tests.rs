#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::Duration;

use std::path::Path;

use serde_json::json;

use super::*;

fn no_other_file(path: &Path) -> Result<String, String> {
    Err(format!("is not at {}", path.display()))
}

fn read(text: &str) -> (Config, Vec<Mistake>) {
    Config::from_toml(
        text,
        Path::new("/r/nianbao.toml"),
        Locale::English,
        &no_other_file,
    )
}

fn sentences(text: &str) -> Vec<String> {
    read(text)
        .1
        .iter()
        .map(|mistake| mistake.sentence(Locale::English))
        .collect()
}

fn clean(text: &str) -> Config {
    let (config, mistakes) = read(text);
    assert_eq!(mistakes, []);
    config
}

#[test]
fn every_key_is_read_and_remembers_its_line() {
    let config = clean(
        "edition = 2021\nlocale = \"en\"\nexclude = [\n  \"归档/**\",\n]\nenable = false\nfix-on-save = true\n\
         diagnostic-delay-ms = 300\n[rules]\nrow-label = \"info\"\nbalance = \"off\"\n\
         [[ignore]]\nfile = \"2023.txt\"\nrule = \"row-total\"\ncell = \"三/（七）总计/自然人\"\nreason = \"以更正函为准\"\n",
    );
    let at = |line| TextOrigin::File {
        path: "/r/nianbao.toml".to_owned(),
        line: Some(line),
    };
    assert_eq!(
        config.edition,
        Some(Setting {
            value: Some("2021".to_owned()),
            origin: at(1)
        })
    );
    assert_eq!(config.locale(Locale::Chinese), Locale::English);
    assert_eq!(config.exclude[0].origin, at(4));
    assert!(!config.enabled());
    assert!(config.fixes_on_save());
    assert_eq!(config.diagnostic_delay(), Duration::from_millis(300));
    assert_eq!(
        config.rules["balance"],
        Setting {
            value: Level::Off,
            origin: at(11)
        }
    );
    assert_eq!(config.ignores[0].origin, at(12));
    let settings = config.settings_for(Some(Path::new("/r/2023.txt")), Locale::Chinese);
    assert_eq!(settings.edition.as_deref(), Some("2021"));
    assert_eq!(
        settings.rules,
        [
            ("balance", None),
            ("row-label", Some(Severity::Information))
        ]
    );
    let cell = Some("三/（七）总计/自然人".to_owned());
    assert_eq!(
        settings.ignores,
        [Ignore {
            rule: "row-total".to_owned(),
            cell
        }]
    );
    assert_eq!(
        config
            .settings_for(Some(Path::new("/r/2024.txt")), Locale::Chinese)
            .ignores,
        []
    );
    assert_eq!(config.settings_for(None, Locale::Chinese).ignores, []);
}

#[test]
fn an_unknown_key_is_named_with_its_line_and_its_neighbour_and_the_rest_applies() {
    let text =
        "fix_on_save = true\nenable = false\n[rules]\nrow-totl = \"off\"\nnonsense = \"off\"\n";
    assert_eq!(
        sentences(text),
        [
            "/r/nianbao.toml:1 fix_on_save: \"fix_on_save\" is unknown; did you mean \"fix-on-save\"?",
            "/r/nianbao.toml:4 rules.row-totl: \"row-totl\" is unknown; did you mean \"row-total\"?",
            "/r/nianbao.toml:5 rules.nonsense: \"nonsense\" is unknown",
        ]
    );
    assert!(!read(text).0.enabled());
}

#[test]
fn a_wrong_value_is_named_with_what_was_expected() {
    assert_eq!(
        sentences(
            "enable = \"yes\"\ndiagnostic-delay-ms = 9000\nlocale = \"fr\"\nexclude = \"a\"\nrules = 3\nfix-on-save = 1.5"
        ),
        [
            "/r/nianbao.toml:1 enable: found \"yes\", expected true or false",
            "/r/nianbao.toml:2 diagnostic-delay-ms: found 9000, expected a whole number from 0 to 2000",
            "/r/nianbao.toml:3 locale: found \"fr\", expected one of auto, zh-CN, en",
            "/r/nianbao.toml:4 exclude: found \"a\", expected a list […]",
            "/r/nianbao.toml:5 rules: found 3, expected a table of keys and values",
            "/r/nianbao.toml:6 fix-on-save: found a value of another kind, expected true or false",
        ]
    );
}

#[test]
fn broken_toml_is_one_mistake_and_what_can_be_read_applies() {
    let (config, mistakes) = read("enable = false\nedition = \n");
    assert_eq!(mistakes.len(), 1);
    assert_eq!(mistakes[0].origin.line(), Some(2));
    assert!(!config.enabled());
}

#[test]
fn half_an_ignore_entry_silences_nothing() {
    let (config, mistakes) = read(
        "[[ignore]]\nfile = \"a.txt\"\n[[ignore]]\nrule = \"row-totl\"\n[[ignore]]\nrule = \"balance\"\nfile = \"[\"",
    );
    assert_eq!(config.ignores, []);
    let places: Vec<(Option<usize>, &str)> = mistakes
        .iter()
        .map(|m| (m.origin.line(), m.key.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            (Some(1), "ignore.rule"),
            (Some(4), "ignore.rule"),
            (Some(7), "ignore.file")
        ]
    );
}

#[test]
fn editors_write_the_same_keys_in_camel_case_wrapped_or_not() {
    let inner = json!({ "enable": true, "fixOnSave": true, "diagnosticDelayMs": 50, "rules": {"balance": "warning"},
        "ignore": [{"rule": "row-total"}], "path": "/usr/bin/nianbao", "trace": {"server": "off"}, "locale": null });
    let (bare, mistakes) = Config::from_json(&inner, None, Locale::English);
    assert_eq!(mistakes, []);
    let (wrapped, _) = Config::from_json(&json!({ "nianbao": inner }), None, Locale::English);
    assert_eq!(bare, wrapped);
    assert!(bare.fixes_on_save());
    assert_eq!(bare.rules["balance"].value, Level::At(Severity::Warning));
    assert_eq!(bare.ignores.len(), 1);
    let (_, mistakes) = Config::from_json(
        &json!({ "fix-on-save": true, "editon": "auto" }),
        None,
        Locale::English,
    );
    let said: Vec<String> = mistakes
        .iter()
        .map(|m| m.sentence(Locale::English))
        .collect();
    assert!(
        said.iter()
            .any(|m| m.contains("did you mean \"fixOnSave\"")),
        "{said:?}"
    );
    assert!(
        said.iter().any(|m| m.contains("did you mean \"edition\"")),
        "{said:?}"
    );
}

#[test]
fn json_that_is_no_object_is_one_mistake() {
    let (config, mistakes) = Config::from_json(&json!("off"), None, Locale::English);
    assert_eq!(config, Config::default());
    assert_eq!(mistakes.len(), 1);
    assert_eq!(Config::from_json(&json!(null), None, Locale::English).1, []);
    assert_eq!(
        Config::from_json(&json!({ "rules": [] }), None, Locale::English).1,
        []
    );
}

#[test]
fn the_stronger_source_wins_per_rule_and_lists_join() {
    let file = clean(
        "edition = \"2019\"\nexclude = [\"a\"]\n[rules]\nbalance = \"off\"\nrow-total = \"warning\"\n",
    );
    let (editor, _) = Config::from_json(
        &json!({ "edition": "auto", "exclude": ["b"], "rules": { "balance": "error" } }),
        None,
        Locale::English,
    );
    let both = editor.over(file);
    assert_eq!(
        both.edition,
        Some(Setting {
            value: None,
            origin: TextOrigin::Editor
        })
    );
    assert_eq!(both.rules["balance"].value, Level::At(Severity::Error));
    assert_eq!(both.rules["row-total"].value, Level::At(Severity::Warning));
    let globs: Vec<&str> = both
        .exclude
        .iter()
        .map(|glob| glob.value.pattern.as_str())
        .collect();
    assert_eq!(globs, ["b", "a"]);
}

#[test]
fn globs_are_relative_to_the_folder_of_the_file_and_cover_what_lies_inside() {
    let config = clean("exclude = [\"归档\", \"*.html\", \"**/draft-*\", \"./x/y.txt\"]");
    let excluded = |path: &str| config.excludes(Path::new(path));
    assert!(excluded("/r/归档/2020/a.txt"));
    assert!(!excluded("/r/2021/归档.txt"));
    assert!(excluded("/r/a.html"));
    assert!(!excluded("/r/sub/a.html"));
    assert!(excluded("/r/sub/draft-1/a.txt"));
    assert!(excluded("/r/x/y.txt"));
    assert!(!excluded("/elsewhere/x/y.txt"));
}

#[test]
fn an_edition_that_nobody_defines_is_dropped_with_a_sentence() {
    let mut config = clean("\nedition = \"2020\"");
    let mistakes = config.settle(Forms::builtin(), Locale::English);
    assert_eq!(mistakes.len(), 1);
    assert_eq!(
        (mistakes[0].origin.line(), mistakes[0].key.as_str()),
        (Some(2), "edition")
    );
    assert_eq!(config.settings_for(None, Locale::Chinese).edition, None);
    assert_eq!(
        clean("edition = \"2019\"").settle(Forms::builtin(), Locale::English),
        []
    );
}

#[test]
fn a_missing_edition_file_is_named_at_its_line() {
    assert_eq!(
        sentences("edition-files = [\n  \"own.toml\",\n]"),
        ["/r/nianbao.toml:2 edition-files: cannot read own.toml: it is not at /r/own.toml"]
    );
}

#[test]
fn the_template_changes_nothing_and_is_valid_when_uncommented() {
    for locale in [Locale::Chinese, Locale::English] {
        let template = template(locale);
        assert_eq!(clean(&template), Config::default());
        let live: String = template
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| line.starts_with('[') || line.contains(" = "))
            .filter(|line| !line.contains('…'))
            .map(|line| format!("{line}\n"))
            .filter(|line| !line.contains("[["))
            .collect();
        let config = clean(&live);
        assert!(config.enabled() && !config.fixes_on_save());
        assert_eq!(config.rules.len(), 1);
        for key in KEYS {
            let starts = [
                format!("# {} =", key.name),
                format!("# [{}]", key.name),
                format!("# [[{}]]", key.name),
            ];
            let is_there = |line: &str| starts.iter().any(|start| line.starts_with(start));
            assert!(template.lines().any(is_there), "{}", key.name);
        }
    }
}

#[test]
fn the_schema_knows_every_key_with_its_default() {
    let schema = schema(Locale::English);
    for key in KEYS {
        let property = &schema["properties"][key.name];
        assert_eq!(property["description"], key.english);
        assert!(!property["default"].is_null(), "{}", key.name);
    }
    assert_eq!(schema["properties"]["enable"]["default"], true);
}

#[test]
fn what_is_shown_names_every_key_and_where_it_was_set() {
    let shown = show(&clean("fix-on-save = true\n[rules]\nbalance = \"off\""));
    for key in KEYS {
        assert!(
            shown.iter().any(|line| line.key.starts_with(key.name)),
            "{}",
            key.name
        );
    }
    let line = |key: &str| shown.iter().find(|line| line.key == key).unwrap();
    assert_eq!(line("fix-on-save").value, "true");
    assert_eq!(
        line("rules.balance").origin.words(Locale::English),
        "/r/nianbao.toml:3"
    );
    assert_eq!(line("enable").origin, TextOrigin::Default);
}

#[test]
fn an_ignore_entry_can_be_added_to_any_file_that_takes_one() {
    let cell = Some("三/（七）总计/自然人");
    for existing in ["", "enable = true", "[rules]\r\nbalance = \"off\"\r\n"] {
        let text = with_ignore(existing, "a[1].txt", "row-total", cell, "已核实").unwrap();
        let config = clean(&text);
        assert_eq!(text.contains("\r\n"), existing.contains("\r\n"));
        let settings = config.settings_for(Some(Path::new("/r/a[1].txt")), Locale::Chinese);
        assert_eq!(settings.ignores[0].cell.as_deref(), cell);
    }
    assert_eq!(
        with_ignore("ignore = []", "a.txt", "row-total", None, ""),
        None
    );
    assert_eq!(with_ignore("[", "a.txt", "row-total", None, ""), None);
}

#[test]
fn an_edition_in_a_file_of_its_own_joins_the_official_ones() {
    let official = include_str!("../form/editions/2021.toml");
    let local = official.replacen("id = \"2021\"", "id = \"local\"", 1);
    assert_ne!(official, local);
    let read_other = |path: &Path| match path.to_str() {
        Some("/r/forms/local.toml") => Ok(local.clone()),
        _ => Ok("id = 3".to_owned()),
    };
    let text = "edition = \"local\"\nedition-files = [\"forms/local.toml\", \"bad.toml\"]";
    let (mut config, mistakes) = Config::from_toml(
        text,
        Path::new("/r/nianbao.toml"),
        Locale::English,
        &read_other,
    );
    assert!(!mistakes.is_empty());
    for mistake in &mistakes {
        assert_eq!(mistake.origin.file(), Some("/r/bad.toml"));
    }
    let shown = show(&config);
    let named = shown.iter().filter(|line| line.key == "edition-files");
    let named: Vec<&str> = named.map(|line| line.value.as_str()).collect();
    assert_eq!(named, ["\"forms/local.toml\"", "\"bad.toml\""]);
    let forms = config.forms();
    assert_eq!(config.settle(&forms, Locale::English), []);
    assert!(forms.edition("local").is_some() && forms.edition("2019").is_some());
}

#[test]
fn a_mistake_in_an_edition_written_out_here_names_its_line_and_key() {
    let (config, mistakes) = read("enable = true\n\n[[own-edition]]\nid = 3\n");
    assert!(config.own_editions.is_empty());
    let id = mistakes
        .iter()
        .find(|mistake| mistake.key == "own-edition.id")
        .unwrap();
    assert_eq!(
        (id.origin.file(), id.origin.line()),
        (Some("/r/nianbao.toml"), Some(4))
    );
}

#[test]
fn a_broken_own_edition_is_told_once_and_not_again_by_what_names_it() {
    let own = |rest: &str| format!("edition = \"own\"\n[[own-edition]]\n{rest}");
    let said = |text: &str| {
        let (mut config, mut mistakes) = read(text);
        mistakes.extend(config.settle(Forms::builtin(), Locale::Chinese));
        assert_eq!(config.edition, None, "{text}");
        mistakes
    };
    let torn = said(&own("id = own\n"));
    assert_eq!(torn.len(), 1, "{torn:?}");
    assert_eq!(torn[0].key, "");
    let wrong = said(&own("id = 7\n"));
    assert!(
        wrong.iter().all(|m| m.key.starts_with("own-edition")),
        "{wrong:?}"
    );
    assert_eq!(said("edition = \"own\"").len(), 1);
}

#[test]
fn what_is_not_toml_is_said_in_our_own_words_first() {
    let (_, mistakes) = Config::from_toml(
        "locale = en",
        Path::new("/r/nianbao.toml"),
        Locale::Chinese,
        &no_other_file,
    );
    let said = mistakes[0].sentence(Locale::Chinese);
    assert!(
        said.starts_with("/r/nianbao.toml:1：此处不是合法的 TOML，请检查引号"),
        "{said}"
    );
}

#[test]
fn a_language_may_be_written_as_systems_write_it() {
    for (tag, locale) in [
        ("zh", Locale::Chinese),
        ("zh-Hans", Locale::Chinese),
        ("zh_CN.UTF-8", Locale::Chinese),
        ("EN", Locale::English),
        ("en-GB", Locale::English),
    ] {
        let other = match locale {
            Locale::Chinese => Locale::English,
            Locale::English => Locale::Chinese,
        };
        let config = clean(&format!("locale = \"{tag}\""));
        assert_eq!(config.locale(other), locale, "{tag}");
    }
}

#[test]
fn a_glob_that_is_none_or_can_never_match_is_named() {
    let deep = format!("{}x{}", "{a,".repeat(200), "}".repeat(200));
    let long = "年".repeat(5000);
    for (glob, words) in [
        (deep.as_str(), "nested too deep (at most 8)"),
        (&long, "too long (at most 1000"),
        ("../other/**", "can never match"),
        ("a/../b.md", "can never match"),
        ("/elsewhere/**", "can never match"),
        ("D:\\\\reports", "can never match"),
        ("a//b", "can never match"),
        (".", "can never match"),
        ("\\\\", "can never match"),
        ("!a.md", "begins with !"),
        ("[", "is wrong"),
        ("{a", "is wrong"),
    ] {
        let said = sentences(&format!("exclude = [\"{glob}\"]\n"));
        assert_eq!(said.len(), 1, "{glob}");
        assert!(said[0].contains(words), "{glob}: {said:?}");
        assert!(said[0].chars().count() < 200, "{said:?}");
    }
    let set = json!({ "exclude": [deep] });
    assert_eq!(Config::from_json(&set, None, Locale::English).1.len(), 1);
}

#[test]
fn a_glob_may_start_at_the_root_and_be_written_as_on_windows() {
    let config = clean("exclude = ['归档\\2020\\**', \"/r/drafts/*.md\", \"/**/old\"]");
    for (path, excluded) in [
        ("/r/归档/2020/a.txt", true),
        ("/r/drafts/a.md", true),
        ("/r/drafts/sub/a.md", false),
        ("/r/x/old/a.md", true),
        ("/r/a.md", false),
    ] {
        assert_eq!(config.excludes(Path::new(path)), excluded, "{path}");
    }
}
