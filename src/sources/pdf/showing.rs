//! Shows text: where each letter stands, and what is said of it beside.

use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Dict, Name, Object, Stream, String as PdfString};
use hayro_syntax::page::Resources;

use super::super::limits;
use super::super::unread::NotRead;
use super::content::{ContentRun, MarkedSpan, TextCaret};
use super::geometry::{Matrix, Turn};
use super::glyphs::PlacedGlyph;
use super::streams::decoded;

/// Forms inside each other.
const DEPTH: usize = 16;
/// Marked stretches inside each other; more are not looked at.
const SPANS: usize = 10_000;

impl ContentRun<'_> {
    /// Text, forms, and what is said of them.
    pub fn show(
        &mut self,
        op: &Op<'_, '_>,
        resources: &Resources<'_>,
        caret: &mut TextCaret,
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
    fn step(&self, caret: &mut TextCaret, sizes: f64) {
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

    fn text(&mut self, text: &PdfString<'_>, caret: &mut TextCaret) -> Result<(), NotRead> {
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
        self.reader.n_glyphs += 1;
        if self.reader.n_glyphs > limits::GLYPHS {
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
        if self.spans.len() > SPANS {
            return;
        }
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

/// A text string of a document, in one of its two notations.
fn shown_text(bytes: &[u8]) -> String {
    let (text, _) = match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => encoding_rs::UTF_8.decode_without_bom_handling(rest),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes),
    };
    text.replace('\u{AD}', "")
}
