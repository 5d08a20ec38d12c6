//! Every store of ours under the suite that is public for those of others.

use std::sync::Arc;

use retold::contract::{Harness, Opening};
use retold::sqlite::Options;
use retold::store::{MemoryStore, Store};
use tempfile::TempDir;

#[derive(Default)]
struct Memory(MemoryStore);

impl Harness for Memory {
    fn open(&self, opening: &Opening) -> Arc<dyn Store> {
        let mut store = self.0.clone();
        if let Some(service) = &opening.service {
            store = store.with_service(service);
        }
        if let Some(bytes) = opening.largest_event {
            store = store.largest_event(bytes);
        }
        if let Some(clock) = &opening.clock {
            store = store.with_clock(clock.clone());
        }
        Arc::new(store)
    }
}

struct Sqlite(TempDir);

impl Sqlite {
    fn new() -> Self {
        Self(TempDir::new().expect("a temporary folder"))
    }
}

impl Harness for Sqlite {
    fn open(&self, opening: &Opening) -> Arc<dyn Store> {
        let mut options = Options::new(self.0.path().join("contract.db"));
        if let Some(service) = &opening.service {
            options = options.service(service);
        }
        if let Some(bytes) = opening.largest_event {
            options = options.largest_event(bytes);
        }
        if let Some(clock) = &opening.clock {
            options = options.clock(clock.clone());
        }
        Arc::new(options.open().expect("the store opens"))
    }
}

retold::store_contract!(memory, Memory::default());
retold::store_contract!(sqlite, Sqlite::new());
