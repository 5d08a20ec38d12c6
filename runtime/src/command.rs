//! Commands, sets of them, and what handling one may emit.

use crate::decode_error::DecodeError;
use crate::encoded::{EncodeError, Encoded};
use crate::read::{ReadError, Request};
use crate::recorded::Recorded;
use crate::versioned::{Kind, Versioned};

/// One version of a command. Derived with [`Command`](macro@crate::Command).
#[diagnostic::on_unimplemented(message = "`{Self}` is no command", note = "derive `retold::Command` for it")]
pub trait Command: Versioned {}

/// The commands of an aggregate, each in its current version. Derived with [`CommandSet`](macro@crate::CommandSet).
#[diagnostic::on_unimplemented(message = "`{Self}` is no set of commands", note = "derive `retold::CommandSet` for it")]
pub trait CommandSet: Sized + 'static {
    /// The current commands, in the order of the variants.
    const KINDS: &'static [Kind];

    /// Reads a payload by name and version.
    ///
    /// # Errors
    /// When it cannot be read.
    #[doc(hidden)]
    fn read(request: &Request<'_>) -> Result<Self, ReadError>;

    /// The name and version of this command.
    fn kind(&self) -> &'static Kind;

    /// The command as it is sent.
    ///
    /// # Errors
    /// When a constraint does not hold, or JSON has no such value.
    fn encode(&self) -> Result<Encoded, EncodeError>;

    /// What a command that was sent is today.
    ///
    /// # Errors
    /// When the name or the version is not known, the payload has not the shape of its version, or a step fails.
    fn decode<'a>(sent: impl Into<Recorded<'a>>) -> Result<Self, DecodeError> {
        let sent = sent.into();
        let json = sent.payload.text().map_err(|error| DecodeError::not_utf8(&sent, error))?;
        let request = Request { name: sent.name, version: sent.version, reads_as: sent.reads_as, json };
        Self::read(&request).map_err(|error| DecodeError::new(&sent, json, error, &[Self::KINDS]))
    }
}

/// An event that handling the command `C` may emit: what `emits` declares.
#[diagnostic::on_unimplemented(
    message = "`{C}` does not emit `{Self}`",
    label = "not among what `{C}` emits",
    note = "add the event to `emits` of the command"
)]
pub trait EmittedBy<C: Command>: crate::Event {}

/// Makes a struct one version of a command: the keys of [`Event`](derive@crate::Event), and `emits(A, B)`, the events that
/// handling it can lead to.
///
/// ```
/// # use serde::{Deserialize, Serialize};
/// # #[derive(retold::Event, Deserialize, Serialize)]
/// # #[event(name = "shop.ItemAdded", version = 1)]
/// # struct ItemAdded {}
/// #[derive(retold::Command, Deserialize, Serialize)]
/// #[command(name = "shop.AddItem", version = 1, emits(ItemAdded))]
/// struct AddItem {
///     quantity: u32,
/// }
/// ```
pub use retold_macros::Command;

/// Makes an enum the commands of an aggregate, each in its current version.
///
/// ```
/// # use serde::{Deserialize, Serialize};
/// # #[derive(retold::Command, Debug, PartialEq, Deserialize, Serialize)]
/// # #[command(name = "shop.AddItem", version = 1)]
/// # struct AddItem { quantity: u32 }
/// use retold::{CommandSet, Recorded};
///
/// #[derive(CommandSet, Debug, PartialEq)]
/// enum CartCommand {
///     AddItem(AddItem),
/// }
///
/// let command = CartCommand::decode(Recorded::new("shop.AddItem", 1, r#"{"quantity":2}"#))?;
/// assert_eq!(command, CartCommand::AddItem(AddItem { quantity: 2 }));
/// # Ok::<(), retold::DecodeError>(())
/// ```
pub use retold_macros::CommandSet;
