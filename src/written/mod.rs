//! What people write for the program: TOML (`nianbao.toml`, editions, the words of sentences, script) and an editor's JSON.
//!
//! In: a text, or JSON. Out: `Fields` that are asked key by key, and every [`Mistake`] with its line. There is one way to complain and one
//! measure of nearness, whoever reads. Deliberately absent: what the keys mean, and files.

mod fields;
mod mistake;
mod names;
mod near;
mod node;
mod notes;
mod values;

pub(crate) use fields::{Fields, TomlWord, owned};
pub use mistake::{Mistake, TextOrigin};
pub(crate) use names::Names;
pub use near::nearest;
pub(crate) use node::{TomlValue, from_json, parse};
pub(crate) use notes::Notes;
