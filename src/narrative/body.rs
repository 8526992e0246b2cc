//! Who reports: the name in the title or above it, what follows from its end, and how sentences call the body.

use std::ops::Range;

use memchr::memmem;

use crate::align::{AlignedReport, Title, body_above, body_on_line};
use crate::form::UnitWords;
use crate::form::phrases::{Bodies, BodyKind};
use crate::numerals;
use crate::span::Span;
use crate::words::folded;

/// So many lines below the title may name the body, beside the date.
const LINES_BELOW: usize = 3;

/// The reporting body's name as the title or a line of its own beside it gives it, folded; `None` if neither gives one.
pub fn name(report: &AlignedReport) -> Option<String> {
    let title = report.title.as_ref()?;
    let spec = &report.edition().title;
    let text = without_year(report, title);
    // Its year may have stood in brackets behind it.
    let text = text.trim_end_matches(['(', ')', '[', ']', '【', '】', '〔', '〕']);
    let endings = std::iter::once(&spec.words).chain(&spec.also);
    let name = endings
        .filter_map(|ending| text.strip_suffix(ending.as_str()))
        .min_by_key(|name| name.len())?;
    match without_front(name) {
        "" => {
            let bodies = report.edition().bodies();
            let above = body_above(&report.document, title.first_row, bodies, report.fold());
            let above = above.map(|(_, name)| name);
            above.or_else(|| name_below(report, title.last_row))
        }
        name => Some(name.to_owned()),
    }
}

/// A name without what a list or a page puts in front of it: `名称:`, `附件1`, `1.`, `(公开)`, or brackets round it.
fn without_front(name: &str) -> &str {
    let is_name = |rest: &str| rest.chars().nth(1).is_some();
    let mut parts = name.rsplit(':');
    let mut name = parts.find(|part| is_name(part)).unwrap_or(name);
    let in_front = UnitWords::builtin().in_front.iter();
    for word in in_front {
        name = name.strip_prefix(word.as_str()).unwrap_or(name);
    }
    let is_number = |c: char| c.is_ascii_digit() || numerals::digit(c).is_some() || c == '十';
    let behind_number = name.trim_start_matches(is_number);
    let is_numbered = name.starts_with(|c: char| c.is_ascii_digit())
        || behind_number.len() < name.len() && behind_number.starts_with(['.', '、']);
    if is_numbered && is_name(behind_number) {
        name = behind_number.trim_start_matches(['.', '、']);
    }
    let bracket = name.strip_prefix('(').and_then(|open| open.split_once(')'));
    match bracket {
        Some((inside, "")) if is_name(inside) => inside,
        Some((_, behind)) if is_name(behind) => behind,
        _ => name,
    }
}

/// The folded title without its year and what marks it.
fn without_year(report: &AlignedReport, title: &Title) -> String {
    let fold = |span: Span| folded(report.document.at(span), report.fold());
    let mut text = fold(title.span);
    let Some((year, place)) = title.year else {
        return text;
    };
    let marks = &report.edition().title.year_marks;
    let mark_of = |rest: &str| {
        let marks = marks.iter().filter(|mark| rest.starts_with(*mark));
        marks.map(String::len).max()
    };
    let year = year.to_string();
    let rest_of = |text: &'_ str, at: usize| mark_of(text.get(at..).unwrap_or_default());
    let mut years = text
        .match_indices(&year)
        .map(|(at, _)| (at, rest_of(&text, at + year.len())));
    let first = years.next();
    let marked = first
        .into_iter()
        .chain(years)
        .find(|(_, mark)| mark.is_some());
    match marked.or(first) {
        Some((at, mark)) => {
            text.replace_range(at..at + year.len() + mark.unwrap_or(0), "");
            text
        }
        // A year in words.
        None => {
            let before = fold(Span::new(title.span.start as usize, place.start as usize));
            let behind = fold(Span::new(place.end as usize, title.span.end as usize));
            let mark = mark_of(&behind).unwrap_or(0);
            before + behind.get(mark..).unwrap_or_default()
        }
    }
}

/// The name on a line of its own below a title that names nobody.
fn name_below(report: &AlignedReport, last_row: usize) -> Option<String> {
    let below = report.document.rows.get(last_row + 1..)?;
    let mut below = below.iter().take(LINES_BELOW);
    let bodies = report.edition().bodies();
    below.find_map(|row| body_on_line(&report.document, row, bodies, report.fold()))
}

/// Whether a body of this name reports for its whole area rather than for itself.
pub fn reports_for_area(name: &str, bodies: &Bodies) -> bool {
    bodies
        .government
        .iter()
        .any(|ending| name.ends_with(ending.as_str()))
}

/// The kind of a body of this name; `None` if its name ends like that of none.
pub fn kind<'b>(name: &str, bodies: &'b Bodies) -> Option<&'b BodyKind> {
    let fits = bodies.kinds.iter().flat_map(|kind| {
        let ends = kind.ends.iter().filter(|end| name.ends_with(end.as_str()));
        ends.map(move |end| (end.len(), kind))
    });
    fits.max_by_key(|(length, _)| *length).map(|(_, kind)| kind)
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

/// What the sentences of a report are read against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Background {
    /// The id of the edition.
    pub edition: String,
    /// The year of the report.
    pub year: Option<u16>,
    /// Whether the body reports for its whole area.
    pub reports_for_area: bool,
    /// Who reports.
    pub own: OwnName,
}

/// The name of the reporting body in every form in which sentences may use it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OwnName(Vec<String>);

impl OwnName {
    /// Fewer characters of its end do not name a body.
    const SHORTEST: usize = 3;

    pub(super) fn new(name: Option<&str>, bodies: &Bodies) -> OwnName {
        let Some(name) = name else {
            return OwnName::default();
        };
        let mut forms = Vec::new();
        for (long, short) in &bodies.short {
            if let Some(stem) = name.strip_suffix(long.as_str()) {
                forms.push(format!("{stem}{short}"));
            }
            // 某县: its government.
            let is_area = reports_for_area(name, bodies) && long.ends_with(short.as_str());
            if is_area && !bodies.names.iter().any(|end| name.ends_with(end.as_str())) {
                forms.extend([format!("{name}{long}"), format!("{name}{short}")]);
            }
        }
        forms.insert(0, name.to_owned());
        OwnName(forms)
    }

    /// Where a text names the body, by at least the end of its name: ascending and apart.
    pub(super) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = Vec::new();
        for form in &self.0 {
            let mut ends = form.char_indices().rev().take(Self::SHORTEST);
            let Some((stem, _)) = ends.nth(Self::SHORTEST - 1) else {
                continue;
            };
            let (stem, tail) = form.split_at_checked(stem).unwrap_or_default();
            for at in memmem::find_iter(text.as_bytes(), tail) {
                let before = text.get(..at).unwrap_or_default().chars().rev();
                let same = before.zip(stem.chars().rev()).take_while(|(a, b)| a == b);
                let more: usize = same.map(|(c, _)| c.len_utf8()).sum();
                places.push(at - more..at + tail.len());
            }
        }
        places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
        places.dedup_by(|next, last| next.start < last.end);
        places
    }

    /// Whether words for a whole area (全市) mean another than the one that this government reports for.
    pub(super) fn is_of_another_area(&self, whole: &str, bodies: &Bodies) -> bool {
        let ends = bodies.government.iter();
        let area = |is: &dyn Fn(&str) -> bool| ends.clone().position(|end| is(end.as_str()));
        let Some(name) = self.0.first() else {
            return false;
        };
        let mut governments = bodies.short.iter().flat_map(|(long, short)| [long, short]);
        let own = governments.find_map(|government| name.strip_suffix(government.as_str()));
        // 全市政府系统: the area stands in front.
        let behind_all = whole.char_indices().nth(1).map_or(0, |(at, _)| at);
        let front = whole.get(behind_all..).unwrap_or_default();
        let whole =
            area(&|end| whole.ends_with(end)).or_else(|| area(&|end| front.starts_with(end)));
        let own = own.unwrap_or(name);
        let areas = (whole, area(&|end| own.ends_with(end)));
        matches!(areas, (Some(whole), Some(own)) if whole != own)
    }

    /// Whether somebody who is called so is another body than this one.
    pub(super) fn is_another(&self, called: &str, bodies: &Bodies) -> bool {
        let is_body = bodies
            .names
            .iter()
            .any(|end| called.ends_with(end.as_str()));
        is_body && !self.0.is_empty() && !self.0.iter().any(|form| may_be(called, form))
    }
}

/// Whether a name and what somebody is called may be the same, one of them shortened.
fn may_be(called: &str, name: &str) -> bool {
    let within = |short: &str, long: &str| {
        let mut long = long.chars();
        short.chars().all(|c| long.any(|other| other == c))
    };
    let same_end = called.chars().next_back() == name.chars().next_back();
    within(called, name) || called.ends_with(name) || same_end && within(name, called)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_or_a_page_puts_in_front_is_none_of_the_name() {
        for written in [
            "名称:甲县水务局",
            "附件1甲县水务局",
            "附件:甲县水务局",
            "附件2:甲县水务局",
            "1.甲县水务局",
            "十二、甲县水务局",
            "(甲县水务局)",
            "(公开)甲县水务局",
            "甲县水务局:",
        ] {
            let name = without_front(written).trim_end_matches(':');
            assert_eq!(name, "甲县水务局", "{written}");
        }
        for name in [
            "三亚市",
            "一乡",
            "十堰市水务局",
            "甲县水务局(甲县河长办)",
            "",
        ] {
            assert_eq!(without_front(name), name);
        }
    }

    fn own(name: &str) -> OwnName {
        OwnName::new(Some(name), Bodies::builtin())
    }

    #[test]
    fn a_body_is_known_by_its_name_and_by_shorter_ones() {
        let bodies = Bodies::builtin();
        let council = own("戊县发展和改革委员会");
        for called in ["戊县发展和改革委员会", "县发改委", "县发展改革委", "委员会"]
        {
            assert!(!council.is_another(called, bodies), "{called}");
        }
        for called in ["县卫健委", "县教育局", "己县发改委", "县政府"] {
            assert!(council.is_another(called, bodies), "{called}");
        }
        assert!(!own("丁市").is_another("丁市人民政府", bodies));
        assert!(own("丁市").is_another("丁市教育局", bodies));
        assert!(!OwnName::default().is_another("县教育局", bodies));
        assert!(!council.is_another("群众提出", bodies));
    }

    #[test]
    fn the_places_of_a_name_reach_as_far_as_it_does() {
        let text = "甲县行政审批服务局与乙县审批服务局,审批服务";
        let places = own("甲县行政审批服务局").places(text);
        let named: Vec<&str> = places.into_iter().map(|place| &text[place]).collect();
        assert_eq!(named, ["甲县行政审批服务局", "审批服务局"]);
        let town = own("乙区民意街道办事处").places("民意街道收到,民意街道办事处收到");
        assert_eq!(town, [0..12, 19..40]);
    }
}
