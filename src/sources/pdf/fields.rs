//! What is filled in on a page as the fields of a form, over what is printed on it.

use hayro_syntax::object::{Array, Dict, Name, String};
use hayro_syntax::page::Page;

/// So many notes of a page are looked at.
const MOST: usize = 2000;
/// So many fields stand above each other.
const DEEPEST: usize = 8;

/// Whether somebody has filled in words on a page. Boxes that are ticked are no words.
pub(super) fn are_filled(page: &Page<'_>) -> bool {
    let Some(notes) = page.raw().get::<Array<'_>>("Annots") else {
        return false;
    };
    notes.iter::<Dict<'_>>().take(MOST).any(|note| {
        let subtype = note.get::<Name<'_>>("Subtype");
        subtype.is_some_and(|subtype| &*subtype == b"Widget") && is_filled(note)
    })
}

/// What a field does not say itself, one above it says.
fn is_filled<'p>(note: Dict<'p>) -> bool {
    let mut holds_words = false;
    let mut says = false;
    let mut field = Some(note);
    for _ in 0..DEEPEST {
        let Some(own) = &field else { break };
        if let Some(kind) = own.get::<Name<'_>>("FT") {
            holds_words |= [&b"Tx"[..], b"Ch"].contains(&&*kind);
        }
        let value = own.get::<String<'_>>("V");
        says |= value.is_some_and(|value| {
            let bytes = value.as_bytes();
            let is_mark = |byte: &u8| matches!(byte, 0xfe | 0xff | 0);
            bytes
                .iter()
                .any(|byte| !is_mark(byte) && !byte.is_ascii_whitespace())
        });
        field = own.get::<Dict<'p>>("Parent");
    }
    holds_words && says
}
