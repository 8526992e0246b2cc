//! The wording of sentences from its TOML.

use super::bodies::bodies;
use super::choices;
use crate::form::TableSpec;
use crate::form::phrases::{CueSpec, Needs, Phrases, Role, SubjectSpec};
use crate::say;
use crate::written::{Fields, Names, Notes, TomlWord, owned};

const NEEDS: [(&str, Needs); 3] = [
    ("subject", Needs::Subject),
    ("disclosure", Needs::Disclosure),
    ("nothing", Needs::Nothing),
];

/// Reads the wording of sentences. Whatever is wrong is noted; the result is of use only if nothing was. `tables`: those that every id has to be
/// found in; without them ids are taken as they are, since editions differ in them.
pub(super) fn read(
    mut fields: Fields<'_>,
    tables: Option<&[TableSpec]>,
    notes: &mut Notes,
) -> Phrases {
    let form = Form { tables };
    let mut subject_names = Names::default();
    let subjects: Vec<SubjectSpec> = fields
        .entries("subject", notes)
        .into_iter()
        .map(|entry| subject(entry, form, &mut subject_names, notes))
        .collect();
    // Cues refer to each other in both directions: all names first.
    let mut cue_names = Names::default();
    let mut cue_fields = fields.entries("cue", notes);
    refuse_more("subject", subjects.len(), Phrases::MAX_SUBJECTS, notes);
    refuse_more("cue", cue_fields.len(), Phrases::MAX_CUES, notes);
    for entry in &mut cue_fields {
        cue_names.declare_id(entry, notes);
    }
    let cues = cue_fields
        .into_iter()
        .map(|entry| cue(entry, form, (&subjects, &subject_names), &cue_names, notes))
        .collect();
    let (words, carried_in, carried_out) = words(&mut fields, &cue_names, notes);
    let (ways, ways_of) = ways(&mut fields, &cue_names, notes);
    let period = part(&mut fields, "period", notes, |table, notes| {
        owned(table.words("words", notes))
    });
    let bodies = part(&mut fields, "bodies", notes, bodies);
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

/// A list of words with the choices in them spelt out.
fn spelt_out(fields: &mut Fields<'_>, key: &str, notes: &mut Notes) -> Vec<String> {
    let words = fields.words(key, notes);
    choices::spelt_out(&words, &fields.path(key), notes)
}

/// Notes entries beyond the number that can be told apart.
fn refuse_more(key: &str, count: usize, most: usize, notes: &mut Notes) {
    if count > most {
        let message = say!(
            notes.locale(),
            "有 {count} 项，最多 {most} 项",
            "there are {count}, at most {most} are possible"
        );
        notes.add(0, key.to_owned(), message);
    }
}

/// A table of its own that must be there.
fn part<'a, T: Default>(
    fields: &mut Fields<'a>,
    key: &str,
    notes: &mut Notes,
    read: impl FnOnce(&mut Fields<'a>, &mut Notes) -> T,
) -> T {
    let Some(mut table) = fields.table(key, notes) else {
        fields.require(key, notes);
        return T::default();
    };
    let part = read(&mut table, notes);
    table.finish(notes);
    part
}

/// The tables whose rows and columns ids refer to, if they are known.
#[derive(Clone, Copy)]
struct Form<'t> {
    tables: Option<&'t [TableSpec]>,
}

impl Form<'_> {
    /// Notes every id that is none of a table's; with an empty `table` every id is the table's own.
    fn check(
        self,
        table: &str,
        kind: PhraseKind,
        ids: &[TomlWord<'_>],
        path: &str,
        notes: &mut Notes,
    ) {
        let Some(tables) = self.tables else { return };
        let spec = tables.iter().find(|spec| spec.id == table);
        for id in ids.iter().filter(|id| !id.text.is_empty()) {
            let text = id.text;
            let is_known = match (kind, spec) {
                (PhraseKind::Table, _) => tables.iter().any(|spec| spec.id == text),
                // The table itself is a mistake that has been noted.
                (_, None) => true,
                (PhraseKind::Row, Some(spec)) => {
                    spec.rows.iter().any(|row| row.id == text)
                        || spec.groups.iter().any(|group| group.id == text)
                }
                (PhraseKind::Column, Some(spec)) => {
                    spec.columns.iter().any(|column| column.id == text)
                }
            };
            if !is_known {
                let message = say!(
                    notes.locale(),
                    "没有定义编号“{text}”",
                    "no id \"{text}\" is defined"
                );
                notes.add_once(id.at, path.to_owned(), message);
            }
        }
    }
}

/// What an id refers to.
#[derive(Clone, Copy)]
enum PhraseKind {
    Table,
    Row,
    Column,
}

fn subject(
    mut fields: Fields<'_>,
    form: Form<'_>,
    names: &mut Names,
    notes: &mut Notes,
) -> SubjectSpec {
    let table = fields.word("table", notes);
    form.check(
        "",
        PhraseKind::Table,
        &[table],
        &fields.path("table"),
        notes,
    );
    let column = (form, table.text, PhraseKind::Column);
    let row = (form, table.text, PhraseKind::Row);
    let spec = SubjectSpec {
        id: names.declare_id(&mut fields, notes),
        table: table.text.to_owned(),
        column: given(&mut fields, "column", column, notes),
        zero_column: given(&mut fields, "zero-column", column, notes),
        row: given(&mut fields, "row", row, notes),
        needs: fields.choice("needs", &NEEDS, notes).unwrap_or_default(),
        units: owned(fields.words("units", notes)),
        published: owned(fields.words("published", notes)),
        words: spelt_out(&mut fields, "words", notes),
    };
    fields.finish(notes);
    spec
}

/// One id that may be left out.
fn given(
    fields: &mut Fields<'_>,
    key: &str,
    (form, table, kind): (Form<'_>, &str, PhraseKind),
    notes: &mut Notes,
) -> Option<String> {
    let word = fields.word_if_given(key, notes)?;
    form.check(table, kind, &[word], &fields.path(key), notes);
    Some(word.text.to_owned())
}

fn cue(
    mut fields: Fields<'_>,
    form: Form<'_>,
    (subjects, names): (&[SubjectSpec], &Names),
    cues: &Names,
    notes: &mut Notes,
) -> CueSpec {
    let id = fields.word("id", notes).text.to_owned();
    let word = fields.word("subject", notes);
    let subject = names.refer(word, fields.path("subject"), notes);
    let table = subject.and_then(|subject| subjects.get(subject));
    let table = table.map_or("", |subject| subject.table.as_str());
    let subject = subject.unwrap_or_default();
    let mut refer = |key: &str, notes: &mut Notes| {
        let words: Vec<TomlWord<'_>> = fields.words(key, notes);
        let path = fields.path(key);
        cues.refer_to_all(&words, &path, notes)
    };
    let (over, of) = (refer("over", notes), refer("of", notes));
    let (sums_with, joins) = (refer("sums-with", notes), refer("joins", notes));
    let (rows, columns) = (fields.words("rows", notes), fields.words("columns", notes));
    let or = fields.word_lists("or", notes);
    form.check(table, PhraseKind::Row, &rows, &fields.path("rows"), notes);
    let path = fields.path("columns");
    form.check(table, PhraseKind::Column, &columns, &path, notes);
    for rows in &or {
        form.check(table, PhraseKind::Row, rows, &fields.path("or"), notes);
    }
    let row = (form, table, PhraseKind::Row);
    let spec = CueSpec {
        id,
        subject,
        rows: owned(rows),
        or: or.into_iter().map(owned).collect(),
        including: given(&mut fields, "including", row, notes),
        among_less: given(&mut fields, "among-less", row, notes),
        finished: given(&mut fields, "finished", row, notes),
        columns: owned(columns),
        over,
        sums_with,
        joins,
        of,
        bare: fields.flag("bare", notes),
        alone: fields.flag("alone", notes),
        deniable: fields.flag("deniable", notes),
        fresh: fields.flag("fresh", notes),
        near: fields.flag("near", notes),
        if_complete: fields.flag("if-complete", notes),
        words: spelt_out(&mut fields, "words", notes),
        plainly: spelt_out(&mut fields, "plainly", notes),
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
    notes: &mut Notes,
) -> (Vec<(Role, Vec<String>)>, usize, usize) {
    let Some(mut table) = fields.table("words", notes) else {
        fields.require("words", notes);
        return (Vec::new(), 0, 0);
    };
    let words = Role::KEYS
        .iter()
        .map(|(key, role)| (*role, spelt_out(&mut table, key, notes)))
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
    notes: &mut Notes,
) -> (Vec<Vec<String>>, Vec<usize>) {
    part(fields, "ways", notes, |table, notes| {
        let of = table.words("of", notes);
        let of = cues.refer_to_all(&of, &table.path("of"), notes);
        let lists = table.word_lists("words", notes);
        let path = table.path("words");
        let spell = |list: Vec<TomlWord<'_>>| choices::spelt_out(&list, &path, notes);
        (lists.into_iter().map(spell).collect(), of)
    })
}

#[cfg(test)]
mod tests {
    use crate::form::{load_edition, load_phrases, toy};
    use crate::locale::Locale;

    /// Sentences about the toy edition.
    const PHRASES: &str = r#"
[[subject]]
id = "toys"
table = "toys"
column = "total"
units = ["匹"]
words = ["玩具"]

[[cue]]
id = "horses"
subject = "toys"
rows = ["horses"]
over = ["dolls"]
words = ["小马"]

[[cue]]
id = "dolls"
subject = "toys"
rows = ["dolls"]
words = ["娃娃"]

[words]
filler = ["有"]
carried-in = "horses"
carried-out = "dolls"

[ways]
of = ["horses"]
words = [["买来"]]

[period]
words = ["期间"]

[bodies]
government = ["国"]
without-regulations = ["厂"]
unless = []
names = ["厂"]
"#;

    fn mistakes_with(old: &str, new: &str) -> Vec<String> {
        assert_eq!(PHRASES.matches(old).count(), 1, "{old}");
        let loaded = load_phrases(&PHRASES.replace(old, new), Locale::English);
        let mistakes = loaded.err().unwrap_or_default();
        let said = mistakes.iter().map(|m| m.sentence(Locale::English));
        said.collect()
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_key() {
        assert_eq!(mistakes_with("id = \"toys\"", "id = \"toys\""), [""; 0]);
        assert_eq!(
            mistakes_with("over = [\"dolls\"]", "over = [\"dollz\"]"),
            ["line 13 cue.over: no id \"dollz\" is defined; did you mean \"dolls\"?"]
        );
        assert_eq!(
            mistakes_with("filler = [\"有\"]", "fillers = [\"有\"]"),
            ["line 23 words.fillers: \"fillers\" is unknown; did you mean \"filler\"?"]
        );
        assert_eq!(
            mistakes_with("rows = [\"dolls\"]\n", ""),
            ["line 16 cue.rows: rows or columns are needed"]
        );
    }

    #[test]
    fn an_edition_may_bring_its_own_words_whose_ids_are_its_own() {
        let own = PHRASES.replace("\n[[", "\n[[narrative.");
        let own = ["words", "ways", "period", "bodies"]
            .iter()
            .fold(own, |own, key| {
                own.replace(&format!("\n[{key}]"), &format!("\n[narrative.{key}]"))
            });
        let edition = load_edition(&format!("{}{own}", toy::TOY), Locale::English);
        let narrative = edition
            .as_ref()
            .ok()
            .and_then(|edition| edition.narrative.as_ref());
        assert_eq!(
            narrative.map(|phrases| phrases.cues.len()),
            Some(2),
            "{edition:?}"
        );
        let wrong = own.replace("rows = [\"horses\"]", "rows = [\"cows\"]");
        let edition = load_edition(&format!("{}{wrong}", toy::TOY), Locale::English);
        let mistakes = edition.err().unwrap_or_default();
        let said: Vec<_> = mistakes
            .iter()
            .map(|m| (m.key.as_str(), m.message.as_str()))
            .collect();
        assert_eq!(said, [("narrative.cue.rows", "no id \"cows\" is defined")]);
    }
}
