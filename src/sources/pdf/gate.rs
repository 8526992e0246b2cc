//! What is refused before a library sees it: files that would unpack to more than any report needs.
//!
//! A PDF names the filters of each stream before it. Streams that are deflated are inflated here once into nothing and counted; those whose filters are
//! not told in the plain, or grow without being counted, may only be small.

use std::io::{self, Read};

use flate2::bufread::ZlibDecoder;
use memchr::memmem;

use super::super::limits;
use super::super::unread::NotRead;

/// Bytes of a stream that may grow uncounted: some hundred times at most.
pub(super) const UNCOUNTED: usize = 64 << 10;
/// Filters that neither grow much nor are decoded here.
const HARMLESS: [&[u8]; 8] = [
    b"/ASCIIHexDecode",
    b"/ASCII85Decode",
    b"/DCTDecode",
    b"/CCITTFaxDecode",
    b"/JBIG2Decode",
    b"/JPXDecode",
    b"/AHx",
    b"/A85",
];
/// How far before a stream its dictionary may begin.
const DICTIONARY: usize = 8 << 10;
/// Streams deflated several times over.
const LAYERS: usize = 3;

/// Refuses what is too large.
pub(super) fn admit(bytes: &[u8]) -> Result<(), NotRead> {
    if bytes.len() > limits::FILE {
        return Err(NotRead::TooLarge);
    }
    if memmem::find_iter(bytes, b" obj").count() > limits::OBJECTS {
        return Err(NotRead::TooLarge);
    }
    let (mut all, mut n_streams, mut before) = (0, 0, 0);
    for at in memmem::find_iter(bytes, b"stream") {
        if at < before || bytes.get(..at).is_some_and(|head| head.ends_with(b"end")) {
            continue;
        }
        let Some(data) = bytes.get(at + 6..).and_then(after_line_end) else {
            continue;
        };
        let len = memmem::find(data, b"endstream").unwrap_or(data.len());
        let data = data.get(..len).unwrap_or_default();
        let head = bytes
            .get(at.saturating_sub(DICTIONARY)..at)
            .unwrap_or_default();
        all += match filters(dictionary(head)) {
            Filters::Deflate => inflated(data, LAYERS)?,
            Filters::Harmless => len,
            Filters::Unknown if len > UNCOUNTED => return Err(NotRead::TooLarge),
            Filters::Unknown => len,
        };
        before = at + len;
        n_streams += 1;
        if all > limits::STREAMS || n_streams > limits::OBJECTS {
            return Err(NotRead::TooLarge);
        }
    }
    Ok(())
}

fn after_line_end(data: &[u8]) -> Option<&[u8]> {
    data.strip_prefix(b"\r\n")
        .or_else(|| data.strip_prefix(b"\n"))
        .or_else(|| data.strip_prefix(b"\r"))
}

/// The dictionary before a stream: from the last beginning of an object on.
fn dictionary(head: &[u8]) -> &[u8] {
    let start = memmem::rfind(head, b" obj").unwrap_or_default();
    head.get(start..).unwrap_or_default()
}

enum Filters {
    Deflate,
    Harmless,
    Unknown,
}

fn filters(dictionary: &[u8]) -> Filters {
    if dictionary.contains(&b'#') {
        return Filters::Unknown;
    }
    let Some(at) = memmem::find(dictionary, b"/Filter") else {
        return Filters::Harmless;
    };
    let told = dictionary
        .get(at + 7..)
        .unwrap_or_default()
        .trim_ascii_start();
    let told = match told.strip_prefix(b"[") {
        Some(list) => list.split(|&byte| byte == b']').next().unwrap_or_default(),
        None => {
            let end = told
                .iter()
                .skip(1)
                .position(|&byte| !byte.is_ascii_alphanumeric());
            told.get(..end.map_or(told.len(), |end| end + 1))
                .unwrap_or_default()
        }
    };
    let names = told.split(|&byte| byte == b'/').map(<[u8]>::trim_ascii);
    let names: Vec<&[u8]> = names.filter(|name| !name.is_empty()).collect();
    let is_harmless = |name: &&&[u8]| {
        HARMLESS
            .iter()
            .any(|harmless| harmless.get(1..) == Some(**name))
    };
    let others: Vec<&&[u8]> = names.iter().filter(|name| !is_harmless(name)).collect();
    match others.as_slice() {
        [] if !names.is_empty() => Filters::Harmless,
        [name] if [&b"FlateDecode"[..], b"Fl"].contains(*name) => Filters::Deflate,
        _ => Filters::Unknown,
    }
}

/// How many bytes deflated data unpacks to, refused over the limit. Data that is none, or encrypted, counts as it is.
pub(super) fn inflated(data: &[u8], layers: usize) -> Result<usize, NotRead> {
    let most = limits::STREAM as u64;
    let mut first = Vec::new();
    let mut decoder = ZlibDecoder::new(data).take(most + 1);
    let is_read = decoder.by_ref().take(2).read_to_end(&mut first);
    if is_read.is_err() {
        return Ok(data.len());
    }
    let is_deflated_again = matches!(first.as_slice(), [0x78, 0x01 | 0x5E | 0x9C | 0xDA]);
    if is_deflated_again {
        if layers == 0 {
            return Err(NotRead::TooLarge);
        }
        // What does not inflate to its end is read as far as it goes.
        let mut inner = Vec::new();
        let mut decoder = ZlibDecoder::new(data).take(most + 1);
        let _ = decoder.read_to_end(&mut inner);
        let len = inner.len();
        return match len > limits::STREAM {
            true => Err(NotRead::TooLarge),
            false => Ok(len + inflated(&inner, layers - 1)?),
        };
    }
    let mut counted = Counter(first.len());
    let _ = io::copy(&mut decoder, &mut counted);
    match counted.0 > limits::STREAM {
        true => Err(NotRead::TooLarge),
        false => Ok(counted.0.max(data.len())),
    }
}

/// Counts what is written to it.
struct Counter(usize);

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
