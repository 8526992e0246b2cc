//! What each stage costs, in bytes of report per second, beside a UTF-8 validation of the same bytes. Read ratios within one run.

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

#[path = "../tests/support/monsters.rs"]
mod monsters;
mod report;

use std::hint::black_box;

use divan::Bencher;
use divan::counter::BytesCount;
use nianbao::align::align_one;
use nianbao::analysis::analyze;
use nianbao::kit::Forms;
use nianbao::settings::Settings;
use nianbao::syntax::{Surface, parse};
use report::report;

const SMALL: usize = 10_000;
const LARGE: usize = 1_000_000;

fn main() {
    divan::main();
}

fn names() -> impl Iterator<Item = &'static str> {
    Surface::ALL.iter().map(|surface| surface.name())
}

fn text(name: &str, size: usize) -> String {
    let mut surfaces = Surface::ALL.iter();
    let surface = surfaces.find(|surface| surface.name() == name);
    report(*surface.expect("a surface"), size)
}

/// Analyses a text.
fn measure(bencher: Bencher, text: &str) {
    let (forms, settings) = (Forms::builtin(), Settings::default());
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| analyze(black_box(text), forms, &settings).findings.len());
}

macro_rules! stages {
    ($module:ident, $size:expr) => {
        mod $module {
            use super::*;

            #[divan::bench(args = names())]
            fn utf8_validation(bencher: Bencher, name: &str) {
                let text = text(name, $size);
                bencher
                    .counter(BytesCount::of_str(&text))
                    .bench(|| std::str::from_utf8(black_box(text.as_bytes())).is_ok());
            }

            #[divan::bench(args = names())]
            fn parsing(bencher: Bencher, name: &str) {
                let text = text(name, $size);
                bencher
                    .counter(BytesCount::of_str(&text))
                    .bench(|| parse(black_box(text.as_str())).rows.len());
            }

            #[divan::bench(args = names())]
            fn aligning(bencher: Bencher, name: &str) {
                let text = text(name, $size);
                let document = parse(text.as_str());
                let forms = Forms::builtin();
                bencher
                    .counter(BytesCount::of_str(&text))
                    .with_inputs(|| document.clone())
                    .bench_values(|document| align_one(black_box(document), forms, None));
            }

            #[divan::bench(args = names())]
            fn whole(bencher: Bencher, name: &str) {
                measure(bencher, &text(name, $size));
            }
        }
    };
}

stages!(report_10kb, SMALL);
stages!(report_1mb, LARGE);

/// Beside the same of `report_1mb`: what grows faster than the text shows here.
mod report_10mb {
    use super::*;

    #[divan::bench(args = names(), sample_count = 5)]
    fn whole(bencher: Bencher, name: &str) {
        measure(bencher, &text(name, 10 * LARGE));
    }
}

/// What texts cost that no office writes: as much for each byte in a long one as in a short one, if nothing grows faster than the text.
mod hostile {
    use super::*;

    fn names() -> impl Iterator<Item = &'static str> {
        monsters::MONSTERS.iter().map(|(name, _)| *name)
    }

    fn text(name: &str, repeats: usize) -> String {
        let found = monsters::MONSTERS.iter().find(|(other, _)| *other == name);
        found.map_or_else(String::new, |(_, text)| text(repeats))
    }

    #[divan::bench(args = names(), sample_count = 5)]
    fn short(bencher: Bencher, name: &str) {
        measure(bencher, &text(name, 10_000));
    }

    #[divan::bench(args = names(), sample_count = 3)]
    fn ten_times_as_long(bencher: Bencher, name: &str) {
        measure(bencher, &text(name, 100_000));
    }
}
