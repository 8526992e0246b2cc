//! What goes into the search and what comes out of it.

use crate::sums::{Observed, System, Terms};

/// How far the search goes. The defaults are those that the speed targets hold for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most cells that a repair may change; more is only said to be more.
    pub changes: usize,
    /// The most places of the search tree visited, or elimination steps taken, for one block. Mistyped tables take up to some hundred; thousands are
    /// only needed where most of a table is blank, and there the answer says least.
    pub nodes: usize,
    /// The most repairs listed for one block.
    pub repairs: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            changes: 4,
            nodes: 3_000,
            repairs: 256,
        }
    }
}

/// The number that a repair gives to a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// The only number that fits.
    Exactly(i64),
    /// Several fit, depending on the other cells of the same repair: name the place, never a number.
    Between {
        /// The least that fits; `None` for no limit.
        least: Option<i64>,
        /// The greatest that fits; `None` for no limit.
        most: Option<i64>,
    },
}

impl Target {
    /// The number, if there is only one.
    pub fn exactly(self) -> Option<i64> {
        match self {
            Target::Exactly(number) => Some(number),
            Target::Between { .. } => None,
        }
    }
}

/// A stated number that gives way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellChange {
    /// The cell.
    pub cell: usize,
    /// What stands there; `None` if it is unreadable.
    pub from: Option<i64>,
    /// What has to stand there.
    pub to: Target,
}

/// A set of changes that makes every relation of its block hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Repair {
    /// The cells that change, ascending.
    pub changes: Vec<CellChange>,
    /// The blanks that are then determined, with their number, ascending.
    pub fills: Vec<(usize, i64)>,
    /// The blanks that stay undetermined, ascending.
    pub open: Vec<usize>,
}

impl Repair {
    /// Whether every changed cell has one definite number.
    pub fn is_definite(&self) -> bool {
        self.changes
            .iter()
            .all(|change| change.to.exactly().is_some())
    }

    /// What the repair makes of a cell; `None` if it leaves it alone.
    pub fn number(&self, cell: usize) -> Option<i64> {
        let changed = self.changes.iter().find(|change| change.cell == cell);
        let filled = self.fills.iter().find(|&&(blank, _)| blank == cell);
        changed
            .and_then(|change| change.to.exactly())
            .or(filled.map(|&(_, number)| number))
    }
}

/// The smallest number of cells that have to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MinChanges {
    /// This many are needed and suffice.
    Exactly(usize),
    /// With fewer it cannot be done; whether with so many was not searched.
    AtLeast(usize),
}

impl MinChanges {
    /// Whether only a lower bound is known.
    pub fn is_at_least(self) -> bool {
        matches!(self, MinChanges::AtLeast(_))
    }
}

/// What the search says about one block: relations that hang together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockOutcome {
    /// The block's relations, by their number in the system.
    pub equations: Vec<usize>,
    /// Those among them that do not hold and have no blank or unreadable cell.
    pub broken: Vec<usize>,
    /// The smallest number of cells that have to change; blanks are free.
    pub min_changes: MinChanges,
    /// All the smallest repairs, in the order of their cells; empty beyond the limit.
    pub repairs: Vec<Repair>,
    /// Whether `min_changes` and the completeness of `repairs` are certain.
    pub proven: bool,
    /// Whether there are more repairs than the limit lets be listed.
    pub truncated: bool,
    /// Places of the search tree visited.
    pub nodes: usize,
    /// Elimination steps taken.
    pub steps: usize,
}

impl BlockOutcome {
    /// The only smallest repair, if there is proof that there is no other and it has definite numbers.
    pub fn unique(&self) -> Option<&Repair> {
        match self.repairs.as_slice() {
            [repair] if self.proven && !self.truncated && repair.is_definite() => Some(repair),
            _ => None,
        }
    }

    /// Whether some stated number has to change.
    pub fn needs_change(&self) -> bool {
        self.min_changes != MinChanges::Exactly(0)
    }
}

/// What the search says about a whole system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchOutcome {
    /// The blocks that are not fully stated and in order, by their first relation. Empty for a consistent table without blanks.
    pub blocks: Vec<BlockOutcome>,
}

impl SearchOutcome {
    /// Whether the stated numbers allow every relation to hold.
    pub fn is_consistent(&self) -> bool {
        !self.blocks.iter().any(BlockOutcome::needs_change)
    }

    /// The blocks in which some stated number has to change.
    pub fn broken_blocks(&self) -> impl Iterator<Item = &BlockOutcome> {
        self.blocks.iter().filter(|block| block.needs_change())
    }

    /// The smallest number of cells that have to change in all blocks together.
    pub fn min_changes(&self) -> MinChanges {
        let mut sum = 0;
        let mut exact = true;
        for block in &self.blocks {
            match block.min_changes {
                MinChanges::Exactly(n) => sum += n,
                MinChanges::AtLeast(n) => {
                    sum += n;
                    exact = false;
                }
            }
        }
        if exact {
            MinChanges::Exactly(sum)
        } else {
            MinChanges::AtLeast(sum)
        }
    }

    /// Whether everything said is certain.
    pub fn is_proven(&self) -> bool {
        self.blocks.iter().all(|block| block.proven)
    }

    /// Places of the search tree visited in all blocks together.
    pub fn nodes(&self) -> usize {
        self.blocks.iter().map(|block| block.nodes).sum()
    }

    /// The repairs of the whole system: one of each block, in all combinations, but not more than `most`. Empty if a block has none.
    pub fn repairs(&self, most: usize) -> Vec<Repair> {
        let mut all = vec![Repair::default()];
        for block in &self.blocks {
            let joined = all
                .iter()
                .flat_map(|before| block.repairs.iter().map(|repair| before.joined(repair)));
            all = joined.take(most).collect();
        }
        all
    }
}

impl Repair {
    fn joined(&self, other: &Repair) -> Repair {
        let mut joined = self.clone();
        joined.changes.extend_from_slice(&other.changes);
        joined.fills.extend_from_slice(&other.fills);
        joined.open.extend_from_slice(&other.open);
        joined.changes.sort_unstable();
        joined.fills.sort_unstable();
        joined.open.sort_unstable();
        joined
    }
}

/// The observed numbers with the repair applied; blanks that stay undetermined stay blank.
pub fn applied(observed: &[Observed], repair: &Repair) -> Vec<Observed> {
    let mut numbers = observed.to_vec();
    let changes = repair
        .changes
        .iter()
        .filter_map(|change| Some((change.cell, change.to.exactly()?)));
    for (cell, number) in changes.chain(repair.fills.iter().copied()) {
        if let Some(slot) = numbers.get_mut(cell) {
            *slot = Observed::Number(number);
        }
    }
    numbers
}

/// The relations that do not hold, by number. One with a blank or unreadable cell is not judged.
pub fn broken_equations(system: &System, observed: &[Observed]) -> Vec<usize> {
    let equations = system.equations().iter().enumerate();
    equations
        .filter(|(at, _)| !system.left_out().contains(at))
        .filter(|(_, equation)| {
            let residual = equation.residual(|cell| system.read(observed, cell));
            residual.is_some_and(|residual| residual != 0)
        })
        .map(|(at, _)| at)
        .collect()
}
