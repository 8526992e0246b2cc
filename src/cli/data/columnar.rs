//! Data as Parquet: the columns of JSON lines, typed. Rows are written in groups, so that memory stays bounded.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use serde_json::{Map, Value};

/// Rows that are written at a time.
const GROUP: usize = 65_536;
/// Columns of whole numbers; `findings` is one where it counts.
const WHOLE: [&str; 3] = ["year", "line", "report"];

/// What has been written and not yet been taken.
#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Makes Parquet of JSON lines.
pub(super) struct Columnar {
    names: Vec<(String, Physical)>,
    rows: Vec<Map<String, Value>>,
    buffer: Buffer,
    writer: SerializedFileWriter<Buffer>,
}

impl Columnar {
    /// With these columns; `is_wide` if a row is a report.
    pub fn new(names: &[&str], is_wide: bool) -> Result<Columnar, ParquetError> {
        let typed = |name: &&str| {
            let is_cell = name.contains('.') || *name == "value";
            let is_whole = WHOLE.contains(name) || is_wide && *name == "findings";
            let physical = match (is_cell, is_whole) {
                (true, _) => Physical::DOUBLE,
                (_, true) => Physical::INT64,
                _ => Physical::BYTE_ARRAY,
            };
            ((*name).to_owned(), physical)
        };
        let names: Vec<(String, Physical)> = names.iter().map(typed).collect();
        let fields = names.iter().map(|(name, physical)| {
            let is_text = *physical == Physical::BYTE_ARRAY;
            let field = Type::primitive_type_builder(name, *physical)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(is_text.then_some(LogicalType::String));
            field.build().map(Arc::new)
        });
        let fields = fields.collect::<Result<Vec<_>, _>>()?;
        let schema = Type::group_type_builder("data")
            .with_fields(fields)
            .build()?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .build();
        let buffer = Buffer::default();
        let writer =
            SerializedFileWriter::new(buffer.clone(), Arc::new(schema), Arc::new(properties))?;
        Ok(Columnar {
            names,
            rows: Vec::new(),
            buffer,
            writer,
        })
    }

    /// Adds rows, and gives the bytes that are ready.
    pub fn push(&mut self, lines: &str) -> Result<Vec<u8>, ParquetError> {
        let rows = lines.lines().map(serde_json::from_str);
        for row in rows {
            self.rows
                .push(row.map_err(|error| ParquetError::External(Box::new(error)))?);
        }
        if self.rows.len() >= GROUP {
            self.write_group()?;
        }
        Ok(self.ready())
    }

    /// The last bytes.
    pub fn finish(mut self) -> Result<Vec<u8>, ParquetError> {
        if !self.rows.is_empty() {
            self.write_group()?;
        }
        let buffer = self.buffer.clone();
        self.writer.close()?;
        Ok(std::mem::take(
            &mut *buffer.0.lock().unwrap_or_else(PoisonError::into_inner),
        ))
    }

    fn ready(&self) -> Vec<u8> {
        let mut held = self.buffer.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *held)
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let rows = std::mem::take(&mut self.rows);
        let mut group = self.writer.next_row_group()?;
        for (name, physical) in &self.names {
            let Some(mut column) = group.next_column()? else {
                break;
            };
            let values = || {
                rows.iter()
                    .map(|row| row.get(name).filter(|v| !v.is_null()))
            };
            let levels: Vec<i16> = values().map(|value| i16::from(value.is_some())).collect();
            let levels = Some(levels.as_slice());
            let stated = values().flatten();
            match physical {
                Physical::INT64 => {
                    let numbers: Vec<i64> = stated.filter_map(Value::as_i64).collect();
                    let typed = column.typed::<Int64Type>();
                    typed.write_batch(&numbers, levels, None)?;
                }
                Physical::DOUBLE => {
                    let numbers: Vec<f64> = stated.filter_map(Value::as_f64).collect();
                    let typed = column.typed::<DoubleType>();
                    typed.write_batch(&numbers, levels, None)?;
                }
                _ => {
                    let words = stated.filter_map(Value::as_str).map(ByteArray::from);
                    let words: Vec<ByteArray> = words.collect();
                    let typed = column.typed::<ByteArrayType>();
                    typed.write_batch(&words, levels, None)?;
                }
            }
            column.close()?;
        }
        group.close()?;
        Ok(())
    }
}
