//! What is kept of a report, as bytes.

use postcard::ser_flavors::Flavor;
use postcard::serialize_with_flavor;
use serde::Serialize;

/// What is kept of most reports takes no more bytes.
const MOST_BYTES: usize = 8 << 10;

/// A value of plain memory as bytes, which `postcard` reads again. Writing them into memory does not fail.
pub(crate) fn as_bytes(value: &impl Serialize) -> Vec<u8> {
    serialize_with_flavor(value, Room(Vec::with_capacity(MOST_BYTES))).unwrap_or_default()
}

/// Bytes with room from the start, which the library's own do not have.
struct Room(Vec<u8>);

impl Flavor for Room {
    type Output = Vec<u8>;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0.push(byte);
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<Vec<u8>> {
        Ok(self.0)
    }
}
