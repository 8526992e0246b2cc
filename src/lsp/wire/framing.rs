//! Messages as they arrive: cut out of the byte stream one by one, and kept from the library if it could not decode them.
//!
//! In: bytes in any portions. Out: whole messages with a canonical header. The library ends the whole session at the first message it cannot
//! decode; here such a message is refused and the session goes on. What a message means is no concern of this module.

use memchr::memmem;
use serde::Deserialize;
use tower_lsp::jsonrpc::Id;

/// A longer body is taken for a damaged header.
const MAX_BODY: usize = 1 << 28;

/// How many bytes without a header are kept while waiting for one.
const MAX_HEADER: usize = 1 << 13;

/// Buffers of up to this many bytes are used again.
const KEPT_CAPACITY: usize = 1 << 18;

/// A message that was left out, with the reason.
#[derive(Debug)]
pub(in crate::lsp) struct Refused(pub(in crate::lsp) String);

/// Cuts a byte stream into messages.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Framer {
    bytes: Vec<u8>,
    /// Everything before is done with.
    start: usize,
    /// Length of the body that begins at `start`, once its header has been read.
    body: Option<usize>,
}

impl Framer {
    /// Takes the next portion of the stream.
    pub(in crate::lsp) fn push(&mut self, portion: &[u8]) {
        if self.start > 0 {
            self.bytes.drain(..self.start);
            self.start = 0;
        }
        self.bytes.extend_from_slice(portion);
    }

    /// Appends the next whole message to `out`; `None` when more bytes are needed.
    pub(in crate::lsp) fn take_message(
        &mut self,
        out: &mut Vec<u8>,
    ) -> Option<Result<(), Refused>> {
        let length = match self.body {
            Some(length) => length,
            None => match self.take_header()? {
                Ok(length) => *self.body.insert(length),
                Err(refused) => return Some(Err(refused)),
            },
        };
        let end = self.start + length;
        let body = self.bytes.get_mut(self.start..end)?;
        repair_lone_surrogates(body);
        let checked = check(body);
        if checked.is_ok() {
            out.extend_from_slice(format!("Content-Length: {length}\r\n\r\n").as_bytes());
            out.extend_from_slice(body);
        }
        self.body = None;
        self.start = end;
        if self.start == self.bytes.len() {
            empty(&mut self.bytes);
            self.start = 0;
        }
        Some(checked)
    }

    /// Reads a header up to its empty line: the length of the body.
    fn take_header(&mut self) -> Option<Result<usize, Refused>> {
        let waiting = self.bytes.get(self.start..).unwrap_or_default();
        let Some(end) = memmem::find(waiting, b"\r\n\r\n") else {
            self.start += waiting.len().saturating_sub(MAX_HEADER);
            return None;
        };
        let length = body_length(waiting.get(..end).unwrap_or_default());
        self.start += end + 4;
        Some(length.ok_or_else(|| Refused("no Content-Length".to_owned())))
    }
}

/// Empties a buffer. One that has grown with a 1 MB paste is given back, or it would be paid for until the editor closes.
pub(in crate::lsp) fn empty(buffer: &mut Vec<u8>) {
    if buffer.capacity() > KEPT_CAPACITY {
        *buffer = Vec::new()
    } else {
        buffer.clear()
    }
}

/// The body length that a header states. What stands before the header, left over from a damaged message, is passed over.
fn body_length(header: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"content-length:";
    let name = header
        .windows(NAME.len())
        .rposition(|window| window.eq_ignore_ascii_case(NAME))?;
    let value = header
        .get(name + NAME.len()..)?
        .split(|&byte| byte == b'\r')
        .next()?;
    let length = std::str::from_utf8(value).ok()?.trim().parse().ok()?;
    (length <= MAX_BODY).then_some(length)
}

/// The parts of a message that the library's decoder insists on.
#[derive(Deserialize)]
struct Envelope<'a> {
    jsonrpc: &'a str,
    #[serde(default, borrow, rename = "method")]
    _method: std::borrow::Cow<'a, str>,
    #[serde(default, rename = "id")]
    _id: Option<Id>,
}

/// Whether the library can decode a body.
fn check(body: &[u8]) -> Result<(), Refused> {
    let refused = |reason: &dyn std::fmt::Display| Refused(reason.to_string());
    let text = std::str::from_utf8(body).map_err(|error| refused(&error))?;
    let envelope: Envelope = serde_json::from_str(text).map_err(|error| refused(&error))?;
    if envelope.jsonrpc == "2.0" {
        Ok(())
    } else {
        Err(refused(&"not JSON-RPC 2.0"))
    }
}

/// Turns each escape of half a surrogate pair into `\uFFFD`. An editor that splits 𠮷 while typing sends such halves, and no JSON decoder
/// takes them. The stand-in is one UTF-16 unit long, too, so later positions still agree.
fn repair_lone_surrogates(body: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', body.get(at..).unwrap_or_default()) {
        at += found;
        match escaped_unit(body, at) {
            Some(0xD800..=0xDBFF)
                if matches!(escaped_unit(body, at + 6), Some(0xDC00..=0xDFFF)) =>
            {
                at += 12
            }
            Some(0xD800..=0xDFFF) => {
                if let Some(digits) = body.get_mut(at + 2..at + 6) {
                    digits.copy_from_slice(b"FFFD");
                }
                at += 6;
            }
            Some(_) => at += 6,
            None => at += 2,
        }
    }
}

/// The UTF-16 unit that a `\uXXXX` at `at` stands for.
fn escaped_unit(body: &[u8], at: usize) -> Option<u16> {
    let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn message(body: &str) -> Vec<u8> {
        format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    }

    /// Bodies that pass, and the number of those refused, when the stream arrives in portions of `size` bytes.
    fn received(stream: &[u8], size: usize) -> (Vec<String>, usize) {
        let mut framer = Framer::default();
        let (mut bodies, mut refused) = (Vec::new(), 0);
        for portion in stream.chunks(size) {
            framer.push(portion);
            let mut out = Vec::new();
            while let Some(taken) = framer.take_message(&mut out) {
                match taken {
                    Ok(()) => {
                        let text = String::from_utf8(std::mem::take(&mut out)).unwrap();
                        let (header, body) = text.split_once("\r\n\r\n").unwrap();
                        assert_eq!(header, format!("Content-Length: {}", body.len()));
                        bodies.push(body.to_owned());
                    }
                    Err(_) => refused += 1,
                }
            }
        }
        (bodies, refused)
    }

    const ONE: &str = r#"{"jsonrpc":"2.0","method":"一","params":{"text":"中\n𠮷"}}"#;
    const TWO: &str = r#"{"jsonrpc":"2.0","id":7,"result":null}"#;

    #[test]
    fn messages_pass_unchanged_in_portions_of_any_size() {
        let stream = [message(ONE), message(TWO), message(ONE)].concat();
        for size in [1, 2, 7, 40, stream.len()] {
            assert_eq!(
                received(&stream, size),
                (vec![ONE.to_owned(), TWO.to_owned(), ONE.to_owned()], 0)
            );
        }
    }

    #[test]
    fn a_message_that_cannot_be_decoded_does_not_touch_the_next() {
        let bad = [
            message("{"),
            message("[]"),
            message(&format!("[{TWO}]")),
            message(r#"{"jsonrpc":"1.0","method":"x"}"#),
            message(r#"{"jsonrpc":"2.0","method":5}"#),
            message(r#"{"jsonrpc":"2.0","id":{},"method":"x"}"#),
            message(""),
            b"Content-Length: 2\r\n\r\n\xff\xfe".to_vec(),
            b"Content-Length: many\r\n\r\n".to_vec(),
            b"Content-Length: 99999999999999\r\n\r\n".to_vec(),
            b"X-Other: 1\r\n\r\n".to_vec(),
        ];
        for bad in bad {
            let stream = [bad.clone(), message(ONE)].concat();
            assert_eq!(
                received(&stream, 5),
                (vec![ONE.to_owned()], 1),
                "{}",
                String::from_utf8_lossy(&bad)
            );
        }
    }

    #[test]
    fn leftovers_of_a_short_length_are_passed_over() {
        let stream = [
            b"Content-Length: 3\r\n\r\n".as_slice(),
            ONE.as_bytes(),
            &message(TWO),
        ]
        .concat();
        assert_eq!(received(&stream, 9), (vec![TWO.to_owned()], 1));
    }

    #[test]
    fn header_names_are_read_in_any_case() {
        let stream = format!(
            "content-type: application/json\r\ncontent-length:{}\r\n\r\n{TWO}",
            TWO.len()
        );
        assert_eq!(received(stream.as_bytes(), 3), (vec![TWO.to_owned()], 0));
    }

    #[test]
    fn half_a_surrogate_pair_becomes_a_stand_in_of_the_same_length() {
        let cases = [
            (r"a\ud842b", r"a\uFFFDb"),
            (r"\udfb7", r"\uFFFD"),
            (r"\ud842\udfb7", r"\ud842\udfb7"),
            (r"\ud842\ud842\udfb7", r"\uFFFD\ud842\udfb7"),
            (r"\\ud842", r"\\ud842"),
            (r"\ud842\n", r"\uFFFD\n"),
            (r"\ud8", r"\ud8"),
            (r"\u4e2d\", r"\u4e2d\"),
        ];
        for (before, after) in cases {
            let mut body = before.as_bytes().to_vec();
            repair_lone_surrogates(&mut body);
            assert_eq!(String::from_utf8(body).unwrap(), after);
        }
    }
}
