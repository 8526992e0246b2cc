//! What is said of every cell, and what stretches the views name, compared with the form's sums as this test knows them.

use nianbao::door::Span;
use nianbao::locale::Locale;
use nianbao::reading::Reading;
use nianbao::views::folds::folds;
use nianbao::views::hints::{ColumnNames, hints};
use nianbao::views::hover::{HoverView, hover};
use nianbao::views::jumps::{Tie, definitions, highlights, references};
use nianbao::views::tokens::tokens;
use nianbao::views::widening::widening;
use nianbao::views::{CellView, FactVerdict, FactView, cells, facts};
use proptest::prelude::*;

use super::damage::{change, changed, damaged_report, few_cases, report_with_other_numbers};
use super::sums::{Sum, is_placed, number, parts_of, places, sums, sums_with, totals_of};
use super::{fixtures, read, seeds};

/// A text with all that the test knows of it.
struct Sheet<'t> {
    name: &'t str,
    text: &'t str,
    reading: Reading,
    cells: Vec<CellView>,
    facts: Vec<FactView>,
    sums: Vec<Sum>,
}

/// How much was compared.
#[derive(Default, Debug)]
struct Compared {
    cells: usize,
    verdicts: usize,
    mentions: usize,
}

impl<'t> Sheet<'t> {
    /// `None` for a text that holds no report, or several: their cells bear the same names.
    fn of(name: &'t str, text: &'t str) -> Option<Self> {
        let reading = read(text);
        if reading.reports().count() != 1 {
            return None;
        }
        let cells = cells(&reading);
        Some(Sheet {
            name,
            text,
            sums: sums(&cells),
            facts: facts(&reading),
            cells,
            reading,
        })
    }

    /// Whether nothing else stands where a cell stands, so that a place tells which is meant.
    fn is_alone(&self, cell: usize) -> bool {
        let own = self.cells[cell].span;
        let others = self
            .cells
            .iter()
            .enumerate()
            .filter(|(at, other)| *at != cell && is_placed(other));
        let is_touched = others.into_iter().any(|(_, other)| other.span.touches(own));
        !is_touched && !self.facts.iter().any(|fact| fact.span.touches(own))
    }

    fn compare(&self, compared: &mut Compared) {
        for at in 0..self.cells.len() {
            if !is_placed(&self.cells[at]) || !self.is_alone(at) {
                continue;
            }
            compared.cells += 1;
            self.compare_hover(at, compared);
            self.compare_jumps(at);
        }
        for fact in &self.facts {
            self.compare_fact(fact);
        }
    }

    fn compare_hover(&self, at: usize, compared: &mut Compared) {
        let cell = &self.cells[at];
        let told = hover(
            &self.reading,
            self.text,
            cell.span.end as usize,
            Locale::Chinese,
        );
        let what = format!("{}: {}", self.name, cell.name);
        let told = told.unwrap_or_else(|| panic!("{what}: nothing is said"));
        assert_eq!(told.span, cell.span, "{what}");
        let section = cell.name.split('/').next().unwrap();
        let path = format!("{section} / {} / {}", cell.row.join(" / "), cell.column);
        assert_eq!(told.title, path, "{what}");
        if let Some(value) = &cell.value {
            assert_eq!(told.paragraphs[0], format!("填报 {value}"), "{what}");
        }
        let said: Vec<&String> = told.paragraphs.iter().filter(|said| is_sum(said)).collect();
        let expected = sums_with(&self.sums, at);
        assert_eq!(said.len(), expected.len(), "{what}: {said:?}");
        for (said, sum) in said.iter().zip(expected) {
            self.compare_sum(at, said, sum);
            compared.verdicts += 1;
        }
        compared.mentions += self.compare_mentions(at, &told);
    }

    /// `甲 1 + 乙 2 − 丙 0 = 丁 3 ✓` against the sum of the form.
    fn compare_sum(&self, at: usize, said: &str, sum: &Sum) {
        let cell = &self.cells[at];
        let what = format!("{}: {}: {said}", self.name, cell.name);
        let (numbers, verdict) = numbers_and_verdict(said);
        let total = number(&self.cells[sum.total]);
        let comes_to = sum.value(&self.cells);
        let difference = match (total, comes_to) {
            (Some(total), Some(comes_to)) => total.checked_sub(comes_to),
            _ => None,
        };
        if !sum.is_stated(&self.cells) {
            // What is blank leaves it open, unless it is taken for 0 or no number could mend the sum.
            assert!(verdict != Some(0) || difference == Some(0), "{what}");
            return;
        }
        assert_eq!(verdict, difference, "{what}");
        let signed = sum
            .plus
            .iter()
            .map(|&part| (part, 1))
            .chain(sum.minus.iter().map(|&part| (part, -1)));
        let matters =
            |&(part, _): &(usize, i64)| part == at || number(&self.cells[part]) != Some(0);
        let mut expected: Vec<i64> = signed
            .filter(matters)
            .map(|(part, sign)| sign * number(&self.cells[part]).unwrap())
            .collect();
        if sum.plus.iter().all(|&part| !matters(&(part, 1))) {
            expected.insert(0, 0);
        }
        expected.extend(total);
        assert_eq!(numbers, expected, "{what}");
    }

    /// Every sentence that states the cell, with its line and whether it agrees.
    fn compare_mentions(&self, at: usize, told: &HoverView) -> usize {
        let cell = &self.cells[at];
        let what = format!("{}: {}", self.name, cell.name);
        let said: Vec<&String> = told
            .paragraphs
            .iter()
            .filter(|said| said.starts_with("正文第 "))
            .collect();
        let plainly = |fact: &&FactView| fact.verdict != FactVerdict::AgreesOtherwise;
        if !self.facts.iter().all(|fact| plainly(&fact)) {
            return 0;
        }
        let stating: Vec<&FactView> = self
            .facts
            .iter()
            .filter(|fact| fact.cells.contains(&cell.name))
            .collect();
        assert_eq!(said.len(), stating.len(), "{what}: {said:?}");
        for (said, fact) in said.iter().zip(&stating) {
            let before = &self.text[..fact.span.start as usize];
            let line = before.replace("\r\n", "\n").split(['\n', '\r']).count();
            let clause: String = fact.text.split_whitespace().collect();
            let begun = format!("正文第 {line} 行：“{clause}”");
            assert!(said.starts_with(&begun), "{what}: {said} is not {begun}");
            if let Some(agrees) = self.agrees(fact) {
                assert_eq!(said.ends_with('✓'), agrees, "{what}: {said}");
            }
        }
        stating.len()
    }

    /// Whether a number of the text is the sum of its cells; `None` if one of them is blank or not there.
    fn agrees(&self, fact: &FactView) -> Option<bool> {
        let value = |name: &String| {
            let cell = self.cells.iter().find(|cell| cell.name == *name)?;
            let is_stated = is_placed(cell) && cell.value.is_some();
            number(cell).filter(|_| is_stated)
        };
        let values: Option<Vec<i64>> = fact.cells.iter().map(value).collect();
        Some(values?.iter().sum::<i64>() == fact.value)
    }

    fn compare_jumps(&self, at: usize) {
        let cell = &self.cells[at];
        let what = format!("{}: {}", self.name, cell.name);
        let here = cell.span.end as usize;
        let (parts, totals) = (parts_of(&self.sums, at), totals_of(&self.sums, at));
        let defined = in_order(definitions(&self.reading, here));
        assert_eq!(defined, places(&self.cells, &parts), "{what}: its parts");
        let referring = in_order(references(&self.reading, here, false));
        let mut expected = places(&self.cells, &totals);
        let is_of_sum = |span: &Span| expected.contains(span);
        let (of_sums, of_text): (Vec<Span>, Vec<Span>) =
            referring.iter().partition(|span| is_of_sum(span));
        assert_eq!(of_sums, expected, "{what}: the totals that count it");
        // And back.
        for part in defined {
            assert!(
                references(&self.reading, part.end as usize, false).contains(&cell.span),
                "{what}: from {part:?}"
            );
        }
        for span in &of_text {
            assert!(
                self.facts.iter().any(|fact| fact.span == *span),
                "{what}: {span:?} states nothing"
            );
            let back = definitions(&self.reading, span.end as usize);
            assert!(
                back.contains(&cell.span),
                "{what}: {span:?} does not lead back"
            );
        }
        for total in places(&self.cells, &totals) {
            assert!(
                definitions(&self.reading, total.end as usize).contains(&cell.span),
                "{what}: from {total:?}"
            );
        }
        let together = highlights(&self.reading, here);
        let own: Vec<Span> = together
            .iter()
            .filter(|it| it.tie == Tie::Itself)
            .map(|it| it.span)
            .collect();
        assert_eq!(own, [cell.span], "{what}");
        let tied = if parts.is_empty() { &totals } else { &parts };
        expected = places(&self.cells, tied);
        expected.extend(of_text);
        expected.push(cell.span);
        let shown: Vec<Span> = together.iter().map(|it| it.span).collect();
        assert_eq!(shown, in_order(expected), "{what}: what belongs together");
    }

    /// A number of the text leads to its cells, and they name it.
    fn compare_fact(&self, fact: &FactView) {
        if fact.verdict == FactVerdict::AgreesOtherwise {
            return;
        }
        let what = format!("{}: {}", self.name, fact.text);
        let named = |name: &String| {
            self.cells
                .iter()
                .position(|cell| cell.name == *name)
                .unwrap()
        };
        let cells: Vec<usize> = fact.cells.iter().map(named).collect();
        let defined = in_order(definitions(&self.reading, fact.span.end as usize));
        let mut expected = places(&self.cells, &cells);
        expected.dedup();
        assert_eq!(defined, expected, "{what}");
        for &cell in cells
            .iter()
            .filter(|&&cell| is_placed(&self.cells[cell]) && self.is_alone(cell))
        {
            let at = self.cells[cell].span.end as usize;
            assert!(
                references(&self.reading, at, false).contains(&fact.span),
                "{what}: {}",
                self.cells[cell].name
            );
        }
        let told = hover(
            &self.reading,
            self.text,
            fact.span.end as usize,
            Locale::Chinese,
        )
        .unwrap();
        assert_eq!(told.title, fact.cells.join(" + "), "{what}");
        if let Some(agrees) = self.agrees(fact) {
            assert_eq!(
                told.paragraphs[0].ends_with('✓'),
                agrees,
                "{what}: {told:?}"
            );
        }
    }
}

fn is_sum(said: &str) -> bool {
    said.contains(" = ") && !said.starts_with("正文")
}

/// The signed numbers of a sum that is written out, the total last, and by how much it is off; `None` if that is not said.
fn numbers_and_verdict(said: &str) -> (Vec<i64>, Option<i64>) {
    let (said, verdict) = match said.rsplit_once(" ✗ 相差 ") {
        Some((said, by)) => (said, Some(by.parse().unwrap())),
        None => match said.strip_suffix(" ✓") {
            Some(said) => (said, Some(0)),
            None => (said, None),
        },
    };
    let signed = said.replace(" − ", " + -").replace(" = ", " + ");
    let terms = signed.split(" + ").filter_map(|term| {
        let sign = if term.starts_with('-') { -1 } else { 1 };
        let number = term.rsplit(' ').next()?.parse::<i64>().ok()?;
        Some(sign * number)
    });
    (terms.collect(), verdict)
}

fn in_order(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// What must hold of the stretches that views name, whatever the text is.
fn assert_stretches(text: &str) {
    let reading = read(text);
    let is_place = |span: Span| text.get(span.start as usize..span.end as usize).is_some();
    let all = tokens(&reading, None);
    for pair in all.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "{pair:?} overlap");
    }
    for token in &all {
        let written = text.get(token.span.start as usize..token.span.end as usize);
        let is_one_line = |written: &str| {
            !written.is_empty()
                && !written.contains([
                    '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
                ])
        };
        assert!(written.is_some_and(is_one_line), "{token:?} is {written:?}");
    }
    let folded = folds(&reading);
    for (at, one) in folded.iter().enumerate() {
        assert!(
            is_place(one.span) && one.span.start < one.span.end,
            "{one:?}"
        );
        for other in &folded[at + 1..] {
            let is_apart = one.span.end <= other.span.start || other.span.end <= one.span.start;
            let holds = |a: Span, b: Span| a.start <= b.start && b.end <= a.end;
            assert!(
                is_apart || holds(one.span, other.span) || holds(other.span, one.span),
                "{one:?} and {other:?} cross"
            );
        }
    }
    let whole = Span::new(0, text.len());
    for columns in [ColumnNames::Off, ColumnNames::All] {
        let shown = hints(&reading, whole, columns);
        assert!(shown.is_sorted_by_key(|hint| hint.at), "{shown:?}");
        for hint in shown {
            assert!(text.is_char_boundary(hint.at), "{hint:?}");
            assert!(
                hint.edits.iter().all(|edit| is_place(edit.span)),
                "{hint:?}"
            );
        }
    }
    let step = (text.len() / 40).max(1);
    let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    for at in places.step_by(step) {
        let stretches = widening(&reading, at);
        for pair in stretches.windows(2) {
            let grows =
                pair[1].start <= pair[0].start && pair[0].end <= pair[1].end && pair[0] != pair[1];
            assert!(grows, "{pair:?} at {at}");
        }
        let here =
            |span: &Span| is_place(*span) && span.start as usize <= at && at <= span.end as usize;
        assert!(stretches.iter().all(here), "{stretches:?} at {at}");
        let together = highlights(&reading, at);
        for pair in together.windows(2) {
            assert!(pair[0].span.end <= pair[1].span.start, "{pair:?} at {at}");
        }
        if let Some(told) = hover(&reading, text, at, Locale::English) {
            assert!(here(&told.span), "{told:?} at {at}");
        }
    }
}

#[test]
fn of_every_cell_path_sums_verdicts_sentences_and_jumps_are_those_of_the_form() {
    let mut compared = Compared::default();
    let reports: Vec<(String, String)> = fixtures::bundled_reports()
        .into_iter()
        .chain(seeds::seeds())
        .collect();
    let mut n_reports = 0;
    for (name, text) in &reports {
        assert_stretches(text);
        if let Some(sheet) = Sheet::of(name, text) {
            n_reports += 1;
            sheet.compare(&mut compared);
        }
    }
    println!("{n_reports} of {} reports: {compared:?}", reports.len());
    assert!(n_reports * 10 >= reports.len() * 9, "{n_reports}");
    assert!(
        compared.cells > n_reports * 150 && compared.verdicts > 200 * n_reports,
        "{compared:?}"
    );
}

proptest! {
    #![proptest_config(few_cases())]

    #[test]
    fn the_same_holds_of_reports_with_other_numbers(text in report_with_other_numbers()) {
        assert_stretches(&text);
        if let Some(sheet) = Sheet::of("a report with other numbers", &text) {
            sheet.compare(&mut Compared::default());
        }
    }

    #[test]
    fn the_same_holds_of_torn_reports_with_rare_characters(
        text in damaged_report(),
        changes in prop::collection::vec(change(), 0..4),
        rare in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
    ) {
        let text = changes.iter().fold(text, |text, change| changed(&text, change));
        let text = rare.iter().fold(text, |text, at| changed(&text, &(*at, 0, "𠮷".to_owned())));
        assert_stretches(&text);
        if let Some(sheet) = Sheet::of("a torn report", &text) {
            sheet.compare(&mut Compared::default());
        }
    }
}
