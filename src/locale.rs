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
