//! From the bytes of a file to text and back. Office files come in UTF-8, UTF-16 and GB18030; a file keeps its encoding when it is fixed.

use encoding_rs::{BIG5, Encoding as Codec, GB18030, UTF_16BE, UTF_16LE};

use crate::locale::Locale;
use crate::say;

/// How the characters of a file are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 behind a byte order mark.
    Utf8WithMark,
    /// UTF-16, the lower byte first, behind a byte order mark.
    Utf16Le,
    /// UTF-16, the higher byte first, behind a byte order mark.
    Utf16Be,
    /// GB18030, which GBK and GB2312 are parts of.
    Gb18030,
}

/// Why a file is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not text at all.
    Binary,
    /// Text in an encoding that is not known, or damaged.
    Unreadable,
}

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
const UTF16_LE_MARK: &[u8] = b"\xFF\xFE";
const UTF16_BE_MARK: &[u8] = b"\xFE\xFF";
/// Of text with four bytes a character, the lower ones first or last, which no office program writes. The first looks like the mark of UTF-16.
const UTF32_MARKS: [&[u8]; 2] = [b"\xFF\xFE\0\0", b"\0\0\xFE\xFF"];

/// First bytes of documents that may go on like text.
const SIGNATURES: &[&[u8]] = &[
    b"PK\x03\x04",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"%PDF-",
    b"{\\rtf",
];

impl Encoding {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf8WithMark => "UTF-8 (BOM)",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
            Encoding::Gb18030 => "GB18030",
        }
    }
}

impl Refusal {
    /// One sentence without the file's name.
    pub fn sentence(self, locale: Locale) -> String {
        match self {
            Refusal::Binary => say!(
                locale,
                "是二进制文件，不是文本",
                "is a binary file, not text"
            ),
            Refusal::Unreadable => say!(
                locale,
                "不是 UTF-8、UTF-16 或 GB18030 编码的文本，或者文件已损坏",
                "is not text in UTF-8, UTF-16 or GB18030, or it is damaged"
            ),
        }
    }
}

/// The text of a file, without a byte order mark: BOM, then UTF-8, then GB18030.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), Refusal> {
    let decoded = if let Some(rest) = bytes.strip_prefix(UTF8_MARK) {
        let text = simdutf8::basic::from_utf8(rest).ok().map(str::to_owned);
        text.map(|text| (text, Encoding::Utf8WithMark))
    } else if UTF32_MARKS.iter().any(|mark| bytes.starts_with(mark)) {
        None
    } else if let Some(rest) = bytes.strip_prefix(UTF16_LE_MARK) {
        by_codec(UTF_16LE, rest).map(|text| (text, Encoding::Utf16Le))
    } else if let Some(rest) = bytes.strip_prefix(UTF16_BE_MARK) {
        by_codec(UTF_16BE, rest).map(|text| (text, Encoding::Utf16Be))
    } else if SIGNATURES.iter().any(|first| bytes.starts_with(first))
        || memchr::memchr(0, bytes).is_some()
    {
        return Err(Refusal::Binary);
    } else {
        match simdutf8::basic::from_utf8(bytes) {
            Ok(text) => Some((text.to_owned(), Encoding::Utf8)),
            Err(_) if is_big5(bytes) => None,
            Err(_) => by_codec(GB18030, bytes).map(|text| (text, Encoding::Gb18030)),
        }
    };
    decoded.ok_or(Refusal::Unreadable)
}

/// Characters of two bytes that are needed to tell.
const MIN_TELLING: usize = 50;

/// Whether a text is surely one in Big5, which can be read as GB18030 too, as other characters: many of its common characters end in a byte below
/// 0x80, which those of GB2312 never do, and none in one that Big5 has not.
fn is_big5(bytes: &[u8]) -> bool {
    let (mut n_pairs, mut n_low, mut at) = (0, 0, 0);
    while let Some(&first) = bytes.get(at) {
        at += 1;
        if first < 0x80 {
            continue;
        }
        n_pairs += 1;
        let second = bytes.get(at).copied().unwrap_or_default();
        n_low += usize::from((0xA4..=0xC6).contains(&first) && second < 0x80);
        at += 1;
    }
    n_pairs >= MIN_TELLING && n_low * 5 > n_pairs && by_codec(BIG5, bytes).is_some()
}

fn by_codec(codec: &'static Codec, bytes: &[u8]) -> Option<String> {
    let text = codec.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}

/// The bytes of a text, with the mark that its encoding has. `None` if the encoding lacks a character.
pub fn encode(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let units = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
        let body = text.encode_utf16().flat_map(bytes);
        Some(mark.iter().copied().chain(body).collect())
    };
    match encoding {
        Encoding::Utf8 => Some(text.as_bytes().to_vec()),
        Encoding::Utf8WithMark => Some([UTF8_MARK, text.as_bytes()].concat()),
        Encoding::Utf16Le => units(UTF16_LE_MARK, u16::to_le_bytes),
        Encoding::Utf16Be => units(UTF16_BE_MARK, u16::to_be_bytes),
        Encoding::Gb18030 => {
            let (bytes, _, unmappable) = GB18030.encode(text);
            (!unmappable).then(|| bytes.into_owned())
        }
    }
}

/// The bytes of a file whose text was `text` and becomes `new`. `None` if the encoding does not give the old bytes back exactly, or if the
/// new ones would be read as something else.
pub fn rewritten(bytes: &[u8], text: &str, new: &str, encoding: Encoding) -> Option<Vec<u8>> {
    if encode(text, encoding)? != bytes {
        return None;
    }
    let after = encode(new, encoding)?;
    let is_read_as = |read: (String, Encoding)| read.0 == new && read.1 == encoding;
    decode(&after).is_ok_and(is_read_as).then_some(after)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const TEXT: &str = "一、总体情况\r\n𠮷 | 5 | é\n末行";

    #[test]
    fn every_encoding_comes_back_byte_for_byte() {
        for encoding in [
            Encoding::Utf8,
            Encoding::Utf8WithMark,
            Encoding::Utf16Le,
            Encoding::Utf16Be,
            Encoding::Gb18030,
        ] {
            let bytes = encode(TEXT, encoding).unwrap();
            assert_eq!(
                decode(&bytes),
                Ok((TEXT.to_owned(), encoding)),
                "{}",
                encoding.name()
            );
        }
    }

    #[test]
    fn what_is_no_text_is_refused_by_its_kind() {
        let refusal = |bytes: &[u8]| decode(bytes);
        assert_eq!(refusal(b"PK\x03\x04\x14\0\0"), Err(Refusal::Binary));
        assert_eq!(refusal(b"%PDF-1.7\n%\xE2\xE3"), Err(Refusal::Binary));
        assert_eq!(refusal(b"\x7FELF\x02\x01\0\0"), Err(Refusal::Binary));
        assert_eq!(refusal(b"\xFF\xFE\x00\xD8"), Err(Refusal::Unreadable));
        assert_eq!(refusal(b"\xFF\xFE\x31"), Err(Refusal::Unreadable));
        let wide = |bytes: fn(u32) -> [u8; 4]| -> Vec<u8> {
            let text = "\u{feff}".chars().chain(TEXT.chars());
            text.flat_map(|c| bytes(u32::from(c))).collect()
        };
        let utf32 = [wide(u32::to_le_bytes), wide(u32::to_be_bytes)];
        assert_eq!(
            utf32.map(|bytes| decode(&bytes)),
            [const { Err(Refusal::Unreadable) }; 2]
        );
        assert_eq!(refusal(b"caf\xE9 \xFF\xFF"), Err(Refusal::Unreadable));
    }

    #[test]
    fn text_in_big5_is_refused_and_text_in_gbk_is_not() {
        let words = "某縣政府去年收到申請三件，都在期限內答覆，沒有收費。".repeat(4);
        let (bytes, _, unmappable) = BIG5.encode(&words);
        assert!(!unmappable);
        assert_eq!(decode(&bytes), Err(Refusal::Unreadable));
        for words in [
            words,
            "某县政府去年收到申请三件，都在期限内答复，没有收费。".repeat(4),
        ] {
            let bytes = encode(&words, Encoding::Gb18030).unwrap();
            assert_eq!(decode(&bytes), Ok((words, Encoding::Gb18030)));
        }
    }

    #[test]
    fn a_file_is_rewritten_only_if_it_will_be_read_as_what_was_written() {
        let old = encode(TEXT, Encoding::Gb18030).unwrap();
        let change = |new: &str| rewritten(&old, TEXT, new, Encoding::Gb18030);
        assert_eq!(change(TEXT), Some(old.clone()));
        let new = TEXT.replace('5', "6");
        assert_eq!(change(&new), encode(&new, Encoding::Gb18030));
        // Without a Chinese character it would be UTF-8.
        assert_eq!(change("5"), None);
        assert_eq!(rewritten(b"\xff", TEXT, TEXT, Encoding::Utf8), None);
    }

    #[test]
    fn an_empty_file_is_an_empty_text() {
        assert_eq!(decode(&[]), Ok((String::new(), Encoding::Utf8)));
        assert_eq!(
            decode(UTF8_MARK),
            Ok((String::new(), Encoding::Utf8WithMark))
        );
    }
}
