//! What can be looked for by name in many reports: reports by unit and year, their sections, their rows.

use super::outline::{OutlineItem, OutlineKind, outline};
use crate::door::Span;
use crate::draft::unit_of;
use crate::form::lexicon::is_subsequence;
use crate::reading::Reading;

/// Something that can be looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landmark {
    /// What it is.
    pub kind: OutlineKind,
    /// Its name: for a report unit and year, else as it is written.
    pub name: String,
    /// What it stands in, by name; empty for a report.
    pub container: String,
    /// Where it stands, in bytes of the opened text.
    pub span: Span,
}

impl Landmark {
    /// Whether it is meant by these characters: all of them stand in its name, or in what it stands in and its name, in their order. Where nothing is
    /// asked for, reports and sections are meant.
    pub fn is_meant_by(&self, query: &str) -> bool {
        if query.trim().is_empty() {
            return matches!(self.kind, OutlineKind::Report | OutlineKind::Section);
        }
        let asked = || query.chars().filter(|c| !c.is_whitespace());
        let own = self.name.chars();
        is_subsequence(asked(), own.clone())
            || is_subsequence(asked(), self.container.chars().chain(own))
    }
}

/// The landmarks of a text, in reading order.
pub fn landmarks(reading: &Reading) -> Vec<Landmark> {
    let mut names = reading.reports().map(|(report, _)| {
        let unit = unit_of(report)?;
        let mark = report.aligned.edition().title.year_marks.first();
        let mark = mark.map_or("", String::as_str);
        Some(match report.aligned.year() {
            Some(year) => format!("{unit} {year}{mark}"),
            None => unit,
        })
    });
    let mut all = Vec::new();
    for item in outline(reading) {
        let named: Option<String> = match item.kind {
            OutlineKind::Report => names.next().flatten(),
            _ => None,
        };
        let name = named.unwrap_or_else(|| item.name.clone());
        collect(&item, name, "", &mut all);
    }
    all
}

fn collect(item: &OutlineItem, name: String, container: &str, all: &mut Vec<Landmark>) {
    // A table is called as its section is.
    let within = match item.kind {
        OutlineKind::Table => container.to_owned(),
        OutlineKind::Report => name.clone(),
        _ if container.is_empty() => name.clone(),
        _ => format!("{container} / {name}"),
    };
    if item.kind != OutlineKind::Table {
        all.push(Landmark {
            kind: item.kind,
            name,
            container: container.to_owned(),
            span: item.name_span,
        });
    }
    for child in &item.children {
        collect(child, child.name.clone(), &within, all);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Forms;
    use crate::settings::Settings;

    #[test]
    fn a_row_is_found_by_the_unit_the_year_and_some_of_its_words() {
        let text = include_str!("../../examples/reports/markdown.md");
        let landmarks = landmarks(&Reading::of(text, Forms::builtin(), &Settings::default()));
        let meant = |query: &str| -> Vec<&str> {
            let meant = landmarks
                .iter()
                .filter(|landmark| landmark.is_meant_by(query));
            meant.map(|landmark| landmark.span.of(text)).collect()
        };
        assert_eq!(landmarks[0].name, "南渡区交通运输局 2024年");
        assert_eq!(meant("").len(), 7);
        assert_eq!(meant("交通2024年重复申请"), ["2.重复申请"]);
        assert_eq!(meant("林业局"), [""; 0]);
    }
}
