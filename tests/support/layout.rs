//! How each surface writes the grid of a table.

use strum::VariantArray;

/// A way to write tables. What of it is read as which surface of the program, `tests/surfaces.rs` asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum Surface {
    /// ` | ` between cells, bars at the end for merged cells, nothing for those at the start.
    Bars,
    /// Every cell of the grid, a bar between two, none round them.
    OpenBars,
    /// A Markdown table with every cell of the grid.
    Markdown,
    /// Tabs, with leading tabs for merged cells.
    Tabs,
    /// One cell per line, an empty line between.
    Lines,
    /// One cell per line, each begun by a tab; an empty line between rows.
    Indented,
    /// One cell per line, each ended by a bar.
    BarEnded,
    /// An HTML table with merged cells, nested elements and entities.
    Html,
}

/// All of them.
pub const SURFACES: &[Surface] = Surface::VARIANTS;

/// A cell of the grid.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Text, columns and rows it covers.
    Text(String, usize, usize),
    /// Covered by a cell before it or above it.
    Covered,
}

/// A cell of its own.
pub fn cell(text: impl Into<String>) -> Cell {
    Cell::Text(text.into(), 1, 1)
}

/// A table on a surface.
pub fn table(rows: &[Vec<Cell>], surface: Surface) -> String {
    let mut out = String::new();
    if surface == Surface::Html {
        out.push_str("<table border=\"1\">\n<tbody>\n");
    }
    for (at, row) in rows.iter().enumerate() {
        out.push_str(&self::row(row, at, surface));
        if surface == Surface::Markdown && at == 0 {
            out.push_str(&format!("|{}\n", " --- |".repeat(row.len())));
        }
    }
    if surface == Surface::Html {
        out.push_str("</tbody>\n</table>\n");
    }
    out
}

/// A row on a surface, the `at`-th of its table.
pub fn row(row: &[Cell], at: usize, surface: Surface) -> String {
    match surface {
        Surface::Bars => bars(row),
        Surface::OpenBars => joined(row, "|") + "\n",
        Surface::Markdown => format!("| {} |\n", joined(row, " | ")),
        Surface::Tabs => joined(row, "\t") + "\n",
        Surface::Lines => each(row, |text| format!("{text}\n\n")),
        Surface::BarEnded => each(row, |text| format!("{text} |\n").trim_start().to_string()),
        Surface::Indented => indented(row),
        Surface::Html => page_row(row, at),
    }
}

/// The texts of a row, without the cells that others cover.
pub fn texts(row: &[Cell]) -> Vec<&str> {
    let texts = row.iter().filter_map(|cell| match cell {
        Cell::Text(text, ..) => Some(text.as_str()),
        Cell::Covered => None,
    });
    texts.collect()
}

/// The texts of a row, each written by `write`.
pub fn each(row: &[Cell], write: impl FnMut(&str) -> String) -> String {
    texts(row).into_iter().map(write).collect()
}

fn bars(row: &[Cell]) -> String {
    let texts = texts(row);
    let tail = "|".repeat(row.len() - texts.len());
    let gap = if tail.is_empty() { "" } else { " " };
    // a bar at the start of a line would pass for the one that opens a row
    let open = if texts.first() == Some(&"") { "| " } else { "" };
    format!("{open}{} |{gap}{tail}\n", texts.join(" | "))
}

/// Every cell of the grid with a separator between, covered ones as nothing.
fn joined(row: &[Cell], separator: &str) -> String {
    let texts = row.iter().map(|cell| match cell {
        Cell::Text(text, ..) => text.as_str(),
        Cell::Covered => "",
    });
    texts.collect::<Vec<_>>().join(separator)
}

fn indented(row: &[Cell]) -> String {
    let mut out = String::new();
    let leading = row.iter().take_while(|cell| matches!(cell, Cell::Covered));
    out.push_str(&"\t\n".repeat(leading.count()));
    for text in texts(row) {
        out.push_str(&format!("\t{text}\n"));
    }
    out + "\n"
}

fn page_row(row: &[Cell], at: usize) -> String {
    let mut out = String::from("<tr>");
    for (column, cell) in row.iter().enumerate() {
        let Cell::Text(text, columns, rows) = cell else {
            continue;
        };
        let mut attributes = String::new();
        if *columns > 1 {
            attributes.push_str(&format!(" colspan=\"{columns}\""));
        }
        if *rows > 1 {
            attributes.push_str(&format!(" rowspan=\"{rows}\""));
        }
        let text = escaped(text);
        // cells are dressed in turn, so that every row and every column has some of each
        let dressed = match (at + column) % 4 {
            0 => text,
            1 => format!("<p>{text}</p>"),
            2 => format!("<p style=\"margin:0\"><span lang=\"zh\">{text}</span></p>"),
            _ if text.is_empty() => "&nbsp;".to_string(),
            _ => format!("<div><p>{text}</p></div>"),
        };
        out.push_str(&format!("<td{attributes}>{dressed}</td>"));
    }
    out + "</tr>\n"
}

/// Text for HTML, with entities also where none are needed.
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '“' => out.push_str("&ldquo;"),
            '”' => out.push_str("&rdquo;"),
            '、' => out.push_str("&#12289;"),
            '（' => out.push_str("&#xFF08;"),
            c => out.push(c),
        }
    }
    out
}
