//! Descriptions of what text looks like: a list of codes, each with its operand.

use super::super::numbers::short;

/// The codes that are looked at, by the names that the format gives them.
pub(super) mod codes {
    pub const C_DELETED: u16 = 0x0800;
    pub const C_HIDDEN: u16 = 0x083c;
    pub const C_SYMBOL: u16 = 0x6a09;
    pub const P_LEVEL: u16 = 0x260a;
    pub const P_LIST: u16 = 0x460b;
    pub const P_IN_TABLE: u16 = 0x2416;
    pub const P_ROW_END: u16 = 0x2417;
    pub const P_INNER_CELL_END: u16 = 0x244b;
    pub const P_INNER_ROW_END: u16 = 0x244c;
    pub const P_DEPTH: u16 = 0x6649;
    pub const P_DEEPER: u16 = 0x664a;
    pub const P_ELSEWHERE: u16 = 0x6646;
    pub const P_ROW_ELSEWHERE: u16 = 0x646b;
    pub const P_TABS: u16 = 0xc615;
    pub const T_CELLS: u16 = 0xd608;
    pub const T_CELLS_OF_OLD: u16 = 0xd606;
    pub const T_DOWNWARDS: u16 = 0xd62b;
}

/// The codes of a list with their operands, up to the first that makes no sense.
pub(super) fn sprms(mut list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let code = short(list, 0)?;
        let (start, len) = operand(code, list)?;
        let operand = list.get(start..start.checked_add(len)?)?;
        list = list.get(start + len..)?;
        Some((code, operand))
    })
}

/// Where the operand of the first code of a list begins, and how long it is.
fn operand(code: u16, list: &[u8]) -> Option<(usize, usize)> {
    Some(match code >> 13 {
        0 | 1 => (2, 1),
        2 | 4 | 5 => (2, 2),
        3 => (2, 4),
        7 => (2, 3),
        _ if matches!(code, codes::T_CELLS | codes::T_CELLS_OF_OLD) => {
            (4, usize::from(short(list, 2)?).checked_sub(1)?)
        }
        _ => match *list.get(2)? {
            // Its length is not the usual kind of length, and nothing of interest stands behind it.
            255 if code == codes::P_TABS => return None,
            len => (3, usize::from(len)),
        },
    })
}
