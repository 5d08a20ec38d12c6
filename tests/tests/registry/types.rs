//! Types as people write them, with most of what serde can be told.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use retold::{Command, CommandSet, Event, EventSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Dropped from the shape, as are all other docs.
#[derive(Event, Deserialize, JsonSchema)]
#[event(name = "shop.ItemAdded", version = 1)]
pub(crate) struct ItemAddedV1 {
    /// What.
    pub(crate) item_id: String,
    pub(crate) qty: u32,
}

#[derive(Event, Deserialize, JsonSchema)]
#[event(name = "shop.ItemAdded", version = 2, from = ItemAddedV1)]
pub(crate) struct ItemAddedV2 {
    pub(crate) sku: String,
    pub(crate) qty: u32,
}

impl From<ItemAddedV1> for ItemAddedV2 {
    fn from(old: ItemAddedV1) -> Self {
        Self { sku: old.item_id, qty: old.qty }
    }
}

#[derive(Event, Serialize, Deserialize, JsonSchema)]
#[event(name = "shop.ItemAdded", version = 3, from = ItemAddedV2, alias = "shop.ItemPut", reads_as = 2)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ItemAdded {
    pub(crate) sku: String,
    #[serde(alias = "qty", alias = "count")]
    pub(crate) how_many: u64,
    pub(crate) unit_price: Option<Money>,
    #[serde(default)]
    pub(crate) gift: bool,
    #[serde(rename = "type", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) kinds: Vec<Kind>,
}

impl From<ItemAddedV2> for ItemAdded {
    fn from(old: ItemAddedV2) -> Self {
        Self { sku: old.sku, how_many: old.qty.into(), unit_price: None, gift: false, kinds: Vec::new() }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Money {
    amount: Amount,
    currency: Currency,
}

/// As schemars describes a decimal.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(transparent, extend("type" = ["string", "number"], "pattern" = r"^-?\d+(\.\d+)?([eE]\d+)?$"))]
pub(crate) struct Amount(String);

/// As schemars describes a point in time.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(transparent, extend("format" = "date-time"))]
pub(crate) struct At(String);

/// As schemars describes an id.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(transparent, extend("format" = "uuid"))]
pub(crate) struct Id(String);

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) enum Currency {
    /// This one has docs, the other has none.
    Usd,
    #[serde(rename = "EUR")]
    Eur,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Plain,
    Engraved { text: String },
    Wrapped(Currency),
}

#[derive(Event, Serialize, Deserialize, JsonSchema)]
#[event(name = "shop.CheckedOut", version = 1)]
pub(crate) struct CheckedOut {
    at: At,
    id: Id,
    payment: Payment,
    #[serde(flatten)]
    address: Address,
    note: Option<String>,
    tags: BTreeSet<String>,
    by_number: BTreeMap<u16, f32>,
    by_name: HashMap<String, i8>,
    pair: (bool, char),
    three: [u8; 3],
    anything: serde_json::Value,
    tree: Tree,
    or: Either,
    wrapped: Wrapped,
    nothing: (),
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(tag = "method", rename_all = "lowercase")]
pub(crate) enum Payment {
    Card { last4: String },
    Cash,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct Address {
    street: String,
    number: u8,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct Tree {
    children: Vec<Tree>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Either {
    Number(i64),
    Text(String),
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct Wrapped(u16);

#[derive(Event, Deserialize, JsonSchema)]
#[event(name = "shop.Noticed", version = 1)]
pub(crate) struct NoticedV1 {}

#[derive(EventSet)]
#[event_set(becomes(NoticedV1))]
#[allow(clippy::large_enum_variant)]
pub(crate) enum CartEvent {
    ItemAdded(ItemAdded),
    CheckedOut(CheckedOut),
}

#[derive(Command, Serialize, Deserialize, JsonSchema)]
#[command(name = "shop.AddItem", version = 1)]
pub(crate) struct AddItem {
    sku: String,
}

#[derive(CommandSet)]
pub(crate) enum CartCommand {
    AddItem(AddItem),
}
