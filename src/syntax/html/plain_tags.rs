//! Whole tags that the tokenizer need not read: written by the book, with no attributes but those of which nothing is asked. Nearly all of a page are
//! such, and they are short.
//!
//! In: a source and a place. Out: the [`PlainTag`] there, if it is one. All others are the tokenizer's, and those that change how it reads on.

use super::attributes::idle_attributes;
use super::elements::{Element, MAX_NAME, element};

/// A tag that says no more than its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlainTag {
    pub(super) element: Element,
    /// The byte of `<`.
    pub(super) start: usize,
    /// The byte after `>`.
    pub(super) end: usize,
    pub(super) is_end: bool,
    pub(super) self_closing: bool,
}

impl PlainTag {
    /// The tag that begins at a byte.
    pub(super) fn at(source: &[u8], start: usize) -> Option<PlainTag> {
        let opened = source.get(start..)?.strip_prefix(b"<")?;
        let (is_end, named) = match opened.strip_prefix(b"/") {
            Some(named) => (true, named),
            None => (false, opened),
        };
        let mut name = [0; MAX_NAME];
        let mut length = 0;
        for (slot, byte) in name.iter_mut().zip(named) {
            if !byte.is_ascii_alphanumeric() {
                break;
            }
            *slot = byte.to_ascii_lowercase();
            length += 1;
        }
        let (name, behind) = (name.get(..length)?, named.get(length..)?);
        let element = element(name);
        let begins_name = name.first().is_some_and(u8::is_ascii_alphabetic);
        if !begins_name || matches!(element, Element::Raw(_)) {
            return None;
        }
        let closed = match behind {
            [b'>', ..] => behind,
            [b' ' | b'\t' | b'\r' | b'\n' | b'/', ..] if !is_end => {
                behind.get(idle_attributes(behind)?..)?
            }
            _ => return None,
        };
        let self_closing = closed.first() == Some(&b'/');
        let rest = closed.get(1 + usize::from(self_closing)..)?;
        Some(PlainTag {
            element,
            start,
            end: source.len() - rest.len(),
            is_end,
            self_closing,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_tag_says_no_more_than_its_name() {
        let at = |source: &str| PlainTag::at(source.as_bytes(), 0);
        let says = |source: &str| {
            let tag = at(source)?;
            Some((tag.element, tag.end, tag.is_end, tag.self_closing))
        };
        let cell = Element::Cell { header: false };
        assert_eq!(says("<td>甲"), Some((cell, 4, false, false)));
        assert_eq!(says("</TD>甲"), Some((cell, 5, true, false)));
        assert_eq!(says("<br/>"), Some((Element::Break, 5, false, true)));
        assert_eq!(
            says("<p class='a'\n>"),
            Some((Element::Paragraph, 14, false, false))
        );
        for odd in [
            "甲",
            "<",
            "</",
            "<td",
            "<td ",
            "</td >",
            "</>",
            "<1>",
            "<!--a-->",
            "<td colspan=2>",
            "<td hidden>",
            "<script>",
            "</script>",
            "<title>",
            "<blockquotes>",
        ] {
            assert_eq!(at(odd), None, "{odd}");
        }
    }
}
