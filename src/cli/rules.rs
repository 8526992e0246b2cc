//! `nianbao rules` and `nianbao explain`.

use super::streams::Streams;
use super::{Exit, Stop};
use crate::locale::Locale;

/// Lists the rules.
pub(super) fn list(json: bool, locale: Locale, streams: &mut Streams) -> Result<Exit, Stop> {
    let _ = (json, locale, streams);
    Ok(Exit::Failed)
}

/// Explains one rule.
pub(super) fn explain(code: &str, locale: Locale, streams: &mut Streams) -> Result<Exit, Stop> {
    let _ = streams;
    Err(Stop::Failed(super::configs::no_rule(code, locale)))
}
