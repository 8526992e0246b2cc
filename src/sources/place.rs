//! Where something stands in a document, as a person finds it there.

use std::sync::Arc;

use crate::locale::Locale;
use crate::say;

/// A place in a document. Everything counts from 1; what a format does not have is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The page of a PDF.
    pub page: Option<u32>,
    /// The name of a sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// The table of the document, in reading order.
    pub table: Option<u32>,
    /// The row of the table or sheet.
    pub row: Option<u32>,
    /// The column of the table's grid or of the sheet; a cell over several columns has its first.
    pub column: Option<u32>,
    /// The paragraph of the document, or of the cell where that has several. Paragraphs without text do not count.
    pub paragraph: Option<u32>,
}

impl Place {
    /// In words: `表 2 第 3 行第 4 列`, `第 12 段`, `工作表“年报” C5`.
    pub fn words(&self, locale: Locale) -> String {
        let mut out = String::new();
        if let Some(page) = self.page {
            out += &say!(locale, "第 {page} 页", "page {page} ");
        }
        if let Some(sheet) = &self.sheet {
            let cell = match (self.row, self.column) {
                (Some(row), Some(column)) => format!("{}{row}", letters(column)),
                _ => String::new(),
            };
            out += &say!(locale, "工作表“{sheet}” {cell}", "sheet “{sheet}” {cell}");
            return out.trim_end().to_owned();
        }
        if let Some(table) = self.table {
            out += &say!(locale, "表 {table} ", "table {table} ");
        }
        if let Some(row) = self.row {
            out += &say!(locale, "第 {row} 行", "row {row} ");
        }
        if let Some(column) = self.column {
            out += &say!(locale, "第 {column} 列", "column {column} ");
        }
        if let Some(paragraph) = self.paragraph {
            out += &say!(locale, "第 {paragraph} 段", "paragraph {paragraph} ");
        }
        out.trim_end().to_owned()
    }
}

/// A column as spreadsheets name it.
fn letters(column: u32) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(
            b'A' + u8::try_from(rest % 26).unwrap_or_default(),
        ));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_said_as_people_look_for_it() {
        let cell = Place {
            table: Some(2),
            row: Some(3),
            column: Some(4),
            ..Place::default()
        };
        assert_eq!(cell.words(Locale::Chinese), "表 2 第 3 行第 4 列");
        assert_eq!(cell.words(Locale::English), "table 2 row 3 column 4");
        let page = Place {
            page: Some(5),
            ..cell
        };
        assert_eq!(page.words(Locale::Chinese), "第 5 页表 2 第 3 行第 4 列");
        let of_sheet = Place {
            sheet: Some("年报".into()),
            row: Some(5),
            column: Some(28),
            ..Place::default()
        };
        assert_eq!(of_sheet.words(Locale::Chinese), "工作表“年报” AB5");
    }
}
