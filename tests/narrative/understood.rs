//! Every sentence of `understood.txt` says what stands behind its arrow.

use crate::{Names, narrative_of, sentences, with_paragraph};

pub(crate) const UNDERSTOOD: &str = include_str!("understood.txt");

#[test]
fn every_sentence_says_what_it_means() {
    let (_, edition) = narrative_of(&with_paragraph("无。"));
    let names = Names::read(UNDERSTOOD, edition);
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in sentences(UNDERSTOOD) {
        let (sentence, meaning) = line
            .split_once('⇒')
            .unwrap_or_else(|| panic!("no arrow: {line}"));
        let (sentence, meaning) = (sentence.trim(), meaning.trim());
        let (narrative, edition) = narrative_of(&with_paragraph(sentence));
        let understood = names.write(&narrative, edition);
        if understood != meaning {
            wrong.push(format!(
                "{sentence}\n    means      {meaning}\n    understood {understood}"
            ));
        }
        count += 1;
    }
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(count >= 60, "{count}");
}
