//! Replays an account.
fn main() {}
