//! Mistakes in a user's own edition are found, all of them, where they are.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;
use crate::form::toy::{TOY, edition};
use crate::written::TextOrigin;

/// The toy edition with one passage rewritten.
fn toy_with(passage: &str, rewritten: &str) -> String {
    assert_eq!(TOY.matches(passage).count(), 1, "{passage} must stand once");
    TOY.replace(passage, rewritten)
}

fn mistakes(toml: &str) -> Vec<Mistake> {
    load_edition(toml, Locale::English).expect_err("the edition has mistakes")
}

/// The line, from 1, on which `passage` begins.
fn line_of(toml: &str, passage: &str) -> usize {
    let at = toml.find(passage).expect("the passage");
    toml[..at].lines().count() + usize::from(toml[..at].ends_with('\n'))
}

/// After the rewriting the loader must say exactly `message` about `key`, on the line where `place` begins.
fn check(passage: &str, rewritten: &str, place: &str, key: &str, message: &str) {
    let toml = toy_with(passage, rewritten);
    let expected = Mistake {
        origin: TextOrigin::File {
            path: String::new(),
            line: Some(line_of(&toml, place)),
        },
        key: key.to_owned(),
        message: message.to_owned(),
    };
    assert_eq!(mistakes(&toml), [expected]);
}

#[test]
fn an_unknown_key_is_named_with_the_one_that_was_meant() {
    check(
        "label = \"1.小马\"",
        "label = \"1.小马\"\nreservd = []",
        "reservd",
        "table.row.reservd",
        "\"reservd\" is unknown; did you mean \"reserved\"?",
    );
    check(
        "year-marks = ",
        "colour = \"red\"\nyear-marks = ",
        "colour",
        "title.colour",
        "\"colour\" is unknown",
    );
}

#[test]
fn a_missing_key_is_reported_where_its_table_begins() {
    let toml = toy_with("id = \"dolls\"\nlabel = \"2.娃娃\"", "id = \"dolls\"");
    let [mistake] = &mistakes(&toml)[..] else {
        panic!("one mistake")
    };
    let header = line_of(&toml, "id = \"dolls\"") - 1;
    assert_eq!(
        (mistake.origin.line(), mistake.key.as_str()),
        (Some(header), "table.row.label")
    );
    assert_eq!(mistake.message, "label is missing");
}

#[test]
fn an_empty_text_is_a_mistake() {
    check(
        "label = \"布料\"",
        "label = \" \"",
        "label = \" \"",
        "table.column.label",
        "the text must not be empty",
    );
    check(
        "also = [\"布\"]",
        "also = [\"布\", \"\"]",
        "also = [\"布\", \"\"]",
        "table.column.also",
        "the text must not be empty",
    );
}

#[test]
fn a_reference_to_nothing_is_named_with_the_one_that_was_meant() {
    check(
        "parts = [\"horses\", \"dolls\"]",
        "parts = [\n  \"horses\",\n  \"doll\",\n]",
        "\"doll\",",
        "table.relation.parts",
        "no id \"doll\" is defined; did you mean \"dolls\"?",
    );
    check(
        "label = \"1.小马\"\ngroup = \"things\"",
        "label = \"1.小马\"\ngroup = \"nowhere\"",
        "group = \"nowhere\"",
        "table.row.group",
        "no id \"nowhere\" is defined",
    );
}

#[test]
fn an_id_or_label_that_stands_twice_is_reported_the_second_time() {
    check(
        "id = \"column\"",
        "id = \"row\"",
        "id = \"row\"\nrule = \"column-total\"",
        "table.relation.id",
        "the id \"row\" stands twice",
    );
    check(
        "label = \"布料\"",
        "label = \"木头\"",
        "label = \"木头\"\nalso",
        "table.column.label",
        "\"木头\" stands twice",
    );
}

#[test]
fn two_rows_of_one_group_must_differ_in_their_labels() {
    check(
        "label = \"2.娃娃\"",
        "label = \"1.小马\"",
        "label = \"1.小马\"\nalso",
        "table.row.label",
        "the label \"1.小马\" stands twice in its group",
    );
}

#[test]
fn a_total_is_not_one_of_its_own_parts() {
    check(
        "parts = [\"wood\", \"cloth\"]",
        "parts = [\"wood\", \"cloth\", \"total\"]",
        "parts = [\"wood\", \"cloth\", \"total\"]",
        "table.relation.parts",
        "the total \"total\" is one of its own parts",
    );
    check(
        "parts = [\"wood\", \"cloth\"]",
        "parts = [\"wood\", \"cloth\"]\nminus = [\"wood\"]",
        "minus",
        "table.relation.minus",
        "\"wood\" stands twice",
    );
}

#[test]
fn a_table_needs_a_section_that_exists() {
    check(
        "section = \"figures\"",
        "section = \"figure\"",
        "section = \"figure\"",
        "table.section",
        "no id \"figure\" is defined; did you mean \"figures\"?",
    );
    check(
        "short = \"二\"\nsection = \"figures\"",
        "short = \"二\"",
        "[[table]]",
        "table.section",
        "section is missing",
    );
}

#[test]
fn two_tables_cannot_share_a_section() {
    let second = TOY
        .split_once("[[table]]")
        .unwrap()
        .1
        .replace("id = \"toys\"", "id = \"more\"");
    let toml = format!("{TOY}\n# again\n[[table]]{second}");
    let again = line_of(&toml, "# again");
    let [mistake] = &mistakes(&toml)[..] else {
        panic!("one mistake")
    };
    assert_eq!(
        (mistake.origin.line(), mistake.key.as_str()),
        (Some(again + 4), "table.section")
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_reported() {
    check(
        "first-year = 2021",
        "first-year = \"2021\"",
        "first-year",
        "first-year",
        "found \"2021\", expected a year such as 2021",
    );
    check(
        "label = \"木头\"",
        "label = 3",
        "label = 3",
        "table.column.label",
        "found 3, expected a string in quotes",
    );
    check(
        "also = [\"引子\"]",
        "also = \"引子\"",
        "also = \"引子\"",
        "section.also",
        "found \"引子\", expected a list […]",
    );
    check(
        "layout = \"labelled-rows\"",
        "layout = \"oneline\"",
        "layout",
        "table.layout",
        "found \"oneline\", expected one of labelled-rows, one-line",
    );
}

#[test]
fn the_years_must_not_run_backwards() {
    check(
        "first-year = 2021",
        "first-year = 2021\nlast-year = 2020",
        "last-year",
        "last-year",
        "the last year is before the first",
    );
}

#[test]
fn a_relation_for_rows_that_lack_its_columns_asks_for_the_rows() {
    let toml = toy_with(
        "label = \"1.小马\"",
        "label = \"1.小马\"\ncolumns = [\"wood\", \"total\"]",
    );
    let found = mistakes(&toml);
    let keys: Vec<&str> = found.iter().map(|mistake| mistake.key.as_str()).collect();
    assert_eq!(keys, ["table.relation.only", "table.relation.only"]);
    assert!(
        found[0].message.starts_with("\"horses\" (1 in all) lacks"),
        "{}",
        found[0].message
    );
    assert!(
        found[1].message.starts_with("\"cloth\" (1 in all) lacks"),
        "{}",
        found[1].message
    );
    let mended = toml
        .replace(
            "parts = [\"wood\", \"cloth\"]",
            "parts = [\"wood\", \"cloth\"]\nonly = [\"dolls\", \"all\"]",
        )
        .replace(
            "parts = [\"horses\", \"dolls\"]",
            "parts = [\"horses\", \"dolls\"]\nonly = [\"wood\", \"total\"]",
        );
    let ids: Vec<String> = load_edition(&mended, Locale::English).unwrap().tables[0]
        .relations
        .iter()
        .map(|relation| relation.id.clone())
        .collect();
    assert_eq!(ids, ["row:dolls", "row:all", "column:wood", "column:total"]);
}

#[test]
fn a_group_stands_in_an_earlier_one_and_holds_rows() {
    check(
        "id = \"things\"\n",
        "id = \"things\"\nparent = \"things\"\n",
        "parent",
        "table.group.parent",
        "no id \"things\" is defined above",
    );
    let toml = toy_with(
        "id = \"things\"\n",
        "id = \"empty\"\nlabel = \"空\"\n[[table.group]]\nid = \"things\"\n",
    );
    let [mistake] = &mistakes(&toml)[..] else {
        panic!("one mistake")
    };
    assert_eq!(
        (mistake.origin.line(), mistake.key.as_str()),
        (Some(line_of(&toml, "id = \"empty\"") - 1), "table.group.id")
    );
}

#[test]
fn all_mistakes_are_reported_in_the_order_of_the_file() {
    let toml = toy_with("words = \"玩具报告\"\n", "")
        .replace("label = \"布料\"", "label = \"\"")
        .replace("rule = \"column-total\"", "rule = \"colum-total\"");
    let keys: Vec<String> = mistakes(&toml)
        .into_iter()
        .map(|mistake| mistake.key)
        .collect();
    assert_eq!(
        keys,
        ["title.words", "table.column.label", "table.relation.rule"]
    );
}

#[test]
fn an_empty_file_lacks_everything() {
    let keys: Vec<String> = mistakes("")
        .into_iter()
        .map(|mistake| mistake.key)
        .collect();
    assert_eq!(
        keys,
        [
            "first-year",
            "id",
            "name",
            "section",
            "source",
            "table",
            "title"
        ]
    );
}

#[test]
fn a_text_that_is_not_toml_says_where() {
    let toml = toy_with("id = \"cloth\"", "id = cloth\"");
    let found = mistakes(&toml);
    assert!(
        found
            .iter()
            .all(|mistake| mistake.origin.line() == Some(line_of(&toml, "id = cloth"))),
        "{found:?}"
    );
    assert!(found[0].message.starts_with("this is not valid TOML ("));
    assert!(!found[0].message.contains('\n'));
}

#[test]
fn mistakes_are_told_in_the_language_asked_for() {
    let toml = toy_with("id = \"cloth\"\n", "");
    let told = |locale| load_edition(&toml, locale).unwrap_err()[0].message.clone();
    assert_eq!(told(Locale::Chinese), "缺少 id");
    assert_eq!(told(Locale::English), "id is missing");
}

/// The toy edition as `[[own-edition]]` of a larger file.
fn as_own(toml: &str) -> String {
    let nested = toml
        .replace("\n[[", "\n[[own-edition.")
        .replace("\n[title]", "\n[own-edition.title]");
    format!("[[own-edition]]{nested}")
}

/// The editions of a larger file with their lines, and its mistakes.
fn read_in(toml: &str) -> (Vec<(usize, Edition)>, Vec<Mistake>) {
    let mut notes = Notes::of_text(toml, "", Locale::English);
    let entries = written::parse(toml, &mut notes);
    let editions = read_editions(&mut Fields::top(&entries), "own-edition", &mut notes)
        .into_iter()
        .map(|(at, edition)| (notes.origin(at).line().unwrap(), edition))
        .collect();
    (editions, notes.into_mistakes())
}

#[test]
fn editions_inside_a_larger_file_keep_its_lines_and_keys() {
    let broken =
        toy_with("id = \"toy\"", "id = \"broken\"").replace("label = \"布料\"", "label = \"\"");
    let toml = format!("locale = \"en\"\n\n{}\n{}", as_own(TOY), as_own(&broken));
    let (editions, mistakes) = read_in(&toml);
    assert_eq!(editions, [(3, edition())]);
    let [mistake] = &mistakes[..] else {
        panic!("one mistake")
    };
    assert_eq!(mistake.key, "own-edition.table.column.label");
    assert_eq!(mistake.origin.line(), Some(line_of(&toml, "label = \"\"")));
}

#[test]
fn a_file_without_editions_has_none_and_an_id_is_given_once() {
    assert_eq!(read_in("locale = \"en\""), (Vec::new(), Vec::new()));
    let toml = format!("{}\n{}", as_own(TOY), as_own(TOY));
    let (editions, mistakes) = read_in(&toml);
    assert_eq!(editions.len(), 1);
    assert_eq!(mistakes[0].key, "own-edition.id");
    assert_eq!(mistakes[0].message, "the id \"toy\" stands twice");
}

/// Every way in which one line with an id can be wrong, with the number of the line, in the official edition with words of its own.
fn with_one_wrong_id() -> impl Iterator<Item = (String, usize)> {
    let words = include_str!("../narrative.toml")
        .replace("\n[[", "\n[[narrative.")
        .replace("\n[words]", "\n[narrative.words]")
        .replace("\n[ways]", "\n[narrative.ways]")
        .replace("\n[period]", "\n[narrative.period]")
        .replace("\n[bodies]", "\n[narrative.bodies]");
    let whole = format!("{}\n{words}", include_str!("../editions/2021.toml"));
    assert_eq!(load_edition(&whole, Locale::English).err(), None);
    let lines: Vec<String> = whole.lines().map(str::to_owned).collect();
    let ids: Vec<usize> = (0..lines.len())
        .filter(|&at| lines[at].starts_with("id = "))
        .collect();
    ids.into_iter().flat_map(move |at| {
        let lines = lines.clone();
        ["", "id = 3", "id = \"quite-another\"", "id = bare"]
            .into_iter()
            .map(move |wrong| {
                let mut lines = lines.clone();
                lines[at] = wrong.to_owned();
                (lines.join("\n"), at + 1)
            })
    })
}

#[test]
fn one_wrong_id_is_one_mistake_however_often_it_is_referred_to() {
    let mut tried = 0;
    for (toml, line) in with_one_wrong_id() {
        let mistakes = load_edition(&toml, Locale::Chinese).err();
        let said = mistakes.as_ref().map_or(0, Vec::len);
        assert!(said <= 2, "line {line}: {mistakes:#?}");
        tried += 1;
    }
    assert!(tried > 400, "{tried}");
}

proptest! {
    #[test]
    fn a_torn_file_is_refused_or_read_but_never_fatal(cut in 0..TOY.len(), skip in 0..40usize) {
        let boundary = |at: usize| (0..=at.min(TOY.len())).rev().find(|at| TOY.is_char_boundary(*at)).unwrap_or(0);
        let (start, end) = (boundary(cut), boundary(cut + skip));
        let torn = format!("{}{}", &TOY[..start], &TOY[end..]);
        if let Err(mistakes) = load_edition(&torn, Locale::Chinese) {
            prop_assert!(!mistakes.is_empty());
            let lines = torn.lines().count() + 1;
            prop_assert!(mistakes.iter().all(|mistake| mistake.origin.line().is_some_and(|line| (1..=lines).contains(&line))));
        }
    }
}
