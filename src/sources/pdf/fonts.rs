//! Fonts as far as reading needs them: which letters codes stand for, and how wide they are.
//!
//! In: the dictionary of a font. Out: [`PdfFont`]. What a letter looks like is not looked at: a font that does not say what its codes mean stays unread.

use std::collections::HashMap;

use hayro_cmap::{
    BfString, CMap, CMapName, CharacterCollection, CidFamily, WritingMode, load_embedded,
};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};

use super::names::letter;
use super::streams::decoded;

/// Codes that a width may be told for; more are a trap.
const CODES: u32 = 1 << 16;
/// Widths are in thousandths of the size.
const WIDE: f64 = 1000.0;
const HALF: f64 = 550.0;

/// A font.
pub(super) struct PdfFont {
    codes: Codes,
    unicode: Option<CMap>,
    pub is_vertical: bool,
}

enum Codes {
    Simple {
        letters: Vec<Option<char>>,
        first: usize,
        widths: Vec<f64>,
        otherwise: f64,
    },
    Composite {
        encoding: Box<CMap>,
        /// From glyphs of a standard collection to letters.
        collection: Option<Box<CMap>>,
        widths: HashMap<u32, f64>,
        otherwise: f64,
    },
}

/// A code of a string that is shown.
pub(super) struct ShownCode {
    /// `None` if nobody tells what it stands for.
    pub text: Option<String>,
    /// In sizes of the font.
    pub advance: f64,
    /// How many bytes it takes.
    pub len: usize,
    pub is_space: bool,
}

impl PdfFont {
    /// `room` is how many bytes of explanations are still read in this document.
    pub fn of(dict: &Dict<'_>, room: &mut usize) -> PdfFont {
        let mut explained = |stream: &Stream<'_>| {
            let data = decoded(stream).ok()?;
            *room = room.checked_sub(data.len())?;
            CMap::parse(&data, load_embedded)
        };
        let unicode = dict.get::<Stream<'_>>("ToUnicode");
        let unicode = unicode.and_then(|stream| explained(&stream));
        let kind = dict.get::<Name<'_>>("Subtype");
        let descendant = dict
            .get::<Array<'_>>("DescendantFonts")
            .and_then(|list| list.iter::<Dict<'_>>().next());
        match (kind.as_deref(), descendant) {
            (Some(b"Type0"), Some(descendant)) => {
                let encoding = encoding(dict, explained).unwrap_or_else(CMap::identity_h);
                composite(encoding, &descendant, unicode)
            }
            _ => PdfFont {
                codes: simple(dict),
                unicode,
                is_vertical: false,
            },
        }
    }

    /// The code that begins here.
    pub fn next(&self, bytes: &[u8]) -> Option<ShownCode> {
        let (&first, rest) = bytes.split_first()?;
        match &self.codes {
            Codes::Simple {
                letters,
                first: from,
                widths,
                otherwise,
            } => {
                let at = usize::from(first);
                let told = self.told(u32::from(first));
                let own = || letters.get(at).copied().flatten().map(String::from);
                let width = at.checked_sub(*from).and_then(|at| widths.get(at));
                Some(ShownCode {
                    text: told.or_else(own),
                    advance: width.copied().unwrap_or(*otherwise) / WIDE,
                    len: 1,
                    is_space: first == b' ',
                })
            }
            Codes::Composite {
                encoding,
                collection,
                widths,
                otherwise,
            } => {
                let (code, cid, len) = code(encoding, bytes).unwrap_or_else(|| {
                    let is_pair = first >= 0x80 && !rest.is_empty();
                    (0, 0, if is_pair { 2 } else { 1 })
                });
                let told = self.told(code);
                let text = told.or_else(|| {
                    let collection = collection.as_ref()?;
                    by_collection(collection, cid)
                });
                let width = widths.get(&cid).copied().unwrap_or(*otherwise);
                let advance = if self.is_vertical { -WIDE } else { width };
                Some(ShownCode {
                    text,
                    advance: advance / WIDE,
                    len,
                    is_space: len == 1 && first == b' ',
                })
            }
        }
    }

    /// What the font itself tells of a code.
    fn told(&self, code: u32) -> Option<String> {
        let told = text_of(self.unicode.as_ref()?.lookup_bf_string(code)?);
        let is_told = !told.is_empty() && !told.contains(['\0', '\u{FFFD}']);
        is_told.then_some(told)
    }
}

fn text_of(told: BfString) -> String {
    match told {
        BfString::Char(letter) => letter.to_string(),
        BfString::String(text) => text,
    }
}

/// The code at the beginning, its glyph and its length.
fn code(encoding: &CMap, bytes: &[u8]) -> Option<(u32, u32, usize)> {
    let mut code = 0;
    for (len, &byte) in (1..=4_u8).zip(bytes) {
        code = code << 8 | u32::from(byte);
        if let Some(cid) = encoding.lookup_cid_code(code, len) {
            return Some((code, cid, usize::from(len)));
        }
    }
    None
}

fn by_collection(collection: &CMap, cid: u32) -> Option<String> {
    if let Some(told) = collection.lookup_bf_string(cid) {
        return Some(text_of(told));
    }
    let code = (1..=4).find_map(|len| collection.lookup_cid_code(cid, len))?;
    char::from_u32(code).map(String::from)
}

fn composite(encoding: CMap, descendant: &Dict<'_>, unicode: Option<CMap>) -> PdfFont {
    let is_vertical = encoding.metadata().writing_mode == Some(WritingMode::Vertical);
    let family = |told: CharacterCollection| {
        (!matches!(told.family, CidFamily::AdobeIdentity)).then_some(told.family)
    };
    let own = encoding.metadata().character_collection.clone();
    let family = own.and_then(family).or_else(|| system_info(descendant));
    let collection = family
        .filter(|_| unicode.is_none())
        .and_then(|family| load_embedded(family.ucs2_cmap()?))
        .and_then(|data| CMap::parse(data, load_embedded));
    PdfFont {
        codes: Codes::Composite {
            encoding: Box::new(encoding),
            collection: collection.map(Box::new),
            widths: widths(descendant),
            otherwise: descendant.get::<f64>("DW").unwrap_or(WIDE),
        },
        unicode,
        is_vertical,
    }
}

fn encoding(dict: &Dict<'_>, explained: impl FnOnce(&Stream<'_>) -> Option<CMap>) -> Option<CMap> {
    match dict.get::<Object<'_>>("Encoding")? {
        Object::Name(name) => match CMapName::from_bytes(&name) {
            CMapName::IdentityH => Some(CMap::identity_h()),
            CMapName::IdentityV => Some(CMap::identity_v()),
            name => CMap::parse(load_embedded(name)?, load_embedded),
        },
        Object::Stream(stream) => explained(&stream),
        _ => None,
    }
}

fn system_info(descendant: &Dict<'_>) -> Option<CidFamily> {
    let info = descendant.get::<Dict<'_>>("CIDSystemInfo")?;
    let registry = info.get::<PdfString<'_>>("Registry")?;
    let ordering = info.get::<PdfString<'_>>("Ordering")?;
    Some(CidFamily::from_registry_ordering(&registry, &ordering))
}

/// `W`: `first [w w w]` and `first last w`, one after the other.
fn widths(descendant: &Dict<'_>) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let Some(list) = descendant.get::<Array<'_>>("W") else {
        return widths;
    };
    let mut list = list.flex_iter();
    loop {
        if let Some((first, row)) = list.next::<(u32, Array<'_>)>() {
            let codes = first..first.saturating_add(CODES);
            widths.extend(codes.zip(row.iter::<f64>()));
        } else if let Some((first, last, width)) = list.next::<(u32, u32, f64)>() {
            let last = last.min(first.saturating_add(CODES)).min(CODES);
            widths.extend((first..=last).map(|code| (code, width)));
        } else {
            return widths;
        }
        if widths.len() > 2 * CODES as usize {
            return widths;
        }
    }
}

fn simple(dict: &Dict<'_>) -> Codes {
    let widths: Vec<f64> = dict
        .get::<Array<'_>>("Widths")
        .map(|list| list.iter::<f64>().take(256).collect())
        .unwrap_or_default();
    // Fonts drawn by the document itself measure in units of their own.
    let unit = dict
        .get::<[f64; 6]>("FontMatrix")
        .map_or(1.0, |matrix| matrix[0].abs() * WIDE);
    Codes::Simple {
        letters: letters(dict),
        first: dict.get::<u32>("FirstChar").unwrap_or_default() as usize,
        widths: widths.iter().map(|width| width * unit).collect(),
        otherwise: HALF,
    }
}

/// What the 256 codes of a simple font stand for.
fn letters(dict: &Dict<'_>) -> Vec<Option<char>> {
    let encoding = dict.get::<Object<'_>>("Encoding");
    let (name, differences) = match encoding {
        Some(Object::Name(name)) => (Some(name), None),
        Some(Object::Dict(told)) => (
            told.get::<Name<'_>>("BaseEncoding"),
            told.get::<Array<'_>>("Differences"),
        ),
        _ => (None, None),
    };
    let descriptor = dict.get::<Dict<'_>>("FontDescriptor");
    let flags = descriptor.map(|own| own.get::<u32>("Flags").unwrap_or_default());
    let is_symbolic = flags.is_some_and(|flags| flags & 4 != 0);
    let is_own = dict.get::<Name<'_>>("Subtype").as_deref() == Some(b"Type3");
    let mut letters = vec![None; 256];
    if name.is_some() || !(is_symbolic || is_own) {
        let page = match name.as_deref() {
            Some(b"MacRomanEncoding") => encoding_rs::MACINTOSH,
            _ => encoding_rs::WINDOWS_1252,
        };
        for (code, letter) in (32..=255_u8).zip(letters.iter_mut().skip(32)) {
            let (text, _) = page.decode_without_bom_handling(std::slice::from_ref(&code));
            *letter = text.chars().next().filter(|letter| !letter.is_control());
        }
    }
    let mut at = 0;
    for told in differences
        .iter()
        .flat_map(|list| list.iter::<Object<'_>>())
    {
        match told {
            Object::Number(code) => at = usize::try_from(code.as_i64()).unwrap_or_default(),
            Object::Name(name) => {
                if let Some(place) = letters.get_mut(at) {
                    *place = letter(name.as_str());
                }
                at += 1;
            }
            _ => {}
        }
    }
    letters
}
