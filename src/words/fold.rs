//! Text as sentences are compared.
//!
//! Other than in labels, 、 stays apart from the points behind numbers, and a circled digit stays what it is.

use crate::form::fold::{Fold, fold_mark};

/// Ends a paragraph.
pub const PARAGRAPH: char = '\u{1}';
/// Ends a line that is a heading of some height.
pub const HEADING: char = '\u{2}';
/// The two as words.
pub(super) const ENDS: [&str; 2] = ["\u{1}", "\u{2}"];

/// Whether a character stands for itself in folded text, as most do.
pub(crate) fn stays(c: char, fold: &Fold) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => fold.keeps_han(c),
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '。' | '、' => true,
        _ => false,
    }
}

/// `text` as sentences are compared: without spaces and quotes, half-width, simplified.
pub fn folded(text: &str, fold: &Fold) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let taken = fold_char(c, rest.as_str(), fold, |c| out.push(c));
        rest = rest.as_str().get(taken..).unwrap_or_default().chars();
    }
    out
}

/// Hands what a character stands for in folded text to `keep`; a converted word is handed over as a whole. The bytes of `rest`, which follows the
/// character, that went with it.
#[inline]
pub(crate) fn fold_char(c: char, rest: &str, fold: &Fold, mut keep: impl FnMut(char)) -> usize {
    match c {
        '\u{4E00}'..='\u{9FFF}' if fold.keeps_han(c) => keep(c),
        '\u{4E00}'..='\u{9FFF}' => {
            let word = fold.may_convert(c).then(|| fold.converted(c, rest));
            if let Some((own, after)) = word.flatten() {
                own.iter().for_each(|&c| keep(c));
                return rest.len() - after.len();
            }
            keep(fold.simple(c));
        }
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '。' | '、' => keep(c),
        '､' => keep('、'),
        '\u{1}' | '\u{2}' => {}
        // Radicals that PDF text shows in place of characters.
        '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' => {
            unicode_normalization::char::decompose_compatible(c, |part| keep(fold.simple(part)));
        }
        c => match fold_mark(c) {
            Some('\0') => {}
            Some(mark) => keep(mark),
            None => keep(narrow(c)),
        },
    }
    0
}

/// The ASCII character for one of double width.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFF01 + 0x21).unwrap_or(c),
        c => c,
    }
}
