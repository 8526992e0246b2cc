//! What must be true of the official editions, told independently of their files.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use super::*;
use crate::form::files;
use crate::form::{NumberKind, RelationKind, RowSpec, TableSpec, load_edition, toy};
use crate::locale::Locale;

fn edition(id: &str) -> &'static Edition {
    Forms::builtin().edition(id).expect("an official edition")
}

fn table(edition: &'static Edition, id: &str) -> &'static TableSpec {
    edition
        .tables
        .iter()
        .find(|table| table.id == id)
        .expect("an official table")
}

/// A cell as `row/column`, by ids.
fn cell_name(table: &TableSpec, cell: usize) -> String {
    let (row, column) = table.row_and_column(cell);
    format!("{}/{}", table.rows[row].id, table.columns[column].id)
}

/// A relation as `parts - minus = total`, by ids.
fn spelt_out(table: &TableSpec, id: &str) -> String {
    let relation = table
        .relations
        .iter()
        .find(|relation| relation.id == id)
        .expect("a relation");
    let names = |cells: &[usize]| {
        cells
            .iter()
            .map(|cell| cell_name(table, *cell))
            .collect::<Vec<_>>()
    };
    let mut left = names(&relation.parts).join(" + ");
    for name in names(&relation.minus) {
        left = format!("{left} - {name}");
    }
    format!("{left} = {}", cell_name(table, relation.total))
}

/// Of each official edition its cells, by table, and the rows of its table of applications: counted on the form, not in the file.
const COUNTS: [(&str, [usize; 3], usize); 2] = [
    ("2021", [10, 25 * 7, 15], 25),
    ("2019", [22, 23 * 7, 15], 23),
];

#[test]
fn the_official_editions_have_no_mistakes() {
    for toml in files::EDITIONS {
        assert_eq!(load_edition(toml, Locale::default()).err(), None);
    }
}

#[test]
fn the_years_of_the_official_editions_follow_each_other() {
    let editions: Vec<&Edition> = Forms::builtin().editions().collect();
    assert_eq!(editions[0].last_year, None, "the newest is in force");
    for pair in editions.windows(2) {
        let [later, earlier] = pair else { continue };
        assert_eq!(
            earlier.last_year,
            Some(later.first_year - 1),
            "the last-year of the edition {} has to be the one before {}, from which on {} is prescribed",
            earlier.id,
            later.first_year,
            later.id
        );
    }
}

#[test]
fn cells_and_relations_are_as_many_as_the_form_has() {
    for edition in Forms::builtin().editions() {
        let id = &edition.id;
        let counted = COUNTS.iter().find(|(counted, ..)| counted == id);
        let &(_, cells, rows) =
            counted.unwrap_or_else(|| panic!("COUNTS has no line for the edition {id}"));
        let found: Vec<usize> = edition.tables.iter().map(|table| table.n_cells).collect();
        assert_eq!(found, cells, "cells of the edition {id}");
        let count = |rule: &str| {
            let relations = edition.tables.iter().flat_map(|table| &table.relations);
            let of_rule = relations.filter(|relation| relation.kind.rule() == rule);
            of_rule.count()
        };
        assert_eq!(count("row-total"), rows + 3, "row-total of {id}");
        assert_eq!(count("column-total"), 7, "column-total of {id}");
        assert_eq!(count("balance"), 7, "balance of {id}");
    }
}

#[test]
fn six_sections_stand_in_order_and_three_hold_a_table() {
    for edition in Forms::builtin().editions() {
        let numbers: String = edition
            .sections
            .iter()
            .map(|section| section.number.as_str())
            .collect();
        assert_eq!(numbers, "一二三四五六");
        let tables: Vec<Option<&str>> = edition
            .sections
            .iter()
            .map(|section| section.table.map(|table| edition.tables[table].id.as_str()))
            .collect();
        assert_eq!(
            tables,
            [
                None,
                Some("proactive"),
                Some("applications"),
                Some("disputes"),
                None,
                None
            ]
        );
        for table in &edition.tables {
            assert_eq!(table.short, edition.sections[table.section].number);
        }
    }
}

#[test]
fn the_relations_say_what_the_form_says() {
    for edition in Forms::builtin().editions() {
        let applications = table(edition, "applications");
        assert_eq!(
            spelt_out(applications, "row:unable1"),
            "unable1/natural + unable1/business + unable1/research + unable1/ngo + unable1/legal + unable1/other = unable1/total"
        );
        assert_eq!(
            spelt_out(applications, "balance:legal"),
            "new/legal + carried_in/legal - processed_total/legal = carried_out/legal"
        );
        let disputes = table(edition, "disputes");
        for block in ["review", "direct_suit", "suit_after_review"] {
            assert_eq!(
                spelt_out(disputes, &format!("outcome:{block}")),
                format!(
                    "{block}/maintained + {block}/corrected + {block}/other + {block}/pending = {block}/total"
                )
            );
        }
    }
}

#[test]
fn the_result_total_covers_every_row_of_the_results_and_no_other() {
    for edition in Forms::builtin().editions() {
        let Some(table) = edition
            .tables
            .iter()
            .find(|table| table.id == "applications")
        else {
            continue;
        };
        let results = table
            .groups
            .iter()
            .position(|group| group.id == "processed")
            .unwrap();
        let is_result = |row: &RowSpec| {
            let mut group = row.group;
            while let Some(at) = group {
                if at == results {
                    return true;
                }
                group = table.groups[at].parent;
            }
            false
        };
        let expected: Vec<usize> = (0..table.rows.len())
            .filter(|row| is_result(&table.rows[*row]) && !table.rows[*row].is_total)
            .collect();
        assert_eq!(expected.len(), table.rows.len() - 4);
        for column in 0..7 {
            let id = format!("column:{}", table.columns[column].id);
            let relation = table
                .relations
                .iter()
                .find(|relation| relation.id == id)
                .unwrap();
            let parts: Vec<usize> = expected
                .iter()
                .map(|row| table.cell(*row, column).unwrap())
                .collect();
            assert_eq!(relation.parts, parts);
            assert_eq!(
                cell_name(table, relation.total),
                format!("processed_total/{}", table.columns[column].id)
            );
        }
    }
}

#[test]
fn totals_fill_and_the_balance_does_not() {
    for relation in Forms::builtin()
        .editions()
        .flat_map(|edition| &edition.tables)
        .flat_map(|table| &table.relations)
    {
        assert_eq!(
            relation.fills,
            relation.kind != RelationKind::Balance,
            "{}",
            relation.id
        );
    }
}

#[test]
fn every_reference_leads_somewhere_and_no_relation_names_a_cell_twice() {
    for edition in Forms::builtin().editions() {
        for table in &edition.tables {
            let mut next_cell = 0;
            for (at, row) in table.rows.iter().enumerate() {
                assert_eq!(row.first_cell, next_cell);
                next_cell += row.columns.len();
                assert!(row.group.is_none_or(|group| group < table.groups.len()));
                for &column in &row.columns {
                    let cell = table.cell(at, column).unwrap();
                    assert_eq!(table.row_and_column(cell), (at, column));
                }
            }
            assert_eq!(table.n_cells, next_cell);
            for (at, group) in table.groups.iter().enumerate() {
                assert!(group.parent.is_none_or(|parent| parent < at));
            }
            for relation in &table.relations {
                let cells: Vec<usize> = relation
                    .parts
                    .iter()
                    .chain(&relation.minus)
                    .chain([&relation.total])
                    .copied()
                    .collect();
                let distinct: BTreeSet<usize> = cells.iter().copied().collect();
                assert_eq!(distinct.len(), cells.len(), "{}", relation.id);
                assert!(cells.iter().all(|cell| *cell < table.n_cells));
                assert!(relation.parts.is_sorted());
            }
        }
    }
}

#[test]
fn ids_are_unique_and_sources_are_given() {
    let unique = |ids: Vec<&String>| {
        let distinct: BTreeSet<&String> = ids.iter().copied().collect();
        assert_eq!(distinct.len(), ids.len(), "{ids:?}");
    };
    let given = |source: &str| assert!(!source.trim().is_empty());
    for edition in Forms::builtin().editions() {
        given(&edition.source);
        edition
            .sections
            .iter()
            .for_each(|section| given(&section.source));
        unique(edition.sections.iter().map(|section| &section.id).collect());
        unique(edition.tables.iter().map(|table| &table.id).collect());
        for table in &edition.tables {
            given(&table.source);
            table.rows.iter().for_each(|row| given(&row.source));
            table
                .columns
                .iter()
                .for_each(|column| given(&column.source));
            table
                .relations
                .iter()
                .for_each(|relation| given(&relation.source));
            unique(table.rows.iter().map(|row| &row.id).collect());
            unique(table.columns.iter().map(|column| &column.id).collect());
            unique(table.groups.iter().map(|group| &group.id).collect());
            unique(
                table
                    .relations
                    .iter()
                    .map(|relation| &relation.id)
                    .collect(),
            );
        }
    }
}

/// The labels of an edition's tables that tell it from another, each once, in the order of the form.
fn telling(id: &str, other: &str) -> Vec<&'static str> {
    let forms = Forms::new(vec![edition(id).clone(), edition(other).clone()]);
    let edition = edition(id);
    let labels = edition.tables.iter().flat_map(|table| {
        let columns = table.columns.iter().map(|column| column.label.as_str());
        let groups = table.groups.iter().map(|group| group.label.as_str());
        let rows = table.rows.iter().map(|row| row.label.as_str());
        columns.chain(groups).chain(rows)
    });
    let mut telling = Vec::new();
    for label in labels {
        let told = forms.told_editions(forms.fold().hash(label));
        if told.is_some() && !telling.contains(&label) {
            telling.push(label);
        }
    }
    telling
}

#[test]
fn a_label_tells_the_edition_where_the_other_has_nothing_like_it() {
    assert_eq!(
        telling("2021", "2019"),
        [
            "本年制发件数",
            "本年废止件数",
            "现行有效件数",
            "本年收费金额（单位：万元）",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        ]
    );
    assert_eq!(
        telling("2019", "2021"),
        [
            "本年新制作数量",
            "本年新公开数量",
            "对外公开总数量",
            "上一年项目数量",
            "本年增/减",
            "采购项目数量",
            "采购总金额",
            "第二十条第（九）项",
            "其他对外管理服务事项",
            "政府集中采购",
        ]
    );
}

#[test]
fn money_and_changes_are_not_counts_and_everything_that_is_summed_is() {
    let kind = |id: &str, column: &str| {
        let columns = &table(edition(id), "proactive").columns;
        columns.iter().find(|spec| spec.id == column).unwrap().kind
    };
    assert_eq!(kind("2021", "fee"), NumberKind::Amount);
    assert_eq!(kind("2019", "procurement_amount"), NumberKind::Amount);
    assert_eq!(kind("2019", "change"), NumberKind::Signed);
    for table in Forms::builtin()
        .editions()
        .flat_map(|edition| &edition.tables)
    {
        for cell in table
            .relations
            .iter()
            .flat_map(|relation| relation.parts.iter().chain([&relation.total]))
        {
            let (_, column) = table.row_and_column(*cell);
            assert_eq!(table.columns[column].kind, NumberKind::Count);
        }
    }
}

#[test]
fn an_own_edition_replaces_the_official_one_with_its_id() {
    let toy = toy::edition();
    let forms = Forms::with_own(vec![
        toy.clone(),
        Edition {
            id: "2019".to_owned(),
            ..toy.clone()
        },
    ]);
    let names: Vec<(&str, &str)> = forms
        .editions()
        .map(|edition| (edition.id.as_str(), edition.name.as_str()))
        .collect();
    assert_eq!(names.len(), Forms::builtin().editions().len() + 1);
    assert!(names.contains(&("toy", "Toy")) && names.contains(&("2019", "Toy")));
    assert!(names.contains(&("2021", edition("2021").name.as_str())));
    assert_eq!(forms.edition("toy"), Some(&toy));
}
