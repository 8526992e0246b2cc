//! What the program costs from outside: its start, a keystroke through the language server, and a folder. Read each beside the floor of the same name
//! in the same run.

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod report;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use divan::Bencher;
use divan::counter::BytesCount;
use nianbao::syntax::Surface;
use report::{SENTENCE, report};
use serde_json::{Value, json};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_nianbao");
const URI: &str = "file:///bench/report.md";

const REPORTS: usize = 200;

fn main() {
    divan::main();
}

fn text() -> String {
    report(Surface::Bars, 10_000)
}

/// The server with a client that waits for its answers.
struct Server {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    uri: String,
    version: i32,
    /// Whether the last change put something in.
    is_in: bool,
}

impl Server {
    /// Opens a report and has heard its findings.
    fn with(text: &str) -> Server {
        let mut server = Server::opening(text, URI.to_owned());
        server.hear("\"version\":1");
        server
    }

    /// Opens a report.
    fn opening(text: &str, uri: String) -> Server {
        let mut child = Command::new(PROGRAM)
            .args(["lsp", "--isolated"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (to, from) = (child.stdin.take(), child.stdout.take().unwrap());
        let mut server = Server {
            child,
            to,
            from: BufReader::new(from),
            uri,
            version: 1,
            is_in: false,
        };
        // It tells when last year's report has been found.
        let can = json!({ "experimental": { "nianbaoLastYear": true } });
        server.say(&json!({ "id": 1, "method": "initialize", "params": { "capabilities": can } }));
        server.hear("\"id\":1");
        server.say(&json!({ "method": "initialized", "params": {} }));
        let document =
            json!({ "uri": server.uri, "languageId": "markdown", "version": 1, "text": text });
        server.say(&json!({
            "method": "textDocument/didOpen", "params": { "textDocument": document }
        }));
        server
    }

    fn say(&mut self, message: &Value) {
        let mut message = message.clone();
        message["jsonrpc"] = json!("2.0");
        let message = message.to_string();
        let to = self.to.as_mut().unwrap();
        write!(to, "Content-Length: {}\r\n\r\n{message}", message.len()).unwrap();
    }

    /// Reads up to a message that has this in it.
    fn hear(&mut self, wanted: &str) {
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                assert_ne!(
                    self.from.read_line(&mut line).unwrap(),
                    0,
                    "the server left"
                );
                let line = line.trim_end();
                if line.is_empty() {
                    break;
                }
                if let Some(said) = line.strip_prefix("Content-Length: ") {
                    length = said.parse().unwrap();
                }
            }
            let mut body = vec![0; length];
            self.from.read_exact(&mut body).unwrap();
            if String::from_utf8_lossy(&body).contains(wanted) {
                return;
            }
        }
    }

    /// Writes over characters of a line, and waits for the findings.
    fn edit(&mut self, line: usize, (from, to): (usize, usize), text: &str) {
        self.version += 1;
        let version = self.version;
        let at = |character: usize| json!({ "line": line, "character": character });
        let change = json!({ "range": { "start": at(from), "end": at(to) }, "text": text });
        self.say(&json!({ "method": "textDocument/didChange", "params": {
            "textDocument": { "uri": self.uri, "version": version }, "contentChanges": [change]
        } }));
        self.hear(&format!("\"version\":{version}"));
    }

    /// Puts a character in at a place, or takes it out again.
    fn edit_at(&mut self, (line, at): (usize, usize)) {
        match self.is_in {
            true => self.edit(line, (at, at + 1), ""),
            false => self.edit(line, (at, at), "0"),
        }
        self.is_in = !self.is_in;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It ends when nobody talks to it any more.
        self.to = None;
        let _ = self.child.wait();
    }
}

/// From the spawn to the first findings of a report, beside a spawn that says its version and ends.
mod start {
    use super::*;

    #[divan::bench(sample_count = 50, sample_size = 1)]
    fn floor() {
        let version = Command::new(PROGRAM).arg("--version").output().unwrap();
        assert!(version.status.success());
    }

    #[divan::bench(sample_count = 50, sample_size = 1)]
    fn first_findings(bencher: Bencher) {
        let text = text();
        // Its end is not measured.
        bencher.bench_local(|| Server::with(&text));
    }
}

const OTHER_SENTENCE: &str = "这一年把渡口、茶园和夜市的办事地点画成一张图贴在村口，来信逐件登记、按月回访，答复的期限写在窗口上。";
const NOTHING_LEFT: &str = "四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |";
const SIX_LEFT: &str = "四、结转下年度继续办理 | 2 | 2 | 2 | 0 | 0 | 0 | 6 |";

/// A character put in and taken out again in the last number of a table, from the write to the findings; beside as many bytes through two pipes.
mod keystroke {
    use super::*;

    #[divan::bench(sample_count = 200, sample_size = 2)]
    fn floor(bencher: Bencher) {
        let mut echo = Command::new("cat")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (mut to, mut from) = (echo.stdin.take().unwrap(), echo.stdout.take().unwrap());
        let mut bytes = [b'x'; 300];
        bencher.bench_local(|| {
            to.write_all(&bytes).unwrap();
            from.read_exact(&mut bytes).unwrap();
        });
        drop(to);
        let _ = echo.wait();
    }

    /// The line and the character behind the last number of a table.
    fn behind_last_number(text: &str) -> (usize, usize) {
        let number = text.rfind(|c: char| c.is_ascii_digit()).unwrap() + 1;
        let line = text[..number].matches('\n').count();
        let begins = text[..number].rfind('\n').map_or(0, |at| at + 1);
        (line, text[begins..number].encode_utf16().count())
    }

    #[divan::bench(args = [10_000, 1_000_000], sample_count = 200, sample_size = 2)]
    fn findings(bencher: Bencher, size: usize) {
        let text = report(Surface::Bars, 10_000).repeat(size / 10_000);
        let place = behind_last_number(&text);
        let mut server = Server::with(&text);
        bencher.bench_local(|| server.edit_at(place));
    }

    /// The same where last year's report is known: nothing is found beside it, or five things.
    #[divan::bench(args = ["alone", "fits", "five findings"], sample_count = 200, sample_size = 2)]
    fn beside_last_year(bencher: Bencher, last: &str) {
        let text = report(Surface::Bars, 10_000);
        let place = behind_last_number(&text);
        let folder = tempfile::tempdir().unwrap();
        let old = text.replace("2023年", "2022年");
        let old = match last {
            "alone" => None,
            "fits" => Some(old.replace(SENTENCE, OTHER_SENTENCE)),
            // Three columns and their total, and the first part.
            _ => Some(old.replace(NOTHING_LEFT, SIX_LEFT)),
        };
        if let Some(old) = &old {
            std::fs::write(folder.path().join("2022.md"), old).unwrap();
        }
        let uri = format!("file://{}/2023.md", folder.path().display());
        let mut server = Server::opening(&text, uri);
        server.hear(old.map_or("\"version\":1", |_| "nianbao/lastYear"));
        bencher.bench_local(|| server.edit_at(place));
    }
}

/// A folder of reports on all CPUs, in MB/s, beside reading the same files and validating them as UTF-8 on one.
mod folder {
    use super::*;

    fn reports() -> (TempDir, usize) {
        let folder = tempfile::tempdir().unwrap();
        let text = text();
        for at in 0..REPORTS {
            let unit = format!("青石县农业农村局{at}");
            let text = text.replace("青石县农业农村局", &unit);
            std::fs::write(folder.path().join(format!("{at}.md")), text).unwrap();
        }
        (folder, REPORTS * text.len())
    }

    fn measure(bencher: Bencher, check: impl Fn(&Path)) {
        let (folder, size) = reports();
        check(folder.path());
        bencher
            .counter(BytesCount::new(size))
            .bench_local(|| check(folder.path()));
    }

    #[divan::bench(sample_count = 20, sample_size = 1)]
    fn floor(bencher: Bencher) {
        measure(bencher, |folder| {
            for entry in std::fs::read_dir(folder).unwrap() {
                let bytes = std::fs::read(entry.unwrap().path()).unwrap();
                assert!(std::str::from_utf8(&bytes).is_ok());
            }
        });
    }

    #[divan::bench(sample_count = 20, sample_size = 1)]
    fn check(bencher: Bencher) {
        measure(bencher, |folder| {
            let run = Command::new(PROGRAM)
                .args(["check", "--isolated", "-q", "."])
                .current_dir(folder)
                .output()
                .unwrap();
            assert!(run.status.code().is_some_and(|code| code < 2));
        });
    }
}
