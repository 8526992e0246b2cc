//! The walk through a document's blocks: paragraphs and tables, and whatever wraps them.

use std::collections::HashSet;

use super::super::ink::Ink;
use super::super::manuscript::{Manuscript, Passed};
use super::super::pen::Pen;
use super::super::place::Place;
use super::super::unread::NotRead;
use super::super::xml::{Space, Tree};
use super::fields::Field;
use super::numbering::{Item, Numbering};

/// A walk on its way.
pub(super) struct DocumentWalk<'t, 'x> {
    pub tree: &'t Tree<'x>,
    pub numbering: Numbering,
    pub pen: Pen,
    /// Open fields, the innermost last.
    pub fields: Vec<Field>,
    /// Marks of fields that never end, once one was met.
    pub unended_fields: Option<HashSet<usize>>,
    /// Text boxes of the paragraph that is read, to be read behind it.
    pub boxes: Vec<usize>,
    pub passed: Vec<Passed>,
    /// Tables so far.
    pub tables: u32,
    /// Paragraphs with text outside tables so far.
    pub paragraphs: u32,
    /// A paragraph whose end was deleted: it goes on with the next one.
    unended: Option<Ink>,
}

impl<'t, 'x> DocumentWalk<'t, 'x> {
    pub fn new(tree: &'t Tree<'x>, numbering: Numbering, pen: Pen) -> Self {
        DocumentWalk {
            tree,
            numbering,
            pen,
            fields: Vec::new(),
            unended_fields: None,
            boxes: Vec::new(),
            passed: Vec::new(),
            tables: 0,
            paragraphs: 0,
            unended: None,
        }
    }

    /// Reads the blocks inside an element.
    pub fn blocks(&mut self, at: usize) -> Result<(), NotRead> {
        let tree = self.tree;
        for child in tree.children(at) {
            self.block(child)?;
        }
        Ok(())
    }

    fn block(&mut self, at: usize) -> Result<(), NotRead> {
        let Some(element) = self.tree.get(at) else {
            return Ok(());
        };
        match (element.space, element.name) {
            (Space::Word, "p") => self.paragraph(at),
            (Space::Word, "tbl") => self.table(at),
            (Space::Word, "sdt") => self.control(at, |walk, content| walk.blocks(content)),
            (Space::Word, "del" | "moveFrom" | "sectPr" | "tcPr" | "sdtPr") => Ok(()),
            (Space::Word, "altChunk") => {
                self.passed.push(Passed::OtherFile);
                Ok(())
            }
            (Space::Compatibility, "AlternateContent") => match self.choice(at) {
                Some(choice) => self.blocks(choice),
                None => Ok(()),
            },
            _ => self.blocks(at),
        }
    }

    /// Reads the content of a content control, unless it only asks for some, or lists the contents.
    pub fn control(
        &mut self,
        at: usize,
        read: impl FnOnce(&mut Self, usize) -> Result<(), NotRead>,
    ) -> Result<(), NotRead> {
        let tree = self.tree;
        let asks = tree.child(at, "sdtPr").is_some_and(|properties| {
            let gallery = tree.inside(properties, "docPartGallery").next();
            let gallery = gallery.and_then(|at| tree.attribute(at, "val"));
            tree.is_on(properties, "showingPlcHdr")
                || gallery.as_deref() == Some("Table of Contents")
        });
        match tree.child(at, "sdtContent") {
            Some(content) if !asks => read(self, content),
            _ => Ok(()),
        }
    }

    /// The ink of a paragraph, its number in front; `None` if its end was deleted, so that the next one goes on with it.
    pub fn ink(&mut self, at: usize) -> Option<Ink> {
        let tree = self.tree;
        let mut ink = self.unended.take().unwrap_or_default();
        if ink.text.is_empty() {
            ink.anchor = tree.get(at).map_or(0, |element| element.start);
        }
        let properties = tree.child(at, "pPr");
        let mut own = Ink::default();
        self.runs(at, &mut own);
        let mark = properties.and_then(|at| tree.child(at, "rPr"));
        let is_deleted = mark.is_some_and(|mark| {
            tree.child(mark, "del").is_some() || tree.child(mark, "moveFrom").is_some()
        });
        // A paragraph without text counts too, unless it was deleted whole; its number is of no use to anybody.
        let counts = ink.text.is_empty() && !(own.is_blank() && is_deleted);
        if counts
            && self.numbering.counts()
            && let Some(number) = self.numbering.next(&item(tree, properties))
        {
            ink.make(if own.is_blank() { "" } else { &number });
        }
        let ink = ink.then(own);
        if is_deleted {
            self.unended = Some(ink);
            return None;
        }
        Some(ink)
    }

    fn paragraph(&mut self, at: usize) -> Result<(), NotRead> {
        let was_shown = self.shows();
        let Some(ink) = self.ink(at) else {
            return Ok(());
        };
        // The lines of a list of contents leave no gaps.
        if !ink.is_blank() || was_shown && self.shows() {
            self.write(&ink)?;
        }
        self.text_boxes()
    }

    fn write(&mut self, ink: &Ink) -> Result<(), NotRead> {
        if !ink.is_blank() {
            self.paragraphs += 1;
        }
        let place = Place {
            paragraph: Some(self.paragraphs),
            ..Place::default()
        };
        self.pen.paragraph(ink, &place)
    }

    /// Reads the text boxes that were met on the way.
    pub fn text_boxes(&mut self) -> Result<(), NotRead> {
        for content in std::mem::take(&mut self.boxes) {
            self.blocks(content)?;
        }
        Ok(())
    }

    /// Ends the paragraph whose end was deleted, where no other follows.
    pub fn end_paragraph(&mut self) -> Option<Ink> {
        self.unended.take()
    }

    pub fn finish(mut self) -> Result<Manuscript, NotRead> {
        if let Some(ink) = self.end_paragraph() {
            self.write(&ink)?;
        }
        let mut manuscript = self.pen.finish();
        manuscript.unread = self.passed;
        Ok(manuscript)
    }
}

/// What a paragraph says of its number.
fn item(tree: &Tree<'_>, properties: Option<usize>) -> Item {
    let Some(properties) = properties else {
        return Item::default();
    };
    let of_list = tree.child(properties, "numPr");
    Item {
        style: tree.value_of(properties, "pStyle").map(Into::into),
        list: of_list.and_then(|at| Some(tree.value_of(at, "numId")?.into())),
        level: of_list.and_then(|at| tree.value_of(at, "ilvl")?.parse().ok()),
    }
}
