//! What is said of several reports in one text: each is looked at by itself, and what is said of it moved to where it stands.

use crate::finding::Finding;
use crate::fix::Edit;
use crate::reading::{Reading, ReportReading};
use crate::span::Span;
use crate::views::outline::OutlineItem;
use crate::views::{CellView, FactView};

/// Something that has a place in a text.
pub(crate) trait Placed {
    /// Moves it by this many bytes towards the end.
    fn move_by(&mut self, bytes: usize);
}

impl Placed for Span {
    fn move_by(&mut self, bytes: usize) {
        *self = Span::new(self.start as usize + bytes, self.end as usize + bytes);
    }
}

impl Placed for Edit {
    fn move_by(&mut self, bytes: usize) {
        self.span.move_by(bytes);
    }
}

impl Placed for CellView {
    fn move_by(&mut self, bytes: usize) {
        self.span.move_by(bytes);
    }
}

impl Placed for FactView {
    fn move_by(&mut self, bytes: usize) {
        self.span.move_by(bytes);
    }
}

impl Placed for OutlineItem {
    fn move_by(&mut self, bytes: usize) {
        self.span.move_by(bytes);
        self.name_span.move_by(bytes);
        self.children
            .iter_mut()
            .for_each(|child| child.move_by(bytes));
    }
}

impl Placed for Finding {
    fn move_by(&mut self, bytes: usize) {
        self.span.move_by(bytes);
        for related in &mut self.related {
            related.span.move_by(bytes);
        }
        for fix in &mut self.fixes {
            fix.translate(|edit| {
                let mut edit = edit.clone();
                edit.move_by(bytes);
                vec![edit]
            });
        }
    }
}

/// What `ask` says of each report of a text, in the places of the text.
pub(crate) fn of_each_report<T: Placed>(
    reading: &Reading,
    ask: impl Fn(&ReportReading) -> Vec<T>,
) -> Vec<T> {
    let mut said = Vec::new();
    for part in reading.parts() {
        let of_part = part.report.as_ref().map_or_else(Vec::new, &ask);
        said.extend(of_part.into_iter().map(|mut item| {
            item.move_by(part.start);
            item
        }));
    }
    said
}
