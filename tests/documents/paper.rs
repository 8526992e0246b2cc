//! Writes PDF files by hand: reports with ruling lines, and whatever no program would write.

use std::fmt::Write;

/// How a report is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Print {
    /// Codes of GB 18030, no font in the file.
    Gbk,
    /// Codes of Unicode, no font in the file, the page lying on its side and turned upright again.
    Turned,
    /// Codes of the font's own, explained by the file; text in bold by drawing it twice; page numbers.
    Mapped,
}

/// A file of these objects, the first of which is its catalogue.
pub fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    file_with(objects, "")
}

/// The same with more in its trailer.
pub fn file_with(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    let n = objects.len() + 1;
    let mut end = format!("xref\n0 {n}\n0000000000 65535 f \n");
    for place in places {
        writeln!(end, "{place:010} 00000 n ").unwrap();
    }
    write!(
        end,
        "trailer << /Size {n} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    out.extend(end.bytes());
    out
}

/// A stream with its dictionary.
pub fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {dictionary} /Length {} >>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

/// Pages with these contents; `resources` for all of them, `page` in each of them, `more` objects behind, of which the first has the number 4.
pub fn pages(
    contents: &[Vec<u8>],
    (page, resources): (&str, &str),
    more: &[Vec<u8>],
) -> Vec<Vec<u8>> {
    let first = 4 + more.len();
    let kids: Vec<String> = (0..contents.len())
        .map(|at| format!("{} 0 R", first + 2 * at))
        .collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} >>",
            kids.join(" "),
            contents.len()
        )
        .into_bytes(),
        format!("<< {resources} >>").into_bytes(),
    ];
    objects.extend(more.iter().cloned());
    for (at, content) in contents.iter().enumerate() {
        let own = first + 2 * at + 1;
        objects.push(
            format!("<< /Type /Page /Parent 2 0 R /Resources 3 0 R /Contents {own} 0 R {page} >>")
                .into_bytes(),
        );
        objects.push(stream("", content));
    }
    objects
}

const SIZE: f64 = 8.0;
const LEFT: f64 = 50.0;
const RIGHT: f64 = 790.0;
const TOP: f64 = 560.0;
const BOTTOM: f64 = 40.0;

/// Prints lines of Markdown, tables with ruling lines.
pub fn print(markdown: &str, how: Print) -> Vec<u8> {
    let mut press = Press {
        how,
        pages: vec![String::new()],
        y: TOP,
    };
    for line in markdown.lines() {
        let line = line.trim_start_matches(['#', ' ']).trim();
        match line.strip_prefix('|').and_then(|row| row.strip_suffix('|')) {
            Some(row) if row.contains("---") => {}
            Some(row) => press.row(&row.split('|').map(str::trim).collect::<Vec<_>>()),
            None if line.is_empty() => press.y -= SIZE,
            None => press.text(line),
        }
    }
    press.finish()
}

struct Press {
    how: Print,
    pages: Vec<String>,
    y: f64,
}

impl Press {
    fn room(&mut self, high: f64) {
        if self.y - high < BOTTOM {
            self.y = TOP;
            self.pages.push(String::new());
        }
    }

    fn draw(&mut self, what: &str) {
        let page = self.pages.last_mut().unwrap();
        page.push_str(what);
        page.push('\n');
    }

    /// Text with the lower left corner of its first letter.
    fn put(&mut self, text: &str, x: f64, y: f64) {
        let codes: String = match self.how {
            Print::Gbk => encoding_rs::GB18030
                .encode(text)
                .0
                .iter()
                .map(|byte| format!("{byte:02X}"))
                .collect(),
            _ => text
                .encode_utf16()
                .map(|unit| format!("{unit:04X}"))
                .collect(),
        };
        let places: &[f64] = if self.how == Print::Mapped {
            &[0.0, 0.3]
        } else {
            &[0.0]
        };
        for more in places {
            let x = x + more;
            self.draw(&format!(
                "BT /F {SIZE} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET"
            ));
        }
    }

    /// A paragraph, its first line set in.
    fn text(&mut self, text: &str) {
        let indent = 2.0 * SIZE;
        let mut rest = text;
        let mut x = LEFT + indent;
        while !rest.is_empty() {
            let (line, behind) = split(rest, RIGHT - x);
            self.room(SIZE * 1.5);
            self.y -= SIZE * 1.5;
            self.put(line, x, self.y);
            (rest, x) = (behind, LEFT);
        }
        self.y -= SIZE * 0.6;
    }

    fn row(&mut self, cells: &[&str]) {
        let wide = (RIGHT - LEFT) / cells.len() as f64;
        let lines: Vec<Vec<&str>> = cells.iter().map(|cell| broken(cell, wide - 4.0)).collect();
        let most = lines.iter().map(Vec::len).max().unwrap().max(1);
        let high = most as f64 * SIZE * 1.2 + 4.0;
        self.room(high);
        for (at, lines) in lines.iter().enumerate() {
            let left = LEFT + wide * at as f64;
            let bottom = self.y - high;
            self.draw(&format!("{left} {bottom} {wide} {high} re S"));
            for (number, line) in (1..).zip(lines) {
                self.put(line, left + 2.0, self.y - f64::from(number) * SIZE * 1.2);
            }
        }
        self.y -= high;
    }

    fn finish(mut self) -> Vec<u8> {
        let n_pages = self.pages.len();
        if self.how == Print::Mapped {
            let pages = std::mem::take(&mut self.pages);
            for (number, page) in (1..).zip(pages) {
                self.pages.push(page);
                self.put(&format!("- {number} / {n_pages} -"), 400.0, 20.0);
            }
        }
        let contents: Vec<Vec<u8>> = self.pages.into_iter().map(String::into_bytes).collect();
        let (encoding, ordering, widths) = match self.how {
            Print::Gbk => ("/GBK-EUC-H", "GB1", "[814 907 500]"),
            Print::Turned => ("/UniGB-UCS2-H", "GB1", "[1 95 500]"),
            Print::Mapped => ("/Identity-H", "Identity", "[32 126 500]"),
        };
        let explained = if self.how == Print::Mapped {
            "/ToUnicode 6 0 R"
        } else {
            ""
        };
        let more = [
            format!("<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding {encoding} /DescendantFonts [5 0 R] {explained} >>").into_bytes(),
            format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> /DW 1000 /W {widths} >>").into_bytes(),
            stream("", b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"),
        ];
        let page = match self.how {
            Print::Turned => "/MediaBox [0 0 842 595] /Rotate 180",
            _ => "/MediaBox [0 0 842 595]",
        };
        let contents: Vec<Vec<u8>> = contents
            .into_iter()
            .map(|content| match self.how {
                Print::Turned => {
                    [b"q -1 0 0 -1 842 595 cm\n".to_vec(), content, b"Q".to_vec()].concat()
                }
                _ => content,
            })
            .collect();
        file(&pages(&contents, (page, "/Font << /F 4 0 R >>"), &more))
    }
}

fn width(letter: char) -> f64 {
    if letter.is_ascii() { SIZE / 2.0 } else { SIZE }
}

/// As much of a text as there is room for, at least a letter, and the rest.
fn split(text: &str, room: f64) -> (&str, &str) {
    let mut taken = 0.0;
    let mut end = 0;
    for letter in text.chars() {
        taken += width(letter);
        if taken > room && end > 0 {
            break;
        }
        end += letter.len_utf8();
    }
    text.split_at(end)
}

fn broken(text: &str, room: f64) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, behind) = split(rest, room);
        lines.push(line);
        rest = behind;
    }
    lines
}
