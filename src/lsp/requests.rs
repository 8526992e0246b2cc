//! What the server asks of the client. Each waits for its answer in a task of its own, and gets on without one.
//!
//! In: what to ask for. Out: for settings and progress, an event; for the rest, what the client does.

use tokio::sync::mpsc::WeakUnboundedSender;
use tower_lsp::Client;
use tower_lsp::lsp_types::request::{ApplyWorkspaceEdit, WorkDoneProgressCreate};
use tower_lsp::lsp_types::{
    ApplyWorkspaceEditParams, ConfigurationItem, MessageType, ProgressToken, Registration,
    ShowDocumentParams, Url, WorkDoneProgressCreateParams, WorkspaceEdit,
};

use super::event::Event;
use super::outbox::Refresh;

/// A client that refuses gets on without: settings are asked for at the start, and files are read again with every save.
pub(super) async fn register(client: Client, wanted: Vec<Registration>) {
    if !wanted.is_empty() {
        let _ = client.register_capability(wanted).await;
    }
}

/// A client that does not make the edits has told its user why.
pub(super) async fn apply_edit(client: Client, label: String, edit: WorkspaceEdit) {
    let asked = ApplyWorkspaceEditParams {
        label: Some(label),
        edit,
    };
    if let Err(error) = client.send_request::<ApplyWorkspaceEdit>(asked).await {
        client
            .log_message(MessageType::WARNING, error.message)
            .await;
    }
}

/// A client that cannot show it has told its user why; the log says where the page lies.
pub(super) async fn show_page(client: Client, uri: Url) {
    let asked = ShowDocumentParams {
        uri: uri.clone(),
        external: Some(true),
        take_focus: Some(true),
        selection: None,
    };
    if !matches!(client.show_document(asked).await, Ok(true)) {
        client.log_message(MessageType::WARNING, uri).await;
    }
}

/// A client that does not do so shows what it has.
pub(super) async fn refresh(client: Client, what: Refresh) {
    let _ = match what {
        Refresh::Findings => client.workspace_diagnostic_refresh().await,
        Refresh::Hints => client.inlay_hint_refresh().await,
        Refresh::Lenses => client.code_lens_refresh().await,
        Refresh::Colours => client.semantic_tokens_refresh().await,
    };
}

/// A client that refuses is shown nothing.
pub(super) async fn make_progress(
    token: ProgressToken,
    client: Client,
    events: WeakUnboundedSender<Event>,
) {
    let asked = WorkDoneProgressCreateParams {
        token: token.clone(),
    };
    let made = client.send_request::<WorkDoneProgressCreate>(asked).await;
    if let (Ok(()), Some(events)) = (made, events.upgrade()) {
        let _ = events.send(Event::ProgressMade(token));
    }
}

pub(super) async fn pull_settings(turn: u32, client: Client, events: WeakUnboundedSender<Event>) {
    let section = ConfigurationItem {
        scope_uri: None,
        section: Some("nianbao".to_owned()),
    };
    if let Ok(values) = client.configuration(vec![section]).await {
        let value = values.into_iter().next().unwrap_or_default();
        if let Some(events) = events.upgrade() {
            let _ = events.send(Event::SettingsPulled(turn, value));
        }
    }
}
