//! What is kept of a document, and what of that is kept while its text is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::compared_cells::ComparedCells;
use super::digest::Digest;
use super::known_prints::KnownPrints;
use super::passages::Passage;
use crate::kit::Kit;
use crate::reading::Reading;

/// A document with what is kept of its reports.
#[derive(Clone, Debug)]
pub struct Member {
    /// Where it lies: of several that claim one place, the nearest counts.
    pub path: PathBuf,
    /// Of each of its reports, in their order.
    pub digests: Vec<Arc<Digest>>,
}

impl Member {
    /// Its passages, each with the numbers of its report and itself.
    pub(super) fn passages(&self) -> impl Iterator<Item = ((usize, usize), &Passage)> {
        let digests = self.digests.iter().enumerate();
        digests.flat_map(|(at, digest)| {
            let passages = digest.passages.iter().enumerate();
            passages.map(move |(number, passage)| ((at, number), passage))
        })
    }

    /// Whether there is no difference between two for anybody who compares others with them.
    pub fn says_the_same(&self, other: &Member) -> bool {
        let digests = self.digests.iter().zip(&other.digests);
        self.digests.len() == other.digests.len()
            && digests.fold(true, |same, (one, other)| {
                same && (Arc::ptr_eq(one, other) || one.says_the_same(other))
            })
    }

    /// Whether the reports of two are found by the same.
    pub(super) fn is_found_like(&self, other: &Member) -> bool {
        let is_alike = |one: &Digest, other: &Digest| {
            let (ones, others) = (&one.passages, &other.passages);
            (&one.unit, one.year) == (&other.unit, other.year)
                && ones.len() == others.len()
                && ones
                    .iter()
                    .map(Passage::keys)
                    .eq(others.iter().map(Passage::keys))
        };
        let digests = self.digests.iter().zip(&other.digests);
        self.path == other.path
            && self.digests.len() == other.digests.len()
            && digests.fold(true, |same, (one, other)| {
                same && (Arc::ptr_eq(one, other) || is_alike(one, other))
            })
    }

    /// What is kept of a document.
    pub fn of(path: &Path, reading: &Reading) -> Member {
        Member::of_edited(path, reading, &mut Vec::new())
    }

    /// The same with no more of its cells than those that are compared.
    pub fn compared(path: &Path, reading: &Reading, compared: &ComparedCells) -> Member {
        Member::read(path, reading, Some(compared), &mut Vec::new())
    }

    /// The same for a document that is read again and again while it is written. What is `known`, one for each report, saves work and changes nothing
    /// else.
    pub fn of_edited(path: &Path, reading: &Reading, known: &mut Vec<KnownReport>) -> Member {
        Member::read(path, reading, None, known)
    }

    fn read(
        path: &Path,
        reading: &Reading,
        compared: Option<&ComparedCells>,
        known: &mut Vec<KnownReport>,
    ) -> Member {
        known.resize_with(reading.reports().count(), KnownReport::default);
        let parts = reading.parts().iter();
        let reports = parts.filter_map(|part| Some((part.identity(), part.report()?)));
        let digests = reports.zip(known).map(|((part, (report, origin)), known)| {
            let kit = report.aligned.kit();
            known.digest((part, origin.start(), kit), |prints| {
                Digest::of_edited(report, origin, compared, prints)
            })
        });
        Member {
            path: path.to_path_buf(),
            digests: digests.collect(),
        }
    }
}

/// What was kept of a report of a text that is being written.
#[derive(Debug, Default)]
pub struct KnownReport {
    prints: KnownPrints,
    /// The identity of the part of a text that holds it, where that begins, and what was kept of it; only of one among several in a text.
    whole: Option<(Arc<()>, usize, Arc<Digest>)>,
}

impl KnownReport {
    /// What is kept of the report in a part of a text, which begins at a byte of it and was laid along a form: the same as before, where these are.
    fn digest(
        &mut self,
        (part, start, kit): (Option<&Arc<()>>, usize, &Arc<Kit>),
        read: impl FnOnce(&mut KnownPrints) -> Digest,
    ) -> Arc<Digest> {
        match &mut self.whole {
            Some((known, was, digest))
                if digest.is_of(kit) && part.is_some_and(|part| Arc::ptr_eq(part, known)) =>
            {
                if *was != start {
                    Arc::make_mut(digest).shift(start as i64 - *was as i64);
                    *was = start;
                }
                Arc::clone(digest)
            }
            whole => {
                let digest = Arc::new(read(&mut self.prints));
                *whole = part.map(|part| (Arc::clone(part), start, Arc::clone(&digest)));
                digest
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Forms;
    use crate::settings::Settings;

    const PLANS: &str = "下一步把报送时限写进科室考核，每月抽查两个栏目，名单放在首页，并请网格员试用后提出意见，年底再看一遍有没有改好。";

    fn report(year: u16, plans: &str) -> String {
        format!(
            "甲县水务局{year}年政府信息公开工作年度报告\n一、总体情况\n一切照旧。\n二、主动公开政府信息情况\n见附表。\n五、存在的主要问题及改进情况\n{plans}\n{PLANS}\n"
        )
    }

    #[test]
    fn what_is_kept_of_an_edited_text_is_what_is_kept_of_it_read_afresh() {
        let two = |first: &str, second: &str| report(2023, first) + &report(2024, second);
        let texts = [
            two(PLANS, "存在的问题是栏目更新不及时。"),
            two(
                &PLANS.replace("每月", "每个月"),
                "存在的问题是栏目更新不及时。",
            ),
            two(&PLANS.replace("每月", "每个月"), PLANS),
            two("少。", PLANS),
            report(2024, PLANS),
            report(2024, &format!("{PLANS}\n另外加一段。\n{PLANS}")),
            report(2024, PLANS).replace("水务", "水利"),
        ];
        let (forms, settings) = (Forms::builtin(), Settings::default());
        let (mut reading, mut known) = (Reading::default(), Vec::new());
        let path = Path::new("/r/a.md");
        for text in &texts {
            reading = reading.again(text, forms, &settings);
            let again = Member::of_edited(path, &reading, &mut known);
            let fresh = Member::of(path, &Reading::of(text, forms, &settings));
            assert!(again.says_the_same(&fresh), "{text}");
            assert!(!fresh.digests.is_empty());
        }
    }
}
