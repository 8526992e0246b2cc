//! Globs over file names, relative to the folder of whoever wrote them.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

/// A glob such as `归档/**` or `2023.txt`. A folder's name covers everything in it; `*` stays within one folder, `**` does not.
#[derive(Clone, Debug)]
pub struct PathGlob {
    /// As written.
    pub pattern: String,
    base: Option<PathBuf>,
    matcher: GlobMatcher,
}

impl PathGlob {
    /// Compiles `pattern`. Files are matched by their path below `base`; without one, at any depth. `Err` is the reason in English.
    pub fn new(pattern: &str, base: Option<&Path>) -> Result<Self, String> {
        let trimmed = pattern
            .strip_prefix("./")
            .unwrap_or(pattern)
            .trim_end_matches('/');
        if trimmed.is_empty() {
            return Err("empty glob".to_owned());
        }
        let anywhere = base.is_none() && !trimmed.starts_with('/') && !trimmed.starts_with("**/");
        let whole = if anywhere {
            format!("**/{trimmed}")
        } else {
            trimmed.to_owned()
        };
        let matcher = GlobBuilder::new(&whole)
            .literal_separator(true)
            .build()
            .map_err(|error| error.kind().to_string())?
            .compile_matcher();
        Ok(PathGlob {
            pattern: pattern.to_owned(),
            base: base.map(Path::to_path_buf),
            matcher,
        })
    }

    /// Whether `file`, or a folder it lies in, matches. A path outside the base is matched as it is.
    pub fn matches(&self, file: &Path) -> bool {
        let inside = match &self.base {
            Some(base) => file.strip_prefix(base).unwrap_or(file),
            None => file,
        };
        inside
            .ancestors()
            .filter(|part| !part.as_os_str().is_empty())
            .any(|part| self.matcher.is_match(part))
    }
}

impl PartialEq for PathGlob {
    fn eq(&self, other: &Self) -> bool {
        self.pattern == other.pattern && self.base == other.base
    }
}
