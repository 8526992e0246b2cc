//! Numbers that are not written in plain digits: signs, separators, decimals, units, double width.

use std::borrow::Cow;

use super::{
    CURRENCIES, MAX_DIGITS, MINUS_WORDS, Number, Oddities, PLUS_WORDS, UNITS, is_money_unit,
    unit_in,
};
use crate::chars::is_space;

/// Decimals that a fraction in millionths holds.
const MAX_DECIMALS: usize = 6;

/// Marks of a number that a backslash may stand in front of.
const MARKS: [char; 4] = ['.', ',', '-', '+'];

/// The number that a cell's text is; `None` if it is anything else.
pub(super) fn read_odd_number(text: &str) -> Option<Number> {
    let text = text.trim_matches(|c| matches!(c, '*' | '\\'));
    // Markdown writes a mark that is to stand for itself behind a backslash: `27\.86`.
    let is_escaped = |(at, _): (usize, &str)| text[at + 1..].starts_with(MARKS);
    let text = match text.contains('\\') {
        true if !text.match_indices('\\').all(is_escaped) => return None,
        true => Cow::Owned(text.replace('\\', "")),
        false => Cow::Borrowed(text),
    };
    let text = text.as_ref();
    let behind = CURRENCIES.iter().find_map(|word| text.strip_prefix(word));
    let mut read = SpelledNumber::default();
    read.oddities.money = behind.is_some();
    let text = behind.unwrap_or(text);
    let mut unit = None;
    for (at, c) in text.char_indices() {
        match read.take(c)? {
            Taking::Taken => {}
            Taking::Unit => {
                unit = Some(unit_in(&text[at..]));
                break;
            }
        }
    }
    if let Some(unit) = unit {
        let is_of_money = is_money_unit(unit);
        read.oddities.money |= is_of_money;
        read.oddities.unit = is_of_money || UNITS.contains(&unit);
        read.oddities.unit.then_some(())?;
    }
    if read.oddities.separators && !has_regular_groups(text) {
        return None;
    }
    read.number()
}

enum Taking {
    /// The character belongs to the number.
    Taken,
    /// What follows the number begins here.
    Unit,
}

/// What was read of a number so far.
#[derive(Default)]
struct SpelledNumber {
    n_signs: usize,
    is_negative: bool,
    whole: i64,
    n_whole: usize,
    decimals: i32,
    n_decimals: usize,
    has_point: bool,
    space_pending: bool,
    first_digit: Option<u8>,
    oddities: Oddities,
}

impl SpelledNumber {
    fn take(&mut self, c: char) -> Option<Taking> {
        let narrow = match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '−' | '﹣' | '–' | '—' => '-',
            c => c,
        };
        let is_wide = narrow != c;
        let has_begun = self.n_whole > 0 || self.has_point;
        match narrow {
            '0'..='9' => self.digit(narrow as u8 - b'0', is_wide)?,
            '-' | '+' if !has_begun => {
                self.oddities.wide |= is_wide && c != '−';
                self.sign(narrow == '-', narrow == '+');
            }
            _ if !has_begun && self.n_signs == 0 && MINUS_WORDS.contains(&c) => {
                self.sign(true, true);
            }
            _ if !has_begun && self.n_signs == 0 && PLUS_WORDS.contains(&c) => {
                self.sign(false, true);
            }
            '.' if !self.has_point && self.n_whole > 0 => {
                self.oddities.wide |= is_wide;
                self.has_point = true;
            }
            ',' if self.n_whole > 0 && !self.has_point => self.oddities.separators = true,
            _ if is_space(c) => self.space_pending = true,
            _ if has_begun => return Some(Taking::Unit),
            _ => return None,
        }
        Some(Taking::Taken)
    }

    fn digit(&mut self, digit: u8, is_wide: bool) -> Option<()> {
        self.oddities.wide |= is_wide;
        self.oddities.inner_space |= self.space_pending && self.n_whole > 0;
        self.space_pending = false;
        self.first_digit.get_or_insert(digit);
        if self.has_point {
            self.n_decimals += 1;
            (self.n_decimals <= MAX_DECIMALS).then_some(())?;
            self.decimals = self.decimals * 10 + i32::from(digit);
        } else {
            self.n_whole += 1;
            (self.n_whole <= MAX_DIGITS).then_some(())?;
            self.whole = self.whole * 10 + i64::from(digit);
        }
        Some(())
    }

    fn sign(&mut self, is_minus: bool, is_worded: bool) {
        self.n_signs += 1;
        self.is_negative |= is_minus;
        self.oddities.worded_sign |= is_worded;
    }

    fn number(mut self) -> Option<Number> {
        // `1.` is the number of an item.
        if self.n_whole == 0 || (self.has_point && self.n_decimals == 0) {
            return None;
        }
        self.oddities.leading_zeros = self.n_whole > 1 && self.first_digit == Some(0);
        self.oddities.doubled_sign = self.n_signs > 1;
        self.oddities.decimals = self.has_point;
        let sign = if self.is_negative { -1 } else { 1 };
        let to_millionths = 10i32.pow(u32::try_from(MAX_DECIMALS - self.n_decimals).ok()?);
        Some(Number {
            whole_part: self.whole * i64::from(sign),
            fraction: self.decimals * to_millionths * sign,
            n_decimals: u8::try_from(self.n_decimals).ok()?,
            oddities: self.oddities,
        })
    }
}

/// Whether separators stand before groups of three digits only; `1,2` is rather two cells.
fn has_regular_groups(text: &str) -> bool {
    let digits_of = |group: &str| {
        group
            .chars()
            .filter(|c| c.is_ascii_digit() || matches!(c, '０'..='９'))
            .count()
    };
    let whole = text.split(['.', '．']).next().unwrap_or_default();
    let mut groups = whole.split([',', '，']);
    let first = groups.next().map(digits_of).unwrap_or_default();
    (1..=3).contains(&first) && groups.all(|group| digits_of(group) == 3)
}
