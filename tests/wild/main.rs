//! Reports as they are met in the wild, made up by the thousand: whoever writes without a mistake is left in peace, and one mistake is found where it is.
//!
//! A report is described by a line of words, see [`recipe`]. Every test names the recipes that fail, shortened to the words that matter:
//!
//! - `NIANBAO_WILD=2000` asks for that many reports instead of the usual number, `NIANBAO_WILD=5000..6000` for other ones;
//! - `NIANBAO_RECIPE="2021 tabs title-twice #17"` prints that report and what is wrong about what is said of it, in the last of the tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod folder;
mod grid;
mod judge;
#[path = "../support/layout.rs"]
#[allow(dead_code)]
mod layout;
mod marks;
mod mistakes;
mod numbers;
mod prose;
mod recipe;
mod report;
mod writing;

use std::ops::Range;

use judge::{Tally, verdict};
use nianbao::analysis::{Analysis, analyze};
use nianbao::finding::Severity;
use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::syntax::Surface;
use recipe::{Manner, Mistake, Recipe};

/// Which reports are made, by number: as many as asked for.
fn seeds(usual: u64) -> Range<u64> {
    let Ok(asked) = std::env::var("NIANBAO_WILD") else {
        return 0..usual;
    };
    match asked.split_once("..") {
        Some((from, to)) => from.parse().unwrap()..to.parse().unwrap(),
        None => 0..asked.parse().unwrap(),
    }
}

#[test]
fn a_recipe_reads_as_it_is_written() {
    for seed in 0..200 {
        let recipe = Recipe::with_mistake(seed);
        assert_eq!(recipe.to_string().parse(), Ok(recipe));
    }
}

#[test]
fn every_surface_of_tables_is_written_by_some_recipe() {
    let mut written: Vec<Surface> = Vec::new();
    for &surface in recipe::Surface::ALL {
        let recipe = Recipe {
            surface,
            manners: Vec::new(),
            ..Recipe::clean(0)
        };
        let report = report::report(&recipe);
        let reading = Reading::of(&report.text, Forms::builtin(), &Settings::default());
        let reports = reading.reports();
        written.extend(reports.flat_map(|(report, _)| report.found_tables().map(|t| t.surface)));
    }
    let missing: Vec<&Surface> = Surface::ALL
        .iter()
        .filter(|s| !written.contains(s))
        .collect();
    assert!(
        missing.is_empty(),
        "no made-up report has tables that are read as {missing:?}: `Surface` of tests/wild/recipe.rs lacks a variant, or `written` of tests/wild/writing.rs \
         writes it otherwise"
    );
}

#[test]
fn reports_are_made_up_on_every_official_edition() {
    for edition in Forms::builtin().editions() {
        let id = edition.id.as_str();
        assert!(
            recipe::EDITIONS.contains(&id),
            "EDITIONS in recipe.rs does not name the edition {id}"
        );
    }
}

#[test]
fn clean_reports_stay_silent() {
    let mut tally = Tally::default();
    for seed in seeds(320) {
        tally.count(&Recipe::clean(seed));
    }
    tally.print();
    tally.assert_at_most(0.0, 0.0);
}

#[test]
fn one_mistake_is_found_in_its_place_and_nothing_else() {
    let mut tally = Tally::default();
    for seed in seeds(320) {
        tally.count(&Recipe::with_mistake(seed));
    }
    tally.print();
    tally.assert_at_most(0.01, 0.01);
}

#[test]
fn reports_in_one_text_are_looked_at_each_by_itself() {
    let said = |text: &str, moved_by: usize| -> Vec<String> {
        let findings = analyze(text, Forms::builtin(), &Settings::default()).findings;
        let warnings = findings
            .into_iter()
            .filter(|finding| finding.severity > Severity::Information);
        let lines = warnings.map(|finding| {
            let start = finding.span.start as usize + moved_by;
            format!("{start}: {} {}", finding.code, finding.message)
        });
        lines.collect()
    };
    let mut failures = Vec::new();
    for seed in seeds(64) {
        let recipes = [
            Recipe::with_mistake(seed),
            Recipe::with_mistake(seed + 1),
            Recipe::clean(seed + 2),
        ];
        // one page holds one report; what begins the next is its title and headings with numbers
        let is_apart = |recipe: &Recipe| {
            !recipe.surface.is_html()
                && !recipe.has(Manner::HeadingsLostNumbers)
                && !recipe.plants(Mistake::TitleWrong)
        };
        let mut recipes: Vec<Recipe> = recipes.into_iter().filter(is_apart).collect();
        for recipe in &mut recipes {
            recipe
                .manners
                .retain(|manner| *manner != Manner::MarkOfOrder);
        }
        let texts: Vec<String> = recipes
            .iter()
            .map(|recipe| report::report(recipe).text)
            .collect();
        let mut alone = Vec::new();
        let mut together = String::new();
        for text in &texts {
            alone.extend(said(text, together.len()));
            together.push_str(text);
        }
        if said(&together, 0) != alone {
            let names: Vec<String> = recipes.iter().map(Recipe::to_string).collect();
            failures.push(format!(
                "{}\n  alone {alone:#?}\n  together {:#?}",
                names.join("\n"),
                said(&together, 0)
            ));
        }
    }
    assert!(
        failures.is_empty(),
        "{} texts\n{}",
        failures.len(),
        failures.first().unwrap()
    );
}

#[test]
fn a_page_that_lists_reports_is_none() {
    let titles = |year: u16| {
        format!(
            "青石镇人民政府{year}年政府信息公开工作年度报告\n2024-01-2{}\n",
            year % 10
        )
    };
    let list: String = (2019..2025).map(titles).collect();
    let page = format!("首页 > 政府信息公开年报\n{list}下一页 尾页\n");
    assert_eq!(
        analyze(&page, Forms::builtin(), &Settings::default()),
        Analysis::default()
    );
    // but one title, twice on its page, begins a report
    let title = titles(2024);
    let begun = format!("{title}{title}");
    assert!(analyze(&begun, Forms::builtin(), &Settings::default()).is_report);
}

#[test]
fn what_was_misread_once_is_read_now() {
    let asked = std::env::var("NIANBAO_RECIPE").ok();
    let saved = include_str!("cases.txt").lines();
    let lines = saved.filter_map(|line| line.split("//").next());
    for line in lines.filter(|_| asked.is_none()).chain(asked.as_deref()) {
        let recipe: Recipe = line
            .parse()
            .unwrap_or_else(|error| panic!("{line}: {error}"));
        if asked.is_some() {
            println!("{}", report::report(&recipe).text);
        }
        let verdict = verdict(&recipe);
        assert!(verdict.is_right(), "{recipe}\n{verdict}");
    }
}
