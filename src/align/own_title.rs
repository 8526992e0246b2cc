//! Which of several titles is the report's own.

use super::report::Headings;
use super::title::{Title, find_year, without_year};
use crate::form::TitleWords;
use crate::form::fold::Fold;
use crate::syntax::Document;

/// The report's own title among those above its first heading. A page prints the site's title above the document's, and links to reports of other
/// years and other bodies: there the text below tells which year is meant, and whose report it is.
pub(super) fn best_title<'t>(
    document: &Document,
    titles: &'t [Title],
    headings: &Headings,
    (words, fold): (&TitleWords, &Fold),
) -> Option<&'t Title> {
    let first_heading = headings.main.first();
    let end = first_heading.map_or(u32::MAX, |heading| heading.span.start);
    let n_above = titles.partition_point(|title| title.span.start < end);
    let above = &titles[..n_above];
    let is_full = |title: &&Title| title.is_official && title.year.is_some();
    let mut full = above.iter().filter(is_full);
    let Some(first) = full.next() else {
        return above.last();
    };
    if full.next().is_none() {
        return Some(first);
    }
    let first_row = above.last()?.last_row + 1;
    let is_other = |title: &Title| title.stated_year() != first.stated_year();
    let own = match above.iter().filter(is_full).any(is_other) {
        false => first,
        true => {
            let mentions = mentioned_years(document, first_row);
            let mentioned = |title: &&Title| {
                let year = title.stated_year();
                let of_year = mentions.iter().filter(|&&other| Some(other) == year);
                of_year.count()
            };
            // Of those that are mentioned as often the lowest.
            above.iter().filter(is_full).max_by_key(mentioned)?
        }
    };
    let of_year = above.iter().filter(is_full);
    let of_year = of_year.filter(|title| title.stated_year() == own.stated_year());
    let named: Vec<(Vec<char>, &Title)> = of_year
        .map(|title| (body_in(document, title, words, fold), title))
        .collect();
    own_of_year(document, &named, first_row, fold)
}

/// Of titles of one year, each with the body that it names, the first; of several bodies' the one that the text names most often, or that is printed
/// most often, or that stands nearest to the text.
fn own_of_year<'t>(
    document: &Document,
    named: &[(Vec<char>, &'t Title)],
    first_row: usize,
    fold: &Fold,
) -> Option<&'t Title> {
    let (_, first) = named.first()?;
    let mut bodies = named.iter().map(|(body, _)| body);
    let one = bodies.find(|body| !body.is_empty());
    if bodies.all(|body| body.is_empty() || Some(body) == one) {
        return Some(first);
    }
    let rows = document.rows.iter().skip(first_row).take(FIRST_ROWS);
    let rows: Vec<Vec<char>> = rows.map(|row| fold.fold(document.at(row.span))).collect();
    let weight = |body: &[char]| {
        let has = |row: &&Vec<char>| row.windows(body.len()).any(|part| part == body);
        let n_titles = named.iter().filter(|(other, _)| other == body).count();
        (rows.iter().filter(has).count(), n_titles)
    };
    let bodies = named.iter().filter(|(body, _)| !body.is_empty());
    let (own, _) = bodies.max_by_key(|(body, _)| weight(body))?;
    let mut titles = named.iter().filter(|(body, _)| body == own);
    titles.next().map(|(_, title)| *title)
}

/// What a title says beside its year and its official words, folded: whose report it is.
fn body_in(document: &Document, title: &Title, words: &TitleWords, fold: &Fold) -> Vec<char> {
    let mut said = without_year(&fold.fold(document.at(title.span)));
    let mut endings = words.endings.iter().map(|(ending, _)| ending);
    let ending = endings.find(|ending| said.ends_with(ending));
    said.truncate(said.len() - ending.map_or(0, Vec::len));
    said
}

/// Rows below the titles in which a report says what year it speaks of.
const FIRST_ROWS: usize = 20;

/// The years that the first rows of the text name, each as often as it is named.
fn mentioned_years(document: &Document, first_row: usize) -> Vec<u16> {
    let mut years = Vec::new();
    for row in document.rows.iter().skip(first_row).take(FIRST_ROWS) {
        let mut text = document.at(row.span);
        while let Some((year, place)) = find_year(text) {
            years.push(year);
            text = &text[place.end..];
        }
    }
    years
}

#[cfg(test)]
mod tests {
    use crate::align::align_one;
    use crate::form::toy;
    use crate::syntax::parse;

    fn title(above: &str, below: &str) -> String {
        let text = format!("{above}\n{below}\n一、前言部分\n木头的卖得好。\n二、玩具数量\n");
        let Some(aligned) = align_one(parse(&text), &toy::forms(), None) else {
            panic!("no report: {text}")
        };
        let title = aligned.report.title.as_ref().map(|title| title.span);
        title.map_or(String::new(), |span| {
            aligned.report.document.at(span).to_string()
        })
    }

    #[test]
    fn a_title_of_another_body_above_is_a_link() {
        let own = "乙厂2023年玩具报告";
        for link in [
            "甲厂2023年玩具报告",
            "上一篇：甲厂2023年玩具报告",
            "甲厂2023年玩具报告\n丙厂2023年玩具报告",
            "甲厂2022年玩具报告\n丙厂2023年玩具报告",
        ] {
            assert_eq!(
                title(&format!("{link}\n{own}"), "乙厂在2023年卖玩具。"),
                own,
                "{link}"
            );
            assert_eq!(
                title(&format!("{link}\n{own}"), "2023年卖得好。"),
                own,
                "{link}"
            );
        }
        // a link may stand below as well, but the text does not speak of its body
        let below = format!("{own}\n甲厂2023年玩具报告");
        assert_eq!(title(&below, "乙厂在2023年卖玩具。"), own);
    }

    #[test]
    fn of_titles_of_one_body_the_first_is_its_own() {
        for [first, second] in [
            ["甲厂2023年玩具报告", "2023年玩具报告"],
            ["甲厂2023年玩具报告", "甲厂 2023年度玩具报告"],
        ] {
            assert_eq!(title(&format!("{first}\n{second}"), "照常。"), first);
        }
    }
}
