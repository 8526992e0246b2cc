//! The words that options take as their values.

use std::ffi::OsStr;

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::{Arg, Args, Command as ClapCommand, ValueEnum};

use crate::finding::Severity;

/// How a command that only answers is answered.
#[derive(Clone, Copy, Debug, Args)]
pub(in crate::cli) struct AnswerForm {
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT",
        help = both!("输出格式", "Output format"))]
    output_format: AnswerFormat,
    // As `cells` and `rules` were asked before they had formats.
    #[arg(long, hide = true, help = both!("以 JSON 输出", "Print JSON"))]
    json: bool,
}

impl AnswerForm {
    /// Whether JSON is wanted.
    pub fn is_json(self) -> bool {
        self.json || self.output_format == AnswerFormat::Json
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum AnswerFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LocaleName {
    #[value(name = "zh-CN")]
    Chinese,
    #[value(name = "en")]
    English,
}

/// Reads a language as people and systems write it: `zh`, `zh-Hans`, `zh_CN.UTF-8`, `en-GB`.
#[derive(Clone, Debug)]
pub(super) struct LanguageTag;

impl TypedValueParser for LanguageTag {
    type Value = LocaleName;

    fn parse_ref(
        &self,
        command: &ClapCommand,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<LocaleName, clap::Error> {
        let tag = value.to_string_lossy().to_ascii_lowercase();
        match tag.split(['-', '_', '.', '@']).next() {
            Some("zh") => Ok(LocaleName::Chinese),
            Some("en") => Ok(LocaleName::English),
            _ => EnumValueParser::new().parse_ref(command, arg, value),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let names = LocaleName::value_variants().iter();
        Some(Box::new(names.filter_map(LocaleName::to_possible_value)))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum OutputFormat {
    Text,
    Concise,
    /// Rule by rule with its manual; asked for as `explain FILE`.
    #[value(skip)]
    Explained,
    Json,
    JsonLines,
    Sarif,
    Github,
    Junit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DataFormat {
    Csv,
    JsonLines,
    #[cfg(feature = "parquet")]
    Parquet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FailOn {
    Error,
    Warning,
    #[value(alias = "information")]
    Info,
}

impl FailOn {
    /// The least severity that counts.
    pub fn severity(self) -> Severity {
        match self {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Information,
        }
    }
}
