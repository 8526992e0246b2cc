//! Graded cases: one JSON object a line, a table as matrices in the order of the form's rows and columns.
#![allow(dead_code)] // tests, example and benchmark each read their part

use nianbao::form::TableSpec;
use nianbao::kit::Forms;
use nianbao::sums::{Observed, System};
use serde::Deserialize;
use std::collections::HashMap;

/// What is read of a case; unknown keys are left alone.
#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    pub id: String,
    /// 3 for the table of applications, 4 for that of disputes.
    pub table: u8,
    pub edition: u16,
    #[serde(default)]
    pub kind: String,
    /// What the writer should have typed.
    pub truth: Vec<Vec<i64>>,
    /// What was typed; `null` is blank.
    pub observed: Vec<Vec<Option<i64>>>,
    /// The smallest number of changes, if the case says.
    #[serde(default)]
    pub min_changes: usize,
}

impl Case {
    /// The cells in the order of the table.
    pub fn cells(&self) -> Vec<Observed> {
        let cells = self.observed.iter().flatten();
        cells
            .map(|cell| cell.map_or(Observed::Blank, Observed::Number))
            .collect()
    }
}

/// Reads cases, one a line.
pub fn read(lines: &str) -> Result<Vec<Case>, serde_json::Error> {
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    lines.map(serde_json::from_str).collect()
}

/// The systems of the official tables.
pub struct Systems(HashMap<(u8, u16), (System, &'static TableSpec)>);

impl Systems {
    /// Builds all of them from the official editions.
    pub fn official() -> Self {
        let mut systems = HashMap::new();
        for edition in Forms::builtin().editions() {
            for table in &edition.tables {
                let number = match table.id.as_str() {
                    "applications" => 3,
                    "disputes" => 4,
                    _ => continue,
                };
                if let Ok(year) = edition.id.parse() {
                    systems.insert((number, year), (System::of(table), table));
                }
            }
        }
        Systems(systems)
    }

    /// A table and its system, by number and year; `None` if no official edition has it.
    pub fn get(&self, table: u8, edition: u16) -> Option<&(System, &'static TableSpec)> {
        self.0.get(&(table, edition))
    }

    /// The system of a case.
    pub fn of(&self, case: &Case) -> Option<&System> {
        let (system, _) = self.get(case.table, case.edition)?;
        Some(system)
    }

    /// The table, by number and year.
    pub fn spec(&self, table: u8, edition: u16) -> Option<&'static TableSpec> {
        let (_, spec) = self.get(table, edition)?;
        Some(spec)
    }
}
