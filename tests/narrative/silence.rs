//! No sentence of `silent.txt` is compared with anything, wherever it stands.

use nianbao::analysis::analyze;
use nianbao::kit::Forms;
use nianbao::settings::Settings;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use crate::{base, is_silent_for, narrative_of, sentences, with_paragraph};

const SILENT: &str = include_str!("silent.txt");

#[test]
fn none_is_taken_for_a_number_of_the_tables() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in sentences(SILENT) {
        let (sentence, reason) = line.split_once(" ⇒ ").unwrap_or((line, ""));
        let report = with_paragraph(sentence);
        let (narrative, _) = narrative_of(&report);
        let said = narrative
            .facts
            .iter()
            .filter(|fact| !fact.readings.is_empty())
            .count();
        if said + narrative.shares.len() + narrative.listings.len() > 0 {
            wrong.push(line.to_owned());
        }
        if !reason.is_empty() && !is_silent_for(&report, sentence, &narrative, reason) {
            wrong.push(format!("{line}: {:?}", narrative.silent));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 60, "{count}");
}

/// The lines of the base report between which a paragraph may stand: those of its sentences.
fn places(report: &str) -> Vec<usize> {
    let mut at = 0;
    let mut places = Vec::new();
    for line in report.split_inclusive('\n') {
        at += line.len();
        if line.ends_with("。\n") {
            places.push(at);
        }
    }
    places
}

/// The sentences alone.
fn silent_sentences() -> Vec<&'static str> {
    let sentence = |line: &'static str| line.split(" ⇒ ").next();
    sentences(SILENT).filter_map(sentence).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn inserting_them_into_a_clean_report_adds_no_finding(
        chosen in subsequence(silent_sentences(), 1..4),
        place in any::<Index>(),
        in_one_paragraph in any::<bool>(),
    ) {
        let mut report = base();
        let places = places(&report);
        let at = places[place.index(places.len())];
        let separator = if in_one_paragraph { "" } else { "\n\n" };
        report.insert_str(at, &format!("\n{}\n", chosen.join(separator)));
        let findings = analyze(&report, Forms::builtin(), &Settings::default()).findings;
        prop_assert!(findings.is_empty(), "{chosen:?}: {findings:#?}");
    }
}
