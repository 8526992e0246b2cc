//! `analyze`: the one call that both front ends make.

use crate::finding::Finding;
use crate::fix::Edit;
use crate::form::Forms;
use crate::settings::Settings;
use crate::span::Span;

/// Everything that is said about one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Whether the text is an annual report at all; if not, nothing else is filled in.
    pub is_report: bool,
    /// The id of the edition the text was checked against.
    pub edition: Option<String>,
    /// Sorted by position, then by code.
    pub findings: Vec<Finding>,
    /// Title, sections and tables, for an outline view.
    pub outline: Vec<OutlineItem>,
}

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineItem {
    /// What it is.
    pub kind: OutlineKind,
    /// As written in the text.
    pub name: String,
    /// The whole thing, in bytes.
    pub span: Span,
    /// Its heading or label, inside `span`.
    pub name_span: Span,
    /// What stands inside it.
    pub children: Vec<OutlineItem>,
}

/// What an outline entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlineKind {
    /// The report, named by its title.
    Report,
    /// One of the official sections.
    Section,
    /// The official table of a section.
    Table,
    /// A row of a table.
    Row,
}

/// Reads `text` and says what is wrong with it. Pure; never fails, whatever the text is.
pub fn analyze(text: &str, forms: &Forms, settings: &Settings) -> Analysis {
    let _ = (text, forms, settings);
    Analysis::default()
}

/// All safe fixes to a fixpoint, as sorted, disjoint edits of `text`; empty when there is nothing to do. Applying them twice changes nothing the second time.
pub fn fix_all(text: &str, forms: &Forms, settings: &Settings) -> Vec<Edit> {
    let _ = (text, forms, settings);
    Vec::new()
}

/// Every total of the document computed from its parts, blanks as 0, overwriting stated ones: the writer's explicit wish. Sorted, disjoint edits.
pub fn fill_totals(text: &str, forms: &Forms, settings: &Settings) -> Vec<Edit> {
    let _ = (text, forms, settings);
    Vec::new()
}
