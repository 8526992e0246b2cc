//! Nianbao reads 政府信息公开工作年度报告, the yearly report that every Chinese government body publishes in an official form, and says which
//! cell, row, label or section of it is wrong. A language server and a command line stand on one engine.
//!
//! # How a text becomes findings
//!
//! ```text
//!              Form (TOML, compiled in, or the user's own) ──▶ Kit, one for each edition
//!                                                               │
//! &str ──parse──▶ Document ──align──▶ Aligned ──▶ figures, narrative, advice ──▶ Reading
//!  ▲              what is             what is       its numbers, its sentences,     │  kept, and asked
//!  │              written             where         what may be wrong             ┌─┴───────────────────┐
//!  │                                                                           rules/                 views/
//!  │                                                                    Vec<Finding { … }>     cells, facts, outline, …
//! Text ◀─ edits ─ editor                                                          └──────▶ lsp/, cli/ ◀─┘
//! ```
//!
//! Every arrow is a pure function. [`analysis::analyze`] is all of them in one call, and the one call that both front ends make:
//!
//! ```
//! use nianbao::{analysis::analyze, kit::Forms, settings::Settings};
//!
//! let text = "某市某局2024年政府信息公开工作年度报告
//! 三、收到和处理政府信息公开申请情况
//! | （一）予以公开 | 5 | 7 | 0 | 0 | 0 | 0 | 13 |
//! ";
//! let analysis = analyze(text, Forms::builtin(), &Settings::default());
//! let slip = analysis.findings.iter().find(|finding| finding.code == "row-total");
//! assert_eq!(slip.map(|finding| finding.span.of(text)), Some("13"));
//! ```
//!
//! # Where things are
//!
//! Along the flow:
//!
//! - [`sources`]: documents of other programs (Word, Excel, OpenDocument, PDF) to text with places: a line for each paragraph, a row for each row of a table.
//! - [`syntax`]: text to rows of cells. One reader per surface (bars, tabs, one cell per line, spaces, HTML); `value` reads what a cell says.
//! - [`form`]: the official form as data. `editions/*.toml` hold every official word, `narrative.toml` those of sentences; `load` reads them; `fold` and `lexicon` compare labels.
//! - [`align`]: a document laid along the form. Which heading is which section, which line which row, which value which cell.
//! - [`figures`]: the numbers of one table as its writer means them; which relations are broken, what a blank total comes to.
//! - [`follow`]: what an edited text said before: totals that agreed and were left behind.
//! - [`sums`]: the arithmetic of relations between bare numbers; totals computed anew.
//! - [`words`]: known words and numbers in running text, by the words of `form/narrative.toml`.
//! - [`narrative`]: the sentences. Which cells their numbers name, by the words of `form/narrative.toml`; in doubt, none.
//! - [`repair`]: the smallest change of numbers that makes every relation of a table hold. Bare numbers, no text.
//! - [`rules`]: one file per rule: what it says, its check, its explanation. [`rules::RULES`] lists them.
//! - [`skeleton`]: headings and tables of the form written out the way a report writes its own, for fixes that insert.
//! - [`draft`]: a new report, blank but for what last year's carries over.
//! - `several`: what is said of several reports in one text.
//! - [`kit`]: an edition and all that is made of it once; which editions a label speaks for.
//! - [`reading`]: what was understood of a text, owned and kept. Everything that is said of a text is a function of it.
//! - [`dossier`]: several reports at once: the reports of one unit year by year, and what is kept of each.
//! - [`views`]: what people want to see of a reading: every cell, every number of the sentences, the outline, the totals.
//! - [`export`]: a report written out anew: Markdown, a page, a Word document.
//! - [`analysis`]: the calls that front ends make: findings, all safe fixes, all totals.
//!
//! What they speak in:
//!
//! - [`span`]: half-open ranges of bytes, the only coordinate inside.
//! - [`finding`], [`fix`]: one thing to tell the writer; one change, with its degree of trust.
//! - [`locale`]: the language of messages; `say!` holds both wordings side by side.
//! - [`settings`]: what a user can set that changes the findings. [`config`]: where the values come from. [`written`]: reading and complaining
//!   about what people write for the program, TOML or JSON.
//! - [`chars`], [`numerals`]: questions about single characters; Chinese numerals and years. [`lines`]: where lines end.
//!
//! The front ends:
//!
//! - [`text`]: an open text that is edited in place; the one file that knows lines and UTF-16.
//! - [`lsp`]: the language server. One thread owns the texts; handlers only send events.
//! - [`cli`]: the command line. Files in, findings and fixed files out.
//!
//! # What always holds
//!
//! - Reading never fails and nothing panics, whatever the text: a torn table is a table with fewer cells.
//! - The core is pure. Only [`lsp`] and [`cli`] read, write or print; only [`lsp`] knows the protocol.
//! - Places are bytes. UTF-16 exists behind [`text`] alone.
//! - The form is data. No code compares with its wording; a new edition is a TOML file.
//! - [`align`] says what is where and never what is wrong; rules judge and never search.
//! - A row whose values cannot be placed takes part in no sum. A false alarm costs more than a miss.
//! - Severity, message and fixes are decided before a front end sees them: both say the same.
//! - Only [`fix::Applicability::Safe`] fixes are applied without a question; none of them changes the value of a stated number, and no
//!   fix deletes one.
//!
//! # Words
//!
//! One word for each idea, everywhere:
//!
//! | Chinese | here | meaning |
//! |---|---|---|
//! | 格式版本 | edition | one official version of the form: 2021, 2019 |
//! | 章节 | section | one of the six official parts |
//! | 表 | table | the official table of section 二, 三 or 四 |
//! | 行 | row | a row of the form that carries numbers |
//! | 列 | column | a column of the form |
//! | 单元格 | cell | where a row and a column meet; in a document, one piece of a row |
//! | 行标题 | label | the words that name a row or a group of rows |
//! | 表头 | header | the words that name columns |
//! | 总计、合计 | total | a cell that other cells add up to |
//! | 分项 | part | a cell that a total counts |
//! | 勾稽关系 | relation | what must hold between cells |
//! | 上年结转 | carried in | applications taken over from the year before |
//! | 结转下年度 | carried out | applications left to the next year |
//! | 正文 | narrative | the sentences round the tables |
//! | 正文中的数字 | fact | a number of the narrative with the cells it names |
//! | 提示词 | cue | a word that names rows or columns |
//! | 疑似错误单元格 | suspect | the cell whose change would mend everything |
//! | 问题 | finding | one thing to tell the writer |
//! | 修正 | fix | an offered change |
//! | 核对 | check | reading a report and telling its findings |
//!
//! `*Spec` always means the form's side of a thing; a slot is a cell of the form together with what a report says there; an edit is a
//! change of text, never a relation.

pub mod align;
pub mod analysis;
pub mod chars;
pub mod cli;
pub mod config;
pub mod door;
pub mod dossier;
pub mod draft;
pub mod edit;
pub mod encoding;
pub mod export;
pub mod figures;
pub mod finding;
pub mod fix;
pub mod follow;
pub mod form;
pub mod kit;
pub mod lines;
pub mod locale;
pub mod lsp;
pub mod narrative;
pub mod numerals;
pub mod reading;
pub mod repair;
pub mod rules;
pub mod settings;
pub mod skeleton;
pub mod sources;
pub mod span;
pub mod sums;
pub mod syntax;
pub mod text;
pub mod views;
pub mod words;
pub mod written;
