//! The lists of a document, whose numbers Word makes while it shows it: they stand in no text.
//!
//! In: the lists and what single uses of them say otherwise. Out: what stands in front of each paragraph; [`Numbering`] counts as it does for newer documents. What is damaged here costs
//! the numbers alone, never the document.

use std::collections::HashMap;

use super::super::docx::lists::{Kinds, LEVELS, List, ListLevel, Override};
use super::super::docx::numbering::{Item, Numbering};
use super::super::docx::ordinals::Writing;
use super::super::numbers::{long, place, short};
use super::paragraphs::ListItem;
use super::streams::{DocStreams, StructureKind};
use super::styles::DocStyles;

/// Bytes of a list's entry, of a use's entry, and of a level before its texts.
const LIST: usize = 28;
const USE: usize = 16;
const LEVEL: usize = 28;
/// Texts of levels are no longer.
const TEXT: usize = 255;

/// The lists of a document, and how far they have counted.
pub(super) struct DocLists {
    numbering: Numbering,
    styles: DocStyles,
}

impl DocLists {
    pub fn of(streams: &DocStreams) -> DocLists {
        let kinds = kinds(streams).unwrap_or_default();
        let lists = lists(streams).unwrap_or_default();
        DocLists {
            numbering: Numbering::of_lists(kinds, lists),
            styles: DocStyles::of(streams),
        }
    }

    /// What stands in front of the next paragraph, by what it says of lists and the number of its style.
    pub fn next(&mut self, item: ListItem, style: u16) -> Option<String> {
        let item = self.styles.item(item, style);
        let list = item.list.filter(|&list| list > 0)?;
        self.numbering.next(&Item {
            style: None,
            list: Some(list.to_string()),
            level: item.level.map(usize::from),
        })
    }
}

fn kinds(streams: &DocStreams) -> Option<HashMap<String, Kinds>> {
    let (bytes, len) = streams.from(StructureKind::Lists)?;
    let n_lists = usize::from(short(bytes, 0)?);
    let mut levels = LevelReader { bytes, at: len };
    let mut kinds = HashMap::new();
    for entry in bytes.get(2..len)?.chunks_exact(LIST).take(n_lists) {
        let is_simple = entry.get(26)? & 1 != 0;
        let n_levels = if is_simple { 1 } else { LEVELS };
        let mut kind = Kinds::default();
        for number in 0..n_levels {
            let Some(level) = levels.level(number) else {
                return Some(kinds);
            };
            kind.levels.insert(number, level);
        }
        kinds.insert(long(entry, 0)?.to_string(), kind);
    }
    Some(kinds)
}

fn lists(streams: &DocStreams) -> Option<HashMap<String, List>> {
    let (bytes, len) = streams.from(StructureKind::Uses)?;
    let n_uses = place(bytes, 0)?;
    let entries = bytes.get(4..len)?.chunks_exact(USE).take(n_uses);
    let mut more = LevelReader {
        bytes,
        at: n_uses.checked_mul(USE)?.checked_add(4)?,
    };
    let mut lists = HashMap::new();
    for (number, entry) in (1..).zip(entries) {
        let n_overrides = *entry.get(12)?;
        let list = List {
            kind: long(entry, 0)?.to_string(),
            overrides: more.overrides(n_overrides).unwrap_or_default(),
        };
        let number: u32 = number;
        lists.insert(number.to_string(), list);
    }
    Some(lists)
}

/// Reads levels one behind the other.
struct LevelReader<'d> {
    bytes: &'d [u8],
    at: usize,
}

impl LevelReader<'_> {
    fn level(&mut self, number: usize) -> Option<ListLevel> {
        let head = self.bytes.get(self.at..self.at.checked_add(LEVEL)?)?;
        let (flags, follows) = (*head.get(5)?, *head.get(15)?);
        let looks = usize::from(*head.get(24)?) + usize::from(*head.get(25)?);
        let text = self.at + LEVEL + looks;
        let n_letters = usize::from(short(self.bytes, text)?);
        if n_letters > TEXT {
            return None;
        }
        let units = self.bytes.get(text + 2..text + 2 + 2 * n_letters)?;
        self.at = text + 2 + 2 * n_letters;
        Some(ListLevel {
            start: long(head, 0)?,
            writing: Writing::named(format_name(*head.get(4)?)),
            is_legal: flags & 4 != 0,
            text: written(units),
            restarts_after: match flags & 8 {
                0 => number,
                _ => usize::from(*head.get(26)?),
            },
            style: None,
            is_tight: follows == 2,
        })
    }

    /// What a use says itself of levels of its list.
    fn overrides(&mut self, n_overrides: u8) -> Option<HashMap<usize, Override>> {
        self.at = self.at.checked_add(4)?;
        let mut overrides = HashMap::new();
        for _ in 0..n_overrides {
            let (start, flags) = (long(self.bytes, self.at)?, long(self.bytes, self.at + 4)?);
            self.at += 8;
            let number = usize::try_from(flags & 0xf).ok()?;
            let own = Override {
                start: (flags & 0x10 != 0).then_some(start),
                level: match flags & 0x20 {
                    0 => None,
                    _ => Some(self.level(number)?),
                },
            };
            overrides.insert(number, own);
        }
        Some(overrides)
    }
}

/// The text of a level: small units stand for the numbers of levels.
fn written(units: &[u8]) -> String {
    let units = units.chunks_exact(2).filter_map(|unit| short(unit, 0));
    let mut out = String::new();
    for letter in char::decode_utf16(units) {
        match letter.map(u32::from) {
            Ok(level @ 0..9) => out += &format!("%{}", level + 1),
            Ok(letter) => out.extend(char::from_u32(letter)),
            Err(_) => {}
        }
    }
    out
}

/// How numbers are written, as newer documents name it.
fn format_name(code: u8) -> &'static str {
    match code {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        0x0a | 0x11 | 0x24 => "ideographDigital",
        0x0b | 0x21 | 0x23 | 0x25 | 0x27 => "chineseCounting",
        0x0e | 0x13 => "decimalFullWidth",
        0x12 | 0x1c => "decimalEnclosedCircle",
        0x17 | 0xff => "none",
        0x1a => "decimalEnclosedFullstop",
        0x1b => "decimalEnclosedParen",
        0x1d => "ideographEnclosedCircle",
        0x1e => "ideographTraditional",
        0x1f => "ideographZodiac",
        _ => "decimal",
    }
}
