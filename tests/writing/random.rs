//! Reports with random numbers that add up.

use fastrand::Rng;
use nianbao::door::Edit;
use nianbao::edit::apply;
use nianbao::form::{NumberKind, TableSpec};
use nianbao::kit::Forms;
use nianbao::skeleton::Skeleton;
use nianbao::syntax::Surface;
use nianbao::views::totals::fill_totals_of;

use super::read;

/// The line of part one below which a test writes.
pub const HERE: &str = "以下按表中数据说明。";

/// A report for `year` whose tables hold random numbers, with nothing but one line in part one.
pub fn report(year: u16, rng: &mut Rng) -> String {
    let mut editions = Forms::builtin().editions();
    let edition = editions
        .find(|edition| edition.is_prescribed_for(year))
        .unwrap();
    let skeleton = Skeleton {
        surface: Surface::Bars,
        markdown_headings: true,
        newline: "\n",
    };
    let mut text = format!("# 丙县水务局{year}年{}\n\n", edition.title.words);
    for section in &edition.sections {
        text += &skeleton.heading(section);
        match section.table {
            Some(table) => {
                let spec = &edition.tables[table];
                let numbers = numbers(spec, rng);
                text += &skeleton.table_with(spec, |cell| numbers[cell].clone());
            }
            None => text += &format!("{HERE}\n\n"),
        }
    }
    let totals: Vec<Edit> = fill_totals_of(&read(&text));
    apply(&text, &totals)
}

/// A number for every cell that is no total. Rows of zeros are common, and what is dealt with is less than what came in.
fn numbers(spec: &TableSpec, rng: &mut Rng) -> Vec<String> {
    let balance = spec
        .relations
        .iter()
        .find(|relation| !relation.minus.is_empty());
    let came_in: Vec<usize> = balance.map_or_else(Vec::new, |balance| {
        let rows = balance
            .parts
            .iter()
            .map(|&cell| spec.row_and_column(cell).0);
        rows.collect()
    });
    // Nothing at all came in, nothing new, or plenty.
    let (new, carried_in) = *rng
        .choice(&[(0, 0), (0, 800), (800, 0), (800, 5), (800, 5), (800, 5)])
        .unwrap();
    let mut numbers = vec![String::new(); spec.n_cells];
    for (at, row) in spec.rows.iter().enumerate() {
        let is_blank = rng.u8(..3) == 0;
        for (n, &column) in row.columns.iter().enumerate() {
            let most: u32 = match came_in.iter().position(|&row| row == at) {
                _ if spec.columns[column].kind == NumberKind::Amount => 1,
                Some(0) => new,
                Some(_) => carried_in,
                None if !came_in.is_empty() && new + carried_in == 0 || is_blank => 1,
                None => 30,
            };
            let least = most.saturating_sub(100);
            numbers[row.first_cell + n] = rng.u32(least..most.max(1)).to_string();
        }
    }
    for relation in &spec.relations {
        numbers[relation.total].clear();
    }
    numbers
}
