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
fn a_declared_sum_without_its_parts_or_whole_is_said_once_and_not_where_they_only_lie_elsewhere() {
    let toml = "[[roll-up]]\nwhole = \"全区.md\"\nparts = [\"部门/**\"]\n";
    let whole = MARKDOWN.replace("南渡区交通运输局", "南渡区");
    let folder = Folder::with(&[("nianbao.toml", toml), ("全区.md", &whole)]);
    let run = folder.run(&["check", "."]);
    let said = "roll-up.parts：没有文件与“部门/**”相符，这一项汇总没有核对";
    assert_eq!(run.err.matches(said).count(), 1, "{run:?}");
    assert!(run.err.contains("nianbao.toml:1 "), "{run:?}");
    folder.write("部门/a.md", MARKDOWN);
    for path in [".", "全区.md", "部门"] {
        let run = folder.run(&["check", path]);
        assert!(!run.err.contains("roll-up"), "{path} {run:?}");
    }
    let folder = Folder::with(&[("nianbao.toml", toml), ("部门/a.md", MARKDOWN)]);
    let run = folder.run(&["check", "部门", "--locale", "en"]);
    let said = "roll-up.whole: no file matches \"全区.md\"; this sum was not checked";
    assert_eq!(run.err.matches(said).count(), 1, "{run:?}");
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

/// The bundled report with another text of part 六.
fn with_part_six(text: &str, part: &str) -> String {
    let (before, _) = text.split_once("## 六、").unwrap();
    format!("{before}## 六、其他需要报告的事项\n\n{part}\n")
}

#[test]
fn what_everybody_writes_is_no_copy_and_a_plan_is() {
    let everybodys = [
        "本报告电子版可在南渡区人民政府网站政府信息公开专栏查阅和下载。对报告有疑问的，请与南渡区交通运输局办公室联系（地址：南渡区渡口路7号，邮编：310099，联系电话：0571-0000000，电子邮箱：jtj@example.com）。",
        "本报告中所称的行政规范性文件，是指由行政机关依照权限和程序制定并公开发布，涉及公民、法人和其他组织的权利和义务，具有普遍约束力，在一定期限内反复适用的公文。",
        "根据条例第五十条编制本报告。本报告由总体情况、主动公开、申请的收到和处理、复议和诉讼、问题和改进、其他事项共六个部分组成，所列数据的统计期限自2024年1月1日起至2024年12月31日止。",
        "2024年按照信息处理费管理办法，采用按件计收的标准，发出收费通知0件，总金额0元，实际收取0元，与上年持平，没有因收费引起的投诉，也没有减免的情形，年内没有调整标准。",
        "2024年，我局坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻党的二十大和二十届二中、三中全会精神，认真贯彻落实党中央、国务院决策部署，坚持以公开为常态、不公开为例外，依法保障人民群众的知情权、参与权、表达权和监督权。",
        "按照省委、省政府和市委、市政府关于政务公开工作要点的有关要求，2024年我局坚持以人民为中心的发展思想，围绕中心、服务大局，全面推进决策、执行、管理、服务、结果公开，应公开尽公开，促进法治政府建设和阳光政府建设。",
    ];
    let plan = "渡口时刻表改版后群众反映字太小，三个码头的电子屏有两个不亮，网约车许可的办事指南与窗口说法不一；下一年由法规科每季度核对一次指南，把时刻表改成一页一个码头，并在汛期前换好电子屏，请老年大学学员先行试用。";
    for (part, is_copy) in everybodys
        .into_iter()
        .map(|part| (part, false))
        .chain([(plan, true)])
    {
        let new = with_part_six(MARKDOWN, part);
        let old = with_part_six(
            &MARKDOWN.replace("2024年", "2023年"),
            &part.replace("2024年", "2023年"),
        );
        let folder = Folder::with(&[("2024.md", &new), ("2023.md", &old)]);
        let run = folder.run(&["check", "--select", "copied-text", "."]);
        assert_eq!(
            run.out.contains("2023年报告第六部分 "),
            is_copy,
            "{part}\n{}",
            run.out
        );
    }
}

#[test]
fn a_number_of_last_years_report_that_is_probably_wrong_is_not_offered() {
    let carried_out = "| 四、结转下年度继续办理 |  |  | 0 | 0 | 0 | 0 | 1 | 0 | 1 |";
    let slipped = carried_out.replace("| 0 | 1 |", "| 0 | 3 |");
    let taken_over = MARKDOWN.replace(
        "| 二、上年结转政府信息公开申请数量 |  |  | 0 | 0 | 0 | 0 | 0 | 0 | 0 |",
        "| 二、上年结转政府信息公开申请数量 |  |  | 0 | 0 | 0 | 0 | 1 | 0 | 1 |",
    );
    assert_ne!(taken_over, MARKDOWN);
    let last = of_year("2023");
    for (last, offered) in [(last.replace(carried_out, &slipped), false), (last, true)] {
        let new = if offered { MARKDOWN } else { &taken_over };
        let folder = Folder::with(&[("2023.md", &last), ("2024.md", new)]);
        let run = folder.run(&["check", "-v", "--select", "carried-over", "2024.md"]);
        assert_eq!(run.code, 1, "{}{}", run.out, run.err);
        assert_eq!(run.out.contains("改为2023年报告的"), offered, "{}", run.out);
        assert_eq!(run.out.contains("疑似有误的是"), !offered, "{}", run.out);
    }
}

/// The bundled report as another body's, on a year.
fn of_body(body: &str, year: &str) -> String {
    let title = MARKDOWN.lines().find(|line| line.contains("年度报告"));
    let title = title.expect("a title").to_owned();
    let own = format!("# {body}{year}年政府信息公开工作年度报告");
    of_year(year).replace(&title.replace("2024", year), &own)
}

#[test]
fn a_name_without_its_area_that_may_be_anothers_is_nobodys_for_a_file_by_itself_too() {
    let files = [
        ("a.md", of_body("甲县教育局", "2024")),
        ("old.md", of_body("教育局", "2023")),
        ("other.md", of_body("乙县教育局", "2024")),
    ];
    let folder = Folder::with(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    for named in ["a.md", "."] {
        let run = folder.run(&["check", "-v", "--select", "carried-over", named]);
        assert_eq!(run.code, 0, "{named}: {}{}", run.out, run.err);
        assert!(!run.err.contains("上一年的报告"), "{named}: {}", run.err);
    }
    std::fs::remove_file(folder.path("other.md")).unwrap();
    for named in ["a.md", "."] {
        let run = folder.run(&["check", "-v", "--select", "carried-over", named]);
        assert!(
            run.err.contains("上一年的报告是 old.md"),
            "{named}: {}",
            run.err
        );
    }
}

#[test]
fn what_does_not_fit_another_report_is_left_to_the_writer_and_said() {
    let folder = Folder::with(&[("2023/old.md", &of_year("2023")), ("2024/new.md", MARKDOWN)]);
    for words in [&["fix", "."][..], &["fix", "--unsafe", "."]] {
        let run = folder.run(words);
        assert!(
            run.out.contains("没有与上一年或其他单位的报告比较"),
            "{run:?}"
        );
        let new = std::fs::read_to_string(folder.path("2024/new.md")).unwrap();
        assert_eq!(new, MARKDOWN, "nothing in it is wrong by itself");
    }
    let run = folder.run(&["fix", "2024/new.md"]);
    assert!(!run.out.contains("没有与上一年"), "{run:?}");
}
