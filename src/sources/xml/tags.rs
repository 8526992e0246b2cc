//! The tags of an XML part one after the other, with their byte places, as quick-xml finds them; text, comments and instructions between them are
//! passed over.
//!
//! Deliberately absent: document type definitions; a part with one is refused. That each end tag has the name of its start tag is for who builds the
//! tree to see.
//!
//! quick-xml takes about twice the instructions of a scanner written for this alone; that [`super::looks`] are passed over saves more than that.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::events::Event;
use quick_xml::events::attributes::{Attribute, Attributes};
use quick_xml::{Reader, XmlVersion};

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
    reader: Reader<&'x [u8]>,
}

impl<'x> Tags<'x> {
    pub fn of(xml: &'x str) -> Self {
        let mut reader = Reader::from_str(xml);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Tags { xml, reader }
    }

    /// The next tag; `None` behind the last.
    pub fn next(&mut self) -> Result<Option<XmlTag<'x>>, NotRead> {
        loop {
            let start = self.at();
            let event = self.reader.read_event().map_err(|_| NotRead::Damaged)?;
            let (kind, name_at, name_len) = match &event {
                Event::Start(tag) => (TagKind::Start, start + 1, tag.name().into_inner().len()),
                Event::Empty(tag) => (TagKind::Empty, start + 1, tag.name().into_inner().len()),
                Event::End(tag) => (TagKind::End, start + 2, tag.name().into_inner().len()),
                Event::DocType(_) => return Err(NotRead::Definitions),
                Event::Eof => return Ok(None),
                _ => continue,
            };
            let name = self.xml.get(name_at..name_at + name_len);
            return Ok(Some(XmlTag {
                kind,
                name: name
                    .filter(|name| !name.is_empty())
                    .ok_or(NotRead::Damaged)?,
                start,
                end: self.at(),
            }));
        }
    }

    /// Passes over bytes behind the last tag.
    pub fn pass(&mut self, len: usize) {
        self.reader.stream().consume(len);
    }

    fn at(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }
}

/// A name's prefix, and the name without it.
pub(super) fn split(name: &str) -> (&str, &str) {
    let colon = name.bytes().position(|byte| byte == b':');
    let parts = colon.and_then(|at| Some((name.get(..at)?, name.get(at + 1..)?)));
    parts.unwrap_or(("", name))
}

/// The attributes of a tag.
pub(super) fn attributes(tag: &str) -> impl Iterator<Item = Attribute<'_>> {
    let tag = tag.strip_prefix('<').unwrap_or(tag);
    let tag = tag.strip_suffix('>').unwrap_or(tag);
    let tag = tag.strip_suffix('/').unwrap_or(tag);
    let mut letters = tag.bytes();
    let name_ends = letters.position(|letter| letter.is_ascii_whitespace());
    let mut attributes = Attributes::new(tag, name_ends.unwrap_or(tag.len()));
    attributes.with_checks(false);
    attributes.flatten()
}

/// What an attribute says; `None` if it refers to what there is not.
pub(super) fn value<'x>(attribute: &Attribute<'x>) -> Option<Cow<'x, str>> {
    attribute.normalized_value(XmlVersion::Implicit1_0).ok()
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
    fn places_stay_those_of_the_part_where_something_was_passed() {
        let xml = "<a><b>字</b><c/></a>";
        let mut tags = Tags::of(xml);
        let mut said = Vec::new();
        while let Ok(Some(tag)) = tags.next() {
            said.push(&xml[tag.start..tag.end]);
            if (tag.kind, tag.name) == (TagKind::Start, "b") {
                tags.pass("字".len());
            }
        }
        assert_eq!(said, ["<a>", "<b>", "</b>", "<c/>", "</a>"]);
    }

    #[test]
    fn attributes_say_what_is_meant() {
        let said = |tag| -> Vec<String> {
            attributes(tag)
                .map(|own| format!("{}={:?}", own.key.local_name().into_inner(), value(&own)))
                .collect()
        };
        assert_eq!(
            said("<w:p w:a=\"1\"  b = 'x&amp;&#x5B57;\n2' c=\"&none;\"/>"),
            ["a=Some(\"1\")", "b=Some(\"x&字 2\")", "c=None"]
        );
        assert_eq!(said("<w:p>"), [""; 0]);
    }
}
