//! A folder of made-up reports of many units, as an office that reviews them has it: every surface, Word documents, files that cannot be read, other
//! texts. What the commands say of it is the same everywhere.
//!
//! `NIANBAO_FOLDER=path NIANBAO_REPORTS=3000 cargo test --test wild folder` keeps it there, with so many files. `NIANBAO_SERIES=3` gives each third
//! unit a report on the year before, 0 none.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use nianbao::export::docx::document;
use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::views::sheet::sheets;
use serde_json::Value;

use crate::recipe::Recipe;
use crate::report::report_of;

/// Characters that names of places are made of.
const PLACES: &str = "青石望江云岭南渡柳湾东川北原松林玉河海州临沧白马平川长滩红枫金沙银杏翠屏古桥新田双溪九曲丹霞清泉";
const KINDS: [&str; 8] = [
    "人民政府",
    "水务局",
    "教育局",
    "民政局",
    "财政局",
    "司法局",
    "医疗保障局",
    "住房和城乡建设局",
];

/// How many files there are unless more are asked for.
const FEW: usize = 64;
const COUNTIES: usize = 97;
const YEARS: [u16; 2] = [2024, 2023];

/// The name of a unit, another for every number below two million.
fn unit(at: usize) -> String {
    let places: Vec<char> = PLACES.chars().collect();
    let (kind, at) = (KINDS[at % KINDS.len()], at / KINDS.len());
    let (county, town) = (at % COUNTIES, at / COUNTIES);
    let place = |at: usize| places[at % places.len()];
    let county = [place(county), place(county * 7 + county / places.len())];
    let town = [place(town), place(town / places.len())];
    let [county, town] = [county, town].map(|name| name.iter().collect::<String>());
    format!("{county}县{town}镇{kind}")
}

/// A report of a unit on a year, and the ending of its file.
fn text_of(unit: &str, year: u16, at: usize) -> (String, &'static str) {
    let seed = at as u64 + u64::from(2024 - year) * 1_000_003;
    let mut recipe = match at % 3 {
        0 => Recipe::with_mistake(seed),
        _ => Recipe::clean(seed),
    };
    recipe.edition = "2021".to_owned();
    let made = report_of(&recipe, Some((unit, year))).text;
    let ending = if recipe.surface.is_html() {
        "html"
    } else {
        "txt"
    };
    (made, ending)
}

/// The bytes of a file, and its ending.
fn file_of(unit: &str, year: u16, at: usize) -> (Vec<u8>, &'static str) {
    if at % 300 == 13 {
        return (b"caf\xe9 \xff\xff\xfe\xc3".repeat(9), "txt");
    }
    if at % 150 == 31 {
        return (
            format!("{unit}{year}年食堂菜单\n一、米饭\n二、青菜\n").into_bytes(),
            "md",
        );
    }
    let (text, ending) = text_of(unit, year, at);
    if at % 50 == 7 {
        let reading = Reading::of(&text, Forms::builtin(), &Settings::default());
        return (document(&sheets(&reading, &[])).unwrap(), "docx");
    }
    (text.into_bytes(), ending)
}

/// Writes `n_files` files into a folder, by year and county; each `series`-th unit has a report on two years.
fn write_folder(folder: &Path, n_files: usize, series: usize) {
    let files = (0..n_files).map(|at| {
        // Of `series` and one more, the last is that of the first on the year before.
        let (unit, year) = match series {
            0 => (unit(at), YEARS[0]),
            _ => match (at % (series + 1), at / (series + 1)) {
                (0, group) => (unit(group * series), YEARS[1]),
                (of_group, group) => (unit(group * series + of_group - 1), YEARS[0]),
            },
        };
        (at, unit, year)
    });
    for (at, unit, year) in files {
        let county: String = unit.chars().take(3).collect();
        let place = folder.join(year.to_string()).join(county);
        fs::create_dir_all(&place).unwrap();
        let (bytes, ending) = file_of(&unit, year, at);
        fs::write(place.join(format!("{unit}.{ending}")), bytes).unwrap();
    }
}

/// A folder that is there for the length of a test.
struct MadeUp(tempfile::TempDir);

impl MadeUp {
    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        command.args(args).current_dir(self.0.path());
        command.output().unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// The year, the row and the number of a row of data in which all new applications are counted.
fn is_received(row: &Value) -> bool {
    let is = |key: &str, value: &str| row[key] == value;
    is("section", "applications") && is("row_id", "new") && is("column_id", "total")
}

#[test]
fn a_folder_of_made_up_reports_is_told_the_same_by_every_command() {
    if let Some(folder) = std::env::var_os("NIANBAO_FOLDER") {
        let number = |name: &str, usual| {
            let asked = std::env::var(name);
            asked.map_or(usual, |number| number.parse().unwrap())
        };
        let n_files = number("NIANBAO_REPORTS", FEW);
        write_folder(Path::new(&folder), n_files, number("NIANBAO_SERIES", 3));
        return;
    }
    let folder = MadeUp(tempfile::tempdir().unwrap());
    fs::create_dir(folder.path(".git")).unwrap();
    write_folder(&folder.path("报告"), FEW, 3);
    let checked = folder.run(&["check", "报告", "--output-format", "json"]);
    assert_eq!(checked.status.code(), Some(2), "one file cannot be read");
    let checked: Value = serde_json::from_slice(&checked.stdout).unwrap();
    let files = checked["files"].as_array().unwrap();
    let count = |severity: &str| {
        let findings = files
            .iter()
            .flat_map(|file| file["findings"].as_array().unwrap());
        findings
            .filter(|finding| finding["severity"] == severity)
            .count()
    };
    for (key, severity) in [
        ("errors", "error"),
        ("warnings", "warning"),
        ("informations", "information"),
    ] {
        assert_eq!(checked["summary"][key], count(severity), "{severity}");
    }
    folder.run(&["review", "报告", "-o", "out.html"]);
    let page = fs::read_to_string(folder.path("out.html")).unwrap();
    let (_, records) = page.split_once("type=\"application/json\">").unwrap();
    let (records, _) = records.split_once("</script>").unwrap();
    let records: Value = serde_json::from_str(records).unwrap();
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for report in records["reports"].as_array().unwrap() {
        let n_findings = report["w"].as_array().unwrap().len();
        *told
            .entry(report["f"].as_str().unwrap().to_owned())
            .or_default() += n_findings;
    }
    let found = files.iter().map(|file| {
        let n_findings = file["findings"].as_array().unwrap().len();
        (file["path"].as_str().unwrap().to_owned(), n_findings)
    });
    assert_eq!(told, found.collect());
    let data = folder.run(&["data", "报告", "--output-format", "json-lines"]);
    let data = String::from_utf8(data.stdout).unwrap();
    let rows: Vec<Value> = data
        .lines()
        .map(|row| serde_json::from_str(row).unwrap())
        .collect();
    let with_data: std::collections::BTreeSet<&str> = rows
        .iter()
        .filter(|row| row["state"] != "unread")
        .filter_map(|row| row["file"].as_str())
        .collect();
    assert_eq!(with_data.len(), files.len());
    let mut received: BTreeMap<u64, i64> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_received(row)) {
        if let (Some(year), Some(number)) = (row["year"].as_u64(), row["value"].as_i64()) {
            *received.entry(year).or_default() += number;
        }
    }
    assert_eq!(received.len(), 2, "{received:?}");
    for sum in received.values() {
        assert!(page.contains(&format!(">{sum} 件</text>")), "{sum}");
    }
}
