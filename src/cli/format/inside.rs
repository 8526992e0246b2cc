//! What a file in a container is: by the entries of a zip, by the streams of a compound file.

use std::io::{self, Read, Seek, SeekFrom};

use memchr::memmem;

use super::Container::{Compound, Zip};
use super::{
    DOC, DOCX, ENTRIES, ET, Format, LOOKED_AT, ODS, ODT, OFFICE, STREAMS, WPS, XLS, XLSX, ZIP,
    ZIP_END, by_ending,
};

/// WPS writes both its own kinds of containers and those of Office.
fn of_ending(found: Format, ending: &str) -> Format {
    match by_ending(ending) {
        Some(own) if own == WPS && (found == DOC || found == DOCX) => own,
        Some(own) if own == ET && (found == XLS || found == XLSX) => own,
        _ => found,
    }
}

/// The beginning and the end of a file; the same bytes twice if it is short.
pub(super) fn ends(file: &mut (impl Read + Seek)) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let length = file.seek(SeekFrom::End(0))?;
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    file.rewind()?;
    file.by_ref().take(LOOKED_AT).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(length.saturating_sub(LOOKED_AT)))?;
    file.by_ref().take(LOOKED_AT).read_to_end(&mut tail)?;
    Ok((head, tail))
}

pub(super) fn in_zip(file: &mut (impl Read + Seek), ending: &str) -> io::Result<Format> {
    let (head, tail) = ends(file)?;
    let holds = |entry: &[u8]| names_entry(&head, entry) || names_entry(&tail, entry);
    let entry = ENTRIES.iter().find(|(entry, _)| holds(entry));
    if let Some((_, format)) = entry {
        return Ok(of_ending(*format, ending));
    }
    // Packed anew by other hands, the entry that says what it is may stand anywhere, or be compressed.
    let own = by_ending(ending).filter(|own| *own == ODT || *own == ODS);
    if let Some(own) = own.filter(|_| holds(b"content.xml")) {
        return Ok(own);
    }
    // What was cut off may have been anything.
    let is_whole = memmem::find(&tail, ZIP_END).is_some();
    let named = by_ending(ending).filter(|format| format.container == Zip && !is_whole);
    Ok(named.unwrap_or(ZIP))
}

/// Whether the name of an entry begins with `entry`, and not merely holds it, as `password/` does.
fn names_entry(bytes: &[u8], entry: &[u8]) -> bool {
    memmem::find_iter(bytes, entry).any(|at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        before.is_some_and(|letter| !letter.is_ascii_graphic() || *letter >= 0x80)
    })
}

pub(super) fn in_compound(file: &mut (impl Read + Seek), ending: &str) -> io::Result<Format> {
    let (mut looked_at, tail) = ends(file)?;
    // Where its directory begins: the sector's number, and the power of two that is a sector's size.
    let number = |at: usize, length: usize| {
        let bytes = looked_at.get(at..at + length)?;
        Some(
            bytes
                .iter()
                .rev()
                .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)),
        )
    };
    let sector = number(48, 4).zip(number(30, 2).filter(|power| *power <= 16));
    looked_at.extend(tail);
    if let Some((sector, power)) = sector {
        file.seek(SeekFrom::Start((sector + 1) << power))?;
        file.by_ref().take(4096).read_to_end(&mut looked_at)?;
    }
    let holds = |stream: &str| {
        let name: Vec<u8> = stream.bytes().flat_map(|letter| [letter, 0]).collect();
        memmem::find(&looked_at, &name).is_some()
    };
    let held: Vec<Format> = STREAMS
        .iter()
        .filter(|(stream, _)| holds(stream))
        .map(|(_, format)| of_ending(*format, ending))
        .collect();
    // A workbook may hold a document, and a document a workbook.
    let own = by_ending(ending).filter(|own| held.contains(own));
    if let Some(found) = own.or(held.first().copied()) {
        return Ok(found);
    }
    let named = by_ending(ending).filter(|format| format.container == Compound);
    Ok(named.unwrap_or(OFFICE))
}
