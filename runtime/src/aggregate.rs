//! Aggregates: the state that decides, as a trait; the derive takes everything from the schema.

use std::error::Error;
use std::fmt::Display;

use crate::command::CommandSet;
use crate::emitted::Context;
use crate::event::EventSet;

/// The state of one stream: it decides what commands lead to, and events change it.
///
/// `#[derive(Aggregate)]` with `#[aggregate(events::cart)]` takes all of it from a generated module; a person writes the
/// state, and the methods of the module's trait. [`Default`] is the state before the first event.
///
/// Both methods are pure: the same state, command and context lead to the same events, and the same events to the same
/// state. What else a decision needs to know arrives in the command.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no aggregate",
    note = "derive `retold::Aggregate` for it, with `#[aggregate(path::of::the::generated::module)]`"
)]
pub trait Aggregate: Default + Send + Sync + 'static {
    /// The key of a stream: its text stands in the stream's name.
    type Id: Display + Send + Sync;
    /// What happens.
    type Event: EventSet + Clone + Send + Sync;
    /// What somebody wants done.
    type Command: CommandSet + Clone + Send + Sync;
    /// Why it is refused.
    type Rejection: Error + Send + Sync + 'static;

    /// What the names of the streams begin with, such as `shop.Cart`.
    const STREAM: &'static str;
    /// The service that alone appends to them.
    const OWNER: Option<&'static str> = None;

    /// What the state and the schema look like: a snapshot with another fingerprint is not read. The derive makes it of
    /// the state's fields, the schema, and the number `snapshot`.
    #[must_use]
    fn fingerprint() -> String {
        String::new()
    }

    /// The text of a key in the name of its stream: that of `Display`. The derive says otherwise where a type of the
    /// project's stands for the key, so that the stream is called as it would be without.
    #[must_use]
    fn key(id: &Self::Id) -> String {
        id.to_string()
    }

    /// Decides what a command leads to.
    ///
    /// # Errors
    /// Why it is refused.
    fn handle(&self, command: Self::Command, cx: &Context) -> Result<Vec<Self::Event>, Self::Rejection>;

    /// Changes the state by an event.
    fn apply(&mut self, event: Self::Event);
}

/// The name of the stream of one aggregate, such as `shop.Cart/7`.
#[must_use]
pub fn stream_name<A: Aggregate>(id: &A::Id) -> String {
    format!("{}/{}", A::STREAM, A::key(id))
}

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
