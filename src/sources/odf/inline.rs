//! What a paragraph says, as it is shown.

use super::super::ink::Ink;
use super::super::xml::chunks;
use super::walk::OdfWalk;

impl OdfWalk<'_, '_> {
    /// The ink of a paragraph or heading, its number in front.
    pub(super) fn ink(&mut self, at: usize) -> Ink {
        let tree = self.tree;
        let mut own = Ink {
            anchor: tree.get(at).map_or(0, |element| element.start),
            ..Ink::default()
        };
        self.letters(at, &mut own);
        // A blank paragraph counts too, but shows no number that is of use to anybody.
        let is_told = own.is_blank() || tree.child(at, "number").is_some();
        if let Some(number) = self.outline.number(tree, at)
            && !is_told
        {
            own.text.insert_str(0, &number);
        }
        own
    }

    /// Writes the text in an element, through whatever stands in it.
    fn letters(&mut self, at: usize, ink: &mut Ink) {
        let tree = self.tree;
        let Some(element) = tree.get(at) else { return };
        if self.is_hidden(at) {
            return;
        }
        let mut from = element.inner_start;
        for child in tree.children(at) {
            let Some(inside) = tree.get(child) else {
                continue;
            };
            self.stretch(from, inside.start, ink);
            self.inside(child, inside.name, ink);
            from = inside.end;
        }
        self.stretch(from, element.inner_end, ink);
    }

    fn inside(&mut self, at: usize, name: &str, ink: &mut Ink) {
        const MOST_SPACES: usize = 1000;
        let tree = self.tree;
        match name {
            "s" => {
                let told = tree.attribute(at, "c");
                let n_spaces: usize = told.and_then(|told| told.parse().ok()).unwrap_or(1);
                ink.make(&" ".repeat(n_spaces.min(MOST_SPACES)));
            }
            "tab" => ink.make("\t"),
            "line-break" => ink.make("\n"),
            "note" | "annotation" | "ruby-text" | "hidden-text" | "placeholder" | "script" => {}
            "content-control"
                if tree.attribute(at, "showing-place-holder").as_deref() == Some("true") => {}
            "frame" | "custom-shape" | "g" | "rect" | "ellipse" => self.boxes.push(at),
            _ => self.letters(at, ink),
        }
    }

    /// The text between two bytes: white space of any length is one space, and none at the beginning.
    fn stretch(&self, start: usize, end: usize, ink: &mut Ink) {
        for chunk in chunks(self.tree.xml, start, end) {
            for letter in chunk.text.chars() {
                match letter {
                    ' ' | '\t' | '\n' | '\r' => {
                        if !ink.text.is_empty() && !ink.text.ends_with(' ') {
                            ink.text.push(' ');
                        }
                    }
                    // Marks that only say where a word may break.
                    '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                    letter => ink.text.push(letter),
                }
            }
        }
    }
}
