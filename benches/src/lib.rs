//! The side-by-side measurements: the same work done by Retold, by the best code that a person writes, and by the
//! peers, in one run on one machine. `src/bin` has one program a measurement.

pub mod append;
pub mod builds;
#[rustfmt::skip]
pub mod events;
pub mod evolution;
pub mod generate;
pub mod measure;
pub mod replay;
pub mod validate;
