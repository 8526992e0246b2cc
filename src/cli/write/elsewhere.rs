//! Copies of files whose own folder takes none. They lie among the temporary files, under names that tell later runs whose copies they are.

use std::collections::HashMap;
use std::fs::{self, DirEntry, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::aside::{COPY, CopyState, DRAFT, Readers, draft, examined, letters_of};

/// How many bytes of a file's name its copy is called by; a name has room for 255.
const LONGEST: usize = 160;

/// Writes `before`, which `file` says, to a copy of it. It has its name only when it is whole.
pub(super) fn keep(file: &Path, before: &[u8]) -> io::Result<PathBuf> {
    let folder = std::env::temp_dir();
    let mut draft = draft(&folder, Readers::UserAlone)?;
    draft.write_all(before)?;
    draft.as_file().sync_all()?;
    let mut name = draft.path().file_name().unwrap_or_default().to_owned();
    name.push(format!("-{}", whose(file)?));
    let path = folder.join(name);
    draft.persist(&path).map_err(|refused| refused.error)?;
    Ok(path)
}

/// The copy of `file` that says something else than the file does.
pub(in crate::cli) fn left(file: &Path) -> Option<PathBuf> {
    let mut copies = copies_of(file).iter();
    let left = copies.find(|copy| examined(file, copy).0 == CopyState::Left);
    left.cloned()
}

/// Takes away the copies of `file` that nobody needs.
pub(in crate::cli) fn sweep_copies_of(file: &Path) {
    for copy in copies_of(file) {
        if let (CopyState::Needless, _held) = examined(file, copy) {
            // What may not be taken away stays.
            let _ = fs::remove_file(copy);
        }
    }
}

/// What the name of a copy says of its file, whatever the file was called by.
fn whose(file: &Path) -> io::Result<String> {
    // Some virtual drives of Windows have no canonical names.
    let real = fs::canonicalize(file).or_else(|_| std::path::absolute(file))?;
    let sum = crc32fast::hash(real.as_os_str().as_encoded_bytes());
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    let name = name.get(..name.floor_char_boundary(LONGEST)).unwrap_or("");
    Ok(format!("{sum:08x}-{name}{COPY}"))
}

/// The copies of `file` that earlier runs left.
fn copies_of(file: &Path) -> &'static [PathBuf] {
    let listed = listed();
    // Usually there are none, and to look for a real name takes longer.
    let whose = (!listed.is_empty()).then(|| whose(file).ok()).flatten();
    let copies = whose.and_then(|whose| listed.get(&whose));
    copies.map_or(&[], Vec::as_slice)
}

/// All copies among the temporary files, by what their names say of their files. Listed once in a run: there may be many temporary files, and many
/// files to ask for.
fn listed() -> &'static HashMap<String, Vec<PathBuf>> {
    static LISTED: OnceLock<HashMap<String, Vec<PathBuf>>> = OnceLock::new();
    LISTED.get_or_init(|| {
        let mut listed: HashMap<String, Vec<PathBuf>> = HashMap::new();
        // Where they cannot be listed there is nothing to tell.
        let entries = fs::read_dir(std::env::temp_dir()).into_iter().flatten();
        for entry in entries.flatten() {
            if let Some(whose) = said_by_name(&entry) {
                listed.entry(whose).or_default().push(entry.path());
            }
        }
        listed
    })
}

/// What the name of an entry says of a file of which it is a copy.
fn said_by_name(entry: &DirEntry) -> Option<String> {
    let name = entry.file_name();
    let (_, whose) = letters_of(name.to_str()?.strip_prefix(DRAFT)?)?;
    let whose = whose.strip_prefix('-')?;
    let is_copy = whose.ends_with(COPY) && entry.metadata().is_ok_and(|found| is_ours(&found));
    is_copy.then(|| whose.to_owned())
}

/// Whether nobody else has a hand in it: the folder is everybody's, and what others put there may say anything.
fn is_ours(found: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As drafts are made. What only another user can read, we cannot.
        if found.permissions().mode() & 0o077 != 0 {
            return false;
        }
    }
    found.is_file()
}
