//! Made-up reports with rich and right prose: history of the ordinance, other bodies, lists of examples, percentages, plans, how to reach the office. Nothing
//! may be said of them.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::collections::BTreeMap;

use nianbao::analysis::analyze;
use nianbao::kit::Forms;
use nianbao::settings::Settings;
use nianbao::skeleton::Skeleton;
use nianbao::syntax::Surface;

const PARAGRAPHS: &str = include_str!("prose/paragraphs.txt");
const N_REPORTS: usize = 60;
const BODIES: [&str; 9] = [
    "青石县水务局",
    "南渡区教育局",
    "白沙市发展和改革委员会",
    "东岭县石桥镇人民政府",
    "清河街道办事处",
    "临江市人民政府",
    "北塘区",
    "西坪县民政局",
    "高桥乡人民政府",
];

/// The paragraphs by the place in a report at which they stand.
fn paragraphs() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for part in PARAGRAPHS.split("\n== ").skip(1) {
        let (place, text) = part.split_once('\n').expect("a line of its own");
        let pieces: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        assert!(pieces.len() > 2, "{place}");
        places.insert(place, pieces);
    }
    places
}

/// A report with paragraphs of each place, every time others.
fn report(number: usize, places: &BTreeMap<&str, Vec<&str>>) -> String {
    let skeleton = Skeleton {
        surface: [Surface::Bars, Surface::Tabs, Surface::Indented][number % 3],
        markdown_headings: number.is_multiple_of(3),
        newline: "\n",
    };
    let (body, year) = (BODIES[number % BODIES.len()], 2021 + number as u16 % 4);
    let mut editions = Forms::builtin().editions();
    let edition = editions
        .find(|edition| edition.is_prescribed_for(year))
        .unwrap();
    let piece = |place: &str, at: usize| places[place][at % places[place].len()].to_owned() + "\n";
    let mut text = format!("{body}{year}年政府信息公开工作年度报告\n");
    text += &piece("preamble", number);
    for section in &edition.sections {
        text += &skeleton.heading(section);
        match section.id.as_str() {
            "overview" => {
                let own = (0..4).map(|more| piece("overview", number * 4 + more));
                text.extend(own);
            }
            "problems" => text += &piece("problems", number),
            "other" => text += &piece("other", number),
            _ => {}
        }
        if let Some(table) = section.table {
            text += &skeleton.table_with(&edition.tables[table], |_| "0".to_string());
        }
    }
    text += &piece("close", number);
    let year_of = |offset: i32| (i32::from(year) + offset).to_string();
    text.replace("{body}", body)
        .replace("{year}", &year_of(0))
        .replace("{last}", &year_of(-1))
        .replace("{next}", &year_of(1))
        .replace(" ⏎ ", "\n")
}

#[test]
fn nothing_is_said_of_rich_and_right_prose() {
    let places = paragraphs();
    let mut said = Vec::new();
    for number in 0..N_REPORTS {
        let text = report(number, &places);
        let analysis = analyze(&text, Forms::builtin(), &Settings::default());
        assert!(analysis.is_report, "{text}");
        for finding in analysis.findings {
            let marked = finding.span.of(&text);
            said.push(format!(
                "{number}: {} ⟦{marked}⟧ {}",
                finding.code, finding.message
            ));
        }
    }
    assert!(said.is_empty(), "\n{}", said.join("\n"));
}
