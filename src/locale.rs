//! The two languages of the messages.

/// The language of messages, titles and explanations. Codes and JSON keys are never translated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// Simplified Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Locale {
    /// From a language tag such as `zh-cn`, `zh_CN.UTF-8`, `en-US`: `zh*` is Chinese, anything else English.
    pub fn from_tag(tag: &str) -> Self {
        if tag
            .get(..2)
            .is_some_and(|language| language.eq_ignore_ascii_case("zh"))
        {
            Locale::Chinese
        } else {
            Locale::English
        }
    }

    /// The language that a tag certainly means: `zh`, `zh-Hans`, `zh_CN.UTF-8`, `en`, `en-GB`; `None` for other languages and other words.
    pub fn known(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_', '.']).next()?;
        match language.to_ascii_lowercase().as_str() {
            "zh" => Some(Locale::Chinese),
            "en" => Some(Locale::English),
            _ => None,
        }
    }

    /// The language tag, as in settings: `zh-CN`, `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Locale::Chinese => "zh-CN",
            Locale::English => "en",
        }
    }
}

impl Locale {
    /// Several things in a row: 甲、乙、丙; a, b and c.
    pub fn list(self, things: &[String]) -> String {
        match (self, things) {
            (Locale::English, [before @ .., last]) if !before.is_empty() => {
                format!("{} and {last}", before.join(", "))
            }
            _ => things.join("、"),
        }
    }
}

/// A number of things in English: `1 cell`, `2 cells`.
pub fn counted(count: usize, thing: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{ending}")
}

/// Formats one message in the locale's language; both wordings stand side by side, so that neither is forgotten.
///
/// `say!(locale, "总计填报 {stated}", "total states {stated}")`
#[macro_export]
macro_rules! say {
    ($locale:expr, $chinese:literal, $english:literal $(, $name:ident = $value:expr)* $(,)?) => {
        match $locale {
            $crate::locale::Locale::Chinese => format!($chinese $(, $name = $value)*),
            $crate::locale::Locale::English => format!($english $(, $name = $value)*),
        }
    };
}

/// A wording in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Simplified Chinese.
    pub chinese: &'static str,
    /// English.
    pub english: &'static str,
}

impl Words {
    /// The wording in a language.
    pub fn get(self, locale: Locale) -> &'static str {
        match locale {
            Locale::Chinese => self.chinese,
            Locale::English => self.english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_listed_and_counted_as_the_language_does() {
        let things = ["一", "二", "三"].map(str::to_owned);
        let listed = |n: usize| [Locale::Chinese, Locale::English].map(|l| l.list(&things[..n]));
        assert_eq!(listed(0), ["", ""]);
        assert_eq!(listed(1), ["一", "一"]);
        assert_eq!(listed(2), ["一、二", "一 and 二"]);
        assert_eq!(listed(3), ["一、二、三", "一, 二 and 三"]);
        assert_eq!(counted(0, "cell"), "0 cells");
        assert_eq!(counted(1, "cell"), "1 cell");
        assert_eq!(counted(2, "blank value"), "2 blank values");
    }

    #[test]
    fn a_tag_is_known_by_its_language_alone() {
        for (tag, locale) in [
            ("zh", Some(Locale::Chinese)),
            ("ZH_hant_TW", Some(Locale::Chinese)),
            ("en_US.UTF-8", Some(Locale::English)),
            ("zho", None),
            ("auto", None),
            ("", None),
        ] {
            assert_eq!(Locale::known(tag), locale, "{tag}");
        }
    }
}
