//! Replay: decode recorded events of six kinds, bring the older ones to their current version, apply them.

pub mod by_hand;
pub mod by_retold;
pub mod cqrs_es;
pub mod esrs;
pub mod peer_event;
pub mod state;
pub mod workload;
