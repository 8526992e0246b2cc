//! What a paragraph says: its runs, as Word shows them in the end.

use super::super::ink::Ink;
use super::super::manuscript::Passed;
use super::super::xml::{Space, chunks};
use super::fields::{is_contents, is_formula};
use super::walk::DocumentWalk;

impl DocumentWalk<'_, '_> {
    /// Writes what stands in a paragraph, or in anything that holds runs.
    pub(super) fn runs(&mut self, at: usize, ink: &mut Ink) {
        let tree = self.tree;
        for child in tree.children(at) {
            let Some(element) = tree.get(child) else {
                continue;
            };
            match (element.space, element.name) {
                (_, "r") if element.space == Space::Word => self.run(child, ink),
                // A run of an equation.
                (Space::Other, "r") => self.equation(child, ink),
                (Space::Word, "del" | "moveFrom" | "pPr" | "rPr" | "sdtPr" | "smartTagPr") => {}
                (Space::Word, "sdt") => self
                    .control(child, |walk, content| {
                        walk.runs(content, ink);
                        Ok(())
                    })
                    .unwrap_or_default(),
                (Space::Word, "fldSimple") => {
                    let is_hidden = is_contents(tree.attribute(child, "instr").as_deref());
                    if !is_hidden {
                        ink.is_computed |= is_formula(tree.attribute(child, "instr").as_deref());
                        self.runs(child, ink);
                    }
                }
                (Space::Compatibility, "AlternateContent") => {
                    if let Some(choice) = self.choice(child) {
                        self.runs(choice, ink);
                    }
                }
                (_, "drawing" | "pict" | "object") => self.drawn(child),
                _ => self.runs(child, ink),
            }
        }
    }

    fn run(&mut self, at: usize, ink: &mut Ink) {
        let tree = self.tree;
        if let Some(properties) = tree.child(at, "rPr") {
            let style = tree.value_of(properties, "rStyle");
            let of_style = style.is_some_and(|style| self.numbering.hides(&style));
            let own = tree.child(properties, "vanish").is_some();
            if own && tree.is_on(properties, "vanish") || !own && of_style {
                // Fields begin and end in hidden runs too.
                for child in tree.children(at).filter(|&child| tree.is(child, "fldChar")) {
                    self.field(child);
                }
                return;
            }
        }
        for child in tree.children(at) {
            if self.names_own_mark(child) {
                return;
            }
            self.of_run(child, ink);
        }
    }

    /// Whether what follows in the run is the mark of a note that its writer chose: a ① behind a number is none of it.
    fn names_own_mark(&self, at: usize) -> bool {
        let tree = self.tree;
        let is_note = tree.is(at, "footnoteReference") || tree.is(at, "endnoteReference");
        let follows = is_note.then(|| tree.attribute(at, "customMarkFollows"));
        matches!(follows.flatten().as_deref(), Some("1" | "true" | "on"))
    }

    fn of_run(&mut self, at: usize, ink: &mut Ink) {
        let tree = self.tree;
        let Some(element) = tree.get(at) else { return };
        match element.name {
            "fldChar" => return self.field(at),
            "instrText" => return self.instruction(at),
            "rPr" | "delText" | "delInstrText" => return,
            "drawing" | "pict" | "object" => return self.drawn(at),
            _ => {}
        }
        if !self.shows() {
            return;
        }
        ink.is_computed |= self.computes();
        match element.name {
            "t" => self.text(at, ink),
            "tab" | "ptab" => ink.make("\t"),
            "br" if tree.attribute(at, "type").as_deref() == Some("page") => {}
            "br" | "cr" => ink.make("\n"),
            "noBreakHyphen" => ink.make("-"),
            "sym" => {
                let font = tree.attribute(at, "font");
                let code = tree.attribute(at, "char");
                ink.make(&symbol(font.as_deref(), code.as_deref()).to_string());
            }
            "ruby" => {
                if let Some(base) = tree.child(at, "rubyBase") {
                    self.runs(base, ink);
                }
            }
            "AlternateContent" => {
                if let Some(choice) = self.choice(at) {
                    for child in tree.children(choice) {
                        self.of_run(child, ink);
                    }
                }
            }
            _ => {}
        }
    }

    /// The text of an element without elements, without the marks that only say where a word may break.
    fn text(&self, at: usize, ink: &mut Ink) {
        let Some(element) = self.tree.get(at) else {
            return;
        };
        for chunk in chunks(self.tree.xml, element.inner_start, element.inner_end) {
            let is_same = chunk.text.len() == chunk.end - chunk.start;
            if !is_same {
                ink.write(&chunk.text, chunk.start, chunk.end - chunk.start);
                continue;
            }
            let mut from = 0;
            let is_mark = |letter: char| matches!(letter, '\u{ad}' | '\u{200b}' | '\u{feff}');
            for (at, mark) in chunk.text.match_indices(is_mark) {
                let before = chunk.text.get(from..at).unwrap_or_default();
                ink.write(before, chunk.start + from, before.len());
                from = at + mark.len();
            }
            let rest = chunk.text.get(from..).unwrap_or_default();
            ink.write(rest, chunk.start + from, rest.len());
        }
    }

    fn equation(&mut self, at: usize, ink: &mut Ink) {
        let texts: Vec<usize> = self.tree.inside(at, "t").collect();
        for text in texts {
            self.text(text, ink);
        }
    }

    /// Keeps the text boxes of a drawing for later: they stand beside the paragraph.
    fn drawn(&mut self, at: usize) {
        let tree = self.tree;
        let end = tree.get(at).map_or(at, |element| element.next);
        let mut inside = at + 1;
        while inside < end {
            let Some(element) = tree.get(inside) else {
                break;
            };
            match element.name {
                "txbxContent" => {
                    self.boxes.push(inside);
                    inside = element.next;
                    continue;
                }
                "AlternateContent" => {
                    if let Some(choice) = self.choice(inside) {
                        self.drawn(choice);
                    }
                    inside = element.next;
                    continue;
                }
                "OLEObject" => self.passed.push(Passed::Embedded),
                _ => {}
            }
            inside += 1;
        }
    }
}

/// A character of a font of symbols: as itself where the font has letters, else a box.
fn symbol(font: Option<&str>, code: Option<&str>) -> char {
    let code = code
        .and_then(|code| u32::from_str_radix(code, 16).ok())
        .unwrap_or_default();
    let letter = match code {
        0xF020..=0xF07E => char::from_u32(code - 0xF000),
        _ => char::from_u32(code),
    };
    let is_pictures =
        font.is_some_and(|font| font.starts_with("Wingdings") || font.starts_with("Webdings"));
    letter
        .filter(|_| !is_pictures)
        .filter(|c| !matches!(u32::from(*c), 0..=0x1F | 0xE000..=0xF8FF))
        .unwrap_or('□')
}
