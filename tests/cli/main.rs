//! The real binary, from outside: exit statuses, streams, formats, files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod anew;
mod asking;
mod beginning;
mod checking;
mod configuring;
#[cfg(unix)]
mod copies;
#[cfg(target_os = "linux")]
mod crowd;
mod data;
mod explaining;
mod fixing;
#[cfg(unix)]
mod keeping;
mod leaving_out;
#[cfg(unix)]
mod overwriting;
mod printing;
mod report;
mod reviewing;
mod sparing;
#[cfg(unix)]
mod stopping;
mod unwritten;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder of files to run the program in.
struct Folder(TempDir);

/// What a run gave.
struct Run {
    code: i32,
    out: String,
    raw: Vec<u8>,
    err: String,
}

/// Sends a signal, called by its name, to a run.
#[cfg(unix)]
fn send(child: &std::process::Child, signal: &str) {
    let words = [format!("-{signal}"), child.id().to_string()];
    let kill = Command::new("kill").args(words).status();
    assert!(kill.unwrap().success());
}

/// Whether this signal is ignored by whoever runs the tests, as INT is in the background of a shell. The runs of the program inherit that, and keep to
/// it; a note says that it is not tried then. Known where `/proc` is.
#[cfg(unix)]
fn is_ignored(name: &str, signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .map(|mask| u64::from_str_radix(mask.trim(), 16).unwrap());
    let is_ignored = mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1);
    if is_ignored {
        eprintln!("skipped for {name}: it is ignored here");
    }
    is_ignored
}

impl Folder {
    /// With these files. A `.git` in it keeps configuration files outside from being found.
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Folder(tempfile::tempdir().unwrap());
        std::fs::create_dir(folder.path(".git")).unwrap();
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        command.args(args).current_dir(self.0.path());
        for name in [
            "NO_COLOR",
            "FORCE_COLOR",
            "CLICOLOR_FORCE",
            "CLICOLOR",
            "LANG",
            "LC_ALL",
        ] {
            command.env_remove(name);
        }
        command
    }

    /// A copy of the program in the folder, for other users. Another process makes it: what we have open to write, a child that another test starts just
    /// then has open as well, and what is open to be written cannot be run.
    #[cfg(unix)]
    fn program(&self) -> PathBuf {
        let program = self.path("program");
        if !program.exists() {
            let made = Command::new("cp")
                .arg(env!("CARGO_BIN_EXE_nianbao"))
                .arg(&program)
                .status();
            assert!(made.unwrap().success());
        }
        program
    }

    fn run(&self, args: &[&str]) -> Run {
        self.run_with_input(args, b"")
    }

    fn run_with_input(&self, args: &[&str], input: &[u8]) -> Run {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            // A program that refuses its options does not read its input.
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Run {
            code: output.status.code().expect("an exit status"),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            raw: output.stdout,
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A path as people see it on this system.
fn native(path: &str) -> String {
    path.replace('/', std::path::MAIN_SEPARATOR_STR)
}

impl Run {
    /// Asserts that the run failed with exactly one sentence on standard error, which holds `words`.
    fn failed_with(&self, words: &str) {
        assert_eq!(self.code, 2, "{self:?}");
        assert_eq!(self.err.lines().count(), 1, "{self:?}");
        assert!(self.err.contains(words), "{self:?}");
    }
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "exit {}\n--- out\n{}\n--- err\n{}",
            self.code, self.out, self.err
        )
    }
}
