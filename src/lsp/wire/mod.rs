//! The wire: how messages travel, and whatever mends the library on the way.
//!
//! In: bytes. Out: messages, each whole, each judged before the library's types see it; and an end to the process, however the client leaves.
//! What a request is about is no concern of this folder; see [`super::features`].

mod batch;
mod common;
mod doubled;
mod framing;
pub(super) mod guard;
pub(super) mod life;
mod message;
mod oddities;
pub(super) mod outlet;
mod salvage;
pub(super) mod session;
pub(super) mod spellings;
pub(super) mod transport;
pub(super) mod watch;
