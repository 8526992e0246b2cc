//! `nianbao fix` on documents of other programs: numbers are written into their very cells.

use std::path::Path;

use super::diff::difference;
use super::said::left_alone;
use super::{least, left_as_it_is};
use crate::analysis::fix_at_least;
use crate::cli::args::FixArgs;
use crate::cli::batch::{Job, Outcome};
use crate::cli::check::judge;
use crate::cli::documents::document;
use crate::cli::load::Contents;
use crate::cli::print::Printer;
use crate::say;
use crate::sources::{self, DocumentKind, Manner, Manuscript, Rewritten};

/// The bytes of the fixed document, if there is something to fix, and what is left to complain about; with `--diff` the difference of what is read stands
/// in its place.
pub(super) fn fix_document(
    job: &Job,
    (contents, manuscript): (&Contents, &Manuscript),
    fix: &FixArgs,
    printer: &Printer,
) -> (Option<Vec<u8>>, Outcome) {
    let text = contents.text.as_str();
    let locale = job.locale();
    let edits = fix_at_least(text, &job.loaded.forms, &job.settings(), least(fix));
    let as_it_is = || left_as_it_is(job, contents, fix, printer);
    if edits.is_empty() {
        return (None, as_it_is());
    }
    let manner = match fix.tracked {
        true => Manner::Tracked,
        false => Manner::Plain,
    };
    let failed = |sentence: String| Outcome {
        failure: Some(sentence),
        ..as_it_is()
    };
    if !fix.diff && is_open(&job.input.path) {
        return (None, failed(open_elsewhere(job, manuscript.kind)));
    }
    let written = sources::write(&contents.bytes, (text, manuscript), &edits, manner);
    let rewritten = match written {
        Ok(rewritten) => rewritten,
        Err(why) => {
            let sentence = format!("{} {}", job.shown(), why.sentence(locale));
            return (None, failed(sentence));
        }
    };
    if rewritten.written.is_empty() {
        let mut outcome = as_it_is();
        outcome
            .notices
            .extend(told(job, &rewritten, manuscript.kind));
        return (None, outcome);
    }
    let after = document(
        rewritten.bytes.clone(),
        manuscript.kind,
        &job.input.path,
        locale,
    );
    let after = match after {
        Ok(after) => after,
        Err(unread) => return (None, failed(unread.sentence)),
    };
    let mut outcome = judge(job, after.seen(), printer);
    let undecided = outcome.tally.undecided;
    let choices = (fix.risky && undecided > 0).then(|| left_alone(job, undecided));
    outcome.notices.extend(choices);
    let told = told(job, &rewritten, manuscript.kind);
    outcome.notices.extend(told);
    outcome.changes = rewritten.written.len();
    if fix.diff {
        outcome.piece = difference(job, text, &after.text);
        outcome.exact = true;
    }
    (Some(rewritten.bytes), outcome)
}

/// What everybody should know of changes that were written, and of those that were not.
fn told(job: &Job, rewritten: &Rewritten, kind: DocumentKind) -> Vec<String> {
    let (path, locale) = (job.shown(), job.locale());
    let mut said = Vec::new();
    let alone = rewritten.left_alone;
    if alone > 0 {
        said.push(match kind {
            DocumentKind::Xlsx => say!(
                locale,
                "{path}：有 {alone} 处要增加整行、改动文字，或写进跨行合并的单元格，不能原样写进表格，没有改动",
                "{path}: {alone} not made: whole rows to be added, words to be changed, or cells merged over several rows"
            ),
            _ => say!(
                locale,
                "{path}：有 {alone} 处要增加整行或整段，或改动由 Word 自动生成的文字，不能原样写进文档，没有改动",
                "{path}: {alone} not made: whole rows or paragraphs to be added, or text that Word makes itself"
            ),
        });
    }
    let computed = rewritten.computed;
    if computed > 0 {
        let when = match kind {
            DocumentKind::Xlsx => say!(locale, "在 Excel 中打开时", "in Excel"),
            _ => say!(locale, "更新域时", "when fields are updated"),
        };
        said.push(say!(
            locale,
            "{path}：改动的数中有 {computed} 个是公式的结果，公式保留，{when}会重新计算",
            "{path}: {computed} of the changed numbers are results of formulas, which are kept and will be computed anew {when}"
        ));
    }
    said
}

fn open_elsewhere(job: &Job, kind: DocumentKind) -> String {
    let program = match kind {
        DocumentKind::Xlsx => "Excel",
        _ => "Word",
    };
    say!(
        job.locale(),
        "{path} 正在 {program} 或 WPS 中打开，没有修改；请关闭后再修正",
        "{path} is open in {program} or WPS and was not changed; close it first",
        path = job.shown()
    )
}

/// Whether an office program has the file open: it leaves a note of that beside it.
fn is_open(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return false;
    };
    let short: String = name.chars().skip(2).collect();
    let notes = [
        format!("~${name}"),
        format!("~${short}"),
        format!(".~{name}"),
        format!(".~lock.{name}#"),
    ];
    notes.iter().any(|note| path.with_file_name(note).exists())
}
