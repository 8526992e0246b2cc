//! `textDocument/willSaveWaitUntil`: totals follow, and what is safe to fix is fixed, when the user saves by hand and wishes so.

use tower_lsp::lsp_types::request::WillSaveWaitUntil;
use tower_lsp::lsp_types::{
    ServerCapabilities, TextDocumentSaveReason, TextDocumentSyncCapability, TextEdit, Url,
    WillSaveTextDocumentParams,
};

use super::super::abilities::Abilities;
use super::super::document::Breakdown;
use super::{DocumentQuestion, Open};

/// What to change before a document is saved.
pub(in crate::lsp) struct WillSave;

impl DocumentQuestion for WillSave {
    type Request = WillSaveWaitUntil;

    /// Announced even while both are off: they can be switched on at any time.
    fn advertise(capabilities: &mut ServerCapabilities, _: &Abilities) {
        if let Some(TextDocumentSyncCapability::Options(sync)) =
            &mut capabilities.text_document_sync
        {
            sync.will_save_wait_until = Some(true);
        }
    }

    fn document(params: &WillSaveTextDocumentParams) -> &Url {
        &params.text_document.uri
    }

    fn answer(
        params: WillSaveTextDocumentParams,
        open: &mut Open,
    ) -> Result<Option<Vec<TextEdit>>, Breakdown> {
        if params.reason != TextDocumentSaveReason::MANUAL {
            return Ok(None);
        }
        let followers = open.followers()?;
        let edits = match (open.document.effective.fixes_on_save, followers.is_empty()) {
            (true, true) => open.fix_all()?.to_vec(),
            (true, false) => open.fixed_after(followers)?,
            (false, _) => followers,
        };
        Ok((!edits.is_empty()).then(|| open.view().text_edits(&edits)))
    }
}
