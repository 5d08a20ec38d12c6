//! Decoding one payload: the derived readers of the schema language beside serde's own derives, on six kinds of
//! payload of 130 to 150 bytes. Prints nanoseconds a payload, medians of interleaved rounds, and the ratio.

#![allow(missing_docs, dead_code)]

use std::hint::black_box;
use std::time::Instant;

mod ours {
    use retold::__v1 as __rt;

    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, __rt::Newtype)]
    pub struct Sku(pub String);

    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, __rt::Enum)]
    pub enum Currency {
        #[retold(name = "EUR")]
        Eur,
        #[retold(name = "USD")]
        Usd,
        #[retold(name = "GBP")]
        Gbp,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub struct Price {
        pub cents: u64,
        pub currency: Currency,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub struct Money {
        pub amount: __rt::Decimal,
        pub currency: Currency,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub struct Texts {
        pub order_id: String,
        pub customer: String,
        pub status: String,
        pub note: Option<String>,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub struct Numbers {
        pub item: u64,
        pub quantity: u32,
        pub weight: f64,
        pub stock: i64,
        pub shelf: u16,
        pub fragile: bool,
        pub discount: f64,
        pub supplier: u64,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub struct Nested {
        pub sku: Sku,
        pub quantity: u32,
        pub unit_price: Price,
        pub total: Price,
        pub gift: bool,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub struct Typed {
        pub id: __rt::Uuid,
        pub at: __rt::Timestamp,
        pub amount: Money,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub struct Lists {
        pub tags: Vec<String>,
        pub scores: Vec<u32>,
        pub warehouse: String,
        pub counts: Option<Vec<u64>>,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Union)]
    #[retold(tag = "method")]
    pub enum Payment {
        #[retold(name = "card")]
        Card { last4: String, network: String },
        #[retold(name = "invoice")]
        Invoice { days: u16 },
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub struct Tagged {
        pub order: u64,
        pub payment: Payment,
        pub paid: bool,
        pub reference: String,
    }
}

mod theirs {
    use serde::Deserialize;

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub struct Sku(pub String);

    #[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
    pub enum Currency {
        #[serde(rename = "EUR")]
        Eur,
        #[serde(rename = "USD")]
        Usd,
        #[serde(rename = "GBP")]
        Gbp,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub struct Price {
        pub cents: u64,
        pub currency: Currency,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub struct Money {
        pub amount: rust_decimal::Decimal,
        pub currency: Currency,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub struct Texts {
        pub order_id: String,
        pub customer: String,
        pub status: String,
        pub note: Option<String>,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub struct Numbers {
        pub item: u64,
        pub quantity: u32,
        pub weight: f64,
        pub stock: i64,
        pub shelf: u16,
        pub fragile: bool,
        pub discount: f64,
        pub supplier: u64,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub struct Nested {
        pub sku: Sku,
        pub quantity: u32,
        pub unit_price: Price,
        pub total: Price,
        pub gift: bool,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub struct Typed {
        pub id: uuid::Uuid,
        pub at: jiff::Timestamp,
        pub amount: Money,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub struct Lists {
        pub tags: Vec<String>,
        pub scores: Vec<u32>,
        pub warehouse: String,
        pub counts: Option<Vec<u64>>,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    #[serde(tag = "method")]
    pub enum Payment {
        #[serde(rename = "card")]
        Card { last4: String, network: String },
        #[serde(rename = "invoice")]
        Invoice { days: u16 },
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub struct Tagged {
        pub order: u64,
        pub payment: Payment,
        pub paid: bool,
        pub reference: String,
    }
}

const ROUNDS: usize = 2001;
const PAYLOADS: u32 = 200;

fn measure<T: serde::de::DeserializeOwned>(json: &str) -> f64 {
    let start = Instant::now();
    for _ in 0..PAYLOADS {
        black_box(serde_json::from_str::<T>(black_box(json)).expect("the payload fits"));
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(PAYLOADS)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 10]
}

fn compare<Ours: serde::de::DeserializeOwned, Theirs: serde::de::DeserializeOwned>(name: &str, json: &str) -> f64 {
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for _ in 0..ROUNDS {
        ours.push(measure::<Ours>(json));
        theirs.push(measure::<Theirs>(json));
    }
    let (ours, theirs) = (median(ours), median(theirs));
    println!("{name:8} {:4} B  retold {ours:6.1} ns  serde {theirs:6.1} ns  ratio {:.2}", json.len(), ours / theirs);
    ours / theirs
}

fn main() {
    let ratios = [
        compare::<ours::Texts, theirs::Texts>(
            "texts",
            r#"{"order_id":"ord_0190163d8694739b","customer":"Johanna Doe-Miller","status":"confirmed","note":"leave it at the neighbour's door"}"#,
        ),
        compare::<ours::Numbers, theirs::Numbers>(
            "numbers",
            r#"{"item":123456789,"quantity":12,"weight":12.75,"stock":-4213,"shelf":42,"fragile":true,"discount":0.125,"supplier":9876543210}"#,
        ),
        compare::<ours::Nested, theirs::Nested>(
            "nested",
            r#"{"sku":"APPLE-GREEN-1","quantity":12,"unit_price":{"cents":129,"currency":"EUR"},"total":{"cents":1548,"currency":"EUR"},"gift":false}"#,
        ),
        compare::<ours::Typed, theirs::Typed>(
            "typed",
            r#"{"id":"0190163d-8694-739b-aea5-966c26f8ad91","at":"2026-02-28T08:30:00.125Z","amount":{"amount":"1234.50","currency":"USD"}}"#,
        ),
        compare::<ours::Lists, theirs::Lists>(
            "lists",
            r#"{"tags":["fresh","organic","sale"],"scores":[1,22,333,4444],"warehouse":"WH-NORTH-7","counts":[10,20,30,40,50,60,70,80,90,100]}"#,
        ),
        compare::<ours::Tagged, theirs::Tagged>(
            "tagged",
            r#"{"order":123456789,"payment":{"method":"card","last4":"4242","network":"mastercard"},"paid":true,"reference":"TX123456789-2026"}"#,
        ),
    ];
    let product: f64 = ratios.iter().product();
    println!("geometric mean of the ratios {:.2}", product.powf(1.0 / ratios.len() as f64));
}
