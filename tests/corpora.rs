//! Every input that fuzzing has kept is tried again: the smallest that reach new places, and all that once failed.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/trials.rs"]
mod trials;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use proptest::prelude::*;

/// Runs a trial over the saved inputs of its target.
fn replay(target: &str, trial: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let mut failed = Vec::new();
    let mut tried = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        tried += 1;
        if catch_unwind(|| trial(&bytes)).is_err() {
            failed.push(path);
        }
    }
    assert!(tried > 0, "nothing is saved in {}", folder.display());
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn saved_texts_are_read_without_harm() {
    replay("text", trials::text);
}

#[test]
fn fixes_of_saved_texts_keep_their_word() {
    replay("fixes", trials::fixes);
}

#[test]
fn saved_pages_are_read_without_harm() {
    replay("html", trials::html);
}

#[test]
fn saved_edits_leave_the_text_that_they_should() {
    replay("edits", trials::edits);
}

#[test]
fn saved_editions_are_read_or_refused_with_a_reason() {
    replay("form", trials::form);
}

#[test]
fn saved_conversations_harm_no_server() {
    replay("door", trials::door);
}

proptest! {
    #[test]
    fn torn_settings_are_read_or_refused_with_a_reason(
        which in 0..5usize, cut in 0..3000usize, skip in 0..30usize, put in "[\\[\\]{}\"'=.,#\n0-9a一]{0,4}",
    ) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/settings");
        let mut saved: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        saved.sort();
        let text: Vec<char> = fs::read_to_string(&saved[which]).unwrap().chars().collect();
        let (start, end) = (cut % text.len(), (cut % text.len() + skip).min(text.len()));
        let torn: String = text[..start].iter().copied().chain(put.chars()).chain(text[end..].iter().copied()).collect();
        trials::settings(torn.as_bytes());
    }
}

#[test]
fn saved_settings_are_read_or_refused_with_a_reason() {
    replay("settings", trials::settings);
}

#[test]
fn saved_bytes_are_written_back_as_what_they_were_read_as() {
    replay("encodings", trials::encodings);
}
