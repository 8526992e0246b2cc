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

/// Values that are written at a time.
const GROUP: usize = 1 << 19;
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

/// The values of a column that have not been written yet.
enum ColumnValues {
    Whole(Vec<i64>),
    Real(Vec<f64>),
    Words(Vec<ByteArray>),
}

impl ColumnValues {
    fn of(physical: Physical) -> ColumnValues {
        match physical {
            Physical::INT64 => ColumnValues::Whole(Vec::new()),
            Physical::DOUBLE => ColumnValues::Real(Vec::new()),
            _ => ColumnValues::Words(Vec::new()),
        }
    }

    /// Adds a value, and says whether there is one.
    fn push(&mut self, value: Option<&Value>) -> bool {
        let value = value.unwrap_or(&Value::Null);
        fn pushed<T>(values: &mut Vec<T>, value: Option<T>) -> bool {
            let is_stated = value.is_some();
            values.extend(value);
            is_stated
        }
        match self {
            ColumnValues::Whole(numbers) => pushed(numbers, value.as_i64()),
            ColumnValues::Real(numbers) => pushed(numbers, value.as_f64()),
            ColumnValues::Words(words) => pushed(words, value.as_str().map(ByteArray::from)),
        }
    }
}

/// A column.
struct DataColumn {
    name: String,
    values: ColumnValues,
    /// For each row, whether it has a value.
    levels: Vec<i16>,
}

/// Makes Parquet of JSON lines.
pub(super) struct Columnar {
    columns: Vec<DataColumn>,
    /// Rows that have not been written yet.
    rows: usize,
    buffer: Buffer,
    writer: SerializedFileWriter<Buffer>,
}

impl Columnar {
    /// With these columns; `is_wide` if a row is a report.
    pub fn new(names: &[&str], is_wide: bool) -> Result<Columnar, ParquetError> {
        let typed = |name: &str| {
            let is_cell = name.contains('.') || name == "value";
            let is_whole = WHOLE.contains(&name) || is_wide && name == "findings";
            match (is_cell, is_whole) {
                (true, _) => Physical::DOUBLE,
                (_, true) => Physical::INT64,
                _ => Physical::BYTE_ARRAY,
            }
        };
        let fields = names.iter().map(|name| {
            let physical = typed(name);
            let is_text = physical == Physical::BYTE_ARRAY;
            let field = Type::primitive_type_builder(name, physical)
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
        let columns = names.iter().map(|name| DataColumn {
            name: (*name).to_owned(),
            values: ColumnValues::of(typed(name)),
            levels: Vec::new(),
        });
        Ok(Columnar {
            columns: columns.collect(),
            rows: 0,
            buffer,
            writer,
        })
    }

    /// Adds rows, and gives the bytes that are ready.
    pub fn push(&mut self, lines: &str) -> Result<Vec<u8>, ParquetError> {
        for line in lines.lines() {
            let row: Result<Map<String, Value>, _> = serde_json::from_str(line);
            let row = row.map_err(|error| ParquetError::External(Box::new(error)))?;
            for column in &mut self.columns {
                let is_stated = column.values.push(row.get(&column.name));
                column.levels.push(i16::from(is_stated));
            }
            self.rows += 1;
            if self.rows * self.columns.len() >= GROUP {
                self.write_group()?;
            }
        }
        Ok(self.ready())
    }

    /// The last bytes.
    pub fn finish(mut self) -> Result<Vec<u8>, ParquetError> {
        if self.rows > 0 {
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
        self.rows = 0;
        let mut group = self.writer.next_row_group()?;
        for of_group in &mut self.columns {
            let Some(mut column) = group.next_column()? else {
                break;
            };
            let levels = std::mem::take(&mut of_group.levels);
            let levels = Some(levels.as_slice());
            match &mut of_group.values {
                ColumnValues::Whole(numbers) => {
                    let typed = column.typed::<Int64Type>();
                    typed.write_batch(numbers, levels, None)?;
                    numbers.clear();
                }
                ColumnValues::Real(numbers) => {
                    let typed = column.typed::<DoubleType>();
                    typed.write_batch(numbers, levels, None)?;
                    numbers.clear();
                }
                ColumnValues::Words(words) => {
                    let typed = column.typed::<ByteArrayType>();
                    typed.write_batch(words, levels, None)?;
                    words.clear();
                }
            }
            column.close()?;
        }
        group.close()?;
        Ok(())
    }
}
