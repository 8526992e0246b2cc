//! Writes grids on every surface.

use fastrand::Rng;

use crate::grid::Grid;
use crate::layout::{self, Cell, each, escaped, texts};
use crate::marks::shown;
use crate::recipe::Surface;

/// A table on a surface. A line end inside a cell is a break of its words.
pub fn table(grid: &Grid, surface: Surface, footers: &[String], rng: &mut Rng) -> String {
    let mut rows: Vec<String> = match surface {
        Surface::Html => return layout::table(&unbroken(grid, ""), layout::Surface::Html),
        Surface::SitePage => return site_table(grid, rng),
        Surface::WordPage => return word_table(grid, rng),
        Surface::Markdown => {
            let text = layout::table(&unbroken(grid, "<br>"), layout::Surface::Markdown);
            return text;
        }
        _ => grid.iter().map(|row| written(row, surface, rng)).collect(),
    };
    for footer in footers {
        let at = rng.usize(1..=rows.len());
        rows.insert(at, format!("{footer}\n"));
    }
    rows.concat()
}

/// Every break in a word replaced.
fn unbroken(grid: &Grid, instead: &str) -> Grid {
    grid.iter().map(|row| unbroken_row(row, instead)).collect()
}

fn unbroken_row(row: &[Cell], instead: &str) -> Vec<Cell> {
    let cells = row.iter().map(|cell| match cell {
        Cell::Text(text, columns, rows) => Cell::Text(text.replace('\n', instead), *columns, *rows),
        Cell::Covered => Cell::Covered,
    });
    cells.collect()
}

fn written(row: &[Cell], surface: Surface, rng: &mut Rng) -> String {
    let flat = unbroken_row(row, " ");
    let words: Vec<String> = texts(&flat).into_iter().map(String::from).collect();
    match surface {
        Surface::Bars | Surface::OuterBars => {
            let tail = "|".repeat(row.len() - words.len());
            let outer = surface == Surface::OuterBars;
            let open = if outer { "| " } else { "" };
            let close = match (tail.is_empty(), outer) {
                (true, true) => " |",
                (true, false) => "",
                (false, _) => " | ",
            };
            format!("{open}{}{close}{tail}\n", words.join(" | "))
        }
        Surface::FullBars => layout::row(&flat, 1, layout::Surface::Markdown),
        Surface::OpenBars => layout::row(&flat, 1, layout::Surface::OpenBars),
        Surface::Tabs => layout::row(&flat, 1, layout::Surface::Tabs),
        Surface::LostTabs => {
            let mut cells: Vec<Cell> = flat;
            let leading = row
                .iter()
                .take_while(|cell| matches!(cell, Cell::Covered))
                .count();
            let is_covered = |at: usize| matches!(row.get(at), Some(Cell::Covered));
            let is_row =
                row.len() == 10 && row[3..].iter().all(|cell| !matches!(cell, Cell::Covered));
            // a label over several columns leaves one blank, or none, and the rest behind the values
            if is_row && is_covered(2) {
                cells.remove(2);
                cells.push(Cell::Covered);
            } else if is_row && leading == 2 && rng.u32(..4) == 0 {
                cells.drain(..leading);
                cells.insert(1, Cell::Covered);
                cells.push(Cell::Covered);
            }
            layout::row(&cells, 1, layout::Surface::Tabs)
        }
        Surface::Lines => each(row, |text| {
            let broken = text.replace('\n', if rng.bool() { "\n" } else { "\n\n" });
            format!("{broken}\n\n")
        }),
        Surface::TightLines => each(row, |text| format!("{text}\n")),
        Surface::SpacedLines => each(row, |text| {
            let indent = " ".repeat(rng.usize(..24));
            let broken = text.replace('\n', &format!("\n{indent}"));
            format!("{indent}{broken}\n")
        }),
        Surface::BarEnded => each(row, |text| format!("{text} |\n")),
        Surface::BarRuns => {
            let last = texts(row).len() - 1;
            let mut at = 0;
            let spare = "|".repeat(row.len() - texts(row).len());
            each(row, |text| {
                at += 1;
                let run = if at > last { &spare } else { "" };
                format!("{text} |{run}\n")
            })
        }
        Surface::Indented => layout::row(row, 1, layout::Surface::Indented),
        Surface::Spaced => {
            let words: Vec<String> = words
                .into_iter()
                .filter(|word| !shown(word).is_empty())
                .collect();
            // the label of a group stands on the line of its first row, or above it
            let n_labels = words.iter().take_while(|word| !is_number(word)).count();
            match n_labels {
                2.. if n_labels < words.len() && rng.bool() => {
                    let (groups, rest) = words.split_at(n_labels - 1);
                    format!("{}\n{}\n", groups.join("\n"), rest.join(" "))
                }
                _ => format!("{}\n", words.join(" ")),
            }
        }
        Surface::Html | Surface::SitePage | Surface::WordPage | Surface::Markdown => String::new(),
    }
}

fn is_number(word: &str) -> bool {
    shown(word).starts_with(|c: char| c.is_ascii_digit() || "+-减".contains(c))
        && !shown(word).contains(['.', '、'])
        || shown(word).parse::<f64>().is_ok()
}

fn spans(columns: usize, rows: usize, quote: &str) -> String {
    let mut out = String::new();
    if columns > 1 {
        out.push_str(&format!(" colspan={quote}{columns}{quote}"));
    }
    if rows > 1 {
        out.push_str(&format!(" rowspan={quote}{rows}{quote}"));
    }
    out
}

/// As the editors of government sites leave tables behind.
fn site_table(grid: &Grid, rng: &mut Rng) -> String {
    let mut out = String::from(
        "<div class=\"table-wrap\"><table cellspacing=\"0\" cellpadding=\"0\" border=\"1\" style=\"border-collapse:collapse;width:100%\">\n<tbody>",
    );
    for (at, row) in grid.iter().enumerate() {
        out.push_str("<tr style=\"height: 25px;\" class=\"firstRow\">\n");
        for cell in row {
            let Cell::Text(text, columns, rows) = cell else {
                continue;
            };
            let text =
                escaped(text).replace('\n', ["<br />", "<br/>\n", "</p><p>"][rng.usize(..3)]);
            let tag = if at == 0 && rng.bool() { "th" } else { "td" };
            let inner = match rng.u32(..6) {
                0 => text,
                1 => format!(
                    "<p style=\"text-align: center;\"><span style=\"font-family: 宋体; font-size: 14px;\">{text}</span></p>"
                ),
                2 => format!("<p>\n  <strong><span>{text}</span></strong>\n</p>"),
                3 => format!("&nbsp;{text}&nbsp;"),
                4 => format!("<p><span>&nbsp;</span><span>{text}</span></p>"),
                _ => format!("<p align=\"center\">{text}<br /></p>"),
            };
            out.push_str(&format!(
                "<{tag}{} valign=\"middle\" style=\"border: 1px solid rgb(0, 0, 0); padding: 0px 7px;\">{inner}</{tag}>\n",
                spans(*columns, *rows, "\"")
            ));
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>\n");
    out
}

/// As a word processor saves tables.
fn word_table(grid: &Grid, rng: &mut Rng) -> String {
    let mut out = String::from(
        "<TABLE class=MsoNormalTable border=1 cellspacing=0 style='mso-yfti-tbllook:1184;mso-padding-alt:0cm 5.4pt'>\n",
    );
    let closes = rng.bool();
    for row in grid {
        out.push_str(" <TR style='mso-yfti-irow:0'>\n");
        for cell in row {
            let Cell::Text(text, columns, rows) = cell else {
                continue;
            };
            let text = escaped(text).replace('\n', "<BR>\n  ");
            // long runs of text are wrapped at spaces only, Chinese is cut into runs instead
            out.push_str(&format!(
                "  <TD{} valign=top style='width:35.4pt'>\n  <P class=MsoNormal align=center><![if !supportMisalignedColumns]><![endif]><SPAN lang=EN-US style='mso-bidi-font-size:10.5pt'>{text}<o:p></o:p></SPAN>{}\n",
                spans(*columns, *rows, ""),
                if closes { "</P></TD>" } else { "" },
            ));
        }
        out.push_str(if closes { " </TR>\n" } else { "\n" });
    }
    out.push_str("</TABLE>\n");
    out
}

/// A whole page round what it shows.
pub fn page(surface: Surface, title: &str, body: &str) -> String {
    match surface {
        Surface::SitePage => format!(
            "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>td {{ padding: 0 7px }} a > b {{ color: red }}</style>\n<script>if (1 < 2 && 3 > 2) {{ document.write('<td>9</td>'); }}</script>\n</head>\n<body>\n<div id=\"nav\"><ul><li><a href=\"/\">首页</a></li><li><a href=\"/zwgk/\">政务公开</a></li></ul></div>\n<div class=\"TRS_Editor\">\n{body}</div>\n<!-- 页脚 <table><tr><td>0</td></tr></table> -->\n<div class=\"footer\"><p>版权所有&copy;办公室</p></div>\n</body>\n</html>\n"
        ),
        Surface::WordPage => format!(
            "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">\n<head>\n<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>办公室</o:Author></o:DocumentProperties></xml><![endif]-->\n<style><!-- p.MsoNormal {{mso-style-parent:\"\";}} --></style>\n</head>\n<BODY lang=ZH-CN>\n<DIV class=Section1>\n{body}</DIV>\n</BODY>\n</html>\n"
        ),
        _ => format!("<html>\n<body>\n{body}</body>\n</html>\n"),
    }
}

/// A paragraph of a page.
pub fn paragraph(surface: Surface, line: &str, rng: &mut Rng) -> String {
    let text = escaped(line);
    match surface {
        Surface::SitePage => match rng.u32(..5) {
            0 => format!(
                "<p style=\"text-indent: 2em;\"><span style=\"font-size: 16px;\">{text}</span></p>\n"
            ),
            1 => format!("<p>&nbsp;&nbsp;&nbsp;&nbsp;{text}</p>\n"),
            2 => format!("<div><strong>{text}</strong></div>\n"),
            3 => format!("<p>\n\t<span>\n{text}\n</span>\n</p>\n"),
            _ => format!("　　{text}<br />\n"),
        },
        Surface::WordPage => format!(
            "<P class=MsoNormal style='text-indent:32.0pt'><SPAN style='font-family:仿宋'>{text}<SPAN lang=EN-US><o:p></o:p></SPAN></SPAN></P>\n\n"
        ),
        _ => format!("<p>{text}</p>\n"),
    }
}
