#![allow(clippy::unwrap_used)]

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use serde_json::json;

use super::*;
use crate::config::Unread;

/// What lies at a path.
#[derive(Clone)]
enum There {
    Text(Vec<u8>),
    Other(Look),
}

/// A disk in memory; clones are the same disk.
#[derive(Clone, Default)]
struct Files {
    there: Arc<Mutex<BTreeMap<PathBuf, (There, u64)>>>,
    looks: Arc<AtomicUsize>,
}

impl Files {
    fn with(files: &[(&str, &str)]) -> Self {
        let disk = Files::default();
        for (path, text) in files {
            disk.write(path, text);
        }
        disk
    }

    fn put(&self, path: &str, there: There) {
        let mut all = self.there.lock().unwrap();
        let turn = all.values().map(|(_, turn)| turn + 1).max();
        all.insert(PathBuf::from(path), (there, turn.unwrap_or(0)));
    }

    fn write(&self, path: &str, text: &str) {
        self.put(path, There::Text(text.as_bytes().to_vec()));
    }

    fn remove(&self, path: &str) {
        self.there.lock().unwrap().remove(Path::new(path));
    }

    fn resolver(&self, sources: Sources) -> Resolver {
        let sources = Sources {
            locale: Locale::English,
            ..sources
        };
        Resolver::new(sources, Box::new(self.clone()))
    }
}

impl Disk for Files {
    fn look(&self, path: &Path) -> Look {
        self.looks.fetch_add(1, Ordering::Relaxed);
        match self.there.lock().unwrap().get(path) {
            None => Look::Absent,
            Some((There::Other(look), _)) => look.clone(),
            Some((There::Text(bytes), turn)) => Look::File {
                length: bytes.len() as u64,
                changed: Some(SystemTime::UNIX_EPOCH + Duration::from_secs(*turn)),
            },
        }
    }

    fn read(&self, path: &Path, length: u64) -> Result<Vec<u8>, Unread> {
        match self.there.lock().unwrap().get(path) {
            Some((There::Text(bytes), _)) => Ok(bytes[..usize::try_from(length).unwrap()].to_vec()),
            _ => panic!("{path:?} is no file and is read"),
        }
    }
}

fn file_in(resolver: &mut Resolver, folder: &str) -> Option<PathBuf> {
    resolver.for_folder(Some(Path::new(folder))).file.clone()
}

fn said(resolver: &mut Resolver) -> Vec<String> {
    let mistakes = resolver.take_mistakes();
    let sentences = mistakes.iter().map(|m| m.sentence(Locale::English));
    sentences.collect()
}

#[test]
fn the_nearest_file_upward_is_found_and_the_repository_is_the_limit() {
    let found = |files: &[&str]| {
        let files: Vec<_> = files.iter().map(|path| (*path, "")).collect();
        let mut resolver = Files::with(&files).resolver(Sources::default());
        file_in(&mut resolver, "/home/r/2023/town")
    };
    assert_eq!(
        found(&["/home/r/nianbao.toml", "/home/r/2023/nianbao.toml"]),
        Some(PathBuf::from("/home/r/2023/nianbao.toml"))
    );
    assert_eq!(found(&["/home/nianbao.toml", "/home/r/.git"]), None);
    assert_eq!(
        found(&["/home/r/nianbao.toml", "/home/r/.git"]),
        Some(PathBuf::from("/home/r/nianbao.toml"))
    );
}

#[test]
fn each_folder_is_looked_at_once() {
    let disk = Files::with(&[("/r/nianbao.toml", "enable = false")]);
    let mut resolver = disk.resolver(Sources::default());
    for town in 0..100 {
        for _ in 0..3 {
            let folder = format!("/r/towns/{town}");
            let loaded = resolver.for_folder(Some(Path::new(&folder)));
            assert!(!loaded.config.enabled());
        }
    }
    // two looks for each folder and for the one above, one at the file that is found, one before it is read
    assert_eq!(disk.looks.load(Ordering::Relaxed), 2 * 100 + 2 + 1 + 1);
}

#[test]
fn what_changes_on_the_disk_is_noticed_and_applies() {
    let disk = Files::with(&[("/r/own.toml", "id = 3")]);
    let mut resolver = disk.resolver(Sources::default());
    let folder = Path::new("/r/2023");
    let changes: [(&str, Option<&str>); 5] = [
        ("/r/nianbao.toml", Some("enable = false")),
        ("/r/nianbao.toml", Some("edition-files = [\"own.toml\"]")),
        ("/r/own.toml", Some("id = 4")),
        ("/r/2023/nianbao.toml", Some("fix-on-save = true")),
        ("/r/nianbao.toml", None),
    ];
    for (path, text) in changes {
        resolver.for_folder(Some(folder));
        assert!(!resolver.is_outdated() && !resolver.is_outdated_for(folder));
        match text {
            Some(text) => disk.write(path, text),
            None => disk.remove(path),
        }
        // once there is a nearer file, the one above is nobody's business
        let is_seen = text.is_some();
        assert_eq!(resolver.is_outdated(), is_seen, "{path}");
        assert_eq!(resolver.is_outdated_for(folder), is_seen, "{path}");
        assert!(!resolver.is_outdated_for(Path::new("/elsewhere")) || path.ends_with("own.toml"));
        resolver.forget_files();
    }
    let loaded = resolver.for_folder(Some(folder));
    assert!(loaded.config.enabled() && loaded.config.fixes_on_save());
}

#[test]
fn a_mistake_is_told_once_until_it_has_been_mended() {
    let disk = Files::with(&[("/r/nianbao.toml", "enabel = true")]);
    let mut resolver = disk.resolver(Sources::default());
    let mut look = |text: Option<&str>| {
        if let Some(text) = text {
            disk.write("/r/nianbao.toml", text);
        }
        resolver.forget_files();
        for folder in ["/r", "/r/a", "/r/b"] {
            resolver.for_folder(Some(Path::new(folder)));
        }
        said(&mut resolver).len()
    };
    assert_eq!(look(None), 1);
    assert_eq!(look(None), 0);
    assert_eq!(look(Some("enabel = true # still")), 0);
    assert_eq!(look(Some("enable = true")), 0);
    assert_eq!(look(Some("enabel = true")), 1);
}

#[test]
fn only_ordinary_files_of_reasonable_size_are_read() {
    let large = Look::File {
        length: 80 << 20,
        changed: None,
    };
    for (look, words) in [
        (Look::Device, "is a device or a pipe"),
        (Look::Folder, "is a folder"),
        (Look::Dangling, "is a link to a file that does not exist"),
        (large, "is too large (80 MB, at most 4 MB)"),
    ] {
        for path in ["/r/nianbao.toml", "/r/own.toml"] {
            let disk = Files::with(&[("/r/nianbao.toml", "edition-files = [\"own.toml\"]")]);
            disk.put(path, There::Other(look.clone()));
            let mut resolver = disk.resolver(Sources::default());
            file_in(&mut resolver, "/r");
            let said = said(&mut resolver);
            assert_eq!(said.len(), 1, "{path} {look:?}");
            assert!(said[0].contains(words), "{said:?}");
            assert!(said[0].starts_with("/r/nianbao.toml"), "{said:?}");
        }
    }
}

#[test]
fn a_configuration_may_be_in_any_encoding_that_reports_may_have() {
    let toml = "exclude = [\"归档\"]\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(toml);
    let units = |unit: u16| unit.to_le_bytes();
    let utf16 = [0xFF, 0xFE].into_iter();
    let utf16 = utf16.chain(toml.encode_utf16().flat_map(units)).collect();
    for bytes in [
        toml.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", toml.as_bytes()].concat(),
        gb.into_owned(),
        utf16,
    ] {
        let disk = Files::default();
        disk.put("/r/nianbao.toml", There::Text(bytes));
        let mut resolver = disk.resolver(Sources::default());
        let loaded = resolver.for_folder(Some(Path::new("/r/归档")));
        assert!(loaded.config.excludes(Path::new("/r/归档/a.md")));
        assert_eq!(said(&mut resolver), Vec::<String>::new());
    }
}

#[test]
fn an_editors_globs_start_in_the_folder_that_holds_the_report() {
    let sources = Sources {
        editor: vec![json!({ "exclude": ["归档/**"] })],
        folders: ["/w/one", "/w/two", "/w/two/inner"]
            .map(PathBuf::from)
            .to_vec(),
        ..Sources::default()
    };
    let mut resolver = Files::default().resolver(sources);
    let mut excludes = |file: &str| {
        let file = Path::new(file);
        let loaded = resolver.for_folder(file.parent());
        loaded.config.excludes(file)
    };
    for (file, excluded) in [
        ("/w/one/归档/a.md", true),
        ("/w/two/归档/a.md", true),
        ("/w/two/sub/归档/a.md", false),
        ("/w/two/inner/归档/a.md", true),
        ("/w/one/a.md", false),
        ("/home/归档/a.md", true),
    ] {
        assert_eq!(excludes(file), excluded, "{file}");
    }
    resolver.sources_mut().folders.push(PathBuf::from("/home"));
    let file = Path::new("/home/x/归档/a.md");
    assert!(!resolver.for_folder(file.parent()).config.excludes(file));
}

#[test]
fn a_folder_that_is_not_trusted_cannot_have_texts_changed_on_save() {
    let disk = Files::with(&[
        ("/w/nianbao.toml", "fix-on-save = true\nenable = true"),
        ("/w/deep/nianbao.toml", "fix-on-save = true"),
        ("/w/calm/nianbao.toml", "fix-on-save = false"),
    ]);
    let fixes = |editor: Vec<Value>, folder: &str| {
        let mut resolver = disk.resolver(Sources {
            editor,
            ..Sources::default()
        });
        let loaded = resolver.for_folder(Some(Path::new(folder)));
        assert_eq!(said(&mut resolver), Vec::<String>::new());
        loaded.config.fixes_on_save()
    };
    for folder in ["/w", "/w/sub", "/w/deep"] {
        assert!(fixes(vec![], folder));
        assert!(fixes(vec![json!({ "trusted": true })], folder));
        assert!(!fixes(vec![json!({ "trusted": false })], folder));
        let later = json!({ "trusted": true });
        assert!(fixes(vec![later, json!({ "trusted": false })], folder));
    }
    let wished = json!({ "trusted": false, "fixOnSave": true });
    assert!(
        fixes(vec![wished.clone()], "/w/calm"),
        "by the user himself"
    );
    assert!(!fixes(
        vec![json!({ "nianbao": { "trusted": false } })],
        "/w"
    ));
}

#[test]
fn the_language_of_mistakes_is_the_one_asked_for() {
    let sources = |editor: Value| Sources {
        editor: vec![editor],
        ..Sources::default()
    };
    let said = |editor: Value| Files::default().resolver(sources(editor)).locale();
    assert_eq!(said(json!({})), Locale::English);
    assert_eq!(said(json!({ "locale": "zh-CN" })), Locale::Chinese);
    assert_eq!(said(json!({ "locale": "auto" })), Locale::English);
}
