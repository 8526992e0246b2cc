//! Standard input as the one text to look at.

use std::io::Read;
use std::path::PathBuf;

use crate::cli::Stop;
use crate::locale::Locale;
use crate::say;

/// Whether the paths are `-`, and nothing else.
pub(super) fn is_standard_input(paths: &[PathBuf], locale: Locale) -> Result<bool, Stop> {
    let dashes = paths.iter().filter(|path| path.as_os_str() == "-").count();
    if dashes > 0 && paths.len() > 1 {
        return Err(Stop::Failed(say!(
            locale,
            "- 表示标准输入，不能与其他文件一起使用",
            "- is standard input and must stand alone"
        )));
    }
    Ok(dashes == 1)
}

/// All bytes of standard input.
pub(in crate::cli) fn read_standard_input(locale: Locale) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    match std::io::stdin().read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Stop::Failed(say!(
            locale,
            "读不了标准输入：{error}",
            "cannot read standard input: {error}"
        ))),
    }
}
