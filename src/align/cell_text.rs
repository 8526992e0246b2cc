//! What to write into a cell, so that it looks like its neighbours.

use super::{AlignedTable, Slot};
use crate::lines::{is_line_end, line_end_before};
use crate::syntax::Document;

impl AlignedTable {
    /// What to write over the slot's span so that the cell says `value`: padded like its neighbours where an empty cell has no room.
    pub fn cell_text(&self, document: &Document, slot: &Slot, value: &str) -> String {
        let line_ends = slot.cell().map_or(0, |cell| cell.line_ends as usize);
        let at = slot.span().start as usize;
        if line_ends > 0 {
            let end = line_end_before(&document.text, at);
            return format!("{value}{}", end.repeat(line_ends));
        }
        let mark = self.surface.padded_mark();
        let Some(is_mark) = mark.filter(|_| slot.span().is_empty()) else {
            return value.to_owned();
        };
        let text = document.text.as_str();
        let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
        let ends = |c: Option<char>| c.is_none_or(|c| is_mark(c) || is_line_end(c));
        let (before, after) = (ends(before.chars().next_back()), ends(after.chars().next()));
        let pads = self.slots.iter().map(Slot::span).any(|other| {
            !other.is_empty() && text.as_bytes().get(other.end as usize) == Some(&b' ')
        });
        match (pads, before, after) {
            (true, true, true) => format!(" {value} "),
            (true, true, false) => format!(" {value}"),
            (true, false, true) => format!("{value} "),
            _ => value.to_owned(),
        }
    }
}
