//! `nianbao/preview`, a request of ours: the report in the official layout as a page, with what is wrong marked where it is.

use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::lsp_types::request::Request;
use tower_lsp::lsp_types::{ServerCapabilities, TextDocumentIdentifier, Url};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::compare::place;
use super::{DocumentQuestion, Open, Unanswered};
use crate::door::Span;
use crate::export::html::{PageOptions, STYLE, body, page};
use crate::say;
use crate::views::sheet::sheets;

/// The request.
#[derive(Debug)]
pub(in crate::lsp) enum PreviewRequest {}

impl Request for PreviewRequest {
    type Params = PreviewParams;
    type Result = Option<PreviewPage>;
    const METHOD: &'static str = "nianbao/preview";
}

/// Which report, and how much of the page.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct PreviewParams {
    text_document: TextDocumentIdentifier,
    /// Whether a whole page is wanted, for a browser; otherwise its body and its looks, for a page of the client's own.
    #[serde(default)]
    whole: bool,
}

/// The page, or the parts of one.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(in crate::lsp) struct PreviewPage {
    /// HTML. In parts for a client's own page, `data-at` says where something stands in the text: `line:character-line:character`, as in ranges.
    html: String,
    /// CSS; empty for a whole page, which has it inside.
    style: String,
}

/// Draws the page.
pub(in crate::lsp) struct Preview;

impl DocumentQuestion for Preview {
    const BESIDE_OTHERS: bool = true;

    type Request = PreviewRequest;

    fn advertise(capabilities: &mut ServerCapabilities, _client: &Abilities) {
        let experimental = capabilities.experimental.get_or_insert(json!({}));
        experimental["nianbaoPreview"] = json!(true);
    }

    fn document(params: &PreviewParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(params: PreviewParams, open: &mut Open) -> Result<Option<PreviewPage>, Breakdown> {
        drawn(open, params.whole).map(Some)
    }
}

/// The page of a report, whole or in parts.
fn drawn(open: &Open, whole: bool) -> Result<PreviewPage, Breakdown> {
    let findings = open.analysis().map(|analysis| analysis.findings.as_slice());
    let findings = findings.unwrap_or_default();
    let sheets = open.with_reading(|reading| sheets(reading, findings))?;
    let view = open.view();
    let place = |span: Span| place(&view, span);
    let options = PageOptions {
        findings,
        locale: open.locale(),
        place: (!whole).then_some(&place),
        changed: None,
    };
    Ok(match whole {
        true => PreviewPage {
            html: page(&sheets, options),
            style: String::new(),
        },
        false => PreviewPage {
            html: body(&sheets, options).into_string(),
            style: STYLE.to_owned(),
        },
    })
}

/// Writes the page of a report for a browser, over the one that was written before; its name. The file is gone when the document is closed.
pub(super) fn page_on_disk(open: &mut Open) -> Result<Url, Unanswered> {
    let html = drawn(open, true)?.html;
    let locale = open.locale();
    let failed = |error: std::io::Error| {
        Unanswered::Refused(say!(
            locale,
            "预览页写不出来：{error}",
            "the page cannot be written: {error}"
        ))
    };
    let path = match open.document.page.take() {
        Some(path) => path,
        None => tempfile::Builder::new()
            .prefix("nianbao-")
            .suffix(".html")
            .tempfile()
            .map_err(failed)?
            .into_temp_path(),
    };
    std::fs::write(&path, html).map_err(failed)?;
    let uri = Url::from_file_path(&path);
    open.document.page = Some(path);
    uri.map_err(|()| failed(std::io::ErrorKind::NotFound.into()))
}
