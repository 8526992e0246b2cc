//! What a folder holds, one by one: what is looked at, what is left out and why, and what nobody expects to be looked at.

use std::fs;
use std::io;
use std::path::Path;

use crate::cli::documents::is_read;
use crate::cli::format;
use crate::cli::left_out::Reason;
use crate::cli::load::ending_of;

/// The endings looked at in folders. Whether a file is a report at all, its content tells.
const ENDINGS: &[&str] = &["txt", "text", "md", "markdown", "html", "htm", "xhtml"];

/// How an entry of a folder is treated.
pub(in crate::cli) enum Entry {
    File,
    Folder,
    LeftOut(Reason),
    /// Files of other endings, and pictures: nobody expects them to be checked.
    Nothing,
}

/// How what lies at `path` is treated.
pub(in crate::cli) fn treated(path: &Path, is_folder: bool) -> Entry {
    if is_folder {
        return Entry::Folder;
    }
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    let ending = ending_of(path);
    let may_be_report = ENDINGS.contains(&ending.as_str()) || is_read(&ending);
    // Word's note that a document is open.
    if name.starts_with(b"~$") || !may_be_report && !format::is_worth_naming(&ending) {
        return match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_symlink() && path.is_dir() => {
                Entry::LeftOut(Reason::LinkedFolder)
            }
            _ => Entry::Nothing,
        };
    }
    // A link to a file counts as one.
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Entry::LeftOut(Reason::LinkedFolder),
        Ok(metadata) if !metadata.is_file() => Entry::LeftOut(Reason::NotAFile),
        Ok(_) if may_be_report => Entry::File,
        Ok(_) => Entry::LeftOut(Reason::OtherFormat(format::UNKNOWN)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Entry::LeftOut(match path.is_symlink() {
                true => Reason::DeadLink,
                false => Reason::Vanished,
            })
        }
        // Reading it will say why.
        Err(_) => Entry::File,
    }
}
