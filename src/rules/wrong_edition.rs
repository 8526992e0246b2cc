//! `wrong-edition`: the tables are of another edition than the report year prescribes.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "wrong-edition",
    severity: Severity::Error,
    fixes: FixKind::None,
    summary: Words {
        chinese: "表格不是报告年度应用的格式版本",
        english: "the tables are of another edition than the report year prescribes",
    },
    explain: EXPLANATION,
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    let edition = report.edition;
    // Without a tell-tale label the edition was only guessed.
    let (Some(label), Some(year)) = (report.telling_labels.first(), report.year()) else {
        return;
    };
    if edition.first_year <= year && edition.last_year.is_none_or(|last| year <= last) {
        return;
    }
    let Some(right) = context
        .editions
        .iter()
        .find(|other| other.first_year <= year && other.last_year.is_none_or(|last| year <= last))
    else {
        return;
    };
    let (stated, wanted) = (&edition.name, &right.name);
    let message = say!(
        context.locale,
        "{year} 年度报告用了{stated}的表格，应为{wanted}",
        "a report for {year} uses the tables of {stated}; {wanted} is prescribed"
    );
    let mut finding = RULE.finding(*label, message);
    if let Some((_, span)) = report.title.as_ref().and_then(|title| title.year.as_ref()) {
        let place = say!(context.locale, "报告年度", "the report year");
        finding = finding.related(*span, place);
    }
    found.push(finding);
}

const EXPLANATION: Words = Words {
    chinese: "\
## 查什么

报告所用的表是不是报告年度应当使用的格式版本。版本按只有它才有的行标、表头判断，年度取自标题。
2021年及以后用2021年格式，2019、2020年用试行格式。

## 为什么

两版格式的列不同，用错版本，数据无法与其他单位汇总。

## 例

```text
某市某局2024年政府信息公开工作年度报告
二、主动公开政府信息情况
| 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
| 行政许可 | 12 | +3 | 15 |
```

> 2024 年度报告用了2019年格式（试行）的表格，应为2021年格式

## 修正是否安全

没有修正：两版的数据不能互相换算，要按新表重新填报。
",
    english: "\
## What it checks

Whether the tables are those of the edition that the report year prescribes. The edition is told by labels that only it has, the year by the title.
Reports for 2021 and later use the form of 2021; those for 2019 and 2020 use the trial form.

## Why

The editions have different columns; figures of the wrong one cannot be put together with those of others.

## Example

```text
某市某局2024年政府信息公开工作年度报告
二、主动公开政府信息情况
| 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
| 行政许可 | 12 | +3 | 15 |
```

> a report for 2024 uses the tables of 2019年格式（试行）; 2021年格式 is prescribed

## Is the fix safe

There is none: the figures of one edition cannot be turned into those of the other.
",
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, lines, with};
    use crate::analysis::analyze;
    use crate::form::{Forms, load_edition, toy};
    use crate::locale::Locale;
    use crate::settings::Settings;

    #[test]
    fn the_year_prescribes_another_edition_than_the_labels_tell() {
        let old = toy::TOY
            .replace("id = \"toy\"", "id = \"old\"")
            .replace("name = \"Toy\"", "name = \"Old toy\"")
            .replace("first-year = 2021", "first-year = 2019\nlast-year = 2020")
            .replace(
                "label = \"布料\"\nalso = [\"布\"]",
                "label = \"毛毡\"\ntells-edition = true",
            );
        let new = toy::TOY.replace("label = \"布料\"", "label = \"布料\"\ntells-edition = true");
        let load =
            |toml: &str| load_edition(toml, Locale::English).unwrap_or_else(|m| panic!("{m:?}"));
        let forms = Forms::new(vec![load(&new), load(&old)]);
        let found = |text: &str| lines(text, &analyze(text, &forms, &Settings::default()).findings);
        assert_eq!(found(CLEAN), [""; 0]);
        assert_eq!(
            found(&with("| 布料 |", "| 毛毡 |")),
            ["wrong-edition ⟦毛毡⟧ 2023 年度报告用了Old toy的表格，应为Toy"]
        );
        assert_eq!(
            found(&with("2023", "2020")),
            ["wrong-edition ⟦布料⟧ 2020 年度报告用了Toy的表格，应为Old toy"]
        );
    }
}
