//! Queries: what they ask, and what they answer.

use std::collections::BTreeMap;

use retold::Query;
use serde::{Deserialize, Serialize};

#[derive(Query, Deserialize, Serialize)]
#[query(name = "shop.GetTotal", version = 1, answer = Total, schema = "schemas/hand/set/queries.yaml")]
struct GetTotal {
    cart: u64,
}

#[derive(Query, Deserialize, Serialize)]
#[query(name = "shop.CountItems", version = 1, answer = BTreeMap<Currency, u64>, schema = "schemas/hand/set")]
struct CountItems {}

#[derive(Query, Deserialize, Serialize)]
#[query(name = "shop.Describe", version = 1, answer = Describe, schema = "schemas/hand/set")]
struct Describe {}

#[derive(Query, Deserialize, Serialize)]
#[query(name = "shop.Seen", version = 1, answer = u8, schema = "schemas/hand/set")]
struct Seen {}

#[derive(Query, Deserialize, Serialize)]
#[query(name = "shop.GetTotal", version = 1, answer = Option<Total>, schema = "schemas/hand/set")]
struct AsItShouldBe {
    cart: String,
}

type Total = u64;

#[derive(PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
struct Currency;

fn main() {}
