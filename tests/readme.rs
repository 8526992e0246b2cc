//! The two READMEs say what is so: their transcripts are what the program prints, and their settings are read.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::path::Path;
use std::process::Command;

use nianbao::config::Config;
use nianbao::kit::Forms;
use nianbao::locale::Locale;

const READMES: [(&str, Locale); 2] = [
    ("README.md", Locale::English),
    ("README.zh-CN.md", Locale::Chinese),
];

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The fenced blocks in `language`, without their fences.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let fenced = text.split("```").skip(1).step_by(2);
    let opened = fenced.filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'));
    opened.collect()
}

#[test]
fn transcripts_are_what_the_program_prints() {
    for (file, locale) in READMES {
        let readme = read(file);
        let transcript = blocks(&readme, "console")[0];
        let (command, shown) = transcript.split_once('\n').expect("a command");
        let words = command.strip_prefix("$ nianbao ").expect("our command");
        assert!(
            locale == Locale::Chinese || words.contains("--locale en"),
            "{file}: {words}"
        );
        let run = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args(words.split_whitespace())
            .env_remove("FORCE_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("the program runs");
        assert_eq!(run.status.code(), Some(1), "{file}");
        let printed = [run.stdout, run.stderr].concat();
        let printed = String::from_utf8(printed).expect("UTF-8");
        let mut rest = printed.as_str();
        for part in shown.split("…\n") {
            let at = rest.find(part);
            let at = at.unwrap_or_else(|| panic!("{file} shows\n{part}\nof\n{printed}"));
            rest = &rest[at + part.len()..];
        }
        assert_eq!(rest, "", "{file}: the last line is shown");
    }
}

#[test]
fn the_settings_shown_are_read_without_a_mistake() {
    for (file, locale) in READMES {
        let readme = read(file);
        let settings = blocks(&readme, "toml")
            .into_iter()
            .find(|block| block.contains("[[ignore]]"))
            .expect("a nianbao.toml");
        // The README says how to begin an edition of one's own: copy an official one and give it another id.
        let own = |_: &Path| {
            let official = read("src/form/editions/2021.toml");
            Ok(official.replacen("id = \"2021\"", "id = \"own\"", 1))
        };
        let (config, mistakes) =
            Config::from_toml(settings, Path::new("nianbao.toml"), locale, &own);
        assert_eq!(mistakes, Vec::new(), "{file}");
        assert!(config.fixes_on_save());
        assert!(config.excludes(Path::new("归档/2020.md")));
        assert!(config.forms().edition("own").is_some());
        let n_official = Forms::builtin().editions().len();
        assert_eq!(config.forms().editions().len(), n_official + 1);
        let of_file = config.settings_for(Some(Path::new("2023.md")), locale);
        assert_eq!(of_file.ignores.len(), 1);
        assert_eq!(of_file.rules.len(), 2);
    }
}

#[test]
fn every_toml_block_is_toml() {
    for (file, _) in READMES {
        for block in blocks(&read(file), "toml") {
            let read: Result<toml::Table, _> = block.parse();
            assert!(read.is_ok(), "{file}: {read:?}\n{block}");
        }
    }
}

#[test]
fn every_command_is_named_and_every_named_command_is_there() {
    let commands = [
        "check",
        "fix",
        "lsp",
        "explain",
        "cells",
        "data",
        "review",
        "rules",
        "config",
        "init",
        "completions",
    ];
    for command in commands {
        for (file, _) in READMES {
            let readme = read(file);
            assert!(
                readme.contains(&format!("nianbao {command}"))
                    || readme.contains(&format!("`{command}`")),
                "{file} does not name {command}"
            );
        }
        let run = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args([command, "--help"])
            .output()
            .expect("the program runs");
        assert_eq!(run.status.code(), Some(0), "{command}");
    }
}

#[test]
fn the_two_readmes_are_twins() {
    let shape = |file: &str| -> Vec<String> {
        let text = read(file);
        let is_shape = |line: &&str| line.starts_with("## ") || line.starts_with("```");
        let lines = text.lines().filter(is_shape);
        lines
            .map(|line| match line.strip_prefix("## ") {
                Some(_) => "## ".to_string(),
                None => line.to_string(),
            })
            .collect()
    };
    assert_eq!(shape("README.md"), shape("README.zh-CN.md"));
}

#[test]
fn links_lead_to_files_of_the_project() {
    for file in ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"] {
        let text = read(file);
        for link in text.split("](").skip(1) {
            let target = link.split([')', '#']).next().unwrap_or_default();
            if target.is_empty() || target.starts_with("https://") {
                continue;
            }
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(target);
            assert!(path.exists(), "{file} links to {target}");
        }
    }
}
