//! Rows and columns of a table by their ids.

use super::TableSpec;

impl TableSpec {
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
