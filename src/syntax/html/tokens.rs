//! Between the tokenizer, which knows how HTML is written, and the projector, which knows what it means for a text.
//!
//! The tokenizer reports characters, decoded, and how far it has read; from both follows which source bytes stand behind them.

use std::convert::Infallible;

use html5gum::{Emitter, Error, Reader, State, Tokenizer};

use super::attributes::{PassedOver, TagReader};
use super::concealed::{is_concealing_style, may_conceal};
use super::elements::{Element, MAX_NAME, element};
use super::projector::{Extent, Projector, StartTag};
use crate::span::Span;

/// Feeds the whole source to the projector.
pub(super) fn tokenize(source: &str, projector: &mut Projector) {
    let passed = PassedOver::default();
    let reader = TagReader {
        source: source.as_bytes(),
        rest: source.as_bytes(),
        passed: &passed,
    };
    feed(source, reader, &passed, projector);
}

/// The same by a reader, which may pass over some of it.
pub(super) fn feed<R: Reader<Error = Infallible>>(
    source: &str,
    reader: R,
    passed: &PassedOver,
    projector: &mut Projector,
) {
    let tokens = Tokens {
        source,
        passed,
        projector,
        read: 0,
        taken: 0,
        text_start: 0,
        tag_start: 0,
        tag: Tag::default(),
        last_start_tag: TagName::default(),
        attribute: Attribute::Other,
        style: Vec::new(),
    };
    let Ok(()) = Tokenizer::new_with_emitter(reader, tokens).finish();
}

struct Tokens<'s, 'p> {
    source: &'s str,
    passed: &'p PassedOver,
    projector: &'p mut Projector,
    /// How far the tokenizer has read, in bytes.
    read: usize,
    /// How far the source is known to be text or markup, in bytes.
    taken: usize,
    /// Where the text begins that has been taken and not handed over, in bytes. It ends where `taken` is.
    text_start: usize,
    /// Where the `<` of the tag stands that is being read.
    tag_start: usize,
    tag: Tag,
    last_start_tag: TagName,
    attribute: Attribute,
    /// What the `style` says so far that is being read.
    style: Vec<u8>,
}

/// The attribute that hides its element, whatever its value.
const HIDDEN: &[u8] = b"hidden";

/// The tag that is being read.
#[derive(Default)]
struct Tag {
    name: TagName,
    is_end: bool,
    self_closing: bool,
    extent: Extent,
    conceals: bool,
}

/// The attribute that is being read, as far as it matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attribute {
    /// Its name is not complete.
    Named(TagName),
    /// What its digits say so far.
    Columns(Option<u32>),
    /// What its digits say so far.
    Rows(Option<u32>),
    Style,
    Other,
}

/// The beginning of a name, in lower case. One byte more than any name that matters, so that a longer name equals none of them.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct TagName {
    bytes: [u8; MAX_NAME + 1],
    len: usize,
}

impl TagName {
    #[inline]
    fn push(&mut self, more: &[u8]) {
        // Names are shorter than it takes to copy many bytes at once.
        for &byte in more {
            let Some(slot) = self.bytes.get_mut(self.len) else {
                break;
            };
            *slot = byte;
            self.len += 1;
        }
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

impl Tokens<'_, '_> {
    /// The characters `text` end at the byte that was read last. They may be a part of a character only.
    fn take_text(&mut self, text: &[u8]) {
        let mut behind = self
            .source
            .as_bytes()
            .get(self.taken..self.read)
            .unwrap_or_default();
        // The one piece of markup that is not reported.
        while behind.starts_with(b"</>") && behind != text {
            self.leave_out(self.taken + 3);
            behind = self
                .source
                .as_bytes()
                .get(self.taken..self.read)
                .unwrap_or_default();
        }
        if behind.starts_with(b"&") && behind != text {
            self.hand_over();
            if let Ok(decoded) = str::from_utf8(text) {
                self.projector
                    .decoded(Span::new(self.taken, self.read), decoded);
            }
            self.leave_out(self.read);
        } else {
            // Either the text itself, or `\r\n` and `\r`, which are reported as `\n`.
            self.taken = self.read;
        }
    }

    /// Hands over the text that has been taken.
    fn hand_over(&mut self) {
        if let Some(text) = self.source.get(self.text_start..self.taken)
            && !text.is_empty()
        {
            self.projector.text(self.text_start, text);
        }
        self.text_start = self.taken;
    }

    /// What lies between the text that has been taken and byte `end` is not text.
    fn leave_out(&mut self, end: usize) {
        self.hand_over();
        self.taken = end;
        self.text_start = end;
    }

    /// Hands over the tags that the reader has passed over.
    fn take_tags(&mut self) {
        let tags = self.passed.take_tags();
        for tag in &tags {
            self.read = tag.end;
            self.leave_out(tag.end);
            match tag.is_end {
                true => self.projector.end_tag(tag.element, tag.end),
                false => self.projector.start_tag(StartTag {
                    element: tag.element,
                    start: tag.start,
                    end: tag.end,
                    self_closing: tag.self_closing,
                    extent: Extent::default(),
                    conceals: false,
                }),
            }
        }
        self.passed.give_back(tags);
    }

    fn end_attribute(&mut self) {
        match std::mem::replace(&mut self.attribute, Attribute::Other) {
            // The limits are those of the HTML standard.
            Attribute::Columns(Some(n)) => {
                self.tag.extent.columns = u16::try_from(n.clamp(1, 1000)).unwrap_or(1)
            }
            Attribute::Rows(Some(n)) => {
                self.tag.extent.rows = u16::try_from(n.min(65534)).unwrap_or(1)
            }
            // An attribute without a value.
            Attribute::Named(name) => self.tag.conceals |= name.as_bytes() == HIDDEN,
            Attribute::Style => {
                self.tag.conceals |= is_concealing_style(&self.style);
                self.style.clear();
            }
            _ => {}
        }
    }
}

impl Emitter for Tokens<'_, '_> {
    type Token = Infallible;

    #[inline]
    fn move_position(&mut self, offset: isize) {
        if self.passed.has_tags() {
            self.take_tags();
        }
        self.read = (self.read + self.passed.take()).saturating_add_signed(offset);
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_string(&mut self, text: &[u8]) {
        self.take_text(text);
    }

    fn start_open_tag(&mut self) {
        self.tag_start = self.read.saturating_sub(1);
    }

    fn init_start_tag(&mut self) {
        self.tag = Tag::default();
        self.passed.begin_start_tag();
    }

    fn init_end_tag(&mut self) {
        self.tag = Tag {
            is_end: true,
            ..Tag::default()
        };
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag.name.push(name);
    }

    fn set_self_closing(&mut self) {
        self.tag.self_closing = true;
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.passed.end_tag();
        self.end_attribute();
        self.leave_out(self.read);
        let element = element(self.tag.name.as_bytes());
        if self.tag.is_end {
            self.last_start_tag = TagName::default();
            self.passed.set_raw(false);
            self.projector.end_tag(element, self.read);
            return None;
        }
        self.last_start_tag = self.tag.name;
        let tag = StartTag {
            element,
            start: self.tag_start,
            end: self.read,
            self_closing: self.tag.self_closing,
            extent: std::mem::take(&mut self.tag.extent),
            conceals: self.tag.conceals,
        };
        self.projector.start_tag(tag);
        match element {
            Element::Raw(kind) if !self.tag.self_closing => {
                self.passed.set_raw(true);
                Some(kind.tokenizer_state())
            }
            _ => None,
        }
    }

    fn emit_eof(&mut self) {
        self.take_tags();
        self.hand_over();
    }

    fn emit_current_comment(&mut self) {
        self.leave_out(self.read);
    }

    fn emit_current_doctype(&mut self) {
        self.leave_out(self.read);
    }

    fn init_attribute(&mut self) {
        self.end_attribute();
        let matters = !self.tag.is_end && may_conceal(element(self.tag.name.as_bytes()));
        self.attribute = if matters {
            Attribute::Named(TagName::default())
        } else {
            Attribute::Other
        };
    }

    fn push_attribute_name(&mut self, more: &[u8]) {
        if let Attribute::Named(name) = &mut self.attribute {
            name.push(more);
        }
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        if let Attribute::Named(name) = self.attribute {
            self.tag.conceals |= name.as_bytes() == HIDDEN;
            self.attribute = match name.as_bytes() {
                b"colspan" => Attribute::Columns(None),
                b"rowspan" => Attribute::Rows(None),
                b"style" => Attribute::Style,
                _ => Attribute::Other,
            };
        }
        if self.attribute == Attribute::Style {
            self.style.extend_from_slice(value);
        }
        if let Attribute::Columns(n) | Attribute::Rows(n) = &mut self.attribute {
            for digit in value.iter().filter(|byte| byte.is_ascii_digit()) {
                *n = Some(
                    n.unwrap_or(0)
                        .saturating_mul(10)
                        .saturating_add(u32::from(digit - b'0')),
                );
            }
        }
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag.is_end && self.last_start_tag.len > 0 && self.tag.name == self.last_start_tag
    }

    fn set_last_start_tag(&mut self, _: Option<&[u8]>) {}
    fn emit_error(&mut self, _: Error) {}
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }
    fn init_comment(&mut self) {}
    fn set_force_quirks(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}
