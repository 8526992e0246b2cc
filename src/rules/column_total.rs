//! `column-total`: the total of results differs from the sum of the results.

use super::sums::{Sum, report_breaches};
use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "column-total",
    severity: Severity::Error,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "结果合计与各项结果之和不符",
        english: "the total of results differs from the sum of the results",
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
