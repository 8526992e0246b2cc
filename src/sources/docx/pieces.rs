//! Where in a part text stands that is to be changed.

use super::super::ink::Stroke;
use super::write::TextChange;

/// The stretches of the part under a change, joined where they touch; `None` if part of it stands nowhere in the document.
pub(super) fn pieces(strokes: &[Stroke], change: &TextChange) -> Option<Vec<(usize, usize)>> {
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    let mut at = change.start;
    for stroke in strokes {
        let (from, to) = (
            stroke.at.max(change.start),
            (stroke.at + stroke.len).min(change.end),
        );
        if from >= to {
            continue;
        }
        if from != at {
            return None;
        }
        at = to;
        let piece = match stroke.len == stroke.source_len {
            true => (
                stroke.source + from - stroke.at,
                stroke.source + to - stroke.at,
            ),
            false => (stroke.source, stroke.source + stroke.source_len),
        };
        match pieces.last_mut() {
            Some(last) if last.1 == piece.0 => last.1 = piece.1,
            _ => pieces.push(piece),
        }
    }
    (at == change.end).then_some(pieces)
}

/// The byte of the part where text belongs that is inserted beside other text.
pub(super) fn beside(strokes: &[Stroke], at: usize) -> Option<usize> {
    let before = strokes.iter().find(|stroke| stroke.at + stroke.len == at);
    let behind = strokes.iter().find(|stroke| stroke.at == at);
    let inside = strokes
        .iter()
        .find(|stroke| stroke.at < at && at < stroke.at + stroke.len);
    match (before, behind, inside) {
        (.., Some(stroke)) => {
            (stroke.len == stroke.source_len).then(|| stroke.source + at - stroke.at)
        }
        (Some(stroke), ..) => Some(stroke.source + stroke.source_len),
        (_, Some(stroke), _) => Some(stroke.source),
        _ => None,
    }
}
