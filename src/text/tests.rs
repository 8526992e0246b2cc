use super::*;
use proptest::prelude::*;

const ENCODINGS: [PositionUnit; 3] = [PositionUnit::Utf8, PositionUnit::Utf16, PositionUnit::Utf32];

fn at(line: u32, column: u32) -> Position {
    Position { line, column }
}

fn whole(text: &Text) -> String {
    let mut out = String::new();
    text.copy_to(&mut out);
    out
}

/// The lines of `text` with their byte offsets, without line ends: an independent, slow reading of the protocol's rule.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((index, c)) = chars.next() {
        let end = match c {
            '\n' => index + 1,
            '\r' => match chars.next_if(|(_, next)| *next == '\n') {
                Some(_) => index + 2,
                None => index + 1,
            },
            _ => continue,
        };
        found.push((start, &text[start..index]));
        start = end;
    }
    found.push((start, &text[start..]));
    found
}

/// The offset that the protocol means, found by counting.
fn counted_offset(text: &str, position: Position, encoding: PositionUnit) -> usize {
    let lines = lines(text);
    let Some(&(start, line)) = lines.get(position.line as usize) else {
        return text.len();
    };
    let mut left = position.column as usize;
    for (index, c) in line.char_indices() {
        let width = match encoding {
            PositionUnit::Utf8 => c.len_utf8(),
            PositionUnit::Utf16 => c.len_utf16(),
            PositionUnit::Utf32 => 1,
        };
        if left < width {
            return start + index;
        }
        left -= width;
    }
    start + line.len()
}

/// All offsets of a short text, some of a long one.
fn offsets(text: &str) -> impl Iterator<Item = usize> + use<> {
    (0..=text.len()).step_by(1 + text.len() / 100)
}

/// Short texts, and long ones whose lines go beyond one chunk of the rope.
fn awkward_text() -> impl Strategy<Value = String> {
    let long = (awkward_pieces(), 0_usize..3000).prop_map(|(text, at)| {
        let filler = "中2𠮷é".repeat(400);
        let at = (0..=at)
            .rev()
            .find(|&at| filler.is_char_boundary(at))
            .unwrap_or(0);
        let (before, after) = filler.split_at(at);
        format!("{before}{text}{after}")
    });
    prop_oneof![4 => awkward_pieces(), 1 => long]
}

fn awkward_pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "中", "𠮷", "é", "e\u{301}", "\t", "\r\n", "\r", "\n", "\u{b}", "\u{c}", "\u{85}",
        "\u{2028}", "1", "20",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..24)
        .prop_map(|pieces| pieces.concat())
}

fn any_position() -> impl Strategy<Value = Position> {
    prop_oneof![
        (0_u32..12, 0_u32..12).prop_map(|(line, column)| at(line, column)),
        (0_u32..3, 0_u32..3000).prop_map(|(line, column)| at(line, column)),
        (0_u32..4, Just(u32::MAX)).prop_map(|(line, column)| at(line, column)),
        Just(at(u32::MAX, u32::MAX)),
    ]
}

proptest! {
    #[test]
    fn every_character_boundary_round_trips(text in awkward_text()) {
        let rope = Text::from(text.as_str());
        for encoding in ENCODINGS {
            for offset in offsets(&text) {
                let inside_crlf = offset > 0 && text.as_bytes()[offset - 1..].starts_with(b"\r\n");
                let boundary = (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
                let floor = if inside_crlf { offset - 1 } else { boundary };
                let position = rope.position(offset, encoding);
                for end in offsets(&text).filter(|end| *end >= offset) {
                    let both = (position, rope.position(end, encoding));
                    prop_assert_eq!(rope.positions(offset, end, encoding), both);
                }
                prop_assert_eq!(rope.offset(position, encoding), floor);
                prop_assert_eq!(counted_offset(&text, position, encoding), floor);
            }
        }
    }

    #[test]
    fn every_position_means_what_the_protocol_says(text in awkward_text(), position in any_position()) {
        let rope = Text::from(text.as_str());
        for encoding in ENCODINGS {
            prop_assert_eq!(rope.offset(position, encoding), counted_offset(&text, position, encoding));
        }
    }

    #[test]
    fn edits_in_place_equal_a_full_replacement(
        text in awkward_text(),
        edits in prop::collection::vec((any_position(), any_position(), awkward_text()), 0..8),
        encoding in prop::sample::select(ENCODINGS.to_vec()),
    ) {
        let mut edited = Text::from(text.as_str());
        let mut expected = text;
        for (one, other, with) in edits {
            edited.replace(one, other, &with, encoding);
            let (one, other) = (counted_offset(&expected, one, encoding), counted_offset(&expected, other, encoding));
            expected.replace_range(one.min(other)..one.max(other), &with);
            prop_assert_eq!(&whole(&edited), &expected);
        }
        let fresh = Text::from(expected.as_str());
        for offset in offsets(&expected) {
            prop_assert_eq!(edited.position(offset, encoding), fresh.position(offset, encoding));
        }
    }
}

#[test]
fn soft_returns_from_word_do_not_end_a_line() {
    let text = Text::from("一\u{b}二\u{2028}三\u{85}四\u{c}五\n六");
    assert_eq!(
        text.position(
            "一\u{b}二\u{2028}三\u{85}四\u{c}五\n".len(),
            PositionUnit::Utf16
        ),
        at(1, 0)
    );
}

#[test]
fn a_column_inside_a_surrogate_pair_means_the_character() {
    let mut text = Text::from("𠮷1");
    assert_eq!(text.offset(at(0, 1), PositionUnit::Utf16), 0);
    text.replace(at(0, 1), at(0, 2), "吉", PositionUnit::Utf16);
    assert_eq!(whole(&text), "吉1");
}

#[test]
fn cr_and_lf_of_two_edits_become_one_line_end() {
    let mut text = Text::from("一二");
    text.replace(at(0, 1), at(0, 1), "\r", PositionUnit::Utf16);
    text.replace(at(1, 0), at(1, 0), "\n", PositionUnit::Utf16);
    assert_eq!(whole(&text), "一\r\n二");
    assert_eq!(text.position("一\r\n".len(), PositionUnit::Utf16), at(1, 0));
}

#[test]
fn an_edit_that_begins_past_the_last_line_is_told() {
    let mut text = Text::from("一\n二");
    assert_eq!(
        text.replace(at(1, 9), at(7, 0), "", PositionUnit::Utf16),
        Reach::Inside
    );
    assert_eq!(
        text.replace(at(2, 0), at(2, 0), "三", PositionUnit::Utf16),
        Reach::Outside
    );
    assert_eq!(whole(&text), "一\n二三");
}

#[test]
fn an_edit_that_begins_or_ends_inside_a_character_is_told() {
    let reach = |from, to, unit| Text::from("a𠮷二\n三").replace(at(0, from), at(0, to), "b", unit);
    for (from, to) in [(2, 3), (1, 2), (2, 2), (0, 2)] {
        assert_eq!(
            reach(from, to, PositionUnit::Utf16),
            Reach::Outside,
            "{from} to {to}"
        );
    }
    for (from, to) in [(1, 3), (0, 1), (3, 3), (3, 99), (99, 99)] {
        assert_eq!(
            reach(from, to, PositionUnit::Utf16),
            Reach::Inside,
            "{from} to {to}"
        );
    }
    assert_eq!(reach(1, 2, PositionUnit::Utf32), Reach::Inside);
    assert_eq!(reach(1, 5, PositionUnit::Utf8), Reach::Inside);
    assert_eq!(reach(1, 7, PositionUnit::Utf8), Reach::Outside);
}
