//! Which files a command looks at: named ones always, in folders those whose ending a report may have. What a folder holds beside them,
//! and might be a report, is listed as left out.

mod entry;

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use rayon::prelude::*;

pub(super) use self::entry::{Entry, treated};
use super::format;
use super::left_out::{LeftOut, Reason};
pub(super) use super::load::unreadable;
use super::load::{ending_of, open, reason_of};
use super::paths::absolute;
use super::write::{CopyState, copied, copy_of, copy_state, left_copy, left_elsewhere};
use crate::locale::Locale;
use crate::say;

/// One file to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Input {
    /// As it is opened and shown: the way the user wrote it.
    pub path: PathBuf,
    /// From the root, for configuration.
    pub absolute: PathBuf,
    /// Whether the user named the file itself.
    pub named: bool,
    /// The named folders it was found in, as indices into the paths of the command line.
    pub folders: Vec<usize>,
}

impl Input {
    /// Whether it is the file at `path`.
    pub fn is(&self, path: &Path) -> bool {
        self.absolute == absolute(path)
    }
}

/// What the paths of a command line stand for.
#[derive(Debug, Default)]
pub(super) struct FileListing {
    /// Sorted by path, each path once.
    pub inputs: Vec<Input>,
    /// The named folders, as indices into the paths.
    pub folders: Vec<usize>,
    /// What is not looked at, and what could not be listed.
    pub left_out: Vec<LeftOut>,
}

/// Lists the files behind `paths`.
pub(super) fn list(paths: &[PathBuf], locale: Locale) -> FileListing {
    let mut listing = FileListing::default();
    let mut found: BTreeMap<PathBuf, Input> = BTreeMap::new();
    let mut left_out: BTreeMap<PathBuf, LeftOut> = BTreeMap::new();
    for (index, path) in paths.iter().enumerate() {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                listing.folders.push(index);
                let walk = Walk::over(path, locale);
                walk.files
                    .into_iter()
                    .for_each(|file| add(&mut found, file, Some(index)));
                for left in walk.left_out {
                    left_out.entry(left.absolute.clone()).or_insert(left);
                }
            }
            Ok(_) => {
                if let Some(copy) = left_copy(path) {
                    let left = named_copy(&copy, path, locale);
                    left_out.entry(left.absolute.clone()).or_insert(left);
                }
                add(&mut found, path.clone(), None);
            }
            Err(error) => {
                let left = LeftOut {
                    failed: true,
                    sentence: unreadable(path, &error, locale),
                    ..left_out_by(path, reason_of(&error), locale)
                };
                left_out.entry(left.absolute.clone()).or_insert(left);
            }
        }
    }
    // A named file is looked at whatever a folder said of it.
    left_out.retain(|path, _| !found.contains_key(path));
    listing.left_out = left_out.into_values().collect();
    listing.inputs = found.into_values().collect();
    listing
        .inputs
        .sort_by(|one, other| one.path.cmp(&other.path));
    listing
}

fn add(found: &mut BTreeMap<PathBuf, Input>, path: PathBuf, folder: Option<usize>) {
    let path = without_dot(&path);
    let absolute = absolute(&path);
    let input = found.entry(absolute.clone()).or_insert_with(|| Input {
        path: path.clone(),
        absolute,
        named: false,
        folders: Vec::new(),
    });
    match folder {
        Some(folder) => input.folders.push(folder),
        None => {
            input.named = true;
            input.path = path;
        }
    }
}

/// The copy that a run left which was cut off: it may be all that is whole of a report.
fn named_copy(copy: &Path, file: &Path, locale: Locale) -> LeftOut {
    let named = left_out_by(copy, Reason::LeftCopy, locale);
    // One that lies beside its file is called like it.
    let sentence = match copy_of(file) == copy {
        true => named.sentence,
        false => say!(
            locale,
            "{copy} 是上一次写入中断时留下的 {file} 的原文，与现在的文件不同；请对照两个文件，再删除其中多余的一个",
            "{copy} holds {file} as it was before a run that was cut off, and the file says something else now; compare the two, then delete the one that is not needed",
            copy = copy.display(),
            file = file.display()
        ),
    };
    LeftOut {
        failed: true,
        sentence,
        ..named
    }
}

fn left_out_by(path: &Path, reason: Reason, locale: Locale) -> LeftOut {
    let path = without_dot(path);
    let shown = path.to_string_lossy().into_owned();
    LeftOut {
        sentence: reason.sentence(&shown, locale),
        absolute: absolute(&path),
        path: shown,
        reason,
        failed: false,
    }
}

/// What a folder holds.
struct Walk {
    locale: Locale,
    files: Vec<PathBuf>,
    left_out: Vec<LeftOut>,
}

impl Walk {
    fn over(folder: &Path, locale: Locale) -> Walk {
        let mut walk = Walk {
            locale,
            files: Vec::new(),
            left_out: Vec::new(),
        };
        let mut seen: HashSet<PathBuf> = HashSet::new();
        let mut folders: Vec<PathBuf> = Vec::new();
        let mut to_name: Vec<PathBuf> = Vec::new();
        // What git ignores is told of; other tools' ignore files are none of ours.
        let entries = WalkBuilder::new(folder)
            .follow_links(false)
            .ignore(false)
            .build();
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                // A broken line in an ignore file is the business of whoever keeps that file.
                Err(error) if error.is_partial() => continue,
                Err(error) => {
                    walk.unreadable(folder, &error);
                    continue;
                }
            };
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let path = entry.into_path();
            if !is_folder
                && let Some(file) = copied(&path)
                && copy_state(&file) == CopyState::Left
            {
                walk.left_out.push(named_copy(&path, &file, locale));
            }
            match treated(&path, is_folder) {
                Entry::Folder => folders.push(path.clone()),
                Entry::File => {
                    if let Some(copy) = left_elsewhere(&path) {
                        walk.left_out.push(named_copy(&copy, &path, locale));
                    }
                    walk.files.push(path.clone());
                }
                Entry::LeftOut(Reason::OtherFormat(_)) => to_name.push(path.clone()),
                Entry::LeftOut(reason) => walk.leave_out(&path, reason),
                Entry::Nothing => {}
            }
            seen.insert(path);
        }
        walk.name_formats(&to_name);
        for folder in folders {
            walk.passed_over(&folder, &seen);
        }
        walk
    }

    fn leave_out(&mut self, path: &Path, reason: Reason) {
        self.left_out.push(left_out_by(path, reason, self.locale));
    }

    /// Says of files that are not read what they are.
    fn name_formats(&mut self, paths: &[PathBuf]) {
        let locale = self.locale;
        let named = paths.par_iter().map(|path| {
            let opened = open(path, locale).ok();
            let format = opened.and_then(|mut file| format::of(&mut file, &ending_of(path)).ok());
            let format = format.unwrap_or(format::UNKNOWN);
            left_out_by(path, Reason::OtherFormat(format), locale)
        });
        self.left_out.par_extend(named);
    }

    /// Finds what the walk kept silent about in a folder: what git ignores, and hidden files.
    fn passed_over(&mut self, folder: &Path, seen: &HashSet<PathBuf>) {
        let Ok(entries) = fs::read_dir(folder) else {
            // The walk has said so.
            return;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if seen.contains(&path) {
                continue;
            }
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let name = entry.file_name();
            let is_hidden = name.as_encoded_bytes().starts_with(b".");
            match treated(&path, is_folder) {
                Entry::Folder if is_hidden => {}
                Entry::Nothing => {}
                // What a Mac keeps beside every file on a foreign disk.
                _ if name.as_encoded_bytes().starts_with(b"._") => {}
                _ if is_hidden => self.leave_out(&path, Reason::Hidden),
                _ => self.leave_out(&path, Reason::Ignored),
            }
        }
    }

    fn unreadable(&mut self, folder: &Path, error: &ignore::Error) {
        let path = path_of(error).unwrap_or(folder).to_path_buf();
        let left = match error.io_error() {
            // It was deleted after its folder was listed.
            Some(error) if error.kind() == io::ErrorKind::NotFound => {
                left_out_by(&path, Reason::Vanished, self.locale)
            }
            Some(error) => LeftOut {
                failed: true,
                sentence: unreadable(&path, error, self.locale),
                ..left_out_by(&path, Reason::Unreadable, self.locale)
            },
            None => LeftOut {
                failed: true,
                sentence: error.to_string(),
                ..left_out_by(&path, Reason::Unreadable, self.locale)
            },
        };
        self.left_out.push(left);
    }
}

/// The path that an error of a walk is about.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}

/// `./a.txt` as `a.txt`.
fn without_dot(path: &Path) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() => rest.to_path_buf(),
        _ => path.to_path_buf(),
    }
}
