//! Reports on the toy edition, for the tests of the rules.

use crate::analysis::analyze;
use crate::door::{Edit, Finding};
use crate::edit::apply;
use crate::form::{Edition, load_edition, toy};
use crate::kit::Forms;
use crate::locale::Locale;
use crate::settings::Settings;

/// A report on the toy edition in which nothing is wrong.
pub(super) const CLEAN: &str = "\
甲厂2023年玩具报告
一、前言部分
木头的卖得好。
二、玩具数量
| 玩具种类 | 木头 | 布料 | 总计 |
|---|---|---|---|
| （一）各样玩具 |  |  |  |
| 1.小马 | 2 | 3 | 5 |
| 2.娃娃 | 1 | 4 | 5 |
| （二）合计 | 3 | 7 | 10 |
";

/// The clean report with `old`, which stands in it once, replaced by `new`.
pub(super) fn with(old: &str, new: &str) -> String {
    assert_eq!(CLEAN.matches(old).count(), 1, "{old}");
    CLEAN.replace(old, new)
}

/// What is found in a report on the toy edition.
pub(super) fn findings(text: &str) -> Vec<Finding> {
    findings_by(text, toy::edition())
}

/// What is found in a report on an edition.
pub(super) fn findings_by(text: &str, edition: Edition) -> Vec<Finding> {
    analyze(text, &Forms::new(vec![edition]), &Settings::default()).findings
}

/// Each finding as `code ⟦marked⟧ message`.
pub(super) fn lines(text: &str, findings: &[Finding]) -> Vec<String> {
    let line = |finding: &Finding| {
        let (code, marked) = (finding.code, finding.span.of(text));
        format!("{code} ⟦{marked}⟧ {}", finding.message)
    };
    findings.iter().map(line).collect()
}

/// What is said of a report on the toy edition.
pub(super) fn said(text: &str) -> Vec<String> {
    lines(text, &findings(text))
}

/// The report after the first fix of its only finding of a rule.
pub(super) fn fixed(text: &str, code: &str) -> String {
    let findings = findings(text);
    let of_rule: Vec<&Finding> = findings.iter().filter(|f| f.code == code).collect();
    let edits: &[Edit] = match of_rule.as_slice() {
        [finding] => finding.fixes.first().map_or(&[], |fix| fix.edits()),
        others => panic!("{} findings of {code}", others.len()),
    };
    apply(text, edits)
}

/// The toy edition with `old`, which stands in its data once, replaced by `new`.
pub(super) fn edition_with(old: &str, new: &str) -> Edition {
    assert_eq!(toy::TOY.matches(old).count(), 1, "{old}");
    load_edition(&toy::TOY.replace(old, new), Locale::English)
        .unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

#[test]
fn nothing_is_said_of_the_clean_report() {
    assert_eq!(said(CLEAN), [""; 0]);
}
