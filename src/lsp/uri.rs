//! Names of documents: which spellings mean the same one, which ones we look at, and which ones have a place on the disk.
//!
//! In: URIs as clients send them. Out: keys, paths, and the client's own spelling for the way back. Clients encode Chinese file names and
//! drive letters each in their own way, and some of them compare the answer letter by letter.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};

use percent_encoding::percent_decode_str;
use serde_json::Value;
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

/// The document's name for people.
pub(super) fn readable(uri: &Url) -> String {
    percent_decode_str(uri.as_str())
        .decode_utf8_lossy()
        .into_owned()
}

/// What all spellings of one URI have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
        for part in [uri.query(), uri.fragment()] {
            key.push('\0');
            key.push_str(part.unwrap_or_default());
        }
        DocumentKey(key)
    }
}

/// The drive letter of a Windows path, in lower case, and what follows it.
fn drive(path: &str) -> Option<(char, &str)> {
    let mut chars = path.chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic)?;
    let rest = chars.as_str();
    rest.starts_with(':')
        .then_some((letter.to_ascii_lowercase(), rest))
}

/// The client's own spelling of the URIs that the library spells in another way.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    /// From the library's spelling to the client's; empty with most clients.
    client: RwLock<HashMap<String, String>>,
}

impl Spellings {
    /// Remembers how the client spells `textDocument.uri` in the parameters of a message.
    pub(super) fn learn(&self, params: &Value) {
        let Some(spelled) = params.pointer("/textDocument/uri").and_then(Value::as_str) else {
            return;
        };
        let Ok(uri) = Url::parse(spelled) else { return };
        if uri.as_str() != spelled {
            let mut client = self.client.write().unwrap_or_else(PoisonError::into_inner);
            client.insert(uri.into(), spelled.to_owned());
        }
    }

    /// The client's spelling.
    pub(super) fn of(&self, uri: &Url) -> String {
        let client = self.client.read().unwrap_or_else(PoisonError::into_inner);
        client
            .get(uri.as_str())
            .map_or_else(|| uri.as_str().to_owned(), Clone::clone)
    }

    /// Puts the client's spelling wherever an answer names a document.
    pub(super) fn restore(&self, answer: &mut Value) {
        let client = self.client.read().unwrap_or_else(PoisonError::into_inner);
        if !client.is_empty() {
            restore(&client, answer);
        }
    }
}

fn restore(client: &HashMap<String, String>, value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| restore(client, item)),
        Value::Object(members) => {
            if let Some(Value::Object(changes)) = members.get_mut("changes") {
                *changes = std::mem::take(changes)
                    .into_iter()
                    .map(|(uri, edits)| (client.get(&uri).cloned().unwrap_or(uri), edits))
                    .collect();
            }
            if let Some(Value::String(uri)) = members.get_mut("uri")
                && let Some(spelled) = client.get(uri)
            {
                uri.clone_from(spelled);
            }
            members
                .values_mut()
                .for_each(|member| restore(client, member));
        }
        _ => {}
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

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
            "file:///A.md",
            "file:",
            "untitled:",
        ];
        let keys: std::collections::HashSet<_> = uris.iter().map(|uri| key(uri)).collect();
        assert_eq!(keys.len(), uris.len());
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
    fn answers_name_documents_as_the_client_does() {
        let spellings = Spellings::default();
        spellings.learn(&json!({ "textDocument": { "uri": "file:///年.md" } }));
        let mut answer = json!([{
            "edit": { "changes": { "file:///%E5%B9%B4.md": [{ "newText": "file:///%E5%B9%B4.md" }], "file:///b.md": [] } },
            "related": [{ "location": { "uri": "file:///%E5%B9%B4.md" } }],
        }]);
        spellings.restore(&mut answer);
        assert_eq!(
            answer,
            json!([{
                "edit": { "changes": { "file:///年.md": [{ "newText": "file:///%E5%B9%B4.md" }], "file:///b.md": [] } },
                "related": [{ "location": { "uri": "file:///年.md" } }],
            }])
        );
        assert_eq!(spellings.of(&url("file:///年.md")), "file:///年.md");
        assert_eq!(spellings.of(&url("file:///b.md")), "file:///b.md");
    }
}
