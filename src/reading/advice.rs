//! What the search says about the broken relations of a table.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::figures::Figures;
use crate::narrative::{Fact, Narrative, Sum};
use crate::repair::{Advice, Limits, Solver};
use crate::sums::{CellSet, Observed, System};

/// What was last searched for in one table of one edition, and found: most edits leave its numbers as they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct AdviceMemory {
    observed: Vec<Observed>,
    /// The sums of cells that the text speaks of.
    sums: Vec<Vec<usize>>,
    /// The table's relations together with those sums, if there are any.
    heard: Option<System>,
    advice: Option<Arc<[Advice]>>,
}

/// So many facts about one table are heard, the first of the text; no report states as many, and each makes every search longer.
const MOST_HEARD: usize = 64;

/// The facts that may help to find the wrong cell of a table: those with a single meaning, each sum of cells once, as indices into the narrative's.
pub(crate) fn mentions_of(narrative: &Narrative, table: usize, system: &System) -> Vec<usize> {
    let mut heard: Vec<usize> = Vec::new();
    let mut known: FxHashSet<(&Sum, i64)> = FxHashSet::default();
    for (at, fact) in narrative.facts.iter().enumerate() {
        let [plain] = fact.readings.as_slice() else {
            continue;
        };
        if fact.table == table
            && plain.minus.is_empty()
            && system.is_one_block(&plain.plus)
            && known.insert((plain, fact.value))
        {
            heard.push(at);
            if heard.len() == MOST_HEARD {
                break;
            }
        }
    }
    heard
}

/// Advice on every broken block of one table; nothing is searched for while no relation is broken. `facts` are what the text states. `memory`
/// saves work and changes nothing else.
pub(crate) fn advise(
    figures: &Figures,
    system: &System,
    facts: &[&Fact],
    memory: &mut AdviceMemory,
) -> Arc<[Advice]> {
    if figures.broken.is_empty() {
        return Arc::default();
    }
    let mut observed = figures.observed(system);
    observed.extend(facts.iter().map(|fact| Observed::Number(fact.value)));
    let sums = facts.iter().filter_map(|fact| fact.readings.first());
    let sums: Vec<Vec<usize>> = sums.map(|sum| sum.plus.clone()).collect();
    if memory.sums != sums {
        memory.heard = (!sums.is_empty()).then(|| system.with_mentions(&sums));
        memory.sums = sums;
        memory.advice = None;
    }
    if let Some(advice) = memory
        .advice
        .as_ref()
        .filter(|_| memory.observed == observed)
    {
        return Arc::clone(advice);
    }
    let system = memory.heard.as_ref().unwrap_or(system);
    let mut advice =
        Solver::default().advise(system, &observed, &CellSet::new(), Limits::default());
    advice.retain(|advice| advice.outcome.needs_change());
    let advice: Arc<[Advice]> = advice.into();
    memory.observed = observed;
    memory.advice = Some(Arc::clone(&advice));
    advice
}
