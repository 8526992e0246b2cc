//! Word documents of the old kind: `.doc`, and the `.wps` that is the same inside.
//!
//! In: the bytes of a compound file. Out: its text as Word shows it in the end, tracked deletions left out: a line for each paragraph, a row for each row of a
//! table. Deliberately absent: headers, notes and comments, and writing; of text boxes it is only told
//! that there are some.

mod blocks;
mod letters;
mod lists;
mod paragraphs;
mod runs;
mod sprms;
mod streams;
mod styles;
mod tables;

use super::limits;
use super::manuscript::{DocumentKind, Manuscript, Passed};
use super::pen::Pen;
use super::unread::NotRead;
use blocks::Blocks;
use letters::letters;
use lists::DocLists;
use runs::FormattedRuns;
use streams::{DocStreams, StructureKind};
use tables::DocPen;

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Manuscript, NotRead> {
    let streams = DocStreams::open(bytes)?;
    let n_letters = streams.n_letters()?;
    let letters = letters(
        streams.structure(StructureKind::Pieces)?,
        &streams.document,
        n_letters.min(limits::GLYPHS + 1),
    )?;
    if letters.len() > limits::GLYPHS {
        return Err(NotRead::TooLarge);
    }
    let runs =
        FormattedRuns::of_letters(streams.structure(StructureKind::Runs)?, &streams.document)?;
    let paragraphs = FormattedRuns::of_paragraphs(
        streams.structure(StructureKind::Paragraphs)?,
        &streams.document,
    )?;
    let lists = DocLists::of(&streams);
    let blocks = Blocks::new(&runs, &paragraphs, &streams.data, lists).read(&letters)?;
    let mut pen = DocPen::new(Pen::new(DocumentKind::Doc));
    pen.blocks(&blocks)?;
    let mut manuscript = pen.finish();
    if has_text_boxes(&streams)? {
        manuscript.unread.push(Passed::TextBox);
    }
    match manuscript.text.trim().is_empty() {
        true => Err(NotRead::Blank),
        false => Ok(manuscript),
    }
}

/// Whether anything can be read in text boxes.
fn has_text_boxes(streams: &DocStreams) -> Result<bool, NotRead> {
    let Some((start, end)) = streams.text_boxes() else {
        return Ok(false);
    };
    let pieces = streams.structure(StructureKind::Pieces)?;
    let all = letters(pieces, &streams.document, end.min(limits::GLYPHS + 1))?;
    let inside = all.get(start..).unwrap_or_default();
    Ok(inside.iter().any(|letter| letter.unit > u16::from(b' ')))
}
