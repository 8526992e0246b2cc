//! One table of the form, laid over the rows of its section.

use super::above::hand_down_values;
use super::aligned::{AlignedRow, AlignedTable, RowState, Slip};
use super::column_order::follow_headers;
use super::extra_columns::find_values_beside;
use super::hashes::CellHashes;
use super::header_below::mark_values_above_header;
use super::interrupted::join_interrupted;
use super::kept::KeptTables;
use super::place::Placement;
use super::records::Records;
use super::regions::regions;
use super::report::Headings;
use super::rows::{Match, is_behind_group, match_rows, place_rows, without_group};
use super::run_together::framed;
use super::shared::shared_rows;
use super::site::Site;
use super::slips::{group_slips, header_slips};
use super::slot::{Slot, SlotCell};
use super::unknown::unknown_rows;
use super::wrapped_rows::join_wrapped;
use crate::form::Layout;
use crate::form::lexicon::{Name, Wording};
use crate::kit::Kit;
use crate::span::Span;
use crate::syntax::Document;
use crate::syntax::value::Value;

/// Lays every table of the edition over the document; those that an edit has not touched are kept.
pub(super) fn align_tables(
    document: &Document,
    kit: &Kit,
    hashes: &CellHashes,
    headings: &Headings,
    kept: Option<KeptTables>,
) -> Vec<AlignedTable> {
    let (edition, lexicon) = (&kit.edition, &kit.lexicon);
    let regions = regions(document, edition, lexicon, hashes, headings);
    let tables = edition.tables.iter().zip(regions).enumerate();
    let damage = kept.as_ref().map(|kept| kept.damage);
    let mut before = kept.into_iter().flat_map(|kept| kept.tables);
    let aligned = tables.map(|(table, (spec, region))| {
        let before = before.next().filter(|table| table.is_found).zip(damage);
        let again = before.and_then(|(table, damage)| table.again(document, damage, &region));
        if let Some(table) = again {
            return table;
        }
        let mut main = headings.main.iter();
        let heading = main.find(|heading| heading.section == spec.section);
        let belongs = heading.map_or(document.text.len(), |heading| heading.span.end as usize);
        let body = || heading.map_or(Span::at(belongs), |heading| heading.body);
        let framed = framed(document.at(body()), body().start as usize);
        if framed.is_some() {
            return AlignedTable {
                run_together: framed,
                region,
                ..AlignedTable::missing(table, spec, Span::at(belongs))
            };
        }
        let found = region
            .clone()
            .zip(lexicon.table(table))
            .and_then(|(region, words)| {
                let site = Site {
                    document,
                    lexicon,
                    fold: &kit.fold,
                    hashes,
                    table,
                    spec,
                    words,
                };
                let mut records = site.collect(region);
                let mut aligned = match spec.layout {
                    Layout::LabelledRows => labelled(site, &mut records),
                    Layout::OneLine => super::one_line::one_line(site, &records),
                }?;
                aligned.header_slips = header_slips(site, &records);
                aligned.extra_columns = std::mem::take(&mut records.extra.heads);
                super::units::convert(document, spec, &mut aligned);
                Some(aligned)
            });
        let missing = || AlignedTable::missing(table, spec, Span::at(belongs));
        let mut aligned =
            found.unwrap_or_else(|| missing().or_run_together(document, spec, body()));
        aligned.region = region;
        aligned
    });
    aligned.collect()
}

/// Lays a table whose rows carry labels over its records.
fn labelled(site: Site, records: &mut Records) -> Option<AlignedTable> {
    let Site {
        document,
        table,
        spec,
        ..
    } = site;
    let were_joined_by_sums = join_interrupted(site, records) | join_wrapped(site, records);
    let mut matches = match_rows(site, records);
    let is_certain = |found: &Match| found.wording <= Wording::Known && found.piece.is_some();
    if !matches.iter().flatten().any(is_certain) {
        return None;
    }
    let were_handed_by_sums = hand_down_values(site, records, &matches);
    mark_values_above_header(site, records, &matches);
    let were_cut_by_sums = find_values_beside(site, records, &matches);
    let records = &*records;
    let (placements, is_told_by_sums) = place_rows(site, records, &matches);
    let first = matches.iter().flatten().map(|found| found.record).min()?;
    let start = record_span(document, records, first).start as usize;
    let mut aligned = AlignedTable::missing(table, spec, Span::at(start));
    aligned.is_found = true;
    let (shared, were_shared_by_sums) = shared_rows(site, records);
    aligned.is_told_by_sums =
        is_told_by_sums || were_handed_by_sums || were_joined_by_sums || were_shared_by_sums;
    aligned.is_told_by_sums |= were_cut_by_sums;
    let mut before = Span::at(start);
    for (row, (found, placement)) in matches.iter_mut().zip(&placements).enumerate() {
        let (Some(found), Some(placement)) = (found, placement) else {
            let row_spec = &spec.rows[row];
            let cells = row_spec.first_cell..row_spec.first_cell + row_spec.columns.len();
            aligned.rows[row].span = before;
            for slot in &mut aligned.slots[cells] {
                *slot = Slot::Absent(Span::at(before.end as usize));
            }
            continue;
        };
        let is_behind_group = || {
            let label = found.piece.map(|piece| records.pieces[piece].folded(site));
            label.is_some_and(|label| is_behind_group(site, row, label))
        };
        if is_continued(site, records, found, row)
            || found.wording > Wording::Noted && is_behind_group()
            || is_broken_over_lines(site, records, found, row)
        {
            found.wording = Wording::Official;
        }
        let aligned_row = aligned.lay_row(site, records, (row, found), placement, before);
        aligned.rows[row] = aligned_row;
        aligned.span = aligned.span.to(aligned_row.span);
        before = aligned_row.label.unwrap_or(aligned_row.span);
        if let (Some(span), true) = (aligned_row.label, found.wording > Wording::Noted) {
            let slip = Slip::new(span, Name::Row(table, row), found.wording);
            aligned.label_slips.push(slip);
        }
    }
    aligned.unplace_blanks_among_bare_rows(spec);
    for row in &shared {
        aligned.share_row(site, row);
    }
    follow_headers(site, records, &matches, &mut aligned);
    if let Some(first) = matches.iter().flatten().next() {
        aligned.surface = records.records[first.record].shape.surface;
    }
    aligned.unknown_rows = unknown_rows(site, records, &matches);
    let is_shared = |place: Span| {
        shared.iter().any(|row| {
            row.label.start.min(row.span.start) <= place.start
                && place.end <= row.label.end.max(row.span.end)
        })
    };
    aligned.unknown_rows.retain(|row| !is_shared(row.label));
    let group_slips = group_slips(site, records, &matches);
    aligned.label_slips.extend(group_slips);
    aligned.label_slips.sort_by_key(|slip| slip.span);
    Some(aligned)
}

impl AlignedTable {
    /// Writes what a record says into the slots of its row, and says how it stands there. `before` is the place of the row before.
    fn lay_row(
        &mut self,
        site: Site,
        records: &Records,
        (row, found): (usize, &Match),
        placement: &Placement,
        before: Span,
    ) -> AlignedRow {
        let document = site.document;
        let row_spec = &site.spec.rows[row];
        let label = found.piece.map(|piece| records.pieces[piece].span);
        let values = records.values_of(&records.records[found.record]);
        let all = values.iter().map(|value| document.cells[value.cell]);
        let stated = all.clone().filter(|cell| cell.value != Value::Blank);
        let stated = stated.map(|cell| cell.span).reduce(Span::to);
        let all = all.map(|cell| cell.span).reduce(Span::to);
        let state = match placement {
            Placement::Placed(placed) => {
                let (slot, state): (fn(SlotCell) -> Slot, _) = match label {
                    Some(_) => (Slot::Found, RowState::Placed),
                    None => (Slot::Guessed, RowState::Guessed),
                };
                self.fill_row(document, row_spec.first_cell, placed, slot);
                state
            }
            Placement::Unplaced { n_values } => {
                let at = stated.or(label).unwrap_or(before);
                let cells = row_spec.first_cell..row_spec.first_cell + row_spec.columns.len();
                let values = values.iter().map(|value| value.cell);
                fill_unplaced(document, &mut self.slots[cells], values, at);
                RowState::Unplaced {
                    n_values: *n_values,
                    span: at,
                }
            }
        };
        AlignedRow {
            label,
            span: label
                .into_iter()
                .chain(all)
                .reduce(Span::to)
                .unwrap_or(before),
            state,
            out_of_order: found.out_of_order,
        }
    }
}

/// Hands the stated values of an unplaced row out in their order.
pub(super) fn fill_unplaced(
    document: &Document,
    slots: &mut [Slot],
    cells: impl Iterator<Item = usize>,
    at: Span,
) {
    let mut stated = cells
        .map(|cell| document.cells[cell])
        .filter(|cell| cell.value != Value::Blank);
    for slot in slots {
        *slot = match stated.next() {
            Some(cell) => Slot::ByOrder(SlotCell {
                value: cell.value,
                span: cell.span,
                line_ends: 0,
            }),
            None => Slot::Absent(at),
        };
    }
}

fn record_span(document: &Document, records: &Records, record: usize) -> Span {
    let record = &records.records[record];
    let pieces = records.pieces_of(record).iter().map(|piece| piece.span);
    let values = records.values_of(record).iter();
    let values = values.map(|value| document.cells[value.cell].span);
    pieces.chain(values).reduce(Span::to).unwrap_or_default()
}

/// Whether the label of a row is a part of one that other words on the lines round it complete.
fn is_broken_over_lines(site: Site, records: &Records, found: &Match, row: usize) -> bool {
    let is_cut = matches!(found.wording, Wording::LeftOut | Wording::Near);
    let piece = found.piece.filter(|_| is_cut);
    piece.is_some_and(|piece| {
        let is_on_line = !site.document.rows[records.pieces[piece].row]
            .surface
            .keeps_blanks();
        is_on_line && site.is_part_of_label(&records.pieces, piece, &site.words.rows[row])
    })
}

/// Whether the label of a row is cut and its rest stands behind its values, as a page break or the width of a cell leaves it; pieces of the group's
/// label may stand in front of both.
fn is_continued(site: Site, records: &Records, found: &Match, row: usize) -> bool {
    let is_cut = matches!(found.wording, Wording::LeftOut | Wording::Near);
    let Some(piece) = found.piece.filter(|_| is_cut) else {
        return false;
    };
    let official = site.words.rows[row].as_slice();
    let written = records.pieces[piece].folded(site);
    let beginnings = [written, without_group(site, row, written)];
    let next = match records.records.get(found.record + 1) {
        Some(next) => records.pieces_of(next).first(),
        None => records.pieces[records.rest.clone()].first(),
    };
    let Some(next) = next.map(|piece| piece.folded(site)) else {
        return false;
    };
    let rests = [next, without_group(site, row, next)];
    beginnings.iter().any(|beginning| {
        let rest = official.strip_prefix(*beginning);
        rest.is_some_and(|rest| !beginning.is_empty() && rests.contains(&rest))
    })
}
