//! Names of documents: which spellings mean the same one, which ones we look at, and which ones have a place on the disk.
//!
//! In: URIs as clients send them. Out: keys and paths. Clients encode Chinese file names and drive letters each in their own way; how they are
//! spelled on the way back is [`super::wire::spellings`]'s.

use std::path::PathBuf;

use percent_encoding::percent_decode_str;
use tower_lsp::lsp_types::Url;

/// Schemes of read-only mirrors of another document: an old version, the other side of a comparison, a log.
const MIRRORS: &[&str] = &[
    "git",
    "gitlens",
    "gitlens-git",
    "svn",
    "hg",
    "pr",
    "review",
    "vscode-scm",
    "output",
    "debug",
];

/// Whether the document only mirrors another one, so that nothing should be said about it.
pub(super) fn is_mirror(uri: &Url) -> bool {
    MIRRORS.contains(&uri.scheme())
}

/// Where the document lies on the disk. Only `file:` documents do, whatever the rest of the URI looks like.
pub(super) fn file_path(uri: &Url) -> Option<PathBuf> {
    if uri.scheme() == "file" {
        uri.to_file_path().ok()
    } else {
        None
    }
}

/// The scheme under which editors show a file of another program as the text that is read from it.
const VIEW: &str = "nianbao-document";

/// The file that a document shows: itself, or one of another program as text.
pub(super) fn shown_path(uri: &Url) -> Option<PathBuf> {
    match uri.scheme() {
        VIEW => file_path(&Url::parse(&format!("file://{}", uri.path())).ok()?),
        _ => file_path(uri),
    }
}

/// Where the document lies on the disk, or will lie once it is saved: editors give a new text the name that is meant for it.
pub(super) fn place_on_disk(uri: &Url) -> Option<PathBuf> {
    match uri.scheme() {
        "untitled" if uri.path().starts_with('/') => {
            file_path(&Url::parse(&format!("file://{}", uri.path())).ok()?)
        }
        _ => file_path(uri),
    }
}

/// Begins what is added to a name so that another spelling of it is another name.
const MARK: &str = "~spelling-";

/// A name that differs from all other spellings of it.
pub(super) fn marked(mut uri: Url, number: usize) -> Url {
    let fragment = uri.fragment().unwrap_or_default();
    let fragment = format!("{fragment}{MARK}{number}");
    uri.set_fragment(Some(&fragment));
    uri
}

/// The fragment of a name, without what tells its spelling.
fn fragment(uri: &Url) -> &str {
    let fragment = uri.fragment().unwrap_or_default();
    fragment
        .rsplit_once(MARK)
        .map_or(fragment, |(before, _)| before)
}

/// The document's name for people.
pub(super) fn readable(uri: &Url) -> String {
    let name = uri.as_str();
    let name = name.rsplit_once(MARK).map_or(name, |(before, _)| before);
    percent_decode_str(name.trim_end_matches('#'))
        .decode_utf8_lossy()
        .into_owned()
}

/// What all spellings of one URI have in common: a document that is not open under one of them may be under another.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct DocumentKey(String);

impl From<&Url> for DocumentKey {
    fn from(uri: &Url) -> Self {
        let mut key = String::with_capacity(uri.as_str().len() + 4);
        for part in [uri.scheme(), uri.host_str().unwrap_or_default()] {
            key.push_str(part);
            key.push('\0');
        }
        let path = percent_decode_str(uri.path()).decode_utf8_lossy();
        match path.strip_prefix('/').and_then(drive) {
            Some((letter, rest)) if uri.scheme() == "file" => {
                key.push(letter);
                key.push_str(rest);
            }
            _ => key.push_str(&path),
        }
        if uri.scheme() == "file" && CASE_IS_IGNORED {
            key = key.to_lowercase();
        }
        for part in [uri.query().unwrap_or_default(), fragment(uri)] {
            key.push('\0');
            key.push_str(part);
        }
        DocumentKey(key)
    }
}

/// Whether the system's file names are usually the same in capitals and small letters.
const CASE_IS_IGNORED: bool = cfg!(any(windows, target_os = "macos"));

/// The drive letter of a Windows path, in lower case, and what follows it.
fn drive(path: &str) -> Option<(char, &str)> {
    let mut chars = path.chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic)?;
    let rest = chars.as_str();
    rest.starts_with(':')
        .then_some((letter.to_ascii_lowercase(), rest))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn key(text: &str) -> DocumentKey {
        DocumentKey::from(&url(text))
    }

    #[test]
    fn spellings_of_one_document_share_a_key() {
        assert_eq!(
            key("file:///c%3A/年报.txt"),
            key("file:///C:/%e5%b9%b4%E6%8A%A5.txt")
        );
        assert_eq!(key("untitled:Untitled-1"), key("untitled:Untitled-1"));
        let marked = marked(url("file:///c%3A/年报.txt"), 3);
        assert_eq!(DocumentKey::from(&marked), key("file:///c%3A/年报.txt"));
        assert_eq!(readable(&marked), "file:///c:/年报.txt");
    }

    #[test]
    fn different_documents_do_not_share_a_key() {
        let uris = [
            "file:///a.md",
            "git:/a.md",
            "git:/a.md?%7Bref%7D",
            "untitled:/a.md",
            "file://server/a.md",
            "vscode-remote://ssh-remote%2Bbox/a.md",
            "vscode-notebook-cell:/a.md#W0",
            "vscode-notebook-cell:/a.md#W1",
            "file:///a.md%23W0",
            "file:",
            "untitled:",
        ];
        let keys: std::collections::HashSet<_> = uris.iter().map(|uri| key(uri)).collect();
        assert_eq!(keys.len(), uris.len());
    }

    #[test]
    fn capitals_tell_files_apart_where_the_system_does() {
        let same = key("file:///a.md") == key("file:///A.md");
        assert_eq!(same, CASE_IS_IGNORED);
        assert_ne!(key("untitled:a"), key("untitled:A"));
    }

    #[test]
    fn only_file_documents_lie_on_the_disk() {
        for uri in [
            "git:/a.md",
            "untitled:/a.md",
            "vscode-remote://box/a.md",
            "vscode-notebook-cell:/a.md#W0",
            "untitled:",
        ] {
            assert_eq!(file_path(&url(uri)), None, "{uri}");
        }
        #[cfg(unix)]
        assert_eq!(
            file_path(&url("file:///%E5%B9%B4.md")),
            Some(PathBuf::from("/年.md"))
        );
    }

    #[test]
    fn a_new_text_has_the_place_that_it_is_meant_for() {
        #[cfg(unix)]
        assert_eq!(
            place_on_disk(&url("untitled:/%E5%B9%B4%E6%8A%A5/a.md")),
            Some(PathBuf::from("/年报/a.md"))
        );
        for uri in ["untitled:Untitled-1", "git:/a.md"] {
            assert_eq!(place_on_disk(&url(uri)), None, "{uri}");
        }
    }
}
