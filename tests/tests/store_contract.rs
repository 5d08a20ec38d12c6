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

/// A clause that nobody runs would be no clause.
#[test]
fn every_clause_is_in_the_list() {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src");
    let list = std::fs::read_to_string(source.join("contract.rs")).expect("the list of clauses");
    let mut count = 0;
    for entry in std::fs::read_dir(source.join("contract")).expect("the clauses") {
        let path = entry.expect("an entry").path();
        let group = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        let text = std::fs::read_to_string(&path).expect("a group of clauses");
        for line in text.lines().filter_map(|line| line.strip_prefix("pub fn ")) {
            let clause = line.split('(').next().unwrap_or_default();
            assert!(list.contains(&format!("{group}::{clause},")), "`{group}::{clause}` is not in the list");
            count += 1;
        }
    }
    assert!(count > 60, "{count} clauses were found");
}
