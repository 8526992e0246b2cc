//! The words of the commands that look at several reports together.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(in crate::cli) struct Compare {
    #[arg(value_name = "OLD", help = both!("旧的一份", "The older report"))]
    pub old: PathBuf,
    #[arg(value_name = "NEW", help = both!("新的一份", "The newer report"))]
    pub new: PathBuf,
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT", help = both!("输出格式", "Output format"))]
    pub output_format: CompareFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CompareFormat {
    Text,
    #[value(alias = "md")]
    Markdown,
    Csv,
    Json,
    Html,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RollUpArgs {
    #[arg(required = true, value_name = "PARTS", help = both!("要汇总的报告：文件、文件夹或通配符", "The reports to add up: files, folders or globs"))]
    pub parts: Vec<PathBuf>,
    #[arg(long, value_name = "FILE", help = both!("把合计写进这份草稿的表里；不写则另成一份报告", "Write the sums into the tables of this draft; a report of its own if left out"))]
    pub whole: Option<PathBuf>,
    #[arg(long, value_name = "TABLE", value_delimiter = ',', help = both!("汇总哪些表，如 三,四；不写则为有合计的表", "Which tables, such as 三,四; those that have totals if left out"))]
    pub tables: Vec<String>,
    #[arg(short, long, value_name = "PATH", help = both!("输出文件；- 或不写为标准输出", "The file to write; standard output if left out, or -"))]
    pub output: Option<PathBuf>,
    #[arg(long, help = both!("输出文件已存在时覆盖", "Write over a file that exists"))]
    pub force: bool,
}
