//! What is on a page: letters and lines, upright.

use super::geometry::Turn;
use super::glyphs::PlacedGlyph;
use super::rulings::Ruling;

/// What is on a page, upright.
#[derive(Default)]
pub(super) struct PageMarks {
    pub glyphs: Vec<PlacedGlyph>,
    pub rulings: Vec<Ruling>,
    /// Upper and lower edge.
    pub top: f64,
    pub bottom: f64,
    pub has_picture: bool,
    /// Letters whose codes nobody explains.
    pub n_unmapped: usize,
}

impl PageMarks {
    /// Whether the page is a picture and nothing else.
    pub fn is_picture(&self) -> bool {
        self.has_picture && self.glyphs.is_empty()
    }
}

/// Turns a page so that most of its letters stand upright.
pub(super) fn upright(mut marks: PageMarks, width: f64, height: f64) -> PageMarks {
    let count = |turn: Turn| marks.glyphs.iter().filter(|own| own.turn == turn).count();
    let turn = Turn::ALL
        .into_iter()
        .max_by_key(|&turn| (count(turn), turn == Turn::Upright));
    let turn = turn.unwrap_or_default();
    for glyph in &mut marks.glyphs {
        glyph.at = turn.upright(glyph.at);
    }
    for ruling in &mut marks.rulings {
        *ruling = ruling.turned(turn);
    }
    (marks.top, marks.bottom) = match turn {
        Turn::Upright => (0.0, height),
        Turn::Right => (-width, 0.0),
        Turn::Over => (-height, 0.0),
        Turn::Left => (0.0, width),
    };
    marks
}
