//! A title as web pages and lists write it: with the site's name behind it (`…年度报告_某市人民政府`, `… - …`, `… | …`), a date or a remark
//! (`…年度报告（公示稿）`), with its year in brackets (`…年度报告（2024年度）`), or quoted (`《…年度报告》`).
//!
//! Looked for only where no line ends in the words of titles, above the first heading.

use super::slipped_title::ROWS_ABOVE;
use super::title::{MAX_TITLE, Title, find_year, without_year};
use crate::chars::is_space;
use crate::form::TitleWords;
use crate::form::fold::Fold;
use crate::span::Span;
use crate::syntax::Document;

/// What may stand between a title and the name of a site, and what quotes a title.
const BREAKS: [char; 20] = [
    '_', '-', '|', '—', '–', '－', '＿', '｜', '》', '«', '»', '·', '（', '(', '[', '【', '〔',
    ' ', '\u{3000}', '\t',
];
/// What ends a bracket.
const CLOSING: [char; 5] = ['）', ')', ']', '】', '〕'];

/// The first such title in front of the row of the first heading: it names a year, and the words of titles stand in front of a break.
pub(super) fn find_web_title(
    document: &Document,
    words: &TitleWords,
    fold: &Fold,
    first_heading: usize,
) -> Option<Title> {
    let above = first_heading.saturating_sub(ROWS_ABOVE)..first_heading;
    above.into_iter().find_map(|at| {
        let span = document.line_span(document.rows.get(at)?);
        let (head, year, is_official) = titled(document.at(span), words, fold)?;
        let start = span.start as usize;
        let within = |from: usize, to: usize| Span::new(start + from, start + to);
        Some(Title {
            span: within(head.start, head.end),
            year: Some((year.0, within(year.1.start, year.1.end))),
            is_official,
            first_row: at,
            last_row: at,
        })
    })
}

type Range = std::ops::Range<usize>;

/// Where a title stands in a line with something behind it, its year with its place, and whether its words are the official ones.
fn titled(line: &str, words: &TitleWords, fold: &Fold) -> Option<(Range, (u16, Range), bool)> {
    if line.len() > 2 * 5 * MAX_TITLE {
        return None;
    }
    let is_around = |c: char| is_space(c) || matches!(c, '《' | '#' | '*' | '|' | '>');
    let start = line.len() - line.trim_start_matches(is_around).len();
    let mut breaks = line.match_indices(BREAKS).filter(|(at, _)| *at > start);
    breaks.find_map(|(end, _)| {
        let head = line.get(start..end)?.trim_end_matches(is_space);
        if head.len() > 5 * MAX_TITLE || head.contains(['，', '。', '；', '？', '！', '《']) {
            return None;
        }
        let folded = without_year(&fold.fold(head));
        let mut endings = words.endings.iter();
        let (_, is_official) = endings.find(|(ending, _)| folded.ends_with(ending))?;
        let whole = match find_year(head) {
            Some(_) => head,
            None => with_bracket(line.get(start..)?, head.len())?,
        };
        let (year, at) = find_year(whole)?;
        let year = (year, start + at.start..start + at.end);
        Some((start..start + whole.len(), year, *is_official))
    })
}

/// The beginning of a line up to the end of the bracket that follows its first bytes.
fn with_bracket(line: &str, head: usize) -> Option<&str> {
    let behind = line.get(head..)?;
    if !behind.starts_with(['（', '(', '[', '【', '〔']) {
        return None;
    }
    let (at, closing) = behind.char_indices().find(|(_, c)| CLOSING.contains(c))?;
    line.get(..head + at + closing.len_utf8())
}
