//! What each view of a report of 10 KB costs beside one full analysis of it, and what a keystroke costs with and without the views that editors ask for
//! again after each: in a small table, in the largest one, in a sentence. Read ratios within one run: a view less than `whole`, `shown` at most twice
//! `alone`.

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
use nianbao::views::memory::ViewMemory;
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

/// Where is typed.
fn behind_last_digit(text: &str) -> usize {
    let last = text.rfind(|c: char| c.is_ascii_digit());
    last.map_or(0, |at| at + 1)
}

/// The first of the numbers that have two digits stands in the largest table.
fn behind_first_large_number(text: &str) -> usize {
    let last_heading = text.rfind("行政诉讼").unwrap_or(text.len());
    text[..last_heading].find("40").map_or(0, |at| at + 2)
}

fn in_first_sentence(text: &str) -> usize {
    text.find("春耕").unwrap_or(0)
}

/// Something typed and taken away again, with what is asked for after each.
fn typed<T>(
    bencher: Bencher,
    name: &str,
    (place, what): (fn(&str) -> usize, &str),
    then: impl Fn(&mut ViewMemory, &Reading, Span) -> T,
) {
    let (forms, settings) = (Forms::builtin(), Settings::default());
    let text = text(name);
    let mut edited = text.clone();
    edited.insert_str(place(&text), what);
    let mut memory = Memory::of_writing();
    let mut views = ViewMemory::default();
    let mut turns = [&edited, &text].into_iter().cycle();
    let mut turn = || {
        let now = turns.next().unwrap();
        let found = analyze_again(black_box(now), forms, &settings, &mut memory);
        let within = Span::new(0, now.len());
        let shown = then(&mut views, &memory.reading, within);
        (found.findings.len(), black_box(shown))
    };
    for _ in 0..3 {
        turn();
    }
    bencher.bench_local(|| turn().0);
}

const SMALL_TABLE: (fn(&str) -> usize, &str) = (behind_last_digit, "0");
const LARGE_TABLE: (fn(&str) -> usize, &str) = (behind_first_large_number, "0");
const SENTENCE: (fn(&str) -> usize, &str) = (in_first_sentence, "好");

type Shown = (usize, usize, usize, usize);

/// What editors ask for after a keystroke.
fn shown(views: &mut ViewMemory, reading: &Reading, within: Span) -> Shown {
    (
        views.hints(reading, within, ColumnNames::Off).len(),
        views.tokens(reading, None).len(),
        views.summaries(reading).len(),
        views.folds(reading).len(),
    )
}

mod keystroke {
    use super::*;

    #[divan::bench(args = names())]
    fn alone(bencher: Bencher, name: &str) {
        typed(bencher, name, SMALL_TABLE, |_, _, _| ());
    }

    #[divan::bench(args = names())]
    fn shown(bencher: Bencher, name: &str) {
        typed(bencher, name, SMALL_TABLE, super::shown);
    }
}

mod keystroke_in_large_table {
    use super::*;

    #[divan::bench(args = names())]
    fn alone(bencher: Bencher, name: &str) {
        typed(bencher, name, LARGE_TABLE, |_, _, _| ());
    }

    #[divan::bench(args = names())]
    fn shown(bencher: Bencher, name: &str) {
        typed(bencher, name, LARGE_TABLE, super::shown);
    }
}

mod keystroke_in_sentence {
    use super::*;

    #[divan::bench(args = names())]
    fn alone(bencher: Bencher, name: &str) {
        typed(bencher, name, SENTENCE, |_, _, _| ());
    }

    #[divan::bench(args = names())]
    fn shown(bencher: Bencher, name: &str) {
        typed(bencher, name, SENTENCE, super::shown);
    }
}
