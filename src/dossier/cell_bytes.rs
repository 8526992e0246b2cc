//! The cells of a table as bytes: most numbers are small, and most cells stand a little behind the one before, so that a few bytes hold each.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

use super::CellDigest;
use crate::door::Span;

/// Stands for no number.
const NOTHING: u64 = 0;
/// Stands before a number that is written whole.
const WHOLE: u64 = 1;
/// The least of the numbers that stand for small ones.
const FIRST: u64 = 2;

pub(super) fn serialize<S: Serializer>(cells: &[CellDigest], to: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(4 * cells.len());
    let mut end = 0;
    for cell in cells {
        match cell.number.map(|number| folded(number).checked_add(FIRST)) {
            None => push(NOTHING, &mut bytes),
            Some(Some(small)) => push(small, &mut bytes),
            Some(None) => {
                push(WHOLE, &mut bytes);
                bytes.extend(cell.number.unwrap_or_default().to_le_bytes());
            }
        }
        let Span {
            start, end: own, ..
        } = cell.span;
        push(folded(i64::from(start) - end), &mut bytes);
        push(folded(i64::from(own) - i64::from(start)), &mut bytes);
        end = i64::from(own);
    }
    to.serialize_bytes(&bytes)
}

pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Box<[CellDigest]>, D::Error> {
    let mut bytes = <&[u8]>::deserialize(from)?;
    let mut cells = Vec::with_capacity(bytes.len() / 3);
    let mut end = 0;
    while !bytes.is_empty() {
        let cell = next_cell(&mut bytes, end);
        let cell = cell.ok_or_else(|| D::Error::custom("cut short"))?;
        end = i64::from(cell.span.end);
        cells.push(cell);
    }
    Ok(cells.into())
}

/// The next cell behind one that ends there.
fn next_cell(bytes: &mut &[u8], end: i64) -> Option<CellDigest> {
    let number = match take(bytes)? {
        NOTHING => None,
        WHOLE => {
            let (whole, rest) = bytes.split_first_chunk()?;
            *bytes = rest;
            Some(i64::from_le_bytes(*whole))
        }
        small => Some(unfolded(small - FIRST)),
    };
    let start = end.checked_add(unfolded(take(bytes)?))?;
    let end = start.checked_add(unfolded(take(bytes)?))?;
    let place = |at: i64| u32::try_from(at).ok();
    Some(CellDigest {
        number,
        span: Span::over(place(start)?, place(end)?),
    })
}

/// Numbers near 0 on either side as small ones.
fn folded(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

fn unfolded(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// Seven bits a byte, the least first; the last byte has no eighth bit.
fn push(mut number: u64, bytes: &mut Vec<u8>) {
    while number > 0x7f {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde::Serialize;

    use super::*;

    #[derive(Serialize, Deserialize)]
    struct Cells(#[serde(with = "super")] Box<[CellDigest]>);

    #[test]
    fn cells_come_back_as_they_were_and_what_is_cut_short_does_not() {
        let numbers = [0, 1, -1, 63, 64, 1_234_567, i64::MAX, i64::MIN].map(Some);
        let spans = [(5, 9), (12, 12), (0, 0), (u32::MAX - 1, u32::MAX), (3, 700)];
        let cells = numbers.into_iter().chain([None]).flat_map(|number| {
            spans.map(|(start, end)| CellDigest {
                number,
                span: Span::over(start, end),
            })
        });
        let cells = Cells(cells.collect());
        let bytes = postcard::to_allocvec(&cells).unwrap();
        let back: Cells = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(back.0, cells.0);
        let mut cut: &[u8] = &[FIRST as u8, 2];
        assert_eq!(next_cell(&mut cut, 0), None);
        assert_eq!(take(&mut [0xff; 11].as_slice()), None);
    }
}
