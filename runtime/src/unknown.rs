//! A variant of an open union that this version does not know.

use serde_json::{Map, Value};

/// A variant that is not known: the tag and the whole object, tag included, written back as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownVariant {
    tag: String,
    object: Map<String, Value>,
}

impl UnknownVariant {
    pub(crate) fn new(tag: String, object: Map<String, Value>) -> Self {
        Self { tag, object }
    }

    /// What the tag holds.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The whole object, with the tag.
    #[must_use]
    pub fn object(&self) -> &Map<String, Value> {
        &self.object
    }
}
