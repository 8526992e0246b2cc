//! `compare` and `roll-up`.

use serde_json::Value;

use crate::{Folder, MARKDOWN};

const NEW: &str = "| 一、本年新收政府信息公开申请数量 |  |  | 11 | 5 | 1 | 0 | 2 | 0 | 19 |";

/// The bundled report of another unit with other numbers of new applications.
fn other(unit: &str, row: &str) -> String {
    let text = MARKDOWN.replace("南渡区交通运输局", unit);
    text.replace(
        NEW,
        &format!("| 一、本年新收政府信息公开申请数量 |  |  | {row} |"),
    )
}

#[test]
fn a_report_is_equal_to_itself_and_to_its_other_format() {
    let html = include_str!("../../examples/reports/page.html");
    let folder = Folder::with(&[("a.md", MARKDOWN), ("b.md", MARKDOWN), ("c.html", html)]);
    let run = folder.run(&["compare", "a.md", "b.md"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("两份报告相同"), "{run:?}");
    let run = folder.run(&["compare", "a.md", "c.html"]);
    assert_eq!(run.code, 1, "another report");
}

#[test]
fn cells_that_differ_are_listed_with_both_numbers_in_every_format() {
    let old = MARKDOWN.replace(NEW, &NEW.replace("| 11 |", "| 8 |").replace("19", "16"));
    let folder = Folder::with(&[("old.md", &old), ("new.md", MARKDOWN)]);
    let run = folder.run(&["compare", "old.md", "new.md"]);
    assert_eq!(run.code, 1, "{run:?}");
    let line = "三/一、本年新收政府信息公开申请数量/总计  16 → 19（+3，+18.8%）";
    assert!(run.out.contains(line), "{run:?}");
    assert!(
        run.out
            .contains("五、存在的主要问题及改进情况：文字没有变化"),
        "{run:?}"
    );
    let as_format = |format: &str| {
        let run = folder.run(&["compare", "--output-format", format, "old.md", "new.md"]);
        assert_eq!(run.code, 1, "{run:?}");
        run.out
    };
    let json: Value = serde_json::from_str(&as_format("json")).unwrap();
    assert_eq!(json["cells"].as_array().unwrap().len(), 2);
    assert_eq!(json["cells"][1]["old"], 16);
    assert_eq!(json["cells"][1]["new"], 19);
    assert_eq!(json["equal"], false);
    let csv = as_format("csv");
    assert!(
        csv.contains("三/一、本年新收政府信息公开申请数量/自然人,8,11,+3,+37.5%\r\n"),
        "{csv}"
    );
    let markdown = as_format("markdown");
    assert!(
        markdown.contains("| 16 | 19 | +3 | +18.8% |\n"),
        "{markdown}"
    );
    let html = as_format("html");
    assert!(html.contains("<td>16</td><td>19</td><td>+3</td>"), "{html}");
}

#[test]
fn new_text_is_told_section_by_section() {
    let new = MARKDOWN.replace(
        "个别附件上传后未检查能否打开",
        "渡口停航的消息有时比船班晚半天",
    );
    let folder = Folder::with(&[("old.md", MARKDOWN), ("new.md", &new)]);
    let run = folder.run(&["compare", "--output-format", "json", "old.md", "new.md"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let shares: Vec<(&str, u64)> = json["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| {
            (
                section["number"].as_str().unwrap(),
                section["newShare"].as_u64().unwrap(),
            )
        })
        .collect();
    let of = |number: &str| shares.iter().find(|(other, _)| *other == number).unwrap().1;
    assert_eq!(of("一"), 0);
    assert!((10..50).contains(&of("五")), "{shares:?}");
}

#[test]
fn numbers_of_reports_are_added_up_into_a_draft_and_what_does_not_fit_is_named() {
    let row = "3 | 0 | 0 | 0 | 0 | 0 | 3";
    let last_year = other("南渡区林业局", row).replace("2024年", "2023年");
    let draft = MARKDOWN
        .replace("南渡区交通运输局", "南渡区")
        .replace(NEW, &NEW.replace("19", "0"));
    let folder = Folder::with(&[
        ("全区.md", &draft),
        ("部门/a.md", MARKDOWN),
        ("部门/b.md", &other("南渡区水务局", row)),
        ("部门/c.md", &last_year),
    ]);
    let args = [
        "roll-up",
        "--whole",
        "全区.md",
        "部门",
        "-o",
        "out.md",
        "--tables",
        "三",
    ];
    let run = folder.run(&args);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("c.md 没有计入：年度不同"), "{run:?}");
    assert!(run.err.contains("已汇总 2 份报告，1 份没有计入"), "{run:?}");
    let written = std::fs::read_to_string(folder.path("out.md")).unwrap();
    let sum = "| 一、本年新收政府信息公开申请数量 |  |  | 14 | 5 | 1 | 0 | 2 | 0 | 22 |";
    assert!(written.contains(sum), "{written}");
    assert_eq!(
        std::fs::read_to_string(folder.path("全区.md")).unwrap(),
        draft
    );
    let check = folder.run(&["compare", "--output-format", "json", "全区.md", "out.md"]);
    assert_eq!(check.code, 1, "{check:?}");
}

#[test]
fn without_a_draft_the_sum_is_a_report_of_its_own() {
    let folder = Folder::with(&[
        ("a.md", MARKDOWN),
        ("b.md", &other("南渡区水务局", "3 | 0 | 0 | 0 | 0 | 0 | 3")),
    ]);
    let run = folder.run(&["roll-up", "a.md", "b.md"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.out.starts_with("# 2024年政府信息公开工作年度报告\n"),
        "{run:?}"
    );
    folder.write("sum.md", &run.out);
    let cells = folder.run(&["cells", "sum.md"]);
    assert!(cells.out.contains("22"), "{cells:?}");
    let run = folder.run(&["roll-up", "gone.md"]);
    assert_eq!(run.code, 2, "{run:?}");
}

const SUM: &str = "14 | 5 | 1 | 0 | 2 | 0 | 22 |";

/// Two reports of one year below 部门.
fn two_parts() -> Folder {
    let other = other("南渡区水务局", "3 | 0 | 0 | 0 | 0 | 0 | 3");
    Folder::with(&[("部门/a.md", MARKDOWN), ("部门/b.md", &other)])
}

fn text(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path(name)).unwrap()
}

#[test]
fn a_sum_that_was_made_before_is_no_part_wherever_it_lies() {
    let folder = two_parts();
    for (output, force) in [
        ("部门/汇总.md", false),
        ("部门/汇总.md", true),
        ("elsewhere.md", false),
    ] {
        let force: &[&str] = if force { &["--force"] } else { &[] };
        let args = ["roll-up", "部门", "-o", output, "--tables", "三"];
        let run = folder.run(&[&args[..], force].concat());
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.err.contains("已汇总 2 份报告"), "{run:?}");
        assert!(text(&folder, output).contains(SUM), "{run:?}");
        let was_there = !force.is_empty() || output == "elsewhere.md";
        let said = run.err.contains("汇总.md 没有计入：是以前汇总的结果");
        assert_eq!(said, was_there, "{run:?}");
    }
    let run = folder.run(&["roll-up", "部门/汇总.md", "部门/a.md", "--locale", "en"]);
    assert!(run.err.contains("2 reports added up"), "{run:?}");
    assert!(run.err.contains("looks like a sum"), "{run:?}");
}

#[test]
fn no_report_of_the_whole_is_a_part_of_it() {
    let draft = MARKDOWN.replace("南渡区交通运输局", "南渡区");
    let folder = two_parts();
    folder.write("全区.md", &draft);
    folder.write(
        "全区初稿.md",
        &draft.replace("一切", "全部").replace("及时", "按时"),
    );
    for force in [&[][..], &["--force"]] {
        let args = [
            "roll-up",
            "--whole",
            "全区.md",
            ".",
            "-o",
            "汇总.md",
            "--tables",
            "三",
        ];
        let run = folder.run(&[&args[..], force].concat());
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.err.contains("已汇总 2 份报告"), "{run:?}");
        assert!(run.err.contains("全区.md 没有计入"), "{run:?}");
        assert!(run.err.contains("全区初稿.md 没有计入"), "{run:?}");
        assert!(text(&folder, "汇总.md").contains(SUM), "{run:?}");
    }
}

#[test]
fn no_part_is_written_over_by_the_sum() {
    let folder = two_parts();
    let before = text(&folder, "部门/a.md");
    for parts in [&["部门"][..], &["部门/a.md", "部门/b.md"]] {
        let args = [&["roll-up"], parts, &["-o", "部门/a.md", "--force"]].concat();
        let run = folder.run(&args);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains("a.md 是要读取的文件之一"), "{run:?}");
        assert_eq!(text(&folder, "部门/a.md"), before);
    }
}

#[test]
fn a_unit_is_added_up_once_by_all_of_its_names() {
    let other = |unit: &str| other(unit, "3 | 0 | 0 | 0 | 0 | 0 | 3");
    let folder = two_parts();
    folder.write("部门/c.md", &other("南渡区水务局（南渡区河湖管理局）"));
    folder.write("部门/d.md", &other("南渡区水利局"));
    let series = "[[series]]\nunit = \"南渡区水务局\"\nalso = [\"南渡区水利局\"]\n";
    folder.write("nianbao.toml", series);
    let run = folder.run(&["roll-up", "部门", "--tables", "三"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains(SUM), "{run:?}");
    assert_eq!(run.err.matches("同一单位已有一份").count(), 2, "{run:?}");
    // Two branches are two units, whatever is left out of a third name.
    let branches = Folder::with(&[
        ("a.md", &other("南渡区税务局（东分局）")),
        ("b.md", &other("南渡区税务局（西分局）")),
        ("c.md", &other("南渡区税务局")),
    ]);
    let run = branches.run(&["roll-up", "."]);
    assert!(run.err.contains("已汇总 3 份报告，0 份没有计入"), "{run:?}");
}

#[test]
fn a_table_that_the_form_does_not_have_is_not_added_up() {
    let folder = two_parts();
    for table in ["九", "五", ""] {
        let run = folder.run(&["roll-up", "部门", "--tables", table, "-o", "out.md"]);
        assert_eq!(run.code, 2, "{table}: {run:?}");
        assert!(run.err.contains(&format!("没有表“{table}”")), "{run:?}");
        assert!(!folder.path("out.md").exists());
    }
}

#[test]
fn a_part_may_come_by_standard_input_and_one_is_not_said_to_be_several() {
    let folder = two_parts();
    let args = ["roll-up", "-", "部门/b.md", "--tables", "三"];
    let run = folder.run_with_input(&args, MARKDOWN.as_bytes());
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains(SUM), "{run:?}");
    let run = folder.run(&["roll-up", "部门/b.md", "--locale", "en"]);
    assert!(run.err.contains("1 report added up, 0 left out"), "{run:?}");
    assert_eq!(folder.run(&["roll-up", "-", "--whole", "-"]).code, 2);
}
