//! `nianbao check`: exit statuses, files and folders, bad input.

use super::report::{blank_total, report_with, wrong_total};
use super::{Folder, Run, native};

#[test]
fn a_clean_report_exits_with_0_and_says_so() {
    let run = Folder::with(&[("a.md", &report_with(&[]))]).run(&["check", "a.md"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(run.out, "已核对 1 份报告，没有发现问题\n");
}

#[test]
fn findings_exit_with_1_and_show_the_cell_marked() {
    let run = Folder::with(&[("a.md", &wrong_total())]).run(&["check", "a.md"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("错误[row-total]"), "{}", run.out);
    assert!(run.out.contains("| ⟦13⟧ |"), "{}", run.out);
    // The total breaks its row and, with it, the balance of its column.
    assert!(run.out.contains("2 个错误"), "{}", run.out);
    assert_eq!(run.err, "");
}

#[test]
fn the_severity_that_counts_can_be_chosen() {
    let folder = Folder::with(&[("a.md", &blank_total())]);
    assert_eq!(folder.run(&["check", "a.md"]).code, 1);
    assert_eq!(folder.run(&["check", "--fail-on", "error", "a.md"]).code, 0);
    assert_eq!(folder.run(&["check", "--exit-zero", "a.md"]).code, 0);
    let silent = folder.run(&["check", "--ignore", "blank-total", "a.md"]);
    assert_eq!(
        (silent.code, silent.out.contains("blank-total")),
        (0, false)
    );
    let other = folder.run(&["check", "--select", "row-total,balance", "a.md"]);
    assert_eq!(other.code, 0);
    let chosen = folder.run(&["check", "--select", "blank-total", "a.md"]);
    assert_eq!(
        (chosen.code, chosen.out.matches("[blank-total]").count()),
        (1, 1)
    );
}

#[test]
fn standard_input_is_checked_under_a_name_of_choice() {
    let folder = Folder::with(&[("nianbao.toml", "exclude = [\"old\"]")]);
    let report = wrong_total();
    let check = |args: &[&str]| folder.run_with_input(args, report.as_bytes());
    let run = check(&["check", "-"]);
    assert_eq!(run.code, 1);
    assert!(run.out.starts_with("-:"), "{}", run.out);
    let run = check(&["check", "--stdin-filename", "new/a.md", "-"]);
    assert!(run.out.starts_with("new/a.md:"), "{}", run.out);
    let run = check(&["check", "--stdin-filename", "old/a.md", "-"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    check(&["check", "-", "a.md"]).failed_with("-");
}

#[test]
fn folders_are_walked_for_reports_and_everything_else_is_passed_over() {
    let folder = Folder::with(&[
        ("r/a.md", &wrong_total()),
        ("r/sub/b.TXT", &wrong_total()),
        ("r/c.rs", &wrong_total()),
        ("r/notes.txt", "购物清单"),
        ("r/kept.txt", &wrong_total()),
        (".gitignore", "kept.txt\n"),
    ]);
    let run = folder.run(&["check", "--output-format", "concise", "r"]);
    let places: Vec<&str> = run
        .out
        .lines()
        .filter_map(|line| line.split(':').next())
        .collect();
    assert_eq!(run.code, 1);
    assert!(
        places.contains(&native("r/a.md").as_str())
            && places.contains(&native("r/sub/b.TXT").as_str()),
        "{places:?}"
    );
    assert!(run.out.contains("已核对 2 份报告"), "{}", run.out);
    assert_eq!(run.err, "");
    let named = folder.run(&["check", "r/kept.txt"]);
    assert!(named.out.contains("r/kept.txt:"), "{}", named.out);
    let here = folder.run(&["check"]);
    assert!(here.out.contains("已核对 2 份报告"), "{}", here.out);
}

#[test]
fn a_file_that_is_listed_twice_is_checked_once() {
    let folder = Folder::with(&[("r/a.md", &wrong_total())]);
    let run = folder.run(&["check", "r/a.md", "./r", ".", "r/../r/a.md"]);
    assert!(run.out.contains("已核对 1 份报告"), "{run:?}");
    assert_eq!((run.code, run.err.as_str()), (1, ""));
}

#[test]
fn a_folder_without_reports_is_a_failure_of_one_sentence() {
    let folder = Folder::with(&[("empty/readme.rst", ""), ("notes/a.txt", "购物清单")]);
    folder
        .run(&["check", "empty"])
        .failed_with("文件夹 empty 中没有年度报告");
    folder
        .run(&["check", "notes"])
        .failed_with("文件夹 notes 中没有年度报告");
    folder
        .run(&["check", "--locale", "en", "notes"])
        .failed_with("no annual report in the folder notes");
}

#[test]
fn a_named_file_that_is_no_report_is_noticed_and_may_be_demanded() {
    let folder = Folder::with(&[("a.txt", "购物清单")]);
    let run = folder.run(&["check", "a.txt"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert!(
        run.err.contains("a.txt 不像政府信息公开工作年度报告"),
        "{}",
        run.err
    );
    assert_eq!(folder.run(&["check", "-q", "a.txt"]).err, run.err);
    folder
        .run(&["check", "--require-report", "a.txt"])
        .failed_with("a.txt 不像");
}

/// Checks `bad` beside a report and expects one sentence about it, exit status 2, and the report checked all the same.
fn fails_beside_a_report(folder: &Folder, bad: &str, sentence: &str) {
    folder.write("good.md", wrong_total().as_bytes());
    let run: Run = folder.run(&["check", bad, "good.md"]);
    run.failed_with(sentence);
    assert!(run.out.contains("good.md:"), "{run:?}");
}

#[test]
fn a_missing_file_does_not_stop_the_others() {
    let folder = Folder::with(&[]);
    fails_beside_a_report(&folder, "nowhere.txt", "nowhere.txt 不存在");
    fails_beside_a_report(&folder, "good.md/inside.txt", "good.md/inside.txt 不存在");
    let longer_than_any_name = "a".repeat(300);
    fails_beside_a_report(
        &folder,
        &longer_than_any_name,
        &format!("{longer_than_any_name} 不存在"),
    );
}

#[test]
fn a_file_that_is_not_text_is_refused_by_its_kind_and_does_not_stop_the_others() {
    let folder = Folder::with(&[]);
    folder.write("a.docx", b"PK\x03\x04\x14\x00\x06\x00");
    fails_beside_a_report(&folder, "a.docx", "a.docx 已损坏，读不出内容");
    folder.write("a.ofd", b"PK\x03\x04....OFD.xml");
    fails_beside_a_report(&folder, "a.ofd", "a.ofd 是 OFD 文件");
    folder.write("a.rtf", b"{\\rtf1");
    fails_beside_a_report(&folder, "a.rtf", "a.rtf 是 RTF 文件");
    folder.write("a.bin", b"\x7fELF\x02\x01\x01\x00");
    fails_beside_a_report(&folder, "a.bin", "a.bin 是二进制文件");
    folder.write("a.txt", b"caf\xe9 \xff\xff");
    fails_beside_a_report(&folder, "a.txt", "a.txt 不是 UTF-8、UTF-16 或 GB18030");
    folder.write("half.txt", b"\xff\xfe\x31");
    fails_beside_a_report(&folder, "half.txt", "half.txt 不是 UTF-8");
}

#[test]
fn an_empty_file_and_odd_texts_are_no_reports_and_no_trouble() {
    for text in [
        "",
        "\n",
        "\u{feff}",
        "\u{202e}|||",
        "\t\t\t",
        "<table><tr><td>",
    ] {
        let run = Folder::with(&[("a.txt", text)]).run(&["check", "a.txt"]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{text:?}");
    }
}

#[test]
fn the_order_of_the_output_does_not_depend_on_the_threads() {
    let folder = Folder::with(&[]);
    for at in 0..300 {
        let text = if at % 3 == 0 {
            wrong_total()
        } else {
            report_with(&[])
        };
        folder.write(&format!("r/{}/{at}.md", at % 7), text.as_bytes());
    }
    let run = |threads: &str, args: &[&str]| {
        let output = folder
            .command(args)
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    for format in ["text", "json"] {
        let args = ["check", "--output-format", format, "r"];
        let one = run("1", &args);
        assert_eq!(one, run("8", &args));
    }
    let concise = run(
        "8",
        &[
            "check",
            "-q",
            "--output-format",
            "concise",
            "--select",
            "row-total",
            "r",
        ],
    );
    let paths: Vec<&str> = concise
        .lines()
        .filter_map(|line| line.split(':').next())
        .collect();
    let mut sorted = paths.clone();
    sorted.sort_by_key(|path| std::path::PathBuf::from(path));
    assert_eq!(paths, sorted);
    assert_eq!(paths.len(), 100);
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_ends_the_run_quietly_with_the_status_of_what_was_found() {
    use std::io::Read;
    use std::process::Stdio;
    let folder = Folder::with(&[]);
    for at in 0..300 {
        folder.write(&format!("{at}.md"), wrong_total().as_bytes());
    }
    let mut child = folder
        .command(&["check"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    let mut first = [0; 10];
    out.read_exact(&mut first).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_one_sentence() {
    let folder = Folder::with(&[("a.md", &wrong_total())]);
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = folder
        .command(&["check", "a.md"])
        .stdout(full)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("写不出结果"), "{said}");
}
