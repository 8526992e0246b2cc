//! A title with slips in it, or in a cell of the page's description, where no line ends in the words of titles.

use super::title::{MAX_TITLE, Title, find_year, without_year};
use crate::form::TitleWords;
use crate::form::fold::Fold;
use crate::kit::Forms;
use crate::span::Span;
use crate::syntax::Document;

/// Slips in the official words with which a line is still a title: characters changed, left out, added, or changed round.
const MAX_SLIPS: usize = 2;
/// Cells of a row of a page's description that are looked at.
const CELLS_BESIDE: usize = 8;
/// Rows in front of the first heading among which such a line is looked for.
pub(super) const ROWS_ABOVE: usize = 40;

/// A title, or the one with a slip on a line of its own that it only looks like: the name of a site's column ends like a title without a year.
pub(super) fn in_place_of(
    title: Title,
    document: &Document,
    (forms, fold): (&Forms, &Fold),
    first_heading: Option<usize>,
) -> Title {
    let Some(first_heading) = first_heading.filter(|_| title.year.is_none()) else {
        return title;
    };
    let slipped = find_slipped_title(document, forms.title_words(), fold, first_heading);
    let on_one_line = slipped.filter(|slipped| slipped.first_row == slipped.last_row);
    on_one_line.unwrap_or(title)
}

/// Where no line ends in the words of titles: a line above the first heading, or a cell of the page's description, that names a year and ends in
/// nearly the official words, or in them.
pub(super) fn find_slipped_title(
    document: &Document,
    words: &TitleWords,
    fold: &Fold,
    first_heading: usize,
) -> Option<Title> {
    let above = first_heading.saturating_sub(ROWS_ABOVE)..first_heading;
    let line = |row: usize| document.line_span(&document.rows[row]);
    let pairs = above.clone().skip(1).map(|last| (last - 1, last));
    let pairs = pairs.map(|(first, last)| (first, last, line(first).to(line(last))));
    let cells = above.clone().flat_map(|row| {
        let cells = document.cells_of(&document.rows[row]).iter();
        cells
            .take(CELLS_BESIDE)
            .map(move |cell| (row, row, cell.span))
    });
    let lines = above.map(|row| (row, row, line(row)));
    let nearest = cells
        .chain(lines)
        .chain(pairs)
        .filter_map(|(first_row, last_row, span)| {
            let text = document.at(span);
            if span.len() > 5 * MAX_TITLE || text.contains(['，', '。', '；', '？', '！', '《'])
            {
                return None;
            }
            let (year, at) = find_year(text)?;
            let folded = without_year(&fold.fold(text));
            let slips = words.slips_in(&folded)?;
            let at = Span::new(span.start as usize + at.start, span.start as usize + at.end);
            let mut endings = words.endings.iter();
            let ending = endings.find(|(ending, _)| folded.ends_with(ending));
            let title = Title {
                span,
                year: Some((year, at)),
                is_official: ending.is_some_and(|(_, is_official)| *is_official),
                first_row,
                last_row,
            };
            (slips <= MAX_SLIPS).then_some((slips, title))
        });
    nearest
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, title)| title)
}
