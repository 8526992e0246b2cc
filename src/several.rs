//! What is said of several reports in one text: each is looked at by itself, and what is said of it moved to where it stands.

use crate::finding::Finding;
use crate::fix::Edit;
use crate::outline::OutlineItem;
use crate::span::Span;
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

/// What `ask` says of each part of `text`, one after the other. `starts` are the bytes at which the second and each further part begins.
pub(crate) fn each_part<T: Placed>(
    text: &str,
    starts: &[usize],
    mut ask: impl FnMut(&str) -> Vec<T>,
) -> Vec<T> {
    let ends = starts.iter().copied().chain([text.len()]);
    let mut start = 0;
    let mut said = Vec::new();
    for end in ends {
        let mut part = ask(text.get(start..end).unwrap_or_default());
        part.iter_mut().for_each(|item| item.move_by(start));
        said.append(&mut part);
        start = end;
    }
    said
}
