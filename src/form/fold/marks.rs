//! Which folded characters are marks.

/// Whether a folded character is a mark rather than part of a word.
pub fn is_mark(folded: char) -> bool {
    matches!(
        folded,
        '(' | ')'
            | '.'
            | ','
            | ':'
            | ';'
            | '。'
            | '/'
            | '-'
            | '!'
            | '?'
            | '—'
            | '…'
            | '<'
            | '>'
            | '《'
            | '》'
            | '〈'
            | '〉'
    )
}
