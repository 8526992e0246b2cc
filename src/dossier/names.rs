//! Whatever bears names of units, found by a name that may have a part more or less in front than its own.
//!
//! Names that can be those of one unit end alike, so they are kept by what they end in: those that go on in front lie side by side, and those that
//! leave something out are few to ask for.

use std::collections::BTreeMap;

use super::Unit;

/// What bears names of units.
#[derive(Debug)]
pub struct NameBearers<T>(BTreeMap<String, Vec<T>>);

impl<T> Default for NameBearers<T> {
    fn default() -> Self {
        NameBearers(BTreeMap::new())
    }
}

/// A name from its end to its beginning.
fn backwards(unit: &Unit) -> String {
    unit.name().chars().rev().collect()
}

impl<T> NameBearers<T> {
    /// Adds what bears the name of a unit.
    pub fn insert(&mut self, unit: &Unit, bearer: T) {
        self.0.entry(backwards(unit)).or_default().push(bearer);
    }

    /// Takes out some of what bears the name of a unit.
    pub fn remove(&mut self, unit: &Unit, is_gone: impl Fn(&T) -> bool) {
        let name = backwards(unit);
        if let Some(bearers) = self.0.get_mut(&name) {
            bearers.retain(|bearer| !is_gone(bearer));
            if bearers.is_empty() {
                self.0.remove(&name);
            }
        }
    }

    /// All that bear a name in which the unit's ends, or that ends in the unit's: more than [`Unit::may_be`] allows, and all that it does.
    pub fn like(&self, unit: &Unit) -> impl Iterator<Item = &T> {
        let name = backwards(unit);
        let ends = name.char_indices().map(|(at, _)| at).skip(1);
        let shorter: Vec<&Vec<T>> = ends.filter_map(|end| self.0.get(&name[..end])).collect();
        let longer = self.0.range(name.clone()..);
        let longer = longer.take_while(move |(other, _)| other.starts_with(&name));
        let longer = longer.map(|(_, bearers)| bearers);
        shorter.into_iter().chain(longer).flatten()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_that_end_alike_are_found_and_no_others() {
        let unit = |name| Unit::new(name).unwrap();
        let mut bearers = NameBearers::default();
        let names = [
            "水务局",
            "甲县水务局",
            "某市甲县水务局",
            "乙县水务局",
            "甲县水利局",
            "甲县",
        ];
        for name in names {
            bearers.insert(&unit(name), name);
        }
        let like = |bearers: &NameBearers<&'static str>, name| -> Vec<&str> {
            let mut found: Vec<&str> = bearers.like(&unit(name)).copied().collect();
            found.sort_by_key(|name| names.iter().position(|known| known == name));
            found
        };
        assert_eq!(
            like(&bearers, "水务局"),
            ["水务局", "甲县水务局", "某市甲县水务局", "乙县水务局"]
        );
        assert_eq!(
            like(&bearers, "甲县水务局"),
            ["水务局", "甲县水务局", "某市甲县水务局"]
        );
        assert_eq!(
            like(&bearers, "某省某市甲县水务局"),
            ["水务局", "甲县水务局", "某市甲县水务局"]
        );
        bearers.remove(&unit("甲县水务局"), |_| true);
        assert_eq!(like(&bearers, "甲县水务局"), ["水务局", "某市甲县水务局"]);
        assert_eq!(like(&bearers, "丙镇"), [""; 0]);
    }
}
