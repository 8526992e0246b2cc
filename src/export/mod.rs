//! A report written out anew, from its [`crate::views::sheet`]: as Markdown, between bars, as a page, as a Word document.
//!
//! In: sheets, and what was found if it is to be shown. Out: text or bytes. Whatever comes from a report is escaped for where it goes. Deliberately
//! absent: files; those are the front ends'.

pub mod docx;
pub mod html;
pub mod markdown;

/// The red head of a paper: who issues it, in red over the first page; without words, the room that paper with a printed head needs.
#[derive(Clone, Copy, Debug)]
pub struct RedHead<'a>(&'a str);

impl<'a> RedHead<'a> {
    /// Between the margins of a page, in points.
    const WIDTH: usize = 430;
    /// The smallest letters and the largest.
    const LETTERS: (usize, usize) = (22, 48);

    /// A head of these words; room for one if there are none.
    pub fn new(words: &'a str) -> Self {
        RedHead(words.trim())
    }

    fn is_room(self) -> bool {
        self.0.is_empty()
    }

    fn words(self) -> &'a str {
        self.0
    }

    /// How large its letters are: so that they fit on one line.
    fn points(self) -> usize {
        let (least, most) = Self::LETTERS;
        let n_letters = self.0.chars().count().max(1);
        (Self::WIDTH / n_letters).clamp(least, most)
    }
}

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
