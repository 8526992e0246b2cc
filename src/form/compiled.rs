//! What the data files of the form say, as it was read when the program was built, so that nothing is parsed when it starts.
//!
//! In: what `build.rs` left of each file. Out: the same as values. Deliberately absent: the files themselves, which only `build.rs` and tests read.

use serde::Deserialize;

/// What was left of a file; nothing while it is being read.
macro_rules! compiled {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {$(
        $(#[$doc])*
        #[cfg(compiled_form)]
        pub(crate) const $name: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/", $file));
        $(#[$doc])*
        #[cfg(not(compiled_form))]
        pub(crate) const $name: &[u8] = &[];
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
    /// What every character is folded to.
    FOLD = "fold";
    /// What sentences of the official editions are read by: their words.
    WORDS = "words";
    /// What these mean in each of the editions, by its id.
    MEANINGS = "meanings";
    /// How reporting bodies are called.
    BODIES = "bodies";
}

/// Takes in what was left of a file. That it is what the file says is seen to by a test.
pub(crate) fn taken_in<T: Deserialize<'static> + Default>(compiled: &'static [u8]) -> T {
    postcard::from_bytes(compiled).unwrap_or_default()
}
