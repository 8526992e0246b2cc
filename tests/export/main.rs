//! Reports in the official layout: nothing is lost on the way out, and what is written reads as what it was written from.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../support/damage.rs"]
mod damage;
#[path = "../support/fixtures.rs"]
mod fixtures;
#[path = "../support/seeds.rs"]
mod seeds;

mod converting;
mod damaged;
mod page;
mod word;

use nianbao::analysis::analyze;
use nianbao::door::Finding;
use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::views::sheet::{Sheet, sheets};

fn read(text: &str) -> Reading {
    Reading::of(text, Forms::builtin(), &Settings::default())
}

/// A text in the official layout, with what is wrong with it.
fn laid_out(text: &str) -> (Vec<Sheet>, Vec<Finding>) {
    let findings = analyze(text, Forms::builtin(), &Settings::default()).findings;
    (sheets(&read(text), &findings), findings)
}

/// A bundled report by its name.
fn bundled(name: &str) -> String {
    let mut all = fixtures::bundled_reports().into_iter();
    all.find(|(other, _)| other == name).unwrap().1
}

/// A report whose words would be markup if nobody escaped them.
fn hostile() -> String {
    let text = bundled("markdown.md");
    let text = text.replace(
        "围绕农村公路养护",
        "<script>alert(1)</script> & \u{1}\u{c}围绕“农村”公路养护",
    );
    text.replace("| 规章 |", "| 规章<b> & \"1\" |")
}

/// The bundled reports, the fixtures and, where they are, the real reports.
fn reports() -> Vec<(String, String)> {
    let fixtures = fixtures::all().into_iter();
    let fixtures = fixtures.map(|fixture| (fixture.name, fixture.text));
    let bundled = fixtures::bundled_reports().into_iter();
    let all = bundled.chain(fixtures).chain(seeds::seeds());
    all.filter(|(_, text)| read(text).is_report()).collect()
}

/// Letters and digits alone.
fn dense(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
