//! Where lines end. Besides LF, CRLF and CR, a text from a word processor breaks at U+000B, U+000C, U+0085, U+2028 and U+2029.
//!
//! In: a text, or a stretch of one. Out: its lines, as the reader counts them and as fixes place what they write. Deliberately absent: the
//! positions that editors see; those know just LF, CRLF and CR, see [`crate::text`].

use memchr::{memchr_iter, memchr2};

/// Bytes that are looked at one by one.
const NEAR: usize = 4;

/// The characters that end a line; CR and LF together end one.
const LINE_ENDS: [char; 7] = [
    '\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}',
];

/// Whether a line ends at this character.
pub fn is_line_end(c: char) -> bool {
    LINE_ENDS.contains(&c)
}

/// Whether a line ends somewhere in a text.
pub fn has_line_end(text: &str) -> bool {
    // Line feeds and carriage returns are found by many bytes at once, and the others are rare.
    memchr2(b'\n', b'\r', text.as_bytes()).is_some() || text.contains(is_line_end)
}

/// Whether a text holds nothing that is a space, a tab or a line end, as far as its bytes tell at a glance; `false` says nothing.
pub fn is_plainly_one_word(text: &str) -> bool {
    // U+0085 and U+00A0 begin with C2, U+1680 with E1, U+2000 and what follows with E2, U+3000 with E3 80.
    let ends_it = |pair: &[u8]| matches!(pair, [0..=b' ' | 0xc2 | 0xe1 | 0xe2, _] | [0xe3, 0x80]);
    let bytes = text.as_bytes();
    !bytes.windows(2).any(ends_it) && bytes.last().is_some_and(|&last| last > b' ')
}

/// The line end to write into `text`: the first of LF, CRLF and CR in it; LF if it has none.
pub fn newline_of(text: &str) -> &'static str {
    match memchr2(b'\n', b'\r', text.as_bytes()) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// Where the line after the one that holds byte `at` begins; `None` if there is none.
pub fn next_line(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let end = rest.find(is_line_end)?;
    let behind = match rest[end..].starts_with("\r\n") {
        true => end + 2,
        false => end + rest[end..].chars().next().map_or(0, char::len_utf8),
    };
    Some(at + behind)
}

/// The line end directly before a byte of the text, for one more like it.
pub fn line_end_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let without = before.strip_suffix(is_line_end).unwrap_or(before);
    let start = match before.ends_with('\n') && without.ends_with('\r') {
        true => without.len() - 1,
        false => without.len(),
    };
    match &before[start..] {
        "" => newline_of(text),
        end => end,
    }
}

/// The lines of `text[start..end]` as (first byte, byte after the last, line ends at its close: 1, or 0 for the last).
pub(crate) fn lines(text: &str, start: usize, end: usize) -> Lines<'_> {
    let bytes = text.as_bytes().get(start..end).unwrap_or_default();
    let odd_breaks = memchr2(0x0B, 0x0C, bytes).is_some()
        || memchr_iter(0xC2, bytes).any(|at| bytes.get(at + 1) == Some(&0x85))
        || has_separators(bytes);
    Lines {
        text,
        at: start,
        end: start + bytes.len(),
        odd_breaks,
        done: bytes.is_empty(),
    }
}

/// Whether U+2028 or U+2029 (`E2 80 A8`, `E2 80 A9`) occurs.
fn has_separators(bytes: &[u8]) -> bool {
    memchr2(0xA8, 0xA9, bytes).is_some()
        && [b"\xE2\x80\xA8", b"\xE2\x80\xA9"]
            .iter()
            .any(|mark| memchr::memmem::find(bytes, *mark).is_some())
}

/// Iterator of [`lines`].
pub(crate) struct Lines<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    odd_breaks: bool,
    done: bool,
}

impl Iterator for Lines<'_> {
    type Item = (usize, usize, u32);

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let start = self.at;
        let bytes = &self.text.as_bytes()[start..self.end];
        let found = if self.odd_breaks {
            self.text[start..self.end].find(is_line_end)
        } else {
            // Where every cell has a line of its own, lines are shorter than it takes to start a search.
            let mut near = bytes.iter().take(NEAR);
            let near = near.position(|byte| matches!(byte, b'\n' | b'\r'));
            near.or_else(|| Some(NEAR + memchr2(b'\n', b'\r', bytes.get(NEAR..)?)?))
        };
        let Some(length) = found else {
            self.done = true;
            return Some((start, self.end, 0));
        };
        let width = match bytes[length] {
            b'\r' if bytes.get(length + 1) == Some(&b'\n') => 2,
            0xC2 => 2,
            0xE2 => 3,
            _ => 1,
        };
        self.at = start + length + width;
        self.done = self.at >= self.end;
        Some((start, start + length, 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_whatever_ends_them() {
        let text = "甲\n乙\r\n丙\r丁\u{b}戊\u{c}己\u{85}庚\u{2028}辛\u{2029}壬";
        let read = lines(text, 0, text.len()).map(|(start, end, _)| &text[start..end]);
        let read: Vec<&str> = read.collect();
        assert_eq!(read, ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬"]);
        let mut walked = vec![0];
        while let Some(next) = walked.last().and_then(|&at| next_line(text, at)) {
            walked.push(next);
        }
        let starts: Vec<usize> = lines(text, 0, text.len())
            .map(|(start, ..)| start)
            .collect();
        assert_eq!(walked, starts);
    }

    #[test]
    fn a_line_end_is_written_like_the_one_before() {
        assert_eq!(line_end_before("甲\r\n", "甲\r\n".len()), "\r\n");
        assert_eq!(
            line_end_before("甲\n\u{2028}", "甲\n\u{2028}".len()),
            "\u{2028}"
        );
        assert_eq!(line_end_before("甲\r乙", "甲\r乙".len()), "\r");
        assert_eq!(line_end_before("", 0), "\n");
    }
}
