//! What a page holds and does not show, or strikes out: hidden cells and words, deletions, and the marks of notes behind numbers.
//!
//! In: the tags in their order. Out: whether what follows them counts. An element whose end tag is missing ends with the layout that it stands in, so
//! that no slip hides the rest of a page. Deliberately absent: hidden rows, tables and blocks outside tables, which scripts show.

use super::elements::Element;
use super::projector::{Projector, StartTag};

/// The innermost element that conceals what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Concealed {
    by: ConcealedKind,
    /// How many elements of its kind are open, itself among them.
    depth: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ConcealedKind {
    /// Words of a line.
    Words,
    Paragraph,
    /// A block inside a cell.
    Block,
    Cell,
}

/// The kind that an element is of, if its attributes may conceal it.
fn kind_of(element: Element) -> Option<ConcealedKind> {
    match element {
        Element::Inline | Element::Struck | Element::Raised => Some(ConcealedKind::Words),
        Element::Paragraph => Some(ConcealedKind::Paragraph),
        Element::Container | Element::Preformatted => Some(ConcealedKind::Block),
        Element::Cell { .. } => Some(ConcealedKind::Cell),
        _ => None,
    }
}

/// Whether attributes of an element are asked for what they conceal.
pub(super) fn may_conceal(element: Element) -> bool {
    kind_of(element).is_some()
}

/// Whether a style hides its element or strikes it out.
pub(super) fn is_concealing_style(style: &[u8]) -> bool {
    style.split(|&byte| byte == b';').any(|declaration| {
        let mut parts = declaration.splitn(2, |&byte| byte == b':');
        let name = parts.next().unwrap_or_default().trim_ascii();
        let value = parts.next().unwrap_or_default().trim_ascii();
        let is_named = |word: &[u8]| name.eq_ignore_ascii_case(word);
        let says = |word: &[u8]| {
            let mut words = value.split(|&byte| matches!(byte, b' ' | b'\t' | b'!'));
            words.any(|said| said.eq_ignore_ascii_case(word))
        };
        is_named(b"display") && says(b"none")
            || (is_named(b"text-decoration") || is_named(b"text-decoration-line"))
                && says(b"line-through")
    })
}

impl Concealed {
    /// What is concealed behind a tag inside of this, and whether the tag itself is.
    fn behind(self, element: Element, opens: bool) -> (Option<Self>, bool) {
        let kind = kind_of(element);
        let is_inside = match self.by {
            ConcealedKind::Words => matches!(
                element,
                Element::Break | Element::Void | Element::Raw(_) | Element::Hidden
            ),
            ConcealedKind::Paragraph => {
                matches!(kind, None | Some(ConcealedKind::Words)) && !is_of_table(element)
            }
            ConcealedKind::Block => kind != Some(ConcealedKind::Cell) && !is_of_table(element),
            ConcealedKind::Cell => !is_of_table(element),
        };
        let depth = match (kind == Some(self.by), opens) {
            (false, _) => return (is_inside.then_some(self), is_inside),
            // Paragraphs and cells end where the next one begins.
            (true, true) if matches!(self.by, ConcealedKind::Paragraph | ConcealedKind::Cell) => {
                return (None, false);
            }
            (true, true) => self.depth.saturating_add(1),
            (true, false) => self.depth.saturating_sub(1),
        };
        ((depth > 0).then_some(Concealed { depth, ..self }), true)
    }
}

fn is_of_table(element: Element) -> bool {
    matches!(
        element,
        Element::Table | Element::Row | Element::RowGroup { .. } | Element::Caption | Element::Page
    )
}

impl Projector {
    /// Whether a tag stands in what is concealed. One that does not ends it.
    pub(super) fn stays_concealed(&mut self, element: Element, opens: bool) -> bool {
        let Some(concealed) = self.concealed else {
            return false;
        };
        let (behind, is_inside) = concealed.behind(element, opens);
        self.concealed = behind;
        is_inside
    }

    /// The same of a start tag.
    pub(super) fn goes_on_concealed(&mut self, tag: &StartTag) -> bool {
        let is_empty = tag.self_closing && kind_of(tag.element) == Some(ConcealedKind::Words);
        let element = if is_empty { Element::Void } else { tag.element };
        self.stays_concealed(element, true)
    }

    /// Whether an element conceals what stands in it.
    pub(super) fn begins_to_conceal(&mut self, tag: &StartTag) -> bool {
        let Some(by) = kind_of(tag.element).filter(|_| !tag.self_closing) else {
            return false;
        };
        let is_note = || tag.element == Element::Raised && self.follows_digit();
        let counts_no_more = tag.conceals || tag.element == Element::Struck || is_note();
        if !counts_no_more || by == ConcealedKind::Block && !self.is_in_cell() {
            return false;
        }
        if matches!(by, ConcealedKind::Paragraph | ConcealedKind::Block) {
            self.break_paragraph();
        }
        self.concealed = Some(Concealed { by, depth: 1 });
        true
    }

    /// Whether a digit was written last, on this line or in this cell.
    fn follows_digit(&self) -> bool {
        let written = self.text.get(self.unit_start..).unwrap_or_default();
        written.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '０'..='９'))
    }
}
