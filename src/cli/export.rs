//! `nianbao export`: a report in the official layout, as a file to send, to print or to look at.

use std::hash::BuildHasher;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::anew::FolderAnew;
use super::args::{Common, Export, PageKind};
use super::load::ending_of;
use super::new_file::{NewFile, PAGE_ENDINGS, fitting};
use super::one_report::OneReport;
use super::paths::absolute;
use super::streams::Streams;
use super::{Exit, Stop};
use crate::analysis::analyze;
use crate::door::Finding;
use crate::export::RedHead;
use crate::export::docx::document_under;
use crate::export::html::{PageOptions, page, page_under};
use crate::locale::Locale;
use crate::say;
use crate::views::sheet::{Sheet, sheets};

/// Writes one report in the official layout.
pub(super) fn run(
    asked: &Export,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let edition = asked.edition.as_deref();
    if asked.file.is_dir() {
        return folder(asked, common, locale, streams);
    }
    let report = OneReport::read(&asked.file, edition, common, locale, streams)?;
    let locale = report.locale;
    let (sheets, findings) = report.sheets()?;
    let (kind, target) = target(asked, locale)?;
    let marks_findings = asked.findings || matches!(target, Destination::Moment(_));
    let marked: &[Finding] = if marks_findings { &findings } else { &[] };
    let bytes = made((kind, asked), &sheets, marked, locale).map_err(Stop::Failed)?;
    let path = match target {
        Destination::Stdout => {
            streams.document(&bytes, std::str::from_utf8(&bytes).ok())?;
            return Ok(report.exit);
        }
        Destination::File(path) => {
            NewFile {
                path: &path,
                spared: &report.spared(),
                may_replace: asked.target.force,
            }
            .write(&bytes, locale, streams)?;
            streams.notice(&say!(
                locale,
                "已写入 {path}",
                "wrote {path}",
                path = path.display()
            ));
            path
        }
        Destination::Moment(path) => {
            let file = NewFile {
                path: &path,
                spared: &report.spared(),
                may_replace: true,
            };
            // What stands there was made for the last look.
            let _ = file.put(&bytes, locale)?;
            path
        }
    };
    if asked.open {
        open(&path, locale)?;
    }
    Ok(report.exit)
}

/// Writes every report of a folder.
fn folder(
    asked: &Export,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    if asked.open {
        return Err(Stop::Failed(say!(
            locale,
            "--open 一次只打开一份报告",
            "--open opens one report at a time"
        )));
    }
    let kind = asked.to.unwrap_or(PageKind::Docx);
    let folder = FolderAnew {
        folder: &asked.file,
        target: &asked.target,
        ending: kind.ending(),
        edition: asked.edition.as_deref(),
    };
    folder.write(common, locale, streams, |job, contents, reading| {
        let findings = match asked.findings {
            true => analyze(&contents.text, &job.loaded.forms, &job.settings()).findings,
            false => Vec::new(),
        };
        let sheets = sheets(reading, &findings);
        made((kind, asked), &sheets, &findings, job.locale())
    })
}

/// Reports as a document or a page with these findings marked; `Err` is the sentence to say.
fn made(
    (kind, asked): (PageKind, &Export),
    sheets: &[Sheet],
    findings: &[Finding],
    locale: Locale,
) -> Result<Vec<u8>, String> {
    let options = PageOptions {
        findings,
        locale,
        place: None,
        changed: None,
    };
    let head = asked.red_head.as_deref().map(RedHead::new);
    match (kind, head) {
        (PageKind::Html, Some(head)) => Ok(page_under(sheets, options, head).into_bytes()),
        (PageKind::Html, None) => Ok(page(sheets, options).into_bytes()),
        (PageKind::Docx, head) => document_under(sheets, head).map_err(|error| {
            say!(
                locale,
                "写不成 Word 文档：{error}",
                "cannot make a Word document: {error}"
            )
        }),
    }
}

impl PageKind {
    fn endings(self) -> &'static [&'static str] {
        match self {
            PageKind::Docx => &["docx"],
            PageKind::Html => PAGE_ENDINGS,
        }
    }

    fn ending(self) -> &'static str {
        match self {
            PageKind::Docx => "docx",
            PageKind::Html => "html",
        }
    }
}

/// Where a page or document goes.
enum Destination {
    Stdout,
    File(PathBuf),
    /// To be looked at now; the next look writes over it.
    Moment(PathBuf),
}

fn target(asked: &Export, locale: Locale) -> Result<(PageKind, Destination), Stop> {
    let kinds = [PageKind::Docx, PageKind::Html];
    let by_ending = |path: &Path| {
        let ending = ending_of(path);
        let mut kinds = kinds.into_iter();
        kinds.find(|kind| kind.endings().contains(&&*ending))
    };
    if let Some(path) = &asked.target.output {
        let endings = match asked.to {
            Some(kind) => kind.endings().to_vec(),
            None => kinds.map(PageKind::endings).concat(),
        };
        fitting(path, &endings, locale)?;
        let kind = asked
            .to
            .or_else(|| by_ending(path))
            .unwrap_or(PageKind::Docx);
        return match path.as_os_str() == "-" {
            true if asked.open => Err(Stop::Failed(say!(
                locale,
                "写到标准输出的内容不能打开；请用 -o 指定文件",
                "what goes to standard output cannot be opened; name a file with -o"
            ))),
            true => Ok((kind, Destination::Stdout)),
            false => Ok((kind, Destination::File(path.clone()))),
        };
    }
    if asked.open && asked.to != Some(PageKind::Docx) {
        return Ok((
            PageKind::Html,
            Destination::Moment(moment(&asked.file, locale)?),
        ));
    }
    let kind = asked.to.unwrap_or(PageKind::Docx);
    if asked.file.as_os_str() == "-" {
        return Ok((kind, Destination::Stdout));
    }
    let path = asked.file.with_extension(kind.ending());
    Ok((kind, Destination::File(path)))
}

/// A page for looking at: one for each report, in a folder that is the user's alone.
fn moment(report: &Path, locale: Locale) -> Result<PathBuf, Stop> {
    let name = rustc_hash::FxBuildHasher.hash_one(absolute(report));
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let cache = match cfg!(unix) && !cfg!(target_os = "macos") {
        // The folder for such files is everybody's there.
        true => variable("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .or_else(|| Some(PathBuf::from(variable("HOME")?).join(".cache"))),
        false => None,
    };
    let folder = cache.unwrap_or_else(std::env::temp_dir).join("nianbao");
    std::fs::create_dir_all(&folder).map_err(|error| {
        let folder = folder.display();
        Stop::Failed(say!(
            locale,
            "建不了文件夹 {folder}：{error}",
            "cannot make the folder {folder}: {error}"
        ))
    })?;
    Ok(folder.join(format!("{name:016x}.html")))
}

/// Has the system open a file with its own program.
fn open(path: &Path, locale: Locale) -> Result<(), Stop> {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        Command::new("explorer")
    } else {
        Command::new("xdg-open")
    };
    let started = command
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    started.map(drop).map_err(|error| {
        let path = path.display();
        Stop::Failed(say!(
            locale,
            "打不开 {path}：{error}；请自行打开这个文件",
            "cannot open {path}: {error}; please open the file yourself"
        ))
    })
}
