//! What must hold between a report and the one of the year before, as data of the edition.

use serde::{Deserialize, Serialize};

/// A cell by the ids of its table, row and column, which editions share where they mean the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CellId {
    /// The id of the table.
    pub table: String,
    /// The id of the row.
    pub row: String,
    /// The id of the column.
    pub column: String,
}

/// What a relation between two years says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum YearRelationKind {
    /// What was left last year is taken over this year.
    CarriedOver,
    /// What is in force is what was, with what was made and without what was repealed.
    InForce,
}

impl YearRelationKind {
    /// All of them.
    pub const ALL: [YearRelationKind; 2] =
        [YearRelationKind::CarriedOver, YearRelationKind::InForce];

    /// The code of the rule that reports one that is broken.
    pub fn rule(self) -> &'static str {
        match self {
            YearRelationKind::CarriedOver => "carried-over",
            YearRelationKind::InForce => "in-force",
        }
    }
}

/// One identity between a report and that of the year before: `last` and `parts` less `minus` come to `total`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearRelation {
    /// Stable id: `carried:natural`.
    pub id: String,
    /// What it is, and which rule reports it.
    pub kind: YearRelationKind,
    /// The table of this year's cells, an index into the edition's.
    pub table: usize,
    /// The cell of this year's report that must equal the sum, and at which a break is reported.
    pub total: usize,
    /// The cell of last year's report that is taken over.
    pub last: CellId,
    /// Cells of this year's report that are added.
    pub parts: Vec<usize>,
    /// Cells of this year's report that are taken away.
    pub minus: Vec<usize>,
    /// Where the official text says so.
    pub source: String,
}
