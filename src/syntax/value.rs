//! What a cell says: a number, nothing, a dash, or words.
//!
//! In: the characters of one cell. Out: [`Value`], with every oddity of the writing noted. Deliberately absent: whether the column wants such a value.

mod odd;

use crate::chars::is_space;

/// What one cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing but white space.
    Blank,
    /// A stroke or a word that stands for "not applicable": `/`, `-`, `—`, `无`, `不涉及`.
    Dash,
    /// A number.
    Number(Number),
    /// Anything else.
    Words,
}

impl Value {
    /// A plain 0.
    pub const ZERO: Value = Value::Number(Number {
        whole_part: 0,
        fraction: 0,
        n_decimals: 0,
        oddities: Oddities::NONE,
    });
}

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The part before the decimal point, with its sign.
    pub whole_part: i64,
    /// The part behind it in millionths, with the same sign, so that amounts with six decimals are exact.
    pub fraction: i32,
    /// Decimals as written, zeros at the end among them.
    pub n_decimals: u8,
    /// How the writing differs from plain digits.
    pub oddities: Oddities,
}

/// Ways in which a written number differs from plain ASCII digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Oddities {
    /// Digits or signs of double width: `１２`.
    pub wide: bool,
    /// Thousands separators: `1,234`.
    pub separators: bool,
    /// White space between the characters: `1 2`.
    pub inner_space: bool,
    /// A unit behind the number: `12件`.
    pub unit: bool,
    /// The unit is one of money: `12万元`, which is another number than 12.
    pub money: bool,
    /// Zeros in front: `007`. `000` is rather three cells run together.
    pub leading_zeros: bool,
    /// More than one sign: `--253`.
    pub doubled_sign: bool,
    /// A sign written as a word or a plus: `减4`, `+19`.
    pub worded_sign: bool,
    /// A decimal point or decimals.
    pub decimals: bool,
}

const MAX_DIGITS: usize = 18;
/// Measure words that may follow a number in a cell.
const UNITS: [&str; 13] = [
    "件", "条", "條", "个", "個", "项", "項", "宗", "份", "起", "次", "人", "部",
];
/// Units of money that may follow an amount, with their worth.
const MONEY_UNITS: [(&str, i128); 5] = [
    ("元", 1),
    ("元整", 1),
    ("万元", 10_000),
    ("萬元", 10_000),
    ("万元整", 10_000),
];
/// Words and signs of money in front of an amount.
const CURRENCIES: [&str; 4] = ["人民币", "人民幣", "￥", "¥"];
/// Tags that break a line.
const BREAKS: [&str; 3] = ["<br>", "<br/>", "<br />"];
/// Words that stand for a dash.
const DASH_WORDS: [&str; 12] = [
    "无",
    "無",
    "不涉及",
    "不适用",
    "不適用",
    "无此项",
    "未收费",
    "未收取",
    "不收费",
    "无收费",
    "免费",
    "免收",
];
const MINUS_WORDS: [char; 2] = ['减', '減'];
const PLUS_WORDS: [char; 1] = ['增'];

impl Oddities {
    /// Plain digits.
    pub const NONE: Oddities = Oddities {
        wide: false,
        separators: false,
        inner_space: false,
        unit: false,
        money: false,
        leading_zeros: false,
        doubled_sign: false,
        worded_sign: false,
        decimals: false,
    };

    /// Whether a plain count may be written in exactly this way.
    pub fn is_plain(self) -> bool {
        self == Oddities::default()
    }

    /// Whether the meaning is beyond doubt in spite of the writing.
    pub fn is_certain(self) -> bool {
        !self.inner_space && !self.doubled_sign && !self.leading_zeros && !self.money
    }
}

impl Number {
    /// Whether it is a count as it is to be written.
    pub fn is_plain_count(self) -> bool {
        self.oddities.is_plain() && !self.is_negative()
    }

    /// The whole number, if it is one.
    pub fn whole(self) -> Option<i64> {
        (self.fraction == 0).then_some(self.whole_part)
    }

    /// Whether the number is below zero.
    pub fn is_negative(self) -> bool {
        self.whole_part < 0 || self.fraction < 0
    }

    /// Whether the number is zero.
    pub fn is_zero(self) -> bool {
        self.whole_part == 0 && self.fraction == 0
    }

    /// The number in plain ASCII digits, the shortest way.
    pub fn plain(self) -> String {
        self.with_decimals(0)
    }

    /// The number in plain ASCII digits with the decimals that it was written with, as a fix writes it.
    pub fn tidied(self) -> String {
        self.with_decimals(usize::from(self.n_decimals))
    }

    fn with_decimals(self, least: usize) -> String {
        let sign = if self.is_negative() { "-" } else { "" };
        let (whole, rest) = (self.whole_part.unsigned_abs(), self.fraction.unsigned_abs());
        let decimals = format!("{rest:06}");
        let stated = decimals.trim_end_matches('0').len();
        match decimals.get(..stated.max(least)) {
            None | Some("") => format!("{sign}{whole}"),
            Some(decimals) => format!("{sign}{whole}.{decimals}"),
        }
    }
}

/// The unit behind the digits of a written number, which may stand in brackets; empty if there is none.
pub fn unit_of(written: &str) -> &str {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let digits_end = written.rfind(is_digit).map_or(written.len(), |at| {
        at + written[at..].chars().next().map_or(0, char::len_utf8)
    });
    unit_in(&written[digits_end..])
}

/// The unit that is written behind a number, without brackets.
fn unit_in(behind: &str) -> &str {
    // Converters break a narrow cell between the number and its unit.
    let broken = BREAKS.iter().find_map(|tag| behind.strip_prefix(tag));
    let behind = broken.unwrap_or(behind).trim_matches(is_space);
    let inside = behind.strip_prefix(['(', '（']);
    let inside = inside.and_then(|unit| unit.strip_suffix([')', '）']));
    inside.map_or(behind, |unit| unit.trim_matches(is_space))
}

/// Whether a word is a unit of money.
pub fn is_money_unit(word: &str) -> bool {
    worth(word).is_some()
}

/// What a unit of money is worth, in 元; `None` if it is not known.
pub fn worth(unit: &str) -> Option<i128> {
    let known = MONEY_UNITS.iter().find(|(money, _)| *money == unit);
    known.map(|(_, worth)| *worth)
}

/// The same amount in another unit of money; `None` if a unit is not known, or six decimals do not hold it.
pub fn in_unit(number: Number, unit: &str, other: &str) -> Option<Number> {
    const MILLION: i128 = 1_000_000;
    let millionths = i128::from(number.whole_part) * MILLION + i128::from(number.fraction);
    let (product, due) = (millionths.checked_mul(worth(unit)?)?, worth(other)?);
    (product % due == 0).then_some(())?;
    let converted = product / due;
    Some(Number {
        whole_part: i64::try_from(converted / MILLION).ok()?,
        fraction: i32::try_from(converted % MILLION).ok()?,
        n_decimals: 0,
        oddities: number.oddities,
    })
}

/// Reads one cell; `text` is already trimmed of white space and bars.
pub fn read_value(text: &str) -> Value {
    let bytes = text.as_bytes();
    // Nearly every cell of a report is one plain number; the long way round is for the others.
    match bytes {
        [] => return Value::Blank,
        [digit @ b'0'..=b'9'] => return plain(i64::from(digit - b'0')),
        [first @ b'1'..=b'9', rest @ ..]
            if rest.len() < MAX_DIGITS && rest.iter().all(u8::is_ascii_digit) =>
        {
            let start = i64::from(first - b'0');
            return plain(
                rest.iter()
                    .fold(start, |sum, digit| sum * 10 + i64::from(digit - b'0')),
            );
        }
        _ => {}
    }
    if bytes.len() > 64 || begins_with_word(text) {
        return Value::Words;
    }
    if is_dash(text) {
        return Value::Dash;
    }
    odd::read_odd_number(text).map_or(Value::Words, Value::Number)
}

/// Whether the text begins with a Han character that no number and no dash begins with.
fn begins_with_word(text: &str) -> bool {
    let is_han = matches!(text.as_bytes(), [0xE4..=0xE9, ..]);
    is_han
        && text.chars().next().is_some_and(|first| {
            !MINUS_WORDS.contains(&first)
                && !PLUS_WORDS.contains(&first)
                && !DASH_WORDS.iter().any(|word| word.starts_with(first))
                && !CURRENCIES.iter().any(|word| text.starts_with(word))
        })
}

fn plain(whole: i64) -> Value {
    Value::Number(Number {
        whole_part: whole,
        fraction: 0,
        n_decimals: 0,
        oddities: Oddities::default(),
    })
}

pub(super) fn is_dash(text: &str) -> bool {
    let mut strokes = 0;
    for c in text.chars() {
        match c {
            '/' | '／' | '\\' | '-' | '－' | '—' | '–' | '―' | '─' | '_' | '﹣' | '−' | '~' => {
                strokes += 1
            }
            c if is_space(c) => {}
            _ => return DASH_WORDS.contains(&text) || text.eq_ignore_ascii_case("n/a"),
        }
    }
    (1..=4).contains(&strokes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        match read_value(text) {
            Value::Number(number) => number,
            other => panic!("{text} is read as {other:?}"),
        }
    }

    #[test]
    fn plain_digits_have_no_oddities() {
        for (text, whole) in [("0", 0), ("7", 7), ("44", 44), ("11398889", 11_398_889)] {
            assert_eq!(number(text).whole(), Some(whole));
            assert!(number(text).oddities.is_plain());
        }
    }

    #[test]
    fn wide_digits_separators_and_units_are_certain() {
        assert_eq!(number("１２").whole(), Some(12));
        assert!(number("１２").oddities.wide && number("１２").oddities.is_certain());
        assert_eq!(number("1,234").whole(), Some(1234));
        assert_eq!(number("1，234，567").whole(), Some(1_234_567));
        assert_eq!(number("12 件").whole(), Some(12));
        assert!(number("12件").oddities.unit);
    }

    #[test]
    fn zeros_in_front_inner_spaces_and_doubled_signs_are_doubtful() {
        for text in ["000", "007", "1 2", "--253"] {
            assert!(!number(text).oddities.is_certain(), "{text}");
        }
        assert_eq!(number("--253").whole(), Some(-253));
    }

    #[test]
    fn signs_may_be_words() {
        assert_eq!(number("减4").whole(), Some(-4));
        assert_eq!(number("+19").whole(), Some(19));
        assert_eq!(number("-417").whole(), Some(-417));
    }

    #[test]
    fn amounts_keep_six_decimals() {
        assert_eq!(number("190.457379").whole_part, 190);
        assert_eq!(number("190.457379").fraction, 457_379);
        assert_eq!(number("190.457379").plain(), "190.457379");
        assert_eq!(number("75.9260").plain(), "75.926");
        assert_eq!(number("７５．９２６０").tidied(), "75.9260");
        assert_eq!(number("-1,200.00").tidied(), "-1200.00");
        assert_eq!(number("38").tidied(), "38");
        assert_eq!(number("4279099.95 元").plain(), "4279099.95");
        assert_eq!(number("240万元").whole(), Some(240));
        assert_eq!(number("7萬元").whole(), Some(7));
        assert!(number("7萬元").oddities.money && number("3個").oddities.unit);
        assert_eq!(number("0.5").whole(), None);
    }

    #[test]
    fn an_amount_may_have_words_of_money_round_it() {
        for text in [
            "人民币800元",
            "800（元）",
            "￥800",
            "人民币 800 元",
            "800元整",
        ] {
            assert_eq!(number(text).whole(), Some(800), "{text}");
            assert!(number(text).oddities.money, "{text}");
        }
        assert_eq!(unit_of("0.08（万元）"), "万元");
        assert_eq!(number("12（件）").whole(), Some(12));
        for text in ["人民币", "人民币元", "800（", "（800）", "￥", "800(本年)"] {
            assert_eq!(read_value(text), Value::Words, "{text}");
        }
    }

    #[test]
    fn what_converters_write_round_marks_and_units_is_no_part_of_a_number() {
        assert_eq!(number(r"27\.86").plain(), "27.86");
        assert_eq!(number(r"1\,234").whole(), Some(1234));
        assert_eq!(number("2186<br>件").whole(), Some(2186));
        for text in [r"27\86", "143<br>6", "4<br>0"] {
            assert_eq!(read_value(text), Value::Words, "{text}");
        }
    }

    #[test]
    fn an_amount_may_be_counted_in_another_unit() {
        let converted = |text: &str| in_unit(number(text), unit_of(text), "万元");
        let plain = |text: &str| converted(text).map(Number::plain);
        assert_eq!(plain("5000元").as_deref(), Some("0.5"));
        assert_eq!(plain("1234.56元").as_deref(), Some("0.123456"));
        assert_eq!(plain("20000元").as_deref(), Some("2"));
        assert_eq!(plain("3万元").as_deref(), Some("3"));
        assert_eq!(plain("0.001元"), None);
    }

    #[test]
    fn strokes_and_the_word_for_none_are_dashes() {
        for text in [
            "/",
            "-",
            "—",
            "——",
            "无",
            "未收费",
            "免费",
            "－",
            "_",
            "不涉及",
            "不适用",
            "无此项",
        ] {
            assert_eq!(read_value(text), Value::Dash, "{text}");
        }
    }

    #[test]
    fn words_are_not_numbers() {
        for text in [
            "自然人",
            "2022年",
            "1,2",
            "1.属于国家秘密",
            "0451-57301010",
            "12页",
            "件",
            "3/4",
            "1.2.3",
            "1.",
        ] {
            assert_eq!(read_value(text), Value::Words, "{text}");
        }
    }

    #[test]
    fn a_number_longer_than_any_count_is_words() {
        assert_eq!(read_value(&"9".repeat(60)), Value::Words);
    }
}
