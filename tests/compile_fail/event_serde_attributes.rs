use std::collections::BTreeMap;

use retold::Event;
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.Left", version = 1)]
struct LeftOut {
    #[serde(skip_serializing)]
    never: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    at_times: Vec<u32>,
    #[serde(skip_deserializing)]
    not_read: u32,
}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.Renamed", version = 1)]
#[serde(rename_all(serialize = "camelCase", deserialize = "snake_case"))]
struct OneSide {
    unit_price: u32,
    quantity: u32,
    #[serde(rename(serialize = "sku", deserialize = "item"))]
    item_id: String,
}

// Nothing is lost here.
#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.Well", version = 1)]
#[serde(rename_all = "camelCase")]
struct Well {
    #[serde(skip)]
    cached_price: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    all_items: Vec<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(flatten, skip_serializing_if = "BTreeMap::is_empty")]
    more: BTreeMap<String, String>,
    #[serde(rename(serialize = "sku", deserialize = "item"), alias = "sku")]
    item_id: String,
    #[serde(rename = "n")]
    quantity: u32,
}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "shop.Defaults", version = 1)]
#[serde(default)]
#[derive(Default)]
struct Defaults {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    all_items: Vec<u32>,
}

fn main() {}
