//! Damaged reports, and texts made to be slow.

use std::time::Instant;

use nianbao::export::docx::document;
use nianbao::export::markdown::{TextForm, text_of};
use nianbao::views::sheet::sheets;
use proptest::prelude::*;

use crate::damage::{damaged_report, few_cases};
use crate::{bundled, dense, laid_out, read};

proptest! {
    #![proptest_config(few_cases())]

    #[test]
    fn no_word_of_a_damaged_report_is_lost(text in damaged_report()) {
        let reading = read(&text);
        let after = dense(&text_of(&sheets(&reading, &[]), TextForm::Markdown));
        for document in reading.reports().map(|(report, _)| &report.aligned.document) {
            for cell in &document.cells {
                let words = dense(document.at(cell.span));
                prop_assert!(after.contains(&words), "{words} is lost of\n{text}");
            }
        }
        let (sheets, _) = laid_out(&text);
        prop_assert!(document(&sheets).is_ok());
    }
}

/// A report with `rows` of its own put in front of the first official one.
fn with_rows(rows: &str) -> String {
    let report = bundled("markdown.md");
    let at = report.find("| 一、本年新收").unwrap();
    format!("{}{rows}{}", &report[..at], &report[at..])
}

#[test]
fn long_reports_are_laid_out_in_linear_time() {
    let seconds = |text: &str| {
        let reading = read(text);
        let start = Instant::now();
        let sheets = sheets(&reading, &[]);
        assert!(!text_of(&sheets, TextForm::Markdown).is_empty());
        start.elapsed().as_secs_f64()
    };
    let kinds: [fn(usize) -> String; 3] = [
        |n| with_rows(&"| 其他来源 | 7 | 0 | 0 | 0 | 0 | 0 | 7 |\n".repeat(n)),
        |n| with_rows(&"| 自然人 | 总计 | 其他 |\n".repeat(n)),
        |n| {
            bundled("markdown.md")
                .replace("## 五、", &format!("{}\n\n## 五、", "**甲**乙".repeat(n)))
        },
    ];
    for (at, text) in kinds.iter().enumerate() {
        let (few, many) = (seconds(&text(1000)), seconds(&text(8000)));
        // Eight times as much, and room for a busy machine.
        assert!(
            many < 40.0 * few.max(0.01),
            "kind {at}: {few} s, then {many} s"
        );
    }
}
