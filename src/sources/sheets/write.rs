//! Writing numbers into cells that a sheet holds. Texts are shared between cells and left alone.

use super::super::limits;
use super::super::manuscript::Manuscript;
use super::super::package::Package;
use super::super::rewritten::with_entry;
use super::super::writing::{Manner, NotWritten, Rewritten};
use super::super::xml::Tree;
use super::grid::Corner;
use crate::edit::Edit;
use crate::span::Source;

/// A number that is to be written into a cell.
struct NewValue<'e> {
    /// First byte of the cell's element in its part.
    anchor: usize,
    number: String,
    edit: &'e Edit<Source>,
    is_computed: bool,
}

/// Writes changes of the read text into the workbook.
pub(in crate::sources) fn write(
    bytes: &[u8],
    text: &str,
    manuscript: &Manuscript,
    edits: &[Edit<Source>],
    manner: Manner,
) -> Result<Rewritten, NotWritten> {
    if manner == Manner::Tracked {
        return Err(NotWritten::Untracked);
    }
    let mut package = Package::open(bytes)?;
    if package.holds("_xmlsignatures/") {
        return Err(NotWritten::Signed);
    }
    let main = super::main_part(&mut package)?;
    let sheets = super::sheets(&mut package, &main)?;
    let mut out = bytes.to_vec();
    let (mut written, mut computed) = (Vec::new(), 0);
    for sheet in sheets {
        let name = Some(&sheet.name);
        let of_sheet = edits
            .iter()
            .filter_map(|edit| new_value(text, manuscript, edit, name));
        let mut values: Vec<NewValue<'_>> = of_sheet.collect();
        if values.is_empty() {
            continue;
        }
        values.sort_by_key(|value| value.anchor);
        let part = package.text(&sheet.part)?.ok_or(NotWritten::Inexact)?;
        let lead = part.lead.ok_or(NotWritten::Inexact)?;
        let tree = Tree::of(&part.text)?;
        if is_protected(&tree) {
            return Err(NotWritten::Protected(manuscript.kind));
        }
        let mut xml = b"\xEF\xBB\xBF".get(..lead).unwrap_or_default().to_vec();
        let mut at = 0;
        for value in values {
            let Some((start, end, cell)) = cell(&tree, &value) else {
                continue;
            };
            xml.extend_from_slice(
                part.text
                    .as_bytes()
                    .get(at..start)
                    .ok_or(NotWritten::Inexact)?,
            );
            xml.extend_from_slice(cell.as_bytes());
            at = end;
            written.push(value.edit.clone());
            computed += usize::from(value.is_computed);
        }
        xml.extend_from_slice(part.text.as_bytes().get(at..).ok_or(NotWritten::Inexact)?);
        if xml.len() as u64 > limits::ENTRY {
            return Err(NotWritten::Inexact);
        }
        out = with_entry(&out, &sheet.part, &xml).ok_or(NotWritten::Inexact)?;
    }
    written.sort_by_key(|edit| edit.span);
    Ok(Rewritten {
        bytes: out,
        left_alone: edits.len() - written.len(),
        written,
        computed,
    })
}

/// The number that an edit makes of a cell of the sheet; `None` if it makes none.
fn new_value<'e>(
    text: &str,
    manuscript: &Manuscript,
    edit: &'e Edit<Source>,
    sheet: Option<&std::sync::Arc<str>>,
) -> Option<NewValue<'e>> {
    let range = edit.span.range();
    let mark = manuscript.mark_at(range.start)?;
    if range.end > mark.end || mark.place.sheet.as_ref() != sheet || mark.anchor == 0 {
        return None;
    }
    let (before, behind) = (
        text.get(mark.start..range.start)?,
        text.get(range.end..mark.end)?,
    );
    let number = format!("{before}{}{behind}", edit.text);
    let number = number.trim();
    let is_plain = !number.is_empty()
        && number.len() <= 15
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && number.parse::<f64>().is_ok();
    is_plain.then(|| NewValue {
        anchor: mark.anchor,
        number: number.to_owned(),
        edit,
        is_computed: mark.is_computed,
    })
}

/// Whether the sheet asks not to be changed. What is to be forbidden may stay told while nothing is.
fn is_protected(tree: &Tree<'_>) -> bool {
    tree.child(0, "sheetProtection").is_some_and(|at| {
        let told = tree.attribute(at, "sheet");
        matches!(told.as_deref(), Some("1" | "true" | "on"))
    })
}

/// Whether a cell is merged over rows of which another holds something: its number would stand for several rows.
fn stands_for_several_rows(tree: &Tree<'_>, cell: Corner) -> bool {
    let areas = tree.inside(0, "mergeCell").filter_map(|at| {
        let area = tree.attribute(at, "ref")?;
        let (first, last) = area.split_once(':')?;
        Some((Corner::of(first)?, Corner::of(last)?))
    });
    let mut below = areas.filter(|(first, last)| *first == cell && last.row > cell.row);
    let Some((_, last)) = below.next() else {
        return false;
    };
    let mut row = 0;
    tree.inside(0, "row").any(|at| {
        row = super::number(tree, at, "r").unwrap_or(row + 1);
        let holds = |cell| tree.child(cell, "v").or(tree.child(cell, "is")).is_some();
        (cell.row + 1..=last.row).contains(&row) && tree.children(at).any(holds)
    })
}

/// The bytes of a cell's element and what comes instead: its style and formula are kept.
fn cell(tree: &Tree<'_>, value: &NewValue<'_>) -> Option<(usize, usize, String)> {
    let elements = &tree.elements;
    let at = elements.binary_search_by_key(&value.anchor, |element| element.start);
    let at = at.ok().filter(|&at| tree.is(at, "c"))?;
    let element = tree.get(at)?;
    let name = tree.attribute(at, "r");
    let corner = name.and_then(|name| Corner::of(&name));
    if corner.is_some_and(|corner| stands_for_several_rows(tree, corner)) {
        return None;
    }
    let tag = tree.xml.get(element.start + 1..element.inner_start)?;
    let prefix = tag.get(..tag.find('c')?)?;
    if !(prefix.is_empty() || prefix.ends_with(':')) {
        return None;
    }
    let mut attributes = String::new();
    for name in ["r", "s"] {
        if let Some(told) = tree.attribute(at, name) {
            attributes += &format!(" {name}=\"{told}\"");
        }
    }
    let formula = tree.child(at, "f").and_then(|at| tree.get(at));
    let formula = formula.and_then(|formula| tree.xml.get(formula.start..formula.end));
    let (formula, number) = (formula.unwrap_or_default(), &value.number);
    let cell =
        format!("<{prefix}c{attributes}>{formula}<{prefix}v>{number}</{prefix}v></{prefix}c>");
    Some((element.start, element.end, cell))
}
