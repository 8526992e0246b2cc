//! What an HTML element means for the layout of a text: which ones break lines, make tables, or hide what they hold.

use html5gum::State;

/// The part an element plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// `table`.
    Table,
    /// `tr`.
    Row,
    /// `td` or `th`.
    Cell {
        /// `th`.
        header: bool,
    },
    /// `thead`, `tbody` or `tfoot`.
    RowGroup {
        /// `thead`.
        header: bool,
    },
    /// `caption`.
    Caption,
    /// A block whose end tag may be missing: `p`, headings, list items.
    Paragraph,
    /// A block that holds blocks.
    Container,
    /// `html` or `body`: the text is a page, not Markdown with HTML in it.
    Page,
    /// `pre`.
    Preformatted,
    /// An empty element that ends a line.
    Break,
    /// `head`, or the settings that office programs leave in a page: nothing in it is shown.
    Hidden,
    /// `script` and the like: up to the end tag there are no tags, and nothing is shown.
    Raw(RawKind),
    /// An empty element inside a line.
    Void,
    /// `del` and the like: what is struck out counts no more.
    Struck,
    /// `sup`: behind a digit, the mark of a note.
    Raised,
    /// Anything else.
    Inline,
}

/// How the inside of a raw element is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RawKind {
    Script,
    Text,
    TextWithEntities,
}

impl RawKind {
    pub(super) fn tokenizer_state(self) -> State {
        match self {
            RawKind::Script => State::ScriptData,
            RawKind::Text => State::RawText,
            RawKind::TextWithEntities => State::RcData,
        }
    }
}

/// Longest name that [`element`] knows; longer names are inline.
pub(super) const MAX_NAME: usize = 10;

/// The part that the element with this name, in lower case, plays.
pub(super) fn element(name: &[u8]) -> Element {
    match name {
        b"td" => Element::Cell { header: false },
        b"th" => Element::Cell { header: true },
        b"tr" => Element::Row,
        b"table" => Element::Table,
        b"thead" => Element::RowGroup { header: true },
        b"tbody" | b"tfoot" => Element::RowGroup { header: false },
        b"caption" => Element::Caption,
        b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"li" | b"dt" | b"dd"
        | b"option" => Element::Paragraph,
        b"div" | b"ul" | b"ol" | b"dl" | b"center" | b"section" | b"article" | b"header"
        | b"footer" | b"nav" | b"aside" | b"main" | b"figure" | b"figcaption" | b"blockquote"
        | b"address" | b"form" | b"fieldset" | b"legend" | b"details" | b"summary" | b"hgroup"
        | b"menu" | b"dir" | b"select" => Element::Container,
        b"html" | b"body" => Element::Page,
        b"pre" | b"listing" => Element::Preformatted,
        b"br" | b"hr" => Element::Break,
        b"head" | b"xml" => Element::Hidden,
        b"script" => Element::Raw(RawKind::Script),
        b"style" | b"iframe" | b"noembed" | b"noframes" | b"noscript" => {
            Element::Raw(RawKind::Text)
        }
        b"title" | b"textarea" => Element::Raw(RawKind::TextWithEntities),
        b"img" | b"input" | b"meta" | b"link" | b"col" | b"wbr" | b"area" | b"base" | b"embed"
        | b"source" | b"track" | b"param" | b"frame" | b"basefont" | b"bgsound" | b"keygen" => {
            Element::Void
        }
        b"del" | b"s" | b"strike" => Element::Struck,
        b"sup" => Element::Raised,
        _ => Element::Inline,
    }
}

/// Whether a tag of this name shows that a text is HTML wherever it stands.
pub(super) fn is_tabular(element: Element) -> bool {
    matches!(
        element,
        Element::Table | Element::Row | Element::Cell { .. } | Element::RowGroup { .. }
    )
}

/// Whether a tag of this name shows that a text is HTML if it opens a line.
pub(super) fn is_block(element: Element) -> bool {
    matches!(
        element,
        Element::Paragraph
            | Element::Container
            | Element::Page
            | Element::Preformatted
            | Element::Hidden
    )
}
