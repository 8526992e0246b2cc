//! The words that the titles of reports end in, ready to be looked for.

use super::TitleSpec;
use super::fold::Fold;

/// The endings of titles, folded.
#[derive(Clone, Debug, Default)]
pub struct TitleWords {
    /// Each with whether it is the official one, which comes first.
    pub endings: Vec<(Vec<char>, bool)>,
    /// The characters that they end in.
    last_chars: Vec<char>,
}

impl TitleWords {
    /// The endings that the data of the editions lists, each once. An ending is official if one edition says so.
    pub fn new<'s>(specs: impl Iterator<Item = &'s TitleSpec> + Clone, fold: &Fold) -> Self {
        let official = specs.clone().map(|spec| (fold.fold(&spec.words), true));
        let also = specs.flat_map(|spec| &spec.also);
        let also = also.map(|also| (fold.fold(also), false));
        let mut endings: Vec<(Vec<char>, bool)> = Vec::new();
        for ending in official.chain(also) {
            if !ending.0.is_empty() && endings.iter().all(|(known, _)| *known != ending.0) {
                endings.push(ending);
            }
        }
        let last = endings
            .iter()
            .filter_map(|(chars, _)| chars.last().copied());
        let mut last_chars: Vec<char> = last.collect();
        last_chars.sort_unstable();
        last_chars.dedup();
        TitleWords {
            endings,
            last_chars,
        }
    }

    /// The fewest characters that are changed, left out, added or changed round in the official words at the end of a folded line; `None` for a
    /// line that is too short.
    pub fn slips_in(&self, folded: &[char]) -> Option<usize> {
        let official = self.endings.iter().filter(|(_, is_official)| *is_official);
        let slips = official.flat_map(|(words, _)| {
            let wanted: String = words.iter().collect();
            let lengths = words.len().saturating_sub(1)..=words.len() + 1;
            lengths.filter_map(move |length| {
                let from = folded.len().checked_sub(length)?;
                let ending: String = folded[from..].iter().collect();
                Some(strsim::osa_distance(&ending, &wanted))
            })
        });
        slips.min()
    }

    /// Whether a title may end in this character, which is not folded yet.
    pub fn may_end_in(&self, last: char, fold: &Fold) -> bool {
        // Nearly every line ends in a digit or a full stop.
        if last.is_ascii_digit() || last == '。' {
            return self.last_chars.contains(&last);
        }
        let mut folded = None;
        fold.each(last.encode_utf8(&mut [0; 4]), |c| folded = Some(c));
        folded.is_some_and(|c| self.last_chars.contains(&c))
    }
}
