//! Results written to a file that is there: it stays the file it was, or it is left alone.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

use super::Folder;
use super::report::report_with;

/// The commands that write results to a file, with its name.
const COMMANDS: &[(&[&str], &str)] = &[
    (&["data", "-q", "good.md"], "out.csv"),
    (&["review", "-q", "good.md"], "out.html"),
    (&["review", "-q", "good.md"], "out.xlsx"),
    (&["export", "-q", "--force", "good.md"], "out.docx"),
];

fn folder() -> Folder {
    Folder::with(&[("good.md", &report_with(&[]))])
}

fn run_of(folder: &Folder, args: &[&str], output: &str) -> super::Run {
    folder.run(&[args, &["--locale", "en", "-o", output]].concat())
}

fn n_files(folder: &Folder) -> usize {
    fs::read_dir(folder.path("")).unwrap().count()
}

#[test]
fn a_file_that_results_are_written_to_keeps_its_mode_its_links_and_its_attributes() {
    for (args, name) in COMMANDS {
        let folder = folder();
        folder.write(name, b"old");
        let path = folder.path(name);
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        #[cfg(target_os = "linux")]
        let has_attributes = xattr::set(&path, "user.origin", b"letter 12").is_ok();
        symlink(name, folder.path(format!("link-{name}"))).unwrap();
        let run = run_of(&folder, args, &format!("link-{name}"));
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}: {run:?}");
        let link = fs::symlink_metadata(folder.path(format!("link-{name}"))).unwrap();
        assert!(link.is_symlink(), "{args:?}");
        assert_ne!(folder.read(name), b"old", "{args:?}");
        let mode = fs::metadata(&path).unwrap().mode() & 0o7777;
        assert_eq!(mode, 0o600, "{args:?}");
        #[cfg(target_os = "linux")]
        if has_attributes {
            let kept = xattr::get(&path, "user.origin").unwrap();
            assert_eq!(kept.as_deref(), Some(&b"letter 12"[..]), "{args:?}");
        }
        fs::write(&path, "old").unwrap();
        fs::hard_link(&path, folder.path("other-name")).unwrap();
        let run = run_of(&folder, args, name);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}: {run:?}");
        assert_eq!(fs::metadata(&path).unwrap().nlink(), 2, "{args:?}");
        assert_eq!(folder.read("other-name"), folder.read(name), "{args:?}");
        assert_ne!(folder.read(name), b"old", "{args:?}");
        assert_eq!(n_files(&folder), 5, "{args:?}");
    }
}

#[test]
fn a_read_only_file_is_not_replaced_by_results() {
    for (args, name) in COMMANDS {
        let folder = folder();
        folder.write(name, b"old");
        fs::set_permissions(folder.path(name), Permissions::from_mode(0o444)).unwrap();
        let run = run_of(&folder, args, name);
        assert_eq!(run.code, 2, "{args:?}: {run:?}");
        // An administrator may write what is read-only, and is told that it is.
        let refused = ["is read-only and was not changed", "no permission to write"];
        let said = refused.map(|why| run.err.matches(why).count());
        assert_eq!(said.iter().sum::<usize>(), 1, "{args:?}: {run:?}");
        assert_eq!(folder.read(name), b"old", "{args:?}");
        assert_eq!(n_files(&folder), 3, "{args:?}");
    }
}

#[test]
fn a_link_to_nothing_is_not_given_up_for_results() {
    for (args, name) in COMMANDS {
        for target in ["nowhere", name] {
            let folder = folder();
            symlink(target, folder.path(name)).unwrap();
            let run = run_of(&folder, args, name);
            let said = format!("{name} is a link to a file that does not exist");
            assert_eq!(run.code, 2, "{args:?}: {run:?}");
            assert_eq!(run.err.matches(&said).count(), 1, "{args:?}: {run:?}");
            let link = fs::symlink_metadata(folder.path(name)).unwrap();
            assert!(link.is_symlink(), "{args:?}");
            assert_eq!(n_files(&folder), 3, "{args:?}");
        }
    }
}

#[test]
fn a_file_in_a_folder_that_takes_no_other_is_written_all_the_same() {
    for (args, name) in COMMANDS {
        let folder = folder();
        fs::create_dir(folder.path("r")).unwrap();
        let output = format!("r/{name}");
        folder.write(&output, b"old");
        fs::set_permissions(folder.path("r"), Permissions::from_mode(0o555)).unwrap();
        let run = run_of(&folder, args, &output);
        fs::set_permissions(folder.path("r"), Permissions::from_mode(0o755)).unwrap();
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}: {run:?}");
        assert_ne!(folder.read(&output), b"old", "{args:?}");
        assert_eq!(fs::read_dir(folder.path("r")).unwrap().count(), 1);
    }
}
