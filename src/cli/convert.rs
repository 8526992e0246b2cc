//! `nianbao convert`: a report as text that editors are good at.

use super::anew::FolderAnew;
use super::args::{Common, Convert, TextKind};
use super::new_file::{NewFile, TEXT_ENDINGS, fitting};
use super::one_report::OneReport;
use super::streams::Streams;
use super::{Exit, Stop};
use crate::align::is_page_line;
use crate::export::markdown::{TextForm, text_of};
use crate::locale::Locale;
use crate::say;
use crate::sources::{Aside, AsideKind, Manuscript, asides};
use crate::views::sheet::{plain_sheet, sheets};

/// Writes one report as text, or every report of a folder. A text that is no report is only put between bars.
pub(super) fn run(
    asked: &Convert,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let edition = asked.edition.as_deref();
    if asked.file.is_dir() {
        let (ending, form) = match asked.to {
            TextKind::Markdown => ("md", TextForm::Markdown),
            TextKind::Bars => ("txt", TextForm::Bars),
        };
        let folder = FolderAnew {
            folder: &asked.file,
            target: &asked.target,
            ending,
            edition,
        };
        return folder.write(common, locale, streams, |job, contents, reading| {
            let mut text = text_of(&sheets(reading, &[]), form);
            let document = contents.document.as_deref();
            let original = document.map(|document| (contents.bytes.as_slice(), document));
            text += &beside(original, form, job.locale());
            Ok(text.into_bytes())
        });
    }
    let output = asked.target.output.as_deref();
    let output = output.filter(|path| path.as_os_str() != "-");
    if let Some(path) = output {
        fitting(path, TEXT_ENDINGS, locale)?;
    }
    let report = OneReport::read(&asked.file, edition, common, locale, streams)?;
    let mut form = TextForm::Bars;
    let mut text = match asked.to {
        TextKind::Markdown => {
            form = TextForm::Markdown;
            let (_, sheets) = report.answer(|reading| sheets(reading, &[]))?;
            text_of(&sheets, form)
        }
        TextKind::Bars => match report.answer(|reading| sheets(reading, &[])) {
            Ok((_, sheets)) => text_of(&sheets, TextForm::Bars),
            Err(Stop::Failed(_)) => text_of(&[plain_sheet(&report.text)], TextForm::Bars),
            Err(stop) => return Err(stop),
        },
    };
    text += &beside(report.original(), form, report.locale);
    match output {
        Some(path) => {
            let file = NewFile {
                path,
                spared: &report.spared(),
                may_replace: asked.target.force,
            };
            file.write(text.as_bytes(), report.locale, streams)?;
        }
        None => streams.exactly(&text)?,
    }
    Ok(report.exit)
}

/// What stands beside the text of a document, as lines behind it: as comments in Markdown. Numbers of pages are left out.
fn beside(original: Option<(&[u8], &Manuscript)>, form: TextForm, locale: Locale) -> String {
    let told = original.and_then(|(bytes, document)| asides(bytes, document.kind).ok());
    let told = told.unwrap_or_default();
    let said = told.iter().filter(|aside| !is_page_line(&aside.text));
    let lines = said.map(|Aside { kind, text }| {
        let name = name(*kind, locale);
        match form {
            TextForm::Markdown => {
                // Two strokes would end the comment.
                let text = text.replace("--", "- -");
                say!(
                    locale,
                    "\n<!-- {name}：{text} -->\n",
                    "\n<!-- {name}: {text} -->\n"
                )
            }
            TextForm::Bars => say!(locale, "{name}：{text}\n", "{name}: {text}\n"),
        }
    });
    lines.collect()
}

fn name(kind: AsideKind, locale: Locale) -> String {
    match kind {
        AsideKind::Header => say!(locale, "页眉", "header"),
        AsideKind::Footer => say!(locale, "页脚", "footer"),
        AsideKind::Footnote => say!(locale, "脚注", "footnote"),
        AsideKind::Endnote => say!(locale, "尾注", "endnote"),
        AsideKind::Comment => say!(locale, "批注", "comment"),
    }
}
