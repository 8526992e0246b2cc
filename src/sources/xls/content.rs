//! What a record holds, read from its beginning to its end and on into the records that continue it.

use super::records::kinds;
use super::short;

/// Texts whose characters take two bytes.
const WIDE: u8 = 1;
/// Texts with something more behind them, such as how they are pronounced.
const EXTENDED: u8 = 4;
/// Texts in several fonts.
const FORMATTED: u8 = 8;

/// The rest of what a record holds. Everything is `None` behind its end.
#[derive(Clone)]
pub(super) struct RecordContent<'s> {
    stream: &'s [u8],
    at: usize,
    /// Behind the last byte of the record, where the next one begins.
    end: usize,
}

impl<'s> RecordContent<'s> {
    pub fn new(stream: &'s [u8], start: usize, len: usize) -> Option<Self> {
        let end = start.checked_add(len)?;
        (end <= stream.len()).then_some(RecordContent {
            stream,
            at: start,
            end,
        })
    }

    /// How many bytes are left of the record itself.
    pub fn left(&self) -> usize {
        self.end - self.at
    }

    /// Goes on into the record that continues this one.
    fn go_on(&mut self) -> Option<()> {
        let kind = short(self.stream, self.end)?;
        let len = usize::from(short(self.stream, self.end + 2)?);
        let next = RecordContent::new(self.stream, self.end + 4, len)?;
        (kind == kinds::CONTINUED).then(|| *self = next)
    }

    pub fn byte(&mut self) -> Option<u8> {
        while self.at == self.end {
            self.go_on()?;
        }
        let byte = *self.stream.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut out = [0; N];
        for byte in &mut out {
            *byte = self.byte()?;
        }
        Some(out)
    }

    pub fn short(&mut self) -> Option<u16> {
        self.bytes().map(u16::from_le_bytes)
    }

    pub fn long(&mut self) -> Option<u32> {
        self.bytes().map(u32::from_le_bytes)
    }

    pub fn eight(&mut self) -> Option<[u8; 8]> {
        self.bytes()
    }

    fn skip(&mut self, mut wanted: usize) -> Option<()> {
        while wanted > self.left() {
            wanted -= self.left();
            self.go_on()?;
        }
        self.at += wanted;
        Some(())
    }

    /// A text of so many units, without what is said of its fonts and how it is pronounced.
    pub fn string(&mut self, n_units: usize) -> Option<String> {
        let flags = self.byte()?;
        let n_fonts = match flags & FORMATTED {
            0 => 0,
            _ => usize::from(self.short()?),
        };
        let n_more = match flags & EXTENDED {
            0 => 0,
            _ => usize::try_from(self.long()?).ok()?,
        };
        let text = self.letters(n_units, flags & WIDE != 0)?;
        self.skip(4 * n_fonts)?;
        self.skip(n_more)?;
        Some(text)
    }

    /// A text with its length in front.
    pub fn long_string(&mut self) -> Option<String> {
        let n_units = self.short()?;
        self.string(usize::from(n_units))
    }

    /// Units of a text. Where it goes on in another record, a byte says whether they are wide there.
    fn letters(&mut self, n_units: usize, mut is_wide: bool) -> Option<String> {
        let mut units = Vec::new();
        while units.len() < n_units {
            if self.at == self.end {
                self.go_on()?;
                is_wide = self.byte()? & WIDE != 0;
            }
            units.push(match is_wide {
                true => self.short()?,
                false => u16::from(self.byte()?),
            });
        }
        let letters = char::decode_utf16(units);
        Some(
            letters
                .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect(),
        )
    }
}
