//! The real disk, as configurations are looked for on it, and how reports are.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rustc_hash::FxHashSet;

use crate::config::{Disk, Loaded, Look, Unread};
use crate::dossier::Unit;
use crate::kit::Forms;

/// A report whose unit's report on the year before is looked for.
#[derive(Clone, Debug)]
pub struct Lacking {
    /// Where it lies, from the root.
    pub file: PathBuf,
    /// Whether its file was named itself, and not come across in a folder.
    pub is_named: bool,
    /// The settings of its file.
    pub loaded: Arc<Loaded>,
    /// Its unit.
    pub unit: Unit,
    /// The year before its own.
    pub year: u16,
}

/// A file as it was when its titles were read.
#[derive(Clone, Debug)]
pub struct SeenTitles {
    /// What it looked like.
    pub look: Look,
    /// The editions by which it was read.
    pub forms: Arc<Forms>,
    /// The units and years of its reports, as its beginning tells them.
    pub titles: Vec<(Option<Unit>, u16)>,
}

/// Whose reports files hold, as far as that has been looked up.
pub type TitlesRead = HashMap<PathBuf, SeenTitles>;

/// Looks for last year's reports of these, beside files that are looked at anyway, until nobody wants them any more. Each comes with the settings by
/// which it is read.
type FindLastYears = fn(
    &[Lacking],
    FxHashSet<PathBuf>,
    &mut TitlesRead,
    Arc<AtomicBool>,
) -> HashMap<PathBuf, Arc<Loaded>>;

/// How reports are found and read on the disk.
#[derive(Clone, Copy, Debug)]
pub struct Files {
    /// The files in a folder that may be reports, and those in the folders below it if so wished.
    pub list: fn(&Path, bool) -> Vec<PathBuf>,
    /// The text of a file; `None` if it has none that can be read.
    pub read: fn(&Path, &Forms) -> Option<String>,
    /// The files that may be last year's reports of these, but for what lies in some folders.
    pub likely: fn(&[Lacking], &[PathBuf]) -> HashSet<PathBuf>,
    /// Those that are.
    pub last_years: FindLastYears,
}

impl Files {
    /// A disk with nothing on it.
    pub(super) const NONE: Files = Files {
        list: |_, _| Vec::new(),
        read: |_, _| None,
        likely: |_, _| HashSet::new(),
        last_years: |_, _, _, _| HashMap::new(),
    };
}

/// The disk of this computer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OnDisk;

impl Disk for OnDisk {
    fn look(&self, path: &Path) -> Look {
        let Ok(entry) = fs::symlink_metadata(path) else {
            return Look::Absent;
        };
        let target = if entry.is_symlink() {
            fs::metadata(path)
        } else {
            Ok(entry)
        };
        match target {
            Ok(target) if target.is_file() => Look::File {
                length: target.len(),
                changed: target.modified().ok(),
            },
            Ok(target) if target.is_dir() => Look::Folder,
            Ok(_) => Look::Device,
            Err(_) => Look::Dangling,
        }
    }

    /// No more than `length`: what grows meanwhile, or has no end and yet a length, is cut short.
    fn read(&self, path: &Path, length: u64) -> Result<Vec<u8>, Unread> {
        let mut bytes = Vec::new();
        let file = File::open(path);
        let read = file.and_then(|file| file.take(length).read_to_end(&mut bytes));
        match read {
            Ok(_) => Ok(bytes),
            Err(error) => Err(match error.kind() {
                ErrorKind::NotFound => Unread::Absent,
                ErrorKind::PermissionDenied => Unread::Forbidden,
                _ => Unread::Failed(error.to_string()),
            }),
        }
    }
}
