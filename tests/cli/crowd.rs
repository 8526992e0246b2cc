//! Many files of every kind in one folder, fixed by several runs at once that are stopped and killed at random moments, and on a disk that
//! is full: no byte, no permission, no name of any file is lost.
//!
//! `NIANBAO_CROWD=2000 cargo test --test cli crowd -- --nocapture` does it on as many files and prints figures. As administrator the files
//! belong to several people, and a colleague runs the program.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use encoding_rs::GB18030;
use fastrand::Rng;
use nianbao::analysis::fix_all;
use nianbao::edit::apply;
use nianbao::kit::Forms;
use nianbao::settings::Settings;

use super::Folder;
use super::report::report_with;

/// How many files there are unless more are asked for.
const FEW: usize = 40;
const ALICE: u32 = 21_001;
const BOB: u32 = 21_002;
const OFFICE: u32 = 22_000;

/// One file, under one of its names.
struct Member {
    path: PathBuf,
    before: Vec<u8>,
    after: Vec<u8>,
    /// Whether the program may write it.
    writable: bool,
    kept: Kept,
}

/// What has to stay as it is.
#[derive(Debug, PartialEq, Eq)]
struct Kept {
    mode: u32,
    owner: u32,
    group: u32,
    names: u64,
    attributes: BTreeMap<Vec<u8>, Vec<u8>>,
}

impl Kept {
    fn of(path: &Path) -> Kept {
        let metadata = fs::metadata(path).unwrap();
        let names = xattr::list(path).map(Vec::from_iter).unwrap_or_default();
        let attribute = |name: std::ffi::OsString| {
            let value = xattr::get(path, &name).unwrap().unwrap_or_default();
            (name.into_encoded_bytes(), value)
        };
        Kept {
            mode: metadata.mode(),
            owner: metadata.uid(),
            group: metadata.gid(),
            names: metadata.nlink(),
            attributes: names.into_iter().map(attribute).collect(),
        }
    }
}

/// A report with random figures, one total of which is blank, and some lines of prose.
fn report(random: &mut Rng) -> String {
    let part = random.u32(0..5000).to_string();
    let mut text = report_with(&[
        ("三/（一）予以公开/自然人", &part),
        (
            "三/（一）予以公开/总计",
            if random.bool() { "" } else { "１７" },
        ),
    ]);
    for _ in 0..random.usize(0..40) {
        let number = random.u32(..);
        let _ = writeln!(text, "附注：编号𠮷{number}。");
    }
    text
}

fn encoded(text: &str, kind: usize) -> Vec<u8> {
    let units = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
        let body = text.encode_utf16().flat_map(bytes);
        mark.into_iter().chain(body).collect()
    };
    match kind {
        0 => GB18030.encode(text).0.into_owned(),
        1 => units([0xFF, 0xFE], u16::to_le_bytes),
        2 => units([0xFE, 0xFF], u16::to_be_bytes),
        3 => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        _ => text.as_bytes().to_vec(),
    }
}

/// An access list that lets one more person write.
fn access_list() -> Vec<u8> {
    let mut list = 2_u32.to_le_bytes().to_vec();
    for (tag, rights, who) in [
        (1_u16, 6_u16, u32::MAX),
        (2, 6, ALICE + 7),
        (4, 6, u32::MAX),
        (16, 6, u32::MAX),
        (32, 4, u32::MAX),
    ] {
        list.extend(tag.to_le_bytes());
        list.extend(rights.to_le_bytes());
        list.extend(who.to_le_bytes());
    }
    list
}

fn is_administrator() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// Fills `folder` with `count` files.
fn crowd(folder: &Path, count: usize, random: &mut Rng) -> Vec<Member> {
    let administrator = is_administrator();
    let rooms: Vec<PathBuf> = (0..5).map(|at| folder.join(format!("科室{at}"))).collect();
    rooms.iter().for_each(|room| fs::create_dir(room).unwrap());
    fs::create_dir(folder.join("其他名称")).unwrap();
    let mut members = Vec::with_capacity(count);
    for at in 0..count {
        let room = random.choice(&rooms).unwrap();
        let odd = [
            "",
            " 副本",
            "\n换行",
            "\u{1b}[2J",
            "\u{202e}",
            "[1]",
            "年报",
            "a%b",
        ];
        let name = format!("{at}{}.md", random.choice(odd).unwrap());
        let path = room.join(name);
        let ends = random.choice(["\n", "\r\n", "\r"]).unwrap();
        let text = report(random).replace('\n', ends);
        let edits = fix_all(&text, Forms::builtin(), &Settings::default());
        let kind = random.usize(0..6);
        let before = encoded(&text, kind);
        let after = encoded(&apply(&text, &edits), kind);
        fs::write(&path, &before).unwrap();
        match random.usize(0..6) {
            0 => {
                let other = folder.join("其他名称").join(format!("{at}.md"));
                fs::hard_link(&path, other).unwrap();
            }
            1 => {
                let other = folder.join("其他名称").join(format!("链接{at}.md"));
                symlink(&path, other).unwrap();
            }
            2 => {
                let _ = xattr::set(&path, "user.origin", at.to_string().as_bytes());
            }
            _ => {}
        }
        let owner = match (administrator, random.bool()) {
            (false, _) => None,
            (true, true) => Some(ALICE),
            (true, false) => Some(BOB),
        };
        chown(&path, owner, owner.map(|_| OFFICE)).unwrap();
        let mode = *random
            .choice(&[0o644, 0o664, 0o660, 0o600, 0o666, 0o440])
            .unwrap();
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        let listed = random.usize(0..8) == 0
            && xattr::set(&path, "system.posix_acl_access", &access_list()).is_ok();
        let mode = if listed { 0o664 } else { mode };
        let writable = match owner {
            Some(ALICE) => mode & 0o020 != 0,
            _ => mode & 0o200 != 0,
        };
        let kept = Kept::of(&path);
        members.push(Member {
            path,
            before,
            after,
            writable,
            kept,
        });
    }
    for (at, room) in rooms.iter().enumerate() {
        if administrator {
            chown(room, Some(ALICE), Some(OFFICE)).unwrap();
        }
        // In some nobody but their owner may make files, in one nobody at all.
        let mode = [0o775, 0o1775, 0o755, 0o555, 0o777][at];
        fs::set_permissions(room, Permissions::from_mode(mode)).unwrap();
    }
    fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
    for member in &mut members {
        // A hard link may have been made after the file was looked at.
        member.kept = Kept::of(&member.path);
    }
    members
}

/// Where the runs of one test are, and nobody else's.
struct Place {
    program: PathBuf,
    rooms: PathBuf,
    /// The temporary files: what lies among those of the system is other runs'.
    temporary: PathBuf,
}

impl Place {
    fn in_folder(folder: &Folder, rooms: &str) -> Place {
        let place = Place {
            program: program(folder),
            rooms: folder.path(rooms),
            temporary: folder.path("temporary"),
        };
        for path in [&place.rooms, &place.temporary] {
            fs::create_dir(path).unwrap();
        }
        fs::set_permissions(&place.temporary, Permissions::from_mode(0o1777)).unwrap();
        place
    }
}

/// Starts `nianbao fix` over a folder, as a colleague if we may.
fn start(place: &Place) -> Child {
    let mut command = Command::new(&place.program);
    command
        .args(["fix", "-q", "--isolated", "--exit-zero", "."])
        .env("TMPDIR", &place.temporary)
        .current_dir(&place.rooms)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if is_administrator() {
        command.uid(BOB).gid(OFFICE);
    }
    command.spawn().unwrap()
}

/// How often the runs are cut off.
fn rounds() -> u32 {
    if count_of_files() > FEW { 16 } else { 5 }
}

/// How long it takes to look at everything without writing.
fn time_of_a_run(place: &Place) -> Duration {
    let begun = Instant::now();
    let mut command = Command::new(&place.program);
    command
        .args(["check", "-q", "--isolated", "."])
        .current_dir(&place.rooms);
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    begun.elapsed()
}

fn is_done(member: &Member) -> bool {
    fs::read(&member.path).unwrap() == member.after
}

/// What was found after the runs.
#[derive(Debug, Default)]
struct Figures {
    killed: usize,
    stopped: usize,
    /// Left by runs that were killed; a run that is stopped leaves nothing.
    leftovers: usize,
    /// Half written when their run was killed, with a whole copy.
    mended_from_copy: usize,
    /// Drafts and needless copies, for the next run that is not cut off to take away.
    left_to_the_next: Vec<PathBuf>,
    done_after_each_round: Vec<usize>,
}

/// Every file is whole. What a kill left behind is counted; copies that differ from their file are put in order as the program's sentences say, and
/// everything else is left to the next run.
fn put_in_order(members: &[Member], place: &Place, killed: bool, figures: &mut Figures) {
    for member in members {
        let now = fs::read(&member.path).unwrap();
        let is_whole = now == member.before || now == member.after;
        if !is_whole {
            assert!(killed, "{:?} is torn without a kill", member.path);
            assert!(has_copy(member, place), "{:?}", member.path);
            // In place: it stays the file it is.
            fs::write(&member.path, &member.before).unwrap();
            figures.mended_from_copy += 1;
        }
    }
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(".nianbao-") || name.ends_with(".nianbao-original")
    };
    let beside = all_files(&place.rooms).into_iter().filter(is_ours);
    let leftovers: Vec<PathBuf> = beside
        .chain(all_files(&place.temporary))
        .filter(|path| !figures.left_to_the_next.contains(path))
        .collect();
    assert!(killed || leftovers.is_empty(), "{leftovers:?}");
    figures.leftovers += leftovers.len();
    for path in leftovers {
        match !differs_from_its_file(&path, members) {
            true => figures.left_to_the_next.push(path),
            false => fs::remove_file(path).unwrap(),
        }
    }
    figures.left_to_the_next.retain(|path| path.exists());
}

/// Whether it is the copy of a file that says something else. What lies among the temporary files is called by its file, too.
fn differs_from_its_file(copy: &Path, members: &[Member]) -> bool {
    let name = copy.file_name().unwrap().to_str().unwrap();
    let Some(name) = name.strip_suffix(".nianbao-original") else {
        return false;
    };
    let is_its_file = |member: &&Member| {
        let file = member.path.file_name().unwrap().to_str().unwrap();
        name == file || name.ends_with(&format!("-{file}"))
    };
    let file = &members.iter().find(is_its_file).unwrap().path;
    fs::read(file).unwrap() != fs::read(copy).unwrap()
}

/// Whether what a file said lies whole beside it or among the temporary files, whatever its name is there.
fn has_copy(member: &Member, place: &Place) -> bool {
    let mut beside = member.path.clone().into_os_string();
    beside.push(".nianbao-original");
    let mut copies = all_files(&place.temporary);
    copies.push(beside.into());
    let says_so = |copy: &PathBuf| fs::read(copy).is_ok_and(|said| said == member.before);
    copies.iter().any(says_so)
}

/// All files of a folder and of those directly in it.
fn all_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for entry in entries.flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => {
                let inside = fs::read_dir(entry.path()).into_iter().flatten().flatten();
                files.extend(inside.map(|entry| entry.path()));
            }
            _ => files.push(entry.path()),
        }
    }
    files
}

fn count_of_files() -> usize {
    let asked = std::env::var("NIANBAO_CROWD").ok();
    asked.and_then(|count| count.parse().ok()).unwrap_or(FEW)
}

/// A copy of the program that others may run.
fn program(folder: &Folder) -> PathBuf {
    let program = folder.program();
    fs::set_permissions(folder.path(""), Permissions::from_mode(0o755)).unwrap();
    program
}

fn assert_all_done(members: &[Member]) {
    for member in members {
        let now = fs::read(&member.path).unwrap();
        let expected = if member.writable {
            &member.after
        } else {
            &member.before
        };
        assert!(
            now == *expected,
            "{:?}, writable: {}",
            member.path,
            member.writable
        );
        assert_eq!(Kept::of(&member.path), member.kept, "{:?}", member.path);
    }
}

#[test]
fn a_crowded_folder_loses_nothing_whatever_happens_to_the_runs() {
    let mut random = Rng::with_seed(7);
    let folder = Folder::with(&[]);
    let place = Place::in_folder(&folder, "rooms");
    let members = crowd(&place.rooms, count_of_files(), &mut random);
    let mut figures = Figures::default();
    let begun = Instant::now();
    let undisturbed = time_of_a_run(&place);
    for round in 0..rounds() {
        let mut runs = [start(&place), start(&place)];
        // Ever later, so that each round meets files that are not done yet. Two at once are slower than one that only reads.
        let share = (f64::from(round) + random.f64()) / f64::from(rounds());
        std::thread::sleep(undisturbed.mul_f64(2.0 * share));
        let kills = random.bool();
        for run in &mut runs {
            let signal = if kills { "-KILL" } else { "-TERM" };
            // It may be over.
            let _ = Command::new("kill")
                .args([signal, &run.id().to_string()])
                .status();
        }
        for mut run in runs {
            match run.wait().unwrap().signal() {
                Some(9) => figures.killed += 1,
                Some(_) => figures.stopped += 1,
                None => {}
            }
        }
        put_in_order(&members, &place, kills, &mut figures);
        let done = members.iter().filter(|member| is_done(member)).count();
        figures.done_after_each_round.push(done);
    }
    let mut runs = [start(&place), start(&place)];
    for run in &mut runs {
        let code = run.wait().unwrap().code();
        // Files that may not be written are failures.
        assert!(matches!(code, Some(0 | 2)), "{code:?}");
    }
    put_in_order(&members, &place, false, &mut figures);
    assert_eq!(figures.left_to_the_next, [""; 0].map(PathBuf::from));
    assert_all_done(&members);
    tell(&members, &figures, begun);
}

#[test]
fn a_crowded_disk_that_is_full_loses_nothing() {
    let mut random = Rng::with_seed(11);
    let folder = Folder::with(&[]);
    let place = Place::in_folder(&folder, "disk");
    let rooms = &place.rooms;
    let count = count_of_files();
    let size = format!("size={}k", count * 24 + 64);
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
        .arg(rooms)
        .stderr(Stdio::null())
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        // Only an administrator can make a small disk.
        return;
    }
    let unmount = super::keeping::Unmount(rooms);
    let members = crowd(rooms, count, &mut random);
    let filler = rooms.join("filler");
    let mut room = 1 << 28;
    // As much as fits, in ever smaller pieces.
    let mut file = fs::File::create(&filler).unwrap();
    while room > 0 {
        if std::io::Write::write_all(&mut file, &vec![0; room]).is_err() {
            room /= 4;
        }
    }
    drop(file);
    let mut figures = Figures::default();
    let begun = Instant::now();
    for _ in 0..2 {
        let code = start(&place).wait().unwrap().code();
        assert_eq!(code, Some(2));
        put_in_order(&members, &place, false, &mut figures);
        for member in &members {
            assert_eq!(Kept::of(&member.path), member.kept, "{:?}", member.path);
        }
    }
    let is_undone = |member: &Member| member.writable && !is_done(member);
    assert!(members.iter().any(is_undone), "the disk was full");
    fs::remove_file(&filler).unwrap();
    assert!(start(&place).wait().unwrap().code().is_some());
    assert_all_done(&members);
    tell(&members, &figures, begun);
    drop(unmount);
}

#[allow(clippy::print_stdout)]
fn tell(members: &[Member], figures: &Figures, begun: Instant) {
    let writable = members.iter().filter(|member| member.writable).count();
    println!(
        "{} files, {writable} of them to be written; {figures:?}; {:.1} s",
        members.len(),
        begun.elapsed().as_secs_f64()
    );
}
