//! **History, retold in today's types.** A program that stores events keeps them for ever, while its types change.
//! With this crate every event that was ever recorded, in whatever version, is read as the struct that the program has
//! today, or is an error that says what it is and where it was found. Nothing is skipped or guessed.
//!
//! The types come from a YAML schema (`retold generate rust` writes them, this crate is all that they need), or are
//! written by hand with the derives here. Both look the same from outside.
//!
//! # An event, and how it changed
//!
//! Each version that was ever written has a struct. The current one names the one before it, and [`From`] is the step
//! between them; [`TryFrom`] where a step can fail (`try_from = …`).
//!
//! ```
//! use retold::{Event, EventSet, Recorded};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Event, Deserialize)]
//! #[event(name = "shop.ItemAdded", version = 1)]
//! struct ItemAddedV1 {
//!     item_id: String,
//!     qty: u32,
//! }
//!
//! #[derive(Event, Deserialize, Serialize)]
//! #[event(name = "shop.ItemAdded", version = 2, from = ItemAddedV1)]
//! struct ItemAdded {
//!     sku: String,
//!     quantity: u64,
//! }
//!
//! impl From<ItemAddedV1> for ItemAdded {
//!     fn from(old: ItemAddedV1) -> Self {
//!         Self { sku: old.item_id, quantity: old.qty.into() }
//!     }
//! }
//!
//! #[derive(Event, Deserialize, Serialize)]
//! #[event(name = "shop.CartCleared", version = 1)]
//! struct CartCleared {}
//!
//! /// The events of a cart as they are today.
//! #[derive(EventSet)]
//! enum CartEvent {
//!     ItemAdded(ItemAdded),
//!     CartCleared(CartCleared),
//! }
//!
//! // What a store returned: the name and the version stand beside the payload.
//! let recorded = Recorded::new("shop.ItemAdded", 1, r#"{"item_id":"APPLE","qty":2}"#);
//! for event in CartEvent::decode(recorded)? {
//!     match event {
//!         CartEvent::ItemAdded(added) => assert_eq!((added.sku.as_str(), added.quantity), ("APPLE", 2)),
//!         CartEvent::CartCleared(_) => unreachable!(),
//!     }
//! }
//!
//! // And the way back: the current version, with what must be stored beside it.
//! let encoded = CartEvent::from(ItemAdded { sku: "PEAR".to_owned(), quantity: 1 }).encode()?;
//! assert_eq!((encoded.name, encoded.version), ("shop.ItemAdded", 2));
//! assert_eq!(encoded.payload, br#"{"sku":"PEAR","quantity":1}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A missing step, a step from the wrong version, a name that two events of a set have: each is a compile error at the
//! place, and says what to do.
//!
//! # What cannot be read
//!
//! A [`DecodeError`] names the event, its version, the stream and the position where they are known, and what is
//! known instead of what was found:
//!
//! ```
//! # use retold::{Event, EventSet, Recorded};
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Event, Deserialize, Serialize)]
//! # #[event(name = "shop.ItemAdded", version = 1)]
//! # struct ItemAdded { lines: Vec<u32> }
//! # #[derive(EventSet)]
//! # enum CartEvent { ItemAdded(ItemAdded) }
//! let text = |recorded| CartEvent::decode(recorded).err().map(|error| error.to_string()).unwrap();
//! assert_eq!(
//!     text(Recorded::new("shop.ItemAdded", 3, "{}").in_stream("shop.Cart/7").at_position(4)),
//!     "`shop.ItemAdded` v3 in stream `shop.Cart/7` at position 4: the version is not known; known: v1",
//! );
//! assert_eq!(
//!     text(Recorded::new("shop.ItemAdded", 1, r#"{"lines":[1,-1]}"#)),
//!     "`shop.ItemAdded` v1: `$.lines[1]`: invalid value: integer `-1`, expected u32",
//! );
//! ```
//!
//! What then happens is stated, not assumed: a [`Replay`] stops, unless its [`Policy`] says to park such events or to
//! skip and count them.
//!
//! # A file of events
//!
//! [`Replay`] reads recorded events as JSON lines, in constant memory, CloudEvents among them; [`JsonLines`] is the same
//! without decoding, and [`RecordedEvent::write_line`] the way back.
//!
//! ```
//! # use retold::{Event, EventSet, Replay};
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Event, Deserialize, Serialize)]
//! # #[event(name = "bank.Deposited", version = 1)]
//! # struct Deposited { amount: i64 }
//! # #[derive(EventSet)]
//! # enum AccountEvent { Deposited(Deposited) }
//! let file = r#"{"type":"bank.Deposited","version":1,"data":{"amount":50}}
//! {"type":"bank.Deposited","version":1,"data":{"amount":80}}"#;
//!
//! let mut balance = 0;
//! for event in Replay::<AccountEvent, _>::new(file.as_bytes()) {
//!     let AccountEvent::Deposited(deposited) = event?;
//!     balance += deposited.amount;
//! }
//! assert_eq!(balance, 130);
//! # Ok::<(), retold::ReplayError>(())
//! ```
//!
//! # Versions that a process does not know
//!
//! Beside its version an event is stored with the lowest version whose readers can read its payload
//! ([`Encoded::reads_as`]). A process that was built before version 3 existed reads such an event as the highest version
//! that it knows from there up; one that knows version 3 always uses that.
//!
//! # Commands
//!
//! A command declares the events that it can lead to, and [`Events`] takes no others: what a decision returns is
//! checked by the compiler. [`Context`] holds what else a decision may know.
//!
//! ```
//! # use retold::{Command, Context, Event, EventSet, Events};
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Event, Deserialize, Serialize)]
//! # #[event(name = "shop.ItemAdded", version = 1)]
//! # struct ItemAdded { sku: String }
//! # #[derive(EventSet)]
//! # enum CartEvent { ItemAdded(ItemAdded) }
//! #[derive(Command, Deserialize, Serialize)]
//! #[command(name = "shop.AddItem", version = 1, emits(ItemAdded))]
//! struct AddItem {
//!     sku: String,
//! }
//!
//! fn add_item(command: AddItem, _cx: &Context) -> Events<CartEvent, AddItem> {
//!     Events::one(ItemAdded { sku: command.sku })
//! }
//! # let cx = Context::new("2026-01-01T00:00:00Z".parse()?, uuid::Uuid::nil());
//! # assert_eq!(add_item(AddItem { sku: "APPLE".into() }, &cx).into_vec().len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! Both are on by default. A program whose schemas have neither builds faster without them; one that needs what is off
//! does not compile, and the compiler names the feature.
//!
//! - `decimal`: `decimal` in schemas, as `rust_decimal::Decimal`.
//! - `pattern`: constraints with `pattern`, through `regex-automata`.
//!
//! Not on by default: `store` (what a store promises, a store in memory, repositories and projections), `sqlite` (the
//! embedded store), `testing` (given, when, then), `contract` (the suite that every store passes), `tool` (commands over
//! recorded events that run a program's own steps), `registry` (types written by hand in evolution checks, for tests),
//! `schema` ([`include_schema!`], which compiles what `retold generate` is made of).

extern crate self as retold;

mod aggregate;
mod assertions;
#[cfg(feature = "store")]
pub mod blocking;
#[cfg(feature = "store")]
mod bus;
mod check;
mod command;
mod constant;
#[cfg(feature = "contract")]
pub mod contract;
mod current;
mod de;
mod decode_error;
mod emitted;
mod encoded;
mod event;
mod json;
mod lines;
mod metadata;
mod owner;
mod path;
mod policy;
pub mod process;
#[cfg(feature = "store")]
pub mod projection;
mod query;
mod read;
mod recorded;
#[cfg(feature = "tool")]
pub mod recording;
#[cfg(feature = "registry")]
pub mod registry;
mod replay;
#[cfg(feature = "store")]
mod repository;
mod ser;
mod shapes;
#[cfg(feature = "sqlite")]
pub mod sqlite;
#[cfg(feature = "store")]
pub mod store;
mod suggest;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "tool")]
pub mod tool;
mod union;
mod unknown;
mod versioned;
mod view;
mod violation;
mod wire;

#[doc(hidden)]
pub mod __v1;

pub use aggregate::{Aggregate, stream_name};
#[cfg(feature = "store")]
pub use bus::{Delivery, EventBus, Subscriber};
pub use command::{Command, CommandSet, EmittedBy};
pub use current::Current;
pub use decode_error::DecodeError;
pub use emitted::{Context, Events};
pub use encoded::{EncodeError, Encoded};
pub use event::{Event, EventSet};
#[cfg(feature = "tool")]
pub use lines::Replacement;
pub use lines::{JsonLines, LONGEST_LINE, Line, LineError};
pub use metadata::Metadata;
pub use owner::{Owner, WrittenBy};
pub use policy::{Counts, Park, Policy};
pub use process::{Process, Reacting, Reaction};
pub use query::{AnswerError, Answering, Query, QuerySet};
pub use read::UpcastError;
pub use recorded::{Payload, Recorded, RecordedEvent};
pub use replay::{Replay, ReplayError};
#[cfg(feature = "store")]
pub use repository::{Entry, ExecuteError, Executed, History, LoadError, Loaded, Reader, Repository, Request};

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

/// Puts the Rust of schemas where it stands: what `retold generate rust` would write for a folder or a single file, as
/// modules in this one.
///
/// ```
/// mod events {
///     retold::include_schema!("../schemas/shop");
/// }
///
/// let added: events::cart::ItemAddedToCart =
///     retold::testing::from_json(r#"{ "item_id": "apple", "quantity": 2 }"#);
/// assert_eq!(added.quantity, 2);
/// ```
///
/// The path is relative to the folder of the package's `Cargo.toml`. The modules follow the files below it, so that
/// `schemas/shop/cart.yaml` is `shop::cart`; a single file is one module.
///
/// Every mistake in the schemas is a compile error that shows the file, the line and what to do, and what can be
/// understood of the schemas is there all the same, so that one mistake is one error. A warning of the schemas is a
/// warning of the compiler, about something that is deprecated, since there is no other way.
///
/// The crate is compiled anew when a file changes or goes. A file that is *new* in the folder is seen when something else
/// changes as well, because a macro cannot tell cargo of a folder; this line in the `main` of a `build.rs` can:
/// `println!("cargo::rerun-if-changed=schemas");`
#[cfg(feature = "schema")]
pub use retold_macros::include_schema;

/// Includes what `retold_build::compile` has written in a `build.rs`, as modules where it stands; of several sets of
/// schemas, the one with this file name.
///
/// ```ignore
/// mod events {
///     retold::include_generated!();
/// }
/// ```
#[macro_export]
macro_rules! include_generated {
    () => {
        $crate::include_generated! { "retold.rs" }
    };
    ($file_name:literal) => {
        ::core::include! {
            ::core::concat!(
                ::core::env!("OUT_DIR", "`include_generated!` needs a build.rs that calls `retold_build::compile`"),
                "/",
                $file_name
            )
        }
    };
}

/// Puts the Rust of schemas where it stands; the feature `schema` is what it needs.
#[cfg(not(feature = "schema"))]
#[macro_export]
macro_rules! include_schema {
    ($($path:tt)*) => {
        ::core::compile_error! { "`include_schema!` needs the feature `schema`: `retold = { …, features = [\"schema\"] }`" }
    };
}

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

/// Makes a struct one version of a command: the keys of [`Event`](derive@Event), and `emits(A, B)`, the events that
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

/// Makes a struct or an enum the state of an aggregate, whose events, commands and rejections are those of a generated
/// module.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use retold::{Aggregate, Context, Events};
///
/// use events::cart::{AddItem, CartDecision, CartLogic, ItemAdded};
/// # // What is generated, in short.
/// # mod events {
/// #     pub mod cart {
/// #         use retold::{Command, CommandSet, Context, Event, EventSet, Events};
/// #         use serde::{Deserialize, Serialize};
/// #         #[derive(Clone, Event, Serialize, Deserialize)]
/// #         #[event(name = "shop.ItemAdded", version = 1)]
/// #         pub struct ItemAdded { pub sku: String, pub quantity: u64 }
/// #         #[derive(Clone, EventSet)]
/// #         pub enum CartEvent { ItemAdded(ItemAdded) }
/// #         #[derive(Clone, Command, Serialize, Deserialize)]
/// #         #[command(name = "shop.AddItem", version = 1, emits(ItemAdded))]
/// #         pub struct AddItem { pub sku: String, pub quantity: u64 }
/// #         #[derive(Clone, CommandSet)]
/// #         pub enum CartCommand { AddItem(AddItem) }
/// #         pub use std::convert::Infallible as CartRejection;
/// #         pub type CartDecision<C> = Result<Events<CartEvent, C>, CartRejection>;
/// #         pub trait CartLogic: Sized {
/// #             fn handle_add_item(&self, command: AddItem, cx: &Context) -> CartDecision<AddItem>;
/// #             fn apply_item_added(&mut self, event: ItemAdded);
/// #         }
/// #         pub mod __aggregate {
/// #             pub use super::{CartCommand as Command, CartEvent as Event, CartLogic as Logic, CartRejection as Rejection};
/// #             pub type Id = u64;
/// #             pub const STREAM: &str = "shop.Cart";
/// #             pub const OWNER: Option<&str> = None;
/// #             pub const SCHEMA: &str = "";
/// #             pub fn handle<L: Logic>(logic: &L, command: Command, cx: &retold::Context) -> Result<Vec<Event>, Rejection> {
/// #                 let Command::AddItem(command) = command;
/// #                 logic.handle_add_item(command, cx).map(retold::Events::into_vec)
/// #             }
/// #             pub fn apply<L: Logic>(logic: &mut L, event: Event) {
/// #                 let Event::ItemAdded(event) = event;
/// #                 logic.apply_item_added(event)
/// #             }
/// #         }
/// #     }
/// # }
///
/// #[derive(Default, Aggregate)]
/// #[aggregate(events::cart)]
/// struct Cart {
///     items: BTreeMap<String, u64>,
/// }
///
/// impl CartLogic for Cart {
///     fn handle_add_item(&self, command: AddItem, _: &Context) -> CartDecision<AddItem> {
///         Ok(Events::one(ItemAdded { sku: command.sku, quantity: command.quantity }))
///     }
///
///     fn apply_item_added(&mut self, event: ItemAdded) {
///         *self.items.entry(event.sku).or_default() += event.quantity;
///     }
/// }
/// # let mut cart = Cart::default();
/// # cart.apply(ItemAdded { sku: "apple".to_owned(), quantity: 2 }.into());
/// # assert_eq!((cart.items["apple"], Cart::STREAM), (2, "shop.Cart"));
/// ```
///
/// | key | meaning |
/// |---|---|
/// | a path | the module that was generated from the aggregate's file |
/// | `snapshot = 2` | a number to raise when the same events give another state than before: snapshots of the old one are not read any more |
/// | `crate = path` | where this crate is found, if not at `::retold` |
///
/// A definition that is new in the schema is a missing method here, and the compiler names it.
pub use retold_macros::Aggregate;

/// Makes a struct one version of a query: the keys of [`Event`](derive@Event), and `answer = Type`, what it answers.
///
/// ```
/// use retold::Query;
/// # use serde::{Deserialize, Serialize};
/// #[derive(retold::Query, Deserialize, Serialize)]
/// #[query(name = "shop.GetTotal", version = 1, answer = Option<u64>)]
/// struct GetTotal {
///     cart_id: String,
/// }
///
/// assert_eq!(GetTotal::encode_answer(&None)?, b"null");
/// # Ok::<(), retold::EncodeError>(())
/// ```
///
/// The answer is read and written by serde; `codec = Type` is for generated code. With `schema = "…"` the answer is held
/// against the schema as well.
pub use retold_macros::Query;

/// Makes an enum the queries of a service, each in its current version. An endpoint decodes what was sent, in any
/// version, and has it answered.
///
/// ```
/// # use serde::{Deserialize, Serialize};
/// # #[derive(retold::Query, Debug, PartialEq, Deserialize, Serialize)]
/// # #[query(name = "shop.GetTotal", version = 1, answer = Option<u64>)]
/// # struct GetTotal { cart_id: String }
/// use retold::{QuerySet, Recorded};
///
/// #[derive(QuerySet, Debug, PartialEq)]
/// enum CartQuery {
///     GetTotal(GetTotal),
/// }
///
/// let query = CartQuery::decode(Recorded::new("shop.GetTotal", 1, r#"{"cart_id":"7"}"#))?;
/// assert_eq!(query, CartQuery::GetTotal(GetTotal { cart_id: "7".to_owned() }));
/// # Ok::<(), retold::DecodeError>(())
/// ```
///
/// A generated set has the function `answer(handler)` as well: it calls the method of the handler that the query is for,
/// and gives the answer as JSON.
pub use retold_macros::QuerySet;

/// Makes a struct or an enum what keeps a generated view up to date: a model in memory, which is a
/// `retold::projection::Projection` then, or what writes rows of a table.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use retold::{Origin, View, ViewError};
///
/// use events::cart::{CartContents, CartContentsView, ItemAdded};
/// # // What is generated, in short.
/// # mod events {
/// #     pub mod cart {
/// #         use std::collections::BTreeMap;
/// #         use retold::{Event, EventSet, Origin, ViewError};
/// #         use serde::{Deserialize, Serialize};
/// #         #[derive(Clone, Event, Serialize, Deserialize)]
/// #         #[event(name = "shop.ItemAdded", version = 1)]
/// #         pub struct ItemAdded { pub sku: String, pub quantity: u64 }
/// #         pub type CartContents = BTreeMap<String, u64>;
/// #         #[derive(Clone, EventSet)]
/// #         pub enum CartContentsViewEvent { ItemAdded(ItemAdded) }
/// #         pub trait CartContentsView {
/// #             fn apply_item_added(&mut self, event: ItemAdded, origin: &Origin<'_, u64>) -> Result<(), ViewError>;
/// #         }
/// #         #[allow(non_snake_case)]
/// #         pub mod __views {
/// #             pub mod CartContents {
/// #                 pub use super::super::{CartContentsView as Methods, CartContentsViewEvent as Event};
/// #                 pub type Key = u64;
/// #                 pub type Entry = super::super::CartContents;
/// #                 pub const NAME: &str = "shop.CartContents";
/// #                 pub fn take_in<M: Methods>(model: &mut M, event: Event, origin: &retold::Origin<'_>) -> Result<(), retold::ViewError> {
/// #                     let Event::ItemAdded(event) = event;
/// #                     model.apply_item_added(event, &origin.keyed()?)
/// #                 }
/// #             }
/// #         }
/// #     }
/// # }
///
/// /// What is in every cart.
/// #[derive(Default, View)]
/// #[view(events::cart::CartContents)]
/// struct Contents(BTreeMap<u64, CartContents>);
///
/// impl CartContentsView for Contents {
///     fn apply_item_added(&mut self, event: ItemAdded, origin: &Origin<'_, u64>) -> Result<(), ViewError> {
///         *self.0.entry(origin.key).or_default().entry(event.sku).or_default() += event.quantity;
///         Ok(())
///     }
/// }
///
/// let mut contents = Contents::default();
/// contents.take_in(ItemAdded { sku: "apple".to_owned(), quantity: 2 }.into(), &Origin::of("shop.Cart/7"))?;
/// assert_eq!(contents.0[&7]["apple"], 2);
/// # Ok::<(), ViewError>(())
/// ```
///
/// In SQLite, derive it for a struct that borrows the connection, and hand the events of a
/// `retold::projection::SqliteProjection` to it:
/// `Ok(Rows(tables).take_in(event, &recorded.origin())?)`.
///
/// An event that is new in the view is a missing method here, and the compiler names it.
pub use retold_macros::View;

/// Makes a struct a process: the methods of the generated trait decide, and whoever runs it sends the commands.
///
/// ```
/// use retold::{Process, Reacting, Reaction};
///
/// use events::cart::{FulfilProcess, FulfilReaction, FulfilState, Ordered, Reserve};
/// # // What is generated, in short.
/// # mod events {
/// #     pub mod cart {
/// #         use retold::__v1 as rt;
/// #         use serde::{Deserialize, Serialize};
/// #         #[derive(Clone, Debug, rt::Event, Serialize, Deserialize)]
/// #         #[event(name = "shop.Ordered", version = 1)]
/// #         pub struct Ordered { pub sku: String }
/// #         #[derive(Clone, Debug, PartialEq, rt::Command, Serialize, Deserialize)]
/// #         #[command(name = "stock.Reserve", version = 1)]
/// #         pub struct Reserve { pub sku: String }
/// #         #[derive(Clone, Debug, Default)]
/// #         pub struct FulfilState { pub reserved: bool }
/// #         #[derive(Clone, Debug, rt::EventSet)]
/// #         pub enum FulfilInput { Ordered(Ordered) }
/// #         #[derive(Clone, Debug, PartialEq, rt::CommandSet)]
/// #         pub enum FulfilSends { Reserve(Reserve) }
/// #         #[derive(Clone, Copy, Debug, PartialEq, Eq)]
/// #         pub enum FulfilDeadline {}
/// #         impl rt::Deadlines for FulfilDeadline { const ALL: &'static [(&'static str, Self)] = &[]; }
/// #         impl rt::Addressed<FulfilSends> for Reserve { type Id = String; const STREAM: &'static str = "stock.Item"; }
/// #         impl rt::SentOn<FulfilSends, Ordered> for Reserve {}
/// #         pub type FulfilReaction<On> = rt::Reaction<FulfilSends, FulfilDeadline, On>;
/// #         pub trait FulfilProcess {
/// #             fn on_ordered(&self, state: &mut FulfilState, event: Ordered, cx: &rt::Reacting<'_, u64>) -> FulfilReaction<Ordered>;
/// #         }
/// #         #[allow(non_snake_case)]
/// #         pub mod __processes {
/// #             pub mod Fulfil {
/// #                 pub use super::super::{FulfilDeadline as Deadline, FulfilInput as Input, FulfilSends as Sends, FulfilState as State, FulfilProcess as Methods};
/// #                 use retold::__v1 as rt;
/// #                 pub type Key = u64;
/// #                 pub const NAME: &str = "shop.Fulfil";
/// #                 pub const OWNER: Option<&str> = None;
/// #                 pub const REACTIONS: &[rt::ReactionKind] = &[];
/// #                 pub fn begin<M: Methods>(_: &M, _: &Key) -> State { State::default() }
/// #                 pub fn key(_: &Input, origin: &rt::Origin<'_>) -> Result<Key, rt::ViewError> { rt::process::key_of_stream(origin) }
/// #                 pub fn on_event<M: Methods>(process: &M, state: &mut State, event: Input, cx: &rt::Reacting<'_, Key>, waits: Option<(Deadline, rt::Duration)>) -> rt::Reacted<Sends, Deadline> {
/// #                     let Input::Ordered(event) = event;
/// #                     process.on_ordered(state, event, cx).reacted(waits)
/// #                 }
/// #                 pub fn on_deadline<M: Methods>(_: &M, _: &mut State, deadline: Deadline, _: &rt::Reacting<'_, Key>, _: Option<(Deadline, rt::Duration)>) -> rt::Reacted<Sends, Deadline> { match deadline {} }
/// #             }
/// #         }
/// #     }
/// # }
///
/// #[derive(Process)]
/// #[process(events::cart::Fulfil)]
/// struct Fulfilment;
///
/// impl FulfilProcess for Fulfilment {
///     fn on_ordered(&self, state: &mut FulfilState, event: Ordered, _: &Reacting<'_, u64>) -> FulfilReaction<Ordered> {
///         if state.reserved {
///             return Reaction::none();
///         }
///         state.reserved = true;
///         Reaction::none().send(event.sku.clone(), Reserve { sku: event.sku })
///     }
/// }
/// # use retold::process::Trigger;
/// # let (mut state, cx) = (Fulfilment.begin(&7), Reacting::new(&7, jiff::Timestamp::UNIX_EPOCH));
/// # let mut react = || Fulfilment.react(&mut state, Trigger::Happened(Ordered { sku: "apple".into() }.into()), &cx);
/// # assert_eq!((react().steps.len(), react().steps.len()), (1, 0));
/// ```
///
/// A command that the schema does not list for a reaction cannot be sent by it. An event or a deadline that is new in the
/// schema is a missing method here, and the compiler names it.
pub use retold_macros::Process;

pub use unknown::UnknownVariant;
pub use versioned::{Kind, Versioned};
pub use view::{Origin, View, ViewError};
pub use violation::Violation;
pub use wire::Bytes;
