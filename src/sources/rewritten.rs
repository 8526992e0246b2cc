//! A package with one entry changed: every other byte of it stays as it is, but for the offsets that move.
//!
//! In: a package and the new content of an entry. Out: the new package, or `None` where it is laid out in a way that no office program uses.

use flate2::{Compress, Compression, Crc, FlushCompress, Status};

const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
const STREAMED: u16 = 1 << 3;
const ENCRYPTED: u16 = 1;

/// A record of the directory at the end of a package.
struct ZipRecord<'b> {
    /// Where it begins.
    at: usize,
    name: &'b [u8],
    flags: u16,
    method: u16,
    packed: u32,
    /// Where the entry itself begins.
    offset: u32,
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

fn set(bytes: &mut [u8], at: usize, value: &[u8]) -> Option<()> {
    let place = bytes.get_mut(at..at.checked_add(value.len())?)?;
    place.copy_from_slice(value);
    Some(())
}

fn add(bytes: &mut [u8], at: usize, shift: i64) -> Option<()> {
    let moved = u32::try_from(i64::from(long(bytes, at)?) + shift).ok()?;
    set(bytes, at, &moved.to_le_bytes())
}

/// The records of the directory, and where the end record begins.
fn directory(bytes: &[u8]) -> Option<(Vec<ZipRecord<'_>>, usize)> {
    let end = memchr::memmem::rfind(bytes, END)?;
    let (number, mut at) = (short(bytes, end + 10)?, long(bytes, end + 16)? as usize);
    let mut records = Vec::with_capacity(usize::from(number));
    for _ in 0..number {
        let record = bytes.get(at..)?;
        let name_len = usize::from(short(record, 28)?);
        let further = usize::from(short(record, 30)?) + usize::from(short(record, 32)?);
        records.push(ZipRecord {
            at,
            name: record.get(46..46 + name_len)?,
            flags: short(record, 8)?,
            method: short(record, 10)?,
            packed: long(record, 20)?,
            offset: long(record, 42)?,
        });
        if !record.starts_with(ENTRY) {
            return None;
        }
        at += 46 + name_len + further;
    }
    (at <= end).then_some((records, end))
}

/// The package with `content` as the entry of this name.
pub(super) fn with_entry(bytes: &[u8], name: &str, content: &[u8]) -> Option<Vec<u8>> {
    let (records, end) = directory(bytes)?;
    let is_named = |record: &&ZipRecord| record.name.eq_ignore_ascii_case(name.as_bytes());
    let record = records.iter().find(is_named)?;
    if record.flags & ENCRYPTED != 0 || record.offset == u32::MAX {
        return None;
    }
    let start = record.offset as usize;
    let local = bytes.get(start..)?;
    if !local.starts_with(LOCAL) {
        return None;
    }
    let header = 30 + usize::from(short(local, 26)?) + usize::from(short(local, 28)?);
    let data_end = start + header + record.packed as usize;
    let old_end = data_end + descriptor(bytes, data_end, record)?;
    let packed = match record.method {
        0 => content.to_vec(),
        8 => deflated(content)?,
        _ => return None,
    };
    let mut crc = Crc::new();
    crc.update(content);
    let sizes = Sizes {
        crc: crc.sum(),
        packed: u32::try_from(packed.len()).ok()?,
        unpacked: u32::try_from(content.len()).ok()?,
        flags: record.flags & !STREAMED,
    };
    let mut out = Vec::with_capacity(bytes.len() + packed.len());
    out.extend_from_slice(bytes.get(..start + header)?);
    sizes.write(&mut out, start + 6, start + 14)?;
    out.extend_from_slice(&packed);
    let shift = i64::try_from(out.len()).ok()? - i64::try_from(old_end).ok()?;
    out.extend_from_slice(bytes.get(old_end..)?);
    let moved = |at: usize| usize::try_from(i64::try_from(at).ok()? + shift).ok();
    for other in &records {
        let at = moved(other.at)?;
        if other.offset > record.offset {
            add(&mut out, at + 42, shift)?;
        }
    }
    let at = moved(record.at)?;
    sizes.write(&mut out, at + 8, at + 16)?;
    add(&mut out, moved(end)? + 16, shift)?;
    Some(out)
}

/// How long what stands behind the data of an entry is, where its sizes are told there.
fn descriptor(bytes: &[u8], data_end: usize, record: &ZipRecord<'_>) -> Option<usize> {
    if record.flags & STREAMED == 0 {
        return Some(0);
    }
    let behind = bytes.get(data_end..)?;
    let len = if behind.starts_with(b"PK\x07\x08") {
        16
    } else {
        12
    };
    (behind.len() > len).then_some(len)
}

/// What the headers of an entry say of its content.
struct Sizes {
    crc: u32,
    packed: u32,
    unpacked: u32,
    flags: u16,
}

impl Sizes {
    /// Writes them into a header: the flags at one place, the others in a row at another.
    fn write(&self, out: &mut [u8], flags: usize, others: usize) -> Option<()> {
        set(out, flags, &self.flags.to_le_bytes())?;
        set(out, others, &self.crc.to_le_bytes())?;
        set(out, others + 4, &self.packed.to_le_bytes())?;
        set(out, others + 8, &self.unpacked.to_le_bytes())
    }
}

fn deflated(content: &[u8]) -> Option<Vec<u8>> {
    let mut compress = Compress::new(Compression::default(), false);
    let mut out = Vec::with_capacity(content.len() / 4 + 1024);
    loop {
        let done = usize::try_from(compress.total_in()).ok()?;
        let rest = content.get(done..)?;
        let status = compress.compress_vec(rest, &mut out, FlushCompress::Finish);
        match status.ok()? {
            Status::StreamEnd => return Some(out),
            Status::Ok | Status::BufError => out.reserve(content.len() / 4 + 1024),
        }
    }
}
