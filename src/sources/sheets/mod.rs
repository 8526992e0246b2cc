//! Workbooks: `.xlsx` and `.xlsm`.
//!
//! In: the bytes of a file. Out: the text of its visible sheets, a row of bars for each row of a table, a line for a row that is one cell. Formulas are
//! not computed; their last results are read. Deliberately absent: formats of numbers; a value is read as it is stored.

pub(in crate::sources) mod grid;
mod write;

use std::sync::Arc;

use super::ink::Ink;
use super::manuscript::{DocumentKind, Manuscript, Passed};
use super::package::{Package, PartText};
use super::pen::Pen;
use super::unread::NotRead;
use super::xml::{Tree, chunks};
use grid::{Corner, Grid, GridCell};

pub(super) use write::write;

/// A visible sheet of a workbook.
struct WorkbookSheet {
    name: Arc<str>,
    /// The name of its part.
    part: String,
}

/// The name of the part that lists the sheets.
fn main_part(package: &mut Package<'_>) -> Result<String, NotRead> {
    let main = package.related("", "/officeDocument")?;
    Ok(main.unwrap_or_else(|| "xl/workbook.xml".to_owned()))
}

/// The sheets that are shown, in their order.
fn sheets(package: &mut Package<'_>, main: &str) -> Result<Vec<WorkbookSheet>, NotRead> {
    let book = package.text(main)?.ok_or(NotRead::Damaged)?;
    let tree = Tree::of(&book.text)?;
    let mut sheets = Vec::new();
    for at in tree.inside(0, "sheet") {
        let hidden = tree.attribute(at, "state");
        let (Some(name), Some(id)) = (tree.attribute(at, "name"), tree.attribute(at, "id")) else {
            continue;
        };
        if hidden.is_some_and(|state| state != "visible") {
            continue;
        }
        if let Some(part) = package.target(main, &id)? {
            sheets.push(WorkbookSheet {
                name: name.as_ref().into(),
                part,
            });
        }
    }
    Ok(sheets)
}

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Manuscript, NotRead> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let shared = match package.related(&main, "/sharedStrings")? {
        Some(name) => strings(package.text(&name)?)?,
        None => Vec::new(),
    };
    let mut pen = Pen::new(DocumentKind::Xlsx);
    let mut passed = Vec::new();
    for sheet in sheets(&mut package, &main)? {
        let part = package.text(&sheet.part)?.ok_or(NotRead::Damaged)?;
        let tree = Tree::of(&part.text)?;
        grid(&tree, &shared)?.write(&sheet.name, &mut pen)?;
        if has_text_boxes(&mut package, &sheet.part)? {
            passed.push(Passed::TextBox);
        }
    }
    let mut manuscript = pen.finish();
    manuscript.unread = passed;
    Ok(manuscript)
}

/// Whether anything can be read in text boxes that lie over a sheet.
fn has_text_boxes(package: &mut Package<'_>, sheet: &str) -> Result<bool, NotRead> {
    for name in package.all_related(sheet, "/drawing")? {
        let Some(part) = package.text(&name)? else {
            continue;
        };
        let tree = Tree::of(&part.text)?;
        let mut texts = tree.inside(0, "t");
        if texts.any(|at| !content(&tree, at).trim().is_empty()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The texts that cells share.
fn strings(part: Option<PartText>) -> Result<Vec<String>, NotRead> {
    let Some(part) = part else {
        return Ok(Vec::new());
    };
    let tree = Tree::of(&part.text)?;
    let items = tree.children(0).filter(|&at| tree.is(at, "si"));
    Ok(items.map(|at| text_of(&tree, at)).collect())
}

/// The text in an item, without what is written over it as a reading aid.
fn text_of(tree: &Tree<'_>, at: usize) -> String {
    let mut out = String::new();
    for child in tree.children(at) {
        match tree.get(child).map_or("", |element| element.name) {
            "t" => out += &content(tree, child),
            "r" => out += &text_of(tree, child),
            _ => {}
        }
    }
    out
}

fn content(tree: &Tree<'_>, at: usize) -> String {
    let Some(element) = tree.get(at) else {
        return String::new();
    };
    let chunks = chunks(tree.xml, element.inner_start, element.inner_end);
    chunks.iter().map(|chunk| chunk.text.as_ref()).collect()
}

fn grid(tree: &Tree<'_>, shared: &[String]) -> Result<Grid, NotRead> {
    let mut grid = Grid::default();
    let mut row = 0;
    for at in tree.inside(0, "row") {
        row = number(tree, at, "r").unwrap_or(row + 1);
        let mut column = 0;
        for cell in tree.children(at).filter(|&cell| tree.is(cell, "c")) {
            let told = tree.attribute(cell, "r");
            let told = told.and_then(|name| Corner::of(&name));
            column = told.map_or(column + 1, |corner| corner.column);
            let ink = ink(tree, cell, shared);
            grid.insert(row, GridCell { column, ink })?;
        }
    }
    for at in tree.inside(0, "mergeCell") {
        let area = tree.attribute(at, "ref");
        if let Some((first, last)) = area.as_deref().and_then(|area| area.split_once(':'))
            && let (Some(first), Some(last)) = (Corner::of(first), Corner::of(last))
        {
            grid.merge(first, last)?;
        }
    }
    Ok(grid)
}

fn number(tree: &Tree<'_>, at: usize, name: &str) -> Option<u32> {
    tree.attribute(at, name)?.parse().ok()
}

/// What a cell says.
fn ink(tree: &Tree<'_>, cell: usize, shared: &[String]) -> Ink {
    let mut ink = Ink {
        anchor: tree.get(cell).map_or(0, |element| element.start),
        is_computed: tree.child(cell, "f").is_some(),
        ..Ink::default()
    };
    let kind = tree.attribute(cell, "t");
    let value = tree.child(cell, "v").map(|at| content(tree, at));
    let value = value.unwrap_or_default();
    match kind.as_deref() {
        Some("s") => {
            let at: Option<usize> = value.trim().parse().ok();
            ink.make(at.and_then(|at| shared.get(at)).map_or("", String::as_str));
        }
        Some("inlineStr") => {
            if let Some(at) = tree.child(cell, "is") {
                ink.make(&text_of(tree, at));
            }
        }
        Some("str" | "e") => ink.make(&value),
        Some("b") => ink.make(if value == "1" { "TRUE" } else { "FALSE" }),
        _ => ink.make(&plain(value.trim())),
    }
    ink
}

/// A number without the rounding errors and exponents that it is stored with.
pub(in crate::sources) fn plain(stored: &str) -> String {
    let is_short = stored.len() <= 15 && !stored.contains(['e', 'E']);
    match stored.parse::<f64>() {
        Ok(number) if !is_short && number.abs() < 1e15 => {
            let rounded = format!("{number:.6}");
            let rounded = rounded.trim_end_matches('0').trim_end_matches('.');
            rounded.to_owned()
        }
        _ => stored.to_owned(),
    }
}
