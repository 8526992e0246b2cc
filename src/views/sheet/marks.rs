//! Which findings a place bears.

use crate::door::{Finding, Span};

/// The findings about one report, each handed out once.
pub(super) struct FindingMarks<'f> {
    findings: &'f [Finding],
    /// The findings of the report, as indices.
    range: std::ops::Range<usize>,
    is_taken: Vec<bool>,
}

impl<'f> FindingMarks<'f> {
    /// The findings that stand in `whole`. They are sorted by place.
    pub fn of(findings: &'f [Finding], whole: Span) -> Self {
        let start = findings.partition_point(|finding| finding.span.start < whole.start);
        let end = findings.partition_point(|finding| finding.span.start <= whole.end);
        FindingMarks {
            findings,
            range: start..end.max(start),
            is_taken: vec![false; findings.len()],
        }
    }

    /// Takes the findings that lie within a place, or at it if they are about nothing written.
    pub fn take(&mut self, place: Span) -> Vec<usize> {
        let all = &self.findings[self.range.clone()];
        let first = all.partition_point(|finding| finding.span.start < place.start);
        let starting = all[first..].iter().enumerate();
        let starting = starting.take_while(|(_, finding)| finding.span.start <= place.end);
        let inside = starting.filter(|(_, finding)| {
            finding.span.end <= place.end && (place.is_empty() || finding.span.start < place.end)
        });
        let mut taken: Vec<usize> = inside
            .map(|(at, _)| self.range.start + first + at)
            .collect();
        taken.retain(|&at| !std::mem::replace(&mut self.is_taken[at], true));
        taken
    }

    /// Where a finding sits.
    pub fn place_of(&self, finding: usize) -> Span {
        self.findings[finding].span
    }

    /// Those that nothing has taken.
    pub fn left_over(&self) -> Vec<usize> {
        let all = self.range.clone();
        all.filter(|&at| !self.is_taken[at]).collect()
    }
}
