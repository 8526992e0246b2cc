//! What every fix is held to, safe or offered, one by one or all together: the cells that it names say afterwards what it promised, every other
//! cell says what it said, no number of the text is lost, and made once more it changes nothing.

use nianbao::analysis::{
    analyze, fill_totals, fill_zeros, fix_all, fix_at_least, leave_out_misread,
};
use nianbao::edit::{Edit, apply};
use nianbao::finding::Finding;
use nianbao::fix::{Applicability, Fix};
use nianbao::kit::Forms;
use nianbao::lines::is_line_end;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::span::Source;
use nianbao::views::{CellState, CellView, cells};

/// Holds every fix of a text to it.
pub fn assert_fixes_keep_their_word(text: &str) {
    let settings = Settings::default();
    let forms = Forms::builtin();
    let mut findings = analyze(text, forms, &settings).findings;
    leave_out_misread(text, forms, &settings, &mut findings);
    let before = cells_of(text);
    for finding in &findings {
        for fix in &finding.fixes {
            let what = format!("{} “{}”", finding.code, fix.title);
            let after = assert_kept(text, &before, fix.edits(), &what);
            assert_not_again(&after, finding.code, fix, &what);
        }
    }
    let safe = fix_all(text, forms, &settings);
    let fixed = assert_kept(text, &before, &safe, "all safe fixes");
    assert_eq!(fix_all(&fixed, forms, &settings), [], "fixing twice");
    let totals = fill_totals(text, forms, &settings);
    let filled = assert_kept(text, &before, &totals, "all totals");
    assert_eq!(
        fill_totals(&filled, forms, &settings),
        [],
        "filling totals twice"
    );
    let zeros = fill_zeros(text, forms, &settings);
    let filled = assert_kept(text, &before, &zeros, "all zeros");
    assert_eq!(
        fill_zeros(&filled, forms, &settings),
        [],
        "filling zeros twice"
    );
    let all = fix_at_least(text, forms, &settings, Applicability::Unsafe);
    assert_numbers_kept(text, &before, &all, "all fixes");
    assert_nothing_twice(&findings, &all);
}

/// What is inserted is inserted once for each finding that offers it.
fn assert_nothing_twice(findings: &[Finding<Source>], all: &[Edit<Source>]) {
    let fixes = || findings.iter().filter_map(|finding| finding.fixes.first());
    let headings = fixes()
        .flat_map(Fix::edits)
        .filter_map(|edit| edit.text.trim().lines().next())
        .filter(|line| line.chars().count() > 4 && !line.contains(['|', '\t']));
    let written: String = all.iter().map(|edit| edit.text.as_str()).collect();
    for heading in headings {
        let n_offered = fixes()
            .flat_map(Fix::edits)
            .map(|edit| edit.text.matches(heading).count())
            .sum::<usize>();
        let n_written = written.matches(heading).count();
        assert!(
            n_written <= n_offered + 1,
            "{heading} is written {n_written} times, offered {n_offered} times:\n{written}"
        );
    }
}

/// Makes a change and looks whether it did what it said and nothing else. The text afterwards.
fn assert_kept(text: &str, before: &[CellView], edits: &[Edit<Source>], what: &str) -> String {
    assert_numbers_kept(text, before, edits, what);
    let changed = apply(text, edits);
    let after = cells_of(&changed);
    let is_of_cells = edits
        .iter()
        .all(|edit| edit.text.is_empty() || target(before, edit).is_some());
    for (at, cell) in before
        .iter()
        .enumerate()
        .filter(|(_, cell)| is_placed(cell))
    {
        let promised = edits
            .iter()
            .find(|edit| !edit.text.is_empty() && target(before, edit) == Some(at));
        let expected = match promised {
            Some(edit) => number_in(edit.text.trim()),
            // Another label may be another row.
            None if !is_of_cells => continue,
            None => cell.value.as_deref().unwrap_or(&cell.written),
        };
        let now = after
            .get(at)
            .map(|cell| cell.value.as_deref().unwrap_or(&cell.written));
        assert_eq!(
            now,
            Some(expected),
            "{what}: {} after it:\n{}\nbefore:\n{}",
            cell.name,
            near(&changed, edits),
            near(text, edits),
        );
    }
    changed
}

/// What a number written with its unit is read as: no zero behind its last decimal counts.
fn number_in(written: &str) -> &str {
    let number = written.trim_end_matches(|c: char| c.is_alphabetic());
    match number.contains('.') {
        true => number.trim_end_matches('0').trim_end_matches('.'),
        false => number,
    }
}

fn cells_of(text: &str) -> Vec<CellView> {
    cells(&Reading::of(text, Forms::builtin(), &Settings::default()))
}

fn is_placed(cell: &CellView) -> bool {
    matches!(cell.state, CellState::Found | CellState::Guessed)
}

/// The cell that an edit writes into.
fn target(cells: &[CellView], edit: &Edit<Source>) -> Option<usize> {
    let is_target = |cell: &CellView| {
        let is_inside = cell.span.start <= edit.span.start && edit.span.end <= cell.span.end;
        is_placed(cell) && is_inside && cell.span.is_empty() == edit.span.is_empty()
    };
    // A row, or a paragraph of a page, that is inserted behind a blank cell is not written into it.
    let value = edit.text.trim_end_matches(is_line_end);
    let is_row = value.contains(|c: char| is_line_end(c) || matches!(c, '\t' | '|' | '｜'))
        || value.starts_with("<p>");
    cells.iter().position(is_target).filter(|_| !is_row)
}

/// Outside of cells, words lose no figure that is stuck to them, and no number grows by what is written beside it.
fn assert_numbers_kept(text: &str, before: &[CellView], edits: &[Edit<Source>], what: &str) {
    let digit = |c: char| matches!(c, '0'..='9' | '０'..='９');
    for edit in edits {
        let (left, right) = (
            &text[..edit.span.start as usize],
            &text[edit.span.end as usize..],
        );
        let (new, old) = (edit.text.as_str(), edit.span.of(text));
        let joins = match new {
            "" => !old.is_empty() && left.ends_with(digit) && right.starts_with(digit),
            _ => {
                left.ends_with(digit) && new.starts_with(digit)
                    || new.ends_with(digit) && right.starts_with(digit)
            }
        };
        assert!(
            !joins,
            "{what}: a number grows by {edit:?} in\n{}",
            near(text, edits)
        );
        if target(before, edit).is_some() {
            continue;
        }
        let runs = |text: &str| -> Vec<String> {
            let shown = without_entities(text);
            let runs = shown.split(|c| !digit(c)).filter(|run| !run.is_empty());
            runs.map(str::to_string).collect()
        };
        let (mut stated, written) = (runs(old), runs(new));
        let is_number = |text: &str| !text.is_empty() && !text.contains(char::is_alphabetic);
        let is_one = |stated: &[String]| stated.len() == 1 || is_with_separators(old);
        if is_one(&stated) && written.len() == 1 && is_number(new) {
            continue;
        }
        // A value, and a row below it.
        let is_value = |cell: &CellView| is_placed(cell) && cell.span == edit.span;
        let first_line = new.split(is_line_end).next();
        if before.iter().any(is_value) && first_line.is_some_and(is_number) && stated.len() <= 2 {
            continue;
        }
        // `1,234` tidied
        let narrow = |runs: &[String]| -> String {
            let wide = |c: char| u32::from(c).checked_sub(0xFF10).filter(|digit| *digit < 10);
            let narrow = |c| {
                wide(c)
                    .and_then(|digit| char::from_digit(digit, 10))
                    .unwrap_or(c)
            };
            runs.concat().chars().map(narrow).collect()
        };
        if narrow(&stated) == narrow(&written) {
            continue;
        }
        // The number of an item is none of its figures.
        if stated
            .first()
            .is_some_and(|first| first.chars().count() <= 2)
            && old
                .trim_start_matches(|c: char| !c.is_alphanumeric())
                .starts_with(digit)
        {
            stated.remove(0);
        }
        let is_item = |number: &String| {
            let item = format!("{number}.");
            let mut places = old.match_indices(&item);
            number.len() <= 2
                && places.any(|(at, point)| {
                    let (before, behind) = (&old[..at], &old[at + point.len()..]);
                    !before.ends_with(|c: char| c.is_ascii_digit() || c == '.')
                        && behind.starts_with(char::is_alphabetic)
                })
        };
        stated.retain(|number| !is_item(number));
        for number in stated {
            assert!(
                written.contains(&number),
                "{what}: {number} is lost by {edit:?} in\n{}",
                near(text, edits)
            );
        }
    }
}

/// Whether a text is one number in groups of three digits: `1,234`.
fn is_with_separators(text: &str) -> bool {
    let mut groups = text.trim().split([',', '，']);
    let is_digits = |group: &str| !group.is_empty() && group.chars().all(|c| c.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    is_digits(first) && groups.all(|group| group.len() == 3 && is_digits(group))
}

/// The text without `&#12289;` and the like, whose digits are no number.
fn without_entities(text: &str) -> String {
    let mut parts = text.split("&#");
    let mut shown = parts.next().unwrap_or_default().to_string();
    for part in parts {
        shown.push(' ');
        let code = |c: char| c.is_ascii_hexdigit() || c == 'x';
        shown.push_str(part.trim_start_matches(code));
    }
    shown
}

/// A fix that was made is not offered a second time.
fn assert_not_again(after: &str, code: &str, made: &Fix<Source>, what: &str) {
    let mut shift = 0i64;
    let mut places = Vec::new();
    for edit in made.edits() {
        places.push(i64::from(edit.span.start) + shift);
        shift += edit.text.len() as i64 - edit.span.len() as i64;
    }
    let (forms, settings) = (Forms::builtin(), Settings::default());
    let mut findings = analyze(after, forms, &settings).findings;
    leave_out_misread(after, forms, &settings, &mut findings);
    let again = findings
        .iter()
        .filter(|finding| finding.code == code)
        .flat_map(|finding| &finding.fixes)
        .find(|fix| {
            let starts = fix.edits().iter().map(|edit| i64::from(edit.span.start));
            fix.title == made.title && starts.eq(places.iter().copied())
        });
    assert!(
        again.is_none(),
        "{what} is offered again in\n{}",
        near(after, made.edits())
    );
}

/// What stands round the first of the edits.
fn near(text: &str, edits: &[Edit<Source>]) -> String {
    let at = edits.first().map_or(0, |edit| edit.span.start as usize);
    let floor = |at: usize| {
        (0..=at.min(text.len()))
            .rev()
            .find(|&at| text.is_char_boundary(at))
    };
    let (from, to) = (floor(at.saturating_sub(240)), floor(at + 160));
    format!("{:?}", &text[from.unwrap_or(0)..to.unwrap_or(0)])
}
