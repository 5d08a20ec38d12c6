//! The recorded events: made from a fixed seed, six kinds in equal parts, payloads of about 150 bytes, three in ten in
//! an older version. Peers that keep the name of the event inside the payload get it there.

use serde_json::{Value, json};
use uuid::Uuid;

/// An event as a store hands it over.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The name without the context, such as `LineAdded`.
    pub kind: &'static str,
    /// The name on the wire, such as `shop.LineAdded`.
    pub name: String,
    /// The version that it was written in.
    pub version: u32,
    /// The fields as JSON.
    pub payload: Vec<u8>,
    /// The fields as JSON inside an object whose only key is `kind`: how serde writes an enum.
    pub tagged: Vec<u8>,
}

impl Recorded {
    /// Whether the event was written in an older version than the current one of its kind.
    #[must_use]
    pub fn is_old(&self) -> bool {
        match self.kind {
            "LineAdded" | "AddressChanged" | "PaymentReceived" => self.version < 2,
            _ => false,
        }
    }
}

/// Makes `count` events.
#[must_use]
pub fn recorded(count: usize) -> Vec<Recorded> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    (0..count).map(|index| one(index % 6, &mut dice)).collect()
}

/// The mean size of the payloads.
#[must_use]
pub fn mean_size(events: &[Recorded]) -> usize {
    events.iter().map(|event| event.payload.len()).sum::<usize>() / events.len().max(1)
}

/// The share of events in an older version.
#[must_use]
pub fn old_share(events: &[Recorded]) -> f64 {
    let old = events.iter().filter(|event| event.is_old()).count();
    old as f64 / events.len().max(1) as f64
}

fn one(kind: usize, dice: &mut Dice) -> Recorded {
    // Half of the kinds have an older version; three fifths of their events are in it, which makes 30 % of all.
    let old = dice.below(10) < 6;
    let number = dice.below(900_000) + 100_000;
    let at = format!("2024-{:02}-{:02}T{:02}:15:{:02}Z", number % 12 + 1, number % 28 + 1, number % 24, number % 60);
    let currency = ["EUR", "USD", "GBP"][dice.below(3) as usize];
    let method = ["card", "invoice", "voucher"][dice.below(3) as usize];
    match (kind, old) {
        (0, true) => event(
            "LineAdded",
            1,
            json!({ "item_id": format!("SKU-{number}-BLUE"), "title": format!("Espresso machine with two handles and a grinder, series {number}"),
                    "qty": number % 9 + 1, "price": number * 3 }),
        ),
        (0, false) => event(
            "LineAdded",
            2,
            json!({ "sku": format!("SKU-{number}-BLUE"), "title": format!("Espresso machine with two handles and a grinder, series {number}"),
                    "quantity": number % 9 + 1, "unit_price": number * 3, "currency": currency }),
        ),
        (1, _) => event(
            "LineRemoved",
            1,
            json!({ "sku": format!("SKU-{number}-BLUE"),
                    "reason": format!("the customer found it cheaper in another shop on the same day, ticket {number}"), "at": at }),
        ),
        (2, true) => event(
            "AddressChanged",
            1,
            json!({ "street": format!("Long Winding Road {number}, back entrance, second floor"), "city": "Frankfurt am Main",
                    "zip": format!("{number}"), "country": "Germany" }),
        ),
        (2, false) => event(
            "AddressChanged",
            2,
            json!({ "name": "Johanna Mustermann", "street": format!("Long Winding Road {number}, back entrance, second floor"),
                    "city": "Frankfurt am Main", "zip": format!("{number}"), "country": "Germany" }),
        ),
        (3, _) => event(
            "DiscountGranted",
            1,
            json!({ "code": format!("SUMMER-{number}"), "percent": number % 50 + 1,
                    "campaign": format!("newsletter of the week {number}, second part, regular customers"), "valid_until": at }),
        ),
        (4, true) => {
            event("PaymentReceived", 1, json!({ "payment_id": uuid(number), "cents": number * 7, "method": method }))
        }
        (4, false) => event(
            "PaymentReceived",
            2,
            json!({ "payment_id": uuid(number), "amount": number * 7, "method": method,
                    "reference": format!("order {number} with many thanks from Johanna") }),
        ),
        _ => event(
            "OrderShipped",
            1,
            json!({ "carrier": "Night Express International", "parcels": [
                        { "tracking": format!("JD{number}0001"), "grams": number % 20_000 },
                        { "tracking": format!("JD{number}0002"), "grams": number % 10_000 } ], "at": at }),
        ),
    }
}

fn uuid(number: u64) -> Uuid {
    Uuid::from_u128(u128::from(number) << 64 | u128::from(number.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
}

fn event(kind: &'static str, version: u32, fields: Value) -> Recorded {
    let payload = fields.to_string().into_bytes();
    let tagged = json!({ kind: fields }).to_string().into_bytes();
    Recorded { kind, name: format!("shop.{kind}"), version, payload, tagged }
}

/// Xorshift: the same numbers in every run and on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
