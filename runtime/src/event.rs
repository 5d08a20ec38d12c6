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

/// Makes a struct one version of an event.
///
/// ```
/// # use serde::{Deserialize, Serialize};
/// # #[derive(retold::Event, Deserialize)]
/// # #[event(name = "shop.ItemPut", version = 1)]
/// # struct ItemPutV1 {}
/// # #[derive(retold::Event, Deserialize)]
/// # #[event(name = "shop.ItemAdded", version = 2, from = ItemPutV1, alias = "shop.ItemPut")]
/// # struct ItemAddedV2 {}
/// # impl From<ItemPutV1> for ItemAddedV2 { fn from(_: ItemPutV1) -> Self { Self {} } }
/// #[derive(retold::Event, Deserialize, Serialize)]
/// #[event(name = "shop.ItemAdded", version = 3, try_from = ItemAddedV2, alias = "shop.ItemPut", reads_as = 2)]
/// struct ItemAdded {}
///
/// impl TryFrom<ItemAddedV2> for ItemAdded {
///     type Error = std::num::ParseIntError;
/// #   fn try_from(_: ItemAddedV2) -> Result<Self, Self::Error> { Ok(Self {}) }
///     // …
/// }
/// ```
///
/// | key | meaning |
/// |---|---|
/// | `name = "…"` | the whole name on the wire: letters, digits, `_`, `.`, `-` |
/// | `version = 3` | which version this struct is, from 1 |
/// | `from = Type` | the struct of the version before; `impl From<Type>` is the step |
/// | `try_from = Type` | the same with a step that can fail: `impl TryFrom<Type>`, with any error |
/// | `oldest` | no data of earlier versions is left, so there is no step |
/// | `alias = "…"` | an earlier whole name that still reads as this; may be given several times |
/// | `reads_as = 2` | the lowest version whose readers can read this one; this version if absent |
/// | `schema = "…"` | a schema file, or a folder of them, relative to the folder of `Cargo.toml`: the struct is held against it while it is compiled; see below |
/// | `crate = path` | where this crate is found, if not at `::retold` |
///
/// The struct needs serde's `Deserialize`, and the current version `Serialize` as well.
///
/// # Held against a schema
///
/// With the feature `schema`, a struct that names a schema is what the schema says, or it does not compile: the field that
/// differs is underlined, and the message shows the line of the YAML.
///
#[cfg_attr(feature = "schema", doc = "```")]
#[cfg_attr(not(feature = "schema"), doc = "```ignore")]
/// # use serde::{Deserialize, Serialize};
/// #[derive(retold::Event, Deserialize, Serialize)]
/// #[event(name = "shop.ItemRemovedFromCart", version = 1, schema = "../schemas/shop/cart.yaml")]
/// struct ItemRemoved {
///     #[serde(rename = "item_id")]
///     item: ItemId,
/// }
///
/// #[derive(Deserialize, Serialize)]
/// struct ItemId(String);
/// ```
///
/// Compared are the name, the version, whether there is a step to it, the aliases, `reads_as`, `emits` and `answer`, and of each
/// field, as serde's derives read its attributes: the name on the wire and its aliases, the type, and what an absent one
/// reads as. Builtin types and containers are compared by what they are; records, unions, enums and newtypes by the last
/// segment of the path, as generated code calls them (`Money`, and `MoneyV1` for an older version), since a macro sees no
/// other type. Constraints, what a step does, defaults that are functions, and the form of a field `with` functions of its
/// own are not compared. `flatten`, and what else cannot be seen from here, is refused.
///
/// A file is part of a set: of the folder that the nearest `retold.toml` above it names, else of the nearest one called
/// `schemas`, else of the folder that it is in.
pub use retold_macros::Event;

/// Makes an enum the events of a stream: decoding by name and version into its variants, encoding, and `From` each
/// event.
///
/// ```
/// # use serde::{Deserialize, Serialize};
/// # #[derive(retold::Event, Deserialize, Serialize)]
/// # #[event(name = "shop.CheckedOut", version = 2, oldest)]
/// # struct CheckedOut {}
/// # #[derive(retold::Event, Deserialize, Serialize)]
/// # #[event(name = "shop.PaymentChosen", version = 1)]
/// # struct PaymentChosen {}
/// # #[derive(retold::Event, Deserialize)]
/// # #[event(name = "shop.CheckedOut", version = 1)]
/// # struct CheckedOutV1 {}
/// # #[derive(retold::Event, Deserialize)]
/// # #[event(name = "shop.Noticed", version = 1)]
/// # struct NoticedV1 {}
/// #[derive(retold::EventSet)]
/// #[event_set(
///     becomes(CheckedOutV1, with = split, into("shop.CheckedOut", "shop.PaymentChosen")),
///     becomes(NoticedV1),
/// )]
/// enum CartEvent {
///     CheckedOut(CheckedOut),
///     PaymentChosen(PaymentChosen),
/// }
///
/// fn split(old: CheckedOutV1) -> Vec<CartEvent> {
///     vec![CheckedOut {}.into(), PaymentChosen {}.into()]
/// }
/// # use retold::EventSet;
/// # assert_eq!(CartEvent::decode(retold::Recorded::new("shop.CheckedOut", 1, "{}")).unwrap().len(), 2);
/// # assert_eq!(CartEvent::decode(retold::Recorded::new("shop.Noticed", 1, "{}")).unwrap().len(), 0);
/// ```
///
/// `becomes(Old, with = function, into(…))` reads what was recorded up to the version `Old` as other events, in order;
/// the function may return a `Result`, and an event that `into` does not name is an error. `becomes(Old)` drops it from
/// replay.
pub use retold_macros::EventSet;
