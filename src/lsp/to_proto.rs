//! Our words in the protocol's: spans as ranges, findings as diagnostics, edits.
//!
//! In: what the core says. Out: protocol types. Nothing is decided here except what a client cannot show.

use serde_json::json;
use tower_lsp::lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Position as ProtocolPosition, Range, TextEdit, Url,
};

use super::abilities::Abilities;
use super::uri::readable;
use super::workspace::TextBeside;
use crate::analysis::Analysis;
use crate::door::Edit;
use crate::door::Span;
use crate::door::{Finding, Related};
use crate::finding::{DocumentId, Severity};
use crate::locale::Locale;
use crate::say;
use crate::text::{Position, Text};

/// More findings of one document than this are counted only.
const MAX_SHOWN: usize = 200;

/// The name that editors show beside a finding.
pub(super) const SOURCE: &str = "nianbao";

/// A position of the client's.
pub(super) fn from_position(position: ProtocolPosition) -> Position {
    Position {
        line: position.line,
        column: position.character,
    }
}

/// The findings, if they are so few that all of them are shown.
pub(super) fn shown_whole(analysis: &Analysis) -> Option<&[Finding]> {
    Some(analysis.findings.as_slice()).filter(|findings| findings.len() <= MAX_SHOWN)
}

/// One document as a client sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    pub(super) uri: &'a Url,
    pub(super) text: &'a Text,
    pub(super) client: &'a Abilities,
    pub(super) locale: Locale,
    /// The texts of other files that findings rest on.
    pub(super) others: &'a [TextBeside],
}

impl View<'_> {
    /// The bytes that a client's range covers, in either order of its ends.
    pub(super) fn span(&self, range: Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span::new(start.min(end), start.max(end))
    }

    /// The byte that a client's position stands before.
    pub(super) fn offset(&self, position: ProtocolPosition) -> usize {
        self.text
            .offset(from_position(position), self.client.encoding)
    }

    /// The position of a byte.
    pub(super) fn position(&self, offset: usize) -> ProtocolPosition {
        let Position { line, column } = self.text.position(offset, self.client.encoding);
        ProtocolPosition::new(line, column)
    }

    /// The range that a span covers.
    pub(super) fn range(&self, span: Span) -> Range {
        let bytes = span.range();
        let encoding = self.client.encoding;
        let (start, end) = self.text.positions(bytes.start, bytes.end, encoding);
        let position = |place: Position| ProtocolPosition::new(place.line, place.column);
        Range::new(position(start), position(end))
    }

    /// Edits of the text as it stands.
    pub(super) fn text_edits(&self, edits: &[Edit]) -> Vec<TextEdit> {
        edits
            .iter()
            .map(|edit| TextEdit::new(self.range(edit.span), edit.text.clone()))
            .collect()
    }

    /// All findings, or the gravest if they are too many to be of use.
    pub(super) fn diagnostics(&self, analysis: &Analysis) -> Vec<Diagnostic> {
        if let Some(all) = shown_whole(analysis) {
            return all.iter().map(|finding| self.diagnostic(finding)).collect();
        }
        let findings = &analysis.findings;
        let mut gravest: Vec<usize> = (0..findings.len()).collect();
        gravest.sort_by_key(|&index| {
            findings
                .get(index)
                .map(|finding| std::cmp::Reverse(finding.severity))
        });
        let (shown, hidden) = gravest.split_at_mut(MAX_SHOWN);
        shown.sort_unstable();
        let shown = shown.iter().filter_map(|&index| findings.get(index));
        let mut diagnostics: Vec<Diagnostic> =
            shown.map(|finding| self.diagnostic(finding)).collect();
        diagnostics.push(self.hidden(hidden.len()));
        diagnostics
    }

    /// Where a finding's related place stands; `None` if it is in a file that cannot be read any more.
    fn location(&self, related: &Related) -> Option<Location> {
        if related.document == DocumentId::THIS {
            return Some(Location::new(self.uri.clone(), self.range(related.span)));
        }
        let mut others = self.others.iter();
        let other = others.find(|other| other.document == related.document)?;
        let view = View {
            uri: &other.uri,
            text: &other.text,
            ..*self
        };
        Some(Location::new(other.uri.clone(), view.range(related.span)))
    }

    /// One finding.
    pub(super) fn diagnostic(&self, finding: &Finding) -> Diagnostic {
        let mut message = finding.message.clone();
        let mut related_information = None;
        if self.client.related_information && !finding.related.is_empty() {
            let related = finding.related.iter().filter_map(|related| {
                Some(DiagnosticRelatedInformation {
                    location: self.location(related)?,
                    message: related.message.clone(),
                })
            });
            related_information = Some(related.collect());
        } else {
            for related in &finding.related {
                let Some(Location { uri, range }) = self.location(related) else {
                    continue;
                };
                let line = u64::from(range.start.line) + 1;
                let what = &related.message;
                if uri != *self.uri {
                    let name = readable(&uri);
                    let name = name.rsplit('/').next().unwrap_or_default();
                    message.push('\n');
                    message.push_str(&say!(
                        self.locale,
                        "{name} 第 {line} 行：{what}",
                        "{name}, line {line}: {what}"
                    ));
                    continue;
                }
                message.push('\n');
                message.push_str(&say!(
                    self.locale,
                    "第 {line} 行：{what}",
                    "line {line}: {what}"
                ));
            }
        }
        let cell = finding.cell.as_ref().filter(|_| self.client.data);
        Diagnostic {
            range: self.range(finding.span),
            severity: Some(match finding.severity {
                Severity::Error => DiagnosticSeverity::ERROR,
                Severity::Warning => DiagnosticSeverity::WARNING,
                Severity::Information => DiagnosticSeverity::INFORMATION,
            }),
            code: Some(NumberOrString::String(finding.code.to_owned())),
            source: Some(SOURCE.to_owned()),
            message,
            related_information,
            data: cell.map(|cell| json!({ "cell": cell })),
            ..Diagnostic::default()
        }
    }

    /// The line that stands for findings not shown.
    fn hidden(&self, count: usize) -> Diagnostic {
        let end = self.position(self.text.len());
        Diagnostic {
            range: Range::new(end, end),
            severity: Some(DiagnosticSeverity::INFORMATION),
            source: Some(SOURCE.to_owned()),
            message: say!(
                self.locale,
                "问题过多，另有 {count} 个未列出",
                "too many problems: {count} more are not listed"
            ),
            ..Diagnostic::default()
        }
    }
}
