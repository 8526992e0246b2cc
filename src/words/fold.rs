//! Text as sentences are compared.
//!
//! Other than in labels, 、 stays apart from the points behind numbers, and a circled digit stays what it is.

use crate::chars::is_space;
use crate::form::fold::Fold;

/// Ends a paragraph.
pub const PARAGRAPH: char = '\u{1}';
/// Ends a line that is a heading of some height.
pub const HEADING: char = '\u{2}';

/// Whether a character stands for itself in folded text, as most do.
pub(crate) fn stays(c: char, fold: &Fold) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => fold.simple(c) == c,
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '。' | '、' => true,
        _ => false,
    }
}

/// `text` as sentences are compared: without spaces and quotes, half-width, simplified.
pub fn folded(text: &str, fold: &Fold) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, fold, |c| out.push(c));
    }
    out
}

/// Hands what a character stands for in folded text to `keep`.
#[inline]
pub(crate) fn fold_char(c: char, fold: &Fold, mut keep: impl FnMut(char)) {
    match c {
        '\u{4E00}'..='\u{9FFF}' => keep(fold.simple(c)),
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '。' | '、' => keep(c),
        '“' | '”' | '"' | '\'' | '‘' | '’' | '*' | '#' | '`' | '\u{1}' | '\u{2}' => {}
        '（' | '〔' | '【' | '[' | '［' => keep('('),
        '）' | '〕' | '】' | ']' | '］' => keep(')'),
        '，' => keep(','),
        '．' => keep('.'),
        '｡' => keep('。'),
        '､' => keep('、'),
        '\u{FF01}'..='\u{FF5E}' => {
            keep(char::from_u32(u32::from(c) - 0xFF01 + 0x21).unwrap_or(c));
        }
        c if is_space(c) => {}
        // Radicals that PDF text shows in place of characters.
        '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' => {
            unicode_normalization::char::decompose_compatible(c, |part| keep(fold.simple(part)));
        }
        c => keep(c),
    }
}
