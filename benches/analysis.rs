//! What each stage costs, in bytes of report per second, beside a UTF-8 validation of the same bytes. Read ratios within one run.

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

#[path = "../tests/support/monsters.rs"]
mod monsters;
mod report;

use std::hint::black_box;

use divan::Bencher;
use divan::counter::BytesCount;
use nianbao::align::align_one;
use nianbao::analysis::{Memory, analyze, analyze_again};
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

/// What a keystroke costs: a character put in and taken out again, in the last number of a table or in a sentence. Beside `whole` of a report of the
/// same size it shows what is not read again; beside `utf8_validation`, what it costs to look at the text once.
mod edit {
    use super::*;

    fn measure_edit(bencher: Bencher, name: &str, size: usize, (at, with): (usize, &str)) {
        let (forms, settings) = (Forms::builtin(), Settings::default());
        let text = text(name, size);
        let mut edited = text.clone();
        edited.insert_str(at, with);
        let mut memory = Memory::of_writing();
        for known in [&text, &edited, &text] {
            analyze_again(known, forms, &settings, &mut memory);
        }
        let mut turns = [&edited, &text].into_iter().cycle();
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
            let now = turns.next().unwrap();
            analyze_again(black_box(now), forms, &settings, &mut memory)
                .findings
                .len()
        });
    }

    /// Behind the last digit of a text.
    fn number(text: &str) -> (usize, &'static str) {
        (
            text.rfind(|c: char| c.is_ascii_digit())
                .map_or(0, |at| at + 1),
            "0",
        )
    }

    /// Before the last full stop of a text.
    fn sentence(text: &str) -> (usize, &'static str) {
        (text.rfind('。').unwrap_or(0), "的")
    }

    #[divan::bench(args = names())]
    fn in_a_table_of_10kb(bencher: Bencher, name: &str) {
        measure_edit(bencher, name, SMALL, number(&text(name, SMALL)));
    }

    #[divan::bench(args = names())]
    fn in_a_sentence_of_10kb(bencher: Bencher, name: &str) {
        measure_edit(bencher, name, SMALL, sentence(&text(name, SMALL)));
    }

    #[divan::bench(args = names(), sample_count = 20)]
    fn in_a_table_of_1mb(bencher: Bencher, name: &str) {
        measure_edit(bencher, name, LARGE, number(&text(name, LARGE)));
    }
}

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
