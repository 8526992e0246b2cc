//! A report written out anew, from its [`crate::views::sheet`]: as Markdown, between bars, as a page, as a Word document.
//!
//! In: sheets, and what was found if it is to be shown. Out: text or bytes. Whatever comes from a report is escaped for where it goes. Deliberately
//! absent: files; those are the front ends'.

pub mod docx;
pub mod html;
pub mod markdown;

/// Words without the characters that neither a page nor a Word document may hold; a vertical tab and a form feed become spaces.
pub(crate) fn clean(words: &str) -> String {
    let may_stay = |c: &char| match c {
        '\t' | '\n' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    };
    let words = words.chars();
    let words = words.map(|c| match c {
        '\u{b}' | '\u{c}' => ' ',
        c => c,
    });
    words.filter(may_stay).collect()
}
