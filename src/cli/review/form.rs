//! The tables of an edition drawn blank, once: a script fills them in with the numbers of one report.

use maud::{Markup, html};

use crate::form::{Edition, Layout, RowSpec, TableSpec};

/// All tables of an edition under the headings of their sections. Value cells bear their numbers, counted through all tables.
pub(super) fn blank_form(edition: &Edition) -> Markup {
    let sections = edition.sections.iter();
    let tables = sections
        .filter_map(|section| Some((section, edition.tables.get(section.table?)?)))
        .scan(0, |first, (section, table)| {
            let own = *first;
            *first += table.n_cells;
            Some((section, table, own))
        });
    html! {
        @for (section, table, first) in tables {
            h3 { (section.number) "、" (section.title) }
            table.form { (drawn(table, first)) }
        }
    }
}

fn drawn(table: &TableSpec, first: usize) -> Markup {
    match table.layout {
        Layout::OneLine => side_by_side(table, first),
        Layout::LabelledRows => under_each_other(table, first),
    }
}

fn value(cell: usize) -> Markup {
    html! { td.value data-c=(cell) {} }
}

/// Blocks from left to right, over one line of numbers.
fn side_by_side(table: &TableSpec, first: usize) -> Markup {
    html! {
        tr {
            @for row in &table.rows { th colspan=(row.columns.len()) { (row.label) } }
        }
        tr {
            @for row in &table.rows {
                @for &column in &row.columns { th { (table.columns[column].label) } }
            }
        }
        tr {
            @for cell in 0..table.n_cells { (value(first + cell)) }
        }
    }
}

/// Rows with their groups on the left; a header wherever the columns change.
fn under_each_other(table: &TableSpec, first: usize) -> Markup {
    let rows = &table.rows;
    let widest = rows.iter().map(|row| row.columns.len()).max().unwrap_or(1);
    let is_uniform = rows.iter().all(|row| row.columns == rows[0].columns);
    let path = |row: &RowSpec| match is_uniform {
        true => table.group_path(row.group),
        false => Vec::new(),
    };
    let depth = rows
        .iter()
        .map(|row| path(row).len() + 1)
        .max()
        .unwrap_or(1);
    let corner = table.headers.first().map_or("", |header| &header.label);
    html! {
        @for (at, row) in rows.iter().enumerate() {
            @let before = at.checked_sub(1).and_then(|before| rows.get(before));
            @let own = path(row);
            @if before.is_none_or(|before| before.columns != row.columns) {
                @if let Some(group) = row.group.filter(|_| !is_uniform) {
                    tr { th.caption colspan=(depth + widest) { (table.groups[group].label) } }
                }
                tr {
                    th colspan=(depth) { (corner) }
                    @for &column in &row.columns {
                        th colspan=(widest / row.columns.len()) { (table.columns[column].label) }
                    }
                }
            }
            tr {
                @for (level, &group) in own.iter().enumerate() {
                    @let begins = before.is_none_or(|before| path(before).get(level) != Some(&group));
                    @if begins {
                        @let goes_on = |row: &&RowSpec| path(row).get(level) == Some(&group);
                        th.group rowspan=(rows[at..].iter().take_while(goes_on).count()) {
                            (table.groups[group].label)
                        }
                    }
                }
                th.label colspan=(depth - own.len()) { (row.label) }
                @for place in 0..row.columns.len() {
                    @let wide = widest / row.columns.len();
                    @if wide == 1 { (value(first + row.first_cell + place)) }
                    @else { td.value colspan=(wide) data-c=(first + row.first_cell + place) {} }
                }
            }
        }
    }
}
