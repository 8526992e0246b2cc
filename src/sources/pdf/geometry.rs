//! Places on a page: in points, from its upper left corner, y downwards.

/// An affine map, `[a b c d e f]` as PDF writes it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `inner`, then this one.
    pub fn of(self, inner: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, inner.0);
        Matrix([
            a * g + c * h,
            b * g + d * h,
            a * i + c * j,
            b * i + d * j,
            a * k + c * l + e,
            b * k + d * l + f,
        ])
    }

    pub fn point(self, x: f64, y: f64) -> Point {
        let [a, b, c, d, e, f] = self.0;
        Point {
            x: a * x + c * y + e,
            y: b * x + d * y + f,
        }
    }

    /// Where a vector points.
    pub fn vector(self, x: f64, y: f64) -> Point {
        let [a, b, c, d, ..] = self.0;
        Point {
            x: a * x + c * y,
            y: b * x + d * y,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    pub fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }
}

/// How far a page, or a run of text on it, is turned clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Turn {
    #[default]
    Upright,
    Right,
    Over,
    Left,
}

impl Turn {
    pub const ALL: [Turn; 4] = [Turn::Upright, Turn::Right, Turn::Over, Turn::Left];

    /// The way a line of text runs; `None` if it is slanted, as a watermark is.
    pub fn of(way: Point) -> Option<Turn> {
        let (along, across) = (way.x.abs(), way.y.abs());
        match (across < along * 0.05, along < across * 0.05) {
            (true, _) if way.x > 0.0 => Some(Turn::Upright),
            (true, _) => Some(Turn::Over),
            (_, true) if way.y > 0.0 => Some(Turn::Right),
            (_, true) => Some(Turn::Left),
            _ => None,
        }
    }

    /// A place after the page is turned so that such text stands upright.
    pub fn upright(self, at: Point) -> Point {
        let (x, y) = match self {
            Turn::Upright => (at.x, at.y),
            Turn::Right => (at.y, -at.x),
            Turn::Over => (-at.x, -at.y),
            Turn::Left => (-at.y, at.x),
        };
        Point { x, y }
    }
}
