//! Lines of tables made whole: pieces put together, what a page break cuts off or leaves open closed.

use super::rulings::Ruling;

/// Lines this near to each other are one, and reach what is this near.
pub(super) const NEAR: f64 = 3.2;
/// Pieces of a line with gaps up to this are one: dots and dashes.
const GAP: f64 = 4.5;
/// Lines of the same length that are a table open at its sides.
const OPEN_ROWS: usize = 3;

/// The middle of each bundle of places near each other, sorted.
pub(super) fn clustered(mut places: Vec<f64>) -> Vec<f64> {
    places.sort_by(f64::total_cmp);
    let mut clusters = Vec::new();
    let mut own: Vec<f64> = Vec::new();
    for place in places {
        if own.first().is_some_and(|first| place - first > NEAR) {
            clusters.push(own.iter().sum::<f64>() / own.len() as f64);
            own.clear();
        }
        own.push(place);
    }
    if !own.is_empty() {
        clusters.push(own.iter().sum::<f64>() / own.len() as f64);
    }
    clusters
}

pub(super) fn nearest(places: &[f64], to: f64) -> Option<usize> {
    let after = places.partition_point(|&place| place < to);
    let near = |at: &usize| places.get(*at).map_or(f64::MAX, |place| (place - to).abs());
    let candidates = [after.checked_sub(1), Some(after)];
    let best = candidates
        .into_iter()
        .flatten()
        .min_by(|a, b| near(a).total_cmp(&near(b)))?;
    (near(&best) <= 2.0 * NEAR).then_some(best)
}

/// Lines with their pieces put together, those too short to be a side of a cell left out.
pub(super) fn merged(rulings: &[Ruling]) -> Vec<Ruling> {
    let mut out = Vec::new();
    for is_horizontal in [true, false] {
        let own = rulings
            .iter()
            .filter(|own| own.is_horizontal == is_horizontal);
        let mut own: Vec<Ruling> = own.copied().collect();
        let places = clustered(own.iter().map(|own| own.at).collect());
        for ruling in &mut own {
            if let Some(&at) = nearest(&places, ruling.at).and_then(|at| places.get(at)) {
                ruling.at = at;
            }
        }
        own.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
        let mut last: Option<Ruling> = None;
        for ruling in own {
            match &mut last {
                Some(last) if last.at == ruling.at && ruling.from <= last.to + GAP => {
                    last.to = last.to.max(ruling.to);
                }
                _ => out.extend(last.replace(ruling)),
            }
        }
        out.extend(last);
    }
    out.retain(|ruling| ruling.to - ruling.from > 2.0 * NEAR);
    out
}

/// Lines across the ends of lines that a page break cuts off.
pub(super) fn cut_off(rulings: &[Ruling]) -> Vec<Ruling> {
    let is_met = |at: f64, x: f64| {
        rulings.iter().any(|own| {
            own.is_horizontal
                && (own.at - at).abs() <= 2.0 * NEAR
                && own.from - NEAR <= x
                && x <= own.to + NEAR
        })
    };
    let mut out = Vec::new();
    for end in [|own: &Ruling| own.from, |own: &Ruling| own.to] {
        let loose = rulings
            .iter()
            .filter(|own| !own.is_horizontal && !is_met(end(own), own.at));
        let mut loose: Vec<(f64, f64)> = loose.map(|own| (end(own), own.at)).collect();
        loose.sort_by(|a, b| a.0.total_cmp(&b.0));
        for bundle in loose.chunk_by(|a, b| b.0 - a.0 <= NEAR) {
            let Some(&(at, first)) = bundle.first().filter(|_| bundle.len() >= 3) else {
                continue;
            };
            let bounds = bundle
                .iter()
                .fold((first, first), |(least, most), &(_, x)| {
                    (least.min(x), most.max(x))
                });
            out.push(Ruling::horizontal(at, bounds.0, bounds.1));
        }
    }
    out
}

/// The sides of tables whose lines all begin and end alike, with columns between but nothing at their sides.
pub(super) fn open_sides(rulings: &[Ruling]) -> Vec<Ruling> {
    let mut rows: Vec<&Ruling> = rulings.iter().filter(|own| own.is_horizontal).collect();
    rows.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.to.total_cmp(&b.to)));
    let columns: Vec<&Ruling> = rulings.iter().filter(|own| !own.is_horizontal).collect();
    let mut out = Vec::new();
    let is_alike =
        |a: &&Ruling, b: &&Ruling| (a.from - b.from).abs() <= NEAR && (a.to - b.to).abs() <= NEAR;
    for bundle in rows.chunk_by(is_alike) {
        let Some(first) = bundle.first().filter(|_| bundle.len() >= OPEN_ROWS) else {
            continue;
        };
        let top = bundle.iter().map(|own| own.at).fold(f64::MAX, f64::min);
        let bottom = bundle.iter().map(|own| own.at).fold(f64::MIN, f64::max);
        let overlaps = |own: &&&Ruling| own.from < bottom - NEAR && own.to > top + NEAR;
        let is_inside = |own: &&Ruling| first.from + NEAR < own.at && own.at < first.to - NEAR;
        if !columns.iter().filter(overlaps).any(is_inside) {
            continue;
        }
        for side in [first.from, first.to] {
            let mut own = columns.iter().filter(overlaps);
            if !own.any(|own| (own.at - side).abs() <= 2.0 * NEAR) {
                out.push(Ruling::vertical(side, top, bottom));
            }
        }
    }
    out
}
