//! A compound file, as office programs of before 2007 write them: streams with names in one file.

use std::io::{Cursor, Read};

use super::limits;
use super::unread::NotRead;

/// An opened compound file.
pub(super) struct Compound<'b> {
    file: cfb::CompoundFile<Cursor<&'b [u8]>>,
}

impl<'b> Compound<'b> {
    /// Opens the compound file that a file is.
    pub fn open(bytes: &'b [u8]) -> Result<Self, NotRead> {
        if bytes.len() > limits::FILE {
            return Err(NotRead::TooLarge);
        }
        let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| NotRead::Damaged)?;
        Ok(Compound { file })
    }

    /// A stream; `None` if there is none of this name, or it cannot be read to its end.
    pub fn stream(&mut self, name: &str) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let stream = self.file.open_stream(name).ok()?;
        let read = stream.take(limits::ENTRY).read_to_end(&mut content);
        read.ok().map(|_| content)
    }
}
