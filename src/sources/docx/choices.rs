//! Contents that a document states several times over, for programs that know more or less.

use super::walk::DocumentWalk;

/// Bytes of a tag in which prefixes are looked up; those of office programs are far shorter.
const LONGEST_TAG: usize = 8 << 10;

/// How many prefixes a choice may ask for.
const MOST_REQUIRED: usize = 4;

/// How the names begin of what the office programs of today know.
const KNOWN: [&str; 4] = [
    "http://schemas.microsoft.com/",
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",
    "urn:schemas-microsoft-com:",
];

impl DocumentWalk<'_, '_> {
    /// What is read of alternative contents: the first choice that asks for nothing unknown, else the fallback.
    pub(super) fn choice(&self, at: usize) -> Option<usize> {
        let tree = self.tree;
        let mut choices = tree.children(at).filter(|&child| tree.is(child, "Choice"));
        let known = choices.find(|&choice| self.is_known(at, choice));
        known
            .or_else(|| tree.child(at, "Fallback"))
            .or_else(|| tree.child(at, "Choice"))
    }

    /// Whether all is known that a choice asks for. What the prefixes stand for is told in its own tag, that of the element round it or that of the part.
    fn is_known(&self, around: usize, choice: usize) -> bool {
        let tree = self.tree;
        let required = tree.attribute(choice, "Requires").unwrap_or_default();
        let is_short = |&at: &usize| {
            let element = tree.get(at);
            element.is_some_and(|element| element.inner_start - element.start < LONGEST_TAG)
        };
        let mut prefixes = required.split_whitespace().take(MOST_REQUIRED);
        prefixes.all(|prefix| {
            let mut homes = [choice, around, 0].into_iter().filter(is_short);
            let told = homes.find_map(|at| tree.attribute(at, prefix));
            told.is_none_or(|told| KNOWN.iter().any(|known| told.starts_with(known)))
        })
    }
}
