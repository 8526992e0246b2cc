//! Documents of other programs, read into text.
//!
//! In: the bytes of a file and its [`DocumentKind`]. Out: a [`Manuscript`]: a text in one of our own surfaces, a line for each paragraph and a row of bars for each
//! row of a table, which is analysed like any other text, and the way from each stretch of it to its [`Place`] in the document (表 2 第 3 行第 4 列).
//! Or one reason why there is none, [`NotRead`]. Deliberately absent: input and output, and any knowledge of the form.
//!
//! ```no_run
//! use nianbao::sources::{DocumentKind, read};
//!
//! # let bytes = Vec::new();
//! if let Ok(manuscript) = read(&bytes, DocumentKind::Docx) {
//!     let text = &manuscript.text;
//!     // Findings, cells and facts of `text` carry spans of it; each stands somewhere in the document.
//!     for (span, place) in manuscript.places() {
//!         println!("{} {}", place.words(nianbao::locale::Locale::Chinese), span.of(text));
//!     }
//! }
//! ```

mod aside;
mod compound;
mod doc;
mod docx;
mod ink;
mod limits;
mod manuscript;
mod numbers;
mod odf;
mod package;
mod pdf;
mod pen;
mod place;
mod rewritten;
mod sheets;
mod unread;
mod writing;
mod xls;
mod xml;

pub use aside::{Aside, AsideKind};
pub use manuscript::{DocumentKind, Manuscript, Passed};
pub use place::Place;
pub use unread::NotRead;
pub use writing::{Manner, NotWritten, Rewritten};

use crate::edit::{Edit, apply};
use crate::span::Source;

/// Documents of more bytes are refused.
pub const LARGEST: usize = limits::FILE;

/// Reads a document. Pure; never panics, takes time linear in the unpacked size, and refuses what is over its limits.
pub fn read(bytes: &[u8], kind: DocumentKind) -> Result<Manuscript, NotRead> {
    match kind {
        DocumentKind::Docx => docx::read(bytes),
        DocumentKind::Doc => doc::read(bytes),
        DocumentKind::Xlsx => sheets::read(bytes),
        DocumentKind::Xls => xls::read(bytes),
        DocumentKind::Odt | DocumentKind::Ods => odf::read(bytes, kind),
        DocumentKind::Pdf => pdf::read(bytes),
    }
}

/// What stands beside the text of a document and is not read as part of it: headers and footers, notes, comments. Of Word documents; of others nothing
/// is known.
pub fn asides(bytes: &[u8], kind: DocumentKind) -> Result<Vec<Aside>, NotRead> {
    match kind {
        DocumentKind::Docx => docx::asides(bytes),
        _ => Ok(Vec::new()),
    }
}

/// Writes changes of the read text into the document. `text` and `manuscript` are what was read of `bytes`. A change that cannot be made exactly is left
/// alone and counted; all that is written is read back and compared.
pub fn write(
    bytes: &[u8],
    (text, manuscript): (&str, &Manuscript),
    edits: &[Edit<Source>],
    manner: Manner,
) -> Result<Rewritten, NotWritten> {
    let rewritten = match manuscript.kind {
        DocumentKind::Docx => docx::write(bytes, text, manuscript, edits, manner)?,
        DocumentKind::Xlsx => sheets::write(bytes, text, manuscript, edits, manner)?,
        DocumentKind::Pdf => return Err(NotWritten::Pages),
        DocumentKind::Odt | DocumentKind::Ods | DocumentKind::Doc | DocumentKind::Xls => {
            return Err(NotWritten::OnlyRead(manuscript.kind));
        }
    };
    let again = read(&rewritten.bytes, manuscript.kind)?;
    let dense = |text: &str| -> String { text.split_whitespace().collect() };
    let expected = apply(text, &rewritten.written);
    match dense(&again.text) == dense(&expected) {
        true => Ok(rewritten),
        false => Err(NotWritten::Inexact),
    }
}
