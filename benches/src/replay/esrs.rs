//! esrs, its own way: a payload arrives as `serde_json::Value` (its table has a `jsonb` column), `Upcaster::upcast`
//! matches on the version, `Aggregate::apply_event` takes the state by value.

use std::convert::Infallible;
use std::error::Error;

use esrs::{Aggregate, event::Upcaster};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::peer_event::{Currency, Method, OrderEvent};
use super::state::OrderState;
use super::workload::Recorded;

#[derive(Deserialize)]
enum OrderEventV1 {
    LineAdded { item_id: String, title: String, qty: u32, price: i64 },
    AddressChanged { street: String, city: String, zip: String, country: String },
    PaymentReceived { payment_id: Uuid, cents: u32, method: Method },
}

impl From<OrderEventV1> for OrderEvent {
    fn from(old: OrderEventV1) -> Self {
        match old {
            OrderEventV1::LineAdded { item_id, title, qty, price } => OrderEvent::LineAdded {
                sku: item_id,
                title,
                quantity: qty.into(),
                unit_price: price,
                currency: Currency::Eur,
            },
            OrderEventV1::AddressChanged { street, city, zip, country } => {
                OrderEvent::AddressChanged { name: String::new(), street, city, zip, country }
            }
            OrderEventV1::PaymentReceived { payment_id, cents, method } => {
                OrderEvent::PaymentReceived { payment_id, amount: cents.into(), method, reference: None }
            }
        }
    }
}

impl Upcaster for OrderEvent {
    fn upcast(value: Value, version: Option<i32>) -> Result<Self, serde_json::Error> {
        match version {
            Some(1) => serde_json::from_value::<OrderEventV1>(value).map(Into::into),
            _ => serde_json::from_value(value),
        }
    }

    fn current_version() -> Option<i32> {
        Some(2)
    }
}

struct Order;

impl Aggregate for Order {
    const NAME: &'static str = "order";
    type State = OrderState;
    type Command = ();
    type Event = OrderEvent;
    type Error = Infallible;

    fn handle_command(_state: &OrderState, (): ()) -> Result<Vec<OrderEvent>, Infallible> {
        Ok(Vec::new())
    }

    fn apply_event(mut state: OrderState, event: OrderEvent) -> OrderState {
        event.apply_to(&mut state);
        state
    }
}

/// Replays the events.
///
/// # Errors
/// If an event cannot be read.
pub fn replay(events: &[Recorded]) -> Result<OrderState, Box<dyn Error>> {
    let mut state = OrderState::default();
    for event in events {
        let value: Value = serde_json::from_slice(&event.tagged)?;
        // Its version is that of the whole enum: kinds that never changed are stored as the current one.
        let version = if event.is_old() { 1 } else { 2 };
        state = Order::apply_event(state, OrderEvent::upcast(value, Some(version))?);
    }
    Ok(state)
}
