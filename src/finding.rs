//! What the engine tells a front end: findings, ready to be shown.

use serde::{Deserialize, Serialize};

use crate::fix::Fix;
use crate::span::{Read, Span};

/// How loudly a finding speaks. Ordered from quiet to loud.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Worth knowing; a report with only such findings counts as clean.
    Information,
    /// Probably a mistake.
    Warning,
    /// Certainly a mistake.
    Error,
}

impl Severity {
    /// The stable English name, as in JSON and configuration.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Information => "information",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One of the reports that are looked at together.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct DocumentId(pub u32);

impl DocumentId {
    /// The report that was asked about.
    pub const THIS: DocumentId = DocumentId(0);
}

/// One thing to tell the writer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Finding<T = Read> {
    /// The rule's stable code, kebab-case. Whoever puts a finding away remembers it beside it.
    #[serde(skip)]
    pub code: &'static str,
    /// As the rule and the settings decide.
    pub severity: Severity,
    /// The report it is about.
    pub document: DocumentId,
    /// Where the mark sits, in bytes.
    pub span: Span<T>,
    /// One sentence in the settings' language, stated value before expected value.
    pub message: String,
    /// The cell spoken of, as `三/（七）总计/自然人`, where the finding is about one cell or row.
    pub cell: Option<String>,
    /// The places that the finding rests on, in reading order.
    pub related: Vec<Related<T>>,
    /// Offered changes, best first.
    pub fixes: Vec<Fix<T>>,
}

impl<T: Ord + Copy> Finding<T> {
    /// Whether there are changes to offer, but only the writer can choose between them.
    pub fn needs_choice(&self) -> bool {
        !self.fixes.is_empty() && self.fixes.iter().all(|fix| fix.needs_choice)
    }
}

/// A place that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Related<T = Read> {
    /// The report it stands in, which may be another than the finding's.
    pub document: DocumentId,
    /// In bytes.
    pub span: Span<T>,
    /// What stands there, in the settings' language.
    pub message: String,
}
