//! A run that only reads and is told to stop: it gives the results that it has, says that they are not all, and ends with 128 and the signal.

use std::io::Read;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;
use signal_hook::consts::SIGINT;

use super::report::wrong_total;
use super::{Folder, is_ignored, send};

const FILES: usize = 3000;
/// The cells of a report.
const CELLS: usize = 200;
/// Without these rules results are given as they come: a run waits for its reader, so that it cannot be over too soon.
const AS_THEY_COME: [&str; 2] = ["--ignore", "carried-over,in-force,copied-text,roll-up"];
/// What tells a run to stop, and the status that it ends with. A shell that runs the tests in its background has INT ignored, and a run keeps to that.
const STOP: (&str, i32) = ("TERM", 143);
/// Long enough to list the files, too short to check them.
const UNDER_WAY: Duration = Duration::from_millis(300);

/// What a run gave that was told to stop.
struct Stopped {
    code: Option<i32>,
    out: Vec<u8>,
    err: String,
}

impl Stopped {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }
}

fn crowd() -> Folder {
    let folder = Folder::with(&[]);
    let text = wrong_total();
    for at in 0..FILES {
        folder.write(&format!("{at:04}.md"), text.as_bytes());
    }
    folder
}

fn started(folder: &Folder, args: &[&str]) -> Child {
    let mut command = folder.command(args);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Sends `signal` when the run is under way.
fn stopped(mut child: Child, signal: &str) -> Stopped {
    let mut out = [0; 1024].to_vec();
    let n = child.stdout.as_mut().unwrap().read(&mut out).unwrap();
    out.truncate(n);
    std::thread::sleep(UNDER_WAY);
    send(&child, signal);
    child
        .stdout
        .as_mut()
        .unwrap()
        .read_to_end(&mut out)
        .unwrap();
    let mut err = String::new();
    child
        .stderr
        .as_mut()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    Stopped {
        code: child.wait().unwrap().code(),
        out,
        err,
    }
}

#[test]
fn an_interrupted_export_says_how_many_files_it_wrote() {
    let folder = crowd();
    let out = folder.path("out");
    let child = {
        let mut command = folder.command(&["export", ".", "-o", "out"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let written = || {
        let names = std::fs::read_dir(&out).into_iter().flatten().flatten();
        let names = names.map(|entry| entry.file_name().into_string().unwrap());
        names.filter(|name| name.ends_with(".docx")).count()
    };
    while written() < 5 {
        std::thread::sleep(Duration::from_millis(5));
    }
    send(&child, STOP.0);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let n_written = written();
    assert!(n_written < FILES, "it was over too soon");
    assert!(
        said.contains(&format!("写入了 {n_written} 个，其余没有改动")),
        "{n_written}: {said}"
    );
}

#[test]
fn a_check_that_is_told_to_stop_gives_what_it_knows() {
    let folder = crowd();
    for (signal, code) in [("INT", 130), STOP] {
        if signal == "INT" && is_ignored("INT", SIGINT) {
            continue;
        }
        let run = stopped(
            started(&folder, &["check", "--output-format", "json"]),
            signal,
        );
        assert_eq!(run.code, Some(code), "{}", run.err);
        let out: Value = serde_json::from_str(run.text()).unwrap();
        let files = out["files"].as_array().unwrap().len();
        let summary = &out["summary"];
        assert!(files > 0 && files < FILES);
        assert_eq!(summary["reports"], files);
        assert_eq!(summary["notReached"], FILES - files);
        assert_eq!(summary["complete"], false);
        assert!(
            run.err
                .contains(&format!("{FILES} 个文件核对了 {files} 个")),
            "{}",
            run.err
        );
        assert_eq!(run.err.lines().count(), 1, "no bar in a pipe: {}", run.err);
    }
}

/// Interrupts a run that writes a file. Nothing is seen of that until it is whole; its draft is.
fn stopped_while_drafting(folder: &Folder, child: Child) -> std::process::Output {
    let is_draft = |name: &String| name.starts_with(".nianbao-");
    while !names(folder).iter().any(is_draft) {}
    std::thread::sleep(UNDER_WAY);
    send(&child, STOP.0);
    child.wait_with_output().unwrap()
}

#[test]
fn data_that_was_cut_short_is_whole_lines_or_no_file() {
    let folder = crowd();
    let run = stopped(started(&folder, &["data"]), STOP.0);
    assert_eq!(run.code, Some(STOP.1));
    assert!(run.text().ends_with("\r\n"));
    assert_eq!((run.text().lines().count() - 1) % CELLS, 0);
    let child = started(
        &folder,
        &["data", "-v", "--output-format", "csv", "-o", "out.data"],
    );
    let run = stopped_while_drafting(&folder, child);
    let err = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(STOP.1), "{err}");
    assert!(err.contains("没有写"), "{err}");
    assert_eq!(names(&folder).len(), FILES + 1, "the reports, and .git");
}

#[test]
fn what_is_given_as_it_comes_ends_with_a_whole_report() {
    let folder = crowd();
    for format in ["text", "json-lines", "sarif", "junit"] {
        let args = [&["check", "--output-format", format][..], &AS_THEY_COME].concat();
        let run = stopped(started(&folder, &args), STOP.0);
        assert_eq!(run.code, Some(STOP.1), "{}", run.err);
        assert!(
            run.err.contains(&format!("{FILES} 个文件核对了 ")),
            "{}",
            run.err
        );
        let text = run.text().trim_end();
        match format {
            "json-lines" => {
                assert!(text.lines().all(is_json) && text.contains("\n{\"notReached\":"))
            }
            "sarif" => assert!(is_json(text) && text.contains("\"id\":\"interrupted\"")),
            "junit" => assert!(text.ends_with("</testsuites>") && text.contains("interrupted")),
            _ => assert!(text.contains("已中断：另有 "), "{:.300}", text),
        }
    }
    for (wide, rows) in [(&[][..], CELLS), (&["--wide"], 1)] {
        let csv = [&["data"][..], wide, &AS_THEY_COME].concat();
        let run = stopped(started(&folder, &csv), STOP.0);
        assert_eq!(run.code, Some(STOP.1), "{}", run.err);
        let text = run.text().strip_prefix('\u{feff}').unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let n_rows = reader.records().map(Result::unwrap).count();
        assert!(n_rows.is_multiple_of(rows) && n_rows > 0 && n_rows < FILES * rows);
        let json = [
            &["data", "--output-format", "json-lines"],
            wide,
            &AS_THEY_COME,
        ]
        .concat();
        let run = stopped(started(&folder, &json), STOP.0);
        assert_eq!(run.code, Some(STOP.1), "{}", run.err);
        let n_rows = run.text().lines().filter(|line| is_json(line)).count();
        assert_eq!(n_rows, run.text().lines().count());
        assert!(n_rows.is_multiple_of(rows) && n_rows > 0 && n_rows < FILES * rows);
        let said = format!("{FILES} 个文件核对了 {} 个", n_rows / rows);
        assert!(run.err.contains(&said), "{}", run.err);
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok()
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_that_was_cut_short_is_a_smaller_table_or_no_file() {
    let folder = crowd();
    for (wide, rows) in [(&[][..], CELLS), (&["--wide"], 1)] {
        let args = [&["data", "--output-format", "parquet"], wide, &AS_THEY_COME].concat();
        let run = stopped(started(&folder, &args), STOP.0);
        assert_eq!(run.code, Some(STOP.1), "{}", run.err);
        let n_rows = super::data::parquet_rows(run.out).len();
        assert!(n_rows.is_multiple_of(rows) && n_rows > 0 && n_rows < FILES * rows);
        let said = format!("{FILES} 个文件核对了 {} 个", n_rows / rows);
        assert!(run.err.contains(&said), "{}", run.err);
        let args = [&["data", "-o", "out.parquet"], wide].concat();
        let child = started(&folder, &args);
        let run = stopped_while_drafting(&folder, child);
        assert_eq!(run.status.code(), Some(STOP.1));
        assert_eq!(names(&folder).len(), FILES + 1, "the reports, and .git");
    }
}

#[test]
fn a_review_that_is_told_to_stop_is_whole_and_says_that_it_is_not_of_all() {
    let folder = crowd();
    let child = started(
        &folder,
        &["review", ".", "-o", "out.html", "-o", "out.xlsx"],
    );
    // Its drafts are there before the first report is looked at.
    let drafts = || {
        names(&folder)
            .into_iter()
            .filter(|name| name.starts_with(".nianbao-"))
    };
    while drafts().count() < 2 {}
    std::thread::sleep(UNDER_WAY);
    send(&child, STOP.0);
    let run = child.wait_with_output().unwrap();
    assert_eq!(run.status.code(), Some(STOP.1));
    assert_eq!(drafts().count(), 0);
    let page = String::from_utf8(folder.read("out.html")).unwrap();
    assert!(page.ends_with("</html>"), "{}", page.len());
    let (_, said) = page.split_once("section class=\"summary\"><p>").unwrap();
    assert!(
        said.starts_with(&format!("已中断：{FILES} 个文件核对了 ")),
        "{:.200}",
        said
    );
    let n_rows = page.matches("<tr data-r=").count();
    assert!(
        n_rows < FILES && said.contains(&format!("核对了 {n_rows} 个")),
        "{n_rows}"
    );
    let book = zip::ZipArchive::new(std::io::Cursor::new(folder.read("out.xlsx")));
    assert!(book.unwrap().by_name("xl/workbook.xml").is_ok());
}

fn names(folder: &Folder) -> Vec<String> {
    let entries = std::fs::read_dir(folder.path("")).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}
