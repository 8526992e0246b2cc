//! Writing changes into the very runs of a document. Only their bytes change.

use super::super::limits;
use super::super::manuscript::{Manuscript, Mark};
use super::super::package::Package;
use super::super::rewritten::with_entry;
use super::super::writing::{Manner, NotWritten, Rewritten};
use super::super::xml::Tree;
use super::patch::{Patch, Scribe};
use crate::edit::Edit;
use crate::span::Source;
use crate::syntax::escapes::unescaped;

/// Writes changes of the read text into the document. `text` is what was read of `bytes`, as `manuscript` tells its places.
pub(in crate::sources) fn write(
    bytes: &[u8],
    text: &str,
    manuscript: &Manuscript,
    edits: &[Edit<Source>],
    manner: Manner,
) -> Result<Rewritten, NotWritten> {
    let mut package = Package::open(bytes)?;
    if package.holds("_xmlsignatures/") {
        return Err(NotWritten::Signed);
    }
    let main = super::main_part(&mut package)?;
    if is_protected(&mut package, &main, manner)? {
        return Err(NotWritten::Protected(manuscript.kind));
    }
    let part = package.text(&main)?.ok_or(NotWritten::Inexact)?;
    let lead = part.lead.ok_or(NotWritten::Inexact)?;
    let tree = Tree::of(&part.text)?;
    let mut scribe = Scribe::new(&tree, manner);
    let (mut patches, mut written) = (Vec::new(), Vec::new());
    let mut computed = 0;
    for edit in edits {
        let Some((mark, change)) = change(text, manuscript, edit) else {
            continue;
        };
        let strokes = manuscript.strokes_in(change.start, change.end);
        let Some(mut own) = scribe.patches(mark, strokes, &change) else {
            continue;
        };
        patches.append(&mut own);
        written.push(edit.clone());
        computed += usize::from(mark.is_computed);
    }
    let xml = patched(&part.text, patches).ok_or(NotWritten::Inexact)?;
    let mut content = b"\xEF\xBB\xBF".get(..lead).unwrap_or_default().to_vec();
    content.extend_from_slice(xml.as_bytes());
    if content.len() as u64 > limits::ENTRY {
        return Err(NotWritten::Inexact);
    }
    let bytes = with_entry(bytes, &main, &content).ok_or(NotWritten::Inexact)?;
    Ok(Rewritten {
        bytes,
        left_alone: edits.len() - written.len(),
        written,
        computed,
    })
}

/// The smallest change of read text that an edit makes.
pub(super) struct TextChange {
    /// First byte in the read text that goes.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What comes instead.
    pub text: String,
}

/// What an edit changes in one paragraph or cell; `None` if it is about more than one.
fn change<'m>(
    text: &str,
    manuscript: &'m Manuscript,
    edit: &Edit<Source>,
) -> Option<(&'m Mark, TextChange)> {
    let range = edit.span.range();
    let mark = manuscript.mark_at(range.start)?;
    let old = text.get(range.clone())?;
    if range.end > mark.end || edit.text.contains(['\n', '\r', '\t']) {
        return None;
    }
    let same_start = old.chars().zip(edit.text.chars());
    let same_start: usize = same_start
        .take_while(|(old, new)| old == new)
        .map(|(old, _)| old.len_utf8())
        .sum();
    let (old_rest, new_rest) = (old.get(same_start..)?, edit.text.get(same_start..)?);
    let same_end = old_rest.chars().rev().zip(new_rest.chars().rev());
    let same_end: usize = same_end
        .take_while(|(old, new)| old == new)
        .map(|(old, _)| old.len_utf8())
        .sum();
    let new = new_rest.get(..new_rest.len() - same_end)?;
    let is_blank = text.get(mark.start..mark.end)?.trim().is_empty();
    let (start, end) = (range.start + same_start, range.end - same_end);
    Some((
        mark,
        TextChange {
            start,
            end: if is_blank { start } else { end },
            text: unescaped(if is_blank { new.trim() } else { new }),
        },
    ))
}

/// Whether the document asks not to be changed, or not in this manner.
fn is_protected(package: &mut Package<'_>, main: &str, manner: Manner) -> Result<bool, NotWritten> {
    let Some(name) = package.related(main, "/settings")? else {
        return Ok(false);
    };
    let Some(part) = package.text(&name)? else {
        return Ok(false);
    };
    let tree = Tree::of(&part.text)?;
    let is_on = |value: Option<&str>| matches!(value, Some("1" | "true" | "on"));
    let is_kept = tree.child(0, "writeProtection").is_some();
    let is_limited = tree.child(0, "documentProtection").is_some_and(|at| {
        let allows_tracked = tree.attribute(at, "edit").as_deref() == Some("trackedChanges");
        let is_enforced = is_on(tree.attribute(at, "enforcement").as_deref());
        is_enforced && !(allows_tracked && manner == Manner::Tracked)
    });
    Ok(is_kept || is_limited)
}

/// The part with its patches; `None` if two of them are about the same bytes.
fn patched(xml: &str, mut patches: Vec<Patch>) -> Option<String> {
    patches.sort_by_key(|patch| (patch.start, patch.end));
    let mut out = String::with_capacity(xml.len() + 1024);
    let mut at = 0;
    for patch in &patches {
        out.push_str(xml.get(at..patch.start)?);
        out.push_str(&patch.text);
        at = patch.end;
    }
    out.push_str(xml.get(at..)?);
    Some(out)
}
