//! From a solved tableau to the repair it shows.

use super::feasible::{mark_varying, range};
use super::outcome::{CellChange, Repair, Target};
use super::tableau::Unrepresentable;
use super::workspace::SearchSpace;
use crate::sums::{Block, has, ones_of};

/// The repair with its numbers, and ranges where the relations leave a choice. `None` if a suspected cell would not change, which happens
/// only where a smaller repair was lost.
pub(super) fn read_off(
    at: &mut SearchSpace,
    block: &Block,
) -> Result<Option<Repair>, Unrepresentable> {
    if !at.tableau.all_defined() {
        at.varying.fill(0);
        mark_varying(&at.tableau, &block.signed, &mut at.varying);
    }
    let mut repair = Repair::default();
    for word in 0..block.words {
        for cell in ones_of(at.free[word], word) {
            let name = block.cells[cell] as usize;
            let target = target(at, block, cell)?;
            if has(&at.blank, cell) {
                match target.exactly() {
                    Some(number) => repair.fills.push((name, number)),
                    None => repair.open.push(name),
                }
                continue;
            }
            let from = (!has(&at.unreadable, cell)).then_some(at.numbers[cell]);
            if from.is_some() && from == target.exactly() {
                return Ok(None);
            }
            repair.changes.push(CellChange {
                cell: name,
                from,
                to: target,
            });
        }
    }
    Ok(Some(repair))
}

/// What a free cell comes to.
fn target(at: &mut SearchSpace, block: &Block, cell: usize) -> Result<Target, Unrepresentable> {
    let row = at.tableau.row_of(cell);
    if let Some(row) = row
        && at.tableau.loose_in(row).all(|word| word == 0)
    {
        return Ok(Target::Exactly(at.tableau.value(row, cell)));
    }
    if has(&at.blank, cell) && has(&at.varying, cell) {
        // Nobody asks how far an undetermined blank can go.
        return Ok(Target::Between {
            least: None,
            most: None,
        });
    }
    Ok(match range(&mut at.tableau, &block.signed, cell)? {
        (Some(least), Some(most)) if least == most => Target::Exactly(least),
        (least, most) => Target::Between { least, most },
    })
}
