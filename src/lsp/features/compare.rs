//! `nianbao/compare`, a request of ours: the report beside last year's, as a page of two columns.

use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::lsp_types::request::Request;
use tower_lsp::lsp_types::{ServerCapabilities, TextDocumentIdentifier, Url};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::super::to_proto::View;
use super::super::uri::readable;
use super::super::workspace::TextBeside;
use super::{DocumentQuestion, Open};
use crate::door::Span;
use crate::dossier::{Comparison, Digest, ReportId};
use crate::export::html::{BESIDE_STYLE, Pair, STYLE, pair, pairs_page};
use crate::reading::Reading;
use crate::say;
use crate::views::sheet::{Sheet, sheets};

/// The request.
#[derive(Debug)]
pub(in crate::lsp) enum CompareRequest {}

impl Request for CompareRequest {
    type Params = CompareParams;
    type Result = Option<ComparedPage>;
    const METHOD: &'static str = "nianbao/compare";
}

/// Which report, and how much of the page.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct CompareParams {
    text_document: TextDocumentIdentifier,
    /// Whether a whole page is wanted, for a browser; otherwise its body and its looks, for a page of the client's own.
    #[serde(default)]
    whole: bool,
}

/// The page, or the parts of one.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct ComparedPage {
    /// HTML; empty if there is no report on the year before. `data-at` and the `data-uri` of what is around it say where something stands, the
    /// latter for all that is not in the document itself.
    html: String,
    /// CSS; empty for a whole page, which has it inside.
    style: String,
    /// The files that hold last year's reports, one for each report of the document that has one.
    last_year: Vec<Url>,
    /// Why there is no page, in the language of messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<String>,
}

/// Draws the page.
pub(in crate::lsp) struct Compared;

impl DocumentQuestion for Compared {
    const BESIDE_OTHERS: bool = true;

    type Request = CompareRequest;

    fn advertise(capabilities: &mut ServerCapabilities, _client: &Abilities) {
        let experimental = capabilities.experimental.get_or_insert(json!({}));
        experimental["nianbaoCompare"] = json!(true);
    }

    fn document(params: &CompareParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(params: CompareParams, open: &mut Open) -> Result<Option<ComparedPage>, Breakdown> {
        let mut beside = Vec::new();
        for (at, last) in open.last_years() {
            beside.extend(BesideReport::of(open, at, last)?);
        }
        if beside.is_empty() {
            let missing = say!(
                open.locale(),
                "没有找到本单位上一年的报告",
                "no report of this unit on the year before was found"
            );
            return Ok(Some(ComparedPage {
                missing: Some(missing),
                ..ComparedPage::default()
            }));
        }
        Ok(Some(drawn(open, &beside, params.whole)))
    }
}

/// A report with last year's.
struct BesideReport {
    new: Sheet,
    old: Sheet,
    comparison: Comparison,
    other: TextBeside,
}

impl BesideReport {
    /// The report of this number in the document, with that one; `None` if that cannot be read any more.
    fn of(open: &Open, at: usize, last: ReportId) -> Result<Option<BesideReport>, Breakdown> {
        let Some(other) = open.workspace.text(last.document) else {
            return Ok(None);
        };
        let mut contents = String::new();
        other.text.copy_to(&mut contents);
        open.with_text(|reading, _, read| {
            let before = read(&contents);
            let (old, from) = before.reports().nth(last.at)?;
            let (new, to) = reading.reports().nth(at)?;
            let digests = (Digest::of(old, from), Digest::of(new, to));
            Some(BesideReport {
                new: sheet(reading, at)?,
                old: sheet(&before, last.at)?,
                comparison: Comparison::of((&digests.0, old), (&digests.1, new)),
                other,
            })
        })
    }
}

/// The sheet of a report by its number.
fn sheet(reading: &Reading, at: usize) -> Option<Sheet> {
    let mut reports = sheets(reading, &[]).into_iter();
    { reports.by_ref() }
        .filter(|sheet| sheet.edition.is_some())
        .nth(at)
}

fn drawn(open: &Open, beside: &[BesideReport], is_whole: bool) -> ComparedPage {
    let view = open.view();
    let new_place = |span: Span| place(&view, span);
    let name = named(view.uri);
    let mut page = ComparedPage::default();
    let mut pairs = Vec::new();
    for beside in beside {
        let other = View {
            uri: &beside.other.uri,
            text: &beside.other.text,
            ..view
        };
        let old_place = |span: Span| place(&other, span);
        let old_name = named(other.uri);
        let drawn = Pair {
            old: &beside.old,
            new: &beside.new,
            comparison: &beside.comparison,
            names: (&old_name, &name),
            old_file: other.uri.as_str(),
            locale: open.locale(),
            places: (!is_whole).then_some((&old_place, &new_place)),
        };
        pairs.push(pair(drawn));
        page.last_year.push(other.uri.clone());
    }
    let title = beside
        .first()
        .map_or("", |beside| beside.new.title.as_str());
    match is_whole {
        true => page.html = pairs_page(title, &pairs),
        false => {
            let bodies = pairs.into_iter().map(maud::Markup::into_string);
            page.html = bodies.collect();
            page.style = format!("{STYLE}{BESIDE_STYLE}");
        }
    }
    page
}

/// A place as `data-at` says it.
pub(super) fn place(view: &View<'_>, span: Span) -> String {
    let range = view.range(span);
    let (start, end) = (range.start, range.end);
    format!(
        "{}:{}-{}:{}",
        start.line, start.character, end.line, end.character
    )
}

/// The name of a file with its folder, as people tell files apart.
fn named(uri: &Url) -> String {
    let name = readable(uri);
    let mut parts: Vec<&str> = name.rsplit('/').take(2).collect();
    parts.reverse();
    parts.join("/")
}
