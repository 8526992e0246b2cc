//! The source files of the program, for tests about their shape.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file under `src/` as (path with `/` below `src`, text).
pub fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => walk(&path, found),
                false => found.push(path),
            }
        }
    }
    let mut paths = Vec::new();
    walk(&root().join("src"), &mut paths);
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    paths.sort();
    let source = root().join("src");
    let name = |path: &Path| {
        let parts = path.strip_prefix(&source).unwrap().iter();
        let parts: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    };
    paths
        .iter()
        .map(|path| (name(path), fs::read_to_string(path).unwrap()))
        .collect()
}

/// Items that may end on the line on which they begin.
const ONE_LINE_ITEMS: [&str; 4] = ["mod ", "use ", "pub ", "const "];

/// The lines of code of a file that runs outside tests, with their numbers: no comments, no item behind `#[cfg(test)]`.
pub fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut in_test_item = false;
    let mut lines = text.lines().enumerate();
    std::iter::from_fn(move || {
        lines.by_ref().find(|(_, line)| {
            let starts_item = line.starts_with("#[cfg(test)]");
            // A text within the item may have lines that end in the same marks.
            let is_one_line = ONE_LINE_ITEMS.iter().any(|item| line.starts_with(item));
            let ends_item = in_test_item && (*line == "}" || is_one_line && line.ends_with(';'));
            let runs = !starts_item && !in_test_item;
            in_test_item = (in_test_item || starts_item) && !ends_item;
            runs && !line.trim_start().starts_with("//")
        })
    })
    .map(|(at, line)| (at + 1, line))
}

/// Whether a file under `src/` holds nothing but tests.
pub fn is_test_file(name: &str) -> bool {
    name.ends_with("tests.rs")
        || name.contains("tests/")
        || matches!(name, "form/toy.rs" | "rules/toy_reports.rs")
}
