//! The prints of the passages of a text that is being written, kept from one reading of it to the next.

use std::sync::Arc;

use super::own_letters::{NamesInText, own_letters};
use super::passages::{prints, says_enough};
use super::unit::Unit;
use crate::form::SectionSpec;
use crate::kit::Kit;

/// The prints of a report's passages as they were last, so that after an edit only those of passages that it touched are made.
#[derive(Debug, Default)]
pub(super) struct KnownPrints {
    /// The form that says what everybody writes.
    kit: Option<Arc<Kit>>,
    names: NamesInText,
    /// The name of the body, and the unit that it names.
    unit: Option<(String, Option<Unit>)>,
    known: Vec<KnownPassage>,
    /// Where in `known` the next passage is looked for.
    next: usize,
    /// Those of the report that is being read.
    now: Vec<KnownPassage>,
}

/// A passage whose prints are known.
#[derive(Debug)]
struct KnownPassage {
    section: usize,
    /// Its folded text.
    text: String,
    /// None where it says too little.
    prints: Option<Arc<[u32]>>,
}

/// An edit moves a passage by no more places among the others.
const NEAR: usize = 8;

impl KnownPrints {
    /// The unit that a name names.
    pub(super) fn unit(&mut self, name: &str) -> Option<Unit> {
        match &self.unit {
            Some((known, unit)) if known == name => unit.clone(),
            _ => {
                let unit = Unit::new(name);
                self.unit = Some((name.to_owned(), unit.clone()));
                unit
            }
        }
    }

    pub(super) fn begin(&mut self, names: Vec<String>, kit: &Arc<Kit>) {
        let is_same_form = self
            .kit
            .as_ref()
            .is_some_and(|known| Arc::ptr_eq(known, kit));
        if !self.names.are(&names) || !is_same_form {
            self.known.clear();
            self.names = NamesInText::new(names);
            self.kit = Some(Arc::clone(kit));
        }
        self.next = 0;
    }

    pub(super) fn end(&mut self) {
        self.known = std::mem::take(&mut self.now);
    }

    /// The prints of a passage that says this in a section.
    pub(super) fn of(
        &mut self,
        section: usize,
        text: &str,
        spec: &SectionSpec,
    ) -> Option<Arc<[u32]>> {
        let near = self.next.saturating_sub(NEAR)..self.known.len().min(self.next + NEAR);
        let is_same = |known: &KnownPassage| known.section == section && known.text == text;
        let mut found = near.filter(|at| self.known.get(*at).is_some_and(is_same));
        let found = found.next();
        let known = found.and_then(|at| Some((at, self.known.get_mut(at)?)));
        let passage = match known {
            Some((at, known)) => {
                self.next = at + 1;
                std::mem::replace(known, KnownPassage::nothing())
            }
            None => KnownPassage {
                section,
                text: text.to_owned(),
                prints: says_enough(text)
                    .then(|| own_letters(text, &spec.must_mention, &self.names))
                    .and_then(|letters| prints(&letters)),
            },
        };
        let prints = passage.prints.clone();
        self.now.push(passage);
        prints
    }
}

impl KnownPassage {
    fn nothing() -> Self {
        KnownPassage {
            section: usize::MAX,
            text: String::new(),
            prints: None,
        }
    }
}
