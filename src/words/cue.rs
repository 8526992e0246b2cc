//! Cues with the cells of one edition.

use serde::{Deserialize, Serialize};

use super::sets::CueSet;
use crate::form::TableSpec;
use crate::form::phrases::CueSpec;

/// A cue with the rows and columns of the edition, by index.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Cue {
    pub subject: usize,
    pub rows: Vec<usize>,
    pub or: Vec<Vec<usize>>,
    pub including: Vec<usize>,
    pub among_less: Vec<usize>,
    pub finished: Vec<usize>,
    pub columns: Vec<usize>,
    pub over: CueSet,
    pub sums_with: CueSet,
    pub of: CueSet,
    /// Cues of the same kind outrank the same others, and add up.
    pub kind: CueSet,
    /// The cues that this one stands for where they meet.
    pub joins: CueSet,
    /// A stage of dealing with applications: its numbers do not add up with those of other stages.
    pub is_stage: bool,
    pub bare: bool,
    pub alone: bool,
    pub deniable: bool,
    /// Nothing is counted in, unless the sentence names no other whole.
    pub fresh: bool,
    /// It counts only where its matter is named in the same clause.
    pub near: bool,
    /// Its numbers may be parts of its cells, unless those of the sentence make up a whole.
    pub if_complete: bool,
    /// Whether the edition has everything that it names.
    pub is_known: bool,
    /// Words that name it beside other outcomes.
    pub plainly: Vec<String>,
}

/// The cue that `spec` is in a table of the edition; unknown if the table has not all that it names.
pub(super) fn resolve(spec: &CueSpec, form: Option<&TableSpec>) -> Cue {
    let rows = |ids: &[String]| -> Option<Vec<usize>> {
        let rows = ids.iter().map(|id| form?.rows_named(id));
        Some(rows.collect::<Option<Vec<_>>>()?.concat())
    };
    let row = |id: &Option<String>| rows(id.as_slice()).unwrap_or_default();
    let columns = spec.columns.iter().map(|id| form?.column_named(id));
    let (own, columns) = (rows(&spec.rows), columns.collect::<Option<Vec<_>>>());
    let set = |cues: &[usize]| cues.iter().copied().collect::<CueSet>();
    Cue {
        subject: spec.subject,
        is_known: own.is_some() && columns.is_some(),
        rows: own.unwrap_or_default(),
        columns: columns.unwrap_or_default(),
        or: spec.or.iter().filter_map(|ids| rows(ids)).collect(),
        including: row(&spec.including),
        among_less: row(&spec.among_less),
        finished: row(&spec.finished),
        over: set(&spec.over),
        sums_with: set(&spec.sums_with),
        of: set(&spec.of),
        kind: set(&spec.over),
        joins: set(&spec.joins),
        is_stage: spec.including.is_some() || spec.among_less.is_some() || spec.alone,
        bare: spec.bare,
        alone: spec.alone,
        deniable: spec.deniable,
        fresh: spec.fresh,
        near: spec.near,
        if_complete: spec.if_complete,
        plainly: spec.plainly.clone(),
    }
}
