//! What is said of the names of reporting bodies.

use crate::form::phrases::{Bodies, BodyKind};
use crate::say;
use crate::written::{Fields, Notes, TomlWord, owned};

/// Reads the table of bodies.
pub(super) fn bodies(table: &mut Fields<'_>, notes: &mut Notes) -> Bodies {
    Bodies {
        government: owned(table.words("government", notes)),
        without_regulations: owned(table.words("without-regulations", notes)),
        unless: owned(table.words("unless", notes)),
        names: owned(table.words("names", notes)),
        short: short_names(table, notes),
        kinds: body_kinds(table, notes),
    }
}

/// Kinds of bodies: two names, then the ends of names.
fn body_kinds(table: &mut Fields<'_>, notes: &mut Notes) -> Vec<BodyKind> {
    let lists = table.word_lists("kinds", notes).into_iter();
    let kind = |list: Vec<TomlWord<'_>>| match &owned(list)[..] {
        [chinese, english, ends @ ..] => Some(BodyKind {
            names: [chinese.clone(), english.clone()],
            ends: ends.to_vec(),
        }),
        _ => None,
    };
    lists.filter_map(kind).collect()
}

/// Pairs of an ending of names and how the text shortens it.
fn short_names(table: &mut Fields<'_>, notes: &mut Notes) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for list in table.word_lists("short", notes) {
        match list[..] {
            [long, short] => pairs.push((long.text.to_owned(), short.text.to_owned())),
            [first, ..] => {
                let text = first.text;
                let message = say!(notes.locale(), "“{text}”不成对", "\"{text}\" is not a pair");
                notes.add(first.at, table.path("short"), message);
            }
            [] => {}
        }
    }
    pairs
}
