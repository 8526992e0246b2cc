//! The handlers that the library calls: each makes an event and sends it before it waits for anything.
//!
//! In: requests and notifications, decoded. Out: events for the engine, and its answers. The library runs handlers side by side, and what
//! stands before their first wait is all that happens in order.

use tokio::sync::oneshot;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    CodeActionParams, CodeActionResponse, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentSymbolParams,
    DocumentSymbolResponse, InitializeParams, InitializeResult, InitializedParams, TextEdit,
    WillSaveTextDocumentParams,
};

use super::abilities::Start;
use super::event::{ActionsQuestion, Event, EventSender, Reply};

/// The server as the library sees it.
#[derive(Debug)]
pub(super) struct Backend {
    pub(super) events: EventSender,
}

impl Backend {
    /// Without an engine there is nothing left to tell: the process is ending.
    fn tell(&self, event: Event) {
        let _ = self.events.send(event);
    }

    /// Sends a question and only then waits for its answer, which takes every earlier edit into account.
    async fn ask<T>(&self, question: impl FnOnce(Reply<T>) -> Event) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        self.tell(question(reply));
        answer.await.map_err(|_| Error::internal_error())
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let start = Start::from(&params);
        let answer = start.abilities.answer();
        self.tell(Event::Start(Box::new(start)));
        Ok(answer)
    }

    async fn initialized(&self, _: InitializedParams) {
        self.tell(Event::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.tell(Event::Open(params.text_document));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.tell(Event::Change(params));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.tell(Event::Saved(params.text_document.uri));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.tell(Event::Closed(params.text_document.uri));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.tell(Event::SettingsPushed(params.settings));
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.tell(Event::FilesChanged);
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let question = ActionsQuestion {
            uri: params.text_document.uri,
            range: params.range,
            shown: params.context.diagnostics,
            only: params.context.only,
        };
        self.ask(|reply| Event::Actions(question, reply))
            .await
            .map(Some)
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        self.ask(|reply| Event::Outline(params.text_document.uri, reply))
            .await
    }

    async fn will_save_wait_until(
        &self,
        params: WillSaveTextDocumentParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        self.ask(|reply| Event::WillSave(params.text_document.uri, params.reason, reply))
            .await
    }
}
