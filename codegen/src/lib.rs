//! Retold's schema language as a pure library: YAML text to a resolved model, diagnostics, the plan between versions,
//! and output files. No terminal, no file writes, no clock.

pub mod diagnostic;
pub mod emit;
pub mod format;
pub mod language;
pub mod model;
pub mod pattern;
pub mod plan;
pub mod rules;
pub mod sample;
pub mod source;
#[cfg(test)]
mod testing;
pub mod value;
pub mod yaml;
