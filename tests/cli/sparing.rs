//! What is read is never written over by what is made of it, whatever it is called there, and no other report is without a word.

use super::Folder;
use super::report::{blank_total, report_with};

/// The program with these words, which must end with status 2, name the file that it was to write, and leave this file as it was.
fn refuses(folder: &Folder, args: &[&str], victim: &str) -> String {
    let before = folder.read(victim);
    let run = folder.run(&[args, &["--locale", "en"]].concat());
    assert_eq!(run.code, 2, "{args:?}: {run:?}");
    let output = args.iter().rposition(|arg| *arg == "-o");
    let output = output.map_or(victim, |at| args[at + 1]);
    assert!(run.err.contains(output), "{args:?}: {run:?}");
    assert_eq!(folder.read(victim), before, "{args:?}");
    run.err
}

#[test]
fn results_go_over_none_of_the_reports_that_they_are_of() {
    let folder = Folder::with(&[("a.md", &report_with(&[])), ("r.html", &blank_total())]);
    for args in [
        &["review", "r.html", "-o", "r.html"][..],
        &["review", ".", "-o", "r.html"],
        &["review", ".", "-o", "x.html", "-o", "r.html"],
        &["data", "r.html", "--output-format", "csv", "-o", "r.html"],
        &["export", "r.html", "--force", "-o", "r.html"],
    ] {
        refuses(&folder, args, "r.html");
    }
    assert!(!folder.path("x.html").exists());
    refuses(
        &folder,
        &["roll-up", "a.md", "r.html", "--force", "-o", "a.md"],
        "a.md",
    );
}

#[cfg(unix)]
#[test]
fn results_go_over_no_report_by_another_name() {
    let folder = Folder::with(&[("a.md", &report_with(&[]))]);
    for ending in ["html", "csv", "docx", "md"] {
        let link = |kind: &str| folder.path(format!("{kind}.{ending}"));
        std::os::unix::fs::symlink("a.md", link("link")).unwrap();
        std::fs::hard_link(folder.path("a.md"), link("name")).unwrap();
    }
    for (args, ending) in [
        (&["review", "a.md"][..], "html"),
        (&["review", "."], "html"),
        (&["data", "a.md"], "csv"),
        (&["data", "."], "csv"),
        (&["export", "a.md", "--force"], "docx"),
        (&["convert", "a.md", "--force"], "md"),
        (&["roll-up", "a.md", "--force"], "md"),
    ] {
        for kind in ["link", "name"] {
            let output = format!("{kind}.{ending}");
            let said = refuses(&folder, &[args, &["-o", &output]].concat(), "a.md");
            assert!(said.contains("to be read"), "{args:?}: {said}");
        }
    }
}

#[test]
fn results_go_over_no_other_report_and_no_settings() {
    let folder = Folder::with(&[
        ("a.md", &report_with(&[])),
        ("r.html", &blank_total()),
        ("nianbao.toml", "locale = \"en\"\n"),
        ("before.html", r#"{"version": 1, "files": []}"#),
    ]);
    for (args, victim) in [
        (&["review", "a.md", "-o", "r.html"][..], "r.html"),
        (
            &["data", "a.md", "--output-format", "csv", "-o", "r.html"],
            "r.html",
        ),
        (&["export", "a.md", "-o", "r.html"], "r.html"),
        (
            &[
                "data",
                "a.md",
                "--output-format",
                "csv",
                "-o",
                "nianbao.toml",
            ],
            "nianbao.toml",
        ),
        (
            &[
                "review",
                "a.md",
                "--baseline",
                "before.html",
                "-o",
                "before.html",
            ],
            "before.html",
        ),
    ] {
        let said = refuses(&folder, args, victim);
        assert!(!said.contains("report itself"), "{said}");
    }
}

#[test]
fn a_report_that_is_written_over_as_it_was_asked_for_is_spoken_of() {
    let folder = Folder::with(&[("a.md", &report_with(&[])), ("old/r.html", &blank_total())]);
    for (args, is_spoken_of) in [
        (["export", "a.md", "--force", "-o", "new.html"], false),
        (["export", "a.md", "--force", "-o", "old/r.html"], true),
    ] {
        let run = folder.run(&[&args[..], &["--locale", "en"]].concat());
        assert_eq!(run.code, 0, "{run:?}");
        let said = "has been written over";
        assert_eq!(run.err.contains(said), is_spoken_of, "{run:?}");
    }
}

#[test]
fn no_report_of_a_folder_is_written_over_by_what_another_becomes() {
    let (first, other) = (report_with(&[]), blank_total());
    let folder = Folder::with(&[("in/a.md", &first), ("in/a.txt", &other)]);
    for force in [&[][..], &["--force"]] {
        let run = folder.run(&[&["convert", "in", "--to", "bars"], force].concat());
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains("a.txt"), "{run:?}");
    }
    assert_eq!(folder.read("in/a.md"), first.as_bytes());
    assert_eq!(folder.read("in/a.txt"), other.as_bytes());
}

#[test]
fn of_two_reports_of_a_folder_that_would_become_one_file_the_second_is_named() {
    let folder = Folder::with(&[
        ("in/a.html", &report_with(&[])),
        ("in/a.txt", &blank_total()),
        ("in/list.html", "采购清单"),
        ("in/list.txt", &report_with(&[])),
    ]);
    let run = folder.run(&["export", "in", "-o", "out", "--force", "--locale", "en"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.out.contains("wrote 2 files\n"), "{run:?}");
    let refused = run.err.contains("a.txt was not written") && run.err.contains("is where");
    assert!(refused && run.err.contains("a.html goes"), "{run:?}");
}
