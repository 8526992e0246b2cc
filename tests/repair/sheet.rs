//! The official table of applications, written down by the few cells that are not zero.

use crate::case::Systems;
use nianbao::form::TableSpec;
use nianbao::repair::CellChange;
use nianbao::sums::{Observed, System};

/// A table that starts with zeros everywhere.
pub struct Sheet {
    pub system: System,
    spec: &'static TableSpec,
    pub numbers: Vec<Observed>,
}

impl Sheet {
    /// Table 3 or 4 of the form of 2021.
    pub fn blank_form(table: u8) -> Self {
        let systems = Systems::official();
        let (system, spec) = systems.get(table, 2021).unwrap();
        Sheet {
            numbers: vec![Observed::Number(0); spec.n_cells],
            system: system.clone(),
            spec,
        }
    }

    /// Writes the first numbers of a row.
    pub fn row(mut self, row: &str, numbers: &[i64]) -> Self {
        let first = self
            .spec
            .rows
            .iter()
            .find(|spec| spec.id == row)
            .unwrap()
            .first_cell;
        for (at, &number) in numbers.iter().enumerate() {
            self.numbers[first + at] = Observed::Number(number);
        }
        self
    }

    /// Writes one cell.
    pub fn with(mut self, row: &str, column: &str, state: Observed) -> Self {
        let cell = self.cell(row, column);
        self.numbers[cell] = state;
        self
    }

    /// Lets the text state a number for a cell.
    pub fn text_says(mut self, row: &str, column: &str, number: i64) -> Self {
        self.system = self.system.with_mentions(&[vec![self.cell(row, column)]]);
        self.numbers.push(Observed::Number(number));
        self
    }

    /// The number of a cell.
    pub fn cell(&self, row: &str, column: &str) -> usize {
        let row = self
            .spec
            .rows
            .iter()
            .position(|spec| spec.id == row)
            .unwrap();
        let column = self
            .spec
            .columns
            .iter()
            .position(|spec| spec.id == column)
            .unwrap();
        self.spec.cell(row, column).unwrap()
    }

    /// `row/column from→to` for each change.
    pub fn show(&self, changes: &[CellChange]) -> Vec<String> {
        let changes = changes.iter().map(|change| {
            let name = if self.system.is_mention(change.cell) {
                "text".to_owned()
            } else {
                let (row, column) = self.spec.row_and_column(change.cell);
                format!(
                    "{}/{}",
                    self.spec.rows[row].id, self.spec.columns[column].id
                )
            };
            let number =
                |number: Option<i64>| number.map_or("?".to_owned(), |number| number.to_string());
            format!(
                "{name} {}→{}",
                number(change.from),
                number(change.to.exactly())
            )
        });
        changes.collect()
    }

    /// The ids of relations.
    pub fn relations(&self, equations: &[usize]) -> Vec<&str> {
        let ids = equations
            .iter()
            .map(|&at| self.spec.relations[at].id.as_str());
        ids.collect()
    }
}
