//! What `nianbao fix` says of its work.

use crate::cli::args::FixArgs;
use crate::cli::batch::Job;
use crate::cli::summary::Summary;
use crate::locale::{Locale, counted};
use crate::say;

/// The last lines of the output.
pub(super) fn last_lines(
    summary: &Summary,
    fix: &FixArgs,
    locale: Locale,
    verbose: bool,
) -> String {
    let mut further = summary.further_lines(locale, verbose);
    let reports = summary.tally.reports;
    if summary.looks_across && (reports > 1 || fix.risky && reports > 0) {
        further += &say!(
            locale,
            "没有与上一年或其他单位的报告比较；对不上的地方用 nianbao check 查看，确认是哪一份有误后再改\n",
            "nothing was compared with last year's or other bodies' reports; nianbao check does, and you decide which of the two is mended\n"
        );
    }
    match reports {
        0 => further,
        _ => summary_line(summary, fix, locale) + "\n" + &further,
    }
}

fn summary_line(summary: &Summary, fix: &FixArgs, locale: Locale) -> String {
    let (changes, files) = (summary.changes, summary.changed_files);
    let rest = summary.tally.summary(locale);
    let (mended, places) = (counted(changes, "change"), counted(files, "file"));
    let said = if changes == 0 && summary.failed {
        say!(
            locale,
            "没有修改任何文件。{rest}",
            "no file was changed. {rest}"
        )
    } else if changes == 0 {
        say!(
            locale,
            "没有可自动修正的问题。{rest}",
            "nothing to fix. {rest}"
        )
    } else if fix.diff {
        say!(
            locale,
            "{files} 个文件中有 {changes} 处可修正，没有写入。修正后{rest}",
            "{mended} in {places}, nothing written. Afterwards: {rest}"
        )
    } else {
        say!(
            locale,
            "已修正 {files} 个文件中的 {changes} 处。修正后{rest}",
            "{mended} made in {places}. Afterwards: {rest}"
        )
    };
    let undecided = summary.tally.undecided;
    if !fix.risky || undecided == 0 {
        return said;
    }
    said + &say!(
        locale,
        "；其中 {undecided} 个有几种同样可能的改法，没有改动",
        "; {undecided} of them left alone, for several changes are equally good"
    )
}

/// What a run that may take risks says of the problems that it left alone all the same.
pub(super) fn left_alone(job: &Job, undecided: usize) -> String {
    let plural = if undecided == 1 { "" } else { "s" };
    say!(
        job.locale(),
        "{path}：有 {undecided} 个问题改法不止一种，分不出哪一种对，没有改动；请核对后选择",
        "{path}: {undecided} problem{plural} left alone: several changes are equally good, so you have to choose",
        path = job.shown()
    )
}
