//! `nianbao cells`: what the program understood of a report.

use super::args::{Cells, Common};
use super::streams::Streams;
use super::{Exit, Stop};
use crate::locale::Locale;

/// Lists every cell.
pub(super) fn run(
    cells: &Cells,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let _ = (cells, common, locale, streams);
    Ok(Exit::Failed)
}
