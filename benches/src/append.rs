//! Appending to a SQLite file, durable, and reading it again: Retold's store beside rusqlite used by hand with the same
//! settings.

pub mod by_hand;
pub mod by_retold;

/// How many streams the commands go to.
pub const STREAMS: usize = 1_000;

/// The name of the stream that a command goes to.
#[must_use]
pub fn stream(command: usize) -> String {
    format!("shop.Order/{}", command % STREAMS)
}
