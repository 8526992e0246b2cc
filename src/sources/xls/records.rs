//! The records of a stream, one behind the other: what a record is, how long it is, what it holds.

use super::content::RecordContent;
use super::short;

/// What records are. Names are those of what is read of them.
pub(super) mod kinds {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000a;
    pub const LOCKED: u16 = 0x002f;
    /// Something drawn over the sheet.
    pub const DRAWN: u16 = 0x005d;
    /// The rest of what did not fit into the record before.
    pub const CONTINUED: u16 = 0x003c;
    pub const SHEET: u16 = 0x0085;
    pub const NUMBERS: u16 = 0x00bd;
    pub const BLANKS: u16 = 0x00be;
    pub const FORMATTED_TEXT: u16 = 0x00d6;
    pub const MERGED: u16 = 0x00e5;
    pub const SHARED: u16 = 0x00fc;
    pub const SHARED_TEXT: u16 = 0x00fd;
    /// The text of what is drawn.
    pub const DRAWN_TEXT: u16 = 0x01b6;
    pub const BLANK: u16 = 0x0201;
    pub const FLOAT: u16 = 0x0203;
    pub const TEXT: u16 = 0x0204;
    pub const TRUTH: u16 = 0x0205;
    /// The text that the formula before comes to.
    pub const RESULT: u16 = 0x0207;
    pub const NUMBER: u16 = 0x027e;
    pub const BEGIN: u16 = 0x0809;
}

/// A record.
pub(super) struct OldRecord<'s> {
    pub kind: u16,
    pub content: RecordContent<'s>,
}

/// The records of a stream from some place on.
pub(super) struct OldRecords<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> OldRecords<'s> {
    pub fn at(stream: &'s [u8], at: usize) -> Self {
        OldRecords { stream, at }
    }

    /// The byte behind the last record.
    pub fn place(&self) -> usize {
        self.at
    }
}

impl<'s> Iterator for OldRecords<'s> {
    type Item = OldRecord<'s>;

    fn next(&mut self) -> Option<OldRecord<'s>> {
        let kind = short(self.stream, self.at)?;
        let len = usize::from(short(self.stream, self.at + 2)?);
        let content = RecordContent::new(self.stream, self.at + 4, len)?;
        self.at += 4 + len;
        Some(OldRecord { kind, content })
    }
}
