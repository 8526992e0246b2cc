//! Headers of which one row says, in order, what stands in every value of the rows below.
//!
//! In: the rows of a header. Out: which values stand in columns that the form does not have; in doubt, none.

use super::{HeaderRows, Places};
use crate::align::site::Site;

/// Digits of a year.
const YEAR: usize = 4;
/// Characters behind the digits of a year that is a header: 年度数.
const MAX_BEHIND_YEAR: usize = 3;

impl HeaderRows {
    /// The column of last year, where two years are all that heads the numbers of rows that have one: `2022年`, `2023年`.
    pub(super) fn years(&self, site: Site, of_form: usize) -> Option<(Places, Vec<usize>)> {
        let words = self.rows.iter().flat_map(|&row| site.words_of(row));
        let mut years = Vec::new();
        for (at, cell) in words {
            match site.year_in(cell) {
                Some((year, rest)) if at > 0 => years.push((year, rest, cell)),
                _ if at > 0 => return None,
                _ => {}
            }
        }
        let [
            (left, ref before, left_cell),
            (right, ref behind, right_cell),
        ] = years[..]
        else {
            return None;
        };
        if left.abs_diff(right) != 1
            || before != behind
            || site.spec.rows[of_form].columns.len() != 1
        {
            return None;
        }
        let is_extra = vec![left < right, right < left];
        let older = if left < right { left_cell } else { right_cell };
        Some((Places::InOrder { is_extra }, vec![older]))
    }

    /// The same where the rows have other cells than the header, and one row of the header names all columns.
    pub(super) fn in_order(&self, site: Site, official: &[usize]) -> Option<(Places, Vec<usize>)> {
        let words_of = |row: &usize| -> Vec<(bool, usize)> {
            let words = site.words_of(*row).filter_map(|(at, cell)| {
                let is_extra = at > 0 && site.is_no_word_of_form(cell);
                let is_column = site.column_of(cell).is_some();
                (is_extra || is_column).then_some((is_extra, cell))
            });
            words.collect()
        };
        let rows = self.rows.iter().map(words_of);
        let names_all = |words: &Vec<(bool, usize)>| {
            let columns = words.iter().filter(|(is_extra, _)| !is_extra);
            let columns: Vec<usize> = columns
                .filter_map(|(_, cell)| site.column_of(*cell))
                .collect();
            columns.len() == official.len() && official.iter().all(|of| columns.contains(of))
        };
        let words = rows.into_iter().find(names_all)?;
        let heads = words.iter().filter(|(is_extra, _)| *is_extra);
        let heads: Vec<usize> = heads.map(|(_, cell)| *cell).collect();
        let is_extra = words.into_iter().map(|(is_extra, _)| is_extra).collect();
        (!heads.is_empty()).then_some((Places::InOrder { is_extra }, heads))
    }
}

impl Site<'_> {
    /// The year that a cell begins with and what stands behind it, where that is hardly more.
    fn year_in(&self, cell: usize) -> Option<(u32, Vec<char>)> {
        let written = self.folded(self.document.cells[cell].span);
        let (year, rest) = written.split_at_checked(YEAR)?;
        let year: String = year.iter().collect();
        let is_year = rest.len() <= MAX_BEHIND_YEAR && year.starts_with(['1', '2']);
        let year = year.parse().ok().filter(|_| is_year)?;
        Some((year, rest.to_vec()))
    }
}
