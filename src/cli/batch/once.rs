//! Each file is looked at once, however many names it has.

use std::collections::HashMap;

use crate::cli::identity::{Identity, identity};
use crate::cli::job::Job;
use crate::cli::left_out::{LeftOut, Reason};
use crate::say;

/// Leaves of several names of one file only one: a named one before a found one, the file before a link to it.
pub(super) fn each_file_once(jobs: Vec<Job>) -> (Vec<Job>, Vec<LeftOut>) {
    let mut kept: Vec<Job> = Vec::with_capacity(jobs.len());
    let mut others: Vec<(usize, Job)> = Vec::new();
    let mut place_of: HashMap<Identity, usize> = HashMap::new();
    for mut job in jobs {
        let known = identity(&job.input.path).and_then(|identity| {
            let place = *place_of.entry(identity).or_insert(kept.len());
            kept.get_mut(place).map(|first| (place, first))
        });
        let Some((place, first)) = known else {
            kept.push(job);
            continue;
        };
        let goodness = |job: &Job| (job.input.named, !job.input.path.is_symlink());
        if goodness(&job) > goodness(first) {
            std::mem::swap(first, &mut job);
        }
        first.input.folders.append(&mut job.input.folders);
        others.push((place, job));
    }
    let said = |(place, other): (usize, Job)| {
        let first = kept.get(place).map(Job::shown).unwrap_or_default();
        let sentence = say!(
            other.locale(),
            "{path} 与 {first} 是同一个文件，只处理一次",
            "{path} is the same file as {first} and is looked at once",
            path = other.shown()
        );
        LeftOut {
            sentence,
            ..*other.left_out_by(Reason::SameFile)
        }
    };
    let others = others.into_iter().map(said).collect();
    kept.sort_by(|one, other| one.input.path.cmp(&other.input.path));
    (kept, others)
}
