//! Retold: the code that it generates from `benches/schemas`, `EventSet::decode`, and the generated `apply`.

use std::error::Error;

use retold::{Aggregate, EventSet, Recorded as Stored};

use super::state::OrderState;
use super::workload::Recorded;
use crate::events::order::{
    AddressChanged, Currency, DiscountGranted, LineAdded, LineRemoved, Method, OrderEvent, OrderLogic, OrderShipped,
    PaymentReceived,
};

impl OrderLogic for OrderState {
    fn apply_line_added(&mut self, line: LineAdded) {
        let euros = line.currency == Currency::Eur;
        self.line_added(&line.sku, &line.title, line.quantity, line.unit_price, euros);
    }

    fn apply_line_removed(&mut self, line: LineRemoved) {
        self.line_removed(&line.sku, line.reason, line.at);
    }

    fn apply_address_changed(&mut self, to: AddressChanged) {
        self.address_changed(to.name, to.street, to.city, to.zip, to.country);
    }

    fn apply_discount_granted(&mut self, discount: DiscountGranted) {
        self.discount_granted(&discount.code, discount.percent, &discount.campaign, discount.valid_until);
    }

    fn apply_payment_received(&mut self, payment: PaymentReceived) {
        let card = payment.method == Method::Card;
        self.payment_received(payment.payment_id, payment.amount, card, payment.reference.as_deref());
    }

    fn apply_order_shipped(&mut self, shipped: OrderShipped) {
        let parcels = shipped.parcels.into_iter().map(|parcel| (parcel.tracking, parcel.grams));
        self.order_shipped(shipped.carrier, parcels, shipped.at);
    }
}

/// Replays the events.
///
/// # Errors
/// If an event cannot be read.
pub fn replay(events: &[Recorded]) -> Result<OrderState, Box<dyn Error>> {
    let mut state = OrderState::default();
    for event in events {
        let stored = Stored::new(&event.name, event.version, event.payload.as_slice());
        for event in OrderEvent::decode(stored)? {
            state.apply(event);
        }
    }
    Ok(state)
}
