//! `unlike-last-year`: a total is of another order of magnitude than last year's.

use super::{AcrossContext, Check, Explanation, FixKind, Rule, Words};
use crate::door;
use crate::dossier::{MILLION, decimal};
use crate::finding::Severity;
use crate::form::{NumberKind, TableSpec};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "unlike-last-year",
    severity: Severity::Information,
    fixes: FixKind::None,
    summary: Words {
        chinese: "合计与上一年相差十倍以上（默认关闭）",
        english: "a total is ten times last year's, or a tenth (off by default)",
    },
    explain: EXPLANATION,
    check: Check::AcrossIfAsked(check),
};

/// A total is unlike another from so many times on.
const TIMES: i64 = 10;
/// And if the difference is greater than this.
const LEAST_DIFFERENCE: i64 = 100;

fn check(context: &AcrossContext, found: &mut Vec<door::Finding>) {
    for (table, spec) in context.digest.edition().tables.iter().enumerate() {
        let totals = (0..spec.n_cells).filter(|&cell| is_total(spec, cell));
        found.extend(totals.filter_map(|cell| finding(context, (table, spec), cell)));
    }
}

/// Whether a cell adds up others, or is an amount of money.
fn is_total(spec: &TableSpec, cell: usize) -> bool {
    let (_, column) = spec.row_and_column(cell);
    let mut sums = spec.relations.iter().filter(|relation| relation.fills);
    spec.columns[column].kind == NumberKind::Amount || sums.any(|relation| relation.total == cell)
}

fn finding(
    context: &AcrossContext,
    (table, spec): (usize, &TableSpec),
    cell: usize,
) -> Option<door::Finding> {
    let id = context.digest.edition().id_of(table, cell)?;
    let own = context.digest.cell(table, cell)?;
    let stated = own.number?;
    let (_, column) = spec.row_and_column(cell);
    let is_amount = spec.columns[column].kind == NumberKind::Amount;
    let one = if is_amount { MILLION } else { 1 };
    let mut first = None;
    for (report, last) in &context.last {
        let (table, at) = last.place_of(&id)?;
        let cell = last.cell(table, at)?;
        let number = cell.number?;
        let (less, more) = (stated.min(number), stated.max(number));
        let is_unlike =
            more > less.saturating_mul(TIMES) && more.saturating_sub(less) > LEAST_DIFFERENCE * one;
        if !is_unlike {
            return None;
        }
        first.get_or_insert((*report, last.year?, cell.span, number));
    }
    let (report, year, span, number) = first?;
    let shown = |number: i64| match is_amount {
        true => decimal(number),
        false => number.to_string(),
    };
    let message = say!(
        context.locale,
        "“{name}”填报 {stated}，{year}年报告为 {number}，相差十倍以上，请核对位数和单位",
        "“{name}” says {stated}, the report on {year} {number}: ten times more or less; check digits and unit",
        name = spec.cell_name(cell),
        stated = shown(stated),
        number = shown(number)
    );
    let place = say!(
        context.locale,
        "{year}年报告：{number}",
        "the report on {year}: {number}",
        number = shown(number)
    );
    let finding = RULE.finding(own.span, message).in_cell(spec, cell);
    Some(finding.related_in(context.document_of(report), span, place))
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "合计和收费金额是否比上一年报告的多十倍以上，或者不到十分之一，且相差超过 100。上一年的报告怎样认定，同 carried-over。默认关闭；在 nianbao.toml 的 [rules] 中写 unlike-last-year = \"information\" 打开。",
        english: "Whether a total or a fee is more than ten times last year's, or less than a tenth of it, and the difference is over 100. Last year's report is known as for carried-over. Off by default; unlike-last-year = \"information\" under [rules] in nianbao.toml switches it on.",
    },
    why: Words {
        chinese: "多按了一个数字，或者把元填进了以万元为单位的格，勾稽关系不一定看得出来。",
        english: "One digit too many, or 元 in a column of 万元, need not break any sum.",
    },
    example: "\
某市某局2023年政府信息公开工作年度报告
一、总体情况
公开工作按计划进行。
二、主动公开政府信息情况
见附表。
三、收到和处理政府信息公开申请情况
| 一、本年新收政府信息公开申请数量 | 12 | 0 | 0 | 0 | 0 | 0 | 12 |
某市某局2024年政府信息公开工作年度报告
一、总体情况
公开工作按计划进行。
二、主动公开政府信息情况
见附表。
三、收到和处理政府信息公开申请情况
| 一、本年新收政府信息公开申请数量 | 144 | 0 | 0 | 0 | 0 | 0 | 144 |
",
    says: Words {
        chinese: "“三/一、本年新收政府信息公开申请数量/总计”填报 144，2023年报告为 12，相差十倍以上，请核对位数和单位",
        english: "“三/一、本年新收政府信息公开申请数量/总计” says 144, the report on 2023 12: ten times more or less; check digits and unit",
    },
    fix: Words {
        chinese: "没有修正：数据确实可能大起大落。",
        english: "There is none: numbers do rise and fall.",
    },
};
