//! Workbooks of the old kind: `.xls` of Excel 97 to 2003, and the `.et` that is the same inside.
//!
//! In: the bytes of a compound file. Out: the text of its visible sheets, written as those of newer workbooks are. Formulas are not computed; their last
//! results are read. Deliberately absent: formats of numbers, what stands in drawings, of which it is only told that there is some, and writing.

mod content;
mod records;
mod sheet;

use std::sync::Arc;

use super::compound::Compound;
use super::manuscript::{DocumentKind, Manuscript, Passed};
use super::numbers::short;
use super::pen::Pen;
use super::unread::NotRead;
use content::RecordContent;
use records::{OldRecord, OldRecords, kinds};

/// What a stream of records says of itself where it is one that is read.
const VERSION: u16 = 0x0600;

/// A visible sheet of the workbook, and where its records begin.
struct OldSheet {
    name: Arc<str>,
    start: usize,
}

/// What holds for all sheets.
#[derive(Default)]
struct Globals {
    sheets: Vec<OldSheet>,
    /// The texts that cells share.
    shared: Vec<String>,
}

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Manuscript, NotRead> {
    let mut file = Compound::open(bytes)?;
    let stream = match file.stream("Workbook") {
        Some(stream) => stream,
        None if file.stream("Book").is_some() => return Err(NotRead::TooOldBook),
        None => return Err(NotRead::Damaged),
    };
    let globals = globals(&stream)?;
    let mut pen = Pen::new(DocumentKind::Xls);
    // No record belongs to two sheets: reading them all costs no more than reading the stream once.
    let mut budget = stream.len();
    let mut passed = Vec::new();
    for sheet in &globals.sheets {
        let mut records = OldRecords::at(&stream, sheet.start);
        let content = sheet::content(&mut records, &globals.shared)?;
        let used = records.place().saturating_sub(sheet.start);
        budget = budget.checked_sub(used).ok_or(NotRead::Damaged)?;
        content.grid.write(&sheet.name, &mut pen)?;
        passed.extend(content.has_text_boxes.then_some(Passed::TextBox));
    }
    let mut manuscript = pen.finish();
    manuscript.unread = passed;
    match manuscript.text.trim().is_empty() {
        true => Err(NotRead::Blank),
        false => Ok(manuscript),
    }
}

fn globals(stream: &[u8]) -> Result<Globals, NotRead> {
    let mut records = OldRecords::at(stream, 0);
    let first = records.next().filter(|first| first.kind == kinds::BEGIN);
    match first.and_then(|mut first| first.content.short()) {
        Some(VERSION) => {}
        Some(version) if version < VERSION => return Err(NotRead::TooOldBook),
        _ => return Err(NotRead::Damaged),
    }
    let mut globals = Globals::default();
    for OldRecord { kind, mut content } in records {
        match kind {
            kinds::LOCKED => return Err(NotRead::Encrypted),
            kinds::SHEET => globals.sheets.extend(sheet(&mut content)),
            kinds::SHARED => globals.shared = shared(&mut content)?,
            kinds::END => return Ok(globals),
            _ => {}
        }
    }
    Err(NotRead::Damaged)
}

/// A sheet by its entry in the list, if it is one of cells and is shown.
fn sheet(content: &mut RecordContent<'_>) -> Option<OldSheet> {
    let start = usize::try_from(content.long()?).ok()?;
    let (hidden, kind) = (content.byte()?, content.byte()?);
    let len = content.byte()?;
    let name = content.string(usize::from(len))?;
    let is_read = hidden & 3 == 0 && kind == 0;
    is_read.then(|| OldSheet {
        name: name.into(),
        start,
    })
}

fn shared(content: &mut RecordContent<'_>) -> Result<Vec<String>, NotRead> {
    let counts = content.long().and_then(|_| content.long());
    let wanted = counts.ok_or(NotRead::Damaged)?;
    let mut out = Vec::new();
    for _ in 0..wanted {
        // Some programs promise more texts than they write; a cell that asks for one of those is damaged.
        let Some(text) = content.long_string() else {
            break;
        };
        out.push(text);
    }
    Ok(out)
}
