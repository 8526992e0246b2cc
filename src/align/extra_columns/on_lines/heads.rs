//! Words of a header that head other columns than the form's, where cells stand on lines of their own or between spaces.

use super::is_on_lines;
use crate::align::records::{Piece, Records};
use crate::align::rows::{Match, is_fragment_of_group};
use crate::align::site::Site;
use crate::chars::{is_han, is_space};
use crate::form::lexicon::{Name, wording};
use crate::span::Span;

/// The longest word that heads such a column, in folded characters.
const MAX_HEAD: usize = 8;
/// What the words above a row say of columns that the form does not have.
#[derive(Clone, Debug, Default)]
pub(super) struct Heads {
    /// The words, in their order.
    pub words: Vec<Span>,
    /// Whether all of them stand behind the last column of the form.
    pub are_behind: bool,
}

/// The words of headers that head other columns than the form's, and for each record those above it.
pub(super) fn heads_above(
    site: Site,
    records: &Records,
    matches: &[Option<Match>],
) -> (Vec<Heads>, Vec<Option<usize>>) {
    let mut heads = Vec::new();
    let mut above = Vec::with_capacity(records.records.len());
    let mut current = None;
    for record in &records.records {
        let is_on_lines = is_on_lines(record);
        let pieces = records.pieces_of(record);
        // Most records are a label and its values.
        if is_on_lines && pieces.len() > 1 {
            match site.heads_of(pieces) {
                Some(found) if found.words.is_empty() => current = None,
                Some(found) => {
                    current = Some(heads.len());
                    heads.push(found);
                }
                None => {}
            }
        }
        above.push(current.filter(|_| is_on_lines));
    }
    let is_row = |record: usize| matches.iter().flatten().any(|found| found.record == record);
    if !above
        .iter()
        .enumerate()
        .any(|(at, heads)| heads.is_some() && is_row(at))
    {
        heads.clear();
    }
    (heads, above)
}

impl Site<'_> {
    /// What the words in front of a row head beside the form's columns; `None` if they head none of these.
    fn heads_of(&self, pieces: &[Piece]) -> Option<Heads> {
        let mut heads = Heads::default();
        let mut has_column = false;
        // The last is the label of the row.
        for piece in &pieces[..pieces.len() - 1] {
            if self.document.rows[piece.row].surface.keeps_blanks() {
                continue;
            }
            if piece.named.is_some() {
                let is_column = matches!(piece.name(), Some(Name::Column(..)));
                has_column |= is_column;
                heads.are_behind &= !is_column;
                heads.are_behind |= is_column && heads.words.is_empty();
                continue;
            }
            let text = self.document.at(piece.span);
            if !text.contains(is_space) {
                heads.add(*self, piece.span);
                continue;
            }
            let words = text.split(is_space).filter(|word| !word.is_empty());
            for (at, word) in words.enumerate() {
                let start =
                    piece.span.start as usize + (word.as_ptr().addr() - text.as_ptr().addr());
                let name = self.named(self.fold.hash(word)).map(|named| named.name);
                let is_column = matches!(name, Some(Name::Column(..)));
                has_column |= is_column;
                if is_column {
                    heads.are_behind = heads.words.is_empty();
                } else if at > 0 && name.is_none() {
                    heads.add(*self, Span::new(start, start + word.len()));
                }
            }
        }
        has_column.then_some(heads)
    }
}

impl Heads {
    /// Adds a word if it may head a column: it is short, no note, and neither a word of the form nor a piece of one.
    fn add(&mut self, site: Site, word: Span) {
        let written = site.folded(word);
        let is_short = (1..=MAX_HEAD).contains(&written.len());
        let is_of_form = || {
            let mut headers = site.words.headers.iter();
            headers.any(|(_, official, _)| {
                wording(&written, official).is_some()
                    || official.windows(written.len()).any(|part| part == written)
            })
        };
        let is_of_row = || {
            let mut rows = site.words.rows.iter();
            rows.any(|official| official.windows(written.len()).any(|part| part == written))
        };
        // What has no character of the language is a page's: its number, the hour.
        if is_short
            && written.iter().any(|&c| is_han(c))
            && written.first().is_some_and(|first| *first != '(')
            && !is_of_form()
            && !is_of_row()
            && !is_fragment_of_group(site, &written)
        {
            self.words.push(word);
        }
    }
}
