//! The words of the commands that help to write: `new` and `fmt`.

use std::path::PathBuf;

use clap::Args;

use super::Selection;

#[derive(Debug, Args)]
pub(in crate::cli) struct New {
    #[arg(long, value_name = "NAME", help = both!("机关名称；有上年度报告时可以不写", "Who reports; may be left out beside --from"))]
    pub unit: Option<String>,
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(u16).range(2008..=2099), help = both!("报告年度；有上年度报告时可以不写", "The year that is reported on; may be left out beside --from"))]
    pub year: Option<u16>,
    #[arg(long, value_name = "LAST", help = both!("上年度的报告：取其结转数和句式", "Last year's report: what it carried over, and its wording"))]
    pub from: Option<PathBuf>,
    #[arg(short, long, value_name = "FILE", help = both!("写入这个新文件；不写则输出", "Write this new file; else print the report"))]
    pub output: Option<PathBuf>,
    #[arg(long, value_name = "EDITION", help = both!("按哪一版格式：auto 或版本号", "The edition to begin on: auto or its id"))]
    pub edition: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Fmt {
    #[arg(value_name = "PATHS", help = both!("文件或文件夹；- 为标准输入；不写则为当前文件夹", "Files or folders; - for standard input; the current folder if left out"))]
    pub paths: Vec<PathBuf>,
    #[arg(long, help = both!("只检查，不写文件；有表格未对齐时退出码为 1", "Only check, write nothing; exit status 1 if a table is not aligned"))]
    pub check: bool,
    #[arg(long, help = both!("只显示会怎样修改，不写文件；有修改时退出码为 1", "Only show the changes, write nothing; exit status 1 if there are any"))]
    pub diff: bool,
    #[arg(long, value_name = "PATH", help = both!("标准输入对应的文件名，用于查找配置和显示", "The file name that standard input stands for"))]
    pub stdin_filename: Option<PathBuf>,
    #[arg(long, help = both!("直接写出的文件也受 exclude 限制", "Leave out excluded files even if they are named"))]
    pub force_exclude: bool,
}

impl Fmt {
    /// Whether files are changed.
    pub fn writes(&self) -> bool {
        !self.check && !self.diff
    }

    /// What to look at.
    pub fn selection(&self) -> Selection {
        Selection {
            paths: self.paths.clone(),
            stdin_filename: self.stdin_filename.clone(),
            force_exclude: self.force_exclude,
            select: Vec::new(),
            ignore: Vec::new(),
            edition: None,
            require_report: false,
        }
    }
}
