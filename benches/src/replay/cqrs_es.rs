//! cqrs-es, its own way: a `PersistedEventStore` over a repository that hands out rows as its SQL stores do (payload
//! and metadata as `serde_json::Value`), `SemanticVersionEventUpcaster`s that edit the value, `load_aggregate`.

use std::convert::Infallible;
use std::error::Error;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use cqrs_es::event_sink::EventSink;
use cqrs_es::persist::{
    EventUpcaster, PersistedEventRepository, PersistedEventStore, PersistenceError, ReplayStream,
    SemanticVersionEventUpcaster, SerializedEvent, SerializedSnapshot,
};
use cqrs_es::{Aggregate, DomainEvent, EventStore};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::peer_event::OrderEvent;
use super::state::OrderState;
use super::workload::Recorded;

/// The aggregate.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Order(OrderState);

impl Aggregate for Order {
    const TYPE: &'static str = "order";
    type Command = ();
    type Event = OrderEvent;
    type Error = Infallible;
    type Services = ();

    async fn handle(&mut self, (): (), (): &(), _sink: &EventSink<Self>) -> Result<(), Infallible> {
        Ok(())
    }

    fn apply(&mut self, event: OrderEvent) {
        event.apply_to(&mut self.0);
    }
}

impl DomainEvent for OrderEvent {
    fn event_type(&self) -> String {
        match self {
            OrderEvent::LineAdded { .. } => "LineAdded",
            OrderEvent::LineRemoved { .. } => "LineRemoved",
            OrderEvent::AddressChanged { .. } => "AddressChanged",
            OrderEvent::DiscountGranted { .. } => "DiscountGranted",
            OrderEvent::PaymentReceived { .. } => "PaymentReceived",
            OrderEvent::OrderShipped { .. } => "OrderShipped",
        }
        .to_owned()
    }

    fn event_version(&self) -> String {
        "2".to_owned()
    }
}

/// The rows of one aggregate.
#[derive(Debug)]
struct Rows<'a>(&'a [Recorded]);

impl PersistedEventRepository for Rows<'_> {
    async fn get_events<A: Aggregate>(&self, id: &str) -> Result<Vec<SerializedEvent>, PersistenceError> {
        self.0
            .iter()
            .enumerate()
            .map(|(index, event)| {
                Ok(SerializedEvent {
                    aggregate_id: id.to_owned(),
                    sequence: index + 1,
                    aggregate_type: A::TYPE.to_owned(),
                    event_type: event.kind.to_owned(),
                    event_version: if event.is_old() { "1" } else { "2" }.to_owned(),
                    payload: serde_json::from_slice(&event.tagged)?,
                    metadata: Value::Object(serde_json::Map::new()),
                })
            })
            .collect()
    }

    async fn get_last_events<A: Aggregate>(
        &self,
        id: &str,
        _last_sequence: usize,
    ) -> Result<Vec<SerializedEvent>, PersistenceError> {
        self.get_events::<A>(id).await
    }

    async fn get_snapshot<A: Aggregate>(&self, _id: &str) -> Result<Option<SerializedSnapshot>, PersistenceError> {
        Ok(None)
    }

    async fn persist<A: Aggregate>(
        &self,
        _events: &[SerializedEvent],
        _snapshot: Option<(String, Value, usize)>,
    ) -> Result<(), PersistenceError> {
        Ok(())
    }

    async fn stream_events<A: Aggregate>(&self, _id: &str) -> Result<ReplayStream, PersistenceError> {
        Err(PersistenceError::OptimisticLockError)
    }

    async fn stream_all_events<A: Aggregate>(&self) -> Result<ReplayStream, PersistenceError> {
        Err(PersistenceError::OptimisticLockError)
    }
}

/// Loads the aggregate whose stream these events are.
///
/// # Errors
/// If an event cannot be read.
pub fn replay(events: &[Recorded]) -> Result<OrderState, Box<dyn Error>> {
    let store = PersistedEventStore::<_, Order>::new_event_store(Rows(events)).with_upcasters(upcasters());
    Ok(ready(store.load_aggregate("order-1"))?.aggregate.0)
}

fn upcasters() -> Vec<Box<dyn EventUpcaster>> {
    vec![
        upcaster("LineAdded", |fields| {
            rename(fields, "item_id", "sku");
            rename(fields, "qty", "quantity");
            rename(fields, "price", "unit_price");
            fields.insert("currency".to_owned(), "EUR".into());
        }),
        upcaster("AddressChanged", |fields| {
            fields.insert("name".to_owned(), "".into());
        }),
        upcaster("PaymentReceived", |fields| rename(fields, "cents", "amount")),
    ]
}

fn upcaster(
    kind: &'static str,
    step: impl Fn(&mut serde_json::Map<String, Value>) + Send + Sync + 'static,
) -> Box<dyn EventUpcaster> {
    Box::new(SemanticVersionEventUpcaster::new(
        kind,
        "2",
        Box::new(move |mut payload| {
            if let Some(fields) = payload.get_mut(kind).and_then(Value::as_object_mut) {
                step(fields);
            }
            payload
        }),
    ))
}

fn rename(fields: &mut serde_json::Map<String, Value>, old: &str, new: &str) {
    if let Some(value) = fields.remove(old) {
        fields.insert(new.to_owned(), value);
    }
}

/// Polls a future that never waits.
fn ready<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}
