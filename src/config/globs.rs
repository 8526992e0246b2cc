//! Globs over file names, relative to the folder of whoever wrote them.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet};

use crate::locale::Locale;
use crate::say;

/// The longest glob, in characters.
const LONGEST: usize = 1000;
/// How deep braces may stand in braces.
const DEEPEST: usize = 8;

/// A glob such as `归档/**` or `2023.txt`. A folder's name covers everything in it; `*` stays within one folder, `**` does not. `\` is the
/// same as `/`, so that one file serves Windows and other systems.
#[derive(Clone, Debug)]
pub struct PathGlob {
    /// As written.
    pub pattern: String,
    base: Option<PathBuf>,
    /// Whether paths are matched from the root, whatever the base.
    from_root: bool,
    matcher: GlobSet,
}

/// Why a glob is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GlobMistake {
    /// It is longer than anybody reads.
    Long,
    /// Braces in braces in braces.
    Deep,
    /// No path is like it.
    Never,
    /// It is to take back what another one says.
    Negated,
    /// Not a glob, for this reason in English.
    Wrong(String),
}

impl GlobMistake {
    /// One sentence about the glob `pattern`.
    pub fn sentence(&self, pattern: &str, locale: Locale) -> String {
        let mut shown: String = pattern.chars().take(40).collect();
        if shown.len() < pattern.len() {
            shown.push('…');
        }
        match self {
            GlobMistake::Long => say!(
                locale,
                "通配符“{shown}”太长（最多 {LONGEST} 个字符）",
                "the glob \"{shown}\" is too long (at most {LONGEST} characters)"
            ),
            GlobMistake::Deep => say!(
                locale,
                "通配符“{shown}”的花括号嵌套太深（最多 {DEEPEST} 层）",
                "the braces of the glob \"{shown}\" are nested too deep (at most {DEEPEST})"
            ),
            GlobMistake::Never => say!(
                locale,
                "通配符“{shown}”不会匹配任何文件：路径从所在的文件夹写起，不以 / 开头，不含 . 和 ..",
                "the glob \"{shown}\" can never match: paths start in the folder, without / at their beginning and without . and .."
            ),
            GlobMistake::Negated => say!(
                locale,
                "通配符“{shown}”以 ! 开头，不能表示“除外”；文件名本身以 ! 开头的，写成 {{!}}",
                "the glob \"{shown}\" begins with !, which does not take anything back; a name that itself begins with it is written with {{!}}"
            ),
            GlobMistake::Wrong(reason) => say!(
                locale,
                "通配符“{shown}”有误（{reason}）",
                "the glob \"{shown}\" is wrong ({reason})"
            ),
        }
    }
}

impl PathGlob {
    /// Compiles `pattern`. Files are matched by their path below `base`; without one, at any depth.
    pub fn new(pattern: &str, base: Option<&Path>) -> Result<Self, GlobMistake> {
        if nesting(pattern) > DEEPEST {
            return Err(GlobMistake::Deep);
        }
        if pattern.chars().nth(LONGEST).is_some() {
            return Err(GlobMistake::Long);
        }
        if pattern.starts_with('!') {
            return Err(GlobMistake::Negated);
        }
        let slashed = pattern.replace('\\', "/");
        let trimmed = slashed.trim_start_matches("./").trim_end_matches('/');
        let from_root = is_from_root(trimmed);
        let below = if from_root {
            trimmed.trim_start_matches('/')
        } else {
            trimmed
        };
        let leads_out = |part: &str| matches!(part, "" | "." | "..");
        let in_braces = pattern.contains('{');
        if !in_braces && below.split('/').any(leads_out)
            || from_root && base.is_some_and(|base| !meets(trimmed, base))
        {
            return Err(GlobMistake::Never);
        }
        let whole = if base.is_none() && !from_root && !trimmed.starts_with("**/") {
            format!("**/{trimmed}")
        } else {
            trimmed.to_owned()
        };
        let glob = GlobBuilder::new(&whole)
            .literal_separator(true)
            .backslash_escape(false)
            .build()
            .map_err(|error| GlobMistake::Wrong(error.kind().to_string()))?;
        // unlike the matcher of a single glob, a set says so when it cannot be compiled
        let matcher = GlobSet::builder()
            .add(glob)
            .build()
            .map_err(|error| GlobMistake::Wrong(error.kind().to_string()))?;
        Ok(PathGlob {
            pattern: pattern.to_owned(),
            base: base.map(Path::to_path_buf),
            from_root,
            matcher,
        })
    }

    /// Whether `file`, or a folder it lies in, matches. A path outside the base is matched as it is.
    pub fn matches(&self, file: &Path) -> bool {
        let inside = match &self.base {
            Some(base) if !self.from_root => file.strip_prefix(base).unwrap_or(file),
            _ => file,
        };
        inside
            .ancestors()
            .filter(|part| !part.as_os_str().is_empty())
            .any(|part| self.matcher.is_match(part))
    }
}

/// How deep braces stand in braces.
fn nesting(pattern: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for c in pattern.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Whether a glob starts at the root of the file system: `/r/**`, `C:/r/**`.
fn is_from_root(glob: &str) -> bool {
    let mut start = glob.chars();
    match (start.next(), start.next(), start.next()) {
        (Some('/'), _, _) => true,
        (Some(drive), Some(':'), Some('/')) => drive.is_ascii_alphabetic(),
        _ => false,
    }
}

/// Whether a glob from the root may match something in `base`: up to its first wildcard, one leads to the other.
fn meets(glob: &str, base: &Path) -> bool {
    let is_plain = |part: &&str| !part.contains(['*', '?', '[', '{']);
    let plain: Vec<&str> = glob.split('/').take_while(is_plain).collect();
    let plain = PathBuf::from(format!("{}/", plain.join("/")));
    base.starts_with(&plain) || plain.starts_with(base)
}

impl PartialEq for PathGlob {
    fn eq(&self, other: &Self) -> bool {
        self.pattern == other.pattern && self.base == other.base
    }
}
