//! Numbers of a table in one line that a page was read across: the totals of cells that stood higher come first, words of the header between them.
//!
//! In: the numbers in the order of the text. Out: whether that may be another order than the form's, so that none is in a certain cell.

use super::gaps::Placed;
use super::records::{Piece, Records, ValueCell};
use super::site::Site;
use crate::form::Relation;
use crate::form::lexicon::Name;
use crate::syntax::value::Value;

/// So many sums fail where numbers stand in another order than the form's; a slip breaks one. On a single line, all of them.
const MIN_FAILING: usize = 2;

/// Whether numbers stand between spaces or on lines, below a header of which the words are in pieces.
pub(super) fn are_below_broken_words(site: Site, records: &Records, stated: &[&ValueCell]) -> bool {
    let Some(first) = stated.first() else {
        return false;
    };
    let is_column = |piece: &&Piece| matches!(piece.name(), Some(Name::Column(..)));
    !site.document.rows[first.row].surface.keeps_blanks()
        && records.pieces.iter().filter(is_column).count() < site.spec.n_cells
}

/// Whether too many relations of the table fail for the numbers in this order.
pub(super) fn are_out_of_order(site: Site, stated: &[&ValueCell], placed: &[Placed]) -> bool {
    let relations = &site.spec.relations;
    let mut lines = stated.chunk_by(|one, other| one.row == other.row);
    let least = match lines.nth(1) {
        Some(_) => MIN_FAILING,
        None => MIN_FAILING.max(relations.len()),
    };
    let whole = |&cell: &usize| match placed.get(cell)? {
        Placed::Cell(at) => match site.document.cells[*at].value {
            Value::Number(number) => number.whole(),
            Value::Blank => Some(0),
            Value::Dash | Value::Words => None,
        },
        Placed::Gap(..) => Some(0),
    };
    let fails = |relation: &&Relation| {
        let parts: Option<i64> = relation.parts.iter().map(whole).sum();
        let total = whole(&relation.total).filter(|_| relation.minus.is_empty());
        matches!((total, parts), (Some(total), Some(parts)) if total != parts)
    };
    relations.iter().filter(fails).count() >= least
}
