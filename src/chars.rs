//! Questions about single characters that several stages ask.

/// White space in all its forms, and characters that show nothing.
#[inline]
pub fn is_space(c: char) -> bool {
    // Behind the wide space come marks and characters, as most of a text is.
    !matches!(c, '\u{3001}'..='\u{FDFF}')
        // A bell ends the cells of a Word document.
        && (c.is_whitespace() || c == '\u{0007}' || is_unseen(c))
}

/// Characters without width, which show nothing and set nothing apart: soft hyphens, joiners, and what office programs and telephones leave round
/// words to tell their direction and their form.
#[inline]
pub fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}'
            | '\u{061C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}

/// Whether a character sets words apart.
#[inline]
pub fn is_gap(c: char) -> bool {
    is_space(c) && !is_unseen(c)
}

/// Whether a character is one that every program gives a meaning of its own.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}

/// The control characters beyond ASCII, and those that turn the direction of writing or end a line: a terminal obeys them unseen.
pub fn is_hidden_command(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Spaces by the names that HTML has for them, behind an `&`. The semicolon behind them may be left out.
pub const NAMED_SPACES: [&str; 4] = ["nbsp", "emsp", "ensp", "#160"];

/// What stands behind the named space that an `&` and `text` write.
pub fn after_named_space(text: &str) -> Option<&str> {
    let mut names = NAMED_SPACES.iter();
    let rest = names.find_map(|name| text.strip_prefix(name))?;
    Some(rest.strip_prefix(';').unwrap_or(rest))
}

/// Whether a space stands in a text; faster than to look at every character.
pub fn has_space(text: &str) -> bool {
    let bytes = text.as_bytes();
    if memchr::memchr(b' ', bytes).is_some() {
        return true;
    }
    // Most characters begin with a byte that no space begins with, and of the common marks the second byte tells.
    let may_begin_space = |at: usize, first: u8| match first {
        0..=b' ' | 0xC2 | 0xD8 | 0xE1 | 0xE2 => true,
        0xE3 => bytes.get(at + 1..at + 3) == Some(&[0x80, 0x80]),
        0xEF => matches!(bytes.get(at + 1), Some(0xB8 | 0xBB)),
        _ => false,
    };
    let begins_with_space = |at: usize| {
        text.get(at..)
            .is_some_and(|rest| rest.starts_with(is_space))
    };
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        if may_begin_space(at, first) && begins_with_space(at) {
            return true;
        }
        at += match first {
            0..0xC0 => 1,
            0xC0..0xE0 => 2,
            0xE0..0xF0 => 3,
            0xF0.. => 4,
        };
    }
    false
}

/// Whether a character is a Chinese one of the common block.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Bars beside the common one, of double width and those that frames are drawn with.
pub const OTHER_BARS: [char; 4] = ['｜', '│', '┃', '║'];

/// Whether a character sets the cells of a table apart: a bar of any kind.
pub fn is_bar(c: char) -> bool {
    c == '|' || OTHER_BARS.contains(&c)
}

/// Whether the lines between the rows of a drawn table are made of it.
pub fn is_of_frame(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{257F}')
}

/// Flags for the characters of the basic plane, asked by one look.
#[derive(Clone, Debug)]
pub struct CharFlags(Box<[u8]>);

impl Default for CharFlags {
    fn default() -> Self {
        CharFlags(vec![0; 1 << 16].into())
    }
}

impl CharFlags {
    /// The flags that [`CharFlags::bytes`] has written down.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        CharFlags(bytes.into())
    }

    /// One byte for each character.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Sets flags of a character.
    pub fn set(&mut self, c: char, flags: u8) {
        if let Some(known) = self.0.get_mut(c as usize) {
            *known |= flags;
        }
    }

    /// The flags of a character; all of them for one beyond the basic plane, of which nothing is known.
    #[inline]
    pub fn of(&self, c: char) -> u8 {
        self.0.get(c as usize).copied().unwrap_or(u8::MAX)
    }
}

/// A set of characters of the basic plane, asked by one look.
#[derive(Clone, Debug)]
pub struct CharSet(Box<[u64; 1024]>);

impl Default for CharSet {
    fn default() -> Self {
        CharSet(Box::new([0; 1024]))
    }
}

impl CharSet {
    /// Adds a character; one beyond the basic plane is not kept.
    pub fn insert(&mut self, c: char) {
        if let Some(word) = self.0.get_mut(c as usize >> 6) {
            *word |= 1 << (c as u32 & 63);
        }
    }

    /// Whether a character is in the set.
    #[inline]
    pub fn contains(&self, c: char) -> bool {
        let word = self.0.get(c as usize >> 6);
        word.is_some_and(|word| word >> (c as u32 & 63) & 1 == 1)
    }
}

impl FromIterator<char> for CharSet {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut set = CharSet::default();
        chars.into_iter().for_each(|c| set.insert(c));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_white_character_is_a_space() {
        let white = ('\0'..=char::MAX).filter(|c| c.is_whitespace());
        assert!(white.into_iter().all(is_space));
        let unseen = ('\0'..=char::MAX).filter(|c| is_unseen(*c)).count();
        assert_eq!(unseen, 3 + 5 + 5 + 5 + 4 + 16 + 1);
        assert_eq!(
            ('\0'..=char::MAX).filter(|c| is_space(*c)).count(),
            25 + 1 + unseen
        );
    }

    #[test]
    fn a_space_is_found_wherever_there_is_one() {
        for space in ('\0'..=char::MAX).filter(|c| is_space(*c)) {
            assert!(has_space(&format!("甲、。“—”é１{space}乙")), "{space:?}");
        }
        assert!(!has_space("甲、。“—”é１乙") && !has_space(""));
    }

    #[test]
    fn flags_add_up() {
        let mut flags = CharFlags::default();
        flags.set('件', 1);
        flags.set('件', 4);
        flags.set('𠮷', 1);
        let of = |text: &str| text.chars().map(|c| flags.of(c)).collect::<Vec<_>>();
        assert_eq!(of("件任𠮷"), [5, 0, u8::MAX]);
    }

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        let set: CharSet = "件0\u{FFFF}𠮷".chars().collect();
        assert!("件0\u{FFFF}".chars().all(|c| set.contains(c)));
        assert!("任1𠮷\0".chars().all(|c| !set.contains(c)));
    }
}
