//! Runs through the content of pages: where its letters stand and which lines are drawn.
//!
//! In: a page. Out: [`PageMarks`]. Everything counts against limits, however often a form is drawn. Deliberately absent: colours, pictures, clipping.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources};

use super::super::limits;
use super::super::unread::NotRead;
use super::fonts::PdfFont;
use super::gate;
use super::geometry::{Matrix, Turn};
use super::glyphs::PlacedGlyph;
use super::rulings::{Path, Ruling};

/// Forms inside each other.
const DEPTH: usize = 16;
/// Bytes that a form counts for however short it is.
const FORM: usize = 4 << 10;
/// States saved inside each other.
const SAVED: usize = 512;

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

/// Reads pages one after the other.
#[derive(Default)]
pub(super) struct Scribe {
    fonts: HashMap<usize, Rc<PdfFont>>,
    n_glyphs: usize,
    n_instructions: usize,
    n_bytes: usize,
}

/// A stream unpacked, within limits.
pub(super) fn decoded<'a>(stream: &Stream<'a>) -> Result<Cow<'a, [u8]>, NotRead> {
    let raw = stream.raw_data();
    // The library keeps the type of a filter to itself, but not its name.
    let names = stream.filters();
    let names: Vec<String> = names.iter().map(|filter| format!("{filter:?}")).collect();
    let grows = |name: &&String| !name.starts_with("Ascii");
    let mut growing = names.iter().filter(grows).map(String::as_str);
    match (growing.next(), names.len()) {
        (None, _) => {}
        (Some("FlateDecode"), 1) => {
            gate::inflated(&raw, 1)?;
        }
        _ if raw.len() > gate::UNCOUNTED || growing.next().is_some() => {
            return Err(NotRead::TooLarge);
        }
        _ => {}
    }
    stream.decoded_data().map_err(|_| NotRead::Damaged)
}

impl Scribe {
    /// Reads a page.
    pub fn page(&mut self, page: &Page<'_>) -> Result<PageMarks, NotRead> {
        let upright = Matrix(page.initial_transform(true).as_coeffs());
        let (width, height) = page.render_dimensions();
        let content = content_of(page)?;
        let mut run = Run {
            scribe: self,
            marks: PageMarks::default(),
            state: State::of(upright),
            saved: Vec::new(),
            path: Path::default(),
            spans: Vec::new(),
        };
        run.through(&content, page.resources(), 0)?;
        let marks = run.marks;
        Ok(upright_marks(marks, f64::from(width), f64::from(height)))
    }
}

/// The streams of a page, one after the other.
fn content_of(page: &Page<'_>) -> Result<Vec<u8>, NotRead> {
    let streams: Vec<Stream<'_>> = match page.raw().get::<Object<'_>>("Contents") {
        Some(Object::Stream(only)) => vec![only],
        Some(Object::Array(list)) => list.iter::<Stream<'_>>().collect(),
        _ => Vec::new(),
    };
    let mut content = Vec::new();
    for stream in &streams {
        match decoded(stream) {
            Ok(data) => content.extend_from_slice(&data),
            Err(NotRead::TooLarge) => return Err(NotRead::TooLarge),
            Err(_) => {}
        }
        content.push(b'\n');
        if content.len() > limits::STREAM {
            return Err(NotRead::TooLarge);
        }
    }
    Ok(content)
}

/// Turns a page so that most of its letters stand upright.
fn upright_marks(mut marks: PageMarks, width: f64, height: f64) -> PageMarks {
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

/// What instructions change and states bring back.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<PdfFont>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    /// 1 is the usual width.
    stretch: f64,
    leading: f64,
    rise: f64,
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
struct MarkedSpan {
    /// What it reads as, in the place of its letters.
    text: Option<String>,
    /// Running heads, page numbers.
    is_furniture: bool,
    /// Its first letter.
    from: usize,
}

struct Run<'s> {
    scribe: &'s mut Scribe,
    marks: PageMarks,
    state: State,
    saved: Vec<State>,
    path: Path,
    spans: Vec<MarkedSpan>,
}

/// Where text goes on, and where its line begins.
#[derive(Clone, Copy)]
struct Caret {
    at: Matrix,
    line: Matrix,
}

impl Caret {
    fn set(&mut self, matrix: Matrix) {
        (self.at, self.line) = (matrix, matrix);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.set(self.line.of(Matrix::shift(x, y)));
    }
}

impl Run<'_> {
    fn through(
        &mut self,
        content: &[u8],
        resources: &Resources<'_>,
        depth: usize,
    ) -> Result<(), NotRead> {
        self.scribe.n_bytes += content.len() + FORM;
        if self.scribe.n_bytes > limits::STREAMS {
            return Err(NotRead::TooLarge);
        }
        let n_saved = self.saved.len();
        let mut caret = Caret {
            at: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        };
        let mut ops = TypedIter::new(content);
        while let Some(op) = ops.next() {
            self.scribe.n_instructions += 1;
            if self.scribe.n_instructions > limits::INSTRUCTIONS {
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
    fn set_text(&mut self, op: &Op<'_, '_>, resources: &Resources<'_>, caret: &mut Caret) -> bool {
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
                state.font = font.map(|dict| self.scribe.font(&dict));
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
                    state.font = Some(self.scribe.font(&font));
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

    /// Text, forms, and what is said of them.
    fn show(
        &mut self,
        op: &Op<'_, '_>,
        resources: &Resources<'_>,
        caret: &mut Caret,
        depth: usize,
    ) -> Result<(), NotRead> {
        match op {
            Op::ShowText(told) => self.text(told.0, caret)?,
            Op::NextLineAndShowText(told) => {
                caret.next_line(0.0, -self.state.leading);
                self.text(told.0, caret)?;
            }
            Op::ShowTextWithParameters(told) => {
                self.state.word_space = told.0.as_f64();
                self.state.letter_space = told.1.as_f64();
                caret.next_line(0.0, -self.state.leading);
                self.text(told.2, caret)?;
            }
            Op::ShowTexts(told) => {
                for part in told.0.iter::<Object<'_>>() {
                    match part {
                        Object::String(text) => self.text(&text, caret)?,
                        Object::Number(back) => self.step(caret, -back.as_f64() / 1000.0),
                        _ => {}
                    }
                }
            }
            Op::XObject(told) => {
                if let Some(stream) = resources.get_x_object(told.0) {
                    self.form(&stream, resources, depth)?;
                }
            }
            Op::InlineImage(_) => self.marks.has_picture = true,
            Op::BeginMarkedContent(_) => self.open(None),
            Op::BeginMarkedContentWithProperties(told) => {
                let properties = match &told.1 {
                    Object::Dict(own) => Some(own.clone()),
                    Object::Name(name) => resources.properties.get::<Dict<'_>>(name.clone()),
                    _ => None,
                };
                self.open(properties.as_ref());
            }
            Op::EndMarkedContent(_) => self.close(),
            _ => {}
        }
        Ok(())
    }

    fn form(
        &mut self,
        stream: &Stream<'_>,
        resources: &Resources<'_>,
        depth: usize,
    ) -> Result<(), NotRead> {
        let dict = stream.dict();
        match dict.get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Image") => {
                self.marks.has_picture = true;
                return Ok(());
            }
            Some(b"Form") if depth < DEPTH => {}
            _ => return Ok(()),
        }
        let content = match decoded(stream) {
            Ok(content) => content,
            Err(NotRead::TooLarge) => return Err(NotRead::TooLarge),
            Err(_) => return Ok(()),
        };
        let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
        let matrix = dict
            .get::<[f64; 6]>("Matrix")
            .map_or(Matrix::IDENTITY, Matrix);
        let before = self.state.clone();
        self.state.matrix = before.matrix.of(matrix);
        self.path.clear();
        self.through(&content, own.as_ref().unwrap_or(resources), depth + 1)?;
        self.state = before;
        Ok(())
    }

    /// Moves on by so many sizes of the font.
    fn step(&self, caret: &mut Caret, sizes: f64) {
        let by = sizes * self.state.size;
        let is_vertical = self
            .state
            .font
            .as_ref()
            .is_some_and(|font| font.is_vertical);
        caret.at = caret.at.of(match is_vertical {
            true => Matrix::shift(0.0, by),
            false => Matrix::shift(by * self.state.stretch, 0.0),
        });
    }

    fn text(&mut self, text: &PdfString<'_>, caret: &mut Caret) -> Result<(), NotRead> {
        let Some(font) = self.state.font.clone() else {
            return Ok(());
        };
        let mut rest = text.as_bytes();
        while let Some(shown) = font.next(rest) {
            rest = rest.get(shown.len.max(1)..).unwrap_or_default();
            let place = self.state.matrix.of(caret.at);
            match shown.text {
                Some(text) => self.place(text, shown.advance, place, font.is_vertical)?,
                None => self.marks.n_unmapped += 1,
            }
            let word_space = if shown.is_space {
                self.state.word_space
            } else {
                0.0
            };
            let space = self.state.letter_space + word_space;
            self.step(caret, shown.advance);
            caret.at = caret.at.of(match font.is_vertical {
                true => Matrix::shift(0.0, space),
                false => Matrix::shift(space * self.state.stretch, 0.0),
            });
        }
        Ok(())
    }

    fn place(
        &mut self,
        text: String,
        advance: f64,
        place: Matrix,
        is_vertical: bool,
    ) -> Result<(), NotRead> {
        self.scribe.n_glyphs += 1;
        if self.scribe.n_glyphs > limits::GLYPHS {
            return Err(NotRead::TooLarge);
        }
        let size = self.state.size;
        let up = place.vector(0.0, size);
        let along = place.vector(size * self.state.stretch, 0.0);
        let (mut at, mut width) = (
            place.point(0.0, self.state.rise),
            along.length() * advance.abs(),
        );
        if is_vertical {
            at = place.point(-size / 2.0, self.state.rise - size * 0.88);
            width = along.length();
        }
        let Some(turn) = Turn::of(along).filter(|_| at.is_finite()) else {
            return Ok(());
        };
        self.marks.glyphs.push(PlacedGlyph {
            text,
            at,
            width: if width.is_finite() { width } else { 0.0 },
            size: up.length().clamp(0.1, 1000.0),
            turn,
        });
        Ok(())
    }

    fn open(&mut self, properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|own| own.get::<PdfString<'_>>("ActualText"));
        let kind = properties.and_then(|own| own.get::<Name<'_>>("Type"));
        self.spans.push(MarkedSpan {
            text: text.map(|text| shown_text(&text)),
            is_furniture: kind.as_deref() == Some(b"Pagination"),
            from: self.marks.glyphs.len(),
        });
    }

    fn close(&mut self) {
        let Some(span) = self.spans.pop() else { return };
        if span.is_furniture {
            self.marks.glyphs.truncate(span.from);
            return;
        }
        let Some(text) = span.text else { return };
        let own = self.marks.glyphs.get(span.from..).unwrap_or_default();
        let (Some(first), Some(last)) = (own.first().cloned(), own.last()) else {
            return;
        };
        let width = (last.end() - first.at.x).max(first.width);
        self.marks.glyphs.truncate(span.from);
        self.marks.glyphs.push(PlacedGlyph {
            text,
            width,
            ..first
        });
    }
}

impl Scribe {
    fn font(&mut self, dict: &Dict<'_>) -> Rc<PdfFont> {
        let key = dict.data().as_ptr().addr();
        let font = self.fonts.entry(key);
        Rc::clone(font.or_insert_with(|| Rc::new(PdfFont::of(dict))))
    }
}

/// A text string of a document, in one of its two notations.
fn shown_text(bytes: &[u8]) -> String {
    let (text, _) = match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => encoding_rs::UTF_8.decode_without_bom_handling(rest),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes),
    };
    text.replace('\u{AD}', "")
}
