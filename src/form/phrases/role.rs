//! What words do to the numbers round them, with the keys under which the file lists them.

use serde::{Deserialize, Serialize};

/// What a word does to the numbers round it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Role {
    /// Nothing: it may stand between a cue and its number.
    Filler,
    /// Says that the number is a whole.
    Together,
    /// Leads to a number, which then needs no measure word.
    States,
    /// Joins cues that add up.
    And,
    /// Says how something came.
    Via,
    /// Says that every way is meant.
    EveryWay,
    /// One half of all ways.
    Online,
    /// The other half.
    Offline,
    /// Says that there is none of what follows.
    Deny,
    /// At the end of what is denied: something else that there was none of either.
    NorElse,
    /// Says 0 in place of a number.
    Zero,
    /// Says that nothing came in.
    Nothing,
    /// The whole of what was spoken of.
    All,
    /// The same, of what follows: all of them are so.
    AllAre,
    /// A share that is all at 100 %.
    Rate,
    /// A share that says nothing about how much is left.
    OnTimeRate,
    /// Sets something apart from a whole.
    Rest,
    /// Counts something in.
    Including,
    /// Leaves something out, in a bracket behind a number.
    Excluding,
    /// Starts parts of the whole before.
    Among,
    /// Before a number: it is not exact.
    About,
    /// Behind a number: it is not exact.
    Inexact,
    /// Behind a number: it counts something else.
    Beyond,
    /// Numbers behind it are differences.
    Than,
    /// More than the figures of the year, unless the year has been named.
    Cumulative,
    /// Behind a year: its end.
    YearEnd,
    /// Figures up to some day, to the end of the sentence.
    AsOf,
    /// Before a number: something is done with so many.
    Object,
    /// Behind a number: what follows are parts of it.
    Within,
    /// Behind something unknown: only those of a certain kind are counted.
    OfKind,
    /// Behind a number: how long something took, which a number behind it is only a part for.
    Duration,
    /// Gives a reason for what was said of a number: what follows says nothing of where it came from.
    Because,
    /// Says that each of the cells named before has a number of its own, in turn.
    Each,
    /// The same, where one number is that of each.
    Apiece,
    /// Between a number of an earlier year and the one that it has become.
    Became,
    /// Says of what stands before it that it is of another matter than what is named beside it.
    Unrelated,
    /// Figures of no certain time, to the end of the sentence.
    Elsewhere,
    /// Figures of other bodies, to the end of the sentence.
    Others,
    /// Figures of a whole area, strange in the report of a department.
    Wider,
    /// Figures of a government's own level alone, which are a part of those of its area.
    OwnLevel,
    /// Something that the tables do not count.
    Foreign,
    /// An end of an application that no row counts: the text goes on about applications.
    Unlisted,
    /// An end of some of what was answered.
    PartOfDone,
    /// At the end of what is denied: who, not what.
    Who,
    /// Hides the words inside it and says nothing.
    Plain,
    /// A matter of disclosure.
    Disclosure,
    /// A percentage follows.
    Share,
    /// May stand between [`Role::Share`] and its percentage.
    ShareFiller,
    /// The year of the report.
    ThisYear,
    /// The year before.
    LastYear,
    /// The year after.
    NextYear,
    /// Taking over from one year to the next.
    Carry,
}

impl Role {
    /// Every role with its key under `[words]`.
    pub const KEYS: [(&'static str, Role); 52] = [
        ("filler", Role::Filler),
        ("together", Role::Together),
        ("states", Role::States),
        ("and", Role::And),
        ("via", Role::Via),
        ("every-way", Role::EveryWay),
        ("online", Role::Online),
        ("offline", Role::Offline),
        ("deny", Role::Deny),
        ("nor-else", Role::NorElse),
        ("zero", Role::Zero),
        ("nothing", Role::Nothing),
        ("all", Role::All),
        ("all-are", Role::AllAre),
        ("rate", Role::Rate),
        ("on-time-rate", Role::OnTimeRate),
        ("rest", Role::Rest),
        ("including", Role::Including),
        ("excluding", Role::Excluding),
        ("among", Role::Among),
        ("about", Role::About),
        ("inexact", Role::Inexact),
        ("beyond", Role::Beyond),
        ("than", Role::Than),
        ("cumulative", Role::Cumulative),
        ("year-end", Role::YearEnd),
        ("as-of", Role::AsOf),
        ("object", Role::Object),
        ("within", Role::Within),
        ("of-kind", Role::OfKind),
        ("duration", Role::Duration),
        ("because", Role::Because),
        ("each", Role::Each),
        ("apiece", Role::Apiece),
        ("became", Role::Became),
        ("unrelated", Role::Unrelated),
        ("elsewhere", Role::Elsewhere),
        ("others", Role::Others),
        ("wider", Role::Wider),
        ("own-level", Role::OwnLevel),
        ("foreign", Role::Foreign),
        ("unlisted", Role::Unlisted),
        ("part-of-done", Role::PartOfDone),
        ("who", Role::Who),
        ("plain", Role::Plain),
        ("disclosure", Role::Disclosure),
        ("share", Role::Share),
        ("share-filler", Role::ShareFiller),
        ("this-year", Role::ThisYear),
        ("last-year", Role::LastYear),
        ("next-year", Role::NextYear),
        ("carry", Role::Carry),
    ];
}
