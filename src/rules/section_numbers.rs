//! The numbers that a report gives its sections, and lines that are numbered like sections without being any.
//!
//! In: the headings and the lines of a report. Out: [`Numbered`] lines in reading order, for the rules about them.

use super::Context;
use crate::chars::is_space;
use crate::words::{folded, numeral_at_end};

use crate::span::Span;

/// A line with the number of a section.
#[derive(Clone, Debug)]
pub(super) struct Numbered {
    /// Its number; `None` for a heading that has lost its.
    pub number: Option<usize>,
    /// The number without the mark behind it; empty if there is none.
    pub number_span: Span,
    /// Number and title.
    pub span: Span,
    /// The section whose heading it is, an index into the edition's; `None` for a line that is no official heading.
    pub section: Option<usize>,
    /// Whether its own number makes it a section of the report, which the form does not have.
    pub is_extra: bool,
}

/// A longer line is a sentence, in bytes.
const MAX_LINE: usize = 120;
const MARK: char = '、';
/// The same, half as wide.
const HALF_MARK: char = '､';
/// A longer numeral, with spaces, numbers no section, in bytes.
const MAX_NUMERAL: usize = 60;

/// The headings of the form, and all lines between and behind them that carry a numeral like theirs.
pub(super) fn numbered_lines(context: &Context) -> Vec<Numbered> {
    let mut lines: Vec<Numbered> = context
        .report
        .headings
        .main
        .iter()
        .map(|heading| of_heading(context, heading))
        .collect();
    let Some(first) = lines.first().map(|line| line.span.start) else {
        return lines;
    };
    let rows = context.report.document.rows.iter();
    let others = rows.filter_map(|row| other_line(context, context.report.document.line_span(row)));
    let is_new = |line: &Numbered| {
        line.span.start > first && !lines.iter().any(|known| known.span.touches(line.span))
    };
    let others: Vec<Numbered> = others.filter(is_new).collect();
    lines.extend(others);
    lines.sort_by_key(|line| line.span);
    mark_extra(&mut lines, context.report.edition().sections.len());
    lines
}

fn of_heading(context: &Context, heading: &crate::align::Heading) -> Numbered {
    let before = Span::over(heading.span.start, heading.title_span.start);
    let written = context.at(before);
    let is_number = |c: char| c.is_alphanumeric();
    let start = written.find(is_number).unwrap_or(written.len());
    let digits = written.get(start..).unwrap_or_default();
    let end = start + digits.find(|c| !is_number(c)).unwrap_or(digits.len());
    let at = before.start as usize;
    let numeral = folded(
        written.get(start..end).unwrap_or_default(),
        context.report.fold(),
    );
    Numbered {
        number: numeral_at_end(&numeral).and_then(|(number, _)| usize::try_from(number).ok()),
        number_span: Span::new(at + start, at + end),
        span: heading.span,
        section: Some(heading.section),
        is_extra: false,
    }
}

/// A line that is numbered like a section and is none of the form's own labels.
fn other_line(context: &Context, line: Span) -> Option<Numbered> {
    let written = context
        .at(line)
        .trim_start_matches(|c| is_space(c) || matches!(c, '#' | '*'));
    // Most lines begin with a word.
    let first = written.chars().next().filter(|_| line.len() <= MAX_LINE)?;
    if first.is_ascii_digit() {
        return None;
    }
    numeral_at_end(first.encode_utf8(&mut [0; 4]))?;
    // Up to the mark, nothing else but the numeral may stand.
    let is_mark = |c: char| c == MARK || c == HALF_MARK;
    let numeral = written.split(is_mark).next().unwrap_or_default();
    if numeral.len() == written.len() || numeral.len() > MAX_NUMERAL {
        return None;
    }
    let written = written.trim_end_matches(|c| is_space(c) || matches!(c, '*' | '#' | '|'));
    let text = folded(written, context.report.fold());
    let (numeral, title) = text.split_once(MARK)?;
    let (number, 0) = numeral_at_end(numeral)? else {
        return None;
    };
    let is_sentence = text.contains([',', ';', '。', '?', '!', '|']);
    let has_digits = numeral.contains(|c: char| c.is_ascii_digit());
    if is_sentence || title.is_empty() || has_digits || is_label(context, &text, title) {
        return None;
    }
    let start = line.start as usize + context.at(line).find(written)?;
    let numeral = written.split(MARK).next().unwrap_or_default();
    Some(Numbered {
        number: usize::try_from(number).ok(),
        number_span: Span::new(start, start + numeral.len()),
        span: Span::new(start, start + written.len()),
        section: None,
        is_extra: false,
    })
}

/// Whether a line is a label of a table whose rows could not be placed.
fn is_label(context: &Context, text: &str, title: &str) -> bool {
    let mut labels = context.report.kit().row_labels().iter();
    labels.any(|label| {
        label.starts_with(text) || label.ends_with(title) || text.starts_with(label.as_str())
    })
}

/// Marks the lines that count on where the heading before them stops, and from which the one behind them counts on.
fn mark_extra(lines: &mut [Numbered], n_sections: usize) {
    let mut last: Option<usize> = None;
    for at in 0..lines.len() {
        let Some(line) = lines.get(at) else { continue };
        let goes_on = line.number.is_some() && line.number == last.map(|last| last + 1);
        let next = lines
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .find(|line| line.section.is_some());
        let is_extra = line.section.is_none()
            && goes_on
            && match next {
                Some(next) => {
                    next.number.is_some() && next.number == line.number.map(|number| number + 1)
                }
                None => line.number > Some(n_sections),
            };
        if line.section.is_some() || is_extra {
            last = line.number.or(line.section.map(|section| section + 1));
        }
        if let Some(line) = lines.get_mut(at) {
            line.is_extra = is_extra;
        }
    }
}

/// What stands behind the number and its mark.
pub(super) fn title_of<'t>(context: &'t Context, line: &Numbered) -> &'t str {
    let rest = Span::over(line.number_span.end.max(line.span.start), line.span.end);
    let is_lead = |c: char| is_space(c) || !c.is_alphanumeric();
    context.at(rest).trim_start_matches(is_lead)
}
