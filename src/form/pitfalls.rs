//! Words by which slips of a report are known that no number of a table shows, as data.
//!
//! In: `pitfalls.toml`. Out: [`Pitfalls`]. Deliberately absent: sentences; what a word means in one is asked by the rules.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::compiled;

/// All of them, by the rule that asks for them. The data file says what each list does.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct Pitfalls {
    pub other_form: OtherFormWords,
    pub template: TemplateWords,
    pub stale: StaleWords,
    pub superseded: Vec<Superseded>,
    pub citing: CitingWords,
    pub parts: PartWords,
    /// By the id of a section.
    pub part_names: BTreeMap<String, Vec<String>>,
    pub names: NameWords,
    pub speaker: Vec<Speaker>,
    pub deadline: DeadlineSpec,
    pub settled: SettledWords,
    pub fee: FeeWords,
    pub list: ListWords,
    pub doubled: DoubledWords,
    pub personal: PersonalWords,
}

/// Defines the tables of the file.
macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $kind:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        #[allow(missing_docs)]
        pub struct $name { $(pub $field: $kind),* }
    )*};
}

tables! {
    /// Reports of bodies that the form is not for.
    OtherFormWords { rules: Vec<String>, title: Vec<String>, own_title: Vec<String> }
    /// Instructions and gaps of a form.
    TemplateWords {
        anywhere: Vec<String>, opening: Vec<String>, placeholder: Vec<char>, placed_before: Vec<String>,
        hiding: Vec<char>, somebody: Vec<String>, surnames: Vec<char>,
        lead: Vec<String>, sure_lead: Vec<String>, measure: Vec<String>,
    }
    /// Another year's text.
    StaleWords {
        announces: Vec<String>, announces_itself: Vec<String>, report: Vec<String>, compares: Vec<String>,
        until: Vec<String>, year_end: Vec<String>, this_year: Vec<String>,
    }
    /// An instrument that another one took the place of.
    Superseded { cited: Vec<String>, by: String, also: Vec<String>, first_year: u16, source: String }
    /// How instruments are cited.
    CitingWords { in_force: Vec<String>, history: Vec<String> }
    /// How the parts of a report are counted.
    PartWords { parts: Vec<String>, between: Vec<String>, and_others: Vec<String> }
    /// Names of bodies.
    NameWords { kinds: Vec<Vec<String>>, contact: Vec<String>, contact_end: Vec<String>, own: Vec<String> }
    /// How a kind of body speaks of itself.
    Speaker { words: Vec<String>, not_of: Vec<String> }
    /// Days by which reports are to be public, as month and day.
    DeadlineSpec {
        department_day: (u8, u8), government_day: (u8, u8), departments: Vec<String>, unless: Vec<String>,
        published: Vec<String>, source: String,
    }
    /// All is settled.
    SettledWords { all_done: Vec<String>, unless: Vec<String>, of_part: Vec<String> }
    /// The fee for processing information.
    FeeWords {
        unpaid_row: String, fee_row: String, notice: Vec<String>, deny: Vec<String>, issue: Vec<String>, any: Vec<String>,
        fee: Vec<String>, amount: Vec<String>, money: Vec<String>, another: Vec<String>, no_charge: Vec<String>,
    }
    /// Lists that claim to be whole.
    ListWords {
        rest: Vec<String>, kind: Vec<String>, among: Vec<String>, sorted: Vec<String>, noun: Vec<String>, inexact: Vec<String>, changed: Vec<String>, units: Vec<String>,
    }
    /// Words typed twice.
    DoubledWords { words: Vec<String>, ends: DoubledEnds, except: Vec<DoubledException> }
    /// Words with their last character typed twice, and what follows them then.
    DoubledEnds { words: Vec<String>, before: Vec<String> }
    /// A word that may stand twice before some others.
    DoubledException { word: String, behind: Vec<String>, after: Vec<String> }
    /// Numbers of persons.
    PersonalWords { contact: Vec<String>, private: Vec<String>, calling: Vec<String>, counted: Vec<String> }
}

impl Pitfalls {
    /// What all reports are read with. It is read once.
    pub fn builtin() -> &'static Pitfalls {
        static PITFALLS: OnceLock<Pitfalls> = OnceLock::new();
        PITFALLS.get_or_init(|| compiled::taken_in(compiled::PITFALLS))
    }
}
