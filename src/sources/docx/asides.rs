//! What stands beside the text of a document: headers and footers, notes, comments. It is no part of what is read of it; who writes the document anew
//! keeps it.

use super::super::aside::{Aside, AsideKind};
use super::super::manuscript::DocumentKind;
use super::super::package::Package;
use super::super::pen::Pen;
use super::super::unread::NotRead;
use super::super::xml::Tree;
use super::main_part;
use super::numbering::Numbering;
use super::walk::DocumentWalk;

/// Kinds of asides: how the parts that hold them are told, and the element that each of them is; `None` where the part is one.
const KINDS: [(AsideKind, &str, Option<&str>); 5] = [
    (AsideKind::Header, "/header", None),
    (AsideKind::Footer, "/footer", None),
    (AsideKind::Footnote, "/footnotes", Some("footnote")),
    (AsideKind::Endnote, "/endnotes", Some("endnote")),
    (AsideKind::Comment, "/comments", Some("comment")),
];

/// Everything that stands beside the text and says something, each once.
pub(in crate::sources) fn asides(bytes: &[u8]) -> Result<Vec<Aside>, NotRead> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let mut all: Vec<Aside> = Vec::new();
    for (kind, told, element) in KINDS {
        for name in package.all_related(&main, told)? {
            let Some(part) = package.text(&name)? else {
                continue;
            };
            let tree = Tree::without_looks(&part.text, false)?;
            let places: Vec<usize> = match element {
                None => vec![0],
                Some(element) => tree
                    .children(0)
                    .filter(|&at| tree.is(at, element) && !is_rule(&tree, at))
                    .collect(),
            };
            for at in places {
                let aside = Aside {
                    kind,
                    text: text(&tree, at)?,
                };
                if !aside.text.is_empty() && !all.contains(&aside) {
                    all.push(aside);
                }
            }
        }
    }
    Ok(all)
}

/// Whether a note is only the rule that sets notes apart from the text.
fn is_rule(tree: &Tree<'_>, at: usize) -> bool {
    let kind = tree.attribute(at, "type");
    kind.is_some_and(|kind| kind != "normal")
}

fn text(tree: &Tree<'_>, at: usize) -> Result<String, NotRead> {
    let pen = Pen::new(DocumentKind::Docx);
    let mut walk = DocumentWalk::new(tree, Numbering::default(), pen);
    walk.blocks(at)?;
    let text = walk.finish()?.text;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.collect::<Vec<_>>().join(" "))
}
