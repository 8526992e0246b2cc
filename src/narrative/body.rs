//! Who reports: the name in the title, and what follows from its end.

use crate::align::AlignedReport;
use crate::form::phrases::Bodies;
use crate::words::folded;

/// The reporting body's name as the title gives it, folded; `None` if the title gives none.
pub fn name(report: &AlignedReport) -> Option<String> {
    let title = report.title.as_ref()?;
    let mut text = folded(report.document.at(title.span), report.fold());
    let spec = &report.edition().title;
    if let Some((year, _)) = title.year {
        let year = year.to_string();
        let mark_behind = |at: usize| {
            let rest = text.get(at + year.len()..).unwrap_or_default();
            let marks = spec
                .year_marks
                .iter()
                .filter(|mark| rest.starts_with(*mark));
            marks.map(String::len).max()
        };
        let years = || text.match_indices(&year).map(|(at, _)| at);
        let marked = years().find_map(|at| Some((at, mark_behind(at)?)));
        if let Some((at, mark)) = marked.or_else(|| Some((years().next()?, 0))) {
            text.replace_range(at..at + year.len() + mark, "");
        }
    }
    let endings = std::iter::once(&spec.words).chain(&spec.also);
    let name = endings
        .filter_map(|ending| text.strip_suffix(ending.as_str()))
        .min_by_key(|name| name.len())?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// Whether a body of this name reports for its whole area rather than for itself.
pub fn reports_for_area(name: &str, bodies: &Bodies) -> bool {
    bodies
        .government
        .iter()
        .any(|ending| name.ends_with(ending.as_str()))
}

/// Whether a body of this name certainly cannot make 规章.
pub fn makes_no_regulations(name: &str, bodies: &Bodies) -> bool {
    let ends = |ending: &String| name.ends_with(ending.as_str());
    bodies.without_regulations.iter().any(ends)
        && !bodies
            .unless
            .iter()
            .any(|word| name.contains(word.as_str()))
}
