//! Generation: Rust types for many events of eight fields, from each contender's own schema language.

use std::time::Duration;

pub mod by_retold;
pub mod command_line;
pub mod prost;
pub mod typify;
pub mod workload;

/// One measurement.
#[derive(Clone, Debug)]
pub struct Run {
    /// How long it took.
    pub time: Duration,
    /// The highest resident memory, in bytes.
    pub memory: u64,
    /// How much was made, in bytes.
    pub bytes: usize,
}
