//! The tags of an XML part one after the other, with their byte places; text, comments and instructions between them are passed over.
//!
//! Deliberately absent: document type definitions; a part with one is refused.

use std::borrow::Cow;

use super::super::unread::NotRead;

/// A tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct XmlTag<'x> {
    pub kind: TagKind,
    /// Its name with its prefix.
    pub name: &'x str,
    /// Its first byte, and the byte behind it.
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    Start,
    Empty,
    End,
}

/// The tags of a part.
pub(super) struct Tags<'x> {
    xml: &'x str,
    at: usize,
}

impl<'x> Tags<'x> {
    pub fn of(xml: &'x str) -> Self {
        Tags { xml, at: 0 }
    }

    /// The next tag; `None` behind the last.
    pub fn next(&mut self) -> Result<Option<XmlTag<'x>>, NotRead> {
        let bytes = self.xml.as_bytes();
        loop {
            let rest = bytes.get(self.at..).unwrap_or_default();
            let Some(found) = memchr::memchr(b'<', rest) else {
                return Ok(None);
            };
            let start = self.at + found;
            let rest = self.xml.get(start..).unwrap_or_default();
            let len = match rest.as_bytes().get(1) {
                Some(b'/') => return self.end(start).map(Some),
                Some(b'?') => behind(rest, "?>"),
                Some(b'!') if rest.starts_with("<!--") => behind(rest, "-->"),
                Some(b'!') if rest.starts_with("<![CDATA[") => behind(rest, "]]>"),
                Some(b'!') => return Err(NotRead::Definitions),
                _ => return self.start(start).map(Some),
            };
            self.at = start + len.ok_or(NotRead::Damaged)?;
        }
    }

    fn end(&mut self, start: usize) -> Result<XmlTag<'x>, NotRead> {
        let rest = self.xml.get(start + 2..).unwrap_or_default();
        let len = memchr::memchr(b'>', rest.as_bytes()).ok_or(NotRead::Damaged)?;
        self.at = start + 2 + len + 1;
        Ok(XmlTag {
            kind: TagKind::End,
            name: rest.get(..len).unwrap_or_default().trim_ascii_end(),
            start,
            end: self.at,
        })
    }

    fn start(&mut self, start: usize) -> Result<XmlTag<'x>, NotRead> {
        let inside = self.xml.as_bytes().get(start + 1..).unwrap_or_default();
        let len = tag_len(inside).ok_or(NotRead::Damaged)?;
        self.at = start + 1 + len + 1;
        let is_empty = len > 0 && inside.get(len - 1) == Some(&b'/');
        let inside = self.xml.get(start + 1..start + 1 + len).unwrap_or_default();
        let ends = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
        let name_len = inside.bytes().position(ends).unwrap_or(len);
        match name_len {
            0 => Err(NotRead::Damaged),
            _ => Ok(XmlTag {
                kind: if is_empty {
                    TagKind::Empty
                } else {
                    TagKind::Start
                },
                name: inside.get(..name_len).unwrap_or_default(),
                start,
                end: self.at,
            }),
        }
    }
}

/// A name's prefix, and the name without it.
pub(super) fn split(name: &str) -> (&str, &str) {
    let colon = name.bytes().position(|byte| byte == b':');
    let parts = colon.and_then(|at| Some((name.get(..at)?, name.get(at + 1..)?)));
    parts.unwrap_or(("", name))
}

/// How long the text is up to the end of these words.
fn behind(text: &str, words: &str) -> Option<usize> {
    text.find(words).map(|at| at + words.len())
}

/// How many bytes stand in front of the `>` that ends a tag, which is none in quotes.
fn tag_len(inside: &[u8]) -> Option<usize> {
    let mut quote = 0;
    inside.iter().position(|&byte| {
        if quote != 0 {
            if byte == quote {
                quote = 0;
            }
            return false;
        }
        if byte == b'"' || byte == b'\'' {
            quote = byte;
        }
        byte == b'>'
    })
}

/// An attribute as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct XmlAttribute<'x> {
    /// With its prefix.
    pub name: &'x str,
    /// Between its quotes.
    value: &'x str,
}

impl<'x> XmlAttribute<'x> {
    pub fn local_name(&self) -> &'x str {
        split(self.name).1
    }

    /// What it says; `None` if it refers to what there is not.
    pub fn value(&self) -> Option<Cow<'x, str>> {
        let is_space = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r');
        if !self
            .value
            .bytes()
            .any(|byte| byte == b'&' || is_space(byte))
        {
            return Some(Cow::Borrowed(self.value));
        }
        let spaced = self.value.replace(['\t', '\n', '\r'], " ");
        let said = quick_xml::escape::unescape(&spaced).ok()?;
        Some(Cow::Owned(said.into_owned()))
    }
}

/// The attributes of a tag, from behind its name on, up to the first that is none.
pub(super) fn attributes(tag: &str) -> impl Iterator<Item = XmlAttribute<'_>> {
    let name_ends = tag.bytes().position(|byte| byte.is_ascii_whitespace());
    let mut rest = name_ends.and_then(|at| tag.get(at..)).unwrap_or_default();
    std::iter::from_fn(move || {
        let equals = memchr::memchr(b'=', rest.as_bytes())?;
        let name = rest.get(..equals)?.trim_ascii();
        let behind = rest.get(equals + 1..)?.trim_ascii_start();
        let quote = *behind.as_bytes().first()?;
        if quote != b'"' && quote != b'\'' {
            return None;
        }
        let inside = behind.get(1..)?;
        let len = memchr::memchr(quote, inside.as_bytes())?;
        rest = inside.get(len + 1..)?;
        Some(XmlAttribute {
            name,
            value: inside.get(..len)?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(xml: &str) -> Result<Vec<String>, NotRead> {
        let mut tags = Tags::of(xml);
        let mut out = Vec::new();
        while let Some(tag) = tags.next()? {
            out.push(format!(
                "{:?} {} {}",
                tag.kind,
                tag.name,
                &xml[tag.start..tag.end]
            ));
        }
        Ok(out)
    }

    #[test]
    fn tags_are_found_between_what_is_none() {
        let xml =
            "<?xml version='1.0'?><!-- <a> --><w:p a='>' b=\"'/>\" ><![CDATA[<b>]]>字<c/></w:p >";
        let found = names(xml).map(|names| names.join("\n"));
        assert_eq!(
            found.as_deref(),
            Ok("Start w:p <w:p a='>' b=\"'/>\" >\nEmpty c <c/>\nEnd w:p </w:p >")
        );
        for cut in [
            "<a",
            "<a b='>",
            "</a",
            "<!-- ",
            "<>",
            "< a>",
            "<![CDATA[ ]]",
        ] {
            assert_eq!(names(cut), Err(NotRead::Damaged), "{cut}");
        }
        assert_eq!(names("<!DOCTYPE a><a/>"), Err(NotRead::Definitions));
    }

    #[test]
    fn attributes_say_what_is_meant() {
        let said = |tag| -> Vec<String> {
            attributes(tag)
                .map(|own| format!("{}={:?}", own.local_name(), own.value()))
                .collect()
        };
        assert_eq!(
            said("w:p w:a=\"1\"  b = 'x&amp;&#x5B57;\n2' c=\"&none;\"/>"),
            ["a=Some(\"1\")", "b=Some(\"x&字 2\")", "c=None"]
        );
        assert_eq!(said("w:p>"), [""; 0]);
        assert_eq!(said("w:p a=1 b='2'>"), [""; 0]);
    }
}
