//! Reading one file, once: judged by its kind and its beginning before it is read whole.

mod at_rest;
mod said;

pub(super) use at_rest::{PATIENCE_WITH_OTHERS, is_being_written, patiently};
pub(super) use said::{not_a_file, special_kind, unreadable};

use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek};
use std::path::Path;

use super::documents::{document, kind};
use super::encoding::{Encoding, Refusal, decode};
use super::format;
use super::left_out::Reason;
use crate::analysis::analyze;
use crate::kit::Forms;
use crate::locale::Locale;
use crate::say;
use crate::settings::Settings;
use crate::sources::{self, DocumentKind, Manuscript};

/// From this size on a file's beginning must look like a report before the rest is read.
const LARGE: u64 = 4 << 20;
/// How much of a large file is looked at.
const BEGINNING: u64 = 1 << 20;
/// A collection of ten thousand reports is a hundred megabytes.
const LARGEST: u64 = 512 << 20;

/// A file that has been read.
#[derive(Clone, Debug)]
pub(super) struct Contents {
    pub bytes: Vec<u8>,
    /// What is analysed: the file as text, or what was read of a document.
    pub text: String,
    pub encoding: Encoding,
    /// The document that the text was read of, if the file is none itself.
    pub document: Option<Box<Manuscript>>,
}

/// Why a file was not read.
#[derive(Debug)]
pub(super) struct NotLoaded {
    pub reason: Reason,
    /// The whole of it, for people.
    pub sentence: String,
}

/// Opening a FIFO must not wait for somebody who writes to it.
#[cfg(unix)]
pub(super) const NO_WAITING: i32 = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();

/// How often a file is read that others write to.
const TRIES: usize = 5;

/// Reads and decodes a file. One that another run is writing is waited for; one that is written while it is read is read again.
pub(super) fn load(path: &Path, forms: &Forms, locale: Locale) -> Result<Contents, NotLoaded> {
    let mut tries = TRIES;
    let read = loop {
        tries -= 1;
        let file = open(path, locale)?;
        let before = at_rest::settled(&file, path).map_err(|error| failed(path, &error, locale))?;
        let read = read(&file, path, forms, locale);
        if !at_rest::is_disturbed(&file, path, before) {
            break read?;
        }
        if tries == 0 {
            break match is_being_written(path) {
                true => Err(failed(path, &io::ErrorKind::WouldBlock.into(), locale)),
                false => read,
            }?;
        }
    };
    match read {
        Raw::Document(bytes, kind) => document(bytes, kind, path, locale),
        Raw::Text(bytes) => decoded(bytes, path, locale),
    }
}

/// What a file holds, before it is decoded.
enum Raw {
    Document(Vec<u8>, DocumentKind),
    Text(Vec<u8>),
}

fn read(mut file: &File, path: &Path, forms: &Forms, locale: Locale) -> Result<Raw, NotLoaded> {
    let failed = |error: io::Error| failed(path, &error, locale);
    let ending = ending_of(path);
    if let Some(format) = format::of_no_text(&mut file, &ending).map_err(failed)? {
        let mut first = [0; 4];
        file.rewind().map_err(failed)?;
        file.read_exact(&mut first).map_err(failed)?;
        let Some(kind) = kind(format, &first) else {
            return Err(other_format(path, format, locale));
        };
        let mut bytes = Vec::new();
        file.rewind().map_err(failed)?;
        let most = sources::LARGEST as u64 + 1;
        file.take(most).read_to_end(&mut bytes).map_err(failed)?;
        return Ok(Raw::Document(bytes, kind));
    }
    let length = file.metadata().map_err(failed)?.len();
    // Room for one more, so that the end is seen without growing.
    let room = length.min(LARGE) + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or_default());
    file.rewind().map_err(failed)?;
    if length > LARGE {
        let beginning = file.by_ref().take(BEGINNING).read_to_end(&mut bytes);
        beginning.map_err(failed)?;
        judge_beginning(path, &bytes, length, forms, locale)?;
    }
    file.take(LARGEST).read_to_end(&mut bytes).map_err(failed)?;
    Ok(Raw::Text(bytes))
}

/// The contents of bytes that somebody else has read.
pub(super) fn contents(bytes: Vec<u8>, path: &Path, locale: Locale) -> Result<Contents, NotLoaded> {
    // Reading from memory does not fail.
    match format::of_no_text(&mut io::Cursor::new(&bytes), &ending_of(path)) {
        Ok(Some(format)) => match kind(format, &bytes) {
            Some(kind) => document(bytes, kind, path, locale),
            None => Err(other_format(path, format, locale)),
        },
        Ok(None) | Err(_) => decoded(bytes, path, locale),
    }
}

fn decoded(bytes: Vec<u8>, path: &Path, locale: Locale) -> Result<Contents, NotLoaded> {
    if format::is_web_archive(&bytes) {
        return Err(other_format(path, format::MHT, locale));
    }
    match decode(&bytes) {
        Ok((text, _)) if is_own_page(&text) => Err(NotLoaded {
            reason: Reason::OwnPage,
            sentence: Reason::OwnPage.sentence(&path.display().to_string(), locale),
        }),
        Ok((text, encoding)) => Ok(Contents {
            bytes,
            text,
            encoding,
            document: None,
        }),
        Err(refusal) => Err(undecoded(path, refusal, locale)),
    }
}

/// By which a page that a review made is known.
pub(super) const PAGE_MAKER: &str = "<meta name=\"generator\" content=\"nianbao review\">";

/// Whether a text is a page that a review made; it is no report, though it shows many.
fn is_own_page(text: &str) -> bool {
    const BEGINNING: usize = 400;
    let beginning = text.as_bytes().get(..BEGINNING);
    beginning
        .is_some_and(|beginning| memchr::memmem::find(beginning, PAGE_MAKER.as_bytes()).is_some())
}

fn other_format(path: &Path, format: format::Format, locale: Locale) -> NotLoaded {
    let reason = Reason::OtherFormat(format);
    NotLoaded {
        sentence: reason.sentence(&path.display().to_string(), locale),
        reason,
    }
}

/// Says why the bytes of `path` are not text.
fn undecoded(path: &Path, refusal: Refusal, locale: Locale) -> NotLoaded {
    let reason = match refusal {
        Refusal::Unreadable => Reason::UnknownEncoding,
        Refusal::Binary => Reason::Binary,
    };
    NotLoaded {
        reason,
        sentence: format!("{} {}", path.display(), refusal.sentence(locale)),
    }
}

fn judge_beginning(
    path: &Path,
    beginning: &[u8],
    length: u64,
    forms: &Forms,
    locale: Locale,
) -> Result<(), NotLoaded> {
    let shown = path.display().to_string();
    // Its last character may be cut.
    let mut decoded = decode(beginning);
    for less in 1..4 {
        if decoded.is_err() {
            decoded = decode(&beginning[..beginning.len() - less]);
        }
    }
    let (text, _) = decoded.map_err(|refusal| undecoded(path, refusal, locale))?;
    if !may_begin_report(&text, forms) {
        return Err(NotLoaded {
            reason: Reason::NotAReport,
            sentence: Reason::NotAReport.sentence(&shown, locale),
        });
    }
    if length > LARGEST {
        let (size, most) = (length >> 20, LARGEST >> 20);
        return Err(NotLoaded {
            reason: Reason::TooLarge,
            sentence: say!(
                locale,
                "{shown} 有 {size} MB，超过 {most} MB 的文件不核对",
                "{shown} has {size} MB; files of more than {most} MB are not checked"
            ),
        });
    }
    Ok(())
}

/// Whether a text that begins like this may go on as a report: it names one, or is one already.
fn may_begin_report(beginning: &str, forms: &Forms) -> bool {
    let dense: String = beginning.split_whitespace().collect();
    let titles = forms.editions().map(|edition| &edition.title);
    let mut words = titles.flat_map(|title| title.also.iter().chain([&title.words]));
    words.any(|words| dense.contains(words.as_str()))
        || analyze(beginning, forms, &Settings::default()).is_report
}

fn failed(path: &Path, error: &io::Error, locale: Locale) -> NotLoaded {
    NotLoaded {
        reason: reason_of(error),
        sentence: unreadable(path, error, locale),
    }
}

/// Opens a file; anything else is refused without waiting for it.
pub(super) fn open(path: &Path, locale: Locale) -> Result<File, NotLoaded> {
    let failed = |error: io::Error| failed(path, &error, locale);
    let refuse = |metadata: &Metadata| NotLoaded {
        reason: Reason::NotAFile,
        sentence: not_a_file(path, metadata, locale),
    };
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(refuse(&metadata));
    }
    let file = open_without_waiting(path).map_err(failed)?;
    // It may have been replaced meanwhile.
    let metadata = file.metadata().map_err(failed)?;
    match metadata.is_file() {
        true => Ok(file),
        false => Err(refuse(&metadata)),
    }
}

/// Opens whatever is there to read it. A FIFO that nobody writes to is not waited for.
pub(super) fn open_without_waiting(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(NO_WAITING);
    }
    options.open(path)
}

/// The ending of a name in lower case.
pub(super) fn ending_of(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default();
    ending.to_string_lossy().to_lowercase()
}

pub(super) fn reason_of(error: &io::Error) -> Reason {
    match error.kind() {
        // A name that the system cannot have, as one with a wildcard on Windows, is that of no file.
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename => {
            Reason::Missing
        }
        _ => Reason::Unreadable,
    }
}
