//! Configuration files as the command line sees them.

use super::report::{blank_total, report_with, wrong_total};
use super::{Folder, native};

#[test]
fn the_nearest_file_upward_applies_and_can_be_left_out() {
    let folder = Folder::with(&[
        ("nianbao.toml", "[rules]\nblank-total = \"off\"\n"),
        ("a.md", &blank_total()),
        ("town/a.md", &blank_total()),
        ("village/nianbao.toml", "[rules]\nblank-total = \"error\"\n"),
        ("village/a.md", &blank_total()),
    ]);
    let run = folder.run(&["check", "-q", "--output-format", "concise"]);
    assert_eq!((run.code, run.out.lines().count()), (1, 1), "{run:?}");
    assert!(
        run.out.starts_with(&native("village/a.md:")) && run.out.contains("错误[blank-total]"),
        "{run:?}"
    );
    assert_eq!(folder.run(&["check", "--isolated", "town/a.md"]).code, 1);
    assert_eq!(
        folder
            .run(&["check", "--config", "village/nianbao.toml", "town/a.md"])
            .code,
        1
    );
    assert_eq!(folder.run(&["check", "town/a.md"]).code, 0);
    assert_eq!(
        folder
            .run(&["check", "--select", "blank-total", "town/a.md"])
            .code,
        1
    );
}

#[test]
fn an_ignored_finding_is_silent_in_its_file_only() {
    let entry = "[[ignore]]\nfile = \"a.md\"\nrule = \"row-total\"\ncell = \"三/一、本年新收政府信息公开申请数量/总计\"\n";
    let folder = Folder::with(&[
        ("nianbao.toml", entry),
        ("a.md", &wrong_total()),
        ("b.md", &wrong_total()),
    ]);
    let run = folder.run(&[
        "check",
        "--select",
        "row-total",
        "--output-format",
        "concise",
        "-q",
    ]);
    assert_eq!(run.out.lines().count(), 1, "{run:?}");
    assert!(run.out.starts_with("b.md:"), "{run:?}");
}

#[test]
fn excluded_files_are_checked_only_when_named() {
    let folder = Folder::with(&[
        ("nianbao.toml", "exclude = [\"归档\"]"),
        ("归档/a.md", &wrong_total()),
        ("b.md", &report_with(&[])),
    ]);
    assert_eq!(folder.run(&["check"]).code, 0);
    assert_eq!(folder.run(&["check", "归档/a.md"]).code, 1);
    assert_eq!(
        folder.run(&["check", "--force-exclude", "归档/a.md"]).code,
        0
    );
}

#[test]
fn a_mistake_in_the_file_is_one_sentence_and_the_rest_applies() {
    let folder = Folder::with(&[
        (
            "nianbao.toml",
            "editon = \"2021\"\n[rules]\nblank-total = \"off\"\n",
        ),
        ("a.md", &blank_total()),
        ("b.md", &wrong_total()),
    ]);
    let run = folder.run(&["check", "--output-format", "concise"]);
    run.failed_with("nianbao.toml:1 editon：不认识“editon”，是否应为“edition”？");
    assert!(
        run.out.contains("b.md:") && !run.out.contains("[blank-total]"),
        "{run:?}"
    );
    folder.write("nianbao.toml", b"edition = [");
    let run = folder.run(&["check"]);
    run.failed_with("nianbao.toml:1");
    assert!(run.out.contains("b.md:"), "{run:?}");
    folder.write("nianbao.toml", b"edition = \"1999\"");
    folder.run(&["check"]).failed_with("没有格式版本 1999");
}

#[test]
fn options_that_name_nothing_end_the_run() {
    let folder = Folder::with(&[("a.md", &wrong_total())]);
    folder
        .run(&["check", "--config", "nowhere.toml", "a.md"])
        .failed_with("nowhere.toml 不存在");
    folder
        .run(&["check", "--select", "row-totl", "a.md"])
        .failed_with("是否应为“row-total”");
    folder
        .run(&["check", "--edition", "1999", "a.md"])
        .failed_with("选项 --edition：没有格式版本 1999");
    folder
        .run(&["check", "--isolated", "--config", "x", "a.md"])
        .failed_with("不能同时使用");
}

#[test]
fn an_own_edition_can_be_checked_against() {
    let official = include_str!("../../src/form/editions/2021.toml");
    let own = official
        .replacen("id = \"2021\"", "id = \"local\"", 1)
        .replacen("title = \"其他需要报告的事项\"", "title = \"其他事项\"", 1);
    let folder = Folder::with(&[
        ("nianbao.toml", "edition-files = [\"local.toml\"]"),
        ("local.toml", &own),
        ("a.md", &report_with(&[])),
    ]);
    assert_eq!(folder.run(&["check", "--edition", "2021", "a.md"]).code, 0);
    let run = folder.run(&["check", "--edition", "local", "a.md"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("[section-title]"), "{run:?}");
    folder.write("local.toml", b"id = 3\n");
    let run = folder.run(&["check", "--edition", "2021", "a.md"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.lines().all(|line| line.contains("local.toml:")),
        "{run:?}"
    );
}

#[test]
fn an_editors_settings_lie_between_the_options_and_the_file() {
    let folder = Folder::with(&[
        ("nianbao.toml", "[rules]\nblank-total = \"off\"\n"),
        ("a.md", &blank_total()),
        ("归档/a.md", &blank_total()),
    ]);
    let check = |settings: &str, more: &[&str]| {
        let always = [
            "check",
            "-q",
            "--output-format",
            "concise",
            "--editor-settings",
            settings,
        ];
        folder.run(&[&always, more].concat())
    };
    let settings = r#"{ "rules": { "blank-total": "error" }, "exclude": ["归档"] }"#;
    let run = check(settings, &["."]);
    assert_eq!((run.code, run.out.lines().count()), (1, 1), "{run:?}");
    assert!(run.out.contains("错误[blank-total]"), "{run:?}");
    assert_eq!(check(settings, &["--ignore", "blank-total", "."]).code, 0);
    assert_eq!(check("{}", &["."]).code, 0);
    for wrong in ["{", r#"{ "edition": "1999" }"#] {
        let run = check(wrong, &["."]);
        assert!(run.code == 2 && !run.err.is_empty(), "{wrong}: {run:?}");
    }
}

/// Settings that cannot be used, or not all of them.
const DOUBTFUL: &[&str] = &[
    "exclude = 3\n",
    "exclud = [\"a.md\"]\n",
    "exclude = [\"/x/{\"]\n",
    "edition = [",
    "edition = \"1999\"\n",
    "[rules]\nblank-total = \"loud\"\n",
    "exclude = []\n\0",
];

#[test]
fn no_file_is_written_whose_settings_have_a_mistake() {
    for settings in DOUBTFUL {
        let folder = Folder::with(&[
            ("nianbao.toml", settings),
            ("a.md", &blank_total()),
            ("town/.git/HEAD", ""),
            ("town/b.md", &blank_total()),
        ]);
        for args in [
            &["fix", "a.md"][..],
            &["fix", "--diff", "a.md"],
            &["fmt", "a.md"],
            &["fmt", "--diff", "a.md"],
            &["fix", "--unsafe", "."],
        ] {
            let run = folder.run(&[args, &["--locale", "en"]].concat());
            assert_eq!(run.code, 2, "{settings}: {run:?}");
            let said = "a.md was not changed, for there is a mistake in its settings: nianbao.toml";
            assert_eq!(run.err.matches(said).count(), 1, "{settings}: {run:?}");
            assert_eq!(folder.read("a.md"), blank_total().as_bytes(), "{settings}");
            assert!(!run.out.contains("+++"), "{settings}: {run:?}");
        }
        // Others have settings of their own.
        let fixed = report_with(&[]);
        assert_eq!(folder.read("town/b.md"), fixed.as_bytes(), "{settings}");
        let piped = folder.run_with_input(&["fix", "-"], blank_total().as_bytes());
        assert_eq!((piped.code, piped.out), (2, blank_total()), "{settings}");
        assert!(piped.err.contains("因为适用于它的设置有误"), "{settings}");
        assert_eq!(folder.run(&["fix", "--isolated", "a.md"]).code, 0);
        assert_eq!(folder.read("a.md"), fixed.as_bytes(), "{settings}");
    }
}

#[test]
fn a_folder_in_the_place_of_the_settings_keeps_files_from_being_written_and_not_from_being_checked()
{
    let folder = Folder::with(&[("nianbao.toml/x", ""), ("a.md", &blank_total())]);
    let run = folder.run(&["fix", "a.md"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("a.md 没有修改"), "{run:?}");
    assert_eq!(folder.read("a.md"), blank_total().as_bytes());
    let run = folder.run(&["check", "a.md"]);
    assert!(
        run.code == 2 && run.out.contains("[blank-total]"),
        "{run:?}"
    );
    assert!(!run.err.contains("没有修改"), "{run:?}");
}

#[test]
fn what_is_left_out_by_settings_that_are_broken_further_down_stays_left_out() {
    let settings = "exclude = [\"归档\"]\nedition = [";
    let folder = Folder::with(&[("nianbao.toml", settings), ("归档/a.md", &blank_total())]);
    let run = folder.run(&["fix", "."]);
    assert_eq!(folder.read("归档/a.md"), blank_total().as_bytes());
    assert!(run.err.contains("已排除 1 个"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn a_file_that_is_a_link_to_itself_is_said_once_as_one_to_nothing_is() {
    for target in ["nianbao.toml", "nowhere.toml"] {
        let folder = Folder::with(&[
            ("a.md", &blank_total()),
            ("b.md", &blank_total()),
            ("town/c.md", &blank_total()),
        ]);
        std::os::unix::fs::symlink(target, folder.path("nianbao.toml")).unwrap();
        let run = folder.run(&["check", "-q", "--exit-zero", "--locale", "en"]);
        run.failed_with("nianbao.toml: not read: it is a link to a file that does not exist");
        assert_eq!(run.out.matches("[blank-total]").count(), 3, "{run:?}");
    }
}
