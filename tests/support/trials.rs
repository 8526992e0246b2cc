//! What is done with the inputs of fuzzing: each function takes any bytes and panics if something is wrong. The saved inputs are replayed by
//! `tests/corpora.rs`, new ones are looked for by the targets under `fuzz/`.

#[path = "conversation.rs"]
mod conversation;
#[path = "kept.rs"]
mod kept;
#[path = "sound.rs"]
mod sound;

use std::path::Path;

use conversation::{assert_survived, rehearsed};
use kept::assert_fixes_keep_their_word;
use nianbao::analysis::{Memory, analyze, analyze_again};
use nianbao::config::{Config, KEYS, Mistake, show, with_ignore};
use nianbao::encoding::{decode, rewritten};
use nianbao::form::load_edition;
use nianbao::kit::Forms;
use nianbao::locale::Locale;
use nianbao::settings::Settings;
use nianbao::syntax::html::project;
use nianbao::text::{Position, PositionUnit, Text};
use sound::assert_sound;

const TITLE: &str = "甲县2023年政府信息公开工作年度报告";

/// Any text, by itself and below a title.
pub fn text(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    assert_sound(text);
    assert_sound(&format!("{TITLE}\n{text}"));
}

/// Any text, by itself and below a title: what its fixes do to it.
pub fn fixes(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    assert_fixes_keep_their_word(text);
    assert_fixes_keep_their_word(&format!("{TITLE}\n{text}"));
}

/// Any text read as HTML, and as a cell and a row of a page.
pub fn html(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    let projection = project(text);
    for row in &projection.rows {
        for &cell in &row.cells {
            assert!(
                projection.text.get(cell.range()).is_some(),
                "{cell:?} is no place in the projection"
            );
            assert!(
                text.get(projection.map.source(cell).range()).is_some(),
                "{cell:?} has no place in the source"
            );
        }
    }
    let end = projection.text.len();
    assert!(
        text.get(projection.map.source(nianbao::span::Span::at(end)).range())
            .is_some()
    );
    assert_sound(&format!("<p>{TITLE}</p><table><tr><td>{text}"));
    assert_sound(&format!(
        "<p>{TITLE}</p><p>三、收到和处理政府信息公开申请情况</p><table><tr><td>（七）总计</td>{text}</tr></table>"
    ));
}

/// A text and edits of it: pieces behind U+0000, the first the text, the others two positions of two characters each and what is put between them.
pub fn edits(bytes: &[u8]) {
    let Ok(input) = str::from_utf8(bytes) else {
        return;
    };
    let mut pieces = input.split('\0');
    let mut model = pieces.next().unwrap_or_default().to_string();
    let mut text = Text::from(model.as_str());
    let settings = Settings::default();
    let mut memory = Memory::default();
    analyze_again(&model, Forms::builtin(), &settings, &mut memory);
    for (at, piece) in pieces.enumerate() {
        let encoding = [PositionUnit::Utf16, PositionUnit::Utf8, PositionUnit::Utf32][at % 3];
        let mut numbers = piece.chars().map(|c| u32::from(c) % 97);
        let mut position = || Position {
            line: numbers.next().unwrap_or(0),
            column: numbers.next().unwrap_or(0),
        };
        let (one, other) = (position(), position());
        let with: String = piece.chars().skip(4).collect();
        let (from, to) = (one.min(other), one.max(other));
        let places = [from, to].map(|position| counted_offset(&model, position, encoding));
        for (position, place) in [from, to].into_iter().zip(places) {
            assert_eq!(text.offset(position, encoding), place);
        }
        model.replace_range(places[0]..places[1].max(places[0]), &with);
        text.replace(one, other, &with, encoding);
        let mut now = String::new();
        text.copy_to(&mut now);
        assert_eq!(now, model);
        assert_eq!(
            analyze_again(&now, Forms::builtin(), &settings, &mut memory),
            analyze(&model, Forms::builtin(), &settings)
        );
    }
}

/// The offset that a position means, found by walking over the lines.
fn counted_offset(text: &str, position: Position, encoding: PositionUnit) -> usize {
    let mut line_start = 0;
    for _ in 0..position.line {
        let rest = &text[line_start..];
        let Some(end) = rest.find(['\n', '\r']) else {
            return text.len();
        };
        let width = if rest[end..].starts_with("\r\n") {
            2
        } else {
            1
        };
        line_start += end + width;
    }
    let mut left = position.column as usize;
    for (at, c) in text[line_start..].char_indices() {
        let width = match encoding {
            PositionUnit::Utf8 => c.len_utf8(),
            PositionUnit::Utf16 => c.len_utf16(),
            PositionUnit::Utf32 => 1,
        };
        if left < width || matches!(c, '\n' | '\r') {
            return line_start + at;
        }
        left -= width;
    }
    text.len()
}

/// The TOML of an edition: mistakes are told with their places, and an edition without any can be used.
pub fn form(bytes: &[u8]) {
    let Ok(toml) = str::from_utf8(bytes) else {
        return;
    };
    match load_edition(toml, Locale::default()) {
        Err(mistakes) => assert!(!mistakes.is_empty(), "refused without a reason"),
        Ok(edition) => {
            let title = format!("甲县2023年{}", edition.title.words);
            let sections = edition.sections.iter();
            let headings: Vec<String> = sections
                .map(|section| format!("{}、{}\n| 1 | 2 |\n", section.number, section.title))
                .collect();
            let forms = Forms::new(vec![edition]);
            let text = format!("{title}\n{}", headings.concat());
            analyze(&text, &forms, &Settings::default());
        }
    }
}

/// Settings, as a `nianbao.toml` and as an editor's JSON; an edition file that they name has the same text. Mistakes are told in one line each, at
/// a line of the text, and what is left of the settings can be used.
pub fn settings(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    let report = Path::new("/报告/2023/甲县.md");
    let lines = text.matches('\n').count() + 1;
    let judge = |(mut config, mut mistakes): (Config, Vec<Mistake>)| {
        let forms = config.forms();
        mistakes.extend(config.settle(&forms, Locale::Chinese));
        for mistake in &mistakes {
            let sentence = mistake.sentence(Locale::Chinese);
            let line = mistake.origin.line();
            assert!(!mistake.message.trim().is_empty(), "{sentence}");
            assert!(
                line.is_none_or(|line| (1..=lines).contains(&line)),
                "{sentence}"
            );
        }
        let settings = config.settings_for(Some(report), Locale::Chinese);
        let is_known = |id: &String| forms.edition(id).is_some();
        assert!(settings.edition.as_ref().is_none_or(is_known));
        config.excludes(report);
        assert!(show(&config).len() >= KEYS.len());
        mistakes.len()
    };
    let toml = Path::new("/报告/nianbao.toml");
    let read = || Config::from_toml(text, toml, Locale::Chinese, &|_| Ok(text.to_owned()));
    judge(read());
    let of_file = |config: Config| config.settings_for(Some(report), Locale::Chinese).ignores;
    if let Some(accepted) = with_ignore(text, "2023/甲县.md", "row-total", None, "更正") {
        let again = Config::from_toml(&accepted, toml, Locale::Chinese, &|_| Ok(text.to_owned()));
        let before = of_file(read().0);
        assert_eq!(of_file(again.0).len(), before.len() + 1, "{accepted}");
    }
    if let Ok(json) = serde_json::from_str(text) {
        judge(Config::from_json(&json, toml.parent(), Locale::Chinese));
        judge(Config::from_json(&json, None, Locale::Chinese));
    }
}

/// What a client says after it has introduced itself: each line a body, or raw bytes behind `!`. In the end it opens a report and asks for
/// its outline, as if nothing had been.
pub fn door(bytes: &[u8]) {
    let mut said = Vec::new();
    for line in bytes.split(|&byte| byte == b'\n') {
        match line.strip_prefix(b"!") {
            Some(raw) => said.extend_from_slice(raw),
            None => {
                let header = format!("Content-Length: {}\r\n\r\n", line.len());
                said.extend_from_slice(header.as_bytes());
                said.extend_from_slice(line);
            }
        }
    }
    assert_survived(bytes, &rehearsed(&said));
}

/// The bytes of a file: what is written back is read again as what was meant. The first byte says where a number is written.
pub fn encodings(bytes: &[u8]) {
    let Some((&place, bytes)) = bytes.split_first() else {
        return;
    };
    let Ok((text, encoding)) = decode(bytes) else {
        return;
    };
    if let Some(same) = rewritten(bytes, &text, &text, encoding) {
        assert_eq!(same, bytes, "nothing was changed");
    }
    let mut at = text.len() * usize::from(place) / 255;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let new = format!("{}20{}", &text[..at], &text[at..]);
    if let Some(after) = rewritten(bytes, &text, &new, encoding) {
        assert_eq!(decode(&after), Ok((new, encoding)));
    }
}
