//! Cues to cells: the sums of a table that some cues name together.

use super::{Fact, Sum};
use crate::form::{Edition, TableSpec};
use crate::words::{Cue, CueSet, Lexis};

/// What cues name.
#[derive(Clone, Debug)]
pub(super) struct NamedCells {
    pub subject: usize,
    /// All cues.
    pub cues: CueSet,
    /// Those that gave the rows.
    pub row_cues: CueSet,
    pub table: usize,
    pub readings: Vec<Sum>,
}

/// The sums that `cues`, all of one subject, name. `parent`: the cues of the rows that columns alone divide.
pub(super) fn sums(
    edition: &Edition,
    lexis: &Lexis,
    subject: usize,
    cues: &[usize],
    parent: Option<CueSet>,
    among: bool,
) -> Option<NamedCells> {
    let about = lexis.subjects.get(subject)?;
    let table = about.table?;
    let spec = edition.tables.get(table)?;
    let of_rows: Vec<usize> = cues
        .iter()
        .copied()
        .filter(|&at| lexis.cue(at).is_some_and(|cue| !cue.rows.is_empty()))
        .collect();
    let of_columns: Vec<usize> = cues
        .iter()
        .copied()
        .filter(|&at| lexis.cue(at).is_some_and(|cue| !cue.columns.is_empty()))
        .collect();
    let (row_cues, is_own) = match (of_rows.is_empty(), parent) {
        (false, _) => (of_rows, true),
        (true, Some(cues)) => (cues.iter().collect(), false),
        (true, None) => (vec![about.row_cue?], false),
    };
    if row_cues.is_empty() || !adds_up(lexis, &row_cues) {
        return None;
    }
    let columns = if of_columns.is_empty() {
        vec![about.column.or(about.zero_column)?]
    } else {
        let set: CueSet = row_cues.iter().copied().collect();
        if of_columns
            .iter()
            .any(|&at| lexis.cue(at).is_none_or(|cue| !set.is_within(cue.of)))
        {
            return None;
        }
        union(
            of_columns
                .iter()
                .filter_map(|&at| Some(lexis.cue(at)?.columns.as_slice())),
        )
    };
    let all = |pick: fn(&Cue) -> &[usize]| {
        union(row_cues.iter().filter_map(|&at| Some(pick(lexis.cue(at)?))))
    };
    let rows = all(|cue| &cue.rows);
    let mut readings = vec![Sum {
        plus: cells(spec, &rows, &columns)?,
        minus: Vec::new(),
    }];
    if let [single] = row_cues.as_slice() {
        let cue = lexis.cue(*single)?;
        for rows in &cue.or {
            readings.push(Sum {
                plus: cells(spec, rows, &columns)?,
                minus: Vec::new(),
            });
        }
        if among && is_own && !cue.among_less.is_empty() {
            readings.push(Sum {
                plus: cells(spec, &rows, &columns)?,
                minus: cells(spec, &cue.among_less, &columns)?,
            });
        }
    }
    let row_cues: CueSet = row_cues.into_iter().collect();
    Some(NamedCells {
        subject,
        cues: row_cues.and(cues.iter().copied().collect()),
        row_cues,
        table,
        readings,
    })
}

/// Lets outcomes without a column of their own be those of the columns that these cues name, too.
pub(super) fn also_of(edition: &Edition, lexis: &Lexis, columns: CueSet, named: &mut NamedCells) {
    let is_plain = named.cues == named.row_cues && outcomes(lexis, named.cues).is_some();
    if columns.is_empty() || !is_plain {
        return;
    }
    let of = |pick: fn(&Cue) -> &[usize], cues: CueSet| {
        union(cues.iter().filter_map(|at| Some(pick(lexis.cue(at)?))))
    };
    let rows = of(|cue| &cue.rows, named.row_cues);
    let columns = of(|cue| &cue.columns, columns);
    let spec = edition.tables.get(named.table);
    if let Some(plus) = spec.and_then(|spec| cells(spec, &rows, &columns)) {
        let minus = Vec::new();
        named.readings.push(Sum { plus, minus });
    }
}

/// The cells of rows in the column that is meant where none is named.
pub(super) fn rows_alone(
    edition: &Edition,
    lexis: &Lexis,
    subject: usize,
    rows: &[usize],
) -> Option<NamedCells> {
    let about = lexis.subjects.get(subject)?;
    let table = about.table?;
    let spec = edition.tables.get(table)?;
    let plus = cells(spec, rows, &[about.column?])?;
    Some(NamedCells {
        subject,
        cues: CueSet::EMPTY,
        row_cues: CueSet::EMPTY,
        table,
        readings: vec![Sum {
            plus,
            minus: Vec::new(),
        }],
    })
}

/// Lets a fact count in what its cue may include.
pub(super) fn count_in(edition: &Edition, lexis: &Lexis, fact: &mut Fact, cues: CueSet) {
    let Some(spec) = edition.tables.get(fact.table) else {
        return;
    };
    let including = union(
        cues.iter()
            .filter_map(|at| Some(lexis.cue(at)?.including.as_slice())),
    );
    let Some(first) = fact.readings.first().filter(|_| !including.is_empty()) else {
        return;
    };
    let columns = columns_of(spec, &first.plus);
    if let Some(more) = cells(spec, &including, &columns) {
        let plus = union([first.plus.as_slice(), more.as_slice()].into_iter());
        let sum = Sum {
            plus,
            minus: first.minus.clone(),
        };
        if !fact.readings.contains(&sum) {
            fact.readings.push(sum);
        }
    }
}

/// What a number of these cues may be a share of: all that was finished, or all that came in.
pub(super) fn wholes_of(edition: &Edition, lexis: &Lexis, cues: CueSet) -> Option<Vec<Sum>> {
    let (subject, finishing) = outcomes(lexis, cues)?;
    let about = lexis.subjects.get(subject)?;
    let spec = edition.tables.get(about.table?)?;
    let column = [about.column?];
    let mut wholes = vec![cells(spec, &finishing.rows, &column)?];
    if let Some(cue) = about.row_cue.and_then(|cue| lexis.cue(cue)) {
        let new = cells(spec, &cue.rows, &column)?;
        wholes.push(union(
            [
                new.as_slice(),
                cells(spec, &cue.including, &column)?.as_slice(),
            ]
            .into_iter(),
        ));
        wholes.push(new);
    }
    let sums = wholes.into_iter().map(|plus| Sum {
        plus,
        minus: Vec::new(),
    });
    Some(sums.collect())
}

/// What a part of a row may be a share of: the row as a whole (自然人 9 件，占 75 %), with what its cue may include.
pub(super) fn whole_of_columns(
    edition: &Edition,
    lexis: &Lexis,
    subject: usize,
    part: &Sum,
) -> Option<Vec<Sum>> {
    let about = lexis.subjects.get(subject)?;
    let spec = edition.tables.get(about.table?)?;
    let column = [about.column?];
    let mut rows: Vec<usize> = part
        .plus
        .iter()
        .map(|&cell| spec.row_and_column(cell).0)
        .collect();
    rows.dedup();
    let whole = cells(spec, &rows, &column)?;
    if whole == part.plus {
        return None;
    }
    let including = lexis
        .cues
        .iter()
        .find(|cue| cue.subject == subject && cue.rows == rows)
        .and_then(|cue| cells(spec, &cue.including, &column))
        .filter(|more| !more.is_empty());
    let more = including.map(|more| union([whole.as_slice(), more.as_slice()].into_iter()));
    let sums = std::iter::once(whole).chain(more).map(|plus| Sum {
        plus,
        minus: Vec::new(),
    });
    Some(sums.collect())
}

/// The subject of cues that all name ways in which something ended, and the cue of all that ended.
pub(super) fn outcomes(lexis: &Lexis, cues: CueSet) -> Option<(usize, &Cue)> {
    let subject = lexis.cue(cues.iter().next()?)?.subject;
    let mut all = lexis.cues.iter().enumerate();
    let (at, finishing) =
        all.find(|(_, cue)| cue.subject == subject && !cue.finished.is_empty() && cue.is_known)?;
    let is_outcome = |cue: &Cue| cue.over.contains(at) && !cue.alone;
    let all_are = cues.iter().all(|at| lexis.cue(at).is_some_and(is_outcome));
    all_are.then_some((subject, finishing))
}

/// Whether rows of these cues may be added up: they are of one kind, or say that they may.
fn adds_up(lexis: &Lexis, cues: &[usize]) -> bool {
    let set: CueSet = cues.iter().copied().collect();
    let Some(first) = cues.first().and_then(|&at| lexis.cue(at)) else {
        return false;
    };
    let same = cues.iter().all(|&at| {
        lexis
            .cue(at)
            .is_some_and(|cue| cue.kind == first.kind && !cue.is_stage)
    });
    let joins = |&at: &usize| {
        lexis.cue(at).is_some_and(|cue| {
            !cue.sums_with.is_empty() && set.is_within(cue.sums_with.and(CueSet::one(at)))
        })
    };
    let ors = cues.len() > 1
        && cues
            .iter()
            .any(|&at| lexis.cue(at).is_some_and(|cue| !cue.or.is_empty()));
    !ors && (cues.len() == 1 || same || cues.iter().any(joins))
}

fn union<'i>(lists: impl Iterator<Item = &'i [usize]>) -> Vec<usize> {
    let mut all: Vec<usize> = lists.flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The cells where `rows` and `columns` meet; `None` if one is not in the form.
pub(super) fn cells(spec: &TableSpec, rows: &[usize], columns: &[usize]) -> Option<Vec<usize>> {
    let pairs = rows
        .iter()
        .flat_map(|&row| columns.iter().map(move |&column| (row, column)));
    let mut cells = pairs
        .map(|(row, column)| spec.cell(row, column))
        .collect::<Option<Vec<_>>>()?;
    cells.sort_unstable();
    // All parts of a total are the total (公民、法人和其他组织).
    let total = spec
        .relations
        .iter()
        .find(|relation| relation.fills && relation.parts == cells);
    Some(total.map_or(cells, |relation| vec![relation.total]))
}

fn columns_of(spec: &TableSpec, cells: &[usize]) -> Vec<usize> {
    let mut columns: Vec<usize> = cells
        .iter()
        .map(|&cell| spec.row_and_column(cell).1)
        .collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}
