//! Reports as they are met in the wild, made up by the thousand: whoever writes without a mistake is left in peace, and one mistake is found where it is.
//!
//! A report is described by a line of words, see [`recipe`]. Every test names the recipes that fail, shortened to the words that matter:
//!
//! - `NIANBAO_WILD=2000` asks for that many reports instead of the usual number, `NIANBAO_WILD=5000..6000` for other ones;
//! - `NIANBAO_RECIPE="2021 tabs title-twice #17"` prints that report and what is wrong about what is said of it, in the last of the tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

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
use recipe::Recipe;

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
