//! How large a document may be. Over a limit it is refused in one sentence; nothing is read of it.

/// Bytes of a file.
pub(super) const FILE: usize = 64 << 20;
/// Bytes of an entry of a package once unpacked.
pub(super) const ENTRY: u64 = 64 << 20;
/// How many times its packed size an entry may take, once it is larger than [`SMALL_ENTRY`].
pub(super) const RATIO: u64 = 200;
/// Entries up to this size may be packed as well as they like: a page of blank cells is.
pub(super) const SMALL_ENTRY: u64 = 4 << 20;
/// Entries of a package.
pub(super) const ENTRIES: usize = 2000;
/// Records of entries, those of packages inside a package included.
pub(super) const RECORDS: usize = 10 * ENTRIES;
/// Elements inside each other.
pub(super) const DEPTH: usize = 256;
/// Elements of a part.
pub(super) const ELEMENTS: usize = 4_000_000;
/// Merged cells of a sheet.
pub(super) const MERGED: usize = 5000;
/// Bytes that repeated rows and cells may add.
pub(super) const REPEATED: usize = 4 << 20;
/// Bytes of all text that is read of a document.
pub(super) const TEXT: usize = 16 << 20;
/// Bytes of all entries of a package once unpacked, as often as they are asked for.
pub(super) const UNPACKED: u64 = 2 * ENTRY;
/// What it costs to ask for an entry, in bytes.
pub(super) const ASKING: u64 = 32 << 10;
/// Prefixes of names that stand for something at one place of a part.
pub(super) const PREFIXES: usize = 128;
/// Bytes of what is written in front of a paragraph for its number.
pub(super) const LIST_MARK: usize = 255;
/// Cells and paragraphs of a document.
pub(super) const CELLS: usize = 200_000;
/// Pages of a PDF.
pub(super) const PAGES: usize = 5000;
/// Objects of a PDF. One that tells of every cell for those who listen has some thousands on a page of tables.
pub(super) const OBJECTS: usize = 200_000;
/// Bytes of a stream of a PDF once unpacked.
pub(super) const STREAM: usize = 64 << 20;
/// Bytes of all streams of a PDF once unpacked, and of those that are run through, as often as they are.
pub(super) const STREAMS: usize = 256 << 20;
/// Letters of a PDF.
pub(super) const GLYPHS: usize = 1_000_000;
/// Fonts of a PDF.
pub(super) const FONTS: usize = 2000;
/// Bytes of what all fonts of a PDF say of their codes.
pub(super) const CODES: usize = 32 << 20;
/// Ruling lines of a page.
pub(super) const RULINGS: usize = 50_000;
/// Instructions of a PDF.
pub(super) const INSTRUCTIONS: usize = 20_000_000;
