//! The byte stream, cut into messages.
//!
//! In: bytes in any portions. Out: messages one by one, and refusals of what is none. Damage ends with the message that it is in: what stands
//! before the next header is passed over, but not in silence if it may have told a text.

use std::collections::VecDeque;

use memchr::{memchr2_iter, memmem};
use tower_lsp::jsonrpc::Id;

use super::batch::several;
use super::message::{Lost, Message, Refused, may_tell_text, read};

/// A longer body is taken for a damaged header.
const MAX_BODY: usize = 1 << 28;

/// How many bytes without a header are kept while waiting for one.
const MAX_HEADER: usize = 1 << 13;

/// Buffers of up to this many bytes are used again.
const KEPT_CAPACITY: usize = 1 << 18;

const LENGTH: &[u8] = b"content-length:";

/// Cuts a byte stream into messages.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Framer {
    bytes: Vec<u8>,
    /// Everything before is done with.
    start: usize,
    /// Length of the body that begins at `start`, once its header has been read.
    body: Option<usize>,
    /// The messages that are left of a body that held several.
    batch: VecDeque<Refused>,
    /// Whether a text may have been told in what was passed over.
    passed_over_text: bool,
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

    /// The next whole message; `None` when more bytes are needed.
    pub(in crate::lsp) fn next_message(&mut self) -> Option<Result<Message, Refused>> {
        if let Some(refused) = self.batch.pop_front() {
            return Some(Err(refused));
        }
        let length = match self.body {
            Some(length) => length,
            None => match self.take_header()? {
                Ok(length) => *self.body.insert(length),
                Err(refused) => return Some(Err(refused)),
            },
        };
        let end = self.start + length;
        let body = self.bytes.get_mut(self.start..end)?;
        let message = match several(body) {
            Some((first, others)) => {
                self.batch = others;
                Err(first)
            }
            None => read(body),
        };
        self.body = None;
        self.start = end;
        if self.start == self.bytes.len() {
            empty(&mut self.bytes);
            self.start = 0;
        }
        Some(message)
    }

    /// Reads a header up to its empty line: the length of the body.
    fn take_header(&mut self) -> Option<Result<usize, Refused>> {
        loop {
            let waiting = self.bytes.get(self.start..).unwrap_or_default();
            let Some(end) = header_end(waiting) else {
                let surplus = waiting.len().saturating_sub(MAX_HEADER);
                self.passed_over_text |= surplus > 0 && may_tell_text(waiting);
                self.start += surplus;
                return None;
            };
            let header = waiting.get(..end).unwrap_or_default();
            let (length, is_empty) = (body_length(header), header.trim_ascii().is_empty());
            let tells_text = may_tell_text(header);
            self.start += end;
            if std::mem::take(&mut self.passed_over_text) || tells_text {
                // The body follows all the same.
                self.body = length;
                return Some(Err(Refused {
                    reason: "bytes that belong to no message".to_owned(),
                    lost: Some(Lost::OfSome),
                    ..Refused::default()
                }));
            }
            match length {
                // Some put empty lines between messages.
                None if is_empty => {}
                Some(length) => return Some(Ok(length)),
                None => {
                    return Some(Err(Refused {
                        reason: "no Content-Length that can be used".to_owned(),
                        id: Some(Id::Null),
                        ..Refused::default()
                    }));
                }
            }
        }
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

/// Where a header is over: behind an empty line. Lines may end in LF alone, but in what is left over from a damaged message that is no sign of a header.
fn header_end(waiting: &[u8]) -> Option<usize> {
    let usual = memmem::find(waiting, b"\r\n\r\n").map(|at| at + 4);
    let looked_at = waiting.get(..usual.unwrap_or(waiting.len()))?;
    let bare = length_names(looked_at).next().and_then(|name| {
        let lines = memchr::memchr_iter(b'\n', looked_at.get(name..)?);
        lines.map(|at| name + at + 1).find_map(|at| {
            let next = looked_at.get(at..)?;
            let empty = if next.starts_with(b"\n") { 1 } else { 2 };
            (empty == 1 || next.starts_with(b"\r\n")).then_some(at + empty)
        })
    });
    bare.or(usual)
}

/// Where a header names the length of the body.
fn length_names(header: &[u8]) -> impl Iterator<Item = usize> {
    let of_a_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    memchr2_iter(b'c', b'C', header).filter(move |&at| {
        let name = header.get(at..at + LENGTH.len());
        let before = at.checked_sub(1).and_then(|before| header.get(before));
        name.is_some_and(|name| name.eq_ignore_ascii_case(LENGTH))
            && !before.is_some_and(|&byte| of_a_name(byte))
    })
}

/// The body length that a header states. What stands before the header, left over from a damaged message, is passed over.
fn body_length(header: &[u8]) -> Option<usize> {
    let name = length_names(header).last()?;
    let value = header
        .get(name + LENGTH.len()..)?
        .split(|byte| matches!(byte, b'\r' | b'\n'))
        .next()?;
    let length = std::str::from_utf8(value).ok()?.trim().parse().ok()?;
    (length <= MAX_BODY).then_some(length)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn message(body: &str) -> Vec<u8> {
        format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    }

    /// What passes, and the number of those refused, when the stream arrives in portions of `size` bytes.
    fn received(stream: &[u8], size: usize) -> (Vec<String>, usize) {
        let mut framer = Framer::default();
        let (mut passed, mut refused) = (Vec::new(), 0);
        for portion in stream.chunks(size) {
            framer.push(portion);
            while let Some(taken) = framer.next_message() {
                match taken {
                    Ok(Message::Request(request)) => passed.push(request.method().to_owned()),
                    Ok(Message::Response(response)) => passed.push(response.id().to_string()),
                    Ok(Message::Number(id)) => passed.push(id.to_string()),
                    Ok(Message::Change(_)) => passed.push("an edit".to_owned()),
                    Ok(Message::Doubled(name, _)) => passed.push(name),
                    Err(_) => refused += 1,
                }
            }
        }
        (passed, refused)
    }

    const ONE: &str = r#"{"jsonrpc":"2.0","method":"一","params":{"text":"中\n𠮷"}}"#;
    const TWO: &str = r#"{"jsonrpc":"2.0","id":7,"result":null}"#;

    #[test]
    fn messages_pass_in_portions_of_any_size() {
        let stream = [message(ONE), message(TWO), message(ONE)].concat();
        for size in [1, 2, 7, 40, stream.len()] {
            let (passed, refused) = received(&stream, size);
            assert_eq!((passed.join(" "), refused), ("一 7 一".to_owned(), 0));
        }
    }

    #[test]
    fn a_message_that_cannot_be_decoded_does_not_touch_the_next() {
        let bad = [
            message("{"),
            message("[]"),
            message("[1,"),
            message(r#"{"jsonrpc":"1.0","method":"x"}"#),
            message(""),
            b"Content-Length: 2\r\n\r\n\xff\xfe".to_vec(),
            b"Content-Length: many\r\n\r\n".to_vec(),
            b"Content-Length: 99999999999999\r\n\r\n".to_vec(),
            b"X-Other: 1\r\n\r\n".to_vec(),
            b"X-Content-Length: 9\r\n\r\n".to_vec(),
        ];
        for bad in bad {
            let stream = [bad.clone(), message(ONE)].concat();
            assert_eq!(
                received(&stream, 5),
                (vec!["一".to_owned()], 1),
                "{}",
                String::from_utf8_lossy(&bad)
            );
        }
    }

    #[test]
    fn a_header_of_another_name_says_nothing_about_the_length() {
        for header in [
            format!("X-Content-Length: 3\r\nContent-Length: {}", TWO.len()),
            format!("Content-Length: {}\r\nX-Content-Length: 3", TWO.len()),
            format!("Content-Length: {}\r\nOld_content-length: 3", TWO.len()),
        ] {
            let stream = format!("{header}\r\n\r\n{TWO}");
            assert_eq!(
                received(stream.as_bytes(), 4),
                (vec!["7".to_owned()], 0),
                "{header}"
            );
        }
    }

    #[test]
    fn lines_of_a_header_may_end_in_a_line_feed_alone() {
        for header in [
            format!("Content-Length: {}\n\n", TWO.len()),
            format!("Content-Type: x\ncontent-length: {}\n\n", TWO.len()),
            format!("Content-Length: {}\nContent-Type: x\r\n\n", TWO.len()),
            format!("Content-Length: {}\r\nContent-Type: x\n\r\n", TWO.len()),
        ] {
            let stream = format!("{header}{TWO}{header}{TWO}");
            for size in [1, 3, stream.len()] {
                let (passed, refused) = received(stream.as_bytes(), size);
                assert_eq!(
                    (passed.join(" "), refused),
                    ("7 7".to_owned(), 0),
                    "{header:?}"
                );
            }
        }
        // What is left over from a damaged message has empty lines, too.
        let stream = [b"{\n\n}\n\n".as_slice(), &message(TWO)].concat();
        assert_eq!(received(&stream, 5), (vec!["7".to_owned()], 0));
    }

    #[test]
    fn empty_lines_between_messages_are_none() {
        let stream = [
            b"\r\n\r\n\n".as_slice(),
            &message(TWO),
            b"\r\n\r\n\r\n",
            &message(TWO),
        ]
        .concat();
        for size in [1, 4, stream.len()] {
            assert_eq!(received(&stream, size), (vec!["7".to_owned(); 2], 0));
        }
    }

    #[test]
    fn messages_in_one_body_are_refused_one_by_one() {
        let stream = [message(&format!("[{ONE},{TWO},3,{ONE}]")), message(TWO)].concat();
        assert_eq!(received(&stream, 11), (vec!["7".to_owned()], 4));
    }

    #[test]
    fn a_text_told_in_bytes_of_no_message_is_known_to_be_lost() {
        let told = r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{}}"#;
        let filler = "又一行".repeat(MAX_HEADER);
        for stray in [
            told.to_owned(),
            format!("Content-Length: -3\r\n\r\n{told}"),
            format!("Content-Length: 2\r\n\r\n{told}"),
            format!("{told}{filler}"),
            format!("X: {filler}\r\n\r\n{told}"),
        ] {
            let stream = [stray.as_bytes(), &message(TWO)].concat();
            for size in [7, 1 << 12, stream.len()] {
                let mut framer = Framer::default();
                let (mut lost, mut passed) = (0, 0);
                for portion in stream.chunks(size) {
                    framer.push(portion);
                    while let Some(taken) = framer.next_message() {
                        match taken {
                            Ok(_) => passed += 1,
                            Err(refused) => lost += usize::from(refused.lost == Some(Lost::OfSome)),
                        }
                    }
                }
                assert_eq!((lost, passed), (1, 1), "{size}: {stray:.80}");
            }
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
        assert_eq!(received(&stream, 9), (vec!["7".to_owned()], 1));
    }

    #[test]
    fn header_names_are_read_in_any_case() {
        let stream = format!(
            "content-type: application/json\r\ncontent-length:{}\r\n\r\n{TWO}",
            TWO.len()
        );
        assert_eq!(received(stream.as_bytes(), 3), (vec!["7".to_owned()], 0));
    }
}
