//! What a government in its area has by itself: a part of what it reports for.

use super::super::tokens::{Token, TokenMeaning};
use super::SentenceReader;
use super::number::StatedNumber;
use crate::form::phrases::{Needs, Role};

/// 全市制定 63 件，其中市人民政府制定 18 件: a government reports for its area, and of that its own are a part.
pub(super) fn is_of_own_level(reader: &SentenceReader<'_>, number: &StatedNumber<'_>) -> bool {
    let mut words = number.left.iter();
    let is_among = reader.sentence.divides;
    let mut behind = words
        .by_ref()
        .skip_while(|token| !is_among && !token.has(Role::Among));
    reader.background.reports_for_area && (behind.any(is_own) || names_its_own(reader, number))
}

/// 区政府规范性文件 23 件
fn names_its_own(reader: &SentenceReader<'_>, number: &StatedNumber<'_>) -> bool {
    let [own, row, ..] = number.left else {
        return false;
    };
    let is_bound = own.start == number.begin && own.end == row.start;
    let cue = row.cue().and_then(|cue| reader.lexis.cue(cue));
    let subject = cue.and_then(|cue| reader.lexis.subjects.get(cue.subject));
    let is_row = subject.is_some_and(|subject| subject.needs == Needs::Nothing);
    is_bound && is_own(own) && is_row && number.count.value > 0
}

fn is_own(token: &Token) -> bool {
    matches!(token.kind, TokenMeaning::Own)
}
