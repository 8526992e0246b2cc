//! Why a document was not read.

use crate::locale::Locale;
use crate::say;

/// Why a document was not read. Never a panic, never an empty report instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// Cut off or changed on its way, or not what its name says.
    Damaged,
    /// Packed in a way that no office program uses, and none of ours unpacks: bzip2, LZMA and the like.
    Packed,
    /// Written by a program of before 1997, or by WPS in a kind of its own.
    TooOld,
    /// A workbook by a program of before 1997.
    TooOldBook,
    /// Behind a password.
    Encrypted,
    /// Over one of the limits that keep a file from costing more than it is worth.
    TooLarge,
    /// Elements inside each other beyond any document.
    TooDeep,
    /// It brings definitions of its own, which no office program writes.
    Definitions,
    /// Pages that are pictures: there is no text in it.
    Scanned,
    /// Text in it cannot be turned into characters.
    Unmapped,
    /// There is nothing on its pages.
    Blank,
}

impl NotRead {
    /// What to say of the file, behind its name.
    pub fn sentence(self, locale: Locale) -> String {
        match self {
            NotRead::Damaged => say!(
                locale,
                "已损坏，读不出内容；请用 Word 或 WPS 打开后重新保存",
                "is damaged and cannot be read; open it in Word or WPS and save it again"
            ),
            NotRead::Packed => say!(
                locale,
                "用了不支持的压缩方式，没有读取；请用 Word 或 WPS 打开后另存为 .docx（表格存为 .xlsx）",
                "is packed in a way that is not supported and was not read; open it in Word or WPS and save it as .docx, a workbook as .xlsx"
            ),
            NotRead::TooOld => say!(
                locale,
                "是较早的格式（Word 95、WPS 2000 一类），没有读取；请用 Word 或 WPS 打开后另存为 .docx",
                "is of an early kind (Word 95, WPS 2000) and was not read; open it in Word or WPS and save it as .docx"
            ),
            NotRead::TooOldBook => say!(
                locale,
                "是较早的格式（Excel 95 一类），没有读取；请用 Excel 或 WPS 打开后另存为 .xlsx",
                "is of an early kind (Excel 95) and was not read; open it in Excel or WPS and save it as .xlsx"
            ),
            NotRead::Encrypted => say!(
                locale,
                "设有密码，读不出内容；请取消密码后另存",
                "is protected by a password; save it without one first"
            ),
            NotRead::TooLarge => say!(
                locale,
                "过大，或解压后过大，没有读取；请另存为 .docx 或删去图片、附件后再核对",
                "is too large, or would be once unpacked, and was not read; save it again without pictures and attachments"
            ),
            NotRead::TooDeep => say!(
                locale,
                "结构嵌套过深，没有读取；请用 Word 或 WPS 打开后另存为 .docx",
                "is nested too deeply and was not read; open it in Word or WPS and save it as .docx"
            ),
            NotRead::Definitions => say!(
                locale,
                "含有自定义实体，不是办公软件保存的文件，没有读取",
                "brings entity definitions of its own, which no office program writes, and was not read"
            ),
            NotRead::Scanned => say!(
                locale,
                "是扫描件，页面都是图片，没有文字；请先用文字识别（OCR）软件转换，或核对 Word 原件",
                "is a scan: its pages are pictures without text; recognise the text (OCR) first, or check the Word original"
            ),
            NotRead::Unmapped => say!(
                locale,
                "中的文字没有字符编码，读不出内容；请核对 Word 原件",
                "holds text whose characters are not told; check the Word original"
            ),
            NotRead::Blank => say!(
                locale,
                "是空白文档，没有文字",
                "is blank: there is no text in it"
            ),
        }
    }
}
