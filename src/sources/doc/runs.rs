//! What each stretch of the stream looks like, told in pages of 512 bytes.

use std::ops::Range;

use super::super::limits;
use super::super::numbers::{place, short};
use super::super::unread::NotRead;

const PAGE: usize = 512;

/// Stretches of the stream with their descriptions, in order.
pub(super) struct FormattedRuns<'d> {
    document: &'d [u8],
    runs: Vec<FormattedRun>,
}

struct FormattedRun {
    start: usize,
    end: usize,
    list: Range<usize>,
    /// Of a paragraph, the number of its style.
    style: u16,
}

/// How descriptions stand in a page.
#[derive(Clone, Copy)]
enum DescribedKind {
    Letters,
    Paragraphs,
}

impl<'d> FormattedRuns<'d> {
    /// Of single characters, by the list of pages.
    pub fn of_letters(pages: &[u8], document: &'d [u8]) -> Result<Self, NotRead> {
        Self::of(pages, document, DescribedKind::Letters)
    }

    /// Of paragraphs, by the list of pages.
    pub fn of_paragraphs(pages: &[u8], document: &'d [u8]) -> Result<Self, NotRead> {
        Self::of(pages, document, DescribedKind::Paragraphs)
    }

    fn of(pages: &[u8], document: &'d [u8], kind: DescribedKind) -> Result<Self, NotRead> {
        let n_pages = pages.len().saturating_sub(4) / 8;
        let mut runs = Vec::new();
        for number in 0..n_pages {
            let page = place(pages, 4 * (n_pages + 1) + 4 * number).unwrap_or_default() & 0x3f_ffff;
            read_page(document, page * PAGE, kind, &mut runs);
            if runs.len() > limits::GLYPHS {
                return Err(NotRead::TooLarge);
            }
        }
        runs.sort_by_key(|run| run.start);
        Ok(FormattedRuns { document, runs })
    }

    fn run_at(&self, at: usize) -> Option<&FormattedRun> {
        let before = self.runs.partition_point(|run| run.start <= at);
        let run = self.runs.get(before.checked_sub(1)?)?;
        (at < run.end).then_some(run)
    }

    /// The number of the style of the paragraph that holds this byte of the stream.
    pub fn style(&self, at: usize) -> u16 {
        self.run_at(at).map_or(0, |run| run.style)
    }

    /// The description of the stretch that holds this byte of the stream; empty if nothing special is said of it.
    pub fn at(&self, at: usize) -> &'d [u8] {
        let run = self.run_at(at);
        run.and_then(|run| self.document.get(run.list.clone()))
            .unwrap_or_default()
    }
}

/// Reads a page: where stretches begin and end, then for each where its description stands in the page.
fn read_page(document: &[u8], start: usize, kind: DescribedKind, runs: &mut Vec<FormattedRun>) {
    let Some(page) = document.get(start..start.saturating_add(PAGE)) else {
        return;
    };
    let n_runs = page.last().map_or(0, |&last| usize::from(last));
    let entry = match kind {
        DescribedKind::Letters => 1,
        DescribedKind::Paragraphs => 13,
    };
    for number in 0..n_runs {
        let stretch = place(page, 4 * number).zip(place(page, 4 * (number + 1)));
        let at = page.get(4 * (n_runs + 1) + entry * number);
        let (Some((from, to)), Some(&at)) = (stretch, at) else {
            return;
        };
        let list = list(page, 2 * usize::from(at), kind).unwrap_or_default();
        let style = list.start.checked_sub(2).and_then(|at| short(page, at));
        runs.push(FormattedRun {
            style: style.unwrap_or_default(),
            start: from,
            end: to,
            list: start + list.start..start + list.end,
        });
    }
}

/// Where in its page a description stands. `None` for one that says nothing.
fn list(page: &[u8], at: usize, kind: DescribedKind) -> Option<Range<usize>> {
    let len = usize::from(*page.get(at).filter(|_| at > 0)?);
    let (start, len) = match (kind, len) {
        (DescribedKind::Letters, len) => (at + 1, len),
        (DescribedKind::Paragraphs, 0) => (at + 2, 2 * usize::from(*page.get(at + 1)?)),
        (DescribedKind::Paragraphs, len) => (at + 1, 2 * len - 1),
    };
    // A paragraph's description begins with the number of its style.
    let style = match kind {
        DescribedKind::Letters => 0,
        DescribedKind::Paragraphs => 2,
    };
    (len >= style && start + len <= PAGE).then(|| start + style..start + len)
}
