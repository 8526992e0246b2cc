//! Streams unpacked, within limits.

use std::borrow::Cow;

use hayro_syntax::object::{Object, Stream};
use hayro_syntax::page::Page;

use super::super::limits;
use super::super::unread::NotRead;
use super::gate;

/// A stream unpacked, within limits.
pub(super) fn decoded<'a>(stream: &Stream<'a>) -> Result<Cow<'a, [u8]>, NotRead> {
    let raw = stream.raw_data();
    // The library keeps the type of a filter to itself, but not its name.
    let names = stream.filters();
    let names: Vec<String> = names.iter().map(|filter| format!("{filter:?}")).collect();
    let grows = |name: &&String| !name.starts_with("Ascii");
    let mut growing = names.iter().filter(grows).map(String::as_str);
    match (growing.next(), names.len()) {
        (None, _) => {}
        (Some("FlateDecode"), 1) => {
            gate::inflated(&raw, 1)?;
        }
        _ if raw.len() > gate::UNCOUNTED || growing.next().is_some() => {
            return Err(NotRead::TooLarge);
        }
        _ => {}
    }
    stream.decoded_data().map_err(|_| NotRead::Damaged)
}

/// The streams of a page, one after the other.
pub(super) fn content_of(page: &Page<'_>) -> Result<Vec<u8>, NotRead> {
    let streams: Vec<Stream<'_>> = match page.raw().get::<Object<'_>>("Contents") {
        Some(Object::Stream(only)) => vec![only],
        Some(Object::Array(list)) => list.iter::<Stream<'_>>().collect(),
        _ => Vec::new(),
    };
    let mut content = Vec::new();
    for stream in &streams {
        match decoded(stream) {
            Ok(data) => content.extend_from_slice(&data),
            Err(NotRead::TooLarge) => return Err(NotRead::TooLarge),
            Err(_) => {}
        }
        content.push(b'\n');
        if content.len() > limits::STREAM {
            return Err(NotRead::TooLarge);
        }
    }
    Ok(content)
}
