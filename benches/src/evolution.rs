//! Evolution checks: what changed in many events since a commit, as Retold and as buf see it.

pub mod buf;
pub mod repository;
pub mod workload;
