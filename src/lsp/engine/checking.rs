//! Documents that are due, looked at and told of.

use std::time::Instant;

use tower_lsp::lsp_types::{MessageType, Url};

use super::{Engine, OpenDocument};
use crate::lsp::document::Breakdown;
use crate::lsp::outbox::OutboxMessage;
use crate::lsp::uri::readable;
use crate::say;

impl Engine {
    /// Looks at the document that was edited last, if it is due. Others that are due come next, unless something new arrives first.
    /// False if none is due.
    pub(in crate::lsp) fn check_next(&mut self) -> bool {
        let now = Instant::now();
        let due = |document: &OpenDocument| document.due.filter(|due| *due <= now);
        let newest = self
            .documents
            .values_mut()
            .filter(|document| due(document).is_some())
            .max_by_key(|document| due(document));
        let Some(document) = newest else {
            return false;
        };
        document.due = None;
        let checked = document.refresh(self.checker);
        let name = document.uri.clone();
        if !document.wait_for_quiet() {
            self.look_beside(&name);
        }
        self.publish(&name);
        self.tell_neighbours(&name);
        self.hide_all_closed();
        if let Err(breakdown) = checked {
            self.broke_down(&breakdown);
        }
        true
    }

    /// Looks at a document beside others that was edited and has been left alone since, and tells what that changes. False if there is none.
    pub(in crate::lsp) fn look_beside_next(&mut self) -> bool {
        let now = Instant::now();
        let mut documents = self.documents.values_mut();
        let is_due =
            |document: &&mut OpenDocument| document.beside.due.is_some_and(|due| due <= now);
        let Some(document) = documents.find(is_due) else {
            return false;
        };
        document.beside.due = None;
        let name = document.uri.clone();
        self.look_beside(&name);
        let document = self.documents.get(&name);
        if document.is_some_and(|document| document.beside.is_news) {
            self.publish(&name);
            self.ask_to_ask_for_findings();
        }
        self.tell_neighbours(&name);
        true
    }

    /// Tells what becomes of others by a document that is another one, once.
    fn tell_neighbours(&mut self, name: &Url) {
        let document = self.documents.get_mut(name);
        let is_news =
            document.is_some_and(|document| std::mem::take(&mut document.beside.is_news_to_others));
        if is_news {
            self.tell_of_neighbours(name);
        }
    }

    /// Tells what was found in a document.
    pub(in crate::lsp) fn publish(&mut self, name: &Url) {
        let Some(document) = self.documents.get_mut(name) else {
            return;
        };
        let diagnostics = document.tell(&self.client);
        document.beside.is_news = false;
        let (uri, version) = (document.uri.clone(), document.version);
        // A text that is no report any more loses its findings; one that never was is left in peace.
        if diagnostics.is_some() || document.showing {
            document.showing = diagnostics.is_some();
            let diagnostics = diagnostics.unwrap_or_default();
            self.post(OutboxMessage::Publish {
                uri,
                version,
                diagnostics,
            });
        }
    }

    /// The panic hook has said where; here is said for which file, and once that the list of problems is not to be trusted.
    pub(in crate::lsp) fn broke_down(&mut self, breakdown: &Breakdown) {
        let (locale, uri) = (self.locale(), readable(&breakdown.0));
        let text = say!(
            locale,
            "{uri}：核对时程序内部出错，问题列表不完整",
            "{uri}: internal error while checking; the list of problems is incomplete"
        );
        if !std::mem::replace(&mut self.told_breakdown, true) {
            self.outbox
                .post(OutboxMessage::Show(MessageType::ERROR, text.clone()));
        }
        self.log(MessageType::ERROR, text);
    }
}
