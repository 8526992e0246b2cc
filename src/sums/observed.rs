//! What stands in a cell.

/// What stands in a cell, or what a text states about some.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Observed {
    /// A number that is legitimate in its kind of cell.
    Number(i64),
    /// Nothing, or a dash: free to be anything, at no cost.
    Blank,
    /// Something that cannot be right, whatever the relations say (words, a fraction or a negative number where a count is due): it has to
    /// change, and counts as a change.
    Unreadable,
    /// The cell is not in its place, or not there at all: as unknown as a blank, and nothing can be written into it.
    Absent,
}

impl Observed {
    /// The number, where there is one.
    pub fn number(self) -> Option<i64> {
        match self {
            Observed::Number(number) => Some(number),
            Observed::Blank | Observed::Unreadable | Observed::Absent => None,
        }
    }
}
