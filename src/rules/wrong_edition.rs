//! `wrong-edition`: the tables are of another edition than the report year prescribes.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::align::TellingLabel;
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::form::Edition;
use crate::form::lexicon::Name;
use crate::say;
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "wrong-edition",
    severity: Severity::Error,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "表格或其中的用语不是报告年度应用的格式版本",
        english: "tables, or words in them, are of another edition than the report year prescribes",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    if !of_whole_tables(context, found) {
        of_single_labels(context, found);
    }
}

/// Labels that are another edition's in tables that are otherwise right.
fn of_single_labels(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, _) in context.tables() {
        let rows = table.label_slips.iter().map(|slip| (slip.span, slip.name));
        let headers = table.header_slips.iter().map(|slip| (slip.span, slip.name));
        for (span, name) in rows.chain(headers) {
            let (Some(other), Some(official)) =
                (context.other_edition(span, name), spec.label_of(name))
            else {
                continue;
            };
            let (written, of, here) = (
                context.at(span),
                &other.name,
                &context.report.edition().name,
            );
            let message = say!(
                context.locale,
                "“{written}”是{of}的用语，{here}为“{official}”",
                "“{written}” is the wording of {of}; that of {here} is “{official}”"
            );
            let title = say!(context.locale, "改为“{official}”", "write “{official}”");
            let mut finding = RULE.finding(span, message).quietly(Severity::Warning);
            if let Name::Row(_, row) = name {
                finding = finding.in_row(spec, row);
            }
            found.push(finding.with_fix(context.reword(
                title,
                Applicability::Unsafe,
                span,
                official,
            )));
        }
    }
}

impl Context<'_> {
    /// The other edition whose official wording for the same row, group or column stands at `span`, if this edition's own is another.
    pub(super) fn other_edition(&self, span: Span, name: Name) -> Option<&Edition> {
        let fold = self.report.fold();
        let written = fold.hash(self.at(span));
        let spec = self.report.edition().tables.get(name.table()?)?;
        if fold.hash(spec.label_of(name)?) == written {
            return None;
        }
        let kits = self.report.kits.iter();
        let mut others = kits
            .map(|kit| &kit.edition)
            .filter(|other| other.id != self.report.edition().id);
        others.find(|other| {
            let mut tables = other.tables.iter().filter(|table| table.id == spec.id);
            tables.any(|table| {
                let is_written = |label: &String| fold.hash(label) == written;
                match name {
                    Name::Row(_, row) => {
                        let id = spec.rows.get(row).map(|row| &row.id);
                        table
                            .rows
                            .iter()
                            .any(|row| Some(&row.id) == id && is_written(&row.label))
                    }
                    Name::Group(_, group) => {
                        let id = spec.groups.get(group).map(|group| &group.id);
                        table
                            .groups
                            .iter()
                            .any(|group| Some(&group.id) == id && is_written(&group.label))
                    }
                    Name::Column(..) => {
                        table.columns.iter().any(|column| is_written(&column.label))
                    }
                    _ => false,
                }
            })
        })
    }
}

/// Tables that are another edition's as a whole; false if they are not.
fn of_whole_tables(context: &Context, found: &mut Vec<Finding>) -> bool {
    let report = context.report;
    let edition = report.edition();
    let Some(year) = report
        .year()
        .filter(|&year| !edition.is_prescribed_for(year))
    else {
        return false;
    };
    let kits = &report.kits;
    let prescribed = kits
        .iter()
        .position(|kit| kit.edition.is_prescribed_for(year));
    let Some(prescribed) = prescribed else {
        return false;
    };
    // Without a label that tells the one from the other the edition was only guessed.
    let mut labels = report.telling_labels.iter();
    let tells = |label: &&TellingLabel| {
        label.editions.contains(report.kit_at) && !label.editions.contains(prescribed)
    };
    let Some(label) = labels.find(tells) else {
        return false;
    };
    let right = &kits[prescribed].edition;
    let (stated, wanted) = (&edition.name, &right.name);
    let message = say!(
        context.locale,
        "{year} 年度报告用了{stated}的表格，应为{wanted}",
        "a report for {year} uses the tables of {stated}; {wanted} is prescribed"
    );
    let mut finding = RULE.finding(label.span, message);
    if let Some((_, span)) = report.title.as_ref().and_then(|title| title.year.as_ref()) {
        let place = say!(context.locale, "报告年度", "the report year");
        finding = finding.related(*span, place);
    }
    found.push(finding);
    true
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
报告所用的表是不是报告年度应当使用的格式版本。版本按只有它才有的行标题、表头判断，年度取自标题。
2021年及以后用2021年格式，2019、2020年用试行格式。表对而个别行标题、表头沿用另一版用语的（如2021年格式里写“规范性文件”），逐处提醒。",
        english: "\
Whether the tables are those of the edition that the report year prescribes. The edition is told by labels that only it has, the year by the title.
Reports for 2021 and later use the form of 2021; those for 2019 and 2020 use the trial form. Single labels of the other edition in tables that are otherwise right are named one by one.",
    },
    why: Words {
        chinese: "两版格式的列不同，用错版本，数据无法与其他单位汇总。",
        english: "The editions have different columns; figures of the wrong one cannot be put together with those of others.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
二、主动公开政府信息情况
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 0 | 0 | 0 |
| 规范性文件 | 1 | 0 | 3 |
",
    says: Words {
        chinese: "“规范性文件”是2019年格式（试行）的用语，2021年格式为“行政规范性文件”",
        english: "“规范性文件” is the wording of 2019年格式（试行）; that of 2021年格式 is “行政规范性文件”",
    },
    fix: Words {
        chinese: "整张表用错版本的没有修正：两版的数据不能互相换算，要按新表重新填报。个别用语可以改为本版用语，由您决定。",
        english: "For whole tables there is none: the figures of one edition cannot be turned into those of the other. A single label can be replaced by this edition's, if you say so.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, lines, with};
    use crate::analysis::analyze;
    use crate::form::{load_edition, toy};
    use crate::kit::Forms;
    use crate::locale::Locale;
    use crate::settings::Settings;

    #[test]
    fn the_year_prescribes_another_edition_than_the_labels_tell() {
        let old = toy::TOY
            .replace("id = \"toy\"", "id = \"old\"")
            .replace("name = \"Toy\"", "name = \"Old toy\"")
            .replace("first-year = 2021", "first-year = 2019\nlast-year = 2020")
            .replace("label = \"布料\"\nalso = [\"布\"]", "label = \"毛毡\"");
        let load =
            |toml: &str| load_edition(toml, Locale::English).unwrap_or_else(|m| panic!("{m:?}"));
        let forms = Forms::new(vec![load(toy::TOY), load(&old)]);
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
