//! Data as Parquet: the columns of JSON lines, typed. Rows are written in groups, so that memory stays bounded.

mod columns;

use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use self::columns::ColumnValues;
pub(super) use self::columns::{ColumnMaker, ColumnRows};

/// So many values are held until they are written as a group.
const GROUP: usize = 1 << 19;

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

/// Writes columns.
pub(super) struct Columnar {
    /// Rows that have not been written yet, in their order.
    waiting: Vec<ColumnRows>,
    /// How many values they have.
    n_values: usize,
    buffer: Buffer,
    writer: SerializedFileWriter<Buffer>,
}

impl Columnar {
    /// For the rows of this maker.
    pub fn new(maker: &ColumnMaker) -> Result<Columnar, ParquetError> {
        let fields = maker.schema().into_iter().map(|(name, physical)| {
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
        Ok(Columnar {
            waiting: Vec::new(),
            n_values: 0,
            buffer,
            writer,
        })
    }

    /// Adds rows, and gives the bytes that are ready.
    pub fn push(&mut self, rows: ColumnRows) -> Result<Vec<u8>, ParquetError> {
        self.n_values += rows.n_rows * rows.columns.len();
        self.waiting.push(rows);
        if self.n_values >= GROUP {
            self.write_group()?;
        }
        Ok(self.buffer.take())
    }

    /// The last bytes.
    pub fn finish(mut self) -> Result<Vec<u8>, ParquetError> {
        if self.n_values > 0 {
            self.write_group()?;
        }
        self.writer.close()?;
        Ok(self.buffer.take())
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        self.n_values = 0;
        let waiting = mem::take(&mut self.waiting);
        let mut group = self.writer.next_row_group()?;
        let mut at = 0;
        while let Some(mut column) = group.next_column()? {
            for part in waiting.iter().filter_map(|rows| rows.columns.get(at)) {
                let levels = Some(part.levels.as_slice());
                match &part.values {
                    ColumnValues::Whole(numbers) => {
                        let typed = column.typed::<Int64Type>();
                        typed.write_batch(numbers, levels, None)?;
                    }
                    ColumnValues::Real(numbers) => {
                        let typed = column.typed::<DoubleType>();
                        typed.write_batch(numbers, levels, None)?;
                    }
                    ColumnValues::Words(words) => {
                        let typed = column.typed::<ByteArrayType>();
                        typed.write_batch(words, levels, None)?;
                    }
                }
            }
            column.close()?;
            at += 1;
        }
        group.close()?;
        Ok(())
    }
}

impl Buffer {
    fn take(&self) -> Vec<u8> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
