//! Real reports that may lie beside the project's folder; without them the tests that want them say so and pass.
#![allow(dead_code, clippy::unwrap_used, clippy::print_stderr)]

use std::fs;
use std::path::Path;

/// The seeds as (first three characters of the file's name, text), sorted; empty if the folder is not there.
pub fn seeds() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(files) = fs::read_dir(&folder) else {
        eprintln!("skipped: no real reports in ../shared/seeds");
        return Vec::new();
    };
    let mut seeds: Vec<(String, String)> = files
        .map(|file| {
            let path = file.unwrap().path();
            let name = path
                .file_name()
                .unwrap()
                .to_string_lossy()
                .chars()
                .take(3)
                .collect();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    seeds.sort();
    seeds
}
