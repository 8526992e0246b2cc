//! Why something cannot be read, in words.

use std::fs::Metadata;
use std::io;
use std::path::Path;

use crate::locale::Locale;
use crate::say;

/// Says what something is that is no file.
pub(in crate::cli) fn not_a_file(path: &Path, metadata: &Metadata, locale: Locale) -> String {
    let path = path.display();
    if metadata.is_dir() {
        return say!(locale, "{path} 是文件夹", "{path} is a folder");
    }
    let kind = special_kind(metadata, locale);
    say!(
        locale,
        "{path} 是{kind}，不是文件；程序的输出请用 - 从标准输入读取",
        "{path} is a {kind}, not a file; use - to read what a program prints"
    )
}

/// What kind of thing that is no file, in words.
#[cfg(unix)]
pub(in crate::cli) fn special_kind(metadata: &Metadata, locale: Locale) -> String {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    if kind.is_fifo() {
        say!(locale, "管道", "pipe")
    } else if kind.is_socket() {
        say!(locale, "套接字", "socket")
    } else {
        say!(locale, "设备", "device")
    }
}

#[cfg(not(unix))]
pub(in crate::cli) fn special_kind(_metadata: &Metadata, locale: Locale) -> String {
    say!(locale, "设备", "device")
}

/// Says why a file cannot be read.
pub(in crate::cli) fn unreadable(path: &Path, error: &io::Error, locale: Locale) -> String {
    let is_link = path.is_symlink();
    let path = path.display();
    match error.kind() {
        io::ErrorKind::NotFound if is_link => say!(
            locale,
            "{path} 是链接，所指的文件不存在",
            "{path} is a link to a file that does not exist"
        ),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename => {
            say!(locale, "{path} 不存在", "{path} does not exist")
        }
        io::ErrorKind::PermissionDenied => {
            say!(
                locale,
                "没有读取 {path} 的权限",
                "no permission to read {path}"
            )
        }
        io::ErrorKind::WouldBlock => say!(
            locale,
            "{path} 正由另一个程序写入，没有读取",
            "{path} is being written by another program and was not read"
        ),
        io::ErrorKind::IsADirectory => {
            say!(locale, "{path} 是文件夹", "{path} is a folder")
        }
        _ => say!(
            locale,
            "读不了 {path}：{error}",
            "cannot read {path}: {error}"
        ),
    }
}
