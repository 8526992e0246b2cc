//! Ruling lines: what of the paths that a page draws are lines of tables.

use super::geometry::{Point, Turn};

/// Filled areas up to this width are lines.
const THIN: f64 = 3.0;
/// Shorter ones are signs or dots.
const SHORT: f64 = 2.0;
/// How far a line may lean.
const LEAN: f64 = 0.8;
/// Points of a path; drawings have more.
const POINTS: usize = 2_000_000;

/// A straight line along the page or across it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ruling {
    pub is_horizontal: bool,
    /// Its height on the page, or how far it is from the left.
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

impl Ruling {
    pub fn horizontal(at: f64, from: f64, to: f64) -> Ruling {
        Ruling {
            is_horizontal: true,
            at,
            from: from.min(to),
            to: from.max(to),
        }
    }

    pub fn vertical(at: f64, from: f64, to: f64) -> Ruling {
        Ruling {
            is_horizontal: false,
            ..Ruling::horizontal(at, from, to)
        }
    }

    /// A line between two points, if it runs along the page or across it.
    fn between(from: Point, to: Point) -> Option<Ruling> {
        let (wide, high) = ((from.x - to.x).abs(), (from.y - to.y).abs());
        if high <= LEAN && wide >= SHORT {
            return Some(Ruling::horizontal((from.y + to.y) / 2.0, from.x, to.x));
        }
        (wide <= LEAN && high >= SHORT)
            .then(|| Ruling::vertical((from.x + to.x) / 2.0, from.y, to.y))
    }

    /// Where it is once the page is turned.
    pub fn turned(self, turn: Turn) -> Ruling {
        let ends = match self.is_horizontal {
            true => [(self.from, self.at), (self.to, self.at)],
            false => [(self.at, self.from), (self.at, self.to)],
        };
        let [from, to] = ends.map(|(x, y)| turn.upright(Point { x, y }));
        Ruling::between(from, to).unwrap_or(self)
    }
}

/// A path on its way.
#[derive(Default)]
pub(super) struct Path {
    parts: Vec<PathPart>,
    n_points: usize,
}

#[derive(Default)]
struct PathPart {
    points: Vec<Point>,
    is_curved: bool,
}

impl Path {
    pub fn begin(&mut self, at: Point) {
        self.n_points += 1;
        self.parts.push(PathPart {
            points: vec![at],
            is_curved: false,
        });
    }

    pub fn line(&mut self, to: Point) {
        self.n_points += 1;
        if let Some(part) = self.parts.last_mut() {
            part.points.push(to);
        }
    }

    pub fn curve(&mut self, to: Point) {
        self.line(to);
        if let Some(part) = self.parts.last_mut() {
            part.is_curved = true;
        }
    }

    pub fn close(&mut self) {
        if let Some(part) = self.parts.last_mut()
            && let Some(&first) = part.points.first()
        {
            self.n_points += 1;
            part.points.push(first);
        }
    }

    pub fn clear(&mut self) {
        self.parts.clear();
        self.n_points = 0;
    }

    pub fn is_endless(&self) -> bool {
        self.n_points > POINTS
    }

    /// Its straight pieces are lines.
    pub fn stroke(&mut self, out: &mut Vec<Ruling>) {
        for part in self.parts.iter().filter(|part| !part.is_curved) {
            out.extend(part.edges());
        }
        self.clear();
    }

    /// Its thin areas are lines, and the edges of those with others inside them.
    pub fn fill(&mut self, out: &mut Vec<Ruling>) {
        let is_ring = self.parts.len() > 1;
        for part in self.parts.iter().filter(|part| !part.is_curved) {
            match part.as_line() {
                Some(line) => out.push(line),
                None if is_ring => out.extend(part.edges()),
                None => {}
            }
        }
        self.clear();
    }
}

impl PathPart {
    fn edges(&self) -> impl Iterator<Item = Ruling> {
        let points = self.points.windows(2);
        points.filter_map(|pair| match pair {
            [from, to] => Ruling::between(*from, *to),
            _ => None,
        })
    }

    /// The line that a thin area is.
    fn as_line(&self) -> Option<Ruling> {
        let first = *self.points.first()?;
        let (mut least, mut most) = (first, first);
        for point in &self.points {
            least = Point {
                x: least.x.min(point.x),
                y: least.y.min(point.y),
            };
            most = Point {
                x: most.x.max(point.x),
                y: most.y.max(point.y),
            };
        }
        let (wide, high) = (most.x - least.x, most.y - least.y);
        if high <= THIN && wide > high && wide >= SHORT {
            let at = (least.y + most.y) / 2.0;
            return Some(Ruling::horizontal(at, least.x, most.x));
        }
        (wide <= THIN && high > wide && high >= SHORT)
            .then(|| Ruling::vertical((least.x + most.x) / 2.0, least.y, most.y))
    }
}
