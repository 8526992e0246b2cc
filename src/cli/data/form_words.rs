//! What a format makes of the form's words for the rows of a cell: the same for all reports on an edition, and made once.

use std::sync::{Arc, Mutex, PoisonError};

use super::record::{CellWords, DataRecord};
use crate::kit::Kit;

/// What was made for the editions that were met.
pub(super) struct FormWords<T>(Mutex<Vec<(Arc<Kit>, FormTables<T>)>>);

/// One for each cell of each table.
type FormTables<T> = Arc<[Vec<T>]>;

impl<T> Default for FormWords<T> {
    fn default() -> Self {
        FormWords(Mutex::default())
    }
}

impl<T> FormWords<T> {
    /// What is made for the cells of a record's edition.
    pub fn of(&self, record: &DataRecord, make: impl Fn(&CellWords<'_>) -> T) -> FormTables<T> {
        let kit = record.kit();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, tables)) = known.iter().find(|(known, _)| Arc::ptr_eq(known, kit)) {
            return Arc::clone(tables);
        }
        let tables = kit.edition.tables.iter().enumerate();
        let tables: FormTables<T> = tables
            .map(|(table, spec)| {
                let cells = 0..spec.n_cells;
                cells.map(|cell| make(&record.words(table, cell))).collect()
            })
            .collect();
        known.push((Arc::clone(kit), Arc::clone(&tables)));
        tables
    }
}
