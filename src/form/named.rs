//! Rows, columns and cells by their ids and names.

use super::{Edition, TableSpec};

impl TableSpec {
    /// Whether this is what people call the table, by the first part of its cells' names or by its id.
    pub fn is_called(&self, name: &str) -> bool {
        self.short == name || self.id == name
    }

    /// The row with this id, or the rows of the group with this id; `None` if the table has neither.
    pub fn rows_named(&self, id: &str) -> Option<Vec<usize>> {
        if let Some(row) = self.rows.iter().position(|row| row.id == id) {
            return Some(vec![row]);
        }
        let group = self.groups.iter().position(|group| group.id == id)?;
        let in_group = |row: &usize| {
            let of_row = self.rows.get(*row).and_then(|row| row.group);
            self.group_path(of_row).contains(&group)
        };
        Some((0..self.rows.len()).filter(in_group).collect())
    }

    /// The column with this id.
    pub fn column_named(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }
}

impl Edition {
    /// The cells that bear a name, as [`TableSpec::cell_name`] gives it, by the numbers of table and cell.
    pub fn cells_named<'e>(&'e self, name: &'e str) -> impl Iterator<Item = (usize, usize)> + 'e {
        let tables = self.tables.iter().enumerate();
        tables.flat_map(move |(table, spec)| {
            let in_table = behind(name, &spec.short);
            let cells = in_table.into_iter().flat_map(|name| spec.cells_named(name));
            cells.map(move |cell| (table, cell))
        })
    }
}

impl TableSpec {
    /// The same within the table, behind whose name this stands.
    fn cells_named<'t>(&'t self, name: &'t str) -> impl Iterator<Item = usize> + 't {
        let rows = self
            .rows
            .iter()
            .filter_map(move |row| Some((row, behind(name, &row.label)?)));
        rows.flat_map(move |(row, name)| {
            let columns = row.columns.iter().zip(row.first_cell..);
            let bears = move |column: usize| {
                let column = self.columns.get(column);
                column.is_some_and(|column| column.label == name)
            };
            columns.filter_map(move |(column, cell)| bears(*column).then_some(cell))
        })
    }
}

/// What stands behind a part of a cell's name.
fn behind<'n>(name: &'n str, part: &str) -> Option<&'n str> {
    name.strip_prefix(part)?.strip_prefix('/')
}

#[cfg(test)]
mod tests {
    use crate::kit::Forms;

    #[test]
    fn cells_are_found_by_the_name_that_they_bear() {
        for edition in Forms::builtin().editions() {
            let cells = edition
                .tables
                .iter()
                .enumerate()
                .flat_map(|(table, spec)| (0..spec.n_cells).map(move |cell| (table, cell)));
            let cells: Vec<((usize, usize), String)> = cells
                .map(|(table, cell)| ((table, cell), edition.tables[table].cell_name(cell)))
                .collect();
            for (_, name) in &cells {
                let same = cells.iter().filter(|(_, other)| other == name);
                let same: Vec<(usize, usize)> = same.map(|(place, _)| *place).collect();
                assert_eq!(edition.cells_named(name).collect::<Vec<_>>(), same);
            }
            assert_eq!(edition.cells_named("").count(), 0);
        }
    }
}
