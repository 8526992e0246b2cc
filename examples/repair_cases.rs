//! Answers graded cases: `repair_cases CASES.jsonl > ANSWERS.jsonl`.
//!
//! A case holds a table as a matrix; the answer lists every smallest repair, or none beyond the search's limit. Rows and columns are named
//! as in `schema.json` beside the cases if there is one, else by the ids of the form.
#![allow(clippy::print_stdout)]

#[path = "../tests/repair/case.rs"]
mod case;

use case::{Case, Systems};
use nianbao::repair::{Limits, Repair, Solver};
use nianbao::sums::CellSet;
use serde::Deserialize;
use serde_json::json;
use std::error::Error;
use std::path::Path;

/// More combinations of repairs than any case has.
const MOST: usize = 10_000;

#[derive(Deserialize)]
struct Schema {
    systems: Vec<Names>,
}

#[derive(Deserialize)]
struct Names {
    table: u8,
    edition: u16,
    rows: Vec<String>,
    cols: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("usage: repair_cases CASES.jsonl")?;
    let cases = case::read(&std::fs::read_to_string(&path)?)?;
    let names = match std::fs::read_to_string(Path::new(&path).with_file_name("schema.json")) {
        Ok(schema) => serde_json::from_str::<Schema>(&schema)?.systems,
        Err(_) => Vec::new(),
    };
    let systems = Systems::official();
    let mut solver = Solver::default();
    for case in &cases {
        let system = systems
            .of(case)
            .ok_or_else(|| format!("{}: no such table", case.id))?;
        let outcome = solver.solve(system, &case.cells(), &CellSet::new(), Limits::default());
        let named = names_of(case, &names, &systems).ok_or("rows and columns without a name")?;
        let repairs: Vec<_> = outcome
            .repairs(MOST)
            .iter()
            .map(|repair| answer(repair, &named))
            .collect();
        println!("{}", json!({ "id": case.id, "repairs": repairs }));
    }
    Ok(())
}

/// The names of the rows and columns of a case's table.
fn names_of(case: &Case, names: &[Names], systems: &Systems) -> Option<(Vec<String>, Vec<String>)> {
    let named = names
        .iter()
        .find(|names| (names.table, names.edition) == (case.table, case.edition));
    if let Some(names) = named {
        return Some((names.rows.clone(), names.cols.clone()));
    }
    let table = systems.spec(case.table, case.edition)?;
    let rows = table.rows.iter().map(|row| row.id.clone());
    let columns = table.columns.iter().map(|column| column.id.clone());
    Some((rows.collect(), columns.collect()))
}

fn answer(repair: &Repair, (rows, columns): &(Vec<String>, Vec<String>)) -> serde_json::Value {
    let changes = repair
        .changes
        .iter()
        .map(|change| (change.cell, change.to.exactly()));
    let fills = repair
        .fills
        .iter()
        .map(|&(cell, number)| (cell, Some(number)));
    let open = repair.open.iter().map(|&cell| (cell, None));
    let cells = changes.chain(fills).chain(open).map(|(cell, to)| {
        json!({
            "row": rows.get(cell / columns.len()),
            "col": columns.get(cell % columns.len()),
            "to": to,
        })
    });
    cells.collect()
}
