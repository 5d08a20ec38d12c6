//! Another component of the same process: it hears of every event over the bus, at its own pace on its own thread.

use std::error::Error;
use std::thread::{self, JoinHandle};

use retold::projection::ProjectionError;
use retold::store::StoreError;
use retold::{EventBus, blocking};

use crate::events::cart::CartEvent;

/// The warehouse while it listens.
pub(crate) struct Warehouse {
    notes: JoinHandle<Result<Vec<String>, ProjectionError>>,
}

impl Warehouse {
    /// Lets the warehouse listen to the next so many events.
    pub(crate) async fn listen(bus: &EventBus, events: usize) -> Result<Self, StoreError> {
        let mut bus = bus.subscribe::<CartEvent>().await?;
        let notes = thread::spawn(move || {
            let next = || blocking::block_on(bus.next()).map(|delivery| note(delivery.event));
            std::iter::repeat_with(next).take(events).collect()
        });
        Ok(Self { notes })
    }

    /// What it wrote down.
    pub(crate) fn notes(self) -> Result<String, Box<dyn Error>> {
        let notes = self.notes.join().map_err(|_| "the warehouse has stopped listening")?;
        Ok(notes?.join("; "))
    }
}

fn note(event: CartEvent) -> String {
    match event {
        CartEvent::ItemAddedToCart(added) => {
            let note = added.note.map_or_else(String::new, |note| format!(" ({note})"));
            format!("put {} {} aside{note}", added.quantity, added.item_id)
        }
        CartEvent::ItemRemovedFromCart(removed) => format!("put the {} back", removed.item_id),
        CartEvent::OrderPlaced(placed) => {
            let pieces: Vec<String> = placed.items.iter().map(|(item, count)| format!("{count} {item}")).collect();
            format!("pack {}", pieces.join(", "))
        }
    }
}
