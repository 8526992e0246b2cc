//! Folding: writing labels so that two spellings of one label become equal.
//!
//! Dropped: white space, also by its name in HTML, line breaks, quotes, Markdown marks. Unified: width, compatibility forms (NFKC), brackets, commas,
//! the points after a number (`1.` `1、` `1．`), traditional characters, words of a converted copy. What is left differs only if the wording differs.

mod marks;
mod openings;

use std::borrow::Cow;
use std::str::Chars;

use unicode_normalization::char::decompose_compatible;

use super::{ScriptVariants, compiled};
use crate::chars::{after_named_space, is_space};
pub use marks::is_mark;
pub use openings::Openings;

const HAN: std::ops::RangeInclusive<u32> = 0x4E00..=0x9FFF;

/// Ranges, besides Han, whose characters reports use: Latin, punctuation, compatibility forms.
const COMMON: [std::ops::Range<u32>; 3] = [0..0x180, 0x2000..0x3400, 0xFF00..0xFFF0];

/// Stands in the table for a character that folds to nothing.
const DROPPED: u16 = 0;
/// Stands in the table for a character that folds to several, may begin a converted word, or is rare.
const BY_RULE: u16 = u16::MAX;

/// Folds characters; knows the traditional forms of the characters and words in the labels.
#[derive(Clone, Debug)]
pub struct Fold {
    /// For each character of the basic plane two bytes, the low one first: what it folds to, [`DROPPED`], or [`BY_RULE`].
    folded: Cow<'static, [u8]>,
    /// Words as a conversion leaves them, and the form's own words for them.
    words: Vec<(Vec<char>, Vec<char>)>,
}

/// A folded label as one number, for exact look-ups. Equal labels have equal hashes; the form's own labels are checked for collisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LabelHash(pub u64);

/// Words as a conversion leaves them, each with the form's own; the empty one is left out.
fn converted_words(variants: &ScriptVariants) -> Vec<(Vec<char>, Vec<char>)> {
    let words = variants.words.iter();
    let words = words.filter(|(converted, _)| !converted.is_empty());
    let chars = |word: &String| word.chars().collect();
    words
        .map(|(converted, own)| (chars(converted), chars(own)))
        .collect()
}

fn in_bytes(folded: &[u16]) -> Cow<'static, [u8]> {
    folded.iter().flat_map(|to| to.to_le_bytes()).collect()
}

impl Default for Fold {
    fn default() -> Self {
        Fold::new(&ScriptVariants::default())
    }
}

impl Fold {
    /// A fold that knows these variants.
    pub fn new(variants: &ScriptVariants) -> Self {
        let mut folded = vec![BY_RULE; usize::from(u16::MAX) + 1];
        for c in HAN {
            folded[c as usize] = c as u16;
        }
        let mut set = |c: char, to: u16| {
            if let Some(slot) = folded.get_mut(c as usize) {
                *slot = to;
            }
        };
        for &(traditional, simple) in &variants.characters {
            if HAN.contains(&(simple as u32)) {
                set(traditional, simple as u16);
            }
        }
        let words = converted_words(variants);
        for first in words.iter().filter_map(|(converted, _)| converted.first()) {
            set(*first, BY_RULE);
        }
        let mut fold = Fold {
            folded: in_bytes(&folded),
            words,
        };
        for c in COMMON.into_iter().flatten().filter_map(char::from_u32) {
            let (mut n_parts, mut last) = (0, DROPPED);
            fold.by_rule(c, &mut |part| {
                n_parts += 1;
                last = u16::try_from(u32::from(part)).unwrap_or(BY_RULE);
            });
            if n_parts <= 1 {
                folded[c as usize] = last;
            }
        }
        folded['<' as usize] = BY_RULE;
        folded['&' as usize] = BY_RULE;
        fold.folded = in_bytes(&folded);
        fold
    }

    /// How the labels of all editions are compared.
    pub fn builtin() -> Fold {
        Fold {
            folded: Cow::Borrowed(compiled::FOLD),
            words: converted_words(ScriptVariants::builtin()),
        }
    }

    /// What every character is folded to, for [`Fold::builtin`].
    #[cfg(any(test, not(compiled_form)))]
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.folded
    }

    /// What the table says of a character; nothing of one beyond the basic plane.
    #[inline]
    fn entry(&self, c: char) -> Option<u16> {
        let (entries, _) = self.folded.as_chunks();
        entries.get(c as usize).copied().map(u16::from_le_bytes)
    }

    /// Hands each folded character of `text` to `keep`.
    #[inline]
    pub fn each(&self, text: &str, mut keep: impl FnMut(char)) {
        self.each_while(text, |c| {
            keep(c);
            true
        });
    }

    /// Hands the folded characters of `text` to `keep` until it has seen enough and says false.
    #[inline]
    fn each_while(&self, text: &str, mut keep: impl FnMut(char) -> bool) {
        let mut rest = text.chars();
        let mut goes_on = true;
        while goes_on && let Some(c) = rest.next() {
            match self.entry(c) {
                Some(DROPPED) => {}
                Some(folded) if folded != BY_RULE => {
                    let stays = u32::from(folded) == u32::from(c);
                    let other = || char::from_u32(u32::from(folded)).unwrap_or(c);
                    goes_on = keep(if stays { c } else { other() });
                }
                _ => match self.word(c, &rest) {
                    Some((own, after)) => {
                        goes_on = own.iter().all(|&c| keep(c));
                        rest = after;
                    }
                    None => self.by_rule(c, &mut |c| goes_on = goes_on && keep(c)),
                },
            }
        }
    }

    /// What a character by itself folds to.
    fn by_rule(&self, c: char, keep: &mut impl FnMut(char)) {
        if HAN.contains(&(c as u32)) {
            keep(self.simple(c));
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
                None => keep(self.simple(part)),
            });
        }
    }

    /// The simplified form of a Han character; most have none but themselves.
    pub fn simple(&self, c: char) -> char {
        let entry = self.entry(c);
        let simple = entry.filter(|&simple| HAN.contains(&u32::from(simple)));
        simple
            .and_then(|simple| char::from_u32(u32::from(simple)))
            .unwrap_or(c)
    }

    /// The form's own word for the converted one that `first` and the characters of `rest` begin with, and what follows it. A line break or a
    /// named space of HTML, as Markdown tables have them in their cells, stands for nothing.
    #[cold]
    fn word<'t>(&self, first: char, rest: &Chars<'t>) -> Option<(&[char], Chars<'t>)> {
        if let Some(after) = after_space_of_html(first, rest.as_str()) {
            return Some((&[], after.chars()));
        }
        self.words.iter().find_map(|(converted, own)| {
            let (begins, others) = converted.split_first()?;
            let mut after = rest.clone();
            let follows = |c: &char| after.find(|c| !is_space(*c)) == Some(*c);
            (*begins == first && others.iter().all(follows)).then_some((own.as_slice(), after))
        })
    }

    /// The form's own word for the converted one that `first` and `rest` begin with, and the rest behind it.
    pub fn converted<'t>(&self, first: char, rest: &'t str) -> Option<(&[char], &'t str)> {
        let (own, after) = self
            .word(first, &rest.chars())
            .filter(|_| !matches!(first, '<' | '&'))?;
        Some((own, after.as_str()))
    }

    /// Whether a Chinese character of the common block stands for itself, and no word that is converted as a whole begins with it.
    pub fn keeps_han(&self, c: char) -> bool {
        let entry = self.entry(c).unwrap_or(BY_RULE);
        u32::from(entry) == c as u32 || entry != BY_RULE && !HAN.contains(&u32::from(entry))
    }

    /// Whether a converted word may begin with a Han character.
    pub fn may_convert(&self, c: char) -> bool {
        HAN.contains(&u32::from(c)) && self.entry(c) == Some(BY_RULE)
    }

    /// The first folded character of `text`.
    pub fn first(&self, text: &str) -> Option<char> {
        let mut first = None;
        self.each_while(text, |c| {
            first = Some(c);
            false
        });
        first
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
pub(crate) fn fold_mark(c: char) -> Option<char> {
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

/// The hash of folded characters.
pub fn hash_of(chars: &[char]) -> LabelHash {
    chars.iter().fold(LabelHash::EMPTY, |hash, &c| hash.then(c))
}

/// What follows the line break or the named space of HTML that `first` and `rest` begin with.
fn after_space_of_html(first: char, rest: &str) -> Option<&str> {
    match first {
        '<' => after_break(rest),
        '&' => after_named_space(rest),
        _ => None,
    }
}

/// What follows the rest of `<br>`.
fn after_break(text: &str) -> Option<&str> {
    let name = text.get(..2)?;
    let rest = text.get(2..)?.trim_start_matches([' ', '/']);
    name.eq_ignore_ascii_case("br").then_some(())?;
    rest.strip_prefix('>')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let fold = Fold::new(&ScriptVariants {
            characters: vec![('開', '开'), ('總', '总')],
            words: vec![
                ("資訊".to_owned(), "信息".to_owned()),
                ("檔案".to_owned(), "文件".to_owned()),
            ],
        });
        fold.fold(a) == fold.fold(b) && fold.hash(a) == fold.hash(b)
    }

    #[test]
    fn width_spaces_and_breaks_do_not_matter() {
        assert!(same("（一）予以公开", "(一) 予以\n公开"));
        assert!(same("商业 企业", "商业\u{0B}企业"));
        assert!(same("1.属于国家秘密", "１．属于国家秘密"));
        assert!(same("1.属于国家秘密", "1、 属于国家秘密"));
        assert!(same("商业企业", "&nbsp;商业&emsp;&#160企业&ensp;"));
        assert!(!same("商业企业", "商业&企业"));
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
    fn radicals_are_the_characters_that_they_show() {
        let fold = Fold::builtin();
        for (plain, shown) in [("公民个人", "公⺠个⼈"), ("首页长门", "⾸⻚⻓⻔")] {
            assert_eq!(fold.fold(shown), fold.fold(plain));
            let (shown, plain) = [shown, plain]
                .map(|text| crate::words::folded(text, &fold))
                .into();
            assert_eq!(shown, plain);
        }
    }

    #[test]
    fn words_of_a_converted_copy_do_not_matter() {
        assert!(same("信息公开", "資訊公開"));
        assert!(same("行政规范性文件", "行政规范性檔\n案"));
        assert!(same("信息内容", "資 訊内容"));
    }

    #[test]
    fn the_characters_of_a_converted_word_are_kept_elsewhere() {
        assert!(!same("7.属于行政执法案卷", "7.属于行政执法件卷"));
        assert!(!same("资讯", "信息"));
        let fold = Fold::new(ScriptVariants::builtin());
        for text in ["資", "資料資", "檔", "案卷", "反", "反对"] {
            assert_eq!(
                fold.fold(text).last(),
                text.chars().last().as_ref(),
                "{text}"
            );
        }
        assert_eq!(fold.fold("資檔").len(), 2);
    }

    #[test]
    fn characters_that_stand_for_themselves_are_told_at_one_look() {
        let fold = Fold::new(ScriptVariants::builtin());
        for c in HAN.filter_map(char::from_u32) {
            let stays = fold.simple(c) == c && !fold.may_convert(c);
            assert_eq!(fold.keeps_han(c), stays, "{c}");
        }
    }

    #[test]
    fn other_words_stay_different() {
        assert!(!same("社会公益组织", "社会组织"));
        assert!(!same("行政复议、行政诉讼", "行政复议行政诉讼"));
    }
}
