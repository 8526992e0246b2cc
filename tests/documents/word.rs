//! Writes Word documents the way Word, WPS and people leave them: one report, any of its quirks.

use std::io::{Cursor, Write};

use fastrand::Rng;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::surfaces::{Block, Cell};

/// What makes a document other than the plainest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quirk {
    /// Words and numbers in several runs, with spelling marks, bookmarks and revision ids between them.
    SplitRuns,
    /// Tracked insertions beside deletions, moved text.
    Tracked,
    /// A row that was deleted, and a cell, with change tracking.
    DeletedRows,
    /// A paragraph whose end was deleted.
    DeletedParagraphs,
    /// Smart tags and custom XML round runs.
    SmartTags,
    /// Content controls round runs, cells, rows and tables, and one that asks for text.
    Controls,
    /// A table of one cell round everything.
    Frame,
    /// The numbers of a row in a table inside a cell.
    NestedRow,
    /// The first line in a text box, written twice.
    TextBox,
    /// Totals computed by fields, and a list of contents.
    Fields,
    /// Simple fields and links round numbers.
    Links,
    /// Labels with line breaks, several paragraphs in a cell.
    Breaks,
    /// Tabs before text, no-break and soft hyphens, symbols.
    Symbols,
    /// Hidden text, by itself and by a style.
    Hidden,
    /// Footnote and comment references behind numbers.
    Notes,
    /// Headings numbered by Word.
    Numbered,
    /// Headings numbered by their style.
    NumberedByStyle,
    /// Merged cells on the left as missing grid columns.
    GridBefore,
    /// Cells merged across in the old way.
    OldMerges,
    /// Each long table in two, headers repeated.
    Torn,
    Strict,
    OtherPrefix,
    Pretty,
    OtherMain,
    Stored,
    OtherOrder,
    Streamed,
    ByteOrderMark,
    /// Contents with an alternative for older programs.
    Alternatives,
    /// Contents for programs that nobody has, with others for those of today.
    Choices,
    /// A field that never ends, above everything.
    OpenField,
    /// Notes with marks of their own behind numbers.
    OwnMarks,
    /// Cells that begin a merge say that they go on with one.
    Orphans,
    /// Ruby and text fitted to a width.
    Ruby,
    /// Pieces of text as character data and references.
    References,
}

/// All of them.
pub const QUIRKS: [Quirk; 35] = [
    Quirk::SplitRuns,
    Quirk::Tracked,
    Quirk::DeletedRows,
    Quirk::DeletedParagraphs,
    Quirk::SmartTags,
    Quirk::Controls,
    Quirk::Frame,
    Quirk::NestedRow,
    Quirk::TextBox,
    Quirk::Fields,
    Quirk::Links,
    Quirk::Breaks,
    Quirk::Symbols,
    Quirk::Hidden,
    Quirk::Notes,
    Quirk::Numbered,
    Quirk::NumberedByStyle,
    Quirk::GridBefore,
    Quirk::OldMerges,
    Quirk::Torn,
    Quirk::Strict,
    Quirk::OtherPrefix,
    Quirk::Pretty,
    Quirk::OtherMain,
    Quirk::Stored,
    Quirk::OtherOrder,
    Quirk::Streamed,
    Quirk::ByteOrderMark,
    Quirk::Alternatives,
    Quirk::Choices,
    Quirk::OpenField,
    Quirk::OwnMarks,
    Quirk::Orphans,
    Quirk::Ruby,
    Quirk::References,
];

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const REVISION: &str = "w:id=\"7\" w:author=\"科员\" w:date=\"2025-01-10T09:00:00Z\"";

/// A document on its way.
pub struct Word<'q> {
    quirks: &'q [Quirk],
    rng: Rng,
    /// How many headings Word has numbered, by level.
    numbered: [usize; 2],
}

/// A report as a Word document.
pub fn docx(blocks: &[Block], quirks: &[Quirk], seed: u64) -> Vec<u8> {
    let mut word = Word {
        quirks,
        rng: Rng::with_seed(seed),
        numbered: [0; 2],
    };
    let document = word.document(blocks);
    word.package(&document)
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn text_run(text: &str, properties: &str) -> String {
    format!(
        "<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escaped(text)
    )
}

const BODY: &str = "<w:rPr><w:rFonts w:eastAsia=\"仿宋_GB2312\"/><w:sz w:val=\"32\"/></w:rPr>";

impl Word<'_> {
    fn has(&self, quirk: Quirk) -> bool {
        self.quirks.contains(&quirk)
    }

    fn document(&mut self, blocks: &[Block]) -> String {
        let mut body = String::new();
        if self.has(Quirk::Fields) {
            body += "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> TOC \\o \"1-1\" </w:instrText></w:r>\
                     <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>一、总体情况</w:t><w:tab/><w:t>1</w:t></w:r></w:p>\
                     <w:p><w:r><w:t>二、主动公开政府信息情况</w:t><w:tab/><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
        }
        if self.has(Quirk::OpenField) {
            body += "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> REF old </w:instrText></w:r></w:p>";
        }
        let mut first = true;
        for block in blocks {
            match block {
                Block::Line(line, gap) => {
                    if *gap > 1 {
                        body += "<w:p><w:pPr/></w:p>";
                    }
                    let line = line.trim_start_matches(['#', ' ', '>']);
                    let paragraph = self.line(line);
                    body += &match std::mem::take(&mut first) && self.has(Quirk::TextBox) {
                        true => text_box(&paragraph),
                        false => paragraph,
                    };
                }
                Block::Table(rows) => body += &self.table(rows),
            }
        }
        if self.has(Quirk::Frame) {
            body = format!(
                "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>{body}<w:p/></w:tc></w:tr></w:tbl>"
            );
        }
        if self.has(Quirk::Controls) {
            body += "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>单击此处输入文字 99</w:t></w:r></w:p></w:sdtContent></w:sdt>";
        }
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{WORD}\" \
             xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
             xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
             xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:body></w:document>"
        );
        if self.has(Quirk::Strict) {
            xml = xml.replace(WORD, STRICT);
        }
        if self.has(Quirk::OtherPrefix) {
            xml = xml
                .replace("<w:", "<ns0:")
                .replace("</w:", "</ns0:")
                .replace(" w:", " ns0:")
                .replace("xmlns:w=", "xmlns:ns0=");
        }
        if self.has(Quirk::Pretty) {
            for tag in ["p", "r", "tr", "tc", "tbl"] {
                xml = xml.replace(&format!("</w:{tag}>"), &format!("\n    </w:{tag}>\n  "));
                xml = xml.replace(&format!("<w:{tag}>"), &format!("\n  <w:{tag}>\n      "));
            }
        }
        xml
    }

    /// A paragraph of the text, a heading numbered by Word if that is asked for and its number is the next one.
    fn line(&mut self, line: &str) -> String {
        if self.has(Quirk::Numbered) || self.has(Quirk::NumberedByStyle) {
            const NUMERALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];
            for level in 0..2 {
                let Some(numeral) = NUMERALS.get(self.numbered[level]) else {
                    continue;
                };
                let number = if level == 0 {
                    format!("{numeral}、")
                } else {
                    format!("（{numeral}）")
                };
                let Some(rest) = line.strip_prefix(&number) else {
                    continue;
                };
                self.numbered[level] += 1;
                if level == 0 {
                    self.numbered[1] = 0;
                }
                let properties = match self.has(Quirk::Numbered) {
                    true => format!(
                        "<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>"
                    ),
                    false => format!("<w:pPr><w:pStyle w:val=\"Own{level}\"/></w:pPr>"),
                };
                return format!("<w:p>{properties}{}</w:p>", self.runs(rest, false));
            }
        }
        if self.has(Quirk::DeletedParagraphs) && line.chars().count() > 8 {
            let at = line.char_indices().nth(4).map_or(0, |(at, _)| at);
            let (before, after) = line.split_at(at);
            return format!(
                "<w:p><w:pPr><w:rPr><w:del {REVISION}/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p>",
                self.runs(before, false),
                self.runs(after, false)
            );
        }
        format!(
            "<w:p><w:pPr><w:ind w:firstLineChars=\"200\"/></w:pPr>{}</w:p>",
            self.runs(line, false)
        )
    }

    /// The runs of a text.
    fn runs(&mut self, text: &str, in_cell: bool) -> String {
        if text.is_empty() {
            return String::new();
        }
        let middle = text
            .char_indices()
            .nth(text.chars().count() / 2)
            .map_or(0, |(at, _)| at);
        let (before, after) = text.split_at(middle);
        let mut out = String::new();
        if self.has(Quirk::Symbols) && !in_cell {
            out += "<w:r><w:tab/></w:r>";
        }
        if self.has(Quirk::Hidden) {
            out += "<w:r><w:rPr><w:vanish/></w:rPr><w:t>88</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"Secret\"/></w:rPr><w:t>77</w:t></w:r>";
        }
        out += &match self.rng.u8(..4) {
            _ if self.has(Quirk::References) => {
                let quoted: String = before
                    .chars()
                    .map(|c| format!("&#x{:X};", c as u32))
                    .collect();
                format!("<w:r><w:t>{quoted}<![CDATA[{after}]]></w:t></w:r>")
            }
            _ if self.has(Quirk::Symbols) => {
                text_run(before, BODY)
                    + "<w:r><w:softHyphen/></w:r>"
                    + &text_run(&format!("\u{ad}{after}"), "")
            }
            _ if self.has(Quirk::SplitRuns) => {
                text_run(before, BODY)
                    + "<w:proofErr w:type=\"spellStart\"/><w:bookmarkStart w:id=\"4\" w:name=\"_GoBack\"/>"
                    + &text_run(after, "<w:rPr><w:b/></w:rPr>")
                    + "<w:bookmarkEnd w:id=\"4\"/><w:proofErr w:type=\"spellEnd\"/><w:r w:rsidR=\"00A1\"/>"
            }
            0 | 1 if self.has(Quirk::Tracked) => format!(
                "<w:del {REVISION}><w:r><w:delText>404</w:delText></w:r></w:del><w:ins {REVISION}>{}</w:ins>\
                 <w:moveFrom {REVISION}><w:r><w:t>505</w:t></w:r></w:moveFrom>",
                text_run(text, BODY)
            ),
            2 if self.has(Quirk::Tracked) => {
                format!("<w:moveTo {REVISION}>{}</w:moveTo>", text_run(text, ""))
            }
            _ if self.has(Quirk::SmartTags) => format!(
                "<w:smartTag w:element=\"chmetcnv\"><w:smartTagPr><w:attr w:name=\"SourceValue\" w:val=\"1\"/></w:smartTagPr>{}</w:smartTag><w:customXml>{}</w:customXml>",
                text_run(before, ""),
                text_run(after, "")
            ),
            _ if self.has(Quirk::Controls) => format!(
                "<w:sdt><w:sdtPr><w:id w:val=\"1\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
                text_run(text, "")
            ),
            0..=2 if self.has(Quirk::Links) => format!(
                "<w:hyperlink w:anchor=\"a\">{}</w:hyperlink>",
                text_run(text, "")
            ),
            _ if self.has(Quirk::Links) => format!(
                "<w:fldSimple w:instr=\" DOCPROPERTY Number \">{}</w:fldSimple>",
                text_run(text, "")
            ),
            _ if self.has(Quirk::Fields) && in_cell && text.bytes().all(|b| b.is_ascii_digit()) => {
                format!(
                    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> =SUM(LEFT) </w:instrText></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
                    text_run(text, "")
                )
            }
            _ if self.has(Quirk::Alternatives) => format!(
                "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:t>{0}</w:t></mc:Choice><mc:Fallback><w:t>{0}</w:t></mc:Fallback></mc:AlternateContent></w:r>",
                escaped(text)
            ),
            0 | 1 if self.has(Quirk::Choices) => format!(
                "<mc:AlternateContent><mc:Choice xmlns:far=\"urn:far-away\" Requires=\"far\"><w:r><w:t>9</w:t></w:r></mc:Choice><mc:Choice Requires=\"wps\">{}</mc:Choice></mc:AlternateContent>",
                text_run(text, BODY)
            ),
            _ if self.has(Quirk::Choices) => format!(
                "<mc:AlternateContent><mc:Choice xmlns:far=\"urn:far-away\" Requires=\"wps far\"><far:number/></mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
                text_run(text, BODY)
            ),
            _ if self.has(Quirk::Ruby) => format!(
                "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>{}",
                text_run(before, ""),
                text_run(after, "<w:rPr><w:fitText w:val=\"960\"/></w:rPr>")
            ),
            _ => text_run(text, BODY),
        };
        if self.has(Quirk::OwnMarks) && in_cell {
            out += "<w:r><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"2\"/><w:t>①</w:t></w:r>";
        }
        if self.has(Quirk::Notes) && in_cell {
            out += "<w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:commentReference w:id=\"0\"/></w:r>";
        }
        out
    }

    fn table(&mut self, rows: &[Vec<Cell>]) -> String {
        let wide = rows.iter().map(Vec::len).max().unwrap_or(1);
        let grid = "<w:gridCol w:w=\"600\"/>".repeat(wide);
        let opening = format!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        );
        let mut out = opening.clone();
        let n_headers = if wide > 8 { 3 } else { 0 };
        let mut above: Vec<(usize, usize)> = vec![(0, 1); wide];
        let mut headers = String::new();
        for (at, row) in rows.iter().enumerate() {
            if self.has(Quirk::Torn) && rows.len() > 12 && at == 10 {
                out += "</w:tbl><w:p/>";
                out += &opening;
                out += &headers;
            }
            let written = self.row(row, &mut above);
            if at < n_headers {
                headers += &written;
            }
            out += &written;
            if self.has(Quirk::DeletedRows) {
                out += &format!(
                    "<w:tr><w:trPr><w:del {REVISION}/></w:trPr><w:tc><w:p><w:r><w:t>1.旧行</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>66</w:t></w:r></w:p></w:tc></w:tr>"
                );
            }
        }
        out += "</w:tbl>";
        if self.has(Quirk::Controls) {
            out = format!("<w:sdt><w:sdtPr/><w:sdtContent>{out}</w:sdtContent></w:sdt>");
        }
        out
    }

    /// A row; `above` holds for each column how many more rows a cell from above covers, and how wide it is.
    fn row(&mut self, row: &[Cell], above: &mut [(usize, usize)]) -> String {
        let mut out = String::new();
        let mut before = 0;
        let mut cells = Vec::new();
        let mut column = 0;
        while column < row.len() {
            match &row[column] {
                Cell::Text(text, columns, n_rows) => {
                    above[column] = (n_rows - 1, *columns);
                    let mut properties = String::new();
                    if *columns > 1 && !self.has(Quirk::OldMerges) {
                        properties += &format!("<w:gridSpan w:val=\"{columns}\"/>");
                    }
                    if *columns > 1 && self.has(Quirk::OldMerges) {
                        properties += "<w:hMerge w:val=\"restart\"/>";
                    }
                    if *n_rows > 1 && self.has(Quirk::Orphans) {
                        properties += "<w:vMerge/>";
                    } else if *n_rows > 1 {
                        properties += "<w:vMerge w:val=\"restart\"/>";
                    }
                    let cell = self.cell(text, &properties);
                    cells.push(cell);
                    if self.has(Quirk::OldMerges) {
                        cells.extend((1..*columns).map(|_| {
                            "<w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc>".to_string()
                        }));
                    }
                    column += columns;
                }
                Cell::Covered if above[column].0 > 0 => {
                    let (left, columns) = above[column];
                    above[column].0 = left - 1;
                    if self.has(Quirk::GridBefore) && cells.is_empty() {
                        before += columns;
                    } else {
                        let merge =
                            ["<w:vMerge/>", "<w:vMerge w:val=\"continue\"/>"][self.rng.usize(..2)];
                        let span = if columns > 1 {
                            format!("<w:gridSpan w:val=\"{columns}\"/>")
                        } else {
                            String::new()
                        };
                        cells.push(format!("<w:tc><w:tcPr>{span}{merge}</w:tcPr><w:p/></w:tc>"));
                    }
                    column += columns;
                }
                Cell::Covered => column += 1,
            }
        }
        if before > 0 {
            out += &format!("<w:trPr><w:gridBefore w:val=\"{before}\"/></w:trPr>");
        }
        if self.has(Quirk::DeletedRows) {
            cells.push(format!("<w:tc><w:tcPr><w:cellDel {REVISION}/></w:tcPr><w:p><w:r><w:t>55</w:t></w:r></w:p></w:tc>"));
        }
        if self.has(Quirk::NestedRow) && cells.len() > 5 {
            let inner = cells.split_off(cells.len() - 4).concat();
            cells.push(format!("<w:tc><w:tcPr><w:gridSpan w:val=\"4\"/></w:tcPr><w:tbl><w:tblPr/><w:tr>{inner}</w:tr></w:tbl><w:p/></w:tc>"));
        }
        let cells = cells.concat();
        out = format!("<w:tr w:rsidR=\"00B2\">{out}{cells}</w:tr>");
        if self.has(Quirk::Controls) {
            out = format!("<w:sdt><w:sdtPr/><w:sdtContent>{out}</w:sdtContent></w:sdt>");
        }
        out
    }

    fn cell(&mut self, text: &str, properties: &str) -> String {
        let has_words = text.chars().count() > 3
            && !text.is_ascii()
            && !text.starts_with(|c: char| c.is_ascii_digit());
        let content = if self.has(Quirk::Breaks) && has_words {
            let middle = text.char_indices().nth(2).map_or(0, |(at, _)| at);
            let (before, after) = text.split_at(middle);
            match self.rng.bool() {
                true => format!(
                    "<w:p>{}<w:r><w:br/></w:r>{}</w:p>",
                    self.runs(before, true),
                    self.runs(after, true)
                ),
                false => format!(
                    "<w:p>{}</w:p><w:p>{}</w:p>",
                    self.runs(before, true),
                    self.runs(after, true)
                ),
            }
        } else if self.has(Quirk::Breaks) {
            format!("<w:p/><w:p>{}</w:p><w:p/>", self.runs(text, true))
        } else {
            format!(
                "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{}</w:p>",
                self.runs(text, true)
            )
        };
        let cell = format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"600\" w:type=\"dxa\"/>{properties}</w:tcPr>{content}</w:tc>"
        );
        match self.has(Quirk::Controls) {
            true => format!("<w:sdt><w:sdtPr/><w:sdtContent>{cell}</w:sdtContent></w:sdt>"),
            false => cell,
        }
    }

    fn package(&self, document: &str) -> Vec<u8> {
        let main = if self.has(Quirk::OtherMain) {
            "word/document2.xml"
        } else {
            "word/document.xml"
        };
        let office = match self.has(Quirk::Strict) {
            true => "http://purl.oclc.org/ooxml/officeDocument/relationships",
            false => "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        };
        let list = "http://schemas.openxmlformats.org/package/2006/relationships";
        let mark = if self.has(Quirk::ByteOrderMark) {
            "\u{feff}"
        } else {
            ""
        };
        let mut entries = vec![
            ("[Content_Types].xml".to_string(), content_types(main)),
            (
                "_rels/.rels".to_string(),
                format!("<Relationships xmlns=\"{list}\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"{main}\"/></Relationships>"),
            ),
            (main.to_string(), format!("{mark}{document}")),
            (
                main.replace("word/", "word/_rels/") + ".rels",
                format!("<Relationships xmlns=\"{list}\"><Relationship Id=\"rId1\" Type=\"{office}/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" Type=\"{office}/numbering\" Target=\"numbering.xml\"/></Relationships>"),
            ),
            ("word/styles.xml".to_string(), styles()),
            ("word/numbering.xml".to_string(), numbering()),
            ("docProps/app.xml".to_string(), "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Report</Application></Properties>".to_string()),
        ];
        if self.has(Quirk::OtherOrder) {
            entries.reverse();
        }
        let method = match self.has(Quirk::Stored) {
            true => CompressionMethod::Stored,
            false => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        if self.has(Quirk::Streamed) {
            let mut zip = ZipWriter::new_stream(Vec::new());
            for (name, text) in entries {
                zip.start_file(name, options).unwrap();
                zip.write_all(text.as_bytes()).unwrap();
            }
            return zip.finish().unwrap().into_inner();
        }
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in entries {
            zip.start_file(name, options).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

/// A paragraph in a text box, drawn for new programs and for old ones.
fn text_box(paragraph: &str) -> String {
    format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{paragraph}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
}

fn content_types(main: &str) -> String {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/{main}\" ContentType=\"{kind}.document.main+xml\"/>\
         <Override PartName=\"/word/styles.xml\" ContentType=\"{kind}.styles+xml\"/><Override PartName=\"/word/numbering.xml\" ContentType=\"{kind}.numbering+xml\"/></Types>"
    )
}

fn styles() -> String {
    let style = |level: usize, list: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"Own{level}\"><w:name w:val=\"own {level}\"/><w:basedOn w:val=\"Base{level}\"/></w:style>\
                 <w:style w:type=\"paragraph\" w:styleId=\"Base{level}\"><w:name w:val=\"base {level}\"/><w:pPr><w:numPr>{list}</w:numPr></w:pPr></w:style>"
        )
    };
    format!(
        "<w:styles xmlns:w=\"{WORD}\"><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>{}{}\
         <w:style w:type=\"character\" w:styleId=\"Secret\"><w:name w:val=\"secret\"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>",
        style(0, "<w:numId w:val=\"3\"/>"),
        style(1, "<w:ilvl w:val=\"1\"/><w:numId w:val=\"3\"/>")
    )
}

fn numbering() -> String {
    let level = |at: usize, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    format!(
        "<w:numbering xmlns:w=\"{WORD}\"><w:abstractNum w:abstractNumId=\"5\">{}{}</w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"5\"/></w:num></w:numbering>",
        level(0, "%1、"),
        level(1, "（%2）")
    )
}
