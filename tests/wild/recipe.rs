//! The description of one generated report: a line of words that can be read, kept in a file, and made into the same report again.
//!
//! `2021 tabs title-twice zeros-blank page-numbers wrong-part #17` is a report of the edition 2021 whose cells are separated by tabs, whose title is
//! printed twice, whose zeros are left blank, with page numbers inside the tables and one wrong part; 17 decides numbers and words.

use std::fmt;
use std::str::FromStr;

use fastrand::Rng;

/// An enum whose variants have names for people, and a list of all.
macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// Its name in a recipe.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }
    };
}

named! {
    /// How the tables are written.
    Surface {
        /// ` | ` between cells, bars at the end for merged cells, nothing for those at the start.
        Bars = "bars",
        /// The same with a bar in front of every row.
        OuterBars = "outer-bars",
        /// Bars with a blank for every merged cell.
        FullBars = "full-bars",
        /// The same without a bar in front and at the end.
        OpenBars = "open-bars",
        /// A Markdown table with a delimiter row.
        Markdown = "markdown",
        /// Tabs, with leading tabs for merged cells.
        Tabs = "tabs",
        /// Tabs, as a word processor copies merged cells: some rows have lost those in front.
        LostTabs = "lost-tabs",
        /// One cell per line, an empty line between.
        Lines = "lines",
        /// One cell per line and nothing between.
        TightLines = "tight-lines",
        /// One cell per line, indented by spaces, by other numbers of them from line to line.
        SpacedLines = "spaced-lines",
        /// One cell per line, each begun by a tab.
        Indented = "indented",
        /// One cell and a bar on each line.
        BarEnded = "bar-ended",
        /// The same, a run of bars behind the last cell of a row.
        BarRuns = "bar-runs",
        /// Lines of a PDF: label and numbers set apart by spaces.
        Spaced = "spaced",
        /// An HTML table without ornament.
        Html = "html",
        /// A page of a government's site: styles, nested elements, entities.
        SitePage = "site-page",
        /// A page saved by a word processor: upper-case tags, `mso` styles, end tags left out.
        WordPage = "word-page",
    }
}

impl Surface {
    /// Whether it is HTML.
    pub fn is_html(self) -> bool {
        matches!(self, Surface::Html | Surface::SitePage | Surface::WordPage)
    }

    /// Whether a blank cell leaves a mark of its own.
    pub fn keeps_blanks(self) -> bool {
        match self {
            Surface::Bars
            | Surface::OuterBars
            | Surface::FullBars
            | Surface::OpenBars
            | Surface::Markdown
            | Surface::Tabs
            | Surface::LostTabs
            | Surface::Indented
            | Surface::BarEnded
            | Surface::BarRuns
            | Surface::Html
            | Surface::SitePage
            | Surface::WordPage => true,
            Surface::Lines | Surface::TightLines | Surface::SpacedLines | Surface::Spaced => false,
        }
    }
}

named! {
    /// A way of writing that is not the plainest, and not wrong. Those with the same first word exclude each other.
    Manner {
        /// `2023年某局政府信息公开工作年度报告`.
        TitleYearFirst = "title-year-first",
        /// `某局2023年度政府信息公开工作年度报告`.
        TitleYearTwice = "title-year-twice",
        /// The line breaks behind the unit.
        TitleBelowUnit = "title-below-unit",
        /// The line breaks inside the official words.
        TitleBroken = "title-broken",
        /// Unit, year and words on three lines.
        TitleThreeLines = "title-three-lines",
        /// The page's title and the document's.
        TitleTwice = "title-twice",
        /// The same in other words, with the page's data between.
        TitleTwiceApart = "title-twice-apart",
        /// `某局 2023 年…`.
        TitleSpaced = "title-spaced",
        /// `某局2023政府信息公开…`.
        TitleBareYear = "title-bare-year",
        /// `…年 度 报 告`.
        TitleSetApart = "title-set-apart",
        /// A date below it.
        TitleDated = "title-dated",
        /// `一、 总体情况`.
        HeadingsSpaced = "headings-spaced",
        /// `一、总体情况：`.
        HeadingsMarked = "headings-marked",
        /// `## 一、总体情况`.
        HeadingsMarkdown = "headings-markdown",
        /// `**一、总体情况**`.
        HeadingsBold = "headings-bold",
        /// `1、总体情况`.
        HeadingsDigits = "headings-digits",
        /// One of them has lost its number.
        HeadingsLostNumber = "headings-lost-number",
        /// All of them have.
        HeadingsLostNumbers = "headings-lost-numbers",
        /// The first stands at the end of the line before it.
        HeadingsSunken = "headings-sunken",
        /// The text of a section follows on the heading's line.
        HeadingsRunOn = "headings-run-on",
        /// A second heading above each table: `表三：…`.
        HeadingsDoubled = "headings-doubled",
        /// In traditional script.
        HeadingsTraditional = "headings-traditional",
        /// A table of contents lists them first.
        HeadingsListed = "headings-listed",
        /// Nothing between title and section one.
        PreambleNone = "preamble-none",
        /// It stands below the heading of section one.
        PreambleInside = "preamble-inside",
        /// It has a heading of its own.
        PreambleHeaded = "preamble-headed",
        /// Its numbers have lost characters beside them: `202311日起至20231231日`.
        PreambleTorn = "preamble-torn",
        /// It names the parts of the report, in words of its own.
        PreambleLists = "preamble-lists",
        /// `一是`, `二是`.
        SubsOrdinal = "subs-ordinal",
        /// `1.`, `2.`.
        SubsDigits = "subs-digits",
        /// `1、`, `2、`.
        SubsDigitsEnumerated = "subs-digits-enumerated",
        /// No sub-headings.
        SubsNone = "subs-none",
        /// Numbered like sections, one of them with the title of section two.
        SubsLikeSections = "subs-like-sections",
        /// One has the title of section three.
        SubsApplications = "subs-applications",
        /// Their numbers are lost.
        SubsLostNumbers = "subs-lost-numbers",
        /// Half-width brackets and marks.
        LabelsHalfWidth = "labels-half-width",
        /// `（三） 不予公开`, `1. 属于…`.
        LabelsSpaced = "labels-spaced",
        /// `1、属于…`.
        LabelsEnumerated = "labels-enumerated",
        /// Straight quotes, or none.
        LabelsPlainQuotes = "labels-plain-quotes",
        /// Broken inside their cells.
        LabelsBroken = "labels-broken",
        /// Written with compatibility characters.
        LabelsCompatible = "labels-compatible",
        /// In traditional script.
        LabelsTraditional = "labels-traditional",
        /// The long note of a label left out, others cut short by a copy.
        LabelsCut = "labels-cut",
        /// The number of a first row in a cell of its own.
        LabelsApart = "labels-apart",
        /// One character on a line, in table four.
        LabelsUpright = "labels-upright",
        /// A page ends inside a label: its rest stands behind the values.
        LabelsTorn = "labels-torn",
        /// With notes in brackets.
        LabelsNoted = "labels-noted",
        /// Every zero is left blank.
        ZerosBlank = "zeros-blank",
        /// In rows of zeros only the total is written.
        ZerosTotalOnly = "zeros-total-only",
        /// White space round every number.
        PaddingWide = "padding-wide",
        /// A bookmark instead of the note above table three.
        NoteBookmark = "note-bookmark",
        /// Nothing instead of it.
        NoteMissing = "note-missing",
        /// The word for the last column stands one header row lower.
        HeaderLowTotal = "header-low-total",
        /// `商业` and `企业` apart.
        HeaderApart = "header-apart",
        /// Line ends.
        EndsCrlf = "ends-crlf",
        /// Line ends of old machines.
        EndsCr = "ends-cr",
        /// U+2028 between paragraphs.
        EndsSeparators = "ends-separators",
        /// U+000B between paragraphs.
        EndsVertical = "ends-vertical",
        /// A byte order mark in front.
        MarkOfOrder = "mark-of-order",
        /// The furniture of a web page above and below.
        PageWeb = "page-web",
        /// A table of the page's data with bars above the title.
        PageTable = "page-table",
        /// Unit and date at the end.
        SignedBelow = "signed-below",
        /// Unit and date above the text.
        SignedAbove = "signed-above",
        /// A line with only a number, inside the tables.
        FootersNumber = "footers-number",
        /// `Page 9`, inside the tables.
        FootersWord = "footers-word",
        /// Sentences below the tables.
        NotesBelow = "notes-below",
        /// A number of something else on the line below a table.
        NotesCount = "notes-count",
        /// Each caption of section two has a table of its own.
        TablesSplit = "tables-split",
        /// The first caption of section two is lost.
        CaptionsLost = "captions-lost",
    }
}

impl Manner {
    /// Manners of one kind exclude each other.
    fn kind(self) -> &'static str {
        self.word().split('-').next().unwrap_or_default()
    }

    /// Whether a finding, begun with its code, is what the form asks for in reports of this manner.
    pub fn asks_for(self, finding: &str) -> bool {
        let code = match self {
            Manner::HeadingsMarked => "section-title ",
            _ => return false,
        };
        finding.starts_with(code)
    }

    /// Whether both can be told apart on a surface.
    fn goes_with(self, other: Manner, surface: Surface) -> bool {
        match (self, other) {
            // a page's number among values of which some are but gaps
            (Manner::FootersNumber, Manner::ZerosBlank | Manner::ZerosTotalOnly) => {
                surface.keeps_blanks()
            }
            _ => true,
        }
    }

    /// Whether a surface can hold it.
    fn fits(self, surface: Surface) -> bool {
        match self {
            Manner::HeadingsMarkdown | Manner::HeadingsBold | Manner::PageTable => {
                !surface.is_html()
            }
            Manner::EndsSeparators | Manner::EndsVertical => !surface.is_html(),
            Manner::FootersNumber | Manner::FootersWord | Manner::TablesSplit => {
                surface != Surface::Markdown
            }
            // Only an empty line tells of a blank, and a tight text has none.
            // In rows whose cells have moved nothing tells which of them are blank.
            Manner::ZerosBlank | Manner::ZerosTotalOnly => {
                surface.keeps_blanks() && !matches!(surface, Surface::BarRuns | Surface::LostTabs)
                    || surface == Surface::Lines
            }
            Manner::LabelsBroken | Manner::LabelsUpright => !matches!(surface, Surface::Spaced),
            // As seen: in tables of a word processor, whose rows keep their cells.
            Manner::LabelsApart | Manner::LabelsTorn => {
                matches!(
                    surface,
                    Surface::Tabs | Surface::FullBars | Surface::OpenBars
                )
            }
            Manner::PaddingWide => !matches!(surface, Surface::Spaced | Surface::Indented),
            _ => true,
        }
    }
}

named! {
    /// One thing that a writer did wrong.
    Mistake {
        /// A part of a sum in table three.
        WrongPart = "wrong-part",
        /// The last cell of a row in table three.
        WrongTotal = "wrong-total",
        /// A cell of （七）总计.
        WrongProcessed = "wrong-processed",
        /// A total of table four.
        WrongOutcome = "wrong-outcome",
        /// A number of the balance: the row of those carried out.
        WrongCarriedOut = "wrong-carried-out",
        /// A total left blank.
        BlankTotal = "blank-total",
        /// A row with five values.
        FewValues = "few-values",
        /// A row with a value too many.
        ManyValues = "many-values",
        /// A row of the form is absent.
        RowMissing = "row-missing",
        /// A row the form does not have.
        RowUnknown = "row-unknown",
        /// Two rows exchanged, numbers and all.
        RowsExchanged = "rows-exchanged",
        /// A label with a wrong character.
        LabelWrong = "label-wrong",
        /// A column's word that the form does not have.
        HeaderWrong = "header-wrong",
        /// A section is absent, with its table.
        SectionMissing = "section-missing",
        /// Only the heading of a section is absent.
        HeadingMissing = "heading-missing",
        /// A heading twice.
        HeadingTwice = "heading-twice",
        /// A heading in other words.
        HeadingWrong = "heading-wrong",
        /// Sections exchanged.
        SectionsExchanged = "sections-exchanged",
        /// A section without its table.
        TableMissing = "table-missing",
        /// Nothing below the heading of section five.
        SectionEmpty = "section-empty",
        /// The tables of the other edition.
        OtherEdition = "other-edition",
        /// A title without a year.
        TitleNoYear = "title-no-year",
        /// A title that does not call it an annual report.
        TitleWrong = "title-wrong",
        /// A stroke where a number is due.
        Dash = "dash",
        /// The rows of table three without anything between their cells.
        CellsJoined = "cells-joined",
        /// All tables are absent: they were pictures.
        TablesMissing = "tables-missing",
        /// Several headings are absent.
        HeadingsMissing = "headings-missing",
        /// Words where a number is due.
        Words = "words",
        /// A number of double-width digits.
        WideDigits = "wide-digits",
        /// A count below zero.
        Negative = "negative",
        /// A count with decimals.
        Fraction = "fraction",
    }
}

impl Mistake {
    /// Whether it can be told on a surface, in this manner.
    fn fits(self, recipe: &Recipe) -> bool {
        let is_blank = recipe.has(Manner::ZerosBlank) || recipe.has(Manner::ZerosTotalOnly);
        let surface = recipe.surface;
        match self {
            // Among blanks nobody can tell which is one too many.
            Mistake::FewValues | Mistake::ManyValues => !is_blank,
            Mistake::BlankTotal => surface.keeps_blanks() || surface == Surface::Lines && !is_blank,
            // Where a label breaks and numbers run into its rest, neither is left.
            Mistake::CellsJoined => !recipe.has(Manner::LabelsBroken),
            // Only its sum tells a row from the number of a page below it.
            Mistake::WrongPart
            | Mistake::WrongTotal
            | Mistake::WrongProcessed
            | Mistake::WrongCarriedOut => {
                !recipe.has(Manner::FootersNumber) || surface.keeps_blanks()
            }
            // What is blank in a block may be the rest of its total.
            Mistake::WrongOutcome => !is_blank,
            // On lines only its exact label tells that a row of blanks is one.
            Mistake::LabelWrong => {
                !is_blank || surface.keeps_blanks() && surface != Surface::BarEnded
            }
            // On lines that end in nothing but a number the words would be a label.
            Mistake::Words => {
                recipe.surface.keeps_blanks()
                    && !matches!(recipe.surface, Surface::BarEnded | Surface::BarRuns)
            }
            // Without numbers they may be sub-headings.
            Mistake::HeadingWrong | Mistake::HeadingTwice => {
                !recipe.has(Manner::HeadingsLostNumbers) && !recipe.has(Manner::HeadingsSunken)
            }
            // What has the title of a missing section is taken for its heading.
            Mistake::HeadingMissing | Mistake::HeadingsMissing | Mistake::SectionMissing => {
                !recipe.has(Manner::HeadingsLostNumbers)
                    && !recipe.has(Manner::SubsLikeSections)
                    && !recipe.has(Manner::SubsApplications)
            }
            // A page's title in the right words is enough.
            Mistake::TitleNoYear | Mistake::TitleWrong => {
                !recipe.has(Manner::TitleTwiceApart) && !recipe.has(Manner::PageWeb)
            }
            // Without its number only its place tells a heading.
            Mistake::SectionsExchanged => {
                !recipe.has(Manner::HeadingsLostNumbers) && !recipe.has(Manner::HeadingsLostNumber)
            }
            _ => true,
        }
    }
}

/// The editions that reports are made up on; the first, most of them.
pub const EDITIONS: [&str; 2] = ["2021", "2019"];

/// The surface of a report by its number. Each surface draws a lot, and the highest has it: one that is added takes some reports from the
/// others and leaves the rest as they are.
fn surface_of(seed: u64) -> Surface {
    let lot = |surface: &Surface| {
        let bytes = surface.word().bytes();
        let word = bytes.fold(0, |hash: u64, byte| {
            hash.wrapping_mul(0x0100_0000_01B3) ^ u64::from(byte)
        });
        Rng::with_seed(word ^ seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)).u64(..)
    };
    let highest = Surface::ALL.iter().copied().max_by_key(lot);
    highest.expect("a surface")
}

/// The edition of a report, two of three the first.
fn edition_of(rng: &mut Rng) -> &'static str {
    let [usual, others @ ..] = &EDITIONS;
    match rng.u32(..3) {
        2 => others[rng.usize(..others.len())],
        _ => usual,
    }
}

/// What a generated report is to be like.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// The id of the edition.
    pub edition: String,
    /// How tables are written.
    pub surface: Surface,
    /// Ways of writing.
    pub manners: Vec<Manner>,
    /// What is wrong with it.
    pub mistake: Option<Mistake>,
    /// Decides words and numbers.
    pub seed: u64,
}

impl Recipe {
    /// A random one without mistakes; the same for the same number.
    pub fn clean(seed: u64) -> Recipe {
        let mut rng = Rng::with_seed(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xC1EA);
        let mut recipe = Recipe {
            edition: edition_of(&mut rng).to_owned(),
            surface: surface_of(seed),
            manners: Vec::new(),
            mistake: None,
            seed,
        };
        let mut kinds: Vec<&str> = Manner::ALL.iter().map(|manner| manner.kind()).collect();
        kinds.dedup();
        for kind in kinds {
            if !rng.bool() {
                continue;
            }
            let choices = Manner::ALL.iter().copied();
            let choices: Vec<Manner> = choices
                .filter(|choice| choice.kind() == kind && choice.fits(recipe.surface))
                .filter(|choice| {
                    recipe
                        .manners
                        .iter()
                        .all(|other| choice.goes_with(*other, recipe.surface))
                })
                .collect();
            recipe.manners.extend(rng.choice(choices));
        }
        recipe
    }

    /// The same with one mistake.
    pub fn with_mistake(seed: u64) -> Recipe {
        let mut recipe = Recipe::clean(seed);
        let mut rng = Rng::with_seed(seed ^ 0xBAD);
        let choices: Vec<Mistake> = Mistake::ALL
            .iter()
            .copied()
            .filter(|mistake| mistake.fits(&recipe))
            .collect();
        recipe.mistake = rng.choice(choices);
        recipe
    }

    /// Whether the report is written in this manner.
    pub fn has(&self, manner: Manner) -> bool {
        self.manners.contains(&manner)
    }

    /// Whether this is wrong with it.
    pub fn plants(&self, mistake: Mistake) -> bool {
        self.mistake == Some(mistake)
    }

    /// Every recipe with one word less, for finding the word that matters.
    pub fn simpler(&self) -> Vec<Recipe> {
        (0..self.manners.len())
            .map(|at| {
                let mut simpler = self.clone();
                simpler.manners.remove(at);
                simpler
            })
            .collect()
    }
}

impl fmt::Display for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} {}", self.edition, self.surface.word())?;
        for manner in &self.manners {
            write!(f, " {}", manner.word())?;
        }
        if let Some(mistake) = self.mistake {
            write!(f, " {}", mistake.word())?;
        }
        write!(f, " #{}", self.seed)
    }
}

impl FromStr for Recipe {
    type Err = String;

    fn from_str(line: &str) -> Result<Recipe, String> {
        let mut words = line.split_whitespace();
        let edition = words.next().ok_or("no edition")?.to_string();
        let surface = words
            .next()
            .and_then(|word| named(Surface::ALL, word, |s| s.word()));
        let mut recipe = Recipe {
            edition,
            surface: surface.ok_or_else(|| format!("no surface in “{line}”"))?,
            manners: Vec::new(),
            mistake: None,
            seed: 0,
        };
        for word in words {
            if let Some(seed) = word.strip_prefix('#') {
                recipe.seed = seed.parse().map_err(|_| format!("“{word}” is no number"))?;
            } else if let Some(manner) = named(Manner::ALL, word, |m| m.word()) {
                recipe.manners.push(manner);
            } else if let Some(mistake) = named(Mistake::ALL, word, |m| m.word()) {
                recipe.mistake = Some(mistake);
            } else {
                return Err(format!("“{word}” is unknown"));
            }
        }
        Ok(recipe)
    }
}

fn named<T: Copy>(all: &[T], word: &str, name: impl Fn(T) -> &'static str) -> Option<T> {
    all.iter().copied().find(|&item| name(item) == word)
}
