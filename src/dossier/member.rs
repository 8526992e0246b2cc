//! A document with what is kept of its reports.

use std::path::{Path, PathBuf};

use super::Digest;
use crate::reading::Reading;

/// A document with what is kept of its reports.
#[derive(Clone, Debug)]
pub struct Member {
    /// Where it lies: of several that claim one place, the nearest counts.
    pub path: PathBuf,
    /// Of each of its reports, in their order.
    pub digests: Vec<Digest>,
}

impl Member {
    /// The prints by which its passages are found, each with the report and the number of its passage.
    pub(super) fn prints(&self) -> impl Iterator<Item = (usize, usize, u32)> {
        let digests = self.digests.iter().enumerate();
        digests.flat_map(|(at, digest)| {
            let passages = digest.passages.iter().enumerate();
            passages.flat_map(move |(number, passage)| {
                passage.keys().iter().map(move |print| (at, number, *print))
            })
        })
    }

    /// Whether there is no difference between two for anybody who compares others with them.
    pub fn says_the_same(&self, other: &Member) -> bool {
        let digests = self.digests.iter().zip(&other.digests);
        self.digests.len() == other.digests.len()
            && digests.fold(true, |same, (one, other)| same && one.says_the_same(other))
    }

    /// What is kept of a document.
    pub fn of(path: &Path, reading: &Reading) -> Member {
        let reports = reading.reports();
        Member {
            path: path.to_path_buf(),
            digests: reports
                .map(|(report, origin)| Digest::of(report, origin))
                .collect(),
        }
    }
}
