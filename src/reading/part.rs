//! A stretch of a text that holds one report: one of several in a text, or all of it.

use std::sync::Arc;

use super::ReportReading;
use crate::align::{align_one, align_one_again};
use crate::door::Origin;
use crate::kit::Forms;
use crate::settings::Settings;
use crate::syntax::parse;

/// A stretch of a text that holds one report.
#[derive(Debug)]
pub struct TextPart {
    /// Where it begins, in bytes of the text.
    start: usize,
    /// What was understood of it; `None` if it turned out not to be a report.
    pub(super) report: Option<ReportReading>,
    /// Whether nothing in it has changed since the reading that this one was made from.
    pub is_unchanged: bool,
    /// Another one as soon as its text is another, where the whole text holds several reports.
    identity: Option<Arc<()>>,
    /// Its text, where that is not what was read of it.
    text: Option<String>,
}

/// The parts of a text of which the second and each further one begins at these bytes, with the byte that each begins at.
pub(super) fn parts_of<'t>(
    text: &'t str,
    starts: &[usize],
) -> impl Iterator<Item = (usize, &'t str)> {
    let ends = starts.iter().copied().chain([text.len()]);
    let starts = std::iter::once(0).chain(starts.iter().copied());
    let parts = starts.zip(ends);
    parts.map(|(start, end)| (start, text.get(start..end).unwrap_or_default()))
}

impl TextPart {
    /// The report with the way from what was read of it to the opened text; `None` if the part turned out not to be a report.
    pub fn report(&self) -> Option<(&ReportReading, Origin<'_>)> {
        let report = self.report.as_ref()?;
        let origin = Origin::new(self.start, &report.aligned.document.map);
        Some((report, origin))
    }

    /// Its text; empty where it is all of the text and not read as it stands.
    pub fn text(&self) -> &str {
        match (&self.text, &self.report) {
            (Some(text), _) => text,
            (None, Some(report)) if report.aligned.document.map.is_identity() => {
                &report.aligned.document.text
            }
            _ => "",
        }
    }

    /// What stays the same as long as its text does; `None` if that is not known.
    pub(crate) fn identity(&self) -> Option<&Arc<()>> {
        self.identity.as_ref()
    }

    /// The only part of a text.
    pub(super) fn only(report: ReportReading) -> TextPart {
        TextPart {
            start: 0,
            report: Some(report),
            is_unchanged: false,
            identity: None,
            text: None,
        }
    }

    pub(super) fn of(
        start: usize,
        text: &str,
        forms: &Forms,
        settings: &Settings,
        before: Option<TextPart>,
    ) -> TextPart {
        let before = match before {
            Some(same) if same.text() == text => {
                return TextPart {
                    start,
                    is_unchanged: true,
                    ..same
                };
            }
            before => before.and_then(|part| part.report),
        };
        let wanted = settings.edition.as_deref();
        let (aligned, rest) = match before.map(ReportReading::remember) {
            None => (align_one(parse(text), forms, wanted), None),
            Some(known) => known.again(
                text,
                |document| align_one(document, forms, wanted),
                |document, damage, before| align_one_again(document, damage, forms, wanted, before),
            ),
        };
        let report = aligned.map(|aligned| ReportReading::of(aligned, rest));
        let document = report.as_ref().map(|report| &report.aligned.document);
        let is_read = document.is_some_and(|document| document.map.is_identity());
        TextPart {
            start,
            report,
            is_unchanged: false,
            identity: Some(Arc::default()),
            text: (!is_read).then(|| text.to_owned()),
        }
    }
}
