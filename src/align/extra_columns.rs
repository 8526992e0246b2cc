//! Columns that the form does not have: remarks, units, last year's numbers.
//!
//! In: the rows of one table's region. Out: the cells that stand in such columns, heads among them. A column is one of these only beside columns that
//! are all named, under a word that is no word of the form. In doubt, none.

mod in_order;
mod on_lines;

pub(super) use on_lines::find_values_beside;

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::hashes::Named;
use super::records::first_cell_of;
use super::site::Site;
use crate::form::lexicon::{Name, wording};
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Row, Surface};

/// What stands in the columns of a region that the form does not have.
#[derive(Debug, Default)]
pub(super) struct ExtraColumns {
    /// Cells of the document, by index.
    cells: FxHashSet<usize>,
    /// The words that head the columns, each once.
    pub heads: Vec<Span>,
}

/// Where such columns stand in the rows below a header.
enum Places {
    /// Every row has so many cells; by index.
    Grid { n_cells: usize, columns: Vec<usize> },
    /// Merged cells take one place: so many columns before the values, and so many behind.
    Around { before: usize, behind: usize },
    /// The same where one row of the header names all of them: for each value of a row whether it stands in such a column.
    InOrder { is_extra: Vec<bool> },
}

/// The rows of a header that is being read.
#[derive(Default)]
struct HeaderRows {
    rows: Vec<usize>,
}

impl ExtraColumns {
    /// Finds the columns of a table whose rows carry labels.
    pub(super) fn find(site: Site, region: Range<usize>) -> Self {
        let mut extra = ExtraColumns::default();
        if site.is_one_line() {
            return extra;
        }
        let (mut header, mut is_open) = (HeaderRows::default(), false);
        let mut places: Option<(Places, usize)> = None;
        for row_at in region {
            let row = &site.document.rows[row_at];
            let is_in_cells = row.surface.mark().is_some() || row.surface == Surface::Html;
            if !is_in_cells || row.n_cells < 3 {
                continue;
            }
            let label = site.label_in(row);
            if label.is_none() && !site.has_number(row) {
                if !is_open {
                    header = HeaderRows::default();
                    is_open = true;
                }
                header.rows.push(row_at);
                continue;
            }
            if let (true, Some((of_form, _))) = (is_open, label) {
                is_open = false;
                let found = match header.names_any(site) {
                    true => header.places(site, of_form, row),
                    false => header.years(site, of_form),
                };
                if found.is_some() || header.names_any(site) {
                    places = found.map(|(places, heads)| {
                        extra.add_heads(site, &heads);
                        let n_columns = site.spec.rows[of_form].columns.len();
                        (places, n_columns)
                    });
                }
            }
            if let Some((places, n_columns)) = &places {
                let n_columns = match label {
                    Some((of_form, _)) => site.spec.rows[of_form].columns.len(),
                    None => *n_columns,
                };
                extra.add_cells(site, row, label.map(|(_, at)| at), (places, n_columns));
            }
        }
        extra
    }

    /// Whether a cell of the document stands in one of the columns.
    pub(super) fn holds(&self, cell: usize) -> bool {
        !self.cells.is_empty() && self.cells.contains(&cell)
    }

    fn add_heads(&mut self, site: Site, heads: &[usize]) {
        for &head in heads {
            let span = site.document.cells[head].span;
            let word = site.document.at(span);
            let is_same = |other: &Span| site.document.at(*other) == word;
            self.cells.insert(head);
            if !self.heads.iter().any(is_same) {
                self.heads.push(span);
            }
        }
    }

    /// Adds the cells of one row of values. `label` is the place of its label.
    fn add_cells(
        &mut self,
        site: Site,
        row: &Row,
        label: Option<usize>,
        (places, n_columns): (&Places, usize),
    ) {
        let (first, n_cells) = (first_cell_of(row), row.n_cells as usize);
        match places {
            Places::Grid { n_cells: n, .. } if *n != n_cells => {}
            Places::Grid { columns, .. } => {
                let behind_label = |at: &&usize| label.is_none_or(|label| **at > label);
                let cells = columns.iter().filter(behind_label);
                self.cells.extend(cells.map(|at| first + at));
            }
            Places::Around { before, behind } => {
                let words = site.document.cells_of(row).iter();
                let n_words = words.take_while(|cell| cell.value == Value::Words).count();
                let values_from = match label {
                    Some(label) => label + 1,
                    None => n_words.saturating_sub(*before),
                };
                if n_cells != values_from + before + n_columns + behind {
                    return;
                }
                let cells = (values_from..values_from + before).chain(n_cells - behind..n_cells);
                self.cells.extend(cells.map(|at| first + at));
            }
            Places::InOrder { is_extra } => {
                let n_values = is_extra.len();
                let values_from = label.map_or(n_cells.saturating_sub(n_values), |at| at + 1);
                let mut behind = site.document.cells_of(row).iter();
                let is_whole = n_cells >= values_from + n_values
                    && behind
                        .by_ref()
                        .skip(values_from + n_values)
                        .all(|cell| cell.value == Value::Blank);
                if !is_whole {
                    return;
                }
                let places = is_extra.iter().enumerate();
                let places = places.filter(|(_, is_extra)| **is_extra);
                self.cells
                    .extend(places.map(|(at, _)| first + values_from + at));
            }
        }
    }
}

impl HeaderRows {
    /// Whether any of its words names a column.
    fn names_any(&self, site: Site) -> bool {
        let mut rows = self.rows.iter();
        rows.any(|&row| {
            site.words_of(row)
                .any(|(_, cell)| site.column_of(cell).is_some())
        })
    }

    /// Where the columns stand that it names and the form does not have, and the cells that head them. `row` is the first below it, row `of_form` of
    /// the form. `None` if there are none, or if it does not name all columns of the form.
    fn places(&self, site: Site, of_form: usize, row: &Row) -> Option<(Places, Vec<usize>)> {
        let words = || self.rows.iter().flat_map(|&row| site.words_of(row));
        let named: Vec<(usize, usize)> = words()
            .filter_map(|(at, cell)| Some((at, site.column_of(cell)?)))
            .collect();
        let official = &site.spec.rows[of_form].columns;
        let is_named = |column: &usize| named.iter().any(|(_, named)| named == column);
        if !official.iter().all(is_named) {
            return None;
        }
        let n_cells = row.n_cells as usize;
        let is_grid = |row: &usize| site.document.rows[*row].n_cells as usize == n_cells;
        let (_, label) = site.label_in(row)?;
        if !self.rows.iter().all(is_grid) {
            return self.in_order(site, official).or_else(|| self.around(site));
        }
        let is_free = |at: usize| at > label && named.iter().all(|(other, _)| *other != at);
        let heads: Vec<(usize, usize)> = words()
            .filter(|&(at, cell)| is_free(at) && site.is_no_word_of_form(cell))
            .collect();
        let mut columns: Vec<usize> = heads.iter().map(|(at, _)| *at).collect();
        columns.sort_unstable();
        columns.dedup();
        // What is left must hold the values.
        let is_enough = label + 1 + official.len() + columns.len() <= n_cells;
        let heads = heads.into_iter().map(|(_, cell)| cell).collect();
        (!columns.is_empty() && is_enough).then_some((Places::Grid { n_cells, columns }, heads))
    }

    /// The same where merged cells take one place: only what stands before the first or behind the last word of the form.
    fn around(&self, site: Site) -> Option<(Places, Vec<usize>)> {
        let (mut before, mut behind): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for (nth, &row) in self.rows.iter().enumerate() {
            let words: Vec<(usize, usize)> = site.words_of(row).collect();
            let heads = |(at, cell): &(usize, usize)| {
                (*at > 0 || nth > 0) && site.heads_anything(*cell)
                    || site.column_of(*cell).is_some()
            };
            let (Some(first), Some(last)) =
                (words.iter().position(heads), words.iter().rposition(heads))
            else {
                continue;
            };
            let is_extra = |(at, cell): &&(usize, usize)| *at > 0 && site.is_no_word_of_form(*cell);
            let cells = |words: &[(usize, usize)]| -> Vec<usize> {
                words
                    .iter()
                    .filter(is_extra)
                    .map(|(_, cell)| *cell)
                    .collect()
            };
            let (left, right) = (cells(&words[..first]), cells(&words[last + 1..]));
            if left.len() > before.len() {
                before = left;
            }
            if right.len() > behind.len() {
                behind = right;
            }
        }
        let places = Places::Around {
            before: before.len(),
            behind: behind.len(),
        };
        before.extend(behind);
        (!before.is_empty()).then_some((places, before))
    }
}

impl Site<'_> {
    /// The row that the last label in a row of the document names, and the place of that label.
    fn label_in(&self, row: &Row) -> Option<(usize, usize)> {
        let first = first_cell_of(row);
        let mut cells = (0..row.n_cells as usize).rev();
        cells.find_map(|at| match self.named(self.hashes.of(first + at))?.name {
            Name::Row(_, row) => Some((row, at)),
            _ => None,
        })
    }

    fn has_number(&self, row: &Row) -> bool {
        let mut cells = self.document.cells_of(row).iter();
        cells.any(|cell| matches!(cell.value, Value::Number(_) | Value::Dash))
    }

    /// The cells of a row of the document that hold words: their places in it, and which cells of the document they are.
    fn words_of(&self, row: usize) -> impl Iterator<Item = (usize, usize)> {
        let first = first_cell_of(&self.document.rows[row]);
        let cells = self.document.cells_of(&self.document.rows[row]).iter();
        let words = cells
            .enumerate()
            .filter(|(_, cell)| cell.value == Value::Words);
        words.map(move |(at, _)| (at, first + at))
    }

    fn column_of(&self, cell: usize) -> Option<usize> {
        match self.named_in(cell)?.name {
            Name::Column(_, column) => Some(column),
            _ => None,
        }
    }

    /// Whether a cell holds a word that heads columns, or words that name anything else of the table.
    fn heads_anything(&self, cell: usize) -> bool {
        self.named_in(cell).is_some()
    }

    /// What a cell names; the unit of its numbers may stand behind it, `自然人（件）`.
    fn named_in(&self, cell: usize) -> Option<Named> {
        let noted = || self.label_with_note(self.document.cells[cell].span);
        self.named(self.hashes.of(cell)).or_else(noted)
    }

    /// Whether the words of a cell are none of the form's, not even with a slip.
    fn is_no_word_of_form(&self, cell: usize) -> bool {
        if self.heads_anything(cell) {
            return false;
        }
        let written = self.folded(self.document.cells[cell].span);
        let mut headers = self.words.headers.iter();
        !headers.any(|(_, official, _)| wording(&written, official).is_some())
    }
}
