//! What a review says in words, on a page or in a workbook.

use std::path::Path;

use super::survey::Survey;
use crate::cli::interrupt;
use crate::cli::left_out::LeftOut;
use crate::cli::summary::Summary;
use crate::locale::Locale;
use crate::rules::{RULES, Rule};
use crate::say;

/// Everything that is to be told.
pub(super) struct ReviewTold<'a> {
    pub survey: &'a Survey,
    pub summary: &'a Summary,
    /// What was told before, and is not told again.
    pub baseline: Option<&'a Path>,
    pub locale: Locale,
}

impl ReviewTold<'_> {
    /// The summary, one sentence a paragraph.
    pub fn sentences(&self) -> Vec<String> {
        let (locale, tally) = (self.locale, &self.summary.tally);
        let mut said = vec![tally.summary(locale)];
        if self.summary.not_reached > 0 {
            said.insert(0, interrupt::said(locale));
        }
        if let Some(baseline) = self.baseline {
            said.push(say!(
                locale,
                "只列 {path} 以后新出现的问题",
                "only findings are listed that are new since {path}",
                path = baseline.display()
            ));
        }
        let unread = self.unread().count();
        if unread > 0 {
            said.push(say!(
                locale,
                "{unread} 个文件读不了，列在下面",
                "{unread} files could not be read and are listed below"
            ));
        }
        let left_out = self.summary.left_out_line(locale, true);
        if !left_out.is_empty() {
            said.push(left_out.trim_end().to_owned());
        }
        let (kept, all) = (self.survey.kept.len(), self.survey.n_reports);
        if kept < all {
            said.push(say!(
                locale,
                "共 {all} 份报告，下面只列问题最多的 {kept} 份（--most）；合计和图表包括全部报告",
                "of {all} reports only the {kept} with the most findings are listed (--most); sums and charts are of all"
            ));
        }
        said
    }

    /// Files in which a report may be, and that could not be read.
    pub fn unread(&self) -> impl Iterator<Item = &LeftOut> {
        let left_out = self.summary.left_out.iter();
        left_out.filter(|left_out| left_out.may_be_report())
    }

    /// Findings by rule, the commonest first.
    pub fn by_rule(&self) -> Vec<(&'static Rule, usize)> {
        let by_rule = &self.summary.tally.by_rule;
        let known = RULES
            .iter()
            .filter_map(|rule| Some((*rule, *by_rule.get(rule.code)?)));
        let mut rules: Vec<_> = known.collect();
        rules.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        rules
    }

    /// The name of a kind of bodies.
    pub fn kind<'k>(&self, kind: &'k [String; 2]) -> &'k str {
        match self.locale {
            Locale::Chinese => &kind[0],
            Locale::English => &kind[1],
        }
    }
}
