//! Where files lie, as far as that tells whose reports they hold.

use std::ops::RangeInclusive;
use std::path::{Component, Path, PathBuf};

use super::unit::{areas_named, kind_of_area};
use super::{Dossier, ReportId};
use crate::form::UnitWords;

impl Dossier {
    /// The file of a report.
    pub(super) fn path_of(&self, report: ReportId) -> Option<&Path> {
        Some(self.member(report.document)?.path.as_path())
    }

    /// Whether the files of two reports lie together.
    pub(super) fn lie_together(&self, one: ReportId, other: ReportId) -> bool {
        let paths = self.path_of(one).zip(self.path_of(other));
        paths.is_some_and(|(one, other)| lie_together(one, other))
    }

    /// Whether the titles, the names of the files and the folders of two reports name different areas of one kind.
    pub(super) fn name_other_areas(&self, one: ReportId, other: ReportId) -> bool {
        let Some((first, second)) = self.path_of(one).zip(self.path_of(other)) else {
            return false;
        };
        let areas = |report: ReportId, areas: Vec<String>| {
            let unit = self.digest(report).and_then(|digest| digest.unit.as_ref());
            let named = unit.into_iter().flat_map(|unit| areas_named(unit.name()));
            let mut areas = areas;
            areas.extend(named.map(str::to_owned));
            areas
        };
        are_of_other_areas(
            &areas(one, areas_of(first, second)),
            &areas(other, areas_of(second, first)),
        )
    }

    /// How many folders lie between two reports.
    pub(super) fn distance(&self, one: ReportId, other: ReportId) -> usize {
        let folder = |report: ReportId| self.member(report.document)?.path.parent();
        match (folder(one), folder(other)) {
            _ if one.document == other.document => 0,
            (Some(one), Some(other)) => 1 + steps_between(one, other),
            _ => usize::MAX,
        }
    }
}

/// How many folders one goes up and down from one to the other.
pub fn steps_between(one: &Path, other: &Path) -> usize {
    let same = one.components().zip(other.components());
    let n_same = same.take_while(|(one, other)| one == other).count();
    one.components().count() + other.components().count() - 2 * n_same
}

/// Whether two files lie in one folder, or in folders that differ in years alone.
pub fn lie_together(one: &Path, other: &Path) -> bool {
    match (one.parent(), other.parent()) {
        (Some(one), Some(other)) => one == other || without_years(one) == without_years(other),
        _ => false,
    }
}

/// The folders of a path with the years in their names taken out; one that is nothing else is left out.
fn without_years(folder: &Path) -> Vec<String> {
    let named = folder.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    let without = named.map(|name| without_year(&name));
    without.filter(|name| !name.is_empty()).collect()
}

/// A name without the years in it, and without the words that go with these.
fn without_year(name: &str) -> String {
    let (mut kept, mut rest) = (String::with_capacity(name.len()), name);
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit());
        let (number, after) = from.split_at(end.unwrap_or(from.len()));
        kept += before;
        rest = match is_year(number) {
            true => behind_day(after).unwrap_or(after),
            false => {
                kept += number;
                after
            }
        };
    }
    kept += rest;
    if kept.len() < name.len() {
        let words = UnitWords::builtin().of_years.iter();
        words.for_each(|word| kept = kept.replace(word.as_str(), ""));
    }
    kept
}

/// Whether digits are a year as people write it, or a date that begins with one: 110101 is the number of a district, and 1 that of a batch.
fn is_year(digits: &str) -> bool {
    let pair = |at: usize| digits.get(at..at + 2).and_then(|pair| pair.parse().ok());
    let is_date = match (digits.len(), pair(4), pair(6)) {
        (4, ..) => true,
        (6, Some(month), _) => MONTHS.contains(&month),
        (8, Some(month), Some(day)) => MONTHS.contains(&month) && DAYS.contains(&day),
        _ => false,
    };
    is_date && matches!(pair(0), Some(19 | 20))
}

const MONTHS: RangeInclusive<u32> = 1..=12;
const DAYS: RangeInclusive<u32> = 1..=31;

/// What stands behind a year, behind the month and the day that belong to it: -01-20, 年1月20日. `None` if there are none.
fn behind_day(after_year: &str) -> Option<&str> {
    let rest = marked_number(after_year, &MONTHS)?;
    match marked_number(rest, &DAYS) {
        Some(rest) => Some(rest.trim_start_matches(is_date_mark)),
        None => rest
            .trim_start_matches(is_date_mark)
            .is_empty()
            .then_some(""),
    }
}

/// What follows a number within bounds that stands behind a mark.
fn marked_number<'t>(text: &'t str, bounds: &RangeInclusive<u32>) -> Option<&'t str> {
    let text = text.strip_prefix(is_date_mark)?;
    let end = text.find(|c: char| !c.is_ascii_digit());
    let (number, rest) = text.split_at(end.unwrap_or(text.len()));
    let number: u32 = number.parse().ok()?;
    bounds.contains(&number).then_some(rest)
}

fn is_date_mark(c: char) -> bool {
    let mut marks = UnitWords::builtin().in_dates.iter();
    marks.any(|mark| mark.starts_with(c))
}

/// The areas that the folders and the name of a file name, as far as these are not those of another file too.
fn areas_of(file: &Path, other: &Path) -> Vec<String> {
    let same = file.components().zip(other.components());
    let n_same = same.take_while(|(one, other)| one == other).count();
    let own: PathBuf = file.with_extension("").components().skip(n_same).collect();
    let names = without_years(&own);
    let areas = names.iter().flat_map(|name| areas_named(name));
    areas.map(str::to_owned).collect()
}

/// Whether each of two lists names areas of one kind and none of them is in the other: 甲市, and 乙市.
fn are_of_other_areas(ones: &[String], others: &[String]) -> bool {
    let is_same_kind = |one: &String, other: &String| kind_of_area(one) == kind_of_area(other);
    ones.iter().any(|one| {
        let has_kind = others.iter().any(|other| is_same_kind(one, other));
        let mut of_kind = ones.iter().filter(|own| is_same_kind(one, own));
        has_kind && !of_kind.any(|own| others.contains(own))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_years_tell_no_folder_from_another() {
        let together = |one: &str, other: &str| {
            let file = |folder: &str| Path::new("/r").join(folder).join("a.md");
            lie_together(&file(one), &file(other))
        };
        for (one, other) in [
            ("2023", "2024"),
            ("2023年度报告", "2024年报"),
            ("水务局2023", "水务局2024"),
            ("", "2024"),
            ("2024-01-18", "2025-1-20"),
            ("2024年1月18日水务局", "水务局2025.01.20"),
            ("202401", "20250120"),
            ("2024年1月", "2025-01"),
        ] {
            assert!(together(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("110101", "110102"),
            ("第1批", "第2批"),
            ("1区", "2区"),
            ("3001", "3002"),
            ("2023-1批", "2024-2批"),
            ("2023年第1批", "2024年第2批"),
            ("20231301", "20241301"),
        ] {
            assert!(!together(one, other), "{one} {other}");
        }
    }
}
