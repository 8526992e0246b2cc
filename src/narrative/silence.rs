//! Why a number of the text is not compared with a table.

use crate::locale::Locale;
use crate::span::Span;

/// A number that is not compared, with the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silent {
    /// The number as it is written, without its measure word.
    pub span: Span,
    /// The clause it stands in.
    pub clause: Span,
    /// The number, if it is a whole one.
    pub value: Option<i64>,
    /// Why it is not compared.
    pub why: Silence,
}

/// Why a number is not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Silence {
    /// It counts something that the tables do not: posts, letters, meetings.
    OtherMatter,
    /// It is that of other bodies, or of a whole area.
    OtherBody,
    /// It is that of no certain time, or of more than the year: 累计, 截至, plans.
    OtherTime,
    /// It is another year's.
    OtherYear,
    /// It is a difference: 较上年增加.
    Difference,
    /// It is not exact: 约, 余.
    NotExact,
    /// Its measure word counts something else: 人次, 篇.
    OtherUnit,
    /// It has no measure word.
    NoUnit,
    /// It may be a year that has lost its 年.
    LikeAYear,
    /// Words that are not known stand beside it and may say what it counts.
    CountsSomethingElse,
    /// It is a part that no cell stands for.
    OtherPart,
    /// It counts an end of applications that the form has no row for: 信息不存在.
    Unlisted,
    /// What is denied beside it, or which way it was carried over, is not certain.
    Denied,
    /// The words that might say which cell it is do not hang together with it.
    LooseCue,
    /// It came a certain way, of which the tables know nothing.
    Channel,
    /// No word says which cell it is.
    NoCue,
    /// The text has not said that it is about the matter of its cue.
    NoSubject,
    /// Its words name cells that do not go together.
    SeveralCells,
    /// Another number of the sentence claims the same cell.
    Quarrel,
    /// It is a share whose whole is not certain.
    ShareOfWhat,
    /// It is no plain number: a range, a decimal, the number of a telephone or a document.
    NotPlain,
    /// It stands in a heading.
    InHeading,
}

impl Silence {
    /// Every reason, in the order of the documentation.
    pub const ALL: [Silence; 22] = [
        Silence::OtherMatter,
        Silence::OtherBody,
        Silence::OtherTime,
        Silence::OtherYear,
        Silence::Difference,
        Silence::NotExact,
        Silence::OtherUnit,
        Silence::NoUnit,
        Silence::LikeAYear,
        Silence::CountsSomethingElse,
        Silence::OtherPart,
        Silence::Unlisted,
        Silence::Denied,
        Silence::LooseCue,
        Silence::Channel,
        Silence::NoCue,
        Silence::NoSubject,
        Silence::SeveralCells,
        Silence::Quarrel,
        Silence::ShareOfWhat,
        Silence::NotPlain,
        Silence::InHeading,
    ];

    /// Its name.
    pub fn name(self, locale: Locale) -> &'static str {
        let (chinese, english) = match self {
            Silence::OtherMatter => ("其他事项", "another matter"),
            Silence::OtherBody => ("其他机关", "another body"),
            Silence::OtherTime => ("累计或截至", "another time"),
            Silence::OtherYear => ("其他年度", "another year"),
            Silence::Difference => ("增减数", "difference"),
            Silence::NotExact => ("约数", "not exact"),
            Silence::OtherUnit => ("单位不符", "another unit"),
            Silence::NoUnit => ("无计量单位", "no unit"),
            Silence::LikeAYear => ("疑似年份", "like a year"),
            Silence::CountsSomethingElse => ("另有所计", "counts something else"),
            Silence::OtherPart => ("其他部分", "another part"),
            Silence::Unlisted => ("表外结果", "unlisted outcome"),
            Silence::Denied => ("否定或方向不明", "denied"),
            Silence::LooseCue => ("提示词不相连", "loose cue"),
            Silence::Channel => ("渠道分项", "channel"),
            Silence::NoCue => ("未指明单元格", "no cue"),
            Silence::NoSubject => ("未说明事项", "no subject"),
            Silence::SeveralCells => ("指向不一", "several cells"),
            Silence::Quarrel => ("同格异数", "quarrel"),
            Silence::ShareOfWhat => ("占比基数不明", "share of what"),
            Silence::NotPlain => ("不是件数", "not a plain number"),
            Silence::InHeading => ("标题中的数字", "in a heading"),
        };
        match locale {
            Locale::Chinese => chinese,
            Locale::English => english,
        }
    }
}
