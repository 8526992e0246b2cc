//! `nianbao config` and `nianbao init`.

use std::path::Path;

use super::args::Common;
use super::configs::{Configs, from_here};
use super::paths::absolute;
use super::print::shown;
use super::streams::Streams;
use super::write::create;
use super::{Exit, Stop};
use crate::config;
use crate::locale::Locale;
use crate::say;

/// Prints the effective settings for a file or the current folder, each with its origin.
pub(super) fn show(
    file: Option<&Path>,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let mut configs = Configs::new(common, None, None, locale)?;
    let place = absolute(file.unwrap_or(Path::new(".")));
    let folder = if place.is_dir() {
        place.as_path()
    } else {
        place.parent().unwrap_or(&place)
    };
    let loaded = configs.for_folder(folder, streams);
    let locale = loaded.config.locale(locale);
    let source = match &loaded.file {
        Some(path) => shown(&from_here(&path.display().to_string())),
        None => say!(
            locale,
            "没有找到 {name}",
            "no {name} found",
            name = config::FILE_NAME
        ),
    };
    let mut out = format!("# {source}\n");
    for line in config::show(&loaded.config) {
        let origin = shown(&from_here(&line.origin.words(locale)));
        out += &format!("{} = {}  # {origin}\n", line.key, line.value);
    }
    if file.is_some() && loaded.config.excludes(&place) {
        out += &say!(
            locale,
            "# 该文件被 exclude 排除，不核对\n",
            "# this file is excluded and is not checked\n"
        );
    }
    streams.out(&out)?;
    Ok(if configs.failed {
        Exit::Failed
    } else {
        Exit::Clean
    })
}

/// Prints the JSON Schema of the configuration file.
pub(super) fn schema(locale: Locale, streams: &mut Streams) -> Result<Exit, Stop> {
    streams.out(&format!("{:#}\n", config::schema(locale)))?;
    Ok(Exit::Clean)
}

/// Writes a first configuration file in the current folder; an existing one is never touched.
pub(super) fn init(locale: Locale, streams: &mut Streams) -> Result<Exit, Stop> {
    let text = config::template(locale);
    create(Path::new(config::FILE_NAME), &text, locale, streams)?;
    Ok(Exit::Clean)
}
