//! What the prefixes of names stand for.

use super::super::limits;
use super::super::unread::NotRead;
use super::Space;
use super::tags::{XmlTag, attributes, value};

const WORD: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// What the namespace of this address is for.
fn space_of(uri: &str) -> Space {
    if WORD.contains(&uri) {
        Space::Word
    } else if uri == COMPATIBILITY {
        Space::Compatibility
    } else {
        Space::Other
    }
}

/// What the prefixes stand for at a place of a part.
pub(super) struct Prefixes<'x> {
    /// How deep the element is that says so, the prefix, and what it stands for; the innermost last.
    said: Vec<(usize, &'x str, Space)>,
    /// The last answer: neighbours mostly have one prefix.
    last: Option<(&'x str, Space)>,
    xml: &'x str,
    /// Where the part next says something of prefixes.
    next: usize,
}

impl<'x> Prefixes<'x> {
    pub fn of(xml: &'x str) -> Self {
        let mut prefixes = Prefixes {
            said: Vec::new(),
            last: None,
            xml,
            next: 0,
        };
        prefixes.seek(0);
        prefixes
    }

    /// Looks for the next place from a byte on that may say something of prefixes: nearly all of them stand in the first tag.
    fn seek(&mut self, from: usize) {
        let rest = self.xml.as_bytes().get(from..).unwrap_or_default();
        let found = memchr::memmem::find(rest, b"xmlns");
        self.next = found.map_or(usize::MAX, |at| from + at);
    }

    /// Takes in what the tag of an element says of prefixes.
    pub fn enter(&mut self, depth: usize, tag: &XmlTag<'x>) -> Result<(), NotRead> {
        if self.next < tag.start {
            self.seek(tag.start);
        }
        if self.next >= tag.end {
            return Ok(());
        }
        self.seek(tag.end);
        let tag = self.xml.get(tag.start..tag.end).unwrap_or_default();
        for attribute in attributes(tag) {
            let name = attribute.key.into_inner();
            let prefix = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => rest.get(1..).unwrap_or_default(),
                _ => continue,
            };
            let uri = value(&attribute);
            let space = uri.map_or(Space::Other, |uri| space_of(&uri));
            self.said.push((depth, prefix, space));
            self.last = None;
            // Each name is looked up among them.
            if self.said.len() > limits::PREFIXES {
                return Err(NotRead::TooLarge);
            }
        }
        Ok(())
    }

    /// Forgets what was said in an element of this depth.
    pub fn leave(&mut self, depth: usize) {
        while self.said.last().is_some_and(|(own, ..)| *own >= depth) {
            self.said.pop();
            self.last = None;
        }
    }

    pub fn space(&mut self, prefix: &'x str) -> Space {
        if let Some((last, space)) = self.last
            && last == prefix
        {
            return space;
        }
        let mut said = self.said.iter().rev();
        let found = said.find(|(_, own, _)| *own == prefix);
        let space = found.map_or(Space::Other, |(.., space)| *space);
        self.last = Some((prefix, space));
        space
    }
}
