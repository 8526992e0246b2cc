//! The words of the commands that write a report anew.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(in crate::cli) struct Convert {
    #[arg(value_name = "FILE", help = both!("报告文件，或一个文件夹里的全部报告；- 为标准输入", "A report, or a folder with all its reports; - for standard input"))]
    pub file: PathBuf,
    #[arg(long, value_enum, default_value = "markdown", value_name = "FORMAT", help = both!("写成哪一种文本", "Which kind of text to write"))]
    pub to: TextKind,
    #[command(flatten)]
    pub target: NewFileArgs,
    #[arg(long, value_name = "EDITION", help = both!("按哪一版格式读：auto 或版本号", "The edition to read by: auto or its id"))]
    pub edition: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Export {
    #[arg(value_name = "FILE", help = both!("报告文件，或一个文件夹里的全部报告；- 为标准输入", "A report, or a folder with all its reports; - for standard input"))]
    pub file: PathBuf,
    #[arg(long, value_enum, value_name = "FORMAT", help = both!("导出为哪一种文件；不写则看输出文件的扩展名，再不然为 docx", "Which kind of file; by the ending of the output file if left out, else docx"))]
    pub to: Option<PageKind>,
    #[command(flatten)]
    pub target: NewFileArgs,
    #[arg(long, help = both!("在单元格和正文中标出问题（网页）", "Mark what is wrong in its cell or sentence (pages)"))]
    pub findings: bool,
    #[arg(long, value_name = "WORDS", num_args = 0..=1, require_equals = true, default_missing_value = "", help = both!("首页上方印红头，如 --red-head=某市某局文件；只写 --red-head 则为已印好红头的纸留出位置。不写则没有红头", "Words in red over the first page, such as --red-head=某市某局文件; without words, room for paper with a printed head. No head if left out"))]
    pub red_head: Option<String>,
    #[arg(long, help = both!("用系统默认的程序打开；不写输出文件时打开临时的网页，并标出问题", "Open it with the system's program; without an output file, a page for the moment with the findings marked"))]
    pub open: bool,
    #[arg(long, value_name = "EDITION", help = both!("按哪一版格式读：auto 或版本号", "The edition to read by: auto or its id"))]
    pub edition: Option<String>,
}

/// Where a new file goes.
#[derive(Debug, Args)]
pub(in crate::cli) struct NewFileArgs {
    #[arg(short, long, value_name = "PATH", help = both!("输出文件（报告是文件夹时为输出文件夹）；- 为标准输出", "The file to write, or the folder if reports come from one; - for standard output"))]
    pub output: Option<PathBuf>,
    #[arg(long, help = both!("输出文件已存在时覆盖", "Write over a file that exists"))]
    pub force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TextKind {
    #[value(alias = "md")]
    Markdown,
    Bars,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PageKind {
    Docx,
    Html,
}
