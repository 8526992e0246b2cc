//! Word documents: `.docx`, `.docm`, `.dotx`, in the transitional and the strict notation.
//!
//! In: the bytes of a file. Out: its text as Word shows it in the end, every tracked change accepted: a line for each paragraph, a row for each row of a
//! table. Headers and footers, notes and comments are no part of a report's text; [`asides`] tells them apart from it.

mod asides;
mod choices;
mod fields;
mod inline;
pub(in crate::sources) mod lists;
pub(in crate::sources) mod numbering;
pub(in crate::sources) mod ordinals;
mod patch;
mod pieces;
mod tables;
mod walk;
mod write;

pub(super) use asides::asides;
pub(super) use write::write;

use super::manuscript::{DocumentKind, Manuscript};
use super::package::{Package, PartText};
use super::pen::Pen;
use super::unread::NotRead;
use super::xml::Tree;
use numbering::Numbering;
use walk::DocumentWalk;

/// What a document is made of, as far as it is read.
struct Parts {
    document: PartText,
    numbering: Numbering,
}

fn parts(bytes: &[u8]) -> Result<Parts, NotRead> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let document = package.text(&main)?.ok_or(NotRead::Damaged)?;
    let mut numbering = Numbering::default();
    let [lists, styles] = package.each_related(&main, ["/numbering", "/styles"])?;
    if let Some(part) = package.named_text(lists)? {
        numbering.read_lists(&part.text)?;
    }
    if let Some(part) = package.named_text(styles)? {
        numbering.read_styles(&part.text)?;
    }
    Ok(Parts {
        document,
        numbering,
    })
}

/// The name of the part that holds the text.
fn main_part(package: &mut Package<'_>) -> Result<String, NotRead> {
    let main = package.related("", "/officeDocument")?;
    Ok(main.unwrap_or_else(|| "word/document.xml".to_owned()))
}

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Manuscript, NotRead> {
    let Parts {
        document,
        numbering,
    } = parts(bytes)?;
    let tree = Tree::without_looks(&document.text, numbering.counts())?;
    let mut walk = DocumentWalk::new(&tree, numbering, Pen::new(DocumentKind::Docx));
    let body = tree.inside(0, "body").next().ok_or(NotRead::Damaged)?;
    walk.blocks(body)?;
    walk.finish()
}
