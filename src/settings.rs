//! What a user can set that changes the findings. Where the values come from is [`crate::config`]'s business.

use crate::finding::Severity;
use crate::locale::Locale;

/// The settings of one analysis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The edition to check against by its id; `None` decides by the labels of the tables.
    pub edition: Option<String>,
    /// The language of messages.
    pub locale: Locale,
    /// Severities that differ from the rules' own; `None` switches the rule off.
    pub rules: Vec<(&'static str, Option<Severity>)>,
    /// Findings to leave out.
    pub ignores: Vec<Ignore>,
}

/// One entry of `[[ignore]]` that applies to the analysed file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The rule's code.
    pub rule: String,
    /// The cell as findings name it (`三/（七）总计/自然人`); `None` covers the whole file.
    pub cell: Option<String>,
}

impl Settings {
    /// The severity of a rule whose own is `default`; `None` when it is switched off.
    pub fn severity(&self, code: &str, default: Option<Severity>) -> Option<Severity> {
        match self.rules.iter().find(|(rule, _)| *rule == code) {
            Some((_, level)) => *level,
            None => default,
        }
    }
}
