//! A report read again after its text was edited. This page says what is kept, and what makes it be read anew.
//!
//! In: what was understood of a report, taken apart, and the text that it has become. Out: the same as a fresh reading of that text. Each stage asks
//! what the [`Damage`] of the one before leaves of its question, and keeps its answer, moved, where that is all of it:
//!
//! - rows and cells: kept outside the damage (`syntax::again`);
//! - titles, lines that may be headings, labels that tell an edition: those of rows outside the damage are kept; which of them is the title, a heading,
//!   the edition, and whether another report begins, is always decided anew;
//! - a table: kept, with its figures, where the same rows are looked at and all of them, with those near them, lie outside the damage. Another edition
//!   keeps none;
//! - the sentences: kept where title, headings and the places of the tables are as they were and the damage held and holds nothing but rows of a table;
//!   a folded text that has not changed says what it said;
//! - which numbers of the text a table hears: kept with the sentences; what the search says of a table, as long as it is asked the same.
//!
//! In doubt everything is read anew: a text that is no report forgets all, HTML is read as a whole.

use std::sync::Arc;

use super::{ReportReading, TableReading, advice};
use crate::align::{Aligned, AlignedReport, AlignedTable, Before, Marks};
use crate::figures::Figures;
use crate::kit::Kit;
use crate::narrative::{self, Narrative, Surroundings};
use crate::repair::Advice;
use crate::syntax::{Damage, Document, Row};

/// What was understood of a text, taken apart.
pub(super) struct Remembered {
    document: Document,
    before: Before,
    report: Option<ReportRest>,
}

/// What is known of a report beside its document and what was laid along the form.
struct ReportRest {
    kit: Arc<Kit>,
    narrative: Narrative,
    sentences: narrative::NarrativeMemory,
    surroundings: Surroundings,
    tables: Vec<TableRest>,
}

/// What is known of a table beside its place.
struct TableRest {
    figures: Arc<Figures>,
    advice: Arc<[Advice]>,
    mentions: Vec<usize>,
    searched: advice::AdviceMemory,
}

/// What an edit has left of a report as it was.
#[derive(Debug)]
pub(crate) struct Unchanged {
    pub damage: Damage,
    /// All but plain numbers in the tables below the first heading.
    pub all_but_numbers: bool,
    /// All tables.
    pub tables: bool,
    /// All tables, and what the text states about their cells.
    pub stated_tables: bool,
}

/// What is known of a report, and the damage that its document has taken since; no damage is told where all of it was read anew.
pub(super) struct Rest {
    report: ReportRest,
    damage: Option<Damage>,
}

impl Remembered {
    /// Of a text that holds several reports.
    pub(super) fn of_whole(document: Document, marks: Marks) -> Self {
        Remembered {
            document,
            before: Before {
                marks,
                tables: None,
            },
            report: None,
        }
    }

    /// Reads a text and has it laid along the form, `fresh` or `again`.
    pub(super) fn again<T>(
        self,
        text: &str,
        fresh: impl FnOnce(Document) -> T,
        again: impl FnOnce(Document, &Damage, Before) -> T,
    ) -> (T, Option<Rest>) {
        let (document, damage) = self.document.again(text);
        let laid = match &damage {
            None => fresh(document),
            Some(damage) => again(document, damage, self.before),
        };
        (laid, self.report.map(|report| Rest { report, damage }))
    }
}

impl ReportReading {
    /// Takes apart what was understood.
    pub(super) fn remember(self) -> Remembered {
        let kit = Arc::clone(self.aligned.kit());
        let surroundings =
            Surroundings::of(&self.aligned, self.tables.iter().map(|table| &**table));
        let kit_at = self.aligned.kit_at;
        let (aligned, tables) = self.tables.into_iter().map(TableReading::remember).unzip();
        Remembered {
            document: self.aligned.document,
            before: Before {
                marks: self.marks,
                tables: Some((kit_at, aligned)),
            },
            report: Some(ReportRest {
                kit,
                narrative: self.narrative,
                sentences: self.sentences,
                surroundings,
                tables,
            }),
        }
    }

    /// Reads what was laid along its form. `rest` saves work and changes nothing else.
    pub(super) fn of(aligned: Aligned, rest: Option<Rest>) -> ReportReading {
        let Aligned {
            report,
            tables,
            marks,
        } = aligned;
        let kit = Arc::clone(report.kit());
        let body = narrative::body::name(&report);
        let (mut known, damage) = match rest {
            Some(Rest { report, damage }) => (Some(report), damage),
            None => (None, None),
        };
        let is_same_form = known
            .as_ref()
            .is_some_and(|known| Arc::ptr_eq(&known.kit, &kit));
        let untouched = known
            .as_ref()
            .zip(damage.as_ref())
            .filter(|(known, damage)| {
                let was = &known.surroundings;
                is_same_form && was.are_untouched(&report, &tables, &known.narrative, damage)
            });
        let is_kept = untouched.is_some();
        let (mut sentences, before) = match &mut known {
            Some(known) => (
                std::mem::take(&mut known.sentences),
                std::mem::take(&mut known.narrative),
            ),
            None => Default::default(),
        };
        let (narrative, says_the_same) = match &damage {
            Some(damage) if is_kept => (before.moved(damage), true),
            damage => {
                let was = damage.as_ref().filter(|_| is_same_form);
                let was = was.map(|damage| (&before, damage));
                let own = body.as_deref();
                let laid = (&report, tables.as_slice());
                let narrative = narrative::read_again(laid, own, kit.lexis(), &mut sentences, was);
                let states = |damage: &Damage| narrative.states_the_same(&before, damage);
                let says_the_same = is_same_form && damage.as_ref().is_some_and(states);
                (narrative, says_the_same)
            }
        };
        let are_kept = tables.iter().all(|table| table.is_kept);
        let unchanged = damage.map(|damage| Unchanged {
            all_but_numbers: is_kept && in_tables(&report, &tables, &damage),
            tables: is_same_form && are_kept,
            stated_tables: says_the_same && are_kept,
            damage,
        });
        let known = known.filter(|_| is_same_form).map(|known| known.tables);
        let mut known = known.unwrap_or_default().into_iter();
        let tables = tables
            .into_iter()
            .map(|table| TableReading::of(&kit, table, (&narrative, is_kept), known.next()))
            .collect();
        ReportReading {
            aligned: report,
            body,
            tables,
            narrative,
            sentences,
            marks,
            unchanged,
        }
    }
}

/// Whether a damage is one of plain numbers in tables below the first heading.
fn in_tables(report: &AlignedReport, tables: &[AlignedTable], damage: &Damage) -> bool {
    let first = report.headings.main.first();
    let is_below = first.is_some_and(|heading| heading.row < damage.rows.start);
    let rows = report.document.rows.get(damage.rows.clone());
    let mut rows = rows.unwrap_or_default().iter();
    let is_in_table = |row: &Row| {
        let mut found = tables.iter().filter(|table| table.is_found);
        found.any(|table| table.span.touches(row.span))
    };
    damage.numbers.is_some() && is_below && rows.all(is_in_table)
}

impl TableReading {
    fn remember(self) -> (AlignedTable, TableRest) {
        let rest = TableRest {
            figures: self.figures,
            advice: self.advice,
            mentions: self.mentions,
            searched: self.searched,
        };
        (self.aligned, rest)
    }

    /// What is understood of a table. `is_kept` says whether the sentences are those that `rest` was understood beside.
    fn of(
        kit: &Arc<Kit>,
        aligned: AlignedTable,
        (narrative, is_kept): (&Narrative, bool),
        rest: Option<TableRest>,
    ) -> TableReading {
        let (spec, system) = (
            &kit.edition.tables[aligned.spec],
            &kit.systems()[aligned.spec],
        );
        let (mut searched, known) = match rest {
            Some(rest) => (
                rest.searched,
                Some((rest.figures, rest.mentions, rest.advice)),
            ),
            None => Default::default(),
        };
        let (figures, mentions, advice) = match known {
            Some((figures, mentions, advice)) => (
                aligned.is_kept.then_some(figures),
                is_kept.then_some(mentions),
                (aligned.is_kept && is_kept).then_some(advice),
            ),
            None => Default::default(),
        };
        let figures = figures.unwrap_or_else(|| Arc::new(Figures::of(&aligned, spec)));
        let mentions =
            mentions.unwrap_or_else(|| advice::mentions_of(narrative, aligned.spec, system));
        let advice = advice.unwrap_or_else(|| {
            let heard = mentions.iter();
            let heard = heard.filter_map(|&fact| narrative.facts.get(fact));
            let heard: Vec<_> = heard.collect();
            advice::advise(&figures, system, &heard, &mut searched)
        });
        TableReading {
            kit: Arc::clone(kit),
            aligned,
            figures,
            advice,
            mentions,
            searched,
        }
    }
}
