//! `copied-text`: a paragraph is last year's, or another unit's, word for word.

use super::{AcrossContext, Check, Explanation, FixKind, Rule, Words};
use crate::door;
use crate::dossier::{AmongUnits, Digest, Passage, ReportId};
use crate::finding::Severity;
use crate::form::CopiedWords;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "copied-text",
    severity: Severity::Information,
    fixes: FixKind::None,
    summary: Words {
        chinese: "文字与上一年的报告或其他单位的报告雷同",
        english: "the text is last year's, or another unit's, but for years, names and numbers",
    },
    explain: EXPLANATION,
    check: Check::Across(check),
};

/// Where the words of a passage stand already.
struct Twin<'a> {
    report: ReportId,
    digest: &'a Digest,
    passage: &'a Passage,
    share: usize,
}

fn check(context: &AcrossContext, found: &mut Vec<door::Finding>) {
    let mut others = AmongUnits::new(context.dossier, context.report);
    for passage in &context.digest.passages {
        let least = CopiedWords::builtin().least_share;
        let twin = of_last_year(context, passage)
            .filter(|twin| twin.share >= least)
            .or_else(|| of_others(context, &mut others, passage, least));
        if let Some(twin) = twin {
            found.extend(finding(context, passage, &twin));
        }
    }
}

/// The likest passage of the same section of last year's report; the share is that which stands anywhere in the section.
fn of_last_year<'a>(context: &AcrossContext<'a>, passage: &Passage) -> Option<Twin<'a>> {
    let id = &context.digest.edition().sections.get(passage.section)?.id;
    let of_report = |(report, digest): &(ReportId, &'a Digest)| {
        let sections = &digest.edition().sections;
        let is_same = |other: &&Passage| {
            sections
                .get(other.section)
                .is_some_and(|section| section.id == *id)
        };
        let same: Vec<&'a Passage> = digest.passages.iter().filter(is_same).collect();
        let likest = same
            .iter()
            .max_by_key(|other| passage.share_in([**other]))?;
        Some(Twin {
            report: *report,
            digest,
            passage: likest,
            share: passage.share_in(same.iter().copied()),
        })
    };
    let twins = context.last.iter().filter_map(of_report);
    twins.min_by_key(|twin| twin.share)
}

/// The likest passage of another unit's report in the same folder, of which at least so much is the same.
fn of_others<'a>(
    context: &AcrossContext<'a>,
    others: &mut AmongUnits<'a>,
    passage: &Passage,
    least: usize,
) -> Option<Twin<'a>> {
    let (report, at, share) = *others.twins(passage, least).first()?;
    let digest = context.dossier.digest(report)?;
    Some(Twin {
        report,
        digest,
        passage: digest.passages.get(at)?,
        share,
    })
}

fn finding(context: &AcrossContext, passage: &Passage, twin: &Twin<'_>) -> Option<door::Finding> {
    let section = twin.digest.edition().sections.get(twin.passage.section)?;
    let (number, share, year) = (&section.number, twin.share, twin.digest.year?);
    let is_own = context
        .last
        .iter()
        .any(|(report, _)| *report == twin.report);
    let message = match &twin.digest.unit {
        Some(unit) if !is_own => say!(
            context.locale,
            "这段文字与{unit}{year}年报告第{number}部分 {share}% 相同",
            "{share}% of this text stands in part {number} of the report of {unit} on {year}",
            unit = unit.name()
        ),
        _ => say!(
            context.locale,
            "这段文字与{year}年报告第{number}部分 {share}% 相同",
            "{share}% of this text stands in part {number} of the report on {year}"
        ),
    };
    let place = say!(
        context.locale,
        "{year}年报告第{number}部分",
        "part {number} of the report on {year}"
    );
    let document = context.document_of(twin.report);
    let finding = RULE.finding(passage.span, message);
    Some(finding.related_in(document, twin.passage.span, place))
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "第五、六部分的某一段，或第一部分的大部分文字，除年份、数字、单位名称外，是否与本单位上一年的报告、或同一文件夹中其他单位的报告相同（80% 以上）。标题、格式的说明、引用的条例和文件、关于信息处理费的句子不算；太短的段落不比较。",
        english: "Whether a paragraph of parts 五 and 六, or most of part 一, is that of the unit's own report on the year before, or of another unit's in the same folder, but for years, numbers and names (80% or more). Headings, the form's notes, citations and the sentence about fees do not count; short paragraphs are left alone.",
    },
    why: Words {
        chinese: "主管部门通报的“雷同”，多半就是把去年的问题和措施原样再报一遍。",
        english: "Reviewers complain of reports whose problems and measures are last year's once more.",
    },
    example: "\
某市某局2023年政府信息公开工作年度报告
一、总体情况
公开工作按计划进行。
二、主动公开政府信息情况
见附表。
五、存在的主要问题及改进情况
各科室报送材料不够及时，个别栏目半年没有新内容，群众找一份补贴名单要点开五层目录。下一步把报送时限写进科室考核，每月抽查两个栏目，名单一律放在首页第二屏，并请社区网格员试用后提意见。
某市某局2024年政府信息公开工作年度报告
一、总体情况
工作有序开展。
二、主动公开政府信息情况
见附表。
五、存在的主要问题及改进情况
各科室报送材料不够及时，个别栏目半年没有新内容，群众找一份补贴名单要点开五层目录。下一步把报送时限写进科室考核，每月抽查两个栏目，名单一律放在首页第二屏，并请社区网格员试用后提意见。
",
    says: Words {
        chinese: "这段文字与2023年报告第五部分 100% 相同",
        english: "100% of this text stands in part 五 of the report on 2023",
    },
    fix: Words {
        chinese: "没有修正：今年的情况要由您来写。",
        english: "There is none: this year's is yours to write.",
    },
};
