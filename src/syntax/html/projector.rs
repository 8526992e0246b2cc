//! Writes the projected text: which characters are shown, where lines and cells begin and end.
//!
//! In: tags and text in the order of the source. Out: a [`Projection`]. White space is laid out as a browser does, except outside all
//! elements (Markdown round a table), where the text is kept as it stands.

use super::concealed::Concealed;
use super::elements::Element;
use super::tables::OpenTable;
use super::{ProjectedRow, Projection};
use crate::span::{Part, Span};
use crate::syntax::source_map::SourceMap;

/// How many columns and rows a cell covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// `colspan`, at least 1.
    pub columns: u16,
    /// `rowspan`; 0 means all rows that follow.
    pub rows: u16,
}

impl Default for Extent {
    fn default() -> Self {
        Extent {
            columns: 1,
            rows: 1,
        }
    }
}

/// A start tag, as far as it matters.
pub(super) struct StartTag {
    pub(super) element: Element,
    /// The byte of `<`.
    pub(super) start: usize,
    /// The byte after `>`.
    pub(super) end: usize,
    pub(super) self_closing: bool,
    pub(super) extent: Extent,
    /// Whether its attributes hide it or strike it out.
    pub(super) conceals: bool,
}

/// What stands between the last character and the next one, if there is a next one on the same line or in the same cell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Nothing,
    /// White space, in bytes of the source.
    Space(Span<Part>),
    Break,
}

/// Projects one source.
pub(super) struct Projector {
    pub(super) text: String,
    pub(super) map: SourceMap,
    pub(super) rows: Vec<ProjectedRow>,
    /// Innermost last.
    pub(super) tables: Vec<OpenTable>,
    pub(super) n_tables: u32,
    /// Where the line or the cell that is being written begins, in bytes of `text`.
    pub(super) unit_start: usize,
    pub(super) gap: Gap,
    /// Whether the line that is being written was begun by markup, and not by a line end of the source.
    pub(super) line_begun_by_markup: bool,
    /// Where, in the source, whole blocks can be inserted in front of the next line.
    pub(super) block_place: usize,
    /// Containers open outside all tables.
    pub(super) containers: u32,
    pub(super) paragraph_open: bool,
    /// `pre` elements open.
    pub(super) preformatted: u32,
    /// Whether the source is a page, and not Markdown with HTML in it.
    pub(super) is_page: bool,
    /// Markdown goes on after a blank line, even inside an HTML block.
    pub(super) after_blank_line: bool,
    /// Inside `head` and the like.
    pub(super) hidden: bool,
    /// Inside `script` and the like.
    pub(super) raw: bool,
    /// Inside an element that a page does not show, or strikes out.
    pub(super) concealed: Option<Concealed>,
}

impl Projector {
    pub(super) fn new(source: &str) -> Self {
        Projector {
            text: String::with_capacity(source.len() / 4),
            map: SourceMap::for_projection(),
            rows: Vec::new(),
            tables: Vec::new(),
            n_tables: 0,
            unit_start: 0,
            gap: Gap::Nothing,
            line_begun_by_markup: false,
            block_place: 0,
            containers: 0,
            paragraph_open: false,
            preformatted: 0,
            is_page: false,
            after_blank_line: false,
            hidden: false,
            raw: false,
            concealed: None,
        }
    }

    /// Closes whatever is open.
    pub(super) fn finish(mut self) -> Projection {
        while !self.tables.is_empty() {
            self.close_table();
        }
        if self.gap == Gap::Break || self.containers > 0 || self.paragraph_open {
            self.end_line();
        }
        self.map.push_line(self.text.len(), self.block_place);
        Projection {
            text: self.text,
            map: self.map,
            rows: self.rows,
        }
    }

    pub(super) fn start_tag(&mut self, tag: StartTag) {
        if self.goes_on_concealed(&tag) || self.begins_to_conceal(&tag) {
            return;
        }
        match tag.element {
            Element::Inline | Element::Struck | Element::Raised => {
                if !tag.self_closing {
                    self.open_in_cell(tag.end);
                }
                return;
            }
            Element::Void => return,
            Element::Raw(_) => {
                self.raw = !tag.self_closing;
                return;
            }
            Element::Hidden => {
                self.hidden = !tag.self_closing;
                return;
            }
            _ => {}
        }
        // Whatever is laid out ends a `head` whose end tag is missing.
        self.hidden = false;
        self.break_paragraph();
        match tag.element {
            Element::Table | Element::Paragraph => self.block_place = tag.start,
            Element::Container | Element::Page | Element::Preformatted | Element::Break => {
                self.block_place = tag.end;
            }
            _ => {}
        }
        match tag.element {
            Element::Table => self.open_table(),
            Element::Row => self.open_row(tag.start),
            Element::Cell { header } => self.open_cell(&tag, header),
            Element::RowGroup { header } => self.open_row_group(header),
            Element::Caption => self.close_row(),
            Element::Break => {}
            Element::Paragraph | Element::Container | Element::Page | Element::Preformatted => {
                if self.has_bare_rows() {
                    self.close_table();
                }
                self.open_in_cell(tag.end);
                self.is_page |= tag.element == Element::Page;
                self.preformatted += u32::from(tag.element == Element::Preformatted);
                if self.tables.is_empty() {
                    match tag.element {
                        Element::Paragraph => self.paragraph_open = true,
                        _ => self.containers += 1,
                    }
                }
            }
            _ => {}
        }
    }

    pub(super) fn end_tag(&mut self, element: Element, tag_end: usize) {
        if self.raw {
            self.raw = false;
            return;
        }
        if self.stays_concealed(element, false) {
            return;
        }
        match element {
            Element::Inline | Element::Struck | Element::Raised => return self.close_in_cell(),
            Element::Void | Element::Raw(_) => return,
            Element::Hidden => {
                self.hidden = false;
                return;
            }
            _ => {}
        }
        self.break_paragraph();
        // What is added to the end of a page stays inside it, and what is added above a table does not get into it.
        if matches!(
            element,
            Element::Table | Element::Paragraph | Element::Container | Element::Preformatted
        ) {
            self.block_place = tag_end;
        }
        match element {
            Element::Table => self.close_table(),
            Element::Row => self.close_row(),
            Element::Cell { .. } => self.leave_cell(),
            Element::RowGroup { .. } => self.open_row_group(false),
            Element::Paragraph | Element::Container | Element::Page | Element::Preformatted => {
                self.close_in_cell();
                if element == Element::Preformatted {
                    self.preformatted = self.preformatted.saturating_sub(1);
                }
                if self.tables.is_empty() && element != Element::Paragraph {
                    self.containers = self.containers.saturating_sub(1);
                }
            }
            _ => {}
        }
    }

    pub(super) fn break_paragraph(&mut self) {
        self.paragraph_open = false;
        self.after_blank_line = false;
        self.see_break();
    }
}
