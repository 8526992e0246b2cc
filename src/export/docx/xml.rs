//! Writing the parts of a document.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Attributes, in their order.
pub(super) type Attributes<'a> = [(&'a str, &'a str)];

/// A part that is being written.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    pub fn new() -> io::Result<Self> {
        let mut writer = Writer::new(Vec::new());
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), Some("yes"));
        writer.write_event(Event::Decl(declaration))?;
        Ok(Xml(writer))
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }

    /// An element with what `inside` writes.
    pub fn within(
        &mut self,
        name: &str,
        attributes: &Attributes<'_>,
        inside: impl FnOnce(&mut Xml) -> io::Result<()>,
    ) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Start(start))?;
        inside(self)?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &str, attributes: &Attributes<'_>) -> io::Result<()> {
        let element = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Empty(element))
    }

    /// An element with one attribute, `w:val`.
    pub fn value(&mut self, name: &str, value: &str) -> io::Result<()> {
        self.empty(name, &[("w:val", value)])
    }

    /// Words, escaped.
    pub fn words(&mut self, words: &str) -> io::Result<()> {
        self.0.write_event(Event::Text(BytesText::new(words)))
    }
}
