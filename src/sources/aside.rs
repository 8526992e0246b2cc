//! What stands beside the text of a document.

/// Something beside the text of a document, on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// What it is.
    pub kind: AsideKind,
    /// What it says.
    pub text: String,
}

/// What stands beside a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsideKind {
    /// Over the text of each page.
    Header,
    /// Below it.
    Footer,
    /// At the foot of a page.
    Footnote,
    /// At the end of the document.
    Endnote,
    /// Beside it, by whoever read it.
    Comment,
}
