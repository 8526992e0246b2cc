//! Documents of other programs at the command line: which are read, and what a judge sees of them.

use std::path::Path;

use super::encoding::Encoding;
use super::format::{self, Format};
use super::left_out::Reason;
use super::load::{Contents, NotLoaded};
use crate::locale::Locale;
use crate::sources::{self, DocumentKind, Manuscript, NotRead};

/// Bytes that a place in a document takes, and what is written there.
const BYTES_OF_PLACE: usize = 256;

impl Contents {
    /// About how many bytes it takes in memory.
    pub fn n_bytes_held(&self) -> usize {
        let n_places = self
            .document
            .iter()
            .map(|document| document.places().count());
        self.bytes.len() + self.text.len() + n_places.sum::<usize>() * BYTES_OF_PLACE
    }

    /// What a judge sees of it.
    pub fn seen(&self) -> Seen<'_> {
        let document = self.document.as_deref();
        Seen {
            text: &self.text,
            stored: document.map_or(self.encoding.name(), |document| document.kind.name()),
            document,
        }
    }
}

/// A text with what there is to say of where it comes from.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub text: &'a str,
    /// How the file stores it: the name of an encoding or of a format.
    pub stored: &'static str,
    pub document: Option<&'a Manuscript>,
}

/// Whether files with this ending (lower case) are documents that are read.
pub(super) fn is_read(ending: &str) -> bool {
    let is_read = |format| {
        [format::WPS, format::ET].contains(&format) || READ.iter().any(|(read, _)| *read == format)
    };
    format::by_ending(ending).is_some_and(is_read)
}

/// Formats of documents that are read.
const READ: &[(Format, DocumentKind)] = &[
    (format::DOCX, DocumentKind::Docx),
    (format::DOC, DocumentKind::Doc),
    (format::XLSX, DocumentKind::Xlsx),
    (format::XLS, DocumentKind::Xls),
    (format::ODT, DocumentKind::Odt),
    (format::ODS, DocumentKind::Ods),
    (format::PDF, DocumentKind::Pdf),
];

/// How a document is read, if it is; `first` are its first bytes.
pub(super) fn kind(format: Format, first: &[u8]) -> Option<DocumentKind> {
    let is_package = first.starts_with(format::ZIP_START);
    let inside = match format {
        format::WPS if is_package => format::DOCX,
        format::ET if is_package => format::XLSX,
        format::WPS => format::DOC,
        format::ET => format::XLS,
        format => format,
    };
    READ.iter()
        .find(|(read, _)| *read == inside)
        .map(|(_, kind)| *kind)
}

/// Reads a document of another program.
pub(super) fn document(
    bytes: Vec<u8>,
    kind: DocumentKind,
    path: &Path,
    locale: Locale,
) -> Result<Contents, NotLoaded> {
    let mut manuscript = sources::read(&bytes, kind).map_err(|unread| NotLoaded {
        reason: match unread {
            NotRead::TooLarge | NotRead::TooDeep => Reason::TooLarge,
            NotRead::Damaged
            | NotRead::Definitions
            | NotRead::Packed
            | NotRead::TooOld
            | NotRead::TooOldBook => Reason::DamagedDocument,
            NotRead::Encrypted | NotRead::Scanned | NotRead::Unmapped | NotRead::Blank => {
                Reason::NoText
            }
        },
        sentence: format!("{} {}", path.display(), unread.sentence(locale)),
    })?;
    Ok(Contents {
        bytes,
        text: std::mem::take(&mut manuscript.text),
        encoding: Encoding::Utf8,
        document: Some(Box::new(manuscript)),
    })
}
