//! Writes workbooks of the old kind, record by record: a report on one sheet, as Excel 97 and as other programs leave them.

use std::io::{Cursor, Write};

use crate::surfaces::{Block, Cell};

/// How an old workbook is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct OldManner {
    /// So many bytes of shared texts go into one record; the rest continues in others.
    pub record: Option<usize>,
    /// Each number in a record of its own, in eight bytes.
    pub singles: bool,
    /// Numbers and texts are results of formulas.
    pub computed: bool,
    /// Texts in their cells, not in a list that cells share.
    pub inline: bool,
    /// Texts in several fonts, with how they are pronounced.
    pub formatted: bool,
    /// A chart stands in the sheet, and a sheet that is hidden before it.
    pub chart: bool,
    /// The version that the workbook tells of itself; 0 is the usual one.
    pub version: u16,
    /// The workbook is locked.
    pub locked: bool,
}

/// Records on their way into a stream.
#[derive(Default)]
struct Stream(Vec<u8>);

impl Stream {
    fn record(&mut self, kind: u16, content: &[u8]) {
        self.0.extend(kind.to_le_bytes());
        let len = u16::try_from(content.len()).unwrap();
        self.0.extend(len.to_le_bytes());
        self.0.extend(content);
    }

    fn shorts(&mut self, kind: u16, content: &[u16]) {
        let bytes: Vec<u8> = content
            .iter()
            .flat_map(|short| short.to_le_bytes())
            .collect();
        self.record(kind, &bytes);
    }

    /// The beginning of the workbook (5) or of a sheet (0x10).
    fn begin(&mut self, what: u16, manner: OldManner) {
        let version = if manner.version == 0 {
            0x600
        } else {
            manner.version
        };
        self.shorts(0x809, &[version, what, 0, 0, 0, 0, 0, 0]);
    }
}

fn units(text: &str) -> (bool, Vec<u16>) {
    let units: Vec<u16> = text.encode_utf16().collect();
    (units.iter().any(|&unit| unit > 0xff), units)
}

/// A text behind its length.
fn plain(text: &str) -> Vec<u8> {
    let (is_wide, units) = units(text);
    let mut out = vec![u8::from(is_wide)];
    for unit in units {
        let bytes = unit.to_le_bytes();
        out.extend(&bytes[..1 + usize::from(is_wide)]);
    }
    out
}

fn counted(text: &str) -> Vec<u8> {
    let len = u16::try_from(text.encode_utf16().count()).unwrap();
    [len.to_le_bytes().to_vec(), plain(text)].concat()
}

/// The list of shared texts as the records that it is cut into.
fn shared(texts: &[String], manner: OldManner) -> Vec<Vec<u8>> {
    let limit = manner.record.unwrap_or(8000);
    let count = u32::try_from(texts.len()).unwrap().to_le_bytes();
    let mut records = vec![[count, count].concat()];
    for text in texts {
        let (mut is_wide, units) = units(text);
        let len = u16::try_from(units.len()).unwrap();
        let mut head = len.to_le_bytes().to_vec();
        head.push(u8::from(is_wide) | if manner.formatted { 12 } else { 0 });
        if manner.formatted {
            head.extend([1, 0, 6, 0, 0, 0]);
        }
        if records.last().unwrap().len() + head.len() > limit {
            records.push(Vec::new());
        }
        records.last_mut().unwrap().extend(head);
        for (at, unit) in units.iter().enumerate() {
            if records.last().unwrap().len() + 2 > limit {
                is_wide = units[at..].iter().any(|&unit| unit > 0xff);
                records.push(vec![u8::from(is_wide)]);
            }
            let bytes = unit.to_le_bytes();
            records
                .last_mut()
                .unwrap()
                .extend(&bytes[..1 + usize::from(is_wide)]);
        }
        // What is said of fonts and pronunciation is cut anywhere.
        for byte in 0..if manner.formatted { 10 } else { 0 } {
            if records.last().unwrap().len() >= limit {
                records.push(Vec::new());
            }
            records.last_mut().unwrap().push(byte);
        }
    }
    records
}

/// A sheet on its way.
struct Sheet {
    stream: Stream,
    shared: Vec<String>,
    merged: Vec<[u16; 4]>,
    manner: OldManner,
}

impl Sheet {
    fn number(&mut self, at: [u16; 2], number: u32) {
        let cell = [at[0], at[1], 0];
        let value = f64::from(number).to_le_bytes();
        let bytes: Vec<u8> = cell.iter().flat_map(|short| short.to_le_bytes()).collect();
        match self.manner.computed {
            true => self
                .stream
                .record(6, &[&bytes[..], &value, &[0; 8]].concat()),
            false => self.stream.record(0x203, &[&bytes[..], &value].concat()),
        }
    }

    fn text(&mut self, at: [u16; 2], text: &str) {
        let cell = [at[0], at[1], 0];
        let bytes: Vec<u8> = cell.iter().flat_map(|short| short.to_le_bytes()).collect();
        if self.manner.computed {
            let comes = [0, 0, 0, 0, 0, 0, 0xff, 0xff];
            self.stream
                .record(6, &[&bytes[..], &comes, &[0; 8]].concat());
            self.stream.record(0x207, &counted(text));
        } else if self.manner.inline {
            self.stream.record(0x204, &[bytes, counted(text)].concat());
        } else {
            let at = u32::try_from(self.shared.len()).unwrap();
            self.stream
                .record(0xfd, &[&bytes[..], &at.to_le_bytes()].concat());
            self.shared.push(text.to_owned());
        }
    }

    fn row(&mut self, row: u16, cells: &[Cell]) {
        let mut run: Vec<(u16, u32)> = Vec::new();
        for (column, cell) in (0..).zip(cells) {
            let text = match cell {
                Cell::Text(text, wide, high) => {
                    let (wide, high) = (*wide as u16, *high as u16);
                    if wide * high > 1 {
                        self.merged
                            .push([row, row + high - 1, column, column + wide - 1]);
                    }
                    text.as_str()
                }
                Cell::Covered => "",
            };
            let number = text
                .parse::<u32>()
                .ok()
                .filter(|number| number.to_string() == text);
            match number {
                Some(number) if !self.manner.singles && !self.manner.computed => {
                    run.push((column, number));
                    continue;
                }
                _ => self.numbers(row, &mut run),
            }
            match number {
                Some(number) => self.number([row, column], number),
                None if text.is_empty() => self.stream.shorts(0x201, &[row, column, 0]),
                None => self.text([row, column], text),
            }
        }
        self.numbers(row, &mut run);
    }

    /// Numbers side by side in one record, every other one in hundredths.
    fn numbers(&mut self, row: u16, run: &mut Vec<(u16, u32)>) {
        let (Some(&(first, _)), Some(&(last, _))) = (run.first(), run.last()) else {
            return;
        };
        let mut bytes: Vec<u8> = [row, first]
            .iter()
            .flat_map(|short| short.to_le_bytes())
            .collect();
        for (column, number) in run.drain(..) {
            let packed = match column % 2 {
                0 => number << 2 | 2,
                _ => (number * 100) << 2 | 3,
            };
            bytes.extend([0, 0]);
            bytes.extend(packed.to_le_bytes());
        }
        bytes.extend(last.to_le_bytes());
        self.stream.record(0xbd, &bytes);
    }

    fn report(&mut self, blocks: &[Block]) {
        let mut row = 0;
        for block in blocks {
            match block {
                Block::Line(line, _) => {
                    let line = line.trim_start_matches(['#', ' ', '>']);
                    if !line.is_empty() {
                        self.text([row, 0], line);
                    }
                    row += 1;
                }
                Block::Table(table) => {
                    for cells in table {
                        self.row(row, cells);
                        row += 1;
                    }
                }
            }
        }
    }
}

/// A report as an old workbook.
pub fn xls(blocks: &[Block], manner: OldManner) -> Vec<u8> {
    let mut sheet = Sheet {
        stream: Stream::default(),
        shared: Vec::new(),
        merged: Vec::new(),
        manner,
    };
    sheet.stream.begin(0x10, manner);
    if manner.chart {
        sheet.stream.begin(0x20, manner);
        sheet.stream.shorts(0x203, &[0, 0, 0, 0, 0, 0, 0]);
        sheet.stream.record(0x0a, &[]);
    }
    sheet.report(blocks);
    for areas in sheet.merged.chunks(7) {
        let n_areas = u16::try_from(areas.len()).unwrap();
        let all: Vec<u16> = [n_areas].into_iter().chain(areas.concat()).collect();
        sheet.stream.shorts(0xe5, &all);
    }
    sheet.stream.record(0x0a, &[]);
    let mut hidden = Stream::default();
    hidden.begin(0x10, manner);
    hidden.shorts(0x203, &[0, 0, 0, 0, 0, 0, 0x4079]);
    hidden.record(0x0a, &[]);
    file(
        "Workbook",
        &stream(
            &[("草稿", 1, &hidden.0), ("年报", 0, &sheet.stream.0)],
            &sheet.shared,
            manner,
        ),
    )
}

/// The whole stream: what holds for all sheets, and the sheets.
fn stream(sheets: &[(&str, u8, &[u8])], texts: &[String], manner: OldManner) -> Vec<u8> {
    let globals = |starts: &[u32]| {
        let mut out = Stream::default();
        out.begin(5, manner);
        if manner.locked {
            out.shorts(0x2f, &[1, 1, 1]);
        }
        for (&(name, state, _), start) in sheets.iter().zip(starts) {
            let len = u8::try_from(name.encode_utf16().count()).unwrap();
            let head = [&start.to_le_bytes()[..], &[state, 0, len]].concat();
            out.record(0x85, &[head, plain(name)].concat());
        }
        for (at, content) in shared(texts, manner).iter().enumerate() {
            out.record(if at == 0 { 0xfc } else { 0x3c }, content);
        }
        out.record(0x0a, &[]);
        out.0
    };
    let mut start = globals(&vec![0; sheets.len()]).len();
    let starts = sheets.iter().map(|(_, _, records)| {
        let own = u32::try_from(start).unwrap();
        start += records.len();
        own
    });
    let mut out = globals(&starts.collect::<Vec<u32>>());
    for (_, _, records) in sheets {
        out.extend(*records);
    }
    out
}

/// A compound file with one stream.
pub fn file(name: &str, content: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(name)
        .unwrap()
        .write_all(content)
        .unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}
