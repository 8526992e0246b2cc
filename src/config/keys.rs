//! The one table of keys: reading, the JSON Schema, `nianbao init` and `nianbao config` all follow it.

use super::Level;
use crate::finding::Severity;
use crate::locale::Locale;
use crate::views::hints::ColumnNames;

/// One key of `nianbao.toml`; editors know it in camelCase.
#[derive(Debug)]
pub struct Key {
    /// As in `nianbao.toml`.
    pub name: &'static str,
    /// What values it takes.
    pub(super) kind: KeyKind,
    /// The value when none is set, as TOML.
    pub default: &'static str,
    /// Whether editors may set it too.
    pub(super) in_editor: bool,
    /// What it does, in Chinese.
    pub chinese: &'static str,
    /// What it does, in English.
    pub english: &'static str,
}

/// What values a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyKind {
    /// `true` or `false`.
    Flag,
    /// `auto` or the id of an edition.
    EditionId,
    /// `auto`, `zh-CN` or `en`.
    Language,
    /// A table with [`HINT_COLUMNS`], one of [`COLUMN_NAMES`].
    Hints,
    /// Milliseconds up to [`LONGEST_DELAY_MS`].
    Delay,
    /// A list of file globs.
    Globs,
    /// A table from rule code to one of [`LEVELS`].
    Levels,
    /// A list of tables with [`IGNORE_KEYS`].
    Ignores,
    /// A list of tables with [`SERIES_KEYS`].
    Series,
    /// A list of tables with [`ROLL_UP_KEYS`].
    RollUps,
    /// A list of file names.
    EditionFiles,
    /// A list of editions written out.
    Editions,
}

/// The longest wait after an edit, in milliseconds.
pub(super) const LONGEST_DELAY_MS: u64 = 2000;
/// The values of a rule.
pub(super) const LEVELS: &[(&str, Level)] = &[
    ("error", Level::At(Severity::Error)),
    ("warning", Level::At(Severity::Warning)),
    ("information", Level::At(Severity::Information)),
    ("info", Level::At(Severity::Information)),
    ("off", Level::Off),
];
/// The values of `locale`.
pub(super) const LANGUAGES: &[(&str, Option<Locale>)] = &[
    (AUTO, None),
    ("zh-CN", Some(Locale::Chinese)),
    ("en", Some(Locale::English)),
];
/// The key under `inlay-hints` that says which numbers are shown the name of their column.
pub(super) const HINT_COLUMNS: &str = "columns";
/// The values of `inlay-hints.columns`.
pub(super) const COLUMN_NAMES: &[(&str, ColumnNames)] = &[
    ("off", ColumnNames::Off),
    ("nonzero", ColumnNames::NonZero),
    ("all", ColumnNames::All),
];
/// The word that leaves a choice to the program.
pub(super) const AUTO: &str = "auto";
/// The keys of one `[[ignore]]`, with what they mean in Chinese and English.
pub(super) const IGNORE_KEYS: &[(&str, &str, &str)] = &[
    (
        "file",
        "文件，可用通配符，相对于本配置文件所在文件夹；不写则对所有文件有效",
        "a file or glob, relative to the folder of this file; all files if left out",
    ),
    ("rule", "规则代码", "the code of a rule"),
    (
        "cell",
        "单元格，如 三/（七）总计/自然人；不写则整个文件有效",
        "a cell as findings name it; the whole file if left out",
    ),
    (
        "reason",
        "原因，写给以后查看的人",
        "why, for whoever reads it later",
    ),
];
/// The keys of one `[[series]]`, with what they mean in Chinese and English, and whether they are lists.
pub(super) const SERIES_KEYS: &[(&str, &str, &str, bool)] = &[
    ("unit", "单位名称", "the name of the unit", false),
    (
        "also",
        "该单位的曾用名、别名",
        "names that it had before, or has beside",
        true,
    ),
    (
        "files",
        "该单位各年的报告，可用通配符，相对于本配置文件所在文件夹",
        "its reports, as globs relative to the folder of this file",
        true,
    ),
];
/// The same for one `[[roll-up]]`.
pub(super) const ROLL_UP_KEYS: &[(&str, &str, &str, bool)] = &[
    (
        "whole",
        "汇总报告，可用通配符，相对于本配置文件所在文件夹",
        "the report that is the sum, a file or glob relative to the folder of this file",
        false,
    ),
    (
        "parts",
        "被汇总的报告，可用通配符",
        "the reports that it adds up, as globs",
        true,
    ),
    (
        "tables",
        "汇总的表，如 三、四；不写则为有合计的表",
        "the tables that are added up, such as 三; those that have totals if left out",
        true,
    ),
];
/// Keys in an editor's settings that are the editor's own affair.
pub(super) const EDITOR_ONLY: &[&str] = &["path", "trace", "positionEncoding", "sync", TRUSTED];
/// Whether the user trusts the folders that the editor has opened.
pub(super) const TRUSTED: &str = "trusted";

/// All keys, in the order in which they are shown.
pub const KEYS: &[Key] = &[
    Key {
        name: "edition",
        kind: KeyKind::EditionId,
        default: "\"auto\"",
        in_editor: true,
        chinese: "按哪一版格式核对：auto 按表中的行标题和表头自动判断，或写版本号，如 2021、2019",
        english: "The edition to check against: auto decides by the labels of the tables; or an id such as 2021 or 2019",
    },
    Key {
        name: "locale",
        kind: KeyKind::Language,
        default: "\"auto\"",
        in_editor: true,
        chinese: "消息的语言：auto（编辑器的语言；命令行为中文）、zh-CN 或 en",
        english: "Language of messages: auto (the editor's; Chinese on the command line), zh-CN or en",
    },
    Key {
        name: "exclude",
        kind: KeyKind::Globs,
        default: "[]",
        in_editor: true,
        chinese: "不核对的文件或文件夹，可用通配符，相对于本配置文件所在文件夹",
        english: "Files or folders never to check, globs relative to the folder of this file",
    },
    Key {
        name: "enable",
        kind: KeyKind::Flag,
        default: "true",
        in_editor: true,
        chinese: "编辑器中是否核对",
        english: "Whether reports are checked in the editor",
    },
    Key {
        name: "fix-on-save",
        kind: KeyKind::Flag,
        default: "false",
        in_editor: true,
        chinese: "在编辑器中保存时是否自动修正可安全修正的问题",
        english: "Whether safe fixes are applied when a report is saved in the editor",
    },
    Key {
        name: "follow-totals",
        kind: KeyKind::Flag,
        default: "false",
        in_editor: true,
        chinese: "分项改动后，原先相符的合计是否随之更新：保存时，以及编辑器支持时输入之中",
        english: "Whether totals that agreed follow their parts when these are changed: on save, and while typing where the editor asks",
    },
    Key {
        name: "inlay-hints",
        kind: KeyKind::Hints,
        default: "{}",
        in_editor: true,
        chinese: "编辑器中的旁注。columns：数字前是否显示列名：off 不显示、nonzero 只在不为 0 的数字前、all 全部",
        english: "Hints in the editor. columns: which numbers are shown the name of their column: off, nonzero, all",
    },
    Key {
        name: "diagnostic-delay-ms",
        kind: KeyKind::Delay,
        default: "0",
        in_editor: true,
        chinese: "编辑器中停止输入多少毫秒后再显示问题，0 至 2000",
        english: "Milliseconds without typing before findings are shown in the editor, 0 to 2000",
    },
    Key {
        name: "rules",
        kind: KeyKind::Levels,
        default: "{}",
        in_editor: true,
        chinese: "各规则的级别：error 错误、warning 警告、information（或 info）提示、off 关闭",
        english: "The level of each rule: error, warning, information (or info), off",
    },
    Key {
        name: "ignore",
        kind: KeyKind::Ignores,
        default: "[]",
        in_editor: true,
        chinese: "已核实、不再提示的问题",
        english: "Findings that have been looked at and accepted",
    },
    Key {
        name: "series",
        kind: KeyKind::Series,
        default: "[]",
        in_editor: false,
        chinese: "哪些报告属于同一单位：改过名的，标题中没有单位名称的",
        english: "Which reports are of one unit, where its name has changed or its titles do not name it",
    },
    Key {
        name: "roll-up",
        kind: KeyKind::RollUps,
        default: "[]",
        in_editor: false,
        chinese: "哪份报告是哪些报告的汇总",
        english: "Which report is the sum of which",
    },
    Key {
        name: "edition-files",
        kind: KeyKind::EditionFiles,
        default: "[]",
        in_editor: false,
        chinese: "自定义格式版本的文件，相对于本配置文件所在文件夹",
        english: "Files with editions of your own, relative to the folder of this file",
    },
    Key {
        name: "own-edition",
        kind: KeyKind::Editions,
        default: "[]",
        in_editor: false,
        chinese: "直接写在本文件中的自定义格式版本",
        english: "Editions of your own, written out in this file",
    },
];

impl Key {
    /// The name as editors write it: `fixOnSave`.
    pub fn editor_name(&self) -> String {
        let mut out = String::with_capacity(self.name.len());
        let mut raise = false;
        for letter in self.name.chars() {
            if letter == '-' {
                raise = true;
            } else if raise {
                out.push(letter.to_ascii_uppercase());
                raise = false;
            } else {
                out.push(letter);
            }
        }
        out
    }
}
