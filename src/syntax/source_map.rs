//! From places in a projected text back to places in the source it was made from.
//!
//! In: runs of text, appended in order while a projection is written. Out: the source bytes behind any projected span. A text that is
//! read as it stands has the identity map, which stores nothing.

use crate::span::Span;

/// Maps spans of a projected text to spans of its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceMap {
    identity: bool,
    /// Sorted and disjoint in the projected text; bytes between two runs stand for markup.
    runs: Vec<Run>,
    /// Sorted by place.
    blanks: Vec<Blank>,
}

/// Projected text that came from one stretch of source without markup in it.
///
/// Lengths are equal exactly when bytes correspond one to one, or when the run is a single character; only ends of characters are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    projected: u32,
    projected_len: u32,
    source: u32,
    source_len: u32,
}

impl Run {
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

/// Where text would be written that is not there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Blank {
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
        }
    }

    /// Whether every place is its own source.
    pub fn is_identity(&self) -> bool {
        self.identity
    }

    /// The source, in bytes, of a span of the projected text: from the first to the last source byte behind its characters, markup between
    /// them included. A span without such characters becomes the empty span where text written there belongs, outside any tag.
    pub fn source(&self, projected: Span) -> Span {
        if self.identity {
            return projected;
        }
        match self.runs_in(projected) {
            [] => Span {
                start: self.insertion_point(projected.start),
                end: self.insertion_point(projected.start),
            },
            [first, .., last] => Span {
                start: first.source_of_start(projected.start),
                end: last.source_of_end(projected.end),
            },
            [only] => Span {
                start: only.source_of_start(projected.start),
                end: only.source_of_end(projected.end),
            },
        }
    }

    /// The source of a span of the projected text without the markup inside it: sorted, disjoint and not touching each other. To replace the
    /// text and keep the markup, write the new text over the first and remove the others. Empty if no source stands behind the span.
    pub fn source_pieces(&self, projected: Span) -> Vec<Span> {
        if self.identity {
            return if projected.is_empty() {
                Vec::new()
            } else {
                vec![projected]
            };
        }
        let mut pieces: Vec<Span> = Vec::new();
        for run in self.runs_in(projected) {
            let start = run.source_of_start(projected.start.max(run.projected));
            let end = run.source_of_end(projected.end.min(run.projected_end()));
            match pieces.last_mut() {
                Some(last) if last.end >= start => last.end = last.end.max(end),
                _ => pieces.push(Span { start, end }),
            }
        }
        pieces
    }

    /// The runs that share a byte with a span.
    fn runs_in(&self, projected: Span) -> &[Run] {
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
    fn insertion_point(&self, at: u32) -> u32 {
        let blanks_before = self.blanks.partition_point(|blank| blank.projected <= at);
        let blank = blanks_before
            .checked_sub(1)
            .and_then(|last| self.blanks.get(last));
        if let Some(blank) = blank
            && blank.projected == at
        {
            return blank.source;
        }
        let runs_before = self.runs.partition_point(|run| run.projected < at);
        let previous = runs_before
            .checked_sub(1)
            .and_then(|last| self.runs.get(last));
        let next = self.runs.get(runs_before);
        // Text goes on where it stands; between two lines it goes to the end of the former.
        match (previous, next) {
            (Some(run), _) if at <= run.projected_end() => run.source_of_end(at),
            (_, Some(run)) if at == run.projected => run.source,
            (Some(run), _) => {
                blank.map_or(run.source_end(), |blank| blank.source.max(run.source_end()))
            }
            (None, next) => {
                blank.map_or_else(|| next.map_or(0, |run| run.source), |blank| blank.source)
            }
        }
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
        }
    }

    /// The `projected_len` bytes at `projected` came from the `source` bytes: one to one if there are as many, else as one character.
    pub(super) fn push_run(&mut self, projected: usize, projected_len: usize, source: Span) {
        let Span {
            start: projected,
            end: projected_end,
        } = Span::new(projected, projected + projected_len);
        let run = Run {
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

    /// A value for the empty place at `projected` would be written at byte `source`.
    pub(super) fn push_blank(&mut self, projected: usize, source: usize) {
        self.blanks.push(Blank {
            projected: Span::at(projected).start,
            source: Span::at(source).start,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `<p>ab<b>cd</b>&lt;</p>` with an empty cell after it: `abcd<` and a tab.
    fn sample() -> SourceMap {
        let mut map = SourceMap::for_projection();
        map.push_run(0, 2, Span::new(3, 5));
        map.push_run(2, 2, Span::new(8, 10));
        map.push_run(4, 1, Span::new(14, 18));
        map.push_blank(6, 30);
        map
    }

    #[test]
    fn identity_maps_every_span_to_itself() {
        let map = SourceMap::identity();
        assert!(map.is_identity());
        assert_eq!(map.source(Span::new(3, 9)), Span::new(3, 9));
        assert_eq!(map.source_pieces(Span::new(3, 9)), [Span::new(3, 9)]);
        assert_eq!(map.source_pieces(Span::at(3)), []);
    }

    #[test]
    fn span_inside_one_run_maps_byte_by_byte() {
        assert_eq!(sample().source(Span::new(0, 1)), Span::new(3, 4));
        assert_eq!(sample().source(Span::new(3, 4)), Span::new(9, 10));
    }

    #[test]
    fn span_over_runs_covers_the_markup_between_them() {
        assert_eq!(sample().source(Span::new(1, 3)), Span::new(4, 9));
    }

    #[test]
    fn pieces_leave_the_markup_out() {
        assert_eq!(
            sample().source_pieces(Span::new(1, 5)),
            [Span::new(4, 5), Span::new(8, 10), Span::new(14, 18)]
        );
    }

    #[test]
    fn decoded_character_maps_to_all_of_its_source() {
        assert_eq!(sample().source(Span::new(4, 5)), Span::new(14, 18));
    }

    #[test]
    fn runs_that_touch_on_both_sides_become_one() {
        let mut map = SourceMap::for_projection();
        map.push_run(0, 2, Span::new(3, 5));
        map.push_run(2, 2, Span::new(5, 7));
        assert_eq!(map.runs.len(), 1);
        assert_eq!(map.source(Span::new(1, 3)), Span::new(4, 6));
    }

    #[test]
    fn blank_place_maps_to_its_insertion_point() {
        assert_eq!(sample().source(Span::at(6)), Span::at(30));
    }

    #[test]
    fn empty_span_beside_text_stays_beside_it() {
        assert_eq!(sample().source(Span::at(0)), Span::at(3));
        assert_eq!(sample().source(Span::at(2)), Span::at(5));
        assert_eq!(sample().source(Span::at(5)), Span::at(18));
    }

    #[test]
    fn place_after_everything_maps_to_the_last_place_that_is_known() {
        assert_eq!(sample().source(Span::at(60)), Span::at(30));
        assert_eq!(sample().source(Span::new(60, 70)), Span::at(30));
        assert_eq!(
            SourceMap::for_projection().source(Span::new(0, 4)),
            Span::at(0)
        );
    }
}
