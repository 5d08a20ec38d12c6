//! Commands and events in a test, written as they are sent and stored.

use serde_core::de::DeserializeOwned;

/// A command, an event or anything else of a schema, from its JSON.
///
/// # Panics
/// When the type does not read it: a mistake in the test.
#[must_use]
#[track_caller]
pub fn from_json<T: DeserializeOwned>(json: &str) -> T {
    match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => panic!("this is no `{}`: {error}\n{json}", std::any::type_name::<T>()),
    }
}
