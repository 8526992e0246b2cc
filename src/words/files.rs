//! What the program keeps of the words of the official editions. `build.rs` asks for it, and tests do.

use super::lexis::Meanings;
use super::vocabulary::compiled_vocabulary;
use crate::form::fold::Fold;
use crate::form::{ScriptVariants, files, load_edition, load_phrases};
use crate::locale::Locale;
use crate::written::Mistake;

/// All of it, by the names under which the program finds it.
pub(crate) fn compiled() -> Result<[(&'static str, Vec<u8>); 2], String> {
    let said = |mistakes: Vec<Mistake>| format!("{mistakes:?}");
    let narrative = load_phrases(files::NARRATIVE, Locale::English).map_err(said)?;
    let fold = Fold::new(&ScriptVariants::load(files::SCRIPT).map_err(said)?);
    let mut meanings = Vec::new();
    for toml in files::EDITIONS {
        let edition = load_edition(toml, Locale::English).map_err(said)?;
        let of_edition = files::bytes(&Meanings::new(&narrative, &edition))?;
        meanings.push((edition.id, of_edition));
    }
    Ok([
        ("words", compiled_vocabulary(&narrative, &fold)?),
        ("meanings", files::bytes(&meanings)?),
    ])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::form::compiled::{MEANINGS, WORDS};
    use crate::form::official;

    #[test]
    fn what_the_program_keeps_is_what_the_files_say() {
        let [(_, words), (_, meanings)] = compiled().unwrap();
        assert!(words == WORDS && meanings == MEANINGS);
    }

    #[test]
    fn every_official_edition_has_its_meanings() {
        for edition in official() {
            let known = Meanings::official(&edition.id).unwrap();
            let anew = Meanings::new(edition.phrases(), &edition);
            assert_eq!(format!("{known:?}"), format!("{anew:?}"));
        }
        assert!(Meanings::official("none").is_none());
    }
}
