//! What a configuration says of several reports: `[[series]]` and `[[roll-up]]`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::read::ConfigReader;
use super::show::{listed, quoted};
use super::{Config, PathGlob, Setting};
use crate::dossier::{Member, ReportId, RollUp, Unit};
use crate::finding::DocumentId;
use crate::kit::Forms;
use crate::locale::Locale;
use crate::say;
use crate::written::{Fields, Mistake, TextOrigin, nearest};

/// One `[[series]]`: reports that are of one unit, whatever their titles say.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesEntry {
    /// The name as written.
    pub name: String,
    /// The unit.
    pub unit: Unit,
    /// Other names as written, with the units that titles with them seem to be of.
    pub also: Vec<(String, Unit)>,
    /// Its reports.
    pub files: Vec<PathGlob>,
}

/// One `[[roll-up]]`: a report that is the sum of others.
#[derive(Clone, Debug, PartialEq)]
pub struct RollUpEntry {
    /// The report that is the sum.
    pub whole: PathGlob,
    /// Those that are added up.
    pub parts: Vec<PathGlob>,
    /// The tables as written; empty for all that have totals.
    pub tables: Vec<String>,
    /// Where they are written.
    pub tables_origin: TextOrigin,
    /// The folder that the globs start from.
    pub folder: PathBuf,
}

fn patterns(globs: &[PathGlob]) -> String {
    listed(globs.iter().map(|glob| glob.pattern.as_str()))
}

impl SeriesEntry {
    /// As it stands in one line.
    pub(super) fn as_toml(&self) -> String {
        let mut parts = vec![format!("unit = {}", quoted(&self.name))];
        if !self.also.is_empty() {
            let also = self.also.iter().map(|(name, _)| name.as_str());
            parts.push(format!("also = {}", listed(also)));
        }
        if !self.files.is_empty() {
            parts.push(format!("files = {}", patterns(&self.files)));
        }
        format!("{{ {} }}", parts.join(", "))
    }
}

impl RollUpEntry {
    /// As it stands in one line.
    pub(super) fn as_toml(&self) -> String {
        let whole = quoted(&self.whole.pattern);
        let mut parts = vec![
            format!("whole = {whole}"),
            format!("parts = {}", patterns(&self.parts)),
        ];
        if !self.tables.is_empty() {
            let tables = self.tables.iter().map(String::as_str);
            parts.push(format!("tables = {}", listed(tables)));
        }
        format!("{{ {} }}", parts.join(", "))
    }

    /// Whether a file is one of the parts.
    pub fn is_part(&self, file: &Path) -> bool {
        !self.whole.matches(file) && self.parts.iter().any(|part| part.matches(file))
    }
}

impl ConfigReader<'_> {
    /// One `[[series]]`. A mistake in it drops the whole entry.
    pub(super) fn series(&mut self, mut fields: Fields<'_>) -> Option<SeriesEntry> {
        let before = self.notes.len();
        let fold = Forms::builtin().fold();
        let name = fields.word("unit", &mut self.notes);
        let unit = Unit::declared(name.text, fold);
        let also = fields.words("also", &mut self.notes);
        let files = fields.words("files", &mut self.notes);
        let path = fields.path("files");
        let globs: Vec<PathGlob> = files
            .into_iter()
            .filter_map(|file| self.glob(file, path.clone()))
            .collect();
        let notes = &mut self.notes;
        let nobody = |text: &str| {
            say!(
                notes.locale(),
                "“{text}”不像单位名称",
                "\"{text}\" does not look like the name of a unit"
            )
        };
        let mut wrong = Vec::new();
        if unit.is_none() && !name.text.is_empty() {
            wrong.push((name.at, fields.path("unit"), nobody(name.text)));
        }
        let mut others = Vec::new();
        for word in &also {
            match Unit::of_words(word.text, fold) {
                Some(unit) => others.push((word.text.to_owned(), unit)),
                None => wrong.push((word.at, fields.path("also"), nobody(word.text))),
            }
        }
        if also.is_empty() && globs.is_empty() && notes.len() == before {
            let message = say!(
                notes.locale(),
                "还要写 also 或 files，否则没有作用",
                "also or files is needed, or it says nothing"
            );
            wrong.push((fields.at(), fields.path("unit"), message));
        }
        for (at, path, message) in wrong {
            notes.add(at, path, message);
        }
        let written = name.text.to_owned();
        fields.finish(notes);
        (notes.len() == before).then_some(())?;
        Some(SeriesEntry {
            name: written,
            unit: unit?,
            also: others,
            files: globs,
        })
    }

    /// One `[[roll-up]]`. A mistake in it drops the whole entry.
    pub(super) fn roll_up(&mut self, mut fields: Fields<'_>) -> Option<RollUpEntry> {
        let before = self.notes.len();
        let whole = fields.word("whole", &mut self.notes);
        fields.require("parts", &mut self.notes);
        let parts = fields.words("parts", &mut self.notes);
        let tables = fields.words("tables", &mut self.notes);
        let tables_at = tables.first().map_or(fields.at(), |table| table.at);
        let tables_origin = self.notes.origin(tables_at);
        let whole = match whole.text {
            "" => None,
            _ => self.glob(whole, fields.path("whole")),
        };
        let path = fields.path("parts");
        let parts: Vec<PathGlob> = parts
            .into_iter()
            .filter_map(|part| self.glob(part, path.clone()))
            .collect();
        let tables = tables.iter().map(|table| table.text.to_owned()).collect();
        let folder = self.folder().to_path_buf();
        let notes = &mut self.notes;
        if parts.is_empty() && notes.len() == before {
            let message = say!(
                notes.locale(),
                "至少要写一份",
                "at least one report is needed"
            );
            notes.add(fields.place("parts"), path, message);
        }
        fields.finish(notes);
        (notes.len() == before).then_some(())?;
        Some(RollUpEntry {
            whole: whole?,
            parts,
            tables,
            tables_origin,
            folder,
        })
    }
}

impl Config {
    /// Puts what is kept of a document's reports where the user says that they belong.
    pub fn assign(&self, member: &mut Member) {
        for digest in &mut member.digests {
            let declared = self.unit_of(&member.path, digest.unit.as_ref());
            if declared.is_some() {
                Arc::make_mut(digest).unit = declared;
            }
        }
    }

    /// Whether another configuration says the same of units and their reports.
    pub fn assigns_like(&self, other: &Config) -> bool {
        let own = self.series.iter().map(|setting| &setting.value);
        own.eq(other.series.iter().map(|setting| &setting.value))
    }

    /// The unit that a file's report is of as the user says; `None` if nothing is said of it. `stated` is the unit of its title.
    pub fn unit_of(&self, file: &Path, stated: Option<&Unit>) -> Option<Unit> {
        let mut entries = self.series.iter().map(|setting| &setting.value);
        let holds = |entry: &&SeriesEntry| {
            let mut named = entry.also.iter().map(|(_, unit)| unit).chain([&entry.unit]);
            let is_named =
                stated.is_some_and(|stated| named.any(|unit| unit.name() == stated.name()));
            is_named || entry.files.iter().any(|glob| glob.matches(file))
        };
        entries.find(holds).map(|entry| entry.unit.clone())
    }

    /// The declared sums among documents at these places, each with the number of its reports.
    pub fn roll_ups_among(&self, documents: &[(DocumentId, PathBuf, usize)]) -> Vec<RollUp> {
        let mut found = Vec::new();
        for Setting { value: entry, .. } in &self.roll_ups {
            let reports = |(id, _, n_reports): &(DocumentId, PathBuf, usize)| {
                let document = *id;
                (0..*n_reports).map(move |at| ReportId { document, at })
            };
            let parts = documents.iter().filter(|(_, path, _)| entry.is_part(path));
            let parts: Vec<ReportId> = parts.flat_map(reports).collect();
            let wholes = documents
                .iter()
                .filter(|(_, path, _)| entry.whole.matches(path));
            found.extend(wholes.flat_map(reports).map(|whole| RollUp {
                whole,
                parts: parts.clone(),
                tables: entry.tables.clone(),
            }));
        }
        found
    }

    /// Drops sums of tables that no edition has.
    pub(super) fn settle_roll_ups(&mut self, forms: &Forms, locale: Locale) -> Vec<Mistake> {
        let tables = || forms.editions().flat_map(|edition| &edition.tables);
        let is_known = |name: &String| tables().any(|table| table.is_called(name));
        let mut mistakes = Vec::new();
        self.roll_ups.retain(|setting| {
            let Some(name) = setting.value.tables.iter().find(|name| !is_known(name)) else {
                return true;
            };
            let mut known: Vec<&str> = tables().map(|table| table.short.as_str()).collect();
            known.sort_unstable();
            known.dedup();
            let message = match nearest(name, tables().map(|table| table.id.as_str())) {
                Some(near) => say!(
                    locale,
                    "没有表“{name}”，是否应为“{near}”？",
                    "there is no table \"{name}\"; did you mean \"{near}\"?"
                ),
                None => say!(
                    locale,
                    "没有表“{name}”；可用：{known}",
                    "there is no table \"{name}\"; choose from {known}",
                    known = known.join("、")
                ),
            };
            mistakes.push(Mistake {
                origin: setting.value.tables_origin.clone(),
                key: "roll-up.tables".to_owned(),
                message,
            });
            false
        });
        mistakes
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(toml: &str) -> (Config, Vec<String>) {
        let path = Path::new("/r/nianbao.toml");
        let (mut config, mut mistakes) =
            Config::from_toml(toml, path, Locale::English, &|_| Err(String::new()));
        mistakes.extend(config.settle(Forms::builtin(), Locale::English));
        let sentences = mistakes
            .iter()
            .map(|mistake| mistake.sentence(Locale::English));
        (config, sentences.collect())
    }

    fn unit(name: &str) -> Option<Unit> {
        Unit::of_words(name, Forms::builtin().fold())
    }

    #[test]
    fn a_series_takes_former_names_and_files_to_its_unit() {
        let (config, mistakes) = read(
            "[[series]]\nunit = \"甲县水务局\"\nalso = [\"甲县水利局\"]\nfiles = [\"水/*.md\"]\n",
        );
        assert_eq!(mistakes, [""; 0]);
        let of = |path: &str, stated: &str| {
            let unit = config.unit_of(Path::new(path), unit(stated).as_ref());
            unit.map(|unit| unit.name().to_owned())
        };
        let own = Some("甲县水务局".to_owned());
        assert_eq!(of("/r/a.md", "甲县水利局"), own);
        assert_eq!(of("/r/a.md", "甲县水务局"), own);
        assert_eq!(of("/r/水/a.md", "某局"), own);
        assert_eq!(of("/r/a.md", "乙县水利局"), None);
    }

    #[test]
    fn a_series_that_says_nothing_is_a_mistake_with_its_line() {
        let (config, mistakes) = read(
            "[[series]]\nunit = \"甲县水务局\"\n\n[[series]]\nunit = \"局\"\nalso = [\"甲局\"]\nname = 3\n",
        );
        assert_eq!(config.series, []);
        assert_eq!(
            mistakes,
            [
                "/r/nianbao.toml:1 series.unit: also or files is needed, or it says nothing",
                "/r/nianbao.toml:5 series.unit: \"局\" does not look like the name of a unit",
                "/r/nianbao.toml:7 series.name: \"name\" is unknown",
            ]
        );
    }

    #[test]
    fn a_sum_names_its_whole_and_its_parts_among_the_documents() {
        let (config, mistakes) =
            read("[[roll-up]]\nwhole = \"全市.md\"\nparts = [\"部门/**\"]\ntables = [\"三\"]\n");
        assert_eq!(mistakes, [""; 0]);
        let document = |id: u32, path: &str| (DocumentId(id), PathBuf::from(path), 1);
        let documents = [
            document(1, "/r/全市.md"),
            document(2, "/r/部门/a.md"),
            document(3, "/r/b.md"),
        ];
        let [roll_up] = &config.roll_ups_among(&documents)[..] else {
            panic!("one sum")
        };
        assert_eq!(roll_up.whole.document, DocumentId(1));
        let parts: Vec<u32> = roll_up.parts.iter().map(|part| part.document.0).collect();
        assert_eq!(parts, [2]);
    }

    #[test]
    fn a_sum_of_a_table_that_no_edition_has_is_a_mistake() {
        let (config, mistakes) = read(
            "[[roll-up]]\nwhole = \"a.md\"\nparts = [\"b/**\"]\ntables = [\"aplications\"]\n[[roll-up]]\nwhole = \"a.md\"\n",
        );
        assert_eq!(config.roll_ups, []);
        assert_eq!(
            mistakes,
            [
                "/r/nianbao.toml:5 roll-up.parts: parts is missing",
                "/r/nianbao.toml:4 roll-up.tables: there is no table \"aplications\"; did you mean \"applications\"?",
            ]
        );
    }
}
