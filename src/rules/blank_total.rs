//! `blank-total`: a total is blank.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::figures::Basis;
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::locale::Locale;
use crate::say;
use crate::syntax::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "blank-total",
    severity: Severity::Warning,
    fixes: FixKind::Safe,
    summary: Words {
        chinese: "总计空白",
        english: "a total is blank",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, figures) in context.tables() {
        for fill in figures.fills(spec) {
            let name = spec.cell_name(fill.cell);
            let slot = &table.slots[fill.cell];
            let is_dash = slot.value() == Some(Value::Dash);
            let found_there = match is_dash {
                true => {
                    let written = context.at(slot.span());
                    say!(context.locale, "填报“{written}”", "says “{written}”")
                }
                false => say!(context.locale, "空白", "is blank"),
            };
            let message = message(context.locale, &name, &found_there, fill.value);
            let mut finding = RULE.finding(slot.span(), message).in_cell(spec, fill.cell);
            if let Some((value, basis)) = fill.value {
                let text = context.cell_text(table, slot, &value.to_string());
                // A dash may be meant: it says that there is none.
                let applicability = match basis {
                    Basis::Certain if !is_dash => Applicability::Safe,
                    _ => Applicability::Unsafe,
                };
                let title = title(context.locale, value, basis);
                finding =
                    finding.with_fix(context.replace(title, applicability, slot.span(), &text));
            }
            found.push(finding);
        }
    }
}

/// What is found in the cell of that name, and what is due there.
fn message(locale: Locale, name: &str, found_there: &str, value: Option<(i64, Basis)>) -> String {
    match value {
        Some((value, Basis::Certain)) => say!(
            locale,
            "“{name}”{found_there}，按分项应为 {value}",
            "“{name}” {found_there}; its parts add up to {value}"
        ),
        Some((value, Basis::Shifted)) => say!(
            locale,
            "“{name}”{found_there}，按分项应为 {value}；但表中有最后一个数不小于前面各数之和的行，可能漏填一格、总计已在其中",
            "“{name}” {found_there}; its parts add up to {value}, but the last number of a row here is no less than those before it together: a cell may be left out, and the total be there already"
        ),
        Some((value, Basis::Disputed)) => say!(
            locale,
            "“{name}”{found_there}，按分项应为 {value}，但与其他合计不符",
            "“{name}” {found_there}; its parts add up to {value}, which other totals contradict"
        ),
        Some((value, Basis::Relation)) => say!(
            locale,
            "“{name}”{found_there}，按勾稽关系应为 {value}",
            "“{name}” {found_there}; by the relations it is {value}"
        ),
        Some((_, Basis::BlanksAsZero)) | None => {
            say!(locale, "“{name}”{found_there}", "“{name}” {found_there}")
        }
    }
}

fn title(locale: Locale, value: i64, basis: Basis) -> String {
    match basis {
        Basis::Certain => say!(locale, "填写总计 {value}", "fill in the total {value}"),
        Basis::Shifted => say!(
            locale,
            "按分项填写 {value}（末位数可能就是总计，请核对）",
            "fill in {value} from its parts, if the last of them is not the total"
        ),
        Basis::Disputed => say!(
            locale,
            "按分项填写 {value}（与其他合计不符，请核对）",
            "fill in {value} from its parts, against other totals"
        ),
        Basis::Relation => say!(locale, "填写 {value}", "fill in {value}"),
        Basis::BlanksAsZero => say!(
            locale,
            "填写 {value}（空白分项按 0 计）",
            "fill in {value}, counting blanks as 0"
        ),
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "总计是否空着，而它的分项至少有一个已经填写：各行的总计、第三章的（七）总计、第四章各部分的总计。",
        english: "Whether a total is blank while at least one of its parts is stated: the totals of rows, （七）总计 in 三, the totals of the blocks of 四.",
    },
    why: Words {
        chinese: "总计由分项决定，空着只是还没有算。",
        english: "A total follows from its parts; a blank one has merely not been computed yet.",
    },
    example: "\
三、收到和处理政府信息公开申请情况
| （一）予以公开 | 5 | 7 | 0 | 0 | 0 | 0 |  |
",
    says: Words {
        chinese: "“三/（一）予以公开/总计”空白，按分项应为 12",
        english: "“三/（一）予以公开/总计” is blank; its parts add up to 12",
    },
    fix: Words {
        chinese: "\
分项都已填写时，安全：写入的数由分项唯一确定，也不与其他合计矛盾。如果这张表里零都留空（把空白当作 0 才成立的合计，多于写出 0 的合计），空白的分项按 0 计，同样安全。
总计空着的行多半末位数不小于前面各数之和时，不安全：可能漏填了一格，末位数就是总计。
总计写作“—”“/”“无”时，不安全：写的人可能就是指没有。
还有分项空着、又看不出这种习惯时，不安全：这一行可能还没有填完。算出的数与其他合计矛盾时，也不安全：错的可能是某个分项。怎么填都与其他合计矛盾的，没有修正。",
        english: "\
Yes where all parts are stated: the parts determine the number, and no other relation contradicts it. In a table whose writer leaves zeros blank (more stated totals hold with blanks as 0 than with zeros), blank parts count as 0, which is safe too.
No where in most rows that want a total the last number is no less than those before it together: a cell may be left out, and that number be the total.
No where the total is a dash or 无, which may be meant.
No where parts are blank without such a habit: the row may be half typed. Nor where other totals contradict the computed number: a part may be wrong. Where no number fits, there is no fix.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, findings, fixed, said, with};
    use crate::fix::Applicability;

    #[test]
    fn a_total_follows_from_its_parts() {
        let text = with("| 1.小马 | 2 | 3 | 5 |", "| 1.小马 | 2 | 3 |  |");
        assert_eq!(
            said(&text),
            ["blank-total ⟦⟧ “二/1.小马/总计”空白，按分项应为 5"]
        );
        assert_eq!(
            findings(&text)[0].fixes[0].applicability,
            Applicability::Safe
        );
        assert_eq!(fixed(&text, "blank-total"), CLEAN);
    }

    #[test]
    fn a_total_that_says_none_is_not_overwritten_unasked() {
        for none in ["", "——", "无", "/"] {
            let row = format!("| 1.小马 | 2 | 3 | {none} |");
            let found = findings(&with("| 1.小马 | 2 | 3 | 5 |", &row));
            let mut blank = found.iter().filter(|found| found.code == "blank-total");
            let told = blank.next().map(|found| {
                let message = found.message.as_str();
                (message, found.fixes[0].applicability)
            });
            let (state, applicability) = match none {
                "" => ("空白".to_owned(), Applicability::Safe),
                _ => (format!("填报“{none}”"), Applicability::Unsafe),
            };
            let message = format!("“二/1.小马/总计”{state}，按分项应为 5");
            assert_eq!(told, Some((message.as_str(), applicability)));
        }
    }

    #[test]
    fn what_is_written_beside_a_named_space_is_a_number() {
        for space in ["&nbsp;", "&nbsp; &emsp;", "&#160;"] {
            let text = with(
                "| 1.小马 | 2 | 3 | 5 |",
                &format!("| 1.小马 | 2 | 3 | {space} |"),
            );
            let filled = fixed(&text, "blank-total");
            assert!(filled.contains(&format!("| 5{space} |")), "{filled}");
            assert_eq!(said(&filled), [""; 0]);
        }
    }

    /// The toy report with a cell on each line.
    fn on_lines(rows: &str, end: &str) -> String {
        format!("甲厂2023年玩具报告\n一、前言部分\n好。\n二、玩具数量\n{rows}").replace('\n', end)
    }

    #[test]
    fn a_total_is_written_on_the_empty_line_that_stands_for_it_whatever_ends_lines() {
        let before = "1.小马\n2\n3\n5\n2.娃娃\n1\n4\n\n（二）合计\n3\n7\n10\n";
        let after = "1.小马\n2\n3\n5\n2.娃娃\n1\n4\n5\n（二）合计\n3\n7\n10\n";
        for end in [
            "\n", "\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}",
        ] {
            let filled = fixed(&on_lines(before, end), "blank-total");
            assert_eq!(filled, on_lines(after, end), "{end:?}");
        }
    }

    #[test]
    fn a_number_among_blanks_that_left_one_line_each_keeps_the_cells_apart() {
        let rows = "1.小马\n\n2\n\n3\n\n5\n\n2.娃娃\n\n1\n\n4\n\n\n（二）合计\n\n3\n\n7\n\n10\n";
        let filled = rows.replace("4\n\n\n", "4\n\n5\n\n");
        for end in ["\n", "\r\n", "\u{2028}"] {
            assert_eq!(
                fixed(&on_lines(rows, end), "blank-total"),
                on_lines(&filled, end)
            );
        }
    }

    #[test]
    fn a_row_set_closer_than_the_others_gets_no_number_in_front_of_the_next_line() {
        let rows =
            "1.小马\n\n2\n\n3\n\n5\n\n2.娃娃\n\n1\n\n4\n\n5\n\n（二）合计\n3\n7\n\n填表人甲\n";
        let findings = findings(&on_lines(rows, "\n"));
        assert!(findings.iter().any(|finding| finding.code == "cell-count"));
        assert!(findings.iter().all(|finding| finding.fixes.is_empty()));
    }

    const SECTION: &str = "某县某局2024年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n| | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n|---|---|---|---|---|---|---|---|\n";

    /// The totals of rows of the official form that are filled in without being asked.
    fn filled_safely(rows: &str) -> Vec<String> {
        filled_in(&format!("{SECTION}{rows}"))
    }

    fn filled_in(text: &str) -> Vec<String> {
        let forms = crate::kit::Forms::builtin();
        let settings = crate::settings::Settings::default();
        let edits = crate::analysis::fix_at_least(text, forms, &settings, Applicability::Safe);
        edits.into_iter().map(|edit| edit.text).collect()
    }

    #[test]
    fn what_may_be_the_sum_of_a_row_is_no_certain_part_of_its_total() {
        let shifted = "| 一、本年新收政府信息公开申请数量 | 37 | 9 | 2 | 4 | 0 | 52 |  |\n";
        assert_eq!(filled_safely(shifted), [""; 0]);
        let without_the_first =
            "| 一、本年新收政府信息公开申请数量 | 9 | 2 | 4 | 0 | 1 | 53 |  |\n";
        assert_eq!(filled_safely(without_the_first), [""; 0]);
        let zeros = "| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 |  |\n";
        assert_eq!(filled_safely(&format!("{shifted}{zeros}")), [""; 0]);
        assert_eq!(filled_safely(zeros), ["0"]);
        let whole = "| 一、本年新收政府信息公开申请数量 | 37 | 9 | 2 | 4 | 0 | 8 |  |\n";
        assert_eq!(filled_safely(whole), ["60"]);
    }

    #[test]
    fn a_blank_left_out_among_zeros_is_no_habit() {
        let half =
            "| 1.属于国家秘密 | 3 |  |  |  |  |  |  |\n| 2.重复申请 | 4 |  | 1 |  |  |  |  |\n";
        let by_accident = "| （一）予以公开 | 5 |  | 0 | 0 | 0 | 0 | 5 |\n";
        assert_eq!(filled_safely(&format!("{by_accident}{half}")), [""; 0]);
        let by_habit = "| （一）予以公开 | 5 |  |  |  |  |  | 5 |\n";
        assert_eq!(filled_safely(&format!("{by_habit}{half}")), ["3", "5"]);
    }

    #[test]
    fn one_blank_passed_over_does_not_end_a_row_that_is_being_typed() {
        let heading =
            "某县某局2024年政府信息公开工作年度报告\n\n四、政府信息公开行政复议、行政诉讼情况\n\n";
        let header = "| 行政复议 |  |  |  |  | 行政诉讼 |  |  |  |  |  |  |  |  |  |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 |  |  |  |  | 复议后起诉 |  |  |  |  |\n|  |  |  |  |  | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n";
        let filled = |row: &str| filled_in(&format!("{heading}{header}{row}"));
        let half = "| 3 | 1 | 2 | 1 | 7 | 5 |  | 1 | 2 | 8 | 2 |  |  |  |  |\n";
        assert_eq!(filled(half), [""; 0]);
        let by_habit = "| 3 |  |  | 1 | 4 | 5 |  | 1 | 2 | 8 | 2 |  |  |  |  |\n";
        assert_eq!(filled(by_habit), ["2"]);
    }

    #[test]
    fn a_sum_that_its_column_contradicts_is_only_offered() {
        let text = with("| 1.小马 | 2 | 3 | 5 |", "| 1.小马 | 2 | 4 |  |");
        let findings = findings(&text);
        let total = findings
            .iter()
            .find(|finding| finding.code == "blank-total");
        let fix = total.and_then(|total| total.fixes.first());
        assert_eq!(
            fix.map(|fix| fix.applicability),
            Some(Applicability::Unsafe)
        );
    }

    #[test]
    fn a_row_without_any_number_has_no_total_to_fill() {
        let text = with("| 1.小马 | 2 | 3 | 5 |", "| 1.小马 |  |  |  |");
        assert!(
            said(&text)
                .iter()
                .all(|line| !line.starts_with("blank-total"))
        );
    }
}
