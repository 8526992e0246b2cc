//! From a solved tableau to the repair it shows.

use super::block::Block;
use super::cells::has;
use super::feasible::{mark_varying, range};
use super::outcome::{Change, Repair, Target};
use super::tableau::Unrepresentable;
use super::workspace::Workspace;

/// The repair with its numbers, and ranges where the relations leave a choice. `None` if a suspected cell would not change, which happens
/// only where a smaller repair was lost.
pub(super) fn read_off(
    at: &mut Workspace,
    block: &Block,
) -> Result<Option<Repair>, Unrepresentable> {
    let settled = at.tableau.all_defined();
    at.varying.fill(0);
    if !settled {
        mark_varying(&at.tableau, &block.signed, &mut at.varying);
    }
    let mut repair = Repair::default();
    for cell in 0..block.cells.len() {
        if !has(&at.free, cell) {
            continue;
        }
        let name = block.cells[cell] as usize;
        let row = at.tableau.row_of(cell);
        let fixed =
            settled || row.is_some_and(|row| at.tableau.loose_in(row).all(|word| word == 0));
        let is_blank = has(&at.blank, cell);
        let target = match row {
            Some(row) if fixed => Target::Exactly(at.tableau.value(row, cell)),
            _ if is_blank && has(&at.varying, cell) => {
                repair.open.push(name);
                continue;
            }
            _ => match range(&mut at.tableau, &block.signed, cell)? {
                (Some(least), Some(most)) if least == most => Target::Exactly(least),
                (least, most) => Target::Between { least, most },
            },
        };
        if is_blank {
            match target {
                Target::Exactly(number) => repair.fills.push((name, number)),
                Target::Between { .. } => repair.open.push(name),
            }
            continue;
        }
        let from = (!has(&at.unreadable, cell)).then_some(at.numbers[cell]);
        if from.is_some() && from == target.exactly() {
            return Ok(None);
        }
        repair.changes.push(Change {
            cell: name,
            from,
            to: target,
        });
    }
    Ok(Some(repair))
}
