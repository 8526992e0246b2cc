//! An XML part as a flat tree that keeps its byte places, so that a few bytes of it can be changed and all others stay.
//!
//! In: the text of a part. Out: its elements in document order. Text is read from the part where it is asked for. Deliberately absent: document type
//! definitions and entities of a file's own; a part with them is refused.

mod looks;
mod prefixes;
mod tags;

use std::borrow::Cow;

use super::limits;
use super::unread::NotRead;
use looks::PartLooks;
use prefixes::Prefixes;
use tags::{TagKind, Tags, attributes, split, value};

/// What a namespace is for, as far as anybody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// WordprocessingML, transitional or strict.
    Word,
    /// Markup compatibility.
    Compatibility,
    /// Anything else.
    Other,
}

/// An element.
#[derive(Clone, Copy, Debug)]
pub(super) struct XmlElement<'x> {
    /// Its name without a prefix.
    pub name: &'x str,
    pub space: Space,
    /// First byte of its start tag.
    pub start: usize,
    /// The byte after its start tag.
    pub inner_start: usize,
    /// First byte of its end tag; `inner_start` for an empty element.
    pub inner_end: usize,
    /// The byte after its end tag.
    pub end: usize,
    /// Index of the first element behind it that is not inside it.
    pub next: usize,
}

/// The elements of a part in document order.
pub(super) struct Tree<'x> {
    pub xml: &'x str,
    pub elements: Vec<XmlElement<'x>>,
}

impl<'x> Tree<'x> {
    /// Reads a part.
    pub fn of(xml: &'x str) -> Result<Tree<'x>, NotRead> {
        Tree::read(xml, None)
    }

    /// Reads a part of a Word document; elements that only say how something looks have no children. See [`PartLooks::new`].
    pub fn without_looks(xml: &'x str, counts: bool) -> Result<Tree<'x>, NotRead> {
        Tree::read(xml, Some(PartLooks::new(counts)))
    }

    fn read(xml: &'x str, mut looks: Option<PartLooks<'x>>) -> Result<Tree<'x>, NotRead> {
        let mut tags = Tags::of(xml);
        let mut elements: Vec<XmlElement<'x>> = Vec::with_capacity(xml.len() / 64);
        let mut open: Vec<(usize, &str)> = Vec::new();
        let mut prefixes = Prefixes::of(xml);
        while let Some(tag) = tags.next()? {
            let next = elements.len() + 1;
            if tag.kind == TagKind::End {
                let closed = open.pop().filter(|(_, name)| *name == tag.name);
                let closed = closed.and_then(|(at, _)| elements.get_mut(at));
                let closed = closed.ok_or(NotRead::Damaged)?;
                closed.inner_end = tag.start;
                closed.end = tag.end;
                closed.next = next - 1;
                prefixes.leave(open.len());
                continue;
            }
            let (prefix, name) = split(tag.name);
            prefixes.enter(open.len(), &tag)?;
            let space = prefixes.space(prefix);
            elements.push(XmlElement {
                name,
                space,
                start: tag.start,
                inner_start: tag.end,
                inner_end: tag.end,
                end: tag.end,
                next,
            });
            if let Some(looks) = &mut looks
                && (tag.kind, space) == (TagKind::Start, Space::Word)
                && let Some(rest) = xml.get(tag.end..)
            {
                tags.pass(looks.len(name, tag.name, rest));
            }
            match tag.kind {
                TagKind::Start => open.push((next - 1, tag.name)),
                _ => prefixes.leave(open.len()),
            }
            if open.len() > limits::DEPTH {
                return Err(NotRead::TooDeep);
            }
            if elements.len() > limits::ELEMENTS {
                return Err(NotRead::TooLarge);
            }
        }
        match open.is_empty() {
            true => Ok(Tree { xml, elements }),
            false => Err(NotRead::Damaged),
        }
    }

    /// An element by its index.
    pub fn get(&self, at: usize) -> Option<&XmlElement<'x>> {
        self.elements.get(at)
    }

    /// The elements directly inside one, by their indices.
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.get(at).map_or(0, |element| element.next);
        let first = Some(at + 1).filter(|&first| first < end);
        std::iter::successors(first, move |&child| {
            let next = self.get(child)?.next;
            (next < end).then_some(next)
        })
    }

    /// The first element of a name directly inside one.
    pub fn child(&self, at: usize, name: &str) -> Option<usize> {
        self.children(at).find(|&child| self.is(child, name))
    }

    /// The elements of a name inside one, at any depth, in document order.
    pub fn inside<'t>(&'t self, at: usize, name: &'t str) -> impl Iterator<Item = usize> + 't {
        let end = self.get(at).map_or(0, |element| element.next);
        (at + 1..end).filter(move |&inside| self.is(inside, name))
    }

    /// Whether an element has this name.
    pub fn is(&self, at: usize, name: &str) -> bool {
        self.get(at).is_some_and(|element| element.name == name)
    }

    /// What an attribute says, by its name without a prefix.
    pub fn attribute(&self, at: usize, name: &str) -> Option<Cow<'x, str>> {
        let element = self.get(at)?;
        let tag = self.xml.get(element.start..element.inner_start)?;
        let mut all = attributes(tag);
        let found = all.find(|attribute| attribute.key.local_name().into_inner() == name)?;
        value(&found)
    }

    /// The attribute `val` of the first child of a name.
    pub fn value_of(&self, at: usize, name: &str) -> Option<Cow<'x, str>> {
        self.attribute(self.child(at, name)?, "val")
    }

    /// Whether a property that is on by being there is on.
    pub fn is_on(&self, at: usize, name: &str) -> bool {
        let Some(child) = self.child(at, name) else {
            return false;
        };
        let value = self.attribute(child, "val");
        !matches!(value.as_deref(), Some("0" | "false" | "off"))
    }
}

/// A stretch of text and where it comes from.
pub(super) struct Chunk<'x> {
    pub text: Cow<'x, str>,
    pub start: usize,
    pub end: usize,
}

/// The text between two bytes of a part in which no element stands: stretches as they are, and single characters that are written as references.
pub(super) fn chunks(xml: &str, start: usize, end: usize) -> Vec<Chunk<'_>> {
    let mut out = Vec::new();
    let mut at = start;
    while at < end {
        let Some(rest) = xml.get(at..end) else { break };
        let special = memchr::memchr2(b'&', b'<', rest.as_bytes()).unwrap_or(rest.len());
        if special > 0 {
            push(&mut out, xml, at, at + special);
            at += special;
            continue;
        }
        at += match rest.as_bytes().first() {
            Some(b'&') => {
                let len = rest.find(';').map_or(1, |semicolon| semicolon + 1);
                let reference = rest.get(..len).unwrap_or_default();
                if let Ok(text) = quick_xml::escape::unescape(reference) {
                    out.push(Chunk {
                        text,
                        start: at,
                        end: at + len,
                    });
                }
                len
            }
            _ => marked(&mut out, xml, at, end),
        };
    }
    out
}

fn push<'x>(out: &mut Vec<Chunk<'x>>, xml: &'x str, start: usize, end: usize) {
    let text = Cow::Borrowed(xml.get(start..end).unwrap_or_default());
    out.push(Chunk { text, start, end });
}

/// Reads a section of character data, or passes over a comment; how long it is.
fn marked<'x>(out: &mut Vec<Chunk<'x>>, xml: &'x str, at: usize, end: usize) -> usize {
    let rest = xml.get(at..end).unwrap_or_default();
    const OPENS: &str = "<![CDATA[";
    if rest.starts_with(OPENS) {
        let close = rest.find("]]>").unwrap_or(rest.len());
        push(out, xml, at + OPENS.len(), at + close.max(OPENS.len()));
        return close + 3;
    }
    let close = if rest.starts_with("<!--") { "-->" } else { ">" };
    rest.find(close)
        .map_or(rest.len(), |found| found + close.len())
}
