//! What lies under `editors/`, and the pages about running the program from elsewhere, can be pasted as it stands, fits the program, and names no
//! place that a reader cannot reach.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file under `folder` whose name ends in `ending`; nothing that was installed or built.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        if path.is_dir() {
            if !["node_modules", "out", "server"].contains(&name.as_ref()) {
                found.extend(files(&path, ending));
            }
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn pages() -> Vec<PathBuf> {
    files(&root().join("editors"), ".md")
}

/// The fenced blocks in `language`, without their fences.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let fenced = text.split("```").skip(1).step_by(2);
    fenced
        .filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'))
        .collect()
}

#[test]
fn settings_can_be_pasted() {
    let mut read_blocks = 0;
    for page in pages() {
        let text = read(&page);
        for block in blocks(&text, "toml") {
            let settings: Result<toml::Table, _> = block.parse();
            assert!(settings.is_ok(), "{}: {settings:?}", page.display());
            read_blocks += 1;
        }
        for block in blocks(&text, "json") {
            // Members of an object are shown without it where they join others.
            let whole = match block.trim_start().starts_with(['{', '[']) {
                true => block.to_owned(),
                false => format!("{{{block}}}"),
            };
            let settings: Result<serde_json::Value, _> = serde_json::from_str(&whole);
            assert!(settings.is_ok(), "{}: {settings:?}", page.display());
            read_blocks += 1;
        }
    }
    assert!(read_blocks >= 6, "{read_blocks} blocks");
}

/// Whether a page is written for Chinese readers: their sentences end with a full stop of their own.
fn is_chinese(page: &Path) -> bool {
    read(page).contains('。')
}

#[test]
fn both_readmes_lead_to_every_editor_in_their_language() {
    let top = root().join("editors");
    let pages: Vec<PathBuf> = pages()
        .into_iter()
        .filter(|page| {
            let name = page.file_name().expect("a name").to_string_lossy();
            page.parent() == Some(&top) || name.starts_with("README.")
        })
        .collect();
    for page in &pages {
        let chinese = is_chinese(page);
        let readme = if chinese {
            "README.zh-CN.md"
        } else {
            "README.md"
        };
        let link = page.strip_prefix(root()).expect("below").to_string_lossy();
        let link = format!("({})", link.replace('\\', "/"));
        assert!(
            read(&root().join(readme)).contains(&link),
            "{readme} does not lead to {link}"
        );
        // Its twin lies beside it, and the two lead to each other.
        let (_, twin) = read(page)
            .split_once(if chinese {
                "[English]("
            } else {
                "[简体中文]("
            })
            .and_then(|(_, rest)| rest.split_once(')').map(|(twin, _)| ((), twin.to_owned())))
            .unwrap_or_else(|| panic!("{link} does not lead to its twin"));
        let twin = page.with_file_name(twin);
        assert!(pages.contains(&twin), "{link} leads to {}", twin.display());
        assert_ne!(is_chinese(&twin), chinese, "{link}");
    }
    assert_eq!(pages.len(), 16);
}

#[test]
fn twins_show_the_same_settings() {
    for page in pages() {
        let name = page
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let Some(english) = name.strip_suffix(".zh-CN.md") else {
            continue;
        };
        let english = read(&page.with_file_name(format!("{english}.md")));
        let chinese = read(&page);
        for language in ["toml", "json"] {
            let settings = |text: &str| -> Vec<String> {
                let blocks = blocks(text, language).into_iter();
                let without_comments = blocks.map(|block| {
                    let lines = block.lines().map(|line| line.split(" # ").next());
                    lines.flatten().collect::<Vec<_>>().join("\n")
                });
                without_comments.collect()
            };
            assert_eq!(settings(&chinese), settings(&english), "{name}");
        }
    }
}

#[test]
fn links_of_the_pages_lead_somewhere() {
    for page in pages() {
        for link in read(&page).split("](").skip(1) {
            let target = link.split(')').next().unwrap_or_default();
            if !target.contains("://") && !target.starts_with("command:") {
                let path = page.parent().expect("a folder").join(target);
                assert!(path.exists(), "{} leads to {target}", page.display());
            }
        }
    }
}

/// The words of every call of the program in a text, without what the shell does with its output.
fn calls(text: &str) -> Vec<Vec<&str>> {
    let lines = text.lines().map(str::trim_start);
    let calls = lines.filter_map(|line| {
        let line = line.trim_start_matches("- ").trim_start_matches("run: ");
        let line = line.strip_prefix("entry: ").unwrap_or(line);
        let (call, _) = line.split_once(['|', '>']).unwrap_or((line, ""));
        call.strip_prefix("nianbao ")
    });
    calls
        .map(|call| call.split_whitespace().collect())
        .collect()
}

#[test]
fn the_program_knows_every_call_that_others_are_told_to_make() {
    let mut tried = 0;
    for file in [
        ".pre-commit-hooks.yaml",
        "examples/automation.md",
        "examples/automation.zh-CN.md",
    ] {
        for call in calls(&read(&root().join(file))) {
            let run = Command::new(env!("CARGO_BIN_EXE_nianbao"))
                .args(&call)
                .arg("--help")
                .output()
                .expect("the program runs");
            assert!(run.status.success(), "{file}: {call:?}");
            tried += 1;
        }
    }
    assert!(tried >= 10, "{tried} calls");
}

#[test]
fn the_page_about_automation_names_the_hooks_that_are_there() {
    let hooks = read(&root().join(".pre-commit-hooks.yaml"));
    let ids = |text: &str| -> Vec<String> {
        let mut ids: Vec<String> = text
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("- id: "))
            .map(str::to_owned)
            .collect();
        ids.sort();
        ids
    };
    for page in ["examples/automation.md", "examples/automation.zh-CN.md"] {
        assert_eq!(ids(&read(&root().join(page))), ids(&hooks), "{page}");
    }
}

#[test]
fn every_platform_of_a_release_is_built_by_the_script_that_changes_are_tried_with() {
    let release = read(&root().join(".github/workflows/release.yml"));
    let script = read(&root().join(".ci/platforms/run.sh"));
    let readmes = ["README.md", "README.zh-CN.md"].map(|readme| read(&root().join(readme)));
    let mut platforms = 0;
    for line in release.lines() {
        let Some((_, rest)) = line.split_once("- { platform: ") else {
            continue;
        };
        let field = |key: &str| {
            let (_, value) = rest.split_once(key)?;
            Some(value.split([',', ' ']).next().unwrap_or_default())
        };
        let archive = field("archive: ").expect("an archive");
        for readme in &readmes {
            assert!(readme.contains(archive), "{archive}");
        }
        if !rest.contains("system: ") {
            let (target, platform) = (field("target: "), rest.split(',').next());
            for word in [target, platform] {
                assert!(script.contains(word.expect("a word")), "{word:?}");
            }
        }
        platforms += 1;
    }
    assert_eq!(platforms, 8);
}

#[test]
fn the_extension_has_the_version_of_the_program() {
    let manifest = read(&root().join("editors/vscode/package.json"));
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
}

/// The schema of `nianbao.toml` as the program prints it.
fn schema() -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["config", "--schema", "--locale", "zh-CN"])
        .output()
        .expect("the program runs");
    String::from_utf8(run.stdout).expect("UTF-8")
}

#[test]
fn the_extension_brings_the_schema_of_the_program() {
    let path = root().join("editors/vscode/schemas/nianbao.schema.json");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, schema()).expect("it can be written");
    }
    assert!(
        read(&path) == schema(),
        "editors/vscode/schemas/nianbao.schema.json is not what `nianbao config --schema` prints; \
         UPDATE_EXPECT=1 cargo test --test editors writes it anew"
    );
}

#[test]
fn the_extension_knows_every_rule() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).expect("JSON");
    let rules = &schema["properties"]["rules"]["properties"];
    let codes: BTreeSet<&str> = rules
        .as_object()
        .expect("rules")
        .keys()
        .map(String::as_str)
        .collect();
    let manifest = read(&root().join("editors/vscode/package.json"));
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    let settings = &manifest["contributes"]["configuration"]["properties"];
    let known = settings["nianbao.rules"]["propertyNames"]["enum"].as_array();
    let known = known.expect("codes").iter();
    let known: BTreeSet<&str> = known.map(|code| code.as_str().expect("a code")).collect();
    let (lacking, surplus) = (&codes - &known, &known - &codes);
    assert!(
        lacking.is_empty() && surplus.is_empty(),
        "the propertyNames of nianbao.rules in editors/vscode/package.json lack {lacking:?} and name {surplus:?}, which is no rule"
    );
}

#[test]
fn lock_files_name_the_public_registry_only() {
    let locks = files(&root().join("editors"), "package-lock.json");
    assert!(locks.len() >= 3, "{locks:?}");
    for lock in locks {
        for address in read(&lock).split("\"resolved\": \"").skip(1) {
            assert!(
                address.starts_with("https://registry.npmjs.org/"),
                "{}",
                lock.display()
            );
        }
    }
}
