//! `System`: what must hold between the cells of a table, as bare numbers.
//!
//! In: the relations that a form declares, or any others with coefficients −1, 0, +1. Out: the same, split into independent blocks and
//! laid out as bit masks for the search. Deliberately absent: labels, spans and every other word of the form.

mod order;

use super::block::Block;
use super::{CellSet, Observed};
use crate::form::{NumberKind, TableSpec};

/// One identity: `parts` minus `minus` sum to `total`. Cells by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    /// Cells that add up.
    pub parts: Vec<usize>,
    /// Cells that are taken away.
    pub minus: Vec<usize>,
    /// The cell that equals the sum.
    pub total: usize,
    /// Whether `total` is a total by nature: whoever changes a part has to change it too.
    pub fills: bool,
}

/// Where a cell stands in its table, as 0-based indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CellPlace {
    /// Index of the row.
    pub row: usize,
    /// Index of the column among all columns of the table.
    pub column: usize,
}

/// A set of relations over the cells of a table, and over numbers that the text states about them.
#[derive(Clone, Debug)]
pub struct System {
    n_cells: usize,
    n_table_cells: usize,
    equations: Vec<Equation>,
    n_table_equations: usize,
    left_out: Vec<usize>,
    /// A number beyond this is taken for unreadable, so that no sum can overflow.
    largest: u64,
    signed: CellSet,
    totals: CellSet,
    places: Vec<CellPlace>,
    /// The equations that each cell takes part in, one cell after the other.
    equations_of: Vec<u32>,
    /// Where those of each cell begin, and the end of all.
    bounds_of: Vec<u32>,
    definitions: Vec<u32>,
    blocks: Vec<Block>,
}

impl System {
    /// A system over the cells `0..n_cells`. An equation that names a cell out of range or twice is left out (see [`System::left_out`]).
    pub fn new(n_cells: usize, equations: Vec<Equation>) -> Self {
        let n_table_equations = equations.len();
        let mut system = System {
            n_cells,
            n_table_cells: n_cells,
            equations,
            n_table_equations,
            left_out: Vec::new(),
            largest: 0,
            signed: CellSet::new(),
            totals: CellSet::new(),
            places: Vec::new(),
            equations_of: Vec::new(),
            bounds_of: Vec::new(),
            definitions: Vec::new(),
            blocks: Vec::new(),
        };
        system.arrange();
        system.definitions = system.order_definitions();
        system
    }

    /// The relations of a table, in its order; cells and relations keep their numbers.
    pub fn of(table: &TableSpec) -> Self {
        let equations = table.relations.iter().map(|relation| Equation {
            parts: relation.parts.clone(),
            minus: relation.minus.clone(),
            total: relation.total,
            fills: relation.fills,
        });
        let mut places = Vec::with_capacity(table.n_cells);
        let mut signed = CellSet::new();
        for (at, row) in table.rows.iter().enumerate() {
            for &column in &row.columns {
                let kind = table.columns.get(column).map(|column| column.kind);
                if kind == Some(NumberKind::Signed) {
                    signed.insert(places.len());
                }
                places.push(CellPlace { row: at, column });
            }
        }
        System::new(table.n_cells, equations.collect())
            .with_signed(signed)
            .with_places(places)
    }

    /// The same system, where the cells of the set may be negative.
    pub fn with_signed(mut self, signed: CellSet) -> Self {
        self.signed = signed;
        self.arrange();
        self
    }

    /// The same system, knowing where its first cells stand; needed to see that a number slipped into a neighbouring cell.
    pub fn with_places(mut self, places: Vec<CellPlace>) -> Self {
        self.places = places;
        self
    }

    /// The same system with one more cell for each list of cells: a number that the text states for the sum of those cells. The new cells
    /// follow the others in order. A [`Observed::Blank`] there makes the search ignore that statement.
    pub fn with_mentions(&self, mentions: &[Vec<usize>]) -> Self {
        let mut system = self.clone();
        for cells in mentions {
            system.equations.push(Equation {
                parts: cells.clone(),
                minus: Vec::new(),
                total: system.n_cells,
                fills: false,
            });
            system.n_cells += 1;
        }
        system.arrange();
        system
    }

    /// Whether the cells hang together by relations, so that a statement about their sum joins nothing that was apart.
    pub fn is_one_block(&self, cells: &[usize]) -> bool {
        let within =
            |block: &Block, cell: usize| block.cells.iter().any(|&own| own as usize == cell);
        let has_all = |block: &Block| cells.iter().all(|&cell| within(block, cell));
        self.blocks.iter().any(has_all)
    }

    /// Number of cells, mentions included.
    pub fn n_cells(&self) -> usize {
        self.n_cells
    }

    /// Number of cells of the table itself; the cells from here on are mentions.
    pub fn n_table_cells(&self) -> usize {
        self.n_table_cells
    }

    /// Whether the cell is a number in the text rather than a cell of the table.
    pub fn is_mention(&self, cell: usize) -> bool {
        cell >= self.n_table_cells
    }

    /// The equations: the table's own in their order, then one for each mention.
    pub fn equations(&self) -> &[Equation] {
        &self.equations
    }

    /// Whether the equation ties a number of the text to the table.
    pub fn is_mention_equation(&self, equation: usize) -> bool {
        equation >= self.n_table_equations
    }

    /// The equations that could not be used, by number. While there are any, nothing is proven.
    pub fn left_out(&self) -> &[usize] {
        &self.left_out
    }

    /// The numbers of the equations in which a cell takes part.
    pub fn equations_of(&self, cell: usize) -> impl Iterator<Item = usize> + '_ {
        let bounds = self.bounds_of.get(cell..cell + 2);
        let range = bounds.map_or(0..0, |bounds| bounds[0] as usize..bounds[1] as usize);
        let equations = self.equations_of.get(range).unwrap_or_default();
        equations.iter().map(|&equation| equation as usize)
    }

    /// Whether some relation makes the cell a total by nature.
    pub fn is_total(&self, cell: usize) -> bool {
        self.totals.contains(cell)
    }

    /// Whether the cell may be negative.
    pub fn is_signed(&self, cell: usize) -> bool {
        self.signed.contains(cell)
    }

    /// Where the cell stands, if the system was told.
    pub fn place(&self, cell: usize) -> Option<CellPlace> {
        self.places.get(cell).copied()
    }

    /// What stands in a cell, with numbers that cannot be right taken for unreadable and absent cells for blank.
    pub fn read(&self, observed: &[Observed], cell: usize) -> Observed {
        match observed.get(cell) {
            Some(&Observed::Number(number)) => {
                let too_large = number.unsigned_abs() > self.largest;
                let below_zero = number < 0 && !self.is_signed(cell);
                if too_large || below_zero {
                    Observed::Unreadable
                } else {
                    Observed::Number(number)
                }
            }
            Some(Observed::Absent) | None => Observed::Blank,
            Some(&other) => other,
        }
    }

    /// The same of every cell.
    pub fn readings(&self, observed: &[Observed]) -> Vec<Observed> {
        let cells = 0..self.n_cells;
        cells.map(|cell| self.read(observed, cell)).collect()
    }

    /// The equations by which totals are computed from their parts, each after those it rests on: one for each total by nature, and one for
    /// each further cell that a relation states as the outcome of others.
    pub(super) fn definitions(&self) -> impl Iterator<Item = &Equation> {
        self.definitions
            .iter()
            .map(|&at| &self.equations[at as usize])
    }

    /// The same by their numbers.
    pub fn definition_numbers(&self) -> impl Iterator<Item = usize> + '_ {
        self.definitions.iter().map(|&at| at as usize)
    }

    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(parts: &[usize], total: usize) -> Equation {
        Equation {
            parts: parts.to_vec(),
            minus: Vec::new(),
            total,
            fills: true,
        }
    }

    #[test]
    fn relations_without_a_common_cell_form_blocks_of_their_own() {
        let system = System::new(9, vec![sum(&[0, 1], 2), sum(&[4, 5], 6), sum(&[2], 3)]);
        let blocks: Vec<_> = system
            .blocks()
            .iter()
            .map(|block| (block.cells.clone(), block.equations.clone()))
            .collect();
        assert_eq!(
            blocks,
            [(vec![0, 1, 2, 3], vec![0, 2]), (vec![4, 5, 6], vec![1])]
        );
    }

    #[test]
    fn an_equation_that_cannot_be_used_is_announced() {
        let system = System::new(3, vec![sum(&[0, 0], 1), sum(&[0, 1], 2), sum(&[0, 7], 1)]);
        assert_eq!(system.left_out(), [0, 2]);
        assert_eq!(system.blocks().len(), 1);
    }

    #[test]
    fn a_mention_is_one_more_cell_with_one_more_equation() {
        let system = System::new(3, vec![sum(&[0, 1], 2)]).with_mentions(&[vec![2], vec![0, 1]]);
        assert_eq!((system.n_cells(), system.n_table_cells()), (5, 3));
        assert!(system.is_mention(3) && !system.is_mention(2));
        assert!(system.is_mention_equation(2) && !system.is_mention_equation(0));
        assert_eq!(system.equations_of(2).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(system.blocks().len(), 1);
    }
}
