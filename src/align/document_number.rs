//! The number of an official document in front of a title: `甲水发〔2025〕3号`. Its year is not the report's.

use crate::chars::is_space;

const OPENING: [char; 5] = ['〔', '［', '[', '（', '('];
const CLOSING: [char; 5] = ['〕', '］', ']', '）', ')'];

/// Where a line goes on behind the number of a document, in bytes; 0 if there is none in it.
pub(super) fn end_of_document_number(line: &str) -> usize {
    let Some(open) = line.find(OPENING) else {
        return 0;
    };
    let behind = line.get(open..).unwrap_or_default();
    let behind = behind.trim_start_matches(OPENING);
    let is_digit = |c: char| c.is_ascii_digit() || is_space(c);
    let number = behind.trim_start_matches(is_digit);
    let Some(number) = number.strip_prefix(CLOSING) else {
        return 0;
    };
    let number = number.trim_start_matches(|c| is_space(c) || c == '第');
    let rest = number.trim_start_matches(is_digit);
    match rest.strip_prefix('号').or_else(|| rest.strip_prefix('號')) {
        Some(rest) if rest.len() + '号'.len_utf8() < number.len() => {
            line.len() - rest.trim_start_matches(is_space).len()
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::end_of_document_number;

    #[test]
    fn the_line_goes_on_behind_the_number_of_the_document() {
        for (line, rest) in [
            ("甲水发〔2025〕3号 甲县水务局2024年", "甲县水务局2024年"),
            ("〔2025〕 第 12 号甲县水务局", "甲县水务局"),
            ("甲政办[2025]7號\n甲县", "甲县"),
            ("甲县水务局（2024）年", "甲县水务局（2024）年"),
            ("甲县（东城）水务局", "甲县（东城）水务局"),
            ("（2024）号", "（2024）号"),
            ("甲县水务局2024年", "甲县水务局2024年"),
        ] {
            assert_eq!(&line[end_of_document_number(line)..], rest, "{line}");
        }
    }
}
