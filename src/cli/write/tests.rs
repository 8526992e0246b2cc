#![allow(clippy::unwrap_used)]

use super::*;

fn write(path: &Path, before: &[u8], after: &[u8]) -> Result<(), String> {
    replace(path, before, after, Locale::English).map_err(|refusal| match refusal {
        WriteRefusal::Changed => "changed".to_owned(),
        WriteRefusal::Sentence(sentence) => sentence,
    })
}

fn names(folder: &tempfile::TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_replaced_and_nothing_is_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("年报.txt");
    fs::write(&path, "old").unwrap();
    write(&path, b"old", b"newer").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"newer");
    assert_eq!(names(&folder), ["年报.txt"]);
}

#[test]
fn a_change_by_somebody_else_is_respected() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "theirs").unwrap();
    assert_eq!(write(&path, b"old", b"new"), Err("changed".to_owned()));
    assert_eq!(fs::read(&path).unwrap(), b"theirs");
    assert_eq!(names(&folder), ["a.txt"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_has_taken_the_place_of_the_one_to_be_written_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (path, other) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
    fs::write(&path, "old").unwrap();
    // Its other name is none of ours.
    let also = folder.path().join("c.txt");
    fs::hard_link(&path, &also).unwrap();
    let mut file = open(&path).unwrap();
    fs::write(&other, "theirs").unwrap();
    fs::rename(&other, &path).unwrap();
    let trouble = put(&path, &mut file, b"old", b"new").unwrap_err();
    assert!(matches!(trouble, Trouble::Changed), "{trouble:?}");
    for expected in [Expected::This(b"old"), Expected::Anything] {
        let trouble = in_place::put(&path, &mut file, expected, b"new").unwrap_err();
        assert!(matches!(trouble, Trouble::Changed), "{trouble:?}");
    }
    assert_eq!(fs::read(&path).unwrap(), b"theirs");
    assert_eq!(fs::read(&also).unwrap(), b"old");
    assert_eq!(names(&folder), ["a.txt", "c.txt"]);
}

#[test]
fn a_copy_is_in_use_as_long_as_its_file_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "half").unwrap();
    fs::write(copy_of(&path), "whole").unwrap();
    let writing = open(&path).unwrap();
    if cfg!(unix) {
        writing.lock().unwrap();
    }
    assert_eq!(copy_state(&path), CopyState::InUse);
    drop(writing);
    assert_eq!(copy_state(&path), CopyState::Left);
}

#[test]
fn room_for_a_longer_text_is_no_part_of_the_file_yet() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "old").unwrap();
    in_place::reserve(&open(&path).unwrap(), 3, 9000).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"old");
}

#[test]
fn a_file_that_is_as_wanted_already_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "new").unwrap();
    assert_eq!(write(&path, b"old", b"new"), Ok(()));
}

#[test]
fn writing_in_place_changes_the_contents_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    for (before, after) in [
        ("a middle z", "a middle and more z"),
        ("a long text", "a"),
        ("", "x"),
    ] {
        fs::write(&path, before).unwrap();
        let mut file = open(&path).unwrap();
        let before = Expected::This(before.as_bytes());
        in_place::put(&path, &mut file, before, after.as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), after);
        assert_eq!(names(&folder), ["a.txt"]);
    }
}

#[test]
fn the_copy_of_a_run_that_was_cut_off_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (
        folder.path().join("a.txt"),
        folder.path().join("a.txt.nianbao-original"),
    );
    fs::write(&path, "half").unwrap();
    fs::write(&copy, "whole").unwrap();
    let mut file = open(&path).unwrap();
    let trouble = in_place::put(&path, &mut file, Expected::This(b"half"), b"new").unwrap_err();
    let WriteRefusal::Sentence(said) = refusal(trouble, &path, Locale::English) else {
        panic!("a sentence");
    };
    assert!(said.contains("a.txt.nianbao-original holds"), "{said}");
    assert_eq!(fs::read(&path).unwrap(), b"half");
    assert_eq!(fs::read(&copy).unwrap(), b"whole");
    // One that says the same as the file was left before anything happened to it.
    fs::write(&copy, "half").unwrap();
    in_place::put(&path, &mut file, Expected::This(b"half"), b"new").unwrap();
    assert_eq!(names(&folder), ["a.txt"]);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_are_kept() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.txt"), "old").unwrap();
    fs::set_permissions(at("a.txt"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink(at("a.txt"), at("b.txt")).unwrap();
    write(&at("b.txt"), b"old", b"new").unwrap();
    assert!(fs::symlink_metadata(at("b.txt")).unwrap().is_symlink());
    assert_eq!(fs::read(at("a.txt")).unwrap(), b"new");
    assert_eq!(
        fs::metadata(at("a.txt")).unwrap().permissions().mode() & 0o777,
        0o640
    );
    fs::hard_link(at("a.txt"), at("c.txt")).unwrap();
    write(&at("c.txt"), b"new", b"newer").unwrap();
    assert_eq!(fs::read(at("a.txt")).unwrap(), b"newer");
    assert_eq!(fs::metadata(at("a.txt")).unwrap().nlink(), 2);
    fs::set_permissions(at("a.txt"), fs::Permissions::from_mode(0o440)).unwrap();
    assert!(write(&at("a.txt"), b"newer", b"newest").is_err());
    assert_eq!(fs::read(at("a.txt")).unwrap(), b"newer");
    assert_eq!(names(&folder), ["a.txt", "b.txt", "c.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn extended_attributes_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "old").unwrap();
    if xattr::set(&path, "user.origin", b"letter 12").is_err() {
        // This disk keeps none.
        return;
    }
    write(&path, b"old", b"new").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(
        xattr::get(&path, "user.origin").unwrap().as_deref(),
        Some(&b"letter 12"[..])
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let listening = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let said = crate::cli::load::open(&path, Locale::English)
        .unwrap_err()
        .sentence;
    assert!(said.contains("is a socket, not a file"), "{said}");
    drop(listening);
    let said = write(Path::new("/dev/null"), b"", b"x").unwrap_err();
    assert!(said.contains("is a device, not a file"), "{said}");
}

#[test]
fn a_new_file_has_its_name_when_it_is_whole_and_never_takes_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("年报.docx");
    put_new(&path, b"whole").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"whole");
    let again = put_new(&path, b"other").unwrap_err();
    assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read(&path).unwrap(), b"whole");
    assert_eq!(names(&folder), ["年报.docx"]);
    let nowhere = put_new(&folder.path().join("none/a.docx"), b"x").unwrap_err();
    assert_eq!(nowhere.kind(), io::ErrorKind::NotFound);
}

#[cfg(unix)]
#[test]
fn a_new_file_may_be_read_by_whom_the_users_mask_lets_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (ours, plain) = (folder.path().join("a"), folder.path().join("b"));
    put_new(&ours, b"x").unwrap();
    File::create_new(&plain).unwrap();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&ours), mode(&plain));
}
