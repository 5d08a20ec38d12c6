//! The best code that a person writes: a struct a version with serde's derive, a match on name and version, `From`
//! from the older to the newer, apply. Once with `from_slice`, once with `from_str` over bytes that are checked first.

use std::error::Error;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{from_slice, from_str};
use uuid::Uuid;

use super::state::OrderState;
use super::workload::Recorded;

#[derive(Deserialize)]
struct LineAddedV1 {
    item_id: String,
    title: String,
    qty: u32,
    price: i64,
}

#[derive(Deserialize)]
struct LineAdded {
    sku: String,
    title: String,
    quantity: u64,
    unit_price: i64,
    currency: Currency,
}

impl From<LineAddedV1> for LineAdded {
    fn from(old: LineAddedV1) -> Self {
        Self {
            sku: old.item_id,
            title: old.title,
            quantity: old.qty.into(),
            unit_price: old.price,
            currency: Currency::Eur,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Currency {
    Eur,
    Usd,
    Gbp,
}

#[derive(Deserialize)]
struct LineRemoved {
    sku: String,
    reason: String,
    at: Timestamp,
}

#[derive(Deserialize)]
struct AddressChangedV1 {
    street: String,
    city: String,
    zip: String,
    country: String,
}

#[derive(Deserialize)]
struct AddressChanged {
    name: String,
    street: String,
    city: String,
    zip: String,
    country: String,
}

impl From<AddressChangedV1> for AddressChanged {
    fn from(old: AddressChangedV1) -> Self {
        Self { name: String::new(), street: old.street, city: old.city, zip: old.zip, country: old.country }
    }
}

#[derive(Deserialize)]
struct DiscountGranted {
    code: String,
    percent: u8,
    campaign: String,
    valid_until: Timestamp,
}

#[derive(Deserialize)]
struct PaymentReceivedV1 {
    payment_id: Uuid,
    cents: u32,
    method: Method,
}

#[derive(Deserialize)]
struct PaymentReceived {
    payment_id: Uuid,
    amount: i64,
    method: Method,
    reference: Option<String>,
}

impl From<PaymentReceivedV1> for PaymentReceived {
    fn from(old: PaymentReceivedV1) -> Self {
        Self { payment_id: old.payment_id, amount: old.cents.into(), method: old.method, reference: None }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Method {
    Card,
    Invoice,
    Voucher,
}

#[derive(Deserialize)]
struct OrderShipped {
    carrier: String,
    parcels: Vec<Parcel>,
    at: Timestamp,
}

#[derive(Deserialize)]
struct Parcel {
    tracking: String,
    grams: u32,
}

enum OrderEvent {
    LineAdded(LineAdded),
    LineRemoved(LineRemoved),
    AddressChanged(AddressChanged),
    DiscountGranted(DiscountGranted),
    PaymentReceived(PaymentReceived),
    OrderShipped(OrderShipped),
}

/// Decodes with `from_slice` and applies.
///
/// # Errors
/// If an event cannot be read.
pub fn replay_slices(events: &[Recorded]) -> Result<OrderState, Box<dyn Error>> {
    let mut state = OrderState::default();
    for event in events {
        apply(&mut state, decode_slice(&event.name, event.version, &event.payload)?);
    }
    Ok(state)
}

/// Checks that the bytes are UTF-8, decodes with `from_str` and applies.
///
/// # Errors
/// If an event cannot be read.
pub fn replay_strings(events: &[Recorded]) -> Result<OrderState, Box<dyn Error>> {
    let mut state = OrderState::default();
    for event in events {
        apply(&mut state, decode_str(&event.name, event.version, std::str::from_utf8(&event.payload)?)?);
    }
    Ok(state)
}

/// Decodes one event with `from_str` and applies it.
///
/// # Errors
/// If it cannot be read.
pub fn apply_text(state: &mut OrderState, name: &str, version: u32, payload: &str) -> Result<(), Box<dyn Error>> {
    apply(state, decode_str(name, version, payload)?);
    Ok(())
}

fn decode_slice(name: &str, version: u32, payload: &[u8]) -> Result<OrderEvent, Box<dyn Error>> {
    Ok(match (name, version) {
        ("shop.LineAdded", 1) => OrderEvent::LineAdded(from_slice::<LineAddedV1>(payload)?.into()),
        ("shop.LineAdded", 2) => OrderEvent::LineAdded(from_slice(payload)?),
        ("shop.LineRemoved", 1) => OrderEvent::LineRemoved(from_slice(payload)?),
        ("shop.AddressChanged", 1) => OrderEvent::AddressChanged(from_slice::<AddressChangedV1>(payload)?.into()),
        ("shop.AddressChanged", 2) => OrderEvent::AddressChanged(from_slice(payload)?),
        ("shop.DiscountGranted", 1) => OrderEvent::DiscountGranted(from_slice(payload)?),
        ("shop.PaymentReceived", 1) => OrderEvent::PaymentReceived(from_slice::<PaymentReceivedV1>(payload)?.into()),
        ("shop.PaymentReceived", 2) => OrderEvent::PaymentReceived(from_slice(payload)?),
        ("shop.OrderShipped", 1) => OrderEvent::OrderShipped(from_slice(payload)?),
        _ => return Err(format!("unknown event {name} v{version}").into()),
    })
}

fn decode_str(name: &str, version: u32, payload: &str) -> Result<OrderEvent, Box<dyn Error>> {
    Ok(match (name, version) {
        ("shop.LineAdded", 1) => OrderEvent::LineAdded(from_str::<LineAddedV1>(payload)?.into()),
        ("shop.LineAdded", 2) => OrderEvent::LineAdded(from_str(payload)?),
        ("shop.LineRemoved", 1) => OrderEvent::LineRemoved(from_str(payload)?),
        ("shop.AddressChanged", 1) => OrderEvent::AddressChanged(from_str::<AddressChangedV1>(payload)?.into()),
        ("shop.AddressChanged", 2) => OrderEvent::AddressChanged(from_str(payload)?),
        ("shop.DiscountGranted", 1) => OrderEvent::DiscountGranted(from_str(payload)?),
        ("shop.PaymentReceived", 1) => OrderEvent::PaymentReceived(from_str::<PaymentReceivedV1>(payload)?.into()),
        ("shop.PaymentReceived", 2) => OrderEvent::PaymentReceived(from_str(payload)?),
        ("shop.OrderShipped", 1) => OrderEvent::OrderShipped(from_str(payload)?),
        _ => return Err(format!("unknown event {name} v{version}").into()),
    })
}

fn apply(state: &mut OrderState, event: OrderEvent) {
    match event {
        OrderEvent::LineAdded(line) => state.line_added(
            &line.sku,
            &line.title,
            line.quantity,
            line.unit_price,
            matches!(line.currency, Currency::Eur),
        ),
        OrderEvent::LineRemoved(line) => state.line_removed(&line.sku, line.reason, line.at),
        OrderEvent::AddressChanged(to) => state.address_changed(to.name, to.street, to.city, to.zip, to.country),
        OrderEvent::DiscountGranted(discount) => {
            state.discount_granted(&discount.code, discount.percent, &discount.campaign, discount.valid_until);
        }
        OrderEvent::PaymentReceived(payment) => state.payment_received(
            payment.payment_id,
            payment.amount,
            matches!(payment.method, Method::Card),
            payment.reference.as_deref(),
        ),
        OrderEvent::OrderShipped(shipped) => state.order_shipped(
            shipped.carrier,
            shipped.parcels.into_iter().map(|parcel| (parcel.tracking, parcel.grams)),
            shipped.at,
        ),
    }
}
