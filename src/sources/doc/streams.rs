//! The compound file: which streams are read, and where they hold what.

use super::super::compound::Compound;
use super::super::numbers::{place, short};
use super::super::unread::NotRead;

/// The streams of a document that are read.
pub(super) struct DocStreams {
    /// The text and what each stretch of it looks like.
    pub document: Vec<u8>,
    /// Where what stands in the first.
    table: Vec<u8>,
    /// What is too large for the first: long descriptions of rows.
    pub data: Vec<u8>,
}

/// Structures of the table stream, by where the header names their places.
#[derive(Clone, Copy)]
pub(super) enum StructureKind {
    Styles = 1,
    Runs = 12,
    Paragraphs = 13,
    Pieces = 33,
    Lists = 73,
    /// Uses of lists, by which paragraphs call them.
    Uses = 74,
}

impl DocStreams {
    pub fn open(bytes: &[u8]) -> Result<DocStreams, NotRead> {
        let mut file = Compound::open(bytes)?;
        let document = file.stream("WordDocument").ok_or(NotRead::TooOld)?;
        let flags = short(&document, 0x0a).ok_or(NotRead::Damaged)?;
        if short(&document, 0) != Some(0xa5ec) {
            return Err(NotRead::Damaged);
        }
        if short(&document, 2).is_none_or(|version| version < 0xc1) {
            return Err(NotRead::TooOld);
        }
        if flags & 0x0100 != 0 {
            return Err(NotRead::Encrypted);
        }
        let table = match flags & 0x0200 {
            0 => "0Table",
            _ => "1Table",
        };
        Ok(DocStreams {
            table: file.stream(table).ok_or(NotRead::Damaged)?,
            data: file.stream("Data").unwrap_or_default(),
            document,
        })
    }

    /// A structure of the table stream.
    pub fn structure(&self, kind: StructureKind) -> Result<&[u8], NotRead> {
        let place = self.place(kind as usize);
        let found = place.and_then(|(start, len)| self.table.get(start..start.checked_add(len)?));
        found.ok_or(NotRead::Damaged)
    }

    /// The table stream from a structure on, and how long that is: what belongs to it may stand behind it.
    pub fn from(&self, kind: StructureKind) -> Option<(&[u8], usize)> {
        let (start, len) = self.place(kind as usize)?;
        let bytes = self.table.get(start..)?;
        (0 < len && len <= bytes.len()).then_some((bytes, len))
    }

    /// The first byte and the number of bytes of a structure.
    fn place(&self, index: usize) -> Option<(usize, usize)> {
        let at = 0x9a + 8 * index;
        Some((place(&self.document, at)?, place(&self.document, at + 4)?))
    }

    /// How many characters the text has, without notes and headers, which stand behind it.
    pub fn n_letters(&self) -> Result<usize, NotRead> {
        place(&self.document, 0x4c).ok_or(NotRead::Damaged)
    }

    /// The characters of text boxes, which stand behind the text, notes and headers: the first, and behind the last. `None` if there are none.
    pub fn text_boxes(&self) -> Option<(usize, usize)> {
        const LENGTHS: std::ops::Range<usize> = 0..6;
        let mut lengths = LENGTHS.map(|index| place(&self.document, 0x4c + 4 * index));
        let start = lengths.try_fold(0_usize, |sum, len| sum.checked_add(len?))?;
        let len = place(&self.document, 0x4c + 4 * LENGTHS.end)?;
        (len > 0).then(|| Some((start, start.checked_add(len)?)))?
    }
}
