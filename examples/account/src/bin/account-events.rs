//! Validates and upcasts recorded events of accounts with every step that the program has: functions too, which the
//! program `retold` cannot run.

#[rustfmt::skip]
#[path = "../events/mod.rs"]
pub mod events;

retold::tool!(events::account::AccountEvent);
