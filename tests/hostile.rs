//! Texts that no office writes are read without harm. That their cost grows with their length and no faster is for `cargo bench hostile` to
//! show.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/monsters.rs"]
mod monsters;
#[path = "support/sound.rs"]
mod sound;

#[test]
fn one_thing_over_and_over_is_read_without_harm() {
    for (name, text) in monsters::MONSTERS {
        for repeats in [1, 9, 1000] {
            let read = std::panic::catch_unwind(|| sound::assert_sound(&text(repeats)));
            assert!(read.is_ok(), "{name} × {repeats}");
        }
    }
}
