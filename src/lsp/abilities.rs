//! What the two sides can do: read from the client's introduction, and our answer to it.
//!
//! In: `InitializeParams`. Out: [`Start`] for the engine, and the server's capabilities. Everything that depends on the client is decided
//! here once, so that no other module looks into its capabilities.

use std::path::PathBuf;

use serde_json::{Value, json};
use tower_lsp::lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability,
    InitializeParams, InitializeResult, OneOf, PositionEncodingKind, Registration, SaveOptions,
    ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};

use super::uri::file_path;
use crate::config;
use crate::locale::Locale;
use crate::text::Encoding;

/// Computes every total, because the writer asks for it.
pub(super) const FILL_TOTALS: CodeActionKind = CodeActionKind::new("source.fillTotals.nianbao");
/// Applies everything that is safe.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.nianbao");

/// What the engine needs to know before the first document.
#[derive(Debug, Default)]
pub(super) struct Start {
    pub(super) abilities: Abilities,
    /// `initializationOptions`, which are settings too.
    pub(super) options: Value,
    /// The client's language.
    pub(super) locale: Locale,
    /// The workspace folder.
    pub(super) folder: Option<PathBuf>,
}

/// What the client can do, as far as it changes what we send.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Abilities {
    /// How columns are counted.
    pub(super) encoding: Encoding,
    /// Whether the whole text is wanted with every change.
    pub(super) full_sync: bool,
    /// Whether a finding may carry places of its own.
    pub(super) related_information: bool,
    /// Whether a finding may carry data.
    pub(super) data: bool,
    /// Whether edits may name the version they were made for.
    pub(super) document_changes: bool,
    /// Whether an outline may have levels.
    pub(super) nested_outline: bool,
    /// Whether settings can be asked for.
    pub(super) pull_settings: bool,
    /// Whether changed settings are told only after a registration.
    pub(super) register_settings: bool,
    /// Whether files can be watched.
    pub(super) register_watch: bool,
}

impl From<&InitializeParams> for Start {
    fn from(params: &InitializeParams) -> Self {
        let options = params.initialization_options.clone().unwrap_or_default();
        let options = options.get("nianbao").cloned().unwrap_or(options);
        let folders = params
            .workspace_folders
            .iter()
            .flatten()
            .map(|folder| &folder.uri);
        Start {
            abilities: abilities(&params.capabilities, &options),
            locale: params
                .locale
                .as_deref()
                .map_or(Locale::Chinese, Locale::from_tag),
            folder: folders.chain(&params.root_uri).find_map(file_path),
            options,
        }
    }
}

fn abilities(client: &ClientCapabilities, options: &Value) -> Abilities {
    let document = client.text_document.as_ref();
    let findings = document.and_then(|document| document.publish_diagnostics.as_ref());
    let outline = document.and_then(|document| document.document_symbol.as_ref());
    let workspace = client.workspace.as_ref();
    let edits = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
    let settings = workspace.and_then(|workspace| workspace.did_change_configuration);
    let watch = workspace.and_then(|workspace| workspace.did_change_watched_files);
    Abilities {
        encoding: encoding(client, options),
        full_sync: options.get("sync").and_then(Value::as_str) == Some("full"),
        related_information: findings.and_then(|can| can.related_information) == Some(true),
        data: findings.and_then(|can| can.data_support) == Some(true),
        document_changes: edits.and_then(|can| can.document_changes) == Some(true),
        nested_outline: outline.and_then(|can| can.hierarchical_document_symbol_support)
            == Some(true),
        pull_settings: workspace.and_then(|can| can.configuration) == Some(true),
        register_settings: settings.and_then(|can| can.dynamic_registration) == Some(true),
        register_watch: watch.and_then(|can| can.dynamic_registration) == Some(true),
    }
}

/// UTF-16 whenever the client can count in it: it is the one unit that every client gets right. The user may choose another one that the
/// client offers, for clients that get UTF-16 wrong after all.
fn encoding(client: &ClientCapabilities, options: &Value) -> Encoding {
    let offered = client
        .general
        .as_ref()
        .and_then(|general| general.position_encodings.as_deref());
    let offered: Vec<Encoding> = offered
        .unwrap_or_default()
        .iter()
        .filter_map(|kind| known(kind.as_str()))
        .collect();
    let wanted = options
        .get("positionEncoding")
        .and_then(Value::as_str)
        .and_then(known);
    match wanted.filter(|wanted| offered.contains(wanted)) {
        Some(wanted) => wanted,
        None if offered.contains(&Encoding::Utf16) => Encoding::Utf16,
        None => offered.first().copied().unwrap_or_default(),
    }
}

fn known(name: &str) -> Option<Encoding> {
    match name {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    }
}

impl Abilities {
    /// Our side of the introduction.
    pub(super) fn answer(&self) -> InitializeResult {
        let position_encoding = match self.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        };
        let change = if self.full_sync {
            TextDocumentSyncKind::FULL
        } else {
            TextDocumentSyncKind::INCREMENTAL
        };
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(change),
            // Announced even while fixing on save is off: it can be switched on at any time.
            will_save_wait_until: Some(true),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
                include_text: Some(false),
            })),
            ..TextDocumentSyncOptions::default()
        };
        let actions = CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL, FILL_TOTALS]),
            ..CodeActionOptions::default()
        };
        InitializeResult {
            capabilities: ServerCapabilities {
                position_encoding: Some(position_encoding),
                text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
                code_action_provider: Some(CodeActionProviderCapability::Options(actions)),
                document_symbol_provider: Some(OneOf::Left(true)),
                ..ServerCapabilities::default()
            },
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        }
    }

    /// What the client should tell us about from now on.
    pub(super) fn registrations(&self) -> Vec<Registration> {
        let registration = |method: &str, options: Value| Registration {
            id: format!("nianbao/{method}"),
            method: method.to_owned(),
            register_options: Some(options),
        };
        let mut wanted = Vec::new();
        if self.register_settings {
            wanted.push(registration(
                "workspace/didChangeConfiguration",
                json!({ "section": "nianbao" }),
            ));
        }
        if self.register_watch {
            let glob = format!("**/{}", config::FILE_NAME);
            let watchers = json!({ "watchers": [{ "globPattern": glob }] });
            wanted.push(registration("workspace/didChangeWatchedFiles", watchers));
        }
        wanted
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn start(params: Value) -> Start {
        Start::from(&serde_json::from_value::<InitializeParams>(params).unwrap())
    }

    fn chosen(offered: Value, wanted: Value) -> Encoding {
        start(json!({
            "capabilities": { "general": { "positionEncodings": offered } },
            "initializationOptions": { "positionEncoding": wanted },
        }))
        .abilities
        .encoding
    }

    #[test]
    fn columns_are_utf16_wherever_the_client_allows() {
        assert_eq!(
            start(json!({ "capabilities": {} })).abilities.encoding,
            Encoding::Utf16
        );
        assert_eq!(
            chosen(json!(["utf-8", "utf-16", "utf-32"]), json!(null)),
            Encoding::Utf16
        );
        assert_eq!(
            chosen(json!(["utf-7", "utf-32", "utf-8"]), json!(null)),
            Encoding::Utf32
        );
        assert_eq!(chosen(json!([]), json!(null)), Encoding::Utf16);
    }

    #[test]
    fn another_unit_must_be_wished_for_and_offered() {
        assert_eq!(
            chosen(json!(["utf-16", "utf-8"]), json!("utf-8")),
            Encoding::Utf8
        );
        assert_eq!(chosen(json!(["utf-16"]), json!("utf-8")), Encoding::Utf16);
        assert_eq!(chosen(json!(null), json!("utf-8")), Encoding::Utf16);
    }

    #[test]
    fn messages_are_chinese_unless_the_client_speaks_another_language() {
        assert_eq!(start(json!({ "capabilities": {} })).locale, Locale::Chinese);
        assert_eq!(
            start(json!({ "capabilities": {}, "locale": "zh-tw" })).locale,
            Locale::Chinese
        );
        assert_eq!(
            start(json!({ "capabilities": {}, "locale": "fr" })).locale,
            Locale::English
        );
    }

    #[test]
    fn options_are_read_bare_or_under_our_name() {
        let bare =
            start(json!({ "capabilities": {}, "initializationOptions": { "sync": "full" } }));
        let named = start(
            json!({ "capabilities": {}, "initializationOptions": { "nianbao": { "sync": "full" } } }),
        );
        assert!(bare.abilities.full_sync && named.abilities.full_sync);
        assert_eq!(bare.options, named.options);
    }
}
