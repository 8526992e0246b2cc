//! Files that were not checked, each with the reason: nothing is missing from the results in silence.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::format::Format;
use crate::locale::Locale;
use crate::say;

/// Why a file was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// It was named, and is not there.
    Missing,
    /// It may not be read, or the disk fails.
    Unreadable,
    /// A pipe, a socket, a device.
    NotAFile,
    /// A document of another program.
    OtherFormat(Format),
    /// A document that is damaged.
    DamagedDocument,
    /// A document behind a password, or of pictures.
    NoText,
    /// Not text, of no known kind.
    Binary,
    /// Text in an unknown encoding, or damaged.
    UnknownEncoding,
    /// Larger than any report.
    TooLarge,
    /// Text, but no annual report.
    NotAReport,
    /// A document of another program, where only the tables of texts are looked at.
    Document,
    /// What an earlier review made.
    OwnPage,
    /// The configuration leaves it out.
    Excluded,
    /// Git's ignore files leave it out.
    Ignored,
    /// Its name begins with a dot.
    Hidden,
    /// A link to a folder: it could lead in a circle.
    LinkedFolder,
    /// A link to a file that is not there.
    DeadLink,
    /// What a file was before a run that was cut off while it wrote it.
    LeftCopy,
    /// Another name of a file that was checked.
    SameFile,
    /// It was there when the folder was listed.
    Vanished,
    /// A mistake of the program.
    InternalError,
}

/// One file that was not checked.
#[derive(Clone, Debug)]
pub(super) struct LeftOut {
    /// As the user would write it.
    pub path: String,
    /// From the root.
    pub absolute: PathBuf,
    pub reason: Reason,
    /// The whole of it, for people.
    pub sentence: String,
    /// Whether the run could not do what it was asked to.
    pub failed: bool,
}

impl Reason {
    /// Its code in machine output; it never changes.
    pub fn code(self) -> &'static str {
        match self {
            Reason::Missing => "missing",
            Reason::Unreadable => "unreadable",
            Reason::NotAFile => "not-a-file",
            Reason::OtherFormat(_) => "other-format",
            Reason::DamagedDocument => "damaged-document",
            Reason::NoText => "no-text",
            Reason::Binary => "binary",
            Reason::UnknownEncoding => "unknown-encoding",
            Reason::TooLarge => "too-large",
            Reason::NotAReport => "not-a-report",
            Reason::Document => "document",
            Reason::OwnPage => "own-page",
            Reason::Excluded => "excluded",
            Reason::Ignored => "ignored",
            Reason::Hidden => "hidden",
            Reason::LinkedFolder => "linked-folder",
            Reason::DeadLink => "dead-link",
            Reason::LeftCopy => "left-copy",
            Reason::SameFile => "same-file",
            Reason::Vanished => "vanished",
            Reason::InternalError => "internal-error",
        }
    }

    /// In few words, for counting.
    fn words(self, locale: Locale) -> String {
        match self {
            Reason::Missing => say!(locale, "不存在", "missing"),
            Reason::Unreadable => say!(locale, "读不了", "unreadable"),
            Reason::NotAFile => say!(locale, "不是普通文件", "no files"),
            Reason::OtherFormat(format) => format.name(locale).to_owned(),
            Reason::DamagedDocument => say!(locale, "已损坏", "damaged"),
            Reason::NoText => say!(locale, "读不出文字", "without readable text"),
            Reason::Binary => say!(locale, "二进制文件", "binary"),
            Reason::UnknownEncoding => say!(locale, "编码无法识别", "unknown encoding"),
            Reason::TooLarge => say!(locale, "过大", "too large"),
            Reason::NotAReport => say!(locale, "不是年度报告", "not annual reports"),
            Reason::Document => say!(locale, "不是文本文件", "not text files"),
            Reason::OwnPage => say!(locale, "核对结果", "made by a review"),
            Reason::Excluded => say!(locale, "已排除", "excluded"),
            Reason::Ignored => say!(locale, "被 .gitignore 忽略", "ignored by .gitignore"),
            Reason::Hidden => say!(locale, "隐藏文件", "hidden"),
            Reason::LinkedFolder => say!(locale, "链接的文件夹", "linked folders"),
            Reason::DeadLink => say!(locale, "失效的链接", "dead links"),
            Reason::LeftCopy => say!(
                locale,
                "写入中断时留下的原文",
                "copies from before a run that was cut off"
            ),
            Reason::SameFile => say!(locale, "同一文件的其他名称", "other names of the same file"),
            Reason::Vanished => say!(locale, "核对前消失", "vanished"),
            Reason::InternalError => say!(locale, "程序内部出错", "internal error"),
        }
    }

    /// The sentence about a file that was left out without a failure.
    pub fn sentence(self, path: &str, locale: Locale) -> String {
        match self {
            Reason::OtherFormat(format) => format!("{path} {}", format.sentence(locale)),
            Reason::NotAReport => say!(
                locale,
                "{path} 不像政府信息公开工作年度报告，没有核对",
                "{path} does not look like an annual report and was not checked"
            ),
            Reason::Document => say!(
                locale,
                "{path} 不是文本文件，其中的表格不需要对齐，没有改动",
                "{path} is not a text file: its tables need no aligning, and it was left as it is"
            ),
            Reason::NotAFile => say!(
                locale,
                "{path} 是管道、套接字或设备，没有核对",
                "{path} is a pipe, a socket or a device and was not checked"
            ),
            Reason::Excluded => say!(
                locale,
                "{path} 被 exclude 设置排除，没有核对",
                "{path} is excluded by the settings and was not checked"
            ),
            Reason::Ignored => say!(
                locale,
                "{path} 被 .gitignore 忽略，没有核对",
                "{path} is ignored by .gitignore and was not checked"
            ),
            Reason::LinkedFolder => say!(
                locale,
                "{path} 是指向文件夹的链接，没有进入",
                "{path} is a link to a folder and was not followed"
            ),
            Reason::DeadLink => say!(
                locale,
                "{path} 是链接，所指的文件不存在",
                "{path} is a link to a file that does not exist"
            ),
            Reason::LeftCopy => say!(
                locale,
                "{path} 是上一次写入中断时留下的原文，与现在的文件不同；请对照两个文件，再删除其中多余的一个",
                "{path} holds a file as it was before a run that was cut off, and the file says something else now; compare the two, then delete the one that is not needed"
            ),
            Reason::Vanished => say!(
                locale,
                "{path} 在核对前被删除或改名",
                "{path} was deleted or renamed before it could be checked"
            ),
            _ => {
                let words = self.words(locale);
                say!(
                    locale,
                    "{path} 没有核对：{words}",
                    "{path} was not checked: {words}"
                )
            }
        }
    }

    /// Whether it might be a report, and nobody has looked.
    pub fn is_unread(self) -> bool {
        let is_known = matches!(
            self,
            Reason::NotAReport
                | Reason::Document
                | Reason::OwnPage
                | Reason::Hidden
                | Reason::SameFile
        );
        !is_known && !self.is_wish()
    }

    /// Whether somebody asked for the file to be left out.
    pub fn is_wish(self) -> bool {
        matches!(self, Reason::Excluded | Reason::Ignored)
    }
}

/// How many files were left out, by reason; `None` if none was. Another name of a checked file is nothing left out.
pub(super) fn counted(left_out: &[LeftOut], locale: Locale) -> Option<String> {
    let mut by_reason: BTreeMap<Reason, usize> = BTreeMap::new();
    let reasons = left_out.iter().map(|left| left.reason);
    for reason in reasons.filter(|reason| *reason != Reason::SameFile) {
        *by_reason.entry(reason).or_default() += 1;
    }
    if by_reason.is_empty() {
        return None;
    }
    let all: usize = by_reason.values().sum();
    let mut counts: Vec<(Reason, usize)> = by_reason.into_iter().collect();
    counts.sort_by_key(|(reason, n)| (std::cmp::Reverse(*n), *reason));
    let count = |(reason, n): &(Reason, usize)| {
        let words = reason.words(locale);
        say!(locale, "{words} {n} 个", "{n} {words}")
    };
    let counts: Vec<String> = counts.iter().map(count).collect();
    let counts = counts.join(&say!(locale, "，", ", "));
    let plural = if all == 1 { "file" } else { "files" };
    Some(say!(
        locale,
        "没有核对的文件 {all} 个：{counts}",
        "{all} {plural} not checked: {counts}"
    ))
}
