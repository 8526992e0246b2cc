//! `row-label`: the wording of a row's label differs from the form.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::form::lexicon::{Name, Wording};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "row-label",
    severity: Severity::Warning,
    fixes: FixKind::Safe,
    summary: Words {
        chinese: "行标与格式用语不一致",
        english: "the wording of a row's label differs from the form",
    },
    explain: EXPLANATION,
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, _) in context.tables() {
        for slip in &table.label_slips {
            let official = match slip.name {
                Name::Row(_, row) => spec.rows.get(row).map(|row| &row.label),
                Name::Group(_, group) => spec.groups.get(group).map(|group| &group.label),
                _ => None,
            };
            let Some(official) = official else { continue };
            // The wording of another edition is spoken of by `wrong-edition`.
            if context.other_edition(slip.span, slip.name).is_some() {
                continue;
            }
            let written = context.at(slip.span);
            let message = match slip.wording {
                Wording::LeftOut => {
                    say!(
                        context.locale,
                        "行标“{written}”比格式规定的“{official}”少字",
                        "the label “{written}” lacks characters of “{official}”"
                    )
                }
                _ => say!(
                    context.locale,
                    "行标“{written}”与格式规定的“{official}”不一致",
                    "the label reads “{written}”, the form says “{official}”"
                ),
            };
            let severity = if slip.wording == Wording::LeftOut {
                Severity::Information
            } else {
                RULE.severity
            };
            let applicability = if slip.wording == Wording::Marks {
                Applicability::Safe
            } else {
                Applicability::Unsafe
            };
            let title = say!(context.locale, "改为“{official}”", "write “{official}”");
            let mut finding = RULE.finding(slip.span, message).quietly(severity);
            if let Name::Row(_, row) = slip.name {
                finding = finding.in_row(spec, row);
            }
            found.push(finding.with_fix(context.replace(
                title,
                applicability,
                slip.span,
                official,
            )));
        }
    }
}

const EXPLANATION: Words = Words {
    chinese: "\
## 查什么

行标和分组标题的用语是否与格式一致。全角半角、空格、换行、引号、`1.` 与 `1、` 之别都不算，行标后面括号里的说明也不算。
只是少了几个字的，多为复制时丢失，只作提示。

## 为什么

行标由格式统一规定，核对和汇总都靠它认行。

## 例

```text
三、收到和处理政府信息公开申请情况
| 1属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
```

> 行标“1属于国家秘密”与格式规定的“1.属于国家秘密”不一致

## 修正是否安全

只差标点的，安全，可以直接改。用字不同或缺字的不安全，由您决定。
",
    english: "\
## What it checks

Whether labels of rows and groups are worded as in the form. Width, spaces, line breaks, quotation marks and `1.` for `1、` do not matter, nor does a note in brackets behind the label.
Labels that merely lack some characters, as copying often leaves them, are mentioned as information.

## Why

The form prescribes the labels, and figures are found by them.

## Example

```text
三、收到和处理政府信息公开申请情况
| 1属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
```

> the label reads “1属于国家秘密”, the form says “1.属于国家秘密”

## Is the fix safe

Yes where only punctuation differs. No where words differ or are lacking: you decide.
",
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, findings, fixed, said, with};
    use crate::finding::Severity;

    #[test]
    fn a_known_wording_and_one_with_a_character_left_out() {
        let text = with("| 2.娃娃 |", "| 2.布娃娃 |");
        assert_eq!(
            said(&text),
            ["row-label ⟦2.布娃娃⟧ 行标“2.布娃娃”与格式规定的“2.娃娃”不一致"]
        );
        assert_eq!(fixed(&text, "row-label"), CLEAN);
        let text = with("（一）各样玩具", "（一）各样玩");
        let findings = findings(&text);
        assert_eq!(findings[0].code, "row-label");
        assert_eq!(findings[0].severity, Severity::Information);
    }

    #[test]
    fn brackets_width_and_numbering_are_no_other_wording() {
        assert_eq!(said(&with("| （二）合计 |", "| (二) 合 计 |")), [""; 0]);
        assert_eq!(said(&with("| 1.小马 |", "| １、小马 |")), [""; 0]);
    }
}
