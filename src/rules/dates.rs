//! The dates that a report bears: where it is signed, and where its page says when it appeared.

use super::Context;
use super::around::has_any;
use crate::form::Pitfalls;
use crate::narrative::{Date, date_at_end, find_date, read_date};
use crate::span::Span;

/// A date that stands for itself.
#[derive(Debug)]
pub(super) struct Signed {
    pub date: Date,
    /// The date.
    pub span: Span,
    /// What stands before it on its line.
    pub before: Span,
    /// The index of its row.
    pub row: usize,
}

/// The words before a date on its line are a name, not a sentence, up to so many bytes.
const MAX_NAME: usize = 120;

/// The dates under the title and behind everything else, in reading order.
pub(super) fn signed_dates<'c>(context: &'c Context) -> &'c [Signed] {
    context.once.signed.get_or_init(|| read_dates(context))
}

fn read_dates(context: &Context) -> Vec<Signed> {
    let report = context.report;
    let Some(title) = &report.title else {
        return Vec::new();
    };
    let headings = &report.headings.main;
    let first = headings.first().map_or(usize::MAX, |heading| heading.row);
    let last = headings.last().map_or(usize::MAX, |heading| heading.row);
    let mut signed = Vec::new();
    for (at, row) in report.document.rows.iter().enumerate() {
        let under_title = at > title.last_row && at < first;
        if !(under_title || at > last) || row.span.len() > 2 * MAX_NAME {
            continue;
        }
        let line = report.document.line_span(row);
        let mut tables = context.reading.found_tables();
        let text = context.at(line);
        let above = at.checked_sub(1).filter(|_| at > last);
        let above = above.and_then(|above| report.document.rows.get(above));
        let above = above.map_or("", |row| context.at(report.document.line_span(row)));
        if let Some((date, before)) =
            date_at_end(text).or_else(|| dated_by(context.body_name()?, above, text))
            && !tables.any(|table| table.span.touches(line))
        {
            let at_byte = line.start as usize + before;
            let end = line.end as usize;
            let start = line.start as usize;
            signed.push(Signed {
                date,
                span: Span::new(at_byte, end),
                before: Span::new(start, at_byte),
                row: at,
            });
        }
    }
    signed
}

/// The date that is all of a line below the name of the body, or that follows this name directly: also `2025.2.18`, which elsewhere may be anything's.
/// With its first byte.
fn dated_by(name: &str, above: &str, line: &str) -> Option<(Date, usize)> {
    let is_below = || above.trim() == name;
    let rest = line
        .strip_prefix(name)
        .or_else(|| is_below().then_some(line))?;
    let written = rest.trim();
    let in_digits = || {
        let (date, range) = find_date(written)?;
        (range.len() == written.len()).then_some(date)
    };
    let date = read_date(written).or_else(in_digits)?;
    Some((date, line.len() - rest.trim_start().len()))
}

/// The date at which the page says that it appeared, above the first section, with its place.
pub(super) fn published(context: &Context) -> Option<(Date, Span)> {
    let document = &context.report.document;
    let first = context.report.headings.main.first()?.row;
    let words = &Pitfalls::builtin().deadline.published;
    document.rows.iter().take(first).find_map(|row| {
        let line = document.line_span(row);
        let text = context.at(line);
        if !text.contains("20") || !has_any(text, words) {
            return None;
        }
        let label = words
            .iter()
            .filter_map(|word| Some(text.find(word.as_str())? + word.len()))
            .min()?;
        let (date, range) = find_date(text.get(label..)?)?;
        let start = line.start as usize + label;
        Some((date, Span::new(start + range.start, start + range.end)))
    })
}

#[cfg(test)]
mod tests {
    use super::dated_by;
    use crate::narrative::Date;

    #[test]
    fn a_date_in_digits_is_a_signature_only_beside_the_name_of_the_body() {
        let name = "某县公安局";
        let late = Date {
            year: 2025,
            month: 2,
            day: 20,
        };
        for line in [
            "某县公安局二○二五年二月二十日",
            "某县公安局2025年2月20日",
            "某县公安局 2025-02-20",
        ] {
            assert_eq!(
                dated_by(name, "", line).map(|(date, _)| date),
                Some(late),
                "{line}"
            );
        }
        for line in ["2025.2.20", " 2025/2/20 "] {
            let below = dated_by(name, "某县公安局", line);
            assert_eq!(below.map(|(date, _)| date), Some(late), "{line}");
            assert_eq!(dated_by(name, "办事指南", line), None);
        }
        for line in [
            "某县公安局2025年2月20日印发通知",
            "县公安局2025年2月20日",
            "某县公安局网站2025-02-20",
        ] {
            assert_eq!(dated_by(name, "", line), None, "{line}");
        }
    }
}
