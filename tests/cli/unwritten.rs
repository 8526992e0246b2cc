//! Results that cannot go where they were to go: the status says so, and nothing is written elsewhere.

use std::fs;
use std::path::MAIN_SEPARATOR_STR;

use super::Folder;
use super::report::{blank_total, report_with};

/// Runs the program with its standard output closed.
#[cfg(unix)]
fn without_output(folder: &Folder, words: &str) -> std::process::Output {
    let program = env!("CARGO_BIN_EXE_nianbao");
    let closed = format!("exec '{program}' {words} >&-");
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &closed]).current_dir(folder.path(""));
    command.stdin(std::process::Stdio::null()).output().unwrap()
}

#[cfg(unix)]
#[test]
fn a_run_whose_results_have_nowhere_to_go_says_so_by_its_status() {
    let folder = Folder::with(&[("r/a.md", &report_with(&[])), ("r/b.md", &blank_total())]);
    for words in [
        "check --locale en --exit-zero r",
        "check --locale en --exit-zero --output-format json r/a.md",
        "cells --locale en r/a.md",
        "rules --locale en",
        "data --locale en r",
        "--version --locale en",
        "fix --locale en --diff --exit-zero r",
        "fix --locale en --exit-zero r",
    ] {
        let run = without_output(&folder, words);
        assert_eq!(run.status.code(), Some(2), "{words}: {run:?}");
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(said.contains("cannot write the results"), "{words}: {said}");
    }
    // The work was done all the same.
    let fixed = fs::read_to_string(folder.path("r/b.md")).unwrap();
    assert_eq!(fixed, report_with(&[]));
}

#[cfg(unix)]
#[test]
fn a_run_that_has_nothing_to_write_needs_no_output() {
    let folder = Folder::with(&[("a.md", &report_with(&[])), ("b.md", &blank_total())]);
    for words in ["check -q a.md", "data -q -o data.csv a.md", "fix -q b.md"] {
        let run = without_output(&folder, words);
        assert_eq!(run.status.code(), Some(0), "{words}: {run:?}");
    }
    assert!(folder.path("data.csv").exists());
}

#[cfg(unix)]
#[test]
fn a_server_that_nobody_could_hear_does_not_start() {
    let run = without_output(&Folder::with(&[]), "lsp --locale en");
    assert_eq!(run.status.code(), Some(2), "{run:?}");
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(said.contains("standard output is closed"), "{said}");
}

#[test]
fn the_name_of_a_folder_is_no_name_for_a_file() {
    let folder = Folder::with(&[
        ("good.md", &report_with(&[])),
        ("old.csv", "old"),
        ("old.docx", "old"),
    ]);
    let there = || {
        let entries = fs::read_dir(folder.path("")).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = there();
    for (args, name) in [
        (&["data", "good.md"][..], "new.csv/"),
        (&["data", "good.md"], "old.csv/"),
        (&["review", "good.md"], "new.html/"),
        (&["export", "good.md"], "new.docx/"),
        (&["export", "--force", "good.md"], "old.docx/"),
        (&["convert", "good.md"], "new.md/"),
        (&["roll-up", "good.md"], "new.md/"),
        (&["new", "--from", "good.md"], "new.md/"),
    ] {
        let name = name.replace('/', MAIN_SEPARATOR_STR);
        let run = folder.run(&[args, &["--locale", "en", "-o", &name]].concat());
        assert_eq!(run.code, 2, "{args:?}: {run:?}");
        let said = format!("{name} can only be the name of a folder");
        assert_eq!(run.err.matches(&said).count(), 1, "{args:?}: {run:?}");
        assert_eq!(there(), before, "{args:?}");
    }
    assert_eq!(
        (folder.read("old.csv"), folder.read("old.docx")),
        (b"old".to_vec(), b"old".to_vec())
    );
}
