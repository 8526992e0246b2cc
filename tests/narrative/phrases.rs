//! How much of what offices write is understood, and how much of that is right, by group of phrases.
//!
//! A line of `phrases/*.txt` is a sentence, `⇒` and what it says, in the manner of `understood.txt`; `—` where nothing is to be compared. What a
//! sentence says was written down before the reader was asked.

use std::path::Path;

use nianbao::locale::Locale;
use nianbao::narrative::Narrative;

use crate::{Names, narrative_of, sentences, with_paragraph};

/// What was said and understood of one group.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    phrases: usize,
    said: usize,
    understood: usize,
    right: usize,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.phrases += other.phrases;
        self.said += other.said;
        self.understood += other.understood;
        self.right += other.right;
    }

    /// In percent: of what was understood what is right, and of what was said what was understood rightly.
    fn precision_and_recall(&self) -> (f64, f64) {
        let share = |whole: usize| match whole {
            0 => 100.0,
            _ => 100.0 * self.right as f64 / whole as f64,
        };
        (share(self.understood), share(self.said))
    }

    fn line(&self, group: &str) -> String {
        let (precision, recall) = self.precision_and_recall();
        format!(
            "{group:<24} {:>4} phrases  {:>4} said  {:>4} understood  {:>4} right  precision {precision:>6.2} %  recall {recall:>6.2} %",
            self.phrases, self.said, self.understood, self.right
        )
    }
}

/// Why one of the numbers is to be left alone, if the phrase says so.
fn reason_of(meaning: &str) -> Option<&str> {
    let (_, reason) = meaning.split_once('—')?;
    Some(reason.trim()).filter(|reason| !reason.is_empty())
}

/// The statements of a meaning, sorted.
fn statements(meaning: &str) -> Vec<&str> {
    let meaning = meaning.split('—').next().unwrap_or_default();
    let mut all: Vec<&str> = meaning
        .trim_end()
        .split('，')
        .filter(|said| !said.is_empty())
        .collect();
    all.sort_unstable();
    all
}

/// How many elements two sorted lists share.
fn in_both(some: &[&str], others: &[&str]) -> usize {
    let mut others = others.to_vec();
    let mut shared = 0;
    for one in some {
        if let Some(at) = others.iter().position(|other| other == one) {
            others.swap_remove(at);
            shared += 1;
        }
    }
    shared
}

/// The numbers of a sentence that are left alone, each with its reason.
fn silences(report: &str, sentence: &str, narrative: &Narrative) -> String {
    let start = report.find(&sentence.replace('\u{2424}', "\n\n"));
    let start = start.unwrap_or_default();
    let silent = narrative
        .silent
        .iter()
        .filter(|silent| silent.span.range().start >= start);
    let told = silent.map(|silent| {
        let number = report.get(silent.span.range());
        let why = silent.why.name(Locale::Chinese);
        format!("{}: {why}", number.unwrap_or_default())
    });
    let n_numbers = sentence
        .matches(|c: char| c.is_ascii_digit())
        .count()
        .max(1);
    told.take(n_numbers).collect::<Vec<_>>().join("，")
}

fn names() -> Names {
    let (_, edition) = narrative_of(&with_paragraph("无。"));
    Names::read(crate::understood::UNDERSTOOD, edition)
}

/// A group's tally, and each phrase that was not read as it should be.
fn judged(phrases: &str, names: &Names) -> (Tally, Vec<String>) {
    let (mut tally, mut wrong) = (Tally::default(), Vec::new());
    let mut body = None;
    for line in phrases.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("@单位 ") {
            body = Some(name);
        }
        if sentences(line).next().is_none() {
            continue;
        }
        let (sentence, meaning) = line.split_once(" ⇒ ").expect("an arrow");
        let mut report = with_paragraph(sentence);
        if let Some(body) = body {
            let end = report.find("2024").expect("a title");
            report.replace_range(.."# ".len().max(end), &format!("# {body}"));
        }
        let (narrative, edition) = narrative_of(&report);
        let understood = names.write(&narrative, edition);
        let (said, got) = (statements(meaning), statements(&understood));
        let right = in_both(&said, &got);
        if let Some(reason) = reason_of(meaning)
            && !crate::is_silent_for(&report, sentence, &narrative, reason)
        {
            wrong.push(format!(
                "{sentence}\n    is not silent for {reason}: {:?}",
                narrative.silent
            ));
        }
        if right < said.len().max(got.len()) {
            wrong.push(format!(
                "{sentence}\n    means      {meaning}\n    understood {understood}\n    silent     {}",
                silences(&report, sentence, &narrative)
            ));
        }
        tally.add(Tally {
            phrases: 1,
            said: said.len(),
            understood: got.len(),
            right,
        });
    }
    (tally, wrong)
}

#[test]
fn what_offices_write_is_understood_and_rightly_so() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/narrative/phrases");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let names = names();
    let (mut all, mut report, mut wrong) = (Tally::default(), String::new(), Vec::new());
    for file in files {
        let group = file.file_stem().unwrap().to_string_lossy().into_owned();
        let (tally, missed) = judged(&std::fs::read_to_string(&file).unwrap(), &names);
        report += &format!("{}\n", tally.line(&group));
        wrong.extend(missed);
        all.add(tally);
    }
    report += &all.line("all");
    println!("{report}\n{}", wrong.join("\n"));
    assert!(all.phrases >= 400, "{report}");
    let (precision, recall) = all.precision_and_recall();
    assert!(
        !wrong.iter().any(|wrong| wrong.contains("is not silent")),
        "{}",
        wrong.join("\n")
    );
    assert!(
        precision >= 99.5 && recall >= 90.0,
        "{report}\n{}",
        wrong.join("\n")
    );
}
