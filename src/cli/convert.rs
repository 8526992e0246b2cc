//! `nianbao convert`: a report as text that editors are good at.

use super::anew::FolderAnew;
use super::args::{Common, Convert, TextKind};
use super::new_file::NewFile;
use super::one_report::OneReport;
use super::streams::Streams;
use super::{Exit, Stop};
use crate::export::markdown::{TextForm, text_of};
use crate::locale::Locale;
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
        return folder.write(common, locale, streams, |_, _, reading| {
            Ok(text_of(&sheets(reading, &[]), form).into_bytes())
        });
    }
    let report = OneReport::read(&asked.file, edition, common, locale, streams)?;
    let text = match asked.to {
        TextKind::Markdown => {
            let (_, sheets) = report.answer(|reading| sheets(reading, &[]))?;
            text_of(&sheets, TextForm::Markdown)
        }
        TextKind::Bars => match report.answer(|reading| sheets(reading, &[])) {
            Ok((_, sheets)) => text_of(&sheets, TextForm::Bars),
            Err(Stop::Failed(_)) => text_of(&[plain_sheet(&report.text)], TextForm::Bars),
            Err(stop) => return Err(stop),
        },
    };
    match &asked.target.output {
        Some(path) if path.as_os_str() != "-" => {
            let file = NewFile {
                path,
                source: &asked.file,
                may_replace: asked.target.force,
            };
            file.write(text.as_bytes(), report.locale)?;
        }
        _ => streams.exactly(&text)?,
    }
    Ok(report.exit)
}
