//! Words of the form in a drawing: as the report has them, and those that no row of the drawing bears.

use rustc_hash::FxHashSet;

use super::super::grid::written;
use super::super::{CellRole, SheetCell};
use super::Painter;
use crate::form::lexicon::Name;
use crate::span::Span;

impl Painter<'_, '_> {
    /// Where words stand that were not drawn: the caption of rows that are missing, another wording of a header that is repeated.
    pub(super) fn undrawn(&self) -> Vec<Span> {
        let fold = self.report.aligned.fold();
        let document = &self.report.aligned.document;
        let mut drawn: FxHashSet<Span> = FxHashSet::default();
        let mut undrawn: Vec<Span> = Vec::new();
        for (name, places) in &self.zone.words {
            let n_drawn = self.n_drawn.get(name).copied().unwrap_or_default();
            let (borne, others) = places.split_at(n_drawn.min(places.len()));
            let folded = |place: &Span| fold.fold(document.at(*place));
            let said: Vec<Vec<char>> = borne.iter().map(folded).collect();
            let is_said = |place: &&Span| said.contains(&folded(place));
            drawn.extend(borne.iter().chain(others.iter().filter(is_said)));
            undrawn.extend(others.iter().filter(|place| !is_said(place)));
        }
        undrawn.retain(|place| !drawn.contains(place));
        undrawn.sort_unstable();
        undrawn.dedup();
        undrawn
    }

    /// Words of the form, as the report has them where it words them otherwise. Each time they are asked for it is their next place that counts.
    pub(in super::super) fn words(&mut self, name: Name, role: CellRole) -> SheetCell {
        let official = self.spec.label_of(name).unwrap_or_default().to_owned();
        let before = self.n_drawn.entry(name).or_default();
        let places = self.zone.words.get(&name);
        let place = places.and_then(|places| places.get(*before)).copied();
        *before += 1;
        let Some(place) = place else {
            return SheetCell::of(role, 0, official);
        };
        let document = &self.report.aligned.document;
        let cell = SheetCell::of(role, 0, String::new());
        let mut cell = written(document, self.origin, cell, place, self.marks);
        cell.text = self.set_together(cell.text, &official);
        cell
    }
}
