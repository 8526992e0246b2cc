//! Numbers as Word writes them in front of headings and list items.

/// How a level of a numbering writes its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sources) enum Writing {
    Decimal,
    FullWidth,
    /// 一, 十一, 一百二十三.
    Chinese,
    /// 一, 一一, 一二三: digit by digit.
    ChineseDigits,
    /// 甲, 乙.
    Stems,
    /// 子, 丑.
    Branches,
    Letters {
        upper: bool,
    },
    Roman {
        upper: bool,
    },
    /// Characters in a row, such as ①, from the first on.
    Series(char, u32),
    /// A mark without a number.
    Nothing,
}

impl Writing {
    /// By its name in `w:numFmt`.
    pub fn named(name: &str) -> Writing {
        match name {
            "decimalFullWidth" | "decimalFullWidth2" => Writing::FullWidth,
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand" => Writing::Chinese,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
                Writing::ChineseDigits
            }
            "ideographTraditional" => Writing::Stems,
            "ideographZodiac" => Writing::Branches,
            "upperLetter" => Writing::Letters { upper: true },
            "lowerLetter" => Writing::Letters { upper: false },
            "upperRoman" => Writing::Roman { upper: true },
            "lowerRoman" => Writing::Roman { upper: false },
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Writing::Series('①', 20),
            "decimalEnclosedParen" => Writing::Series('⑴', 20),
            "decimalEnclosedFullstop" => Writing::Series('⒈', 20),
            "ideographEnclosedCircle" => Writing::Series('㊀', 10),
            "bullet" | "none" => Writing::Nothing,
            _ => Writing::Decimal,
        }
    }

    /// A number in this writing.
    pub fn write(self, number: u32) -> String {
        let nth = |series: &str| {
            let letter = number
                .checked_sub(1)
                .and_then(|at| series.chars().nth(at as usize));
            letter.map_or_else(|| number.to_string(), String::from)
        };
        match self {
            Writing::Decimal => number.to_string(),
            Writing::FullWidth => digits(number, "０１２３４５６７８９"),
            Writing::Chinese => counted(number),
            Writing::ChineseDigits => digits(number, "〇一二三四五六七八九"),
            Writing::Stems => nth("甲乙丙丁戊己庚辛壬癸"),
            Writing::Branches => nth("子丑寅卯辰巳午未申酉戌亥"),
            Writing::Letters { upper } => letter(number, upper),
            Writing::Roman { upper } => roman(number, upper),
            Writing::Series(first, n) if (1..=n).contains(&number) => {
                char::from_u32(first as u32 + number - 1).map_or_else(String::new, String::from)
            }
            Writing::Series(..) => number.to_string(),
            Writing::Nothing => String::new(),
        }
    }
}

fn digits(number: u32, ten: &str) -> String {
    let written = number.to_string();
    let digit = |c: char| ten.chars().nth(c.to_digit(10)? as usize);
    written.chars().filter_map(digit).collect()
}

/// A number as it is spoken: 十, 二十一, 一百零三.
fn counted(number: u32) -> String {
    const PLACES: [(u32, &str); 3] = [(1000, "千"), (100, "百"), (10, "十")];
    if number == 0 || number >= 10_000 {
        return digits(number, "〇一二三四五六七八九");
    }
    let digit = |n: u32| digits(n, "零一二三四五六七八九");
    let (mut out, mut rest, mut skipped) = (String::new(), number, false);
    for (place, name) in PLACES {
        let n = rest / place;
        rest %= place;
        if n == 0 {
            skipped |= !out.is_empty();
            continue;
        }
        if std::mem::take(&mut skipped) {
            out.push('零');
        }
        if !(n == 1 && place == 10 && out.is_empty()) {
            out += &digit(n);
        }
        out += name;
    }
    if rest > 0 {
        if skipped {
            out.push('零');
        }
        out += &digit(rest);
    }
    out
}

/// A, …, Z, AA, BB.
fn letter(number: u32, upper: bool) -> String {
    let Some(at) = number.checked_sub(1) else {
        return String::new();
    };
    let first = if upper { b'A' } else { b'a' };
    let letter = char::from(first + u8::try_from(at % 26).unwrap_or_default());
    // Word repeats the letter; nobody numbers so far.
    std::iter::repeat_n(letter, (at / 26 + 1).min(9) as usize).collect()
}

fn roman(number: u32, upper: bool) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number > 4000 {
        return number.to_string();
    }
    let (mut out, mut rest) = (String::new(), number);
    for (value, letters) in PARTS {
        while rest >= value {
            out += letters;
            rest -= value;
        }
    }
    if upper { out.to_uppercase() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (name, number, expected) in [
            ("decimal", 12, "12"),
            ("chineseCounting", 6, "六"),
            ("chineseCountingThousand", 10, "十"),
            ("chineseCountingThousand", 21, "二十一"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 1003, "一千零三"),
            ("ideographDigital", 10, "一〇"),
            ("ideographTraditional", 3, "丙"),
            ("upperLetter", 27, "AA"),
            ("lowerRoman", 14, "xiv"),
            ("decimalEnclosedCircle", 3, "③"),
            ("decimalEnclosedCircle", 30, "30"),
            ("decimalFullWidth", 15, "１５"),
            ("bullet", 1, ""),
        ] {
            assert_eq!(
                Writing::named(name).write(number),
                expected,
                "{name} {number}"
            );
        }
    }
}
