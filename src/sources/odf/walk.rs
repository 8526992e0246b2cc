//! The walk through a document's blocks: paragraphs, lists and tables, and whatever wraps them.

use std::collections::HashSet;

use super::super::ink::Ink;
use super::super::limits;
use super::super::manuscript::{DocumentKind, Manuscript, Passed};
use super::super::pen::Pen;
use super::super::place::Place;
use super::super::unread::NotRead;
use super::super::xml::Tree;
use super::outline::HeadingOutline;

/// A walk on its way.
pub(super) struct OdfWalk<'t, 'x> {
    pub tree: &'t Tree<'x>,
    pub pen: Pen,
    pub outline: HeadingOutline,
    hidden: HashSet<String>,
    /// Frames of the paragraph that is read, to be read behind it.
    pub boxes: Vec<usize>,
    pub passed: Vec<Passed>,
    /// Tables so far.
    pub tables: u32,
    /// Paragraphs with text outside tables so far.
    paragraphs: u32,
    /// Bytes that repeated rows and cells have added so far.
    repeated: usize,
}

impl<'t, 'x> OdfWalk<'t, 'x> {
    pub fn new(
        tree: &'t Tree<'x>,
        kind: DocumentKind,
        outline: HeadingOutline,
        hidden: HashSet<String>,
    ) -> Self {
        OdfWalk {
            tree,
            pen: Pen::new(kind),
            outline,
            hidden,
            boxes: Vec::new(),
            passed: Vec::new(),
            tables: 0,
            paragraphs: 0,
            repeated: 0,
        }
    }

    /// Reads the body of a text.
    pub fn text(mut self, body: usize) -> Result<Manuscript, NotRead> {
        self.blocks(body)?;
        Ok(self.finish())
    }

    pub fn finish(self) -> Manuscript {
        let mut manuscript = self.pen.finish();
        manuscript.unread = self.passed;
        manuscript
    }

    /// Reads the blocks inside an element.
    pub fn blocks(&mut self, at: usize) -> Result<(), NotRead> {
        let tree = self.tree;
        for child in tree.children(at) {
            let name = tree.get(child).map_or("", |element| element.name);
            match name {
                "p" | "h" => self.paragraph(child)?,
                "table" => self.table(child)?,
                "list" => {
                    self.outline.enter(tree, child);
                    self.blocks(child)?;
                    self.outline.leave();
                }
                _ if self.is_left_out(child, name) => {}
                _ => self.blocks(child)?,
            }
        }
        Ok(())
    }

    /// Whether something is no part of the text that is shown: what was deleted, lists of contents, which repeat the headings, notes and comments.
    pub fn is_left_out(&mut self, at: usize, name: &str) -> bool {
        match name {
            "tracked-changes" | "table-of-content" | "alphabetical-index" | "table-index" => true,
            "illustration-index" | "object-index" | "user-index" | "bibliography" => true,
            "note" | "annotation" | "forms" => true,
            "section" => self.tree.attribute(at, "display").as_deref() == Some("none"),
            "object" | "object-ole" => {
                self.passed.push(Passed::Embedded);
                true
            }
            _ => false,
        }
    }

    /// Whether the style of an element hides it.
    pub fn is_hidden(&self, at: usize) -> bool {
        let style = self.tree.attribute(at, "style-name");
        style.is_some_and(|style| self.hidden.contains(style.as_ref()))
    }

    fn paragraph(&mut self, at: usize) -> Result<(), NotRead> {
        let ink = self.ink(at);
        self.write(&ink)?;
        for content in std::mem::take(&mut self.boxes) {
            self.blocks(content)?;
        }
        Ok(())
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

    /// How often a row or a cell stands there, by the attribute that says so.
    pub fn times(&self, at: usize, name: &str) -> u32 {
        let told = self.tree.attribute(at, name);
        told.and_then(|told| told.parse().ok()).unwrap_or(1).max(1)
    }

    /// Counts what is to be written once more this many times.
    pub fn spend(&mut self, times: u32, len: usize) -> Result<(), NotRead> {
        let times = usize::try_from(times).unwrap_or(usize::MAX);
        let more = times.saturating_mul(len.saturating_add(1));
        self.repeated = self.repeated.saturating_add(more);
        match self.repeated > limits::REPEATED {
            true => Err(NotRead::TooLarge),
            false => Ok(()),
        }
    }
}
