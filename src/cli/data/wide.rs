//! The columns of one row a report: a column for each cell of every edition, named by the ids of table, row and column.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::record::{DataNumber, DataRecord};
use crate::cli::batch::{Job, Run};
use crate::kit::Forms;

/// The columns.
pub(super) struct WideColumns {
    /// `applications.granted.natural`.
    cells: Vec<String>,
    /// For each edition by its id, and each of its cells, the index into `cells`.
    places: HashMap<String, Vec<Vec<usize>>>,
}

impl WideColumns {
    /// The columns before the cells. Their names and order never change.
    pub const OWN: [&'static str; 7] = [
        "file", "unit", "year", "edition", "findings", "report", "reason",
    ];
    /// The place of the reason for which a file could not be read.
    pub const REASON: usize = 6;

    /// Those of all editions that the reports may be written on: the official ones, and the users' own.
    pub fn of(jobs: &[Job], run: &Run<'_>) -> WideColumns {
        let mut columns = WideColumns {
            cells: Vec::new(),
            places: HashMap::new(),
        };
        let mut known = HashMap::new();
        columns.add(Forms::builtin(), &mut known);
        columns.add(&run.forms(), &mut known);
        let mut seen: HashSet<*const Forms> = HashSet::new();
        for job in jobs {
            if seen.insert(Arc::as_ptr(&job.loaded.forms)) {
                columns.add(&job.loaded.forms, &mut known);
            }
        }
        columns
    }

    fn add(&mut self, forms: &Forms, known: &mut HashMap<String, usize>) {
        for edition in forms.editions() {
            if self.places.contains_key(&edition.id) {
                continue;
            }
            let tables = edition.tables.iter().map(|table| {
                let cells = (0..table.n_cells).map(|cell| {
                    let (row, column) = table.row_and_column(cell);
                    let (row, column) = (&table.rows[row].id, &table.columns[column].id);
                    let name = format!("{}.{row}.{column}", table.id);
                    *known.entry(name).or_insert_with_key(|name| {
                        self.cells.push(name.clone());
                        self.cells.len() - 1
                    })
                });
                cells.collect()
            });
            let tables = tables.collect();
            self.places.insert(edition.id.clone(), tables);
        }
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        Self::OWN
            .into_iter()
            .chain(self.cells.iter().map(String::as_str))
    }

    /// The values of a report in the order of the cells' columns.
    pub fn values<'r>(
        &self,
        record: &'r DataRecord,
    ) -> impl Iterator<Item = Option<&'r DataNumber>> + use<'r> {
        let mut values = vec![None; self.cells.len()];
        let places = self.places.get(&record.edition().id);
        for cell in &record.cells {
            let place = places.and_then(|tables| tables.get(cell.table)?.get(cell.cell));
            if let Some(value) = place.and_then(|&place| values.get_mut(place)) {
                *value = cell.value.as_ref();
            }
        }
        values.into_iter()
    }
}
