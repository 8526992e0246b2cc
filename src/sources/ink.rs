//! Text on its way from a document into what is read of it, each stretch with the bytes that it stands in.

/// A stretch of read text and the bytes of the document's part that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stroke {
    /// First byte in the read text.
    pub at: usize,
    /// Its bytes there.
    pub len: usize,
    /// First byte in the part.
    pub source: usize,
    /// Its bytes there: as many if they are the same, else those of one reference such as `&amp;`.
    pub source_len: usize,
}

/// Text with its strokes. Text without one, such as the number of a heading, is made by the program that shows the document.
#[derive(Clone, Debug, Default)]
pub(super) struct Ink {
    pub text: String,
    pub strokes: Vec<Stroke>,
    /// The byte of the part where the paragraph begins that holds it, for text that is to be written where none is.
    pub anchor: usize,
    /// Whether a program computes it anew, as a formula in a cell.
    pub is_computed: bool,
}

impl Ink {
    /// Writes text that stands in the part.
    pub fn write(&mut self, text: &str, source: usize, source_len: usize) {
        if text.is_empty() {
            return;
        }
        self.strokes.push(Stroke {
            at: self.text.len(),
            len: text.len(),
            source,
            source_len,
        });
        self.text.push_str(text);
    }

    /// Writes text that stands nowhere.
    pub fn make(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes other ink behind.
    pub fn append(&mut self, other: &Ink) {
        let moved = |stroke: &Stroke| Stroke {
            at: stroke.at + self.text.len(),
            ..*stroke
        };
        let strokes: Vec<Stroke> = other.strokes.iter().map(moved).collect();
        self.strokes.extend(strokes);
        self.text.push_str(&other.text);
        self.is_computed |= other.is_computed;
    }

    /// The same with other ink behind; in the paragraph of the first.
    pub fn then(mut self, other: Ink) -> Ink {
        if self.text.is_empty() {
            return Ink {
                anchor: self.anchor,
                is_computed: self.is_computed || other.is_computed,
                ..other
            };
        }
        self.append(&other);
        self
    }

    /// The same on one line: between Chinese words a line break is nothing, else a space.
    pub fn on_one_line(mut self) -> Ink {
        if !self.text.contains('\n') {
            return self;
        }
        let is_wide = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_ascii());
        let mut kept = String::with_capacity(self.text.len());
        let mut gone: Vec<usize> = Vec::new();
        let mut strokes = self.strokes.iter().peekable();
        let mut letters = self.text.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            if letter == '\n' {
                while strokes
                    .next_if(|stroke| stroke.at + stroke.len <= at)
                    .is_some()
                {}
                let stands = strokes.peek().is_some_and(|stroke| stroke.at <= at);
                let behind = letters.peek().map(|(_, letter)| *letter);
                if !stands && (is_wide(kept.chars().next_back()) || is_wide(behind)) {
                    gone.push(at);
                    continue;
                }
            }
            kept.push(letter);
        }
        for stroke in &mut self.strokes {
            stroke.at -= gone.partition_point(|&gone| gone < stroke.at);
        }
        self.text = kept;
        self
    }

    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}
