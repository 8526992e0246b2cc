//! A made-up county: 60 units over five years on both forms, with a unit renamed, a year missing, two files for one report, and planted breaks. Each
//! break is found at its cell, and nothing else is said.

use std::collections::BTreeSet;
use std::path::Path;

use fastrand::Rng;
use nianbao::analysis::{analyze_across, fill_totals};
use nianbao::config::Config;
use nianbao::door::{Edit, Finding};
use nianbao::dossier::{Dossier, Member, ReportId, RollUp};
use nianbao::edit::{apply, disjoint};
use nianbao::finding::DocumentId;
use nianbao::kit::Forms;
use nianbao::locale::Locale;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::views::cells;

use crate::MARKDOWN;

const OLD_FORM: &str = include_str!("../../examples/reports/edition_2019.txt");
const YEARS: [u16; 5] = [2020, 2021, 2022, 2023, 2024];
const N_UNITS: usize = 60;
const CARRIED_IN: &str = "三/二、上年结转政府信息公开申请数量/法律服务机构";
const IN_FORCE: &str = "二/行政规范性文件/现行有效件数";

/// Words that sentences are made of.
const WORDS: &str = "道路 水渠 桥梁 路灯 停车 幼儿 养老 医保 社保 就业 培训 补贴 公示 栏目 科室 窗口 电话 网页 字号 附件 清单 目录 月报 抽查 走访 座谈 回访 登记 归档 审核 校对 更新 搬迁 维修 渡口 公交 校车 菜场 夜市 河堤 林场 茶园 果园 渔港 山路 村口 社区 楼道 电梯 消防 供水 供电 燃气 垃圾 绿化 树木 图书 展馆 球场 步道";

struct County {
    rng: Rng,
    dossier: Dossier,
    settings: Settings,
    config: Config,
    next: u32,
    /// The breaks that were planted: document, rule, cell.
    planted: BTreeSet<(DocumentId, &'static str, Option<String>)>,
}

/// What a unit hands on to the next year.
#[derive(Clone, Copy, Default)]
struct State {
    left: i64,
    in_force: i64,
}

fn settings() -> Settings {
    Settings::default()
}

/// A report with other numbers in some cells, and all its totals made to fit.
fn with_numbers(text: &str, numbers: &[(&str, i64)]) -> String {
    let reading = Reading::of(text, Forms::builtin(), &settings());
    let all = cells(&reading);
    let edits = numbers.iter().map(|(name, number)| Edit {
        span: all
            .iter()
            .find(|cell| cell.name == *name)
            .unwrap_or_else(|| panic!("{name}"))
            .span,
        text: number.to_string(),
    });
    let changed = apply(text, &disjoint(edits.collect()));
    apply(
        &changed,
        &fill_totals(&changed, Forms::builtin(), &settings()),
    )
}

/// A report with one number changed and nothing else.
fn slipped(text: &str, name: &str, by: i64) -> String {
    let reading = Reading::of(text, Forms::builtin(), &settings());
    let all = cells(&reading);
    let cell = all.iter().find(|cell| cell.name == name).unwrap();
    let number: i64 = cell.span.of(text).trim().parse().unwrap();
    let edit = Edit {
        span: cell.span,
        text: (number + by).to_string(),
    };
    apply(text, &[edit])
}

impl County {
    fn new() -> Self {
        let toml = "[[series]]\nunit = \"南渡区第七局\"\nalso = [\"南渡区原七局\"]\n";
        let read = |_: &Path| Err(String::new());
        let (config, mistakes) =
            Config::from_toml(toml, Path::new("/r/nianbao.toml"), Locale::Chinese, &read);
        assert_eq!(mistakes, []);
        County {
            rng: Rng::with_seed(17),
            dossier: Dossier::default(),
            settings: settings(),
            config,
            next: 1,
            planted: BTreeSet::new(),
        }
    }

    fn sentence(&mut self) -> String {
        let words: Vec<&str> = WORDS.split(' ').collect();
        let picked: String = (0..50)
            .map(|_| words[self.rng.usize(..words.len())])
            .collect();
        picked + "。"
    }

    /// The text of a unit's report; its prose is its own.
    fn report(&mut self, unit: &str, year: u16, state: &mut State) -> String {
        let is_old = year == 2020;
        let base = if is_old { OLD_FORM } else { MARKDOWN };
        let mut text = String::new();
        let mut in_prose = false;
        for line in base.lines() {
            let bare = line.trim_start_matches(['#', ' ']);
            if bare.contains("政府信息公开工作年度报告") && text.is_empty() {
                text += &format!("{unit}{year}年政府信息公开工作年度报告\n");
            } else if text.is_empty() {
                continue;
            } else if bare.starts_with(['一', '二', '三', '四', '五', '六'])
                && bare.contains('、')
                && line.len() < 90
                && !line.contains(['|', '\t', '。'])
            {
                text += &format!("{bare}\n");
                in_prose = bare.starts_with(['一', '五', '六']);
                if in_prose {
                    text += &format!("{}\n", self.sentence());
                }
            } else if !in_prose {
                text += &format!("{line}\n");
            }
        }
        let carried = state.left;
        let left = carried + self.rng.i64(0..3);
        let (made, repealed) = (self.rng.i64(0..4), self.rng.i64(0..2));
        let new = "三/一、本年新收政府信息公开申请数量/法律服务机构";
        let mut numbers = vec![(CARRIED_IN, carried), (new, left + 1 - carried)];
        if !is_old {
            state.in_force = state.in_force + made - repealed + 1;
            numbers.extend([
                ("二/行政规范性文件/本年制发件数", made + 1),
                ("二/行政规范性文件/本年废止件数", repealed),
                (IN_FORCE, state.in_force),
            ]);
        }
        let text = with_numbers(&text, &numbers);
        let reading = Reading::of(&text, Forms::builtin(), &settings());
        let all = cells(&reading);
        let name = "三/四、结转下年度继续办理/法律服务机构";
        let left = all.iter().find(|cell| cell.name == name).unwrap();
        state.left = left.span.of(&text).trim().parse().unwrap();
        text
    }

    fn put(&mut self, path: &str, text: &str) -> DocumentId {
        let reading = Reading::of(text, Forms::builtin(), &settings());
        assert_eq!(reading.reports().count(), 1, "{path}");
        let mut member = Member::of(Path::new(path), &reading);
        self.config.assign(&mut member);
        let id = DocumentId(self.next);
        self.next += 1;
        self.dossier.insert(id, member);
        id
    }

    fn plant(&mut self, id: DocumentId, rule: &'static str, cell: Option<&str>) {
        self.planted.insert((id, rule, cell.map(str::to_owned)));
    }

    fn found(&self) -> BTreeSet<(DocumentId, &'static str, Option<String>)> {
        let of = |id: DocumentId| {
            let found: Vec<Finding> = analyze_across(&self.dossier, id, None, &self.settings);
            found
                .into_iter()
                .map(move |finding| (id, finding.code, finding.cell))
        };
        self.dossier.members().flat_map(|(id, _)| of(id)).collect()
    }
}

/// The units of the county: some lie in folders of their own, some in folders of years.
fn path_of(at: usize, year: u16) -> String {
    match at % 2 {
        0 => format!("/r/单位{at}/{year}.md"),
        _ => format!("/r/{year}/单位{at}.md"),
    }
}

fn name_of(at: usize, year: u16) -> String {
    const NUMERALS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match (at, year) {
        (7, ..=2022) => "南渡区原七局".to_owned(),
        (..10, _) => format!("南渡区第{}局", NUMERALS[at]),
        _ => format!("南渡区第{}{}局", NUMERALS[at / 10], NUMERALS[at % 10]),
    }
}

#[test]
fn every_break_of_a_made_up_county_is_found_at_its_cell_and_nothing_else_is_said() {
    let mut county = County::new();
    let mut copied = String::new();
    for at in 0..N_UNITS {
        let mut state = State::default();
        for year in YEARS {
            let mut text = county.report(&name_of(at, year), year, &mut state);
            if at == 9 && year == 2022 {
                continue;
            }
            let path = path_of(at, year);
            let mut breaks: Vec<(&'static str, Option<&str>)> = Vec::new();
            if year > 2020 && at % 10 == 3 && year == 2022 {
                text = slipped(&text, CARRIED_IN, 4);
                breaks.push(("carried-over", Some(CARRIED_IN)));
            }
            if at % 15 == 4 && year == 2024 {
                text = slipped(&text, IN_FORCE, 5);
                breaks.push(("in-force", Some(IN_FORCE)));
            }
            let problems = |text: &str| {
                let (_, five) = text.split_once("五、").unwrap();
                five.lines().nth(1).unwrap().to_owned()
            };
            if (at, year) == (20, 2023) || (at, year) == (21, 2024) {
                copied = problems(&text);
            }
            if year == 2024 && (at == 21 || at == 31) {
                // Each of the two is the other's twin in the folder of that year.
                breaks.push(("copied-text", None));
            }
            if at == 31 && year == 2024 {
                text = text.replace(&problems(&text), &copied);
            }
            if at == 20 && year == 2024 {
                text = text.replace(&problems(&text), &copied);
                breaks.push(("copied-text", None));
            }
            let id = county.put(&path, &text);
            if at == 11 && year == 2023 {
                // The draft of it lies in another folder, and is wrong.
                let draft = slipped(&text, "三/四、结转下年度继续办理/法律服务机构", 9);
                county.put("/r/草稿/11.md", &draft);
            }
            for (rule, cell) in breaks {
                county.plant(id, rule, cell);
            }
        }
    }
    // The form of 2019 has no number in force, so that of the first year after it has nothing before it.
    assert_eq!(county.found(), county.planted);
    assert_eq!(county.planted.len(), 6 + 4 + 3);
}

#[test]
fn a_part_left_out_of_a_sum_and_one_counted_twice_are_named() {
    let mut county = County::new();
    let mut parts = Vec::new();
    for at in 0..12 {
        let mut state = State {
            left: at,
            in_force: 1,
        };
        let unit = usize::try_from(at).unwrap();
        let text = county.report(&name_of(unit, 2024), 2024, &mut state);
        let document = county.put(&format!("/r/部门/{at}.md"), &text);
        parts.push(ReportId { document, at: 0 });
    }
    let draft = MARKDOWN.replace("南渡区交通运输局", "南渡区");
    let whole = |county: &mut County, of: &[ReportId], twice: Option<ReportId>| {
        let document = county.put("/r/draft.md", &draft);
        let whole = ReportId { document, at: 0 };
        let sum = |parts: Vec<ReportId>| RollUp {
            whole,
            parts,
            tables: vec!["三".to_owned()],
        };
        let reading = Reading::of(&draft, Forms::builtin(), &settings());
        let text = apply(
            &draft,
            &sum(of.to_vec()).sums(&county.dossier).edits(&reading),
        );
        let Some(twice) = twice else {
            return text;
        };
        // Its numbers once more, on top of the sum.
        let first = county.put("/r/sum.md", &text);
        let both = sum(vec![
            ReportId {
                document: first,
                at: 0,
            },
            twice,
        ]);
        let text = apply(
            &text,
            &both
                .sums(&county.dossier)
                .edits(&Reading::of(&text, Forms::builtin(), &settings())),
        );
        county.dossier.remove(first);
        text
    };
    let left_out = whole(&mut county, &parts[1..], None);
    let doubled = whole(&mut county, &parts, Some(parts[5]));
    for (text, unit, said) in [
        (left_out, name_of(0, 2024), "可能漏计"),
        (doubled, name_of(5, 2024), "可能重复计算"),
    ] {
        let document = county.put("/r/全区.md", &text);
        county.dossier.declare(vec![RollUp {
            whole: ReportId { document, at: 0 },
            parts: parts.clone(),
            tables: vec!["三".to_owned()],
        }]);
        let found = analyze_across(&county.dossier, document, None, &county.settings);
        let sums: Vec<&Finding> = found.iter().filter(|f| f.code == "roll-up").collect();
        assert!(sums.len() > 10, "{found:?}");
        let named = format!("正好是{unit}的数，{said}");
        for finding in sums {
            assert!(finding.message.contains(&named), "{}", finding.message);
        }
        county.dossier.remove(document);
    }
}
