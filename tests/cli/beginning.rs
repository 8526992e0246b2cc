//! `nianbao new` and `nianbao fmt`.

use super::Folder;
use super::report::report_with;

#[test]
fn a_new_report_is_printed_or_written_into_a_new_file() {
    let folder = Folder::with(&[]);
    let run = folder.run(&["new", "--unit", "庚县林业局", "--year", "2025"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(
        run.out
            .starts_with("# 庚县林业局2025年政府信息公开工作年度报告\n")
    );
    let into = [
        "new",
        "--unit",
        "庚县林业局",
        "--year",
        "2025",
        "-o",
        "a.md",
    ];
    assert_eq!(folder.run(&into).code, 0);
    assert_eq!(String::from_utf8(folder.read("a.md")).unwrap(), run.out);
    folder.run(&into).failed_with("已存在，没有改动");
    // What is to be filled in is said; nothing is wrong.
    let check = folder.run(&["check", "--output-format", "concise", "a.md"]);
    assert!(
        check.out.contains("blank-cell") && !check.out.contains("[row-total]"),
        "{check:?}"
    );
}

#[test]
fn last_years_report_gives_the_unit_the_year_and_what_it_carried_over() {
    let folder = Folder::with(&[("last.md", &report_with(&[]))]);
    let run = folder.run(&["new", "--from", "last.md"]);
    assert_eq!(run.code, 0, "{run:?}");
    let title = report_with(&[])
        .lines()
        .next()
        .unwrap()
        .replace("2023", "2024");
    assert_eq!(run.out.lines().next(), Some(title.as_str()));
    folder
        .run(&["new", "--year", "2025"])
        .failed_with("缺少 --unit");
    folder
        .run(&["new", "--unit", "庚县林业局"])
        .failed_with("缺少 --year");
    folder
        .run(&["new", "--unit", "庚县林业局", "--year", "2003"])
        .failed_with("2003");
}

#[test]
fn the_name_of_a_unit_is_one_line() {
    let folder = Folder::with(&[]);
    for unit in ["庚县林业局\n## 三、假标题", "庚县\r林业局", "庚县\t林业局"] {
        let run = folder.run(&["new", "--unit", unit, "--year", "2025"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
        run.failed_with("--unit 只能是一行文字");
    }
}

#[test]
fn documents_have_no_tables_to_align_and_that_is_no_failure() {
    let folder = Folder::with(&[("a.md", &report_with(&[]))]);
    for name in ["r/a.docx", "b.docx"] {
        folder.write(name, b"");
        let made = folder.run(&["export", "--force", "-q", "a.md", "-o", name]);
        assert_eq!(made.code, 0, "{made:?}");
    }
    let before = folder.read("b.docx");
    for more in [&[][..], &["--check"], &["--diff"]] {
        let run = folder.run(&[&["fmt", "b.docx"], more].concat());
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
        assert!(run.err.contains("b.docx 不是文本文件"), "{run:?}");
        let run = folder.run(&[&["fmt", "r"], more].concat());
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
        assert!(run.err.contains("不是文本文件 1 个"), "{run:?}");
        assert_eq!(folder.read("b.docx"), before);
    }
    let piped = folder.run_with_input(&["fmt", "-"], &before);
    assert_eq!((piped.code, piped.raw), (0, before));
    assert!(piped.err.contains("不是文本文件"), "{}", piped.err);
}

#[test]
fn tables_are_said_to_be_aligned_only_where_they_are() {
    let folder = Folder::with(&[("a.md", &report_with(&[]))]);
    let path = folder.path("a.md");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let run = folder.run(&["fmt", "a.md"]);
    assert!(run.code == 2 && !run.out.contains("均已对齐"), "{run:?}");
    assert!(run.out.contains("没有修改任何文件"), "{run:?}");
    let run = folder.run(&["fmt", "a.md", "nowhere.md"]);
    assert!(run.code == 2 && !run.out.contains("均已对齐"), "{run:?}");
    folder.write("b.md", report_with(&[]).as_bytes());
    assert_eq!(folder.run(&["fmt", "-q", "b.md"]).code, 0);
    let run = folder.run(&["fmt", "b.md"]);
    assert!(run.code == 0 && run.out.contains("均已对齐"), "{run:?}");
    let run = folder.run(&["fmt", "b.md", "nowhere.md"]);
    assert!(run.code == 2 && !run.out.contains("均已对齐"), "{run:?}");
}

#[test]
fn tables_are_aligned_once_and_stay_so() {
    let before = report_with(&[]);
    let folder = Folder::with(&[("a.md", &before), ("notes.md", "| a | b |\n| long | c |\n")]);
    let check = folder.run(&["fmt", "--check", "a.md"]);
    assert_eq!(check.code, 1, "{check:?}");
    assert!(check.out.contains("a.md：表格没有对齐"), "{check:?}");
    let diff = folder.run(&["fmt", "--diff", "."]);
    assert!(
        diff.code == 1 && diff.out.starts_with("--- a.md\n+++ a.md\n"),
        "{diff:?}"
    );
    assert_eq!(folder.read("a.md"), before.as_bytes());
    let run = folder.run(&["fmt", "."]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("已对齐 1 个文件的表格"), "{run:?}");
    let after = String::from_utf8(folder.read("a.md")).unwrap();
    let bare =
        |text: &str| -> String { text.chars().filter(|c| !matches!(c, ' ' | '-')).collect() };
    assert!(after != before && bare(&after) == bare(&before));
    assert_eq!(folder.read("notes.md"), b"| a | b |\n| long | c |\n");
    assert_eq!(folder.run(&["fmt", "--check", "a.md"]).code, 0);
    let piped = folder.run_with_input(&["fmt", "-"], before.as_bytes());
    assert_eq!((piped.code, piped.out), (0, after));
}
