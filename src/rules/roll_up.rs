//! `roll-up`: a report that is declared to be the sum of others is not.

use super::{AcrossContext, Check, Explanation, FixKind, Rule, Words};
use crate::door;
use crate::dossier::{Digest, ReportId, RollUp, Unfit, decimal};
use crate::finding::Severity;
use crate::form::{NumberKind, TableSpec};
use crate::locale::Locale;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "roll-up",
    severity: Severity::Warning,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "汇总报告的数据与各份报告之和不符",
        english: "a report is not the sum of those that it is declared to add up",
    },
    explain: EXPLANATION,
    check: Check::Across(check),
};

/// Parts that are named beside the one that explains a difference.
const MOST_LARGEST: usize = 3;

fn check(context: &AcrossContext, found: &mut Vec<door::Finding>) {
    for roll_up in context.dossier.roll_ups_of(context.report) {
        let parts = roll_up.parts(context.dossier);
        if parts.added.is_empty() {
            continue;
        }
        for (table, spec) in context.digest.edition().tables.iter().enumerate() {
            if roll_up.covers(context.digest, table) {
                let mut sheet = FigureSheet::of(context.digest, &parts.added, (table, spec));
                sheet.unfit = unfit(context, roll_up, &parts.unfit);
                found.extend(sheet.findings(context));
            }
        }
    }
}

/// What is said of parts that are not added up.
fn unfit(context: &AcrossContext, roll_up: &RollUp, unfit: &[(ReportId, Unfit)]) -> String {
    let of_kind = |kind| unfit.iter().filter(|(_, why)| *why == kind).count();
    // A folder of several years is no mistake.
    let n_other = of_kind(Unfit::OtherEdition);
    let n_parts = roll_up.parts.len();
    match n_other {
        0 => String::new(),
        _ => say!(
            context.locale,
            "；{n_parts} 份中有 {n_other} 份格式版本不同，没有计入",
            "; {n_other} of {n_parts} reports are on another form and not counted"
        ),
    }
}

/// A cell in which the whole is not the sum.
struct Difference {
    cell: usize,
    whole: i64,
    sum: i64,
}

impl Difference {
    fn by(&self) -> i64 {
        self.whole.saturating_sub(self.sum)
    }
}

/// One table of the whole with those of the parts.
struct FigureSheet<'a> {
    table: usize,
    spec: &'a TableSpec,
    whole: &'a Digest,
    parts: &'a [(ReportId, &'a Digest)],
    differences: Vec<Difference>,
    unfit: String,
}

/// How a part explains a difference.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Miscount {
    LeftOut,
    Doubled,
}

impl<'a> FigureSheet<'a> {
    fn of(
        whole: &'a Digest,
        parts: &'a [(ReportId, &'a Digest)],
        (table, spec): (usize, &'a TableSpec),
    ) -> Self {
        let difference = |cell: usize| {
            let stated = whole.cell(table, cell)?.number?;
            let mut sum: i64 = 0;
            for (_, part) in parts {
                sum = sum.checked_add(part.cell(table, cell)?.number?)?;
            }
            let whole = stated;
            (stated != sum).then_some(Difference { cell, whole, sum })
        };
        FigureSheet {
            table,
            spec,
            whole,
            parts,
            differences: (0..spec.n_cells).filter_map(difference).collect(),
            unfit: String::new(),
        }
    }

    /// The part that explains every difference of the table at once, or else those of one cell.
    fn explained_by(&self, difference: &Difference) -> Option<(usize, Miscount)> {
        let slips = [Miscount::LeftOut, Miscount::Doubled];
        let all = (0..self.parts.len()).flat_map(|part| slips.map(|slip| (part, slip)));
        let explains = |(part, slip): &(usize, Miscount), difference: &Difference| {
            let number = self.number(*part, difference.cell);
            number.is_some_and(|number| {
                number != 0
                    && difference.by()
                        == match slip {
                            Miscount::LeftOut => -number,
                            Miscount::Doubled => number,
                        }
            })
        };
        let here: Vec<(usize, Miscount)> = all.filter(|slip| explains(slip, difference)).collect();
        let elsewhere = |slip: &&(usize, Miscount)| {
            let others = self.differences.iter();
            others.filter(|other| explains(slip, other)).count()
        };
        // The first of those that explain most.
        here.iter().rev().max_by_key(elsewhere).copied()
    }

    fn number(&self, part: usize, cell: usize) -> Option<i64> {
        self.parts.get(part)?.1.cell(self.table, cell)?.number
    }

    fn findings(&self, context: &AcrossContext) -> Vec<door::Finding> {
        let findings = self.differences.iter();
        findings
            .filter_map(|difference| self.finding(context, difference))
            .collect()
    }

    fn finding(&self, context: &AcrossContext, difference: &Difference) -> Option<door::Finding> {
        let locale = context.locale;
        let shown = |number: i64| self.shown(difference.cell, number);
        let (name, n_parts) = (self.spec.cell_name(difference.cell), self.parts.len());
        let (whole, sum, by) = (
            shown(difference.whole),
            shown(difference.sum),
            shown(difference.by().saturating_abs()),
        );
        let direction = match difference.by() > 0 {
            true => say!(locale, "多 {by}", "{by} more"),
            false => say!(locale, "少 {by}", "{by} less"),
        };
        let mut message = say!(
            locale,
            "“{name}”填报 {whole}，{n_parts} 份报告之和为 {sum}，{direction}",
            "“{name}” says {whole}, the {n_parts} reports add up to {sum}: {direction}"
        );
        let explained = self.explained_by(difference);
        let mut named = Vec::new();
        if let Some((part, slip)) = explained {
            let unit = self.name_of(part, locale);
            message += &match slip {
                Miscount::LeftOut => say!(
                    locale,
                    "，正好是{unit}的数，可能漏计",
                    ", just what {unit} has, which may be left out"
                ),
                Miscount::Doubled => say!(
                    locale,
                    "，正好是{unit}的数，可能重复计算",
                    ", just what {unit} has, which may be counted twice"
                ),
            };
            named.push(part);
        }
        message += &self.unfit;
        let mut largest: Vec<usize> = (0..n_parts).filter(|part| !named.contains(part)).collect();
        largest.sort_by_key(|&part| {
            std::cmp::Reverse(self.number(part, difference.cell).unwrap_or_default())
        });
        named.extend(largest.into_iter().take(MOST_LARGEST));
        let place = self.whole.cell(self.table, difference.cell)?;
        let mut finding = RULE
            .finding(place.span, message)
            .in_cell(self.spec, difference.cell);
        for part in named {
            let (report, digest) = self.parts.get(part)?;
            let cell = digest.cell(self.table, difference.cell)?;
            let place = format!(
                "{}：{}",
                self.name_of(part, locale),
                shown(cell.number.unwrap_or_default())
            );
            finding = finding.related_in(context.document_of(*report), cell.span, place);
        }
        let title = say!(locale, "改为各份之和 {sum}", "write the sum {sum}");
        let cell = (self.table, difference.cell);
        finding.fixes.extend(context.write(title, cell, &sum));
        Some(finding)
    }

    fn name_of(&self, part: usize, locale: Locale) -> String {
        let unit = self
            .parts
            .get(part)
            .and_then(|(_, part)| part.unit.as_ref());
        unit.map_or_else(
            || say!(locale, "第 {n} 份", "report {n}", n = part + 1),
            |unit| unit.name().to_owned(),
        )
    }

    /// A number of a cell as it is written.
    fn shown(&self, cell: usize, number: i64) -> String {
        let (_, column) = self.spec.row_and_column(cell);
        match self.spec.columns[column].kind {
            NumberKind::Amount => decimal(number),
            _ => number.to_string(),
        }
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "在 nianbao.toml 中以 [[roll-up]] 声明为汇总的报告，表中每一格是否等于所列各份报告之和。年度不同、格式版本不同的不计入；同一单位的几份取离汇总报告最近的一份；有一份没有读准的单元格不比较。差额正好等于其中一份的数的，指出这一份。",
        english: "Whether each cell of a report that nianbao.toml declares to be a sum, by [[roll-up]], is the sum of the reports listed there. Those of another year or form are not counted, of several of one unit the nearest is; a cell that was not placed in one of them is not compared. A part that has just the difference is named.",
    },
    why: Words {
        chinese: "汇总时漏掉一个单位、或者把一个单位加了两次，只看汇总表看不出来。",
        english: "A unit that was left out, or added twice, does not show in the sum alone.",
    },
    example: "\
某市2024年政府信息公开工作年度报告
一、总体情况
公开工作按计划进行。
二、主动公开政府信息情况
见附表。
三、收到和处理政府信息公开申请情况
| 一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
某市水务局2024年政府信息公开工作年度报告
一、总体情况
公开工作按计划进行。
二、主动公开政府信息情况
见附表。
三、收到和处理政府信息公开申请情况
| 一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
某市林业局2024年政府信息公开工作年度报告
一、总体情况
公开工作按计划进行。
二、主动公开政府信息情况
见附表。
三、收到和处理政府信息公开申请情况
| 一、本年新收政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
",
    says: Words {
        chinese: "“三/一、本年新收政府信息公开申请数量/总计”填报 5，2 份报告之和为 7，少 2，正好是某市林业局的数，可能漏计",
        english: "“三/一、本年新收政府信息公开申请数量/总计” says 5, the 2 reports add up to 7: 2 less, just what 某市林业局 has, which may be left out",
    },
    fix: Words {
        chinese: "确认后修正：改为各份之和。也可能是某一份报告有误，所以不会自动修改。",
        english: "To be confirmed: it writes the sum. One of the parts may be the wrong one, so nothing is changed by itself.",
    },
};
