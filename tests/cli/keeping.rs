//! What `nianbao fix` keeps of the files that it writes, of those that it may not write, and of its own word when it is cut short.

use std::fs::{self, Permissions};
use std::io::Read;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::report::{blank_total, report_with};
use super::{Folder, is_ignored, send};

/// The contents of a file as text.
fn text(folder: &Folder, name: &str) -> String {
    String::from_utf8(folder.read(name)).unwrap()
}

/// Everything in the folder but `.git`.
fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path("")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name != ".git").collect();
    names.sort();
    names
}

#[test]
fn a_file_with_several_names_is_fixed_once_and_keeps_them() {
    for _ in 0..5 {
        let folder = Folder::with(&[("b.md", &blank_total())]);
        symlink("b.md", folder.path("a.md")).unwrap();
        fs::hard_link(folder.path("b.md"), folder.path("c.md")).unwrap();
        let run = folder.run(&["fix", ".", "b.md", "a.md"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
        assert!(run.out.contains("已修正 1 个文件中的 1 处"), "{run:?}");
        for name in ["a.md", "b.md", "c.md"] {
            assert_eq!(text(&folder, name), report_with(&[]), "{name}");
        }
        assert!(
            fs::symlink_metadata(folder.path("a.md"))
                .unwrap()
                .is_symlink()
        );
        assert_eq!(fs::metadata(folder.path("c.md")).unwrap().nlink(), 2);
        assert_eq!(names(&folder), ["a.md", "b.md", "c.md"]);
    }
}

#[test]
fn two_runs_at_once_do_not_get_in_each_others_way() {
    let folder = Folder::with(&[]);
    for at in 0..30 {
        folder.write(&format!("{at}.md"), blank_total().as_bytes());
        fs::hard_link(
            folder.path(format!("{at}.md")),
            folder.path(format!(".{at}")),
        )
        .unwrap();
    }
    let start = || {
        let mut command = folder.command(&["fix", "-q"]);
        command.stderr(Stdio::piped()).spawn().unwrap()
    };
    for child in [start(), start(), start()] {
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert_eq!(output.status.code(), Some(0));
    }
    for at in 0..30 {
        assert_eq!(text(&folder, &format!("{at}.md")), report_with(&[]));
    }
}

#[test]
fn results_of_several_runs_into_one_file_are_whole() {
    let folder = Folder::with(&[("a.md", &report_with(&[]))]);
    for (args, wanted) in [
        (&["data"][..], "wanted.csv"),
        (&["convert", "--force"], "wanted.txt"),
    ] {
        let command = |name: &str| folder.command(&[args, &["a.md", "-o", name]].concat());
        assert!(command(wanted).output().unwrap().status.success());
        for name in ["out", "linked"].map(|name| wanted.replace("wanted", name)) {
            folder.write(&name, b"of last year");
            if name.starts_with("linked") {
                fs::hard_link(folder.path(&name), folder.path(format!("other of {name}"))).unwrap();
            }
            let start = || command(&name).stderr(Stdio::piped()).spawn().unwrap();
            for child in [start(), start(), start(), start()] {
                let output = child.wait_with_output().unwrap();
                let said = String::from_utf8(output.stderr).unwrap();
                assert_eq!(output.status.code(), Some(0), "{name}: {said}");
            }
            assert!(folder.read(&name) == folder.read(wanted), "{name}");
        }
    }
}

/// Half a report, held and with a copy beside it as by a run that is writing it in place.
fn half_written(folder: &Folder, name: &str) -> fs::File {
    let whole = report_with(&[]);
    let half = whole[..whole.len() / 2].to_owned() + &"\0".repeat(40);
    folder.write(name, half.as_bytes());
    let copy = format!("{name}.nianbao-original");
    folder.write(&copy, blank_total().as_bytes());
    let mut options = fs::File::options();
    let held = options.write(true).open(folder.path(name)).unwrap();
    held.lock().unwrap();
    held
}

#[test]
fn what_another_run_is_just_writing_is_read_when_it_is_whole() {
    let whole = report_with(&[]);
    for command in ["check", "fix"] {
        for age in [0, 3600] {
            let folder = Folder::with(&[]);
            let held = half_written(&folder, "a.md");
            // A run may be stopped for any time, and a disk have its own clock.
            let written = SystemTime::now() - Duration::from_secs(age);
            held.set_modified(written).unwrap();
            let mut other = folder.command(&[command, "-q"]);
            let other = other.stderr(Stdio::piped()).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(700));
            fs::write(folder.path("a.md"), &whole).unwrap();
            fs::remove_file(folder.path("a.md.nianbao-original")).unwrap();
            held.unlock().unwrap();
            let output = other.wait_with_output().unwrap();
            assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{command}");
            assert_eq!(output.status.code(), Some(0), "{command}");
            assert_eq!(text(&folder, "a.md"), whole, "{command}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_does_not_want_to_wait_hears_what_is_being_written() {
    let folder = Folder::with(&[]);
    let _held = half_written(&folder, "a.md");
    let mut command = folder.command(&["check"]);
    let other = command.stderr(Stdio::piped()).spawn().unwrap();
    let process = Path::new("/proc").join(other.id().to_string());
    let hears_term = || {
        let status = fs::read_to_string(process.join("status")).unwrap();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        u64::from_str_radix(caught.unwrap().trim(), 16).unwrap() >> (SIGTERM - 1) & 1 == 1
    };
    let file = folder.path("a.md").canonicalize().unwrap();
    let has_it_open = || {
        let open = fs::read_dir(process.join("fd")).unwrap().flatten();
        let mut open = open.filter_map(|entry| fs::read_link(entry.path()).ok());
        open.any(|open| open == file)
    };
    let begun = Instant::now();
    // Twice: it has the file open for a moment while it lists the folder.
    let pause = || std::thread::sleep(Duration::from_millis(200));
    let waits = || hears_term() && has_it_open();
    while !(waits() && {
        pause();
        waits()
    }) && begun.elapsed() < Duration::from_secs(60)
    {}
    send(&other, "TERM");
    let output = other.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("a.md 正由另一个程序写入，没有读取"), "{said}");
    assert!(!said.contains("二进制"), "{said}");
}

#[test]
fn what_another_run_is_just_writing_is_not_written_over_by_results() {
    let folder = Folder::with(&[("b.md", &report_with(&[]))]);
    let _held = half_written(&folder, "a.csv");
    let half = text(&folder, "a.csv");
    let run = folder.run(&["data", "b.md", "-o", "a.csv"]);
    run.failed_with("a.csv 正被另一个程序占用，没有修改");
    assert_eq!(text(&folder, "a.csv"), half);
}

#[test]
fn what_is_written_over_as_asked_for_stays_the_file_it_was() {
    let folder = Folder::with(&[("b.md", &report_with(&[]))]);
    let force = ["convert", "b.md", "--force", "-o", "there/a.txt"];
    folder.write("there/a.txt", b"other");
    fs::create_dir(folder.path("elsewhere")).unwrap();
    fs::rename(folder.path("there/a.txt"), folder.path("elsewhere/a.txt")).unwrap();
    symlink("../elsewhere/a.txt", folder.path("there/a.txt")).unwrap();
    let mode = Permissions::from_mode(0o640);
    fs::set_permissions(folder.path("elsewhere/a.txt"), mode).unwrap();
    assert_eq!(folder.run(&force).code, 0);
    let link = fs::symlink_metadata(folder.path("there/a.txt")).unwrap();
    assert!(link.is_symlink());
    let before = fs::metadata(folder.path("elsewhere/a.txt")).unwrap();
    assert_eq!(before.mode() & 0o777, 0o640);
    assert!(before.len() > 5);
    // What says so already is as wanted.
    assert_eq!(folder.run(&force).code, 0);
    let after = fs::metadata(folder.path("elsewhere/a.txt")).unwrap();
    assert_eq!(
        (after.ino(), after.modified().unwrap()),
        (before.ino(), before.modified().unwrap())
    );
    for name in ["there", "elsewhere"] {
        assert_eq!(fs::read_dir(folder.path(name)).unwrap().count(), 1);
    }
}

#[test]
fn a_file_that_another_program_holds_is_fixed_all_the_same() {
    for is_alone in [false, true] {
        let folder = Folder::with(&[("a.md", &blank_total())]);
        let theirs = fs::File::open(folder.path("a.md")).unwrap();
        match is_alone {
            true => theirs.lock().unwrap(),
            false => theirs.lock_shared().unwrap(),
        }
        let run = folder.run(&["fix", "-q"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
        assert_eq!(text(&folder, "a.md"), report_with(&[]));
    }
}

#[test]
fn pipes_sockets_and_devices_are_refused_at_once() {
    let folder = Folder::with(&[("good.md", &blank_total())]);
    let fifo = folder.path("pipe.md");
    assert!(
        Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    let _socket = std::os::unix::net::UnixListener::bind(folder.path("socket.md")).unwrap();
    for (name, kind) in [
        ("pipe.md", "管道"),
        ("socket.md", "套接字"),
        ("/dev/null", "设备"),
    ] {
        for command in ["check", "fix"] {
            let run = folder.run(&[command, name, "good.md"]);
            run.failed_with(&format!("{name} 是{kind}，不是文件"));
        }
    }
    assert_eq!(text(&folder, "good.md"), report_with(&[]));
}

#[test]
fn pipes_and_devices_are_refused_where_results_go_and_where_earlier_ones_lie() {
    let folder = Folder::with(&[("good.md", &blank_total())]);
    for pipe in ["pipe.md", "pipe.html", "pipe.csv", "pipe.json"] {
        let made = Command::new("mkfifo").arg(folder.path(pipe)).status();
        assert!(made.unwrap().success());
    }
    for (args, name) in [
        (&["check", "--baseline", "pipe.json"][..], "pipe.json"),
        (&["data", "-o", "pipe.csv"], "pipe.csv"),
        (
            &["data", "--output-format", "csv", "-o", "/dev/full"],
            "/dev/full",
        ),
        (&["review", "-o", "pipe.html"], "pipe.html"),
        (&["export", "--force", "-o", "pipe.html"], "pipe.html"),
        (&["convert", "--force", "-o", "pipe.md"], "pipe.md"),
        (&["roll-up", "--force", "-o", "pipe.md"], "pipe.md"),
    ] {
        let run = folder.run(&[args, &["good.md"]].concat());
        assert_eq!(run.code, 2, "{args:?}: {run:?}");
        let kind = if name.starts_with('/') {
            "设备"
        } else {
            "管道"
        };
        let said = format!("{name} 是{kind}，不是文件");
        assert_eq!(run.err.matches(&said).count(), 1, "{args:?}: {run:?}");
    }
}

/// Runs the program as another user, if we may.
fn as_user(folder: &Folder, user: u32, args: &[&str]) -> std::process::Output {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new(folder.program());
    command
        .args(args)
        .current_dir(folder.path(""))
        .uid(user)
        .gid(OFFICE);
    command.output().unwrap()
}

const ALICE: u32 = 21_001;
const BOB: u32 = 21_002;
const OFFICE: u32 = 22_000;

/// A folder of the office with a report of Alice's; `None` where only an administrator can make it.
fn office(mode: u32, folder_mode: u32) -> Option<Folder> {
    let folder = Folder::with(&[("年报.md", &blank_total())]);
    let path = folder.path("年报.md");
    chown(&path, Some(ALICE), Some(OFFICE)).ok()?;
    fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
    chown(folder.path(""), Some(ALICE), Some(OFFICE)).unwrap();
    fs::set_permissions(folder.path(""), Permissions::from_mode(folder_mode)).unwrap();
    Some(folder)
}

#[test]
fn a_shared_file_that_a_colleague_fixes_stays_the_owners_and_the_offices() {
    for folder_mode in [0o775, 0o1777, 0o755] {
        let Some(folder) = office(0o664, folder_mode) else {
            return;
        };
        let run = as_user(&folder, BOB, &["fix", "年报.md"]);
        assert_eq!(run.status.code(), Some(0), "{run:?}");
        assert_eq!(text(&folder, "年报.md"), report_with(&[]));
        let after = fs::metadata(folder.path("年报.md")).unwrap();
        assert_eq!(
            (after.uid(), after.gid(), after.mode() & 0o7777),
            (ALICE, OFFICE, 0o664)
        );
        assert_eq!(names(&folder), ["program", "年报.md"]);
    }
}

#[cfg(target_os = "linux")]
#[allow(clippy::print_stderr)]
#[test]
fn how_a_file_is_kept_on_the_disk_stays_as_it_was() {
    use rustix::fs::{IFlags, ioctl_getflags, ioctl_setflags};

    let folder = Folder::with(&[("年报.md", &blank_total())]);
    let open = || fs::File::open(folder.path("年报.md")).unwrap();
    let wanted = IFlags::NODUMP | IFlags::NOATIME;
    let file = open();
    let given = ioctl_getflags(&file).and_then(|has| ioctl_setflags(&file, has | wanted));
    if given.is_err() {
        eprintln!("skipped: this file system keeps no such flags");
        return;
    }
    drop(file);
    let run = folder.run(&["fix", "年报.md"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert_eq!(text(&folder, "年报.md"), report_with(&[]));
    assert!(ioctl_getflags(open()).unwrap().contains(wanted));
}

#[test]
fn a_file_that_others_may_not_write_is_not_replaced_through_its_folder() {
    let Some(folder) = office(0o644, 0o775) else {
        return;
    };
    let run = as_user(&folder, BOB, &["fix", "年报.md"]);
    assert_eq!(run.status.code(), Some(2), "{run:?}");
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(said.contains("没有写入 年报.md 的权限"), "{said}");
    assert_eq!(text(&folder, "年报.md"), blank_total());
}

#[test]
fn what_a_killed_run_left_is_no_report_and_goes_with_the_next_fix() {
    let folder = Folder::with(&[("r/a.md", &blank_total()), ("r/b.md", &report_with(&[]))]);
    let left = ["r/.nianbao-Zx90aB", "r/b.md.nianbao-original"];
    folder.write(left[0], blank_total().as_bytes());
    folder.write(left[1], report_with(&[]).as_bytes());
    let there = || left.map(|name| folder.path(name).exists());
    for reading in [
        &["check", "--output-format", "json", "r"][..],
        &["fix", "--diff", "r"],
    ] {
        let run = folder.run(reading);
        assert!(run.code < 2 && !run.err.contains("nianbao-"), "{run:?}");
        assert!(!run.out.contains("nianbao-"), "{run:?}");
        assert_eq!(there(), [true, true]);
    }
    let run = folder.run(&["fix", "r"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert_eq!(there(), [false, false]);
    assert_eq!(text(&folder, "r/a.md"), report_with(&[]));
}

#[test]
fn the_draft_of_a_run_that_lives_is_left_to_it() {
    let folder = Folder::with(&[("a.md", &blank_total())]);
    folder.write(".nianbao-Zx90aB", b"data");
    let held = fs::File::open(folder.path(".nianbao-Zx90aB")).unwrap();
    held.lock().unwrap();
    assert_eq!(folder.run(&["fix", "."]).code, 0);
    assert_eq!(names(&folder), [".nianbao-Zx90aB", "a.md"]);
}

#[test]
fn the_whole_copy_of_a_torn_report_is_named_and_stays() {
    let torn = blank_total().replacen("总体情况", "总体\0\0", 1);
    // The last is whole, but not what the copy says.
    for now in [torn, String::new(), report_with(&[])] {
        let folder = Folder::with(&[("r/b.md", &now), ("r/a.md", &blank_total())]);
        let copy = "r/b.md.nianbao-original";
        folder.write(copy, blank_total().as_bytes());
        for command in [
            &["check", "r"][..],
            &["check", "r/b.md"],
            &["fix", "r"],
            &["fix", "r/b.md"],
            &["fix", "-q", "r"],
        ] {
            let run = folder.run(command);
            assert_eq!(run.code, 2, "{run:?}");
            assert!(run.err.contains(copy), "{run:?}");
            assert_eq!(text(&folder, copy), blank_total());
            assert_eq!(text(&folder, "r/b.md"), now);
        }
        assert_eq!(text(&folder, "r/a.md"), report_with(&[]));
        let run = folder.run(&["check", "--output-format", "json", "r"]);
        assert!(run.out.contains("left-copy"), "{run:?}");
    }
}

#[test]
fn a_run_that_is_told_to_stop_leaves_whole_files_and_says_how_far_it_came() {
    for (signal, number) in [("INT", SIGINT), ("TERM", SIGTERM), ("HUP", SIGHUP)] {
        if is_ignored(signal, number) {
            continue;
        }
        let folder = Folder::with(&[]);
        for at in 0..400 {
            folder.write(&format!("{at}.md"), blank_total().as_bytes());
        }
        let mut command = folder.command(&["fix", "--locale", "en"]);
        let child = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Once the first file is fixed, the run is under way.
        let begun = Instant::now();
        let is_fixed = || (0..400).any(|at| text(&folder, &format!("{at}.md")) == report_with(&[]));
        while !is_fixed() && begun.elapsed() < Duration::from_secs(60) {}
        send(&child, signal);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let mut fixed = 0;
        for at in 0..400 {
            let now = text(&folder, &format!("{at}.md"));
            fixed += usize::from(now == report_with(&[]));
            assert!(now == report_with(&[]) || now == blank_total(), "{at}");
        }
        assert_eq!(names(&folder).len(), 400, "{signal}: {:?}", names(&folder));
        if fixed < 400 {
            assert_eq!(output.status.code(), None, "ended by the signal");
            assert!(
                said.contains(&format!("{fixed} were written")) || fixed == 1,
                "{fixed}: {said}"
            );
            assert!(said.contains("of 400 files"), "{said}");
        }
    }
}

#[test]
fn a_reader_that_stops_reading_does_not_leave_half_a_folder_undone() {
    let folder = Folder::with(&[]);
    for at in 0..300 {
        folder.write(&format!("{at}.md"), blank_total().as_bytes());
    }
    let child = folder
        .command(&["fix", "-v"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = child.unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    for at in 0..300 {
        assert_eq!(text(&folder, &format!("{at}.md")), report_with(&[]));
    }
}

#[test]
fn a_stream_that_is_full_for_a_while_loses_nothing() {
    let folder = Folder::with(&[]);
    for at in 0..200 {
        folder.write(&format!("{at}.md"), super::report::wrong_total().as_bytes());
    }
    let args = ["check", "--output-format", "json"];
    let whole = folder.run(&args).out;
    let (mut reader, writer) = std::io::pipe().unwrap();
    rustix::io::ioctl_fionbio(&writer, true).unwrap();
    let mut child = folder.command(&args).stdout(writer).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    let mut slowly = String::new();
    reader.read_to_string(&mut slowly).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(whole.len() > 100_000 && slowly == whole);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_may_not_grow_stays_as_it_was() {
    for linked in [false, true] {
        let folder = Folder::with(&[("年报.md", &blank_total())]);
        if linked {
            fs::hard_link(folder.path("年报.md"), folder.path("b.md")).unwrap();
        }
        let program = env!("CARGO_BIN_EXE_nianbao");
        // One block; the report is longer.
        let limited = format!("ulimit -f 1; exec '{program}' fix 年报.md");
        let mut command = Command::new("sh");
        command.args(["-c", &limited]).current_dir(folder.path(""));
        let run = command.stdin(Stdio::null()).output().unwrap();
        assert_eq!(run.status.code(), Some(2), "{run:?}");
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(said.contains("写不了 年报.md"), "{said}");
        assert_eq!(text(&folder, "年报.md"), blank_total());
        assert_eq!(
            names(&folder).len(),
            1 + usize::from(linked),
            "{:?}",
            names(&folder)
        );
    }
}

#[test]
fn a_file_whose_name_leaves_no_room_for_another_is_written_all_the_same() {
    let name = format!("{}.md", "报".repeat(84));
    let folder = Folder::with(&[(&name, &blank_total())]);
    fs::hard_link(folder.path(&name), folder.path("b.txt")).unwrap();
    let run = folder.run(&["fix", &name]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert_eq!(text(&folder, "b.txt"), report_with(&[]));
    assert_eq!(names(&folder).len(), 2);
}

#[test]
fn a_full_disk_leaves_the_file_as_it_was() {
    let folder = Folder::with(&[]);
    let disk = folder.path("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
        .arg(&disk)
        .stderr(Stdio::null())
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        // Only an administrator can make a small disk.
        return;
    }
    let unmount = Unmount(&disk);
    let report = blank_total();
    fs::write(disk.join("a.md"), &report).unwrap();
    fs::hard_link(disk.join("a.md"), disk.join("b.txt.keep")).unwrap();
    fs::write(disk.join("c.md"), &report).unwrap();
    // As much as still fits.
    let filled = fs::write(disk.join("filler"), vec![0; 64 << 10]);
    assert!(filled.is_err());
    let run = folder.run(&["fix", "disk"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert_eq!(run.err.matches("磁盘空间不足").count(), 2, "{run:?}");
    assert_eq!(fs::read_to_string(disk.join("a.md")).unwrap(), report);
    assert_eq!(fs::read_to_string(disk.join("c.md")).unwrap(), report);
    assert_eq!(fs::read_dir(&disk).unwrap().count(), 4);
    drop(unmount);
}

/// Takes the small disk away again, whatever the test says.
pub struct Unmount<'a>(pub &'a Path);

impl Drop for Unmount<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}
