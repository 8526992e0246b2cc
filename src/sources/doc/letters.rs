//! The characters of a document in their order: it is written in pieces, which may stand anywhere in the stream.

use encoding_rs::WINDOWS_1252;

use super::super::numbers::{long, place, short};
use super::super::unread::NotRead;

/// A unit of UTF-16, and the byte where the stream has it: what it looks like is told by that.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub unit: u16,
    pub at: usize,
}

/// Characters that mean something else than themselves.
pub(super) mod marks {
    pub const CELL: u16 = 0x07;
    pub const TAB: u16 = 0x09;
    pub const LINE: u16 = 0x0b;
    pub const PAGE: u16 = 0x0c;
    pub const PARAGRAPH: u16 = 0x0d;
    pub const FIELD: u16 = 0x13;
    pub const RESULT: u16 = 0x14;
    pub const FIELD_END: u16 = 0x15;
    pub const HYPHEN: u16 = 0x1e;
}

/// A piece holds this many bytes in the list of pieces.
const PIECE: usize = 8;

/// The first `wanted` characters of a document, by its list of pieces.
pub(super) fn letters(list: &[u8], document: &[u8], wanted: usize) -> Result<Vec<Letter>, NotRead> {
    let pieces = pieces(list).ok_or(NotRead::Damaged)?;
    let n_pieces = pieces.len().saturating_sub(4) / (4 + PIECE);
    let mut letters = Vec::new();
    for number in 0..n_pieces {
        let of_piece = || {
            let start = place(pieces, 4 * number)?;
            let end = place(pieces, 4 * (number + 1))?;
            let stored = long(pieces, 4 * (n_pieces + 1) + PIECE * number + 2)?;
            Some((end.checked_sub(start)?, stored))
        };
        let (len, stored) = of_piece().ok_or(NotRead::Damaged)?;
        let len = len.min(wanted - letters.len());
        copy(document, stored, len, &mut letters).ok_or(NotRead::Damaged)?;
        if letters.len() >= wanted {
            break;
        }
    }
    Ok(letters)
}

/// The list itself, behind what changes single pieces.
fn pieces(list: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    while *list.get(at)? == 1 {
        at += 3 + usize::from(short(list, at + 1)?);
    }
    let len = (*list.get(at)? == 2).then(|| place(list, at + 1))??;
    list.get(at + 5..(at + 5).checked_add(len)?)
}

/// Copies the characters of a piece: of two bytes, or of one where all are Western.
fn copy(document: &[u8], stored: u32, len: usize, letters: &mut Vec<Letter>) -> Option<()> {
    let start = usize::try_from(stored & 0x3fff_ffff).ok()?;
    if stored & 0x4000_0000 == 0 {
        let bytes = document.get(start..start.checked_add(2 * len)?)?;
        let units = bytes.chunks_exact(2).enumerate();
        letters.extend(units.filter_map(|(number, pair)| {
            Some(Letter {
                unit: short(pair, 0)?,
                at: start + 2 * number,
            })
        }));
        return Some(());
    }
    let start = start / 2;
    let bytes = document.get(start..start.checked_add(len)?)?;
    letters.extend((start..).zip(bytes).map(|(at, &byte)| Letter {
        unit: western(byte),
        at,
    }));
    Some(())
}

fn western(byte: u8) -> u16 {
    let bytes = [byte];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    let letter = text.chars().next().map(u32::from);
    letter
        .and_then(|letter| letter.try_into().ok())
        .unwrap_or_default()
}
