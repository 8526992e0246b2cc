//! What keeps a number from being compared, in the order in which it is asked. The first that applies is the reason that is told.

use super::super::silence::Silence;
use super::super::tokens::{Token, TokenMeaning};
use super::number::StatedNumber;
use super::own_level::is_of_own_level;
use super::{SentenceReader, Whole};
use crate::form::phrases::Role;
use crate::words::{Cue, CueSet};

/// One reason, and whether it applies to a number.
type Refusal = (Silence, fn(&SentenceReader<'_>, &StatedNumber<'_>) -> bool);

/// All reasons that the words round a number may give, whatever cells they name.
const REFUSALS: [Refusal; 27] = [
    (Silence::NotExact, |_, number| is_vague(number)),
    (Silence::CountsSomethingElse, |_, number| {
        names_what_it_counts(number)
    }),
    (Silence::OtherUnit, |_, number| {
        begins_behind(number, Role::Beyond)
    }),
    (Silence::CountsSomethingElse, |_, number| {
        begins_behind(number, Role::Plain) && !begins_behind(number, Role::Share)
    }),
    (Silence::LooseCue, |_, number| number.is_cut_off()),
    (Silence::CountsSomethingElse, |_, number| number.is_second),
    (Silence::Difference, |_, number| {
        is_where_a_change_began(number)
    }),
    (Silence::OtherYear, is_of_another_year),
    (Silence::OtherPart, |_, number| is_part_of_others(number)),
    (Silence::OtherPart, is_of_own_level),
    (Silence::OtherPart, |_, number| is_behind_exception(number)),
    (Silence::OtherPart, |reader, number| {
        reader.lacks_part && number.is_last
    }),
    (Silence::OtherPart, |_, number| is_of_a_kind(number)),
    (Silence::OtherPart, |_, number| took_so_long(number)),
    (Silence::OtherPart, ended_for_a_reason),
    (Silence::OtherPart, divides_what_was_carried),
    (Silence::SeveralCells, is_one_of_several),
    (Silence::CountsSomethingElse, is_object_of_something_else),
    (Silence::CountsSomethingElse, is_part_of_a_whole),
    (Silence::CountsSomethingElse, divides_something_unnamed),
    (Silence::Denied, |_, number| is_denied(number)),
    (Silence::Unlisted, is_unlisted),
    (Silence::LooseCue, hangs_on_loose_cues),
    (Silence::Channel, |_, number| came_a_certain_way(number)),
    (Silence::CountsSomethingElse, goes_on_to_something_else),
    (Silence::NoUnit, |_, number| !has_unit(number)),
    (Silence::LikeAYear, is_like_a_year),
];

/// Why a number is not compared, as far as the words round it tell.
pub(super) fn refusal(reader: &SentenceReader<'_>, number: &StatedNumber<'_>) -> Option<Silence> {
    let mut refusals = REFUSALS.iter();
    reader.elsewhere().or_else(|| {
        let found = refusals.find(|(_, applies)| applies(reader, number));
        found.map(|(silence, _)| *silence)
    })
}

/// Why it is no number of pieces, if what stands beside it tells so.
pub(super) fn is_no_count(number: &StatedNumber<'_>) -> Option<Silence> {
    match () {
        () if is_vague(number) => Some(Silence::NotExact),
        () if begins_behind(number, Role::Beyond) => Some(Silence::OtherUnit),
        () if names_what_it_counts(number) => Some(Silence::CountsSomethingElse),
        () => None,
    }
}

fn is_vague(number: &StatedNumber<'_>) -> bool {
    number.is_vague() || begins_behind(number, Role::Inexact)
}

/// An end that no row of the form counts: 信息不存在 3 件.
fn is_unlisted(reader: &SentenceReader<'_>, number: &StatedNumber<'_>) -> bool {
    let mut words = number.left.iter().chain(number.right);
    let is_unlisted = |token: &Token| token.has(Role::Unlisted) && !reader.ends_dispute(token);
    words.any(|token| is_unlisted(token) || token.has(Role::PartOfDone))
}

/// 3 件政府信息公开申请收取…: a number whose matter alone is named is that of what follows, if anything does.
fn goes_on_to_something_else(reader: &SentenceReader<'_>, number: &StatedNumber<'_>) -> bool {
    let behind = number
        .behind
        .last()
        .map_or(number.token.end, |last| last.end);
    let names = |token: &&&Token| reader.is_known_cue(token) && !token.has(Role::Filler);
    !number.words.iter().any(|token| names(&token)) && behind != number.right_end
}

/// Something unknown directly behind the number is what it counts.
fn names_what_it_counts(number: &StatedNumber<'_>) -> bool {
    let next = number
        .right
        .first()
        .map_or(number.right_end, |next| next.start);
    next != number.token.end
}

fn begins_behind(number: &StatedNumber<'_>, role: Role) -> bool {
    number.right.first().is_some_and(|next| next.has(role))
}

/// 由 29 件增加到 37 件: what it was before.
fn is_where_a_change_began(number: &StatedNumber<'_>) -> bool {
    let is_from = number.run.last().is_some_and(|last| last.has(Role::Object));
    is_from && begins_behind(number, Role::Than)
}

/// 3 件在 2025 年答复: in another year than this report's, unless they are carried over.
fn is_of_another_year(reader: &SentenceReader<'_>, number: &StatedNumber<'_>) -> bool {
    let is_other = |token: &Token| match token.kind {
        TokenMeaning::Year(year) => reader.year.is_some_and(|own| own != year),
        _ => token.has(Role::LastYear) || token.has(Role::NextYear),
    };
    let carries = |token: &Token| {
        let carried = [reader.lexis.carried_in, reader.lexis.carried_out];
        token.has(Role::Carry) || token.cue().is_some_and(|cue| carried.contains(&cue))
    };
    !number.has_cue(reader)
        && number.behind.iter().any(is_other)
        && !number.right.iter().any(carries)
}

/// 其中城关镇收到 3 件: a part of somebody else's.
pub(super) fn is_part_of_others(number: &StatedNumber<'_>) -> bool {
    number.far.iter().any(|token| token.has(Role::Among))
}

/// 全区（不含区政府）收到 12 件
fn is_behind_exception(number: &StatedNumber<'_>) -> bool {
    let start = number
        .run
        .first()
        .map_or(number.token.start, |first| first.start);
    let last = number.far.last();
    last.is_some_and(|last| last.end == start && matches!(last.kind, TokenMeaning::Bracket(false)))
}

/// 土地类申请收到 3 件: something unknown says of which kind.
fn is_of_a_kind(number: &StatedNumber<'_>) -> bool {
    let far = number.far.last();
    let before = far.map_or(number.begin, |last| last.end);
    let is_unknown = |at: usize| before < at || far.is_some_and(|last| last.has(Role::Plain));
    let mut run = number.run.iter();
    run.next()
        .is_some_and(|first| first.has(Role::OfKind) && is_unknown(first.start))
}

/// 15 个工作日内答复 3 件: the number before says within which time.
fn took_so_long(number: &StatedNumber<'_>) -> bool {
    let mut left = number.left.iter();
    left.next()
        .is_some_and(|first| first.has(Role::Duration) && first.start == number.begin)
}

/// 以侵犯隐私为由不予公开 3 件: not all that ended so. 以属于过程性信息为由不予公开 3 件 names a row.
fn ended_for_a_reason(reader: &SentenceReader<'_>, number: &StatedNumber<'_>) -> bool {
    let mut far = number.far.iter();
    let stands_behind = |token: &Token| token.has(Role::Because) && token.has(Role::OfKind);
    let names = |token: &Token| token.cue().is_some() && !token.has(Role::Filler);
    let mut pairs = number.run.iter().zip(number.run.iter().skip(1));
    let has_unknown_reason = number.run.first().is_some_and(stands_behind)
        || pairs.any(|(reason, word)| stands_behind(word) && !names(reason));
    (far.any(|token| token.has(Role::Because)) || has_unknown_reason) && reader.is_outcome(number)
}

/// 上年结转 2 件，其中 1 件予以公开: of those alone.
fn divides_what_was_carried(reader: &SentenceReader<'_>, number: &StatedNumber<'_>) -> bool {
    let last = reader.last.last().filter(|_| number.says(Role::Among));
    let fact = last.and_then(|last| reader.out.facts.get(last.fact));
    let carried = [reader.lexis.carried_in, reader.lexis.carried_out];
    let carried: CueSet = carried.into_iter().collect();
    let is_carried = last.is_some_and(|last| {
        last.fact >= reader.sentence.first_fact && last.cues.is_within(carried)
    });
    is_carried
        && fact.is_some_and(|fact| number.count.value <= fact.value)
        && reader.is_outcome(number)
}

/// 予以公开、不予公开分别为 5 件、3 件; 行政复议、行政诉讼各 1 件: no sum of both.
fn is_one_of_several(reader: &SentenceReader<'_>, number: &StatedNumber<'_>) -> bool {
    let cues: CueSet = number
        .words
        .iter()
        .filter(|token| !token.has(Role::Filler))
        .filter_map(|token| token.cue())
        .collect();
    let count = |is: fn(&Cue) -> bool| {
        let cues = cues.iter().filter_map(|at| reader.lexis.cue(at));
        cues.filter(|cue| !cue.bare && is(cue)).count()
    };
    number.run.iter().any(|token| token.has(Role::Each))
        && (count(|cue| !cue.rows.is_empty()) > 1 || count(|cue| !cue.columns.is_empty()) > 1)
}

/// 对 5 件处罚决定开展评查: so many are looked at, of more.
fn is_object_of_something_else(reader: &SentenceReader<'_>, number: &StatedNumber<'_>) -> bool {
    let behind = number.behind.last();
    let is_object = number.run.last().is_some_and(|last| last.has(Role::Object));
    is_object
        && !number.has_cue(reader)
        && behind.map_or(number.token.end, |last| last.end) != number.right_end
}

/// 办结的 12 件中，本年新收 10 件: not all that came in.
fn is_part_of_a_whole(reader: &SentenceReader<'_>, number: &StatedNumber<'_>) -> bool {
    let cues = number.words.iter().filter_map(|token| token.cue());
    let mut cues = cues.filter_map(|cue| reader.lexis.cue(cue));
    let came_in = |cue: &Cue| !cue.including.is_empty();
    let was_finished = |cue: &Cue| !cue.finished.is_empty();
    // 办结 12 件，其中新收 10 件.
    let goes_on = || {
        let last = reader.last.last().filter(|_| number.says(Role::Among))?;
        let mut cues = last.cues.iter().filter_map(|at| reader.lexis.cue(at));
        cues.any(was_finished).then_some(Whole::Processed)
    };
    // 处理申请 12 件，其中新收 10 件: of what, is unknown.
    let is_of_unnamed = || {
        let names = |token: &&Token| token.subject().is_some();
        reader.sentence.unnamed_whole && number.says(Role::Among) && !number.words.iter().any(names)
    };
    match reader.sentence.whole.or_else(goes_on) {
        Some(Whole::Processed) => cues.any(came_in),
        Some(Whole::Received) => cues.any(was_finished),
        None => is_of_unnamed() && cues.any(|cue| came_in(cue) || was_finished(cue)),
    }
}

/// 复议 3 件，诉讼 2 件，共计 5 件，其中被纠正 1 件: of what, the cells before do not tell.
fn divides_something_unnamed(reader: &SentenceReader<'_>, number: &StatedNumber<'_>) -> bool {
    let mut words = number.words.iter();
    let cues = number.words.iter().filter_map(|token| token.cue());
    let mut cues = cues
        .filter_map(|cue| reader.lexis.cue(cue))
        .filter(|cue| !cue.bare);
    let sentence = &reader.sentence;
    sentence.unnamed_whole
        && (sentence.divides_unnamed || number.says(Role::Among))
        && !words.any(|token| token.subject().is_some())
        && cues.all(|cue| cue.rows.is_empty())
}

/// 结转 of no certain direction is no word for anything.
fn is_denied(number: &StatedNumber<'_>) -> bool {
    let stops = |token: &Token| token.has(Role::Deny) || token.has(Role::Carry);
    number.left.iter().chain(number.behind).any(stops)
}

fn hangs_on_loose_cues(reader: &SentenceReader<'_>, number: &StatedNumber<'_>) -> bool {
    let mut far = number.far.iter();
    match number.has_cue(reader) {
        false => far.any(|token| reader.is_known_cue(token)),
        true => far.any(|token| reader.hangs_loose(token, number.run)),
    }
}

/// A part of the whole, by the way it came.
fn came_a_certain_way(number: &StatedNumber<'_>) -> bool {
    match number.ways.len() {
        0 => number.says(Role::Via) && !number.is_together(),
        n_ways => n_ways == 1,
    }
}

/// A number without measure word is one if it ends its clause and a word leads to it: 申请数为 12.
fn has_unit(number: &StatedNumber<'_>) -> bool {
    let leads = |last: &Token| last.has(Role::States);
    // 上年结转 0，诉讼案件数 0
    let names = number.run.iter().any(|word| word.cue().is_some());
    let is_light = |last: &Token| last.cue().is_some() || last.has(Role::Filler);
    let leads_to_none = |last: &Token| number.count.value == 0 && names && is_light(last);
    let leads = |last: &Token| leads(last) || leads_to_none(last);
    let is_led_to = number.right.is_empty() && number.run.last().is_some_and(leads);
    !number.count.unit_of.is_empty() || number.count.value < 1000 && is_led_to
}

/// A year that has lost its 年 is no number.
fn is_like_a_year(reader: &SentenceReader<'_>, number: &StatedNumber<'_>) -> bool {
    let value = number.count.value;
    reader
        .year
        .is_some_and(|year| (i64::from(year) - value).abs() <= 1)
}
