//! The wording of sentences from its TOML.

use super::fields::{Fields, Word, entries, owned};
use super::names::Names;
use super::notes::Notes;
use crate::form::phrases::{Bodies, CueSpec, Needs, Phrases, Role, SubjectSpec};
use crate::say;

const NEEDS: [(&str, Needs); 3] = [
    ("subject", Needs::Subject),
    ("disclosure", Needs::Disclosure),
    ("nothing", Needs::Nothing),
];

/// Reads the wording of sentences. Whatever is wrong is noted; the result is of use only if nothing was.
pub(super) fn read(mut fields: Fields<'_>, notes: &mut Notes<'_>) -> Phrases {
    let mut subject_names = Names::default();
    let subjects = entries(&mut fields, "subject", notes)
        .into_iter()
        .map(|entry| subject(entry, &mut subject_names, notes))
        .collect();
    // Cues refer to each other in both directions: all names first.
    let mut cue_names = Names::default();
    let mut cue_fields = entries(&mut fields, "cue", notes);
    for entry in &mut cue_fields {
        cue_names.declare_id(entry, notes);
    }
    let cues = cue_fields
        .into_iter()
        .map(|entry| cue(entry, &subject_names, &cue_names, notes))
        .collect();
    let (words, carried_in, carried_out) = words(&mut fields, &cue_names, notes);
    let (ways, ways_of) = ways(&mut fields, &cue_names, notes);
    let period = part(&mut fields, "period", notes, |table, notes| {
        owned(table.words("words", notes))
    });
    let bodies = part(&mut fields, "bodies", notes, |table, notes| Bodies {
        government: owned(table.words("government", notes)),
        without_regulations: owned(table.words("without-regulations", notes)),
        unless: owned(table.words("unless", notes)),
    });
    fields.finish(notes);
    Phrases {
        subjects,
        cues,
        words,
        carried_in,
        carried_out,
        ways,
        ways_of,
        period,
        bodies,
    }
}

/// A table of its own that must be there.
fn part<'a, T: Default>(
    fields: &mut Fields<'a>,
    key: &str,
    notes: &mut Notes<'_>,
    read: impl FnOnce(&mut Fields<'a>, &mut Notes<'_>) -> T,
) -> T {
    let Some(mut table) = fields.table(key, notes) else {
        fields.require(key, notes);
        return T::default();
    };
    let part = read(&mut table, notes);
    table.finish(notes);
    part
}

fn subject(mut fields: Fields<'_>, names: &mut Names, notes: &mut Notes<'_>) -> SubjectSpec {
    let spec = SubjectSpec {
        id: names.declare_id(&mut fields, notes),
        table: fields.word("table", notes).text.to_owned(),
        column: given(&mut fields, "column", notes),
        row: given(&mut fields, "row", notes),
        needs: fields.choice("needs", &NEEDS, notes).unwrap_or_default(),
        units: owned(fields.words("units", notes)),
        words: owned(fields.words("words", notes)),
    };
    fields.finish(notes);
    spec
}

fn given(fields: &mut Fields<'_>, key: &str, notes: &mut Notes<'_>) -> Option<String> {
    let word = fields.word_if_given(key, notes)?;
    Some(word.text.to_owned())
}

fn cue(mut fields: Fields<'_>, subjects: &Names, cues: &Names, notes: &mut Notes<'_>) -> CueSpec {
    let id = fields.word("id", notes).text.to_owned();
    let word = fields.word("subject", notes);
    let subject = subjects.refer(word, fields.path("subject"), notes);
    let mut refer = |key: &str, notes: &mut Notes<'_>| {
        let words: Vec<Word<'_>> = fields.words(key, notes);
        let path = fields.path(key);
        cues.refer_to_all(&words, &path, notes)
    };
    let (over, of) = (refer("over", notes), refer("of", notes));
    let (sums_with, joins) = (refer("sums-with", notes), refer("joins", notes));
    let spec = CueSpec {
        id,
        subject: subject.unwrap_or_default(),
        rows: owned(fields.words("rows", notes)),
        or: fields
            .word_lists("or", notes)
            .into_iter()
            .map(owned)
            .collect(),
        including: given(&mut fields, "including", notes),
        among_less: given(&mut fields, "among-less", notes),
        finished: given(&mut fields, "finished", notes),
        columns: owned(fields.words("columns", notes)),
        over,
        sums_with,
        joins,
        of,
        bare: fields.flag("bare", notes),
        alone: fields.flag("alone", notes),
        deniable: fields.flag("deniable", notes),
        words: owned(fields.words("words", notes)),
    };
    if spec.rows.is_empty() && spec.columns.is_empty() {
        let message = say!(
            notes.locale(),
            "至少要有 rows 或 columns",
            "rows or columns are needed"
        );
        notes.add(fields.at(), fields.path("rows"), message);
    }
    fields.finish(notes);
    spec
}

/// The words by their roles, and the cues of what is carried in and out.
fn words(
    fields: &mut Fields<'_>,
    cues: &Names,
    notes: &mut Notes<'_>,
) -> (Vec<(Role, Vec<String>)>, usize, usize) {
    let Some(mut table) = fields.table("words", notes) else {
        fields.require("words", notes);
        return (Vec::new(), 0, 0);
    };
    let words = Role::KEYS
        .iter()
        .map(|(key, role)| (*role, owned(table.words(key, notes))))
        .collect();
    let mut carried = |key: &str| {
        let word = table.word(key, notes);
        cues.refer(word, table.path(key), notes).unwrap_or_default()
    };
    let (carried_in, carried_out) = (carried("carried-in"), carried("carried-out"));
    table.finish(notes);
    (words, carried_in, carried_out)
}

/// The ways in which applications arrive, and the cues of their whole.
fn ways(
    fields: &mut Fields<'_>,
    cues: &Names,
    notes: &mut Notes<'_>,
) -> (Vec<Vec<String>>, Vec<usize>) {
    part(fields, "ways", notes, |table, notes| {
        let of = table.words("of", notes);
        let of = cues.refer_to_all(&of, &table.path("of"), notes);
        let lists = table.word_lists("words", notes);
        (lists.into_iter().map(owned).collect(), of)
    })
}
