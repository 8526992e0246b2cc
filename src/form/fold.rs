//! Folding: writing labels so that two spellings of one label become equal.
//!
//! Dropped: white space and line breaks, quotes, Markdown marks. Unified: width, compatibility forms (NFKC), brackets, the points after a number
//! (`1.` `1、` `1．`), commas, traditional characters. What is left differs only if the wording differs.

use unicode_normalization::char::decompose_compatible;

use crate::chars::is_space;

const HAN: std::ops::RangeInclusive<u32> = 0x4E00..=0x9FFF;

/// Folds characters; knows the traditional forms of the characters in the labels.
#[derive(Clone, Debug)]
pub struct Fold {
    /// For each Han character its simplified form; index 0 is U+4E00.
    simplified: Vec<u16>,
}

/// A folded label as one number, for exact look-ups. Equal labels have equal hashes; the form's own labels are checked for collisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LabelHash(pub u64);

impl Default for Fold {
    fn default() -> Self {
        Fold::new([])
    }
}

impl Fold {
    /// With pairs of (traditional, simplified) characters.
    pub fn new(variants: impl IntoIterator<Item = (char, char)>) -> Self {
        let mut simplified: Vec<u16> = HAN.map(|c| c as u16).collect();
        for (traditional, simple) in variants {
            let at = (traditional as usize).checked_sub(*HAN.start() as usize);
            if let (Some(slot), true) = (
                at.and_then(|at| simplified.get_mut(at)),
                HAN.contains(&(simple as u32)),
            ) {
                *slot = simple as u16;
            }
        }
        Fold { simplified }
    }

    /// Hands each folded character of `text` to `keep`.
    #[inline]
    pub fn each(&self, text: &str, mut keep: impl FnMut(char)) {
        for c in text.chars() {
            if let Some(&simple) = self
                .simplified
                .get((c as usize).wrapping_sub(*HAN.start() as usize))
            {
                keep(char::from_u32(u32::from(simple)).unwrap_or(c));
            } else if let Some(folded) = fold_mark(c) {
                if folded != '\0' {
                    keep(folded);
                }
            } else if c.is_ascii() {
                keep(c);
            } else {
                decompose_compatible(c, |part| match fold_mark(part) {
                    Some('\0') => {}
                    Some(folded) => keep(folded),
                    None => keep(
                        self.simplified
                            .get((part as usize).wrapping_sub(*HAN.start() as usize))
                            .and_then(|&simple| char::from_u32(u32::from(simple)))
                            .unwrap_or(part),
                    ),
                });
            }
        }
    }

    /// The folded characters of `text`.
    pub fn fold(&self, text: &str) -> Vec<char> {
        let mut folded = Vec::with_capacity(text.len() / 3 + 1);
        self.each(text, |c| folded.push(c));
        folded
    }

    /// The hash of the folded `text`.
    #[inline]
    pub fn hash(&self, text: &str) -> LabelHash {
        let mut hash = LabelHash::EMPTY;
        self.each(text, |c| hash = hash.then(c));
        hash
    }
}

impl LabelHash {
    /// The hash of no characters.
    pub const EMPTY: LabelHash = LabelHash(0);

    /// The hash of the same characters and one more.
    #[inline]
    pub fn then(self, c: char) -> LabelHash {
        LabelHash(
            (self.0.rotate_left(5) ^ u64::from(u32::from(c))).wrapping_mul(0x517C_C1B7_2722_0A95),
        )
    }
}

/// The folded form of a punctuation mark or a wide ASCII character; `\0` drops it, `None` leaves it to others.
#[inline]
fn fold_mark(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' | 'a'..='z' | 'A'..='Z' => c,
        '"' | '\'' | '`' | '*' | '#' | '\\' | '_' => '\0',
        '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '〝' | '〞' | '＂' | '＇' | '＊'
        | '＃' => '\0',
        '(' | '（' | '〔' | '[' | '［' | '【' => '(',
        ')' | '）' | '〕' | ']' | '］' | '】' => ')',
        '.' | '、' | '．' | '·' | '・' | '､' => '.',
        ',' | '，' => ',',
        ':' | '：' => ':',
        ';' | '；' => ';',
        '。' | '｡' => '。',
        '/' | '／' => '/',
        c if is_space(c) => '\0',
        _ => return None,
    })
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let fold = Fold::new([('開', '开'), ('總', '总')]);
        fold.fold(a) == fold.fold(b) && fold.hash(a) == fold.hash(b)
    }

    #[test]
    fn width_spaces_and_breaks_do_not_matter() {
        assert!(same("（一）予以公开", "(一) 予以\n公开"));
        assert!(same("商业 企业", "商业\u{0B}企业"));
        assert!(same("1.属于国家秘密", "１．属于国家秘密"));
        assert!(same("1.属于国家秘密", "1、 属于国家秘密"));
    }

    #[test]
    fn quotes_and_emphasis_do_not_matter() {
        assert!(same("3.危及“三安全一稳定”", "3.危及\"三安全一稳定\""));
        assert!(same("总计", "**总计**"));
        assert!(same("1.属于", "1\\. 属于"));
    }

    #[test]
    fn compatibility_and_traditional_characters_do_not_matter() {
        assert!(same("一、总体情况", "⼀、总体情况"));
        assert!(same("总计公开", "總计公開"));
    }

    #[test]
    fn other_words_stay_different() {
        assert!(!same("社会公益组织", "社会组织"));
        assert!(!same("行政复议、行政诉讼", "行政复议行政诉讼"));
    }
}
