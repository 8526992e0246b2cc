//! Letters on a page.

use super::geometry::{Point, Turn};

/// A letter, or several that are drawn as one.
#[derive(Clone, Debug)]
pub(super) struct PlacedGlyph {
    pub text: String,
    /// Where it begins, on its base line.
    pub at: Point,
    pub width: f64,
    /// The height of its font.
    pub size: f64,
    pub turn: Turn,
}

impl PlacedGlyph {
    pub fn end(&self) -> f64 {
        self.at.x + self.width
    }

    /// Its middle.
    pub fn middle(&self) -> Point {
        Point {
            x: self.at.x + self.width / 2.0,
            y: self.at.y - self.size * 0.35,
        }
    }

    pub fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}
