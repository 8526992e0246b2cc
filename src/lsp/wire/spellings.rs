//! How the client spells the names of its documents, which the library's types forget.
//!
//! In: names as they come. Out: answers in which documents are named as the client names them. Some clients compare them letter by letter.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use serde_json::Value;
use tower_lsp::lsp_types::Url;

/// The client's own spelling of the URIs that the library spells in another way.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Spellings {
    /// From the library's spelling to the client's; empty with most clients.
    client: RwLock<HashMap<String, String>>,
}

impl Spellings {
    /// Remembers how the client spells `textDocument.uri` in the parameters of a message.
    pub(in crate::lsp) fn learn(&self, params: &Value) {
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
    pub(in crate::lsp) fn of(&self, uri: &Url) -> String {
        let client = self.client.read().unwrap_or_else(PoisonError::into_inner);
        client
            .get(uri.as_str())
            .map_or_else(|| uri.as_str().to_owned(), Clone::clone)
    }

    /// Puts the client's spelling wherever an answer names a document.
    pub(in crate::lsp) fn restore(&self, answer: &mut Value) {
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
