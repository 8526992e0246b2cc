//! A recipe made into a report.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use fastrand::Rng;
use nianbao::door::Span;
use nianbao::form::Edition;
use nianbao::kit::Forms;

use crate::grid::{Drawing, Grid, traditional};
use crate::marks::{mark, shown, unmark};
use crate::mistakes;
use crate::numbers::{Numbers, numbers};
use crate::prose::{self, Facts};
use crate::recipe::{EDITIONS, Manner, Mistake, Recipe, Surface};
use crate::writing;

/// A report and where things stand in it.
pub struct Report {
    pub text: String,
    /// By key: `number 1 17`, `heading 2`, `label 1 3`, `title`.
    pub places: HashMap<String, Span>,
    pub edition: &'static Edition,
    /// What is wrong with it.
    pub planted: Option<mistakes::Planted>,
}

/// A piece of a report.
#[derive(Clone)]
pub enum Block {
    /// A paragraph or a heading.
    Line(String),
    Table(usize, Grid),
}

/// A section.
#[derive(Clone)]
pub struct Section {
    /// Index in the form.
    pub section: usize,
    /// Number and title, on as many lines as it takes.
    pub heading: Vec<String>,
    pub body: Vec<Block>,
}

/// Whether the headers of two editions differ; where only rows do, a report on the one is a report on the other that lacks some.
fn is_unlike(edition: &Edition, other: &Edition) -> bool {
    let columns = |edition: &Edition| -> Vec<String> {
        let columns = edition.tables.iter().flat_map(|table| &table.columns);
        columns.map(|column| column.label.clone()).collect()
    };
    columns(edition) != columns(other)
}

/// The years that an edition is prescribed for, some of them where it still is.
fn years_of(edition: &Edition) -> RangeInclusive<u16> {
    let last = edition.last_year.unwrap_or(edition.first_year + 4);
    edition.first_year..=last
}

/// The report that a recipe describes.
pub fn report(recipe: &Recipe) -> Report {
    report_of(recipe, None)
}

/// The same, of the unit with this name on this year.
pub fn report_of(recipe: &Recipe, whose: Option<(&str, u16)>) -> Report {
    let mut rng = Rng::with_seed(recipe.seed.wrapping_add(0x5EED));
    let edition = Forms::builtin()
        .edition(&recipe.edition)
        .expect("an official edition");
    let office = prose::any_office(&mut rng);
    let office = &prose::Office {
        name: whose.map_or(office.name, |(unit, _)| unit),
        ..*office
    };
    let year = match recipe.plants(Mistake::OtherEdition) {
        true => {
            let others = EDITIONS.iter();
            let others = others.filter_map(|id| Forms::builtin().edition(id));
            let others: Vec<_> = others.filter(|other| is_unlike(other, edition)).collect();
            let other = rng.choice(others).expect("an edition unlike this one");
            rng.u16(years_of(other))
        }
        false => rng.u16(years_of(edition)),
    };
    let year = whose.map_or(year, |(_, year)| year);
    let mut numbers = numbers(edition, &mut rng, office.makes_regulations);
    let facts = facts(edition, &numbers, year);
    let mut planted = mistakes::in_numbers(recipe, edition, &mut numbers, &mut rng);
    let drawing = Drawing {
        recipe,
        edition,
        numbers: &numbers,
    };
    let mut sections: Vec<Section> = (0..edition.sections.len())
        .map(|section| draw_section(&drawing, section, office.own, &facts, &mut rng))
        .collect();
    let mut title = title(recipe, office.name, year);
    mistakes::in_words(
        recipe,
        edition,
        &mut sections,
        &mut title,
        &mut planted,
        &mut rng,
    );

    let mut preamble = prose::preamble(office, year, recipe.has(Manner::PreambleLists), &mut rng);
    if recipe.has(Manner::PreambleTorn) {
        preamble = preamble
            .replace("年1月1日", "11日")
            .replace("年12月31日", "1231日");
    }
    if recipe.has(Manner::PreambleInside)
        && let Some(first) = sections.first_mut()
    {
        first.body.insert(0, Block::Line(preamble.clone()));
    }
    let plain_title = format!("{}{year}年政府信息公开工作年度报告", office.name);
    let mut blocks = Vec::new();
    let mut line = |line: String| blocks.push(Block::Line(line));
    if recipe.has(Manner::PageWeb) {
        prose::page_top(&plain_title, office, year, &mut rng)
            .into_iter()
            .for_each(&mut line);
    }
    if recipe.has(Manner::PageTable) {
        line(format!("| 索引号 | 0{year}/00123 | 组配分类 | 年度报告 |"));
        line("| --- | --- | --- | --- |".to_string());
        line(format!(
            "| 发布机构 | {} | 成文日期 | {}-01-12 |",
            office.name,
            year + 1
        ));
    }
    if recipe.has(Manner::TitleTwice) {
        line(shown(&title.concat()));
    }
    if recipe.has(Manner::TitleTwiceApart) {
        line(format!("{}{year}年度政府信息公开工作年度报告", office.name));
        line(format!(
            "来源：{} 时间：{}-01-20 浏览量：{}",
            office.name,
            year + 1,
            rng.u32(9..999)
        ));
    }
    title.into_iter().for_each(&mut line);
    if recipe.has(Manner::TitleDated) {
        line(format!("（{}年1月{}日）", year + 1, rng.u32(4..29)));
    }
    if recipe.has(Manner::SignedAbove) {
        line(format!("{}  {}年1月15日", office.name, year + 1));
    }
    if recipe.has(Manner::HeadingsListed) {
        line("目录".to_string());
        for section in &edition.sections {
            line(format!("{}、{}", section.number, section.title));
        }
    }
    if recipe.has(Manner::PreambleHeaded) {
        line("编制说明".to_string());
    }
    if !recipe.has(Manner::PreambleNone) && !recipe.has(Manner::PreambleInside) {
        line(preamble);
    }
    for section in sections {
        let mut heading = section.heading;
        let mut body = section.body;
        if recipe.has(Manner::HeadingsSunken)
            && section.section == 0
            && !heading.is_empty()
            && let Some(Block::Line(last)) = blocks.last_mut()
            && last.ends_with('。')
        {
            last.push_str(&heading.remove(0));
        }
        if recipe.has(Manner::HeadingsRunOn)
            && matches!(section.section, 0 | 4 | 5)
            && let (Some(last), Some(Block::Line(text))) = (heading.last_mut(), body.first())
        {
            last.push_str(&format!(" {text}"));
            body.remove(0);
        }
        blocks.extend(heading.into_iter().map(Block::Line));
        blocks.extend(body);
    }
    let mut line = |line: String| blocks.push(Block::Line(line));
    if recipe.has(Manner::SignedBelow) {
        line(format!("{}{}", " ".repeat(rng.usize(..30)), office.name));
        line(format!("{}年1月{}日", year + 1, rng.u32(4..29)));
    }
    if recipe.has(Manner::PageWeb) {
        prose::page_bottom(office, &mut rng)
            .into_iter()
            .for_each(&mut line);
    }
    let (text, places) = unmark(&composed(recipe, &plain_title, &blocks, &mut rng));
    Report {
        text,
        places,
        edition,
        planted,
    }
}

fn facts(edition: &Edition, numbers: &Numbers, year: u16) -> Facts {
    let table = edition
        .tables
        .iter()
        .position(|table| table.id == "applications")
        .unwrap();
    let total = |id: &str| {
        let row = edition.tables[table]
            .rows
            .iter()
            .find(|row| row.id == id)
            .unwrap();
        numbers[table][row.first_cell + row.columns.len() - 1]
            .parse()
            .unwrap()
    };
    Facts {
        new: total("new"),
        before: total("carried_in"),
        answered: total("processed_total"),
        after: total("carried_out"),
        year,
    }
}

/// The lines of the title.
fn title(recipe: &Recipe, unit: &str, year: u16) -> Vec<String> {
    let has = |manner| recipe.has(manner);
    let words = "政府信息公开工作年度报告";
    let lines: Vec<String> = match () {
        () if has(Manner::TitleYearFirst) => vec![format!("{year}年{unit}{words}")],
        () if has(Manner::TitleYearTwice) => vec![format!("{unit}{year}年度{words}")],
        () if has(Manner::TitleBelowUnit) => vec![unit.to_string(), format!("{year}年{words}")],
        () if has(Manner::TitleBroken) => {
            let breaks = [
                ("政府", "信息公开工作年度报告"),
                ("政府信息公开", "工作年度报告"),
                ("政府信息公开工作", "年度报告"),
            ];
            let (before, after) = breaks[recipe.seed as usize % 3];
            vec![format!("{unit}{year}年{before}"), after.to_string()]
        }
        () if has(Manner::TitleThreeLines) => {
            vec![unit.to_string(), format!("{year}年"), words.to_string()]
        }
        () if has(Manner::TitleBareYear) => vec![format!("{unit}{year}{words}")],
        () if has(Manner::TitleSetApart) => {
            vec![format!(
                "{unit}{year}年{}",
                words.replace("年度报告", "年 度 报 告")
            )]
        }
        () if has(Manner::TitleSpaced) => vec![format!("{unit} {year} 年{words}")],
        () => vec![format!("{unit}{year}年{words}")],
    };
    let last = lines.len() - 1;
    let marked = lines.into_iter().enumerate();
    marked
        .map(|(at, line)| {
            if at == last {
                mark("title", &line)
            } else {
                line
            }
        })
        .collect()
}

/// Number and title of a section as this report writes them.
pub fn heading(recipe: &Recipe, number: &str, title: &str, section: usize) -> Vec<String> {
    let has = |manner| recipe.has(manner);
    let lost = has(Manner::HeadingsLostNumbers)
        || has(Manner::HeadingsLostNumber) && section == recipe.seed as usize % 6;
    let words = match () {
        () if lost => title.to_string(),
        () if has(Manner::HeadingsSpaced) => format!("{number}、 {title}"),
        () if has(Manner::HeadingsMarked) => format!(
            "{number}、{title}{}",
            ["：", "、", "。"][recipe.seed as usize % 3]
        ),
        () if has(Manner::HeadingsDigits) => format!("{}、{title}", section + 1),
        () if has(Manner::HeadingsTraditional) => format!("{number}、{}", traditional(title)),
        () => format!("{number}、{title}"),
    };
    let words = mark(&format!("heading {section}"), &words);
    let line = match () {
        () if has(Manner::HeadingsMarkdown) => format!("## {words}"),
        () if has(Manner::HeadingsBold) => format!("**{words}**"),
        () => words,
    };
    let mut lines = vec![line];
    if has(Manner::HeadingsDoubled) && (1..=3).contains(&section) {
        let sharp = if recipe.surface.is_html() { "" } else { "## " };
        lines.push(format!("{sharp}表{number}：{title}"));
    }
    lines
}

fn draw_section(
    drawing: &Drawing,
    section: usize,
    own: &str,
    facts: &Facts,
    rng: &mut Rng,
) -> Section {
    let recipe = drawing.recipe;
    let spec = &drawing.edition.sections[section];
    let mut body = Vec::new();
    match (spec.id.as_str(), spec.table) {
        (_, Some(table)) => {
            let grids = drawing.grids(table, rng);
            body.extend(grids.into_iter().map(|grid| Block::Table(table, grid)));
            if recipe.has(Manner::NotesBelow) {
                body.push(Block::Line(
                    "注：本表由办公室汇总，数据经分管领导审核；未发生的事项填写零。".to_string(),
                ));
            }
            if recipe.has(Manner::NotesCount) && section == 1 {
                let text = format!(
                    "{}年全县现行有效规范性文件总数量 {}",
                    facts.year,
                    rng.u32(20..400)
                );
                body.push(Block::Line(text));
            }
        }
        ("overview", _) => body.extend(overview(recipe, own, facts, rng)),
        ("problems", _) => body.extend(
            prose::problems(own, facts, rng)
                .into_iter()
                .map(Block::Line),
        ),
        _ => body.extend(prose::other(own, rng).into_iter().map(Block::Line)),
    }
    Section {
        section,
        heading: heading(recipe, &spec.number, &spec.title, section),
        body,
    }
}

/// What stands in section one.
fn overview(recipe: &Recipe, own: &str, facts: &Facts, rng: &mut Rng) -> Vec<Block> {
    let has = |manner| recipe.has(manner);
    let numerals = ["一", "二", "三", "四", "五"];
    let mut blocks = Vec::new();
    for (at, aspect) in prose::ASPECTS.iter().enumerate() {
        let text = prose::aspect(at, own, facts, rng);
        let title = match at {
            0 if has(Manner::SubsLikeSections) => "主动公开政府信息情况。",
            1 if has(Manner::SubsApplications) => "收到和处理政府信息公开申请情况",
            _ => aspect,
        };
        let numeral = numerals[at];
        let head = match () {
            () if has(Manner::SubsNone) => String::new(),
            () if has(Manner::SubsOrdinal) => format!("{numeral}是{title}。"),
            () if has(Manner::SubsDigits) => format!("{}.{title}", at + 1),
            () if has(Manner::SubsDigitsEnumerated) => format!("{}、{title}。", at + 1),
            () if has(Manner::SubsLikeSections) => format!("{}、{title}", numerals[(at + 2) % 5]),
            () if has(Manner::SubsLostNumbers) => title.to_string(),
            () => format!("（{numeral}）{title}"),
        };
        match head.is_empty() || head.ends_with('。') && rng.bool() {
            true => blocks.push(Block::Line(format!("{head}{text}"))),
            false => {
                blocks.push(Block::Line(head));
                blocks.push(Block::Line(text));
            }
        }
    }
    blocks
}

/// Everything on its surface.
fn composed(recipe: &Recipe, title: &str, blocks: &[Block], rng: &mut Rng) -> String {
    let surface = recipe.surface;
    let mut out = String::new();
    let separator = match () {
        () if recipe.has(Manner::EndsSeparators) => "\u{2028}",
        () if recipe.has(Manner::EndsVertical) => "\u{b}",
        () => "\n",
    };
    let is_airy = rng.bool();
    let indent = ["", "", "　　", "    "][rng.usize(..4)];
    let mut page_number = 0;
    for block in blocks {
        match block {
            Block::Line(line) if surface.is_html() => {
                out.push_str(&writing::paragraph(surface, line, rng));
            }
            Block::Line(line) => {
                let is_text = shown(line).chars().count() > 30 && !line.starts_with('|');
                let indent = if is_text { indent } else { "" };
                // separators set paragraphs apart, not the lines beside tables
                let end = if is_text { separator } else { "\n" };
                let air = if is_airy && !line.starts_with('|') {
                    "\n"
                } else {
                    ""
                };
                out.push_str(&format!("{indent}{line}{end}{air}"));
            }
            Block::Table(_, grid) => {
                let mut footers = Vec::new();
                if grid.len() > 10 {
                    page_number += 1;
                    if recipe.has(Manner::FootersNumber) {
                        footers.push(format!("{page_number}"));
                    }
                    if recipe.has(Manner::FootersWord) {
                        footers.push(format!("Page {page_number}"));
                    }
                }
                // below a row of numbers on lines, only its sum tells that one more number is none of its
                let is_bare = matches!(
                    surface,
                    Surface::Lines | Surface::TightLines | Surface::SpacedLines
                );
                if surface.is_html() || is_bare && grid.len() < 20 {
                    footers.clear();
                }
                let blank = if surface.is_html() || surface == Surface::Lines {
                    ""
                } else {
                    "\n"
                };
                out.push_str(blank);
                out.push_str(&writing::table(grid, surface, &footers, rng));
                out.push_str(blank);
            }
        }
    }
    if surface.is_html() {
        out = writing::page(surface, title, &out);
    }
    for (manner, end) in [(Manner::EndsCrlf, "\r\n"), (Manner::EndsCr, "\r")] {
        if recipe.has(manner) {
            out = out.replace('\n', end);
        }
    }
    if recipe.has(Manner::MarkOfOrder) {
        out.insert(0, '\u{feff}');
    }
    out
}
