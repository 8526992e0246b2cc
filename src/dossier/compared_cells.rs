//! The cells that rules look at beside those of another year.

use std::sync::Arc;

use crate::form::Edition;
use crate::kit::{Forms, Kit};

/// Cells of an edition, ascending, table by table.
type TableCells = Vec<Box<[usize]>>;

/// For each edition those of its cells that a relation between two years counts, whichever of the editions states it.
#[derive(Debug)]
pub struct ComparedCells(Vec<(Arc<Kit>, TableCells)>);

impl ComparedCells {
    /// Those of editions whose reports are compared with each other.
    pub fn of(forms: &Forms) -> ComparedCells {
        let editions = || forms.kits().iter().map(|kit| &kit.edition);
        let relations = || editions().flat_map(|edition| &edition.across);
        let of_edition = |edition: &Edition| -> TableCells {
            let mut tables = vec![Vec::new(); edition.tables.len()];
            let own = edition.across.iter().flat_map(|relation| {
                let parts = relation.parts.iter().chain(&relation.minus);
                let cells = parts.chain([&relation.total]);
                cells.map(|&cell| (relation.table, cell))
            });
            let last = relations().filter_map(|relation| edition.cell_of(&relation.last));
            for (table, cell) in own.chain(last) {
                tables[table].push(cell);
            }
            let sorted = tables.into_iter().map(|mut cells: Vec<usize>| {
                cells.sort_unstable();
                cells.dedup();
                cells.into_boxed_slice()
            });
            sorted.collect()
        };
        let kits = forms.kits().iter();
        ComparedCells(
            kits.map(|kit| (Arc::clone(kit), of_edition(&kit.edition)))
                .collect(),
        )
    }

    /// Those of a table of an edition, ascending; `None` if the edition is none of these.
    pub(super) fn of_table(&self, kit: &Arc<Kit>, table: usize) -> Option<&[usize]> {
        let mut editions = self.0.iter();
        let (_, tables) = editions.find(|(known, _)| Arc::ptr_eq(known, kit))?;
        tables.get(table).map(|cells| &**cells)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::dossier::Member;
    use crate::reading::Reading;
    use crate::settings::Settings;

    #[test]
    fn what_is_kept_to_be_compared_is_what_the_whole_report_says_there() {
        let forms = Forms::builtin();
        let text = include_str!("../../examples/reports/bars.txt");
        let reading = Reading::of(text, forms, &Settings::default());
        let compared = ComparedCells::of(forms);
        let whole = Member::of(Path::new("/r/a.md"), &reading);
        let kept = Member::compared(Path::new("/r/a.md"), &reading, &compared);
        let (whole, kept) = (&whole.digests[0], &kept.digests[0]);
        assert_eq!(whole.passages, kept.passages);
        let mut n_kept = 0;
        for (table, spec) in whole.edition().tables.iter().enumerate() {
            for cell in 0..spec.n_cells {
                let known = kept.cell(table, cell);
                n_kept += usize::from(known.is_some());
                assert!(known.is_none() || known == whole.cell(table, cell));
            }
        }
        for relation in &whole.edition().across {
            let last = whole.place_of(&relation.last).unwrap();
            for (table, cell) in [(relation.table, relation.total), last] {
                assert!(kept.cell(table, cell).is_some(), "{}", relation.id);
            }
        }
        // Two rows of seven columns, and two of three.
        assert_eq!(n_kept, 14 + 6);
    }

    #[test]
    fn what_is_carried_over_and_in_force_is_compared_and_other_rows_are_not() {
        let forms = Forms::builtin();
        let compared = ComparedCells::of(forms);
        for kit in forms.kits() {
            for (table, spec) in kit.edition.tables.iter().enumerate() {
                let cells = compared.of_table(kit, table).unwrap();
                let mut rows: Vec<&str> = cells
                    .iter()
                    .map(|&cell| &*spec.rows[spec.row_and_column(cell).0].id)
                    .collect();
                rows.dedup();
                match &*spec.id {
                    "applications" => assert_eq!(rows, ["carried_in", "carried_out"]),
                    "proactive" => {
                        assert!(
                            rows.iter().all(|row| {
                                ["regulations", "normative_documents"].contains(row)
                            })
                        );
                    }
                    _ => assert_eq!(rows, [""; 0]),
                }
            }
        }
        let others = Forms::with_own(Vec::new());
        assert_eq!(compared.of_table(&others.kits()[0], 0), None);
    }
}
