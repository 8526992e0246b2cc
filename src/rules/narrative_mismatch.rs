//! `narrative-mismatch`: a number in a sentence differs from the cells of the table that it names.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::form::TableSpec;
use crate::locale::Locale;
use crate::narrative::compare::{Verdict, value_of, verdict};
use crate::narrative::{Fact, Said};
use crate::reading::TableReading;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "narrative-mismatch",
    severity: Severity::Warning,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "正文中的数字与表中数据不一致",
        english: "a number in the text differs from the table",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (at, fact) in context.narrative.facts.iter().enumerate() {
        let Some(table) = context.reading.table(fact.table) else {
            continue;
        };
        if let Verdict::Differs(value) = verdict(fact, &table.figures)
            && !context.is_explained(at)
            && !is_without_others(context, table, fact, value)
        {
            found.push(finding(context, table, fact, value));
        }
    }
}

/// Whether a number leaves out what its paragraph tells apart: 上年结转 2 件均已办结，新收 10 件，办结 8 件, where 10 were settled in all.
fn is_without_others(context: &Context, table: &TableReading, fact: &Fact, value: i64) -> bool {
    let (lexis, spec) = (context.report.kit().lexis(), table.spec());
    let &[cell] = plain_cells(fact) else {
        return false;
    };
    let (row, column) = spec.row_and_column(cell);
    let of_row = lexis.cues.iter().filter(|cue| cue.rows.contains(&row));
    let mut others = of_row.flat_map(|cue| &cue.among_less).filter_map(|&other| {
        let other = spec.rows.get(other)?;
        let at = other.columns.iter().position(|&own| own == column)?;
        Some(other.first_cell + at)
    });
    let stated = |cell: usize| table.figures.value(cell, table.figures.blanks_are_zero);
    let is_left_out = |cell: &usize| {
        let left_out = stated(*cell).filter(|&number| number > 0);
        left_out.is_some_and(|left_out| fact.value.checked_add(left_out) == Some(value))
    };
    let Some(other) = others.find(is_left_out) else {
        return false;
    };
    let sentences = context.sentences();
    let mut paragraphs = sentences.paragraphs().map(|range| context.place(range));
    let paragraph = paragraphs.find(|place| place.touches(fact.span));
    let mut facts = context.narrative.facts.iter();
    facts.any(|told| {
        let is_beside = paragraph.is_some_and(|place| place.touches(told.span));
        is_beside && told.table == fact.table && told.value > 0 && plain_cells(told) == [other]
    })
}

fn finding(context: &Context, table: &TableReading, fact: &Fact, value: i64) -> Finding {
    let locale = context.locale;
    let written = context.at(fact.span);
    let (name, parts) = named(context, table, fact);
    let message = match fact.said {
        Said::Number => say!(
            locale,
            "正文为 {written}，表中{name}为 {value}{parts}",
            "the text says {written}, in the table {name} is {value}{parts}"
        ),
        Said::None => say!(
            locale,
            "正文写“{written}”，表中{name}为 {value}{parts}",
            "the text says “{written}”, which means 0; in the table {name} is {value}{parts}"
        ),
        Said::All => say!(
            locale,
            "正文写“{written}”，表中{name}却为 {value}{parts}",
            "the text says “{written}”, yet in the table {name} is {value}{parts}"
        ),
    };
    let mut finding = RULE.finding(fact.span, message);
    let (spec, cells) = (table.spec(), plain_cells(fact));
    if let [cell] = cells {
        finding = finding.in_cell(spec, *cell);
    }
    for &cell in cells {
        let stated = table.figures.value(cell, table.figures.blanks_are_zero);
        if let (Some(slot), Some(stated)) = (table.slots.get(cell), stated)
            && (cells.len() == 1 || stated != 0)
        {
            finding = finding.related(slot.span(), format!("{}：{stated}", spec.cell_name(cell)));
        }
    }
    // Where it may be another cell's as well, nobody knows what ought to be written.
    if fact.is_certain() && context.is_number(fact) {
        let title = say!(
            locale,
            "将正文改为表中的 {value}",
            "write the table's {value} into the text"
        );
        finding = finding.with_fix(context.replace(
            title,
            Applicability::Unsafe,
            fact.span,
            &value.to_string(),
        ));
    }
    finding
}

/// The cells that add up to what a fact plainly means.
fn plain_cells(fact: &Fact) -> &[usize] {
    fact.readings.first().map_or(&[], |sum| &sum.plus)
}

/// The cell that a fact names, or a description of several with what makes up their sum.
fn named(context: &Context, table: &TableReading, fact: &Fact) -> (String, String) {
    let locale = context.locale;
    let (spec, cells) = (table.spec(), plain_cells(fact));
    let parts: Vec<String> = cells
        .iter()
        .filter_map(|&cell| table.figures.value(cell, table.figures.blanks_are_zero))
        .filter(|&part| part != 0)
        .map(|part| part.to_string())
        .collect();
    let parts = if parts.len() > 1 {
        say!(locale, "（{sum}）", " ({sum})", sum = parts.join(" + "))
    } else {
        String::new()
    };
    (name_of_sum(locale, spec, cells), parts)
}

/// The name of a cell, or a description of several that add up.
pub(super) fn name_of_sum(locale: Locale, spec: &TableSpec, cells: &[usize]) -> String {
    match cells {
        [] => String::new(),
        [only] => format!("“{}”", spec.cell_name(*only)),
        [first, .., last] => {
            let (first, last) = (spec.cell_name(*first), spec.cell_name(*last));
            let count = cells.len();
            say!(
                locale,
                "“{first}”至“{last}”等 {count} 格之和",
                "the sum of {count} cells from “{first}” to “{last}”"
            )
        }
    }
}

impl Context<'_> {
    /// Whether a smallest repair of the table would make the fact right: then the number in the text is not what has to change.
    pub(super) fn is_explained(&self, fact: usize) -> bool {
        let about = self.narrative.facts.get(fact).map(|fact| fact.table);
        let Some(table) = about.and_then(|table| self.reading.table(table)) else {
            return false;
        };
        let Ok(mention) = table.mentions.binary_search(&fact) else {
            return false;
        };
        let cell = table.spec().n_cells + mention;
        table.advice.iter().any(|advice| {
            let mut candidates = advice.candidates.iter();
            candidates
                .any(|candidate| candidate.is_smallest && candidate.supported_by.contains(&cell))
        })
    }

    /// Whether the text states a number other than 0 for a cell, alone or in a sum.
    pub(super) fn is_stated_in_text(&self, table: usize, cell: usize) -> bool {
        let mut facts = self.narrative.facts.iter();
        facts
            .any(|fact| fact.table == table && fact.value != 0 && plain_cells(fact).contains(&cell))
    }

    /// Whether a fact is compared with the table, and differs.
    pub(super) fn differs(&self, fact: &Fact) -> bool {
        let table = self.reading.table(fact.table);
        table.is_some_and(|table| matches!(verdict(fact, &table.figures), Verdict::Differs(_)))
    }

    /// What the plain reading of a fact comes to in its table.
    pub(super) fn told_by_table(&self, fact: &Fact) -> Option<i64> {
        value_of(
            fact.readings.first()?,
            &self.reading.table(fact.table)?.figures,
        )
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
正文里写明是表中哪一格的数字，是否与那一格相同：收到申请、上年结转、办结、各类办理结果、结转下年度，自然人和法人的件数，行政复议和行政诉讼，行政规范性文件，行政许可、处罚、强制决定；
“未收到申请”“全部办结”之类也算。含“约”“历年累计”“截至”“较上年”“全市”等字样的，写明是其他机关的，发布信息、留言、信访等其他数字，一律不比。`nianbao facts` 列出读到的每一个数字，加 `--all` 也列出不比的数字和原因。",
        english: "\
Whether a number of the text that certainly names a cell of the tables is that cell's: applications received, carried in, answered, with each outcome, carried out; of natural and legal
persons; reviews and suits; normative documents; licences, penalties and coercive measures. 未收到申请 and 全部办结 count too. Numbers with 约, 历年累计, 截至, 较上年, 全市 and the like,
numbers of other bodies, and numbers of posts, messages or complaints are never compared. `nianbao facts` lists every number as it was understood,
with `--all` also those that are not compared, and why.",
    },
    why: Words {
        chinese: "正文与表不一致，是审核时最先被发现的差错。",
        english: "A contradiction between text and table is what a reviewer finds first.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
一、总体情况
收到政府信息公开申请 13 件。
三、收到和处理政府信息公开申请情况
| 一、本年新收政府信息公开申请数量 | 5 | 7 | 0 | 0 | 0 | 0 | 12 |
",
    says: Words {
        chinese: "正文为 13，表中“三/一、本年新收政府信息公开申请数量/总计”为 12",
        english: "the text says 13, in the table “三/一、本年新收政府信息公开申请数量/总计” is 12",
    },
    fix: Words {
        chinese: "不安全，由您决定：写错的可能是正文，也可能是表。句子可能另有口径时（如收到的件数含上年结转），或数字中间有空格时，不提供修正。表内合计也对不上时，正文的数字会用来判断哪一格填错。",
        english: "No, you decide: the wrong number may be the text's or the table's. None is offered where the sentence may count otherwise, such as with those carried in, or where spaces stand inside the number. Where sums of the table are broken too, the text helps to tell which cell is wrong.",
    },
};
