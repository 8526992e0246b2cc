//! The words of the command line. Every help text stands in both languages; [`super::language`] keeps the one that is wanted.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand};
use clap_complete::Shell;

/// Both wordings of a help text, side by side.
macro_rules! both {
    ($chinese:literal, $english:literal) => {
        concat!($chinese, " ‖ ", $english)
    };
}

mod anew;
mod several;
mod values;
mod writing;

use self::values::LanguageTag;
pub(super) use self::values::{AnswerForm, DataFormat, FailOn, LocaleName, OutputFormat, When};
pub(super) use self::writing::{Fmt, New};
pub(super) use anew::{Convert, Export, NewFileArgs, PageKind, TextKind};
pub(super) use several::{Compare, CompareFormat, RollUpArgs};

#[derive(Debug, Parser)]
#[command(
    name = "nianbao",
    about = both!("核对政府信息公开工作年度报告", "Checks yearly reports on government information disclosure"),
    disable_help_flag = true,
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[arg(short = 'V', long, help = both!("显示版本和可用的格式版本", "Show the version and the editions it knows"))]
    pub version: bool,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub(super) struct Common {
    #[arg(long, global = true, value_name = "PATH", conflicts_with = "isolated",
        help = both!("使用这个配置文件，不再向上查找 nianbao.toml", "Use this configuration file instead of looking for nianbao.toml"))]
    pub config: Option<PathBuf>,
    #[arg(long, global = true, help = both!("不使用任何配置文件", "Use no configuration file"))]
    pub isolated: bool,
    // For extensions of editors, which check whole folders with what is set in the editor.
    #[arg(long, global = true, value_name = "JSON", hide = true,
        help = both!("编辑器中的设置，JSON，优先于配置文件", "Settings of an editor as JSON, stronger than configuration files"))]
    pub editor_settings: Option<String>,
    #[arg(long, global = true, value_parser = LanguageTag, value_name = "LOCALE",
        help = both!("消息的语言", "Language of messages"))]
    pub locale: Option<LocaleName>,
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN",
        help = both!("是否使用颜色", "When to use colour"))]
    pub color: When,
    #[arg(short, long, global = true, conflicts_with = "verbose",
        help = both!("只显示问题和错误", "Show findings and errors only"))]
    pub quiet: bool,
    #[arg(short, long, global = true,
        help = both!("另外显示全部相关位置和修正办法、跳过的文件、文件编码和所用的配置", "Also show all related places and fixes, skipped files, encodings and configuration files"))]
    pub verbose: bool,
    #[arg(short, long, global = true, action = ArgAction::Help, help = both!("显示帮助", "Show help"))]
    help: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = both!("核对报告，列出问题", "Check reports and list what is wrong"))]
    Check(CheckArgs),
    #[command(about = both!("修正可安全修正的问题", "Apply the fixes that are certain"))]
    Fix(FixArgs),
    #[command(about = both!("对照两份报告：逐格列出不同的数据，逐章说明有多少新文字", "Compare two reports cell by cell, and section by section"))]
    Compare(Compare),
    #[command(about = both!("汇总多份报告的数据，写进草稿或另成一份", "Add up the numbers of many reports, into a draft or a report of its own"))]
    RollUp(RollUpArgs),
    #[command(about = both!("把报告中的数据导出为表格数据，每个单元格一行", "Write the numbers of reports as data, one row a cell"))]
    Data(Data),
    #[command(about = both!("新建一份报告：标题、空白的表、待填的句子", "Begin a report: headings, blank tables, sentences with gaps"))]
    New(New),
    #[command(about = both!("按显示宽度对齐表格，只改空格", "Align tables by the width of characters; only spaces change"))]
    Fmt(Fmt),
    #[command(about = both!("把核对结果做成一个网页或工作簿", "Make one page or one workbook of what is found"))]
    Review(Review),
    #[command(about = both!("列出读到的每一个单元格", "List every cell as it was understood"))]
    Cells(Cells),
    #[command(about = both!("列出正文中与表格核对的每一个数字", "List every number of the text that is compared with a table"))]
    Facts(Facts),
    #[command(about = both!("把报告转换为 Markdown 或竖线分隔的文本，内容不增不减", "Write a report as Markdown or as lines with bars; nothing is lost"))]
    Convert(Convert),
    #[command(about = both!("按官方版式导出为 Word 文档或可打印的网页", "Write a report in the official layout, as a Word document or a page to print"))]
    Export(Export),
    #[command(about = both!("列出全部规则", "List the rules"))]
    Rules {
        #[command(flatten)]
        form: AnswerForm,
    },
    #[command(about = both!("说明一条规则，或一份报告中各个问题所依据的规则：查什么、为什么、举例", "Explain a rule with an example, or the rules behind what is found in a report"))]
    Explain {
        #[arg(value_name = "CODE|FILE", help = both!("规则代码，如 row-total；或报告文件，- 为标准输入", "The code of a rule, such as row-total; or a report, - for standard input"))]
        what: PathBuf,
    },
    #[command(about = both!("显示实际生效的设置及其来源", "Show the effective settings and where they were set"))]
    Config {
        #[arg(value_name = "FILE", help = both!("对哪个文件生效；不写则为当前文件夹", "For which file; the current folder if left out"))]
        file: Option<PathBuf>,
        #[arg(long, help = both!("输出 nianbao.toml 的 JSON Schema", "Print the JSON Schema of nianbao.toml"))]
        schema: bool,
    },
    #[command(about = both!("在当前文件夹新建 nianbao.toml", "Write a nianbao.toml in the current folder"))]
    Init,
    #[command(about = both!("输出命令补全脚本", "Print a completion script"))]
    Completions {
        #[arg(value_enum, value_name = "SHELL", help = both!("使用的命令行程序", "For which shell"))]
        shell: Shell,
    },
    #[command(alias = "server", about = both!("供编辑器使用：在标准输入输出上提供核对", "Serve an editor on standard input and output"))]
    Lsp {
        // What editors add by themselves. It tells nothing: there is no other way to speak, and the number is told again in the conversation.
        #[arg(long, hide = true, overrides_with = "stdio")]
        stdio: bool,
        #[arg(
            long = "clientProcessId",
            hide = true,
            overrides_with = "client_process_id"
        )]
        client_process_id: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub selection: Selection,
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT",
        help = both!("输出格式", "Output format"))]
    pub output_format: OutputFormat,
    #[command(flatten)]
    pub gate: Gate,
    #[command(flatten)]
    pub closing: Closing,
    #[arg(long, value_name = "FILE", help = both!("只列这次结果（check --output-format json 的输出）以后新出现的问题", "List only what is new since these results, as `check --output-format json` printed them"))]
    pub baseline: Option<PathBuf>,
}

impl CheckArgs {
    /// Checks one report and explains the rules behind what is found.
    pub fn explaining(report: PathBuf) -> CheckArgs {
        CheckArgs {
            selection: Selection {
                paths: vec![report],
                select: Vec::new(),
                ignore: Vec::new(),
                edition: None,
                stdin_filename: None,
                force_exclude: false,
                require_report: true,
            },
            output_format: OutputFormat::Explained,
            gate: Gate {
                fail_on: FailOn::Error,
                exit_zero: true,
            },
            closing: Closing {
                summary: false,
                no_summary: false,
            },
            baseline: None,
        }
    }
}

/// Whether the results end with tables of the worst reports and of the findings by rule.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Closing {
    #[arg(long, overrides_with = "no_summary", help = both!("最后列出问题最多的十份报告和各规则的问题数；输出给程序时列在标准错误上", "End with tables of the ten worst reports and of findings by rule; on standard error where the output is for programs"))]
    summary: bool,
    #[arg(long, help = both!("最后不列表", "End without tables"))]
    no_summary: bool,
}

impl Closing {
    /// What was asked for, if anything was.
    pub fn wanted(self) -> Option<bool> {
        match (self.summary, self.no_summary) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Data {
    #[command(flatten)]
    pub selection: Selection,
    #[arg(short, long, value_name = "OUTPUT", help = both!("保存到这个文件（.csv、.jsonl）；不写则输出到标准输出", "The file to write (.csv, .jsonl); standard output if left out"))]
    pub output: Option<PathBuf>,
    #[arg(long, value_enum, value_name = "FORMAT", help = both!("数据格式，默认由文件扩展名决定", "Format of the data; by the ending of the file if left out"))]
    pub output_format: Option<DataFormat>,
    #[arg(long, help = both!("每份报告一行，每个单元格一列", "One row a report, one column a cell"))]
    pub wide: bool,
}

#[derive(Debug, Args)]
pub(super) struct Review {
    #[command(flatten)]
    pub selection: Selection,
    #[arg(short, long, required = true, value_name = "OUTPUT", help = both!("保存到这个文件（.html、.xlsx）；可写几次", "The file to write (.html, .xlsx); may be given several times"))]
    pub output: Vec<PathBuf>,
    #[arg(long, default_value_t = 3000, value_name = "N", help = both!("逐份列出的报告最多几份，取问题最多的", "List at most so many reports one by one, those with the most findings"))]
    pub most: usize,
    #[arg(long, value_name = "FILE", help = both!("只列这次结果（check --output-format json 的输出）以后新出现的问题", "List only what is new since these results, as `check --output-format json` printed them"))]
    pub baseline: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct FixArgs {
    #[command(flatten)]
    pub selection: Selection,
    #[arg(long = "unsafe", help = both!("连同需要人工确认的修正一并完成，之后请逐处核对", "Also apply fixes that a person has to confirm; review every one of them"))]
    pub risky: bool,
    #[arg(long, help = both!("只显示会怎样修改，不写文件；有修改时退出码为 1", "Only show the changes, write nothing; exit status 1 if there are any"))]
    pub diff: bool,
    #[arg(long, help = both!("在 Word 文档中写成修订，由人在 Word 中接受或拒绝", "In Word documents write tracked changes, to be accepted or turned down in Word"))]
    pub tracked: bool,
    #[command(flatten)]
    pub gate: Gate,
}

/// What to look at, and what to look for.
#[derive(Debug, Args)]
pub(super) struct Selection {
    #[arg(value_name = "PATHS", help = both!("文件或文件夹；- 为标准输入；不写则为当前文件夹", "Files or folders; - for standard input; the current folder if left out"))]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_name = "CODE", value_delimiter = ',', help = both!("只核对这些规则，用逗号分隔", "Only these rules, separated by commas"))]
    pub select: Vec<String>,
    #[arg(long, value_name = "CODE", value_delimiter = ',', help = both!("不核对这些规则，用逗号分隔", "Leave out these rules, separated by commas"))]
    pub ignore: Vec<String>,
    #[arg(long, value_name = "EDITION", help = both!("按哪一版格式核对：auto 或版本号", "The edition to check against: auto or its id"))]
    pub edition: Option<String>,
    #[arg(long, value_name = "PATH", help = both!("标准输入对应的文件名，用于查找配置和显示", "The file name that standard input stands for"))]
    pub stdin_filename: Option<PathBuf>,
    #[arg(long, help = both!("直接写出的文件也受 exclude 限制", "Leave out excluded files even if they are named"))]
    pub force_exclude: bool,
    #[arg(long, help = both!("直接写出的文件不是年度报告时退出码为 2", "Exit with 2 if a named file is not an annual report"))]
    pub require_report: bool,
}

/// Which findings stand in the way.
#[derive(Debug, Args)]
pub(super) struct Gate {
    #[arg(long, value_enum, default_value = "warning", value_name = "SEVERITY", help = both!("有这一级别及以上的问题时退出码为 1", "Exit with 1 if there are findings of this severity or above"))]
    pub fail_on: FailOn,
    #[arg(long, help = both!("有问题时退出码也为 0", "Exit with 0 even if there are findings"))]
    pub exit_zero: bool,
}

#[derive(Debug, Args)]
pub(super) struct Cells {
    #[arg(value_name = "FILE", help = both!("报告文件；- 为标准输入", "A report; - for standard input"))]
    pub file: PathBuf,
    #[command(flatten)]
    pub form: AnswerForm,
    #[arg(long, value_name = "EDITION", help = both!("按哪一版格式读：auto 或版本号", "The edition to read by: auto or its id"))]
    pub edition: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Facts {
    #[arg(value_name = "FILE", help = both!("报告文件；- 为标准输入", "A report; - for standard input"))]
    pub file: PathBuf,
    #[arg(long, help = both!("也列出没有核对的数字和原因", "Also list the numbers that are not compared, with the reason"))]
    pub all: bool,
    #[command(flatten)]
    pub form: AnswerForm,
    #[arg(long, value_name = "EDITION", help = both!("按哪一版格式读：auto 或版本号", "The edition to read by: auto or its id"))]
    pub edition: Option<String>,
}
