//! Letters put together to lines of text.

use super::geometry::Point;
use super::glyphs::PlacedGlyph;

/// Letters that lie off the base line by less of their size than this are of the same line.
const SAME_LINE: f64 = 0.45;
/// Gaps wider than this part of a letter's size are spaces between words and numbers.
const SPACE: f64 = 0.28;
/// Gaps wider than this set columns apart.
const COLUMN: f64 = 1.3;
/// What is written for such a gap.
const COLUMN_GAP: &str = "  ";

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct TextLine {
    pub text: String,
    pub from: f64,
    pub to: f64,
    /// Its base line.
    pub at: f64,
    /// The height of its letters.
    pub size: f64,
    /// Gaps in it as wide as those between columns.
    pub n_gaps: usize,
}

/// The lines that letters make, from top to bottom.
pub(super) fn lines(mut glyphs: Vec<PlacedGlyph>) -> Vec<TextLine> {
    glyphs.sort_by(|a, b| a.at.y.total_cmp(&b.at.y));
    let mut lines = Vec::new();
    let mut own: Vec<PlacedGlyph> = Vec::new();
    for glyph in glyphs {
        let is_same = own
            .last()
            .is_none_or(|last| glyph.at.y - last.at.y < SAME_LINE * last.size.min(glyph.size));
        if !is_same {
            lines.extend(line(std::mem::take(&mut own)));
        }
        own.push(glyph);
    }
    lines.extend(line(own));
    lines
}

fn line(mut glyphs: Vec<PlacedGlyph>) -> Option<TextLine> {
    glyphs.sort_by(|a, b| a.at.x.total_cmp(&b.at.x));
    let is_seen = |glyph: &PlacedGlyph| !glyph.is_blank();
    let first = glyphs.iter().position(is_seen)?;
    let last = glyphs.iter().rposition(is_seen)?;
    let glyphs = glyphs.get(first..=last)?;
    let from = glyphs.first()?.at.x;
    let mut text = String::new();
    let mut n_gaps = 0;
    let mut before: Option<&PlacedGlyph> = None;
    for glyph in glyphs {
        if let Some(before) = before {
            if is_again(before, glyph) {
                continue;
            }
            let gap = gap(before, glyph);
            n_gaps += usize::from(gap == COLUMN_GAP);
            text += gap;
        }
        text += &glyph.text;
        before = Some(glyph);
    }
    let to = glyphs.iter().map(PlacedGlyph::end).fold(from, f64::max);
    let size = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    let Point { y: at, .. } = glyphs.last()?.at;
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some(TextLine {
        text,
        from,
        to,
        at,
        size,
        n_gaps,
    })
}

/// Whether a letter is drawn over itself to look bold.
fn is_again(before: &PlacedGlyph, glyph: &PlacedGlyph) -> bool {
    before.text == glyph.text && glyph.at.x - before.at.x < 0.2 * before.size.min(before.width)
}

fn gap(before: &PlacedGlyph, glyph: &PlacedGlyph) -> &'static str {
    let gap = glyph.at.x - before.end();
    let size = before.size.max(glyph.size);
    let is_narrow = |text: &str| text.is_ascii();
    if gap > COLUMN * size {
        COLUMN_GAP
    } else if gap > SPACE * size && is_narrow(&before.text) && is_narrow(&glyph.text) {
        " "
    } else {
        ""
    }
}
