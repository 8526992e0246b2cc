//! Chinese numerals and years, as every stage reads them.

/// The years that a report may name.
pub const YEARS: std::ops::Range<u16> = 1990..2100;

/// What one character of a numeral does to its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumeralPart {
    /// From 0 to 9.
    Digit(i64),
    /// Ten, a hundred, a thousand, ten thousand, a hundred million.
    Times(i64),
}

const TEN_THOUSAND: i64 = 10_000;
const HUNDRED_MILLION: i64 = 100_000_000;

/// The part that a character is in the common writing, or as a radical that PDF text shows in its place.
#[inline]
fn common(c: char) -> Option<NumeralPart> {
    Some(match c {
        '〇' | '零' | '○' => NumeralPart::Digit(0),
        '一' | '⼀' => NumeralPart::Digit(1),
        '二' | '⼆' => NumeralPart::Digit(2),
        '三' => NumeralPart::Digit(3),
        '四' => NumeralPart::Digit(4),
        '五' => NumeralPart::Digit(5),
        '六' => NumeralPart::Digit(6),
        '七' => NumeralPart::Digit(7),
        '八' | '⼋' => NumeralPart::Digit(8),
        '九' => NumeralPart::Digit(9),
        '十' | '⼗' => NumeralPart::Times(10),
        '百' => NumeralPart::Times(100),
        '千' => NumeralPart::Times(1000),
        '万' | '萬' => NumeralPart::Times(TEN_THOUSAND),
        '亿' | '億' => NumeralPart::Times(HUNDRED_MILLION),
        _ => return None,
    })
}

/// The part that a character is where things are counted, or where nobody shall change a numeral.
#[inline]
fn counting(c: char) -> Option<NumeralPart> {
    Some(match c {
        '壹' => NumeralPart::Digit(1),
        '两' | '兩' | '贰' | '貳' => NumeralPart::Digit(2),
        '叁' | '參' => NumeralPart::Digit(3),
        '肆' => NumeralPart::Digit(4),
        '伍' => NumeralPart::Digit(5),
        '陆' | '陸' => NumeralPart::Digit(6),
        '柒' => NumeralPart::Digit(7),
        '捌' => NumeralPart::Digit(8),
        '玖' => NumeralPart::Digit(9),
        '拾' => NumeralPart::Times(10),
        '佰' => NumeralPart::Times(100),
        '仟' => NumeralPart::Times(1000),
        _ => return None,
    })
}

/// The characters that are parts of numerals, but for the radicals, which nothing that is folded holds.
pub const PARTS: &str = "〇零○一二三四五六七八九十百千万萬亿億壹两兩贰貳叁參肆伍陆陸柒捌玖拾佰仟";

/// Characters that by themselves are rather parts of other words.
const IN_OTHER_WORDS: [&str; 5] = ["參", "伍", "陆", "陸", "拾"];

/// The part of a numeral that a character is; most are none.
#[inline]
pub fn part(c: char) -> Option<NumeralPart> {
    common(c).or_else(|| counting(c))
}

/// The digit that a character stands for: ASCII, of full width, or a numeral of the common writing, for which the answer says
/// true.
#[inline]
pub fn digit(c: char) -> Option<(u16, bool)> {
    match c {
        '0'..='9' => Some((c as u16 - '0' as u16, false)),
        '０'..='９' => Some((c as u16 - '０' as u16, false)),
        _ => match common(c)? {
            NumeralPart::Digit(digit) => Some((u16::try_from(digit).ok()?, true)),
            NumeralPart::Times(_) => None,
        },
    }
}

/// The digit that a numeral of one character is, whatever else the character may mean by itself.
pub fn digit_of(numeral: &str) -> Option<usize> {
    let mut characters = numeral.chars();
    let (only, None) = (characters.next()?, characters.next()) else {
        return None;
    };
    match part(only)? {
        NumeralPart::Digit(digit) => usize::try_from(digit).ok(),
        NumeralPart::Times(_) => None,
    }
}

/// Whether a character may number a section or an item: 一 to 十.
#[inline]
pub fn is_ordinal(c: char) -> bool {
    matches!(
        common(c),
        Some(NumeralPart::Digit(1..) | NumeralPart::Times(10))
    )
}

/// `一千二百零三`, `十二`, `二十`, `二〇` (20); `None` for what is no number, such as `千百`.
pub fn read(text: &str) -> Option<i64> {
    let parts: Vec<NumeralPart> = text.chars().map(part).collect::<Option<_>>()?;
    if parts
        .iter()
        .all(|part| matches!(part, NumeralPart::Digit(_)))
    {
        // `三五件` is some three to five.
        let spelt = parts.len() != 2 || parts.contains(&NumeralPart::Digit(0));
        let digits = parts.iter().map(|part| match part {
            NumeralPart::Digit(digit) | NumeralPart::Times(digit) => *digit,
        });
        let by_itself = spelt && !IN_OTHER_WORDS.contains(&text) && !parts.is_empty();
        return digits
            .filter(|_| by_itself)
            .try_fold(0_i64, |sum, digit| sum.checked_mul(10)?.checked_add(digit))
            .filter(|_| by_itself);
    }
    if IN_OTHER_WORDS.contains(&text) {
        return None;
    }
    read_places(&parts)
}

/// The value of a numeral with words for its places.
fn read_places(parts: &[NumeralPart]) -> Option<i64> {
    let (mut millions, mut thousands, mut below, mut digit) = (0_i64, 0_i64, 0_i64, None);
    let mut last_times = i64::MAX;
    for &part in parts {
        let stated = digit.unwrap_or(0);
        match part {
            NumeralPart::Digit(0) => continue,
            NumeralPart::Digit(next) => {
                if digit.replace(next).is_some() {
                    return None;
                }
                continue;
            }
            NumeralPart::Times(HUNDRED_MILLION) if millions == 0 => {
                let hundreds = thousands.checked_add(below + stated)?;
                millions = hundreds.checked_mul(HUNDRED_MILLION).filter(|&n| n > 0)?;
                (thousands, below, last_times) = (0, 0, i64::MAX);
            }
            NumeralPart::Times(TEN_THOUSAND) if thousands == 0 => {
                thousands = (below + stated)
                    .checked_mul(TEN_THOUSAND)
                    .filter(|&n| n > 0)?;
                (below, last_times) = (0, i64::MAX);
            }
            NumeralPart::Times(times) => {
                if times >= TEN_THOUSAND {
                    return None;
                }
                if times >= last_times || (digit.is_none() && times != 10) {
                    return None;
                }
                below += digit.unwrap_or(1) * times;
                last_times = times;
            }
        }
        digit = None;
    }
    millions
        .checked_add(thousands)?
        .checked_add(below + digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_numerals_are_listed_once() {
        let all = ('\u{2FE0}'..='\u{9FFF}').chain(['○']);
        let mut parts: Vec<char> = all.filter(|c| part(*c).is_some()).collect();
        let mut listed: Vec<char> = PARTS.chars().collect();
        parts.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, parts);
    }

    #[test]
    fn numerals_are_read_in_every_writing() {
        for (text, value) in [
            ("一", 1),
            ("两", 2),
            ("兩", 2),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("三十五", 35),
            ("一百零三", 103),
            ("一千二百", 1200),
            ("一万零二十", 10_020),
            ("七萬", 70_000),
            ("三亿五千万", 350_000_000),
            ("二〇", 20),
            ("一二三", 123),
            ("壹拾贰", 12),
            ("貳佰伍拾", 250),
        ] {
            assert_eq!(read(text), Some(value), "{text}");
        }
        for text in ["三五", "百千", "万", "件", "", "九亿亿亿亿", "陆"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn ordinals_and_digits_are_told_from_other_characters() {
        assert!("一二三四五六七八九十⼀⼆⼗".chars().all(is_ordinal));
        assert!(!"〇百千万0a件".chars().any(is_ordinal));
        assert_eq!(digit('7'), Some((7, false)));
        assert_eq!(digit('７'), Some((7, false)));
        assert_eq!(digit('○'), Some((0, true)));
        assert_eq!(digit('十'), None);
    }
}
