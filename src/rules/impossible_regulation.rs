//! `impossible-regulation`: 规章 above 0 in the report of a body that cannot make any.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::narrative::body;
use crate::say;
use crate::sums::Observed;

pub(super) const RULE: Rule = Rule {
    code: "impossible-regulation",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "本单位无权制定规章，却填报了规章件数",
        english: "a body that cannot make regulations states some",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let before = found.len();
    for (table, spec, figures) in context.tables() {
        for (at, row) in spec.rows.iter().enumerate() {
            let cells = row
                .reserved
                .iter()
                .filter_map(|&column| spec.cell(at, column));
            let mut stated = cells.filter_map(|cell| match figures.cells.get(cell) {
                Some(&Observed::Number(number)) if number > 0 => Some((cell, number)),
                _ => None,
            });
            let Some((cell, number)) = stated.next() else {
                continue;
            };
            let (Some(slot), label) = (table.slots.get(cell), &row.label) else {
                continue;
            };
            let message = say!(
                context.locale,
                "“{label}”填报 {number}，但乡镇、街道、县级政府和各级部门不制定规章，请核对",
                "“{label}” says {number}, yet towns, counties and departments make no regulations"
            );
            let mut finding = RULE.finding(slot.span(), message).in_cell(spec, cell);
            for (cell, number) in stated {
                if let Some(slot) = table.slots.get(cell) {
                    finding =
                        finding.related(slot.span(), format!("{}：{number}", spec.cell_name(cell)));
                }
            }
            found.push(finding);
        }
    }
    // Most reports state none, whoever made them.
    if found.len() > before && !cannot_make_any(context) {
        found.truncate(before);
    }
}

fn cannot_make_any(context: &Context) -> bool {
    let bodies = context.report.edition().bodies();
    let name = context.body_name();
    name.is_some_and(|name| body::makes_no_regulations(name, bodies))
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "乡镇、街道、县级政府和各级部门的报告中，规章一行是否大于 0。单位按标题判断；国务院部门、省级政府、市级政府不查。",
        english: "Whether the row 规章 is above 0 in the report of a town, a street, a county or a department, told by the title. Departments of the State Council, provinces and cities are left alone.",
    },
    why: Words {
        chinese: "规章只能由国务院部门和省、设区的市、自治州的政府制定。其他单位填报的，多半是把规范性文件或公开的规章填进来了。",
        english: "规章 are made by departments of the State Council and by the governments of provinces and larger cities. Elsewhere the number is usually that of other documents, or of 规章 published.",
    },
    example: "\
某县某镇2024年政府信息公开工作年度报告
二、主动公开政府信息情况
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 2 | 0 | 2 |
| 行政规范性文件 | 1 | 0 | 3 |
",
    says: Words {
        chinese: "“规章”填报 2，但乡镇、街道、县级政府和各级部门不制定规章，请核对",
        english: "“规章” says 2, yet towns, counties and departments make no regulations",
    },
    fix: Words {
        chinese: "没有修正：要看这几件究竟是什么文件。",
        english: "There is none: what these documents are has to be looked up.",
    },
};
