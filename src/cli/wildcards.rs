//! Wildcards that the shell leaves to the program, as those of Windows do: `报告\*.md`, `*\年报?.txt`.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use globset::GlobBuilder;

/// The paths with their wildcards expanded, each in the order of its names. What matches nothing stays as it was written, and will be
/// said not to exist.
pub(super) fn expanded(paths: &[PathBuf], by_us: bool) -> Vec<PathBuf> {
    let expand = |path: &PathBuf| {
        let is_pattern = by_us && is_wild(path.as_os_str()) && !path.exists();
        let found = if is_pattern {
            matches(path)
        } else {
            Vec::new()
        };
        if found.is_empty() {
            vec![path.clone()]
        } else {
            found
        }
    };
    paths.iter().flat_map(expand).collect()
}

fn is_wild(name: &OsStr) -> bool {
    name.to_string_lossy().contains(['*', '?'])
}

fn matches(pattern: &Path) -> Vec<PathBuf> {
    let mut found = vec![PathBuf::new()];
    for part in pattern.components() {
        found = match part {
            Component::Normal(name) if is_wild(name) => {
                let inside = |folder: &PathBuf| names_in(folder, name);
                found.iter().flat_map(inside).collect()
            }
            part => found.into_iter().map(|path| path.join(part)).collect(),
        };
    }
    found.retain(|path| path.exists());
    found
}

/// What lies in `folder` and matches a name with wildcards, in order.
fn names_in(folder: &Path, pattern: &OsStr) -> Vec<PathBuf> {
    let here = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let (Some(matcher), Ok(entries)) = (matcher(&pattern.to_string_lossy()), here.read_dir())
    else {
        return Vec::new();
    };
    let names = entries.flatten().map(|entry| entry.file_name());
    let mut found: Vec<PathBuf> = names
        .filter(|name| matcher.is_match(Path::new(name)))
        .map(|name| folder.join(name))
        .collect();
    found.sort();
    found
}

/// Of `*` and `?` alone: brackets and braces stand in names. `*.*` is everything, as it always was.
fn matcher(pattern: &str) -> Option<globset::GlobMatcher> {
    let pattern = if pattern == "*.*" { "*" } else { pattern };
    let mut glob = String::with_capacity(pattern.len());
    for letter in pattern.chars() {
        match letter {
            '[' | ']' | '{' | '}' => glob.extend(['[', letter, ']']),
            _ => glob.push(letter),
        }
    }
    let glob = GlobBuilder::new(&glob)
        .case_insensitive(true)
        .backslash_escape(false)
        .build();
    Some(glob.ok()?.compile_matcher())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_expanded_in_every_part_and_brackets_are_names() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "甲/年报1.md",
            "甲/年报2.MD",
            "乙/年报1.md",
            "乙/[旧]年报.md",
            "乙/a.txt",
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let found = |pattern: &str| -> Vec<String> {
            let found = expanded(&[folder.path().join(pattern)], true);
            let name = |path: PathBuf| {
                let inside = path.strip_prefix(folder.path()).unwrap();
                let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
                parts.join("/")
            };
            found.into_iter().map(name).collect()
        };
        assert_eq!(found("甲/*.md"), ["甲/年报1.md", "甲/年报2.MD"]);
        assert_eq!(
            found("*/年报?.md"),
            ["乙/年报1.md", "甲/年报1.md", "甲/年报2.MD"]
        );
        assert_eq!(found("乙/[旧]*"), ["乙/[旧]年报.md"]);
        assert_eq!(found("乙/*.*").len(), 3);
        assert_eq!(found("丙/*.md"), ["丙/*.md"], "to be said not to exist");
        let pattern = [folder.path().join("甲/*.md")];
        assert_eq!(expanded(&pattern, false), pattern);
    }
}
