//! Findings as a client was told of them, kept for the next time: after most edits nearly all of them stand on lines that nobody touched.
//!
//! In: edits, and what is found in the text as it is now. Out: the same in the protocol's words. Made anew is only what says something else or may stand
//! elsewhere on its lines.

use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};
use tower_lsp::lsp_types::Diagnostic;

use super::abilities::Abilities;
use super::beside::say_the_same;
use super::document::OpenDocument;
use super::to_proto::{View, shown_whole};
use crate::analysis::Analysis;
use crate::door::{Finding, Span};
use crate::finding::DocumentId;

/// A finding in the protocol's words, put into bytes when it is first sent.
#[derive(Debug)]
pub(super) struct ToldFinding {
    diagnostic: Diagnostic,
    bytes: OnceLock<Option<Box<RawValue>>>,
}

impl From<Diagnostic> for ToldFinding {
    fn from(diagnostic: Diagnostic) -> Self {
        ToldFinding {
            diagnostic,
            bytes: OnceLock::new(),
        }
    }
}

impl Deref for ToldFinding {
    type Target = Diagnostic;

    fn deref(&self) -> &Diagnostic {
        &self.diagnostic
    }
}

impl Serialize for ToldFinding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = self
            .bytes
            .get_or_init(|| to_raw_value(&self.diagnostic).ok());
        match bytes {
            Some(bytes) => bytes.serialize(serializer),
            None => self.diagnostic.serialize(serializer),
        }
    }
}

/// What a client was told of a document last, in the order of the findings.
#[derive(Debug, Default)]
pub(super) struct LastTold(Vec<KeptFinding>);

#[derive(Debug)]
struct KeptFinding {
    /// The finding as it stands in the text now, without fixes.
    finding: Finding,
    /// The lines of the text that it and the places it rests on stand on, from the first to the last.
    lines: (u32, u32),
    said: Arc<ToldFinding>,
}

impl LastTold {
    /// Nothing that was told helps.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }

    /// The other texts that findings rest on may be other ones.
    pub(super) fn forget_beside(&mut self) {
        let is_here = |told: &KeptFinding| {
            let mut related = told.finding.related.iter();
            related.all(|related| related.document == DocumentId::THIS)
        };
        self.0.retain(is_here);
    }

    /// The bytes `old`, which stood on these lines from the first to the last, have given way to so many others; `keeps_lines`: the text has as many lines
    /// as before.
    pub(super) fn replaced(
        &mut self,
        old: &Range<usize>,
        lines: (u32, u32),
        length: usize,
        keeps_lines: bool,
    ) {
        self.0.retain_mut(|told| {
            if told.lines.1 < lines.0 {
                return true;
            }
            let stays = keeps_lines && lines.1 < told.lines.0;
            if stays {
                told.follow(|at| at - old.len() + length);
            }
            stays
        });
    }

    /// What is found, in the protocol's words.
    pub(super) fn tell(&mut self, analysis: &Analysis, view: &View<'_>) -> Vec<Arc<ToldFinding>> {
        let Some(findings) = shown_whole(analysis) else {
            self.forget();
            let diagnostics = view.diagnostics(analysis).into_iter();
            return diagnostics.map(ToldFinding::from).map(Arc::new).collect();
        };
        let mut before = std::mem::take(&mut self.0).into_iter().peekable();
        for finding in findings {
            let place = |told: &KeptFinding| (told.finding.span, told.finding.code);
            let own = (finding.span, finding.code);
            while before.next_if(|told| place(told) < own).is_some() {}
            let known = before.next_if(|told| say_the_same(&told.finding, finding));
            self.0
                .push(known.unwrap_or_else(|| KeptFinding::new(finding, view)));
        }
        self.0.iter().map(|told| Arc::clone(&told.said)).collect()
    }
}

impl OpenDocument {
    /// What is found in the text as it is now, as the client is to be told; `None` if nothing is to be said about it.
    pub(super) fn tell(&mut self, client: &Abilities) -> Option<Vec<Arc<ToldFinding>>> {
        let mut told = std::mem::take(&mut self.told);
        let view = self.view(client);
        let findings = self.analysis().map(|analysis| told.tell(analysis, &view));
        self.told = told;
        findings
    }
}

impl KeptFinding {
    fn new(finding: &Finding, view: &View<'_>) -> KeptFinding {
        let here = finding.related.iter();
        let here = here.filter(|related| related.document == DocumentId::THIS);
        let spans = here.map(|related| related.span).chain([finding.span]);
        let ranges = spans.map(|span| view.range(span));
        let lines = ranges.fold((u32::MAX, 0), |(first, last), range| {
            (first.min(range.start.line), last.max(range.end.line))
        });
        KeptFinding {
            finding: Finding {
                fixes: Vec::new(),
                message: finding.message.clone(),
                cell: finding.cell.clone(),
                related: finding.related.clone(),
                ..*finding
            },
            lines,
            said: Arc::new(view.diagnostic(finding).into()),
        }
    }

    /// Moves every place of the finding in the text.
    fn follow(&mut self, moved: impl Fn(usize) -> usize) {
        let place = |span: Span| {
            let Range { start, end } = span.range();
            Span::new(moved(start), moved(end))
        };
        self.finding.span = place(self.finding.span);
        let related = self.finding.related.iter_mut();
        for related in related.filter(|related| related.document == DocumentId::THIS) {
            related.span = place(related.span);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::door::Related;
    use crate::finding::Severity;
    use crate::locale::Locale;
    use crate::text::{Position, PositionUnit, Text};
    use tower_lsp::lsp_types::Url;

    const TEXT: &str = "甲\n乙乙\n丙\n丁\n";

    fn finding(text: &str, mark: &str, rests_on: &str) -> Finding {
        let span = |mark: &str| {
            let start = text.find(mark).unwrap();
            Span::new(start, start + mark.len())
        };
        Finding {
            code: "row-total",
            severity: Severity::Error,
            document: DocumentId::THIS,
            span: span(mark),
            message: mark.to_owned(),
            cell: None,
            related: vec![Related {
                document: DocumentId::THIS,
                span: span(rests_on),
                message: rests_on.to_owned(),
            }],
            fixes: Vec::new(),
        }
    }

    /// Tells of 乙, which rests on 丙, before and after an edit; whether the second time anything was made anew.
    fn is_kept(from: (u32, u32), to: (u32, u32), with: &str) -> bool {
        let (mut text, mut told) = (Text::from(TEXT), LastTold::default());
        let (uri, client) = (Url::parse("file:///a.md").unwrap(), Abilities::default());
        let tell = |text: &Text, told: &mut LastTold| {
            let mut whole = String::new();
            text.copy_to(&mut whole);
            let analysis = Analysis {
                findings: vec![finding(&whole, "乙", "丙")],
                ..Analysis::default()
            };
            let view = View {
                uri: &uri,
                text,
                client: &client,
                locale: Locale::Chinese,
                others: &[],
            };
            let said = told.tell(&analysis, &view);
            let said: Vec<&Diagnostic> = said.iter().map(|said| &***said).collect();
            let anew = view.diagnostics(&analysis);
            assert_eq!(said, anew.iter().collect::<Vec<_>>());
        };
        tell(&text, &mut told);
        let before = Arc::clone(&told.0[0].said);
        let position = |(line, column)| Position { line, column };
        let unit = PositionUnit::Utf16;
        let bytes = text.between(position(from), position(to), unit);
        let keeps_lines = text.replace_bytes(bytes.clone(), with);
        told.replaced(&bytes, (from.0, to.0), with.len(), keeps_lines);
        tell(&text, &mut told);
        Arc::ptr_eq(&before, &told.0[0].said)
    }

    #[test]
    fn what_stands_on_lines_that_nobody_touched_is_told_as_before() {
        assert!(is_kept((0, 0), (0, 1), "戊己"));
        assert!(is_kept((0, 1), (0, 1), "戊"));
        assert!(is_kept((3, 0), (3, 0), "戊"));
        assert!(is_kept((3, 0), (4, 0), ""));
        assert!(is_kept((3, 1), (3, 1), "\n"));
    }

    #[test]
    fn what_may_stand_elsewhere_is_told_anew() {
        assert!(!is_kept((0, 1), (0, 1), "\n"));
        assert!(!is_kept((0, 0), (1, 0), ""));
        assert!(!is_kept((0, 1), (1, 0), "戊"));
        assert!(!is_kept((1, 2), (1, 2), "戊"));
        assert!(!is_kept((2, 0), (2, 0), "戊"));
    }

    #[test]
    fn bytes_are_those_of_the_diagnostic() {
        let diagnostic = Diagnostic {
            message: "“甲”\n𠮷".to_owned(),
            ..Diagnostic::default()
        };
        let said = ToldFinding::from(diagnostic.clone());
        for _ in 0..2 {
            assert_eq!(
                serde_json::to_string(&said).unwrap(),
                serde_json::to_string(&diagnostic).unwrap()
            );
        }
    }
}
