use std::path::Path;

use super::{AmongUnits, Dossier, Member, ReportId};
use crate::finding::DocumentId;
use crate::kit::Forms;
use crate::reading::Reading;
use crate::settings::Settings;

/// A dossier of files with these names and titles.
fn dossier(files: &[(&str, &str)]) -> Dossier {
    let mut dossier = Dossier::default();
    for (at, (path, title)) in files.iter().enumerate() {
        let text = format!("{title}政府信息公开工作年度报告\n一、总体情况\n一切照旧。\n");
        let reading = Reading::of(&text, Forms::builtin(), &Settings::default());
        let id = DocumentId(u32::try_from(at + 1).unwrap_or_default());
        dossier.insert(id, Member::of(Path::new(path), &reading));
    }
    dossier
}

/// Last year's reports of the first of these files, by their numbers from 1.
fn last_year_of_first(files: &[(&str, &str)]) -> Vec<u32> {
    let first = ReportId {
        document: DocumentId(1),
        at: 0,
    };
    let last = dossier(files).last_year(first);
    last.into_iter().map(|report| report.document.0).collect()
}

#[test]
fn the_report_of_the_same_unit_on_the_year_before_is_last_years() {
    let files = [
        ("/r/a.md", "甲县水务局2024年"),
        ("/r/b.md", "甲县水务局2022年"),
        ("/r/c.md", "乙县水务局2023年"),
        ("/r/归档/d.md", "甲县水务局2023年度"),
        ("/r/e.md", "甲县水务局2025年"),
    ];
    assert_eq!(last_year_of_first(&files), [4]);
}

#[test]
fn the_nearest_of_several_claims_counts_and_those_as_near() {
    let files = [
        ("/r/a/now.md", "甲县水务局2024年"),
        ("/r/b/old.md", "甲县水务局2023年"),
        ("/r/a/final.md", "甲县水务局2023年"),
        ("/r/a/draft.md", "2023年度甲县水务局"),
    ];
    assert_eq!(last_year_of_first(&files), [3, 4]);
}

#[test]
fn a_name_without_its_area_is_known_where_the_files_lie_together() {
    let files = [
        ("/r/2024年/a.md", "水务局2024年"),
        ("/r/2023年/a.md", "甲县水务局2023年"),
    ];
    assert_eq!(last_year_of_first(&files), [2]);
    let apart = [
        ("/r/甲县/2024.md", "水务局2024年"),
        ("/r/乙县/2023.md", "水务局2023年"),
    ];
    assert_eq!(last_year_of_first(&apart), [0; 0]);
}

#[test]
fn a_name_that_may_be_one_of_two_units_is_nobodys() {
    let files = [
        ("/r/a.md", "水务局2024年"),
        ("/r/b.md", "甲县水务局2023年"),
        ("/r/c.md", "乙县水务局2023年"),
    ];
    assert_eq!(last_year_of_first(&files), [0; 0]);
}

#[test]
fn a_document_taken_out_is_forgotten_and_another_takes_its_place() {
    let files = [
        ("/r/a.md", "甲县水务局2024年"),
        ("/r/b.md", "甲县水务局2023年"),
    ];
    let mut dossier = dossier(&files);
    let first = ReportId {
        document: DocumentId(1),
        at: 0,
    };
    let second = dossier.remove(DocumentId(2));
    assert_eq!(dossier.last_year(first), []);
    if let Some(second) = second {
        dossier.insert(DocumentId(3), second);
    }
    assert_eq!(dossier.last_year(first).len(), 1);
}

#[test]
fn a_unit_is_known_whatever_a_list_or_a_document_puts_in_front_of_its_title() {
    for title in [
        "甲县水务局关于2024年度",
        "关于甲县水务局2024年",
        "甲水发〔2025〕3号 甲县水务局2024年",
        "〔2025〕3号甲县水务局2024年",
        "甲水发[2025]3号\n甲县水务局\n2024年",
        "【甲县水务局】2024年",
        "【年度报告】甲县水务局2024年",
        "（甲县水务局）2024年",
        "名称：甲县水务局2024年",
        "名 称: 甲县水务局2024年",
        "附件1：甲县水务局2024年",
        "附件 甲县水务局2024年",
        "3.甲县水务局2024年",
        "一、甲县水务局2024年",
        "甲縣水務局2024年",
    ] {
        let files = [("/r/a.md", title), ("/r/b.md", "甲县水务局2023年")];
        assert_eq!(last_year_of_first(&files), [2], "{title}");
        let others = [("/r/a.md", title), ("/r/b.md", "乙县水务局2023年")];
        assert_eq!(last_year_of_first(&others), [0; 0], "{title}");
    }
}

/// Whether a report on 2024 is taken for that of the same unit as one on 2023, each with its file and its unit.
fn are_of_one_unit(now: (&str, &str), last: (&str, &str)) -> bool {
    let title = |unit: &str, year: &str| format!("{unit}{year}年");
    let (now_title, last_title) = (title(now.1, "2024"), title(last.1, "2023"));
    !last_year_of_first(&[(now.0, &now_title), (last.0, &last_title)]).is_empty()
}

#[test]
fn districts_of_one_name_are_told_apart_by_the_cities_of_their_titles_and_folders() {
    let of = |now: &str, last: &str, unit: &str| are_of_one_unit((now, unit), (last, unit));
    let unit = "东渡区教育局";
    assert!(of("/r/新/2024.md", "/r/存档/2023.md", unit));
    assert!(of("/r/甲市/2024.md", "/r/甲市/旧/2023.md", unit));
    assert!(!of("/r/甲市/2024.md", "/r/乙市/2023.md", unit));
    assert!(!of(
        "/r/甲省/甲市/2024.md",
        "/r/甲省/乙市/东渡区/2023.md",
        unit
    ));
    let (full, bare) = ("甲市东渡区教育局", unit);
    assert!(are_of_one_unit(
        ("/r/a/2024.md", full),
        ("/r/b/2023.md", bare)
    ));
    assert!(!are_of_one_unit(
        ("/r/a/2024.md", full),
        ("/r/乙市/2023.md", bare)
    ));
    // Of some names it is known that they are those of several.
    let shared = "鼓楼区教育局";
    assert!(of("/r/2024/a.md", "/r/2023/a.md", shared));
    assert!(!of("/r/南/2024.md", "/r/北/2023.md", shared));
    assert!(!are_of_one_unit(
        ("/r/南/2024.md", "甲市鼓楼区教育局"),
        ("/r/北/2023.md", shared)
    ));
}

#[test]
fn what_stands_for_a_name_is_no_name() {
    for unit in ["某市某局", "XX县教育局"] {
        assert!(
            !are_of_one_unit(("/r/a/2024.md", unit), ("/r/b/2023.md", unit)),
            "{unit}"
        );
        assert!(
            !are_of_one_unit(("/r/a/2024.md", unit), ("/r/a/2023.md", unit)),
            "{unit}"
        );
    }
}

#[test]
fn a_bare_title_is_not_that_of_the_unit_of_which_another_file_bears_the_name() {
    let of = |now: &str, last: &str| are_of_one_unit((now, "教育局"), (last, "教育局"));
    assert!(of("/r/甲县教育局2024.md", "/r/甲县教育局2023.md"));
    assert!(of("/r/教育局2024.md", "/r/甲县教育局2023.md"));
    assert!(!of("/r/甲县教育局2024.md", "/r/乙县教育局2023.md"));
    assert!(!of("/r/2024/甲县教育局.md", "/r/2023/乙县教育局.md"));
    assert!(!of("/r/110101/教育局2024.md", "/r/110102/教育局2023.md"));
}

#[test]
fn of_copies_that_are_equally_like_the_same_one_is_named_in_whatever_order_files_come() {
    const PLAN: &str = "下一步把报送时限写进科室考核，每月抽查两个栏目，名单放在首页，并请网格员试用后提出意见，年底再看一遍有没有改好，没有改好的写进下一年的计划。";
    let files = ["/r/乙县水务局.md", "/r/丙县水务局.md", "/r/丁县水务局.md"];
    let named_first = |order: [usize; 3]| {
        let mut dossier = Dossier::default();
        for (at, file) in order.iter().map(|at| (at, files[*at])) {
            let unit = file.trim_start_matches("/r/").trim_end_matches(".md");
            let text = format!(
                "{unit}2024年政府信息公开工作年度报告\n一、总体情况\n一切照旧。\n五、存在的主要问题及改进情况\n{PLAN}\n"
            );
            let reading = Reading::of(&text, Forms::builtin(), &Settings::default());
            let place = order
                .iter()
                .position(|other| other == at)
                .unwrap_or_default();
            let id = DocumentId(u32::try_from(place + 1).unwrap_or_default());
            dossier.insert(id, Member::of(Path::new(file), &reading));
        }
        let mut members = dossier.members();
        let own = members.find(|(_, member)| member.path == Path::new(files[0]));
        let report = own.map(|(document, _)| ReportId { document, at: 0 });
        let passage = own.and_then(|(_, member)| member.digests.first()?.passages.first().cloned());
        let (report, passage) = report.zip(passage).unwrap_or_else(|| panic!("a passage"));
        let twins = AmongUnits::new(&dossier, report).twins(&passage, 80);
        assert_eq!(twins.len(), 2);
        let path = |(report, ..): &(ReportId, usize, usize)| dossier.path_of(*report);
        twins.first().and_then(path).map(Path::to_path_buf)
    };
    assert_eq!(named_first([0, 1, 2]), named_first([0, 2, 1]));
    assert_eq!(named_first([0, 1, 2]), named_first([2, 1, 0]));
}
