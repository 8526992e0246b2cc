//! Runs through the content of pages: where its letters stand and which lines are drawn.
//!
//! In: a page. Out: [`PageMarks`]. Everything counts against limits, however often a form is drawn. Deliberately absent: colours, pictures, clipping.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Number, Object};
use hayro_syntax::page::{Page, Resources};

use super::super::limits;
use super::super::unread::NotRead;
use super::fonts::PdfFont;
use super::geometry::Matrix;
use super::marks::{PageMarks, upright};
use super::rulings::Path;
use super::streams::content_of;

/// Bytes that a form counts for however short it is.
const FORM: usize = 4 << 10;
/// States saved inside each other.
const SAVED: usize = 512;

/// Reads pages one after the other.
pub(super) struct PageReader {
    pub fonts: HashMap<usize, Rc<PdfFont>>,
    pub n_glyphs: usize,
    pub n_instructions: usize,
    pub n_bytes: usize,
    /// See [`limits::CODES`].
    room: usize,
}

impl Default for PageReader {
    fn default() -> Self {
        PageReader {
            fonts: HashMap::new(),
            n_glyphs: 0,
            n_instructions: 0,
            n_bytes: 0,
            room: limits::CODES,
        }
    }
}

impl PageReader {
    /// Reads a page.
    pub fn page(&mut self, page: &Page<'_>) -> Result<PageMarks, NotRead> {
        let matrix = Matrix(page.initial_transform(true).as_coeffs());
        let (width, height) = page.render_dimensions();
        let content = content_of(page)?;
        let mut run = ContentRun {
            reader: self,
            marks: PageMarks::default(),
            state: State::of(matrix),
            saved: Vec::new(),
            path: Path::default(),
            spans: Vec::new(),
        };
        run.through(&content, page.resources(), 0)?;
        let marks = run.marks;
        Ok(upright(marks, f64::from(width), f64::from(height)))
    }
}

/// What instructions change and states bring back.
#[derive(Clone)]
pub(super) struct State {
    pub matrix: Matrix,
    pub font: Option<Rc<PdfFont>>,
    pub size: f64,
    pub letter_space: f64,
    pub word_space: f64,
    /// 1 is the usual width.
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
}

impl State {
    fn of(matrix: Matrix) -> State {
        State {
            matrix,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// A stretch of content that says of itself what it is.
pub(super) struct MarkedSpan {
    /// What it reads as, in the place of its letters.
    pub text: Option<String>,
    /// Running heads, page numbers.
    pub is_furniture: bool,
    /// Its first letter.
    pub from: usize,
}

pub(super) struct ContentRun<'s> {
    pub reader: &'s mut PageReader,
    pub marks: PageMarks,
    pub state: State,
    pub saved: Vec<State>,
    pub path: Path,
    pub spans: Vec<MarkedSpan>,
}

/// Where text goes on, and where its line begins.
#[derive(Clone, Copy)]
pub(super) struct TextCaret {
    pub at: Matrix,
    pub line: Matrix,
}

impl TextCaret {
    fn set(&mut self, matrix: Matrix) {
        (self.at, self.line) = (matrix, matrix);
    }

    pub fn next_line(&mut self, x: f64, y: f64) {
        self.set(self.line.of(Matrix::shift(x, y)));
    }
}

impl ContentRun<'_> {
    pub fn through(
        &mut self,
        content: &[u8],
        resources: &Resources<'_>,
        depth: usize,
    ) -> Result<(), NotRead> {
        self.reader.n_bytes += content.len() + FORM;
        if self.reader.n_bytes > limits::STREAMS {
            return Err(NotRead::TooLarge);
        }
        let n_saved = self.saved.len();
        let mut caret = TextCaret {
            at: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        };
        let mut ops = TypedIter::new(content);
        while let Some(op) = ops.next() {
            self.reader.n_instructions += 1;
            let is_over = self.reader.fonts.len() > limits::FONTS;
            if is_over || self.reader.n_instructions > limits::INSTRUCTIONS {
                return Err(NotRead::TooLarge);
            }
            if !self.draw(&op)? && !self.set_text(&op, resources, &mut caret) {
                self.show(&op, resources, &mut caret, depth)?;
            }
        }
        while self.saved.len() > n_saved {
            self.restore();
        }
        self.path.clear();
        Ok(())
    }

    fn restore(&mut self) {
        if let Some(state) = self.saved.pop() {
            self.state = state;
        }
    }

    /// States and paths. Whether it was about them.
    fn draw(&mut self, op: &Op<'_, '_>) -> Result<bool, NotRead> {
        let n = Number::as_f64;
        let matrix = self.state.matrix;
        match op {
            Op::SaveState(_) if self.saved.len() < SAVED => self.saved.push(self.state.clone()),
            Op::SaveState(_) => return Err(NotRead::TooDeep),
            Op::RestoreState(_) => self.restore(),
            Op::Transform(m) => {
                let inner = Matrix([n(&m.0), n(&m.1), n(&m.2), n(&m.3), n(&m.4), n(&m.5)]);
                self.state.matrix = matrix.of(inner);
            }
            Op::MoveTo(to) => self.path.begin(matrix.point(n(&to.0), n(&to.1))),
            Op::LineTo(to) => self.path.line(matrix.point(n(&to.0), n(&to.1))),
            Op::CubicTo(to) => self.path.curve(matrix.point(n(&to.4), n(&to.5))),
            Op::CubicStartTo(to) => self.path.curve(matrix.point(n(&to.2), n(&to.3))),
            Op::CubicEndTo(to) => self.path.curve(matrix.point(n(&to.2), n(&to.3))),
            Op::ClosePath(_) => self.path.close(),
            Op::RectPath(r) => {
                let (x, y, width, height) = (n(&r.0), n(&r.1), n(&r.2), n(&r.3));
                self.path.begin(matrix.point(x, y));
                self.path.line(matrix.point(x + width, y));
                self.path.line(matrix.point(x + width, y + height));
                self.path.line(matrix.point(x, y + height));
                self.path.close();
            }
            Op::StrokePath(_) => self.path.stroke(&mut self.marks.rulings),
            Op::CloseAndStrokePath(_)
            | Op::FillAndStrokeNonZero(_)
            | Op::FillAndStrokeEvenOdd(_)
            | Op::CloseFillAndStrokeNonZero(_)
            | Op::CloseFillAndStrokeEvenOdd(_) => {
                self.path.close();
                self.path.stroke(&mut self.marks.rulings);
            }
            Op::FillPathNonZero(_)
            | Op::FillPathNonZeroCompatibility(_)
            | Op::FillPathEvenOdd(_) => self.path.fill(&mut self.marks.rulings),
            Op::EndPath(_) => self.path.clear(),
            _ => return Ok(false),
        }
        match self.marks.rulings.len() > limits::RULINGS || self.path.is_endless() {
            true => Err(NotRead::TooLarge),
            false => Ok(true),
        }
    }

    /// How text is set. Whether it was about that.
    fn set_text(
        &mut self,
        op: &Op<'_, '_>,
        resources: &Resources<'_>,
        caret: &mut TextCaret,
    ) -> bool {
        let n = Number::as_f64;
        let state = &mut self.state;
        match op {
            Op::BeginText(_) => caret.set(Matrix::IDENTITY),
            Op::CharacterSpacing(told) => state.letter_space = n(&told.0),
            Op::WordSpacing(told) => state.word_space = n(&told.0),
            Op::HorizontalScaling(told) => state.stretch = n(&told.0) / 100.0,
            Op::TextLeading(told) => state.leading = n(&told.0),
            Op::TextRise(told) => state.rise = n(&told.0),
            Op::TextFont(told) => {
                state.size = n(&told.1);
                let font = resources.get_font(told.0);
                state.font = font.map(|dict| self.reader.font(&dict));
            }
            Op::SetGraphicsState(told) => {
                let font = resources
                    .get_ext_g_state(told.0)
                    .and_then(|state| state.get::<Array<'_>>("Font"));
                let mut parts = font.iter().flat_map(|font| font.iter::<Object<'_>>());
                if let (Some(Object::Dict(font)), Some(Object::Number(size))) =
                    (parts.next(), parts.next())
                {
                    state.size = n(&size);
                    state.font = Some(self.reader.font(&font));
                }
            }
            Op::NextLine(to) => caret.next_line(n(&to.0), n(&to.1)),
            Op::NextLineAndSetLeading(to) => {
                state.leading = -n(&to.1);
                caret.next_line(n(&to.0), n(&to.1));
            }
            Op::SetTextMatrix(m) => {
                caret.set(Matrix([
                    n(&m.0),
                    n(&m.1),
                    n(&m.2),
                    n(&m.3),
                    n(&m.4),
                    n(&m.5),
                ]));
            }
            Op::NextLineUsingLeading(_) => caret.next_line(0.0, -state.leading),
            _ => return false,
        }
        true
    }
}

impl PageReader {
    fn font(&mut self, dict: &Dict<'_>) -> Rc<PdfFont> {
        let key = dict.data().as_ptr().addr();
        let font = self.fonts.entry(key);
        Rc::clone(font.or_insert_with(|| Rc::new(PdfFont::of(dict, &mut self.room))))
    }
}
