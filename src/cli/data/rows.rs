//! Where the rows go: to the output as they are, or into columns first.

#[cfg(feature = "parquet")]
use super::columnar::Columnar;
use super::wide::WideColumns;
use crate::cli::Stop;
use crate::cli::args::DataFormat;
use crate::cli::output::Output;
use crate::cli::streams::Streams;
use crate::locale::Locale;

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
    /// For rows in this format.
    pub fn new(
        output: Output,
        format: DataFormat,
        wide: Option<&WideColumns>,
    ) -> Result<RowOutput, Stop> {
        #[cfg(not(feature = "parquet"))]
        let _ = (format, wide);
        Ok(RowOutput {
            #[cfg(feature = "parquet")]
            columnar: match format {
                DataFormat::Parquet => {
                    let names: Vec<&str> = match wide {
                        Some(wide) => wide.names().collect(),
                        None => super::csv::COLUMNS.to_vec(),
                    };
                    let columnar = Columnar::new(&names, wide.is_some());
                    Some(columnar.map_err(|error| broken(&error))?)
                }
                _ => None,
            },
            output,
        })
    }

    /// Adds rows.
    pub fn write(&mut self, rows: &str, streams: &mut Streams) -> Result<(), Stop> {
        #[cfg(feature = "parquet")]
        if let Some(columnar) = &mut self.columnar {
            let bytes = columnar.push(rows).map_err(|error| broken(&error))?;
            return self.output.bytes(&bytes, streams);
        }
        self.output.write(rows, streams)
    }

    /// All rows have been added.
    #[cfg_attr(not(feature = "parquet"), allow(unused_mut))]
    pub fn finish(mut self, streams: &mut Streams, locale: Locale) -> Result<(), Stop> {
        #[cfg(feature = "parquet")]
        if let Some(columnar) = self.columnar.take() {
            let bytes = columnar.finish().map_err(|error| broken(&error))?;
            self.output.bytes(&bytes, streams)?;
        }
        streams.flush()?;
        self.output.finish(locale)
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
