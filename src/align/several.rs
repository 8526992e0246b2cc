//! Several reports in one text, as a collection of a county's offices has them: where each further one begins.
//!
//! In: titles and headings in reading order. Out: those titles. A title says nothing by itself, for a page prints it twice and an overview lists many; a
//! new report begins where the sections begin anew behind a title.

use super::report::{Heading, Headings};
use super::title::Title;

/// Sections that a report must have had before another can begin.
const MIN_SECTIONS: usize = 3;

/// The titles with which the second and each further report begins.
pub(super) fn further_reports<'t>(titles: &'t [Title], headings: &Headings) -> Vec<&'t Title> {
    if titles.len() < 2 || headings.repeated.len() < MIN_SECTIONS {
        return Vec::new();
    }
    let mut all: Vec<&Heading> = headings.main.iter().chain(&headings.repeated).collect();
    all.sort_by_key(|heading| heading.span.start);
    let mut titles = titles.iter().peekable();
    let mut starts = Vec::new();
    let mut seen: Vec<usize> = Vec::new();
    let mut end_before = 0;
    for heading in all {
        let begins_anew =
            seen.len() >= MIN_SECTIONS && seen.iter().any(|&section| section >= heading.section);
        // A title that stands before an earlier heading begins nothing any more.
        while titles
            .next_if(|title| title.span.start < end_before)
            .is_some()
        {}
        let is_above = |title: &&Title| title.span.end <= heading.span.start;
        if begins_anew && let Some(title) = titles.peek().copied().filter(is_above) {
            starts.push(title);
            seen.clear();
        }
        if !seen.contains(&heading.section) {
            seen.push(heading.section);
        }
        end_before = heading.span.end;
    }
    starts
}

/// Whether titles without a single heading list reports rather than begin one.
pub(super) fn is_overview(
    titles: &[Title],
    headings: &Headings,
    says: impl Fn(&Title) -> Vec<char>,
) -> bool {
    let [first, others @ ..] = titles else {
        return false;
    };
    headings.main.is_empty() && !others.is_empty() && {
        let first = says(first);
        others.iter().any(|title| says(title) != first)
    }
}
