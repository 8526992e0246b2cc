//! Charts as SVG inside the page: bars with their numbers beside them, told apart without colour.

use maud::{Markup, html};

/// One bar, cut into stretches.
pub(super) struct Bar {
    pub label: String,
    /// From left to right; several are stacked.
    pub parts: Vec<f64>,
    /// What stands behind it.
    pub said: String,
}

/// Widths and heights, in the chart's own units.
const LABELS: f64 = 190.0;
const BARS: f64 = 330.0;
const SAID: f64 = 110.0;
const STEP: f64 = 24.0;

/// A chart of bars below each other. `legend` names the stretches, if there are several.
pub(super) fn bars(title: &str, bars: &[Bar], legend: &[String]) -> Markup {
    let longest = bars
        .iter()
        .map(|bar| bar.parts.iter().sum())
        .fold(0.0, f64::max);
    let scale = if longest > 0.0 { BARS / longest } else { 0.0 };
    let height = STEP * bars.len() as f64 + 4.0;
    html! {
        figure {
            figcaption { (title) }
            svg viewBox={ "0 0 " (LABELS + BARS + SAID) " " (height) } role="img" aria-label=(title) {
                @for (at, bar) in bars.iter().enumerate() {
                    @let y = STEP * at as f64 + 4.0;
                    text x=(LABELS - 6.0) y=(y + 13.0) text-anchor="end" { (short(&bar.label)) title { (bar.label) } }
                    @for (part, (start, length)) in stretches(&bar.parts, scale).into_iter().enumerate() {
                        rect.{ "part" (part % 8) } x=(round(LABELS + start)) y=(y) width=(round(length)) height="17" {
                            @if let Some(name) = legend.get(part) { title { (name) ": " (bar.parts[part]) } }
                        }
                    }
                    text x=(round(LABELS + bar.parts.iter().sum::<f64>() * scale + 6.0)) y=(y + 13.0) { (bar.said) }
                }
            }
            @if legend.len() > 1 {
                p.legend {
                    @for (part, name) in legend.iter().enumerate() {
                        span {
                            svg.key viewBox="0 0 14 14" { rect.{ "part" (part % 8) } width="14" height="14" {} }
                            (name)
                        }
                    }
                }
            }
        }
    }
}

/// Where the stretches of a bar begin and how long they are.
fn stretches(parts: &[f64], scale: f64) -> Vec<(f64, f64)> {
    let mut start = 0.0;
    parts
        .iter()
        .map(|part| {
            let stretch = (start, part.max(0.0) * scale);
            start += stretch.1;
            stretch
        })
        .collect()
}

fn round(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

/// A label that fits beside its bar.
fn short(label: &str) -> String {
    const MOST: usize = 26;
    let mut width = 0;
    let is_within = |letter: &char| {
        width += if letter.is_ascii() { 1 } else { 2 };
        width <= MOST
    };
    let cut: String = label.chars().take_while(is_within).collect();
    match cut.len() < label.len() {
        true => cut + "…",
        false => cut,
    }
}
