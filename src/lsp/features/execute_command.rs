//! `workspace/executeCommand`: what can be done with a whole report, the same in every editor.

use std::str::FromStr;

use serde_json::Value;
use tower_lsp::lsp_types::request::ExecuteCommand;
use tower_lsp::lsp_types::{
    Command, ExecuteCommandOptions, ExecuteCommandParams, ServerCapabilities, Url,
    WorkDoneProgressOptions,
};

use super::super::abilities::Abilities;
use super::super::engine::Engine;
use super::super::outbox::OutboxMessage;
use super::begin::{begin, editions};
use super::code_action::workspace_edit;
use super::preview::page_on_disk;
use super::{Open, Question, Unanswered};
use crate::door::Edit;
use crate::locale::Locale;
use crate::reading::Reading;
use crate::say;
use crate::views::format::format;
use crate::views::offers::Read;
use crate::views::totals::{settled_totals, settled_zeros};

/// Begins a report.
const NEW_REPORT: &str = "nianbao.newReport";
/// Names the editions of the form on which a report may be begun.
const EDITIONS: &str = "nianbao.editions";
/// Checks every report of the workspace.
const CHECK_WORKSPACE: &str = "nianbao.checkWorkspace";

/// A command of ours about a report. Each is given the name of an open document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lsp) enum OurCommand {
    FillTotals,
    FillZeros,
    Format,
    Preview,
}

impl OurCommand {
    pub(super) const ALL: [OurCommand; 4] = [
        OurCommand::FillTotals,
        OurCommand::FillZeros,
        OurCommand::Format,
        OurCommand::Preview,
    ];

    /// Whether a client that can do so much can have it carried out: without edits from the server, or without a way to show a page, it could not.
    pub(super) fn is_for(self, client: &Abilities) -> bool {
        match self {
            OurCommand::FillTotals | OurCommand::FillZeros | OurCommand::Format => {
                client.apply_edit
            }
            OurCommand::Preview => client.shows_documents,
        }
    }

    fn name(self) -> &'static str {
        match self {
            OurCommand::FillTotals => "nianbao.fillTotals",
            OurCommand::FillZeros => "nianbao.fillZeros",
            OurCommand::Format => "nianbao.format",
            OurCommand::Preview => "nianbao.preview",
        }
    }

    /// The command for a document, as it is offered.
    pub(super) fn offered(self, uri: &Value, locale: Locale) -> Command {
        let title = match self {
            OurCommand::FillTotals => say!(locale, "重算合计", "Recompute Totals"),
            OurCommand::FillZeros => say!(locale, "空白填 0", "Fill Blanks with 0"),
            OurCommand::Format => say!(locale, "对齐表格", "Align Tables"),
            OurCommand::Preview => say!(locale, "预览", "Preview"),
        };
        Command {
            title,
            command: self.name().to_owned(),
            arguments: Some(vec![uri.clone()]),
        }
    }

    /// What it changes.
    fn edits(self, reading: &Reading, text: &str, read: &Read<'_>) -> Vec<Edit> {
        match self {
            OurCommand::FillTotals => settled_totals(reading, text, read),
            OurCommand::FillZeros => settled_zeros(reading, text, read),
            OurCommand::Format => format(reading, None),
            OurCommand::Preview => Vec::new(),
        }
    }
}

impl FromStr for OurCommand {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let mut all = OurCommand::ALL.into_iter();
        let found = all.find(|command| command.name() == name);
        found.ok_or_else(|| format!("there is no command {name}"))
    }
}

/// Carries commands out.
pub(in crate::lsp) struct Commands;

impl Question for Commands {
    type Request = ExecuteCommand;

    fn advertise(capabilities: &mut ServerCapabilities, client: &Abilities) {
        let ours = OurCommand::ALL
            .iter()
            .filter(|command| command.is_for(client));
        let ours = ours.map(|command| command.name());
        let commands = ours.chain([NEW_REPORT, EDITIONS, CHECK_WORKSPACE]);
        capabilities.execute_command_provider = Some(ExecuteCommandOptions {
            commands: commands.map(str::to_owned).collect(),
            work_done_progress_options: WorkDoneProgressOptions {
                work_done_progress: Some(true),
            },
        });
    }

    fn prune(params: &mut Value) {
        let arguments = params.get_mut("arguments");
        if let Some(none @ Value::Null) = arguments {
            *none = Value::Array(Vec::new());
        }
    }

    fn answer(
        params: ExecuteCommandParams,
        engine: &mut Engine,
    ) -> Result<Option<Value>, Unanswered> {
        match params.command.as_str() {
            NEW_REPORT => return begin(&params.arguments, engine),
            EDITIONS => return editions(&params.arguments, engine),
            CHECK_WORKSPACE => {
                let token = params.work_done_progress_params.work_done_token;
                engine.check_workspace(token);
                return Ok(None);
            }
            _ => {}
        }
        let command: OurCommand = params.command.parse().map_err(Unanswered::Refused)?;
        let uri = params.arguments.first().and_then(Value::as_str);
        let uri = uri.and_then(|uri| Url::parse(uri).ok()).ok_or_else(|| {
            Unanswered::Refused(format!("{} wants the name of a document", params.command))
        })?;
        let Some(mut open) = engine.open_beside_others(&uri) else {
            return Err(Unanswered::Refused(format!("{uri} is not open")));
        };
        if let Some(message) = carry_out(command, &mut open)? {
            engine.post(message);
        }
        Ok(None)
    }
}

/// What asks the client to make the edits, or to show the page; `None` if there is nothing to do.
fn carry_out(command: OurCommand, open: &mut Open) -> Result<Option<OutboxMessage>, Unanswered> {
    if !open.has_answers(false)? {
        return Ok(None);
    }
    if command == OurCommand::Preview {
        return Ok(Some(OutboxMessage::ShowPage(page_on_disk(open)?)));
    }
    let edits = open.with_text(|reading, text, read| command.edits(reading, text, read))?;
    if edits.is_empty() {
        return Ok(None);
    }
    let offered = command.offered(&Value::Null, open.locale());
    let edit = workspace_edit(open, open.view().text_edits(&edits));
    Ok(Some(OutboxMessage::ApplyEdit(offered.title, edit)))
}
