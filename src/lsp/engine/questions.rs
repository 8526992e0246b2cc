//! Open documents for questions: looked at beside others where the answer rests on these.

use tower_lsp::lsp_types::Url;

use super::Engine;
use crate::lsp::features::{Open, OpenNotebook};

impl Engine {
    /// An open document, for a question; what is found in it beside others may be what was found before it was edited.
    pub(in crate::lsp) fn open_document(&mut self, uri: &Url) -> Option<Open<'_>> {
        let name = self.name(uri)?;
        let document = self.documents.get_mut(&name)?;
        // Whoever asks is told of a breakdown.
        if document.refresh(self.checker).is_ok() && !document.wait_for_quiet() {
            self.look_beside(&name);
        }
        self.open_as_it_is(&name)
    }

    /// The same for a question about what is found beside others, which is looked for at once.
    pub(in crate::lsp) fn open_beside_others(&mut self, uri: &Url) -> Option<Open<'_>> {
        let name = self.name(uri)?;
        let is_fresh = self.documents.get_mut(&name)?.refresh(self.checker).is_ok();
        let waits = self.documents.iter();
        let waits = waits.filter(|(_, document)| document.beside.due.is_some());
        let mut stale: Vec<Url> = waits.map(|(name, _)| name.clone()).collect();
        stale.retain(|other| *other != name);
        for other in stale {
            self.look_beside(&other);
        }
        if is_fresh {
            self.look_beside(&name);
        }
        let notebook = self.open_notebook(&name);
        let open = self.open_as_it_is(&name)?;
        Some(Open { notebook, ..open })
    }

    /// The configuration file in which findings of a document are accepted, if it is open.
    fn open_notebook(&self, name: &Url) -> Option<OpenNotebook> {
        let file = self.documents.get(name)?.effective.notebook.as_deref()?;
        let uri = self.name(&Url::from_file_path(file).ok()?)?;
        let document = self.documents.get(&uri)?;
        Some(OpenNotebook {
            version: document.version,
            text: (!document.doubtful).then(|| document.text.slice(0, document.text.len())),
            uri,
        })
    }

    /// The same for whoever asks for all findings: a client that can be told to ask anew gets those at hand.
    pub(in crate::lsp) fn open_for_findings(&mut self, uri: &Url) -> Option<Open<'_>> {
        match self.client.refreshes.findings {
            true => self.open_document(uri),
            false => self.open_beside_others(uri),
        }
    }

    fn open_as_it_is(&mut self, name: &Url) -> Option<Open<'_>> {
        Some(Open {
            document: self.documents.get_mut(name)?,
            client: &self.client,
            checker: self.checker,
            workspace: &self.workspace,
            notebook: None,
        })
    }
}
