//! What a text has of its own: its letters without years, numbers, names and what everybody writes.

use std::ops::RangeInclusive;
use std::sync::OnceLock;

use memchr::memmem;

use crate::form::CopiedWords;
use crate::words::WordFinder;

/// Names that a text may have.
#[derive(Debug, Default)]
pub(super) struct NamesInText {
    names: Vec<String>,
    /// Those that have no other name in them, ready to be found; a text without these has none.
    least: Vec<memmem::Finder<'static>>,
}

impl NamesInText {
    pub(super) fn new(names: Vec<String>) -> Self {
        let has_another = |name: &String| {
            let mut others = names.iter().filter(|other| other.len() < name.len());
            others.any(|other| name.contains(other.as_str()))
        };
        let least = names.iter().filter(|name| !has_another(name));
        let least = least.map(|name| memmem::Finder::new(name).into_owned());
        NamesInText {
            least: least.collect(),
            names,
        }
    }

    pub(super) fn are(&self, names: &[String]) -> bool {
        self.names == names
    }

    fn stand_in(&self, text: &str) -> bool {
        let mut least = self.least.iter();
        least.any(|name| name.find(text.as_bytes()).is_some())
    }

    fn taken_out_of(&self, text: &str) -> String {
        let mut rest = text.to_owned();
        for name in &self.names {
            rest = rest.replace(name.as_str(), "");
        }
        rest
    }
}

/// The letters of a folded text without numbers, names and what everybody writes.
pub(super) fn own_letters(text: &str, must_mention: &[String], names: &NamesInText) -> Vec<char> {
    let words = CommonWords::builtin();
    let mut letters = Vec::with_capacity(text.len() / 3);
    let has_names = names.stand_in(text);
    let musts = must_mention.iter().filter(|word| holds(text, word));
    let musts: Vec<&String> = musts.collect();
    for sentence in text.split_inclusive('。') {
        let before = letters.len();
        let mut musts = musts.iter();
        if musts.any(|word| holds(sentence, word)) || !words.take_letters(sentence, &mut letters) {
            letters.truncate(before);
        } else if has_names && names.stand_in(sentence) {
            letters.truncate(before);
            words.take_own(&names.taken_out_of(sentence), &mut letters);
        }
    }
    letters
}

fn holds(text: &str, word: &str) -> bool {
    memmem::find(text.as_bytes(), word.as_bytes()).is_some()
}

/// Letters that need not be looked up.
const HAN: RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';

/// Whether a character is one of the signs that stand among these, which are no letters and need not be looked up either.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{FF01}'..='\u{FF20}')
}

/// What everybody writes, ready to be found.
struct CommonWords {
    /// All of it, so that most places are turned down by one look.
    any: WordFinder,
    /// Words whose sentences do not count.
    everybodys: WordFinder,
    /// Words that do not count.
    common: WordFinder,
}

impl CommonWords {
    fn builtin() -> &'static CommonWords {
        static WORDS: OnceLock<CommonWords> = OnceLock::new();
        WORDS.get_or_init(|| {
            let words = CopiedWords::builtin();
            let finder = |words: &[String]| WordFinder::new(words.iter().map(String::as_str));
            let any = words.everybodys.iter().chain(&words.common);
            CommonWords {
                any: WordFinder::new(any.map(String::as_str)),
                everybodys: finder(&words.everybodys),
                common: finder(&words.common),
            }
        })
    }

    /// Takes the letters of a sentence that stand in no common word; whether the sentence counts at all.
    fn take_letters(&self, sentence: &str, letters: &mut Vec<char>) -> bool {
        self.take(sentence, letters, |at, first| {
            self.everybodys.at(sentence, at, first).is_some()
        })
    }

    /// The same for a sentence that counts.
    fn take_own(&self, sentence: &str, letters: &mut Vec<char>) {
        self.take(sentence, letters, |_, _| false);
    }

    fn take(
        &self,
        sentence: &str,
        letters: &mut Vec<char>,
        is_everybodys: impl Fn(usize, char) -> bool,
    ) -> bool {
        let mut word_end = 0;
        let mut chars = sentence.chars();
        while let Some(first) = chars.next() {
            if self.any.begins(first) && self.any.may_begin(first, chars.clone().next()) {
                let at = sentence.len() - chars.as_str().len() - first.len_utf8();
                if is_everybodys(at, first) {
                    return false;
                }
                if at >= word_end
                    && let Some(word) = self.common.at(sentence, at, first)
                {
                    word_end = word.end;
                }
            }
            // A word that has begun takes its own letters.
            let is_own = sentence.len() - chars.as_str().len() > word_end;
            if is_own && (HAN.contains(&first) || !is_sign(first) && first.is_alphabetic()) {
                letters.push(first);
            }
        }
        true
    }
}
