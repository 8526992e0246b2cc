//! What some clients do to a body that no JSON decoder takes, undone.
//!
//! In: the bytes of a body. Out: the same, as they were meant. Positions in the texts that it tells stay what they are.

/// A body without the mark and the zeros that some libraries put around a text.
pub(super) fn bare(body: &mut [u8]) -> &mut [u8] {
    let start = if body.starts_with(b"\xEF\xBB\xBF") {
        3
    } else {
        0
    };
    let end = body
        .iter()
        .rposition(|&byte| byte != 0)
        .map_or(0, |last| last + 1);
    body.get_mut(start..end).unwrap_or_default()
}

/// Turns each escape of half a surrogate pair into `\uFFFD`. An editor that splits 𠮷 while typing sends such halves, and no JSON decoder
/// takes them. The stand-in is one UTF-16 unit long, too, so later positions still agree.
pub(super) fn repair_lone_surrogates(body: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', body.get(at..).unwrap_or_default()) {
        at += found;
        match escaped_unit(body, at) {
            Some(0xD800..=0xDBFF)
                if matches!(escaped_unit(body, at + 6), Some(0xDC00..=0xDFFF)) =>
            {
                at += 12
            }
            Some(0xD800..=0xDFFF) => {
                if let Some(digits) = body.get_mut(at + 2..at + 6) {
                    digits.copy_from_slice(b"FFFD");
                }
                at += 6;
            }
            Some(_) => at += 6,
            None => at += 2,
        }
    }
}

/// The UTF-16 unit that a `\uXXXX` at `at` stands for.
fn escaped_unit(body: &[u8], at: usize) -> Option<u16> {
    let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn half_a_surrogate_pair_becomes_a_stand_in_of_the_same_length() {
        let cases = [
            (r"a\ud842b", r"a\uFFFDb"),
            (r"\udfb7", r"\uFFFD"),
            (r"\ud842\udfb7", r"\ud842\udfb7"),
            (r"\ud842\ud842\udfb7", r"\uFFFD\ud842\udfb7"),
            (r"\\ud842", r"\\ud842"),
            (r"\ud842\n", r"\uFFFD\n"),
            (r"\ud8", r"\ud8"),
            (r"\u4e2d\", r"\u4e2d\"),
        ];
        for (before, after) in cases {
            let mut body = before.as_bytes().to_vec();
            repair_lone_surrogates(&mut body);
            assert_eq!(String::from_utf8(body).unwrap(), after);
        }
    }
}
