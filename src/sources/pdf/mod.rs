//! PDF files with text in them.
//!
//! In: the bytes of a file. Out: its text in reading order: what stands between ruling lines as rows of cells, the rest as paragraphs, lines joined; page
//! numbers and running heads are left out, tables that a page break tears are joined. Deliberately absent: pictures, recognising text in them, outlines of
//! fonts, notes beside the page, what is filled in as the fields of a form, and writing.

mod cells;
mod closing;
mod content;
mod fields;
mod flow;
mod fonts;
mod gate;
mod geometry;
mod glyphs;
mod lines;
mod margins;
mod marks;
mod names;
mod rulings;
mod showing;
mod streams;
mod tables;
mod torn;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{LoadPdfError, Pdf};

use super::limits;
use super::manuscript::{Manuscript, Passed};
use super::unread::NotRead;
use content::PageReader;
use marks::PageMarks;
use tables::PageBlocks;

/// Reads a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Manuscript, NotRead> {
    gate::admit(bytes)?;
    // A library that reads whatever the world writes: should it break down, this file is unread and nothing else.
    let read = catch_unwind(AssertUnwindSafe(|| opened(bytes)));
    read.unwrap_or(Err(NotRead::Damaged))
}

fn opened(bytes: &[u8]) -> Result<Manuscript, NotRead> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => NotRead::Encrypted,
        LoadPdfError::Invalid => NotRead::Damaged,
    })?;
    let pages = pdf.pages();
    if pages.len() > limits::PAGES || pdf.len() > limits::OBJECTS {
        return Err(NotRead::TooLarge);
    }
    let mut reader = PageReader::default();
    let mut marks = Vec::with_capacity(pages.len());
    for page in pages.iter() {
        marks.push(reader.page(page)?);
    }
    judge(&marks)?;
    let n_pictures = marks.iter().filter(|page| page.is_picture()).count();
    let n_unmapped = marks.iter().filter(|page| page.n_unmapped > 0).count();
    let n_filled = pages.iter().filter(|page| fields::are_filled(page)).count();
    let blocks: Vec<PageBlocks> = marks.into_iter().map(PageBlocks::of).collect();
    let mut manuscript = flow::write(blocks)?;
    let passed = |what: Passed, times: usize| std::iter::repeat_n(what, times);
    manuscript.unread = passed(Passed::PicturePage, n_pictures)
        .chain(passed(Passed::UnmappedPage, n_unmapped))
        .chain(passed(Passed::FormPage, n_filled))
        .collect();
    Ok(manuscript)
}

/// Whether there is text enough to speak of the document.
fn judge(pages: &[PageMarks]) -> Result<(), NotRead> {
    let n_glyphs: usize = pages.iter().map(|page| page.glyphs.len()).sum();
    let n_unmapped: usize = pages.iter().map(|page| page.n_unmapped).sum();
    match n_glyphs {
        0 if n_unmapped > 0 => Err(NotRead::Unmapped),
        0 if pages.iter().any(|page| page.has_picture) => Err(NotRead::Scanned),
        0 => Err(NotRead::Blank),
        // Half a text would be complained about for what is not its fault.
        _ if n_unmapped * 5 > n_glyphs => Err(NotRead::Unmapped),
        _ => Ok(()),
    }
}
