//! Numbers in bytes, the lowest byte first.

fn bytes<const N: usize>(all: &[u8], at: usize) -> Option<[u8; N]> {
    all.get(at..at.checked_add(N)?)?.try_into().ok()
}

/// The number of two bytes.
pub(in crate::sources) fn short(all: &[u8], at: usize) -> Option<u16> {
    bytes(all, at).map(u16::from_le_bytes)
}

/// The number of four bytes.
pub(in crate::sources) fn long(all: &[u8], at: usize) -> Option<u32> {
    bytes(all, at).map(u32::from_le_bytes)
}

/// The number of four bytes, as a place.
pub(in crate::sources) fn place(all: &[u8], at: usize) -> Option<usize> {
    usize::try_from(long(all, at)?).ok()
}
