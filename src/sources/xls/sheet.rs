//! The records of a sheet as its cells.

use super::super::ink::Ink;
use super::super::sheets::grid::{Corner, Grid, GridCell};
use super::super::sheets::plain;
use super::super::unread::NotRead;
use super::content::RecordContent;
use super::records::{OldRecord, OldRecords, kinds};

/// So many blank cells side by side say that a row is one of a table; more are those of a row that looks alike to the edge of the sheet.
const BLANKS: u16 = 32;
/// What stands in the place of a formula's number where it comes to something else.
const NO_NUMBER: [u8; 2] = [0xff, 0xff];
/// What a drawing says of its kind where it is the note of a cell.
const NOTE: u16 = 0x19;

/// What a sheet holds.
#[derive(Default)]
pub(super) struct OldContent {
    pub grid: Grid,
    /// Whether anything is written in drawings; notes of cells do not count.
    pub has_text_boxes: bool,
}

/// A sheet on its way into its grid.
struct SheetReader<'b> {
    shared: &'b [String],
    content: OldContent,
    /// Whether the last drawing is the note of a cell.
    is_note: bool,
    /// The cell whose formula comes to a text that is still to come.
    open: Option<Corner>,
}

/// Reads the sheet that begins here, and leaves `records` behind its end.
pub(super) fn content(
    records: &mut OldRecords<'_>,
    shared: &[String],
) -> Result<OldContent, NotRead> {
    let first = records.next();
    if first.is_none_or(|first| first.kind != kinds::BEGIN) {
        return Err(NotRead::Damaged);
    }
    let mut sheet = SheetReader {
        shared,
        content: OldContent::default(),
        is_note: false,
        open: None,
    };
    // Charts inside a sheet begin and end too.
    let mut inside: usize = 0;
    for OldRecord { kind, mut content } in records {
        match kind {
            kinds::BEGIN => inside += 1,
            kinds::END if inside == 0 => return Ok(sheet.content),
            kinds::END => inside -= 1,
            _ if inside == 0 => sheet.take(kind, &mut content)?,
            _ => {}
        }
    }
    Err(NotRead::Damaged)
}

/// Where a record's cell stands, which is what it begins with. Both count from 0 there.
fn corner(content: &mut RecordContent<'_>) -> Option<Corner> {
    let (row, column) = (content.short()?, content.short()?);
    Some(Corner {
        row: u32::from(row) + 1,
        column: u32::from(column) + 1,
    })
}

impl SheetReader<'_> {
    fn take(&mut self, kind: u16, content: &mut RecordContent<'_>) -> Result<(), NotRead> {
        match kind {
            kinds::MERGED => self.merge(content),
            kinds::NUMBERS => self.numbers(content),
            kinds::BLANKS => self.blanks(content),
            kinds::FORMULA => self.formula(content),
            kinds::RESULT => match self.open.take().zip(content.long_string()) {
                Some((corner, text)) => self.put(corner, &text, true),
                None => Ok(()),
            },
            kinds::SHARED_TEXT
            | kinds::FORMATTED_TEXT
            | kinds::BLANK
            | kinds::FLOAT
            | kinds::TEXT
            | kinds::TRUTH
            | kinds::NUMBER => {
                let told = corner(content).zip(content.short());
                let (corner, _) = told.ok_or(NotRead::Damaged)?;
                let text = self.single(kind, content).ok_or(NotRead::Damaged)?;
                self.put(corner, &text, false)
            }
            kinds::DRAWN => {
                // Its kind stands behind the kind and the length of what tells it.
                let kind = content.long().and_then(|_| content.short());
                self.is_note = kind == Some(NOTE);
                Ok(())
            }
            kinds::DRAWN_TEXT => {
                // Ten bytes say how it looks.
                let len = content.eight().and_then(|_| content.short());
                let len = len.and_then(|_| content.short()).unwrap_or_default();
                self.content.has_text_boxes |= len > 0 && !self.is_note;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// What a record of one cell says.
    fn single(&self, kind: u16, content: &mut RecordContent<'_>) -> Option<String> {
        Some(match kind {
            kinds::SHARED_TEXT => {
                let at = usize::try_from(content.long()?).ok()?;
                self.shared.get(at).cloned()?
            }
            kinds::FORMATTED_TEXT | kinds::TEXT => content.long_string()?,
            kinds::FLOAT => number(f64::from_le_bytes(content.eight()?)),
            kinds::NUMBER => number(packed(content.long()?)),
            kinds::TRUTH => {
                let (value, is_error) = (content.byte()?, content.byte()?);
                truth(value, is_error != 0)
            }
            _ => String::new(),
        })
    }

    fn put(&mut self, corner: Corner, text: &str, is_computed: bool) -> Result<(), NotRead> {
        let mut ink = Ink {
            is_computed,
            ..Ink::default()
        };
        ink.make(text);
        let column = corner.column;
        let cell = GridCell { column, ink };
        self.content.grid.insert(corner.row, cell)
    }

    /// Numbers side by side.
    fn numbers(&mut self, content: &mut RecordContent<'_>) -> Result<(), NotRead> {
        let mut corner = corner(content).ok_or(NotRead::Damaged)?;
        // Each has its look in front; the last column stands behind all.
        while content.left() >= 6 {
            let value = content.short().and_then(|_| content.long());
            let value = value.ok_or(NotRead::Damaged)?;
            self.put(corner, &number(packed(value)), false)?;
            corner.column += 1;
        }
        Ok(())
    }

    /// Blank cells side by side, each with its look.
    fn blanks(&mut self, content: &mut RecordContent<'_>) -> Result<(), NotRead> {
        let mut corner = corner(content).ok_or(NotRead::Damaged)?;
        let n_blanks = (content.left() / 2).saturating_sub(1);
        for _ in 0..n_blanks.min(usize::from(BLANKS)) {
            self.put(corner, "", false)?;
            corner.column += 1;
        }
        Ok(())
    }

    fn formula(&mut self, content: &mut RecordContent<'_>) -> Result<(), NotRead> {
        let told = corner(content).zip(content.short());
        let (corner, result) = told
            .and_then(|(corner, _)| Some((corner, content.eight()?)))
            .ok_or(NotRead::Damaged)?;
        self.open = None;
        let [kind, _, value, .., last, end] = result;
        if [last, end] != NO_NUMBER {
            return self.put(corner, &number(f64::from_le_bytes(result)), true);
        }
        match kind {
            0 => {
                self.open = Some(corner);
                Ok(())
            }
            1 | 2 => self.put(corner, &truth(value, kind == 2), true),
            _ => self.put(corner, "", true),
        }
    }

    fn merge(&mut self, content: &mut RecordContent<'_>) -> Result<(), NotRead> {
        let n_areas = content.short().ok_or(NotRead::Damaged)?;
        for _ in 0..n_areas {
            let mut next = || content.short().map(|place| u32::from(place) + 1);
            let mut area = || Some((next()?, next()?, next()?, next()?));
            let (first, last, left, right) = area().ok_or(NotRead::Damaged)?;
            let corner = |row, column| Corner { row, column };
            let grid = &mut self.content.grid;
            grid.merge(corner(first, left), corner(last, right))?;
        }
        Ok(())
    }
}

/// A number in four bytes: the upper part of a large one or a whole one, either of them perhaps in hundredths.
fn packed(stored: u32) -> f64 {
    let value = match stored & 2 {
        0 => f64::from_bits(u64::from(stored & !3) << 32),
        _ => f64::from(stored.cast_signed() >> 2),
    };
    match stored & 1 {
        0 => value,
        _ => value / 100.0,
    }
}

/// A number as newer workbooks store it.
fn number(value: f64) -> String {
    match value.abs() < 1e15 {
        true => plain(&value.to_string()),
        false => format!("{value:e}"),
    }
}

fn truth(value: u8, is_error: bool) -> String {
    let word = match (is_error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0f) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1d) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_four_bytes_are_whole_large_or_hundredths() {
        let whole = |value: i32| (value.cast_unsigned() << 2) | 2;
        let large = |value: f64| u32::try_from(value.to_bits() >> 32).unwrap_or_default() & !3;
        assert_eq!(number(packed(whole(12_345))), "12345");
        assert_eq!(number(packed(whole(-7))), "-7");
        assert_eq!(number(packed(whole(65_432) | 1)), "654.32");
        assert_eq!(number(packed(large(1_073_741_824.0))), "1073741824");
        assert_eq!(number(packed(large(12.5) | 1)), "0.125");
        assert_eq!(number(2.5e20), "2.5e20");
        assert_eq!(number(0.1 + 0.2), "0.3");
    }
}
