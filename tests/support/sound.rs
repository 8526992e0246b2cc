//! What must be true of everything that is said about a text, whatever the text is.

use nianbao::analysis::{analyze, fill_totals, fix_all};
use nianbao::door::Finding;
use nianbao::door::Span;
use nianbao::edit::apply;
use nianbao::fix::Applicability;
use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::views::cells;
use nianbao::views::outline::{OutlineItem, outline};

fn assert_in(text: &str, span: Span, what: &str) {
    assert!(
        text.get(span.range()).is_some(),
        "{what}: {span:?} is no place in the text"
    );
}

fn assert_places(text: &str, findings: &[Finding]) {
    for finding in findings {
        let code = finding.code;
        assert_in(text, finding.span, code);
        for related in &finding.related {
            assert_in(text, related.span, code);
        }
        for fix in &finding.fixes {
            let edits = fix.edits();
            assert!(!edits.is_empty(), "{code}: a fix that does nothing");
            for edit in edits {
                assert_in(text, edit.span, code);
            }
            let sorted = edits
                .windows(2)
                .all(|pair| pair[0].span.end <= pair[1].span.start);
            assert!(sorted, "{code}: edits overlap: {edits:?}");
            let is_safe = fix.applicability == Applicability::Safe;
            assert!(
                !is_safe || fix.preferred,
                "{code}: a safe fix not preferred"
            );
        }
        assert!(!finding.message.trim().is_empty(), "{code} says nothing");
    }
    let places: Vec<_> = findings
        .iter()
        .map(|finding| (finding.span, finding.code))
        .collect();
    assert!(places.is_sorted(), "findings are not in order");
}

fn assert_outline(text: &str, items: &[OutlineItem]) {
    for item in items {
        assert_in(text, item.span, "outline");
        assert_in(text, item.name_span, "outline");
        assert!(
            item.span.start <= item.name_span.start && item.name_span.end <= item.span.end,
            "the name of {} stands outside it",
            item.name
        );
        assert_outline(text, &item.children);
    }
}

/// Everything that can be asked of a text.
pub fn assert_sound(text: &str) {
    let settings = Settings::default();
    let analysis = analyze(text, Forms::builtin(), &settings);
    assert_places(text, &analysis.findings);
    assert_outline(
        text,
        &outline(&Reading::of(text, Forms::builtin(), &settings)),
    );
    for cell in cells(&Reading::of(text, Forms::builtin(), &settings)) {
        assert_in(text, cell.span, &cell.name);
    }
    if !analysis.is_report {
        assert_eq!(analysis.findings, []);
    }
    let fixed = apply(text, &fix_all(text, Forms::builtin(), &settings));
    let again = fix_all(&fixed, Forms::builtin(), &settings);
    assert_eq!(again, [], "fixing twice changes more");
    fill_totals(text, Forms::builtin(), &settings);
}
