//! Tokens, one file a derive. Nothing here can fail: what is wrong was found before.

pub(crate) mod aggregate;
pub(crate) mod command;
pub(crate) mod enumeration;
pub(crate) mod event;
pub(crate) mod event_set;
pub(crate) mod members;
mod message;
pub(crate) mod newtype;
pub(crate) mod plain_set;
pub(crate) mod process;
pub(crate) mod query;
pub(crate) mod record;
mod rules;
mod serde;
pub(crate) mod union;
pub(crate) mod view;
