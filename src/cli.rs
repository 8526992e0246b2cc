//! The command line: files or standard input in, findings, fixed files and exit statuses out.
//!
//! The only place beside `lsp` that reads, writes and prints. Deliberately absent: judging a report; that is [`crate::analysis`].

mod across;
mod anew;
mod args;
mod baseline;
mod batch;
mod cells;
mod check;
mod compare;
mod configs;
mod convert;
mod data;
mod documents;
mod export;
mod facts;
mod files;
mod fix;
mod fmt;
mod format;
mod identity;
mod interrupt;
mod job;
mod language;
mod left_out;
mod lines;
mod load;
mod new;
mod new_file;
mod one_report;
mod outcome;
mod output;
mod paths;
mod print;
mod progress;
mod review;
mod roll_up;
mod rules;
mod settings;
mod spared;
mod spool;
mod streams;
mod summary;
mod uri;
mod wildcards;
mod worst;
mod write;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;

use self::args::{Arguments, Command, Common, LocaleName};
use self::streams::{Streams, is_output_closed};
use crate::analysis::prepare;
use crate::encoding;
use crate::kit::Forms;
use crate::locale::Locale;
use crate::say;

/// How a run ended. Ordered from good to bad: of several files the worst counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Nothing found at or above the severity that counts.
    Clean,
    /// Findings left.
    Findings,
    /// The job could not be done: usage, configuration, unreadable input.
    Failed,
    /// Somebody ended the run before it was through.
    Interrupted,
}

/// Why a run ended early.
enum Stop {
    /// The results cannot be written.
    Output(std::io::Error),
    /// The job cannot be done; one sentence.
    Failed(String),
    /// The job cannot be done, and has been told why.
    Told,
}

impl Stop {
    /// In one sentence, for a run that goes on with other files; empty if it has been said.
    fn sentence(self) -> String {
        match self {
            Stop::Output(error) => error.to_string(),
            Stop::Failed(sentence) => sentence,
            Stop::Told => String::new(),
        }
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Stop::Output(error)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
            Exit::Interrupted => interrupt::status(),
        })
    }
}

/// Runs the command line `words`, the program's name first.
pub fn run(mut words: Vec<OsString>) -> ExitCode {
    // `nianbao help check` is `nianbao check --help`.
    if words.get(1).is_some_and(|word| word == "help") {
        words.remove(1);
        words.push("--help".into());
    }
    // An editor waits: the form is made ready while the command line is read.
    if words.get(1).is_some_and(|word| word == "lsp") {
        prepare();
    }
    let locale = language::asked_for(&words);
    let wording = locale.unwrap_or_default();
    let arguments = match language::parsed(&words, wording) {
        Ok(arguments) => arguments,
        Err(error) => {
            let Some(sentence) = language::other_transport(&error, &words, wording) else {
                return usage(&error, wording);
            };
            Streams::plain().failure(&sentence, wording);
            return Exit::Failed.into();
        }
    };
    if let Some(Command::Lsp { .. }) = &arguments.command {
        if is_output_closed() {
            let sentence = say!(
                wording,
                "标准输出已关闭，语言服务器无法回答",
                "standard output is closed: the language server could not answer"
            );
            Streams::plain().failure(&sentence, wording);
            return Exit::Failed.into();
        }
        let options = crate::lsp::Options {
            locale: locale_option(&arguments.common),
            isolated: arguments.common.isolated,
            config: arguments.common.config,
        };
        return crate::lsp::run(options, across::FILES);
    }
    let mut streams = Streams::new(&arguments.common);
    let done = dispatch(&arguments, wording, &mut streams);
    let done = done.and_then(|exit| Ok(streams.flush().map(|()| exit)?));
    match done {
        Ok(exit) => exit.into(),
        Err(Stop::Output(error)) => {
            let sentence = say!(
                wording,
                "写不出结果：{error}",
                "cannot write the results: {error}"
            );
            streams.failure(&sentence, wording);
            Exit::Failed.into()
        }
        Err(Stop::Failed(sentence)) => {
            streams.failure(&sentence, wording);
            Exit::Failed.into()
        }
        Err(Stop::Told) => Exit::Failed.into(),
    }
}

fn dispatch(arguments: &Arguments, locale: Locale, streams: &mut Streams) -> Result<Exit, Stop> {
    let common = &arguments.common;
    if arguments.version {
        streams.out(&version(locale))?;
        return Ok(Exit::Clean);
    }
    match &arguments.command {
        None => Err(Stop::Failed(say!(
            locale,
            "缺少命令（用 nianbao --help 查看用法）",
            "a command is missing (see `nianbao --help`)"
        ))),
        Some(Command::Check(check)) => check::run(check, common, locale, streams),
        Some(Command::Fix(fix)) => fix::run(fix, common, locale, streams),
        Some(Command::Review(review)) => review::run(review, common, locale, streams),
        Some(Command::Compare(compare)) => compare::run(compare, common, locale, streams),
        Some(Command::RollUp(asked)) => roll_up::run(asked, common, locale, streams),
        Some(Command::Data(data)) => data::run(data, common, locale, streams),
        Some(Command::New(new)) => new::run(new, common, locale, streams),
        Some(Command::Fmt(fmt)) => fmt::run(fmt, common, locale, streams),
        Some(Command::Cells(cells)) => cells::run(cells, common, locale, streams),
        Some(Command::Facts(facts)) => facts::run(facts, common, locale, streams),
        Some(Command::Convert(convert)) => convert::run(convert, common, locale, streams),
        Some(Command::Export(export)) => export::run(export, common, locale, streams),
        Some(Command::Rules { form }) => rules::list(form.is_json(), locale, streams),
        Some(Command::Explain { what }) => rules::explain(what, common, locale, streams),
        Some(Command::Config { schema: true, .. }) => settings::schema(locale, streams),
        Some(Command::Config { file, .. }) => {
            settings::show(file.as_deref(), common, locale, streams)
        }
        Some(Command::Init) => settings::init(locale, streams),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(
                *shell,
                &mut language::command(locale),
                "nianbao",
                &mut script,
            );
            streams.document(&script, None)?;
            Ok(Exit::Clean)
        }
        // Has been served before it came to this.
        Some(Command::Lsp { .. }) => Ok(Exit::Clean),
    }
}

/// What the command line asks for, before any configuration file is read.
fn locale_option(common: &Common) -> Option<Locale> {
    common.locale.map(|name| match name {
        LocaleName::Chinese => Locale::Chinese,
        LocaleName::English => Locale::English,
    })
}

fn version(locale: Locale) -> String {
    let commit = option_env!("NIANBAO_COMMIT")
        .map(|commit| format!(" ({commit})"))
        .unwrap_or_default();
    let ids: Vec<&str> = Forms::builtin()
        .editions()
        .map(|edition| edition.id.as_str())
        .collect();
    let number = env!("CARGO_PKG_VERSION");
    let ids = ids.join(&say!(locale, "、", ", "));
    say!(
        locale,
        "nianbao {number}{commit}\n格式版本：{ids}\n",
        "nianbao {number}{commit}\neditions: {ids}\n"
    )
}

/// Prints help, or says what is wrong with the command line.
fn usage(error: &clap::Error, locale: Locale) -> ExitCode {
    let mut streams = Streams::plain();
    match error.kind() {
        ErrorKind::DisplayHelp => {
            let printed = streams.out(&language::help(error, locale));
            match printed.and_then(|()| streams.flush()) {
                Ok(()) => Exit::Clean.into(),
                Err(_) => Exit::Failed.into(),
            }
        }
        _ => {
            let Some(sentence) = language::usage_sentence(error, locale) else {
                // Nothing was asked for.
                streams.aside(&language::help(error, locale));
                return Exit::Failed.into();
            };
            let hint = say!(
                locale,
                "（用 nianbao --help 查看用法）",
                " (see `nianbao --help`)"
            );
            streams.failure(&(sentence + &hint), locale);
            Exit::Failed.into()
        }
    }
}
