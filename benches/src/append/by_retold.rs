//! Retold's store: a command id with every append, tasks of an async runtime, batches read and applied.

use std::error::Error;
use std::sync::Arc;

use retold::sqlite::SqliteStore;
use retold::store::{AllRead, Append, Batch, NewEvent, Pages, Store, StreamRead};
use retold::{Aggregate, EventSet};
use tokio::runtime::Runtime;
use uuid::Uuid;

use super::stream;
use crate::events::order::OrderEvent;
use crate::replay::state::OrderState;
use crate::replay::workload::Recorded;

/// One event a command; `tasks` at a time.
///
/// # Errors
/// If the store cannot append.
pub fn append(
    runtime: &Runtime,
    store: &SqliteStore,
    events: &Arc<Vec<Recorded>>,
    tasks: usize,
    commands: usize,
) -> Result<(), Box<dyn Error>> {
    let handles: Vec<_> = (0..tasks)
        .map(|task| {
            let (store, events) = (store.clone(), Arc::clone(events));
            runtime.spawn(async move {
                for command in (task..commands).step_by(tasks) {
                    let event = new_event(&events[command % events.len()]);
                    store.append(Append::to(stream(command)).event(event).command(Uuid::now_v7())).await?;
                }
                Ok::<(), retold::store::StoreError>(())
            })
        })
        .collect();
    for handle in handles {
        runtime.block_on(handle)??;
    }
    Ok(())
}

fn new_event(event: &Recorded) -> NewEvent {
    NewEvent::new(event.name.clone(), event.version, event.payload.clone())
}

/// Many events in one stream.
///
/// # Errors
/// If the store cannot append.
pub fn fill(runtime: &Runtime, store: &SqliteStore, stream: &str, events: &[Recorded]) -> Result<(), Box<dyn Error>> {
    for part in events.chunks(10_000) {
        runtime.block_on(store.append(Append::to(stream).events(part.iter().map(new_event))))?;
    }
    Ok(())
}

fn apply(state: &mut OrderState, batch: &Batch) -> Result<(), Box<dyn Error>> {
    for event in batch.iter() {
        for event in OrderEvent::decode(event)? {
            state.apply(event);
        }
    }
    Ok(())
}

/// Loads one stream.
///
/// # Errors
/// If an event cannot be read.
pub fn load(runtime: &Runtime, store: &SqliteStore, stream: &str) -> Result<OrderState, Box<dyn Error>> {
    let mut state = OrderState::default();
    let mut pages = Pages::of_stream(store.clone(), StreamRead::of(stream));
    while let Some(batch) = runtime.block_on(pages.next())? {
        apply(&mut state, &batch)?;
    }
    Ok(state)
}

/// Rebuilds from all events.
///
/// # Errors
/// If an event cannot be read.
pub fn rebuild(runtime: &Runtime, store: &SqliteStore) -> Result<OrderState, Box<dyn Error>> {
    let mut state = OrderState::default();
    let mut pages = Pages::of_all(store.clone(), AllRead::after(0));
    while let Some(batch) = runtime.block_on(pages.next())? {
        apply(&mut state, &batch)?;
    }
    Ok(state)
}
