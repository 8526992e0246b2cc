//! What a Word document says of how things look, which is most of it: passed over where it says nothing else.
//!
//! Fonts, sizes, borders and widths stand in few elements. Each of these is searched for its end and for the words in it that somebody asks for; without
//! one it becomes an element without children, and the reader of tags goes on at its end.

use memchr::memmem::Finder;

/// The elements that say how things look, and the words in them that say more: such an element is read.
const LOOKS: [(&str, &[&str]); 6] = [
    ("rPr", &["anish", "rStyle", "del", "move"]),
    ("pPr", &["pStyle", "numPr", "del", "move"]),
    ("tcPr", &["gridSpan", "Merge", "cellDel"]),
    ("trPr", &["del", "grid"]),
    ("latentStyles", &[]),
    ("tblStylePr", &[]),
];

/// The words that matter where a program counts paragraphs alone.
const OF_NUMBERS: [&str; 2] = ["pStyle", "numPr"];

/// What may hold the same element once more, or words that are none.
const ANYWHERE: [&str; 3] = ["Change", "AlternateContent", "<!"];

/// How many texts are remembered that say nothing else: neighbours mostly look alike.
const KEPT: usize = 4;

/// One kind of looks in a part.
struct PartLook<'x> {
    /// The name of the element with its prefix.
    full: &'x str,
    end: Finder<'static>,
    telling: Vec<Finder<'static>>,
    /// Judged before: what stands behind the start tag, up to behind the end tag.
    kept: [&'x str; KEPT],
    oldest: usize,
}

/// The looks of a part.
pub(super) struct PartLooks<'x> {
    seen: [Option<PartLook<'x>>; LOOKS.len()],
    counts: bool,
}

impl<'x> PartLooks<'x> {
    /// `counts`: whether paragraphs have numbers by their styles and lists; otherwise these are looks too.
    pub fn new(counts: bool) -> Self {
        PartLooks {
            seen: [const { None }; LOOKS.len()],
            counts,
        }
    }

    /// How many bytes stand inside an element that says how something looks and nothing else; 0 of any other. `name` is its name, `full` that with its
    /// prefix, `rest` what stands behind its start tag.
    pub fn len(&mut self, name: &str, full: &'x str, rest: &'x str) -> usize {
        let Some(kind) = LOOKS.iter().position(|(own, _)| *own == name) else {
            return 0;
        };
        let (Some((_, telling)), Some(seen)) = (LOOKS.get(kind), self.seen.get_mut(kind)) else {
            return 0;
        };
        match seen {
            Some(look) if look.full == full => look.inside(rest),
            _ => seen
                .insert(PartLook::of(full, telling, self.counts))
                .inside(rest),
        }
        .unwrap_or(0)
    }
}

impl<'x> PartLook<'x> {
    fn of(full: &'x str, telling: &[&'static str], counts: bool) -> Self {
        let words = telling.iter().chain(&ANYWHERE);
        let words = words.filter(|word| counts || !OF_NUMBERS.contains(word));
        PartLook {
            full,
            end: Finder::new(&format!("</{full}>")).into_owned(),
            telling: words.map(|word| Finder::new(*word)).collect(),
            kept: [""; KEPT],
            oldest: 0,
        }
    }

    fn inside(&mut self, rest: &'x str) -> Option<usize> {
        let end_len = self.end.needle().len();
        let mut kept = self.kept.iter();
        if let Some(kept) = kept.find(|kept| !kept.is_empty() && rest.starts_with(**kept)) {
            return Some(kept.len() - end_len);
        }
        let len = self.end.find(rest.as_bytes())?;
        let inside = rest.get(..len)?.as_bytes();
        if self.telling.iter().any(|word| word.find(inside).is_some()) {
            return None;
        }
        if let Some(kept) = self.kept.get_mut(self.oldest) {
            *kept = rest.get(..len + end_len)?;
        }
        self.oldest = (self.oldest + 1) % KEPT;
        Some(len)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Tree;

    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    fn names(body: &str) -> Vec<String> {
        let xml = format!("<w:p xmlns:w=\"{WORD}\">{body}</w:p>");
        let names = |tree: Tree<'_>| -> Vec<String> {
            let elements = tree.elements.iter();
            elements
                .map(|own| format!("{} {}", own.name, &xml[own.inner_start..own.inner_end]))
                .skip(1)
                .collect()
        };
        Tree::without_looks(&xml, true)
            .map(names)
            .unwrap_or_default()
    }

    #[test]
    fn what_only_says_how_something_looks_is_one_element() {
        let look = "<w:rPr><w:sz w:val=\"32\"/><w:b/></w:rPr>";
        let run = format!("<w:r>{look}<w:t>5</w:t></w:r>");
        let said = names(&run.repeat(2));
        let once = [&run[5..run.len() - 6], "<w:sz w:val=\"32\"/><w:b/>", "5"];
        let once = [("r", once[0]), ("rPr", once[1]), ("t", once[2])];
        let twice = once.iter().chain(&once);
        let twice: Vec<String> = twice
            .map(|(name, inside)| format!("{name} {inside}"))
            .collect();
        assert_eq!(said, twice);
    }

    #[test]
    fn what_says_more_is_read() {
        for more in [
            "<w:vanish/>",
            "<w:rStyle w:val=\"a\"/>",
            "<w:del/>",
            "<w:moveFrom/>",
            "<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>",
            "<!-- </w:rPr> --><w:b/>",
        ] {
            let said = names(&format!("<w:r><w:rPr>{more}</w:rPr><w:t>5</w:t></w:r>"));
            assert!(said.len() > 3, "{more}: {said:?}");
            assert_eq!(said.last().map(String::as_str), Some("t 5"), "{more}");
        }
        let cell = names("<w:tc><w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr><w:p/></w:tc>");
        assert!(
            cell.iter().any(|name| name.starts_with("gridSpan")),
            "{cell:?}"
        );
    }

    #[test]
    fn styles_of_paragraphs_are_looks_where_nothing_is_counted() {
        let xml = format!("<w:p xmlns:w=\"{WORD}\"><w:pPr><w:pStyle w:val=\"a\"/></w:pPr></w:p>");
        let n_elements = |counts| Tree::without_looks(&xml, counts).map(|tree| tree.elements.len());
        assert_eq!((n_elements(true), n_elements(false)), (Ok(3), Ok(2)));
    }

    #[test]
    fn what_is_cut_off_is_damaged() {
        let xml = format!("<w:p xmlns:w=\"{WORD}\"><w:r><w:rPr><w:b/>");
        assert!(Tree::without_looks(&xml, true).is_err());
    }
}
