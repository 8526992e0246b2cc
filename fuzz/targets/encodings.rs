#![no_main]
#[path = "../../tests/support/trials.rs"]
#[allow(dead_code)]
mod trials;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| trials::encodings(bytes));
