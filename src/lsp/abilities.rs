//! What the two sides can do: read from the client's introduction, and our answer to it.
//!
//! In: the introduction, as JSON. Out: [`Start`] for the engine, and the server's capabilities. Everything that depends on the client is read
//! here once, so that no other module looks into its capabilities. A client may be newer than any types of ours.

use std::path::PathBuf;

use serde_json::{Value, json};
use tower_lsp::lsp_types::{
    InitializeParams, InitializeResult, OneOf, PositionEncodingKind, Registration, SaveOptions,
    ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, Url, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

use super::features;
use super::uri::file_path;
use crate::config;
use crate::locale::Locale;
use crate::text::PositionUnit;

/// What the engine needs to know before the first document.
#[derive(Debug, Default)]
pub(super) struct Start {
    pub(super) abilities: Abilities,
    /// `initializationOptions`, which are settings too.
    pub(super) options: Value,
    /// The client's language.
    pub(super) locale: Locale,
    /// The folders of the workspace.
    pub(super) folders: Vec<PathBuf>,
}

/// What a client asks for anew when told to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Refreshes {
    pub(super) findings: bool,
    pub(super) hints: bool,
    pub(super) lenses: bool,
    pub(super) colours: bool,
}

/// What the client can do, as far as it changes what we send.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Abilities {
    /// How columns are counted.
    pub(super) encoding: PositionUnit,
    /// Whether the whole text is wanted with every change.
    pub(super) full_sync: bool,
    /// Whether a finding may carry places of its own.
    pub(super) related_information: bool,
    /// Whether a finding may carry data.
    pub(super) data: bool,
    /// Whether edits may name the version they were made for.
    pub(super) document_changes: bool,
    /// Whether an edit may create a file.
    pub(super) creates_files: bool,
    /// Whether an outline may have levels.
    pub(super) nested_outline: bool,
    /// Whether the server may ask for edits.
    pub(super) apply_edit: bool,
    /// Whether it shows a file, in another program where that is asked for.
    pub(super) shows_documents: bool,
    /// Whether what is told of a place may be Markdown.
    pub(super) markdown_hover: bool,
    /// Whether it asks for findings, so that they are not to be sent unasked.
    pub(super) pulls_findings: bool,
    /// Whether it shows how far something has come.
    pub(super) progress: bool,
    /// Whether it shows which report is taken for last year's.
    pub(super) shows_last_year: bool,
    /// What it asks for anew when told to.
    pub(super) refreshes: Refreshes,
    /// Whether settings can be asked for.
    pub(super) pull_settings: bool,
    /// Whether changed settings are told only after a registration.
    pub(super) register_settings: bool,
    /// Whether files can be watched.
    pub(super) register_watch: bool,
}

/// The one member of `InitializeParams` that may be anything. The library's types refuse a whole introduction for one word that they do not
/// know, so they are given this, with the introduction in it.
const CARRIER: &str = "initializationOptions";

/// An introduction that the library can decode whatever the client has said.
pub(super) fn carried(introduction: Value) -> Value {
    json!({ "capabilities": {}, CARRIER: introduction })
}

impl Start {
    /// Reads what [`carried`] has packed.
    pub(super) fn from_library(params: InitializeParams) -> Self {
        Start::read(&params.initialization_options.unwrap_or_default())
    }

    /// Reads an introduction as far as it makes sense. What is missing, or not what it should be, counts as not said.
    pub(super) fn read(introduction: &Value) -> Self {
        let options = introduction.get(CARRIER).cloned().unwrap_or_default();
        let options = options.get("nianbao").cloned().unwrap_or(options);
        let text = |key: &str| introduction.get(key).and_then(Value::as_str);
        let mut folders = folders(introduction.get("workspaceFolders"));
        if folders.is_empty() {
            folders.extend(text("rootUri").and_then(folder));
        }
        let client = introduction.get("capabilities").unwrap_or(&Value::Null);
        Start {
            abilities: abilities(client, &options),
            locale: text("locale").map_or(Locale::Chinese, Locale::from_tag),
            folders,
            options,
        }
    }
}

/// Workspace folders, as far as they lie on the disk.
pub(super) fn folders(listed: Option<&Value>) -> Vec<PathBuf> {
    let listed = listed.and_then(Value::as_array).into_iter().flatten();
    listed
        .filter_map(|listed| folder(listed.get("uri")?.as_str()?))
        .collect()
}

fn folder(uri: &str) -> Option<PathBuf> {
    file_path(&Url::parse(uri).ok()?)
}

fn abilities(client: &Value, options: &Value) -> Abilities {
    let can = |path: &str| client.pointer(path) == Some(&Value::Bool(true));
    let lists = |path: &str, word: &str| {
        let listed = client.pointer(path).and_then(Value::as_array);
        listed.is_some_and(|listed| listed.iter().any(|listed| listed.as_str() == Some(word)))
    };
    Abilities {
        encoding: encoding(client, options),
        full_sync: options.get("sync").and_then(Value::as_str) == Some("full"),
        related_information: can("/textDocument/publishDiagnostics/relatedInformation"),
        data: can("/textDocument/publishDiagnostics/dataSupport"),
        document_changes: can("/workspace/workspaceEdit/documentChanges"),
        creates_files: client
            .pointer("/workspace/workspaceEdit/resourceOperations")
            .and_then(Value::as_array)
            .is_some_and(|known| known.iter().any(|kind| kind == "create")),
        nested_outline: can("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
        apply_edit: can("/workspace/applyEdit"),
        shows_documents: can("/window/showDocument/support"),
        markdown_hover: lists("/textDocument/hover/contentFormat", "markdown"),
        pulls_findings: client
            .pointer("/textDocument/diagnostic")
            .is_some_and(Value::is_object),
        progress: can("/window/workDoneProgress"),
        shows_last_year: can("/experimental/nianbaoLastYear"),
        refreshes: Refreshes {
            findings: can("/workspace/diagnostics/refreshSupport"),
            hints: can("/workspace/inlayHint/refreshSupport"),
            lenses: can("/workspace/codeLens/refreshSupport"),
            colours: can("/workspace/semanticTokens/refreshSupport"),
        },
        pull_settings: can("/workspace/configuration"),
        register_settings: can("/workspace/didChangeConfiguration/dynamicRegistration"),
        register_watch: can("/workspace/didChangeWatchedFiles/dynamicRegistration"),
    }
}

/// UTF-16 whenever the client can count in it: it is the one unit that every client gets right. The user may choose another one that the
/// client offers, for clients that get UTF-16 wrong after all.
fn encoding(client: &Value, options: &Value) -> PositionUnit {
    let offered: Vec<PositionUnit> = client
        .pointer("/general/positionEncodings")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|kind| known(kind.as_str()?))
        .collect();
    let wanted = options
        .get("positionEncoding")
        .and_then(Value::as_str)
        .and_then(known);
    match wanted.filter(|wanted| offered.contains(wanted)) {
        Some(wanted) => wanted,
        None if offered.contains(&PositionUnit::Utf16) => PositionUnit::Utf16,
        None => offered.first().copied().unwrap_or_default(),
    }
}

fn known(name: &str) -> Option<PositionUnit> {
    match name {
        "utf-8" => Some(PositionUnit::Utf8),
        "utf-16" => Some(PositionUnit::Utf16),
        "utf-32" => Some(PositionUnit::Utf32),
        _ => None,
    }
}

impl Abilities {
    /// Our side of the introduction.
    pub(super) fn answer(&self) -> InitializeResult {
        let position_encoding = match self.encoding {
            PositionUnit::Utf8 => PositionEncodingKind::UTF8,
            PositionUnit::Utf16 => PositionEncodingKind::UTF16,
            PositionUnit::Utf32 => PositionEncodingKind::UTF32,
        };
        let change = if self.full_sync {
            TextDocumentSyncKind::FULL
        } else {
            TextDocumentSyncKind::INCREMENTAL
        };
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(change),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
                include_text: Some(false),
            })),
            ..TextDocumentSyncOptions::default()
        };
        let mut capabilities = ServerCapabilities {
            position_encoding: Some(position_encoding),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                file_operations: None,
            }),
            ..ServerCapabilities::default()
        };
        features::advertise(&mut capabilities, self);
        InitializeResult {
            capabilities,
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
            let reports =
                "**/*.{txt,text,md,markdown,html,htm,xhtml,doc,docx,wps,xlsx,odt,ods,pdf}";
            let watchers =
                json!({ "watchers": [{ "globPattern": glob }, { "globPattern": reports }] });
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
        Start::from_library(serde_json::from_value(carried(params)).unwrap())
    }

    fn chosen(offered: Value, wanted: Value) -> PositionUnit {
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
            PositionUnit::Utf16
        );
        assert_eq!(
            chosen(json!(["utf-8", "utf-16", "utf-32"]), json!(null)),
            PositionUnit::Utf16
        );
        assert_eq!(
            chosen(json!(["utf-7", "utf-32", "utf-8"]), json!(null)),
            PositionUnit::Utf32
        );
        assert_eq!(chosen(json!([]), json!(null)), PositionUnit::Utf16);
    }

    #[test]
    fn another_unit_must_be_wished_for_and_offered() {
        assert_eq!(
            chosen(json!(["utf-16", "utf-8"]), json!("utf-8")),
            PositionUnit::Utf8
        );
        assert_eq!(
            chosen(json!(["utf-16"]), json!("utf-8")),
            PositionUnit::Utf16
        );
        assert_eq!(chosen(json!(null), json!("utf-8")), PositionUnit::Utf16);
    }

    #[test]
    fn words_of_a_newer_client_are_passed_over() {
        let start = start(json!({
            "capabilities": {
                "workspace": { "workspaceEdit": { "failureHandling": "as-you-like", "documentChanges": true } },
                "general": { "positionEncodings": [16, "utf-16"] },
                "textDocument": "everything",
            },
            "processId": -1, "rootUri": "", "workspaceFolders": [5, { "uri": "" }], "trace": 3, "locale": ["zh"],
        }));
        assert!(start.abilities.document_changes);
        assert_eq!(start.locale, Locale::Chinese);
        assert_eq!(start.folders, Vec::<PathBuf>::new());
        assert!(!Start::read(&json!(null)).abilities.document_changes);
        for absent in [json!(null), json!(false)] {
            let client = json!({ "capabilities": { "textDocument": { "diagnostic": absent } } });
            assert!(!Start::read(&client).abilities.pulls_findings);
        }
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
