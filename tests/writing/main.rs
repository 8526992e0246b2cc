//! While a report is written: what is offered holds, whatever the tables say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod formatting;
mod places;
mod random;
mod sentences;
mod sums;

#[path = "../support/damage.rs"]
mod damage;
#[path = "../support/fixtures.rs"]
mod fixtures;
#[path = "../support/seeds.rs"]
mod seeds;
#[path = "../support/surfaces.rs"]
mod surfaces;

use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;

fn read(text: &str) -> Reading {
    Reading::of(text, Forms::builtin(), &Settings::default())
}
