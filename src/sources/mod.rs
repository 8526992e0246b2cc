//! Documents of other programs, read into text.
//!
//! In: the bytes of a file and its [`Kind`]. Out: a [`Manuscript`]: a text in one of our own surfaces, a line for each paragraph and a row of bars for each
//! row of a table, which is analysed like any other text, and the way from each stretch of it to its [`Place`] in the document (表 2 第 3 行第 4 列).
//! Or one reason why there is none, [`NotRead`]. Deliberately absent: input and output, and any knowledge of the form.
//!
//! ```no_run
//! use nianbao::sources::{Kind, read};
//!
//! # let bytes = Vec::new();
//! if let Ok(manuscript) = read(&bytes, Kind::Docx) {
//!     let text = &manuscript.text;
//!     // Findings, cells and facts of `text` carry spans of it; each stands somewhere in the document.
//!     for (span, place) in manuscript.places() {
//!         println!("{} {}", place.words(nianbao::locale::Locale::Chinese), span.of(text));
//!     }
//! }
//! ```

mod docx;
mod ink;
mod limits;
mod manuscript;
mod package;
mod pen;
mod place;
mod unread;
mod xml;

pub use manuscript::{Kind, Manuscript, Passed};
pub use place::Place;
pub use unread::NotRead;

/// Documents of more bytes are refused.
pub const LARGEST: usize = limits::FILE;

/// Reads a document. Pure; never panics, takes time linear in the unpacked size, and refuses what is over its limits.
pub fn read(bytes: &[u8], kind: Kind) -> Result<Manuscript, NotRead> {
    match kind {
        Kind::Docx => docx::read(bytes),
    }
}
