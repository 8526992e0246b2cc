//! The unit that a report is of, as its title names it, and whether two names are those of one unit.

use std::sync::OnceLock;

use memchr::memmem;

use crate::chars::CharSet;
use crate::form::UnitWords;
use crate::form::fold::Fold;
use crate::words::folded;

/// The unit of a report.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit {
    /// Its name without what titles vary in.
    name: String,
    /// Where the part of the name begins that another title may be left with, in bytes: behind the last area that the name begins with.
    core: usize,
    /// How far the name says whose it is.
    reach: NameReach,
    /// What stands in brackets behind the name: another name that the unit bears, which titles may leave out.
    beside: Option<String>,
}

/// How far a name says which area's unit it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum NameReach {
    /// It stands for a name that is not told, which may be anybody's: 某县某局.
    Nobodys,
    /// Many areas have a unit of this name.
    Bare,
    /// Its district may have a namesake in another city.
    District,
    /// No other unit bears it.
    Full,
}

/// A name has to keep so many characters when an area is taken from its front.
const SHORTEST_CORE: usize = 2;

impl Unit {
    /// The unit with this name, as [`crate::narrative::body::name`] gives it; `None` if nothing is left of it.
    pub fn new(name: &str) -> Option<Unit> {
        let words = UnitWords::builtin();
        let simplified = UnitWords::simplified(name);
        let mut name =
            simplified.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')'));
        for around in &words.around {
            name = name.strip_prefix(around.as_str()).unwrap_or(name);
            name = name.strip_suffix(around.as_str()).unwrap_or(name);
        }
        let mut name = name.to_owned();
        let bracket = name.strip_suffix(')').and_then(|open| open.split_once('('));
        let beside = bracket
            .filter(|(name, beside)| !name.is_empty() && !beside.is_empty())
            .map(|(name, beside)| (name.len(), beside.to_owned()));
        let beside = beside.map(|(end, beside)| {
            name.truncate(end);
            beside
        });
        for (long, short) in &words.same_ends {
            if ends_with(&name, long) {
                name.truncate(name.len() - long.len());
                name.push_str(short);
                break;
            }
        }
        drop_government_inside(&mut name);
        let governments = words.governments.iter();
        if let Some(area) = governments
            .filter_map(|end| name.strip_suffix(end.as_str()))
            .next()
            && areas_in(area).last().is_some_and(|end| *end == area.len())
        {
            name.truncate(area.len());
        }
        if name.chars().count() < SHORTEST_CORE {
            return None;
        }
        let ends = areas_in(&name);
        let leaves_enough = |end: &&usize| name[**end..].chars().count() >= SHORTEST_CORE;
        let core = ends.iter().rfind(leaves_enough).copied().unwrap_or(0);
        let areas = ends.iter().map(|&end| reach_of_area(&name[..end]));
        let reach = match stands_for_another(&simplified) {
            true => NameReach::Nobodys,
            false => areas.max().unwrap_or(NameReach::Bare),
        };
        Some(Unit {
            name,
            core,
            reach,
            beside,
        })
    }

    /// A unit that somebody has declared, by the name given there.
    pub fn declared(name: &str, fold: &Fold) -> Option<Unit> {
        Unit::of_words(name, fold).map(|unit| Unit {
            reach: NameReach::Full,
            ..unit
        })
    }

    /// The unit that these words name.
    pub fn of_words(name: &str, fold: &Fold) -> Option<Unit> {
        Unit::new(&folded(name, fold))
    }

    /// The name without what titles vary in.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the names of one unit have in common.
    pub fn core(&self) -> &str {
        &self.name[self.core..]
    }

    /// How far the name says which area's unit it is.
    pub(super) fn reach(&self) -> NameReach {
        self.reach
    }

    /// Whether both names may be those of one unit: they are the same, or one has an area in front, or another name in brackets behind it, that the
    /// other leaves out.
    pub fn may_be(&self, other: &Unit) -> bool {
        let mut both = self.beside.iter().zip(&other.beside);
        if both.any(|(own, other)| own != other) {
            return false;
        }
        let (short, long) = match self.name.len() <= other.name.len() {
            true => (self, other),
            false => (other, self),
        };
        match long.name.strip_suffix(short.name.as_str()) {
            None => false,
            Some("") => true,
            Some(front) => {
                let ends_in_area = areas_in(front).last() == Some(&front.len());
                ends_in_area && names_area(front) || short.continues(front)
            }
        }
    }
}

impl Unit {
    /// Whether the name begins with the kind of area whose name would stand in front: 市教育局 behind 甲.
    fn continues(&self, front: &str) -> bool {
        let mut areas = UnitWords::builtin().areas.iter();
        let kind = areas.find(|area| self.name.starts_with(area.as_str()));
        self.reach < NameReach::District
            && kind.is_some_and(|kind| names_area(&format!("{front}{kind}")))
    }
}

/// Whether a name ends so. Asked of many ends, most of which another last byte tells apart.
fn ends_with(name: &str, end: &str) -> bool {
    name.as_bytes().last() == end.as_bytes().last() && name.ends_with(end)
}

/// Takes out the government between two areas: 甲区人民政府乙街道 is 甲区乙街道.
fn drop_government_inside(name: &mut String) {
    let words = UnitWords::builtin();
    for government in &words.governments {
        let Some(at) = memmem::find(name.as_bytes(), government.as_bytes()) else {
            continue;
        };
        let (front, rest) = (&name[..at], &name[at + government.len()..]);
        let ends_in_area = |name: &str| areas_in(name).last() == Some(&name.len());
        if !rest.is_empty() && ends_in_area(front) && ends_in_area(rest) {
            name.replace_range(at..at + government.len(), "");
        }
    }
}

/// Where a name stops that begins with the name of an area, ascending.
fn areas_in(name: &str) -> Vec<usize> {
    static LASTS: OnceLock<CharSet> = OnceLock::new();
    let areas = &UnitWords::builtin().areas;
    let lasts = LASTS.get_or_init(|| {
        areas
            .iter()
            .filter_map(|area| area.chars().last())
            .collect()
    });
    let ends = name.char_indices().filter(|(_, c)| lasts.contains(*c));
    let ends = ends.map(|(at, c)| at + c.len_utf8());
    ends.filter(|&end| areas.iter().any(|area| ends_with(&name[..end], area)))
        .collect()
}

/// Whether a name has a sign for another that is not told.
fn stands_for_another(name: &str) -> bool {
    let mut signs = UnitWords::builtin().placeholders.iter();
    signs.any(|sign| name.contains(sign.as_str()))
}

/// How far a beginning of a name that ends like an area's says whose unit it is.
fn reach_of_area(front: &str) -> NameReach {
    let words = UnitWords::builtin();
    let kind = kind_of_area(front);
    let is_one_of = |kinds: &[String]| kind.is_some_and(|kind| kinds.contains(kind));
    if is_one_of(&words.small_areas) || !names_area(front) {
        return NameReach::Bare;
    }
    match is_one_of(&words.district_areas) {
        true if words.shared_districts.iter().any(|shared| shared == front) => NameReach::Bare,
        true => NameReach::District,
        false => NameReach::Full,
    }
}

/// What the name of an area ends in.
pub(super) fn kind_of_area(name: &str) -> Option<&'static String> {
    let mut areas = UnitWords::builtin().areas.iter();
    areas.find(|area| ends_with(name, area))
}

/// The areas that are named one behind the other in a text of a few words, each by its own name.
pub(super) fn areas_named(text: &str) -> Vec<&str> {
    let mut named = Vec::new();
    let mut start = 0;
    for end in areas_in(text) {
        let area = text[start..end].trim_start_matches(|c: char| !c.is_alphabetic());
        if names_area(area) && !stands_for_another(area) {
            named.push(area);
            start = end;
        }
    }
    named
}

/// Whether a beginning of a name is an area's own name: 甲市, not 城市.
fn names_area(front: &str) -> bool {
    let words = UnitWords::builtin();
    let mut bare = words.areas.iter().chain(&words.nobodys);
    let mut others = words.no_areas.iter();
    !bare.any(|word| word == front) && !others.any(|word| ends_with(front, word))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{NameReach, Unit, areas_named};

    fn may_be(one: &str, other: &str) -> bool {
        Unit::new(one).unwrap().may_be(&Unit::new(other).unwrap())
    }

    #[test]
    fn a_unit_is_known_without_the_area_in_front_and_with_its_government() {
        assert!(may_be("甲市水务局", "某省甲市水务局"));
        assert!(may_be("水务局", "甲市水务局"));
        assert!(may_be("甲县人民政府", "甲县"));
        assert!(may_be("乙街道办事处", "甲区乙街道"));
        assert!(may_be("甲市市场监督管理局", "市场监督管理局"));
        assert!(may_be("甲市高新区管理委员会", "甲市高新区管委会"));
        assert!(may_be("甲区人民政府乙街道办事处", "甲区乙街道"));
        assert!(may_be("市卫生健康委", "甲乙市卫生健康委员会"));
        assert!(may_be("龍灣縣農業農村局", "龙湾县农业农村局"));
    }

    #[test]
    fn a_unit_is_known_by_what_everybody_calls_it_for_short() {
        for (short, long) in [
            ("甲县卫健委", "甲县卫生健康委员会"),
            ("发改委", "甲市发展和改革委员会"),
            ("甲市发展改革委", "甲市发改委"),
            ("甲县人社局", "甲县人力资源和社会保障局"),
            ("甲区市场监管局", "甲区市场监督管理局"),
            ("市住建局", "甲市住房和城乡建设局"),
        ] {
            assert!(may_be(short, long), "{short} {long}");
        }
        assert!(!may_be("甲县卫健委", "乙县卫生健康委员会"));
        assert!(!may_be("甲县卫健委", "甲县卫健局"));
    }

    #[test]
    fn another_name_in_brackets_may_be_left_out() {
        assert!(may_be("甲县农业农村局(甲县乡村振兴局)", "甲县农业农村局"));
        assert!(may_be("农业农村局", "甲县农业农村局(甲县乡村振兴局)"));
        assert!(!may_be("甲县税务局(东分局)", "甲县税务局(西分局)"));
    }

    #[test]
    fn other_units_are_told_apart() {
        assert!(!may_be("甲市水务局", "乙市水务局"));
        assert!(!may_be("甲市水务局", "甲市水利局"));
        assert!(!may_be("甲市水务局分局", "甲市水务局"));
        assert!(!may_be("甲县人民政府办公室", "甲县"));
        assert!(!may_be("甲县城市管理局", "管理局"));
        assert!(!may_be("西甲镇", "甲镇"));
        assert!(!may_be("县教育局", "甲市教育局"));
        assert!(!may_be("区水务局", "甲市新区水务局"));
    }

    #[test]
    fn only_a_name_with_its_area_is_nobody_elses() {
        for full in ["甲县水务局", "甲县", "甲县乙镇", "甲市城市管理局"] {
            assert_eq!(Unit::new(full).unwrap().reach(), NameReach::Full, "{full}");
        }
        for bare in [
            "水务局",
            "乙镇",
            "丙街道",
            "城市管理局",
            "市场监督管理局",
            "县财政局",
            "开发区管委会",
            "住房和城乡建设局",
            "经开区管委会",
            "风景名胜区管委会",
            "综合实验区管委会",
            "市区教育局",
            "县市区教育局",
            "鼓楼区教育局",
        ] {
            assert_eq!(Unit::new(bare).unwrap().reach(), NameReach::Bare, "{bare}");
        }
        for district in ["东渡区教育局", "乙丙区"] {
            assert_eq!(Unit::new(district).unwrap().reach(), NameReach::District);
        }
        for full in ["甲市东渡区教育局", "甲自治区", "甲地区", "甲市经开区管委会"]
        {
            assert_eq!(Unit::new(full).unwrap().reach(), NameReach::Full, "{full}");
        }
        for nobodys in ["某市某局", "XX县教育局", "甲市×局"] {
            assert_eq!(Unit::new(nobodys).unwrap().reach(), NameReach::Nobodys);
        }
        assert_eq!(Unit::new("局"), None);
    }

    #[test]
    fn areas_are_named_one_behind_the_other() {
        assert_eq!(areas_named("甲省乙市丙区教育局"), ["甲省", "乙市", "丙区"]);
        assert_eq!(areas_named("2023 甲县"), ["甲县"]);
        for none in ["各县区", "城市管理局", "市直部门", "网站", "某县"] {
            assert_eq!(areas_named(none), [""; 0], "{none}");
        }
    }

    #[test]
    fn names_of_one_unit_have_their_core_in_common() {
        for (one, other) in [
            ("水务局", "某省甲市水务局"),
            ("市场监督管理局", "甲市市场监督管理局"),
            ("乙县", "某省甲市乙县"),
        ] {
            let (one, other) = (Unit::new(one).unwrap(), Unit::new(other).unwrap());
            assert_eq!(one.core(), other.core());
        }
    }
}
