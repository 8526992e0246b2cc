//! What is said about broken relations fits a window, whichever cell is wrong.

use nianbao::analysis::analyze;
use nianbao::kit::Forms;
use nianbao::locale::Locale;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::views::cells;

/// Columns of a window; a wide character takes two, quotation marks and dots one.
const WINDOW: usize = 120;

fn width(sentence: &str) -> usize {
    let columns = sentence.chars().map(|c| if c < '\u{2E80}' { 1 } else { 2 });
    columns.sum()
}

#[test]
fn a_sentence_about_one_wrong_cell_is_no_longer_than_a_window() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/reports/markdown.md");
    let text = std::fs::read_to_string(path).unwrap();
    let forms = Forms::builtin();
    let (mut suspects, mut balances) = (0, 0);
    for locale in [Locale::Chinese, Locale::English] {
        let settings = Settings {
            locale,
            ..Settings::default()
        };
        let third = cells(&Reading::of(&text, forms, &settings)).into_iter();
        // One column of parts and the totals show every label.
        let shown = third.filter(|cell| cell.ids[0] == "applications");
        for cell in shown.filter(|cell| ["natural", "total"].contains(&&*cell.ids[2])) {
            let (before, after) = (
                &text[..cell.span.start as usize],
                &text[cell.span.end as usize..],
            );
            let wrong = format!("{before}7531{after}");
            for finding in analyze(&wrong, forms, &settings).findings {
                match finding.code {
                    "suspect-cell" => suspects += 1,
                    "balance" => balances += 1,
                    _ => continue,
                }
                let said = finding.message.split(['；', ';']).next().unwrap();
                assert!(width(said) <= WINDOW, "{}: {said}", width(said));
            }
        }
    }
    assert!(suspects > 20 && balances > 4, "{suspects} {balances}");
}
