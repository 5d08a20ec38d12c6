//! The event enum that the peers deserialize into: their guides show one enum with serde's derive for all events of an
//! aggregate, in today's shape.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::state::OrderState;

/// All events of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum OrderEvent {
    LineAdded { sku: String, title: String, quantity: u64, unit_price: i64, currency: Currency },
    LineRemoved { sku: String, reason: String, at: Timestamp },
    AddressChanged { name: String, street: String, city: String, zip: String, country: String },
    DiscountGranted { code: String, percent: u8, campaign: String, valid_until: Timestamp },
    PaymentReceived { payment_id: Uuid, amount: i64, method: Method, reference: Option<String> },
    OrderShipped { carrier: String, parcels: Vec<Parcel>, at: Timestamp },
}

/// Currencies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum Currency {
    Eur,
    Usd,
    Gbp,
}

/// How a payment was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Method {
    Card,
    Invoice,
    Voucher,
}

/// A parcel of a shipment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Parcel {
    pub tracking: String,
    pub grams: u32,
}

impl OrderEvent {
    /// Applies the event.
    pub fn apply_to(self, state: &mut OrderState) {
        match self {
            OrderEvent::LineAdded { sku, title, quantity, unit_price, currency } => {
                state.line_added(&sku, &title, quantity, unit_price, currency == Currency::Eur);
            }
            OrderEvent::LineRemoved { sku, reason, at } => state.line_removed(&sku, reason, at),
            OrderEvent::AddressChanged { name, street, city, zip, country } => {
                state.address_changed(name, street, city, zip, country);
            }
            OrderEvent::DiscountGranted { code, percent, campaign, valid_until } => {
                state.discount_granted(&code, percent, &campaign, valid_until);
            }
            OrderEvent::PaymentReceived { payment_id, amount, method, reference } => {
                state.payment_received(payment_id, amount, method == Method::Card, reference.as_deref());
            }
            OrderEvent::OrderShipped { carrier, parcels, at } => {
                state.order_shipped(carrier, parcels.into_iter().map(|parcel| (parcel.tracking, parcel.grams)), at)
            }
        }
    }
}
