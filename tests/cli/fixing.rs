//! `nianbao fix`: what it changes, what it leaves, and how it writes.

use encoding_rs::GB18030;

use super::Folder;
use super::report::{blank_total, report_with, wrong_total};

#[test]
fn a_safe_fix_is_written_and_a_second_run_has_nothing_to_do() {
    let folder = Folder::with(&[("a.md", &blank_total())]);
    let run = folder.run(&["fix", "a.md"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("已修正 1 个文件中的 1 处"), "{}", run.out);
    assert_eq!(
        String::from_utf8(folder.read("a.md")).unwrap(),
        report_with(&[])
    );
    let modified = || {
        std::fs::metadata(folder.path("a.md"))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = modified();
    assert_eq!(folder.run(&["fix", "a.md"]).code, 0);
    assert_eq!(modified(), before);
}

#[test]
fn what_is_not_certain_is_left_and_exits_with_1() {
    let folder = Folder::with(&[("a.md", &wrong_total())]);
    let run = folder.run(&["fix", "a.md"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("[row-total]"), "{}", run.out);
    assert_eq!(
        String::from_utf8(folder.read("a.md")).unwrap(),
        wrong_total()
    );
}

#[test]
fn unsafe_fixes_are_made_when_asked_for() {
    let folder = Folder::with(&[("a.md", &wrong_total())]);
    let run = folder.run(&["fix", "--unsafe", "--select", "row-total", "a.md"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(
        String::from_utf8(folder.read("a.md")).unwrap(),
        report_with(&[])
    );
}

#[test]
fn a_diff_shows_the_change_and_writes_nothing() {
    let folder = Folder::with(&[("a.md", &blank_total()), ("b.md", &report_with(&[]))]);
    let run = folder.run(&["fix", "--diff", "a.md", "b.md"]);
    assert_eq!(run.code, 1);
    assert!(run.out.starts_with("--- a.md\n+++ a.md\n@@"), "{}", run.out);
    let changed = |sign: char| {
        run.out
            .lines()
            .filter(|line| line.starts_with(&format!("{sign}| ")))
            .count()
    };
    assert_eq!((changed('-'), changed('+')), (1, 1), "{}", run.out);
    assert!(!run.out.contains("b.md"));
    assert_eq!(
        String::from_utf8(folder.read("a.md")).unwrap(),
        blank_total()
    );
    assert_eq!(folder.run(&["fix", "--diff", "b.md"]).code, 0);
}

#[test]
fn standard_input_comes_back_fixed_and_findings_go_to_standard_error() {
    let folder = Folder::with(&[]);
    let fixed = folder.run_with_input(&["fix", "-"], blank_total().as_bytes());
    assert_eq!((fixed.code, fixed.out), (0, report_with(&[])));
    let left = folder.run_with_input(&["fix", "-"], wrong_total().as_bytes());
    assert_eq!((left.code, left.out), (1, wrong_total()));
    assert!(left.err.contains("[row-total]"), "{}", left.err);
}

#[test]
fn standard_input_comes_back_untouched_when_there_is_nothing_to_be_done_with_it() {
    let folder = Folder::with(&[("nianbao.toml", "exclude = [\"old\"]")]);
    for (input, code) in [
        (&b"caf\xe9 \xff\xff"[..], 2),
        (b"PK\x03\x04\x00", 2),
        (b"", 0),
        ("\u{feff}随笔\r\n".as_bytes(), 0),
    ] {
        let run = folder.run_with_input(&["fix", "-"], input);
        assert_eq!((run.code, run.raw.as_slice()), (code, input), "{run:?}");
    }
    let excluded = folder.run_with_input(
        &["fix", "--stdin-filename", "old/a.md", "-"],
        blank_total().as_bytes(),
    );
    assert_eq!((excluded.code, excluded.out), (0, blank_total()));
}

/// The bytes of a text in every encoding that files come in.
fn encoded(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
        mark.into_iter()
            .chain(text.encode_utf16().flat_map(bytes))
            .collect::<Vec<u8>>()
    };
    vec![
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 (BOM)", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("UTF-16 LE", utf16([0xFF, 0xFE], u16::to_le_bytes)),
        ("UTF-16 BE", utf16([0xFE, 0xFF], u16::to_be_bytes)),
        ("GB18030", GB18030.encode(text).0.into_owned()),
    ]
}

#[test]
fn every_encoding_and_line_end_is_read_and_written_back() {
    for (newline, last) in [("\n", ""), ("\r\n", "\r\n"), ("\r\n", ""), ("\r", "\r")] {
        let shape = |text: String| text.trim_end().replace('\n', newline) + last;
        let (before, after) = (shape(blank_total()), shape(report_with(&[])));
        for ((name, before), (_, after)) in encoded(&before).into_iter().zip(encoded(&after)) {
            let folder = Folder::with(&[]);
            folder.write("a.md", &before);
            let check = folder.run(&["check", "-v", "--output-format", "concise", "a.md"]);
            assert_eq!(
                (check.code, check.out.matches("[blank-total]").count()),
                (1, 1),
                "{name} {newline:?} {check:?}"
            );
            assert!(
                check.err.contains(&format!("a.md：{name}\n")),
                "{name} {check:?}"
            );
            let fix = folder.run(&["fix", "a.md"]);
            assert_eq!(fix.code, 0, "{name} {newline:?} {fix:?}");
            assert_eq!(folder.read("a.md"), after, "{name} {newline:?}");
            let piped = folder.run_with_input(&["fix", "-"], &before);
            assert_eq!(piped.raw, after, "{name} {newline:?}");
        }
    }
}

#[test]
fn bytes_that_do_not_come_back_exactly_are_not_written() {
    // 0x80 alone is read as the euro sign, which GB18030 writes in another way.
    let mut bytes = GB18030.encode(&blank_total()).0.into_owned();
    bytes.extend(b"\x80\n");
    let folder = Folder::with(&[]);
    folder.write("a.md", &bytes);
    folder
        .run(&["fix", "a.md"])
        .failed_with("a.md 的编码（GB18030）无法原样写回");
    assert_eq!(folder.read("a.md"), bytes);
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_left_alone_with_a_sentence() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("a.md", &blank_total()), ("b.md", &blank_total())]);
    let mode = std::fs::Permissions::from_mode(0o444);
    std::fs::set_permissions(folder.path("a.md"), mode).unwrap();
    folder
        .run(&["fix", "a.md", "b.md"])
        .failed_with("a.md 是只读文件");
    assert_eq!(
        String::from_utf8(folder.read("a.md")).unwrap(),
        blank_total()
    );
    assert_eq!(
        String::from_utf8(folder.read("b.md")).unwrap(),
        report_with(&[])
    );
}

#[test]
fn even_unsafe_fixes_never_choose_among_equal_repairs() {
    let text = report_with(&[("四/行政复议/结果维持", "1"), ("四/行政复议/总计", "7")]);
    let folder = Folder::with(&[("a.md", &text)]);
    let run = folder.run(&["fix", "--unsafe", "a.md"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(String::from_utf8(folder.read("a.md")).unwrap(), text);
    assert!(run.err.contains("a.md：有 1 个问题改法不止一种"), "{run:?}");
    assert!(
        run.out.contains("其中 1 个有几种同样可能的改法，没有改动"),
        "{run:?}"
    );
}
