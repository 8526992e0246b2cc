//! `lone-total`: a total is stated, none of its parts is.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::say;
use crate::sums::Observed;

pub(super) const RULE: Rule = Rule {
    code: "lone-total",
    severity: Severity::Information,
    fixes: FixKind::None,
    summary: Words {
        chinese: "只有总计，没有分项",
        english: "a total is stated without its parts",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, figures) in context.tables() {
        for relation in spec.relations.iter().filter(|relation| relation.fills) {
            let is_blank = |&cell: &usize| figures.cells[cell] == Observed::Blank;
            let is_stated = matches!(figures.cells[relation.total], Observed::Number(1..));
            if !is_stated || !relation.parts.iter().all(is_blank) {
                continue;
            }
            let name = spec.cell_name(relation.total);
            let message = say!(
                context.locale,
                "“{name}”没有填写分项",
                "“{name}” is stated without its parts"
            );
            let slot = &table.slots[relation.total];
            found.push(
                RULE.finding(slot.span(), message)
                    .in_cell(spec, relation.total),
            );
        }
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "总计是否已经填写，而它的分项全部空着。",
        english: "Whether a total is stated while all of its parts are blank.",
    },
    why: Words {
        chinese: "只有总计，看不出申请人是谁，也无法核对。",
        english: "A total alone does not say who applied, and cannot be checked.",
    },
    example: "\
三、收到和处理政府信息公开申请情况
| （一）予以公开 |  |  |  |  |  |  | 12 |
",
    says: Words {
        chinese: "“三/（一）予以公开/总计”没有填写分项",
        english: "“三/（一）予以公开/总计” is stated without its parts",
    },
    fix: Words {
        chinese: "没有修正：分项要看台账。",
        english: "There is none: the parts have to be looked up.",
    },
};

// The rule that CONTRIBUTING.md writes down: it is compiled and asked here, so that what contributors are shown is what there is.
mod tests {
    use super::*;
    use crate::kit::Forms;
    use crate::locale::Locale;
    use crate::reading::Reading;
    use crate::settings::Settings;

    /// The report of the fixture on the page.
    const REPORT: &str = include_str!("../../examples/reports/markdown.md");
    const STATED: &str = "| 一、本年新收政府信息公开申请数量 |  |  | 11 | 5 | 1 | 0 | 2 | 0 | 19 |";
    const ALONE: &str = "| 一、本年新收政府信息公开申请数量 |  |  |  |  |  |  |  |  | 19 |";

    fn said(text: &str) -> Vec<(String, String)> {
        let reading = Reading::of(text, Forms::builtin(), &Settings::default());
        let reports = reading.reports().map(|(report, _)| report);
        let asked = reports.flat_map(|report| RULE.ask(&Context::new(report, Locale::Chinese)));
        let found = asked.map(|finding| (finding.message, finding.span.of(text).to_owned()));
        found.collect()
    }

    #[test]
    fn the_rule_of_the_guide_says_what_its_fixture_shows() {
        assert_eq!(said(REPORT), []);
        let report = REPORT.replace(STATED, ALONE);
        let message = "“三/一、本年新收政府信息公开申请数量/总计”没有填写分项";
        assert_eq!(said(&report), [(message.to_owned(), "19".to_owned())]);
        let guide = include_str!("../../CONTRIBUTING.md");
        assert!(guide.contains(&format!("lone-total 提示：{message}")));
    }

    #[test]
    fn the_rule_of_the_guide_is_explained_and_its_explanation_quotes_it() {
        let title = "某市某局2024年政府信息公开工作年度报告\n";
        let found = said(&format!("{title}{}", RULE.explain.example));
        let quoted = RULE.explain.says.get(Locale::Chinese);
        assert_eq!(found, [(quoted.to_owned(), "12".to_owned())]);
    }
}
