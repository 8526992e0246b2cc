//! Sentences made from tables are read again as what the tables say.

use std::collections::BTreeMap;

use fastrand::Rng;
use nianbao::form::frames::Frames;
use nianbao::locale::Locale;
use nianbao::views::offers::{OfferKind, offers};
use nianbao::views::sentences::sentences;
use nianbao::views::{FactVerdict, facts};

use super::random::{HERE, report};
use super::read;

/// How many tables every frame is tried on. `NIANBAO_TABLES=2000 cargo test --test writing` tries more.
fn n_tables() -> usize {
    let asked = std::env::var("NIANBAO_TABLES");
    asked.map_or(200, |asked| asked.parse().unwrap())
}

/// The numbers of a sentence but for the year at its beginning, as the bytes they stand at.
fn numbers(sentence: &str, year: u16) -> Vec<(usize, i64)> {
    let mut numbers = Vec::new();
    let mut rest = 0;
    while let Some(start) = sentence[rest..].find(|c: char| c.is_ascii_digit()) {
        let start = rest + start;
        let length = sentence[start..]
            .find(|c: char| !c.is_ascii_digit())
            .unwrap();
        rest = start + length;
        let number: i64 = sentence[start..rest].parse().unwrap();
        if number != i64::from(year) || !sentence[rest..].starts_with('年') {
            numbers.push((start, number));
        }
    }
    numbers
}

#[test]
fn every_sentence_agrees_with_the_tables_it_was_made_from() {
    let mut rng = Rng::with_seed(11);
    let frames = &Frames::builtin().frames;
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    for round in 0.. {
        if frames
            .iter()
            .all(|frame| tried.get(frame.id.as_str()) >= Some(&n_tables()))
        {
            break;
        }
        assert!(
            round < 50 * n_tables(),
            "some frame is hardly ever offered: {tried:?}"
        );
        let year = if round % 8 == 7 { 2020 } else { 2024 };
        let text = report(year, &mut rng);
        let reading = read(&text);
        let (own, _) = reading.reports().next().unwrap();
        for ready in sentences(own, 0) {
            let n_tried = tried.entry(ready.frame).or_default();
            *n_tried += 1;
            if *n_tried > n_tables() {
                continue;
            }
            let start = text.find(HERE).unwrap();
            let told = text.replacen(HERE, &ready.text, 1);
            let facts = facts(&read(&told));
            let inside = |at: usize| start <= at && at < start + ready.text.len();
            let of_sentence: Vec<_> = facts
                .iter()
                .filter(|fact| inside(fact.span.start as usize))
                .collect();
            for fact in &of_sentence {
                assert_eq!(
                    fact.verdict,
                    FactVerdict::Agrees,
                    "{}: {fact:?}",
                    ready.text
                );
            }
            assert!(!of_sentence.is_empty(), "{} says nothing", ready.text);
            for (at, number) in numbers(&ready.text, year) {
                let is_read = of_sentence
                    .iter()
                    .any(|fact| fact.span.start as usize == start + at && fact.value == number);
                assert!(is_read, "{number} of {} is not read", ready.text);
            }
        }
    }
}

#[test]
fn a_sentence_with_an_unknown_number_is_not_offered() {
    let text = report(2024, &mut Rng::with_seed(3));
    let row = text
        .lines()
        .find(|line| line.starts_with("| 二、上年结转"))
        .unwrap();
    let blank = "| 二、上年结转政府信息公开申请数量 |  |  |  |  |  |  |  |";
    let reading = read(&text.replacen(row, blank, 1));
    let (own, _) = reading.reports().next().unwrap();
    let ready = sentences(own, 0);
    assert!(
        ready.iter().all(|ready| !ready.text.contains("上年结转")),
        "{ready:?}"
    );
    assert!(ready.iter().any(|ready| ready.frame == "applicants"));
}

#[test]
fn the_number_that_is_offered_for_a_sentence_is_the_one_it_was_made_with() {
    let mut rng = Rng::with_seed(5);
    for _ in 0..n_tables() / 20 {
        let text = report(2024, &mut rng);
        let reading = read(&text);
        let (own, _) = reading.reports().next().unwrap();
        for ready in sentences(own, 0) {
            for (at, number) in numbers(&ready.text, 2024) {
                let begun = text.replacen(HERE, &ready.text[..at], 1);
                let caret = text.find(HERE).unwrap() + at;
                let offers = offers(&read(&begun), &begun, caret, Locale::Chinese, &read);
                let first = offers.iter().find(|offer| offer.kind == OfferKind::Number);
                let first = first.map(|offer| offer.label.clone());
                assert_eq!(first, Some(number.to_string()), "{}", &ready.text[..at]);
            }
        }
    }
}
