//! While a report is written: what is offered holds, whatever the tables say.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod random;
mod sentences;

use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;

fn read(text: &str) -> Reading {
    Reading::of(text, Forms::builtin(), &Settings::default())
}
