//! Changes of a read text, written into the document that it was read of.

use super::manuscript::DocumentKind;
use super::unread::NotRead;
use crate::edit::Edit;
use crate::locale::Locale;
use crate::say;
use crate::span::Source;

/// How changes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// In the place of what stood there.
    Plain,
    /// As tracked changes, to be accepted or turned down in Word.
    Tracked,
}

/// A document after its changes.
#[derive(Clone, Debug)]
pub struct Rewritten {
    /// The file.
    pub bytes: Vec<u8>,
    /// The changes that were written.
    pub written: Vec<Edit<Source>>,
    /// How many could not be, because they are not about text that stands in the document as it is.
    pub left_alone: usize,
    /// How many of those written are results of formulas, which the program computes anew.
    pub computed: usize,
}

/// Why a document is not written at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotWritten {
    /// There are no tracked changes in documents of this kind.
    Untracked,
    /// A digital signature would break.
    Signed,
    /// Its writer asks not to change it.
    Protected(DocumentKind),
    /// Nothing of it can be changed exactly.
    Inexact,
    /// Documents of this kind are only read.
    OnlyRead(DocumentKind),
    /// A PDF, which is only read.
    Pages,
    /// It cannot be read.
    NotRead(NotRead),
}

impl From<NotRead> for NotWritten {
    fn from(why: NotRead) -> Self {
        NotWritten::NotRead(why)
    }
}

impl NotWritten {
    /// What to say of the file, behind its name.
    pub fn sentence(self, locale: Locale) -> String {
        match self {
            NotWritten::Untracked => say!(
                locale,
                "是 Excel 文件，没有修订功能，没有修改；请不用 --tracked",
                "is a workbook, which has no tracked changes, and was not changed; leave out --tracked"
            ),
            NotWritten::Signed => say!(
                locale,
                "带有数字签名，修改会使签名失效，没有修改",
                "is digitally signed; a change would break the signature, so it was not changed"
            ),
            NotWritten::Protected(DocumentKind::Xlsx) => say!(
                locale,
                "的工作表设有保护，没有修改；请先在 Excel 中撤销工作表保护",
                "has a protected sheet and was not changed; unprotect it in Excel first"
            ),
            NotWritten::Protected(_) => say!(
                locale,
                "设为只读或限制编辑，没有修改；请先在 Word 中取消限制",
                "is marked read-only or protected against editing and was not changed; lift that in Word first"
            ),
            NotWritten::Inexact => say!(
                locale,
                "无法原样写回，没有修改；请在原件中修改",
                "cannot be written back exactly and was not changed; mend it by hand"
            ),
            NotWritten::OnlyRead(DocumentKind::Odt) => say!(
                locale,
                "是 OpenDocument 文件，只能核对，没有修改；请另存为 .docx 后再修正",
                "is an OpenDocument file, which is checked but not changed; save it as .docx first"
            ),
            NotWritten::OnlyRead(DocumentKind::Ods) => say!(
                locale,
                "是 OpenDocument 表格，只能核对，没有修改；请另存为 .xlsx 后再修正",
                "is an OpenDocument workbook, which is checked but not changed; save it as .xlsx first"
            ),
            NotWritten::OnlyRead(DocumentKind::Xls) => say!(
                locale,
                "是旧版 Excel 文件，只能核对，没有修改；请另存为 .xlsx 后再修正",
                "is a workbook of an old Excel, which is checked but not changed; save it as .xlsx first"
            ),
            NotWritten::OnlyRead(_) => say!(
                locale,
                "是旧版 Word 文件，只能核对，没有修改；请另存为 .docx 后再修正",
                "is a document of an old Word, which is checked but not changed; save it as .docx first"
            ),
            NotWritten::Pages => say!(
                locale,
                "是 PDF 文件，只能核对，没有修改；请修正 Word 原件后重新生成 PDF",
                "is a PDF, which is checked but not changed; mend the Word original and make the PDF anew"
            ),
            NotWritten::NotRead(why) => why.sentence(locale),
        }
    }
}
