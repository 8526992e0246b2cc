//! Sheets as one page that stands by itself: it prints as the official layout on A4, and shows what was found if it is asked to.
//!
//! Nothing is loaded from elsewhere. Everything that comes from a report is escaped by the template; characters that no page may hold are left out.

mod beside;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{RedHead, clean};
use crate::door::{Finding, Span};
use crate::finding::Severity;
use crate::locale::Locale;
use crate::say;
use crate::views::sheet::{CellRole, Sheet, SheetBlock, SheetCell, SheetGrid, SheetLine};

pub use beside::{BESIDE_STYLE, Pair, pair, pairs_page};

/// The looks of a sheet, for pages that hold sheets among other things; everything in it is below `.nb-sheet`.
pub const STYLE: &str = include_str!("html/sheet.css");

/// The looks of a red head.
const RED_HEAD_STYLE: &str = include_str!("html/red_head.css");

/// What is shown of a report beside what it says.
#[derive(Clone, Copy)]
pub struct PageOptions<'a> {
    /// The findings that the sheets were made with; empty to show none.
    pub findings: &'a [Finding],
    /// The language of the words round the report.
    pub locale: Locale,
    /// What is written into `data-at` of everything that has a place in the source, for scripts that lead there.
    pub place: Option<&'a dyn Fn(Span) -> String>,
    /// What is said of a number cell beside its findings, which marks it as changed.
    pub changed: Option<&'a dyn Fn(Span) -> Option<String>>,
}

/// A whole page.
pub fn page(sheets: &[Sheet], shown: PageOptions<'_>) -> String {
    let title = sheets.iter().map(|sheet| sheet.title.as_str());
    let title = { title }.find(|title| !title.is_empty());
    whole(title.unwrap_or_default(), &[STYLE], &body(sheets, shown))
}

/// The same under a red head.
pub fn page_under(sheets: &[Sheet], shown: PageOptions<'_>, head: RedHead<'_>) -> String {
    let title = sheets.iter().map(|sheet| sheet.title.as_str());
    let title = { title }.find(|title| !title.is_empty());
    let looks = format!("font-size:{}pt", head.points());
    let class = if head.is_room() {
        "nb-room"
    } else {
        "nb-red-head"
    };
    let body = html! {
        header class=(class) style=(looks) { (clean(head.words())) }
        (body(sheets, shown))
    };
    whole(title.unwrap_or_default(), &[STYLE, RED_HEAD_STYLE], &body)
}

/// A whole page with these looks.
fn whole(title: &str, styles: &[&str], body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (clean(title)) }
                @for style in styles { style { (PreEscaped(style)) } }
            }
            body { (body) }
        }
    };
    page.into_string()
}

/// What stands in the body of a page: one `article` for each report.
pub fn body(sheets: &[Sheet], shown: PageOptions<'_>) -> Markup {
    html! {
        @for sheet in sheets {
            article.nb-sheet lang="zh-CN" {
                (Draw(shown).elsewhere(sheet))
                @for block in &sheet.blocks { (Draw(shown).block(block)) }
            }
        }
    }
}

/// Draws parts of a sheet.
#[derive(Clone, Copy)]
struct Draw<'a>(PageOptions<'a>);

impl<'a> Draw<'a> {
    /// The findings that no words of the report bear.
    fn elsewhere(self, sheet: &Sheet) -> Markup {
        let found = self.found(&sheet.findings);
        html! {
            @if !found.is_empty() {
                aside.nb-elsewhere aria-label=(say!(self.0.locale, "其他问题", "Other findings")) {
                    ul {
                        @for finding in found {
                            li class=(class_of(finding.severity)) data-at=[self.at(Some(finding.span))] {
                                (clean(&finding.message))
                            }
                        }
                    }
                }
            }
        }
    }

    fn block(self, block: &SheetBlock) -> Markup {
        match block {
            SheetBlock::Title(line) => {
                html! { h1 data-at=[self.line_at(line)] { (self.words(line)) } }
            }
            SheetBlock::Section(line) => {
                html! { h2 data-at=[self.line_at(line)] { (self.words(line)) } }
            }
            SheetBlock::Heading(line) => {
                html! { h3 data-at=[self.line_at(line)] { (self.words(line)) } }
            }
            SheetBlock::Paragraph(line) => {
                html! { p data-at=[self.line_at(line)] { (self.words(line)) } }
            }
            SheetBlock::Table(grid) => self.table(grid),
        }
    }

    fn words(self, line: &SheetLine) -> Markup {
        html! {
            @for run in &line.runs {
                @let found = self.found(&run.findings);
                @let text = clean(&run.text);
                @if found.is_empty() {
                    @if run.is_strong { strong { (text) } } @else { (text) }
                } @else {
                    mark class=(loudest(&found)) title=(messages(&found)) tabindex="0" data-at=[self.at(found.first().map(|finding| finding.span))] {
                        @if run.is_strong { strong { (text) } } @else { (text) }
                    }
                }
            }
        }
    }

    fn table(self, grid: &SheetGrid) -> Markup {
        let (head, body) = grid.rows.split_at(grid.n_header_rows.min(grid.rows.len()));
        let width = match grid.n_label_columns {
            _ if grid.n_columns > 12 => "nb-wide",
            3.. => "nb-deep",
            _ => "nb-plain",
        };
        html! {
            table class=(width) {
                @if width == "nb-deep" { (columns(grid)) }
                @if !head.is_empty() {
                    thead {
                        @for row in head { tr { @for cell in &row.cells { (self.cell(cell)) } } }
                    }
                }
                tbody {
                    @for row in body { tr { @for cell in &row.cells { (self.cell(cell)) } } }
                }
            }
        }
    }

    fn cell(self, cell: &SheetCell) -> Markup {
        let found = self.found(&cell.findings);
        let changed = self.changed(cell);
        let mark = match &changed {
            Some(_) => "nb-changed",
            None => loudest(&found),
        };
        let class = format!("{} {mark}", role_of(cell.role));
        let title = changed.unwrap_or_else(|| messages(&found));
        let title = Some(title).filter(|title| !title.is_empty());
        let (rows, columns) = (merged(cell.n_rows), merged(cell.n_columns));
        let at = self.at(cell.span);
        let focus = (!mark.is_empty()).then_some("0");
        html! {
            td class=(class.trim_end()) rowspan=[rows] colspan=[columns] title=[title] tabindex=[focus] data-at=[at] {
                (clean(&cell.text))
            }
        }
    }

    fn changed(self, cell: &SheetCell) -> Option<String> {
        let say = self.0.changed.filter(|_| cell.path.is_some())?;
        say(cell.span?)
    }

    fn found(self, findings: &[usize]) -> Vec<&'a Finding> {
        let (all, shown) = (findings.iter(), self.0.findings);
        all.filter_map(|&at| shown.get(at)).collect()
    }

    fn line_at(self, line: &SheetLine) -> Option<String> {
        self.at(Some(line.span))
    }

    fn at(self, span: Option<Span>) -> Option<String> {
        Some(self.0.place?(span?))
    }
}

/// The columns of a table with groups: its labels need more room than its numbers.
fn columns(grid: &SheetGrid) -> Markup {
    let class_of = |column: usize| match column {
        _ if column >= grid.n_label_columns => "nb-number",
        _ if column + 1 == grid.n_label_columns => "nb-name",
        _ => "nb-part",
    };
    html! {
        colgroup { @for column in 0..grid.n_columns { col class=(class_of(column)); } }
    }
}

/// How many rows or columns a cell covers, where it is more than one.
fn merged(n: usize) -> Option<usize> {
    Some(n).filter(|&n| n > 1)
}

fn role_of(role: CellRole) -> &'static str {
    match role {
        CellRole::Header => "nb-header",
        CellRole::Caption => "nb-caption",
        CellRole::Group => "nb-group",
        CellRole::Label => "nb-label",
        CellRole::Value => "nb-value",
        CellRole::Unplaced => "nb-unplaced",
        CellRole::Plain => "nb-cell",
    }
}

fn class_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Information => "nb-information",
        Severity::Warning => "nb-warning",
        Severity::Error => "nb-error",
    }
}

fn loudest(found: &[&Finding]) -> &'static str {
    let loudest = found.iter().map(|finding| finding.severity).max();
    loudest.map_or("", class_of)
}

fn messages(found: &[&Finding]) -> String {
    let messages: Vec<String> = found
        .iter()
        .map(|finding| clean(&finding.message))
        .collect();
    messages.join("\n")
}
