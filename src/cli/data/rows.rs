//! Rows on their way: made of records beside each other, and written in their order, as they are or in columns.

#[cfg(feature = "parquet")]
use super::columnar::{ColumnMaker, ColumnRows, Columnar};
use super::csv::Csv;
use super::json_lines::JsonRows;
use super::record::DataRecord;
use super::wide::WideColumns;
use crate::cli::Stop;
use crate::cli::args::DataFormat;
use crate::cli::left_out::{LeftOut, Reason};
use crate::cli::output::Output;
use crate::cli::streams::Streams;
use crate::locale::Locale;

/// How records become text.
pub(super) trait Encoder: Sync {
    /// What stands before the first record.
    fn opening(&self) -> String;
    /// Appends the rows of a record.
    fn record(&self, record: &DataRecord, out: &mut String);
    /// Appends the row of a file that should have been read and could not.
    fn unread(&self, path: &str, reason: Reason, out: &mut String);
}

/// Makes rows of records.
pub(super) enum RowMaker {
    Text(Box<dyn Encoder>),
    #[cfg(feature = "parquet")]
    Columns(Box<ColumnMaker>),
}

/// Some rows.
pub(super) enum MadeRows {
    Text(String),
    #[cfg(feature = "parquet")]
    Columns(ColumnRows),
}

impl RowMaker {
    /// For a format.
    pub fn new(format: DataFormat, wide: Option<WideColumns>) -> RowMaker {
        match format {
            DataFormat::Csv => RowMaker::Text(Box::new(Csv::new(wide))),
            DataFormat::JsonLines => RowMaker::Text(Box::new(JsonRows::new(wide))),
            #[cfg(feature = "parquet")]
            DataFormat::Parquet => RowMaker::Columns(Box::new(ColumnMaker::new(wide))),
        }
    }

    /// The rows of records.
    pub fn rows(&self, records: &[DataRecord]) -> MadeRows {
        match self {
            RowMaker::Text(encoder) => {
                let mut out = String::new();
                records
                    .iter()
                    .for_each(|record| encoder.record(record, &mut out));
                MadeRows::Text(out)
            }
            #[cfg(feature = "parquet")]
            RowMaker::Columns(maker) => MadeRows::Columns(maker.rows(records)),
        }
    }

    /// The rows of files that should have been read and could not.
    pub fn unread<'l>(&self, left_out: impl Iterator<Item = &'l LeftOut>) -> MadeRows {
        let left_out = left_out.map(|left_out| (left_out.path.as_str(), left_out.reason));
        match self {
            RowMaker::Text(encoder) => {
                let mut out = String::new();
                left_out.for_each(|(path, reason)| encoder.unread(path, reason, &mut out));
                MadeRows::Text(out)
            }
            #[cfg(feature = "parquet")]
            RowMaker::Columns(maker) => MadeRows::Columns(maker.unread(left_out)),
        }
    }
}

/// The output of a run.
pub(super) struct RowOutput {
    output: Output,
    #[cfg(feature = "parquet")]
    columnar: Option<Columnar>,
}

#[cfg(feature = "parquet")]
fn broken(error: &parquet::errors::ParquetError) -> Stop {
    Stop::Failed(error.to_string())
}

impl RowOutput {
    /// For the rows of this maker, beginning with what stands before them.
    pub fn open(
        output: Output,
        maker: &RowMaker,
        streams: &mut Streams,
    ) -> Result<RowOutput, Stop> {
        let mut output = RowOutput {
            #[cfg(feature = "parquet")]
            columnar: match maker {
                RowMaker::Columns(maker) => {
                    Some(Columnar::new(maker).map_err(|error| broken(&error))?)
                }
                RowMaker::Text(_) => None,
            },
            output,
        };
        match maker {
            RowMaker::Text(encoder) => {
                output.write(MadeRows::Text(encoder.opening()), streams)?;
            }
            #[cfg(feature = "parquet")]
            RowMaker::Columns(_) => {}
        }
        streams.flush()?;
        Ok(output)
    }

    /// Adds rows.
    pub fn write(&mut self, rows: MadeRows, streams: &mut Streams) -> Result<(), Stop> {
        match rows {
            MadeRows::Text(text) => self.output.write(&text, streams),
            #[cfg(feature = "parquet")]
            MadeRows::Columns(rows) => match &mut self.columnar {
                Some(columnar) => {
                    let bytes = columnar.push(rows).map_err(|error| broken(&error))?;
                    self.output.bytes(&bytes, streams)
                }
                None => Ok(()),
            },
        }
    }

    /// All rows have been added.
    #[cfg_attr(not(feature = "parquet"), allow(unused_mut))]
    pub fn finish(mut self, streams: &mut Streams) -> Result<(), Stop> {
        #[cfg(feature = "parquet")]
        if let Some(columnar) = self.columnar.take() {
            let bytes = columnar.finish().map_err(|error| broken(&error))?;
            self.output.bytes(&bytes, streams)?;
        }
        streams.flush()?;
        self.output.finish()
    }

    /// Whether nothing is seen of the results before they are whole.
    pub fn is_file(&self) -> bool {
        self.output.is_file()
    }

    /// What is said of results that are not written because the run was interrupted.
    pub fn abandoned(&self, locale: Locale) -> String {
        self.output.abandoned(locale)
    }
}
