//! The marks `⟦` and `⟧` round what findings point at.

use nianbao::door::Span;

/// The text without its marks, and what stood between them, in the order in which they open.
pub fn without_marks(marked: &str) -> (String, Vec<Span>) {
    let mut text = String::with_capacity(marked.len());
    let (mut marks, mut open) = (Vec::new(), Vec::new());
    for c in marked.chars() {
        match c {
            '⟦' => {
                open.push(marks.len());
                marks.push(Span::at(text.len()));
            }
            '⟧' => {
                let mark: usize = open.pop().expect("a mark closes that did not open");
                marks[mark] = Span::new(marks[mark].start as usize, text.len());
            }
            c => text.push(c),
        }
    }
    assert!(open.is_empty(), "a mark opens that does not close");
    (text, marks)
}

/// The text with marks round `spans`, which are sorted.
pub fn with_marks(text: &str, spans: &[Span]) -> String {
    // at one place the inner marks close first, and then the next ones open
    let mut places: Vec<(usize, u8, usize, &str)> = Vec::new();
    for span in spans {
        let (start, end) = (span.start as usize, span.end as usize);
        if span.is_empty() {
            places.push((start, 1, 0, "⟦⟧"));
        } else {
            places.push((start, 2, usize::MAX - end, "⟦"));
            places.push((end, 0, usize::MAX - start, "⟧"));
        }
    }
    places.sort();
    let mut out = String::with_capacity(text.len() + 6 * spans.len());
    let mut at = 0;
    for (place, _, _, mark) in places {
        out.push_str(&text[at..place]);
        out.push_str(mark);
        at = place;
    }
    out + &text[at..]
}
