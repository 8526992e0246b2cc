//! From places in a projected text back to places in the source it was made from.
//!
//! In: runs of text, appended in order while a projection is written. Out: the source bytes behind any projected span. A text that is
//! read as it stands has the identity map, which stores nothing.

use crate::edit::Edit;
use crate::span::{Part, Read, Span};

/// Maps spans of a projected text to spans of its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceMap {
    identity: bool,
    /// Sorted and disjoint in the projected text; bytes between two runs stand for markup.
    runs: Vec<MapRun>,
    /// Where a value would be written into a place without text. Sorted.
    blanks: Vec<Blank>,
    /// Where whole lines would be inserted in front of a line. Sorted.
    lines: Vec<MapPlace>,
}

/// Projected text that came from one stretch of source without markup in it.
///
/// Lengths are equal exactly when bytes correspond one to one, or when the run is a single character; only ends of characters are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MapRun {
    projected: u32,
    projected_len: u32,
    source: u32,
    source_len: u32,
}

impl MapRun {
    fn projected_end(self) -> u32 {
        self.projected.saturating_add(self.projected_len)
    }

    fn source_end(self) -> u32 {
        self.source.saturating_add(self.source_len)
    }

    fn is_verbatim(self) -> bool {
        self.projected_len == self.source_len
    }

    /// Where the character that begins at or holds `at` begins.
    fn source_of_start(self, at: u32) -> u32 {
        let inside = at.saturating_sub(self.projected);
        if self.is_verbatim() {
            self.source.saturating_add(inside.min(self.source_len))
        } else {
            self.source
        }
    }

    /// Where the character that ends at or holds `at` ends.
    fn source_of_end(self, at: u32) -> u32 {
        let inside = at.saturating_sub(self.projected);
        if self.is_verbatim() {
            self.source.saturating_add(inside.min(self.source_len))
        } else {
            self.source_end()
        }
    }
}

/// A place without a value, where one would be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Blank {
    /// Empty, or over white space that only fills the place.
    projected: Span,
    /// What the value would replace, outside any tag.
    source: Span<Part>,
}

/// Where a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MapPlace {
    projected: u32,
    source: u32,
}

impl SourceMap {
    /// The map of a text that is its own source.
    pub const fn identity() -> Self {
        SourceMap {
            identity: true,
            runs: Vec::new(),
            blanks: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Whether every place is its own source.
    pub fn is_identity(&self) -> bool {
        self.identity
    }

    /// The source, in bytes, of a span of the projected text: from the first to the last source byte behind its characters, markup between
    /// them included. A span without such characters becomes the place where text written there belongs, outside any tag: empty, or over the
    /// white space that fills the place of a missing value.
    pub fn source(&self, projected: Span) -> Span<Part> {
        if self.identity {
            return projected.moved_to(0);
        }
        match self.runs_in(projected) {
            [] => self.insertion_point(projected.start),
            [first, .., last] => Span::over(
                first.source_of_start(projected.start),
                last.source_of_end(projected.end),
            ),
            [only] => Span::over(
                only.source_of_start(projected.start),
                only.source_of_end(projected.end),
            ),
        }
    }

    /// The source of a span of the projected text without the markup inside it: sorted, disjoint and not touching each other. To replace the
    /// text and keep the markup, write the new text over the first and remove the others. Empty if no source stands behind the span.
    pub fn source_pieces(&self, projected: Span) -> Vec<Span<Part>> {
        if self.identity {
            return if projected.is_empty() {
                Vec::new()
            } else {
                vec![projected.moved_to(0)]
            };
        }
        let mut pieces: Vec<Span<Part>> = Vec::new();
        for run in self.runs_in(projected) {
            let start = run.source_of_start(projected.start.max(run.projected));
            let end = run.source_of_end(projected.end.min(run.projected_end()));
            match pieces.last_mut() {
                Some(last) if last.end >= start => last.end = last.end.max(end),
                _ => pieces.push(Span::over(start, end)),
            }
        }
        pieces
    }

    /// The same change made in the source. Markup that stands inside replaced text is kept, whole lines are inserted outside the elements of
    /// the lines beside them, and text that is not whole lines is written so that none of it is read as markup.
    ///
    /// An edit that inserts and ends with a line end inserts whole lines, in the notation of the source.
    pub fn source_edits(&self, edit: &Edit) -> Vec<Edit<Part>> {
        if self.identity {
            return vec![Edit {
                span: edit.span.moved_to(0),
                text: edit.text.clone(),
            }];
        }
        if edit.span.is_empty() && edit.text.ends_with(['\n', '\r']) {
            let span = self.line_place(edit.span.start);
            return vec![Edit {
                span,
                text: edit.text.clone(),
            }];
        }
        let mut text = edit.text.replace('&', "&amp;").replace('<', "&lt;");
        let mut spans = self.source_pieces(edit.span);
        if spans.is_empty() && !text.is_empty() {
            spans.push(self.source(edit.span));
        }
        spans
            .into_iter()
            .map(|span| Edit {
                span,
                text: std::mem::take(&mut text),
            })
            .collect()
    }

    /// Where whole lines belong that are inserted before byte `at` of the projected text.
    fn line_place(&self, at: u32) -> Span<Part> {
        let line = self
            .lines
            .binary_search_by_key(&at, |line| line.projected)
            .ok()
            .and_then(|idx| self.lines.get(idx));
        line.map_or_else(
            || self.source(Span::over(at, at)),
            |line| Span::over(line.source, line.source),
        )
    }

    /// The runs that share a byte with a span.
    fn runs_in(&self, projected: Span) -> &[MapRun] {
        if projected.is_empty() {
            return &[];
        }
        let first = self
            .runs
            .partition_point(|run| run.projected_end() <= projected.start);
        let after = self
            .runs
            .partition_point(|run| run.projected < projected.end);
        self.runs.get(first..after).unwrap_or_default()
    }

    /// Where in the source text belongs that is written before byte `at` of the projected text.
    fn insertion_point(&self, at: u32) -> Span<Part> {
        let blanks_before = self
            .blanks
            .partition_point(|blank| blank.projected.start <= at);
        let blank = blanks_before
            .checked_sub(1)
            .and_then(|last| self.blanks.get(last));
        if let Some(blank) = blank
            && at <= blank.projected.end
        {
            return blank.source;
        }
        let runs_before = self.runs.partition_point(|run| run.projected < at);
        let previous = runs_before
            .checked_sub(1)
            .and_then(|last| self.runs.get(last));
        let next = self.runs.get(runs_before);
        // Text goes on where it stands; between two lines it goes to the end of the former.
        let place = match (previous, next) {
            (Some(run), _) if at <= run.projected_end() => run.source_of_end(at),
            (_, Some(run)) if at == run.projected => run.source,
            (None, Some(run)) if blank.is_none() => run.source,
            (run, _) => {
                let after_text = run.map_or(0, |run| run.source_end());
                blank.map_or(after_text, |blank| blank.source.end.max(after_text))
            }
        };
        Span::over(place, place)
    }
}

/// Writing a map, in the order of both texts.
impl SourceMap {
    /// The map of a projection that is still empty.
    pub(super) fn for_projection() -> Self {
        SourceMap {
            identity: false,
            runs: Vec::new(),
            blanks: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// The `projected_len` bytes at `projected` came from the `source` bytes: one to one if there are as many, else as one character.
    pub(super) fn push_run(&mut self, projected: usize, projected_len: usize, source: Span<Part>) {
        let whole: Span = Span::new(projected, projected + projected_len);
        let (projected, projected_end) = (whole.start, whole.end);
        let run = MapRun {
            projected,
            projected_len: projected_end - projected,
            source: source.start,
            source_len: source.end - source.start,
        };
        if let Some(last) = self.runs.last_mut()
            && last.is_verbatim()
            && run.is_verbatim()
            && last.projected_end() == run.projected
            && last.source_end() == run.source
        {
            last.projected_len += run.projected_len;
            last.source_len += run.source_len;
            return;
        }
        self.runs.push(run);
    }

    /// A value for the place at `projected`, without text so far, would be written at byte `source`.
    pub(super) fn push_blank(&mut self, projected: usize, source: usize) {
        self.blanks.push(Blank {
            projected: Span::at(projected),
            source: Span::at(source),
        });
    }

    /// A value for the place over `projected`, where only white space has been written last, would replace it.
    pub(super) fn push_filled_blank(&mut self, projected: Span) {
        if let [source] = self.source_pieces(projected).as_slice() {
            self.blanks.push(Blank {
                projected,
                source: *source,
            });
        }
    }

    /// Whole lines that stand before the one at `projected`, a line's beginning or the end of the text, would be inserted at byte `source`.
    pub(super) fn push_line(&mut self, projected: usize, source: usize) {
        let after_text = self.runs.last().map_or(0, |run| run.source_end());
        let line = MapPlace {
            projected: Span::<Read>::at(projected).start,
            source: Span::<Part>::at(source).start.max(after_text),
        };
        match self.lines.last_mut() {
            Some(last) if last.projected == line.projected => *last = line,
            _ => self.lines.push(line),
        }
    }
}

#[cfg(test)]
mod tests;
