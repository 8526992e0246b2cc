//! The engine with a core of its own making: `错` is a mistake whose certain correction is `对`, `疑` one with a doubtful correction, `崩`
//! brings the core down, and a text is a report if it says `年报`.

use std::cell::Cell;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};
use tower_lsp::jsonrpc::Error;
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, Diagnostic, MessageType,
    TextDocumentSaveReason, TextEdit, Url,
};

use super::Options;
use super::abilities::Start;
use super::document::Checker;
use super::engine::Engine;
use super::event::{Asking, Event};
use super::features::code_action::{CodeActions, FILL_TOTALS, FIX_ALL};
use super::features::document_symbol::DocumentSymbols;
use super::features::will_save_wait_until::WillSave;
use super::features::{Answer, Params, Question};
use super::notices::notice;
use super::outbox::{Outbox, OutboxMessage};
use crate::analysis::{Analysis, Memory};
use crate::door::Span;
use crate::door::{Edit, Fix};
use crate::door::{Finding, Related};
use crate::edit::disjoint;
use crate::finding::{DocumentId, Severity};
use crate::fix::Applicability;
use crate::kit::Forms;
use crate::settings::Settings;

thread_local! {
    /// How often the core has read a text.
    static ANALYSES: Cell<usize> = const { Cell::new(0) };
}

fn edit(at: usize, with: &str) -> Edit {
    Edit {
        span: Span::new(at, at + "错".len()),
        text: with.to_owned(),
    }
}

fn analyze(text: &str, _: &Forms, settings: &Settings, _: &mut Memory) -> Analysis {
    ANALYSES.set(ANALYSES.get() + 1);
    assert!(!text.contains('崩'), "the core comes down");
    let mark = |at: usize, safe: bool| {
        let applicability = if safe {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        };
        Some(Finding {
            document: DocumentId::THIS,
            code: "wrong-word",
            severity: settings.severity(
                "row-total",
                Some(if safe {
                    Severity::Warning
                } else {
                    Severity::Error
                }),
            )?,
            span: Span::new(at, at + "错".len()),
            message: "写错了".to_owned(),
            cell: Some("三/总计".to_owned()),
            related: vec![Related {
                document: DocumentId::THIS,
                span: Span::at(0),
                message: "开头".to_owned(),
            }],
            fixes: vec![Fix::new(
                format!("改第 {at} 字节"),
                applicability,
                vec![edit(at, "对")],
            )],
        })
    };
    let marks = text.char_indices().filter_map(|(at, c)| match c {
        '错' => mark(at, true),
        '疑' => mark(at, false),
        _ => None,
    });
    Analysis {
        is_report: text.contains("年报"),
        findings: marks.collect(),
        ..Analysis::default()
    }
}

fn replace_all(text: &str, wrong: char, with: &str) -> Vec<Edit> {
    disjoint(
        text.char_indices()
            .filter(|(_, c)| *c == wrong)
            .map(|(at, _)| edit(at, with))
            .collect(),
    )
}

const CORE: Checker = Checker {
    analyze,
    fix_all: |text, _, _| replace_all(text, '错', "对"),
};

/// Findings and the version they are of.
type Published = (Option<i32>, Vec<Diagnostic>);

/// A question on its way, and where its answer arrives.
type Pending<Q> = (Event, oneshot::Receiver<Result<Answer<Q>, Error>>);

/// An engine and its client, on one thread.
struct Desk {
    engine: Engine,
    outbox: Arc<Outbox>,
}

/// A client that can do everything.
fn able() -> Value {
    json!({
        "workspace": { "workspaceEdit": { "documentChanges": true }, "configuration": true },
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true, "dataSupport": true },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        },
    })
}

impl Desk {
    fn new(capabilities: Value, options: Value) -> Self {
        Self::with(CORE, capabilities, options)
    }

    fn with(core: Checker, capabilities: Value, options: Value) -> Self {
        let outbox = Arc::<Outbox>::default();
        let mut desk = Desk {
            engine: Engine::new(core, Options::default(), Arc::clone(&outbox)),
            outbox,
        };
        let params = json!({ "capabilities": capabilities, "initializationOptions": options });
        desk.tell(Event::Start(Box::new(Start::read(&params))));
        desk
    }

    fn tell(&mut self, event: Event) {
        self.engine.take_in(event);
    }

    fn open(&mut self, uri: &str, text: &str) {
        let item = json!({ "uri": uri, "languageId": "plaintext", "version": 1, "text": text });
        self.tell(told(
            "textDocument/didOpen",
            json!({ "textDocument": item }),
        ));
    }

    /// The answer to a question.
    fn ask<Q: Question>(&mut self, params: Value) -> Result<Answer<Q>, Error> {
        let (question, mut answer) = question::<Q>(params);
        self.tell(question);
        answer.try_recv().unwrap()
    }

    fn change(&mut self, uri: &str, version: i32, changes: Value) {
        self.tell(change(uri, version, changes));
    }

    /// What is sent once the engine has come to rest: findings, and what is said.
    fn rest(&mut self) -> (Vec<Published>, Vec<(MessageType, String)>) {
        self.engine.check_next();
        let (mut published, mut said) = (Vec::new(), Vec::new());
        while let Some(message) = self.outbox.try_take() {
            match message {
                OutboxMessage::Publish {
                    version,
                    diagnostics,
                    ..
                } => {
                    let said = diagnostics.iter().map(|said| Diagnostic::clone(said));
                    published.push((version, said.collect()));
                }
                OutboxMessage::Log(kind, text) | OutboxMessage::Show(kind, text) => {
                    said.push((kind, text))
                }
                _ => {}
            }
        }
        (published, said)
    }

    /// The turn at which the engine asks for settings.
    fn pulled(&self) -> u32 {
        loop {
            if let OutboxMessage::PullSettings(turn) = self.outbox.try_take().unwrap() {
                return turn;
            }
        }
    }

    /// The one list of findings that is published.
    fn findings(&mut self) -> Published {
        let (mut published, said) = self.rest();
        assert_eq!(said, Vec::new());
        assert_eq!(published.len(), 1);
        published.remove(0)
    }

    fn actions(
        &mut self,
        uri: &str,
        range: Value,
        only: Option<Vec<CodeActionKind>>,
    ) -> Vec<CodeAction> {
        self.actions_on(uri, range, only, Vec::new())
    }

    fn actions_on(
        &mut self,
        uri: &str,
        range: Value,
        only: Option<Vec<CodeActionKind>>,
        shown: Vec<Diagnostic>,
    ) -> Vec<CodeAction> {
        let params = json!({
            "textDocument": { "uri": uri },
            "range": range,
            "context": { "diagnostics": shown, "only": only },
        });
        let actions = self.ask::<CodeActions>(params).unwrap();
        let actions = actions.unwrap_or_default().into_iter();
        actions
            .filter_map(|action| match action {
                CodeActionOrCommand::CodeAction(action) => Some(action),
                CodeActionOrCommand::Command(_) => None,
            })
            .collect()
    }

    fn will_save(&mut self, uri: &str, reason: TextDocumentSaveReason) -> Option<Vec<TextEdit>> {
        let params = json!({ "textDocument": { "uri": uri }, "reason": reason });
        self.ask::<WillSave>(params).unwrap()
    }
}

/// The event that a notification becomes.
fn told(method: &str, params: Value) -> Event {
    notice(method, &params).unwrap().remove(0)
}

fn question<Q: Question>(mut params: Value) -> Pending<Q> {
    Q::prune(&mut params);
    let params: Params<Q> = serde_json::from_value(params).unwrap();
    let (reply, answer) = oneshot::channel();
    (
        Event::Asked(Box::new(Asking::<Q> { params, reply })),
        answer,
    )
}

/// A question about nothing but a document.
fn about(uri: &str) -> Value {
    json!({ "textDocument": { "uri": uri } })
}

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn change(uri: &str, version: i32, changes: Value) -> Event {
    let params =
        json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes });
    told("textDocument/didChange", params)
}

fn span(line: u32, from: u32, to: u32) -> Value {
    json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } })
}

const DOC: &str = "file:///年报.txt";

#[test]
fn findings_follow_the_edits_with_their_version() {
    let mut desk = Desk::new(able(), json!({}));
    desk.open(DOC, "年报\n𠮷错");
    let (version, found) = desk.findings();
    assert_eq!(version, Some(1));
    assert_eq!(json!(found[0].range), span(1, 2, 3));
    assert_eq!(
        json!(
            found[0].related_information.as_ref().unwrap()[0]
                .location
                .range
        ),
        span(0, 0, 0)
    );
    assert_eq!(found[0].data, Some(json!({ "cell": "三/总计" })));

    desk.change(DOC, 2, json!([{ "range": span(1, 2, 3), "text": "对" }]));
    assert_eq!(desk.findings(), (Some(2), Vec::new()));
}

#[tokio::test]
async fn a_burst_is_analysed_a_few_times_and_its_end_is_published_last() {
    let mut desk = Desk::new(able(), json!({}));
    desk.open(DOC, "年报");
    let (events, received) = mpsc::unbounded_channel();
    for version in 2..=5001 {
        events
            .send(change(
                DOC,
                version,
                json!([{ "range": span(0, 2, 2), "text": "错" }]),
            ))
            .unwrap();
    }
    drop(events);
    let before = ANALYSES.get();
    desk.engine.run(received).await;
    let mut last = None;
    while let Some(message) = desk.outbox.try_take() {
        last = Some(message);
    }
    assert!(
        matches!(
            last,
            Some(OutboxMessage::Publish {
                version: Some(5001),
                ..
            })
        ),
        "{last:?}"
    );
    assert!(ANALYSES.get() - before < 50);
}

#[test]
fn texts_that_are_no_reports_are_left_in_peace() {
    let mut desk = Desk::new(able(), json!({}));
    desk.open(DOC, "日记，错");
    assert_eq!(desk.rest(), (Vec::new(), Vec::new()));
    assert_eq!(desk.actions(DOC, span(0, 0, 9), None), Vec::new());

    desk.change(DOC, 2, json!([{ "text": "年报，错" }]));
    assert_eq!(desk.findings().1.len(), 1);
    desk.change(DOC, 3, json!([{ "text": "日记，错" }]));
    assert_eq!(desk.findings(), (Some(3), Vec::new()));
    desk.change(DOC, 4, json!([{ "text": "日记，错错" }]));
    assert_eq!(desk.rest(), (Vec::new(), Vec::new()));
}

#[test]
fn closing_takes_the_findings_away() {
    let mut desk = Desk::new(able(), json!({}));
    desk.open(DOC, "年报，错");
    assert_eq!(desk.findings().1.len(), 1);
    desk.change(DOC, 2, json!([{ "text": "年报，错错" }]));
    desk.tell(told("textDocument/didClose", about(DOC)));
    assert_eq!(desk.findings(), (Some(2), Vec::new()));
}

#[test]
fn a_breakdown_of_the_core_costs_only_its_own_answer() {
    let mut desk = Desk::new(able(), json!({}));
    desk.open(DOC, "年报，错");
    desk.rest();
    desk.change(DOC, 2, json!([{ "text": "年报，崩" }]));
    let (published, said) = desk.rest();
    assert_eq!(published, vec![(Some(2), Vec::new())]);
    assert!(
        said.iter()
            .all(|(kind, text)| *kind == MessageType::ERROR && text.contains("年报")),
        "{said:?}"
    );
    assert_eq!(said.len(), 2);

    assert!(desk.ask::<DocumentSymbols>(about(DOC)).is_err());

    desk.change(DOC, 3, json!([{ "text": "年报，错" }]));
    desk.rest();
    assert_eq!(desk.actions(DOC, span(0, 3, 4), None).len(), 3);
}

#[test]
fn a_cancelled_question_is_not_worked_on() {
    let mut desk = Desk::new(able(), json!({}));
    desk.open(DOC, "年报，错");
    let before = ANALYSES.get();
    let (question, answer) = question::<DocumentSymbols>(about(DOC));
    drop(answer);
    desk.tell(question);
    assert_eq!(ANALYSES.get(), before);
}

#[test]
fn a_question_is_answered_from_the_text_as_it_is_now() {
    let mut desk = Desk::new(able(), json!({ "fixOnSave": true }));
    desk.open(DOC, "年报");
    desk.rest();
    desk.change(DOC, 2, json!([{ "range": span(0, 2, 2), "text": "，错" }]));
    let edits = desk.will_save(DOC, TextDocumentSaveReason::MANUAL).unwrap();
    assert_eq!(
        json!(edits),
        json!([{ "range": span(0, 3, 4), "newText": "对" }])
    );
}

#[test]
fn saving_changes_nothing_unless_it_is_wished_for_and_done_by_hand() {
    let text = "年报，错疑";
    let mut desk = Desk::new(able(), json!({ "fixOnSave": true }));
    desk.open(DOC, text);
    assert_eq!(
        desk.will_save(DOC, TextDocumentSaveReason::AFTER_DELAY),
        None
    );
    assert_eq!(desk.will_save(DOC, TextDocumentSaveReason::FOCUS_OUT), None);
    assert_eq!(
        desk.will_save(DOC, TextDocumentSaveReason::MANUAL)
            .map(|edits| edits.len()),
        Some(1)
    );
    desk.change(DOC, 2, json!([{ "text": "年报，疑" }]));
    assert_eq!(desk.will_save(DOC, TextDocumentSaveReason::MANUAL), None);

    let mut desk = Desk::new(able(), json!({}));
    desk.open(DOC, text);
    assert_eq!(desk.will_save(DOC, TextDocumentSaveReason::MANUAL), None);
}

#[test]
fn fixes_are_offered_anywhere_on_a_problem_and_just_behind_it() {
    let mut desk = Desk::new(able(), json!({}));
    desk.open(DOC, "年报，疑，错");
    for place in [span(0, 3, 3), span(0, 4, 4), span(0, 0, 4)] {
        let offered = desk.actions(DOC, place, None);
        let kinds: Vec<_> = offered.iter().map(|action| action.kind.clone()).collect();
        assert_eq!(kinds, vec![Some(CodeActionKind::QUICKFIX); 3]);
        assert_eq!(offered[0].is_preferred, None);
        let edit = json!({ "documentChanges": [{
            "textDocument": { "uri": url(DOC), "version": 1 },
            "edits": [{ "range": span(0, 3, 4), "newText": "对" }],
        }] });
        assert_eq!(json!(offered[0].edit), edit);
        assert_eq!(
            json!(offered[1].edit)["documentChanges"][0]["edits"][0]["range"],
            span(0, 5, 6)
        );
    }
    assert_eq!(
        desk.actions(DOC, span(0, 5, 5), None)[0].is_preferred,
        Some(true)
    );
    assert_eq!(desk.actions(DOC, span(0, 0, 2), None), Vec::new());
}

#[test]
fn fixes_are_offered_for_the_problems_that_the_client_shows_at_a_place() {
    let mut desk = Desk::new(able(), json!({}));
    desk.open(DOC, "年报，疑，错");
    let found = desk.findings().1;
    let doubt = found
        .iter()
        .find(|shown| json!(shown.range) == span(0, 3, 4));
    let mut shown = doubt.unwrap().clone();
    let offered = desk.actions_on(DOC, span(0, 0, 0), None, vec![shown.clone()]);
    assert_eq!(offered[0].diagnostics, Some(vec![shown.clone()]));
    shown.range.end.character += 1;
    assert_eq!(
        desk.actions_on(DOC, span(0, 0, 0), None, vec![shown]),
        Vec::new()
    );
}

#[test]
fn of_too_many_problems_the_ones_shown_and_the_gravest_are_offered() {
    let mut desk = Desk::new(able(), json!({}));
    desk.open(
        DOC,
        &format!("年报{}疑{}", "错".repeat(900), "错".repeat(900)),
    );
    let found = desk.findings().1;
    let shown = found[0].clone();
    let offered = desk.actions_on(DOC, span(0, 0, 5000), None, vec![shown.clone()]);
    assert_eq!(offered.len(), 51); // and fixing everything; nothing to accept
    assert_eq!(offered[0].diagnostics, Some(vec![shown]));
    let places = offered[..50].iter().map(|action| {
        let finding = &action.diagnostics.as_ref().unwrap()[0];
        finding.range.start.character
    });
    let places: Vec<u32> = places.collect();
    assert!(places.is_sorted() && places.contains(&902), "{places:?}");
}

#[test]
fn a_problem_can_be_accepted_in_a_file_that_is_there_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| Url::from_file_path(folder.path().join(name)).unwrap();
    let (report, notebook) = (path("甲 县/年报.txt"), path("nianbao.toml"));
    let accepting = |capabilities: Value| {
        let mut desk = Desk::new(capabilities, json!({}));
        desk.tell(told(
            "workspace/didChangeWorkspaceFolders",
            json!({ "event": { "added": [{ "uri": path("") }], "removed": [] } }),
        ));
        desk.open(report.as_str(), "年报，错");
        let offered = desk.actions(report.as_str(), span(0, 3, 4), None);
        let accept = offered.into_iter().next_back().unwrap();
        assert_eq!(accept.title, "接受此问题（记入 nianbao.toml）");
        json!(accept.edit)
    };
    let mut able = able();
    able["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create"]);

    let edit = accepting(able.clone());
    let changes = &edit["documentChanges"];
    assert_eq!(changes[0]["kind"], "create");
    assert_eq!(changes[0]["uri"], json!(notebook));
    let entry = &changes[1]["edits"][0];
    assert_eq!(entry["range"], span(0, 0, 0));
    assert_eq!(
        entry["newText"],
        "[[ignore]]\nfile = \"甲 县/年报.txt\"\nrule = \"wrong-word\"\ncell = \"三/总计\"\nreason = \"（请写明理由）\"\n"
    );
    let plain = accepting(json!({}));
    assert_eq!(
        plain["changes"][notebook.as_str()][0]["range"],
        span(0, 0, 0)
    );

    let toml = "locale = \"zh-CN\"\n# 尾注";
    std::fs::write(folder.path().join("nianbao.toml"), toml).unwrap();
    let changes = accepting(able)["documentChanges"].clone();
    assert_eq!(changes[0]["textDocument"]["version"], Value::Null);
    assert_eq!(changes[0]["edits"][0]["range"], span(1, 4, 4));
    let added = changes[0]["edits"][0]["newText"].as_str().unwrap();
    assert!(added.starts_with("\n\n[[ignore]]\nfile = \"甲"), "{added}");
}

#[test]
fn what_has_no_place_on_the_disk_cannot_be_noted_down() {
    let mut desk = Desk::new(able(), json!({}));
    desk.open("untitled:Untitled-1", "年报，错");
    let titles = desk.actions("untitled:Untitled-1", span(0, 3, 4), None);
    let titles: Vec<String> = titles.into_iter().map(|action| action.title).collect();
    assert_eq!(titles, ["改第 9 字节", "修正本报告全部可安全修正的问题"]);
}

#[test]
fn kinds_asked_for_are_all_that_is_offered() {
    let mut desk = Desk::with(Checker::default(), able(), json!({}));
    desk.open(DOC, include_str!("../../examples/reports/faulty.md"));
    let kinds = |desk: &mut Desk, only: &'static str| -> Vec<CodeActionKind> {
        let only = Some(vec![CodeActionKind::new(only)]);
        desk.actions(DOC, span(0, 0, 0), only)
            .into_iter()
            .filter_map(|action| action.kind)
            .collect()
    };
    assert_eq!(kinds(&mut desk, "source.fixAll"), vec![FIX_ALL]);
    assert_eq!(kinds(&mut desk, "source.fillTotals"), vec![FILL_TOTALS]);
    assert_eq!(kinds(&mut desk, "source"), vec![FIX_ALL, FILL_TOTALS]);
    assert_eq!(kinds(&mut desk, "source.organizeImports"), Vec::new());
    desk.change(DOC, 2, json!([{ "text": "日记" }]));
    assert_eq!(kinds(&mut desk, "source"), Vec::new());
}

#[test]
fn a_text_that_may_differ_from_the_editors_is_not_fixed() {
    let mut desk = Desk::new(able(), json!({ "fixOnSave": true }));
    desk.open(DOC, "年报，错");
    desk.rest();
    for version in [2, 3] {
        desk.change(
            DOC,
            version,
            json!([{ "range": span(9, 0, 0), "text": "。" }]),
        );
        let said = desk.rest().1;
        assert_eq!(said.len(), usize::from(version == 2), "{said:?}");
    }
    assert_eq!(desk.actions(DOC, span(0, 3, 4), None), Vec::new());
    assert_eq!(desk.will_save(DOC, TextDocumentSaveReason::MANUAL), None);

    desk.change(DOC, 4, json!([{ "text": "年报，错" }]));
    assert_eq!(desk.actions(DOC, span(0, 3, 4), None).len(), 3);
}

#[test]
fn a_text_of_which_half_a_character_was_replaced_is_not_fixed() {
    for (from, to, text) in [(1, 2, "。"), (0, 1, ""), (1, 1, "。"), (1, 4, "")] {
        let mut desk = Desk::new(able(), json!({ "fixOnSave": true }));
        desk.open(DOC, "𠮷年报，错");
        desk.rest();
        desk.change(
            DOC,
            2,
            json!([{ "range": span(0, from, to), "text": text }]),
        );
        desk.rest();
        let kept = desk.will_save(DOC, TextDocumentSaveReason::MANUAL);
        assert_eq!(kept, None, "{from} to {to}: {text:?}");
    }
}

#[test]
fn a_plain_client_gets_plain_answers() {
    let mut desk = Desk::new(json!({}), json!({}));
    desk.open(DOC, "年报，错");
    let found = desk.findings().1;
    assert_eq!(found[0].message, "写错了\n第 1 行：开头");
    assert_eq!(
        (&found[0].related_information, &found[0].data),
        (&None, &None)
    );
    let offered = desk.actions(DOC, span(0, 3, 4), None);
    assert!(
        offered[0]
            .edit
            .as_ref()
            .unwrap()
            .changes
            .as_ref()
            .unwrap()
            .contains_key(&url(DOC))
    );
}

#[test]
fn too_many_findings_are_counted() {
    let mut desk = Desk::new(able(), json!({}));
    desk.open(DOC, &format!("年报{}疑", "错".repeat(300)));
    let found = desk.findings().1;
    assert_eq!(found.len(), 201);
    // The gravest one stays although it comes last.
    assert_eq!(json!(found[199].range), span(0, 302, 303));
    assert!(found[200].message.contains("101"), "{}", found[200].message);
}

#[test]
fn settings_apply_to_open_documents_at_once() {
    let mut desk = Desk::new(able(), json!({}));
    desk.open("untitled:Untitled-1", "年报，错");
    assert_eq!(desk.findings().1.len(), 1);
    let off = json!({ "nianbao": { "rules": { "row-total": "off" } } });
    desk.tell(Event::SettingsPushed(off.clone()));
    assert_eq!(desk.findings(), (Some(1), Vec::new()));
    desk.tell(Event::SettingsPushed(off));
    assert_eq!(desk.rest(), (Vec::new(), Vec::new()));
    desk.tell(Event::SettingsPushed(Value::Null));
    let turn = desk.pulled();
    desk.tell(Event::SettingsPulled(turn, Value::Null));
    assert_eq!(desk.findings().1.len(), 1);
    desk.tell(Event::SettingsPushed(
        json!({ "nianbao": { "enable": false } }),
    ));
    assert_eq!(desk.findings(), (Some(1), Vec::new()));
}

#[test]
fn settings_asked_for_earlier_do_not_undo_those_told_since() {
    let mut desk = Desk::new(able(), json!({}));
    desk.open(DOC, "年报，错");
    desk.tell(Event::SettingsPushed(Value::Null));
    let first = desk.pulled();
    desk.tell(Event::SettingsPushed(
        json!({ "nianbao": { "enable": false } }),
    ));
    desk.tell(Event::SettingsPulled(first, Value::Null));
    assert_eq!(desk.rest(), (Vec::new(), Vec::new()));
    desk.tell(Event::SettingsPushed(Value::Null));
    let second = desk.pulled();
    desk.tell(Event::SettingsPulled(second, json!({ "enable": true })));
    assert_eq!(desk.findings().1.len(), 1);
}

#[test]
fn a_mistake_in_the_settings_is_shown_to_the_user() {
    let mut desk = Desk::new(able(), json!({ "fixOnSave": "yes" }));
    let said = desk.rest().1;
    assert_eq!(said.len(), 1);
    assert!(said[0].1.contains("fixOnSave"), "{said:?}");
}

#[test]
fn mirrors_of_documents_are_skipped() {
    let mut desk = Desk::new(able(), json!({}));
    desk.open("git:/a.md?ref", "年报，错");
    assert_eq!(desk.rest(), (Vec::new(), Vec::new()));
}

#[test]
fn findings_can_wait_for_a_pause() {
    let mut desk = Desk::new(able(), json!({ "diagnosticDelayMs": 2000 }));
    desk.open(DOC, "年报，错");
    assert_eq!(desk.findings().1.len(), 1);
    desk.change(DOC, 2, json!([{ "text": "年报" }]));
    assert_eq!(desk.rest(), (Vec::new(), Vec::new()));
    // A question does not wait.
    assert_eq!(desk.actions(DOC, span(0, 0, 2), None), Vec::new());
}
