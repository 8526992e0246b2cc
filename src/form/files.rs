//! The data files of the form as they are written, and what the program keeps of each. `build.rs` asks for it, and tests do.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::explains::Book;
use super::fold::Fold;
use super::frames::Written;
use super::{CopiedWords, Edition, Pitfalls, ScriptVariants, UnitWords};
use super::{load_edition, load_phrases};
use crate::locale::Locale;

/// The official editions, the newest first.
pub(crate) const EDITIONS: &[&str] = &[
    include_str!("editions/2021.toml"),
    include_str!("editions/2019.toml"),
];
pub(crate) const NARRATIVE: &str = include_str!("narrative.toml");
pub(crate) const PHRASES: &str = include_str!("phrases.toml");
pub(crate) const PITFALLS: &str = include_str!("pitfalls.toml");
pub(crate) const COPIED: &str = include_str!("copied.toml");
pub(crate) const UNITS: &str = include_str!("units.toml");
pub(crate) const EXPLAINS: &str = include_str!("explains.toml");
pub(crate) const SCRIPT: &str = include_str!("script.toml");

/// What the program keeps of every file, by the name under which it finds it.
pub(crate) fn compiled() -> Result<[(&'static str, Vec<u8>); 10], String> {
    let editions = EDITIONS
        .iter()
        .map(|toml| load_edition(toml, Locale::English));
    let editions: Vec<Edition> = editions
        .collect::<Result<_, _>>()
        .map_err(|mistakes| format!("an edition: {mistakes:?}"))?;
    let narrative = load_phrases(NARRATIVE, Locale::English);
    let narrative = narrative.map_err(|mistakes| format!("narrative.toml: {mistakes:?}"))?;
    let script = ScriptVariants::load(SCRIPT);
    let script = script.map_err(|mistakes| format!("script.toml: {mistakes:?}"))?;
    Ok([
        ("editions", bytes(&editions)?),
        ("narrative", bytes(&narrative)?),
        ("phrases", bytes(&read::<Written>(PHRASES)?)?),
        ("pitfalls", bytes(&read::<Pitfalls>(PITFALLS)?)?),
        ("copied", bytes(&read::<CopiedWords>(COPIED)?)?),
        ("units", bytes(&read::<UnitWords>(UNITS)?)?),
        ("explains", bytes(&read::<Book>(EXPLAINS)?)?),
        ("script", bytes(&script)?),
        ("fold", Fold::new(&script).bytes().to_vec()),
        ("bodies", bytes(&narrative.bodies)?),
    ])
}

fn read<T: DeserializeOwned>(toml: &str) -> Result<T, String> {
    toml::from_str(toml).map_err(|error| error.to_string())
}

pub(crate) fn bytes(value: &impl Serialize) -> Result<Vec<u8>, String> {
    postcard::to_allocvec(value).map_err(|error| error.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::form::{compiled, official, phrases::Phrases};

    #[test]
    fn what_the_program_keeps_is_what_the_files_say() {
        for (name, bytes) in compiled().unwrap() {
            let kept = match name {
                "editions" => compiled::EDITIONS,
                "narrative" => compiled::NARRATIVE,
                "phrases" => compiled::PHRASES,
                "pitfalls" => compiled::PITFALLS,
                "copied" => compiled::COPIED,
                "units" => compiled::UNITS,
                "explains" => compiled::EXPLAINS,
                "fold" => compiled::FOLD,
                "bodies" => compiled::BODIES,
                _ => compiled::SCRIPT,
            };
            assert_eq!(bytes, kept, "{name}");
        }
    }

    #[test]
    fn what_is_taken_in_is_what_is_read() {
        let editions = EDITIONS.iter();
        let editions = editions.map(|toml| load_edition(toml, Locale::English).unwrap());
        assert_eq!(official(), editions.collect::<Vec<_>>());
        let narrative = load_phrases(NARRATIVE, Locale::English);
        assert_eq!(narrative.as_ref(), Ok(Phrases::builtin()));
        assert_eq!(read::<Pitfalls>(PITFALLS).as_ref(), Ok(Pitfalls::builtin()));
        assert_eq!(read::<UnitWords>(UNITS).as_ref(), Ok(UnitWords::builtin()));
        let script = ScriptVariants::load(SCRIPT);
        assert_eq!(script.as_ref(), Ok(ScriptVariants::builtin()));
    }
}
