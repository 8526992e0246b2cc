//! Random numbers for every cell of an edition that keep all its relations.

use fastrand::Rng;
use nianbao::form::{Edition, NumberKind, TableSpec};

/// The numbers of all tables, as text, in the order of the form's cells.
pub type Numbers = Vec<Vec<String>>;

/// Consistent numbers for every table.
pub fn numbers(edition: &Edition, rng: &mut Rng, makes_regulations: bool) -> Numbers {
    let tables = edition.tables.iter();
    tables
        .map(|table| match table.id.as_str() {
            "proactive" => proactive(table, rng, makes_regulations),
            "applications" => applications(table, rng),
            _ => disputes(table, rng),
        })
        .collect()
}

/// A count as offices have them: mostly small, now and then large.
fn count(rng: &mut Rng) -> i64 {
    match rng.u32(..10) {
        0..=3 => 0,
        4..=6 => rng.i64(1..10),
        7..=8 => rng.i64(10..400),
        _ => rng.i64(400..130_000),
    }
}

fn proactive(table: &TableSpec, rng: &mut Rng, makes_regulations: bool) -> Vec<String> {
    let mut cells = Vec::new();
    for row in &table.rows {
        for &column in &row.columns {
            let number = count(rng);
            cells.push(match table.columns[column].kind {
                _ if row.id == "regulations" && !makes_regulations => "0".to_string(),
                NumberKind::Count => number.to_string(),
                NumberKind::Signed => match rng.u32(..5) {
                    0 => format!("+{}", number + 1),
                    1 => format!("-{}", number + 1),
                    2 => format!("减{}", number + 1),
                    _ => number.to_string(),
                },
                NumberKind::Amount => {
                    amount(number, rng, table.columns[column].label.contains('（'))
                }
            });
        }
    }
    cells
}

fn amount(number: i64, rng: &mut Rng, has_unit: bool) -> String {
    match rng.u32(..5) {
        0 if !has_unit => format!("{}.{:02}万元", number, rng.u32(1..100)),
        1 if !has_unit => format!("{number}元"),
        2 => format!("{number}.{:02}", rng.u32(1..100)),
        3 => format!("{number}.{:06}", rng.u32(1..999_999)),
        _ => number.to_string(),
    }
}

// a column at a time, over rows
#[allow(clippy::needless_range_loop)]
fn applications(table: &TableSpec, rng: &mut Rng) -> Vec<String> {
    let n = table.rows[0].columns.len();
    let row_of = |id: &str| table.rows.iter().position(|row| row.id == id).unwrap();
    let (new, before, processed, after) = (
        row_of("new"),
        row_of("carried_in"),
        row_of("processed_total"),
        row_of("carried_out"),
    );
    // how much there is to count: nothing, a little, a lot
    let scale = [0, 0, 3, 8, 40, 900][rng.usize(..6)];
    let mut cells = vec![vec![0i64; n]; table.rows.len()];
    for column in 0..n - 1 {
        // most applicants are natural persons
        let scale = if column == 0 { scale } else { scale / 6 };
        let mut sum = 0;
        for row in before + 1..processed {
            if scale > 0 && rng.u32(..10) < 3 {
                cells[row][column] = rng.i64(0..=scale);
                sum += cells[row][column];
            }
        }
        cells[processed][column] = sum;
        cells[after][column] = if scale > 0 && rng.u32(..3) == 0 {
            rng.i64(0..=scale.min(9))
        } else {
            0
        };
        let whole = sum + cells[after][column];
        cells[before][column] = if whole > 0 && rng.bool() {
            rng.i64(0..=whole.min(9))
        } else {
            0
        };
        cells[new][column] = whole - cells[before][column];
    }
    for row in &mut cells {
        row[n - 1] = row[..n - 1].iter().sum();
    }
    cells.concat().iter().map(i64::to_string).collect()
}

fn disputes(table: &TableSpec, rng: &mut Rng) -> Vec<String> {
    let mut cells = Vec::new();
    for row in &table.rows {
        let parts: Vec<i64> = (1..row.columns.len())
            .map(|_| if rng.u32(..4) == 0 { rng.i64(1..6) } else { 0 })
            .collect();
        cells.extend(parts.iter().map(i64::to_string));
        cells.push(parts.iter().sum::<i64>().to_string());
    }
    cells
}
