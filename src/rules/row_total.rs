//! `row-total`: a total differs from the sum of its parts.

use super::sums::{Sum, report_breaches};
use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "row-total",
    severity: Severity::Error,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "总计与分项之和不符",
        english: "a total differs from the sum of its parts",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    report_breaches(context, &RULE, Sum::OfParts, found);
}
