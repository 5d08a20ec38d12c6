//! The derives in a crate without a prelude, whose own modules are called as those of the standard library.
#![no_implicit_prelude]
#![allow(dead_code, missing_docs, unreachable_pub)]

mod alloc {}
mod core {}
mod std {}

use ::retold::{Command, CommandSet, Event, EventSet, Query, QuerySet, RecordedEvent};
use ::serde::{Deserialize, Serialize};

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAddedV1 {
    quantity: u32,
}

#[derive(Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 2, from = ItemAddedV1, alias = "shop.Added")]
struct ItemAddedV2 {
    quantity: u64,
}

#[derive(Clone, Debug, PartialEq, Event, Deserialize, Serialize)]
#[event(name = "shop.ItemAdded", version = 3, try_from = ItemAddedV2, alias = "shop.Added")]
struct ItemAdded {
    count: u32,
}

impl ::std::convert::From<ItemAddedV1> for ItemAddedV2 {
    fn from(old: ItemAddedV1) -> Self {
        Self { quantity: ::std::convert::Into::into(old.quantity) }
    }
}

impl ::std::convert::TryFrom<ItemAddedV2> for ItemAdded {
    type Error = ::std::num::TryFromIntError;

    fn try_from(old: ItemAddedV2) -> ::std::result::Result<Self, ::std::num::TryFromIntError> {
        ::std::result::Result::map(::std::convert::TryFrom::try_from(old.quantity), |count| Self { count })
    }
}

#[derive(Event, Deserialize)]
#[event(name = "shop.Cleared", version = 1)]
struct Cleared {}

#[derive(Debug, PartialEq, EventSet)]
#[event_set(becomes(Cleared))]
enum CartEvent {
    ItemAdded(ItemAdded),
}

#[derive(Command, Deserialize, Serialize)]
#[command(name = "shop.AddItem", version = 1, emits(ItemAdded))]
struct AddItem {
    count: u32,
}

#[derive(CommandSet)]
enum CartCommand {
    AddItem(AddItem),
}

#[derive(Query, Deserialize, Serialize)]
#[query(name = "shop.Count", version = 1, answer = u64)]
struct Count {}

#[derive(QuerySet)]
enum CartQuery {
    Count(Count),
}

#[test]
fn a_recorded_event_is_read_through_every_step() {
    let read = CartEvent::decode(&RecordedEvent::new("shop.Added", 1, r#"{"quantity":3}"#));
    let read = read.map(|current| current.into_one());
    ::std::assert_eq!(
        read.ok(),
        ::std::option::Option::Some(::std::option::Option::Some(CartEvent::ItemAdded(ItemAdded { count: 3 })))
    );
}
