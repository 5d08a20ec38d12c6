//! Retold's schema language as a pure library: YAML text to a resolved model, diagnostics, the plan between versions,
//! and output files. No terminal, no file writes, no clock; files are read behind the feature `files` alone.

pub mod by_hand;
pub mod changes;
pub mod compat;
mod compile;
mod cursor;
pub mod diagnostic;
mod digest;
pub mod edit;
pub mod emit;
pub mod evolution;
pub mod explain;
#[cfg(feature = "files")]
pub mod files;
pub mod format;
pub mod keys;
pub mod language;
pub mod layout;
pub mod lock;
#[cfg(feature = "meta-schema")]
pub mod meta_schema;
pub mod model;
pub mod naming;
pub mod numbers;
mod parallel;
pub mod pattern;
pub mod payload;
pub mod plan;
mod reads_as;
pub mod recorded;
mod resolve;
pub mod rules;
pub mod sample;
pub mod shape;
pub mod source;
pub mod suggest;
#[cfg(test)]
mod testing;
pub mod value;
mod wording;
mod written;
pub mod yaml;

pub use compile::{Compiled, Counts, Outcome, compile};
pub use reads_as::{ReadsAs, reads_as};
