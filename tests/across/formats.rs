//! Two reports of one unit as they come: Markdown, a Word document, text pasted from a web page. The terminal and the server say the same.

use serde_json::{Value, json};

use crate::server::{carried, client_in, uri};
use crate::{Folder, MARKDOWN};

/// The bundled report as another year's.
fn of_year(year: &str) -> String {
    MARKDOWN.replace("2024年", &format!("{year}年"))
}

/// The same as it is pasted from a web page: the site's name behind the title, tabs between cells, no marks of Markdown.
fn pasted(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let bare = line.trim_start_matches('#').trim();
        if line.starts_with("# ") {
            lines.push(format!("{bare}_南渡区人民政府门户网站"));
        } else if line.starts_with('|') {
            let cells = line.trim_matches('|').split('|');
            let cells: Vec<&str> = cells.map(str::trim).collect();
            let is_rule = cells.iter().all(|cell| cell.starts_with("---"));
            if !is_rule {
                lines.push(cells.join("\t"));
            }
        } else {
            lines.push(bare.to_owned());
        }
    }
    lines.join("\n")
}

/// Writes a report in a format under the name with its ending.
fn put(folder: &Folder, name: &str, text: &str, format: &str) -> String {
    let path = format!("{name}.{format}");
    match format {
        "txt" => folder.write(&path, &pasted(text)),
        "docx" => {
            folder.write("source.md", text);
            std::fs::create_dir_all(folder.path(&path).parent().unwrap()).unwrap();
            let run = folder.run(&["export", "--output", &path, "source.md"]);
            assert!(run.code < 2, "{}", run.err);
            std::fs::remove_file(folder.path("source.md")).unwrap();
        }
        _ => folder.write(&path, text),
    }
    path
}

/// What the terminal says of a file, by its messages.
fn said_in_terminal(folder: &Folder, what: &str, file: &str) -> Vec<String> {
    let run = folder.run(&[
        "check",
        "--select",
        "carried-over,in-force",
        "--output-format",
        "json",
        what,
    ]);
    let said: Value = serde_json::from_str(&run.out).unwrap();
    let files = said["files"].as_array().unwrap().iter();
    let mut findings = files
        .filter(|said| said["path"] == file)
        .flat_map(|said| said["findings"].as_array().unwrap());
    let first = findings.by_ref();
    first
        .map(|finding| finding["message"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn reports_are_compared_whatever_they_are_written_in() {
    for new_format in ["md", "docx", "txt"] {
        for old_format in ["md", "docx", "txt"] {
            let folder = Folder::with(&[]);
            let new = put(&folder, "报送2024/交通局", MARKDOWN, new_format);
            put(
                &folder,
                "网站存档/2023年/年报",
                &of_year("2023"),
                old_format,
            );
            let said = said_in_terminal(&folder, ".", &new);
            assert_eq!(said.len(), 3, "{new_format} {old_format}: {said:?}");

            let (shown, text) = match new_format {
                "docx" => {
                    let run = folder.run(&["convert", &new]);
                    let view = uri(&folder, &new).replace("file:", "nianbao-document:");
                    (view, run.out)
                }
                _ => {
                    let text = std::fs::read_to_string(folder.path(&new)).unwrap();
                    (uri(&folder, &new), text)
                }
            };
            let mut client = client_in(&folder);
            client.open(&shown, &text);
            let found = client.findings_that(&shown, 1, |found| carried(found).len() == 2);
            let of_years = found.iter().filter(|finding| {
                ["carried-over", "in-force"]
                    .iter()
                    .any(|code| finding["code"] == *code)
            });
            let told: Vec<String> = of_years
                .map(|finding| finding["message"].as_str().unwrap().to_owned())
                .collect();
            let sorted = |mut all: Vec<String>| {
                all.sort();
                all
            };
            assert_eq!(sorted(told), sorted(said), "{new_format} {old_format}");
            let page = client.ask(
                "nianbao/compare",
                json!({ "textDocument": { "uri": shown } }),
            );
            assert!(page["missing"].is_null(), "{new_format} {old_format}");
        }
    }
}

#[test]
fn what_only_looks_like_last_years_report_is_none() {
    let others = [
        ("2023/市.md", "南渡市交通运输局2023年"),
        ("2023/分局.md", "南渡区交通运输局东分局2023年"),
        ("2022/早一年.md", "南渡区交通运输局2022年"),
        ("2024/同年.md", "南渡区交通运输局2024年"),
        ("其他/2023/无名.md", "交通运输局2023年"),
    ];
    let new = "2024/交通局.md";
    let folder = Folder::with(&[(new, MARKDOWN)]);
    for (path, title) in others {
        folder.write(path, &MARKDOWN.replacen("南渡区交通运输局2024年", title, 1));
    }
    for what in [".", "2024", new] {
        let said = said_in_terminal(&folder, what, new);
        assert_eq!(said, Vec::<String>::new(), "{what}");
    }
}

#[test]
fn a_name_that_fits_two_units_is_the_report_of_neither() {
    let new = "南渡区2024.md";
    let folder = Folder::with(&[(new, MARKDOWN)]);
    let bare = of_year("2023").replacen("南渡区", "", 1);
    folder.write("去年.md", &bare);
    assert_eq!(said_in_terminal(&folder, ".", new).len(), 3);
    let other = MARKDOWN.replacen("南渡区", "北渡区", 1);
    folder.write("北渡区2024.md", &other);
    assert_eq!(said_in_terminal(&folder, ".", new), Vec::<String>::new());
}

#[test]
fn a_town_is_known_by_its_name_alone_only_where_its_own_reports_lie() {
    let town = |text: &str| text.replacen("南渡区交通运输局", "城关镇", 1);
    let (new, old) = (town(MARKDOWN), town(&of_year("2023")));
    let places = [
        ("甲县/2024/城关镇.md", "乙县/2023/城关镇.md", 0),
        ("2024年/甲县/城关镇.md", "2023年/乙县/城关镇.md", 0),
        ("2024年报/甲县/城关镇.md", "2023/甲县/城关镇.md", 3),
        ("2025-01-20/城关镇.md", "2024-01-18/城关镇.md", 3),
    ];
    for (place, last, n) in places {
        let folder = Folder::with(&[(place, &new), (last, &old)]);
        for what in [".", place] {
            let said = said_in_terminal(&folder, what, place);
            assert_eq!(said.len(), n, "{what} beside {last}: {said:?}");
        }
    }
}

#[test]
fn titles_with_something_behind_them_are_titles() {
    let official = "政府信息公开工作年度报告";
    let unit = "南渡区交通运输局";
    let titles = [
        format!("{unit}{official}（2024年度）"),
        format!("{unit}2024年{official}（公示稿）"),
        format!("{unit}2024年{official} 2025-01-20"),
        format!("《{unit}2024年{official}》"),
        format!("{unit}2024年{official} - 南渡区人民政府"),
        format!("{unit}二〇二四年{official}"),
    ];
    for title in titles {
        let new = MARKDOWN.replacen(&format!("{unit}2024年{official}"), &title, 1);
        let folder = Folder::with(&[("new.md", &new), ("old.md", &of_year("2023"))]);
        let said = said_in_terminal(&folder, ".", "new.md");
        assert_eq!(said.len(), 3, "{title}: {said:?}");
    }
}

#[test]
fn titles_that_speak_of_the_state_of_the_work_name_their_unit() {
    let title = "南渡区交通运输局2024年政府信息公开工作年度报告";
    let titles = [
        "南渡区交通运输局关于2024年政府信息公开工作情况的报告",
        "南渡区交通运输局2024年度政府信息公开工作情况报告",
        "关于南渡区交通运输局2024年政府信息公开情况的报告",
        "2024年政府信息公开工作年度报告\n\n南渡区交通运输局",
        "2024年政府信息公开工作年度报告\n\n（2025年1月20日）\n\n**南渡区交通运输局**",
        "南渡區交通運輸局2024年政府資訊公開工作年度報告",
    ];
    for other in titles {
        let new = MARKDOWN.replacen(title, other, 1);
        assert_ne!(new, MARKDOWN);
        let folder = Folder::with(&[("new.md", &new), ("old.md", &of_year("2023"))]);
        let said = said_in_terminal(&folder, ".", "new.md");
        assert_eq!(said.len(), 3, "{other}: {said:?}");
    }
}

#[test]
fn a_unit_in_traditional_script_is_the_one_in_simplified() {
    let town = |unit: &str, text: &str| text.replacen("南渡区交通运输局", unit, 1);
    let new = town("龙潭县凤鸣镇人民政府", MARKDOWN);
    for (unit, n) in [("龍潭縣鳳鳴鎮人民政府", 3), ("龍潭縣鳳鳴鄉人民政府", 0)]
    {
        let old = town(unit, &of_year("2023"));
        let folder = Folder::with(&[("new.md", &new), ("old.md", &old)]);
        let said = said_in_terminal(&folder, ".", "new.md");
        assert_eq!(said.len(), n, "{unit}: {said:?}");
    }
}
