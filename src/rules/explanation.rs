//! The manual page of a rule.
//!
//! A rule states what is its own: what it checks and why, an example, what is said of it, whether its fix is safe. The headings, and how the
//! parts stand below each other, are the same for all and stand here.

use super::Words;
use crate::locale::Locale;

/// What `nianbao explain` and editors show of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What it checks.
    pub checks: Words,
    /// Why that matters.
    pub why: Words,
    /// A piece of a report, whole lines, in which the rule finds something.
    pub example: &'static str,
    /// The message that the example gives.
    pub says: Words,
    /// Whether its fixes are safe.
    pub fix: Words,
}

const CHECKS: Words = Words {
    chinese: "查什么",
    english: "What it checks",
};
const WHY: Words = Words {
    chinese: "为什么",
    english: "Why",
};
const EXAMPLE: Words = Words {
    chinese: "例",
    english: "Example",
};
const FIX: Words = Words {
    chinese: "修正是否安全",
    english: "Is the fix safe",
};

impl Explanation {
    /// The page in Markdown: four headings, the example between fences, and behind `> ` the message that it gives.
    pub fn page(&self, locale: Locale) -> String {
        let example = format!(
            "```text\n{}```\n\n> {}",
            self.example,
            self.says.get(locale)
        );
        self.page_with((EXAMPLE.get(locale), &example), locale)
    }

    /// The page with another case in the place of the example: its heading and what stands below it.
    pub fn page_with(&self, case: (&str, &str), locale: Locale) -> String {
        let parts = [
            (CHECKS.get(locale), self.checks.get(locale)),
            (WHY.get(locale), self.why.get(locale)),
            case,
            (FIX.get(locale), self.fix.get(locale)),
        ];
        let parts = parts.map(|(head, text)| format!("## {head}\n\n{text}\n"));
        parts.join("\n")
    }
}
