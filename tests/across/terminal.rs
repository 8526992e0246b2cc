//! Several reports at once: what is found in one beside another.

use crate::{Folder, MARKDOWN, native};

/// The bundled report as another year's.
fn of_year(year: &str) -> String {
    MARKDOWN.replace("2024年", &format!("{year}年"))
}

/// What was carried out and what is in force fit the bundled report.
fn fitting(year: &str) -> String {
    let carried_out = "| 四、结转下年度继续办理 |  |  | 0 | 0 | 0 | 0 | 1 | 0 | 1 |";
    let none = carried_out.replace('1', "0");
    let text = of_year(year).replace(carried_out, &none);
    text.replace(
        "| 行政规范性文件 | 1 | 0 | 6 |",
        "| 行政规范性文件 | 1 | 0 | 5 |",
    )
}

#[test]
fn reports_of_a_folder_are_compared_with_those_of_the_year_before() {
    let folder = Folder::with(&[("2023/old.md", &of_year("2023")), ("2024/new.md", MARKDOWN)]);
    let run = folder.run(&["check", "--select", "carried-over", "."]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.out
            .contains(&native("2024/new.md:52:52 警告[carried-over]")),
        "{}",
        run.out
    );
    assert!(
        run.out.contains(&native("2023/old.md:75:47 2023年报告：1")),
        "{}",
        run.out
    );
    assert!(
        !run.out.contains(&native("2023/old.md:75:47 警告")),
        "{}",
        run.out
    );
}

#[test]
fn what_fits_last_years_report_is_not_spoken_of() {
    let folder = Folder::with(&[("a.md", MARKDOWN), ("b.md", &fitting("2023"))]);
    let run = folder.run(&["check", "--select", "carried-over,in-force", "."]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

#[test]
fn a_file_named_by_itself_finds_last_years_beside_it_and_in_the_folder_of_that_year() {
    for old in ["2024/old.md", "old.md", "2023年报/old.html"] {
        let folder = Folder::with(&[(old, &of_year("2023")), ("2024/new.md", MARKDOWN)]);
        let run = folder.run(&["check", "-v", "--select", "carried-over", "2024/new.md"]);
        assert_eq!(run.code, 1, "{old}: {}{}", run.out, run.err);
        assert!(
            run.err.contains(&format!("上一年的报告是 {}", native(old))),
            "{old}: {}",
            run.err
        );
        let json = folder.run(&["check", "--output-format", "json", "2024/new.md"]);
        let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
        let findings = json["files"][0]["findings"].as_array().unwrap();
        let carried = findings
            .iter()
            .filter(|finding| finding["code"] == "carried-over");
        for finding in carried {
            assert_eq!(finding["related"][0]["path"], old);
        }
    }
}

#[test]
fn a_folder_named_by_itself_finds_last_years_in_the_folder_of_that_year() {
    let named = [
        ("2024", "2023"),
        ("2024/县区", "2023年报/县区"),
        ("2024年/县区", "2023年"),
    ];
    for (new, old) in named {
        let old = format!("{old}/old.md");
        let new = format!("{new}/new.md");
        let folder = Folder::with(&[(&old, &of_year("2023")), (&new, MARKDOWN)]);
        let (place, _) = new.split_once('/').unwrap();
        let run = folder.run(&["check", "-v", "--select", "carried-over", place]);
        assert_eq!(run.code, 1, "{old}: {}{}", run.out, run.err);
        let taken = format!("上一年的报告是 {}", native(&old));
        assert!(run.err.contains(&taken), "{old}: {}", run.err);
        assert!(!run.out.contains(&native(&format!("{old}:75:47 警告"))));
    }
}

#[test]
fn a_folder_under_that_of_the_configuration_finds_last_years_wherever_it_lies_there() {
    let old = of_year("2023");
    let files = [
        ("nianbao.toml", ""),
        ("归档/甲/old.md", &old),
        ("今年/new.md", MARKDOWN),
    ];
    let folder = Folder::with(&files);
    let run = folder.run(&["check", "-v", "--select", "carried-over", "今年"]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let taken = format!("上一年的报告是 {}", native("归档/甲/old.md"));
    assert!(run.err.contains(&taken), "{}", run.err);
}

#[test]
fn a_folder_does_not_look_beside_itself_for_what_it_holds_or_where_no_year_is_named() {
    let old = of_year("2023");
    let none_named = Folder::with(&[("old.md", &old), ("新/new.md", MARKDOWN)]);
    let run = none_named.run(&["check", "-v", "--select", "carried-over", "新"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let fits = fitting("2023");
    let held = Folder::with(&[
        ("2023/old.md", &old),
        ("2024/new.md", MARKDOWN),
        ("2024/上年/old.md", &fits),
    ]);
    let run = held.run(&["check", "-v", "--select", "carried-over", "2024"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

#[test]
fn the_folder_of_the_configuration_is_searched_however_deep_last_years_report_lies() {
    let folder = Folder::with(&[
        ("nianbao.toml", ""),
        ("归档/甲/乙/old.md", &of_year("2023")),
        ("今年/new.md", MARKDOWN),
    ]);
    let run = folder.run(&["check", "--select", "carried-over", "今年/new.md"]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(
        run.out.contains(&native("归档/甲/乙/old.md:75:")),
        "{}",
        run.out
    );
}

#[test]
fn of_two_files_that_claim_last_year_the_nearest_is_taken_and_named() {
    let folder = Folder::with(&[
        ("归档/old.md", &of_year("2023")),
        ("报告/old.md", &fitting("2023")),
        ("报告/new.md", MARKDOWN),
    ]);
    let run = folder.run(&["check", "-v", "--select", "carried-over", "."]);
    assert_eq!(run.code, 0, "{}", run.out);
    let said = "报告/new.md：上一年的报告取 报告/old.md，未取 归档/old.md";
    assert!(run.err.contains(&native(said)), "{}", run.err);
}

#[test]
fn standard_input_has_a_year_before_it_too() {
    let folder = Folder::with(&[("old.md", &of_year("2023"))]);
    let args = [
        "check",
        "--select",
        "carried-over",
        "--stdin-filename",
        "new.md",
        "-",
    ];
    let run = folder.run_with_input(&args, MARKDOWN.as_bytes());
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(run.out.contains("old.md:75:47"), "{}", run.out);
}

/// The row of new applications with other numbers, in a report of another unit.
fn part(unit: &str, row: &str) -> String {
    let text = MARKDOWN.replace("南渡区交通运输局", unit);
    text.replace(
        NEW,
        &format!("| 一、本年新收政府信息公开申请数量 |  |  | {row} |"),
    )
}

const NEW: &str = "| 一、本年新收政府信息公开申请数量 |  |  | 11 | 5 | 1 | 0 | 2 | 0 | 19 |";

#[test]
fn a_unit_that_was_renamed_is_known_by_its_series() {
    let old = of_year("2023").replace("南渡区交通运输局", "南渡区交通局");
    let folder = Folder::with(&[("old.md", &old), ("new.md", MARKDOWN)]);
    let args = ["check", "--select", "carried-over", "new.md"];
    assert_eq!(folder.run(&args).code, 0);
    let series = "[[series]]\nunit = \"南渡区交通运输局\"\nalso = [\"南渡区交通局\"]\n";
    folder.write("nianbao.toml", series);
    let run = folder.run(&args);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("old.md:75:47"), "{run:?}");
}

#[test]
fn a_declared_sum_is_added_up_and_the_part_left_out_is_named() {
    let row = "3 | 0 | 0 | 0 | 0 | 0 | 3";
    let folder = Folder::with(&[
        (
            "nianbao.toml",
            "[[roll-up]]\nwhole = \"全区.md\"\nparts = [\"部门/**\"]\ntables = [\"三\"]\n",
        ),
        ("全区.md", &MARKDOWN.replace("南渡区交通运输局", "南渡区")),
        ("部门/a.md", MARKDOWN),
        (
            "部门/b.md",
            &part("南渡区水务局", row).replace("| 11 | 5 | 1 | 0 | 1 | 0 | 18 |", "||"),
        ),
    ]);
    for paths in [&["."][..], &["全区.md"]] {
        let args = [&["check", "--select", "roll-up"], paths].concat();
        let run = folder.run(&args);
        assert_eq!(run.code, 1, "{run:?}");
        let said = "“三/一、本年新收政府信息公开申请数量/总计”填报 19，2 份报告之和为 22，少 3，正好是南渡区水务局的数，可能漏计";
        assert!(run.out.contains(said), "{run:?}");
        assert!(run.out.contains(&native("部门/b.md:51:")), "{run:?}");
    }
}

#[test]
fn a_rule_that_is_off_by_itself_is_asked_for_by_name() {
    let old = of_year("2023").replace(NEW, &NEW.replace("| 11 |", "| 811 |").replace("19", "819"));
    let folder = Folder::with(&[("old.md", &old), ("new.md", MARKDOWN)]);
    let said = "[unlike-last-year]";
    let run = folder.run(&["check", "new.md"]);
    assert!(!run.out.contains(said), "{run:?}");
    let run = folder.run(&["check", "--select", "unlike-last-year", "new.md"]);
    assert!(run.out.contains(said), "{run:?}");
    folder.write("nianbao.toml", "[rules]\nunlike-last-year = \"warning\"\n");
    let run = folder.run(&["check", "new.md"]);
    assert!(run.out.contains("警告[unlike-last-year]"), "{run:?}");
}
