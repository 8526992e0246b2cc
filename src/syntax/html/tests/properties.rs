use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

use super::*;

/// HTML as it comes: tags in any order, entities, white space, half-written markup.
fn tag_soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(vec![
            "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<TD colspan=2>", "<td rowspan='3'>", "<thead>", "<tbody>",
            "<caption>", "<p>", "</p>", "<div>", "</div>", "<span>", "</span>", "<br>", "<b>", "</b>", "<o:p>", "</o:p>", "<pre>", "</pre>",
            "<li>", "<h2 a='>'>", "<hr/>", "<!-- c -->", "<![if x]>", "<!doctype html>", "</>", "<img>", "<td/>", "</body>", "<body>",
        ]).prop_map(str::to_owned),
        4 => prop::sample::select(vec![
            "5", "42", "总计", "a b", " ", "\n", "\r\n", "\r", "\n\n", "\t", "\u{b}", "|", "\u{3000}", "&nbsp;", "&lt;", "&", "&am", "&amp",
            "&#9;", "&#x4e2d;", "&nLt;", "&#0", "<", "< ", "<5", "</ ", "\0",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// The same with elements that hide text, and with markup cut off anywhere.
fn torn_tag_soup() -> impl Strategy<Value = String> {
    let hiding = prop::sample::select(vec![
        "<head>",
        "</head>",
        "<xml>",
        "</xml>",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<style>",
        "</style>",
        "<textarea>",
        "<!--",
        "-->",
        "<td a=\"",
        "\">",
        "<![CDATA[",
        "]]>",
        "<?x",
    ]);
    let parts = prop::collection::vec((tag_soup(), hiding), 0..4);
    parts.prop_map(|parts| {
        parts
            .into_iter()
            .map(|(soup, hiding)| soup + hiding)
            .collect()
    })
}

/// Every character with its span.
fn chars(text: &str) -> impl Iterator<Item = (char, Span)> {
    text.char_indices()
        .map(|(at, char)| (char, Span::new(at, at + char.len_utf8())))
}

/// What the tokenizer of the crate shows of a text.
fn shown(source: &str) -> String {
    let mut shown = Vec::new();
    for Ok(token) in Tokenizer::new(source) {
        if let Token::String(text) = token {
            shown.extend_from_slice(&text);
        }
    }
    String::from_utf8(shown).unwrap()
}

/// Whether random characters have come to a tag that hides what follows.
fn hides(source: &str) -> bool {
    let source = source.to_ascii_lowercase();
    ["<s", "<del", "<xml"].iter().any(|tag| {
        let mut tags = source.match_indices(tag);
        tags.any(|(at, _)| {
            !source[at + tag.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
        })
    })
}

fn without_white_space(text: &str) -> String {
    text.chars()
        .filter(|char| !char.is_ascii_whitespace() && *char != CELL_BREAK)
        .collect()
}

fn check_spans(source: &str) -> Result<(), TestCaseError> {
    let projection = project(source);
    let text = &projection.text;
    // An entity may be shorter than its character (`&nLt;`); each separator stands for a tag.
    prop_assert!(text.len() <= source.len() + source.len() / 5 + projection.rows.len());
    let mut last = Span::at(0);
    for (char, span) in chars(text) {
        let pieces = projection.map.source_pieces(span);
        let behind = projection.map.source(span);
        prop_assert!(source.get(behind.range()).is_some());
        if pieces.is_empty() {
            prop_assert!(
                matches!(char, '\n' | '\t' | CELL_BREAK),
                "{char:?} came from nowhere"
            );
            prop_assert!(shown(behind.of(source)).chars().all(char::is_whitespace));
        } else {
            prop_assert_eq!(&pieces, &[behind]);
            let decoded = if behind.of(source).starts_with('&') {
                shown(behind.of(source))
            } else {
                behind.of(source).to_owned()
            };
            if char == ' ' {
                prop_assert!(
                    decoded
                        .bytes()
                        .all(|byte| byte.is_ascii_whitespace() || byte == 0x0b),
                    "a space from {decoded:?}"
                );
            } else {
                prop_assert!(decoded.contains(char), "{char:?} from {decoded:?}");
                prop_assert!(decoded.chars().count() == 1 || behind.of(source).starts_with('&'));
            }
            prop_assert!(
                last.end <= behind.start || last == behind,
                "{char:?} at {behind:?} after {last:?}"
            );
            last = behind;
        }
    }
    let mut previous = 0;
    for at in 0..=text.len() {
        let place = projection.map.source(Span::at(at));
        prop_assert!(shown(place.of(source)).chars().all(char::is_whitespace));
        prop_assert!(
            place.start >= previous,
            "place {at}: {} after {previous}",
            place.start
        );
        prop_assert!(source.is_char_boundary(place.range().start) || !text.is_char_boundary(at));
        previous = place.start;
    }
    Ok(())
}

fn check_rows(source: &str) -> Result<(), TestCaseError> {
    let projection = project(source);
    let mut at = 0;
    for row in &projection.rows {
        let (first, last) = (
            row.cells.first().unwrap().range().start,
            row.cells.last().unwrap().range().end,
        );
        prop_assert!(first >= at);
        prop_assert!(first == 0 || matches!(projection.text.as_bytes()[first - 1], b'\n' | b'\r'));
        prop_assert_eq!(projection.text.as_bytes()[last], b'\n');
        let cells: Vec<&str> = row
            .cells
            .iter()
            .map(|cell| cell.of(&projection.text))
            .collect();
        prop_assert_eq!(cells.join("\t"), &projection.text[first..last]);
        for cell in cells {
            prop_assert!(!cell.contains(['\n', '\t']));
            prop_assert_eq!(cell, cell.trim_matches([' ', CELL_BREAK]));
        }
        at = last + 1;
    }
    Ok(())
}

/// Writes a value into every cell in turn and looks for it there, and for nothing new elsewhere.
fn check_writing(source: &str) -> Result<(), TestCaseError> {
    let before = project(source);
    for row_idx in 0..before.rows.len() {
        for cell_idx in 0..before.rows[row_idx].cells.len() {
            let written = with_cell(source, &before, row_idx, cell_idx, "八");
            let after = project(&written);
            let mut expected = cell_texts(&before);
            expected[row_idx][cell_idx] = "八";
            prop_assert_eq!(cell_texts(&after), expected, "{}", written);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_projected(source in "\\PC*") {
        check_spans(&source)?;
        check_rows(&source)?;
        looks_like_html(&source);
    }

    #[test]
    fn every_character_maps_to_the_source_it_came_from(source in tag_soup()) {
        check_spans(&source)?;
    }

    #[test]
    fn torn_markup_maps_too(source in torn_tag_soup()) {
        check_spans(&source)?;
        check_rows(&source)?;
    }

    #[test]
    fn rows_are_lines_of_their_cells(source in tag_soup()) {
        check_rows(&source)?;
    }

    #[test]
    fn nothing_that_is_shown_is_lost(source in tag_soup()) {
        prop_assume!(!hides(&source));
        prop_assert_eq!(without_white_space(&project(&source).text), without_white_space(&shown(&source)));
    }

    #[test]
    fn values_are_written_where_they_are_read(source in tag_soup()) {
        check_writing(&source)?;
    }

    #[test]
    fn projecting_a_projection_without_markup_changes_nothing(text in "[a-z0-9总计 \t\n|]*") {
        prop_assert_eq!(project(&text).text, text);
    }
}
