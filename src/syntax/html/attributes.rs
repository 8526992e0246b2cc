//! What the tokenizer reads: the source without the attributes of which nothing is asked, and without the tags that say no more than their names. Most
//! of a page that an office program has saved is such.
//!
//! Only lists of attributes that are written by the book are passed over. All others, those that tell how far a cell reaches, and those that may hide
//! what stands in an element, are the tokenizer's.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;

use html5gum::{Readable, Reader};

use super::plain_tags::PlainTag;

/// What a reader passes over, and what it must know for that.
#[derive(Debug, Default)]
pub(super) struct PassedOver {
    /// Whether the name of a start tag is being read.
    in_start_tag: Cell<bool>,
    n_bytes: Cell<usize>,
    /// Whether what stands in a raw element is being read, up to its end tag.
    in_raw: Cell<bool>,
    /// Whole tags, in their order.
    tags: RefCell<Vec<PlainTag>>,
}

/// What the tokenizer looks for where it reads text and tags.
const ENDS_OF_TEXT: &[u8] = b"&<\0\r";

impl PassedOver {
    /// The name of a start tag begins.
    pub(super) fn begin_start_tag(&self) {
        self.in_start_tag.set(true);
    }

    /// A tag has ended.
    pub(super) fn end_tag(&self) {
        self.in_start_tag.set(false);
    }

    /// A raw element begins or ends.
    pub(super) fn set_raw(&self, in_raw: bool) {
        self.in_raw.set(in_raw);
    }

    /// Whether whole tags have been passed over that nobody has taken.
    #[inline]
    pub(super) fn has_tags(&self) -> bool {
        !self.tags.borrow().is_empty()
    }

    /// Takes these, with the room for others.
    pub(super) fn take_tags(&self) -> Vec<PlainTag> {
        self.tags.take()
    }

    /// Gives the room back.
    pub(super) fn give_back(&self, mut tags: Vec<PlainTag>) {
        tags.clear();
        self.tags.replace(tags);
    }

    /// How many bytes of attributes have been passed over since this was last asked.
    pub(super) fn take(&self) -> usize {
        self.n_bytes.take()
    }
}

/// Reads a source for the tokenizer.
pub(super) struct TagReader<'s> {
    pub(super) source: &'s [u8],
    /// What has not been read of the source.
    pub(super) rest: &'s [u8],
    pub(super) passed: &'s PassedOver,
}

impl TagReader<'_> {
    /// Passes over the plain tags that stand next.
    fn pass_tags(&mut self) {
        let mut at = self.source.len() - self.rest.len();
        // Behind a carriage return the tokenizer has to see whether a line feed follows.
        let before = at.checked_sub(1).and_then(|before| self.source.get(before));
        if before == Some(&b'\r') {
            return;
        }
        let mut tags = self.passed.tags.borrow_mut();
        while let Some(tag) = PlainTag::at(self.source, at) {
            at = tag.end;
            tags.push(tag);
        }
        self.rest = self.source.get(at..).unwrap_or_default();
    }
}

impl Reader for TagReader<'_> {
    type Error = Infallible;

    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        self.passed.in_start_tag.set(false);
        Ok(self.rest.split_off_first().copied())
    }

    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        let is_there = self
            .rest
            .to_reader()
            .try_read_string(text, case_sensitive)?;
        if is_there {
            self.rest = self.rest.get(text.len()..).unwrap_or_default();
        }
        Ok(is_there)
    }

    #[inline(always)]
    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        char_buf: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Infallible> {
        if self.rest.first().is_some_and(u8::is_ascii_whitespace)
            && self.passed.in_start_tag.take()
            && let Some(length) = idle_attributes(self.rest)
        {
            self.passed.n_bytes.set(self.passed.n_bytes.get() + length);
            self.rest = self.rest.get(length..).unwrap_or_default();
        }
        let may_be_tag = needle == ENDS_OF_TEXT && self.rest.first() == Some(&b'<');
        if may_be_tag && !self.passed.in_raw.get() {
            self.pass_tags();
        }
        let mut reader = self.rest.to_reader();
        let read = reader.read_until(needle, char_buf)?.map(<[u8]>::len);
        Ok(read.and_then(|length| self.rest.split_off(..length)))
    }
}

/// The length of the attributes behind the name of a tag, if the tag ends behind them and says the same without them.
pub(super) fn idle_attributes(tag: &[u8]) -> Option<usize> {
    let mut rest = tag;
    loop {
        rest = rest.trim_ascii_start();
        if let [b'>', ..] | [b'/', b'>', ..] = rest {
            return Some(tag.len() - rest.len());
        }
        rest = behind_attribute(rest)?;
    }
}

/// What stands behind an attribute, which white space or the end of the tag follows.
fn behind_attribute(text: &[u8]) -> Option<&[u8]> {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_');
    let length = text.iter().position(|byte| !is_of_name(byte))?;
    let (name, rest) = text.split_at(length);
    let end = name.last_chunk::<4>();
    let tells_extent = end.is_some_and(|end| end.eq_ignore_ascii_case(b"span"));
    if name.is_empty() || tells_extent || name.eq_ignore_ascii_case(b"hidden") {
        return None;
    }
    let behind = match rest.strip_prefix(b"=") {
        None => rest,
        Some([quote @ (b'"' | b'\''), value @ ..]) => {
            let end = memchr::memchr(*quote, value)?;
            value.get(end + 1..)?
        }
        Some(value) => {
            let ends_value = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
            let end = value.iter().position(ends_value)?;
            value.get(end..).filter(|_| end > 0)?
        }
    };
    let value = rest.get(..rest.len() - behind.len()).unwrap_or_default();
    if name.eq_ignore_ascii_case(b"style") && may_conceal(value) {
        return None;
    }
    let ends = behind
        .first()
        .is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>');
    (ends || behind.starts_with(b"/>")).then_some(behind)
}

/// Whether a style may hide its element, or strike it out; one that is written with references may say anything.
fn may_conceal(style: &[u8]) -> bool {
    let says = |word: &[u8]| {
        let first = word.first().copied().unwrap_or_default();
        memchr::memchr2_iter(first, first.to_ascii_uppercase(), style).any(|at| {
            let found = style.get(at..at + word.len());
            found.is_some_and(|found| found.eq_ignore_ascii_case(word))
        })
    };
    style.contains(&b'&') || says(b"none") || says(b"line-through")
}

#[cfg(test)]
mod tests {
    use super::super::projector::Projector;
    use super::super::tokens::{feed, tokenize};
    use super::*;

    #[test]
    fn attributes_end_where_the_tag_does() {
        let length = |tag: &str| idle_attributes(tag.as_bytes());
        assert_eq!(length(" class=\"a > b\" lang='x'  >甲"), Some(25));
        assert_eq!(length("\n\tvalign=top style='a:b' nowrap>甲"), Some(31));
        assert_eq!(length(" clear=\"all\" />"), Some(13));
        assert_eq!(length(" href=/a/b/>"), Some(11));
        for odd in [
            " colspan=2>",
            " class=a ROWSPAN='2'>",
            " hidden>",
            " style='color:red; Display: NONE'>",
            " style=text-decoration:line-through>",
            " style='a:&#98;'>",
            " a=b",
            " a=\"b>",
            " a=\"b\"c=d>",
            " =a>",
            " a = b>",
            " a=>",
            " \"a>\">",
            " <p>",
            " a/b>",
        ] {
            assert_eq!(length(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_page_says_the_same_without_its_idle_attributes() {
        const PIECES: &[&str] = &[
            "<td",
            "<td>",
            "</td>",
            "<tr>",
            "<br/>",
            "</>",
            "<p>",
            "</P>",
            "<b>",
            "</b>",
            "<title>",
            "</title>",
            "<p",
            "<span",
            "<script",
            "<title",
            "<!--",
            "-->",
            "</p",
            "</script",
            "</td",
            "<tr",
            "<br",
            ">",
            ">",
            ">",
            "/>",
            " ",
            " ",
            "\r\n",
            "\r",
            " class",
            " colspan",
            " rowspan",
            "=",
            "=",
            "\"",
            "\"",
            "'",
            "'",
            "2",
            "a>b",
            "甲",
            "&lt;",
            "&",
            "/",
            "<",
            "lang=EN-US",
            " style='a:b'",
            " hidden",
            " style='display:none'",
            " x=\"y z\"",
        ];
        let mut rng = fastrand::Rng::with_seed(7);
        for _ in 0..20_000 {
            let page: String = (0..rng.usize(1..24))
                .filter_map(|_| rng.choice(PIECES).copied())
                .collect();
            let mut by_tag = Projector::new(&page);
            tokenize(&page, &mut by_tag);
            let mut by_attribute = Projector::new(&page);
            let (reader, nothing) = (page.to_reader(), PassedOver::default());
            feed(&page, reader, &nothing, &mut by_attribute);
            assert_eq!(by_tag.finish(), by_attribute.finish(), "{page}");
        }
    }
}
