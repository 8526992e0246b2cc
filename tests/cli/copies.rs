//! The whole copy of a report whose own folder takes no files: it lies among the temporary files, and a run that is killed leaves it there.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::report::{blank_total, report_with};
use super::{Folder, Run};

const OWNER: u32 = 21_001;
const COLLEAGUE: u32 = 21_002;
const OFFICE: u32 = 22_000;
/// How often a run is killed at most until it leaves its copy.
const TRIES: usize = 200;

/// A report that may be written in a folder that takes no files.
struct Office {
    folder: Folder,
    /// Whether the tests are an administrator's, who may write everywhere: a colleague runs the program then.
    by_colleague: bool,
}

impl Office {
    fn new() -> Office {
        let folder = Folder::with(&[("r/年报.md", &blank_total()), ("s/年报.md", &blank_total())]);
        fs::create_dir(folder.path("temporary")).unwrap();
        folder.program();
        let report = folder.path("r/年报.md");
        let by_colleague = chown(&report, Some(OWNER), Some(OFFICE)).is_ok();
        let open = |name: &str, mode| {
            fs::set_permissions(folder.path(name), Permissions::from_mode(mode)).unwrap();
        };
        open("r/年报.md", 0o664);
        open("r", 0o555);
        open("temporary", 0o1777);
        open("", 0o755);
        Office {
            folder,
            by_colleague,
        }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(self.folder.path("program"));
        command.args(args).current_dir(self.folder.path(""));
        command.env("TMPDIR", self.folder.path("temporary"));
        if self.by_colleague {
            command.uid(COLLEAGUE).gid(OFFICE);
        }
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        let output = self.command(args).output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            raw: Vec::new(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn copies(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder.path("temporary")).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let is_copy = |path: &PathBuf| path.to_str().unwrap().ends_with(".nianbao-original");
        paths.filter(is_copy).collect()
    }

    /// Kills a run at the moment at which its copy is there.
    fn copy_of_a_killed_run(&self) -> PathBuf {
        for _ in 0..TRIES {
            let mut fix = self.command(&["fix", "-q", "r"]);
            let mut fix = fix.stdout(Stdio::null()).spawn().unwrap();
            while self.copies().is_empty() && fix.try_wait().unwrap().is_none() {}
            let _ = fix.kill();
            fix.wait().unwrap();
            if let Some(copy) = self.copies().pop() {
                return copy;
            }
            fs::write(self.folder.path("r/年报.md"), blank_total()).unwrap();
        }
        panic!("every run was over before it was killed");
    }
}

#[test]
fn the_copy_that_a_killed_run_left_elsewhere_is_named_and_stays() {
    let office = Office::new();
    let copy = office.copy_of_a_killed_run();
    assert_eq!(fs::read_to_string(&copy).unwrap(), blank_total());
    let (report, name) = (office.folder.path("r/年报.md"), copy.to_str().unwrap());
    let torn = blank_total().replacen("总体情况", "总体\0\0", 1);
    fs::write(&report, &torn).unwrap();
    symlink(&report, office.folder.path("链接.md")).unwrap();
    for command in [
        &["check", "r"][..],
        &["check", "r/年报.md"],
        &["check", "链接.md"],
        &["fix", "-q", "r"],
        &["fix", "r/年报.md"],
        &["check", "--output-format", "json", "r"],
    ] {
        let run = office.run(command);
        assert_eq!(run.code, 2, "{command:?}: {run:?}");
        assert!(run.err.contains(name), "{command:?}: {run:?}");
        assert_eq!(fs::read_to_string(&copy).unwrap(), blank_total());
        assert_eq!(fs::read_to_string(&report).unwrap(), torn);
    }
    let told = office.run(&["check", "--output-format", "json", "r"]).out;
    assert!(told.contains("left-copy") && told.contains(name), "{told}");
    // A report of the same name elsewhere is another one.
    let other = office.run(&["check", "s"]);
    assert!(other.code < 2 && !other.err.contains(name), "{other:?}");
}

#[test]
fn a_copy_elsewhere_that_nobody_needs_goes_with_the_next_fix() {
    let office = Office::new();
    office.copy_of_a_killed_run();
    let report = office.folder.path("r/年报.md");
    fs::write(&report, blank_total()).unwrap();
    let before = fs::metadata(&report).unwrap();
    let check = office.run(&["check", "r"]);
    assert!(check.code < 2 && office.copies().len() == 1, "{check:?}");
    let fix = office.run(&["fix", "r"]);
    assert_eq!((fix.code, fix.err.as_str()), (0, ""), "{fix:?}");
    assert_eq!(fs::read_to_string(&report).unwrap(), report_with(&[]));
    let left = fs::read_dir(office.folder.path("temporary")).unwrap();
    assert_eq!(left.count(), 0);
    let after = fs::metadata(&report).unwrap();
    assert_eq!((after.ino(), after.uid()), (before.ino(), before.uid()));
}

#[test]
fn what_others_put_among_the_temporary_files_is_no_copy() {
    let office = Office::new();
    let copy = office.copy_of_a_killed_run();
    fs::write(office.folder.path("r/年报.md"), report_with(&[])).unwrap();
    assert_eq!(office.run(&["check", "r"]).code, 2);
    fs::set_permissions(&copy, Permissions::from_mode(0o644)).unwrap();
    assert_eq!(office.run(&["check", "r"]).code, 0);
}
