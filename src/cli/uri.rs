//! File names as URIs, percent-encoded.

use std::path::Path;

#[cfg(unix)]
use percent_encoding::percent_encode;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Whether a path starts at a root: `/…`, `C:\…`, `\\host\…`.
pub(super) fn is_absolute(path: &str) -> bool {
    let bytes = path.as_bytes();
    let drive = bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(1) == Some(&b':');
    path.starts_with('/') || path.starts_with("\\\\") || drive
}

/// The `file:` URI of an absolute path.
pub(super) fn of_file(path: &str) -> String {
    let path = slashed(path);
    let path = path.strip_prefix("//?/").unwrap_or(&path);
    match path.strip_prefix("//") {
        Some(host) => format!("file://{}", encoded(host)),
        None if path.starts_with('/') => format!("file://{}", encoded(path)),
        None => format!("file:///{}", encoded(path)),
    }
}

/// The `file:` URI of an absolute path whose bytes need be no text.
pub(super) fn of_bytes(path: &Path) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let bytes = path.as_os_str().as_bytes();
        format!("file://{}", percent_encode(bytes, PLAIN))
    }
    #[cfg(not(unix))]
    of_file(&path.to_string_lossy())
}

/// A relative reference.
pub(super) fn relative(path: &str) -> String {
    let encoded = encoded(&slashed(path));
    // A colon in the first segment would be read as a scheme.
    let first = encoded.split('/').next().unwrap_or_default();
    if first.contains(':') {
        format!("./{encoded}")
    } else {
        encoded
    }
}

/// A path with `/` between its parts, as machine output has it on every system.
pub(super) fn slashed(path: &str) -> String {
    if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.to_owned()
    }
}

/// What stands in the path of a URI as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PLAIN).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_names_and_spaces_are_percent_encoded() {
        assert_eq!(relative("报 a.txt"), "%E6%8A%A5%20a.txt");
        assert_eq!(of_file("/r/年"), "file:///r/%E5%B9%B4");
        assert_eq!(relative("a:b/c"), "./a:b/c");
    }

    #[test]
    fn a_drive_is_a_path_of_its_own() {
        assert!(is_absolute("C:\\a") && is_absolute("/a") && is_absolute("\\\\host\\a"));
        assert!(!is_absolute("a/b") && !is_absolute("年/b"));
        assert_eq!(of_file("C:/a"), "file:///C:/a");
    }
}
