//! The numbers that a report gives its sections, and lines that are numbered like sections without being any.
//!
//! In: the headings and the lines of a report. Out: [`Numbered`] lines in reading order, for the rules about them.

use super::Context;
use crate::align::NumberedLine;
use crate::chars::is_space;
use crate::numerals::part;
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
    /// The title, with what may stand between it and the number.
    pub title: Span,
    /// The section whose heading it is, an index into the edition's; `None` for a line that is no official heading.
    pub section: Option<usize>,
    /// Whether its own number makes it a section of the report, which the form does not have.
    pub is_extra: bool,
}

/// The headings of the form, and all lines between and behind them that carry a numeral like theirs.
pub(super) fn numbered_lines<'c>(context: &'c Context) -> &'c [Numbered] {
    let numbered = &context.once.numbered;
    numbered.get_or_init(|| read_numbers(context))
}

fn read_numbers(context: &Context) -> Vec<Numbered> {
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
    let is_new = |line: &&NumberedLine| {
        line.span.start > first && !lines.iter().any(|known| known.span.touches(line.span))
    };
    let others = context.report.numbered_lines.iter().filter(is_new);
    let others: Vec<Numbered> = others.map(of_line).collect();
    lines.extend(others);
    lines.sort_by_key(|line| line.span);
    mark_extra(&mut lines, context.report.edition().sections.len());
    lines
}

fn of_line(line: &NumberedLine) -> Numbered {
    Numbered {
        number: line.number,
        number_span: line.number_span,
        span: line.span,
        title: Span::over(line.number_span.end, line.span.end),
        section: None,
        is_extra: false,
    }
}

fn of_heading(context: &Context, heading: &crate::align::Heading) -> Numbered {
    let before = Span::over(heading.span.start, heading.title_span.start);
    let written = context.at(before);
    let is_number = |c: char| c.is_numeric() || part(c).is_some();
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
        title: heading.title_span,
        section: Some(heading.section),
        is_extra: false,
    }
}

/// Marks the lines that count on where the heading before them stops, and from which the one behind them counts on.
fn mark_extra(lines: &mut [Numbered], n_sections: usize) {
    let headings = lines.iter().enumerate();
    let headings = headings.filter(|(_, line)| line.section.is_some());
    let headings: Vec<(usize, Option<usize>)> =
        headings.map(|(at, line)| (at, line.number)).collect();
    let mut headings = headings.into_iter().peekable();
    let mut last: Option<usize> = None;
    for (at, line) in lines.iter_mut().enumerate() {
        while headings.next_if(|(heading, _)| *heading <= at).is_some() {}
        let goes_on = line.number.is_some() && line.number == last.map(|last| last + 1);
        line.is_extra = line.section.is_none()
            && goes_on
            && match headings.peek() {
                Some((_, next)) => next.is_some() && *next == line.number.map(|number| number + 1),
                None => line.number > Some(n_sections),
            };
        if line.section.is_some() || line.is_extra {
            last = line.number.or(line.section.map(|section| section + 1));
        }
    }
}

/// What stands behind the number and its mark.
pub(super) fn title_of<'t>(context: &'t Context, line: &Numbered) -> &'t str {
    let is_lead = |c: char| is_space(c) || !c.is_alphanumeric();
    context.at(line.title).trim_start_matches(is_lead)
}
