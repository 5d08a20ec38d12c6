//! Decoding one payload: the derived readers of the schema language beside serde's own derives, on six kinds of
//! payload of 130 to 150 bytes. Prints nanoseconds a payload, medians of interleaved rounds, and the ratio.

#![allow(missing_docs, dead_code)]

use std::hint::black_box;
use std::time::Instant;

mod ours {
    use retold::__v1 as __rt;

    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, __rt::Newtype)]
    pub(crate) struct Sku(pub String);

    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, __rt::Enum)]
    pub(crate) enum Currency {
        #[retold(name = "EUR")]
        Eur,
        #[retold(name = "USD")]
        Usd,
        #[retold(name = "GBP")]
        Gbp,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub(crate) struct Price {
        pub(crate) cents: u64,
        pub(crate) currency: Currency,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub(crate) struct Money {
        pub(crate) amount: __rt::Decimal,
        pub(crate) currency: Currency,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub(crate) struct Texts {
        pub(crate) order_id: String,
        pub(crate) customer: String,
        pub(crate) status: String,
        pub(crate) note: Option<String>,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub(crate) struct Numbers {
        pub(crate) item: u64,
        pub(crate) quantity: u32,
        pub(crate) weight: f64,
        pub(crate) stock: i64,
        pub(crate) shelf: u16,
        pub(crate) fragile: bool,
        pub(crate) discount: f64,
        pub(crate) supplier: u64,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub(crate) struct Nested {
        pub(crate) sku: Sku,
        pub(crate) quantity: u32,
        pub(crate) unit_price: Price,
        pub(crate) total: Price,
        pub(crate) gift: bool,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub(crate) struct Typed {
        pub(crate) id: __rt::Uuid,
        pub(crate) at: __rt::Timestamp,
        pub(crate) amount: Money,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub(crate) struct Lists {
        pub(crate) tags: Vec<String>,
        pub(crate) scores: Vec<u32>,
        pub(crate) warehouse: String,
        pub(crate) counts: Option<Vec<u64>>,
    }

    #[derive(Clone, Debug, PartialEq, __rt::Union)]
    #[retold(tag = "method")]
    pub(crate) enum Payment {
        #[retold(name = "card")]
        Card { last4: String, network: String },
        #[retold(name = "invoice")]
        Invoice { days: u16 },
    }

    #[derive(Clone, Debug, PartialEq, __rt::Record)]
    pub(crate) struct Tagged {
        pub(crate) order: u64,
        pub(crate) payment: Payment,
        pub(crate) paid: bool,
        pub(crate) reference: String,
    }
}

mod theirs {
    use serde::Deserialize;

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub(crate) struct Sku(pub String);

    #[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
    pub(crate) enum Currency {
        #[serde(rename = "EUR")]
        Eur,
        #[serde(rename = "USD")]
        Usd,
        #[serde(rename = "GBP")]
        Gbp,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub(crate) struct Price {
        pub(crate) cents: u64,
        pub(crate) currency: Currency,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub(crate) struct Money {
        pub(crate) amount: rust_decimal::Decimal,
        pub(crate) currency: Currency,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub(crate) struct Texts {
        pub(crate) order_id: String,
        pub(crate) customer: String,
        pub(crate) status: String,
        pub(crate) note: Option<String>,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub(crate) struct Numbers {
        pub(crate) item: u64,
        pub(crate) quantity: u32,
        pub(crate) weight: f64,
        pub(crate) stock: i64,
        pub(crate) shelf: u16,
        pub(crate) fragile: bool,
        pub(crate) discount: f64,
        pub(crate) supplier: u64,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub(crate) struct Nested {
        pub(crate) sku: Sku,
        pub(crate) quantity: u32,
        pub(crate) unit_price: Price,
        pub(crate) total: Price,
        pub(crate) gift: bool,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub(crate) struct Typed {
        pub(crate) id: uuid::Uuid,
        pub(crate) at: jiff::Timestamp,
        pub(crate) amount: Money,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub(crate) struct Lists {
        pub(crate) tags: Vec<String>,
        pub(crate) scores: Vec<u32>,
        pub(crate) warehouse: String,
        pub(crate) counts: Option<Vec<u64>>,
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    #[serde(tag = "method")]
    pub(crate) enum Payment {
        #[serde(rename = "card")]
        Card { last4: String, network: String },
        #[serde(rename = "invoice")]
        Invoice { days: u16 },
    }

    #[derive(Clone, Debug, PartialEq, Deserialize)]
    pub(crate) struct Tagged {
        pub(crate) order: u64,
        pub(crate) payment: Payment,
        pub(crate) paid: bool,
        pub(crate) reference: String,
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
