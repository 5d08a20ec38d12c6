//! Generation: Rust types for many events of eight fields, from each contender's own schema language.

pub mod by_retold;
pub mod prost;
pub mod typify;
pub mod workload;
