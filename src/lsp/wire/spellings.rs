//! How the client spells the names of its documents, which the library's types forget.
//!
//! In: names as they come. Out: a name for each spelling that survives the library's types, and answers in which documents are named as the
//! client names them. Some clients compare names letter by letter, and two spellings are two documents to them.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError, RwLock};

use serde_json::Value;
use tower_lsp::lsp_types::Url;

use crate::lsp::uri::marked;

/// The spellings that the library would change.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Spellings {
    known: RwLock<KnownSpellings>,
    /// The name that was read last: most messages are about the same document.
    last: Mutex<Option<(String, Url)>>,
}

/// Empty with most clients.
#[derive(Debug, Default)]
struct KnownSpellings {
    /// From the client's spelling to ours.
    ours: HashMap<String, String>,
    /// And back.
    theirs: HashMap<String, String>,
}

impl Spellings {
    /// Replaces the client's spelling of `textDocument.uri` in the parameters of a message by one that the library leaves alone, and so that of
    /// a document that a command is given.
    pub(in crate::lsp) fn intern_in(&self, params: &mut Value) {
        if let Some(Value::String(uri)) = params.pointer_mut("/textDocument/uri")
            && let Some(ours) = self.interned(uri)
        {
            *uri = ours;
        }
        if let Some(Value::String(argument)) = params.pointer_mut("/arguments/0")
            && let Some(ours) = self.known_as(argument)
        {
            *argument = ours;
        }
    }

    /// Our spelling of a name that the client has used before, if it is another one.
    fn known_as(&self, spelled: &str) -> Option<String> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.ours.get(spelled).cloned()
    }

    /// The name, in our spelling, of what a client spells so; `None` if it is no name.
    pub(in crate::lsp) fn name(&self, spelled: &str) -> Option<Url> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, name)) = last.as_ref().filter(|(known, _)| known == spelled) {
            return Some(name.clone());
        }
        let ours = self.interned(spelled);
        let name = Url::parse(ours.as_deref().unwrap_or(spelled)).ok()?;
        *last = Some((spelled.to_owned(), name.clone()));
        Some(name)
    }

    /// Our spelling of a name; `None` if it is the client's.
    fn interned(&self, spelled: &str) -> Option<String> {
        let uri = Url::parse(spelled).ok()?;
        if uri.as_str() == spelled {
            return None;
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(ours) = known.ours.get(spelled) {
            return Some(ours.clone());
        }
        let ours = String::from(marked(uri, known.ours.len()));
        known.ours.insert(spelled.to_owned(), ours.clone());
        known.theirs.insert(ours.clone(), spelled.to_owned());
        Some(ours)
    }

    /// The client's spelling.
    pub(in crate::lsp) fn of(&self, uri: &Url) -> String {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let theirs = known.theirs.get(uri.as_str());
        theirs.map_or_else(|| uri.as_str().to_owned(), Clone::clone)
    }

    /// Puts the client's spelling wherever an answer names a document.
    pub(in crate::lsp) fn restore(&self, answer: &mut Value) {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if !known.theirs.is_empty() {
            restore(&known.theirs, answer);
        }
    }
}

fn restore(theirs: &HashMap<String, String>, value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(spelled) = theirs.get(text) {
                text.clone_from(spelled);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| restore(theirs, item)),
        Value::Object(members) => {
            if members.keys().any(|key| theirs.contains_key(key)) {
                *members = std::mem::take(members)
                    .into_iter()
                    .map(|(key, member)| (theirs.get(&key).cloned().unwrap_or(key), member))
                    .collect();
            }
            members
                .values_mut()
                .for_each(|member| restore(theirs, member));
        }
        _ => {}
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The name under which the library knows a document.
    fn named(spellings: &Spellings, spelled: &str) -> Url {
        let mut params = json!({ "textDocument": { "uri": spelled } });
        spellings.intern_in(&mut params);
        Url::parse(params["textDocument"]["uri"].as_str().unwrap()).unwrap()
    }

    #[test]
    fn every_spelling_is_a_name_of_its_own_and_leads_back() {
        let spellings = Spellings::default();
        let spelled = [
            "file:///年.md",
            "file:///%E5%B9%B4.md",
            "FILE:///年.md",
            "file:/年.md",
            "file:///C:\\年.md",
            "vscode-notebook-cell:/年.ipynb#W0",
            "untitled:年报 1",
        ];
        let names: Vec<Url> = spelled.map(|spelled| named(&spellings, spelled)).into();
        let different: std::collections::HashSet<_> = names.iter().collect();
        assert_eq!(different.len(), spelled.len());
        for (name, spelled) in names.iter().zip(spelled) {
            assert_eq!(spellings.of(name), spelled);
            assert_eq!(named(&spellings, spelled), *name);
            assert_eq!(spellings.name(spelled).as_ref(), Some(name));
            assert_eq!(spellings.name(spelled).as_ref(), Some(name));
        }
    }

    #[test]
    fn answers_name_documents_as_the_client_does() {
        let spellings = Spellings::default();
        let name = named(&spellings, "file:///年.md");
        let mut answer = json!([{
            "edit": { "changes": { name.as_str(): [{ "newText": "file:///%E5%B9%B4.md" }], "file:///b.md": [] } },
            "related": [{ "location": { "uri": name } }],
        }]);
        spellings.restore(&mut answer);
        assert_eq!(
            answer,
            json!([{
                "edit": { "changes": { "file:///年.md": [{ "newText": "file:///%E5%B9%B4.md" }], "file:///b.md": [] } },
                "related": [{ "location": { "uri": "file:///年.md" } }],
            }])
        );
    }
}
