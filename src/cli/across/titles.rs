//! Whose reports a file holds, as far as its beginning tells.

use std::io::Read;
use std::path::Path;

use crate::cli::documents::is_read;
use crate::cli::encoding::decode;
use crate::cli::load::{ending_of, load, open};
use crate::cli::paths::absolute;
use crate::dossier::{Digest, Unit};
use crate::kit::Forms;
use crate::locale::Locale;
use crate::reading::Reading;
use crate::settings::Settings;

/// So much of a file is read to see whose report it is, in bytes. The heads of web pages are long.
const BEGINNING: u64 = 4 << 10;
/// The same for web pages.
const BEGINNING_OF_PAGE: u64 = 32 << 10;
/// Whose reports a file holds, as far as its beginning tells.
pub(super) fn titles_of(path: &Path, forms: &Forms) -> Vec<(Option<Unit>, u16)> {
    let beginning = match is_read(&ending_of(path)) {
        // The beginning of a package tells nothing.
        true => load(path, forms, Locale::default())
            .ok()
            .map(|contents| contents.text),
        false => beginning_of(path),
    };
    let text = beginning.unwrap_or_default();
    let reading = Reading::of(&text, forms, &Settings::default());
    let digests = reading
        .reports()
        .map(|(report, origin)| Digest::of(report, origin));
    digests
        .filter_map(|digest| Some((digest.unit, digest.year?)))
        .collect()
}

fn beginning_of(path: &Path) -> Option<String> {
    let is_page = path
        .extension()
        .is_some_and(|ending| ending.to_string_lossy().to_lowercase().contains("htm"));
    let most = match is_page {
        true => BEGINNING_OF_PAGE,
        false => BEGINNING,
    };
    let file = open(&absolute(path), Locale::default()).ok()?;
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).ok()?;
    // The last character may be cut.
    let decoded = (0..4).find_map(|less| {
        let kept = bytes.get(..bytes.len().saturating_sub(less))?;
        decode(kept).ok()
    });
    decoded.map(|(text, _)| text)
}
