//! `[[roll-up]]` of which a run finds one side only: nothing is added up then, which is said.

use super::folders::ReportFolder;
use super::seeking::Seeking;
use crate::cli::batch::Job;
use crate::config::{Loaded, RollUpEntry, Setting};
use crate::say;
use crate::written::Mistake;

/// What is to be said of sums without a whole or without parts, each with the number of a job that it is about. What lies on the disk beside the jobs
/// is none of the run's, but there.
pub(super) fn one_sided(
    loaded: &Loaded,
    jobs: &[Job],
    seeking: &mut Seeking,
) -> Vec<(usize, String)> {
    let entries = loaded.config.roll_ups.iter();
    let said = entries.filter_map(|setting| {
        let RollUpEntry { whole, parts, .. } = &setting.value;
        let is_part = |job: &Job| setting.value.is_part(&job.input.absolute);
        let a_whole = jobs
            .iter()
            .position(|job| whole.matches(&job.input.absolute));
        let a_part = jobs.iter().position(is_part);
        let (job, key, patterns) = match (a_whole, a_part) {
            (Some(job), None) => (job, "parts", parts.iter().collect()),
            (None, Some(job)) => (job, "whole", vec![whole]),
            _ => return None,
        };
        let others = seeking.others_in(&ReportFolder {
            folder: setting.value.folder.clone(),
            is_whole: true,
            heeds_git: true,
        });
        let is_there = match key {
            "whole" => others.iter().any(|file| whole.matches(file)),
            _ => others.iter().any(|file| setting.value.is_part(file)),
        };
        let patterns: Vec<&str> = patterns.iter().map(|glob| glob.pattern.as_str()).collect();
        (!is_there).then(|| (job, sentence(setting, key, &patterns, jobs.get(job))))
    });
    said.collect()
}

fn sentence(
    setting: &Setting<RollUpEntry>,
    key: &str,
    patterns: &[&str],
    job: Option<&Job>,
) -> String {
    let locale = job.map_or_else(Default::default, Job::locale);
    let patterns = patterns.join("、");
    let mistake = Mistake {
        origin: setting.origin.clone(),
        key: format!("roll-up.{key}"),
        message: say!(
            locale,
            "没有文件与“{patterns}”相符，这一项汇总没有核对",
            "no file matches \"{patterns}\"; this sum was not checked"
        ),
    };
    mistake.sentence(locale)
}
