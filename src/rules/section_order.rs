//! `section-order`: sections stand out of the official order.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "section-order",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "章节顺序与格式不一致",
        english: "sections stand out of the official order",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    let headings = &report.headings.main;
    let sections: Vec<usize> = headings.iter().map(|heading| heading.section).collect();
    if sections.is_sorted() {
        return;
    }
    let in_order = longest_ascent(&sections);
    for (at, heading) in headings.iter().enumerate() {
        if in_order.contains(&at) {
            continue;
        }
        let spec = &report.edition().sections[heading.section];
        let title = &spec.title;
        let message = match heading
            .section
            .checked_sub(1)
            .map(|before| &report.edition().sections[before].title)
        {
            Some(before) => say!(
                context.locale,
                "“{title}”应排在“{before}”之后",
                "“{title}” belongs after “{before}”"
            ),
            None => say!(
                context.locale,
                "“{title}”应为第一章",
                "“{title}” belongs first"
            ),
        };
        found.push(RULE.finding(heading.span, message));
    }
}

/// Places of the longest run of ascending numbers, gaps allowed: what stands outside it is out of order.
fn longest_ascent(numbers: &[usize]) -> Vec<usize> {
    let mut best: Vec<Vec<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let before = (0..at)
            .filter(|&i| numbers[i] < *number)
            .max_by_key(|&i| best[i].len());
        let mut run = before.map_or_else(Vec::new, |i| best[i].clone());
        run.push(at);
        best.push(run);
    }
    best.into_iter().max_by_key(Vec::len).unwrap_or_default()
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "章节是否按格式规定的顺序排列。标出的是挪动最少就能理顺的那几章。",
        english: "Whether the sections follow the order of the form. What is marked is the smallest set of sections whose moving puts all in order.",
    },
    why: Words {
        chinese: "读者和汇总的人都按固定的顺序找内容，次序乱了，容易填错、抄错。",
        english: "Readers, and those who collect the figures, look for each thing in its fixed place.",
    },
    example: "\
一、总体情况
三、收到和处理政府信息公开申请情况
二、主动公开政府信息情况
四、政府信息公开行政复议、行政诉讼情况
",
    says: Words {
        chinese: "“收到和处理政府信息公开申请情况”应排在“主动公开政府信息情况”之后",
        english: "“收到和处理政府信息公开申请情况” belongs after “主动公开政府信息情况”",
    },
    fix: Words {
        chinese: "没有修正：整章挪动由您来做。",
        english: "There is none: moving a whole section is left to you.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, said};
    use super::*;

    #[test]
    fn a_section_before_its_time_is_named_with_its_neighbour() {
        let (head, rest) = CLEAN.split_at(CLEAN.find("一、").unwrap_or(0));
        let (first, second) = rest.split_at(rest.find("二、").unwrap_or(0));
        let text = format!("{head}{second}{first}");
        assert_eq!(
            said(&text),
            ["section-order ⟦二、玩具数量⟧ “玩具数量”应排在“前言部分”之后"]
        );
    }

    #[test]
    fn one_section_out_of_place_is_named_alone() {
        assert_eq!(longest_ascent(&[0, 1, 3, 2, 4, 5]).len(), 5);
        assert_eq!(longest_ascent(&[0, 1, 2]), vec![0, 1, 2]);
        assert_eq!(longest_ascent(&[5, 0, 1, 2]), vec![1, 2, 3]);
    }
}
