//! `empty-section`: nothing stands under a heading.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::form::fold::is_mark;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "empty-section",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "章节下没有内容",
        english: "nothing stands under a heading",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

/// Characters of a section's text that are looked at.
const BEGINNING: usize = 32;

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    let last = report.headings.main.last().map(|heading| heading.section);
    let is_finished = report
        .heading(report.edition().sections.len().saturating_sub(1))
        .is_some();
    for heading in &report.headings.main {
        let spec = &report.edition().sections[heading.section];
        let Some(too_little) = &spec.not_only else {
            continue;
        };
        // Enough to tell one of the words from a sentence.
        let body = context.at(heading.body).trim_start();
        let beginning = body
            .char_indices()
            .nth(BEGINNING)
            .map_or(body, |(end, _)| &body[..end]);
        let mut said = report.fold().fold(beginning);
        said.retain(|&c| !is_mark(c));
        if said.is_empty() && beginning.len() < body.len() {
            said = report.fold().fold(body);
            said.retain(|&c| !is_mark(c));
        }
        let says_nothing = said.is_empty();
        let says = |word: &String| word.len() >= said.len() && report.fold().fold(word) == said;
        if !says_nothing && !too_little.iter().any(says) {
            continue;
        }
        // The heading just typed, with its text still to come.
        if says_nothing && !is_finished && last == Some(heading.section) {
            continue;
        }
        let title = &spec.title;
        let message = if says_nothing {
            say!(
                context.locale,
                "“{title}”下没有内容",
                "nothing stands under “{title}”"
            )
        } else {
            let said: String = said.into_iter().collect();
            say!(
                context.locale,
                "“{title}”下只写了“{said}”",
                "“{title}” says only “{said}”"
            )
        };
        found.push(RULE.finding(heading.span, message));
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
一、五、六章的标题下是否有内容；第五章是否只写了“无”“没有”一类的话。第六章写“无”可以。
正在写的最后一章暂时空着，不提。二、三、四章的内容是表，由 `missing-table` 检查。",
        english: "\
Whether anything stands under the headings 一, 五 and 六, and whether 五 says nothing but 无 or the like. In 六, 无 is an answer.
The last section, while it is being written, may stand empty. 二, 三 and 四 consist of their tables: see `missing-table`.",
    },
    why: Words {
        chinese: "空着的一章让人分不清是没有情况，还是忘了写。第五章要求写明存在的问题和改进的办法。",
        english: "An empty section leaves open whether there is nothing to report or somebody forgot. 五 has to name problems and what is done about them.",
    },
    example: "\
五、存在的主要问题及改进情况
无。
六、其他需要报告的事项
无。
",
    says: Words {
        chinese: "“存在的主要问题及改进情况”下只写了“无”",
        english: "“存在的主要问题及改进情况” says only “无”",
    },
    fix: Words {
        chinese: "没有修正：内容要由您来写。",
        english: "There is none: the content is yours to write.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{said, with};

    #[test]
    fn a_heading_without_text_and_one_with_a_word_for_none() {
        let text = with("木头的卖得好。\n", "");
        assert_eq!(
            said(&text),
            ["empty-section ⟦一、前言部分⟧ “前言部分”下没有内容"]
        );
        let text = with("木头的卖得好。\n", "无。\n");
        assert_eq!(
            said(&text),
            ["empty-section ⟦一、前言部分⟧ “前言部分”下只写了“无”"]
        );
    }

    #[test]
    fn the_heading_being_typed_is_left_alone() {
        let said = said("甲厂2023年玩具报告\n一、前言部分\n");
        assert!(
            said.iter().all(|line| !line.starts_with("empty-section")),
            "{said:?}"
        );
    }
}
