//! Help and usage errors in the language of the user. clap speaks English only; this says the same things in Chinese.

use std::ffi::OsString;

use clap::builder::{PossibleValue, StyledStr};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, FromArgMatches};

use super::args::Arguments;
use crate::locale::Locale;
use crate::say;

/// Between the Chinese and the English wording of a help text.
const BETWEEN: &str = " ‖ ";
const HEADINGS: [&str; 4] = ["命令", "参数", "选项", "通用选项"];
/// Ways to speak to a server that editors ask for by an option.
const TRANSPORTS: [&str; 6] = [
    "--pipe",
    "--socket",
    "--port",
    "--tcp",
    "--node-ipc",
    "--websocket",
];

/// What the command line asks for; a mistake in it, or the help that it asks for, in one language. Nobody else waits until all help texts are put into
/// that.
pub(super) fn parsed(words: &[OsString], locale: Locale) -> Result<Arguments, clap::Error> {
    let parsed = |command: Command| {
        let matches = command.try_get_matches_from(words)?;
        Arguments::from_arg_matches(&matches)
    };
    parsed(Arguments::command()).or_else(|_| parsed(command(locale)))
}

/// The command line with all help texts in one language.
pub(super) fn command(locale: Locale) -> Command {
    localized(Arguments::command(), locale)
}

fn localized(command: Command, locale: Locale) -> Command {
    let about = command.get_about().map(|about| pick(about, locale));
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let mut command = command.mut_args(|arg| localized_argument(arg, locale));
    for name in names {
        command = command.mut_subcommand(name, |sub| localized(sub, locale));
    }
    if let Some(about) = about {
        command = command.about(about);
    }
    if locale == Locale::English {
        return command;
    }
    let usage = if command.has_subcommands() {
        "nianbao <命令> [选项]".to_owned()
    } else {
        let positionals = command.get_positionals().filter(|arg| !arg.is_hide_set());
        let positionals: String = positionals.map(|arg| format!(" {arg}")).collect();
        format!("nianbao {} [选项]{positionals}", command.get_name())
    };
    command
        .subcommand_help_heading(HEADINGS[0])
        .help_template(format!(
            "{{about-with-newline}}\n用法：{usage}\n\n{{all-args}}"
        ))
}

fn localized_argument(arg: Arg, locale: Locale) -> Arg {
    let mut help = arg
        .get_help()
        .map(|help| pick(help, locale))
        .unwrap_or_default();
    let values = arg.get_possible_values();
    let takes_value = arg.get_action().takes_values();
    if takes_value && !values.is_empty() {
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        help += &say!(locale, "（{all}）", " ({all})", all = names.join("|"));
    }
    let default = arg
        .get_default_values()
        .first()
        .map(|value| value.to_string_lossy().into_owned());
    if let Some(default) = default.filter(|_| takes_value) {
        help += &say!(locale, "，默认 {default}", ", {default} by default");
    }
    let arg = match chinese_name(&arg).filter(|_| locale == Locale::Chinese) {
        Some(name) => arg.value_name(name),
        None => arg,
    };
    let arg = arg.help(help);
    let arg = if takes_value {
        arg.hide_possible_values(true).hide_default_value(true)
    } else {
        arg
    };
    match locale {
        Locale::English if arg.is_global_set() => arg.help_heading("Options of every command"),
        Locale::English => arg,
        Locale::Chinese if arg.is_positional() => arg.help_heading(HEADINGS[1]),
        Locale::Chinese if arg.is_global_set() => arg.help_heading(HEADINGS[3]),
        Locale::Chinese => arg.help_heading(HEADINGS[2]),
    }
}

/// What stands for an argument's value in Chinese help.
fn chinese_name(arg: &Arg) -> Option<&'static str> {
    let name = arg.get_value_names()?.first()?.as_str();
    Some(match name {
        "PATH" | "PATHS" => "路径",
        "FILE" => "文件",
        "CODE" => "规则",
        "CODE|FILE" => "规则或文件",
        "EDITION" => "版本",
        "FORMAT" => "格式",
        "LOCALE" => "语言",
        "OUTPUT" => "输出文件",
        "SEVERITY" => "级别",
        "SHELL" => "程序",
        "WHEN" => "时机",
        _ => return None,
    })
}

/// The help that was asked for, or that stands in for a missing command. Chinese headings have a Chinese colon, which clap does not know.
pub(super) fn help(asked: &clap::Error, locale: Locale) -> String {
    let help = asked.render().ansi().to_string();
    match locale {
        Locale::English => help,
        Locale::Chinese => HEADINGS.iter().fold(help, |help, heading| {
            help.replace(&format!("{heading}:"), &format!("{heading}："))
        }),
    }
}

/// Says that `nianbao lsp` is spoken to in one way only, if the option that is wrong with a command line asks for another.
pub(super) fn other_transport(
    error: &clap::Error,
    words: &[OsString],
    locale: Locale,
) -> Option<String> {
    let Some(ContextValue::String(asked)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let serves = words.iter().any(|word| word == "lsp" || word == "server");
    if !serves || !TRANSPORTS.contains(&asked.as_str()) {
        return None;
    }
    Some(say!(
        locale,
        "nianbao lsp 只通过标准输入输出与编辑器通信，不支持 {asked}；请去掉这个选项，或改为 --stdio",
        "nianbao lsp speaks to an editor on standard input and output only, not by {asked}; leave that option out, or use --stdio"
    ))
}

fn pick(help: &StyledStr, locale: Locale) -> String {
    let help = help.to_string();
    match (help.split_once(BETWEEN), locale) {
        (Some((chinese, _)), Locale::Chinese) => chinese.to_owned(),
        (Some((_, english)), Locale::English) => english.to_owned(),
        (None, _) => help,
    }
}

/// What clap has to say about a wrong command line, as one sentence. `None` when it is not about a mistake (help was asked for).
pub(super) fn usage_sentence(error: &clap::Error, locale: Locale) -> Option<String> {
    let words = |kind| match error.get(kind) {
        Some(ContextValue::String(words)) => Some(words.clone()),
        Some(ContextValue::Strings(words)) => Some(words.join(", ")),
        Some(ContextValue::StyledStr(words)) => Some(words.to_string()),
        _ => None,
    };
    let arg = words(ContextKind::InvalidArg).unwrap_or_default();
    let value = words(ContextKind::InvalidValue).unwrap_or_default();
    let mut sentence = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::DisplayVersion => return None,
        ErrorKind::UnknownArgument if !arg.starts_with('-') => {
            say!(locale, "多出了“{arg}”", "\"{arg}\" is one word too many")
        }
        ErrorKind::UnknownArgument => {
            say!(locale, "没有选项“{arg}”", "there is no option \"{arg}\"")
        }
        ErrorKind::InvalidSubcommand => {
            let name = words(ContextKind::InvalidSubcommand).unwrap_or_default();
            say!(locale, "没有命令“{name}”", "there is no command \"{name}\"")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            say!(locale, "选项 {arg} 缺少值", "option {arg} needs a value")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            say!(
                locale,
                "{arg} 不能是“{value}”",
                "{arg} cannot be \"{value}\""
            )
        }
        ErrorKind::ArgumentConflict => {
            let other = words(ContextKind::PriorArg).unwrap_or_default();
            if other == arg {
                say!(locale, "选项 {arg} 写了两次", "option {arg} stands twice")
            } else {
                say!(
                    locale,
                    "选项 {arg} 与 {other} 不能同时使用",
                    "options {arg} and {other} exclude each other"
                )
            }
        }
        ErrorKind::MissingRequiredArgument => say!(locale, "缺少 {arg}", "{arg} is missing"),
        ErrorKind::MissingSubcommand => say!(locale, "缺少命令", "a command is missing"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            say!(
                locale,
                "{arg} 的值个数不对",
                "{arg} has the wrong number of values"
            )
        }
        ErrorKind::InvalidUtf8 => say!(
            locale,
            "命令行含有无法识别的字符",
            "the command line is not valid UTF-8"
        ),
        _ => return Some(error.to_string()),
    };
    if let Some(valid) = words(ContextKind::ValidValue).filter(|valid| !valid.is_empty()) {
        sentence += &say!(locale, "；可用：{valid}", "; choose from {valid}");
    }
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand]
        .into_iter()
        .find_map(words);
    if let Some(near) = near {
        sentence += &say!(locale, "，是否应为“{near}”？", "; did you mean \"{near}\"?");
    }
    Some(sentence)
}

/// The language that the command line asks for, before it is parsed: its help and its errors need it. `None` if it does not say.
pub(super) fn asked_for(words: &[OsString]) -> Option<Locale> {
    let mut words = words
        .iter()
        .filter_map(|word| word.to_str())
        .take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        let tag = match word.strip_prefix("--locale") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        if let Some(tag) = tag {
            return Some(Locale::from_tag(tag));
        }
    }
    None
}
