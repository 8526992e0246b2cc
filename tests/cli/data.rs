//! `nianbao data`: every cell of every report, as it stands, in whatever way it is written.

use std::collections::BTreeMap;

use serde_json::Value;

use super::report::{blank_total, report_with, wrong_total};
use super::{Folder, Run};

const CELLS: usize = 200;

/// The rows of CSV with its columns' names.
fn rows(run: &Run) -> Vec<BTreeMap<String, String>> {
    let text = run.out.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        let fields = names.iter().zip(record.iter());
        fields
            .map(|(name, field)| (name.to_owned(), field.to_owned()))
            .collect()
    };
    reader
        .records()
        .map(|record| row(record.unwrap()))
        .collect()
}

fn of_cell<'r>(
    rows: &'r [BTreeMap<String, String>],
    row: &str,
    column: &str,
) -> &'r BTreeMap<String, String> {
    let is_it = |r: &&BTreeMap<String, String>| r["row_id"] == row && r["column_id"] == column;
    rows.iter().find(is_it).unwrap()
}

#[test]
fn a_report_is_a_row_for_each_of_its_cells() {
    let folder = Folder::with(&[("甲/a.md", &wrong_total())]);
    let run = folder.run(&["data", "甲"]);
    assert_eq!((run.code, run.err.as_str()), (0, "已读取 1 份报告\n"));
    let rows = rows(&run);
    assert_eq!(rows.len(), CELLS);
    let wrong = of_cell(&rows, "new", "total");
    let said = |name: &str| wrong[name].as_str();
    assert_eq!(
        [
            "file", "unit", "year", "edition", "section", "value", "state", "report"
        ]
        .map(said),
        [
            "甲/a.md",
            "示范镇",
            "2023",
            "2021",
            "applications",
            "13",
            "stated",
            "1"
        ]
    );
    assert!(said("findings").split(' ').any(|code| code == "row-total"));
    let line = wrong_total()
        .lines()
        .nth(said("line").parse::<usize>().unwrap() - 1)
        .map(str::to_owned);
    assert!(line.unwrap().contains("| 13 |"));
}

#[test]
fn a_blank_cell_is_empty_and_never_0() {
    let folder = Folder::with(&[("a.md", &blank_total())]);
    let csv = rows(&folder.run(&["data", "a.md"]));
    let blank = of_cell(&csv, "granted", "total");
    assert_eq!(
        (blank["value"].as_str(), blank["state"].as_str()),
        ("", "blank")
    );
    let zero = of_cell(&csv, "granted", "natural");
    assert_eq!(
        (zero["value"].as_str(), zero["state"].as_str()),
        ("0", "stated")
    );
    let lines = folder
        .run(&["data", "--output-format", "json-lines", "a.md"])
        .out;
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let json = |row: &str| {
        lines
            .iter()
            .find(|l| l["row_id"] == row && l["column_id"] == "total")
            .unwrap()
    };
    assert_eq!(json("granted")["value"], Value::Null);
    assert_eq!(json("new")["value"], 0);
}

#[test]
fn json_lines_and_csv_say_the_same() {
    let folder = Folder::with(&[("a.md", &wrong_total()), ("b.md", &blank_total())]);
    folder.write("c.md", b"caf\xe9 \xff\xff");
    let csv = rows(&folder.run(&["data", "."]));
    let run = folder.run(&["data", "--output-format", "json-lines", "."]);
    let lines = run
        .out
        .lines()
        .map(|line| serde_json::from_str::<BTreeMap<String, Value>>(line).unwrap());
    let as_csv = |value: Value| match value {
        Value::Null => String::new(),
        Value::String(words) => words,
        number => number.to_string(),
    };
    let lines: Vec<BTreeMap<String, String>> = lines
        .map(|line| {
            line.into_iter()
                .map(|(name, value)| (name, as_csv(value)))
                .collect()
        })
        .collect();
    assert_eq!(csv.len(), 2 * CELLS + 1);
    assert_eq!(csv, lines);
}

#[test]
fn wide_data_has_one_row_a_report() {
    let folder = Folder::with(&[("a.md", &wrong_total()), ("b.md", &blank_total())]);
    let wide = rows(&folder.run(&["data", "--wide", "."]));
    assert_eq!(wide.len(), 2);
    assert_eq!(wide[0]["applications.new.total"], "13");
    assert_eq!(wide[1]["applications.granted.total"], "");
    assert_eq!(wide[1]["applications.granted.natural"], "0");
    let json = folder
        .run(&["data", "--wide", "--output-format", "json-lines", "."])
        .out;
    let first: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(first["applications.new.total"], 13);
    assert_eq!(first.as_object().unwrap().len(), wide[0].len());
}

#[test]
fn a_file_that_cannot_be_read_has_a_row_that_says_why() {
    let folder = Folder::with(&[("a.md", &report_with(&[])), ("notes.txt", "购物清单")]);
    folder.write("b.md", b"caf\xe9 \xff\xff");
    let run = folder.run(&["data", "."]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.err.contains("b.md") && run.err.contains("不是年度报告 1 个"),
        "{run:?}"
    );
    let rows = rows(&run);
    let last = rows.last().unwrap();
    let said = ["file", "state", "reason", "value"].map(|name| last[name].as_str());
    assert_eq!(said, ["b.md", "unread", "unknown-encoding", ""]);
    assert_eq!(rows.len(), CELLS + 1);
}

#[test]
fn what_a_spreadsheet_would_compute_is_made_inert() {
    let report = report_with(&[("三/（一）予以公开/自然人", "=cmd|' /C calc'!A0")]);
    let folder = Folder::with(&[("=SUM(A1),b.md", &report)]);
    let run = folder.run(&["data", "."]);
    let rows = rows(&run);
    assert_eq!(rows[0]["file"], "'=SUM(A1),b.md");
    let formulas = rows
        .iter()
        .flat_map(BTreeMap::values)
        .filter(|field| field.starts_with(['=', '@']));
    assert_eq!(formulas.count(), 0);
    let json = folder
        .run(&["data", "--output-format", "json-lines", "."])
        .out;
    let first: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(first["file"], "=SUM(A1),b.md", "JSON needs no such care");
}

#[test]
fn data_goes_to_a_file_whose_ending_says_how_it_is_written() {
    let folder = Folder::with(&[("a.md", &report_with(&[]))]);
    let run = folder.run(&["data", "a.md", "-o", "out.jsonl"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    let lines = String::from_utf8(folder.read("out.jsonl")).unwrap();
    assert_eq!(lines.lines().count(), CELLS);
    folder
        .run(&["data", "a.md", "-o", "out.doc"])
        .failed_with("out.doc");
    folder
        .run(&["data", "a.md", "-o", "nowhere/out.csv"])
        .failed_with("nowhere");
    folder
        .run(&["data", "a.md", "--output-format", "csv", "-o", "a.md"])
        .failed_with("a.md");
    assert_eq!(folder.read("a.md"), report_with(&[]).into_bytes());
    let left = std::fs::read_dir(folder.path("")).unwrap();
    assert_eq!(left.count(), 3, "a report, the data, and .git");
}

/// The rows of a Parquet file, as JSON has them.
#[cfg(feature = "parquet")]
pub fn parquet_rows(bytes: Vec<u8>) -> Vec<BTreeMap<String, Value>> {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    let path = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&path, bytes).unwrap();
    let file = SerializedFileReader::new(path.reopen().unwrap()).unwrap();
    let value = |field: &Field| match field {
        Field::Null => Value::Null,
        Field::Str(words) => words.as_str().into(),
        Field::Long(number) => (*number).into(),
        Field::Double(number) => (*number).into(),
        other => panic!("{other}"),
    };
    let rows = file.get_row_iter(None).unwrap().map(|row| {
        let row = row.unwrap();
        let columns = row.get_column_iter();
        columns
            .map(|(name, field)| (name.clone(), value(field)))
            .collect()
    });
    rows.collect()
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_and_json_lines_say_the_same() {
    let decimal = report_with(&[("二/行政事业性收费/本年收费金额（单位：万元）", "1.5")]);
    let folder = Folder::with(&[
        ("a.md", &wrong_total()),
        ("b.md", &blank_total()),
        ("c 镇.md", &decimal),
        (
            "d.md",
            &format!(
                "{}\n\n{}",
                report_with(&[]),
                report_with(&[]).replace("2023", "2022")
            ),
        ),
    ]);
    folder.write("e.md", b"caf\xe9 \xff\xff");
    for words in [
        &["data", "."][..],
        &["data", "--wide", "."],
        &[
            "data",
            "--ignore",
            "carried-over,in-force,copied-text,roll-up",
            ".",
        ],
    ] {
        for output in ["out.parquet", "out.jsonl"] {
            let run = folder.run(&[words, &["-o", output]].concat());
            assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
        }
        let parquet = parquet_rows(folder.read("out.parquet"));
        let lines = String::from_utf8(folder.read("out.jsonl")).unwrap();
        let lines = lines.lines().map(|line| {
            let row: BTreeMap<String, Value> = serde_json::from_str(line).unwrap();
            let as_column = |(name, value): (String, Value)| {
                let is_cell = name == "value" || name.contains('.');
                let value = match value.as_f64().filter(|_| is_cell) {
                    Some(number) => number.into(),
                    None => value,
                };
                (name, value)
            };
            row.into_iter().map(as_column).collect::<BTreeMap<_, _>>()
        });
        let lines: Vec<_> = lines.collect();
        assert_eq!(
            lines.len(),
            if words.contains(&"--wide") {
                6
            } else {
                5 * CELLS + 1
            }
        );
        assert!(parquet == lines, "{words:?}");
    }
}

#[test]
fn standard_input_is_read_as_one_report() {
    let folder = Folder::with(&[]);
    let run = folder.run_with_input(&["data", "-"], wrong_total().as_bytes());
    assert_eq!(run.code, 0);
    assert_eq!(rows(&run).len(), CELLS);
}

#[test]
fn two_reports_in_one_file_are_told_apart() {
    let two = format!(
        "{}\n\n{}",
        report_with(&[]),
        report_with(&[]).replace("2023", "2022")
    );
    let folder = Folder::with(&[("a.md", &two)]);
    let rows = rows(&folder.run(&["data", "a.md"]));
    assert_eq!(rows.len(), 2 * CELLS);
    let told = |row: &BTreeMap<String, String>| (row["report"].clone(), row["year"].clone());
    assert_eq!(told(&rows[0]), ("1".into(), "2023".into()));
    assert_eq!(told(&rows[CELLS]), ("2".into(), "2022".into()));
}

#[test]
fn what_is_found_beside_last_years_report_is_said_of_its_cell() {
    let carried = "三/四、结转下年度继续办理";
    let carried = [format!("{carried}/自然人"), format!("{carried}/总计")];
    let last_year = report_with(&carried.each_ref().map(|cell| (cell.as_str(), "2")));
    let last_year = last_year.replace("2023", "2022");
    let this_year = report_with(&[]);
    let folder = Folder::with(&[("2022/a.md", &last_year), ("2023/a.md", &this_year)]);
    let found = |run: &Run| {
        let rows = rows(run);
        let about = |row: &&BTreeMap<String, String>| row["findings"].contains("carried-over");
        let cells = rows.iter().filter(about).map(|row| {
            let name = ["file", "row_id", "column_id"].map(|name| row[name].clone());
            name.join(" ")
        });
        cells.collect::<Vec<_>>()
    };
    let run = folder.run(&["check", "--output-format", "json", "."]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let files = json["files"].as_array().unwrap();
    let codes = files
        .iter()
        .flat_map(|file| file["findings"].as_array().unwrap())
        .filter(|finding| finding["code"] == "carried-over");
    let said = found(&folder.run(&["data", "."]));
    assert_eq!(said.len(), codes.count());
    assert!(
        !said.is_empty()
            && said
                .iter()
                .all(|cell| cell.starts_with("2023/a.md carried")),
        "{said:?}"
    );
    assert_eq!(
        found(&folder.run(&["data", "--ignore", "carried-over", "."])),
        [""; 0]
    );
    let both = format!("{last_year}\n\n{this_year}");
    let run = folder.run_with_input(&["data", "-"], both.as_bytes());
    assert_eq!(found(&run).len(), said.len());
}
