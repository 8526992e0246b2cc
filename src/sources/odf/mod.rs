//! OpenDocument: texts (`.odt`) and workbooks (`.ods`).
//!
//! In: the bytes of a file. Out: its text as it is shown, tracked deletions left out: a line for each paragraph, a row for each row of a table, and of a
//! workbook its visible sheets. Repeated rows and cells are counted, and expanded within limits where they say something. Deliberately absent: headers,
//! notes and comments, values behind what a cell shows, and writing.

mod inline;
mod outline;
mod spreadsheet;
mod tables;
mod walk;

use std::collections::HashSet;

use super::manuscript::{DocumentKind, Manuscript};
use super::package::{Package, PartText};
use super::unread::NotRead;
use super::xml::Tree;
use outline::HeadingOutline;
use walk::OdfWalk;

/// What a document is made of, as far as it is read.
struct OdfParts {
    content: PartText,
    styles: Option<PartText>,
}

fn parts(bytes: &[u8]) -> Result<OdfParts, NotRead> {
    let mut package = Package::open(bytes)?;
    if let Some(list) = package.text("META-INF/manifest.xml")? {
        let list = Tree::of(&list.text)?;
        if list.inside(0, "encryption-data").next().is_some() {
            return Err(NotRead::Encrypted);
        }
    }
    Ok(OdfParts {
        content: package.text("content.xml")?.ok_or(NotRead::Damaged)?,
        styles: package.text("styles.xml")?,
    })
}

/// Reads a document of one of the two kinds.
pub(super) fn read(bytes: &[u8], kind: DocumentKind) -> Result<Manuscript, NotRead> {
    let OdfParts { content, styles } = parts(bytes)?;
    let tree = Tree::of(&content.text)?;
    let (mut outline, mut hidden) = (HeadingOutline::default(), HashSet::new());
    if let Some(styles) = styles {
        let styles = Tree::of(&styles.text)?;
        outline.learn(&styles);
        hidden.extend(hidden_styles(&styles));
    }
    outline.learn(&tree);
    hidden.extend(hidden_styles(&tree));
    let body = tree.inside(0, "body").next().ok_or(NotRead::Damaged)?;
    let walk = OdfWalk::new(&tree, kind, outline, hidden);
    let content = |name: &str| tree.child(body, name).ok_or(NotRead::Damaged);
    match kind {
        DocumentKind::Ods => walk.workbook(content("spreadsheet")?),
        _ => walk.text(content("text")?),
    }
}

/// Styles of what is not shown: hidden letters, hidden sheets.
fn hidden_styles(tree: &Tree<'_>) -> Vec<String> {
    let says_so = |&style: &usize| {
        tree.children(style).any(|properties| {
            let display = tree.attribute(properties, "display");
            matches!(display.as_deref(), Some("none" | "false"))
        })
    };
    let styles = tree.inside(0, "style").filter(says_so);
    styles
        .filter_map(|at| Some(tree.attribute(at, "name")?.into_owned()))
        .collect()
}
