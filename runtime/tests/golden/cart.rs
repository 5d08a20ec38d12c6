//! The cart as the tool generates it.
#![allow(clippy::all, dead_code, unreachable_pub)]

use ::retold::__v1 as __rt;

/// `shop.CartId`: a `uuid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, __rt::Newtype)]
pub struct CartId(pub __rt::Uuid);

/// `shop.Sku`: a `string`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, __rt::Newtype)]
#[retold(pattern = "^[A-Z0-9-]{3,32}$")]
pub struct Sku(::std::string::String);

/// `shop.Currency`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, __rt::Enum)]
pub enum Currency {
    /// `EUR`.
    #[retold(name = "EUR", alias = "euro")]
    Eur,
    /// `USD`.
    #[retold(name = "USD")]
    Usd,
}

/// `shop.Trend`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, __rt::Enum)]
pub enum Trend {
    /// `Rising`.
    Rising,
    /// A value that is not known.
    #[retold(unknown)]
    Unknown(::std::string::String),
}

/// Version 1 of 1 of `shop.Money`.
#[derive(Clone, Debug, PartialEq, Eq, __rt::Record)]
pub struct Money {
    /// How much.
    pub amount: __rt::Decimal,
    /// Of which currency.
    pub currency: Currency,
}

/// Version 1 of 1 of `shop.Payment`.
#[derive(Clone, Debug, PartialEq, Eq, __rt::Union)]
#[retold(tag = "method")]
pub enum Payment {
    /// `card`.
    #[retold(name = "card")]
    Card {
        /// `last4`.
        #[retold(min_length = 4, max_length = 4)]
        last4: ::std::string::String,
        /// `next`.
        next: ::core::option::Option<::std::boxed::Box<Payment>>,
    },
    /// `invoice`.
    #[retold(name = "invoice")]
    Invoice {
        /// `days`.
        days: u16,
    },
}

/// Version 1 of 1 of `shop.Parcel`.
#[derive(Clone, Debug, PartialEq, Eq, __rt::Union)]
#[retold(tag = "type", content = "with")]
pub enum Parcel {
    /// `letter`.
    #[retold(name = "letter")]
    Letter {},
    /// `box`.
    #[retold(name = "box")]
    Box {
        /// `kg`.
        kg: u16,
    },
    /// A variant that is not known.
    #[retold(unknown)]
    Unknown(__rt::UnknownVariant),
}

/// Version 1 of 2 of `shop.ItemAdded`.
#[derive(Clone, Debug, PartialEq, Eq, __rt::Event, __rt::Record)]
#[event(name = "shop.ItemAdded", version = 1)]
#[retold(read_only)]
pub struct ItemAddedV1 {
    /// `item_id`.
    pub item_id: Sku,
    /// `qty`.
    #[retold(min = 1, max = 10)]
    pub qty: u32,
}

/// Version 2 of 2 of `shop.ItemAdded`.
#[derive(Clone, Debug, PartialEq, Eq, __rt::Event, __rt::Record)]
#[event(name = "shop.ItemAdded", version = 2, from = ItemAddedV1, alias = "shop.ItemPut", reads_as = 1)]
pub struct ItemAdded {
    /// `sku`.
    pub sku: Sku,
    /// `quantity`.
    #[retold(name = "qty", alias = "count", default = 1, min = 1, max = 10)]
    pub quantity: u64,
    /// `ids`.
    #[retold(codec = __rt::Opt<__rt::List<__rt::AsString>>, unique, max_items = 3)]
    pub ids: ::core::option::Option<::std::vec::Vec<u64>>,
    /// `unit_price`.
    pub unit_price: Money,
}

impl ::core::convert::From<ItemAddedV1> for ItemAdded {
    fn from(old: ItemAddedV1) -> Self {
        Self { sku: old.item_id, quantity: old.qty.into(), ids: ::core::option::Option::None, unit_price: FILL.get() }
    }
}

static FILL: __rt::Constant<Money> = __rt::Constant::new("{\"amount\":\"0\",\"currency\":\"EUR\"}");

/// Version 1 of 1 of `shop.ItemRemoved`.
#[derive(Clone, Debug, PartialEq, Eq, __rt::Event, __rt::Record)]
#[event(name = "shop.ItemRemoved", version = 1)]
#[retold(tag("eventType" = "ItemRemoved", also("Removed")), none = "null")]
pub struct ItemRemoved {
    /// `sku`.
    pub sku: Sku,
    /// `note`.
    pub note: ::core::option::Option<::std::string::String>,
}

/// Version 1 of `shop.CheckedOut`.
#[derive(Clone, Debug, PartialEq, Eq, __rt::Event, __rt::Record)]
#[event(name = "shop.CheckedOut", version = 1)]
#[retold(read_only)]
pub struct CheckedOutV1 {
    /// `at`.
    pub at: __rt::Timestamp,
    /// `payment`.
    pub payment: Payment,
}

/// Version 2 of 2 of `shop.CheckedOut`.
#[derive(Clone, Debug, PartialEq, Eq, __rt::Event, __rt::Record)]
#[event(name = "shop.CheckedOut", version = 2, oldest)]
pub struct CheckedOut {
    /// `at`.
    pub at: __rt::Timestamp,
}

/// Version 1 of 1 of `shop.PaymentChosen`.
#[derive(Clone, Debug, PartialEq, Eq, __rt::Event, __rt::Record)]
#[event(name = "shop.PaymentChosen", version = 1)]
pub struct PaymentChosen {
    /// `payment`.
    pub payment: Payment,
}

/// Version 1 of `shop.Noise`.
#[derive(Clone, Debug, PartialEq, Eq, __rt::Event, __rt::Record)]
#[event(name = "shop.Noise", version = 1)]
#[retold(read_only)]
pub struct NoiseV1 {}

/// The events of `shop.Cart`.
#[derive(Clone, Debug, PartialEq, Eq, __rt::EventSet)]
#[event_set(
    becomes(CheckedOutV1, with = crate::split, into("shop.CheckedOut", "shop.PaymentChosen")),
    becomes(NoiseV1)
)]
pub enum CartEvent {
    /// `shop.ItemAdded`.
    ItemAdded(ItemAdded),
    /// `shop.ItemRemoved`.
    ItemRemoved(ItemRemoved),
    /// `shop.CheckedOut`.
    CheckedOut(CheckedOut),
    /// `shop.PaymentChosen`.
    PaymentChosen(PaymentChosen),
}

/// Version 1 of 1 of `shop.AddItem`.
#[derive(Clone, Debug, PartialEq, Eq, __rt::Command, __rt::Record)]
#[command(name = "shop.AddItem", version = 1, emits(ItemAdded))]
pub struct AddItem {
    /// `sku`.
    pub sku: Sku,
    /// `quantity`.
    pub quantity: u64,
    /// `unit_price`.
    pub unit_price: Money,
}

/// The commands of `shop.Cart`.
#[derive(Clone, Debug, PartialEq, Eq, __rt::CommandSet)]
pub enum CartCommand {
    /// `shop.AddItem`.
    AddItem(AddItem),
}
