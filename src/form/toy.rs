//! A toy edition for unit tests: two sections, one table of three by three. A change of the official data cannot break tests that use it.

use super::{Edition, load_edition};
use crate::kit::Forms;
use crate::locale::Locale;

/// The toy edition as TOML.
pub(crate) const TOY: &str = r#"
id = "toy"
name = "Toy"
source = "a toy"
first-year = 2021

[title]
words = "玩具报告"
also = ["玩具年报"]
year-marks = ["年", "年度"]

[[section]]
id = "preface"
number = "一"
title = "前言部分"
also = ["引子"]
key = [["前", "言"]]
not-only = ["无"]

[[section]]
id = "figures"
number = "二"
title = "玩具数量"

[[table]]
id = "toys"
short = "二"
section = "figures"
layout = "labelled-rows"

[[table.header]]
label = "玩具种类"

[[table.column]]
id = "wood"
label = "木头"

[[table.column]]
id = "cloth"
label = "布料"
also = ["布"]

[[table.column]]
id = "total"
label = "总计"
total = true

[[table.group]]
id = "things"
label = "（一）各样玩具"

[[table.row]]
id = "horses"
label = "1.小马"
group = "things"

[[table.row]]
id = "dolls"
label = "2.娃娃"
also = ["2.布娃娃"]
group = "things"

[[table.row]]
id = "all"
label = "（二）合计"
total = true

[[table.relation]]
id = "row"
rule = "row-total"
each = "row"
parts = ["wood", "cloth"]
total = "total"

[[table.relation]]
id = "column"
rule = "column-total"
each = "column"
parts = ["horses", "dolls"]
total = "all"
"#;

/// The toy edition.
#[allow(clippy::expect_used)]
pub(crate) fn edition() -> Edition {
    load_edition(TOY, Locale::English).expect("the toy edition has no mistakes")
}

/// The toy edition alone.
pub(crate) fn forms() -> Forms {
    Forms::new(vec![edition()])
}

#[test]
fn the_toy_has_nine_cells_and_six_relations() {
    let forms = forms();
    let [table] = forms.kits()[0].edition.tables.as_slice() else {
        panic!("one table")
    };
    assert_eq!((table.n_cells, table.relations.len()), (9, 6));
}
