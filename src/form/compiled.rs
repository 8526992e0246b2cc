//! What the data files of the form say, as it was read when the program was built, so that nothing is parsed when it starts.
//!
//! In: what `build.rs` left of each file. Out: the same as values. Deliberately absent: the files themselves, which only `build.rs` and tests read.

use serde::de::DeserializeOwned;

/// What was left of a file; nothing while it is being read.
macro_rules! compiled {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {$(
        $(#[$doc])*
        #[cfg(compiled_form)]
        pub(super) const $name: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/", $file));
        $(#[$doc])*
        #[cfg(not(compiled_form))]
        pub(super) const $name: &[u8] = &[];
    )*};
}

compiled! {
    /// The official editions.
    EDITIONS = "editions";
    /// How reports speak of the numbers of their tables.
    NARRATIVE = "narrative";
    /// Whole sentences, and what a new report begins with.
    PHRASES = "phrases";
    /// Words by which slips are known that no number shows.
    PITFALLS = "pitfalls";
    /// How texts of several reports are compared.
    COPIED = "copied";
    /// How names of reporting bodies are compared.
    UNITS = "units";
    /// What rows, columns, groups and sections mean.
    EXPLAINS = "explains";
    /// Traditional characters and words.
    SCRIPT = "script";
}

/// Takes in what was left of a file. That it is what the file says is seen to by a test.
pub(super) fn taken_in<T: DeserializeOwned + Default>(compiled: &[u8]) -> T {
    postcard::from_bytes(compiled).unwrap_or_default()
}
