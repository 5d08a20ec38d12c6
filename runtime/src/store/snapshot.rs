//! The state of an aggregate at one version of its stream, kept so that loading need not start at the first event.

use super::error::StoreError;

/// A snapshot, as a store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Snapshot {
    /// The stream.
    pub stream: String,
    /// The version of the stream at which it was taken.
    pub stream_version: u64,
    /// What the state and the schema looked like then; another fingerprint is never read.
    pub fingerprint: String,
    /// The state: JSON.
    pub state: Vec<u8>,
}

impl Snapshot {
    /// A snapshot of a stream.
    #[must_use]
    pub fn new(
        stream: impl Into<String>,
        stream_version: u64,
        fingerprint: impl Into<String>,
        state: impl Into<Vec<u8>>,
    ) -> Self {
        Self { stream: stream.into(), stream_version, fingerprint: fingerprint.into(), state: state.into() }
    }

    /// Whether it can be of a stream that is at this version.
    ///
    /// # Errors
    /// When it is of a version that the stream does not have.
    pub fn is_of(&self, actual: u64) -> Result<(), StoreError> {
        if (1..=actual).contains(&self.stream_version) {
            return Ok(());
        }
        let (stream, version) = (&self.stream, self.stream_version);
        Err(StoreError::invalid(format!("a snapshot of `{stream}` at version {version}: the stream is at {actual}")))
    }
}
