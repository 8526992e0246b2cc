//! What headings, and the words that lead a list, say of the paragraphs below them.

use super::super::silence::Silence;
use super::super::tokens::Token;
use super::{SentenceReader, Topic};
use crate::form::phrases::{Needs, Role};
use crate::span::Span;

/// Whether a line without a number tells what has been done.
fn states(tokens: &[Token]) -> bool {
    let names = |token: &Token| token.cue().is_some() && !token.has(Role::Filler);
    tokens.iter().any(names)
}

impl SentenceReader<'_> {
    /// A heading says what the paragraphs below it are about.
    pub(super) fn read_heading(&mut self, tokens: &[Token]) {
        let subject = tokens.iter().find_map(Token::subject);
        let subject = subject.or_else(|| self.disputes_of(tokens));
        let is_lead = tokens.last().is_some_and(|last| last.mark() == Some(':'));
        match subject {
            Some(subject) => self.heading_topic = Topic::Subject(subject),
            None if is_lead => self.note_lead(tokens),
            // 信访： - 全部办结: an item of the list below a lead.
            None if self.heading_topic == Topic::Foreign && states(tokens) => {}
            None => self.heading_topic = Topic::Unknown,
        }
        for token in tokens.iter().filter(|token| token.is_number()) {
            self.pass_over(token, Span::new(token.start, token.end), Silence::InHeading);
        }
        self.start_paragraph();
    }

    /// 主动公开： below it is a list of what the tables do not count, until something else is named.
    pub(super) fn note_lead(&mut self, tokens: &[Token]) {
        let mark = tokens.iter().position(|token| token.mark().is_some());
        let lead = tokens.get(..mark.unwrap_or(0)).unwrap_or_default();
        let is_lead = mark.and_then(|mark| tokens.get(mark)?.mark()) == Some(':');
        if !is_lead || lead.iter().any(Token::is_number) {
            return;
        }
        let subject = lead.iter().find_map(Token::subject);
        match subject {
            Some(subject) if self.heading_topic == Topic::Foreign => {
                self.heading_topic = Topic::Subject(subject);
            }
            None if lead.iter().any(|token| token.has(Role::Foreign)) => {
                self.heading_topic = Topic::Foreign;
                self.topic = Topic::Foreign;
            }
            _ => {}
        }
    }

    /// 四、政府信息公开行政复议、行政诉讼情况: below it, disputes are about disclosure.
    fn disputes_of(&self, heading: &[Token]) -> Option<usize> {
        let mut cues = heading
            .iter()
            .filter_map(|token| self.lexis.cue(token.cue()?));
        let found = cues.find(|cue| self.needs_disclosure(cue.subject));
        let discloses = heading.iter().any(|token| token.has(Role::Disclosure));
        // （一）行政复议 below the heading of all disputes: still these.
        let is_part = || self.is_below(Needs::Disclosure);
        found
            .filter(|_| discloses || is_part())
            .map(|cue| cue.subject)
    }

    pub(super) fn needs_disclosure(&self, subject: usize) -> bool {
        let subject = self.lexis.subjects.get(subject);
        subject.is_some_and(|subject| subject.needs == Needs::Disclosure)
    }

    /// Begins a paragraph with what the heading above says of disputes.
    pub(super) fn expect_disputes(&mut self) {
        self.disclosure = self.is_below(Needs::Disclosure);
        self.may_disclose = self.is_below(Needs::Subject);
    }

    /// Whether the heading above is that of a subject whose cues need this.
    fn is_below(&self, needs: Needs) -> bool {
        let Topic::Subject(subject) = self.heading_topic else {
            return false;
        };
        let subject = self.lexis.subjects.get(subject);
        subject.is_some_and(|subject| subject.needs == needs)
    }
}
