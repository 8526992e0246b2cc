//! `convert` and `export`: where what they write goes, and what they refuse.

use crate::Folder;
use crate::report::{blank_total, report_with};

#[test]
fn a_report_is_printed_as_markdown_and_written_as_word() {
    let folder = Folder::with(&[("r.txt", &report_with(&[]))]);
    let run = folder.run(&["convert", "r.txt"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("# "), "{}", run.out);
    let run = folder.run(&["export", "r.txt"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(folder.read("r.docx").starts_with(b"PK"));
    let again = folder.run(&["convert", "r.docx"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(again.out.starts_with("# "), "{}", again.out);
}

#[test]
fn the_ending_of_the_output_says_what_is_written() {
    let folder = Folder::with(&[("r.txt", &report_with(&[]))]);
    let run = folder.run(&["export", "r.txt", "-o", "page.html", "--quiet"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(folder.read("page.html").starts_with(b"<!DOCTYPE html>"));
    let run = folder.run(&["export", "r.txt", "--to", "html", "-o", "-"]);
    assert!(run.out.starts_with("<!DOCTYPE html>"));
}

#[test]
fn an_ending_that_promises_something_else_is_refused() {
    let folder = Folder::with(&[("r.txt", &report_with(&[]))]);
    let page = report_with(&[]).replace('|', "</td><td>");
    folder.write("draft.html", page.as_bytes());
    for (args, output, endings) in [
        (
            &["new", "--unit", "庚县林业局", "--year", "2025"][..],
            "a.docx",
            ".md",
        ),
        (&["convert", "r.txt"], "a.PDF", ".md、.markdown、.txt"),
        (&["convert", "r.txt"], "a.html", ".md"),
        (&["export", "r.txt"], "a.pdf", ".docx、.html"),
        (&["export", "r.txt"], "a.md", ".docx、.html"),
        (&["export", "r.txt", "--to", "docx"], "a.html", ".docx"),
        (&["roll-up", "r.txt"], "a.xlsx", ".md"),
    ] {
        let run = folder.run(&[args, &["-o", output]].concat());
        run.failed_with("的扩展名与要写的内容不符");
        assert!(run.err.contains(endings), "{run:?}");
        assert!(!folder.path(output).exists(), "{args:?}");
    }
    for output in ["a", "a.2024", "a.TXT"] {
        let run = folder.run(&["convert", "r.txt", "-o", output]);
        assert_eq!(run.code, 0, "{run:?}");
    }
}

#[test]
fn an_edition_that_there_is_not_writes_nothing() {
    let report = crate::report::wrong_total();
    let folder = Folder::with(&[("r.md", &report)]);
    folder.write("all/r.md", report.as_bytes());
    for args in [
        &[
            "new",
            "--unit",
            "庚县林业局",
            "--year",
            "2025",
            "-o",
            "a.md",
        ][..],
        &["convert", "r.md", "-o", "a.md"],
        &["export", "r.md", "-o", "a.docx"],
        &["export", "all", "-o", "out"],
        &["fix", "r.md"],
    ] {
        let run = folder.run(&[args, &["--edition", "1900"]].concat());
        run.failed_with("没有格式版本 1900");
        assert_eq!(run.out, "", "{args:?}");
    }
    for made in ["a.md", "a.docx", "out"] {
        assert!(!folder.path(made).exists(), "{made}");
    }
    assert_eq!(folder.read("r.md"), report.as_bytes());
}

#[test]
fn a_mistake_in_the_configuration_is_said_once_and_tells_in_the_exit_status() {
    let report = report_with(&[]);
    let folder = Folder::with(&[
        ("a.md", &report),
        ("b.md", &report),
        ("nianbao.toml", "colour = 1\n"),
    ]);
    for command in ["compare", "roll-up"] {
        let run = folder.run(&[command, "a.md", "b.md"]);
        assert_eq!(run.code, 2, "{command}: {run:?}");
        assert_eq!(
            run.err.matches("nianbao.toml").count(),
            1,
            "{command}: {run:?}"
        );
        assert_ne!(run.out, "", "{command}");
    }
}

#[test]
fn what_cannot_be_written_is_named_as_it_was_asked_for() {
    let folder = Folder::with(&[("r.md", &report_with(&[]))]);
    for args in [
        &["data", "r.md", "-o", "nowhere/rows.csv"][..],
        &["review", "r.md", "-o", "nowhere/page.html"],
    ] {
        let run = folder.run(args);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(
            run.err.contains(args[3]) && !run.err.contains(".nianbao-"),
            "{run:?}"
        );
    }
}

#[test]
fn a_file_that_exists_is_written_over_only_if_asked_for() {
    let folder = Folder::with(&[("r.txt", &report_with(&[])), ("out.md", "mine")]);
    let run = folder.run(&["convert", "r.txt", "-o", "out.md"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("out.md 已存在，没有改动"), "{}", run.err);
    assert_eq!(folder.read("out.md"), b"mine");
    let run = folder.run(&["convert", "r.txt", "-o", "out.md", "--force"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(folder.read("out.md").starts_with(b"# "));
}

#[test]
fn a_report_is_never_written_over_by_what_is_made_of_it() {
    let report = report_with(&[]);
    let folder = Folder::with(&[("r.md", &report)]);
    let run = folder.run(&["convert", "r.md", "-o", "r.md", "--force"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("就是报告本身"), "{}", run.err);
    assert_eq!(folder.read("r.md"), report.as_bytes());
}

#[test]
fn what_is_no_report_can_be_put_between_bars_and_nothing_else() {
    let folder = Folder::with(&[("list.txt", "采购清单\n名称\t数量\n桌子\t4\n")]);
    let run = folder.run(&["convert", "list.txt", "--to", "bars"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, "采购清单\n| 名称 | 数量 |\n| 桌子 | 4 |\n")
    );
    for command in ["convert", "export"] {
        let run = folder.run(&[command, "list.txt"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(
            run.err.contains("list.txt 不像政府信息公开工作年度报告"),
            "{}",
            run.err
        );
    }
    assert!(!folder.path("list.docx").exists());
}

#[test]
fn every_report_of_a_folder_is_written_beside_its_original_or_into_another_folder() {
    let report = report_with(&[]);
    let folder = Folder::with(&[
        ("in/a.txt", &report),
        ("in/deep/b.html.txt", &report),
        ("in/c.md", &report),
        ("in/list.txt", "采购清单\n"),
    ]);
    let run = folder.run(&["export", "in", "-o", "out"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, "已写入 3 个文件\n"),
        "{}",
        run.err
    );
    for made in ["out/a.docx", "out/deep/b.html.docx", "out/c.docx"] {
        assert!(folder.read(made).starts_with(b"PK"), "{made}");
    }
    let run = folder.run(&["convert", "out"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, "已写入 3 个文件\n"),
        "{}",
        run.err
    );
    let one = folder.run(&["convert", "out/deep/b.html.docx"]);
    assert_eq!(folder.read("out/deep/b.html.md"), one.out.as_bytes());
    // What is there already stays, and what is Markdown already has nowhere to go.
    std::fs::write(folder.path("out/a.md"), "mine").unwrap();
    let run = folder.run(&["convert", "out"]);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.err.contains("a.md 已存在，没有改动"), "{}", run.err);
    assert_eq!(folder.read("out/a.md"), b"mine");
    // Reports of the folder are read and not written over, whatever is asked for.
    std::fs::write(folder.path("out/c.md"), blank_total()).unwrap();
    let run = folder.run(&["convert", "out", "--force"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(folder.read("out/a.md").starts_with(b"# "));
    assert_eq!(folder.read("out/c.md"), blank_total().as_bytes());
    for _ in 0..2 {
        let run = folder.run(&["convert", "in", "-o", "new", "--force"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(folder.read("new/a.md").starts_with(b"# "));
    }
}

#[test]
fn the_reports_of_a_folder_go_into_no_file() {
    let folder = Folder::with(&[("in/a.txt", &report_with(&[])), ("out.md", "mine")]);
    for target in ["out.md", "-"] {
        let run = folder.run(&["convert", "in", "-o", target]);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.contains("请用 -o 指定文件夹"), "{}", run.err);
    }
    let run = folder.run(&["export", "in", "--open"]);
    assert!(run.err.contains("--open 一次只打开一份报告"), "{}", run.err);
    assert_eq!(folder.read("out.md"), b"mine");
}
