//! The styles of paragraphs, as far as they bring lists along.

use super::super::numbers::short;
use super::paragraphs::ListItem;
use super::streams::{DocStreams, StructureKind};

/// What a style says of lists.
#[derive(Clone, Copy, Default)]
struct ListStyle {
    item: ListItem,
    /// The number of the style that it is based on.
    base: usize,
}

/// The styles of a document by their numbers.
#[derive(Default)]
pub(super) struct DocStyles {
    styles: Vec<ListStyle>,
}

/// Styles that are based on each other in a circle end somewhere.
const DEEPEST: usize = 16;
/// The number of no style.
const NONE: usize = 0x0fff;

impl DocStyles {
    pub fn of(streams: &DocStreams) -> DocStyles {
        let list = streams.structure(StructureKind::Styles).unwrap_or_default();
        DocStyles {
            styles: styles(list).unwrap_or_default(),
        }
    }

    /// What a paragraph of a style says of lists, and what its style says where it says nothing itself.
    pub fn item(&self, own: ListItem, style: u16) -> ListItem {
        let (mut item, mut at) = (own, usize::from(style));
        for _ in 0..DEEPEST {
            let Some(style) = self.styles.get(at) else {
                break;
            };
            item.list = item.list.or(style.item.list);
            item.level = item.level.or(style.item.level);
            at = style.base;
        }
        item
    }
}

fn styles(list: &[u8]) -> Option<Vec<ListStyle>> {
    let header = usize::from(short(list, 0)?);
    let n_styles = usize::from(short(list, 2)?);
    let head = usize::from(short(list, 4)?);
    let mut at = header.checked_add(2)?;
    let mut out = Vec::new();
    for _ in 0..n_styles {
        let Some(len) = short(list, at).map(usize::from) else {
            break;
        };
        let style = list.get(at + 2..at + 2 + len)?;
        out.push(style_of(style, head).unwrap_or(ListStyle {
            base: NONE,
            ..ListStyle::default()
        }));
        at += 2 + len;
    }
    Some(out)
}

/// A style by its entry, whose head is so long; `None` if it is none of paragraphs.
fn style_of(style: &[u8], head: usize) -> Option<ListStyle> {
    let kind = short(style, 2)?;
    if kind & 0xf != 1 {
        return None;
    }
    let name = 2 * usize::from(short(style, head)?);
    let looks = head + 2 + name + 2;
    let len = usize::from(short(style, looks)?);
    // In front of what it says stands its own number.
    let said = style.get(looks + 4..(looks + 2).checked_add(len)?);
    Some(ListStyle {
        item: ListItem::of(said.unwrap_or_default()),
        base: usize::from(kind >> 4),
    })
}
