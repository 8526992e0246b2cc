//! What is offered for the situations that a writer meets.

use crate::sheet::Sheet;
use nianbao::repair::{Action, Advice, Limits, MinChanges, Mishap, Proposal, Target, Tier, advise};
use nianbao::sums::{CellSet, Observed};

fn advice(sheet: &Sheet) -> Advice {
    let all = advise(
        &sheet.system,
        &sheet.numbers,
        &CellSet::new(),
        Limits::default(),
    );
    assert_eq!(all.len(), 1, "one block");
    all.into_iter().next().unwrap()
}

fn first(advice: &Advice) -> &Proposal {
    &advice.proposals[0]
}

fn offered(advice: &Advice, matches: impl Fn(&Action) -> bool) -> Option<&Proposal> {
    advice
        .proposals
        .iter()
        .find(|proposal| matches(&proposal.action))
}

fn preferred(advice: &Advice) -> Option<&Proposal> {
    let mut preferred = advice
        .proposals
        .iter()
        .filter(|proposal| proposal.preferred);
    let first = preferred.next();
    assert!(preferred.next().is_none(), "at most one is preferred");
    first
}

/// Three requests by citizens and one by a company, all granted but one that is carried over.
fn in_order() -> Sheet {
    Sheet::blank_form(3)
        .row("new", &[3, 1, 0, 0, 0, 0, 4])
        .row("granted", &[2, 1, 0, 0, 0, 0, 3])
        .row("processed_total", &[2, 1, 0, 0, 0, 0, 3])
        .row("carried_out", &[1, 0, 0, 0, 0, 0, 1])
}

#[test]
fn a_table_in_order_calls_for_nothing() {
    let sheet = in_order();
    let all = advise(
        &sheet.system,
        &sheet.numbers,
        &CellSet::new(),
        Limits::default(),
    );
    assert_eq!(all, []);
    let sheet = in_order().text_says("new", "total", 4);
    let all = advise(
        &sheet.system,
        &sheet.numbers,
        &CellSet::new(),
        Limits::default(),
    );
    assert_eq!(all, []);
}

#[test]
fn a_stray_number_in_an_empty_table_is_the_suspect() {
    let sheet = Sheet::blank_form(3).with("unable1", "natural", Observed::Number(8));
    let advice = advice(&sheet);
    assert_eq!(advice.tier, Tier::Part);
    let suspects: Vec<_> = advice.suspects().collect();
    assert_eq!(sheet.show(&suspects), ["unable1/natural 8→0"]);
    assert_eq!(
        sheet.show(&first(&advice).repair.changes),
        ["unable1/natural 8→0"]
    );
    assert!(!advice.is_certain);
}

#[test]
fn a_statement_that_there_were_no_requests_makes_it_the_preferred_change() {
    let sheet = Sheet::blank_form(3)
        .with("unable1", "natural", Observed::Number(8))
        .text_says("new", "total", 0);
    let advice = advice(&sheet);
    assert!(!advice.contested);
    let preferred = preferred(&advice).unwrap();
    assert_eq!(
        sheet.show(&preferred.repair.changes),
        ["unable1/natural 8→0"]
    );
}

#[test]
fn keeping_the_number_is_offered_with_what_it_leaves_broken() {
    let sheet = Sheet::blank_form(3).with("unable1", "natural", Observed::Number(8));
    let advice = advice(&sheet);
    let update = offered(&advice, |action| *action == Action::UpdateTotals).unwrap();
    assert_eq!(
        sheet.show(&update.repair.changes),
        [
            "unable1/total 0→8",
            "processed_total/natural 0→8",
            "processed_total/total 0→8"
        ]
    );
    assert_eq!(
        sheet.relations(&update.still_broken),
        ["balance:natural", "balance:total"]
    );
    let enter = offered(&advice, |action| {
        matches!(action, Action::EnterAndUpdate { .. })
    })
    .unwrap();
    assert_eq!(
        enter.events,
        [Mishap::LateEntry {
            balance: sheet.cell("new", "natural")
        }]
    );
    assert_eq!(enter.repair.changes.len(), 5);
    assert!(enter.still_broken.is_empty());
}

#[test]
fn a_wrong_total_is_named_and_a_statement_about_it_confirms_it() {
    let wrong = || in_order().with("new", "total", Observed::Number(9));
    let plain = advice(&wrong());
    assert_eq!(plain.tier, Tier::Total);
    assert_eq!(
        wrong().show(&first(&plain).repair.changes),
        ["new/total 9→4"]
    );
    let confirmed = advice(&wrong().text_says("new", "total", 4));
    assert_eq!(confirmed.tier, Tier::ConfirmedTotal);
    assert!(first(&confirmed).preferred);
}

#[test]
fn a_statement_against_the_smallest_repair_makes_it_contested() {
    let sheet = in_order()
        .with("new", "total", Observed::Number(9))
        .text_says("new", "total", 9);
    let advice = advice(&sheet);
    assert!(advice.contested);
    assert_eq!(
        sheet.show(&first(&advice).repair.changes),
        ["new/total 9→4"]
    );
    assert_eq!(
        first(&advice).contradicted_by,
        [sheet.system.n_table_cells()]
    );
    assert_eq!(preferred(&advice), None);
    let text = offered(&advice, |action| *action == Action::CorrectText).unwrap();
    assert_eq!(
        sheet.show(&text.repair.changes),
        ["new/total 9→4", "text 9→4"]
    );
}

#[test]
fn blank_totals_are_filled_without_a_question_unless_the_text_objects() {
    let blank = || {
        in_order()
            .with("granted", "total", Observed::Blank)
            .with("new", "total", Observed::Blank)
    };
    let plain = advice(&blank());
    assert_eq!((plain.tier, plain.is_certain), (Tier::Fill, true));
    let fills = [
        (blank().cell("new", "total"), 4),
        (blank().cell("granted", "total"), 3),
    ];
    assert_eq!(first(&plain).repair.fills, fills);
    let elsewhere = advice(&blank().text_says("processed_total", "total", 2));
    assert!(elsewhere.is_certain);
    let objecting = advice(&blank().text_says("new", "total", 5));
    assert_eq!((objecting.contested, objecting.is_certain), (true, false));
    assert_eq!(preferred(&objecting), None);
}

#[test]
fn totals_left_behind_by_a_correction_are_updated_rather_than_the_correction_undone() {
    // Two more requests of companies were entered on both sides, and no total followed.
    let sheet = in_order()
        .with("new", "business", Observed::Number(3))
        .with("granted", "business", Observed::Number(3));
    let advice = advice(&sheet);
    assert_eq!(
        sheet.show(&first(&advice).repair.changes),
        ["new/business 3→1", "granted/business 3→1"]
    );
    let preferred = preferred(&advice).unwrap();
    assert_eq!(preferred.action, Action::UpdateTotals);
    assert_eq!(preferred.repair.changes.len(), 4);
}

#[test]
fn a_row_typed_one_column_too_far_is_moved_back() {
    let sheet = Sheet::blank_form(3)
        .row("new", &[12, 7, 3, 0, 2, 1, 25])
        .row("granted", &[0, 12, 7, 3, 0, 2, 1])
        .row("processed_total", &[12, 7, 3, 0, 2, 1, 25]);
    let advice = advice(&sheet);
    assert_eq!(advice.outcome.min_changes, MinChanges::AtLeast(5));
    assert_eq!(advice.tier, Tier::Uncertain);
    let preferred = preferred(&advice).unwrap();
    assert_eq!(preferred.action, Action::ShiftRow { row: 2, left: true });
    let after = sheet.show(&preferred.repair.changes);
    assert_eq!(after.last().unwrap(), "granted/total 1→25");
}

#[test]
fn a_number_one_row_off_is_a_tie_and_none_is_preferred() {
    let sheet = in_order()
        .row("granted", &[2, 0, 0, 0, 0, 0, 3])
        .row("partial", &[0, 1]);
    let advice = advice(&sheet);
    assert_eq!(advice.tier, Tier::Tied);
    let smallest: Vec<_> = advice
        .candidates
        .iter()
        .filter(|candidate| candidate.is_smallest)
        .map(|candidate| sheet.show(&candidate.repair.changes))
        .collect();
    assert_eq!(
        smallest,
        [
            ["granted/business 0→1", "partial/business 1→0"],
            ["granted/total 3→2", "partial/total 0→1"]
        ]
    );
    assert_eq!(preferred(&advice), None);
    assert_eq!(advice.suspects().next(), None);
}

#[test]
fn a_single_relation_lists_its_cells_and_prefers_none() {
    let sheet = Sheet::blank_form(4).row("review", &[2, 1, 0, 0, 4]);
    let advice = advice(&sheet);
    assert_eq!(advice.tier, Tier::SingleRelation);
    assert_eq!(advice.outcome.repairs.len(), 5);
    assert_eq!(preferred(&advice), None);
}

#[test]
fn a_confirmed_cell_is_not_touched() {
    let sheet = in_order().with("new", "total", Observed::Number(9));
    let frozen: CellSet = [sheet.cell("new", "total")].into_iter().collect();
    let all = advise(&sheet.system, &sheet.numbers, &frozen, Limits::default());
    for proposal in &all[0].proposals {
        assert!(
            proposal.repair.number(sheet.cell("new", "total")).is_none(),
            "{proposal:?}"
        );
    }
    assert!(all[0].outcome.min_changes > MinChanges::Exactly(1));
}

#[test]
fn a_circuit_gives_places_and_ranges_and_no_number() {
    // Every repair of three cells would need a number below zero.
    let sheet = Sheet::blank_form(3)
        .row("new", &[3, 1, 0, 0, 0, 0, 4])
        .row("granted", &[22, 1, 0, 0, 0, 0, 6])
        .row("denied1", &[71, 0, 0, 0, 0, 0, 6])
        .row("processed_total", &[3, 1, 0, 0, 0, 0, 4]);
    let advice = advice(&sheet);
    assert_eq!(advice.outcome.min_changes, MinChanges::Exactly(4));
    assert!(advice.outcome.proven);
    assert_eq!(advice.tier, Tier::Uncertain);
    let ranges: Vec<_> = advice.outcome.repairs[0]
        .changes
        .iter()
        .map(|change| (change.cell, change.to))
        .collect();
    let between = |least, most| Target::Between {
        least: Some(least),
        most: Some(most),
    };
    assert_eq!(
        ranges,
        [
            (sheet.cell("granted", "natural"), between(0, 3)),
            (sheet.cell("granted", "total"), between(1, 4)),
            (sheet.cell("denied1", "natural"), between(0, 3)),
            (sheet.cell("denied1", "total"), between(0, 3)),
        ]
    );
    assert_eq!(advice.outcome.repairs.len(), 1);
    assert!(offered(&advice, |action| *action == Action::Correct).is_none());
}

#[test]
fn among_equals_the_total_comes_first_and_no_program_chooses() {
    let sheet = Sheet::blank_form(4).row("review", &[3, 0, 0, 1, 9]);
    let advice = advice(&sheet);
    assert_eq!(advice.choice, None);
    assert_eq!(
        sheet.show(&first(&advice).repair.changes),
        ["review/total 9→4"]
    );
    assert_eq!(advice.n_smallest, 5);
}

#[test]
fn a_statement_chooses_among_equals_and_what_it_supports_comes_first() {
    let decided = Sheet::blank_form(4)
        .row("review", &[3, 0, 0, 1, 9])
        .text_says("review", "total", 4);
    let advice = advice(&decided);
    assert_eq!(advice.choice, Some(0));
    assert_eq!(
        decided.show(&first(&advice).repair.changes),
        ["review/total 9→4"]
    );
    assert_eq!(
        preferred(&advice),
        None,
        "one relation never locates a cell"
    );
}

#[test]
fn a_statement_of_the_wrong_total_leaves_the_parts_to_be_chosen_from() {
    let sheet = Sheet::blank_form(4)
        .row("review", &[3, 0, 0, 1, 9])
        .text_says("review", "total", 9);
    let advice = advice(&sheet);
    assert_eq!(advice.choice, None);
    let of_parts = first(&advice).repair.changes[0].cell != sheet.cell("review", "total");
    assert!(of_parts, "the text speaks against the total");
}

#[test]
fn the_only_smallest_repair_is_chosen() {
    let sheet = in_order().with("new", "total", Observed::Number(9));
    assert_eq!(advice(&sheet).choice, Some(0));
}

#[test]
fn a_blank_that_has_nothing_to_do_with_the_mistake_is_not_filled_with_it() {
    let sheet = in_order().with("new", "total", Observed::Number(9)).with(
        "granted",
        "total",
        Observed::Blank,
    );
    let advice = advice(&sheet);
    let repair = &first(&advice).repair;
    assert_eq!(sheet.show(&repair.changes), ["new/total 9→4"]);
    assert_eq!(repair.fills, []);
}

#[test]
fn a_blank_that_follows_from_the_change_is_filled_with_it() {
    let sheet = in_order()
        .with("granted", "natural", Observed::Number(7))
        .with("granted", "total", Observed::Blank);
    let advice = advice(&sheet);
    let repair = &first(&advice).repair;
    assert_eq!(sheet.show(&repair.changes), ["granted/natural 7→2"]);
    assert_eq!(repair.fills, [(sheet.cell("granted", "total"), 3)]);
}

#[test]
fn the_sum_of_its_own_parts_is_offered_for_a_total_even_where_a_part_is_suspected() {
    let sheet = Sheet::blank_form(3).with("unable1", "natural", Observed::Number(8));
    let advice = advice(&sheet);
    let plain: Vec<_> = advice
        .plain_totals
        .iter()
        .map(|plain| sheet.show(&plain.proposal.repair.changes))
        .collect();
    assert_eq!(
        plain,
        [["unable1/total 0→8"], ["processed_total/natural 0→8"]]
    );
    assert!(advice.plain_totals.iter().all(|plain| !plain.is_confirmed));
    let left = &advice.plain_totals[0].proposal.still_broken;
    assert!(!left.is_empty(), "what stays broken is said");
}
