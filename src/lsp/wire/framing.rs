//! The byte stream, cut into messages.
//!
//! In: bytes in any portions. Out: messages one by one, and refusals of what is none. Damage ends with the message that it is in: what stands
//! before the next header is passed over.

use memchr::memmem;

use super::message::{Message, Refused, read};

/// A longer body is taken for a damaged header.
const MAX_BODY: usize = 1 << 28;

/// How many bytes without a header are kept while waiting for one.
const MAX_HEADER: usize = 1 << 13;

/// Buffers of up to this many bytes are used again.
const KEPT_CAPACITY: usize = 1 << 18;

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

    /// The next whole message; `None` when more bytes are needed.
    pub(in crate::lsp) fn next_message(&mut self) -> Option<Result<Message, Refused>> {
        let length = match self.body {
            Some(length) => length,
            None => match self.take_header()? {
                Ok(length) => *self.body.insert(length),
                Err(refused) => return Some(Err(refused)),
            },
        };
        let end = self.start + length;
        let message = read(self.bytes.get_mut(self.start..end)?);
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
        let waiting = self.bytes.get(self.start..).unwrap_or_default();
        let Some(end) = memmem::find(waiting, b"\r\n\r\n") else {
            self.start += waiting.len().saturating_sub(MAX_HEADER);
            return None;
        };
        let length = body_length(waiting.get(..end).unwrap_or_default());
        self.start += end + 4;
        Some(length.ok_or_else(|| Refused {
            reason: "no Content-Length".to_owned(),
            ..Refused::default()
        }))
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
    let of_a_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let begins_here = |&at: &usize| {
        let before = at.checked_sub(1).and_then(|before| header.get(before));
        !before.is_some_and(of_a_name)
    };
    let (name, _) = header
        .windows(NAME.len())
        .enumerate()
        .rfind(|(at, window)| window.eq_ignore_ascii_case(NAME) && begins_here(at))?;
    let value = header
        .get(name + NAME.len()..)?
        .split(|&byte| byte == b'\r')
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
            message(&format!("[{TWO}]")),
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
