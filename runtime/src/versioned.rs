//! What every event, command and query is: a name on the wire, a version, and the versions that lead to it.

use crate::command::Command;
use crate::event::Event;
use crate::query::Query;
use crate::read::ReadError;

/// One version of an event, a command or a query. Derived with [`Event`](macro@crate::Event),
/// [`Command`](macro@crate::Command) and [`Query`](macro@crate::Query).
///
/// ```
/// use retold::Versioned;
/// # use serde::{Deserialize, Serialize};
/// #[derive(retold::Event, Deserialize, Serialize)]
/// #[event(name = "shop.CartCleared", version = 1, alias = "shop.CartEmptied")]
/// struct CartCleared {}
///
/// assert_eq!(CartCleared::NAME, "shop.CartCleared");
/// assert_eq!(CartCleared::ALIASES, ["shop.CartEmptied"]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no version of an event or command",
    note = "derive `retold::Event` or `retold::Command` for it"
)]
pub trait Versioned: Sized + 'static {
    /// The whole name on the wire, such as `shop.ItemAdded`.
    const NAME: &'static str;
    /// Which version this type is, from 1.
    const VERSION: u32;
    /// The oldest version that can still be read as this one.
    const OLDEST: u32 = Self::VERSION;
    /// The lowest version whose readers can read this one's payloads; stored beside the payload.
    const READS_AS: u32 = Self::VERSION;
    /// Earlier whole names that still read as this.
    const ALIASES: &'static [&'static str] = &[];

    /// Reads a payload of this version or an earlier one, through the steps between them.
    ///
    /// # Errors
    /// When the version is not one of these, the payload has not its shape, or a step fails.
    #[doc(hidden)]
    fn read_version(version: u32, json: &str) -> Result<Self, ReadError>;
}

/// The names and versions of an event, command or query, as a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Kind {
    /// The whole name on the wire.
    pub name: &'static str,
    /// Earlier whole names.
    pub aliases: &'static [&'static str],
    /// The oldest version that is read.
    pub oldest: u32,
    /// The current version.
    pub version: u32,
    /// The lowest version whose readers can read the current one.
    pub reads_as: u32,
}

impl Kind {
    /// Those of a type.
    #[must_use]
    pub const fn of<T: Versioned>() -> Self {
        Self { name: T::NAME, aliases: T::ALIASES, oldest: T::OLDEST, version: T::VERSION, reads_as: T::READS_AS }
    }

    /// Those of a type that must be an event.
    #[doc(hidden)]
    #[must_use]
    pub const fn of_event<T: Event>() -> Self {
        Self::of::<T>()
    }

    /// Those of a type that must be a command.
    #[doc(hidden)]
    #[must_use]
    pub const fn of_command<T: Command>() -> Self {
        Self::of::<T>()
    }

    /// Those of a type that must be a query.
    #[doc(hidden)]
    #[must_use]
    pub const fn of_query<T: Query>() -> Self {
        Self::of::<T>()
    }

    /// Whether this is one of its names.
    #[must_use]
    pub fn has_name(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }
}
