//! What every contender applies its events to: one method a kind of event, the same for all, so that only decoding and
//! upcasting differ, and so that equal states show equal work.

use jiff::Timestamp;
use retold::Aggregate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The state of an order.
#[derive(Clone, Debug, Default, PartialEq, Aggregate, Serialize, Deserialize)]
#[aggregate(crate::events::order)]
pub struct OrderState {
    pieces: u64,
    total: i64,
    in_euros: u64,
    removed: u64,
    reason: String,
    name: String,
    street: String,
    city: String,
    zip: String,
    country: String,
    discounts: u64,
    discount_until: Timestamp,
    paid: i64,
    by_card: u64,
    last_payment: Uuid,
    referenced: u64,
    carrier: String,
    parcels: u64,
    grams: u64,
    shipped_at: Timestamp,
    text: u64,
}

#[allow(missing_docs)]
impl OrderState {
    pub fn line_added(&mut self, sku: &str, title: &str, quantity: u64, unit_price: i64, euros: bool) {
        self.pieces += quantity;
        self.total = self.total.wrapping_add(unit_price.wrapping_mul(quantity.cast_signed()));
        self.in_euros += u64::from(euros);
        self.text += (sku.len() + title.len()) as u64;
    }

    pub fn line_removed(&mut self, sku: &str, reason: String, at: Timestamp) {
        self.removed += sku.len() as u64;
        self.reason = reason;
        self.shipped_at = self.shipped_at.max(at);
    }

    pub fn address_changed(&mut self, name: String, street: String, city: String, zip: String, country: String) {
        (self.name, self.street, self.city, self.zip, self.country) = (name, street, city, zip, country);
    }

    pub fn discount_granted(&mut self, code: &str, percent: u8, campaign: &str, valid_until: Timestamp) {
        self.discounts += u64::from(percent);
        self.text += (code.len() + campaign.len()) as u64;
        self.discount_until = valid_until;
    }

    pub fn payment_received(&mut self, payment_id: Uuid, amount: i64, card: bool, reference: Option<&str>) {
        self.paid = self.paid.wrapping_add(amount);
        self.by_card += u64::from(card);
        self.last_payment = payment_id;
        self.referenced += reference.map_or(0, |reference| reference.len() as u64);
    }

    pub fn order_shipped(&mut self, carrier: String, parcels: impl Iterator<Item = (String, u32)>, at: Timestamp) {
        self.carrier = carrier;
        for (tracking, grams) in parcels {
            self.parcels += tracking.len() as u64;
            self.grams += u64::from(grams);
        }
        self.shipped_at = at;
    }
}
