//! Events and sets of them.

use crate::current::Current;
use crate::decode_error::DecodeError;
use crate::encoded::{EncodeError, Encoded};
use crate::read::{ReadError, Request};
use crate::recorded::Recorded;
use crate::versioned::{Kind, Versioned};

/// One version of an event. Derived with [`Event`](macro@crate::Event).
#[diagnostic::on_unimplemented(message = "`{Self}` is no event", note = "derive `retold::Event` for it")]
pub trait Event: Versioned {}

/// The events of a stream, each in its current version. Derived with [`EventSet`](macro@crate::EventSet).
#[diagnostic::on_unimplemented(message = "`{Self}` is no set of events", note = "derive `retold::EventSet` for it")]
pub trait EventSet: Sized + 'static {
    /// The current events, in the order of the variants.
    const KINDS: &'static [Kind];
    /// Versions that became other events, or nothing.
    const FORMER: &'static [Kind] = &[];

    /// Reads a payload by name and version.
    ///
    /// # Errors
    /// When it cannot be read.
    #[doc(hidden)]
    fn read(request: &Request<'_>) -> Result<Current<Self>, ReadError>;

    /// The name and version of this event.
    fn kind(&self) -> &'static Kind;

    /// The event as it is stored.
    ///
    /// # Errors
    /// When a constraint does not hold, or JSON has no such value.
    fn encode(&self) -> Result<Encoded, EncodeError>;

    /// What a recorded event is today: none, one or many current events.
    ///
    /// # Errors
    /// When the name or the version is not known, the payload has not the shape of its version, or a step fails.
    #[inline]
    fn decode<'a>(recorded: impl Into<Recorded<'a>>) -> Result<Current<Self>, DecodeError> {
        let recorded = recorded.into();
        let json = recorded.payload.text().map_err(|error| DecodeError::not_utf8(&recorded, error))?;
        let request = Request { name: recorded.name, version: recorded.version, reads_as: recorded.reads_as, json };
        Self::read(&request).map_err(|error| DecodeError::new(&recorded, json, error, &[Self::KINDS, Self::FORMER]))
    }
}
