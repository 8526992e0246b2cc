//! What a rule sees that looks at a report beside others.

use super::Rule;
use crate::door::{self, Origin};
use crate::dossier::{CellDigest, Digest, Dossier, ReportId, edits_that_write};
use crate::finding::DocumentId;
use crate::fix::{Applicability, Fix};
use crate::form::TableSpec;
use crate::form::across::{YearRelation, YearRelationKind};
use crate::locale::Locale;
use crate::reading::ReportReading;
use crate::say;

/// A report beside others.
pub(crate) struct AcrossContext<'a> {
    pub dossier: &'a Dossier,
    /// The report that is judged.
    pub report: ReportId,
    pub digest: &'a Digest,
    /// That of the same unit on the year before; several if they lie equally near.
    pub last: Vec<(ReportId, &'a Digest)>,
    /// What was read of the report, where fixes are to be offered.
    pub writing: Option<(&'a ReportReading, Origin<'a>)>,
    pub locale: Locale,
}

/// A relation between two years that does not hold.
pub(super) struct YearBreak<'a> {
    pub relation: &'a YearRelation,
    pub spec: &'a TableSpec,
    pub cell: CellDigest,
    /// What this year's cell says.
    pub stated: i64,
    /// What it would have to say.
    pub expected: i64,
    /// Last year's report with its year, and what its cell says.
    pub last: LastCell<'a>,
}

/// A cell of last year's report.
pub(super) struct LastCell<'a> {
    pub report: ReportId,
    pub digest: &'a Digest,
    pub year: u16,
    /// The numbers of its table and itself.
    pub place: (usize, usize),
    pub span: door::Span,
    pub number: i64,
}

/// Characters of a row's label in the sentence.
const MAX_LABEL: usize = 14;

impl<'a> AcrossContext<'a> {
    /// The report in its dossier; `None` if it is not there.
    pub(crate) fn new(
        dossier: &'a Dossier,
        report: ReportId,
        writing: Option<(&'a ReportReading, Origin<'a>)>,
        locale: Locale,
    ) -> Option<Self> {
        let last = dossier.last_year(report).into_iter();
        Some(AcrossContext {
            dossier,
            report,
            digest: dossier.digest(report)?,
            last: last
                .filter_map(|last| Some((last, dossier.digest(last)?)))
                .collect(),
            writing,
            locale,
        })
    }

    /// The relations of a kind that do not hold, whichever of last year's reports is taken; the first of them is spoken of.
    pub(super) fn breaks(&self, kind: YearRelationKind) -> Vec<YearBreak<'a>> {
        let digest = self.digest;
        let relations = digest.edition().across.iter();
        let of_kind = relations.filter(|relation| relation.kind == kind);
        of_kind
            .filter_map(|relation| self.broken(relation))
            .collect()
    }

    fn broken(&self, relation: &'a YearRelation) -> Option<YearBreak<'a>> {
        let digest = self.digest;
        let number = |cell: usize| digest.cell(relation.table, cell)?.number;
        let cell = digest.cell(relation.table, relation.total)?;
        let stated = cell.number?;
        let mut change: i64 = 0;
        for &part in &relation.parts {
            change = change.checked_add(number(part)?)?;
        }
        for &part in &relation.minus {
            change = change.checked_sub(number(part)?)?;
        }
        let mut first = None;
        for (report, last) in &self.last {
            let (table, at) = last.place_of(&relation.last)?;
            let cell = last.cell(table, at)?;
            let number = cell.number?;
            if number.checked_add(change)? == stated {
                return None;
            }
            first.get_or_insert(LastCell {
                report: *report,
                digest: last,
                year: last.year?,
                place: (table, at),
                span: cell.span,
                number,
            });
        }
        let last = first?;
        let expected = last.number.checked_add(change)?;
        Some(YearBreak {
            relation,
            spec: digest.spec(relation.table)?,
            cell,
            stated,
            expected,
            last,
        })
    }

    /// The document of a report as findings of this one name it.
    pub(super) fn document_of(&self, other: ReportId) -> DocumentId {
        match other.document == self.report.document {
            true => DocumentId::THIS,
            false => other.document,
        }
    }

    /// A finding at a relation's cell, with last year's cell beside it.
    pub(super) fn year_finding(
        &self,
        rule: &Rule,
        broken: &YearBreak<'_>,
        message: String,
    ) -> door::Finding {
        let last = &broken.last;
        let message = message + &self.doubt(last);
        let mut finding = rule
            .finding(broken.cell.span, message)
            .in_cell(broken.spec, broken.relation.total);
        let place = say!(
            self.locale,
            "{year}年报告：{number}",
            "the report on {year}: {number}",
            year = last.year,
            number = last.number
        );
        finding = finding.related_in(self.document_of(last.report), last.span, place);
        finding
    }

    /// A word about last year's report where that is broken itself in the column of the cell.
    fn doubt(&self, last: &LastCell<'_>) -> String {
        let (table, cell) = last.place;
        if !last.digest.is_broken(table, cell) {
            return String::new();
        }
        let year = last.year;
        let Some(spec) = last.digest.spec(table) else {
            return String::new();
        };
        let (_, column) = spec.row_and_column(cell);
        let mut suspects = last.digest.suspects(table).iter();
        let suspect = suspects.find(|&&suspect| spec.row_and_column(suspect).1 == column);
        match suspect {
            Some(&suspect) => say!(
                self.locale,
                "；{year}年报告这一列自身不平，疑似有误的是“{name}”",
                "; that column of the report on {year} does not add up itself, probably by “{name}”",
                name = spec.short_cell_name(suspect, MAX_LABEL)
            ),
            None => say!(
                self.locale,
                "；{year}年报告这一列自身也不平",
                "; that column of the report on {year} does not add up itself"
            ),
        }
    }

    /// A fix that writes a number into a cell, if the report is at hand.
    pub(super) fn write(
        &self,
        title: String,
        place: (usize, usize),
        number: &str,
    ) -> Option<door::Fix> {
        let edits = edits_that_write(number, place, self.writing?);
        Some(Fix::new(title, Applicability::Unsafe, edits?))
    }
}
