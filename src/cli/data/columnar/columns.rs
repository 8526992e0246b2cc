//! Records as columns, filled beside each other for several files; nothing is written as text on the way.

use parquet::basic::Type as Physical;
use parquet::data_type::ByteArray;

use crate::cli::data::csv::{COLUMNS, UNREAD};
use crate::cli::data::form_words::FormWords;
use crate::cli::data::record::{CellWords, DataCell, DataNumber, DataRecord};
use crate::cli::data::wide::WideColumns;
use crate::cli::left_out::Reason;
use crate::cli::uri::slashed;

/// Columns of whole numbers; `findings` is one where it counts.
const WHOLE: [&str; 3] = ["year", "line", "report"];

/// The values of a column.
pub(super) enum ColumnValues {
    Whole(Vec<i64>),
    Real(Vec<f64>),
    Words(Vec<ByteArray>),
}

/// A column of some rows.
pub(super) struct ColumnPart {
    /// Those that are stated.
    pub values: ColumnValues,
    /// For each row, whether it has a value.
    pub levels: Vec<i16>,
}

/// Some rows, column by column.
pub(in crate::cli::data) struct ColumnRows {
    pub(super) n_rows: usize,
    pub(super) columns: Vec<ColumnPart>,
}

/// The words of the form for the row of one cell.
#[derive(Clone)]
struct WordsOfForm {
    section: ByteArray,
    row_id: ByteArray,
    row_label: ByteArray,
    column_id: ByteArray,
    column_label: ByteArray,
}

/// Makes columns of records.
pub(in crate::cli::data) struct ColumnMaker {
    /// The columns of one row a report, if that is wanted.
    pub wide: Option<WideColumns>,
    words: FormWords<WordsOfForm>,
}

impl ColumnMaker {
    /// For one row a cell, or one row a report.
    pub fn new(wide: Option<WideColumns>) -> ColumnMaker {
        let words = FormWords::default();
        ColumnMaker { wide, words }
    }

    /// The columns with what they hold.
    pub(super) fn schema(&self) -> Vec<(&str, Physical)> {
        let typed = |name| {
            let is_cell = name == "value" || str::contains(name, '.');
            let is_whole = WHOLE.contains(&name) || self.wide.is_some() && name == "findings";
            let physical = match (is_cell, is_whole) {
                (true, _) => Physical::DOUBLE,
                (_, true) => Physical::INT64,
                _ => Physical::BYTE_ARRAY,
            };
            (name, physical)
        };
        match &self.wide {
            None => COLUMNS.into_iter().map(typed).collect(),
            Some(wide) => wide.names().map(typed).collect(),
        }
    }

    fn empty(&self) -> ColumnRows {
        let columns = self.schema().into_iter().map(|(_, physical)| ColumnPart {
            values: match physical {
                Physical::INT64 => ColumnValues::Whole(Vec::new()),
                Physical::DOUBLE => ColumnValues::Real(Vec::new()),
                _ => ColumnValues::Words(Vec::new()),
            },
            levels: Vec::new(),
        });
        ColumnRows {
            n_rows: 0,
            columns: columns.collect(),
        }
    }

    /// The rows of records.
    pub fn rows(&self, records: &[DataRecord]) -> ColumnRows {
        let mut rows = self.empty();
        for record in records {
            match &self.wide {
                None => rows.cells(record, &self.words.of(record, WordsOfForm::new)),
                Some(wide) => rows.report(record, wide),
            }
        }
        rows
    }

    /// The rows of files that should have been read and could not.
    pub fn unread<'l>(&self, left_out: impl Iterator<Item = (&'l str, Reason)>) -> ColumnRows {
        let mut rows = self.empty();
        let names: Vec<&str> = self.schema().into_iter().map(|(name, _)| name).collect();
        for (path, reason) in left_out {
            let path = slashed(path);
            rows.n_rows += 1;
            for (name, column) in names.iter().zip(&mut rows.columns) {
                let words = match *name {
                    "file" => Some(path.as_ref()),
                    "state" => Some(UNREAD),
                    "reason" => Some(reason.code()),
                    _ => None,
                };
                column.words(words, 1);
            }
        }
        rows
    }
}

impl WordsOfForm {
    fn new(words: &CellWords<'_>) -> WordsOfForm {
        WordsOfForm {
            section: words.section.into(),
            row_id: words.row_id.into(),
            row_label: words.row_label.into(),
            column_id: words.column_id.into(),
            column_label: words.column_label.into(),
        }
    }
}

impl ColumnRows {
    /// Adds the rows of a report, one a cell.
    fn cells(&mut self, record: &DataRecord, form: &[Vec<WordsOfForm>]) {
        let cells = &record.cells;
        let n = cells.len();
        self.n_rows += n;
        let form_words = |of: fn(&WordsOfForm) -> &ByteArray| {
            let words = move |cell: &DataCell| form.get(cell.table)?.get(cell.cell).map(of);
            cells.iter().map(move |cell| words(cell).cloned())
        };
        for (name, column) in COLUMNS.iter().zip(&mut self.columns) {
            match *name {
                "file" => column.words(Some(&record.file), n),
                "unit" => column.words(record.unit.as_deref(), n),
                "year" => column.whole(std::iter::repeat_n(record.year.map(i64::from), n)),
                "edition" => column.words(Some(&record.edition().id), n),
                "section" => column.arrays(form_words(|words| &words.section)),
                "row_id" => column.arrays(form_words(|words| &words.row_id)),
                "row_label" => column.arrays(form_words(|words| &words.row_label)),
                "column_id" => column.arrays(form_words(|words| &words.column_id)),
                "column_label" => column.arrays(form_words(|words| &words.column_label)),
                "value" => column.real(cells.iter().map(|cell| cell.value.as_ref())),
                "state" => column.states(cells),
                "line" => column.whole(cells.iter().map(|cell| cell.line.and_then(whole))),
                "findings" => column.arrays(cells.iter().map(|cell| or_none(&cell.findings))),
                "report" => column.whole(std::iter::repeat_n(whole(record.report), n)),
                "written" => column.arrays(cells.iter().map(|cell| or_none(record.written(cell)))),
                _ => column.words(None, n),
            }
        }
    }

    /// Adds the row of a report.
    fn report(&mut self, record: &DataRecord, wide: &WideColumns) {
        self.n_rows += 1;
        let (own, cells) = self.columns.split_at_mut(WideColumns::OWN.len());
        for (name, column) in WideColumns::OWN.iter().zip(own) {
            let once = std::iter::once;
            match *name {
                "file" => column.words(Some(&record.file), 1),
                "unit" => column.words(record.unit.as_deref(), 1),
                "year" => column.whole(once(record.year.map(i64::from))),
                "edition" => column.words(Some(&record.edition().id), 1),
                "findings" => column.whole(once(whole(record.n_findings))),
                "report" => column.whole(once(whole(record.report))),
                _ => column.words(None, 1),
            }
        }
        for (value, column) in wide.values(record).zip(cells) {
            column.real(std::iter::once(value));
        }
    }
}

fn whole(number: usize) -> Option<i64> {
    i64::try_from(number).ok()
}

/// Nothing, where there are no words.
fn or_none(words: &str) -> Option<ByteArray> {
    (!words.is_empty()).then(|| words.into())
}

impl ColumnPart {
    /// The same words in `n` rows; in a column of numbers, that there are none.
    fn words(&mut self, words: Option<&str>, n: usize) {
        self.arrays(std::iter::repeat_n(words.map(ByteArray::from), n));
    }

    fn states(&mut self, cells: &[DataCell]) {
        let mut known: Vec<(&str, ByteArray)> = Vec::new();
        self.arrays(cells.iter().map(|cell| {
            let id = cell.state.id();
            let at = known.iter().position(|(known, _)| *known == id);
            let at = at.unwrap_or_else(|| {
                known.push((id, id.into()));
                known.len() - 1
            });
            Some(known[at].1.clone())
        }));
    }

    fn arrays(&mut self, words: impl Iterator<Item = Option<ByteArray>>) {
        match &mut self.values {
            ColumnValues::Words(values) => stated(values, &mut self.levels, words),
            _ => self.levels.extend(words.map(|_| 0)),
        }
    }

    fn whole(&mut self, numbers: impl Iterator<Item = Option<i64>>) {
        if let ColumnValues::Whole(values) = &mut self.values {
            stated(values, &mut self.levels, numbers);
        }
    }

    fn real<'r>(&mut self, numbers: impl Iterator<Item = Option<&'r DataNumber>>) {
        let numbers = numbers.map(|number| number.and_then(DataNumber::real));
        if let ColumnValues::Real(values) = &mut self.values {
            stated(values, &mut self.levels, numbers);
        }
    }
}

/// Adds the values that are stated, and for each whether it is.
fn stated<T>(values: &mut Vec<T>, levels: &mut Vec<i16>, some: impl Iterator<Item = Option<T>>) {
    let levelled = some.inspect(|value| levels.push(i16::from(value.is_some())));
    values.extend(levelled.flatten());
}
