//! Nothing is missing from the results in silence: what was not checked is told of, with the reason, in every format.

use serde_json::Value;

use super::Folder;
use super::report::{report_with, wrong_total};

fn json(words: &str) -> Value {
    serde_json::from_str(words).unwrap_or_else(|error| panic!("{error}: {words}"))
}

/// (path, reason) of everything that `check` left out.
fn left_out(folder: &Folder, args: &[&str]) -> Vec<(String, String)> {
    let run = folder.run(&[&["check", "--output-format", "json"], args].concat());
    let out = json(&run.out);
    let told = out["skipped"].as_array().unwrap().iter();
    let word = |told: &Value, key: &str| told[key].as_str().unwrap().to_owned();
    let told: Vec<_> = told
        .map(|told| (word(told, "path"), word(told, "reason")))
        .collect();
    assert_eq!(out["summary"]["skipped"], told.len());
    told
}

fn pairs<'a>(told: &'a [(String, String)]) -> Vec<(&'a str, &'a str)> {
    let pair = |(path, reason): &'a (String, String)| (path.as_str(), reason.as_str());
    told.iter().map(pair).collect()
}

/// One report, and one file for each reason that a test can make on every system.
fn crowded() -> Folder {
    let folder = Folder::with(&[
        ("r/good.md", &wrong_total()),
        ("r/notes.txt", "购物清单"),
        ("r/kept.txt", &wrong_total()),
        ("r/旧/a.md", &wrong_total()),
        ("r/.draft.md", &wrong_total()),
        ("r/table.csv", "序号,数量\n1,2\n"),
        ("r/picture.png", "\u{89}PNG"),
        ("r/~$good.docx", "x"),
        (".gitignore", "kept.txt\n"),
        (".ignore", "good.md\nnotes.txt\n"),
        ("nianbao.toml", "exclude = [\"r/旧\"]\n"),
    ]);
    folder.write("r/damaged.md", b"caf\xe9 \xff\xff");
    folder.write("r/a.ofd", b"PK\x03\x04....OFD.xml");
    folder.write("r/b.rtf", b"{\\rtf1");
    folder.write("r/named.txt", b"{\\rtf1");
    folder
}

#[test]
fn json_tells_of_every_file_that_was_not_checked() {
    let folder = crowded();
    assert_eq!(
        pairs(&left_out(&folder, &["r", "gone.md"])),
        [
            ("gone.md", "missing"),
            ("r/.draft.md", "hidden"),
            ("r/a.ofd", "other-format"),
            ("r/b.rtf", "other-format"),
            ("r/damaged.md", "unknown-encoding"),
            ("r/kept.txt", "ignored"),
            ("r/named.txt", "other-format"),
            ("r/notes.txt", "not-a-report"),
            ("r/table.csv", "other-format"),
            ("r/旧/a.md", "excluded"),
        ]
    );
    let run = folder.run(&["check", "--output-format", "json", "r", "gone.md"]);
    let out = json(&run.out);
    let told = |path: &str| {
        let all = out["skipped"].as_array().unwrap().iter();
        let mut all = all.filter(|told| told["path"] == path);
        all.next().unwrap().clone()
    };
    assert_eq!(told("r/a.ofd")["format"], "ofd");
    assert_eq!(told("r/a.ofd")["failed"], false);
    assert_eq!(told("r/damaged.md")["failed"], true);
    assert!(
        told("gone.md")["message"]
            .as_str()
            .unwrap()
            .contains("不存在")
    );
    assert_eq!(out["files"].as_array().unwrap().len(), 1);
    let summary = &out["summary"];
    assert_eq!(
        (&summary["reports"], &summary["complete"]),
        (&1.into(), &false.into())
    );
    assert_eq!(summary["byRule"]["row-total"], 1);
}

#[test]
fn the_other_machine_formats_tell_of_them_too() {
    let folder = crowded();
    let out = |format: &str| {
        let run = folder.run(&["check", "--output-format", format, "r"]);
        assert_eq!(run.code, 2, "{run:?}");
        run.out
    };
    let lines: Vec<Value> = out("json-lines").lines().map(json).collect();
    let skipped = lines
        .iter()
        .filter(|line| line["skipped"]["path"] == "r/damaged.md");
    assert_eq!(skipped.count(), 1);
    let sarif = json(&out("sarif"));
    let invocation = &sarif["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = invocation["toolExecutionNotifications"].as_array().unwrap();
    let of = |id: &str| {
        let mut all = told.iter().filter(|told| told["descriptor"]["id"] == id);
        all.next()
            .unwrap_or_else(|| panic!("{id} in {told:?}"))
            .clone()
    };
    assert_eq!(of("unknown-encoding")["level"], "error");
    assert_eq!(of("excluded")["level"], "note");
    let location = &of("not-a-report")["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(location["uri"], "r/notes.txt");
    let junit = out("junit");
    assert!(
        junit.contains("<error type=\"unknown-encoding\""),
        "{junit}"
    );
    assert!(junit.contains("a.ofd 是 OFD 文件"), "{junit}");
    assert_eq!(
        junit.matches("<testsuite ").count(),
        junit.matches("</testsuite>").count()
    );
    let github = out("github");
    assert!(
        github.contains("::error file=r/damaged.md,title=unknown-encoding::"),
        "{github}"
    );
    assert!(!github.contains("kept.txt"), "{github}");
}

#[test]
fn the_last_line_counts_them_by_reason() {
    let folder = crowded();
    let run = folder.run(&["check", "r"]);
    let last = run.out.lines().last().unwrap();
    assert_eq!(
        last,
        "没有核对的文件 9 个：RTF 2 个，CSV 1 个，OFD 1 个，编码无法识别 1 个，不是年度报告 1 个，已排除 1 个，\
         被 .gitignore 忽略 1 个，隐藏文件 1 个（用 -v 逐个列出）"
    );
    let verbose = folder.run(&["check", "-v", "r"]);
    assert!(
        verbose.err.contains("a.ofd 是 OFD 文件，不是文本"),
        "{verbose:?}"
    );
    assert!(
        verbose.err.contains("kept.txt 被 .gitignore 忽略"),
        "{verbose:?}"
    );
    assert!(!folder.run(&["check", "-q", "r"]).out.contains("没有核对"));
}

#[test]
fn the_summary_tells_of_reports_and_rules() {
    let folder = Folder::with(&[
        ("a.md", &wrong_total()),
        ("b.md", &report_with(&[])),
        ("c.md", &wrong_total()),
    ]);
    let last = |args: &[&str], n: usize| {
        let out = folder.run(args).out;
        let lines: Vec<String> = out.lines().map(str::to_owned).collect();
        lines[lines.len() - n..].to_vec()
    };
    assert_eq!(
        last(&["check"], 9),
        [
            "",
            "  错误  警告  提示  问题最多的报告",
            "     2     0     0  a.md",
            "     2     0     0  c.md",
            "",
            "  问题  规则",
            "     2  balance    新收、上年结转与办结、结转下年不平衡",
            "     2  row-total  总计与分项之和不符",
            "",
        ]
        .into_iter()
        .chain(["已核对 3 份报告，2 份有问题：4 个错误"])
        .skip(1)
        .collect::<Vec<_>>(),
    );
    let short = [
        "已核对 3 份报告，2 份有问题：4 个错误",
        "按规则：balance 2，row-total 2",
    ];
    assert_eq!(last(&["check", "--no-summary"], 2), short);
    assert_eq!(last(&["check", "--output-format", "concise"], 2), short);
    let json = folder.run(&["check", "--output-format", "json", "--summary"]);
    serde_json::from_str::<Value>(&json.out).unwrap();
    assert!(json.err.contains("2  balance"), "{json:?}");
}

#[test]
fn a_text_of_several_reports_counts_as_several() {
    let text = [wrong_total(), report_with(&[]), wrong_total()].concat();
    let folder = Folder::with(&[("汇编.md", &text)]);
    let out = folder.run(&["check", "--select", "row-total"]).out;
    assert!(
        out.contains("已核对 3 份报告，2 份有问题：2 个错误"),
        "{out}"
    );
}

#[test]
fn a_folder_of_documents_says_what_it_holds() {
    let folder = Folder::with(&[]);
    for at in 0..12 {
        folder.write(&format!("r/{at}.ofd"), b"PK\x03\x04....OFD.xml");
        folder.write(&format!("r/{at}.rtf"), b"{\\rtf1");
    }
    folder
        .run(&["check", "r"])
        .failed_with("文件夹 r 中没有年度报告；没有核对的文件 24 个：OFD 12 个，RTF 12 个");
}

#[test]
fn to_leave_out_what_one_was_told_to_leave_out_is_no_failure() {
    for (name, words) in [
        ("nianbao.toml", "exclude = [\"**\"]\n"),
        (".gitignore", "*.md\n"),
    ] {
        let folder = Folder::with(&[("r/a.md", &wrong_total()), (name, words)]);
        let run = folder.run(&["check", "r"]);
        assert_eq!((run.code, run.err.lines().count()), (0, 1), "{run:?}");
        assert!(
            run.err.contains("文件夹 r 中没有可核对的年度报告"),
            "{run:?}"
        );
        assert!(run.err.contains("1 个"), "{run:?}");
    }
}

#[test]
fn a_named_file_that_is_excluded_by_force_is_told_of() {
    let folder = Folder::with(&[
        ("old/a.md", &wrong_total()),
        ("nianbao.toml", "exclude = [\"old\"]\n"),
    ]);
    let told = left_out(&folder, &["--force-exclude", "old/a.md"]);
    assert_eq!(pairs(&told), [("old/a.md", "excluded")]);
    let run = folder.run_with_input(
        &[
            "check",
            "--output-format",
            "json",
            "--stdin-filename",
            "old/a.md",
            "-",
        ],
        wrong_total().as_bytes(),
    );
    assert_eq!(json(&run.out)["skipped"][0]["reason"], "excluded");
}

#[test]
fn endings_of_markdown_and_web_pages_are_all_read() {
    let folder = Folder::with(&[
        ("a.markdown", &wrong_total()),
        ("b.XHTML", &wrong_total()),
        ("c.text", &wrong_total()),
    ]);
    let run = folder.run(&["check", "--output-format", "json"]);
    assert_eq!(json(&run.out)["summary"]["reports"], 3, "{run:?}");
}

#[test]
fn a_large_file_is_judged_by_its_beginning() {
    let folder = Folder::with(&[]);
    // Had it been read whole, its end would have been no text.
    let mut log = "某日某时 服务已启动\n".repeat(300_000).into_bytes();
    log.extend(b"\xff\xff");
    folder.write("log.txt", &log);
    let mut page = format!("{}\n<!-- {} -->\n", wrong_total(), "附".repeat(2_000_000)).into_bytes();
    folder.write("page.md", &page);
    let run = folder.run(&["check", "--output-format", "json", "log.txt", "page.md"]);
    let out = json(&run.out);
    assert_eq!(out["skipped"][0]["reason"], "not-a-report", "{}", run.err);
    assert_eq!(out["files"][0]["path"], "page.md");
    page.extend(b"\xff\xff");
    folder.write("page.md", &page);
    let told = left_out(&folder, &["page.md"]);
    assert_eq!(pairs(&told), [("page.md", "unknown-encoding")]);
}

#[cfg(unix)]
#[test]
fn what_links_lead_to_is_told_of_once() {
    use std::os::unix::fs::symlink;
    let folder = Folder::with(&[("r/a.md", &wrong_total()), ("else/b.md", &wrong_total())]);
    symlink("a.md", folder.path("r/0.md")).unwrap();
    symlink("../else", folder.path("r/linked")).unwrap();
    symlink("nowhere.md", folder.path("r/broken.md")).unwrap();
    assert_eq!(
        pairs(&left_out(&folder, &["r"])),
        [
            ("r/0.md", "same-file"),
            ("r/broken.md", "dead-link"),
            ("r/linked", "linked-folder"),
        ]
    );
    let run = folder.run(&["check", "r"]);
    assert!(run.out.contains("已核对 1 份报告"), "{run:?}");
    assert!(!run.out.contains("同一文件"), "{run:?}");
    let run = folder.run(&["check", "-v", "r"]);
    assert!(
        run.err.contains("r/broken.md 是链接，所指的文件不存在"),
        "{run:?}"
    );
    let run = folder.run(&["check", "--locale", "en", "r/broken.md"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.err.contains("is a link to a file that does not exist"),
        "{run:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_a_failure_that_machines_see() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::with(&[("r/a.md", &wrong_total())]);
    // A link that leads to itself is unreadable for everybody.
    symlink("loop.md", folder.path("r/loop.md")).unwrap();
    let closed = folder.path("r/closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    let told = left_out(&folder, &["r"]);
    assert!(
        pairs(&told).contains(&("r/loop.md", "unreadable")),
        "{told:?}"
    );
    let run = folder.run(&["check", "r"]);
    assert_eq!(run.code, 2, "{run:?}");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn github_hears_of_what_nobody_has_read_and_of_nothing_else() {
    let folder = Folder::with(&[
        ("good.md", &report_with(&[])),
        ("会议.md", "# 会议纪要\n"),
        (".hidden.md", &report_with(&[])),
        ("old.md", &report_with(&[])),
        ("nianbao.toml", "exclude = [\"old.md\"]\n"),
    ]);
    folder.write("a,b.ofd", b"PK\x03\x04");
    let mut expected = vec!["::notice file=a%2Cb.ofd,title=other-format::"];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere.md", folder.path("dead.md")).unwrap();
        let pipe = folder.path("pipe.md");
        let made = std::process::Command::new("mkfifo").arg(pipe).status();
        assert!(made.unwrap().success());
        expected.push("::notice file=dead.md,title=dead-link::");
        expected.push("::notice file=pipe.md,title=not-a-file::pipe.md 是管道、套接字或设备");
    }
    let run = folder.run(&["check", "--output-format", "github", "."]);
    assert_eq!(run.code, 0, "{run:?}");
    let mut lines: Vec<&str> = run.out.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines.len(), expected.len(), "{run:?}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.starts_with(expected), "{line}");
    }
}
