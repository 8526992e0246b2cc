//! `balance`: new plus carried in differs from processed plus carried out.

use super::sums::{Sum, report_breaches};
use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "balance",
    severity: Severity::Error,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "收入与办结、结转之间不平衡",
        english: "new plus carried in differs from processed plus carried out",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    report_breaches(context, &RULE, Sum::Balance, found);
}
