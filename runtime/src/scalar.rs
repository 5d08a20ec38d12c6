//! The types that stand for the scalars of the schema language in generated code, unless `retold.toml` names others: what a
//! [`Bridge`](crate::Bridge) takes and gives. The types of Rust itself stand for the rest.

pub use jiff::SignedDuration as Duration;
pub use jiff::Timestamp;
pub use jiff::civil::{Date, Time};
#[cfg(feature = "decimal")]
pub use rust_decimal::Decimal;
pub use uuid::Uuid;

pub use crate::wire::Bytes;
