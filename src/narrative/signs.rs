//! Signs of slips in the sentences of a report: where a rule has to look closer.
//!
//! In: folded text. Out: [`Sign`]s in reading order, found in one look over it by the words of [`Pitfalls`]. Deliberately absent: judgement; most
//! signs are harmless, and the rules ask what stands round them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use crate::form::Pitfalls;
use crate::numerals::YEARS;
use crate::words::WordFinder;

/// What a place of the text shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignKind {
    /// Words of a form's instructions.
    Instruction,
    /// The same, if they open a bracket or a paragraph.
    OpeningInstruction,
    /// One or more characters that stand for something to be filled in.
    Placeholder,
    /// A measure word of so many bytes at the end of this sign, behind a word that a number often follows.
    Measure { bytes: u8, is_sure: bool },
    /// A year with its 年.
    Year(u16),
    /// A run of digits that is no year, of 5 to 8 before 年, of 11, or of 18 with a letter as the last.
    Digits,
    /// An instrument that another took the place of, by its index.
    Superseded(usize),
    /// Parts of a report are counted.
    Parts,
    /// How a kind of body speaks of itself, by its index.
    Speaker(usize),
    /// Leads to the name of who answers questions.
    Contact,
    /// Everything is settled.
    AllDone,
    /// A notice of charges.
    Notice,
    /// The fee for processing information, by its name or only as an amount.
    Fee { is_named: bool },
    /// The last item of a list.
    Rest,
    /// A word that stands twice.
    Doubled,
    /// A word whose last character stands twice.
    DoubledEnd,
}

/// A place of the folded text that a rule may have to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sign {
    pub kind: SignKind,
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
}

/// Finds the words of [`Pitfalls`].
struct Finder {
    words: WordFinder,
    /// What each word is a sign of.
    kinds: Vec<SignKind>,
}

/// Words with what each is a sign of.
#[derive(Default)]
struct ListedSigns<'p> {
    words: Vec<Cow<'p, str>>,
    kinds: Vec<SignKind>,
}

impl<'p> ListedSigns<'p> {
    fn add(&mut self, words: &'p [String], kind: SignKind) {
        let words = words.iter().map(|word| Cow::Borrowed(word.as_str()));
        self.words.extend(words);
        self.kinds.resize(self.words.len(), kind);
    }

    fn add_made(&mut self, words: impl Iterator<Item = String>, kind: SignKind) {
        self.words.extend(words.map(Cow::Owned));
        self.kinds.resize(self.words.len(), kind);
    }
}

impl Finder {
    fn builtin() -> &'static Finder {
        static FINDER: OnceLock<Finder> = OnceLock::new();
        FINDER.get_or_init(|| Finder::new(Pitfalls::builtin()))
    }

    fn new(pitfalls: &Pitfalls) -> Finder {
        let mut signs = ListedSigns::default();
        let template = &pitfalls.template;
        for measure in &template.measure {
            let behind = |lead: &String| [lead.as_str(), measure].concat();
            let bytes = u8::try_from(measure.len()).unwrap_or_default();
            for (leads, is_sure) in [(&template.lead, false), (&template.sure_lead, true)] {
                let kind = SignKind::Measure { bytes, is_sure };
                signs.add_made(leads.iter().map(behind), kind);
            }
        }
        signs.add(&template.anywhere, SignKind::Instruction);
        signs.add(&template.opening, SignKind::OpeningInstruction);
        let placeholder = template.placeholder.iter().map(char::to_string);
        signs.add_made(placeholder, SignKind::Placeholder);
        for (at, instrument) in pitfalls.superseded.iter().enumerate() {
            signs.add(&instrument.cited, SignKind::Superseded(at));
        }
        signs.add(&pitfalls.parts.parts, SignKind::Parts);
        for (at, speaker) in pitfalls.speaker.iter().enumerate() {
            signs.add(&speaker.words, SignKind::Speaker(at));
        }
        signs.add(&pitfalls.names.contact, SignKind::Contact);
        signs.add(&pitfalls.settled.all_done, SignKind::AllDone);
        signs.add(&pitfalls.fee.notice, SignKind::Notice);
        signs.add(&pitfalls.fee.fee, SignKind::Fee { is_named: true });
        signs.add(&pitfalls.fee.amount, SignKind::Fee { is_named: false });
        signs.add(&pitfalls.list.rest, SignKind::Rest);
        let doubled = &pitfalls.doubled;
        let exceptions = doubled.except.iter().map(|exception| &exception.word);
        let twice = doubled.words.iter().chain(exceptions);
        signs.add_made(twice.map(|word| word.repeat(2)), SignKind::Doubled);
        signs.add(&doubled.ends.words, SignKind::DoubledEnd);
        Finder {
            words: WordFinder::new(signs.words.iter().map(Cow::as_ref)),
            kinds: signs.kinds,
        }
    }
}

/// Makes ready what signs are found by.
pub(super) fn prepare() {
    Finder::builtin();
}

/// The signs of whole paragraphs of a folded text, in reading order; they do not overlap.
pub(super) fn signs(text: &str, part: Range<usize>) -> Vec<Sign> {
    let finder = Finder::builtin();
    let mut signs = Vec::with_capacity(64);
    let mut start = part.start;
    let mut chars = text.get(part.clone()).unwrap_or_default().chars();
    let mut next = chars.next();
    while let Some(first) = next {
        next = chars.next();
        let end = if first.is_ascii_digit() {
            digits(text, start, &mut signs)
        } else if finder.words.may_begin(first, next) {
            finder.word(text, start, first, &mut signs)
        } else {
            start
        };
        start += first.len_utf8();
        if end > start {
            start = end;
            chars = text.get(end..part.end).unwrap_or_default().chars();
            next = chars.next();
        }
    }
    signs
}

impl Finder {
    /// Adds the word at a place; the byte behind what was looked at.
    fn word(&self, text: &str, start: usize, first: char, signs: &mut Vec<Sign>) -> usize {
        let Some(found) = self.words.at(text, start, first) else {
            return start;
        };
        let Some(&kind) = self.kinds.get(found.number) else {
            return start;
        };
        let mut end = found.end;
        if kind == SignKind::Placeholder {
            let rest = text.get(start..).unwrap_or_default();
            end = start + rest.len() - rest.trim_start_matches(first).len();
        }
        signs.push(Sign { kind, start, end });
        // 信息件 may begin a word where it does not end one.
        match kind {
            SignKind::Measure { .. } => start,
            _ => end,
        }
    }
}

/// Adds the run of digits that begins at a place if it is of a length that says something; the byte behind it.
fn digits(text: &str, start: usize, signs: &mut Vec<Sign>) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    while bytes.get(end).is_some_and(u8::is_ascii_digit) {
        end += 1;
    }
    let rest = text.get(end..).unwrap_or_default();
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let is_stuck = |c: Option<char>| {
        c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '/' | '@'))
    };
    if is_stuck(before) {
        return end;
    }
    let is_year = rest.starts_with('年');
    let kind = match end - start {
        4 if is_year => {
            let year = text.get(start..end).and_then(|year| year.parse().ok());
            let year = year.filter(|year| YEARS.contains(year));
            end += '年'.len_utf8();
            year.map(SignKind::Year)
        }
        5..=8 if is_year => Some(SignKind::Digits),
        17 if rest.starts_with(['X', 'x']) => {
            end += 1;
            Some(SignKind::Digits)
        }
        11 | 18 => Some(SignKind::Digits),
        _ => None,
    };
    let next = text.get(end..).and_then(|rest| rest.chars().next());
    if let Some(kind) = kind.filter(|_| !is_stuck(next) || is_year) {
        signs.push(Sign { kind, start, end });
    }
    end
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::kit::Forms;

    fn found(text: &str) -> Vec<(SignKind, &str)> {
        let signs = signs(text, 0..text.len());
        let of = |sign: &Sign| (sign.kind, &text[sign.start..sign.end]);
        signs.iter().map(of).collect()
    }

    #[test]
    fn years_are_told_from_other_digits() {
        assert_eq!(
            found("2024年收到202424年的2024件"),
            [
                (SignKind::Year(2024), "2024年"),
                (SignKind::Digits, "202424")
            ]
        );
        assert_eq!(found("第0571-88008800号12345热线"), []);
    }

    #[test]
    fn numbers_of_persons_are_runs_of_their_own() {
        let kinds = |text: &str| found(text).len();
        assert_eq!(kinds("手机13800000000。"), 1);
        assert_eq!(kinds("证号11010119900101001X。"), 1);
        assert_eq!(kinds("编号A13800000000。"), 0);
    }

    #[test]
    fn a_run_of_placeholders_is_one_sign() {
        assert_eq!(
            found("×××局收到__件"),
            [
                (SignKind::Placeholder, "×××"),
                (SignKind::Placeholder, "__")
            ]
        );
    }

    #[test]
    fn a_doubled_word_is_found_whole() {
        assert_eq!(found("加强资金资金管理"), [(SignKind::Doubled, "资金资金")]);
    }

    #[test]
    fn words_are_written_as_sentences_are_folded() {
        let fold = Forms::builtin().fold();
        let pitfalls = Pitfalls::builtin();
        assert_ne!(*pitfalls, Pitfalls::default());
        let by = |instrument: &crate::form::Superseded| instrument.also.clone();
        let also: Vec<String> = pitfalls.superseded.iter().flat_map(by).collect();
        let lists = [
            &pitfalls.template.anywhere,
            &pitfalls.template.opening,
            &pitfalls.stale.report,
            &pitfalls.citing.history,
            &pitfalls.settled.all_done,
            &pitfalls.list.rest,
            &pitfalls.personal.contact,
            &also,
        ];
        let cited = pitfalls
            .superseded
            .iter()
            .map(|instrument| &instrument.cited);
        for word in lists.into_iter().chain(cited).flatten() {
            assert_eq!(crate::words::folded(word, fold), *word);
        }
    }
}
