//! What each view of a report of 10 KB costs beside one full analysis of it, and what a keystroke costs with and without the views that editors ask for
//! again after each. Read ratios within one run: a view less than `whole`, `shown` at most twice `alone`.

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod report;

use std::hint::black_box;

use divan::Bencher;
use nianbao::analysis::{Memory, analyze, analyze_again};
use nianbao::door::Span;
use nianbao::kit::Forms;
use nianbao::locale::Locale;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::syntax::Surface;
use nianbao::views::cells;
use nianbao::views::folds::folds;
use nianbao::views::format::format;
use nianbao::views::hints::{ColumnNames, hints};
use nianbao::views::hover::hover;
use nianbao::views::jumps::{definitions, highlights, references};
use nianbao::views::offers::offers;
use nianbao::views::outline::outline;
use nianbao::views::summary::summaries;
use nianbao::views::tokens::tokens;
use nianbao::views::widening::widening;
use report::report;

const SIZE: usize = 10_000;

fn main() {
    divan::main();
}

fn names() -> impl Iterator<Item = &'static str> {
    Surface::ALL.iter().map(|surface| surface.name())
}

fn text(name: &str) -> String {
    let mut surfaces = Surface::ALL.iter();
    let surface = surfaces.find(|surface| surface.name() == name);
    report(*surface.expect("a surface"), SIZE)
}

fn read(text: &str) -> Reading {
    Reading::of(text, Forms::builtin(), &Settings::default())
}

/// Asks for a view of a report, at the total that has most parts.
fn measure<T>(bencher: Bencher, name: &str, view: impl Fn(&Reading, &str, usize) -> T) {
    let text = text(name);
    let reading = read(&text);
    let cells = cells(&reading);
    let total = cells.iter().find(|cell| cell.ids[1] == "processed_total");
    let at = total.map_or(0, |total| total.span.end as usize);
    bencher.bench_local(|| black_box(view(&reading, black_box(&text), at)));
}

mod request {
    use super::*;

    #[divan::bench(args = names())]
    fn whole(bencher: Bencher, name: &str) {
        let text = text(name);
        let (forms, settings) = (Forms::builtin(), Settings::default());
        bencher.bench_local(|| analyze(black_box(&text), forms, &settings).findings.len());
    }

    #[divan::bench(args = names())]
    fn hovers(bencher: Bencher, name: &str) {
        measure(bencher, name, |reading, text, at| {
            hover(reading, text, at, Locale::Chinese)
        });
    }

    #[divan::bench(args = names())]
    fn highlighted(bencher: Bencher, name: &str) {
        measure(bencher, name, |reading, _, at| highlights(reading, at));
    }

    #[divan::bench(args = names())]
    fn defined(bencher: Bencher, name: &str) {
        measure(bencher, name, |reading, _, at| definitions(reading, at));
    }

    #[divan::bench(args = names())]
    fn referred_to(bencher: Bencher, name: &str) {
        measure(bencher, name, |reading, _, at| {
            references(reading, at, true)
        });
    }

    #[divan::bench(args = names())]
    fn widened(bencher: Bencher, name: &str) {
        measure(bencher, name, |reading, _, at| widening(reading, at));
    }

    #[divan::bench(args = names())]
    fn hinted(bencher: Bencher, name: &str) {
        measure(bencher, name, |reading, text, _| {
            hints(reading, Span::new(0, text.len()), ColumnNames::All)
        });
    }

    #[divan::bench(args = names())]
    fn folded(bencher: Bencher, name: &str) {
        measure(bencher, name, |reading, _, _| folds(reading));
    }

    #[divan::bench(args = names())]
    fn coloured(bencher: Bencher, name: &str) {
        measure(bencher, name, |reading, _, _| tokens(reading, None));
    }

    #[divan::bench(args = names())]
    fn summed_up(bencher: Bencher, name: &str) {
        measure(bencher, name, |reading, _, _| summaries(reading));
    }

    #[divan::bench(args = names())]
    fn outlined(bencher: Bencher, name: &str) {
        measure(bencher, name, |reading, _, _| outline(reading));
    }

    #[divan::bench(args = names())]
    fn aligned(bencher: Bencher, name: &str) {
        measure(bencher, name, |reading, _, _| format(reading, None));
    }

    /// In a sentence that leads up to a number, which is read anew to find out which.
    #[divan::bench(args = names())]
    fn offered(bencher: Bencher, name: &str) {
        let text = text(name);
        let at = text.find('。').unwrap_or(0);
        let begun = "。全年收到政府信息公开申请";
        let text = format!("{}{begun}{}", &text[..at], &text[at..]);
        let reading = read(&text);
        let caret = at + begun.len();
        bencher.bench_local(|| {
            offers(&reading, black_box(&text), caret, Locale::Chinese, &read).len()
        });
    }
}

mod keystroke {
    use super::*;

    /// A digit typed behind a number of a table and taken away again, with what is asked for after each.
    fn typed(bencher: Bencher, name: &str, then: impl Fn(&Reading, &str) -> usize) {
        let (forms, settings) = (Forms::builtin(), Settings::default());
        let text = text(name);
        let at = text
            .rfind(|c: char| c.is_ascii_digit())
            .map_or(0, |at| at + 1);
        let mut edited = text.clone();
        edited.insert(at, '0');
        let mut memory = Memory::of_writing();
        for known in [&text, &edited, &text] {
            analyze_again(known, forms, &settings, &mut memory);
        }
        let mut turns = [&edited, &text].into_iter().cycle();
        bencher.bench_local(|| {
            let now = turns.next().unwrap();
            let found = analyze_again(black_box(now), forms, &settings, &mut memory);
            found.findings.len() + then(&memory.reading, now)
        });
    }

    #[divan::bench(args = names())]
    fn alone(bencher: Bencher, name: &str) {
        typed(bencher, name, |_, _| 0);
    }

    #[divan::bench(args = names())]
    fn shown(bencher: Bencher, name: &str) {
        typed(bencher, name, |reading, text| {
            let within = Span::new(0, text.len());
            let hints = hints(reading, within, ColumnNames::Off).len();
            hints + tokens(reading, None).len() + summaries(reading).len() + folds(reading).len()
        });
    }
}
