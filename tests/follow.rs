//! Totals that follow: whatever is typed, saved and undone, in whatever order.
//!
//! `NIANBAO_SEQUENCES=10000 cargo test --release --test follow` tries more sequences than usual.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/fixtures.rs"]
mod fixtures;

use std::collections::HashMap;

use nianbao::analysis::{Memory, analyze, analyze_again};
use nianbao::door::{Edit, Finding};
use nianbao::edit::apply;
use nianbao::form::{Relation, TableSpec};
use nianbao::kit::Forms;
use nianbao::locale::Locale;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::views::{CellView, cells};
use proptest::prelude::*;
use proptest::sample::Index;

/// What a writer may do.
#[derive(Clone, Debug)]
enum Act {
    /// Writes a number into a part, or clears it on the way.
    Part(Index, Option<u32>),
    /// Writes a number into a total.
    Total(Index, u32),
    /// Writes the number that stands in a total once more.
    Retype(Index),
    /// Saves; what follows is written.
    Save,
    /// Takes back the last change, be it ours or the writer's.
    Undo,
}

fn act() -> impl Strategy<Value = Act> {
    let number = prop_oneof![3 => 0..9u32, 1 => 0..400u32];
    prop_oneof![
        6 => (any::<Index>(), number.clone()).prop_map(|(at, number)| Act::Part(at, Some(number))),
        1 => any::<Index>().prop_map(|at| Act::Part(at, None)),
        1 => (any::<Index>(), number).prop_map(|(at, number)| Act::Total(at, number)),
        1 => any::<Index>().prop_map(Act::Retype),
        4 => Just(Act::Save),
        1 => Just(Act::Undo),
    ]
}

fn settings(locale: Locale) -> Settings {
    Settings {
        locale,
        ..Settings::default()
    }
}

/// A text that is written at, with all that can be known about it without looking at what we remember.
struct Desk {
    text: String,
    undo: Vec<String>,
    memory: Memory,
    cells: Vec<CellView>,
    /// For each relation, by its table and number, the step at which it was last seen to hold.
    held: HashMap<(usize, usize), usize>,
    /// For each cell the step at which the writer last changed it.
    typed: HashMap<usize, usize>,
    step: usize,
}

impl Desk {
    fn at(text: &str) -> Self {
        let mut desk = Desk {
            text: String::new(),
            undo: Vec::new(),
            memory: Memory::of_writing(),
            cells: Vec::new(),
            held: HashMap::new(),
            typed: HashMap::new(),
            step: 0,
        };
        desk.look(text.to_owned());
        desk.undo.clear();
        desk
    }

    /// The text is now another one.
    fn look(&mut self, text: String) {
        self.step += 1;
        self.undo.push(std::mem::replace(&mut self.text, text));
        let settings = settings(Locale::Chinese);
        let forms = Forms::builtin();
        let again = analyze_again(&self.text, forms, &settings, &mut self.memory);
        let afresh = analyze(&self.text, forms, &settings);
        let places = |findings: &[Finding]| -> Vec<_> {
            let places = findings.iter();
            places
                .map(|found| (found.code, found.severity, found.span, found.cell.clone()))
                .collect()
        };
        assert_eq!(places(&again.findings), places(&afresh.findings));
        self.cells = cells(&Reading::of(&self.text, forms, &settings));
        for (key, relation, first) in relations() {
            if self.residual(relation, first) == Some(0) {
                self.held.insert(key, self.step);
            }
        }
    }

    fn number(&self, cell: usize) -> Option<i64> {
        self.cells[cell].value.as_ref()?.parse().ok()
    }

    /// By how much a relation of the table that begins at cell `first` fails.
    fn residual(&self, relation: &Relation, first: usize) -> Option<i64> {
        let sum = |cells: &[usize]| -> Option<i64> {
            cells.iter().map(|cell| self.number(first + cell)).sum()
        };
        let parts = sum(&relation.parts)? - sum(&relation.minus)?;
        Some(parts - self.number(first + relation.total)?)
    }

    fn write(&mut self, cell: usize, number: Option<u32>) {
        let view = &self.cells[cell];
        let new = number.map_or(String::new(), |number| number.to_string());
        let (start, end) = (view.span.start as usize, view.span.end as usize);
        self.memory.typed(start, &self.text[start..end], &new);
        let edit = Edit {
            span: view.span,
            text: new,
        };
        self.look(apply(&self.text, &[edit]));
        self.typed.insert(cell, self.step);
    }

    /// Writes what follows, and holds it to its promises.
    fn save(&mut self) {
        let edits = self.memory.followers();
        let mut written = Vec::new();
        for edit in &edits {
            let cell = self.cells.iter().position(|cell| cell.span == edit.span);
            let cell = cell.expect("a cell of the form is written");
            let own = relations().filter(|(_, relation, first)| first + relation.total == cell);
            let own: Vec<_> = own.collect();
            assert!(!own.is_empty(), "{} is no total", self.cells[cell].name);
            for (key, ..) in &own {
                assert!(
                    self.held.contains_key(key),
                    "{} never held",
                    self.cells[cell].name
                );
            }
            let since = own.iter().filter_map(|(key, ..)| self.held.get(key)).max();
            assert!(
                self.typed
                    .get(&cell)
                    .is_none_or(|typed| Some(typed) <= since),
                "{} was typed since",
                self.cells[cell].name
            );
            written.push(cell);
        }
        let stale: Vec<_> = relations()
            .filter(|(key, relation, first)| {
                let may_follow = self.held.get(key).is_some_and(|held| {
                    let typed = self.typed.get(&(first + relation.total));
                    typed.is_none_or(|typed| typed <= held)
                });
                may_follow && is_definition(relation, *key)
            })
            .collect();
        if edits.is_empty() {
            return;
        }
        for edit in edits.iter().rev() {
            let (start, end) = (edit.span.start as usize, edit.span.end as usize);
            self.memory.typed(start, &self.text[start..end], &edit.text);
        }
        self.look(apply(&self.text, &edits));
        for (_, relation, first) in stale {
            let total = first + relation.total;
            // What would be below zero has no number, and what is not whole no sum. A total that another relation makes stays with that one. A balance
            // stays where it is a part of a sum that holds and may not follow.
            match self.residual(relation, first) {
                Some(rest) if rest != 0 => {
                    let below_zero = self.number(total).unwrap() + rest < 0;
                    let mut own = relations().filter(|(_, own, at)| at + own.total == total);
                    let is_kept = own.any(|(_, own, at)| self.residual(own, at) == Some(0));
                    let mut sums = relations().filter(|(_, sum, _)| sum.fills && !relation.fills);
                    let is_bound = sums.any(|(_, sum, at)| {
                        let is_part = sum.parts.iter().any(|part| at + part == total);
                        is_part && self.residual(sum, at) == Some(0)
                    });
                    assert!(
                        below_zero || is_kept || is_bound,
                        "{} did not follow",
                        self.cells[total].name
                    );
                }
                _ => {}
            }
        }
        assert_eq!(self.memory.followers(), [], "following twice");
        for cell in written {
            self.typed.remove(&cell);
        }
    }

    fn undo(&mut self) {
        let Some(before) = self.undo.pop() else {
            return;
        };
        let old: Vec<String> = self.cells.iter().map(|cell| cell.written.clone()).collect();
        self.look(before.clone());
        self.undo.pop();
        assert_eq!(self.text, before);
        for (cell, old) in old.iter().enumerate() {
            if self.cells[cell].written != *old {
                self.typed.insert(cell, self.step);
            }
        }
    }
}

fn tables() -> &'static [TableSpec] {
    &Forms::builtin().edition("2021").unwrap().tables
}

/// Every relation with its table and number, and the first cell of its table among all.
fn relations() -> impl Iterator<Item = ((usize, usize), &'static Relation, usize)> {
    let tables = tables().iter().enumerate().scan(0, |first, (at, table)| {
        let start = *first;
        *first += table.n_cells;
        Some((at, table, start))
    });
    tables.flat_map(|(at, table, first)| {
        let relations = table.relations.iter().enumerate();
        relations.map(move |(number, relation)| ((at, number), relation, first))
    })
}

/// Whether the total is computed by this relation: the first that makes it a total by nature, else the first of all.
fn is_definition(relation: &Relation, (table, number): (usize, usize)) -> bool {
    let own = tables()[table].relations.iter().enumerate();
    let own: Vec<_> = own
        .filter(|(_, other)| other.total == relation.total)
        .collect();
    let first = own.iter().find(|(_, other)| other.fills).or(own.first());
    first.is_some_and(|(at, _)| *at == number)
}

/// The number cells that are no totals, or those that are.
fn cells_that_are(totals: bool) -> Vec<usize> {
    let all: Vec<usize> = relations()
        .map(|(_, relation, first)| first + relation.total)
        .collect();
    let parts = relations().flat_map(|(_, relation, first)| {
        let cells = relation.parts.iter().chain(&relation.minus);
        cells.map(move |cell| first + cell).collect::<Vec<_>>()
    });
    let mut cells: Vec<usize> = match totals {
        true => all,
        false => parts.filter(|cell| !all.contains(cell)).collect(),
    };
    cells.sort_unstable();
    cells.dedup();
    cells
}

fn reports() -> Vec<String> {
    let reports = fixtures::bundled_reports().into_iter();
    let names = ["markdown.md", "tabs.txt", "bars.txt", "page.html"];
    let wanted = reports.filter(|(name, _)| names.iter().any(|wanted| name.ends_with(wanted)));
    wanted.map(|(_, text)| text).collect()
}

fn sequences() -> ProptestConfig {
    let asked = std::env::var("NIANBAO_SEQUENCES");
    ProptestConfig {
        cases: asked.map_or(24, |asked| asked.parse().unwrap()),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(sequences())]

    #[test]
    fn totals_follow_only_where_they_held_and_nobody_typed_them(
        report in any::<Index>(), acts in prop::collection::vec(act(), 1..14)
    ) {
        let reports = reports();
        let (parts, totals) = (cells_that_are(false), cells_that_are(true));
        let mut desk = Desk::at(&reports[report.index(reports.len())]);
        for act in acts {
            match act {
                Act::Part(at, number) => desk.write(parts[at.index(parts.len())], number),
                Act::Total(at, number) => desk.write(totals[at.index(totals.len())], Some(number)),
                Act::Retype(at) => {
                    let total = totals[at.index(totals.len())];
                    desk.write(total, desk.number(total).and_then(|same| same.try_into().ok()));
                }
                Act::Save => desk.save(),
                Act::Undo => desk.undo(),
            }
        }
    }

    #[test]
    fn all_relations_hold_again_after_a_save_of_changed_parts(
        report in any::<Index>(),
        changes in prop::collection::vec((any::<Index>(), 0..400u32, any::<bool>()), 1..8),
    ) {
        let reports = reports();
        let parts = cells_that_are(false);
        let mut desk = Desk::at(&reports[report.index(reports.len())]);
        for (at, number, saves) in changes {
            desk.write(parts[at.index(parts.len())], Some(number));
            if saves {
                desk.save();
            }
        }
        desk.save();
        // Only what was dealt with beyond what came in has no place to go.
        for (_, relation, first) in relations().filter(|(_, relation, _)| relation.fills) {
            prop_assert_eq!(desk.residual(relation, first), Some(0));
        }
    }
}

/// A bundled report after one part was changed, with what is said then.
fn after_one_change(locale: Locale) -> (String, Memory, Vec<Finding>) {
    let text = reports().swap_remove(0);
    let (forms, settings) = (Forms::builtin(), settings(locale));
    let mut memory = Memory::of_writing();
    analyze_again(&text, forms, &settings, &mut memory);
    let cells = cells(&Reading::of(&text, forms, &settings));
    let part = cells
        .iter()
        .find(|cell| cell.ids == ["applications", "new", "natural"]);
    let part = part.unwrap();
    let more = part.written.parse::<i64>().unwrap() + 1;
    let edit = Edit {
        span: part.span,
        text: more.to_string(),
    };
    let text = apply(&text, &[edit]);
    let findings = analyze_again(&text, forms, &settings, &mut memory).findings;
    (text, memory, findings)
}

#[test]
fn the_finding_says_what_was_changed_and_offers_first_what_follows() {
    let (text, memory, findings) = after_one_change(Locale::Chinese);
    let total = findings.iter().find(|finding| finding.code == "row-total");
    let total = total.unwrap();
    assert!(
        total.message.contains("；刚才把“自然人”由 "),
        "{}",
        total.message
    );
    assert!(total.message.contains("，总计仍为 "), "{}", total.message);
    let first = &total.fixes[0];
    assert!(
        first.preferred && first.title.contains("随之改为"),
        "{}",
        first.title
    );
    assert!(total.fixes[1..].iter().all(|fix| !fix.preferred));
    // The new total, what is carried out, and the total of that.
    assert_eq!(first.edits().len(), 3);
    assert_eq!(first.edits(), memory.followers());
    let fixed = apply(&text, first.edits());
    let left = analyze(&fixed, Forms::builtin(), &settings(Locale::Chinese)).findings;
    let in_tables = left.iter().filter(|left| left.code != "narrative-mismatch");
    assert_eq!(
        in_tables.count(),
        0,
        "only the sentences say other numbers yet"
    );
    let suspect = findings
        .iter()
        .find(|finding| finding.code == "suspect-cell");
    let suspect = suspect.unwrap();
    assert!(
        suspect.message.contains("；它刚才由 "),
        "{}",
        suspect.message
    );
    assert_eq!(suspect.fixes[0].edits(), first.edits());
    let (_, _, english) = after_one_change(Locale::English);
    let total = english.iter().find(|finding| finding.code == "row-total");
    let said = &total.unwrap().message;
    assert!(said.contains("; just changed: “自然人” from "), "{said}");
}

#[test]
fn without_a_memory_of_the_writing_nothing_is_recalled() {
    let (text, memory, findings) = after_one_change(Locale::Chinese);
    assert!(!memory.followers().is_empty());
    let afresh = analyze(&text, Forms::builtin(), &settings(Locale::Chinese)).findings;
    assert_eq!(findings.len(), afresh.len());
    assert!(
        afresh
            .iter()
            .all(|finding| !finding.message.contains("刚才"))
    );
    assert_eq!(Memory::default().followers(), []);
}
