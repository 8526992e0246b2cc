//! The number that a sentence is about to state. Which cells it names, the reader of sentences says: it is given the sentence with some number.

use super::{Caret, Offer, OfferKind, Read};
use crate::door::{Edit, Span};
use crate::narrative::Said;
use crate::narrative::compare::value_of;
use crate::reading::{Reading, ReportReading};

/// The number that a sentence is tried out with.
const SOME: &str = "7";

impl Caret<'_> {
    /// The numbers that may stand at the place; none unless a sentence leads up to one.
    pub(super) fn numbers(&self, read: &Read<'_>) -> Vec<Offer> {
        let (before, after) = (self.before(), self.after());
        let words = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let leads = words.chars().next_back().is_some_and(char::is_alphabetic);
        let goes_on = after.starts_with(|c: char| c.is_ascii_digit());
        if !leads || goes_on || self.is_in_table() {
            return Vec::new();
        }
        let start = self.line.start + words.len();
        let front = self.text.get(..start).unwrap_or_default();
        let units = || {
            let subjects = &self.report.aligned.edition().phrases().subjects;
            subjects.iter().flat_map(|subject| &subject.units)
        };
        let has_unit = units().any(|unit| after.starts_with(unit.as_str()));
        let unit = units().next().map_or("", |unit| match has_unit {
            true => "",
            false => unit,
        });
        // What a sentence names is told by what stands up to its end; what the tables state is known.
        let up_to_the_end = read(&format!("{front}{SOME}{unit}{after}"));
        let tried = match self.is_of_our_edition(&up_to_the_end) {
            true => up_to_the_end,
            false => {
                let rest = self.text.get(self.at..).unwrap_or_default();
                read(&format!("{front}{SOME}{unit}{rest}"))
            }
        };
        let mut offers: Vec<Offer> = Vec::new();
        for (report, origin) in tried.reports() {
            let mut facts = report.narrative.facts.iter();
            let is_here = |span| origin.place(span).start as usize == start;
            let Some(fact) = facts.find(|fact| fact.said == Said::Number && is_here(fact.span))
            else {
                continue;
            };
            let Some(table) = self.report.table(fact.table) else {
                continue;
            };
            for sum in &fact.readings {
                let Some(value) = value_of(sum, &table.figures).filter(|&value| value >= 0) else {
                    continue;
                };
                let label = value.to_string();
                if offers.iter().all(|offer| offer.label != label) {
                    let name = |&cell: &usize| table.spec().cell_name(cell);
                    let names: Vec<String> = sum.plus.iter().map(name).collect();
                    offers.push(Offer {
                        kind: OfferKind::Number,
                        detail: names.join(" + "),
                        edit: Edit {
                            span: Span::new(start, self.at),
                            text: label.clone(),
                        },
                        label,
                        about: None,
                    });
                }
            }
        }
        offers
    }

    /// Whether the last report of a reading is written on the edition of ours, so that both number cells alike.
    fn is_of_our_edition(&self, reading: &Reading) -> bool {
        let last = reading.reports().last();
        let id = |report: &ReportReading| report.aligned.edition().id.clone();
        last.is_some_and(|(last, _)| id(last) == id(self.report))
    }

    /// Whether the place lies in a table.
    fn is_in_table(&self) -> bool {
        let mut tables = self.report.found_tables();
        tables.any(|table| {
            let place = self.place(table.span);
            (place.start as usize) < self.at && self.at < place.end as usize
        })
    }
}
